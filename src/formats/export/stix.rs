//! The indicators and techniques of one incident as a STIX 2.1 bundle.

pub use super::stix_rules::problems;

use crate::domain::record::{EvidenceRecord, IncidentRecord};
use crate::domain::technique::is_technique;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Verdict;
use core::net::IpAddr;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What an observable is in STIX: the path of a pattern and what it is compared with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Observable {
    path: &'static str,
    value: String,
    name: String,
}

/// A bundle of the incident: one indicator for each malicious or suspicious file, address and link in its evidence, one
/// attack pattern for each technique, and a report that names them. `technique_name` gives the name of a technique.
/// The same incident gives the same bundle, ids included.
pub fn bundle(record: &IncidentRecord, technique_name: impl Fn(&str) -> Option<String>) -> String {
    let made = moment(record.last_update_date_time);
    let since = moment(record.created_date_time);
    let maker = id("identity", "watchfloor");
    let common = |kind: &str, seed: &str| -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("type".to_owned(), json!(kind));
        object.insert("spec_version".to_owned(), json!("2.1"));
        object.insert("id".to_owned(), json!(id(kind, seed)));
        object.insert("created".to_owned(), json!(since));
        object.insert("modified".to_owned(), json!(made));
        object
    };
    let mut objects = Vec::new();
    let mut identity = common("identity", "watchfloor");
    identity.extend(members(json!({"name": "Watchfloor", "identity_class": "system"})));
    objects.push(Value::Object(identity));
    let indicators = observables(record);
    let mut techniques: Vec<String> = record
        .alerts
        .iter()
        .flat_map(|alert| &alert.mitre_techniques)
        .map(|id| id.trim().to_ascii_uppercase())
        .filter(|id| is_technique(id))
        .collect();
    techniques.sort();
    techniques.dedup();
    let mut refs = Vec::new();
    for (observable, seen) in &indicators {
        let seed = format!("{}{}{}", record.id, observable.path, observable.value);
        let mut object = common("indicator", &seed);
        object.extend(members(json!({
            "created_by_ref": maker,
            "name": observable.name,
            "indicator_types": ["malicious-activity"],
            "pattern": format!("[{} = '{}']", observable.path, escaped(&observable.value)),
            "pattern_type": "stix",
            "valid_from": moment(*seen),
        })));
        refs.extend(object.get("id").cloned());
        objects.push(Value::Object(object));
    }
    for technique in &techniques {
        let mut object = common("attack-pattern", technique);
        let address = format!("https://attack.mitre.org/techniques/{}/", technique.replace('.', "/"));
        object.extend(members(json!({
            "created_by_ref": maker,
            "name": technique_name(technique).unwrap_or_else(|| technique.clone()),
            "external_references":
                [{"source_name": "mitre-attack", "external_id": technique, "url": address}],
        })));
        refs.extend(object.get("id").cloned());
        objects.push(Value::Object(object));
    }
    // A report names at least one object: the maker, where there is nothing else.
    if refs.is_empty() {
        refs.push(json!(maker));
    }
    let mut report = common("report", &record.id);
    report.extend(members(json!({
        "created_by_ref": maker,
        "name": named(&record.display_name, &record.id),
        "description": record.description,
        "report_types": ["threat-report"],
        "published": made,
        "object_refs": refs,
        "external_references": [{"source_name": "incident", "external_id": record.id}],
    })));
    report.retain(|_, value| !value.is_null());
    objects.push(Value::Object(report));
    let bundle = json!({"type": "bundle", "id": id("bundle", &record.id), "objects": objects});
    format!("{bundle:#}\n")
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn named(name: &str, otherwise: &str) -> String {
    if name.trim().is_empty() { otherwise.to_owned() } else { name.to_owned() }
}

/// The observables of evidence that was found malicious or suspicious, each once, with the first moment of each.
fn observables(record: &IncidentRecord) -> BTreeMap<Observable, Timestamp> {
    let mut found: BTreeMap<Observable, Timestamp> = BTreeMap::new();
    for alert in &record.alerts {
        let bad = alert
            .evidence
            .iter()
            .filter(|piece| matches!(piece.verdict, Verdict::Malicious | Verdict::Suspicious));
        for piece in bad {
            let seen = piece.created_date_time.unwrap_or(alert.created_date_time);
            for observable in observables_of(piece) {
                let first = found.entry(observable).or_insert(seen);
                *first = (*first).min(seen);
            }
        }
    }
    found
}

fn observables_of(piece: &EvidenceRecord) -> Vec<Observable> {
    let text = |path: &[&str]| -> Option<String> {
        let first = piece.facts.get(*path.first()?)?;
        let value = path.iter().skip(1).try_fold(first, |value, step| value.get(step))?;
        value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let one = |path: &'static str, value: Option<String>, name: Option<String>| {
        value.map(|value| Observable { path, name: name.unwrap_or_else(|| value.clone()), value })
    };
    let found = match piece.kind.as_str() {
        "file" | "process" => {
            let details = if piece.kind == "file" { "fileDetails" } else { "imageFile" };
            let name = text(&[details, "fileName"]);
            // The strongest hash that is known names the file.
            let hashes = [
                ("file:hashes.'SHA-256'", "sha256", 64),
                ("file:hashes.'SHA-1'", "sha1", 40),
                ("file:hashes.MD5", "md5", 32),
            ];
            let hash = hashes.into_iter().find_map(|(path, key, digits)| {
                let value = text(&[details, key])?;
                let is_hash = value.len() == digits && value.chars().all(|c| c.is_ascii_hexdigit());
                is_hash.then(|| (path, value.to_ascii_lowercase()))
            });
            hash.and_then(|(path, value)| one(path, Some(value), name))
        }
        "ip" => text(&["ipAddress"]).and_then(|address| match address.parse::<IpAddr>().ok()? {
            IpAddr::V4(_) => one("ipv4-addr:value", Some(address), None),
            IpAddr::V6(_) => one("ipv6-addr:value", Some(address), None),
        }),
        "url" => one("url:value", text(&["url"]), None),
        "analyzedMessage" => {
            let sender = text(&["p1Sender", "emailAddress"]).or_else(|| text(&["p2Sender", "emailAddress"]));
            one("email-message:from_ref.value", sender, None)
        }
        _ => None,
    };
    found.into_iter().collect()
}

/// Text in a pattern stands between single quotes.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}

/// Three digits of a second, as STIX writes moments.
fn moment(at: Timestamp) -> String {
    let millis = Timestamp::from_millis(at.as_millis());
    let text = millis.to_string();
    match text.strip_suffix('Z') {
        Some(text) if !text.contains('.') => format!("{text}.000Z"),
        _ => text,
    }
}

/// An id that is the same for the same thing: a UUID of version 8 (RFC 9562, 5.8) made of a digest.
fn id(kind: &str, seed: &str) -> String {
    let digest = Sha256::digest(format!("{kind}\n{seed}").as_bytes());
    let mut bytes: [u8; 16] = digest.first_chunk().copied().unwrap_or_default();
    for (at, (mask, mark)) in [(6, (0x0F, 0x80)), (8, (0x3F, 0x80))] {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = (*byte & mask) | mark;
        }
    }
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{kind}--{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}
