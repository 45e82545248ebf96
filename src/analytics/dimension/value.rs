//! Values of dimensions, and the words of those that are ours.

use crate::domain::people::Party;
use crate::domain::work::Stage;
use std::fmt;

/// How "has no value" is written.
pub const MISSING: &str = "none";

/// A value of a dimension as filters and facets name it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// The incident has none: `none`.
    Missing,
    /// A word.
    Word(Box<str>),
}

impl Value {
    /// A word.
    pub fn word(text: &str) -> Self {
        Self::Word(text.into())
    }

    /// The word, `none` for no value.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Missing => MISSING,
            Self::Word(word) => word,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The word of a stage in filters.
pub fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::New => "new",
        Stage::OwnTeam => "ownTeam",
        Stage::WaitingForExperts => "waitingForExperts",
        Stage::BeingWorked => "beingWorked",
        Stage::YourTurn => "yourTurn",
        Stage::FinishedByExperts => "finishedByExperts",
        Stage::Resolved => "resolved",
        Stage::Redirected => "redirected",
    }
}

/// The word of a party in filters.
pub fn party_word(party: Option<Party>) -> &'static str {
    match party {
        Some(Party::Experts) => "experts",
        Some(Party::Customer) => "customer",
        None => "nobody",
    }
}
