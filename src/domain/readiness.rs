//! Readiness: the service's own recommendations, protected assets, and the gate that starts monitoring.
//!
//! Source: the service's documentation, readiness. It publishes no formula for protected assets, so ours is open and its
//! parameters are settings. The service advises; it never changes a setting itself.

use super::settings::{ReadinessParameters, Settings};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What was last known is stale after this long (the service's documentation, readiness: the state can lag up
/// to 24 hours).
pub const STALE_AFTER_MS: i64 = 24 * super::time::HOUR_MS;

/// A recommendation of the service. Its words are in the catalogue of the interface under its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// Its key in documents and in the catalogue.
    pub key: &'static str,
    /// Identity, Device, Apps or Data, as in Secure Score.
    pub area: Area,
    /// Whether the gate waits for it ("Complete now").
    pub required: bool,
    /// Points as in Secure Score, 0 for the service's own.
    pub points: u8,
    /// How much work it is.
    pub effort: Level,
    /// How much people notice it.
    pub user_impact: Level,
    /// Answered by the settings of the workspace and not by hand.
    pub derived: bool,
}

/// The groups of Secure Score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are Secure Score's own")]
pub enum Area {
    Service,
    Identity,
    Device,
    Apps,
    Data,
}

/// A rough amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Level {
    None,
    Low,
    Medium,
    High,
}

const fn entry(
    key: &'static str,
    area: Area,
    required: bool,
    points: u8,
    effort: Level,
    user_impact: Level,
    derived: bool,
) -> Recommendation {
    Recommendation { key, area, required, points, effort, user_impact, derived }
}

/// The service's recommendations in order of rank: what blocks the start first, then points against effort.
pub const RECOMMENDATIONS: &[Recommendation] = &[
    entry("submit-onboarding", Area::Service, true, 0, Level::Low, Level::None, true),
    entry("grant-investigate", Area::Service, true, 0, Level::Low, Level::None, true),
    entry("name-incident-contact", Area::Service, true, 0, Level::Low, Level::None, true),
    entry("name-review-contact", Area::Service, true, 0, Level::Low, Level::None, true),
    entry("mfa-administrators", Area::Identity, true, 10, Level::Low, Level::Low, false),
    entry("antivirus-active", Area::Device, true, 9, Level::Medium, Level::None, false),
    entry("tamper-protection", Area::Device, true, 9, Level::Low, Level::None, false),
    entry("audit-log", Area::Data, true, 3, Level::Low, Level::None, false),
    entry("block-legacy-authentication", Area::Identity, false, 8, Level::Medium, Level::Medium, false),
    entry("edr-block-mode", Area::Device, false, 8, Level::Low, Level::None, false),
    entry("cloud-protection", Area::Device, false, 8, Level::Low, Level::None, false),
    entry("credential-theft-rule", Area::Device, false, 9, Level::Medium, Level::Low, false),
    entry("network-protection", Area::Device, false, 8, Level::Medium, Level::Medium, false),
    entry("safe-links", Area::Apps, false, 8, Level::Low, Level::Low, false),
    entry("user-consent", Area::Apps, false, 4, Level::Low, Level::Medium, false),
    entry("automated-investigation", Area::Device, false, 5, Level::Low, Level::Low, false),
    entry("unused-administrators", Area::Identity, false, 5, Level::High, Level::Low, false),
    entry("encrypt-devices", Area::Device, false, 6, Level::High, Level::Low, false),
];

/// The recommendation with a key.
pub fn recommendation(key: &str) -> Option<&'static Recommendation> {
    RECOMMENDATIONS.iter().find(|entry| entry.key == key)
}

/// The state that a person gives to a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ActionStatus {
    /// Nothing yet. Shown as "Complete now" where the gate waits for it.
    #[default]
    ToDo,
    /// Begun.
    InProgress,
    /// Done.
    Completed,
    /// Left as it is, with a reason; gives no points.
    RiskAccepted,
    /// Solved by another product or another way; gives full points.
    ResolvedAnotherWay,
}

