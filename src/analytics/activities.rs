//! Which activities the hunting report counts (service.md 1.12, hunting report).

use super::dimension::{Dim, Value};
use super::filter::Filter;
use crate::domain::vocabulary::Classification;

/// Which activities are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Activities {
    /// True positives and expected activity: the default of the service.
    #[default]
    Suspicious,
    /// Only those about which the hunters sent a notification.
    Notified,
    /// All, false positives and unclassified ones among them.
    All,
}

impl Activities {
    /// All three, in the order of the choice.
    pub const ALL: [Self; 3] = [Self::Suspicious, Self::Notified, Self::All];

    /// The word in links and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suspicious => "suspicious",
            Self::Notified => "notified",
            Self::All => "all",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|activities| activities.as_str() == word)
    }

    /// A filter narrowed to these activities, whatever it says of notifications itself. What was merged into another
    /// incident is none. A reader's own choice of classifications holds where it leaves a suspicious one.
    #[must_use]
    pub fn narrow(self, filter: &Filter) -> Filter {
        let mut filter = filter.clone();
        filter.clear(Dim::Redirected);
        let mut filter = filter.with(Dim::Redirected, "no");
        match self {
            Self::All => filter,
            Self::Notified => {
                filter.clear(Dim::Notification);
                filter.with(Dim::Notification, "yes")
            }
            Self::Suspicious => {
                let chosen = filter.choice(Dim::Classification).cloned().unwrap_or_default();
                filter.clear(Dim::Classification);
                let is_chosen = |word: &&str| {
                    let value = Value::word(word);
                    !chosen.none.contains(&value) && (chosen.any.is_empty() || chosen.any.contains(&value))
                };
                let suspicious = [
                    Classification::TruePositive.as_str(),
                    Classification::InformationalExpectedActivity.as_str(),
                ];
                let kept: Vec<&str> = suspicious.into_iter().filter(is_chosen).collect();
                let words = if kept.is_empty() { suspicious.to_vec() } else { kept };
                words.into_iter().fold(filter, |filter, word| filter.with(Dim::Classification, word))
            }
        }
    }
}
