//! What the customer set: permissions, exclusions, contacts, Teams, response targets, readiness parameters.
//!
//! Source: service.md 1.2, settings. Where it names no default, ours are here, and a workspace can change
//! them.

use super::access::TemporaryAccess;
use super::approvals::Approvals;
use super::coverage::Prerequisites;
use super::experts::advisor::feedback::FeedbackTargets;
use super::hours::{Coverage, Hours};
use super::ids::ContactId;
use super::time::Timestamp;
use super::vocabulary::Severity;
use serde::{Deserialize, Serialize};

/// Longest text of a single-line field, such as a name or an address.
pub const LINE_CHARS_MAX: usize = 200;
/// How many contacts or exclusions a workspace may have; far above what a person can maintain.
pub const LIST_LEN_MAX: usize = 1_000;

/// A clock is at risk once less than a quarter of its time is left.
const AT_RISK_PERCENT: u8 = 25;
/// The next contact is told an hour after the one before.
const ESCALATE_MINUTES: u32 = 60;
/// Noise has a score under 15 (service.md 1.7, priority score: under 15 is low).
const FOLD_UNDER: u8 = 15;

/// What the experts may do (service.md 1.3, permissions). Service provider access itself is always on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Permissions {
    /// Investigate incidents and guide responses: role Security Reader.
    pub investigate: bool,
    /// Respond directly to active threats: role Security Operator. Never without `investigate`.
    pub respond: bool,
    /// Access security data from all devices; off: incidents that touch a device in a device group cannot be investigated.
    pub all_devices: bool,
}

impl Default for Permissions {
    /// Investigate is on by default; Respond is recommended and never assumed.
    fn default() -> Self {
        Self { investigate: true, respond: false, all_devices: true }
    }
}

/// What an exclusion names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ExclusionKind {
    /// All devices of a device group.
    #[default]
    DeviceGroup,
    /// All users of a group.
    UserGroup,
    /// A single asset, by name or id.
    Asset,
    /// Everything that bears a tag.
    Tag,
    /// Every device that is of high value, also one that becomes so later.
    HighValueDevices,
    /// Every user that is sensitive or a priority account, also one that becomes so later.
    HighValueUsers,
}

impl ExclusionKind {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::DeviceGroup,
        Self::UserGroup,
        Self::Asset,
        Self::Tag,
        Self::HighValueDevices,
        Self::HighValueUsers,
    ];

    /// The word used in documents and in the catalogue of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DeviceGroup => "deviceGroup",
            Self::UserGroup => "userGroup",
            Self::Asset => "asset",
            Self::Tag => "tag",
            Self::HighValueDevices => "highValueDevices",
            Self::HighValueUsers => "highValueUsers",
        }
    }

    /// Whether it needs a name; the others speak of everything of high value.
    pub fn has_name(self) -> bool {
        !matches!(self, Self::HighValueDevices | Self::HighValueUsers)
    }
}

/// Something on which the experts never act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exclusion {
    /// What is named.
    pub kind: ExclusionKind,
    /// The name of the group, asset or tag; blank for everything of high value.
    #[serde(default)]
    pub name: String,
    /// Since when it is excluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// When it ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
}

impl Exclusion {
    /// Its name, or the word of its kind where that needs none.
    pub fn label(&self) -> &str {
        if self.kind.has_name() { &self.name } else { self.kind.as_str() }
    }

    /// Whether it holds at a moment.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|end| now < end)
    }
}

/// Someone the experts turn to (service.md 1.4, contacts).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The name of a person or team.
    pub name: String,
    /// Where mail goes.
    pub email: String,
    /// Optional; digits, spaces and `+ ( ) - .` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Whether this is a group and not one person.
    #[serde(default)]
    pub is_team: bool,
    /// Told of incidents, urgently.
    pub for_incidents: bool,
    /// Told of reviews, briefings and updates.
    pub for_reviews: bool,
    /// Where it stands in the order of calls: 1 is called first. Those without come last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_order: Option<u8>,
    /// When it is on call; `None` is at all times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// The id of the person or group in the directory from which it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory_id: Option<String>,
}

impl Contact {
    /// Whether somebody answers at a moment.
    pub fn is_on_call(&self, at: super::time::Timestamp) -> bool {
        self.hours.as_ref().is_none_or(|hours| hours.cover(at))
    }
}

/// The Teams step: a web-hook address to which cards are posted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Teams {
    /// Whether managed responses are posted to Teams.
    pub enabled: bool,
    /// The incoming web-hook, `https` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook: Option<String>,
}

/// Response targets of one severity, in minutes; `None` is no target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// For the experts: from creation to a published response or conclusion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experts_minutes: Option<u32>,
    /// For the customer: from publication to the last action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_minutes: Option<u32>,
    /// When the clocks of this severity run.
    #[serde(default)]
    pub coverage: Coverage,
}

