//! Every kind is recognised by its content, counted and checked.

use crate::formats_world::{all_told, check, told};
use serde_json::{Value, json};
use watchfloor::formats::check::json_line;
use watchfloor::formats::finding::Finding;
use watchfloor::formats::kind::Kind;
use watchfloor::formats::position::Position;
use watchfloor::formats::problem::Problem;
use watchfloor::words::{Catalogue, English};

const OTHERS: &str = include_str!("fixtures/formats/other-kinds.ndjson");

/// The lines of the fixture: the word of a kind and a record of it.
fn others() -> impl Iterator<Item = (&'static str, &'static str)> {
    OTHERS.lines().filter_map(|line| line.split_once(' '))
}

#[test]
fn every_kind_is_recognised_in_every_wrapper() {
    for (word, record) in others() {
        let list = format!("[{record},\n{record}]");
        let page = format!("{{\"value\":[{record}],\"@odata.nextLink\":\"https://example.com/2\"}}");
        let lines = format!("{record}\n{record}\n{record}\n");
        for (text, records, findings) in [(record, 1, 0), (&list, 2, 0), (&page, 1, 1), (&lines, 3, 0)] {
            let report = check(text.as_bytes());
            assert_eq!(report.kind.map(Kind::as_str), Some(word), "{text}");
            assert_eq!((report.records, report.accepted), (records, records), "{text}: {report:?}");
            let pages =
                report.findings.list().iter().filter(|problem| problem.finding == Finding::OnePage).count();
            assert_eq!((pages, report.is_readable()), (findings, true), "{text}");
        }
    }
}

#[test]
fn the_fixture_has_every_kind_that_is_not_taken_in() {
    for kind in Kind::ALL.iter().filter(|kind| !kind.is_imported()) {
        assert!(others().any(|(word, _)| word == kind.as_str()), "{kind}");
    }
}

#[test]
fn the_imported_kinds_are_recognised() {
    for (text, kind, records) in [
        (include_str!("fixtures/formats/graph-incidents.json"), Kind::GraphIncidents, 3),
        (include_str!("fixtures/formats/xdr-incidents.json"), Kind::XdrIncidents, 1),
        (include_str!("fixtures/formats/machines.json"), Kind::Machines, 5),
        (include_str!("fixtures/formats/sensors.json"), Kind::Sensors, 2),
    ] {
        let report = check(text.as_bytes());
        assert_eq!((report.kind, report.records, report.accepted), (Some(kind), records, records));
    }
}

#[test]
fn every_record_needs_what_its_kind_needs() {
    for (word, record) in others() {
        let whole: Value = serde_json::from_str(record).unwrap();
        for (field, wrong) in [
            ("id", json!(null)),
            ("createdDateTime", json!("soon")),
            ("time", json!("10:00")),
            ("currentScore", json!("high")),
            ("createdOn", json!(null)),
            ("alertCreationTime", json!("2026-01-01")),
        ] {
            if whole.get(field).is_none() {
                continue;
            }
            let mut broken = whole.clone();
            broken[field] = wrong;
            let report = check(broken.to_string().as_bytes());
            assert_eq!(report.kind.map(Kind::as_str), Some(word), "{broken}");
            let error = told(report.error.as_ref().unwrap());
            assert!(report.accepted == 0 && error.contains(field), "{broken}: {error}");
        }
    }
}

