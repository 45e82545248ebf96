//! What leaves: round trips as laws, and the rules of those who read it, each with a wrong file that fails.

use crate::formats_world::{import, records};
use crate::world::{World, alert, analyst, at, expert, incident};
use proptest::prelude::*;
use serde_json::{Value, json};
use watchfloor::demo::synth::Synth;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::ids::CommentId;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::work::Visibility;
use watchfloor::formats::export::navigator::{self, Coverage};
use watchfloor::formats::export::{graph, ocsf, stix};
use watchfloor::report::export::{csv, json_table};
use watchfloor::report::incidents::incidents;
use watchfloor::report::snapshot::{Detail, snapshot};

const GRAPH: &str = include_str!("fixtures/formats/graph-incidents.json");

/// The records that a text gives.
fn read(text: &str) -> Vec<IncidentRecord> {
    let (_, batches) = import(&[text], 1 << 16);
    records(&batches)
}

fn synth(seed: u64, count: u64) -> String {
    let lines: Vec<String> = Synth::new(seed, count, 30, at("2026-11-01T00:00:00Z")).collect();
    lines.join("\n")
}

#[test]
fn graph_incidents_go_out_and_come_back_unknown_fields_included() {
    let mut first = read(GRAPH);
    first[0].extra.insert("somethingNew".into(), json!({"a": [1, 2.5, null, "ü"]}));
    let text = graph::list(&first);
    assert!(text.contains("#microsoft.graph.security.deviceEvidence") && !text.contains("\"kind\""));
    let again = read(&text);
    assert_eq!(graph::list(&again), text, "a fixed point");
    assert_eq!(again, first);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn export_import_export_is_a_fixed_point(seed in any::<u64>(), name in "\\PC{1,12}", value in "\\PC{0,20}") {
        let mut made = read(&synth(seed, 3));
        let known = ["id", "status", "kind", "tags", "@odata.context"];
        prop_assume!(!known.contains(&name.as_str()));
        made[0].extra.insert(format!("x{name}"), json!(value));
        made[1].alerts[0].evidence[0].facts.insert(format!("x{name}"), json!({"inner": value}));
        let text = graph::list(&made);
        let again = read(&text);
        prop_assert_eq!(&again, &made);
        prop_assert_eq!(graph::list(&again), text);
    }

    #[test]
    fn ocsf_findings_come_back_whole(seed in any::<u64>()) {
        let made = read(&synth(seed, 2));
        let lines: Vec<String> = made.iter().map(|record| ocsf::incident_finding(record).to_string()).collect();
        prop_assert_eq!(read(&lines.join("\n")), made);
    }

    #[test]
    fn layers_and_bundles_keep_the_rules(seed in any::<u64>(), title in "\\PC{0,40}", value in "\\PC{1,40}") {
        let mut made = read(&synth(seed, 3));
        made[0].display_name = title.clone();
        made[0].alerts[0].mitre_techniques.push(value.clone());
        made[0].alerts[0].evidence[2].facts["imageFile"]["sha256"] = json!("");
        made[0].alerts[0].evidence.push(serde_json::from_value(json!({"kind": "url", "verdict": "malicious",
            "remediationStatus": "none", "url": value})).unwrap());
        for record in &made {
            let bundle = stix::bundle(record, |_| None);
            prop_assert_eq!(stix::problems(&bundle), Vec::<String>::new());
            prop_assert_eq!(stix::bundle(record, |_| None), bundle, "the same again");
        }
        let mut coverage = Coverage::default();
        for record in &made {
            let techniques = record.alerts.iter().flat_map(|alert| &alert.mitre_techniques);
            coverage.add(&record.display_name, techniques.map(String::as_str));
        }
        let layer = coverage.layer("Layer", &title, |count, title| format!("{count}: {title}"));
        prop_assert_eq!(navigator::problems(&layer), Vec::<String>::new());
    }
}

