//! The import: what is new, changed and unchanged, batches and their limits, counts of assets.

use crate::formats_world::{import, import_into, record, records};
use std::collections::HashMap;
use watchfloor::domain::brief::Brief;
use watchfloor::domain::catalogue::News;
use watchfloor::domain::ids::ImportId;
use watchfloor::domain::imports::{ImportCounts, ImportKind};
use watchfloor::domain::readiness::{DeviceCounts, IdentityCounts};
use watchfloor::domain::time::Timestamp;
use watchfloor::formats::batch::batch_briefs;
use watchfloor::formats::document::{BATCH_BYTES_MAX, BATCH_RECORDS_MAX, verified};
use watchfloor::formats::import::Import;

const GRAPH: &str = include_str!("fixtures/formats/graph-incidents.json");
const XDR: &str = include_str!("fixtures/formats/xdr-incidents.json");
const MACHINES: &str = include_str!("fixtures/formats/machines.json");
const SENSORS: &str = include_str!("fixtures/formats/sensors.json");

fn line(id: &str, updated: &str, more: &str) -> String {
    format!(
        "{{\"id\":\"{id}\",\"displayName\":\"{more}\",\"status\":\"active\",\"severity\":\"low\",\
         \"createdDateTime\":\"2026-01-01T00:00:00Z\",\"lastUpdateDateTime\":\"2026-01-{updated}T00:00:00Z\"}}\n"
    )
}

fn counts(records: u32, new: u32, changed: u32, unchanged: u32) -> ImportCounts {
    ImportCounts { records, new, changed, unchanged, ..ImportCounts::default() }
}

/// One record more, of an incident that the import has already.
fn repeated(counts: ImportCounts) -> ImportCounts {
    ImportCounts { repeated: 1, ..counts }
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let (first, batches) = import(&[GRAPH], 333);
    let known: HashMap<String, Timestamp> = batches
        .iter()
        .flat_map(|batch| &batch.briefs)
        .map(|brief| (brief.id.clone(), brief.updated))
        .collect();
    assert_eq!(first.summary.unwrap().counts.new, 3);
    let (again, batches) = import_into(&[GRAPH], 333, &|id| known.get(id).copied());
    let summary = again.summary.unwrap();
    assert_eq!((summary.counts.new, summary.counts.changed, summary.counts.unchanged), (0, 0, 3));
    assert_eq!((summary.batches.len(), batches.len()), (0, 0));
}

#[test]
fn only_what_is_newer_is_taken() {
    let known = |id: &str| (id != "c").then(|| Timestamp::parse("2026-01-05T00:00:00Z").unwrap());
    for (updated, expected) in
        [("04", counts(1, 0, 0, 1)), ("05", counts(1, 0, 0, 1)), ("06", counts(1, 0, 1, 0))]
    {
        let (outcome, batches) = import_into(&[&line("a", updated, "n")], 50, &known);
        let summary = outcome.summary.unwrap();
        assert_eq!(summary.counts, expected, "{updated}");
        assert_eq!(batches.len() as u32, expected.changed);
    }
    let (outcome, _) = import_into(&[&line("c", "01", "n")], 50, &known);
    assert_eq!(outcome.summary.unwrap().counts, counts(1, 1, 0, 0));
}

#[test]
fn of_repeated_ids_the_newest_holds_in_any_order() {
    let old = line("a", "02", "old");
    let new = line("a", "03", "new");
    for (text, written) in [
        (format!("{old}{new}"), vec!["old", "new"]),
        (format!("{new}{old}"), vec!["new"]),
        (format!("{new}{new}"), vec!["new"]),
    ] {
        let (outcome, batches) = import(&[&text], 40);
        assert_eq!(outcome.summary.unwrap().counts, repeated(counts(2, 1, 0, 0)), "{text}");
        let names: Vec<String> = records(&batches).into_iter().map(|record| record.display_name).collect();
        assert_eq!(names, written, "the catalogue takes the newest of a batch");
    }
    let known = |_: &str| Timestamp::parse("2026-01-02T00:00:00Z");
    let (outcome, batches) = import_into(&[&format!("{old}{new}")], 40, &known);
    assert_eq!(outcome.summary.unwrap().counts, repeated(counts(2, 0, 1, 0)));
    assert_eq!(records(&batches)[0].display_name, "new");
}

