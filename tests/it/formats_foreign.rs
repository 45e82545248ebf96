//! Formats beside Graph incidents, each with its quirks: what becomes of a record of every kind that is taken in.

use crate::formats_world::{all_told, check, import, records};
use serde_json::{Value, json};
use watchfloor::domain::imports::{ImportKind, ImportSummary};
use watchfloor::domain::people::Party;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::response::ActionKind;
use watchfloor::domain::task::TaskProgress;
use watchfloor::domain::vocabulary::{
    AlertStatus, Classification, Determination, ServiceSource, Severity, Status,
};
use watchfloor::formats::import::JoinCounts;
use watchfloor::formats::kind::Kind;

/// The records that an import of these texts leaves, the last word on each incident, and its summary.
fn taken(files: &[&str]) -> (Vec<IncidentRecord>, ImportSummary, JoinCounts) {
    let (outcome, batches) = import(files, 50);
    let mut last: Vec<IncidentRecord> = Vec::new();
    for record in records(&batches) {
        last.retain(|known| known.id != record.id);
        last.push(record);
    }
    (last, outcome.summary.unwrap(), outcome.joined)
}

#[track_caller]
fn one(files: &[&str]) -> IncidentRecord {
    let (mut records, ..) = taken(files);
    assert_eq!(records.len(), 1, "{records:?}");
    records.remove(0)
}

const INCIDENT: &str = r#"{"id":"29","displayName":"Odd sign-in","status":"active","severity":"high",
    "createdDateTime":"2026-05-01T12:00:00Z","lastUpdateDateTime":"2026-05-01T12:30:00Z"}"#;

fn graph_alert(id: &str, more: Value) -> String {
    let mut alert = json!({"id": id, "incidentId": "29", "title": format!("Alert {id}"), "status": "new",
        "severity": "Low", "serviceSource": "microsoftDefenderForEndpoint", "category": "Execution",
        "createdDateTime": "2026-05-01T11:00:00Z", "lastUpdateDateTime": "2026-05-01T12:00:00Z",
        "mitreTechniques": ["T1059.001"]});
    alert.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    alert.to_string()
}

#[test]
fn alerts_join_their_incident_in_any_order() {
    let alerts =
        format!("[{},{}]", graph_alert("a", json!({})), graph_alert("b", json!({"category": "Impact"})));
    for files in [[INCIDENT, &alerts], [&alerts, INCIDENT]] {
        let (records, summary, joined) = taken(&files);
        assert_eq!(records.len(), 1);
        assert_eq!(records[0].display_name, "Odd sign-in");
        let ids: Vec<&str> = records[0].alerts.iter().map(|alert| alert.id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        assert_eq!((summary.counts.new, summary.counts.records), (1, 3));
        assert_eq!(joined, JoinCounts { alerts: 2, ..JoinCounts::default() });
    }
}

#[test]
fn a_newer_alert_replaces_an_older_one_and_keeps_its_evidence() {
    let evidence = json!({"evidence": [{"@odata.type": "#microsoft.graph.security.ipEvidence", "ipAddress": "203.0.113.1"}]});
    let old = graph_alert("a", evidence);
    let new = graph_alert("a", json!({"status": "resolved", "lastUpdateDateTime": "2026-05-02T00:00:00Z"}));
    for files in [[INCIDENT, &old, &new], [INCIDENT, &new, &old]] {
        let record = one(&files);
        assert_eq!(record.alerts.len(), 1);
        assert_eq!((&record.alerts[0].status, record.alerts[0].evidence.len()), (&AlertStatus::Resolved, 1));
        assert_eq!(record.last_update_date_time.to_string(), "2026-05-02T00:00:00Z");
    }
}

#[test]
fn alerts_without_their_incident_make_one_of_their_own() {
    let alerts =
        format!("{}\n{}", graph_alert("a", json!({})), graph_alert("b", json!({"severity": "high"})));
    let (records, _, joined) = taken(&[&alerts]);
    let record = &records[0];
    assert_eq!((record.id.as_str(), record.display_name.as_str()), ("29", "Alert a"));
    assert_eq!((&record.severity, joined.made), (&Severity::High, 1));
    let nameless = graph_alert("c", json!({"incidentId": null}));
    assert_eq!(one(&[&nameless]).id, "c");
    assert_eq!(
        all_told(&check(nameless.as_bytes())),
        ["1:1 An alert that names no incident became an incident of its own."]
    );
}

#[test]
fn comments_join_the_incident_that_their_list_names() {
    let comments = r#"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#security/incidents('29')/comments",
        "value":[{"comment":"Seen.","createdBy":"Ana","createdTime":"2026-05-01T13:00:00Z"}]}"#;
    let record = one(&[INCIDENT, comments]);
    assert_eq!((record.comments.len(), record.comments[0].comment.as_str()), (1, "Seen."));
    assert_eq!(record.comments[0].created_by_display_name.as_deref(), Some("Ana"));
    let nobody = r#"{"comment":"Seen.","createdBy":"Ana"}"#;
    assert!(all_told(&check(nobody.as_bytes()))[0].contains("does not say of which incident"));
}

