//! Incidents in normalised form: one table a quirk of real exports.

use crate::formats_world::{all_told, check, import, record, records, told};
use serde_json::{Value, json};
use watchfloor::domain::brief::AssetKind;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::vocabulary::{
    AlertStatus, Classification, Determination, Remediation, ServiceSource, Severity, Status, Verdict,
};

const GRAPH: &str = include_str!("fixtures/formats/graph-incidents.json");
const XDR: &str = include_str!("fixtures/formats/xdr-incidents.json");

/// An incident with the least it must have and these members instead or besides.
fn incident(members: Value) -> String {
    let mut incident = json!({
        "id": "1", "displayName": "Name", "status": "active", "severity": "low",
        "classification": "unknown", "determination": "unknown",
        "createdDateTime": "2026-01-01T00:00:00Z", "lastUpdateDateTime": "2026-01-02T00:00:00Z",
    });
    for (name, value) in members.as_object().unwrap() {
        incident[name] = value.clone();
    }
    incident.to_string()
}

/// An incident with one alert that has these members.
fn with_alert(members: Value) -> String {
    let mut alert = json!({ "id": "a1", "title": "Alert", "createdDateTime": "2026-01-01T00:00:00Z" });
    for (name, value) in members.as_object().unwrap() {
        alert[name] = value.clone();
    }
    incident(json!({ "alerts": [alert] }))
}

/// What one member becomes: the normalised record, and what was told.
#[track_caller]
fn check_member(
    name: &str,
    value: Value,
    read: fn(&IncidentRecord) -> String,
    expected: &str,
    told: &[&str],
) {
    let text = incident(json!({ name: value }));
    assert_eq!(read(&record(&text)), expected, "{text}");
    let found: Vec<String> = all_told(&check(text.as_bytes()))
        .into_iter()
        .map(|line| line.split_once(' ').unwrap().1.to_owned())
        .collect();
    assert_eq!(found, told, "{text}");
}

#[test]
fn a_graph_export_is_read_whole() {
    let (outcome, batches) = import(&[GRAPH], 100);
    let records = records(&batches);
    let first = &records[0];
    assert_eq!(first.status, Status::AwaitingAction);
    assert_eq!(first.severity, Severity::High);
    assert_eq!(first.determination, Determination::CompromisedAccount);
    assert_eq!(first.priority_score, Some(91));
    assert_eq!(first.created_date_time.to_string(), "2026-10-04T08:15:30.1234567Z");
    assert_eq!(first.custom_tags, ["Finance", "VIP"]);
    assert_eq!(first.comments[0].created_by_display_name.as_deref(), Some("Ana Petrovic"));
    assert_eq!(first.extra["recommendedHuntingQueries"][0]["kqlText"].as_str().map(str::len), Some(54));
    let alert = &first.alerts[0];
    assert_eq!(alert.recommended_actions.as_deref(), Some("Isolate the device.\nReset the password."));
    assert_eq!(alert.mitre_techniques, ["T1003.001", "T1003"]);
    assert_eq!(alert.extra["investigationState"], "running");
    let kinds: Vec<&str> = alert.evidence.iter().map(|evidence| evidence.kind.as_str()).collect();
    assert_eq!(kinds, ["device", "user", "process"]);
    assert_eq!(alert.evidence[2].remediation_status, Remediation::Blocked);
    assert_eq!(
        alert.evidence[2].facts["processCommandLine"],
        "procdump.exe -ma \"lsass.exe\" C:\\temp\\l.dmp"
    );
    assert_eq!(records[1].status, Status::Redirected);
    assert_eq!(records[1].redirect_incident_id.as_deref(), Some("4101"));

    let counts = outcome.summary.unwrap().counts;
    assert_eq!((counts.records, counts.new, counts.redirected, counts.out_of_scope), (3, 3, 1, 1));
    let told: Vec<String> = all_told(&outcome.files[0]);
    assert_eq!(told, ["127:3 The file is one page of a longer list; the other pages are not in it."]);
}

