//! What an action can be about on an asset: the files, addresses, links and messages that the evidence of an incident
//! holds, each under the word by which a product knows it.

use super::evidence::Exhibit;
use super::record::{EvidenceRecord, IncidentRecord};
use super::response::ActionKind;
use super::vocabulary::Verdict;
use serde_json::Value;
use std::collections::HashSet;

/// So many are offered at most, the worst first.
const OBJECTS_MAX: usize = 200;

/// Something that an action can name.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// The word by which products know it: a hash, an address, the id of a message.
    pub value: String,
    /// What people call it.
    pub name: String,
    /// The kind of evidence, as the source says it.
    pub kind: String,
    /// The latest verdict.
    pub verdict: Verdict,
}

/// What the evidence offers to an action of a kind: what is malicious first, then what is suspicious.
pub fn objects(kind: ActionKind, record: &IncidentRecord, exhibits: &[Exhibit]) -> Vec<Object> {
    let mut seen = HashSet::new();
    let mut found: Vec<Object> = Vec::new();
    for exhibit in exhibits {
        let (alert, item) = exhibit.place;
        let item = record.alerts.get(alert).and_then(|alert| alert.evidence.get(item));
        let Some(value) = item.and_then(|item| value_of(kind, item)) else { continue };
        if seen.insert(value.to_lowercase()) {
            let (name, of) = (exhibit.name.clone(), exhibit.kind.clone());
            found.push(Object { value, name, kind: of, verdict: exhibit.verdict.clone() });
        }
    }
    found.sort_by_key(|object| match object.verdict {
        Verdict::Malicious => 0,
        Verdict::Suspicious => 1,
        _ => 2,
    });
    found.truncate(OBJECTS_MAX);
    found
}

/// The word by which products know a piece of evidence; nothing where an action of the kind cannot be about it.
fn value_of(kind: ActionKind, item: &EvidenceRecord) -> Option<String> {
    // The interface of Defender for Endpoint stops a file by its SHA-1, and an indicator is best a SHA-256.
    const TO_STOP: [&str; 4] = ["sha1", "sha256", "md5", "fileName"];
    const TO_BLOCK: [&str; 4] = ["sha256", "sha1", "md5", "fileName"];
    let file = match item.kind.as_str() {
        "file" => item.facts.get("fileDetails"),
        "process" => item.facts.get("imageFile"),
        _ => None,
    };
    let of_file =
        |keys: [&str; 4]| file.and_then(|file| keys.into_iter().find_map(|key| said(file.get(key))));
    let own = |keys: &[&str]| keys.iter().find_map(|key| said(item.facts.get(*key)));
    match (kind, item.kind.as_str()) {
        (ActionKind::StopAndQuarantineFile, _) => of_file(TO_STOP),
        (ActionKind::SubmitIocRule, "ip") => own(&["ipAddress"]),
        (ActionKind::SubmitIocRule, "url") => own(&["url"]),
        (ActionKind::SubmitIocRule, _) => of_file(TO_BLOCK),
        (ActionKind::SoftDeleteEmail | ActionKind::HardDeleteEmail, "analyzedMessage") => {
            own(&["networkMessageId", "internetMessageId"])
        }
        _ => None,
    }
}

/// The piece of evidence that an action names, by whichever of its words.
pub fn called<'a>(word: &str, record: &IncidentRecord, exhibits: &'a [Exhibit]) -> Option<&'a Exhibit> {
    let word = word.trim();
    exhibits.iter().find(|exhibit| {
        let (alert, item) = exhibit.place;
        let item = record.alerts.get(alert).and_then(|alert| alert.evidence.get(item));
        item.is_some_and(|item| marks_of(item).any(|mark| mark.eq_ignore_ascii_case(word)))
    })
}

/// What an action may call a piece of evidence by.
pub fn marks_of(item: &EvidenceRecord) -> impl Iterator<Item = &str> {
    const WITHIN: [&str; 2] = ["fileDetails", "imageFile"];
    const OF_FILE: [&str; 4] = ["sha1", "sha256", "md5", "fileName"];
    const OWN: [&str; 4] = ["ipAddress", "url", "networkMessageId", "internetMessageId"];
    let files = WITHIN.into_iter().filter_map(|key| item.facts.get(key));
    let of_files = files.flat_map(|file| OF_FILE.into_iter().filter_map(|key| file.get(key)));
    let own = OWN.into_iter().filter_map(|key| item.facts.get(key));
    of_files.chain(own).filter_map(Value::as_str).map(str::trim).filter(|it| !it.is_empty())
}

