//! Which evidence a playbook asks for, and what it would plan before anything is changed.

use super::playbooks::{own, save};
use crate::world::*;
use serde_json::json;
use watchfloor::domain::brief::{Brief, EvidenceKind};
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::decide::proposal;
use watchfloor::domain::people::{Actor, Party, Role};
use watchfloor::domain::playbook::{ConditionKind, Conditions, Playbook};
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::vocabulary::Severity;

/// The incident `1` in which one thing of a kind was seen.
fn seen(kind: &str) -> Brief {
    Brief::of(&IncidentRecord { alerts: vec![alert(&[(kind, json!({}))])], ..incident("1") })
}

fn evidence(kind: EvidenceKind) -> Conditions {
    Conditions { evidence: vec![kind], ..Default::default() }
}

#[test]
fn files_processes_addresses_and_mail_are_conditions() {
    for (word, kind) in [
        ("file", EvidenceKind::File),
        ("process", EvidenceKind::Process),
        ("ip", EvidenceKind::Ip),
        ("url", EvidenceKind::Url),
        ("analyzedMessage", EvidenceKind::Message),
        ("mailCluster", EvidenceKind::Message),
    ] {
        let brief = seen(word);
        let fitting: Vec<_> =
            EvidenceKind::ALL.into_iter().filter(|kind| evidence(*kind).fit(&brief)).collect();
        assert_eq!(fitting, [kind], "{word}");
    }
    assert!(!EvidenceKind::ALL.into_iter().any(|kind| evidence(kind).fit(&seen("registryKey"))));
}

#[test]
fn the_words_of_earlier_playbooks_still_say_the_same() {
    let earlier = json!({"evidence": ["device", "user", "mailbox", "cloudApp"]});
    let read: Conditions = serde_json::from_value(earlier.clone()).unwrap();
    let assets = EvidenceKind::ALL.into_iter().filter(|kind| kind.asset().is_some()).collect::<Vec<_>>();
    assert_eq!(read.evidence, assets);
    assert_eq!(serde_json::to_value(&read).unwrap(), earlier);
}

#[test]
fn what_does_not_hold_is_named() {
    let when = Conditions {
        severities: vec![Severity::Informational],
        techniques: vec!["T1566".into()],
        ..evidence(EvidenceKind::File)
    };
    assert_eq!(when.unmet(&seen("file")), [ConditionKind::Severity, ConditionKind::Technique]);
    let informational = Brief { severity: Severity::Informational, ..seen("file") };
    assert_eq!(when.unmet(&informational), [ConditionKind::Technique]);
}

/// The preview of a playbook, kept or not, is what applying it leads to, and changes nothing.
#[test]
fn a_preview_is_what_applying_would_plan() {
    let devices =
        ["ws-1", "ws-2"].map(|name| ("device", json!({"mdeDeviceId": name, "deviceDnsName": name})));
    let record = IncidentRecord { alerts: vec![alert(&devices)], ..incident("1") };
    let mut world = World::serving();
    world.import(&[record]);
    let mut world = world.given(&[expert(Act::TakeByExperts), expert(Act::start())]);
    let actor = Actor { person: "Kim".into(), role: Role::Expert };
    let before = world.state.incident("1").unwrap().response().cloned();
    let preview = |world: &World, playbook: &Playbook| {
        let incident = world.state.incident("1").unwrap();
        let now = at("2026-05-03T08:00:00Z");
        proposal(&world.state, incident, playbook, (&actor, now), &[]).map(|(summary, actions)| {
            let actions = actions.into_iter().map(|it| (it.plan.title, it.party)).collect::<Vec<_>>();
            (summary.what_happened, actions)
        })
    };
    let (said, planned) = preview(&world, &own()).unwrap();
    assert_eq!(said, "On `ws-1`, `ws-2`");
    assert_eq!(world.state.incident("1").unwrap().response().cloned(), before);
    world.must(save(own()));
    world.must(expert(Act::ApplyPlaybook { playbook: "own".into(), seed: action("s"), found: Vec::new() }));
    let applied = world.state.incident("1").unwrap().response().unwrap().clone();
    let applied: Vec<(String, Party)> =
        applied.actions.into_iter().map(|it| (it.plan.title, it.party)).collect();
    assert_eq!(planned, applied);
    // What is planned already is not planned twice.
    let (_, again) = preview(&world, &own()).unwrap();
    assert!(again.len() < planned.len(), "{again:?}");
}
