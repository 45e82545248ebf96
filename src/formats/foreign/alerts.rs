//! Alerts of Defender for Endpoint and of the streaming API, put into the shape that the reader of alerts takes.

use super::fields::{Fields, text_of};
use super::stand_in::product_word;
use crate::domain::record::EvidenceRecord;
use crate::formats::finding::Finding;
use crate::formats::incident::legacy_entity;
use crate::formats::position::Position;
use crate::formats::problem::{Findings, Problem};
use serde_json::{Map, Value, json};

/// Renames members of an alert of the endpoint API to those of the legacy XDR API, which the reader of alerts knows.
const ENDPOINT_NAMES: [(&str, &str); 8] = [
    ("id", "alertId"),
    ("alertCreationTime", "creationTime"),
    ("lastUpdateTime", "lastUpdatedTime"),
    ("firstEventTime", "firstActivity"),
    ("lastEventTime", "lastActivity"),
    ("resolvedTime", "resolvedTime"),
    ("evidence", "entities"),
    ("threatName", "threatDisplayName"),
];

/// Puts an alert of the endpoint API into the shape of an alert, as text.
pub(crate) fn endpoint(text: &str, at: Position) -> Result<String, Problem> {
    let fields = Fields::read(text, at)?;
    let device = fields.text(&["machineId"]).map(|id| {
        json!([{
            "mdatpDeviceId": id,
            "deviceDnsName": fields.text(&["computerDnsName"]),
            "rbacGroupName": fields.text(&["rbacGroupName"]),
            "aadDeviceId": fields.text(&["aadDeviceId"]),
        }])
    });
    let mut alert = fields.into_members();
    for (from, to) in ENDPOINT_NAMES {
        if from != to
            && let Some(value) = alert.remove(from)
        {
            alert.insert(to.to_owned(), value);
        }
    }
    alert.entry("serviceSource").or_insert_with(|| json!("MicrosoftDefenderATP"));
    // An alert without a classification says null, and no legacy word is lost by leaving it out.
    alert.retain(|name, value| !value.is_null() || name == "alertId");
    if let Some(device) = device {
        alert.insert("devices".to_owned(), device);
    }
    Ok(Value::Object(alert).to_string())
}

/// A record of the streaming API.
#[derive(Debug)]
pub(crate) enum Hunted {
    /// An alert in the shape of an alert, as text.
    Alert(String),
    /// Evidence, with the id of its alert.
    Evidence(String, Box<EvidenceRecord>),
    /// A record of another table.
    Other,
}

/// Reads a record of the streaming API: `{time, tenantId, operationName, category, properties}`.
pub(crate) fn hunted(text: &str, at: Position) -> Result<Hunted, Problem> {
    let fields = Fields::read(text, at)?;
    let table = fields.text(&["category"]).unwrap_or_default().to_ascii_lowercase();
    let tenant = fields.text(&["tenantId"]);
    let Some(row) = fields.part("properties") else {
        return Err(fields.problem(Finding::Missing { field: "properties" }));
    };
    match table.rsplit('-').next().unwrap_or_default() {
        "alertinfo" => alert_info(&row, tenant).map(Hunted::Alert),
        "alertevidence" => {
            alert_evidence(row).map(|(alert, evidence)| Hunted::Evidence(alert, Box::new(evidence)))
        }
        _ => Ok(Hunted::Other),
    }
}

fn alert_info(row: &Fields, tenant: Option<String>) -> Result<String, Problem> {
    let id = row.need(&["AlertId"])?;
    let created = row.need_time(&["Timestamp"])?;
    let source = row.text(&["ServiceSource"]).map(|name| product_word(&name));
    let detection = row.text(&["DetectionSource"]).map(|name| detection_word(&name));
    let techniques = row.text(&["AttackTechniques"]).map(|text| technique_ids(&text)).unwrap_or_default();
    let mut alert = json!({
        "id": id,
        "title": row.text(&["Title"]),
        "category": row.text(&["Category"]),
        "severity": row.text(&["Severity"]),
        "serviceSource": source,
        "detectionSource": detection,
        "mitreTechniques": techniques,
        "createdDateTime": created.to_string(),
        "tenantId": tenant,
        "machineGroup": row.text(&["MachineGroup"]),
    });
    if let Some(members) = alert.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    Ok(alert.to_string())
}

/// The streaming API names detectors as people do: `Microsoft Defender XDR`, `Antivirus`, `Custom detection`.
fn detection_word(name: &str) -> String {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let known = [
        ("edr", "microsoftDefenderForEndpoint"),
        ("antivirus", "antivirus"),
        ("smartscreen", "smartScreen"),
        ("customdetection", "customDetection"),
        ("customti", "customTi"),
        ("microsoftthreatexperts", "microsoftThreatExperts"),
        ("defenderexperts", "microsoftThreatExperts"),
        ("automatedinvestigation", "automatedInvestigation"),
        ("manual", "manual"),
        ("cloudappsecurity", "cloudAppSecurity"),
    ];
    let lower = plain.to_ascii_lowercase();
    known
        .into_iter()
        .find(|(word, _)| *word == lower)
        .map_or_else(|| product_word(name), |(_, word)| word.to_owned())
}

