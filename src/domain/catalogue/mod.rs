//! What the imports say of every incident, in columns: a million incidents fit in the memory of a browser tab.
//!
//! Our own table and not a map of structs, because one small allocation a field costs more than the data itself at a
//! million rows. Words that repeat (tags, products, techniques, assets) are held once and named by number.

mod assets;
mod claims;
mod held;
mod kept;
mod known;
mod listed;
mod row_bytes;
mod rows;
mod titles;
mod words;

pub use claims::Claim;
pub(in crate::domain) use held::{AlertCounts, Merge, Taken};
pub use kept::DERIVED_FROM;
pub use known::Known;
pub use titles::Texts;
pub use words::Words;

use super::brief::{AlertKey, Asset, AssetKind, Brief};
use super::estate::machine::Machine;
use super::steering::CriticalAsset;
use super::time::Timestamp;
use super::vocabulary::TacticSet;
use assets::Assets;
use claims::{Origin, Origins};
use held::Merges;
use rows::Rows;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use titles::Titles;
use watchfloor_packed::names::Names;

/// The number of an incident in the catalogue. Rows are never removed, so a row stays valid.
pub type Row = u32;

/// Where the whole record of an incident is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the batch in the order of arrival.
    pub batch: u32,
    /// The number of the record in it.
    pub index: u32,
}

/// A run of numbers in the shared list.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Run {
    start: u32,
    len: u32,
}

impl Run {
    fn of<T>(self, list: &[T]) -> &[T] {
        list.get(self.start as usize..self.start.saturating_add(self.len) as usize).unwrap_or_default()
    }
}

/// How a brief compares with what the catalogue has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The incident is not there.
    New,
    /// It is there, and the brief says something else that is as new or newer: of the incident itself or of its alerts.
    Changed,
    /// It is there just so, or newer.
    Unchanged,
}

/// What a record says of the incident itself.
#[derive(Clone, Debug, PartialEq)]
struct Head {
    created: Timestamp,
    updated: Timestamp,
    place: Place,
    severity: u32,
    status: u32,
    classification: u32,
    determination: u32,
    assigned_to: Option<u32>,
    redirect_to: Option<u32>,
    tags: Run,
    priority_score: Option<u8>,
}

/// What a record says of the alerts. Exports are made with and without them, so they have an age and a place of their
/// own: a newer record without alerts takes none away.
#[derive(Clone, Debug, PartialEq)]
struct Alerts {
    updated: Timestamp,
    place: Place,
    resolved: Option<Timestamp>,
    first_activity: Option<Timestamp>,
    last_activity: Option<Timestamp>,
    sources: Run,
    detections: Run,
    categories: Run,
    techniques: Run,
    assets: Run,
    marks: Run,
    /// In the list of alerts.
    keys: Run,
    count: u32,
    active: u32,
    covered: u32,
    tactics: TacticSet,
}

#[derive(Clone, Debug, PartialEq)]
struct Fixed {
    head: Head,
    alerts: Alerts,
}

/// All incidents that imports brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    rows: Rows,
    ids: Arc<Names>,
    titles: Arc<Titles>,
    words: Words,
    codes: Vec<u32>,
    /// The alerts of all incidents.
    alert_keys: Vec<AlertKey>,
    assets: Assets,
    /// In how many incidents each technique was seen, by number of the word; what the source redirected left out.
    technique_counts: Vec<u32>,
    /// Those that the source redirected.
    redirected: BTreeSet<Row>,
    /// What was merged here.
    merges: Merges,
    /// When each batch was taken, and the number of the entry that took it.
    batches_taken: Vec<(Timestamp, u64)>,
    /// Only of incidents of which a newer record said the same: of the others the head says it.
    origins: HashMap<Row, Origins>,
    generation: u32,
}

impl Catalogue {
    /// How many incidents there are, redirected ones included.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Reads some rows that were kept and are not read yet, before anybody asks for them; `false` where all are, and the
    /// table of ids is made too.
    pub fn read_on(&self) -> bool {
        self.rows.read_on() || self.ids.prepare()
    }

    /// The row of an incident.
    pub fn row(&self, id: &str) -> Option<Row> {
        self.ids.find(id)
    }