/// Changes one member of a document, by its path.
fn changed(text: &str, path: &str, value: Value) -> String {
    let mut document: Value = serde_json::from_str(text).unwrap();
    *document.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
    document.to_string()
}

#[test]
fn a_wrong_layer_fails_by_every_rule() {
    let mut coverage = Coverage::default();
    coverage.add("An incident", ["T1059.001", "t1003", "T1003", "nonsense"]);
    let layer = coverage.layer("Layer", "About", |count, _| count.to_string());
    assert!(navigator::problems(&layer).is_empty());
    let techniques = serde_json::from_str::<Value>(&layer).unwrap()["techniques"].as_array().unwrap().len();
    assert_eq!(techniques, 2, "each once, and nonsense left out");
    assert!(navigator::problems(&Coverage::default().layer("n", "", |_, _| String::new())).is_empty());
    for (path, value, word) in [
        ("/name", json!(" "), "name"),
        ("/versions/layer", json!("4.4"), "versions/layer"),
        ("/versions/attack", json!(18), "versions/attack"),
        ("/domain", json!("mitre-enterprise"), "domain"),
        ("/description", json!(1), "description"),
        ("/sorting", json!(4), "sorting"),
        ("/layout/layout", json!("round"), "layout/layout"),
        ("/layout/aggregateFunction", json!("median"), "aggregateFunction"),
        ("/gradient/colors", json!(["red", "#fff"]), "gradient/colors"),
        ("/gradient/maxValue", json!(0), "minValue"),
        ("/techniques", json!({}), "techniques: a list"),
        ("/techniques/0/techniqueID", json!("T105"), "techniqueID"),
        ("/techniques/0/score", json!("1"), "score"),
        ("/techniques/0/color", json!("red"), "color"),
        ("/techniques/0/comment", json!(7), "comment"),
        ("/techniques/0/enabled", json!("yes"), "enabled"),
        ("/techniques/0/metadata", json!([{"name": "n"}]), "metadata"),
        ("/techniques/0/links", json!([{"label": "n"}]), "links"),
    ] {
        let found = navigator::problems(&changed(&layer, path, value));
        assert!(found.len() == 1 && found[0].contains(word), "{path}: {found:?}");
    }
    let with_tactic = layer.replacen("\"score\"", "\"tactic\": \"Execution\", \"score\"", 1);
    assert_eq!(navigator::problems(&with_tactic).len(), 1);
    assert_eq!(navigator::problems("[]").len(), 1);
}

#[test]
fn a_wrong_bundle_fails_by_every_rule() {
    let mut record = incident("1");
    record.alerts = vec![alert(&[("url", json!({"url": "https://a.example/it's\\x"}))])];
    record.alerts[0].evidence[0].verdict = watchfloor::domain::vocabulary::Verdict::Malicious;
    let bundle = stix::bundle(&record, |_| Some("PowerShell".into()));
    assert!(stix::problems(&bundle).is_empty(), "{:?}", stix::problems(&bundle));
    assert!(bundle.contains("[url:value = 'https://a.example/it\\\\'s\\\\\\\\x']"), "{bundle}");
    // Objects: identity, indicator, attack pattern, report.
    for (path, value, word) in [
        ("/type", json!("bundles"), "type: not a bundle"),
        ("/id", json!("bundle--1"), "id: not an id of a bundle"),
        ("/objects", json!([]), "objects"),
        ("/objects/1/id", json!("identity--0"), "id of its type"),
        ("/objects/1/spec_version", json!("2.0"), "spec_version"),
        ("/objects/1/created", json!("2026-01-01"), "created"),
        ("/objects/1/modified", json!("2020-01-01T00:00:00.000Z"), "modified"),
        ("/objects/1/pattern", json!("[url:value = 'it's']"), "pattern"),
        ("/objects/1/pattern", json!("url:value = 'x'"), "pattern"),
        ("/objects/1/pattern_type", json!(""), "pattern_type"),
        ("/objects/1/valid_from", json!("2026-01-01T00:00:00+01:00"), "valid_from"),
        ("/objects/1/indicator_types", json!([]), "empty"),
        ("/objects/0/name", json!(""), "name"),
        ("/objects/2/name", json!(null), "name"),
        ("/objects/2/type", json!("malware"), "type"),
        ("/objects/2/external_references/0/source_name", json!(1), "external_references"),
        ("/objects/3/name", json!(" "), "name"),
        ("/objects/3/published", json!("soon"), "published"),
        ("/objects/3/object_refs/0", json!("indicator--0"), "object_refs"),
        ("/objects/3/created_by_ref", json!("identity--0"), "created_by_ref"),
    ] {
        let found = stix::problems(&changed(&bundle, path, value));
        assert!(found.iter().any(|problem| problem.contains(word)), "{path}: {found:?}");
    }
    let mut twice: Value = serde_json::from_str(&bundle).unwrap();
    let first = twice["objects"][0].clone();
    twice["objects"].as_array_mut().unwrap().push(first);
    assert!(stix::problems(&twice.to_string())[0].contains("there twice"));
}

