//! Pausing a response clock.

use crate::world::*;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::time::Timestamp;
use watchfloor::domain::work::PauseReason;

fn pause(until: &str, note: &str) -> Act {
    Act::PauseClock { until: at(until), reason: PauseReason::Other, note: note.into() }
}

/// Given these steps in full response, when this is asked of the incident `1`, then this is the answer.
#[track_caller]
fn check(given: &[Step], when: Step, then: &str) -> World {
    let mut world = World::serving().given(given);
    assert_eq!(told(&world.ask(when)), then);
    world
}

const LATER: &str = "2026-05-02T08:00:00Z";

#[test]
fn each_side_pauses_its_own_clock_with_a_reason() {
    let waiting = [expert(Act::TakeByExperts)];
    let paused = "paused until 2026-05-02T08:00:00Z";
    check(&waiting, expert(pause(LATER, "lab")), paused);
    check(&waiting, analyst(pause(LATER, "lab")), "no: needs the role expert");
    check(&your_turn(), analyst(pause(LATER, "lab")), paused);
    check(&your_turn(), expert(pause(LATER, "lab")), "no: needs the role administrator or analyst");
    check(&[], analyst(pause(LATER, "lab")), "no: no response clock of this side runs here");
    check(&waiting, expert(pause(LATER, " ")), "no: a reason is needed");
    check(&waiting, expert(pause(DAWN, "lab")), "no: until is in the past");
    check(&waiting, expert(pause("2026-07-02T08:00:00Z", "lab")), "no: until is out of range");
}

#[test]
fn a_pause_ends_by_itself_or_before_its_time() {
    let mut world =
        check(&[expert(Act::TakeByExperts)], expert(Act::ResumeClock), "no: nothing would change");
    world.must(expert(pause(LATER, "lab")));
    let until = |world: &World| -> Timestamp { world.one().work.unwrap().pauses[0].until };
    assert_eq!(until(&world), at(LATER));
    world.must(expert(Act::ResumeClock));
    assert_eq!(until(&world), world.now);
    assert_eq!(told(&world.ask(expert(Act::ResumeClock))), "no: nothing would change");
}
