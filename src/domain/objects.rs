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

/// The words of what an action is about that names nothing itself, as a playbook plans it: whatever the alerts call malicious
/// or suspicious.
pub fn blamed(kind: ActionKind, record: &IncidentRecord, exhibits: &[Exhibit]) -> Vec<String> {
    let found = objects(kind, record, exhibits).into_iter();
    let blamed = found.filter(|it| matches!(it.verdict, Verdict::Malicious | Verdict::Suspicious));
    blamed.map(|object| object.value).collect()
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

/// The SHA-1 of the file that an action names: the word itself, or what the evidence has for it. Nothing where the evidence has
/// several for the word, as for a name that two files bear.
pub fn sha1_of(word: &str, record: &IncidentRecord) -> Option<String> {
    const WITHIN: [&str; 2] = ["fileDetails", "imageFile"];
    let is_sha1 = |text: &str| text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let word = word.trim();
    if is_sha1(word) {
        return Some(word.to_owned());
    }
    let evidence = record.alerts.iter().flat_map(|alert| &alert.evidence);
    let meant = evidence.filter(|item| marks_of(item).any(|mark| mark.eq_ignore_ascii_case(word)));
    let files = meant.flat_map(|item| WITHIN.into_iter().filter_map(|key| item.facts.get(key)));
    let known: HashSet<String> = files
        .filter_map(|file| said(file.get("sha1")))
        .map(|sha1| sha1.to_lowercase())
        .filter(|sha1| is_sha1(sha1))
        .collect();
    let mut known = known.into_iter();
    known.next().filter(|_| known.next().is_none())
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
    fn what_names_nothing_is_about_whatever_is_called_bad() {
        let record = record();
        let blamed = |kind| blamed(kind, &record, &exhibits(&record));
        assert_eq!(blamed(ActionKind::StopAndQuarantineFile), ["1-bad.js", "1-tool.exe"]);
        assert_eq!(blamed(ActionKind::IsolateDevice), [""; 0]);
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
    fn the_sha1_of_a_file_is_its_own_or_what_the_evidence_has_for_it() {
        let (one, other, long) = ("a1".repeat(20), "b2".repeat(20), "c3".repeat(32));
        let file =
            |name: &str, sha1: &str| json!({"fileName": name, "sha1": sha1, "sha256": format!("2-{name}")});
        let mut record = record();
        let evidence = &mut record.alerts[0].evidence;
        let items = [
            file("x.js", &one.to_uppercase()),
            file("twice", &one),
            file("twice", &other),
            file("y.js", &long),
        ];
        for (item, file) in evidence.iter_mut().skip(1).zip(items) {
            item.facts.insert("fileDetails".into(), file);
        }
        for (word, then) in [
            (other.as_str(), Some(other.as_str())),
            ("2-X.JS", Some(one.as_str())),
            ("x.js", Some(one.as_str())),
            ("twice", None),
            ("2-y.js", None),
            (long.as_str(), None),
            ("", None),
        ] {
            assert_eq!(sha1_of(word, &record).as_deref(), then, "{word}");
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
