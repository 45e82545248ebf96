//! What incidents can be filtered, counted and charted by, and the words of each dimension.

mod value;

pub use value::{MISSING, Value, party_word, stage_word};

use crate::domain::brief::MarkKind;
use crate::domain::vocabulary::{Classification, Determination, ServiceSource, Severity, Status, Tactic};

/// A dimension of incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dim {
    /// How severe, in Graph's words.
    Severity,
    /// Where it is in its life, in Graph's words.
    Status,
    /// Where it is in the life cycle of the service; the four lists are stages.
    Stage,
    /// Which side has it.
    Assigned,
    /// Which person of that side has it.
    Person,
    /// What it turned out to be.
    Classification,
    /// Why.
    Determination,
    /// Products behind its alerts; several.
    Source,
    /// Detectors behind its alerts; several.
    Detection,
    /// Tactics of its alerts; several.
    Tactic,
    /// Technique ids of its alerts; several.
    Technique,
    /// Assets that it touches, as `device/id`; several.
    Asset,
    /// Device groups of these assets; several.
    Group,
    /// Tags of people and system; several.
    Tag,
    /// Alert categories that are no tactic, such as Malware; several.
    Category,
    /// Operating systems of the devices that it touches; several.
    Platform,
    /// Severities of its alerts; several.
    AlertSeverity,
    /// States of the automated investigations of its alerts; several.
    Investigation,
    /// Threats that its alerts name: a family, a malware, an actor; several.
    Threat,
    /// Alert policies behind its alerts; several.
    Policy,
    /// Cloud subscriptions that its alerts touch; several.
    Subscription,
    /// Sensitivity labels of the data that its alerts touch; several.
    Sensitivity,
    /// Whether its alerts come from several products.
    Products,
    /// Whether its alerts are of several categories.
    Categories,
    /// Whether another incident looks like the same one: same name, same hour of creation, same assets.
    Duplicate,
    /// Whether it was merged into another.
    Redirected,
    /// Whether it is in the scope of the service.
    Scope,
    /// Whether it counts as investigated, or why not.
    Investigated,
    /// How it ended, or that it is open.
    Outcome,
    /// Whether it touches a critical asset.
    Critical,
    /// Whether it is low-level noise: score under 15 and no critical asset.
    Noise,
    /// Whether it is a Defender Experts Notification of the hunters.
    Notification,
    /// Whether an alert came from a product that is not Microsoft's.
    ThirdParty,
    /// How its response clock stands.
    Due,
    /// What the customer is asked for.
    Asked,
}

/// Where the words of a dimension come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// A list of ours; nothing else exists.
    Closed(&'static [&'static str]),
    /// A list of Microsoft Graph or MITRE; imports may bring other words, which are kept verbatim.
    Listed,
    /// Whatever imports and people bring, and `none` for an incident that has no value.
    Open,
}

/// Words of [`Dim::Stage`].
const STAGE_WORDS: [&str; 8] = [
    "new",
    "ownTeam",
    "waitingForExperts",
    "beingWorked",
    "yourTurn",
    "finishedByExperts",
    "resolved",
    "redirected",
];
impl Dim {
    /// All of them, in the order in which a filter is printed.
    pub const ALL: [Self; 35] = [
        Self::Severity,
        Self::Status,
        Self::Stage,
        Self::Assigned,
        Self::Person,
        Self::Classification,
        Self::Determination,
        Self::Source,
        Self::Detection,
        Self::Tactic,
        Self::Technique,
        Self::Asset,
        Self::Group,
        Self::Tag,
        Self::Category,
        Self::Platform,
        Self::AlertSeverity,
        Self::Investigation,
        Self::Threat,
        Self::Policy,
        Self::Subscription,
        Self::Sensitivity,
        Self::Products,
        Self::Categories,
        Self::Duplicate,
        Self::Redirected,
        Self::Scope,
        Self::Investigated,
        Self::Outcome,
        Self::Critical,
        Self::Noise,
        Self::Notification,
        Self::ThirdParty,
        Self::Due,
        Self::Asked,
    ];

