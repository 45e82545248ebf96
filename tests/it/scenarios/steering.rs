//! What is set aside, the order, reviews, critical assets and risks: service.md 1.5 (tailored to the environment;
//! reviewed periodically and on environment change) and 1.6 (what monitoring learns).

use crate::world::*;
use watchfloor::analytics::score::{PartKind, Score};
use watchfloor::domain::brief::AssetKind::{Device, User};
use watchfloor::domain::command::Command;
use watchfloor::domain::ids::RiskId;
use watchfloor::domain::people::Role::{self, Administrator, Advisor, Analyst, Expert};
use watchfloor::domain::readiness::ActionStatus;
use watchfloor::domain::review;
use watchfloor::domain::settings::Permissions;
use watchfloor::domain::steering::{RiskKind, SteeringCommand as Act};
use watchfloor::domain::time::{DAY_MS, Timestamp};

#[track_caller]
fn check(given: &World, (role, act): (Role, Act), then: &str) -> World {
    let mut world = given.clone();
    assert_eq!(told(&world.ask((role, Command::Steer { act }))), then);
    world
}

fn ready() -> World {
    World::ready(Permissions::default())
}

fn monitoring() -> World {
    ready().given(&[(Advisor, start_monitoring())])
}

fn aside(key: &str, reason: Option<&str>) -> Act {
    Act::SetAside { key: key.into(), reason: reason.map(Into::into) }
}

fn place(key: &str, rank: Option<u32>, note: &str) -> Act {
    Act::Place { key: key.into(), rank, note: note.into() }
}

fn plan(world: &World, days: i64) -> Act {
    Act::PlanReview { on: world.now.plus_millis(days * DAY_MS), note: "autumn".into() }
}

fn hold(note: &str) -> Act {
    Act::HoldReview { note: note.into() }
}

#[test]
fn what_does_not_apply_is_set_aside_with_a_reason() {
    let world = ready();
    let key = "encrypt-devices";
    for (role, act, then) in [
        (Administrator, aside(key, Some("no laptops")), "encrypt-devices set aside"),
        (Advisor, aside(key, Some("no laptops")), "encrypt-devices set aside"),
        (Analyst, aside(key, Some("no laptops")), "no: needs the role administrator or advisor"),
        (Administrator, aside(key, Some(" ")), "no: a reason is needed"),
        (Administrator, aside(key, None), "no: nothing would change"),
        (Administrator, aside("no-such-thing", Some("x")), "no: there is no such recommendation"),
        // What the gate waits for is the advisor's to set aside; what the settings answer nobody's.
        (Administrator, aside("audit-log", Some("kept elsewhere")), "no: needs the role advisor"),
        (Advisor, aside("audit-log", Some("kept elsewhere")), "audit-log set aside"),
        (Advisor, aside("grant-investigate", Some("x")), "no: the settings answer this recommendation"),
    ] {
        check(&world, (role, act), then);
    }
    let gone = check(&world, (Advisor, aside(key, Some("no laptops"))), "encrypt-devices set aside");
    check(&gone, (Advisor, aside(key, Some("no laptops"))), "no: nothing would change");
    check(&gone, (Advisor, aside(key, Some("only tablets"))), "encrypt-devices set aside");
    let back = check(&gone, (Administrator, aside(key, None)), "encrypt-devices back");
    assert!(back.state.steering.aside.is_empty());
}

#[test]
fn the_gate_does_not_wait_for_what_is_set_aside() {
    let open = World::ready(Permissions::default())
        .given(&[(Administrator, set_action("audit-log", ActionStatus::ToDo, ""))]);
    assert!(!open.state.gate(open.now).is_open());
    let world = check(&open, (Advisor, aside("audit-log", Some("kept elsewhere"))), "audit-log set aside");
    let gate = world.state.gate(world.now);
    assert_eq!((gate.is_open(), gate.actions.needed), (true, Some(7)));
}

