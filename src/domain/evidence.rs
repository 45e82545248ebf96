//! What a piece of evidence is called, and every fact that the source gave about it.
//!
//! Some 48 kinds exist. The common ones have rules for their names; any other is named by the first fact that reads
//! like a name, and its facts are listed as they came.

use super::record::{EvidenceRecord, IncidentRecord};
use super::text::{clip, system_name};
use super::time::Timestamp;
use super::vocabulary::{Remediation, Verdict};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Longest name or value that is shown, in characters.
const TEXT_CHARS_MAX: usize = 400;
/// Longest path of a fact that is shown, in characters.
const PATH_CHARS_MAX: usize = 120;
/// How many facts of one piece of evidence are shown.
const FACTS_MAX: usize = 80;

/// A piece of evidence. The same thing seen by several alerts is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Exhibit {
    /// The kind as the source says it: `device`, `file`.
    pub kind: String,
    /// What people call it.
    pub name: String,
    /// What tells it from others of the same name: a path, a command line.
    pub detail: Option<String>,
    /// The latest verdict.
    pub verdict: Verdict,
    /// The latest remediation.
    pub remediation: Remediation,
    /// The alerts that saw it, by number in the record.
    pub alerts: Vec<usize>,
    /// Where its latest record is: alert and item, by number.
    pub place: (usize, usize),
}

/// The evidence of an incident in the order in which it was first seen by its alerts.
pub fn exhibits(record: &IncidentRecord) -> Vec<Exhibit> {
    let mut list: Vec<Exhibit> = Vec::new();
    let mut latest: Vec<Option<Timestamp>> = Vec::new();
    let mut known: HashMap<(String, String, Option<String>), usize> = HashMap::new();
    for (alert_at, alert) in record.alerts.iter().enumerate() {
        for (item_at, item) in alert.evidence.iter().enumerate() {
            let (name, detail) = name_of(item);
            let key = (item.kind.clone(), name.clone(), detail.clone());
            let seen = item.created_date_time;
            let at = known.get(&key).copied();
            match at.and_then(|at| Some((list.get_mut(at)?, latest.get_mut(at)?))) {
                Some((exhibit, last)) => {
                    if exhibit.alerts.last() != Some(&alert_at) {
                        exhibit.alerts.push(alert_at);
                    }
                    if seen >= *last {
                        *last = seen;
                        exhibit.verdict = item.verdict.clone();
                        exhibit.remediation = item.remediation_status.clone();
                        exhibit.place = (alert_at, item_at);
                    }
                }
                None => {
                    known.insert(key, list.len());
                    latest.push(seen);
                    list.push(Exhibit {
                        kind: item.kind.clone(),
                        name,
                        detail,
                        verdict: item.verdict.clone(),
                        remediation: item.remediation_status.clone(),
                        alerts: vec![alert_at],
                        place: (alert_at, item_at),
                    });
                }
            }
        }
    }
    list
}

/// The hashes of a file, or of the image of a process, each with the name of how it was made.
pub fn hashes_of(item: &EvidenceRecord) -> Vec<(&'static str, String)> {
    const KNOWN: [(&str, &str); 3] = [("SHA-256", "sha256"), ("SHA-1", "sha1"), ("MD5", "md5")];
    let facts = Facts(&item.facts);
    let within = ["fileDetails", "imageFile"].map(|key| facts.inside(key));
    let found = |key: &str| within.iter().find_map(|file| file.at(key)).map(|hash| short_text(&hash));
    KNOWN.into_iter().filter_map(|(name, key)| Some((name, found(key)?))).collect()
}

fn short_text(text: &str) -> String {
    clip(text, TEXT_CHARS_MAX).into_owned()
}