impl ActionStatus {
    /// All states in the order in which they are shown.
    pub const ALL: [Self; 5] =
        [Self::ToDo, Self::InProgress, Self::Completed, Self::RiskAccepted, Self::ResolvedAnotherWay];

    /// Whether the gate may count it as met. A risk that the customer accepted is the customer's to take.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Completed | Self::RiskAccepted | Self::ResolvedAnotherWay)
    }
}

/// What a person said about a recommendation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ActionRecord {
    /// The state.
    pub status: ActionStatus,
    /// Why, where a reason is needed.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// When this was said.
    pub at: Timestamp,
}

/// Devices as an export of Defender for Endpoint machines counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DeviceCounts {
    /// All records of the export.
    pub records: u32,
    /// Left out: merged into another record.
    pub merged: u32,
    /// Left out: probably the same machine twice.
    pub duplicates: u32,
    /// Left out: excluded by the customer.
    pub excluded: u32,
    /// Not onboarded.
    pub not_onboarded: u32,
    /// Onboarded, but the sensor is silent.
    pub silent: u32,
    /// Onboarded and reporting, but antivirus is off or unknown.
    pub antivirus_off: u32,
    /// Onboarded, reporting, antivirus active.
    pub protected: u32,
}

/// Domain controllers as an export of Defender for Identity sensors counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IdentityCounts {
    /// Domain controllers known.
    pub controllers: u32,
    /// Those with a healthy sensor.
    pub healthy: u32,
}

/// What is known of the assets, and since when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct KnownAssets {
    /// The latest count of devices.
    pub devices: Option<(DeviceCounts, Timestamp)>,
    /// The latest count of identities.
    pub identities: Option<(IdentityCounts, Timestamp)>,
}

/// One condition of the gate: how many there are of how many that are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// How many are met.
    pub met: u32,
    /// How many are needed; `None` while that is unknown.
    pub needed: Option<u32>,
}

impl Condition {
    /// Whether the condition holds. An unknown target never holds.
    pub fn holds(self) -> bool {
        self.needed.is_some_and(|needed| self.met >= needed)
    }
}

/// The three conditions of the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Required actions.
    pub actions: Condition,
    /// Protected devices.
    pub devices: Condition,
    /// Identities.
    pub identities: Condition,
}

impl Gate {
    /// Whether monitoring may start.
    pub fn is_open(self) -> bool {
        self.actions.holds() && self.devices.holds() && self.identities.holds()
    }

    /// How many of the three hold.
    pub fn met_count(self) -> u32 {
        [self.actions, self.devices, self.identities]
            .into_iter()
            .map(|condition| u32::from(condition.holds()))
            .sum()
    }
}

/// How many devices must be protected: the share of the licensed ones, rounded up.
pub fn device_target(parameters: &ReadinessParameters) -> Option<u32> {
    parameters.licensed_devices.map(|licensed| share_of(licensed, parameters.device_target_percent))
}

/// The share of `all` in percent, rounded up.
pub fn share_of(all: u32, percent: u8) -> u32 {
    let share = (u64::from(all) * u64::from(percent)).div_ceil(100);
    u32::try_from(share).unwrap_or(u32::MAX)
}

/// The state of a recommendation that the settings answer; `None` for one that is answered by hand.
pub fn derived_status(key: &str, settings: &Settings, submitted: bool) -> Option<ActionStatus> {
    let done = match key {
        "submit-onboarding" => submitted,
        "grant-investigate" => submitted && settings.permissions.investigate,
        "name-incident-contact" => settings.contacts.iter().any(|contact| contact.for_incidents),
        "name-review-contact" => settings.contacts.iter().any(|contact| contact.for_reviews),
        _ => return None,
    };
    Some(if done { ActionStatus::Completed } else { ActionStatus::ToDo })
}
