//! What every list, figure and rule needs of an incident, in little space; details stay in the batch document.

mod marks;

pub use marks::MARK_FACTS;

use super::record::{AlertRecord, EvidenceRecord, IncidentRecord};
use super::scope::covers;
use super::time::Timestamp;
use super::vocabulary::{AlertStatus, Classification, Determination, Severity, Status, Tactic, TacticSet};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
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
    /// Tags that the source gives it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The platform of a device, as the source spells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
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
    /// How many alerts it has.
    #[serde(default)]
    pub alerts: u32,
    /// How many of them are not resolved.
    #[serde(default)]
    pub alerts_active: u32,
    /// How many of them the service covers; see [`super::scope`].
    #[serde(default)]
    pub alerts_covered: u32,
}

impl Brief {
    /// Sums up a record. What names another incident as the one it was merged into is redirected, whatever its status
    /// says.
    pub fn of(record: &IncidentRecord) -> Self {
        let redirect_to = named(record.redirect_incident_id.as_deref()).filter(|id| *id != record.id.trim());
        let status = if redirect_to.is_some() { Status::Redirected } else { record.status.clone() };
        let mut brief = Self {
            id: record.id.clone(),
            title: record.display_name.clone(),
            severity: record.severity.clone(),
            status,
            classification: record.classification.clone(),
            determination: record.determination.clone(),
            assigned_to: named(record.assigned_to.as_deref()).map(str::to_owned),
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
        };
        brief.take_alerts(&record.alerts);
        brief
    }

    fn take_alerts(&mut self, alerts: &[AlertRecord]) {
        self.alerts = u32::try_from(alerts.len()).unwrap_or(u32::MAX);
        self.sources = distinct(alerts.iter().map(|alert| alert.service_source.as_str()));
        self.detections = distinct(alerts.iter().filter_map(|alert| alert.detection_source.as_deref()));
        self.techniques = distinct(alerts.iter().flat_map(|alert| &alert.mitre_techniques));
        let categories = alerts.iter().filter_map(|alert| alert.category.as_deref());
        self.tactics = categories.clone().filter_map(Tactic::parse).collect();
        self.categories = distinct(categories.filter(|word| Tactic::parse(word).is_none()));
        self.marks = marks::of(alerts);
        let mut seen = HashSet::new();
        for asset in alerts.iter().flat_map(|alert| &alert.evidence).filter_map(asset_of) {
            if seen.insert((asset.kind, asset.id.clone())) {
                self.assets.push(asset);
            }
        }
        for alert in alerts {
            self.alerts_active += u32::from(alert.status != AlertStatus::Resolved);
            self.alerts_covered += u32::from(covers(alert));
            self.alerts_resolved = self.alerts_resolved.max(alert.resolved_date_time);
            self.last_activity = self.last_activity.max(alert.last_activity_date_time);
            self.first_activity = match (self.first_activity, alert.first_activity_date_time) {
                (Some(first), Some(other)) => Some(first.min(other)),
                (first, other) => first.or(other),
            };
        }
    }
}

/// Text that says something, without the space around it.
fn named(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Words in the order of their first occurrence, blank ones left out. A set beside the list, because a hostile export
/// may hold tens of thousands.
fn distinct<'a, T: AsRef<str> + ?Sized + 'a>(words: impl Iterator<Item = &'a T>) -> Vec<String> {
    let mut seen = HashSet::new();
    let words = words.map(AsRef::as_ref).filter(|word| !word.trim().is_empty());
    words.filter(|word| seen.insert(*word)).map(str::to_owned).collect()
}

/// The id that products write for "none".
const NO_ID: &str = "00000000-0000-0000-0000-000000000000";
/// The tags by which products mark users of high value (the service's documentation, exclusions).
const HIGH_VALUE_TAGS: [&str; 2] = ["Sensitive", "Priority account"];
/// The name that Defender for Endpoint writes for a device that is in no group.
const NO_GROUP: &str = "UnassignedGroup";

/// The first of these facts that says something.
fn fact<'a>(facts: &'a Map<String, Value>, keys: &[&str]) -> Option<&'a str> {
    let said = |key: &&str| named(facts.get(*key)?.as_str()).filter(|text| *text != NO_ID);
    keys.iter().find_map(said)
}

fn asset(kind: AssetKind, id: Option<&str>, name: Option<&str>) -> Option<Asset> {
    let id = id.or(name)?;
    let name = name.unwrap_or(id).to_owned();
    Some(Asset {
        kind,
        id: id.to_lowercase(),
        name,
        group: None,
        critical: false,
        tags: Vec::new(),
        platform: None,
    })
}

/// The tags that a piece of evidence bears, without blank ones.
fn tags_of(facts: &Map<String, Value>) -> Vec<String> {
    let tags = facts.get("tags").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    distinct(tags.iter().filter_map(Value::as_str))
}

/// The asset that a piece of evidence describes; `None` for evidence that is not an asset, such as a file, or that
/// does not say which.
pub fn asset_of(evidence: &EvidenceRecord) -> Option<Asset> {
    let facts = &evidence.facts;
    match evidence.kind.as_str() {
        "device" => {
            let id = fact(facts, &["mdeDeviceId", "azureAdDeviceId"]);
            let device = asset(AssetKind::Device, id, fact(facts, &["deviceDnsName", "hostName"]))?;
            let group = fact(facts, &["rbacGroupName"]).filter(|group| !group.eq_ignore_ascii_case(NO_GROUP));
            let critical =
                fact(facts, &["deviceValue"]).is_some_and(|value| value.eq_ignore_ascii_case("high"));
            let platform = fact(facts, &["osPlatform"]).map(str::to_owned);
            Some(Asset {
                group: group.map(str::to_owned),
                critical,
                tags: tags_of(facts),
                platform,
                ..device
            })
        }
        "user" => {
            let account = facts.get("userAccount").and_then(Value::as_object)?;
            let id = fact(account, &["azureAdUserId", "userSid", "userPrincipalName", "accountName"]);
            let name = fact(account, &["userPrincipalName", "accountName", "displayName"]);
            let tags = tags_of(facts);
            // Sensitive for Defender for Identity, priority account for Defender for Office 365.
            let is_high = |tag: &String| HIGH_VALUE_TAGS.iter().any(|high| tag.eq_ignore_ascii_case(high));
            let critical = tags.iter().any(is_high);
            Some(Asset { critical, tags, ..asset(AssetKind::User, id, name)? })
        }
        "mailbox" => {
            let name = fact(facts, &["primaryAddress", "displayName"]);
            asset(AssetKind::Mailbox, name, name)
        }
        "cloudApplication" | "oauthApplication" => {
            // Cloud Apps numbers applications, Entra ID gives them text.
            let number = facts.get("appId").and_then(Value::as_u64).map(|number| number.to_string());
            let id = number.as_deref().or_else(|| fact(facts, &["appId"]));
            asset(AssetKind::CloudApp, id, fact(facts, &["displayName"]))
        }
        _ => None,
    }
}