    /// Titles and ids as they are now, for whoever reads them later.
    pub fn texts(&self) -> Texts {
        Texts { titles: Arc::clone(&self.titles), ids: Arc::clone(&self.ids) }
    }

    /// All rows in the order of arrival.
    pub fn rows(&self) -> std::ops::Range<Row> {
        0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// An incident; `None` for a row that is none.
    pub fn get(&self, row: Row) -> Option<Known<'_>> {
        let fixed = self.rows.get(row as usize)?;
        let (alerts, codes) = self.held(row).unwrap_or((&fixed.alerts, &self.codes));
        Some(Known { catalogue: self, row, fixed, alerts, codes, id: self.ids.get(row)? })
    }

    /// An incident by its id.
    pub fn find(&self, id: &str) -> Option<Known<'_>> {
        self.get(self.row(id)?)
    }

    /// Weighs the assets anew after critical ones were agreed or dropped.
    pub(in crate::domain) fn weigh(&mut self, critical: &[CriticalAsset]) {
        self.assets.weigh(critical);
    }

    /// Takes in what the list of devices of a run says of one of them.
    pub(in crate::domain) fn note_listed(&mut self, run: u64, machine: &Machine) {
        self.assets.note_listed(run, machine);
    }

    /// The numbers of the assets that are a device of the latest list: evidence may know it by another id or by its name.
    pub fn assets_of(&self, machine: &Machine) -> Vec<u32> {
        self.assets.of_machine(machine)
    }

    /// All assets, in the order of arrival; [`Known::asset_codes`] gives numbers into it.
    pub fn assets(&self) -> &[Asset] {
        self.assets.list()
    }

    /// An asset as all imports together know it.
    pub fn asset(&self, kind: AssetKind, id: &str) -> Option<&Asset> {
        self.assets.get(self.assets.find(kind, id)?)
    }

    /// Words that repeat; the `*_codes` of [`Known`] give numbers into it.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Notes that one more batch was taken: when, and by which entry of the journal. Batches are numbered in this order.
    pub fn note_batch(&mut self, taken: Timestamp, seq: u64) {
        self.batches_taken.push((taken, seq));
    }

    /// Lets all incidents go; the batches that were taken stay noted, so that they can be taken in again under their
    /// numbers. The generation tells readers of rows that theirs are gone.
    pub fn empty(&mut self) {
        let batches_taken = std::mem::take(&mut self.batches_taken);
        *self = Self { batches_taken, generation: self.generation + 1, ..Self::default() };
    }

    /// How often all incidents were let go: a row of another generation is another incident.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// How many batches were taken.
    pub fn batch_count(&self) -> u32 {
        u32::try_from(self.batches_taken.len()).unwrap_or(u32::MAX)
    }

    /// How a brief compares with what is there: what [`Catalogue::absorb`] would do with it.
    pub fn news(&self, brief: &Brief) -> News {
        match self.find(&brief.id).map(|known| known.own().changes_with(brief)) {
            None => News::New,
            Some((false, false)) => News::Unchanged,
            Some(_) => News::Changed,
        }
    }

    /// Takes a brief in. What is there already is replaced unless it is newer, or just so; answers the row and whether
    /// anything changed. Batches are to be taken in the order of their numbers.
    pub fn absorb(&mut self, brief: &Brief, place: Place) -> (Row, bool) {
        let Some(row) = self.row(&brief.id) else {
            let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
            let fixed = Fixed { head: self.head(brief, place), alerts: self.alerts(brief, place) };
            self.rows.push(fixed);
            Arc::make_mut(&mut self.ids).push(&brief.id);
            Arc::make_mut(&mut self.titles).put(row, &brief.title);
            self.count(row, 1);
            return (row, true);
        };
        let Some(known) = self.get(row) else { return (row, false) };
        let (head_changes, alerts_change) = known.own().changes_with(brief);
        self.count(row, -1);
        if head_changes {
            let head = self.head(brief, place);
            self.replace_head(row, head);
            Arc::make_mut(&mut self.titles).put(row, &brief.title);
        }
        if alerts_change {
            let alerts = self.alerts(brief, place);
            if let Some(fixed) = self.rows.get_mut(row as usize) {
                fixed.alerts = alerts;
            }
        }
        self.count(row, 1);
        (row, head_changes || alerts_change)
    }

    /// A newer record that says the same of a field is no new word on it: what people did since still holds.
    fn replace_head(&mut self, row: Row, head: Head) {
        let Some(Fixed { head: known, .. }) = self.rows.get_mut(row as usize) else { return };
        let old = Origins::all(Origin::new(known.updated, known.place));
        let old = self.origins.get(&row).copied().unwrap_or(old);
        let new = Origin::new(head.updated, head.place);
        let keep = |same: bool, old: Origin| if same { old } else { new };
        let same_verdict =
            (known.classification, known.determination) == (head.classification, head.determination);
        let origins = Origins {
            status: keep(known.status == head.status, old.status),
            assignment: keep(known.assigned_to == head.assigned_to, old.assignment),
            verdict: keep(same_verdict, old.verdict),
        };
        *known = head;
        if origins == Origins::all(new) {
            self.origins.remove(&row);
        } else {
            self.origins.insert(row, origins);
        }
    }

    fn head(&mut self, brief: &Brief, place: Place) -> Head {
        Head {
            created: brief.created,
            updated: brief.updated,
            place,
            severity: self.words.code(brief.severity.as_str()),
            status: self.words.code(brief.status.as_str()),
            classification: self.words.code(brief.classification.as_str()),
            determination: self.words.code(brief.determination.as_str()),
            assigned_to: brief.assigned_to.as_deref().map(|text| self.words.code(text)),
            redirect_to: brief.redirect_to.as_deref().map(|text| self.words.code(text)),
            tags: self.run(&brief.tags),
            priority_score: brief.priority_score,
        }
    }

    fn alerts(&mut self, brief: &Brief, place: Place) -> Alerts {
        Alerts {
            updated: brief.updated,
            place,
            resolved: brief.alerts_resolved,
            first_activity: brief.first_activity,
            last_activity: brief.last_activity,
            sources: self.run(&brief.sources),
            detections: self.run(&brief.detections),
            categories: self.run(&brief.categories),
            techniques: self.run(&brief.techniques),
            assets: self.asset_run(&brief.assets, self.claim(Origin::new(brief.updated, place)).at),
            marks: self.run(&brief.marks),
            keys: self.key_run(&brief.alert_keys),
            count: brief.alerts,
            active: brief.alerts_active,
            covered: brief.alerts_covered,
            tactics: brief.tactics,
        }
    }

    /// Counts the techniques of an incident in or out; what the source redirected is counted apart.
    fn count(&mut self, row: Row, by: i32) {
        let Some(fixed) = self.rows.get(row as usize) else { return };
        if !self.is_counted(fixed) {
            if by > 0 {
                self.redirected.insert(row);
            } else {
                self.redirected.remove(&row);
            }
            return;
        }
        for code in fixed.alerts.techniques.of(&self.codes) {
            let at = *code as usize;
            if self.technique_counts.len() <= at {
                self.technique_counts.resize(at + 1, 0);
            }
            if let Some(count) = self.technique_counts.get_mut(at) {
                *count = count.saturating_add_signed(by);
            }
        }
    }

    fn run(&mut self, words: &[String]) -> Run {
        let start = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        for word in words {
            let code = self.words.code(word);
            self.codes.push(code);
        }
        Run { start, len: u32::try_from(words.len()).unwrap_or(u32::MAX) }
    }

    fn key_run(&mut self, keys: &[AlertKey]) -> Run {
        let start = u32::try_from(self.alert_keys.len()).unwrap_or(u32::MAX);
        self.alert_keys.extend_from_slice(keys);
        Run { start, len: u32::try_from(keys.len()).unwrap_or(u32::MAX) }
    }

    fn asset_run(&mut self, assets: &[Asset], said: Timestamp) -> Run {
        let start = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        for asset in assets {
            let code = self.assets.code(asset, said);
            self.codes.push(code);
        }
        Run { start, len: u32::try_from(assets.len()).unwrap_or(u32::MAX) }
    }

    fn claim(&self, origin: Origin) -> Claim {
        match self.batches_taken.get(origin.batch as usize) {
            Some((taken, seq)) => Claim { at: origin.updated.min(*taken), seq: *seq },
            None => Claim { at: origin.updated, seq: 0 },
        }
    }
}
