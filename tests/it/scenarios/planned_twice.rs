//! The same open action is planned once: what tells two actions apart, and when it may be planned again.

use crate::world::*;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::response::{ActionKind as Kind, ActionPlan, Extent};

fn planning(plan: ActionPlan) -> Step {
    expert(Act::PlanAction { plan: Box::new(plan) })
}

fn on(id: &str, kind: Kind, devices: &[&str]) -> ActionPlan {
    let mut targets = devices.iter().map(|name| device(name));
    ActionPlan { target: targets.next(), more_targets: targets.collect(), ..plan(id, kind) }
}

fn stop(id: &str, object: &str) -> ActionPlan {
    ActionPlan { object: Some(object.into()), ..on(id, Kind::StopAndQuarantineFile, &["ws-1"]) }
}

fn worlds(given: &[ActionPlan]) -> World {
    let plans: Vec<Step> = given.iter().cloned().map(planning).collect();
    World::serving().given(&worked()).given(&plans)
}

const REFUSED: &str = "no: another action does this already";

#[test]
fn the_same_open_action_is_refused_and_what_differs_is_not() {
    let isolate = |id: &str| on(id, Kind::IsolateDevice, &["ws-1"]);
    let so_much = |id: &str, extent| ActionPlan { extent: Some(extent), ..isolate(id) };
    let two = |id: &str, devices: [&str; 2]| on(id, Kind::IsolateDevice, &devices);
    for (first, second, is_same) in [
        (isolate("x"), isolate("y"), true),
        (isolate("x"), so_much("y", Extent::Full), true),
        (isolate("x"), so_much("y", Extent::Limited), false),
        (isolate("x"), on("y", Kind::IsolateDevice, &["ws-2"]), false),
        (isolate("x"), on("y", Kind::RestrictAppExecution, &["ws-1"]), false),
        (two("x", ["ws-1", "ws-2"]), two("y", ["ws-2", "ws-1"]), true),
        (isolate("x"), two("y", ["ws-1", "ws-2"]), false),
        (stop("x", "AB.exe"), stop("y", " ab.exe"), true),
        (stop("x", "ab.exe"), stop("y", "cd.exe"), false),
        (plan("x", Kind::Text), plan("y", Kind::Text), false),
    ] {
        let then = if is_same { REFUSED } else { "planned y" };
        let said = told(&worlds(std::slice::from_ref(&first)).ask(planning(second.clone())));
        assert!(said.starts_with(then), "{said}: {first:?} {second:?}");
    }
}

#[test]
fn what_is_settled_or_taken_back_may_be_planned_again() {
    let isolate = |id: &str| on(id, Kind::IsolateDevice, &["ws-1"]);
    let mut settled = worlds(&[isolate("x")]);
    settled.must(expert(skip("x")));
    assert!(told(&settled.ask(planning(isolate("y")))).starts_with("planned y"));
    let mut released = worlds(&[isolate("x"), on("r", Kind::UnIsolateDevice, &["ws-1"])]);
    assert!(told(&released.ask(planning(isolate("y")))).starts_with("planned y"));
    assert_eq!(told(&released.ask(planning(isolate("z")))), REFUSED);
}