#[test]
fn a_legacy_export_becomes_the_same_shape() {
    let record = record(XDR);
    assert_eq!(record.id, "70011");
    assert_eq!(record.display_name, "Phishing mail and a hack tool");
    assert_eq!(record.status, Status::InProgress);
    assert_eq!(record.classification, Classification::TruePositive);
    assert_eq!(record.determination, Determination::Phishing);
    assert_eq!(record.custom_tags, ["Wave 3"]);
    assert_eq!(record.comments[0].created_by_display_name.as_deref(), Some("analyst@example.com"));
    assert_eq!(record.comments[0].created_date_time.unwrap().to_string(), "2024-03-02T09:30:00.440Z");
    let [mail, tool] = record.alerts.as_slice() else { panic!("two alerts") };
    assert_eq!((mail.id.as_str(), &mail.service_source), ("fa70011a", &ServiceSource::Office365));
    assert_eq!(mail.detection_source.as_deref(), Some("microsoftDefenderForOffice365"));
    assert_eq!(mail.classification, Classification::Unknown);
    assert_eq!(mail.evidence[0].kind, "mailbox");
    assert_eq!(mail.evidence[0].facts["primaryAddress"], "reader@example.com");
    assert!(!mail.evidence[0].facts.contains_key("sha1"), "what is null says nothing");
    assert_eq!(mail.evidence[1].facts["p1Sender"]["emailAddress"], "bad@example.net");
    assert_eq!(tool.severity, Severity::Unknown);
    assert_eq!(tool.status, AlertStatus::Resolved);
    assert_eq!(tool.detection_source.as_deref(), Some("antivirus"));
    assert_eq!(tool.first_activity_date_time.unwrap().to_string(), "2024-03-02T09:09:00Z");
    let device = &tool.evidence[0];
    assert_eq!(device.facts["mdeDeviceId"], "AA01BB02CC03DD04EE05FF0611223344556677AA");
    let file = &tool.evidence[1];
    assert_eq!((&file.verdict, &file.remediation_status), (&Verdict::Malicious, &Remediation::Prevented));
    assert_eq!(file.facts["fileDetails"]["fileName"], "tool.exe");
    let (outcome, batches) = import(&[XDR], 1_000);
    assert_eq!(all_told(&outcome.files[0]), [] as [String; 0]);
    let assets: Vec<_> =
        batches[0].briefs[0].assets.iter().map(|asset| (asset.kind, asset.name.as_str())).collect();
    let device = (AssetKind::Device, "reader-pc.example.com");
    assert_eq!(
        assets,
        [(AssetKind::Mailbox, "reader@example.com"), device, (AssetKind::User, "reader@example.com")]
    );
}

#[test]
fn words_are_read_in_any_letter_case_and_by_their_numbers() {
    let status = |record: &IncidentRecord| record.status.as_str().to_owned();
    for (value, expected) in [
        (json!("ACTIVE"), "active"),
        (json!("InProgress"), "inProgress"),
        (json!("awaitingAction"), "awaitingAction"),
        (json!(" Resolved "), "resolved"),
        (json!(128), "awaitingAction"),
        (json!("4"), "inProgress"),
    ] {
        check_member("status", value, status, expected, &[]);
    }
    let severity = |record: &IncidentRecord| record.severity.as_str().to_owned();
    check_member("severity", json!(256), severity, "high", &[]);
    check_member("severity", json!("Critical"), severity, "critical", &[]);
    check_member("severity", json!(null), severity, "unknown", &[]);
}

#[test]
fn unknown_words_are_kept_and_told_once() {
    let severity = |record: &IncidentRecord| record.severity.as_str().to_owned();
    let told = "“Purple” is not a known value of “severity”; it is kept as it is.";
    check_member("severity", json!("Purple"), severity, "Purple", &[told]);
    let status = |record: &IncidentRecord| record.status.as_str().to_owned();
    let told = "“unknownFutureValue” is not a known value of “status”; it is kept as it is.";
    check_member("status", json!("unknownFutureValue"), status, "unknownFutureValue", &[told]);
    let twice = format!(
        "{}\n{}",
        incident(json!({ "severity": "Purple" })),
        incident(json!({ "severity": "Purple" }))
    );
    let (outcome, _) = import(&[&twice], 64);
    let words: Vec<_> =
        outcome.unknown_words.iter().map(|word| (word.field, word.word.as_str(), word.count)).collect();
    assert_eq!(words, [("severity", "Purple", 2)]);
    let told = "1:61 “Purple” is not a known value of “severity”; it is kept as it is. (2 times, first here)";
    assert_eq!(all_told(&outcome.files[0]), [told]);
}

#[test]
fn times_have_up_to_seven_fraction_digits() {
    let updated = |record: &IncidentRecord| record.last_update_date_time.to_string();
    for (value, expected) in [
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05.1Z", "2026-01-02T03:04:05.100Z"),
        ("2026-01-02T03:04:05.1234567Z", "2026-01-02T03:04:05.1234567Z"),
        ("2026-01-02T05:04:05+02:00", "2026-01-02T03:04:05Z"),
    ] {
        check_member("lastUpdateDateTime", json!(value), updated, expected, &[]);
    }
    let told = "“lastUpdateDateTime” is not a time with a zone and was left out: “2026-01-02T03:04:05”.";
    let assumed = "There is no time of the last change; the time of creation was taken.";
    let missing = json!("2026-01-02T03:04:05");
    check_member("lastUpdateDateTime", missing, updated, "2026-01-01T00:00:00Z", &[told, assumed]);
}

