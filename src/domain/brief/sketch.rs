//! What a brief needs of an alert, of a record or straight from an export.

use super::evidence_kind::SeenKinds;
use super::marks::{self, Mark};
use super::{Asset, Facts, MarkKind, asset_from};
use crate::domain::record::AlertRecord;
use crate::domain::scope::is_covered;
use crate::domain::technique_tactics::tactic_of_technique;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{AlertStatus, ServiceSource, Severity, Tactic, TacticSet};
use std::borrow::Cow;

/// What evidence says for a brief: the assets that it describes, and its marks.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    assets: Vec<Asset>,
    marks: Vec<Mark>,
    kinds: SeenKinds,
}

impl Touched {
    /// Adds a piece of evidence.
    pub fn add(&mut self, kind: &str, facts: &impl Facts) {
        self.assets.extend(asset_from(kind, facts));
        self.marks.extend(marks::of_evidence(kind, facts));
        self.kinds.add(kind);
    }

    pub(super) fn take_assets(&mut self) -> Vec<Asset> {
        std::mem::take(&mut self.assets)
    }
}

/// What a brief needs of an alert.
#[derive(Clone, Debug)]
pub struct AlertSketch<'a> {
    pub(super) id: Cow<'a, str>,
    /// When the source last said something of it.
    pub(super) said: Option<Timestamp>,
    pub(super) status: AlertStatus,
    pub(super) service_source: ServiceSource,
    pub(super) detection_source: Option<Cow<'a, str>>,
    pub(super) category: Option<Cow<'a, str>>,
    /// What the category is, where it is a tactic.
    pub(super) tactic: Option<Tactic>,
    pub(super) techniques: Vec<Cow<'a, str>>,
    pub(super) resolved: Option<Timestamp>,
    pub(super) first_activity: Option<Timestamp>,
    pub(super) last_activity: Option<Timestamp>,
    pub(super) touched: Touched,
    pub(super) is_covered: bool,
    pub(super) marks: Vec<Mark>,
}

impl<'a> AlertSketch<'a> {
    /// Of an alert without id and times; `facts` are those among which [`super::MARK_FACTS`] are.
    pub fn new(
        (status, severity): (AlertStatus, &Severity),
        (service_source, detection_source): (ServiceSource, Option<Cow<'a, str>>),
        category: Option<Cow<'a, str>>,
        techniques: Vec<Cow<'a, str>>,
        facts: &impl Facts,
        mut touched: Touched,
    ) -> Self {
        let is_covered = is_covered(&service_source, detection_source.as_deref(), category.as_deref());
        let mut marks = marks::of_alert(severity, detection_source.as_deref(), facts);
        marks.append(&mut touched.marks);
        marks.extend(touched.kinds.words().map(|word| (MarkKind::Evidence, Cow::Borrowed(word))));
        Self {
            id: Cow::Borrowed(""),
            said: None,
            status,
            service_source,
            detection_source,
            tactic: category.as_deref().and_then(Tactic::parse),
            category,
            techniques,
            resolved: None,
            first_activity: None,
            last_activity: None,
            touched,
            is_covered,
            marks,
        }
    }

    /// The tactics of the alert: what its category says, or else what each of its techniques belongs to.
    pub(super) fn tactics(&self) -> TacticSet {
        let techniques = || self.techniques.iter().filter_map(|id| tactic_of_technique(id)).collect();
        self.tactic.map_or_else(techniques, |tactic| TacticSet::from_iter([tactic]))
    }

    /// With the id of the alert, and when the source last said something of it, where it says so.
    pub fn of_id(self, id: Cow<'a, str>, said: Option<Timestamp>) -> Self {
        Self { id, said, ..self }
    }

    /// With the times of the alert: resolved, first and last activity.
    pub fn with_times(self, [resolved, first_activity, last_activity]: [Option<Timestamp>; 3]) -> Self {
        Self { resolved, first_activity, last_activity, ..self }
    }

    pub(super) fn of(alert: &'a AlertRecord) -> Self {
        let mut touched = Touched::default();
        alert.evidence.iter().for_each(|evidence| touched.add(&evidence.kind, &evidence.facts));
        let sketch = Self::new(
            (alert.status.clone(), &alert.severity),
            (alert.service_source.clone(), alert.detection_source.as_deref().map(Cow::Borrowed)),
            alert.category.as_deref().map(Cow::Borrowed),
            alert.mitre_techniques.iter().map(|id| Cow::Borrowed(id.as_str())).collect(),
            &alert.extra,
            touched,
        );
        let said = alert.last_update_date_time.unwrap_or(alert.created_date_time);
        sketch.of_id(Cow::Borrowed(&alert.id), Some(said)).with_times([
            alert.resolved_date_time,
            alert.first_activity_date_time,
            alert.last_activity_date_time,
        ])
    }
}