/// The ids in a text such as `["Process Injection (T1055)","T1003.001"]`.
pub(crate) fn technique_ids(text: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.')) {
        let is_id = word.strip_prefix('T').is_some_and(|digits| {
            let (main, sub) = digits.split_once('.').unwrap_or((digits, "000"));
            main.len() == 4 && sub.len() == 3 && main.chars().chain(sub.chars()).all(|c| c.is_ascii_digit())
        });
        if is_id && !ids.iter().any(|known| known == word) {
            ids.push(word.to_owned());
        }
    }
    ids
}

/// Names of the columns of `AlertEvidence` and those of an entity of the legacy API.
const EVIDENCE_NAMES: [(&str, &str); 20] = [
    ("EntityType", "entityType"),
    ("Timestamp", "evidenceCreationTime"),
    ("SHA1", "sha1"),
    ("SHA256", "sha256"),
    ("FileName", "fileName"),
    ("FolderPath", "filePath"),
    ("FileSize", "fileSize"),
    ("ProcessCommandLine", "processCommandLine"),
    ("AccountName", "accountName"),
    ("AccountDomain", "domainName"),
    ("AccountSid", "userSid"),
    ("AccountObjectId", "aadUserId"),
    ("AccountUpn", "userPrincipalName"),
    ("DeviceId", "deviceId"),
    ("DeviceName", "deviceDnsName"),
    ("RemoteIP", "ipAddress"),
    ("RemoteUrl", "url"),
    ("NetworkMessageId", "networkMessageId"),
    ("EmailSubject", "subject"),
    ("RegistryKey", "registryKey"),
];

fn alert_evidence(row: Fields) -> Result<(String, EvidenceRecord), Problem> {
    let alert = row.need(&["AlertId"])?;
    let more = row.text(&["AdditionalFields"]).and_then(|text| serde_json::from_str::<Value>(&text).ok());
    let problem = row.problem(Finding::Missing { field: "EntityType" });
    let mut entity = Map::new();
    for (name, value) in row.into_members() {
        if value.is_null() || value.as_str() == Some("") || name == "AlertId" {
            continue;
        }
        let known = EVIDENCE_NAMES.into_iter().find(|(from, _)| *from == name).map(|(_, to)| to.to_owned());
        entity.insert(known.unwrap_or(name), value);
    }
    if let Some(Value::Object(more)) = more {
        let inside = |path: &[&str]| {
            let start = more.get(*path.first()?)?;
            path.iter().skip(1).try_fold(start, |value, step| value.get(step)).and_then(text_of)
        };
        for (name, path) in [
            ("processId", &["ProcessId"][..]),
            ("processCommandLine", &["CommandLine"]),
            ("fileName", &["ImageFile", "Name"]),
            ("filePath", &["ImageFile", "Directory"]),
            ("fileName", &["Name"]),
            ("deviceDnsName", &["Host", "HostName"]),
            ("ipAddress", &["Address"]),
            ("url", &["Url"]),
            ("verdict", &["LastVerdict"]),
            ("verdict", &["ImageFile", "LastVerdict"]),
            ("remediationStatus", &["LastRemediationState"]),
            ("remediationStatus", &["ImageFile", "LastRemediationState"]),
        ] {
            if let Some(text) = inside(path).filter(|_| !entity.contains_key(name)) {
                entity.insert(name.to_owned(), Value::String(text));
            }
        }
        entity.insert("additionalFields".to_owned(), Value::Object(more));
        entity.remove("AdditionalFields");
    }
    legacy_entity(entity).map(|evidence| (alert, evidence)).ok_or(problem)
}

/// Tells a record of a table that nobody reads.
pub(crate) fn note_other(at: Position, findings: &mut Findings) {
    findings.add(Problem::new(at, Finding::OtherTable));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_technique_ids_in_text() {
        assert_eq!(
            technique_ids(r#"["Process Injection (T1055)","T1003.001","T1055"]"#),
            ["T1055", "T1003.001"]
        );
        assert!(technique_ids("T105 T10555 T1055.1 XT1055 t1055").is_empty());
    }

    #[test]
    fn names_of_products_and_detectors_become_words() {
        assert_eq!(product_word("Microsoft Defender for Endpoint"), "microsoftDefenderForEndpoint");
        assert_eq!(product_word("Some product"), "Some product");
        assert_eq!(detection_word("Custom detection"), "customDetection");
        assert_eq!(detection_word("Microsoft Defender for Identity"), "microsoftDefenderForIdentity");
    }
}