/// Response targets. The real service publishes none: these are called targets and never promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Targets {
    /// High and Critical.
    pub high: Target,
    /// Medium.
    pub medium: Target,
    /// Low and Informational.
    pub low: Target,
}

impl Default for Targets {
    fn default() -> Self {
        let hours = |experts: u32, customer: u32, coverage| Target {
            experts_minutes: Some(experts * 60),
            customer_minutes: Some(customer * 60),
            coverage,
        };
        Self {
            high: hours(1, 3, Coverage::Always),
            medium: hours(4, 8, Coverage::Business),
            low: Target { experts_minutes: None, customer_minutes: None, coverage: Coverage::Business },
        }
    }
}

impl Targets {
    /// The targets of a severity.
    pub fn of(&self, severity: &Severity) -> Target {
        match severity {
            Severity::Critical | Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low | Severity::Informational | Severity::Unknown | Severity::Other(_) => self.low,
        }
    }
}

/// The parameters of the protected-assets formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadinessParameters {
    /// Share of the licensed devices that must be protected.
    pub device_target_percent: u8,
    /// Share of the known domain controllers that need a healthy sensor.
    pub identity_target_percent: u8,
    /// How many devices the licences cover, entered by hand or imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licensed_devices: Option<u32>,
    /// How many domain controllers there are, where somebody counted them: more may be there than have a sensor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub controllers: Option<u32>,
    /// Days between two reviews of readiness. The service publishes no rhythm beyond "periodically".
    #[serde(default = "review_days")]
    pub review_days: u16,
}

/// A quarter: the rhythm of business reviews.
fn review_days() -> u16 {
    90
}

impl Default for ReadinessParameters {
    fn default() -> Self {
        Self {
            device_target_percent: 98,
            identity_target_percent: 100,
            licensed_devices: None,
            controllers: None,
            review_days: review_days(),
        }
    }
}

/// Everything a workspace has set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Severities that the experts work: High and Medium unless changed. Critical counts as worked always.
    pub worked_severities: Vec<Severity>,
    /// What the experts may do.
    pub permissions: Permissions,
    /// On what they never act.
    pub exclusions: Vec<Exclusion>,
    /// Whom they turn to.
    pub contacts: Vec<Contact>,
    /// The Teams step.
    pub teams: Teams,
    /// Response targets.
    pub targets: Targets,
    /// Parameters of the readiness formula.
    pub readiness: ReadinessParameters,
    /// The service is limited to the members of two groups whose names are fixed.
    pub scoped_coverage: bool,
    /// Access that was granted for a purpose and ends.
    pub access: Vec<TemporaryAccess>,
    /// The approval matrix.
    pub approvals: Approvals,
    /// What counts as day: in the matrix, and for targets that run in business hours.
    pub business_hours: Hours,
    /// Licences and deployment, once they were said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prerequisites: Option<Prerequisites>,
    /// A second administrator must agree to changes of what the experts may do.
    pub second_approval: bool,
    /// A clock is at risk once less than this share of its time is left, in percent.
    pub at_risk_percent: u8,
    /// So many minutes after a missed target, and again after each further so many, the next contact is to be told.
    pub escalate_minutes: u32,
    /// Within how many hours the advisor answers feedback and escalations.
    pub feedback: FeedbackTargets,
    /// Incidents with a score under this and without a critical asset are noise, which the queue folds; 0 folds none.
    pub fold_under: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            worked_severities: vec![Severity::High, Severity::Medium],
            permissions: Permissions::default(),
            exclusions: Vec::new(),
            contacts: Vec::new(),
            teams: Teams::default(),
            targets: Targets::default(),
            readiness: ReadinessParameters::default(),
            scoped_coverage: false,
            access: Vec::new(),
            approvals: Approvals::default(),
            business_hours: Hours::default(),
            prerequisites: None,
            second_approval: false,
            at_risk_percent: AT_RISK_PERCENT,
            escalate_minutes: ESCALATE_MINUTES,
            feedback: FeedbackTargets::default(),
            fold_under: FOLD_UNDER,
        }
    }
}

impl Settings {
    /// These settings with what the experts may do taken from others: permissions, scoped coverage, temporary access,
    /// exclusions, the approval matrix with its hours, and whether a second approval is needed for them.
    pub fn with_bounds_of(&self, other: &Self) -> Self {
        Self {
            permissions: other.permissions,
            scoped_coverage: other.scoped_coverage,
            access: other.access.clone(),
            exclusions: other.exclusions.clone(),
            approvals: other.approvals.clone(),
            business_hours: other.business_hours.clone(),
            second_approval: other.second_approval,
            ..self.clone()
        }
    }

    /// Whether the experts work incidents of a severity.
    pub fn works(&self, severity: &Severity) -> bool {
        *severity == Severity::Critical || self.worked_severities.contains(severity)
    }
}
