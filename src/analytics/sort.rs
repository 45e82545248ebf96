//! In which order incidents are listed, and how that is written in a URL.

use std::fmt;

/// By what incidents are ordered. Equal ones stand by creation time, in the same direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SortKey {
    /// Creation time.
    Created,
    /// Last change.
    Updated,
    /// How severe; descending puts the most severe first.
    Severity,
    /// Our priority score.
    Score,
    /// The score that the import brought; incidents without one are last in either direction.
    ImportedScore,
    /// The name, letter case ignored.
    Title,
    /// Where it is in its life.
    Status,
    /// Which side has it.
    Assigned,
    /// How many alerts it has.
    Alerts,
    /// What it turned out to be.
    Classification,
    /// Why.
    Determination,
    /// How many alerts are not resolved.
    ActiveAlerts,
    /// How many assets it touches.
    Assets,
    /// First activity over its alerts; incidents without one are last in either direction.
    FirstActivity,
    /// Last activity over its alerts; incidents without one are last in either direction.
    LastActivity,
    /// Since when it has its status; descending puts the latest change first.
    InState,
    /// When the response or an answer is due; incidents without a clock are last in either direction.
    Due,
    /// Time to resolve; open incidents are last in either direction.
    TimeToResolve,
}

impl SortKey {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Created,
        Self::Updated,
        Self::Severity,
        Self::Score,
        Self::ImportedScore,
        Self::Title,
        Self::Status,
        Self::Assigned,
        Self::Alerts,
        Self::Classification,
        Self::Determination,
        Self::ActiveAlerts,
        Self::Assets,
        Self::FirstActivity,
        Self::LastActivity,
        Self::InState,
        Self::Due,
        Self::TimeToResolve,
    ];

    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Severity => "severity",
            Self::Score => "score",
            Self::ImportedScore => "importedScore",
            Self::Title => "title",
            Self::Status => "status",
            Self::Assigned => "assigned",
            Self::Alerts => "alerts",
            Self::Classification => "classification",
            Self::Determination => "determination",
            Self::ActiveAlerts => "activeAlerts",
            Self::Assets => "assets",
            Self::FirstActivity => "firstActivity",
            Self::LastActivity => "lastActivity",
            Self::InState => "inState",
            Self::Due => "due",
            Self::TimeToResolve => "timeToResolve",
        }
    }
}

/// An order: by what, and in which direction. Written `score` ascending and `-score` descending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Whether the largest, latest or most severe comes first.
    pub descending: bool,
}

impl Default for Sort {
    /// What deserves attention first: our score, highest first.
    fn default() -> Self {
        Self { key: SortKey::Score, descending: true }
    }
}

impl Sort {
    /// Reads the text form.
    pub fn parse(text: &str) -> Option<Self> {
        let key = text.strip_prefix('-').unwrap_or(text);
        let key = SortKey::ALL.into_iter().find(|known| known.as_str() == key)?;
        Some(Self { key, descending: text.starts_with('-') })
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.key.as_str())
    }
}
