//! The managed response: investigation summary, response actions and their states (the service's
//! documentation, managed response).

use super::brief::{Asset, AssetKind};
use super::ids::ActionId;
use super::people::Party;
use super::time::Timestamp;
use super::vocabulary::{Classification, Determination};
use super::who_acts::{RuleStep, Verdict};
use serde::{Deserialize, Serialize};

/// Longest text of a comment, note or section of a summary (the service's documentation, comments).
pub const TEXT_CHARS_MAX: usize = 30_000;
/// How many actions a response may have.
pub const ACTIONS_MAX: usize = 200;

/// What kind of action: the sixteen of the API and the two that the service names and the API lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are the service's own")]
pub enum ActionKind {
    Text,
    IsolateDevice,
    UnIsolateDevice,
    StopAndQuarantineFile,
    RunAntiVirusScan,
    CollectInvestigationPackage,
    RestrictAppExecution,
    UnRestrictAppExecution,
    SubmitIocRule,
    ForceUserPasswordReset,
    DisableUser,
    EnableUser,
    MarkUserAsCompromised,
    RequireSignIn,
    HardDeleteEmail,
    SoftDeleteEmail,
    TriggerInvestigation,
    BlockOauthApplication,
}

impl ActionKind {
    /// All eighteen.
    pub const ALL: [Self; 18] = [
        Self::Text,
        Self::IsolateDevice,
        Self::UnIsolateDevice,
        Self::StopAndQuarantineFile,
        Self::RunAntiVirusScan,
        Self::CollectInvestigationPackage,
        Self::RestrictAppExecution,
        Self::UnRestrictAppExecution,
        Self::SubmitIocRule,
        Self::ForceUserPasswordReset,
        Self::DisableUser,
        Self::EnableUser,
        Self::MarkUserAsCompromised,
        Self::RequireSignIn,
        Self::HardDeleteEmail,
        Self::SoftDeleteEmail,
        Self::TriggerInvestigation,
        Self::BlockOauthApplication,
    ];

    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::IsolateDevice => "isolateDevice",
            Self::UnIsolateDevice => "unIsolateDevice",
            Self::StopAndQuarantineFile => "stopAndQuarantineFile",
            Self::RunAntiVirusScan => "runAntiVirusScan",
            Self::CollectInvestigationPackage => "collectInvestigationPackage",
            Self::RestrictAppExecution => "restrictAppExecution",
            Self::UnRestrictAppExecution => "unRestrictAppExecution",
            Self::SubmitIocRule => "submitIocRule",
            Self::ForceUserPasswordReset => "forceUserPasswordReset",
            Self::DisableUser => "disableUser",
            Self::EnableUser => "enableUser",
            Self::MarkUserAsCompromised => "markUserAsCompromised",
            Self::RequireSignIn => "requireSignIn",
            Self::HardDeleteEmail => "hardDeleteEmail",
            Self::SoftDeleteEmail => "softDeleteEmail",
            Self::TriggerInvestigation => "triggerInvestigation",
            Self::BlockOauthApplication => "blockOauthApplication",
        }
    }

    /// Reads the word of [`ActionKind::as_str`] in any letter case.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(word))
    }

    /// The kinds of asset of which it must name one; empty where it needs none. Without the asset no exclusion of it
    /// could hold.
    pub fn target_kinds(self) -> &'static [AssetKind] {
        match self {
            Self::Text | Self::SubmitIocRule | Self::TriggerInvestigation => &[],
            Self::IsolateDevice
            | Self::UnIsolateDevice
            | Self::StopAndQuarantineFile
            | Self::RunAntiVirusScan
            | Self::CollectInvestigationPackage
            | Self::RestrictAppExecution
            | Self::UnRestrictAppExecution => &[AssetKind::Device],
            Self::ForceUserPasswordReset
            | Self::DisableUser
            | Self::EnableUser
            | Self::MarkUserAsCompromised
            | Self::RequireSignIn => &[AssetKind::User],
            Self::HardDeleteEmail | Self::SoftDeleteEmail => &[AssetKind::Mailbox, AssetKind::User],
            Self::BlockOauthApplication => &[AssetKind::CloudApp],
        }
    }

    /// Whether a product can carry it out at one press; the others are done by hand.
    pub fn has_automation(self) -> bool {
        !matches!(self, Self::Text)
    }
}

/// What the experts found out (first section of the managed response). Texts are Markdown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InvestigationSummary {
    /// What happened.
    pub what_happened: String,
    /// What happened on the devices, in order.
    pub device_timeline: String,
    /// Indicators of attack.
    pub indicators_of_attack: String,
    /// Indicators of compromise.
    pub indicators_of_compromise: String,
    /// Severity and impact.
    pub impact: String,
}

/// An action as an expert plans it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionPlan {
    /// Its id.
    pub id: ActionId,
    /// What kind.
    pub kind: ActionKind,
    /// The title on the card.
    pub title: String,
    /// What to do and why, in Markdown.
    #[serde(default)]
    pub instructions: String,
    /// The asset it aims at, where it aims at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Asset>,
    /// What changes for people while it holds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub impact: String,
    /// The action that must be finished first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ActionId>,
}

/// Where an action is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum ActionState {
    /// Nobody began.
    NotStarted,
    /// Somebody began.
    InProgress {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// Done.
    Completed {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
        /// What they said of it.
        #[serde(default)]
        note: String,
    },
    /// It did not work.
    Failed {
        /// Who tried.
        by: String,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// Left out on purpose.
    Skipped {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

impl ActionState {
    /// Whether nothing more is expected: completed or skipped.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Completed { .. } | Self::Skipped { .. })
    }
}

/// An action of a response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    /// What is asked.
    pub plan: ActionPlan,
    /// Which side carries it out.
    pub party: Party,
    /// The rules that said so, when the response was published; before that the rules as they stand.
    pub why: Vec<RuleStep>,
    /// Whether the customer sees it; an action planned after publication waits for the next one.
    #[serde(default)]
    pub published: bool,
    /// Where it is.
    pub state: ActionState,
}

/// A published response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Publication {
    /// When it was published last.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// The conclusion.
    pub classification: Classification,
    /// Its reason.
    pub determination: Determination,
}

/// The managed response of one incident.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Response {
    /// The summary as it was saved last; the customer sees it from publication on.
    pub summary: InvestigationSummary,
    /// The actions in order.
    pub actions: Vec<Action>,
    /// Set from publication on.
    pub published: Option<Publication>,
}

impl Action {
    /// Whether it waits for somebody: neither settled nor ruled out.
    pub fn is_open(&self) -> bool {
        !self.state.is_settled() && Verdict::of(&self.why).is_offered()
    }
}

impl Response {
    /// The action with an id.
    pub fn action(&self, id: &ActionId) -> Option<&Action> {
        self.actions.iter().find(|action| action.plan.id == *id)
    }

    /// The actions that wait for a side.
    pub fn open_for(&self, party: Party) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(move |action| action.party == party && action.is_open())
    }
}
