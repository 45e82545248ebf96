//! Imported records in normalised form, as a batch document holds them: Graph's names, our spelling of words.
//!
//! Fields that we do not know stay in `extra` untouched, so that an export gives them back.

use super::time::Timestamp;
use super::vocabulary::{
    AlertStatus, Classification, Determination, Remediation, ServiceSource, Severity, Status, Verdict,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// An incident with its alerts (Graph `microsoft.graph.security.incident`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IncidentRecord {
    /// The id at the source, unique in a tenant.
    pub id: String,
    /// The tenant, where the source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// The name of the incident.
    pub display_name: String,
    /// What it is about; may hold markup, which is text to us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The experts' summary, where the source has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Where it is in its life.
    pub status: Status,
    /// How severe it is.
    pub severity: Severity,
    /// What it turned out to be.
    pub classification: Classification,
    /// Why.
    pub determination: Determination,
    /// Free text: `Defender Experts`, `Customer`, an address, or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// When it was created.
    pub created_date_time: Timestamp,
    /// When it last changed.
    pub last_update_date_time: Timestamp,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<String>,
    /// The note given when it was resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolving_comment: Option<String>,
    /// The source's own score, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority_score: Option<u8>,
    /// The incident that this one was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_incident_id: Option<String>,
    /// Where the source shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident_web_url: Option<String>,
    /// Tags that people gave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custom_tags: Vec<String>,
    /// Tags that the system gave, `Defender Experts` among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub system_tags: Vec<String>,
    /// Comments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<CommentRecord>,
    /// Alerts, when the export was made with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<AlertRecord>,
    /// Everything else the source said.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl IncidentRecord {
    /// What the source recommends to do, Markdown (`recommendedActions`); a notification of the hunters has it.
    pub fn recommended_actions(&self) -> Option<&str> {
        self.extra.get("recommendedActions")?.as_str().filter(|text| !text.trim().is_empty())
    }

    /// The queries with which the source would hunt on (`recommendedHuntingQueries`), in KQL.
    pub fn hunting_queries(&self) -> Vec<&str> {
        let list = self.extra.get("recommendedHuntingQueries").and_then(Value::as_array);
        let texts = list.into_iter().flatten().filter_map(|query| query.get("kqlText")?.as_str());
        texts.filter(|text| !text.trim().is_empty()).collect()
    }
}

/// A comment on an incident or alert.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CommentRecord {
    /// The text.
    pub comment: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by_display_name: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<Timestamp>,
    /// Everything else the source said.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The alerts of an incident without the rest of it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct AlertsOnly {
    /// Alerts, when the export was made with them.
    #[serde(default)]
    pub alerts: Vec<AlertRecord>,
}

/// An alert (Graph `alerts_v2`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertRecord {
    /// The id at the source.
    pub id: String,
    /// The name of the alert.
    pub title: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What the product advises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended_actions: Option<String>,
    /// The tactic, or a word such as Malware.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Its state.
    pub status: AlertStatus,
    /// How severe it is.
    pub severity: Severity,
    /// What it turned out to be.
    pub classification: Classification,
    /// Why.
    pub determination: Determination,
    /// The product that raised it.
    pub service_source: ServiceSource,
    /// The detector, verbatim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detection_source: Option<String>,
    /// Technique ids such as `T1546.003`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mitre_techniques: Vec<String>,
    /// When it was created.
    pub created_date_time: Timestamp,
    /// When it last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_update_date_time: Option<Timestamp>,
    /// When it was resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_date_time: Option<Timestamp>,
    /// The first activity behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_activity_date_time: Option<Timestamp>,
    /// The last activity behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_activity_date_time: Option<Timestamp>,
    /// What was found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceRecord>,
    /// Everything else the source said.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The alerts of an incident, each id once: what comes twice is the first with the evidence of both. A hostile export
/// may hold that, and nothing that counts or opens an alert could tell the two apart.
pub fn each_once(alerts: Vec<AlertRecord>) -> Vec<AlertRecord> {
    let mut places = HashMap::with_capacity(alerts.len());
    let is_doubled = alerts.iter().enumerate().any(|(at, alert)| places.insert(&*alert.id, at).is_some());
    if !is_doubled {
        return alerts;
    }
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut once: Vec<AlertRecord> = Vec::new();
    for mut alert in alerts {
        let first = places.get(&alert.id).and_then(|at| once.get_mut(*at));
        if let Some(first) = first {
            first.evidence.append(&mut alert.evidence);
        } else {
            places.insert(alert.id.clone(), once.len());
            once.push(alert);
        }
    }
    once
}

/// One piece of evidence. 48 kinds exist: the common part is typed, the rest is in `facts`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceRecord {
    /// The kind without prefix and suffix: `device`, `user`, `file`; unknown ones verbatim.
    pub kind: String,
    /// When it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<Timestamp>,
    /// What was found about it.
    pub verdict: Verdict,
    /// What was done about it.
    pub remediation_status: Remediation,
    /// Everything else the source said, by its own names.
    #[serde(flatten)]
    pub facts: Map<String, Value>,
}