#[test]
fn alerts_of_the_endpoint_api_come_with_device_and_evidence() {
    let alert = r#"{"id":"da1","incidentId":29,"severity":"UnSpecified","status":"InProgress","category":"Execution",
        "detectionSource":"WindowsDefenderAtp","title":"Odd process","alertCreationTime":"2026-05-01T11:00:00.1234567Z",
        "lastUpdateTime":"2026-05-01T12:00:00Z","resolvedTime":null,"classification":null,"machineId":"ABC",
        "computerDnsName":"pc-1","rbacGroupName":"Clients","mitreTechniques":["T1059"],
        "evidence":[{"entityType":"File","sha1":"aa","fileName":"x.exe","url":null},
                    {"entityType":"User","accountName":"kim","userSid":"S-1"}]}"#;
    let record = one(&[alert]);
    let alert = &record.alerts[0];
    assert_eq!((alert.id.as_str(), &alert.service_source), ("da1", &ServiceSource::Endpoint));
    assert_eq!(alert.detection_source.as_deref(), Some("microsoftDefenderForEndpoint"));
    assert_eq!((&alert.severity, &alert.status), (&Severity::Unknown, &AlertStatus::InProgress));
    let kinds: Vec<&str> = alert.evidence.iter().map(|piece| piece.kind.as_str()).collect();
    assert!(["device", "file", "user"].iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    let device = alert.evidence.iter().find(|piece| piece.kind == "device").unwrap();
    assert_eq!(
        (&device.facts["mdeDeviceId"], &device.facts["rbacGroupName"]),
        (&json!("ABC"), &json!("Clients"))
    );
}

#[test]
fn streaming_records_of_an_alert_and_its_evidence_become_one() {
    let info = r#"{"time":"2026-05-01T11:00:00Z","tenantId":"t","operationName":"Publish",
        "category":"AdvancedHunting-AlertInfo","properties":{"AlertId":"da9_1","Timestamp":"2026-05-01T10:59:00Z",
        "Title":"Odd process","ServiceSource":"Microsoft Defender for Endpoint","Category":"DefenseEvasion",
        "Severity":"Informational","DetectionSource":"Antivirus","AttackTechniques":"[\"Masquerading (T1036.005)\"]"}}"#;
    let evidence = r#"{"time":"2026-05-01T11:00:00Z","tenantId":"t","operationName":"Publish",
        "category":"AdvancedHunting-AlertEvidence","properties":{"AlertId":"da9_1","Timestamp":"2026-05-01T10:59:00Z",
        "EntityType":"Machine","DeviceId":"ABC","DeviceName":"pc-1","AccountName":null,
        "AdditionalFields":"{\"LastVerdict\":\"Suspicious\"}"}}"#;
    let other = r#"{"time":"2026-05-01T11:00:00Z","operationName":"Publish","category":"AdvancedHunting-DeviceInfo",
        "properties":{"DeviceId":"x"}}"#;
    let lines = [evidence, info, other].map(|text| text.replace('\n', " ")).join("\n");
    let record = one(&[&lines]);
    let alert = &record.alerts[0];
    assert_eq!((record.id.as_str(), alert.title.as_str()), ("da9_1", "Odd process"));
    assert_eq!(alert.mitre_techniques, ["T1036.005"]);
    assert_eq!(
        (alert.evidence[0].kind.as_str(), alert.evidence[0].verdict.as_str()),
        ("device", "suspicious")
    );
    let told = all_told(&check(lines.as_bytes()));
    assert!(told.iter().any(|line| line.contains("table of advanced hunting")), "{told:?}");
    let (outcome, batches) = import(&[&evidence.replace('\n', " ")], 50);
    assert_eq!((outcome.joined.left_out, batches.len()), (1, 0), "evidence of an alert that is not here");
}

