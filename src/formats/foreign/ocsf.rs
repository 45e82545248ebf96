//! OCSF Detection Findings and Incident Findings (classes 2004 and 2005), put into Graph's shape.

use super::alerts::technique_ids;
use super::fields::Fields;
use super::stand_in::{Part, incident_of_parts};
use crate::formats::finding::Finding;
use crate::formats::position::Position;
use crate::formats::problem::{Findings, Problem};
use serde_json::{Map, Value, json};

/// The class of Detection Findings.
pub(crate) const DETECTION: f64 = 2004.0;
/// The class of Incident Findings.
pub(crate) const INCIDENT: f64 = 2005.0;

/// The word of a severity, by its number in OCSF.
fn severity(fields: &Fields) -> String {
    let known = match fields.count("severity_id") {
        1 => "informational",
        2 => "low",
        3 => "medium",
        4 => "high",
        5 | 6 => "critical",
        _ => return fields.text(&["severity"]).unwrap_or_else(|| "unknown".to_owned()),
    };
    known.to_owned()
}

/// Tactics in the words of alert categories, and techniques.
fn attacks(fields: &Fields, paths: &[&str], part: &mut Part) {
    for attack in paths.iter().flat_map(|path| fields.objects(path)) {
        let tactics = [attack.text(&["tactic/name"])].into_iter().flatten();
        let listed = attack.objects("tactics");
        for tactic in tactics.chain(listed.iter().filter_map(|tactic| tactic.text(&["name"]))) {
            let word: String = tactic.split([' ', '-']).map(capitalised).collect();
            if !part.categories.contains(&word) {
                part.categories.push(word);
            }
        }
        let technique = attack.text(&["sub_technique/uid", "technique/uid"]).unwrap_or_default();
        for id in technique_ids(&technique) {
            if !part.techniques.contains(&id) {
                part.techniques.push(id);
            }
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Devices and accounts that it names.
fn assets(fields: &Fields, part: &mut Part) {
    let mut device = |name: Option<String>| {
        if let Some(name) = name.filter(|name| !part.devices.contains(name)) {
            part.devices.push(name);
        }
    };
    device(fields.text(&["device/hostname", "device/name"]));
    for resource in fields.objects("resources") {
        let kind = resource.text(&["type"]).unwrap_or_default().to_ascii_lowercase();
        if kind.contains("device") || kind.contains("host") || kind.contains("computer") {
            device(resource.text(&["hostname", "name", "uid"]));
        }
    }
    for evidence in fields.objects("evidences") {
        device(evidence.text(&["device/hostname", "device/name"]));
    }
    let mut user = |name: Option<String>| {
        if let Some(name) = name.filter(|name| !part.users.contains(name)) {
            part.users.push(name);
        }
    };
    let names = ["user/email_addr", "user/name", "actor/user/email_addr", "actor/user/name"];
    user(fields.text(&names));
    for evidence in fields.objects("evidences") {
        user(evidence.text(&names));
    }
}

/// Puts an Incident Finding into the shape of a Graph incident, as text. One that we wrote carries the Graph incident
/// itself, which then holds.
pub(crate) fn incident(text: &str, at: Position, findings: &mut Findings) -> Result<String, Problem> {
    let fields = Fields::read(text, at)?;
    if let Some(graph) = fields.part("unmapped").and_then(|unmapped| unmapped.part("graph")) {
        return Ok(Value::Object(graph.into_members()).to_string());
    }
    let created = fields.need_time(&["start_time", "time", "time_dt"])?;
    let updated = fields.time(&["end_time", "time", "time_dt"])?;
    let status = match fields.count("status_id") {
        1 => "active".to_owned(),
        2 | 3 => "inProgress".to_owned(),
        4 | 5 => "resolved".to_owned(),
        _ => fields.text(&["status"]).unwrap_or_else(|| "active".to_owned()),
    };
    let title = fields.text(&["finding_info_list/title", "desc", "message"]);
    let first = fields.objects("finding_info_list").first().and_then(|info| info.text(&["title"]));
    let mut incident = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            incident.insert(name.to_owned(), Value::String(value));
        }
    };
    put("id", Some(fields.need(&["metadata/uid", "uid"])?));
    put("displayName", fields.text(&["message"]).or(first).or(title));
    put("description", fields.text(&["desc"]));
    put("createdDateTime", Some(created.to_string()));
    put("lastUpdateDateTime", Some(updated.unwrap_or(created).to_string()));
    put("status", Some(status));
    put("severity", Some(severity(&fields)));
    let (classification, determination) = verdict(&fields);
    put("classification", classification.map(str::to_owned));
    put("determination", determination.map(str::to_owned));
    put("assignedTo", fields.text(&["assignee/email_addr", "assignee/name"]));
    put("resolvingComment", fields.text(&["comment"]));
    put("incidentWebUrl", fields.text(&["src_url"]));
    let labels = fields.texts("metadata/labels");
    if !labels.is_empty() {
        incident.insert("customTags".to_owned(), json!(labels));
    }
    let product = fields.text(&["metadata/product/name"]);
    let mut part = Part { products: product.into_iter().collect(), ..Part::default() };
    attacks(&fields, &["attacks", "finding_info_list/attacks"], &mut part);
    for info in fields.objects("finding_info_list") {
        attacks(&info, &["attacks"], &mut part);
    }
    assets(&fields, &mut part);
    if incident_of_parts(&mut incident, &part) {
        findings.add(Problem::new(at, Finding::StandInAlerts));
    }
    incident.insert("ocsf".to_owned(), Value::Object(fields.into_members()));
    Ok(Value::Object(incident).to_string())
}

/// The verdict of an Incident Finding in Graph's two words.
fn verdict(fields: &Fields) -> (Option<&'static str>, Option<&'static str>) {
    match fields.count("verdict_id") {
        1 => (Some("falsePositive"), None),
        2 => (Some("truePositive"), None),
        5 => (Some("informationalExpectedActivity"), None),
        6 => (Some("informationalExpectedActivity"), Some("securityTesting")),
        7 => (Some("falsePositive"), Some("notEnoughDataToValidate")),
        _ => (None, None),
    }
}

/// Puts a Detection Finding into the shape of an alert, as text.
pub(crate) fn detection(text: &str, at: Position) -> Result<String, Problem> {
    let fields = Fields::read(text, at)?;
    let created = fields.need_time(&["finding_info/created_time", "time", "time_dt"])?;
    let time = |paths: &[&'static str]| -> Result<Option<String>, Problem> {
        Ok(fields.time(paths)?.map(|moment| moment.to_string()))
    };
    let status = match fields.count("status_id") {
        2 => "inProgress",
        3..=5 => "resolved",
        _ => "new",
    };
    let mut part = Part::default();
    attacks(&fields, &["finding_info/attacks", "attacks"], &mut part);
    assets(&fields, &mut part);
    let devices = part.devices.iter().map(|name| json!({"deviceDnsName": name}));
    let users = part.users.iter().map(|name| json!({"entityType": "user", "userPrincipalName": name}));
    let mut alert = json!({
        "alertId": fields.need(&["finding_info/uid", "metadata/uid"])?,
        "incidentId": fields.text(&["metadata/correlation_uid"]),
        "title": fields.text(&["finding_info/title", "message"]),
        "description": fields.text(&["finding_info/desc"]),
        "severity": severity(&fields),
        "status": status,
        "category": part.categories.first().cloned().or_else(|| fields.text(&["finding_info/types"])),
        "serviceSource": fields.text(&["metadata/product/name"]),
        "detectionSource": fields.text(&["finding_info/analytic/name"]),
        "mitreTechniques": part.techniques,
        "creationTime": created.to_string(),
        "lastUpdatedTime": time(&["finding_info/modified_time", "time"])?,
        "firstActivity": time(&["finding_info/first_seen_time"])?,
        "lastActivity": time(&["finding_info/last_seen_time"])?,
        "devices": devices.collect::<Value>(),
        "entities": users.collect::<Value>(),
        "recommendedActions": fields.text(&["remediation/desc"]),
        "alertWebUrl": fields.text(&["finding_info/src_url"]),
    });
    if let Some(members) = alert.as_object_mut() {
        members.retain(|_, value| !value.is_null());
        members.insert("ocsf".to_owned(), Value::Object(fields.into_members()));
    }
    Ok(alert.to_string())
}
