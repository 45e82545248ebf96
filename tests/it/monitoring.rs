//! What monitoring teaches, from the workspace's own incidents and estate: normal activity, latent threats, sources of
//! risk, and which incidents the recommendations concern (service.md 1.5 and 1.6).

use crate::world::*;
use watchfloor::analytics::concerns::concerns;
use watchfloor::analytics::normal::normal;
use watchfloor::analytics::risks::{Shown, shown};
use watchfloor::domain::command::Command;
use watchfloor::domain::estate::machine::{Machine, Sensor, Standing};
use watchfloor::domain::estate::{EstateRecord, Run};
use watchfloor::domain::people::Role::Administrator;
use watchfloor::domain::readiness::recommendation;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::settings::{Exclusion, ExclusionKind, Permissions};
use watchfloor::domain::steering::SteeringCommand;
use watchfloor::domain::time::DAY_MS;
use watchfloor::domain::vocabulary::{Classification as C, Severity, Status};

/// An incident of a kind, created so many days before dawn.
fn of_kind(id: &str, title: &str, classification: C, days_before: i64) -> IncidentRecord {
    let created = at(DAWN).plus_millis(-days_before * DAY_MS);
    IncidentRecord {
        display_name: title.into(),
        classification,
        created_date_time: created,
        last_update_date_time: created,
        ..incident(id)
    }
}

fn world(records: &[IncidentRecord]) -> World {
    let mut world = World::ready(Permissions::default());
    world.import(records);
    world
}

#[test]
fn what_keeps_turning_out_harmless_is_normal() {
    let backup = |id: &str, classification| of_kind(id, "Backup agent on one endpoint", classification, 1);
    let world = world(&[
        backup("1", C::FalsePositive),
        backup("2", C::InformationalExpectedActivity),
        backup("3", C::FalsePositive),
        of_kind("4", "Ransomware on one endpoint", C::TruePositive, 1),
        of_kind("5", "Scan involving one user", C::FalsePositive, 1),
        of_kind("6", "Scan involving one user", C::FalsePositive, 1),
        IncidentRecord { status: Status::Redirected, ..backup("7", C::FalsePositive) },
    ]);
    let learnt = normal(&world.state);
    assert_eq!((learnt.incidents, learnt.classified), (6, 6));
    let told: Vec<_> =
        learnt.patterns.iter().map(|it| (it.name.as_str(), it.incidents, it.harmless)).collect();
    // Two scans are no pattern, and a true positive is not harmless.
    assert_eq!(told, [("Backup agent", 3, 3)]);
    assert_eq!(normal(&World::new().state).incidents, 0);
}

#[test]
fn one_true_positive_in_four_is_no_noise() {
    let kind = |id: &str, classification| of_kind(id, "Odd sign-in", classification, 1);
    let mostly = world(&[
        kind("1", C::FalsePositive),
        kind("2", C::FalsePositive),
        kind("3", C::FalsePositive),
        kind("4", C::TruePositive),
    ]);
    assert!(normal(&mostly.state).patterns.is_empty());
}

#[test]
fn the_data_shows_what_waits_unseen() {
    let true_positive = |id: &str| of_kind(id, "Intrusion", C::TruePositive, 30);
    let world = world(&[
        true_positive("1"),
        true_positive("2"),
        true_positive("3"),
        of_kind("4", "New", C::Unknown, 1),
    ]);
    let found = shown(&world.state, at(DAWN));
    assert!(found.contains(&Shown::OldOpen { incidents: 3 }), "{found:?}");
    let repeated = found
        .iter()
        .any(|it| matches!(it, Shown::Repeated { assets } if assets.iter().any(|name| name == "ws-1")));
    assert!(repeated, "{found:?}");
    assert!(shown(&World::new().state, at(DAWN)).is_empty());
}

#[test]
fn critical_assets_must_be_protected_and_open_to_the_experts() {
    let mut world = World::ready(Permissions::default());
    let name = |name: &str| SteeringCommand::NameCritical {
        kind: watchfloor::domain::brief::AssetKind::Device,
        name: name.into(),
        why: "payroll".into(),
    };
    world.must((Administrator, Command::Steer { act: name("erp") }));
    let exclusion = Exclusion { kind: ExclusionKind::Asset, name: "ERP".into(), since: None, expires: None };
    world.change(|settings| settings.exclusions.push(exclusion));
    let run = Run { seq: 1, at: world.now };
    let machine = |name: &str, standing, high_risk| {
        let machine =
            Machine { id: name.into(), name: name.into(), standing, high_risk, ..Machine::default() };
        EstateRecord::Machine(Box::new(machine))
    };
    world.state.absorb(run, machine("erp.contoso.example", Standing::Silent, false));
    world.state.absorb(run, machine("ws-9", Standing::Protected, true));
    world.state.absorb(run, machine("old", Standing::Merged, true));
    let sensor = Sensor { id: "s".into(), controllers: vec!["dc1".into()], ..Sensor::default() };
    world.state.absorb(run, EstateRecord::Sensor(sensor));
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        shown(&world.state, world.now),
        [
            Shown::HighRisk { devices: named(&["ws-9"]) },
            Shown::CriticalUnprotected { devices: named(&["erp.contoso.example"]) },
            Shown::CriticalExcluded { assets: named(&["erp"]) },
            Shown::BlindControllers { controllers: named(&["dc1"]) },
        ]
    );
}

#[test]
fn recommendations_concern_the_incidents_that_used_what_they_stop() {
    let with = |id: &str, technique: &str, days_before: i64| {
        let mut record = of_kind(id, "Theft", C::Unknown, days_before);
        for alert in &mut record.alerts {
            alert.mitre_techniques = vec![technique.into()];
        }
        IncidentRecord { severity: Severity::High, ..record }
    };
    let mut harmless = with("5", "T1003", 1);
    harmless.classification = C::FalsePositive;
    let world = world(&[
        with("1", "T1003", 1),
        with("2", "T1003.001", 89),
        with("3", "T1003", 91),
        with("4", "T1566", 1),
        harmless,
    ]);
    let found = concerns(&world.state, at(DAWN));
    let of = |key: &str| found.of(recommendation(key).unwrap());
    assert_eq!((of("credential-theft-rule"), of("safe-links"), of("encrypt-devices")), (2, 1, 0));
}
