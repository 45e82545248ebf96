//! Incidents as OCSF Incident Findings (class 2005). What OCSF has no place for travels as `unmapped`, so that the way
//! back loses nothing.

use super::graph;
use crate::domain::record::IncidentRecord;
use crate::domain::vocabulary::{Classification, Determination, Severity, Status, Tactic};
use serde_json::{Value, json};

/// The version of the schema.
const SCHEMA_VERSION: &str = "1.5.0";
const CLASS: u32 = 2005;

/// An Incident Finding.
pub fn incident_finding(record: &IncidentRecord) -> Value {
    let (activity, activity_name) = match record.status {
        Status::Resolved | Status::Redirected => (3, "Close"),
        Status::Active => (1, "Create"),
        _ => (2, "Update"),
    };
    let (severity, severity_name) = match record.severity {
        Severity::Informational => (1, "Informational"),
        Severity::Low => (2, "Low"),
        Severity::Medium => (3, "Medium"),
        Severity::High => (4, "High"),
        Severity::Critical => (5, "Critical"),
        Severity::Unknown => (0, "Unknown"),
        Severity::Other(_) => (99, record.severity.as_str()),
    };
    let (status, status_name) = match record.status {
        Status::Active => (1, "New"),
        Status::InProgress => (2, "In Progress"),
        Status::AwaitingAction => (3, "On Hold"),
        Status::Resolved => (4, "Resolved"),
        Status::Redirected => (5, "Closed"),
        Status::Other(_) => (99, record.status.as_str()),
    };
    let (verdict, verdict_name) = match (&record.classification, &record.determination) {
        (Classification::FalsePositive, _) => (1, "False Positive"),
        (Classification::TruePositive, _) => (2, "True Positive"),
        (Classification::InformationalExpectedActivity, Determination::SecurityTesting) => (6, "Test"),
        (Classification::InformationalExpectedActivity, _) => (5, "Benign"),
        _ => (0, "Unknown"),
    };
    let mut value = json!({
        "class_uid": CLASS,
        "class_name": "Incident Finding",
        "category_uid": 2,
        "category_name": "Findings",
        "activity_id": activity,
        "activity_name": activity_name,
        "type_uid": u64::from(CLASS) * 100 + activity,
        "time": record.last_update_date_time.as_millis(),
        "start_time": record.created_date_time.as_millis(),
        "end_time": record.last_update_date_time.as_millis(),
        "severity_id": severity,
        "severity": severity_name,
        "status_id": status,
        "status": status_name,
        "verdict_id": verdict,
        "verdict": verdict_name,
        "message": record.display_name,
        "desc": record.description,
        "comment": record.resolving_comment,
        "src_url": record.incident_web_url,
        "assignee": record.assigned_to.as_ref().map(|name| json!({"name": name})),
        "attacks": attacks(record),
        "finding_info_list": findings(record),
        "metadata": {
            "uid": record.id,
            "version": SCHEMA_VERSION,
            "product": {"name": "Watchfloor", "vendor_name": "Watchfloor"},
            "labels": record.custom_tags,
        },
        "unmapped": {"graph": graph::incident(record)},
    });
    if let Some(members) = value.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    value
}

/// The class wants at least one finding: the incident itself, where it has no alerts.
fn findings(record: &IncidentRecord) -> Vec<Value> {
    let alerts = record.alerts.iter().map(|alert| {
        json!({"uid": alert.id, "title": alert.title, "created_time": alert.created_date_time.as_millis()})
    });
    let mut findings: Vec<Value> = alerts.collect();
    if findings.is_empty() {
        findings.push(json!({"uid": record.id, "title": record.display_name}));
    }
    findings
}

fn attacks(record: &IncidentRecord) -> Vec<Value> {
    let mut list: Vec<Value> = Vec::new();
    for alert in &record.alerts {
        let tactic =
            alert.category.as_deref().and_then(Tactic::parse).map(|tactic| json!({"name": tactic.as_str()}));
        let techniques = alert.mitre_techniques.iter().map(|id| match id.split_once('.') {
            Some((parent, _)) => json!({"technique": {"uid": parent}, "sub_technique": {"uid": id}}),
            None => json!({"technique": {"uid": id}}),
        });
        let mut entries: Vec<Value> = techniques.collect();
        if entries.is_empty() && tactic.is_some() {
            entries.push(json!({}));
        }
        for mut entry in entries {
            if let (Some(tactic), Some(members)) = (&tactic, entry.as_object_mut()) {
                members.insert("tactic".to_owned(), tactic.clone());
            }
            if !list.contains(&entry) {
                list.push(entry);
            }
        }
    }
    list
}
