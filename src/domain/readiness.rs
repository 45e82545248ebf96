//! Readiness: the service's own recommendations, protected assets, and the gate that starts monitoring.
//!
//! Source: the service's documentation, readiness. It publishes no formula for protected assets, so ours is open and its
//! parameters are settings. The service advises; it never changes a setting itself.

use super::estate::licence::Seats;
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
    /// The controls of Secure Score that measure it. It is done when all of them that a day scores give full points.
    pub controls: &'static [&'static str],
    /// The ATT&CK techniques that it makes harder, to find the incidents that it concerns.
    pub techniques: &'static [&'static str],
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Level {
    None,
    Low,
    Medium,
    High,
}

impl Level {
    /// Reads a level as Secure Score writes it: `High`, `high`, `Moderate`, `moderate` (service.md 2.4); `None` for
    /// `Unknown`, nothing and other words.
    pub fn parse(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "none" => Some(Self::None),
            "low" => Some(Self::Low),
            "medium" | "moderate" => Some(Self::Medium),
            "high" => Some(Self::High),
            _ => None,
        }
    }
}

const fn by_settings(key: &'static str) -> Recommendation {
    Recommendation {
        key,
        area: Area::Service,
        required: true,
        points: 0,
        effort: Level::Low,
        user_impact: Level::None,
        derived: true,
        controls: &[],
        techniques: &[],
    }
}

const fn by_hand(
    key: &'static str,
    area: Area,
    points: u8,
    effort: Level,
    user_impact: Level,
) -> Recommendation {
    Recommendation { area, required: false, points, effort, user_impact, derived: false, ..by_settings(key) }
}

/// What the gate waits for.
const fn required(entry: Recommendation) -> Recommendation {
    Recommendation { required: true, ..entry }
}

/// How Secure Score measures it, and what it helps against.
const fn against(
    entry: Recommendation,
    controls: &'static [&'static str],
    techniques: &'static [&'static str],
) -> Recommendation {
    Recommendation { controls, techniques, ..entry }
}

/// The service's own recommendations.
pub const RECOMMENDATIONS: &[Recommendation] = {
    use Area::{Apps, Data, Device, Identity};
    use Level::{High, Low, Medium, None};
    &[
        by_settings("submit-onboarding"),
        by_settings("grant-investigate"),
        by_settings("name-incident-contact"),
        by_settings("name-review-contact"),
        required(against(
            by_hand("mfa-administrators", Identity, 10, Low, Low),
            &["AdminMFAV2"],
            &["T1078", "T1110"],
        )),
        required(against(
            by_hand("antivirus-active", Device, 9, Medium, None),
            &["scid_2010"],
            &["T1204", "T1486"],
        )),
        required(against(by_hand("tamper-protection", Device, 9, Low, None), &["scid_2003"], &["T1562"])),
        required(against(by_hand("audit-log", Data, 3, Low, None), &["mip_search_auditlog"], &["T1114"])),
        against(
            by_hand("block-legacy-authentication", Identity, 8, Medium, Medium),
            &["BlockLegacyAuthentication"],
            &["T1110", "T1078"],
        ),
        against(by_hand("edr-block-mode", Device, 8, Low, None), &["scid_2004"], &["T1055", "T1059"]),
        against(by_hand("cloud-protection", Device, 8, Low, None), &["scid_2016"], &["T1204"]),
        against(by_hand("credential-theft-rule", Device, 9, Medium, Low), &["scid_2509"], &["T1003"]),
        against(by_hand("network-protection", Device, 8, Medium, Medium), &["scid_96"], &["T1071", "T1105"]),
        against(by_hand("safe-links", Apps, 8, Low, Low), &["mdo_safelinksforemail"], &["T1566"]),
        against(by_hand("user-consent", Apps, 4, Low, Medium), &["IntegratedApps"], &["T1528"]),
        by_hand("automated-investigation", Device, 5, Low, Low),
        against(by_hand("unused-administrators", Identity, 5, High, Low), &["RoleOverlap"], &["T1078"]),
        against(by_hand("encrypt-devices", Device, 6, High, Low), &["scid_2090"], &[]),
    ]
};

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
    /// Resolved through alternate mitigation; gives full points.
    ResolvedAnotherWay,
    /// Resolved through third party; gives full points.
    ResolvedThirdParty,
}

impl ActionStatus {
    /// All states in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::ToDo,
        Self::InProgress,
        Self::Completed,
        Self::RiskAccepted,
        Self::ResolvedThirdParty,
        Self::ResolvedAnotherWay,
    ];

    /// Whether it stands for the points that the control could give (service.md 1.5: the two *Resolved through* give
    /// full points, an accepted risk none).
    pub fn gives_points(self) -> bool {
        matches!(self, Self::Completed | Self::ResolvedThirdParty | Self::ResolvedAnotherWay)
    }

    /// Whether a reason must be given with it.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::RiskAccepted | Self::ResolvedThirdParty | Self::ResolvedAnotherWay)
    }

    /// Whether the gate may count it as met. A risk that the customer accepted is the customer's to take.
    pub fn is_settled(self) -> bool {
        self.gives_points() || self == Self::RiskAccepted
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
    /// By when it shall be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// What shows that it is done, such as the number of a change.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// When an accepted risk has to be looked at again; then it is to do once more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// When this was said.
    pub at: Timestamp,
    /// Who said it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
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
    /// The seats of the latest export of subscriptions.
    pub seats: Option<(Seats, Timestamp)>,
    /// The newest day of Secure Score, and when it was imported.
    pub score: Option<(ScorePoint, Timestamp)>,
}

/// Secure Score of a day in two numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ScorePoint {
    /// When it was computed.
    pub at: Timestamp,
    /// Points that the tenant has.
    pub current: f64,
    /// Points that it could have.
    pub max: f64,
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

/// How many devices are licensed: what was entered, else the seats of Defender for Endpoint Plan 2 among the imported
/// subscriptions (service.md 1.5: the target derives from licences).
pub fn licensed_devices(parameters: &ReadinessParameters, assets: &KnownAssets) -> Option<u32> {
    let imported = assets.seats.map(|(seats, _)| seats.endpoint).filter(|seats| *seats > 0);
    parameters.licensed_devices.or(imported)
}

/// How many devices must be protected: the share of the licensed ones, rounded up.
pub fn device_target(parameters: &ReadinessParameters, assets: &KnownAssets) -> Option<u32> {
    licensed_devices(parameters, assets).map(|licensed| share_of(licensed, parameters.device_target_percent))
}

/// How many domain controllers there are: those with a sensor, or more where a larger number was entered, since a
/// controller without any sensor is in no export.
pub fn known_controllers(parameters: &ReadinessParameters, counts: IdentityCounts) -> u32 {
    counts.controllers.max(parameters.controllers.unwrap_or(0))
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
