//! What every list, figure and rule needs of an incident, in little space; details stay in the batch document.

use super::record::{EvidenceRecord, IncidentRecord};
use super::time::Timestamp;
use super::vocabulary::{AlertStatus, Classification, Determination, Severity, Status, Tactic, TacticSet};
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
    /// How many alerts it has.
    #[serde(default)]
    pub alerts: u32,
    /// How many of them are not resolved.
    #[serde(default)]
    pub alerts_active: u32,
}

impl Brief {
    /// Sums up a record.
    pub fn of(record: &IncidentRecord) -> Self {
        let mut brief = Self {
            id: record.id.clone(),
            title: record.display_name.clone(),
            severity: record.severity.clone(),
            status: record.status.clone(),
            classification: record.classification.clone(),
            determination: record.determination.clone(),
            assigned_to: record.assigned_to.clone().filter(|text| !text.trim().is_empty()),
            created: record.created_date_time,
            updated: record.last_update_date_time,
            alerts_resolved: None,
            first_activity: None,
            last_activity: None,
            priority_score: record.priority_score,
            redirect_to: record.redirect_incident_id.clone(),
            tags: Vec::new(),
            sources: Vec::new(),
            detections: Vec::new(),
            tactics: TacticSet::default(),
            categories: Vec::new(),
            techniques: Vec::new(),
            assets: Vec::new(),
            alerts: u32::try_from(record.alerts.len()).unwrap_or(u32::MAX),
            alerts_active: 0,
        };
        for tag in record.custom_tags.iter().chain(&record.system_tags) {
            push_new(&mut brief.tags, tag);
        }
        for alert in &record.alerts {
            push_new(&mut brief.sources, alert.service_source.as_str());
            if let Some(detection) = &alert.detection_source {
                push_new(&mut brief.detections, detection);
            }
            if let Some(category) = alert.category.as_deref().filter(|word| !word.trim().is_empty()) {
                match Tactic::parse(category) {
                    Some(tactic) => brief.tactics.insert(tactic),
                    None => push_new(&mut brief.categories, category),
                }
            }
            for technique in &alert.mitre_techniques {
                push_new(&mut brief.techniques, technique);
            }
            for evidence in &alert.evidence {
                if let Some(asset) = asset_of(evidence)
                    && !brief.assets.iter().any(|known| known.kind == asset.kind && known.id == asset.id)
                {
                    brief.assets.push(asset);
                }
            }
            brief.alerts_active += u32::from(alert.status != AlertStatus::Resolved);
            brief.alerts_resolved = brief.alerts_resolved.max(alert.resolved_date_time);
            brief.last_activity = brief.last_activity.max(alert.last_activity_date_time);
            brief.first_activity = match (brief.first_activity, alert.first_activity_date_time) {
                (Some(first), Some(other)) => Some(first.min(other)),
                (first, other) => first.or(other),
            };
        }
        brief
    }
}

fn push_new(list: &mut Vec<String>, word: &str) {
    if !list.iter().any(|known| known == word) {
        list.push(word.to_owned());
    }
}

/// The asset that a piece of evidence describes; `None` for evidence that is not an asset, such as a file.
pub fn asset_of(evidence: &EvidenceRecord) -> Option<Asset> {
    let facts = &evidence.facts;
    let text = |map: &serde_json::Map<String, Value>, keys: &[&str]| -> Option<String> {
        keys.iter()
            .filter_map(|key| map.get(*key))
            .find_map(|value| value.as_str().map(str::trim).filter(|text| !text.is_empty()))
            .map(str::to_owned)
    };
    let asset = |kind, id: Option<String>, name: Option<String>| {
        let id = id.or_else(|| name.clone())?;
        let name = name.unwrap_or_else(|| id.clone());
        Some(Asset { kind, id: id.to_lowercase(), name, group: None, critical: false })
    };
    match evidence.kind.as_str() {
        "device" => {
            let mut device = asset(
                AssetKind::Device,
                text(facts, &["mdeDeviceId", "azureAdDeviceId"]),
                text(facts, &["deviceDnsName", "hostName"]),
            )?;
            device.group = text(facts, &["rbacGroupName"]);
            device.critical =
                text(facts, &["deviceValue"]).is_some_and(|value| value.eq_ignore_ascii_case("high"));
            Some(device)
        }
        "user" => {
            let account = facts.get("userAccount").and_then(Value::as_object)?;
            asset(
                AssetKind::User,
                text(account, &["azureAdUserId", "userSid", "userPrincipalName", "accountName"]),
                text(account, &["userPrincipalName", "accountName", "displayName"]),
            )
        }
        "mailbox" => {
            let name = text(facts, &["primaryAddress", "displayName"]);
            asset(AssetKind::Mailbox, name.clone(), name)
        }
        "cloudApplication" | "oauthApplication" => {
            let id = facts.get("appId").map(|id| match id {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            asset(AssetKind::CloudApp, id, text(facts, &["displayName"]))
        }
        _ => None,
    }
}
