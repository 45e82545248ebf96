//! Scoped coverage: figures, queue and protected assets count what the two groups hold (service.md 1.3: "an incident is
//! in scope if at least one in-scope asset is impacted; groups cannot be nested").

use crate::world::*;
use watchfloor::analytics::clock::Clock;
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::dimension::{Dim, Value};
use watchfloor::analytics::standing::Standing as Counted;
use watchfloor::domain::catalogue::News;
use watchfloor::domain::directory::{Group, GroupKind, Person};
use watchfloor::domain::estate::machine::{Machine, Standing};
use watchfloor::domain::estate::{EstateRecord, Run};
use watchfloor::domain::forecast::device_points;
use watchfloor::domain::ids::ImportId;
use watchfloor::domain::people::Role;
use watchfloor::domain::readiness::{Condition, DeviceCounts};
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::scope::{Members, SCOPED_DEVICES, SCOPED_USERS, Scope, brings_in_scope};
use watchfloor::domain::who_acts::{Rule, may_investigate};
use watchfloor::formats::import::Import;

fn touching(id: &str, evidence: &[(&str, serde_json::Value)]) -> IncidentRecord {
    let assigned_to = Some("Defender Experts".into());
    IncidentRecord { alerts: vec![alert(evidence)], assigned_to, ..incident(id) }
}

fn user_named(name: &str) -> (&'static str, serde_json::Value) {
    ("user", serde_json::json!({"userAccount": {"userPrincipalName": name}}))
}

fn device_of(group: &str) -> (&'static str, serde_json::Value) {
    ("device", serde_json::json!({"mdeDeviceId": group, "deviceDnsName": group, "rbacGroupName": group}))
}

/// Coverage is limited; `kim` is a member under her id, and a member of a member is none.
fn limited(records: &[IncidentRecord]) -> World {
    let mut world = World::serving();
    world.import(records);
    world.state.directory.take_person(Person {
        id: "u-1".into(),
        principal: "kim@d.test".into(),
        ..Person::default()
    });
    let group = |id: &str, kind, members: &[&str]| Group {
        id: id.to_lowercase(),
        name: id.into(),
        kind,
        members: members.iter().map(|it| (*it).to_owned()).collect(),
        ..Group::default()
    };
    world.state.directory.take_group(group(SCOPED_USERS, GroupKind::Security, &["u-1", "inner"]));
    world.state.directory.take_group(group("inner", GroupKind::Security, &["u-2", "lee@d.test"]));
    world.change(|settings| settings.scoped_coverage = true);
    world
}

/// An incident with this evidence is in scope or not: by the rules of who acts, for the experts' clock, in the counts of
/// an import, and in the columns that every figure counts.
#[track_caller]
fn check(evidence: &[(&str, serde_json::Value)], in_scope: bool) {
    let world = limited(&[touching("2", evidence)]);
    let found = world.state.incident("2").unwrap();
    assert_eq!(Scope::of(&world.state).holds(found.known), in_scope);
    let brief = found.brief();
    let (_, trace) = may_investigate(world.state.facts(&brief, world.now));
    assert_eq!(trace.iter().any(|it| it.rule == Rule::CoverageGroups && it.holds), in_scope);
    let clock = Clock::of(found, &world.state, world.state.covers(found));
    assert_eq!(clock.is_some(), in_scope);
    assert_eq!(brings_in_scope(&brief, Scope::members_of(&world.state).as_ref()), in_scope);
    let columns = Columns::build(&world.state);
    let row = columns.row(world.state.catalogue.row("2").unwrap()).unwrap();
    let said = |dim, word: &str| columns.rows_of(dim, &Value::word(word), world.now).contains(row as usize);
    assert_eq!(said(Dim::Scope, "in"), in_scope);
    assert_eq!(said(Dim::Investigated, Counted::OutOfScope.as_str()), !in_scope);
}

#[test]
fn one_member_is_enough() {
    check(&[device_of(SCOPED_DEVICES)], true);
    check(&[device_of("Clients"), user_named("kim@d.test")], true);
    check(&[user_named("KIM@d.test")], true);
    check(&[], true);
}

#[test]
fn without_a_member_it_is_left_out() {
    check(&[device_of("Clients")], false);
    check(&[user_named("lee@d.test")], false);
    check(&[("cloudApplication", serde_json::json!({"appId": 7, "displayName": "Kim's app"}))], false);
}

