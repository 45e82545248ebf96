//! How the alerts of an incident stand: what was said of them here, unless the source has said something since.

use super::brief::AlertKey;
use super::fast_map::FastMap;
use super::record::AlertRecord;
use super::state::Incident;
use super::time::Timestamp;
use super::vocabulary::{AlertStatus, Classification, Determination};
use super::work::Assignment;

/// What was said here of the alerts that an incident brought, whether they are resolved.
#[derive(Debug, Default)]
pub(super) struct AlertWords {
    /// When all of them were resolved with it, or with one that it was merged into.
    together: Option<Timestamp>,
    /// Of single ones, by the number of their key: when, and whether it is not resolved.
    single: FastMap<u32, (Timestamp, bool)>,
}

impl AlertWords {
    /// All that was said, given when they were resolved with one that it was merged into.
    pub(super) fn of(incident: Incident<'_>, with: Option<Timestamp>) -> Self {
        let together = incident.work.and_then(|work| work.alerts_resolved).max(with);
        Self { together, ..Self::single(incident) }
    }

    /// What was said of single ones, which may be alerts of what it took in.
    pub(super) fn single(incident: Incident<'_>) -> Self {
        let said = incident.work.into_iter().flat_map(|work| &work.alerts).filter_map(|(id, work)| {
            let status = work.status.as_ref()?;
            Some((AlertKey::number_of(id), (status.at, status.value != AlertStatus::Resolved)))
        });
        Self { together: None, single: said.collect() }
    }

    fn is_empty(&self) -> bool {
        self.together.is_none() && self.single.is_empty()
    }

    /// Whether an alert is not resolved, given what holds otherwise.
    pub(super) fn leave_active(&self, key: AlertKey, otherwise: bool) -> bool {
        let together = self.together.filter(|at| key.yields_to(*at));
        let single = self.single.get(&key.number()).filter(|(at, _)| key.yields_to(*at));
        match (single, together) {
            (Some((at, is_active)), together) if together.is_none_or(|all| *at >= all) => *is_active,
            (_, Some(_)) => false,
            _ => otherwise,
        }
    }
}

impl Incident<'_> {
    /// How many of its alerts are not resolved, with those of what it took in.
    pub fn alerts_active(self) -> u32 {
        if self.known.holds_others() {
            return self.known.alerts_active();
        }
        let words = AlertWords::of(self, self.known.resolved_with());
        if words.is_empty() {
            return self.known.alerts_active();
        }
        let active =
            self.known.own_alerts().iter().filter(|key| words.leave_active(**key, key.is_active())).count();
        u32::try_from(active).unwrap_or(u32::MAX)
    }

    /// The state of one of its alerts.
    pub fn alert_status(self, alert: &AlertRecord) -> AlertStatus {
        let said = alert.last_update_date_time.unwrap_or(alert.created_date_time);
        self.alert_status_since(&alert.id, said, &alert.status)
    }

    /// The same of an alert of which the source said a state at a moment.
    pub fn alert_status_since(self, alert: &str, said: Timestamp, status: &AlertStatus) -> AlertStatus {
        let own = self.work.and_then(|work| work.alerts.get(alert)?.status.as_ref());
        let own = own.filter(|own| own.at >= said);
        let together = self.work.and_then(|work| work.alerts_resolved);
        let together = together.max(self.known.resolved_with()).filter(|at| *at >= said);
        // What came with another incident was resolved with it where both were resolved together: that one knows it.
        let together = together.filter(|_| !self.known.holds_others() || self.known.brought_alert(alert));
        match (own, together) {
            (Some(own), together) if together.is_none_or(|at| own.at >= at) => own.value.clone(),
            (_, Some(_)) => AlertStatus::Resolved,
            _ => status.clone(),
        }
    }

    /// Classification and determination of one of its alerts, likewise.
    pub fn alert_verdict(self, alert: &AlertRecord) -> (Classification, Determination) {
        let said = alert.last_update_date_time.unwrap_or(alert.created_date_time);
        let own = self.work.and_then(|work| work.alerts.get(&alert.id)?.verdict.as_ref());
        own.filter(|own| own.at >= said).map_or_else(
            || (alert.classification.clone(), alert.determination.clone()),
            |own| own.value.clone(),
        )
    }

    /// To whom one of its alerts is assigned: assigning an incident assigns its alerts.
    pub fn alert_assignment(self, alert: &AlertRecord) -> Assignment {
        let said = alert.last_update_date_time.unwrap_or(alert.created_date_time);
        let here = self.work.and_then(|work| work.assignment.as_ref()).filter(|here| here.at >= said);
        let source = alert.extra.get("assignedTo").and_then(|text| text.as_str());
        here.map_or_else(|| Assignment::parse(source), |here| here.value.clone())
    }
}
