//! Whose response clock runs as an incident passes between the sides, and pausing it.

use crate::world::*;
use watchfloor::analytics::clock::{Clock, answer_due, asked_since};
use watchfloor::analytics::columns::{Columns, Touched};
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::people::{Party, Role};
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::response::{ActionKind, ActionPlan};
use watchfloor::domain::time::{MINUTE_MS, Timestamp};
use watchfloor::domain::vocabulary::Severity;
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
    // Nobody has taken it: the experts' clock runs, so they may pause it.
    check(&[], expert(pause(LATER, "lab")), paused);
    check(&[], analyst(pause(LATER, "lab")), "no: needs the role expert");
    let closed = [analyst(Act::Resolve { note: "Cleaned".into(), force: false })];
    check(&closed, expert(pause(LATER, "lab")), "no: no response clock of this side runs here");
    check(&waiting, expert(pause(LATER, " ")), "no: a reason is needed");
    check(&waiting, expert(pause(DAWN, "lab")), "no: until is in the past");
    check(&waiting, expert(pause("2026-07-02T08:00:00Z", "lab")), "no: until is out of range");
}

#[test]
fn what_nobody_has_taken_can_be_paused_just_where_a_clock_runs() {
    let mut world = World::serving();
    let ahead = |world: &World| Clock::of(world.one(), &world.state, true).unwrap();
    let due = ahead(&world).due;
    world.must(expert(pause(LATER, "lab")));
    assert!(ahead(&world).due > due && ahead(&world).paused_until(world.now) == Some(at(LATER)));
    world.must(expert(Act::ResumeClock));
    assert_eq!(ahead(&world).paused_until(world.now), None);
    // No clock runs on a severity that the experts do not work.
    let mut low = World::with(IncidentRecord { severity: Severity::Low, ..incident("1") });
    assert!(Clock::of(low.one(), &low.state, true).is_none());
    assert_eq!(told(&low.ask(expert(pause(LATER, "lab")))), "no: no response clock of this side runs here");
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

/// Whose clock runs on the incident `1`, and since when.
fn runs(world: &World) -> Option<(Party, Timestamp)> {
    Clock::of(world.one(), &world.state, true).map(|clock| (clock.party, clock.started))
}

/// Published with an action of each side: the customer is awaited.
fn asked_of_both() -> World {
    let steps = [
        expert(Act::TakeByExperts),
        expert(Act::start()),
        expert(summary("x")),
        expert(by_hand("t")),
        expert(one_press("i")),
        expert(publish()),
    ];
    World::serving().given(&steps)
}

#[test]
fn publishing_changes_leaves_the_customers_clock_as_it_is() {
    let mut world = asked_of_both();
    let first = world.now;
    assert_eq!(runs(&world), Some((Party::Customer, first)));
    world.must(expert(by_hand("u")));
    world.must(expert(publish()));
    assert_eq!(runs(&world), Some((Party::Customer, first)), "what was asked first is still open");
    assert_eq!(asked_since(world.one()), Some(first));
    let due = answer_due(world.one(), &world.state.settings);
    world.must(analyst(complete("t")));
    assert_eq!(runs(&world), Some((Party::Customer, first)));
    assert_eq!(answer_due(world.one(), &world.state.settings), due);
}

#[test]
fn the_experts_clock_begins_anew_when_it_comes_back_to_them() {
    let mut world = World::serving();
    world.must(expert(Act::TakeByExperts));
    assert_eq!(runs(&world), Some((Party::Experts, world.state.watched_since().unwrap())));
    let mut world = asked_of_both();
    world.must(analyst(complete("t")));
    let back = world.now;
    assert_eq!(runs(&world), Some((Party::Experts, back)));
    // Passed on among them it goes on.
    world.must(expert(Act::AssignToTeam { person: Some("Rex".into()), party: Some(Party::Experts) }));
    assert_eq!(runs(&world), Some((Party::Experts, back)));
    // They published: nothing of theirs is open, though an action of theirs is.
    let more = ActionPlan { target: Some(device("ws-2")), ..plan("j", ActionKind::IsolateDevice) };
    world.must(expert(Act::PlanAction { plan: Box::new(more) }));
    world.must(expert(publish()));
    assert_eq!(runs(&world), None);
    // The customer has something to do again: its part begins anew.
    world.must(expert(by_hand("v")));
    world.must(expert(publish()));
    assert_eq!(runs(&world), Some((Party::Customer, world.now)));
}

#[test]
fn opened_again_the_experts_begin_anew_and_a_resolution_that_is_taken_back_leaves_it_as_it_was() {
    let mut world = asked_of_both();
    let asked = world.now;
    world.must(analyst(Act::Resolve { note: "done".into(), force: true }));
    let resolved = world.journal.last().unwrap().command.clone();
    assert_eq!(runs(&world), None);
    let mut undone = world.clone();
    undone.must((Role::Analyst, Command::Undo { command: resolved }));
    assert_eq!(runs(&undone), Some((Party::Customer, asked)));
    world.must(expert(reopen()));
    assert_eq!(runs(&world), Some((Party::Experts, world.now)));
}

/// Whoever is awaited gains no time by resolving and opening again: only what lies between does not count.
#[test]
fn opened_again_by_the_customer_the_time_that_was_used_stays_used() {
    let due = |world: &World| Clock::of(world.one(), &world.state, true).map(|clock| clock.due);
    let mut world = asked_of_both();
    let (asked, first) = (world.now, due(&world).unwrap());
    assert_eq!(answer_due(world.one(), &world.state.settings), Some(first));
    let mut rested = 0;
    for _ in 0..2 {
        world.must(analyst(Act::Resolve { note: "done".into(), force: true }));
        let closed = world.now;
        world.now = world.now.plus_millis(7 * MINUTE_MS);
        world.must(analyst(reopen()));
        rested += world.now.millis_since(closed);
        assert_eq!(runs(&world), Some((Party::Customer, asked)));
        assert_eq!(due(&world), Some(first.plus_millis(rested)));
        assert_eq!(answer_due(world.one(), &world.state.settings), due(&world));
        assert_eq!(world.one().work.unwrap().pauses, []);
    }
    // What is asked anew is due anew.
    world.must(analyst(complete("t")));
    world.must(expert(by_hand("v")));
    world.must(expert(publish()));
    assert_eq!(runs(&world), Some((Party::Customer, world.now)));
    assert_eq!(due(&world), Some(first.plus_millis(world.now.millis_since(asked))));
}

#[test]
fn the_columns_are_of_the_moment_at_which_the_experts_began_to_watch() {
    let mut world = World::ready(Default::default());
    world.import(&[incident("1")]);
    let columns = Columns::build(&world.state);
    let nothing = Touched::Incidents(Vec::new());
    assert!(!columns.are_of_another(&world.state, &nothing));
    world.must((Role::Advisor, start_monitoring()));
    assert!(columns.are_of_another(&world.state, &nothing));
}
