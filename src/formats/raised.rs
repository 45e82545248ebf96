//! Incidents that are raised here, from a question or by the hunters, as text in the form of Graph: they come in by the
//! same door as every other incident.

use crate::domain::experts::inquiry::{About, AboutKind, Message};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Severity;
use serde_json::{Value, json};

/// An incident that is raised here.
#[derive(Clone, Debug, PartialEq)]
pub struct Raised<'a> {
    /// Its id, which no other incident has.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it is about, Markdown.
    pub description: &'a str,
    /// How severe it is.
    pub severity: Severity,
    /// When it is raised.
    pub at: Timestamp,
    /// What it is about.
    pub about: &'a [About],
    /// What was said before.
    pub messages: &'a [Message],
    /// Techniques, where they are known.
    pub techniques: &'a [String],
    /// The tactic of its alert in Graph's word, where it is known.
    pub category: Option<&'a str>,
    /// What the hunters recommend.
    pub recommended: &'a str,
    /// Their queries.
    pub queries: &'a [String],
}

impl Raised<'_> {
    /// The text of the export.
    pub fn text(&self) -> String {
        let at = self.at.to_string();
        let comments: Vec<Value> = self
            .messages
            .iter()
            .map(|message| {
                json!({
                    "comment": message.text,
                    "createdByDisplayName": message.by,
                    "createdDateTime": message.at.to_string(),
                })
            })
            .collect();
        let queries: Vec<Value> = self.queries.iter().map(|text| json!({ "kqlText": text })).collect();
        let evidence: Vec<Value> = self.about.iter().filter_map(|about| evidence(about, &at)).collect();
        let alert = json!({
            "id": format!("{}-alert", self.id),
            "incidentId": self.id,
            "title": self.title,
            "description": self.description,
            "category": self.category.unwrap_or("SuspiciousActivity"),
            "status": "new",
            "severity": self.severity.as_str(),
            "serviceSource": "microsoft365Defender",
            "detectionSource": "microsoftThreatExperts",
            "mitreTechniques": self.techniques,
            "createdDateTime": at,
            "lastUpdateDateTime": at,
            "firstActivityDateTime": at,
            "lastActivityDateTime": at,
            "evidence": evidence,
        });
        let incident = json!({
            "@odata.type": "#microsoft.graph.security.incident",
            "id": self.id,
            "displayName": self.title,
            "description": self.description,
            "status": "active",
            "severity": self.severity.as_str(),
            "classification": "unknown",
            "determination": "unknown",
            "createdDateTime": at,
            "lastUpdateDateTime": at,
            "recommendedActions": self.recommended,
            "recommendedHuntingQueries": queries,
            "comments": comments,
            "alerts": [alert],
        });
        json!({ "value": [incident] }).to_string()
    }
}

/// The evidence for something that a question is about; incidents and alerts have none.
fn evidence(about: &About, at: &str) -> Option<Value> {
    let name = if about.name.is_empty() { &about.id } else { &about.name };
    let kind = match about.kind {
        AboutKind::Device => json!({
            "@odata.type": "#microsoft.graph.security.deviceEvidence",
            "mdeDeviceId": about.id,
            "deviceDnsName": name,
        }),
        AboutKind::User => json!({
            "@odata.type": "#microsoft.graph.security.userEvidence",
            "userAccount": { "azureAdUserId": about.id, "userPrincipalName": name, "displayName": name },
        }),
        AboutKind::Mailbox => json!({
            "@odata.type": "#microsoft.graph.security.mailboxEvidence",
            "primaryAddress": about.id,
            "displayName": name,
        }),
        AboutKind::App => json!({
            "@odata.type": "#microsoft.graph.security.cloudApplicationEvidence",
            "appId": about.id,
            "displayName": name,
        }),
        AboutKind::Incident | AboutKind::Alert => return None,
    };
    let Value::Object(mut members) = kind else { return None };
    members.insert("createdDateTime".into(), at.into());
    members.insert("verdict".into(), "suspicious".into());
    members.insert("remediationStatus".into(), "none".into());
    Some(Value::Object(members))
}
