//! Files imported again, with and without alerts, older and newer: what is taken, and what the workspace knows then.

use crate::world::absorb;
use watchfloor::domain::brief::Brief;
use watchfloor::domain::ids::ImportId;
use watchfloor::domain::imports::ImportCounts;
use watchfloor::domain::state::State;
use watchfloor::domain::vocabulary::Status;
use watchfloor::formats::import::Import;

/// An incident of an export, changed so many minutes after twelve, with its alert or without.
fn incident(minutes: u32, status: &str, alert: bool) -> String {
    let alerts = r#","alerts":[{"id":"a","title":"A","status":"new","severity":"high",
        "serviceSource":"microsoftDefenderForEndpoint","createdDateTime":"2026-05-01T11:00:00Z","evidence":[]}]"#;
    format!(
        r#"{{"id":"29","displayName":"Sign-in","status":"{status}","severity":"high",
            "createdDateTime":"2026-05-01T11:00:00Z","lastUpdateDateTime":"2026-05-01T12:{minutes:02}:00Z"{}}}"#,
        if alert { alerts } else { "" }
    )
}

/// Imports one file of these records into the workspace; answers the counts and whether anything was to be kept.
fn import(state: &mut State, records: &[String]) -> (ImportCounts, bool) {
    let text = format!(r#"{{"value":[{}]}}"#, records.join(","));
    let mut import = Import::new(ImportId::new("i").unwrap());
    import.begin("incidents.json", None);
    import.feed(text.as_bytes(), &|brief| state.catalogue.news(brief));
    import.end(&|brief| state.catalogue.news(brief));
    let outcome = import.finish();
    let briefs: Vec<Brief> = outcome.batches.into_iter().flat_map(|batch| batch.briefs).collect();
    absorb(state, 0, &briefs);
    (outcome.summary.unwrap().counts, !briefs.is_empty())
}

/// Imports file after file; after the last one so many are new and changed, and the incident is known like this.
#[track_caller]
fn check(files: &[&[String]], counts: (u32, u32, u32), kept: bool, status: Status, alerts: u32) {
    let mut state = State::default();
    let last = files.iter().map(|records| import(&mut state, records)).last().unwrap();
    assert_eq!((last.0.new, last.0.changed, last.0.unchanged), counts);
    // All records are of one incident: each but the first repeats it.
    assert_eq!(last.0.repeated as usize, files.last().unwrap().len() - 1);
    assert_eq!(last.1, kept);
    let known = state.catalogue.find("29").unwrap();
    assert_eq!((known.status(), known.alerts()), (status, alerts));
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let file = [incident(10, "active", true)];
    check(&[&file], (1, 0, 0), true, Status::Active, 1);
    check(&[&file, &file], (0, 0, 1), false, Status::Active, 1);
}

#[test]
fn alerts_come_later() {
    let (bare, full) = ([incident(10, "active", false)], [incident(10, "active", true)]);
    check(&[&bare, &full], (0, 1, 0), true, Status::Active, 1);
    check(&[&full, &bare], (0, 0, 1), false, Status::Active, 1);
    check(&[&bare, &full, &bare, &full], (0, 0, 1), false, Status::Active, 1);
}

#[test]
fn a_newer_export_without_alerts_leaves_them() {
    let (full, bare) = ([incident(10, "active", true)], [incident(20, "resolved", false)]);
    check(&[&full, &bare], (0, 1, 0), true, Status::Resolved, 1);
    check(&[&bare, &full], (0, 1, 0), true, Status::Resolved, 1);
    check(&[&bare, &full, &full, &bare], (0, 0, 1), false, Status::Resolved, 1);
}

#[test]
fn one_file_may_hold_both() {
    let (full, bare) = (incident(10, "active", true), incident(20, "resolved", false));
    for file in [[full.clone(), bare.clone()], [bare, full]] {
        check(&[&file], (1, 0, 0), true, Status::Resolved, 1);
        check(&[&file, &file], (0, 0, 1), false, Status::Resolved, 1);
    }
}

#[test]
fn an_older_file_changes_nothing() {
    let (old, new) = ([incident(10, "active", true)], [incident(20, "inProgress", true)]);
    check(&[&new, &old], (0, 0, 1), false, Status::InProgress, 1);
    check(&[&old, &new], (0, 1, 0), true, Status::InProgress, 1);
}
