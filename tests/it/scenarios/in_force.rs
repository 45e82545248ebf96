//! What holds on an asset after responses and machine actions, and what would take back what does not hold.

use super::reconciled::{machine_action, telling};
use crate::world::*;
use watchfloor::analytics::in_force::{Hold, in_force, nothing_to_undo};
use watchfloor::domain::brief::Asset;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::directory::Person;
use watchfloor::domain::estate::{EstateRecord, Run};
use watchfloor::domain::people::Party;
use watchfloor::domain::response::{ActionKind as Kind, ActionPlan, Extent, Response};
use watchfloor::domain::time::DAY_MS;
use watchfloor::domain::work::Work;

fn aimed(id: &str, kind: Kind, asset: &Asset) -> Step {
    let plan = ActionPlan { target: Some(asset.clone()), ..plan(id, kind) };
    expert(Act::PlanAction { plan: Box::new(plan) })
}

/// What holds on an asset, each in a line: kind, how far, by whom, where.
fn held(world: &World, asset: &Asset) -> Vec<String> {
    let found = in_force(&world.state, asset.kind, &asset.id, Party::Experts);
    let line = |it: &watchfloor::analytics::in_force::Holding<'_>| {
        let hold = match it.hold {
            Hold::Asked => "asked",
            Hold::Begun => "begun",
            Hold::InForce => "holds",
        };
        let place = it.action.map_or("import", |(incident, _)| incident);
        format!("{} {hold} {} {place}", it.kind.as_str(), it.by)
    };
    found.iter().map(line).collect()
}

/// Worked by the experts, who planned and published these.
fn published(plans: &[Step], more: &[Step]) -> World {
    let base = [&[expert(summary("malware"))], plans, &[expert(publish())]].concat();
    World::serving().given(&worked()).given(&base).given(more)
}

#[test]
fn what_was_done_holds_until_it_is_taken_back() {
    let (ws, kim) = (device("ws-1"), user("kim"));
    let isolate = [aimed("i", Kind::IsolateDevice, &ws), aimed("r", Kind::UnIsolateDevice, &ws)];
    let disable = [aimed("i", Kind::DisableUser, &kim), aimed("r", Kind::EnableUser, &kim)];
    let reset = [aimed("i", Kind::ForceUserPasswordReset, &kim), expert(by_hand("r"))];
    let isolated = "isolateDevice holds Eve 1";
    for (plans, more, asset, then) in [
        (&isolate, &[][..], &ws, &["isolateDevice asked Eve 1"][..]),
        (&isolate, &[expert(begin("i"))], &ws, &["isolateDevice begun Eve 1"]),
        (&isolate, &[expert(complete("i"))], &ws, &[isolated]),
        (
            &isolate,
            &[expert(complete("i")), expert(begin("r"))],
            &ws,
            &[isolated, "unIsolateDevice begun Eve 1"],
        ),
        (&isolate, &[expert(fail("i"))], &ws, &[]),
        (&isolate, &[expert(skip("i"))], &ws, &[]),
        (&isolate, &[expert(complete("i"))], &kim, &[]),
        (&disable, &[expert(complete("i"))], &kim, &["disableUser holds Eve 1"]),
        (&reset, &[], &kim, &["forceUserPasswordReset asked Eve 1"]),
        (&reset, &[expert(complete("i"))], &kim, &["forceUserPasswordReset holds Eve 1"]),
    ] {
        assert_eq!(held(&published(plans, more), asset), then, "{more:?}");
    }
    let ended = published(&isolate, &[expert(complete("i")), expert(complete("r"))]);
    assert_eq!(held(&ended, &ws), [""; 0]);
}