#[test]
fn batches_are_full_and_named_by_their_text() {
    let text: String = (0..2_500).map(|n| line(&n.to_string(), "02", "name")).collect();
    let (outcome, batches) = import(&[&text], 4_096);
    let sizes: Vec<u32> = batches.iter().map(|batch| batch.reference.records).collect();
    assert_eq!(sizes, [BATCH_RECORDS_MAX as u32, BATCH_RECORDS_MAX as u32, 500]);
    let references: Vec<_> = batches.iter().map(|batch| batch.reference.clone()).collect();
    assert_eq!(outcome.summary.unwrap().batches, references);
    for batch in &batches {
        verified(&batch.reference.name, batch.text.as_bytes()).unwrap();
        assert_eq!(batch.reference.bytes, batch.text.len() as u64);
        assert_eq!(batch_briefs(&batch.reference.name, batch.text.as_bytes()).unwrap(), batch.briefs);
    }
    let ids: Vec<String> =
        batches.iter().flat_map(|batch| &batch.briefs).map(|brief| brief.id.clone()).collect();
    assert_eq!(ids, (0..2_500).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn batches_stay_below_their_bytes_but_for_one_larger_record() {
    let large = "x".repeat(BATCH_BYTES_MAX / 3);
    let huge = "y".repeat(BATCH_BYTES_MAX + 1);
    let names = [&large, &large, &large, &huge, &large];
    let text: String = names.iter().enumerate().map(|(n, name)| line(&n.to_string(), "02", name)).collect();
    let (_, batches) = import(&[&text], 100_000);
    let sizes: Vec<u32> = batches.iter().map(|batch| batch.reference.records).collect();
    assert_eq!(sizes, [2, 1, 1, 1]);
}

#[test]
fn batches_can_be_taken_while_reading_goes_on() {
    let text: String = (0..1_001).map(|n| line(&n.to_string(), "02", "name")).collect();
    let mut import = Import::new(ImportId::new("import-1").unwrap());
    import.begin("a.json", Some(text.len() as u64));
    let (first, second) = text.as_bytes().split_at(text.len() - 10);
    import.feed(first, &|_| News::New);
    let early = import.take_batches();
    assert_eq!(early.len(), 0, "the last record is not complete");
    import.feed(second, &|_| News::New);
    assert_eq!(import.take_batches().len(), 1);
    let progress = import.progress();
    assert_eq!((progress.bytes, progress.bytes_total), (text.len() as u64, Some(text.len() as u64)));
    assert_eq!((progress.records, progress.refused, progress.files), (1_001, 0, 0));
    import.end(&|_| News::New);
    let outcome = import.finish();
    assert_eq!((outcome.batches.len(), outcome.summary.unwrap().batches.len()), (1, 2));
}

#[test]
fn briefs_are_those_of_the_records() {
    for text in [GRAPH, XDR] {
        let (_, batches) = import(&[text], 500);
        let briefs: Vec<Brief> = records(&batches).iter().map(Brief::of).collect();
        let handed_out: Vec<Brief> = batches.into_iter().flat_map(|batch| batch.briefs).collect();
        assert_eq!(handed_out, briefs);
    }
}

#[test]
fn machines_and_sensors_are_counted() {
    let (outcome, batches) = import(&[MACHINES], 90);
    let summary = outcome.summary.unwrap();
    let devices = DeviceCounts {
        records: 5,
        merged: 1,
        not_onboarded: 1,
        silent: 1,
        antivirus_off: 1,
        protected: 1,
        ..DeviceCounts::default()
    };
    assert_eq!(
        (summary.kind, summary.devices, summary.identities),
        (ImportKind::Machines, Some(devices), None)
    );
    // One batch with the machines themselves: what each of them misses is read there.
    assert_eq!((summary.counts.records, batches.len()), (5, 1));
    let (outcome, _) = import(&[SENSORS], 90);
    let summary = outcome.summary.unwrap();
    let identities = IdentityCounts { controllers: 2, healthy: 1 };
    assert_eq!((summary.kind, summary.identities), (ImportKind::Sensors, Some(identities)));
}

#[test]
fn several_files_are_one_import() {
    let alert = r#"{"id":"a","title":"t","serviceSource":"x","createdDateTime":"2026-01-01T00:00:00Z"}"#;
    let (outcome, _) = import(&[SENSORS, MACHINES, "broken", GRAPH, alert, XDR], 200);
    let summary = outcome.summary.unwrap();
    assert_eq!(summary.kind, ImportKind::GraphIncidents);
    assert_eq!(summary.sources, ["file-0.json", "file-1.json", "file-3.json", "file-4.json", "file-5.json"]);
    assert_eq!((summary.counts.records, summary.counts.new), (12, 5));
    assert!(summary.devices.is_some() && summary.identities.is_some());
    let readable: Vec<bool> = outcome.files.iter().map(|file| file.is_readable()).collect();
    assert_eq!(readable, [true, true, false, true, true, true]);
}

#[test]
fn nothing_to_take_gives_no_summary() {
    for text in ["", "nonsense", r#"{"value":[]}"#, r#"{"comment":"c","createdBy":"a"}"#] {
        let (outcome, batches) = import(&[text], 10);
        assert!(outcome.summary.is_none() && batches.is_empty(), "{text}");
        assert_eq!(outcome.files.len(), 1);
    }
}

#[test]
fn a_file_that_breaks_off_gives_what_it_has() {
    let text = format!("[{},{}", line("a", "02", "n"), "{\"id\":\"b\",");
    let (outcome, batches) = import(&[&text], 20);
    assert_eq!(records(&batches).len(), 1);
    assert!(!outcome.files[0].is_readable());
}

#[test]
fn normalised_text_is_normal() {
    let (_, batches) = import(&[GRAPH], 1_000);
    for batch in &batches {
        let (_, again) = import(&[&batch.text], 1_000);
        assert_eq!(records(&again), records(&batches));
        assert_eq!(again[0].briefs, batch.briefs);
    }
    // Blanks and the order of members do not matter.
    let compact = serde_json::from_str::<serde_json::Value>(XDR).unwrap().to_string();
    assert_eq!(record(&compact), record(XDR));
}
