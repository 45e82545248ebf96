//! Who acts: the two parties, the four perspectives and the signature that every event carries.

use serde::{Deserialize, Serialize};

/// One of the two sides of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Party {
    /// The provider's experts, `Defender Experts` in exports.
    Experts,
    /// The customer's own team, `Customer` in exports.
    Customer,
}

/// A perspective from which a person looks; what each may do follows from [`crate::domain::decide`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// The customer's security administrator: grants access, names contacts, works through readiness.
    Administrator,
    /// The customer's analyst: carries out managed responses.
    Analyst,
    /// The provider's expert: investigates and publishes responses.
    Expert,
    /// The service delivery manager (SDM), "advisor" in the interface: guides readiness and reviews.
    Advisor,
}

impl Role {
    /// All four, the customer's first.
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Analyst, Self::Expert, Self::Advisor];

    /// The side that the role belongs to.
    pub fn party(self) -> Party {
        match self {
            Self::Administrator | Self::Analyst => Party::Customer,
            Self::Expert | Self::Advisor => Party::Experts,
        }
    }

    /// The word used in documents and URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Analyst => "analyst",
            Self::Expert => "expert",
            Self::Advisor => "advisor",
        }
    }

    /// Reads the word of [`Role::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// The signature of a command: who asked, looking as what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Actor {
    /// The person's name as it is shown, such as `Mara Lindqvist`.
    pub person: String,
    /// The perspective the person took.
    pub role: Role,
}

impl Actor {
    /// The side on which the actor stands.
    pub fn party(&self) -> Party {
        self.role.party()
    }
}