#[test]
fn imported_machine_actions_tell_of_it_too_and_the_later_word_holds() {
    let ws = device("ws-1");
    let told =
        |kind: &str, status: &str, minute| machine_action(&format!("{kind}{minute}"), kind, status, minute);
    for (actions, then) in [
        (&[told("Isolate", "Succeeded", 1)][..], &["isolateDevice holds Rex import"][..]),
        (&[told("Isolate", "Pending", 1)], &["isolateDevice begun Rex import"]),
        (&[told("Isolate", "Failed", 1)], &[]),
        (&[told("Isolate", "Succeeded", 1), told("Unisolate", "Succeeded", 2)], &[]),
        (
            &[
                told("Isolate", "Succeeded", 1),
                told("Unisolate", "Succeeded", 2),
                told("Isolate", "Succeeded", 3),
            ],
            &["isolateDevice holds Rex import"],
        ),
        (&[told("RestrictCodeExecution", "Succeeded", 1)], &["restrictAppExecution holds Rex import"]),
        (&[told("RunAntiVirusScan", "Succeeded", 1)], &[]),
    ] {
        let world = World::serving().given(&[telling("i", actions)]);
        assert_eq!(held(&world, &ws), then, "{actions:?}");
    }
    // What a response asked for and an import settled is told once, with its incident.
    let isolate = published(&[aimed("i", Kind::IsolateDevice, &ws), expert(by_hand("a"))], &[]);
    let settled = isolate.clone().given(&[telling("i", &[told("Isolate", "Succeeded", 1)])]);
    assert_eq!(held(&settled, &ws), ["isolateDevice holds Rex 1"]);
    // Released in the product, whoever isolated it.
    let released = settled.given(&[telling("j", &[told("Unisolate", "Succeeded", 5)])]);
    assert_eq!(held(&released, &ws), [""; 0]);
}

#[test]
fn what_the_customer_is_asked_about_is_asked_for_before_it_is_published() {
    let ws = device("ws-1");
    let asks = expert(Act::AskApproval { action: action("i"), note: String::new() });
    let answer = |yes| analyst(Act::AnswerApproval { action: action("i"), yes, note: "as agreed".into() });
    let asked = "isolateDevice asked Eve 1";
    for (steps, then) in [
        (vec![], &[][..]),
        (vec![asks.clone()], &[asked]),
        (vec![asks.clone(), answer(true)], &[]),
        (vec![asks.clone(), answer(false)], &[]),
        (vec![asks, answer(true), expert(begin("i"))], &["isolateDevice begun Eve 1"]),
    ] {
        let world = World::serving().given(&worked()).given(&[aimed("i", Kind::IsolateDevice, &ws)]);
        assert_eq!(held(&world.given(&steps), &ws), then, "{steps:?}");
    }
}

#[test]
fn what_was_carried_out_is_seen_by_both_sides_and_what_is_planned_is_not() {
    let ws = device("ws-1");
    let mut isolate = plan("i", Kind::IsolateDevice);
    (isolate.target, isolate.extent) = (Some(ws.clone()), Some(Extent::Limited));
    let plans = [expert(Act::PlanAction { plan: Box::new(isolate) }), expert(complete("i"))];
    let world = World::serving().given(&worked()).given(&plans);
    for side in [Party::Customer, Party::Experts] {
        let found = in_force(&world.state, ws.kind, &ws.id, side);
        assert!(found.len() == 1 && found.iter().all(|it| it.limited), "{side:?}");
    }
    let planned = World::serving().given(&worked()).given(&[aimed("i", Kind::IsolateDevice, &ws)]);
    assert!(in_force(&planned.state, ws.kind, &ws.id, Party::Customer).is_empty());
}

