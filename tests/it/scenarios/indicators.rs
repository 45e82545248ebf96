//! What the alerts found, named in the summary that a playbook proposes.

use super::playbooks::{own, save};
use crate::world::*;
use serde_json::json;
use watchfloor::domain::brief::Brief;
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::ids::IncidentId;
use watchfloor::domain::indicator::{FOUND_MAX, Indicator};
use watchfloor::domain::people::Role;
use watchfloor::domain::playbook::{Playbook, Publishing, shipped};
use watchfloor::domain::record::EvidenceRecord;
use watchfloor::domain::response::InvestigationSummary;
use watchfloor::domain::vocabulary::{Remediation, Verdict};

/// The sections about indicators name what the alerts call bad, whatever a playbook says there; what was written stays.
#[test]
fn the_indicators_that_were_found_are_named() {
    let piece = |kind: &str, verdict: Verdict, facts: serde_json::Value| EvidenceRecord {
        kind: kind.into(),
        created_date_time: None,
        verdict,
        remediation_status: Remediation::None,
        facts: facts.as_object().cloned().unwrap_or_default(),
    };
    let mut record = incident("1");
    record.alerts[0].evidence.extend([
        piece("ip", Verdict::Suspicious, json!({"ipAddress": "203.0.113.7"})),
        piece("file", Verdict::Malicious, json!({"fileDetails": {"fileName": "a`b.exe", "sha256": "ab12"}})),
        piece(
            "process",
            Verdict::Malicious,
            json!({"imageFile": {"fileName": "x.exe"}, "processCommandLine": "x.exe -e"}),
        ),
        piece("url", Verdict::NoThreatsFound, json!({"url": "https://fine.example"})),
    ]);
    let found = Indicator::all_of(&record);
    let attack = "Found by the alerts:\n\n- Process `x.exe -e`, malicious\n";
    let compromise = "Found by the alerts:\n\n- File `a b.exe`, malicious, SHA-256 `ab12`\n- IP address `203.0.113.7`, suspicious\n";
    let template =
        InvestigationSummary { indicators_of_attack: "By {techniques}.".into(), ..Default::default() };
    let playbook = Playbook { summary: template, ..shipped()[0].clone() };
    let summary = playbook.summary_for(&Brief::of(&record), &Default::default(), &found);
    assert_eq!(summary.indicators_of_attack, format!("By `T1059.001`.\n\n{attack}"));
    assert_eq!(summary.indicators_of_compromise, compromise);
    assert!(summary.impact.is_empty());
    let story = "The alerts in their order:\n\n- `2026-04-30 19:00 UTC` `Alert` on `ws-1`\n";
    assert_eq!(summary.device_timeline, story);
    let written = InvestigationSummary { indicators_of_compromise: "Mine".into(), ..Default::default() };
    let kept = playbook.summary_for(&Brief::of(&record), &written, &found);
    assert_eq!(kept.indicators_of_compromise, "Mine");
    let many = vec![found[0].clone(); FOUND_MAX + 1];
    let mut world = World::serving().given(&worked());
    let apply = Act::ApplyPlaybook { playbook: "malware-device".into(), seed: action("s"), found: many };
    assert!(told(&world.ask(expert(apply))) == "no: there can be at most 70");
    let before: Act =
        serde_json::from_value(json!({"act": "applyPlaybook", "playbook": "p", "seed": "s"})).unwrap();
    assert_eq!(before, Act::ApplyPlaybook { playbook: "p".into(), seed: action("s"), found: Vec::new() });
}

/// What the alerts found stands in the summary, whoever takes it from the playbook, for one and for many.
#[test]
fn what_it_publishes_by_itself_names_what_a_draft_names() {
    let found: Vec<Indicator> = ["evil.exe", "worse.exe"]
        .map(|name| Indicator {
            kind: "file".into(),
            name: name.into(),
            hash: None,
            verdict: Verdict::Malicious,
            at: None,
            on: Vec::new(),
        })
        .to_vec();
    let by_hand = Act::ApplyPlaybook { playbook: "own".into(), seed: action("s"), found: found.clone() };
    let draft = World::serving().given(&worked()).given(&[save(own()), expert(by_hand)]);
    let draft = draft.one().response().unwrap().summary.clone();
    assert!(draft.indicators_of_compromise.contains("`evil.exe`"), "{draft:?}");
    let allow = (Role::Administrator, Command::AllowAutomation { allowed: true });
    let itself = save(Playbook { publishing: Publishing::ByItself, ..own() });
    let world = World::serving().given(&[itself, allow]);
    let id = IncidentId::new("1").unwrap();
    let begin = Act::StartInvestigation { found: [(id.clone(), found)].into() };
    let one = world.clone().given(&taken()).given(&[expert(begin.clone())]);
    assert_eq!(one.one().response().unwrap().summary, draft);
    let acts = vec![Act::TakeByExperts, begin.clone()];
    let many = Command::Incidents { incidents: vec![id], acts, reason: String::new() };
    let many = world.given(&[(Role::Expert, many)]);
    assert_eq!(many.one().response().unwrap().summary, draft);
    // As journals of before say it, and as it is said where nothing was found.
    let plain = serde_json::to_string(&Act::start()).unwrap();
    assert_eq!(plain, r#"{"act":"startInvestigation"}"#);
    assert_eq!(serde_json::from_str::<Act>(&plain).unwrap(), Act::start());
    let told: Act = serde_json::from_str(&serde_json::to_string(&begin).unwrap()).unwrap();
    assert_eq!(told, begin);
}