fn sentinel(properties: Value) -> String {
    let mut all = json!({"createdTimeUtc": "2026-05-01T12:00:00Z", "lastModifiedTimeUtc": "2026-05-01T13:00:00Z",
        "title": "Odd sign-in", "status": "Active", "severity": "Medium", "incidentNumber": 7});
    all.as_object_mut().unwrap().extend(properties.as_object().unwrap().clone());
    json!({"id": "/subscriptions/s/incidents/guid", "name": "guid", "type": "Microsoft.SecurityInsights/incidents",
        "properties": all}).to_string()
}

#[test]
fn sentinel_incidents_are_put_into_our_words() {
    let record = one(&[&sentinel(json!({}))]);
    assert_eq!((record.id.as_str(), &record.status), ("guid", &Status::InProgress));
    assert_eq!(record.alerts[0].service_source.as_str(), "microsoftSentinel");
    let tagged = json!({"labels": [{"labelName": "Awaiting Customer Action", "labelType": "User"}]});
    assert_eq!(one(&[&sentinel(tagged)]).status, Status::AwaitingAction);
    let closed = json!({"status": "Closed", "classification": "BenignPositive",
        "classificationReason": "SuspiciousButExpected", "classificationComment": "A test.",
        "owner": {"userPrincipalName": "ana@contoso.example"},
        "additionalData": {"tactics": ["Execution", "Impact"], "alertProductNames": ["Azure Sentinel"]}});
    let record = one(&[&sentinel(closed)]);
    assert_eq!(record.status, Status::Resolved);
    assert_eq!(record.classification, Classification::InformationalExpectedActivity);
    assert_eq!(record.determination, Determination::parse("confirmedActivity"));
    assert_eq!(record.assigned_to.as_deref(), Some("ana@contoso.example"));
    let categories: Vec<_> = record.alerts.iter().filter_map(|alert| alert.category.as_deref()).collect();
    assert_eq!(categories, ["Execution", "Impact"]);
    let theirs = json!({"providerName": "Microsoft XDR", "providerIncidentId": "29"});
    assert_eq!(one(&[&sentinel(theirs)]).id, "29", "the incident that Defender knows");
}