#[test]
fn a_record_without_id_or_usable_time_is_refused() {
    for (members, expected) in [
        (json!({ "id": null }), "The record has no “id”."),
        (json!({ "id": " " }), "The record has no “id”."),
        (json!({ "id": "x\ny" }), "The id is too long or holds control characters."),
        (json!({ "createdDateTime": null }), "The record has no “createdDateTime”."),
        (
            json!({ "createdDateTime": "2026-01-01T00:00:00" }),
            "“createdDateTime” is not a time with a zone: “2026-01-01T00:00:00”.",
        ),
    ] {
        let text = incident(members);
        let report = check(text.as_bytes());
        assert_eq!((report.records, report.accepted), (1, 0), "{text}");
        assert!(told(report.error.as_ref().unwrap()).ends_with(&format!(" {expected}")), "{text}");
        // Among others it is left out, and they are kept.
        let (outcome, batches) = import(&[&format!("[{text},{}]", incident(json!({ "id": "2" })))], 64);
        assert_eq!(records(&batches)[0].id, "2");
        assert_eq!(outcome.summary.unwrap().counts.skipped, 1);
    }
}

#[test]
fn an_incident_whose_creation_was_never_set_is_kept_and_says_so() {
    let created = |record: &IncidentRecord| record.created_date_time.to_string();
    let told = "The time of creation was never set (1 January of the year 1); the incident is kept with it.";
    for text in ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00", "0001-01-01T00:00:00.0000000Z"] {
        check_member("createdDateTime", json!(text), created, "0001-01-01T00:00:00Z", &[told]);
    }
    check_member("createdDateTime", json!("0000-01-01T00:00:00Z"), created, "0000-01-01T00:00:00Z", &[]);
}

#[test]
fn refusals_name_line_and_column() {
    let text = "[\n  {\"id\": \"1\", \"displayName\": \"ä\",\n   \"createdDateTime\": \"yesterday\", \"status\": \"new\"}\n]";
    let report = check(text.as_bytes());
    let expected = "3:23 “createdDateTime” is not a time with a zone: “yesterday”.";
    assert_eq!(told(report.error.as_ref().unwrap()), expected);
}

#[test]
fn names_that_vary_are_read() {
    let tags = |record: &IncidentRecord| record.custom_tags.join("|");
    check_member("tags", json!(["A", "B", "A"]), tags, "A|B", &[]);
    check_member("customTags", json!("Alone"), tags, "Alone", &[]);
    check_member("customTags", json!([1, true, null, ""]), tags, "1|true", &[]);
    let told = ["A value of “tags” has the wrong type and was left out."];
    check_member("tags", json!([{ "name": "x" }, "B"]), tags, "B", &told);
    let comments = |record: &IncidentRecord| serde_json::to_string(&record.comments).unwrap();
    check_member(
        "comments",
        json!([{ "comment": "c", "createdBy": "ana", "createdTime": "2026-01-01T00:00:00Z", "more": 1 }, "alone"]),
        comments,
        r#"[{"comment":"c","createdByDisplayName":"ana","createdDateTime":"2026-01-01T00:00:00Z","more":1},{"comment":"alone"}]"#,
        &[],
    );
    let id = |record: &IncidentRecord| record.id.clone();
    check_member("id", json!(924_518), id, "924518", &[]);
    check_member("id", json!(924_518.0), id, "924518", &[]);
}

#[test]
fn numbers_may_be_text() {
    let score = |record: &IncidentRecord| format!("{:?}", record.priority_score);
    check_member("priorityScore", json!("85"), score, "Some(85)", &[]);
    check_member("priorityScore", json!(85.4), score, "Some(85)", &[]);
    check_member("priorityScore", json!(null), score, "None", &[]);
    let told = ["A value of “priorityScore” has the wrong type and was left out."];
    check_member("priorityScore", json!(101), score, "None", &told);
    check_member("priorityScore", json!("high"), score, "None", &told);
}

#[test]
fn text_of_another_type_is_left_out() {
    let assigned = |record: &IncidentRecord| format!("{:?}", record.assigned_to);
    check_member("assignedTo", json!(7), assigned, "Some(\"7\")", &[]);
    let told = ["A value of “assignedTo” has the wrong type and was left out."];
    check_member("assignedTo", json!({ "user": "ana" }), assigned, "None", &told);
}

#[test]
fn what_is_missing_is_assumed_and_told() {
    let text = r#"{"id":"5","severity":"low","createdDateTime":"2026-01-01T00:00:00Z","incidentWebUrl":"u","displayName":null}"#;
    let record = record(text);
    assert_eq!((record.display_name.as_str(), record.status), ("5", Status::Active));
    assert_eq!(record.last_update_date_time, record.created_date_time);
    let told = all_told(&check(text.as_bytes()));
    assert_eq!(
        told,
        [
            "1:1 There is no name; the id was taken.",
            "1:1 There is no status; it was taken as active.",
            "1:1 There is no time of the last change; the time of creation was taken.",
        ]
    );
}