#[test]
fn the_order_is_changed_with_a_note() {
    let world = ready();
    for (role, act, then) in [
        (Advisor, place("encrypt-devices", Some(1), "asked by audit"), "encrypt-devices at 1"),
        (Administrator, place("encrypt-devices", Some(1), "asked by audit"), "encrypt-devices at 1"),
        (Expert, place("encrypt-devices", Some(1), "x"), "no: needs the role administrator or advisor"),
        (Advisor, place("encrypt-devices", Some(1), ""), "no: a reason is needed"),
        (Advisor, place("encrypt-devices", Some(0), "x"), "no: rank is out of range"),
        (Advisor, place("encrypt-devices", None, ""), "no: nothing would change"),
        (Advisor, place("no-such-thing", Some(1), "x"), "no: there is no such recommendation"),
    ] {
        check(&world, (role, act), then);
    }
    let placed = check(&world, (Advisor, place("encrypt-devices", Some(3), "audit")), "encrypt-devices at 3");
    check(&placed, (Advisor, place("encrypt-devices", Some(3), "audit")), "no: nothing would change");
    check(&placed, (Advisor, place("encrypt-devices", None, "")), "encrypt-devices unplaced");
}

#[test]
fn reviews_are_planned_ahead_and_held_with_a_note() {
    let world = monitoring();
    for (role, act, then) in [
        (Analyst, plan(&world, 3), "no: needs the role administrator or advisor"),
        (Advisor, plan(&world, 0), "no: on is in the past"),
        (Advisor, plan(&world, 800), "no: on is out of range"),
        (Administrator, hold("fine"), "no: needs the role advisor"),
        (Advisor, hold(" "), "no: a resolution note is needed"),
        (Advisor, hold("fine"), "review held, 3 of 3"),
    ] {
        check(&world, (role, act), then);
    }
    check(&World::new(), (Advisor, plan(&world, 3)), "no: not possible before onboarding has begun");
    // Before one is planned, the rhythm says when: a quarter after monitoring began.
    let next = review::next(&world.state).unwrap();
    let begun = world.state.phases.last().unwrap().at;
    assert_eq!((next.on, next.planned), (begun.plus_millis(90 * DAY_MS), None));
    assert_eq!(review::next(&ready().state), None);
    let on = world.now.plus_millis(5 * DAY_MS);
    let planned = check(&world, (Advisor, plan(&world, 5)), &format!("review on {on}"));
    assert_eq!(review::next(&planned.state).unwrap().on, on);
    assert!(!review::is_due(&planned.state, planned.now));
    assert!(review::is_due(&planned.state, on));
    let held = check(&planned, (Advisor, hold("all well")), "review held, 3 of 3");
    let again = held.now.plus_millis(90 * DAY_MS);
    assert_eq!(review::next(&held.state).unwrap().on, again);
}

#[test]
fn critical_assets_are_agreed_with_the_customer() {
    let world = monitoring();
    let name = |name: &str, why: &str| Act::NameCritical { kind: Device, name: name.into(), why: why.into() };
    let agree = |name: &str| Act::AgreeCritical { kind: Device, name: name.into() };
    let drop = |name: &str| Act::DropCritical { kind: Device, name: name.into(), why: String::new() };
    for (role, act, then) in [
        (Administrator, name("ws-1", "payroll"), "ws-1 critical"),
        (Advisor, name("ws-1", "payroll"), "ws-1 proposed"),
        (Expert, name(" ws-1 ", "payroll"), "ws-1 proposed"),
        (Analyst, name("ws-1", "payroll"), "no: needs the role administrator or advisor or expert"),
        (Advisor, name("", ""), "no: name is missing; why is missing"),
        (Administrator, agree("ws-1"), "no: there is no such critical asset"),
        (Administrator, drop("ws-1"), "no: there is no such critical asset"),
    ] {
        // The order in which the roles are named in a refusal is the rule's.
        let mut world = world.clone();
        let told = told(&world.ask((role, Command::Steer { act })));
        let same = told == then || (then.starts_with("no: needs") && told.starts_with("no: needs"));
        assert!(same, "{told} and not {then}");
    }
    let proposed = check(&world, (Expert, name("ws-1", "payroll")), "ws-1 proposed");
    check(&proposed, (Expert, name("WS-1", "again")), "no: name is there already");
    check(&proposed, (Expert, agree("ws-1")), "no: needs the role administrator");
    check(&proposed, (Expert, drop("ws-1")), "ws-1 dropped");
    let agreed = check(&proposed, (Administrator, agree("WS-1")), "ws-1 agreed");
    check(&agreed, (Administrator, agree("ws-1")), "no: nothing would change");
    check(&agreed, (Expert, drop("ws-1")), "no: needs the role administrator");
    check(&agreed, (Administrator, drop("ws-1")), "ws-1 dropped");
}

