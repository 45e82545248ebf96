//! Which incidents are in the scope of the service (service.md 1.1, coverage).
//!
//! Source: service.md 1.1 ("incidents in the categories Compliance, Data Loss Prevention, Custom Detections" are out) and
//! 1.3 ("an incident is in scope if at least one in-scope asset is impacted").

use super::brief::{Asset, AssetKind, Brief};
use super::catalogue::Known;
use super::directory::{Directory, GroupKind};
use super::estate::machine::Machine;
use super::state::{Incident, State};
use super::vocabulary::ServiceSource;
use std::collections::BTreeSet;

/// Detectors whose alerts are not covered: the customer's own rules, Data Loss Prevention, IoT and DNS.
const DETECTIONS_OUT: [&str; 5] = [
    "customDetection",
    "customTi",
    "microsoftDataLossPrevention",
    "microsoftDefenderForIoT",
    "microsoftDefenderForDNS",
];
/// The device group to which coverage is limited, where it is: its name is fixed (service.md 1.3, scoped
/// coverage).
pub const SCOPED_DEVICES: &str = "Defender_Experts_Scoped_Coverage_Devices";
/// The group of users to which coverage is limited, where it is.
pub const SCOPED_USERS: &str = "Defender_Experts_Scoped_Coverage_Users";

/// Products whose alerts are not covered.
const SOURCES_OUT: [ServiceSource; 1] = [ServiceSource::DataLossPrevention];
/// Categories that are not covered, without white space.
const CATEGORIES_OUT: [&str; 3] = ["Compliance", "DataLossPrevention", "CustomDetections"];

/// Whether the experts cover an alert: its product, its detector and its category. What an alert does not say, or what
/// nobody knows, does not stand against it.
pub fn is_covered(source: &ServiceSource, detection: Option<&str>, category: Option<&str>) -> bool {
    let among = |list: &[&str], word: Option<&str>| {
        word.is_some_and(|word| list.iter().any(|out| is_same_but_for_blanks(out, word)))
    };
    !SOURCES_OUT.contains(source) && !among(&DETECTIONS_OUT, detection) && !among(&CATEGORIES_OUT, category)
}

/// Whether a word is a known one in any letter case and with blanks anywhere.
fn is_same_but_for_blanks(known: &str, word: &str) -> bool {
    let mut letters = word.chars().filter(|c| !c.is_whitespace());
    known.len() <= word.len()
        && known.chars().all(|c| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(&c)))
        && letters.next().is_none()
}

/// Whether an incident is in the scope of the service: the experts cover at least one of its alerts. An incident
/// without alerts says nothing against it and is in scope.
pub fn in_scope(brief: &Brief) -> bool {
    any_covered(brief.alerts, brief.alerts_covered)
}

/// The rule of [`in_scope`] over the counts alone.
pub fn any_covered(alerts: u32, covered: u32) -> bool {
    alerts == 0 || covered > 0
}

/// The members of the two groups to which coverage is limited, under every word by which an asset may be named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    devices: BTreeSet<String>,
    users: BTreeSet<String>,
}

impl Members {
    /// Reads them from the directory.
    pub fn of(directory: &Directory) -> Self {
        Self {
            devices: directory.direct_member_keys(GroupKind::Device, SCOPED_DEVICES),
            users: directory.direct_member_keys(GroupKind::Security, SCOPED_USERS),
        }
    }

    /// Whether a device is known to belong to them.
    pub fn has_devices(&self) -> bool {
        !self.devices.is_empty()
    }

    /// Whether a user is known to belong to them.
    pub fn has_users(&self) -> bool {
        !self.users.is_empty()
    }

    /// Whether an asset belongs to them. An application belongs to no group and follows its incident.
    pub fn hold(&self, asset: &Asset) -> bool {
        let (keys, name) = match asset.kind {
            AssetKind::Device => (&self.devices, SCOPED_DEVICES),
            AssetKind::User | AssetKind::Mailbox => (&self.users, SCOPED_USERS),
            AssetKind::CloudApp => return false,
        };
        let is_key = |word: &str| keys.contains(word) || keys.contains(&word.to_lowercase());
        asset.group.as_deref().is_some_and(|group| group.eq_ignore_ascii_case(name))
            || (!keys.is_empty() && (is_key(&asset.id) || is_key(&asset.name)))
    }
}

/// Whether an asset is a direct member of the groups to which coverage is limited. An application belongs to no group and
/// follows its incident.
pub fn is_covered_asset(directory: &Directory, asset: &Asset) -> bool {
    let (kind, name) = match asset.kind {
        AssetKind::Device => (GroupKind::Device, SCOPED_DEVICES),
        AssetKind::User | AssetKind::Mailbox => (GroupKind::Security, SCOPED_USERS),
        AssetKind::CloudApp => return false,
    };
    asset.group.as_deref().is_some_and(|group| group.eq_ignore_ascii_case(name))
        || directory.has_direct_member(kind, name, asset)
}

/// Whether what an import brings is in scope: the rule of [`in_scope`], and of the two groups where coverage is limited to
/// `members`.
pub fn brings_in_scope(brief: &Brief, members: Option<&Members>) -> bool {
    let touches = |members: &Members| brief.assets.iter().any(|asset| members.hold(asset));
    in_scope(brief) && (brief.assets.is_empty() || members.is_none_or(touches))
}

impl State {
    /// Whether one incident is in scope: the same answer as [`Scope::holds`], for a single one.
    pub fn covers(&self, incident: Incident<'_>) -> bool {
        let known = incident.known;
        let touches = || known.assets().any(|asset| is_covered_asset(&self.directory, asset));
        known.in_scope() && (!self.settings.scoped_coverage || known.asset_codes().is_empty() || touches())
    }
}

/// What is in scope among many incidents: the rule of [`in_scope`], and of the two groups where coverage is limited to
/// them. The assets are asked once each and not once for every incident that they are in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    members: Option<Members>,
    /// By number of the catalogue's assets; empty where coverage is not limited.
    assets_in: Vec<bool>,
}

impl Scope {
    /// The scope of a workspace as it is now.
    pub fn of(state: &State) -> Self {
        let Some(members) = Self::members_of(state) else { return Self::default() };
        let assets_in = state.catalogue.assets().iter().map(|asset| members.hold(asset)).collect();
        Self { members: Some(members), assets_in }
    }

    /// The members to whom coverage is limited; `None` where it is not.
    pub fn members_of(state: &State) -> Option<Members> {
        state.settings.scoped_coverage.then(|| Members::of(&state.directory))
    }

    /// Whether an incident is in scope: the experts cover at least one of its alerts, and where coverage is limited it
    /// touches a member or no asset at all.
    pub fn holds(&self, known: Known<'_>) -> bool {
        known.in_scope() && (self.members.is_none() || self.touches(known.asset_codes()))
    }

    fn touches(&self, assets: &[u32]) -> bool {
        let is_in = |asset: &u32| self.assets_in.get(*asset as usize).copied().unwrap_or_default();
        assets.is_empty() || assets.iter().any(is_in)
    }
}

/// Whether a device of an export belongs to the device group to which coverage is limited.
pub fn is_member(machine: &Machine) -> bool {
    machine.group.as_deref().is_some_and(|group| group.eq_ignore_ascii_case(SCOPED_DEVICES))
}