#[test]
fn nothing_is_taken_back_that_does_not_hold() {
    let (ws, other) = (device("ws-1"), device("ws-2"));
    let isolated =
        published(&[aimed("i", Kind::IsolateDevice, &ws), expert(by_hand("a"))], &[expert(complete("i"))]);
    let with = |kind, assets: &[&Asset]| {
        let mut plan = plan("r", kind);
        plan.target = assets.first().map(|it| (*it).clone());
        plan.more_targets = assets.iter().skip(1).map(|it| (*it).clone()).collect();
        plan
    };
    for (plan, then) in [
        (with(Kind::UnIsolateDevice, &[&ws]), &[][..]),
        (with(Kind::UnIsolateDevice, &[&other]), &["ws-2"]),
        (with(Kind::UnIsolateDevice, &[&ws, &other]), &["ws-2"]),
        (with(Kind::UnRestrictAppExecution, &[&ws]), &["ws-1"]),
        (with(Kind::EnableUser, &[&user("kim")]), &["kim"]),
        (with(Kind::IsolateDevice, &[&other]), &[]),
        (with(Kind::Text, &[]), &[]),
    ] {
        let missing = nothing_to_undo(&isolated.state, &plan);
        let missing: Vec<&str> = missing.iter().map(|asset| asset.id.as_str()).collect();
        assert_eq!(missing, then, "{plan:?}");
    }
}

/// An account that was disabled, marked and given a new password by the experts.
fn locked_out(kim: &Asset) -> World {
    let kinds =
        [("d", Kind::DisableUser), ("m", Kind::MarkUserAsCompromised), ("p", Kind::ForceUserPasswordReset)];
    let plans = kinds.map(|(id, kind)| aimed(id, kind, kim));
    published(&[&plans[..], &[expert(by_hand("a"))]].concat(), &kinds.map(|(id, _)| expert(complete(id))))
}

#[test]
fn enabling_an_account_ends_what_holds_on_it_wherever_it_is_done() {
    let kim = user("kim");
    let locked = locked_out(&kim);
    let all = [
        "disableUser holds Eve 1",
        "markUserAsCompromised holds Eve 1",
        "forceUserPasswordReset holds Eve 1",
    ];
    assert_eq!(held(&locked, &kim), all);
    let here = locked.clone().given(&[aimed("e", Kind::EnableUser, &kim), expert(complete("e"))]);
    assert_eq!(held(&here, &kim), [""; 0]);
    let mut elsewhere = locked.clone();
    let enabled = here.one().response().unwrap().action(&action("e")).unwrap().clone();
    let response = Response { actions: vec![enabled], ..Response::default() };
    elsewhere.state.work.insert("2".into(), Work { response, ..Work::default() });
    assert_eq!(held(&elsewhere, &kim), [""; 0]);
}

#[test]
fn an_imported_directory_tells_of_an_account_that_is_enabled_and_of_a_new_password() {
    let kim = user("kim");
    let locked = locked_out(&kim);
    let now = locked.now;
    let (before, after) = (now.plus_millis(-DAY_MS), now.plus_millis(DAY_MS));
    let (disabled, marked, reset) = (
        "disableUser holds Eve 1",
        "markUserAsCompromised holds Eve 1",
        "forceUserPasswordReset holds Eve 1",
    );
    for (enabled, password_set, run, then) in [
        (Some(true), None, after, &[marked, reset][..]),
        (Some(true), None, before, &[disabled, marked, reset]),
        (Some(false), None, after, &[disabled, marked, reset]),
        (None, None, after, &[disabled, marked, reset]),
        (None, Some(after), after, &[disabled, marked]),
        (None, Some(before), after, &[disabled, marked, reset]),
        (Some(true), Some(after), after, &[marked]),
    ] {
        let mut world = locked.clone();
        let person = Person { id: "KIM".into(), enabled, password_set, ..Person::default() };
        world.state.absorb(Run { seq: 1, at: run }, EstateRecord::Person(person));
        // A list of members that is silent on the account takes nothing away.
        let member = Person { id: "kim".into(), name: "Kim".into(), ..Person::default() };
        world.state.absorb(Run { seq: 2, at: after }, EstateRecord::Person(member));
        assert_eq!(held(&world, &kim), then, "{enabled:?} {password_set:?} {run}");
    }
}