/// Name and second line of a piece of evidence.
pub fn name_of(item: &EvidenceRecord) -> (String, Option<String>) {
    let facts = Facts(&item.facts);
    let (name, detail) = match item.kind.as_str() {
        "device" => {
            let system = facts.at("osPlatform").map(|word| system_name(&word).into_owned());
            (facts.first(&["deviceDnsName", "hostName", "mdeDeviceId"]), system)
        }
        "user" => {
            let account = facts.inside("userAccount");
            let name = account.first(&["userPrincipalName", "accountName", "displayName", "userSid"]);
            (name, account.at("domainName"))
        }
        "mailbox" => (facts.first(&["primaryAddress", "displayName"]), None),
        "process" => (facts.inside("imageFile").at("fileName"), facts.at("processCommandLine")),
        "file" => {
            let details = facts.inside("fileDetails");
            (details.first(&["fileName", "sha256", "sha1"]), details.first(&["filePath", "sha256", "sha1"]))
        }
        "ip" => (facts.at("ipAddress"), facts.at("countryLetterCode")),
        "url" => (facts.at("url"), None),
        "analyzedMessage" => {
            (facts.first(&["subject", "networkMessageId"]), facts.at("recipientEmailAddress"))
        }
        "registryKey" => (facts.at("registryKey"), facts.at("registryHive")),
        "registryValue" => (facts.first(&["registryValueName", "registryKey"]), facts.at("registryKey")),
        "cloudApplication" | "oauthApplication" => {
            (facts.first(&["displayName", "appId"]), facts.first(&["instanceName", "publisher"]))
        }
        _ => (None, None),
    };
    let name = name.or_else(|| facts.first(&["displayName", "name", "title", "resourceName", "resourceId"]));
    let name = name.or_else(|| facts.any_text()).unwrap_or_else(|| item.kind.clone());
    let detail = detail.filter(|detail| *detail != name).map(|detail| short_text(&detail));
    (short_text(&name), detail)
}

/// Facts by name, blank ones left out.
#[derive(Clone, Copy)]
struct Facts<'a>(&'a Map<String, Value>);

static NOTHING: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);

impl<'a> Facts<'a> {
    fn at(self, key: &str) -> Option<String> {
        let text = match self.0.get(key)? {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    fn first(self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.at(key))
    }

    fn inside(self, key: &str) -> Self {
        Self(self.0.get(key).and_then(Value::as_object).unwrap_or(&NOTHING))
    }

    /// The first text there is, technical ones left out.
    fn any_text(self) -> Option<String> {
        let mut keys = self.0.iter().filter(|(key, value)| !key.starts_with('@') && value.is_string());
        keys.find_map(|(key, _)| self.at(key))
    }
}

/// One fact: its path in the source's own names and its value as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Such as `userAccount.accountName` or `ipInterfaces[0]`.
    pub path: String,
    /// The value.
    pub value: String,
}

/// The facts of a piece of evidence, empty ones left out, and how many more there are than are listed.
pub fn facts_of(item: &EvidenceRecord) -> (Vec<Fact>, usize) {
    let mut found = Found { list: Vec::new(), more: 0 };
    for (key, value) in &item.facts {
        found.add(key, value);
    }
    (found.list, found.more)
}

struct Found {
    list: Vec<Fact>,
    more: usize,
}

impl Found {
    fn add(&mut self, path: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::Object(map) => {
                for (key, inner) in map {
                    self.add(&format!("{path}.{key}"), inner);
                }
            }
            Value::Array(list) => {
                for (at, inner) in list.iter().enumerate() {
                    self.add(&format!("{path}[{at}]"), inner);
                }
            }
            Value::String(text) if text.trim().is_empty() => {}
            Value::String(text) => self.push(path, text),
            Value::Bool(_) | Value::Number(_) => self.push(path, &value.to_string()),
        }
    }

    fn push(&mut self, path: &str, value: &str) {
        if self.list.len() >= FACTS_MAX {
            self.more += 1;
            return;
        }
        let path = clip(path, PATH_CHARS_MAX).into_owned();
        self.list.push(Fact { path, value: clip(value, TEXT_CHARS_MAX).into_owned() });
    }
}