#[test]
fn an_import_counts_what_touches_no_member_as_out_of_scope() {
    let one = |id: &str, group: &str| {
        serde_json::json!({
            "id": id, "displayName": id, "status": "active", "severity": "high",
            "createdDateTime": "2026-04-30T20:00:00Z", "lastUpdateDateTime": "2026-04-30T21:00:00Z",
            "alerts": [{
                "id": format!("a-{id}"), "title": "Alert", "serviceSource": "microsoftDefenderForEndpoint",
                "createdDateTime": "2026-04-30T20:00:00Z",
                "evidence": [{
                    "@odata.type": "#microsoft.graph.security.deviceEvidence",
                    "mdeDeviceId": id, "deviceDnsName": id, "rbacGroupName": group,
                }],
            }],
        })
    };
    let text =
        serde_json::json!({"value": [one("2", "Clients"), one("3", "Clients"), one("4", SCOPED_DEVICES)]});
    let text = text.to_string();
    let out_of_scope = |members: Option<Members>| {
        let mut import = Import::new(ImportId::new("i").unwrap()).with_members(members);
        import.begin("incidents.json", None);
        import.feed(text.as_bytes(), &|_| News::New);
        import.end(&|_| News::New);
        import.finish().summary.unwrap().counts.out_of_scope
    };
    let mut world = limited(&[]);
    assert_eq!(out_of_scope(Scope::members_of(&world.state)), 2);
    world.change(|settings| settings.scoped_coverage = false);
    assert_eq!(out_of_scope(Scope::members_of(&world.state)), 0);
}

#[test]
fn columns_follow_when_coverage_is_limited() {
    let mut world = World::serving();
    let mut columns = Columns::build(&world.state);
    let out = |columns: &Columns, world: &World| {
        columns.rows_of(Dim::Scope, &Value::word("out"), world.now).contains(0)
    };
    assert!(!out(&columns, &world));
    world.change(|settings| settings.scoped_coverage = true);
    let touched = watchfloor::analytics::columns::Touched::by(&world.journal.last().unwrap().events);
    columns.update(&world.state, &touched);
    assert!(out(&columns, &world));
}

/// Before coverage is limited, people are told which of the two groups nobody is known to be in.
#[test]
fn groups_without_a_known_member_are_named() {
    let missing = |world: &World| world.state.scoped_groups_missing().into_iter().collect::<Vec<_>>();
    assert_eq!(missing(&World::serving()), [SCOPED_DEVICES, SCOPED_USERS]);
    let mut world = limited(&[]);
    assert_eq!(missing(&world), [SCOPED_DEVICES]);
    world.import(&[touching("2", &[device_of(SCOPED_DEVICES)])]);
    assert_eq!(missing(&world), [""; 0]);
}

fn device_standing(id: &str, group: &str, standing: Standing) -> EstateRecord {
    EstateRecord::Machine(Box::new(Machine {
        id: id.into(),
        name: id.into(),
        group: Some(group.into()),
        standing,
        ..Machine::default()
    }))
}

/// Ours: while coverage is limited, the members of the device group stand in place of the licensed devices, and devices
/// outside it are left out and counted as such.
#[test]
fn protected_assets_count_members() {
    use Standing::{Merged, Protected, Silent};
    let mut world = World::new();
    for (run, silent) in [(1, 2), (2, 1)] {
        world.must((Role::Advisor, take(machines_import(&format!("m{run}"), machines(9)))));
        let at = Run { seq: world.state.seq, at: world.now };
        for number in 0..4 {
            let standing = if number < silent { Silent } else { Protected };
            world.state.absorb(at, device_standing(&format!("in-{number}"), SCOPED_DEVICES, standing));
        }
        world.state.absorb(at, device_standing("out-1", "Clients", Protected));
        world.state.absorb(at, device_standing("out-2", "Clients", Silent));
        world.state.absorb(at, device_standing("out-3", "Clients", Merged));
    }
    assert_eq!(world.state.gate(world.now).devices, Condition { met: 9, needed: None });
    world.change(|settings| settings.scoped_coverage = true);
    let counts = DeviceCounts {
        records: 7,
        merged: 1,
        silent: 1,
        protected: 3,
        out_of_scope: 2,
        ..DeviceCounts::default()
    };
    assert_eq!(world.state.device_counts().map(|(counts, _)| counts), Some(counts));
    assert_eq!(world.state.gate(world.now).devices, Condition { met: 3, needed: Some(4) });
    assert_eq!(world.state.missing_devices().count(), 1);
    let points: Vec<u32> = device_points(&world.state).into_iter().map(|point| point.met).collect();
    assert_eq!(points, [2, 3]);
    // Nobody in the group: there is no target, and the gate stays closed.
    let mut empty = World::new();
    empty.must((Role::Advisor, take(machines_import("m", machines(9)))));
    empty.change(|settings| settings.scoped_coverage = true);
    assert_eq!(empty.state.gate(empty.now).devices, Condition { met: 0, needed: None });
}
