//! Alerts, evidence and comments that came without their incident, and how they are joined with it.

use crate::domain::ids::IncidentId;
use crate::domain::record::{AlertRecord, CommentRecord, EvidenceRecord, IncidentRecord};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{AlertStatus, Classification, Determination, Severity, Status};
use crate::formats::foreign::LooseAlert;
use serde_json::Map;
use std::collections::{BTreeMap, HashMap};

/// What waits for one incident.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    alerts: Vec<AlertRecord>,
    comments: Vec<CommentRecord>,
    /// Evidence of alerts that did not come with it, by the id of the alert.
    evidence: Vec<(String, EvidenceRecord)>,
}

/// What came without its incident.
#[derive(Debug, Default)]
pub(super) struct Loose {
    waiting: BTreeMap<String, Waiting>,
    evidence: HashMap<String, Vec<EvidenceRecord>>,
}

/// How many were joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JoinCounts {
    /// Alerts that joined an incident.
    pub alerts: u64,
    /// Comments that joined an incident.
    pub comments: u64,
    /// Incidents that were made of alerts whose incident is not here.
    pub made: u64,
    /// Alerts, comments and pieces of evidence whose incident or alert is not here.
    pub left_out: u64,
}

impl Loose {
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.evidence.is_empty()
    }

    pub(super) fn add_alert(&mut self, alert: LooseAlert) {
        let waiting = self.waiting.entry(alert.incident.as_str().to_owned()).or_default();
        waiting.alerts.push(alert.record);
    }

    pub(super) fn add_comment(&mut self, incident: &IncidentId, comment: CommentRecord) {
        self.waiting.entry(incident.as_str().to_owned()).or_default().comments.push(comment);
    }

    pub(super) fn add_evidence(&mut self, alert: String, evidence: EvidenceRecord) {
        self.evidence.entry(alert).or_default().push(evidence);
    }

    /// Gives evidence to its alerts and answers what waits, by incident. Evidence of an alert that is not here waits for
    /// the incident that was made of that alert.
    pub(super) fn take(&mut self) -> BTreeMap<String, Waiting> {
        let mut evidence = std::mem::take(&mut self.evidence);
        for alert in self.waiting.values_mut().flat_map(|waiting| &mut waiting.alerts) {
            add_evidence(alert, evidence.remove(&alert.id).unwrap_or_default());
        }
        let mut waiting = std::mem::take(&mut self.waiting);
        for (alert, pieces) in evidence {
            let place = waiting.entry(alert.clone()).or_default();
            place.evidence.extend(pieces.into_iter().map(|piece| (alert.clone(), piece)));
        }
        waiting
    }
}

fn add_evidence(alert: &mut AlertRecord, pieces: Vec<EvidenceRecord>) -> bool {
    let before = alert.evidence.len();
    for piece in pieces {
        if !alert.evidence.contains(&piece) {
            alert.evidence.push(piece);
        }
    }
    alert.evidence.len() > before
}

/// When an alert last changed.
fn changed(alert: &AlertRecord) -> Timestamp {
    alert.last_update_date_time.unwrap_or(alert.created_date_time)
}

/// Joins what waits with its incident; `None` when nothing is new or there is nothing to make an incident of.
pub(super) fn join(
    id: &str,
    known: Option<IncidentRecord>,
    waiting: Waiting,
    counts: &mut JoinCounts,
) -> Option<IncidentRecord> {
    let mut waiting = waiting;
    let (mut record, mut is_new) = match known {
        Some(record) => (record, false),
        None => match made_of(id, &waiting.alerts) {
            Some(record) => {
                counts.made += 1;
                (record, true)
            }
            None => {
                counts.left_out += (waiting.comments.len() + waiting.evidence.len()) as u64;
                return None;
            }
        },
    };
    for alert in waiting.alerts {
        counts.alerts += 1;
        is_new |= add_alert(&mut record, alert);
    }
    for (alert, piece) in waiting.evidence.drain(..) {
        match record.alerts.iter_mut().find(|known| known.id == alert) {
            Some(known) => is_new |= add_evidence(known, vec![piece]),
            None => counts.left_out += 1,
        }
    }
    for comment in waiting.comments {
        counts.comments += 1;
        if !record.comments.contains(&comment) {
            record.comments.push(comment);
            is_new = true;
        }
    }
    let latest = record.alerts.iter().map(changed).max();
    record.last_update_date_time = record.last_update_date_time.max(latest.unwrap_or_default());
    is_new.then_some(record)
}

/// Adds an alert, or puts it in the place of an older word on it; whether anything changed.
fn add_alert(record: &mut IncidentRecord, alert: AlertRecord) -> bool {
    match record.alerts.iter_mut().find(|known| known.id == alert.id) {
        None => record.alerts.push(alert),
        // An older word adds nothing but the evidence that it came with.
        Some(known) if changed(&alert) < changed(known) || *known == alert => {
            return add_evidence(known, alert.evidence);
        }
        Some(known) => {
            let evidence = std::mem::take(&mut known.evidence);
            *known = alert;
            // A record without evidence takes none away.
            add_evidence(known, evidence);
        }
    }
    true
}

/// An incident made of its alerts, since nothing else is known of it. A later export of the incident itself replaces it.
fn made_of(id: &str, alerts: &[AlertRecord]) -> Option<IncidentRecord> {
    let first = alerts.iter().min_by_key(|alert| alert.created_date_time)?;
    let all = |status: &AlertStatus| alerts.iter().all(|alert| alert.status == *status);
    let status = if all(&AlertStatus::Resolved) {
        Status::Resolved
    } else if alerts.iter().any(|alert| alert.status == AlertStatus::InProgress) {
        Status::InProgress
    } else {
        Status::Active
    };
    let severity = alerts.iter().map(|alert| &alert.severity).max_by_key(|severity| severity.rank());
    let same = alerts.iter().all(|alert| alert.classification == first.classification);
    let (classification, determination) = if same {
        (first.classification.clone(), first.determination.clone())
    } else {
        (Classification::Unknown, Determination::Unknown)
    };
    Some(IncidentRecord {
        id: id.to_owned(),
        tenant_id: None,
        display_name: first.title.clone(),
        description: None,
        summary: None,
        status,
        severity: severity.cloned().unwrap_or(Severity::Unknown),
        classification,
        determination,
        assigned_to: None,
        created_date_time: first.created_date_time,
        last_update_date_time: first.created_date_time,
        last_modified_by: None,
        resolving_comment: None,
        priority_score: None,
        redirect_incident_id: None,
        incident_web_url: None,
        custom_tags: Vec::new(),
        system_tags: Vec::new(),
        comments: Vec::new(),
        alerts: Vec::new(),
        extra: Map::new(),
    })
}