    /// The word before the colon in the text form of a filter.
    pub fn key(self) -> &'static str {
        match self {
            Self::Severity => "severity",
            Self::Status => "status",
            Self::Stage => "stage",
            Self::Assigned => "assigned",
            Self::Person => "person",
            Self::Classification => "classification",
            Self::Determination => "determination",
            Self::Source => "source",
            Self::Detection => "detection",
            Self::Tactic => "tactic",
            Self::Technique => "technique",
            Self::Asset => "asset",
            Self::Group => "group",
            Self::Tag => "tag",
            Self::Category => "category",
            Self::Platform => "platform",
            Self::AlertSeverity => "alertSeverity",
            Self::Investigation => "investigation",
            Self::Threat => "threat",
            Self::Policy => "policy",
            Self::Subscription => "subscription",
            Self::Sensitivity => "sensitivity",
            Self::Products => "products",
            Self::Categories => "categories",
            Self::Duplicate => "duplicate",
            Self::Redirected => "redirected",
            Self::Scope => "scope",
            Self::Investigated => "investigated",
            Self::Outcome => "outcome",
            Self::Critical => "critical",
            Self::Noise => "noise",
            Self::Notification => "notification",
            Self::ThirdParty => "thirdParty",
            Self::Due => "due",
            Self::Asked => "asked",
        }
    }

    /// Reads [`Dim::key`].
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dim| dim.key() == key)
    }

    /// Whether an incident can have several values: bars may add up to more than the total, and a chart says so.
    pub fn is_multiple(self) -> bool {
        matches!(
            self,
            Self::Source
                | Self::Detection
                | Self::Tactic
                | Self::Technique
                | Self::Asset
                | Self::Group
                | Self::Tag
                | Self::Category
        ) || self.mark().is_some()
    }

    /// Whether it depends on the moment at which one looks.
    pub fn depends_on_now(self) -> bool {
        matches!(self, Self::Due | Self::Asked)
    }

    /// The sort of mark of a brief that it reads, where it reads one.
    pub fn mark(self) -> Option<MarkKind> {
        Some(match self {
            Self::Platform => MarkKind::Platform,
            Self::AlertSeverity => MarkKind::AlertSeverity,
            Self::Investigation => MarkKind::Investigation,
            Self::Threat => MarkKind::Threat,
            Self::Policy => MarkKind::Policy,
            Self::Subscription => MarkKind::Subscription,
            Self::Sensitivity => MarkKind::Sensitivity,
            _ => return None,
        })
    }

    /// Where its words come from.
    pub fn words(self) -> Words {
        match self {
            Self::Stage => Words::Closed(&STAGE_WORDS),
            Self::Assigned => Words::Closed(&["experts", "customer", "nobody"]),
            Self::Redirected
            | Self::Critical
            | Self::Noise
            | Self::Duplicate
            | Self::Notification
            | Self::ThirdParty => Words::Closed(&["no", "yes"]),
            Self::Products | Self::Categories => Words::Closed(&["none", "one", "several"]),
            Self::Scope => Words::Closed(&["in", "out"]),
            Self::Investigated => {
                Words::Closed(&["yes", "redirected", "outOfScope", "severityNotWorked", "notWithExperts"])
            }
            Self::Outcome => Words::Closed(&["resolvedDirectly", "resolvedWithHelp", "open"]),
            Self::Due => Words::Closed(&["onTime", "atRisk", "overdue", "paused", "none"]),
            Self::Asked => Words::Closed(&["action", "approval", "snoozed", "none"]),
            Self::Severity
            | Self::Status
            | Self::AlertSeverity
            | Self::Classification
            | Self::Determination
            | Self::Source
            | Self::Tactic => Words::Listed,
            Self::Person
            | Self::Detection
            | Self::Technique
            | Self::Asset
            | Self::Group
            | Self::Tag
            | Self::Category
            | Self::Platform
            | Self::Investigation
            | Self::Threat
            | Self::Policy
            | Self::Subscription
            | Self::Sensitivity => Words::Open,
        }
    }

    /// Whether an incident may have no value at all, which is written `none`.
    pub fn has_missing(self) -> bool {
        self.is_multiple() || self == Self::Person
    }

    /// Words that are always listed, with or without incidents, in the order of display.
    pub fn seeds(self) -> Vec<&'static str> {
        match self {
            Self::Severity | Self::AlertSeverity => SEVERITIES.iter().map(Severity::as_str).collect(),
            Self::Status => Status::ALL.iter().map(Status::as_str).collect(),
            Self::Classification => Classification::ALL.iter().map(Classification::as_str).collect(),
            Self::Determination => Determination::ALL.iter().map(Determination::as_str).collect(),
            Self::Tactic => Tactic::ALL.into_iter().map(Tactic::as_str).collect(),
            _ => match self.words() {
                Words::Closed(words) => words.to_vec(),
                Words::Listed | Words::Open => Vec::new(),
            },
        }
    }

    /// Reads a value of a filter. A word in quotes is meant verbatim, so it may be one that the lists do not have and
    /// it is never `none`; without quotes an unlisted word is refused where there is a list.
    pub fn read(self, word: &str, quoted: bool) -> Option<Value> {
        if self.has_missing() && !quoted && word == MISSING {
            return Some(Value::Missing);
        }
        let found = match self.words() {
            Words::Closed(words) => {
                return words.iter().find(|known| **known == word).map(|known| Value::word(known));
            }
            Words::Open => return (!word.is_empty()).then(|| Value::word(word)),
            Words::Listed => self.listed(word),
        };
        // Whoever writes by hand may begin it with a capital letter.
        let is_missing = self.has_missing() && !quoted && word.eq_ignore_ascii_case(MISSING);
        let missing = (found.is_none() && is_missing).then_some(Value::Missing);
        let verbatim = || (quoted && !word.is_empty()).then(|| Value::word(word));
        found.map(Value::Word).or(missing).or_else(verbatim)
    }

    /// The word of a list in its own spelling.
    fn listed(self, word: &str) -> Option<Box<str>> {
        fn known<T>(value: &T, is_known: fn(&T) -> bool, text: fn(&T) -> &str) -> Option<Box<str>> {
            is_known(value).then(|| text(value).into())
        }
        match self {
            Self::Severity | Self::AlertSeverity => {
                known(&Severity::parse(word), Severity::is_known, Severity::as_str)
            }
            Self::Status => known(&Status::parse(word), Status::is_known, Status::as_str),
            Self::Classification => {
                known(&Classification::parse(word), Classification::is_known, Classification::as_str)
            }
            Self::Determination => {
                known(&Determination::parse(word), Determination::is_known, Determination::as_str)
            }
            Self::Source => {
                known(&ServiceSource::parse(word), ServiceSource::is_known, ServiceSource::as_str)
            }
            Self::Tactic => Tactic::parse(word).map(|tactic| tactic.as_str().into()),
            _ => None,
        }
    }
}

