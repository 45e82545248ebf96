//! What the imports say of one incident: a view on its row.

use super::claims::{Origin, Origins};
use super::{Alerts, Catalogue, Claim, Fixed, Place, Row, Run};
use crate::domain::brief::{AlertKey, Asset, Brief, MarkKind};
use crate::domain::scope::any_covered;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Classification, Determination, Severity, Status, TacticSet};

/// How the title of a Defender Experts Notification begins.
const NOTIFICATION_START: &str = "Defender Experts";

/// What the imports say of one incident.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) row: Row,
    pub(super) fixed: &'a Fixed,
    /// Its own, or with those of what it took in ([`super::held`]), and the list that their runs are of.
    pub(super) alerts: &'a Alerts,
    pub(super) codes: &'a [u32],
    pub(super) id: &'a str,
}

#[expect(missing_docs, reason = "each gives the field of the same name of `Brief`")]
impl<'a> Known<'a> {
    pub fn id(self) -> &'a str {
        self.id
    }
    pub fn title(self) -> &'a str {
        self.catalogue.titles.get(self.row)
    }
    /// Whether it is a Defender Experts Notification: the hunters' own incident, known by its title (the service's
    /// documentation, hunting).
    pub fn is_notification(self) -> bool {
        let start = self.title().trim_start().get(..NOTIFICATION_START.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(NOTIFICATION_START))
    }
    pub fn created(self) -> Timestamp {
        self.fixed.head.created
    }
    pub fn updated(self) -> Timestamp {
        self.fixed.head.updated
    }
    /// Since when the latest record holds: the source's last change, but never later than the moment at which the import
    /// was taken.
    pub fn holds_since(self) -> Timestamp {
        self.catalogue.claim(self.origin()).at
    }
    /// Since when the imports give it this status.
    pub fn status_claim(self) -> Claim {
        self.catalogue.claim(self.origins().status)
    }
    /// Since when the imports assign it so.
    pub fn assignment_claim(self) -> Claim {
        self.catalogue.claim(self.origins().assignment)
    }
    /// Since when the imports classify it so.
    pub fn verdict_claim(self) -> Claim {
        self.catalogue.claim(self.origins().verdict)
    }
    pub fn alerts_resolved(self) -> Option<Timestamp> {
        self.alerts.resolved
    }
    pub fn first_activity(self) -> Option<Timestamp> {
        self.alerts.first_activity
    }
    pub fn last_activity(self) -> Option<Timestamp> {
        self.alerts.last_activity
    }
    pub fn place(self) -> Place {
        self.fixed.head.place
    }
    /// Where the record with its alerts is: that of [`Known::place`] unless the latest export came without alerts.
    pub fn alerts_place(self) -> Place {
        self.alerts.place
    }
    pub fn severity(self) -> Severity {
        Severity::parse(self.catalogue.words.word(self.fixed.head.severity))
    }
    pub fn status(self) -> Status {
        Status::parse(self.catalogue.words.word(self.fixed.head.status))
    }
    pub fn classification(self) -> Classification {
        Classification::parse(self.catalogue.words.word(self.fixed.head.classification))
    }
    pub fn determination(self) -> Determination {
        Determination::parse(self.catalogue.words.word(self.fixed.head.determination))
    }
    pub fn assigned_to(self) -> Option<&'a str> {
        self.fixed.head.assigned_to.map(|code| self.catalogue.words.word(code))
    }
    pub fn redirect_to(self) -> Option<&'a str> {
        self.fixed.head.redirect_to.map(|code| self.catalogue.words.word(code))
    }
    pub fn priority_score(self) -> Option<u8> {
        self.fixed.head.priority_score
    }
    pub fn tactics(self) -> TacticSet {
        self.alerts.tactics
    }
    pub fn alerts(self) -> u32 {
        self.alerts.count
    }
    pub fn alerts_covered(self) -> u32 {
        self.alerts.covered
    }
    pub fn alerts_active(self) -> u32 {
        self.alerts.active
    }
    /// The alerts that the imports brought with the incident itself; those of what it took in are theirs.
    pub fn own_alerts(self) -> &'a [AlertKey] {
        self.fixed.alerts.keys.of(&self.catalogue.alert_keys)
    }
    /// Whether an alert of this id came with the incident itself.
    pub fn brought_alert(self, id: &str) -> bool {
        let number = AlertKey::number_of(id);
        self.own_alerts().iter().any(|key| key.number() == number)
    }
    /// Whether the service covers at least one of its alerts; see [`crate::domain::scope`].
    pub fn in_scope(self) -> bool {
        any_covered(self.alerts(), self.alerts_covered())
    }
    pub fn tags(self) -> impl Iterator<Item = &'a str> {
        let catalogue = self.catalogue;
        self.fixed.head.tags.of(&catalogue.codes).iter().map(|code| catalogue.words.word(*code))
    }
    pub fn sources(self) -> impl Iterator<Item = &'a str> {
        self.words(self.alerts.sources)
    }
    pub fn detections(self) -> impl Iterator<Item = &'a str> {
        self.words(self.alerts.detections)
    }
    pub fn categories(self) -> impl Iterator<Item = &'a str> {
        self.words(self.alerts.categories)
    }
    pub fn techniques(self) -> impl Iterator<Item = &'a str> {
        self.words(self.alerts.techniques)
    }
    /// The marks of a kind, without what they begin with.
    pub fn marks(self, kind: MarkKind) -> impl Iterator<Item = &'a str> {
        self.words(self.alerts.marks).filter_map(move |mark| mark.strip_prefix(kind.prefix()))
    }
    /// In how many incidents its rarest technique was seen, and among how many; `None` without techniques.
    pub fn rarest_technique(self) -> Option<(u32, usize)> {
        let counts = self.technique_codes().iter().map(|code| self.catalogue.technique_count(*code));
        Some((counts.min()?, self.catalogue.counted()))
    }
    pub fn assets(self) -> impl Iterator<Item = &'a Asset> {
        let catalogue = self.catalogue;
        self.asset_codes().iter().filter_map(|code| catalogue.assets.get(*code))
    }
    /// Numbers into [`Catalogue::assets`].
    pub fn asset_codes(self) -> &'a [u32] {
        self.alerts.assets.of(self.codes)
    }
    /// Numbers into [`Catalogue::words`].
    pub fn technique_codes(self) -> &'a [u32] {
        self.alerts.techniques.of(self.codes)
    }
    /// Numbers into [`Catalogue::words`].
    pub fn source_codes(self) -> &'a [u32] {
        self.alerts.sources.of(self.codes)
    }

    fn words(self, run: Run) -> impl Iterator<Item = &'a str> {
        let catalogue = self.catalogue;
        run.of(self.codes).iter().map(|code| catalogue.words.word(*code))
    }

    fn origin(self) -> Origin {
        Origin::new(self.fixed.head.updated, self.fixed.head.place)
    }

    fn origins(self) -> Origins {
        self.catalogue.origins.get(&self.row).copied().unwrap_or_else(|| Origins::all(self.origin()))
    }

    /// Whether a brief would change what is known of the incident itself, and of its alerts.
    pub(super) fn changes_with(self, brief: &Brief) -> (bool, bool) {
        let head = brief.updated >= self.updated() && !self.head_says(brief);
        let as_new = !self.says_alerts() || brief.updated >= self.alerts.updated;
        (head, says_alerts(brief) && as_new && !self.alerts_say(brief))
    }

    /// Whether anything is known of its alerts.
    fn says_alerts(self) -> bool {
        let alerts = self.alerts;
        let runs = [alerts.sources, alerts.detections, alerts.categories, alerts.techniques, alerts.assets];
        alerts.count > 0 || !alerts.tactics.is_empty() || runs.into_iter().any(|run| run.len > 0)
    }

    /// Whether a brief says of the incident itself what is known.
    fn head_says(self, brief: &Brief) -> bool {
        self.updated() == brief.updated
            && self.created() == brief.created
            && self.title() == brief.title
            && self.severity() == brief.severity
            && self.status() == brief.status
            && self.classification() == brief.classification
            && self.determination() == brief.determination
            && self.assigned_to() == brief.assigned_to.as_deref()
            && self.redirect_to() == brief.redirect_to.as_deref()
            && self.priority_score() == brief.priority_score
            && self.tags().eq(brief.tags.iter().map(String::as_str))
    }

    /// Whether a brief says of the alerts what is known.
    fn alerts_say(self, brief: &Brief) -> bool {
        fn same<'a>(known: impl Iterator<Item = &'a str>, list: &'a [String]) -> bool {
            known.eq(list.iter().map(String::as_str))
        }
        self.alerts.updated == brief.updated
            && self.alerts() == brief.alerts
            && self.alerts_active() == brief.alerts_active
            && self.alerts_covered() == brief.alerts_covered
            && self.own_alerts() == brief.alert_keys
            && self.alerts_resolved() == brief.alerts_resolved
            && self.first_activity() == brief.first_activity
            && self.last_activity() == brief.last_activity
            && self.tactics() == brief.tactics
            && same(self.sources(), &brief.sources)
            && same(self.detections(), &brief.detections)
            && same(self.categories(), &brief.categories)
            && same(self.techniques(), &brief.techniques)
            && same(self.words(self.alerts.marks), &brief.marks)
            && self
                .assets()
                .map(|asset| (asset.kind, &asset.id))
                .eq(brief.assets.iter().map(|asset| (asset.kind, &asset.id)))
    }

    /// The brief again: as it was absorbed, but with what all imports together say of its assets.
    pub fn to_brief(self) -> Brief {
        let list = |words: &mut dyn Iterator<Item = &str>| words.map(str::to_owned).collect::<Vec<_>>();
        Brief {
            id: self.id.to_owned(),
            title: self.title().to_owned(),
            severity: self.severity(),
            status: self.status(),
            classification: self.classification(),
            determination: self.determination(),
            assigned_to: self.assigned_to().map(str::to_owned),
            created: self.created(),
            updated: self.updated(),
            alerts_resolved: self.alerts_resolved(),
            first_activity: self.first_activity(),
            last_activity: self.last_activity(),
            priority_score: self.priority_score(),
            redirect_to: self.redirect_to().map(str::to_owned),
            tags: list(&mut self.tags()),
            sources: list(&mut self.sources()),
            detections: list(&mut self.detections()),
            tactics: self.tactics(),
            categories: list(&mut self.categories()),
            techniques: list(&mut self.techniques()),
            assets: self.assets().cloned().collect(),
            marks: list(&mut self.words(self.alerts.marks)),
            alerts: self.alerts(),
            alerts_active: self.alerts_active(),
            alerts_covered: self.alerts_covered(),
            alert_keys: self.own_alerts().to_vec(),
        }
    }
}

/// Whether a brief says anything of alerts: an incident has at least one, so none means an export without them.
fn says_alerts(brief: &Brief) -> bool {
    brief.alerts > 0
        || !(brief.sources.is_empty()
            && brief.detections.is_empty()
            && brief.categories.is_empty()
            && brief.techniques.is_empty()
            && brief.assets.is_empty()
            && brief.tactics.is_empty())
}
