//! The kinds of action of a response: what each aims at, what takes it back, and whether a product carries it out.

use super::brief::AssetKind;
use serde::{Deserialize, Serialize};

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

    /// Whether it needs no asset or finds one among assets of these kinds.
    pub fn can_aim_at(self, here: &[AssetKind]) -> bool {
        let kinds = self.target_kinds();
        kinds.is_empty() || here.iter().any(|kind| kinds.contains(kind))
    }

    /// The kind that takes this one back, for kinds that go on until somebody does.
    pub fn undone_by(self) -> Option<Self> {
        match self {
            Self::IsolateDevice => Some(Self::UnIsolateDevice),
            Self::RestrictAppExecution => Some(Self::UnRestrictAppExecution),
            Self::DisableUser => Some(Self::EnableUser),
            _ => None,
        }
    }

    /// The kind that this one takes back.
    pub fn undoes(self) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.undone_by() == Some(self))
    }

    /// The kind that ends this one: what takes it back, and for what holds on an account that the account is enabled again.
    pub fn ended_by(self) -> Option<Self> {
        match self {
            Self::MarkUserAsCompromised | Self::ForceUserPasswordReset => Some(Self::EnableUser),
            kind => kind.undone_by(),
        }
    }

    /// Whether it has a full and a limited form.
    pub fn has_extent(self) -> bool {
        matches!(self, Self::IsolateDevice | Self::RunAntiVirusScan)
    }

    /// Whether it is about something on the asset, such as a file or a message.
    pub fn has_object(self) -> bool {
        matches!(
            self,
            Self::StopAndQuarantineFile | Self::SubmitIocRule | Self::HardDeleteEmail | Self::SoftDeleteEmail
        )
    }

    /// Whether a product can carry it out at one press; the others are done by hand.
    pub fn has_automation(self) -> bool {
        !matches!(self, Self::Text)
    }
}
