//! What may be asked: the scope check with its reason, before a question is sent.
//!
//! Source: service.md 1.11: "in scope: alert meaning, possible device compromise, threat intelligence, hunting
//! notifications. Out of scope (reject with a reason): custom detections (policy source Custom, detection source Custom
//! TI, title Anomaly Indicator, family Custom Enterprise Block Only), non-Defender-XDR products, product bugs, incident
//! response".

use super::super::catalogue::Known;
use super::super::state::State;
use super::inquiry::{About, AboutKind};
use serde::{Deserialize, Serialize};

/// What the asker says that a question is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Nature {
    /// What an alert, an asset or a threat means.
    #[default]
    Security,
    /// A major breach goes on or has happened, and help with it is needed.
    Breach,
    /// A rule of one's own.
    OwnDetection,
    /// A product that is not part of Defender XDR.
    OtherProduct,
    /// A product does not work as it should.
    Fault,
}

impl Nature {
    /// All of them in the order of the choice.
    pub const ALL: [Self; 5] =
        [Self::Security, Self::Breach, Self::OwnDetection, Self::OtherProduct, Self::Fault];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Security => "security",
            Self::Breach => "breach",
            Self::OwnDetection => "ownDetection",
            Self::OtherProduct => "otherProduct",
            Self::Fault => "fault",
        }
    }
}

/// Why something cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutOfQuestions {
    /// Recovery and crisis management are incident response.
    IncidentResponse,
    /// A custom detection.
    OwnDetection,
    /// Not a product of Defender XDR, or one that the service does not cover.
    OtherProduct,
    /// A fault of a product.
    Fault,
}

impl OutOfQuestions {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::IncidentResponse, Self::OwnDetection, Self::OtherProduct, Self::Fault];

    /// The word in keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IncidentResponse => "incidentResponse",
            Self::OwnDetection => "ownDetection",
            Self::OtherProduct => "otherProduct",
            Self::Fault => "fault",
        }
    }
}

/// Signs of custom detections, without white space and in lower case.
const OWN_SIGNS: [&str; 6] = [
    "customdetection",
    "customdetections",
    "customti",
    "anomalyindicator",
    "customenterpriseblockonly",
    "custom",
];
/// Signs of products that are not covered, likewise.
const OTHER_SIGNS: [&str; 4] = [
    "datalossprevention",
    "microsoftdatalossprevention",
    "microsoftdefenderforiot",
    "microsoftdefenderfordns",
];

/// Words that tell of a breach: whoever writes them may need another service first.
const BREACH_WORDS: [&str; 18] = [
    "ransomware on",
    "we have ransomware",
    "recover our",
    "restore our",
    "from backup",
    "forensics",
    "after the breach",
    "are encrypted",
    "ransom note",
    "ransomware attack",
    "we have been breached",
    "we were breached",
    "encrypted our",
    "restore from backup",
    "rebuild the domain",
    "crisis",
    "incident response",
    "paying the ransom",
];
/// Words that tell of a fault of a product.
const FAULT_WORDS: [&str; 5] =
    ["bug in", "does not install", "portal is down", "crashes", "error message in"];

/// Words that tell of a rule of the customer's own.
const OWN_WORDS: [&str; 8] = [
    "tune this",
    "tune our",
    "alert rule",
    "custom detection",
    "custom rule",
    "our own rule",
    "own detection rule",
    "custom indicator",
];
/// Words that tell of a product that the service does not cover. Sentinel alone is none: its incidents come in too.
const OTHER_WORDS: [&str; 18] = [
    "okta",
    "google workspace",
    "guardduty",
    "zscaler",
    "proofpoint",
    "crowdstrike",
    "sentinelone",
    "carbon black",
    "cortex xdr",
    "sophos",
    "trend micro",
    "splunk",
    "qradar",
    "palo alto",
    "fortinet",
    "cisco",
    "defender for iot",
    "data loss prevention",
];

/// What stands against a question: what the asker says, then what the alerts say that it is about.
pub fn check(nature: Nature, about: &[About]) -> Option<OutOfQuestions> {
    match nature {
        Nature::Security => about.iter().find_map(of_about),
        Nature::Breach => Some(OutOfQuestions::IncidentResponse),
        Nature::OwnDetection => Some(OutOfQuestions::OwnDetection),
        Nature::OtherProduct => Some(OutOfQuestions::OtherProduct),
        Nature::Fault => Some(OutOfQuestions::Fault),
    }
}

/// The same, and what stands against the incidents that it is about: one of which the service covers no alert is out of
/// scope as a whole, whatever its alerts that are asked about say of themselves.
pub fn check_in(state: &State, nature: Nature, about: &[About]) -> Option<OutOfQuestions> {
    check(nature, about).or_else(|| {
        let named = about.iter().filter(|it| matches!(it.kind, AboutKind::Incident | AboutKind::Alert));
        let incidents = named.filter_map(About::of_incident);
        incidents.into_iter().find_map(|id| of_incident(state.incident(id.as_str())?.known))
    })
}

/// Why the service covers no alert of an incident: custom detections where any is one, else what the service does not cover.
fn of_incident(known: Known<'_>) -> Option<OutOfQuestions> {
    if known.in_scope() {
        return None;
    }
    let mut words = known.detections().chain(known.categories()).map(squeezed);
    let is_own = words.any(|word| OWN_SIGNS.contains(&word.as_str()));
    Some(if is_own { OutOfQuestions::OwnDetection } else { OutOfQuestions::OtherProduct })
}

fn of_about(about: &About) -> Option<OutOfQuestions> {
    if about.kind != AboutKind::Alert {
        return None;
    }
    let words = about.signs.iter().chain([&about.name]).map(|sign| squeezed(sign));
    words.into_iter().find_map(|word| {
        if OWN_SIGNS.contains(&word.as_str()) {
            Some(OutOfQuestions::OwnDetection)
        } else if OTHER_SIGNS.contains(&word.as_str()) {
            Some(OutOfQuestions::OtherProduct)
        } else {
            None
        }
    })
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// What a text reads like: a hint and no refusal, because words alone decide nothing.
pub fn hint(text: &str) -> Option<OutOfQuestions> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&BREACH_WORDS) {
        Some(OutOfQuestions::IncidentResponse)
    } else if has(&FAULT_WORDS) {
        Some(OutOfQuestions::Fault)
    } else if has(&OWN_WORDS) {
        Some(OutOfQuestions::OwnDetection)
    } else if has(&OTHER_WORDS) {
        Some(OutOfQuestions::OtherProduct)
    } else {
        None
    }
}
