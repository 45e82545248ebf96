//! What every list, figure and rule needs of an incident, in little space; details stay in the batch document.

mod alert_key;
mod assets;
mod evidence_kind;
mod facts;
mod marks;
mod sketch;

pub use alert_key::AlertKey;
pub(in crate::domain) use assets::HIGH_VALUE_TAGS;
pub use assets::{asset_from, asset_of};
pub use evidence_kind::EvidenceKind;
pub use facts::Facts;
pub use marks::MARK_FACTS;
pub use sketch::{AlertSketch, Touched};

use super::fast_map::FastMap;
use super::record::IncidentRecord;
use super::text::upright;
use super::time::Timestamp;
use super::vocabulary::{AlertStatus, Classification, Determination, Severity, Status, TacticSet};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The tag by which finished incidents of the experts are found.
pub const EXPERTS_TAG: &str = "Defender Experts";
/// How assignment to the experts is written in exports.
pub const EXPERTS_ASSIGNEE: &str = "Defender Experts";
/// How assignment to the customer is written in exports.
pub const CUSTOMER_ASSIGNEE: &str = "Customer";

/// What kind of thing an asset is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AssetKind {
    /// A computer.
    Device,
    /// An account of a person or service.
    User,
    /// A mailbox.
    Mailbox,
    /// An application in the cloud.
    CloudApp,
}

impl AssetKind {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Device, Self::User, Self::Mailbox, Self::CloudApp];

    /// The word used in documents and filters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::User => "user",
            Self::Mailbox => "mailbox",
            Self::CloudApp => "cloudApp",
        }
    }
}

/// What else filters ask about the alerts of an incident. A mark is a word of its kind and a value, as one text, so
/// that the rarely filled ones share one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// The operating system of a device.
    Platform,
    /// The severity of an alert.
    AlertSeverity,
    /// The state of an automated investigation.
    Investigation,
    /// A threat: family, malware or actor.
    Threat,
    /// A named actor is behind it, or experts hunted it down: a targeted attack.
    Targeted,
    /// The alert policy that raised it.
    Policy,
    /// A subscription in a cloud.
    Subscription,
    /// The sensitivity label of data.
    Sensitivity,
    /// A kind of evidence that is no asset, see [`EvidenceKind`].
    Evidence,
}

impl MarkKind {
    /// What a mark of this kind begins with.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Platform => "os:",
            Self::AlertSeverity => "sev:",
            Self::Investigation => "inv:",
            Self::Threat => "threat:",
            Self::Targeted => "target:",
            Self::Policy => "policy:",
            Self::Subscription => "sub:",
            Self::Sensitivity => "label:",
            Self::Evidence => "seen:",
        }
    }
}

/// An asset that an incident touches.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asset {
    /// What it is.
    pub kind: AssetKind,
    /// The id by which products know it, or its name where there is none. Lower case.
    pub id: String,
    /// The name that people know.
    pub name: String,
    /// The device group, where one is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether the source marks it as critical or of high value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub critical: bool,
    /// Whether the customer agreed that it is critical, which the catalogue knows and no source says. It weighs in
    /// priority and impact; an exclusion of high-value assets asks for the word of the source alone.
    #[serde(skip)]
    pub agreed: bool,
    /// Tags that the source gives it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The platform of a device, as the source spells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
}

impl Asset {
    /// Whether it weighs as critical: by the word of the source or by agreement with the customer (service.md 1.6).
    pub fn is_critical(&self) -> bool {
        self.critical || self.agreed
    }
}

/// The brief of one incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Brief {
    /// The id at the source.
    pub id: String,
    /// The name of the incident.
    pub title: String,
    /// How severe it is.
    pub severity: Severity,
    /// Where it is in its life, as the source says.
    pub status: Status,
    /// What it turned out to be, as the source says.
    pub classification: Classification,
    /// Why, as the source says.
    pub determination: Determination,
    /// Free text of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// When it was created.
    pub created: Timestamp,
    /// When the source last changed it.
    pub updated: Timestamp,
    /// The latest time at which one of its alerts was resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alerts_resolved: Option<Timestamp>,
    /// First activity over its alerts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_activity: Option<Timestamp>,
    /// Last activity over its alerts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_activity: Option<Timestamp>,
    /// The source's own score, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority_score: Option<u8>,
    /// The incident that this one was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_to: Option<String>,
    /// Tags of people and system, without repetitions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Products behind its alerts, in Graph's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Detectors behind its alerts, verbatim.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub detections: Vec<String>,
    /// Tactics of its alerts.
    #[serde(default)]
    pub tactics: TacticSet,
    /// Alert categories that are no tactic, such as Malware.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Technique ids of its alerts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub techniques: Vec<String>,
    /// Assets in the evidence of its alerts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<Asset>,
    /// What else filters ask, see [`MarkKind`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// How many alerts it has, each id once.
    #[serde(default)]
    pub alerts: u32,
    /// How many of them are not resolved.
    #[serde(default)]
    pub alerts_active: u32,
    /// How many of them the service covers; see [`super::scope`].
    #[serde(default)]
    pub alerts_covered: u32,
    /// Each of its alerts.
    #[serde(skip)]
    pub alert_keys: Vec<AlertKey>,
}

impl Brief {
    /// Sums up a record. What names another incident as the one it was merged into is redirected, whatever its status
    /// says.
    pub fn of(record: &IncidentRecord) -> Self {
        let alerts: Vec<_> = record.alerts.iter().map(AlertSketch::of).collect();
        Self::of_head(record, alerts)
    }

