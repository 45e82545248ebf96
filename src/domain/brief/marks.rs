//! The marks of an incident's alerts: what filters of the queue ask beside the main facts (the service's documentation,
//! filters of the incident queue).

use super::{MarkKind, named};
use crate::domain::record::{AlertRecord, EvidenceRecord};
use crate::domain::vocabulary::Severity;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Longest mark, in characters; a hostile export could make one of any length.
const MARK_CHARS_MAX: usize = 120;
/// So many marks an incident has at most.
const MARKS_MAX: usize = 200;
/// The detector of the experts' own hunting.
const HUNTING: &str = "microsoftThreatExperts";

/// What is looked at among the facts of an alert that have no field of their own. All of them are words.
pub const MARK_FACTS: [&str; 10] = [
    "investigationState",
    "threatFamilyName",
    "threatDisplayName",
    "threatName",
    "actorDisplayName",
    "actorName",
    "alertPolicyId",
    "alertPolicyName",
    "sensitivityLabel",
    "sensitivityLabelName",
];

/// The marks of all alerts, each once.
pub(super) fn of(alerts: &[AlertRecord]) -> Vec<String> {
    let mut list = List::default();
    for alert in alerts {
        if alert.severity != Severity::Unknown {
            list.add(MarkKind::AlertSeverity, alert.severity.as_str());
        }
        list.fact(MarkKind::Investigation, &alert.extra, &["investigationState"]);
        list.fact(MarkKind::Threat, &alert.extra, &["threatFamilyName"]);
        list.fact(MarkKind::Threat, &alert.extra, &["threatDisplayName", "threatName"]);
        list.fact(MarkKind::Threat, &alert.extra, &["actorDisplayName", "actorName"]);
        list.fact(MarkKind::Targeted, &alert.extra, &["actorDisplayName", "actorName"]);
        list.fact(MarkKind::Policy, &alert.extra, &["alertPolicyId", "alertPolicyName"]);
        list.fact(MarkKind::Sensitivity, &alert.extra, &["sensitivityLabel", "sensitivityLabelName"]);
        if alert.detection_source.as_deref().is_some_and(|source| source.eq_ignore_ascii_case(HUNTING)) {
            list.add(MarkKind::Targeted, "hunting");
        }
        for evidence in &alert.evidence {
            list.evidence(evidence);
        }
    }
    list.marks
}

#[derive(Default)]
struct List {
    marks: Vec<String>,
    seen: HashSet<String>,
}

impl List {
    fn add(&mut self, kind: MarkKind, word: &str) {
        if self.marks.len() >= MARKS_MAX || word.chars().count() > MARK_CHARS_MAX {
            return;
        }
        let mark = format!("{}{word}", kind.prefix());
        if self.seen.insert(mark.clone()) {
            self.marks.push(mark);
        }
    }

    fn fact(&mut self, kind: MarkKind, facts: &Map<String, Value>, keys: &[&str]) {
        let found = keys.iter().find_map(|key| named(facts.get(*key)?.as_str()));
        if let Some(word) = found {
            self.add(kind, word);
        }
    }

    fn evidence(&mut self, evidence: &EvidenceRecord) {
        let facts = &evidence.facts;
        match evidence.kind.as_str() {
            "device" => self.fact(MarkKind::Platform, facts, &["osPlatform"]),
            "azureResource" => {
                let resource = facts.get("resourceId").and_then(Value::as_str);
                if let Some(subscription) = resource.and_then(subscription_of) {
                    self.add(MarkKind::Subscription, subscription);
                }
            }
            _ => {}
        }
    }
}

/// The subscription in the path of a resource: `/subscriptions/<id>/resourceGroups/…`.
fn subscription_of(resource: &str) -> Option<&str> {
    let mut parts = resource.split('/').filter(|part| !part.is_empty());
    parts.find(|part| part.eq_ignore_ascii_case("subscriptions"))?;
    parts.next()
}
