//! An action on several assets: done on some, failed on some, left out on some, and what is left of it then.

use crate::world::*;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::response::{Action, ActionKind, ActionPlan, ActionState};
use watchfloor::domain::vocabulary::Status;

const RESOLVED: &str = "status awaitingAction -> resolved; resolved";

/// Isolate three devices, the customer's.
fn three_devices() -> World {
    let plan = ActionPlan {
        target: Some(device("ws-1")),
        more_targets: vec![device("ws-2"), device("ws-3")],
        ..plan("i", ActionKind::IsolateDevice)
    };
    let steps =
        [expert(summary("malware")), expert(Act::PlanAction { plan: Box::new(plan) }), expert(publish())];
    World::guiding().given(&worked()).given(&steps)
}

fn done_on(assets: &[&str]) -> Act {
    let assets = assets.iter().map(|asset| (*asset).to_owned()).collect();
    Act::AdvanceAction { action: action("i"), assets, note: "done".into() }
}

#[track_caller]
fn says(world: &mut World, when: Step, then: &str) {
    assert_eq!(told(&world.ask(when)), then);
}

fn action_of(world: &World) -> Action {
    world.one().response().unwrap().action(&action("i")).unwrap().clone()
}

fn left(world: &World) -> Vec<String> {
    action_of(world).left().map(|asset| asset.id.clone()).collect()
}

#[test]
fn one_asset_is_left_out_and_the_others_go_on() {
    let mut world = three_devices();
    says(&mut world, analyst(skip_on("i", &["ws-3"])), "i not on ws-3");
    assert_eq!(left(&world), ["ws-1", "ws-2"]);
    assert_eq!(action_of(&world).state, ActionState::NotStarted);
    let again = "no: the action is not open on any of these assets";
    says(&mut world, analyst(skip_on("i", &["ws-3"])), again);
    says(&mut world, analyst(done_on(&["ws-3"])), again);
    says(&mut world, analyst(done_on(&["ws-1"])), "i on ws-1");
    says(&mut world, analyst(done_on(&["ws-2"])), &format!("i on ws-2; completed i; {RESOLVED}"));
    // Completed does not say that it was done where it was left out.
    let known = action_of(&world);
    assert_eq!((known.progress(), known.done_on(&device("ws-3"))), (Some((2, 3)), None));
    let reason = known.left_out_on(&device("ws-3")).map(|it| it.reason.clone());
    assert_eq!(reason.as_deref(), Some("gone"));
    // Whoever does it again begins anew.
    let world = world.given(&[analyst(reopen()), analyst(again_i())]);
    assert_eq!(left(&world), ["ws-1", "ws-2", "ws-3"]);
}

fn again_i() -> Act {
    again("i")
}

#[test]
fn what_is_left_out_on_the_last_asset_is_skipped() {
    let mut world = three_devices();
    says(&mut world, analyst(done_on(&["ws-1"])), "i on ws-1");
    says(&mut world, analyst(skip_on("i", &["ws-2"])), "i not on ws-2");
    says(&mut world, analyst(skip_on("i", &["ws-3"])), &format!("skipped i; {RESOLVED}"));
    assert_eq!(world.one().status(), Status::Resolved);
    assert_eq!(action_of(&world).progress(), Some((1, 3)));
}

#[test]
fn a_failure_names_the_assets_on_which_it_failed() {
    let mut world = three_devices();
    says(&mut world, analyst(fail_on("i", &["ws-2", "ws-3"])), "failed i");
    let state = action_of(&world).state;
    assert!(matches!(state, ActionState::Failed { reason, .. } if reason == "ws-2, ws-3: off the network"));
    let failed = |world: &World| {
        let is_failed = |name: &&str| action_of(world).failed_on(&device(name)).is_some();
        ["ws-1", "ws-2", "ws-3"].into_iter().filter(is_failed).collect::<Vec<_>>()
    };
    assert_eq!(failed(&world), ["ws-2", "ws-3"]);
    let mut retried = world.clone();
    says(&mut retried, analyst(begin("i")), "started i");
    assert!(failed(&retried).is_empty(), "somebody tries again");
    // It may still be done on the one where it did not fail.
    says(&mut world, analyst(done_on(&["ws-1"])), "i on ws-1");
    says(&mut world, analyst(skip_on("i", &["ws-2", "ws-3"])), &format!("skipped i; {RESOLVED}"));
}

#[test]
fn many_assets_that_failed_are_counted() {
    let names: Vec<String> = (1..=7).map(|at| format!("d-{at}")).collect();
    let plan = ActionPlan {
        target: Some(device("ws-1")),
        more_targets: names.iter().map(|name| device(name)).collect(),
        ..plan("i", ActionKind::IsolateDevice)
    };
    let steps =
        [expert(summary("malware")), expert(Act::PlanAction { plan: Box::new(plan) }), expert(publish())];
    let mut world = World::guiding().given(&worked()).given(&steps);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    says(&mut world, analyst(fail_on("i", &names)), "failed i");
    let state = action_of(&world).state;
    let told = "d-1, d-2, d-3, d-4, d-5 (+2): off the network";
    assert!(matches!(state, ActionState::Failed { reason, .. } if reason == told));
}

#[test]
fn nobody_else_says_so_and_nothing_without_a_reason() {
    let mut world = three_devices();
    let others = "no: the action belongs to the other side";
    says(&mut world, expert(fail_on("i", &["ws-1"])), others);
    let unasked = Act::SkipActionOn { action: action("i"), assets: vec!["ws-1".into()], reason: " ".into() };
    says(&mut world, analyst(unasked), "no: a reason is needed");
    says(&mut world, analyst(fail_on("i", &["ws-9"])), "no: the action is not open on any of these assets");
    // The experts take back what they asked for and need no longer, here on one asset.
    says(&mut world, expert(skip_on("i", &["ws-1"])), "i not on ws-1");
}