#[test]
fn a_merged_incident_is_redirected_whatever_its_status_says() {
    let status =
        |record: &IncidentRecord| format!("{} to {:?}", record.status.as_str(), record.redirect_incident_id);
    let told = ["It names the incident that it was merged into, so it was taken as redirected."];
    check_member("redirectIncidentId", json!("9"), status, "redirected to Some(\"9\")", &told);
    check_member("redirectIncidentId", json!(9), status, "redirected to Some(\"9\")", &told);
    check_member("redirectIncidentId", json!(0), status, "active to None", &[]);
    check_member("redirectIncidentId", json!(""), status, "active to None", &[]);
}

#[test]
fn unknown_members_survive() {
    let more = json!({ "a b": [1, { "c": null }], "ü\"": "\u{1F600}\\", "n": 1.5e3 });
    let mut members = more.clone();
    members["alerts"] = json!([{
        "id": "a", "title": "t", "createdDateTime": "2026-01-01T00:00:00Z", "deep": more,
        "evidence": [{ "@odata.type": "#microsoft.graph.security.fileEvidence", "deep": more }],
    }]);
    for text in [
        incident(members.clone()),
        serde_json::to_string_pretty(&json!([serde_json::from_str::<Value>(&incident(members)).unwrap()]))
            .unwrap(),
    ] {
        let record = record(&text);
        assert_eq!(json!(record.extra), more);
        assert_eq!(record.alerts[0].extra["deep"], more);
        assert_eq!(record.alerts[0].evidence[0].facts["deep"], more);
    }
}

#[test]
fn a_single_alert_may_stand_for_a_list() {
    let text =
        incident(json!({ "alerts": { "id": "a", "title": "t", "createdDateTime": "2026-01-01T00:00:00Z",
        "evidence": { "@odata.type": "microsoft.graph.ipEvidence", "ipAddress": "198.51.100.7" } } }));
    let record = record(&text);
    assert_eq!(record.alerts[0].evidence[0].kind, "ip");
    for nothing in [json!(null), json!([]), json!([null])] {
        assert_eq!(crate::formats_world::record(&incident(json!({ "alerts": nothing }))).alerts, []);
    }
    let told = all_told(&check(incident(json!({ "alerts": "none" })).as_bytes()));
    assert_eq!(told, ["1:214 A value of “alerts” has the wrong type and was left out."]);
}

#[test]
fn an_alert_needs_an_id_and_gets_a_time() {
    let text = incident(json!({ "alerts": [{ "title": "no id" }, { "id": "b", "title": "no time" }] }));
    let record = record(&text);
    assert_eq!(record.alerts.len(), 1);
    assert_eq!(record.alerts[0].created_date_time, record.created_date_time);
    let told: Vec<String> = all_told(&check(text.as_bytes()));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].ends_with("An alert without an id was left out."));
    assert!(told[1].ends_with("An alert has no time of creation; that of its incident was taken."));
}

#[test]
fn evidence_types_are_read_in_every_spelling() {
    for (odata_type, kind) in [
        ("#microsoft.graph.security.deviceEvidence", "device"),
        ("microsoft.graph.security.deviceEvidence", "device"),
        ("#microsoft.graph.deviceEvidence", "device"),
        ("#microsoft.graph.security.aiAgentEvidence", "aiAgent"),
    ] {
        let text = with_alert(json!({ "evidence": [{ "@odata.type": odata_type, "deviceDnsName": "d" }] }));
        assert_eq!(record(&text).alerts[0].evidence[0].kind, kind);
    }
    let text =
        with_alert(json!({ "evidence": [{ "hostName": "d" }, { "x": 1 }, { "primaryAddress": "m" }] }));
    let kinds: Vec<String> =
        record(&text).alerts[0].evidence.iter().map(|evidence| evidence.kind.clone()).collect();
    assert_eq!(kinds, ["device", "unknown", "mailbox"]);
}

#[test]
fn records_of_other_kinds_are_told_apart() {
    let task = r##"{"@odata.type":"#microsoft.graph.security.incidentTask","id":"t","displayName":"Call","status":"open","createdDateTime":"2026-01-01T00:00:00Z"}"##;
    let text = format!("[{},{task}]", incident(json!({})));
    let report = check(text.as_bytes());
    assert_eq!((report.records, report.accepted, report.refused), (2, 1, 1));
    let told = all_told(&report);
    assert!(
        told[0].ends_with("A record of another kind than the rest of the file: incidentTasks."),
        "{told:?}"
    );
}