/// The source's word of a kind as words: `kubernetesPod` is "Kubernetes pod".
pub fn kind_words(kind: &str) -> String {
    let mut words = String::with_capacity(kind.len() + 4);
    let mut before = ' ';
    for letter in clip(kind, 80).chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else if words.is_empty() {
            words.extend(letter.to_uppercase());
        } else {
            words.push(letter);
        }
        before = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn item(value: Value) -> EvidenceRecord {
        let mut value = value;
        let map = value.as_object_mut().unwrap();
        map.entry("verdict").or_insert(json!("malicious"));
        map.entry("remediationStatus").or_insert(json!("none"));
        serde_json::from_value(value).unwrap()
    }

    #[track_caller]
    fn check(value: Value, name: &str, detail: Option<&str>) {
        let (found, second) = name_of(&item(value));
        assert_eq!((found.as_str(), second.as_deref()), (name, detail));
    }

    #[test]
    fn common_kinds_have_the_names_that_people_use() {
        check(
            json!({"kind": "device", "deviceDnsName": "DISP-LT-0417", "osPlatform": "Windows11"}),
            "DISP-LT-0417",
            Some("Windows 11"),
        );
        check(
            json!({"kind": "user", "userAccount": {"accountName": "i.brandt", "domainName": "NWF"}}),
            "i.brandt",
            Some("NWF"),
        );
        check(
            json!({"kind": "process", "imageFile": {"fileName": "powershell.exe"}, "processCommandLine": "-enc MAJw"}),
            "powershell.exe",
            Some("-enc MAJw"),
        );
        check(
            json!({"kind": "file", "fileDetails": {"fileName": "a.js", "filePath": "C:\\"}}),
            "a.js",
            Some("C:\\"),
        );
        check(json!({"kind": "file", "fileDetails": {"sha256": "00ff"}}), "00ff", None);
        check(
            json!({"kind": "ip", "ipAddress": "203.0.113.44", "countryLetterCode": null}),
            "203.0.113.44",
            None,
        );
        check(
            json!({"kind": "analyzedMessage", "subject": "Waybill", "recipientEmailAddress": "a@b.example"}),
            "Waybill",
            Some("a@b.example"),
        );
        check(json!({"kind": "oauthApplication", "displayName": "DocuFlow", "appId": "7"}), "DocuFlow", None);
    }

    #[test]
    fn any_other_kind_is_named_by_what_reads_like_a_name() {
        check(json!({"kind": "kubernetesPod", "name": "web-1"}), "web-1", None);
        check(
            json!({"kind": "spaceProbe", "@odata.type": "#x", "orbit": 7, "callSign": "Vega"}),
            "Vega",
            None,
        );
        check(json!({"kind": "spaceProbe"}), "spaceProbe", None);
        assert_eq!(kind_words("kubernetesPod"), "Kubernetes pod");
        assert_eq!(kind_words("azureResource"), "Azure resource");
        assert_eq!(kind_words(""), "");
    }

    #[test]
    fn facts_are_listed_with_their_paths_and_bounded() {
        let (facts, more) = facts_of(&item(json!({
            "kind": "x", "a": {"b": [1, {"c": true}]}, "empty": "", "none": null, "long": "y".repeat(1_000_000)
        })));
        let listed: Vec<_> =
            facts.iter().map(|fact| (fact.path.as_str(), fact.value.chars().count())).collect();
        assert_eq!(listed, [("a.b[0]", 1), ("a.b[1].c", 4), ("long", 401)]);
        assert_eq!(more, 0);
        let many: Map<String, Value> = (0..200).map(|at| (format!("k{at}"), json!(at))).collect();
        let mut value = Value::Object(many);
        value["kind"] = json!("x");
        let (facts, more) = facts_of(&item(value));
        assert_eq!((facts.len(), more), (80, 120));
    }

    #[test]
    fn the_same_thing_in_two_alerts_is_one_with_its_latest_verdict() {
        let file = |verdict: &str, at: &str| {
            json!({"kind": "file", "fileDetails": {"fileName": "a.js"}, "verdict": verdict,
                   "remediationStatus": "blocked", "createdDateTime": at})
        };
        let alert = |id: &str, evidence: Value| {
            json!({"id": id, "title": id, "status": "new", "severity": "high", "classification": "unknown",
                   "determination": "unknown", "serviceSource": "unknown",
                   "createdDateTime": "2026-01-01T00:00:00Z", "evidence": evidence})
        };
        let record: IncidentRecord = serde_json::from_value(json!({
            "id": "1", "displayName": "x", "status": "active", "severity": "high", "classification": "unknown",
            "determination": "unknown", "createdDateTime": "2026-01-01T00:00:00Z",
            "lastUpdateDateTime": "2026-01-01T00:00:00Z",
            "alerts": [
                alert("a", json!([file("malicious", "2026-01-02T00:00:00Z"), file("malicious", "2026-01-02T00:00:00Z")])),
                alert("b", json!([file("suspicious", "2026-01-01T00:00:00Z"), {"kind": "url", "url": "u", "verdict": "unknown", "remediationStatus": "none"}])),
            ]
        }))
        .unwrap();
        let list = exhibits(&record);
        assert_eq!(list.len(), 2);
        assert_eq!((list[0].alerts.clone(), list[0].verdict.clone()), (vec![0, 1], Verdict::Malicious));
        assert_eq!(list[1].name, "u");
    }
}
