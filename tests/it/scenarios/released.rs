//! What is a fact, what is a draft, and what must be taken back: carried out actions are seen by both sides, a summary is
//! read as it was published, and what holds can be released whatever became of the incident.

use crate::world::*;
use watchfloor::analytics::awaits::{Awaits, awaits};
use watchfloor::analytics::held;
use watchfloor::analytics::notices::{Found, Standing, Trigger, notices};
use watchfloor::domain::action::RELEASE_REMINDER_MS;
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::people::{Party, Role};
use watchfloor::domain::response::{ActionKind, ActionPlan};
use watchfloor::domain::work::Stage;

#[track_caller]
fn says(mut world: World, when: Step, then: &str) -> World {
    assert_eq!(told(&world.ask(when)), then);
    world
}

fn release() -> Act {
    let target = Some(device("ws-1"));
    Act::PlanAction { plan: Box::new(ActionPlan { target, ..plan("r", ActionKind::UnIsolateDevice) }) }
}

/// The experts isolated `ws-1`, and the incident was resolved with it.
fn resolved_isolated() -> World {
    World::serving().given(&worked()).given(&[
        expert(summary("malware")),
        expert(one_press("i")),
        expert(complete("i")),
        expert(publish()),
    ])
}

#[test]
fn both_sides_see_what_was_carried_out_and_the_customer_no_plan() {
    let world = World::serving().given(&worked()).given(&[expert(one_press("i")), expert(by_hand("b"))]);
    let seen = |world: &World, side| {
        let response = world.one().response().unwrap();
        response.seen_by(side).map(|it| it.plan.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!((seen(&world, Party::Customer).len(), seen(&world, Party::Experts).len()), (0, 2));
    let begun = world.given(&[expert(begin("i"))]);
    assert_eq!(seen(&begun, Party::Customer), ["i"]);
    let skipped = begun.given(&[expert(again("i")), expert(skip("i"))]);
    assert_eq!(seen(&skipped, Party::Customer), [""; 0]);
}

#[test]
fn the_customer_reads_the_summary_as_it_was_published() {
    let world = World::guiding().given(&worked()).given(&[expert(summary("first")), expert(by_hand("a"))]);
    let read = |world: &World, side| {
        let response = world.one().response().unwrap().clone();
        response.summary_for(side).map(|it| it.what_happened.clone())
    };
    assert_eq!((read(&world, Party::Customer), read(&world, Party::Experts)), (None, Some("first".into())));
    let world = world.given(&[expert(publish())]);
    assert_eq!(read(&world, Party::Customer).as_deref(), Some("first"));
    let world = says(world, expert(publish()), "no: nothing would change");
    let world = world.given(&[expert(summary("second")), expert(summary("third"))]);
    assert_eq!(read(&world, Party::Customer).as_deref(), Some("first"));
    // What is written back to what was published leaves nothing to publish.
    let back = world.given(&[expert(summary("first"))]);
    let world = says(back, expert(publish()), "no: nothing would change");
    let world = world.given(&[expert(summary("third")), expert(publish())]);
    assert_eq!(read(&world, Party::Customer).as_deref(), Some("third"));
}

#[test]
fn what_holds_is_released_after_the_incident_was_resolved() {
    let world = resolved_isolated();
    assert_eq!(world.one().stage(), Stage::FinishedByExperts);
    // Anything else is refused there.
    let world =
        says(world, expert(one_press("x")), "no: not possible while the incident is finished by the experts");
    let by_experts = resolved_isolated().given(&[expert(release()), expert(complete("r"))]);
    let by_team = world.given(&[analyst(release()), analyst(complete("r"))]);
    for world in [by_experts, by_team] {
        assert!(world.one().response().unwrap().in_force().is_empty());
        assert_eq!(world.one().stage(), Stage::FinishedByExperts, "it stays resolved");
    }
}

#[test]
fn the_customer_takes_back_nothing_that_does_not_hold() {
    let world = resolved_isolated();
    let released = world.given(&[administrator(release()), analyst(complete("r"))]);
    let again = ActionPlan { target: Some(device("ws-1")), ..plan("again", ActionKind::UnIsolateDevice) };
    says(released, analyst(Act::PlanAction { plan: Box::new(again) }), "no: needs the role expert");
}

#[test]
fn who_holds_what_still_holds_is_reminded_on_home_and_by_a_notice() {
    let mut world = resolved_isolated();
    let home = |world: &World, role| {
        let all = awaits(&world.state, &actor(role), &[], world.now);
        all.into_iter().any(|it| matches!(it, Awaits::Release(1, _)))
    };
    assert!(!home(&world, Role::Analyst));
    world.now = world.now.plus_millis(RELEASE_REMINDER_MS);
    let shown =
        [Role::Administrator, Role::Analyst, Role::Expert, Role::Advisor].map(|role| home(&world, role));
    assert_eq!(shown, [true, true, false, false]);
    let all = notices(&world.state, &Found::default(), world.now);
    let due = all.iter().filter(|it| it.trigger == Trigger::Release && it.standing == Standing::Due);
    assert_eq!(due.count(), 1);
    // Once the experts are to release it, it is theirs.
    let world = world.given(&[expert(release())]);
    assert!(home(&world, Role::Expert) && !home(&world, Role::Analyst));
    let world = world.given(&[expert(complete("r"))]);
    assert!(held::all(&world.state).is_empty());
}

#[test]
fn a_release_that_is_planned_awaits_the_experts_whatever_became_of_the_incident() {
    let planned = |world: &World, role| {
        let all = awaits(&world.state, &actor(role), &[], world.now);
        all.into_iter().any(|it| matches!(it, Awaits::Planned(1, incident) if incident.as_str() == "1"))
    };
    let resolved = resolved_isolated();
    assert!(!planned(&resolved, Role::Expert));
    let world = resolved.given(&[expert(release())]);
    assert!(planned(&world, Role::Expert) && !planned(&world, Role::Analyst));
    assert!(!planned(&world.given(&[expert(complete("r"))]), Role::Expert));
    // What the customer took on is the customer's.
    assert!(!planned(&resolved_isolated().given(&[analyst(release())]), Role::Expert));
    // Where the incident awaits the customer it is among what else is undone there.
    let waits = World::serving().given(&worked()).given(&[
        expert(summary("malware")),
        expert(one_press("i")),
        expert(complete("i")),
        expert(by_hand("b")),
        expert(release()),
        expert(publish()),
    ]);
    let all = awaits(&waits.state, &actor(Role::Expert), &[], waits.now);
    assert!(all.contains(&Awaits::Undone(1)) && !planned(&waits, Role::Expert));
}

#[test]
fn the_last_action_asks_for_the_note_of_the_resolution_and_is_taken_back_with_it() {
    let done = |note: &str| Act::CompleteAction { action: action("a"), note: note.into() };
    let world = World::guiding().given(&worked()).given(&[
        expert(summary("malware")),
        expert(by_hand("a")),
        expert(publish()),
    ]);
    let mut world = says(world, analyst(done(" ")), "no: a resolution note is needed");
    world.must(analyst(done("cleaned")));
    let last = world.state.undo.last_of(&actor(Role::Analyst)).unwrap().command.clone();
    world.must((Role::Analyst, Command::Undo { command: last }));
    assert_eq!(world.one().stage(), Stage::YourTurn);
    assert!(world.one().response().unwrap().action(&action("a")).unwrap().is_open());
}

#[test]
fn what_the_experts_left_open_when_they_published_awaits_them_on_home() {
    let world = World::serving().given(&worked()).given(&[
        expert(summary("malware")),
        expert(one_press("i")),
        expert(by_hand("b")),
        expert(publish()),
    ]);
    assert_eq!(world.one().stage(), Stage::YourTurn);
    let undone =
        |world: &World, role| awaits(&world.state, &actor(role), &[], world.now).contains(&Awaits::Undone(1));
    assert!(undone(&world, Role::Expert) && !undone(&world, Role::Analyst));
    assert!(!undone(&world.given(&[expert(complete("i"))]), Role::Expert));
}
