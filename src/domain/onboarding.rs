//! The onboarding wizard as types: its steps and the draft that survives leaving.
//!
//! Source: the service's documentation, onboarding.

use super::settings::{Contact, Exclusion, Permissions, Teams};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A step of the wizard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WizardStep {
    /// What will happen and what is needed.
    #[default]
    GetStarted,
    /// What the experts may do.
    Permissions,
    /// On what they never act; optional.
    Exclusions,
    /// Whom they reach about incidents.
    IncidentContacts,
    /// Whom they reach about reviews.
    ReviewContacts,
    /// Whether they post to Teams; optional.
    Teams,
    /// Everything on one page, then submit.
    Review,
    /// What comes now.
    NextSteps,
}

impl WizardStep {
    /// All steps in order.
    pub const ALL: [Self; 8] = [
        Self::GetStarted,
        Self::Permissions,
        Self::Exclusions,
        Self::IncidentContacts,
        Self::ReviewContacts,
        Self::Teams,
        Self::Review,
        Self::NextSteps,
    ];

    /// Whether the step may be skipped.
    pub fn is_optional(self) -> bool {
        matches!(self, Self::Exclusions | Self::Teams)
    }

    /// The word used in documents and URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GetStarted => "get-started",
            Self::Permissions => "permissions",
            Self::Exclusions => "exclusions",
            Self::IncidentContacts => "incident-contacts",
            Self::ReviewContacts => "review-contacts",
            Self::Teams => "teams",
            Self::Review => "review",
            Self::NextSteps => "next-steps",
        }
    }

    /// Reads the word of [`WizardStep::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }

    /// The step after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|step| *step > self)
    }

    /// The step before this one.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }
}

/// What was entered so far. Unfinished input is kept as it is; checks come with [`super::decide`] at submission.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Draft {
    /// The step that was open last.
    pub step: WizardStep,
    /// Permissions as chosen.
    pub permissions: Permissions,
    /// Exclusions as entered.
    pub exclusions: Vec<Exclusion>,
    /// Skip was pressed on the exclusions: they stay here, restorable, and are not submitted.
    pub exclusions_skipped: bool,
    /// Contacts of both kinds as entered.
    pub contacts: Vec<Contact>,
    /// Teams as entered.
    pub teams: Teams,
    /// Skip was pressed on Teams: the input stays here and is not submitted.
    pub teams_skipped: bool,
}

/// How far onboarding is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Onboarding {
    /// The latest draft.
    pub draft: Option<Draft>,
    /// When the draft was saved.
    pub draft_saved: Option<Timestamp>,
    /// When it was submitted, and by whom.
    pub submitted: Option<(Timestamp, String)>,
}