#[test]
fn what_was_done_here_goes_out_and_what_is_internal_stays() {
    let say =
        |id: &str, visibility| Act::Comment { id: CommentId::new(id).unwrap(), text: id.into(), visibility };
    let world = World::serving().given(&[
        expert(Act::TakeByExperts),
        analyst(Act::AddTag { tag: "mine".into() }),
        analyst(say("shared", Visibility::Shared)),
        analyst(say("secret", Visibility::Internal)),
    ]);
    let record = graph::with_work(&incident("1"), world.one());
    assert_eq!(record.assigned_to.as_deref(), Some("Defender Experts"));
    assert!(record.custom_tags.contains(&"mine".to_owned()));
    let comments: Vec<&str> = record.comments.iter().map(|comment| comment.comment.as_str()).collect();
    assert_eq!(comments, ["shared"]);
    assert!(record.last_update_date_time > incident("1").last_update_date_time);
}

#[test]
fn a_table_that_left_comes_in_again() {
    let world = World::serving();
    let sheet = incidents(&world.state, ["1"]);
    let again = read(&csv(&sheet));
    assert_eq!((again[0].id.as_str(), &again[0].severity), ("1", &incident("1").severity));
    assert_eq!(again[0].created_date_time, incident("1").created_date_time);
    let devices: Vec<_> = again[0].alerts[0].evidence.iter().map(|piece| piece.kind.as_str()).collect();
    assert_eq!(devices, ["device", "user"]);
    let rows: Value = serde_json::from_str(&json_table(&sheet)).unwrap();
    assert_eq!(rows[0]["devices"], json!("ws-1"));
}

#[test]
fn figures_name_nothing_and_nobody() {
    let mut record = incident("4711");
    record.display_name = "Secret title".into();
    record.custom_tags = vec!["Secret tag".into()];
    record.severity = watchfloor::domain::vocabulary::Severity::parse("Secret word");
    record.alerts[0].category = Some("Secret category".into());
    let mut world = World::new();
    world.import(&[record]);
    let made = at("2026-05-02T00:00:00Z");
    let figures = snapshot(&world.state, ["4711"], Detail::Figures, made);
    for secret in ["ecret", "4711", "ws-1", "kim", "Clients"] {
        assert!(!figures.contains(secret), "{secret}: {figures}");
    }
    let value: Value = serde_json::from_str(&figures).unwrap();
    assert_eq!(value["incidents"], json!(1));
    assert!(value.get("rows").is_none());
    let rows = snapshot(&world.state, ["4711"], Detail::Rows, made);
    let value: Value = serde_json::from_str(&rows).unwrap();
    assert_eq!(value["rows"][0]["title"], json!("Secret title"));
}