fn said(value: Option<&Value>) -> Option<String> {
    value?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::evidence::exhibits;
    use serde_json::json;

    fn record() -> IncidentRecord {
        let item = |mut facts: Value, verdict: &str| {
            facts["verdict"] = json!(verdict);
            facts["remediationStatus"] = json!("none");
            facts
        };
        let hash = |name: &str| json!({"fileName": name, "sha1": format!("1-{name}"), "sha256": format!("2-{name}")});
        let evidence = json!([
            item(json!({"kind": "device", "mdeDeviceId": "pc", "deviceDnsName": "pc"}), "suspicious"),
            item(json!({"kind": "file", "fileDetails": hash("good.js")}), "noThreatsFound"),
            item(json!({"kind": "process", "imageFile": hash("tool.exe")}), "suspicious"),
            item(json!({"kind": "file", "fileDetails": hash("bad.js")}), "malicious"),
            item(json!({"kind": "file", "fileDetails": {"fileName": "bare.js"}}), "unknown"),
            item(json!({"kind": "ip", "ipAddress": "203.0.113.7"}), "malicious"),
            item(json!({"kind": "url", "url": "https://evil.example/"}), "suspicious"),
            item(
                json!({"kind": "analyzedMessage", "subject": "Invoice", "networkMessageId": "nm-1"}),
                "malicious"
            ),
            item(json!({"kind": "analyzedMessage", "subject": "No id"}), "malicious"),
        ]);
        serde_json::from_value(json!({
            "id": "1", "displayName": "x", "status": "active", "severity": "high", "classification": "unknown",
            "determination": "unknown", "createdDateTime": "2026-01-01T00:00:00Z",
            "lastUpdateDateTime": "2026-01-01T00:00:00Z",
            "alerts": [{"id": "a", "title": "a", "status": "new", "severity": "high", "classification": "unknown",
                "determination": "unknown", "serviceSource": "unknown",
                "createdDateTime": "2026-01-01T00:00:00Z", "evidence": evidence}]
        }))
        .unwrap()
    }

    fn offered(kind: ActionKind) -> Vec<(String, String)> {
        let record = record();
        let all = objects(kind, &record, &exhibits(&record));
        all.into_iter().map(|object| (object.name, object.value)).collect()
    }

    #[test]
    fn what_an_action_names_is_found_by_any_of_its_words() {
        let record = record();
        let exhibits = exhibits(&record);
        for (word, then) in [
            ("1-bad.js", Some("bad.js")),
            (" 2-BAD.js ", Some("bad.js")),
            ("203.0.113.7", Some("203.0.113.7")),
            ("nm-1", Some("Invoice")),
            ("elsewhere", None),
            ("", None),
        ] {
            assert_eq!(called(word, &record, &exhibits).map(|it| it.name.as_str()), then, "{word}");
        }
    }

    #[test]
    fn each_kind_is_offered_what_it_can_be_about_with_the_worst_first() {
        let files = [
            ("bad.js", "1-bad.js"),
            ("tool.exe", "1-tool.exe"),
            ("good.js", "1-good.js"),
            ("bare.js", "bare.js"),
        ];
        let indicators = [
            ("bad.js", "2-bad.js"),
            ("203.0.113.7", "203.0.113.7"),
            ("tool.exe", "2-tool.exe"),
            ("https://evil.example/", "https://evil.example/"),
            ("good.js", "2-good.js"),
            ("bare.js", "bare.js"),
        ];
        for (kind, then) in [
            (ActionKind::StopAndQuarantineFile, &files[..]),
            (ActionKind::SubmitIocRule, &indicators[..]),
            (ActionKind::SoftDeleteEmail, &[("Invoice", "nm-1")][..]),
            (ActionKind::HardDeleteEmail, &[("Invoice", "nm-1")][..]),
            (ActionKind::IsolateDevice, &[][..]),
            (ActionKind::DisableUser, &[][..]),
        ] {
            let then: Vec<(String, String)> =
                then.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            assert_eq!(offered(kind), then, "{kind:?}");
        }
    }
}