    /// Sums up a record whose alerts are told apart from it.
    pub fn of_head(record: &IncidentRecord, alerts: Vec<AlertSketch<'_>>) -> Self {
        let redirect_to =
            record.redirect_incident_id.as_deref().and_then(named).filter(|id| *id != record.id.trim());
        let status = if redirect_to.is_some() { Status::Redirected } else { record.status.clone() };
        let mut brief = Self {
            id: record.id.clone(),
            title: upright(&record.display_name).into_owned(),
            severity: record.severity.clone(),
            status,
            classification: record.classification.clone(),
            determination: record.determination.clone(),
            assigned_to: record.assigned_to.as_deref().and_then(named).map(str::to_owned),
            created: record.created_date_time,
            updated: record.last_update_date_time,
            alerts_resolved: None,
            first_activity: None,
            last_activity: None,
            priority_score: record.priority_score,
            redirect_to: redirect_to.map(str::to_owned),
            tags: distinct(record.custom_tags.iter().chain(&record.system_tags)),
            sources: Vec::new(),
            detections: Vec::new(),
            tactics: TacticSet::default(),
            categories: Vec::new(),
            techniques: Vec::new(),
            assets: Vec::new(),
            marks: Vec::new(),
            alerts: 0,
            alerts_active: 0,
            alerts_covered: 0,
            alert_keys: Vec::new(),
        };
        brief.take_alerts(alerts);
        brief
    }

    /// Whether its alerts saw a thing of a kind.
    pub fn saw(&self, kind: EvidenceKind) -> bool {
        let prefix = MarkKind::Evidence.prefix();
        let is_marked = |word: &str| self.marks.iter().any(|mark| mark.strip_prefix(prefix) == Some(word));
        let is_asset = |kind: AssetKind| self.assets.iter().any(|asset| asset.kind == kind);
        kind.asset().is_some_and(is_asset) || kind.source_word().is_some_and(is_marked)
    }

    fn take_alerts(&mut self, mut alerts: Vec<AlertSketch<'_>>) {
        self.alert_keys = each_once(&alerts, self.created);
        self.alerts = u32::try_from(self.alert_keys.len()).unwrap_or(u32::MAX);
        let count = |is: fn(AlertKey) -> bool, keys: &[AlertKey]| {
            u32::try_from(keys.iter().filter(|key| is(**key)).count()).unwrap_or(u32::MAX)
        };
        self.alerts_active = count(AlertKey::is_active, &self.alert_keys);
        self.alerts_covered = count(AlertKey::is_covered, &self.alert_keys);
        self.assets = assets::distinct(alerts.iter_mut().flat_map(|alert| alert.touched.take_assets()));
        self.sources = distinct(alerts.iter().map(|alert| alert.service_source.as_str()));
        self.detections = distinct(alerts.iter().filter_map(|alert| alert.detection_source.as_deref()));
        self.techniques = distinct(alerts.iter().flat_map(|alert| &alert.techniques));
        let categories = alerts.iter().filter(|alert| alert.tactic.is_none());
        self.tactics = alerts.iter().flat_map(|alert| alert.tactics().iter()).collect();
        self.categories = distinct(categories.filter_map(|alert| alert.category.as_deref()));
        self.marks = marks::of(&alerts);
        for alert in &alerts {
            self.alerts_resolved = self.alerts_resolved.max(alert.resolved);
            self.last_activity = self.last_activity.max(alert.last_activity);
            self.first_activity = match (self.first_activity, alert.first_activity) {
                (Some(first), Some(other)) => Some(first.min(other)),
                (first, other) => first.or(other),
            };
        }
    }
}

/// The alerts of an incident, each id once as it comes first: a hostile export may name one twice. What says no time is
/// as old as the incident.
fn each_once(alerts: &[AlertSketch<'_>], created: Timestamp) -> Vec<AlertKey> {
    let mut seen: FastMap<&str, ()> = FastMap::default();
    let mut keys = Vec::with_capacity(alerts.len());
    for (index, alert) in alerts.iter().enumerate() {
        let is_new = if alerts.len() <= FEW {
            !alerts.iter().take(index).any(|before| before.id == alert.id)
        } else {
            seen.insert(&alert.id, ()).is_none()
        };
        if is_new {
            let is_active = alert.status != AlertStatus::Resolved;
            keys.push(AlertKey::new(&alert.id, alert.said.unwrap_or(created), is_active, alert.is_covered));
        }
    }
    keys
}

/// Text that says something, without the space around it.
fn named(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// So many words are looked through one by one.
const FEW: usize = 16;

/// Words in the order of their first occurrence, blank ones left out. A set stands beside the list where it is long,
/// because a hostile export may hold tens of thousands.
fn distinct<'a, T: AsRef<str> + ?Sized + 'a>(words: impl Iterator<Item = &'a T>) -> Vec<String> {
    let mut list: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    for word in words.map(AsRef::as_ref).filter(|word| !word.trim().is_empty()) {
        let is_new = if list.len() < FEW {
            !list.contains(&word)
        } else {
            if seen.is_empty() {
                seen.extend(list.iter().copied());
            }
            seen.insert(word)
        };
        if is_new {
            list.push(word);
        }
    }
    list.into_iter().map(|word| upright(word).into_owned()).collect()
}