/// Agreed assets weigh in the priority of incidents that are there and of those that come; proposed ones do not.
#[test]
fn a_critical_asset_weighs_in_the_priority() {
    let points = |world: &World| {
        let parts = Score::of(world.one()).parts;
        parts.iter().find(|part| part.kind == PartKind::CriticalAssets).unwrap().points
    };
    let act = |role: Role, act: Act| (role, Command::Steer { act });
    let name = Act::NameCritical { kind: Device, name: "ws-1".into(), why: "payroll".into() };
    let agree = Act::AgreeCritical { kind: Device, name: "ws-1".into() };
    let drop = Act::DropCritical { kind: Device, name: "ws-1".into(), why: String::new() };
    let world = World::serving();
    assert_eq!(points(&world), 0);
    let proposed = world.given(&[act(Expert, name.clone())]);
    assert_eq!(points(&proposed), 0);
    let agreed = proposed.given(&[act(Administrator, agree)]);
    assert!(points(&agreed) > 0);
    assert_eq!(points(&agreed.clone().given(&[act(Administrator, drop)])), 0);
    // The other way round: agreed before the incident arrives.
    let mut before = World::ready(Permissions::default()).given(&[act(Administrator, name)]);
    before.import(&[incident("1")]);
    assert_eq!(points(&before), points(&agreed));
    // A user of the same name is another asset.
    let user = Act::NameCritical { kind: User, name: "ws-1".into(), why: "x".into() };
    assert_eq!(points(&World::serving().given(&[act(Administrator, user)])), 0);
}

#[test]
fn risks_are_found_in_monitoring_and_settled_with_a_word() {
    let world = monitoring();
    let record = |title: &str| Act::RecordRisk {
        id: RiskId::new("r1").unwrap(),
        kind: RiskKind::LatentThreat,
        title: title.into(),
        detail: String::new(),
    };
    let settle = |note: &str| Act::SettleRisk { id: RiskId::new("r1").unwrap(), note: note.into() };
    for (role, act, then) in [
        (Expert, record("Dormant administrator"), "LatentThreat r1"),
        (Advisor, record("Dormant administrator"), "LatentThreat r1"),
        (Expert, record(" "), "no: title is missing"),
        (Administrator, settle("gone"), "no: there is no such open risk"),
    ] {
        check(&world, (role, act), then);
    }
    let mut customer = world.clone();
    let answer = told(&customer.ask((Administrator, Command::Steer { act: record("x") })));
    assert!(answer.starts_with("no: needs the role"), "{answer}");
    check(&ready(), (Expert, record("x")), "no: not possible during readiness");
    let found = check(&world, (Expert, record("Dormant administrator")), "LatentThreat r1");
    check(&found, (Expert, record("Dormant administrator")), "no: nothing would change");
    check(&found, (Administrator, settle("")), "no: a reason is needed");
    let settled = check(&found, (Administrator, settle("disabled")), "settled r1");
    check(&settled, (Administrator, settle("disabled")), "no: there is no such open risk");
    let (by, _, how): (String, Timestamp, String) = settled.state.steering.risks[0].settled.clone().unwrap();
    assert_eq!((by.as_str(), how.as_str()), ("Ada", "disabled"));
}