/// Severities in the order of display, highest first; words of imports that the list lacks come after.
const SEVERITIES: &[Severity] = &[
    Severity::Critical,
    Severity::High,
    Severity::Medium,
    Severity::Low,
    Severity::Informational,
    Severity::Unknown,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Party;
    use crate::domain::work::Stage;

    #[test]
    fn keys_read_back() {
        for dim in Dim::ALL {
            assert_eq!(Dim::parse(dim.key()), Some(dim));
        }
    }

    #[test]
    fn values_are_read_in_the_spelling_of_their_list() {
        let word = |dim: Dim, text: &str, quoted| dim.read(text, quoted);
        assert_eq!(word(Dim::Severity, "HIGH", false), Some(Value::word("high")));
        assert_eq!(word(Dim::Status, "InProgress", false), Some(Value::word("inProgress")));
        assert_eq!(word(Dim::Tactic, "credential-access", false), Some(Value::word("CredentialAccess")));
        assert_eq!(word(Dim::Severity, "catastrophic", false), None);
        assert_eq!(word(Dim::Severity, "catastrophic", true), Some(Value::word("catastrophic")));
        assert_eq!(word(Dim::Severity, "none", false), None);
        assert_eq!(word(Dim::Stage, "done", true), None);
        assert_eq!(word(Dim::Tag, "none", false), Some(Value::Missing));
        assert_eq!(word(Dim::Tag, "none", true), Some(Value::word("none")));
        assert_eq!(word(Dim::Tag, "", true), None);
    }

    #[test]
    fn every_stage_and_party_has_a_word_of_its_list() {
        for stage in [
            Stage::New,
            Stage::OwnTeam,
            Stage::WaitingForExperts,
            Stage::BeingWorked,
            Stage::YourTurn,
            Stage::FinishedByExperts,
            Stage::Resolved,
            Stage::Redirected,
        ] {
            assert!(Dim::Stage.read(stage_word(stage), false).is_some());
        }
        for party in [Some(Party::Experts), Some(Party::Customer), None] {
            assert!(Dim::Assigned.read(party_word(party), false).is_some());
        }
    }
}
