//! Readiness: the service's own recommendations, protected assets, and the gate that starts monitoring.
//!
//! Source: service.md 1.5, readiness. It publishes no formula for protected assets, so ours is open and its
//! parameters are settings. The service advises; it never changes a setting itself.

pub use super::recommendation::{Area, Level, RECOMMENDATIONS, RESTORE, Recommendation, recommendation};

use super::coverage::{Mode, Workload};
use super::estate::licence::Seats;
use super::estate::machine::Standing;
use super::event::Event;
use super::settings::{ReadinessParameters, Settings};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What was last known is stale after this long (service.md 1.5, readiness: the state can lag up
/// to 24 hours).
const STALE_AFTER_MS: i64 = 24 * super::time::HOUR_MS;

/// Whether what was known at a moment is stale at another: after more than 24 hours, and not on the dot.
pub fn is_stale(known: Timestamp, now: Timestamp) -> bool {
    now.millis_since(known) > STALE_AFTER_MS
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
    /// The word under which the state is named; an action that the gate waits for says so.
    pub fn word(self, required: bool) -> &'static str {
        match self {
            Self::ToDo if required => "completeNow",
            Self::ToDo => "toDo",
            Self::InProgress => "inProgress",
            Self::Completed => "completed",
            Self::RiskAccepted => "riskAccepted",
            Self::ResolvedAnotherWay => "resolvedAnotherWay",
            Self::ResolvedThirdParty => "resolvedThirdParty",
        }
    }

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

impl ActionRecord {
    /// What an event says of an action needed, without who said it and when; `None` of other events.
    pub fn said(event: &Event) -> Option<Self> {
        let Event::ReadinessActionSet { key: _, status, reason, owner, due, evidence, expires } = event
        else {
            return None;
        };
        Some(Self {
            status: *status,
            reason: reason.clone(),
            owner: owner.clone(),
            due: *due,
            evidence: evidence.clone(),
            expires: *expires,
            ..Self::default()
        })
    }
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
    /// Left out: not in the device group to which coverage is limited.
    #[serde(skip_serializing_if = "is_none")]
    pub out_of_scope: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_none(count: &u32) -> bool {
    *count == 0
}

impl DeviceCounts {
    /// Counts a record by where it stands; `None` for one that is out of scope.
    pub fn add(&mut self, standing: Option<Standing>) {
        self.records += 1;
        let slot = match standing {
            None => &mut self.out_of_scope,
            Some(Standing::Merged) => &mut self.merged,
            Some(Standing::Duplicate) => &mut self.duplicates,
            Some(Standing::Excluded) => &mut self.excluded,
            Some(Standing::NotOnboarded) => &mut self.not_onboarded,
            Some(Standing::Silent) => &mut self.silent,
            Some(Standing::AntivirusOff) => &mut self.antivirus_off,
            Some(Standing::Protected) => &mut self.protected,
        };
        *slot += 1;
    }

    /// Devices that count: all that are not left out.
    pub fn counted(self) -> u32 {
        let parts = [self.not_onboarded, self.silent, self.antivirus_off, self.protected];
        parts.into_iter().fold(0, u32::saturating_add)
    }
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
    /// One that is not asked of this customer; see [`super::state::State::lacks`].
    pub const NOT_ASKED: Self = Self { met: 0, needed: Some(0) };

    /// Whether it is asked: no target is ever 0.
    pub fn is_asked(self) -> bool {
        self.needed != Some(0)
    }

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

/// What says how many devices are licensed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LicensedBy {
    /// A number that was entered for the formula.
    Entered,
    /// Imported subscriptions.
    Import,
    /// The seats that were entered with the licences.
    Seats,
}

/// How many devices are licensed, and what says so: what was entered for the formula, else the seats of Defender for
/// Endpoint Plan 2 among the imported subscriptions, else the seats that were entered with the licences (service.md 1.5:
/// the target derives from licences). Seats say nothing of devices where Defender for Endpoint is not licensed.
pub fn licensed_devices(settings: &Settings, assets: &KnownAssets) -> Option<(u32, LicensedBy)> {
    let imported = assets.seats.map(|(seats, _)| seats.endpoint).filter(|seats| *seats > 0);
    let said = settings.prerequisites.as_ref();
    let said = said.filter(|said| said.mode(Workload::Endpoint) != Mode::NotLicensed);
    let seats = said.and_then(|said| said.seats).filter(|seats| *seats > 0);
    let entered = settings.readiness.licensed_devices.map(|devices| (devices, LicensedBy::Entered));
    entered
        .or(imported.map(|seats| (seats, LicensedBy::Import)))
        .or(seats.map(|seats| (seats, LicensedBy::Seats)))
}

/// How many devices must be protected: the share of the licensed ones, rounded up.
pub fn device_target(settings: &Settings, assets: &KnownAssets) -> Option<u32> {
    let percent = settings.readiness.device_target_percent;
    licensed_devices(settings, assets).map(|(licensed, _)| share_of(licensed, percent))
}

/// How many domain controllers there are: those with a sensor, or more where a larger number was entered, since a
/// controller without any sensor is in no export.
pub fn known_controllers(parameters: &ReadinessParameters, counts: IdentityCounts) -> u32 {
    counts.controllers.max(parameters.controllers.unwrap_or(0))
}

/// How many domain controllers need a healthy sensor. `None` while none is known: an export of sensors that stand on no
/// domain controller says nothing of them.
pub fn identity_target(parameters: &ReadinessParameters, counts: IdentityCounts) -> Option<u32> {
    let known = known_controllers(parameters, counts);
    (known > 0).then(|| share_of(known, parameters.identity_target_percent))
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