#[test]
fn ocsf_findings_are_put_into_our_words() {
    let incident = r#"{"class_uid":2005,"category_uid":2,"activity_id":1,"time":1777636800000,"severity_id":5,
        "status_id":4,"verdict_id":6,"metadata":{"uid":"INC-1","version":"1.5.0","product":{"name":"Some product"},
        "labels":["x"]},"message":"Odd sign-in","assignee":{"email_addr":"ana@contoso.example"},
        "finding_info_list":[{"uid":"f","title":"t","attacks":[{"tactic":{"name":"Credential Access"},
        "technique":{"uid":"T1003"}}]}],"device":{"hostname":"pc-1"}}"#;
    let record = one(&[incident]);
    assert_eq!((record.id.as_str(), record.display_name.as_str()), ("INC-1", "Odd sign-in"));
    assert_eq!((&record.severity, &record.status), (&Severity::Critical, &Status::Resolved));
    assert_eq!(record.determination, Determination::SecurityTesting);
    assert_eq!(record.created_date_time.to_string(), "2026-05-01T12:00:00Z");
    assert_eq!(record.alerts[0].category.as_deref(), Some("CredentialAccess"));
    assert_eq!(record.alerts[0].mitre_techniques, ["T1003"]);
    let detection = r#"{"class_uid":"2004","time":1777636800000,"severity_id":4,"status_id":1,
        "metadata":{"version":"1.5.0","product":{"name":"Some product"},"correlation_uid":"29"},
        "finding_info":{"uid":"D-1","title":"Odd process","created_time":1777636800000},
        "evidences":[{"device":{"hostname":"pc-1"},"user":{"name":"kim"}}]}"#;
    let record = one(&[INCIDENT, detection]);
    assert_eq!((record.id.as_str(), record.alerts[0].id.as_str()), ("29", "D-1"));
    assert_eq!(record.alerts[0].evidence.len(), 2);
}

#[test]
fn machine_actions_in_both_spellings() {
    let text = r#"{"@odata.context":"https://api.securitycenter.microsoft.com/api/$metadata#MachineActions","value":[
        {"id":"m1","type":"Isolate","scope":"Full","requestor":"ana","requestorComment":"now","status":"Succeeded",
         "machineId":"ABC","computerDnsName":"pc-1","creationDateTimeUtc":"2026-05-01T12:00:00Z",
         "lastUpdateDateTimeUtc":"2026-05-01T12:05:00Z","errorHResult":0},
        {"id":"m2","type":"runAntiVirusScan","status":"failed","machineId":"abc",
         "creationDateTimeUtc":"2026-05-01T12:00:00Z","lastUpdateTimeUtc":"2026-05-01T12:06:00Z",
         "errorHResult":-2147023436},
        {"id":"m3","type":"Offboard","status":"Paused","machineId":"abc","creationDateTimeUtc":"2026-05-01T12:00:00Z"}]}"#;
    let (_, summary, _) = taken(&[text]);
    assert_eq!(summary.kind, ImportKind::MachineActions);
    let actions = &summary.machine_actions;
    assert_eq!((actions[0].device.as_str(), actions[0].device_name.as_str()), ("abc", "pc-1"));
    assert_eq!(actions[1].updated.to_string(), "2026-05-01T12:06:00Z");
    assert_eq!((actions[1].trouble.as_deref(), &actions[0].trouble), (Some("0x800705B4"), &None));
    assert_eq!(actions[1].action_kind(), Some(ActionKind::RunAntiVirusScan));
    assert_eq!(
        all_told(&check(text.as_bytes())),
        ["8:9 “Paused” is not a known value of “status”; it is kept as it is."]
    );
}

#[test]
fn tasks_name_their_incident_flat_or_inside() {
    let text = r#"[{"@odata.type":"microsoft.graph.security.incidentTask","id":"t1","incident":{"id":"29"},
        "status":"open","source":"defenderExpertsXDR","displayName":"Isolate pc-1","actionType":"isolateDevice",
        "actionStatus":"notStarted","createdDateTime":"2026-05-01T12:00:00Z","createdByDisplayName":"Defender Experts",
        "responseAction":{"isolationType":"full","identifierValue":"ABC"}},
       {"id":"t2","incidentId":29,"status":"notRelevant","source":"defenderExpertsManagedResponse","actionType":"dance",
        "actionStatus":"notStarted","createdDateTime":"2026-05-01T12:00:00Z","lastModifiedDateTime":"2026-05-02T12:00:00Z",
        "responseAction":null}]"#;
    let (_, summary, _) = taken(&[text]);
    let [first, second] = &summary.tasks[..] else { panic!("{summary:?}") };
    assert_eq!(
        (first.incident.as_str(), first.party, first.progress),
        ("29", Party::Customer, TaskProgress::Open)
    );
    assert_eq!((first.kind, first.target.as_deref()), (ActionKind::IsolateDevice, Some("ABC")));
    assert_eq!((second.kind, second.party), (ActionKind::Text, Party::Experts));
    assert_eq!((second.progress, second.title.as_str()), (TaskProgress::NotRelevant, "t2"));
    let told = all_told(&check(text.as_bytes()));
    assert!(
        told.iter().any(|line| line.contains("“defenderExpertsXDR” is not a known value of “source”")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|line| line.contains("“dance” is not a known value of “actionType”")),
        "{told:?}"
    );
}

