//! Imported records for tests, made to be changed.

use super::at;
use serde_json::{Value, json};
use watchfloor::domain::brief::{Asset, AssetKind};
use watchfloor::domain::record::{AlertRecord, EvidenceRecord, IncidentRecord};
use watchfloor::domain::vocabulary::{
    AlertStatus, Classification, Determination, Remediation, ServiceSource, Severity, Status, Verdict,
};

/// A new incident of high severity with one alert on the device `ws-1` and the user `kim`.
pub(crate) fn incident(id: &str) -> IncidentRecord {
    IncidentRecord {
        id: id.into(),
        tenant_id: None,
        display_name: format!("Incident {id}"),
        description: None,
        summary: None,
        status: Status::Active,
        severity: Severity::High,
        classification: Classification::Unknown,
        determination: Determination::Unknown,
        assigned_to: None,
        created_date_time: at("2026-04-30T20:00:00Z"),
        last_update_date_time: at("2026-04-30T21:00:00Z"),
        last_modified_by: None,
        resolving_comment: None,
        priority_score: None,
        redirect_incident_id: None,
        incident_web_url: None,
        custom_tags: Vec::new(),
        system_tags: Vec::new(),
        comments: Vec::new(),
        alerts: vec![alert(&[
            ("device", json!({"mdeDeviceId": "ws-1", "deviceDnsName": "ws-1", "rbacGroupName": "Clients"})),
            ("user", json!({"userAccount": {"userPrincipalName": "kim"}})),
        ])],
        extra: Default::default(),
    }
}

/// An alert of Defender for Endpoint with this evidence.
pub(crate) fn alert(evidence: &[(&str, Value)]) -> AlertRecord {
    AlertRecord {
        id: "a".into(),
        title: "Alert".into(),
        description: None,
        recommended_actions: None,
        category: Some("Execution".into()),
        status: AlertStatus::New,
        severity: Severity::High,
        classification: Classification::Unknown,
        determination: Determination::Unknown,
        service_source: ServiceSource::Endpoint,
        detection_source: Some("microsoftDefenderForEndpoint".into()),
        mitre_techniques: vec!["T1059.001".into()],
        created_date_time: at("2026-04-30T20:00:00Z"),
        last_update_date_time: None,
        resolved_date_time: None,
        first_activity_date_time: Some(at("2026-04-30T19:00:00Z")),
        last_activity_date_time: Some(at("2026-04-30T19:30:00Z")),
        evidence: evidence.iter().map(|(kind, facts)| piece(kind, facts.clone())).collect(),
        extra: Default::default(),
    }
}

fn piece(kind: &str, facts: Value) -> EvidenceRecord {
    EvidenceRecord {
        kind: kind.into(),
        created_date_time: None,
        verdict: Verdict::Suspicious,
        remediation_status: Remediation::None,
        facts: facts.as_object().cloned().unwrap_or_default(),
    }
}

/// A device as a person names it: without its group.
pub(crate) fn device(name: &str) -> Asset {
    Asset {
        kind: AssetKind::Device,
        id: name.into(),
        name: name.into(),
        group: None,
        critical: false,
        agreed: false,
        tags: Vec::new(),
        platform: None,
    }
}

/// A device of a group.
pub(crate) fn device_in(name: &str, group: &str) -> Asset {
    Asset { group: Some(group.into()), ..device(name) }
}

pub(crate) fn user(name: &str) -> Asset {
    Asset { kind: AssetKind::User, ..device(name) }
}
