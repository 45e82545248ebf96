//! Temporary access: granted for a purpose and a scope, with an end.
//!
//! service.md 1.3, permissions: access is "just in time, least privilege, time-limited". Ours lets the
//! customer grant more than the standing permissions for one incident or one group of assets. It never opens what is
//! excluded.

use super::approvals::AssetGroup;
use super::brief::{Asset, Brief};
use super::directory::Directory;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What temporary access allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AccessLevel {
    /// Investigate: as Security Reader, devices in device groups included.
    #[default]
    Investigate,
    /// Respond: as Security Operator; investigating is part of it.
    Respond,
}

/// On what temporary access holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "of")]
pub enum AccessScope {
    /// On everything.
    #[default]
    Everything,
    /// On one incident, by its id.
    Incident {
        /// The id.
        id: String,
    },
    /// On the assets of a group, and on incidents that touch one.
    Assets {
        /// Which.
        group: AssetGroup,
    },
}

/// An access that ends by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TemporaryAccess {
    /// What for, in one line.
    pub purpose: String,
    /// What it allows.
    pub level: AccessLevel,
    /// On what.
    pub scope: AccessScope,
    /// Since when; saving sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// When it ends.
    pub expires: Timestamp,
}

impl TemporaryAccess {
    /// Whether it holds at a moment.
    pub fn holds(&self, now: Timestamp) -> bool {
        now < self.expires
    }

    /// Whether it was granted by then, for those who look back; one that is not saved yet counts as granted.
    pub fn was_granted(&self, then: Timestamp) -> bool {
        self.since.is_none_or(|since| since <= then)
    }

    /// Whether it is about an incident: to investigate it.
    pub fn is_about(&self, directory: &Directory, brief: &Brief) -> bool {
        match &self.scope {
            AccessScope::Everything => true,
            AccessScope::Incident { id } => id.trim().eq_ignore_ascii_case(&brief.id),
            AccessScope::Assets { group } => {
                brief.assets.iter().any(|asset| directory.covers(group.kind, &group.name, asset))
            }
        }
    }

    /// Whether it reaches an asset of an incident: to act on it.
    pub fn reaches(&self, directory: &Directory, brief: &Brief, target: Option<&Asset>) -> bool {
        match &self.scope {
            AccessScope::Assets { group } => {
                target.is_some_and(|asset| directory.covers(group.kind, &group.name, asset))
            }
            AccessScope::Everything | AccessScope::Incident { .. } => self.is_about(directory, brief),
        }
    }
}
