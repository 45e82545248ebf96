//! The marks of an incident's alerts: what filters of the queue ask beside the main facts (service.md 1.7,
//! filters of the incident queue).

use super::{AlertSketch, Facts, MarkKind, named};
use crate::domain::vocabulary::Severity;
use std::borrow::Cow;

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

/// A kind and a word.
pub(super) type Mark = (MarkKind, Cow<'static, str>);

/// The marks of an alert without those of its evidence.
pub(super) fn of_alert(severity: &Severity, detection: Option<&str>, facts: &impl Facts) -> Vec<Mark> {
    let mut marks = Vec::new();
    match severity {
        Severity::Unknown => {}
        Severity::Other(word) => marks.push((MarkKind::AlertSeverity, Cow::Owned(word.to_string()))),
        known => marks.extend(
            Severity::ALL
                .iter()
                .find(|severity| *severity == known)
                .map(|severity| (MarkKind::AlertSeverity, Cow::Borrowed(severity.as_str()))),
        ),
    }
    let mut add = |kind, keys: &[&str]| marks.extend(fact(kind, facts, keys));
    add(MarkKind::Investigation, &["investigationState"]);
    add(MarkKind::Threat, &["threatFamilyName"]);
    add(MarkKind::Threat, &["threatDisplayName", "threatName"]);
    add(MarkKind::Threat, &["actorDisplayName", "actorName"]);
    add(MarkKind::Targeted, &["actorDisplayName", "actorName"]);
    add(MarkKind::Policy, &["alertPolicyId", "alertPolicyName"]);
    add(MarkKind::Sensitivity, &["sensitivityLabel", "sensitivityLabelName"]);
    if detection.is_some_and(|source| source.eq_ignore_ascii_case(HUNTING)) {
        marks.push((MarkKind::Targeted, Cow::Borrowed("hunting")));
    }
    marks
}

/// The mark of a piece of evidence.
pub(super) fn of_evidence(kind: &str, facts: &impl Facts) -> Option<Mark> {
    match kind {
        "device" => fact(MarkKind::Platform, facts, &["osPlatform"]),
        "azureResource" => {
            let resource = facts.text("resourceId")?;
            Some((MarkKind::Subscription, Cow::Owned(subscription_of(&resource)?.to_owned())))
        }
        _ => None,
    }
}

fn fact(kind: MarkKind, facts: &impl Facts, keys: &[&str]) -> Option<Mark> {
    let word = keys.iter().find_map(|key| Some(named(&facts.text(key)?)?.to_owned()))?;
    Some((kind, Cow::Owned(word)))
}

/// The marks of all alerts as texts, each once. There are few of them, so they are looked through one by one.
pub(super) fn of(alerts: &[AlertSketch<'_>]) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for (kind, word) in alerts.iter().flat_map(|alert| &alert.marks) {
        let prefix = kind.prefix();
        let is_known = |mark: &String| mark.strip_prefix(prefix).is_some_and(|known| known == word);
        let is_long = || word.len() > MARK_CHARS_MAX && word.chars().count() > MARK_CHARS_MAX;
        if list.len() >= MARKS_MAX || list.iter().any(is_known) || is_long() {
            continue;
        }
        list.push([prefix, word].concat());
    }
    list
}

/// The subscription in the path of a resource: `/subscriptions/<id>/resourceGroups/…`.
fn subscription_of(resource: &str) -> Option<&str> {
    let mut parts = resource.split('/').filter(|part| !part.is_empty());
    parts.find(|part| part.eq_ignore_ascii_case("subscriptions"))?;
    parts.next()
}