#[test]
fn recommendations_and_layers_are_facts_of_the_posture() {
    let text = r#"{"id":"va-_-x","productName":"chrome","recommendationName":"Update Chrome","severityScore":"7.5",
        "exposedMachinesCount":5,"totalMachineCount":6,"exposureImpact":3.9,"configScoreImpact":0,"status":"Active"}"#;
    let (_, summary, _) = taken(&[text]);
    let entry = &summary.recommendations[0];
    assert_eq!((entry.name.as_str(), entry.exposed, entry.machines), ("Update Chrome", 5, 6));
    assert!((entry.severity_score - 7.5).abs() < f64::EPSILON);
    let old = r#"{"name":"Bears","version":"3.0","domain":"mitre-enterprise","techniques":[
        {"techniqueID":"T1001.001","comment":"c"},{"techniqueID":"T1091","score":"4","tactic":"impact"},{"color":"x"}]}"#;
    let (_, summary, _) = taken(&[old]);
    let layer = &summary.layers[0];
    assert_eq!((layer.domain.as_str(), layer.techniques.len()), ("enterprise-attack", 2));
    assert_eq!(
        (layer.techniques[1].score, layer.techniques[1].tactic.as_deref()),
        (Some(4.0), Some("impact"))
    );
}

const TABLE: &str = "Incident Id;Title;Created;Status;Severity;Owner;Host;Colour\r\n\
    7;\"Odd; sign-in\";2026-05-01T12:00:00Z;Closed;High;Ana;pc-1;red\r\n\
    8;Two\u{FC};2026-05-01 12:00;Open;High;;;\r\n\
    9;short;row\r\n";

#[test]
fn a_table_is_read_by_its_headings() {
    let report = check(TABLE.as_bytes());
    assert_eq!((report.kind, report.records, report.accepted), (Some(Kind::Table), 3, 1), "{report:?}");
    let told = all_told(&report);
    assert!(
        told.iter().any(|line| line.starts_with("3:1 “createdDateTime” is not a time with a zone")),
        "{told:?}"
    );
    assert!(told.iter().any(|line| line.starts_with("4:1 The row has 3 cells")), "{told:?}");
    let (records, summary, _) = taken(&[TABLE]);
    assert_eq!((records[0].id.as_str(), records[0].display_name.as_str()), ("7", "Odd; sign-in"));
    assert_eq!(
        (&records[0].status, records[0].extra["columns"]["Colour"].as_str()),
        (&Status::Resolved, Some("red"))
    );
    assert_eq!(records[0].alerts[0].evidence[0].facts["deviceDnsName"], json!("pc-1"));
    assert!(
        summary.mapping.unwrap().fits(
            &report
                .table
                .unwrap()
                .mapping
                .columns
                .iter()
                .map(|column| column.heading.clone())
                .collect::<Vec<_>>()
        )
    );
}

#[test]
fn text_with_commas_is_no_table() {
    for text in ["Dear all, this, is, a letter.\nYours, Ana", "WRONG, JSON", "a,b\n1,2\n"] {
        let report = check(text.as_bytes());
        assert!(report.kind.is_none() && report.error.is_some(), "{text}");
    }
    let report = check("id,title\n1,x\n".as_bytes());
    assert!(all_told(&report)[0].contains("No column is mapped to “createdDateTime”"), "{report:?}");
}