#[test]
fn an_empty_list_is_known_by_its_name_alone() {
    let named =
        r#"{"@odata.context":"https://api.securitycenter.microsoft.com/api/$metadata#Machines","value":[]}"#;
    let report = check(named.as_bytes());
    assert_eq!((report.kind, report.records, report.findings.list().len()), (Some(Kind::Machines), 0, 0));
    let nameless = check(br#"{"value":[]}"#);
    assert_eq!((nameless.kind, nameless.is_readable()), (None, true));
    assert_eq!(
        all_told(&nameless),
        ["1:1 There are no records, and nothing says of what kind they would be."]
    );
}

#[test]
fn what_is_no_record_says_what_it_is() {
    for (text, expected) in [
        (r#"{"a":1}"#, "1:1 This is JSON, but none of the kinds of records that can be read."),
        (
            r#"{"error":{"code":"Forbidden","message":"Missing scope."}}"#,
            "1:1 The service answered with an error and not with records: Forbidden, “Missing scope.”.",
        ),
        (
            r#"{"format":"watchfloor","document":"backup","schema":1}"#,
            "1:1 This is a document of Watchfloor itself. Open it in the settings of the workspace.",
        ),
        ("WRONG JSON RESPONSE", "1:1 This is not JSON: “WRONG JSON RESPONSE”."),
        ("<html>", "1:1 This is a web page or XML and not JSON."),
        ("", "1:1 The file is empty."),
        ("\u{FEFF}", "1:1 The file is empty."),
        (
            "{\"id\":\"1\",\"displayName\":\"n\"",
            "1:28 The text ends before the record or its list does: the file seems to be cut off.",
        ),
        (
            r#"{"id":"1","computerDnsName":"c","osPlatform":"a" "b"}"#,
            "1:50 Not valid JSON here: expected `,` or `}`.",
        ),
    ] {
        let report = check(text.as_bytes());
        assert_eq!((report.accepted, told(report.error.as_ref().unwrap()).as_str()), (0, expected), "{text}");
    }
}

#[test]
fn the_report_is_one_line_of_json() {
    let text = "[{\"id\":\"m\",\"computerDnsName\":\"c\",\"osPlatform\":\"x\",\"lastSeen\":\"2026-01-01T00:00:00Z\",},\n...]";
    let report = check(text.as_bytes());
    let line = json_line(&report, &Catalogue::english(), &English);
    assert!(!line.contains('\n'));
    let line: Value = serde_json::from_str(&line).unwrap();
    let keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["file", "kind", "records", "accepted", "redirected", "warnings", "error"]);
    assert_eq!(
        (&line["kind"], &line["records"], &line["error"]),
        (&json!("machines"), &json!(1), &Value::Null)
    );
    let warnings = line["warnings"].as_array().unwrap();
    let comma =
        json!({"line": 1, "column": 84, "message": "A comma before a closing bracket was passed over."});
    assert!(warnings.contains(&comma), "{warnings:?}");
    assert!(warnings.iter().any(|warning| warning["line"] == 2 && warning["column"] == 1), "{warnings:?}");
}

#[test]
fn every_finding_has_words() {
    let text = || "text".to_owned();
    let field = "field";
    let words = Catalogue::english();
    for finding in [
        Finding::Empty,
        Finding::Utf16,
        Finding::Compressed { format: "gzip" },
        Finding::Binary,
        Finding::WebPage,
        Finding::NotJson { excerpt: text() },
        Finding::CutOff,
        Finding::RestLost,
        Finding::UnknownKind,
        Finding::ErrorAnswer { code: text(), message: text() },
        Finding::OwnDocument,
        Finding::BadArchive { detail: "it is cut off" },
        Finding::ArchiveBomb,
        Finding::ColumnMissing { field },
        Finding::CommentOfNobody,
        Finding::EvidenceOfNobody,
        Finding::OtherTable,
        Finding::TooMany { most: 5_000 },
        Finding::RowLength { cells: 1, columns: 3 },
        Finding::StandInAlerts,
        Finding::OwnIncident,
        Finding::AssumedZone,
        Finding::Syntax { detail: text() },
        Finding::TooLarge { bytes: 16_000_000 },
        Finding::TooDeep { levels: 100 },
        Finding::NotARecord,
        Finding::OtherKind { kind: Kind::Machines },
        Finding::Missing { field },
        Finding::BadId,
        Finding::BadTime { field, text: text() },
        Finding::BadNumber { field, text: text() },
        Finding::TrailingComma,
        Finding::MissingComma,
        Finding::ExtraComma,
        Finding::Junk { excerpt: text() },
        Finding::OnePage,
        Finding::EmptyList,
        Finding::BadUtf8,
        Finding::LoneSurrogate,
        Finding::NumberOutOfRange,
        Finding::UnknownWord { field, word: text() },
        Finding::Dropped { field },
        Finding::Twice { field },
        Finding::DroppedTime { field, text: text() },
        Finding::AssumedActive,
        Finding::AssumedRedirected,
        Finding::AssumedUpdated,
        Finding::UnsetCreated,
        Finding::AssumedName,
        Finding::AlertWithoutId,
        Finding::AssumedAlertCreated,
        Finding::UntypedEvidence,
        Finding::AssumedAntivirus,
        Finding::AssumedOnboarded,
        Finding::DeletedController,
    ] {
        assert!(words.get(finding.key()).is_some(), "{}", finding.key());
        let sentence = Problem::new(Position::START, finding).sentence(&words, &English);
        assert!(!sentence.contains(['{', '}']), "a placeholder has no value: {sentence}");
    }
}
