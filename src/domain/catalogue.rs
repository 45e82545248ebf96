//! What the imports say of every incident, in columns: a million incidents fit in the memory of a browser tab.
//!
//! Our own table and not a map of structs, because one small allocation a field costs more than the data itself at a
//! million rows. Words that repeat (tags, products, techniques, assets) are held once and named by number.

use super::brief::{Asset, Brief};
use super::time::Timestamp;
use super::vocabulary::{Classification, Determination, Severity, Status, TacticSet};
use std::collections::HashMap;

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

/// Words that repeat, each held once.
#[derive(Clone, Debug, Default)]
pub struct Words {
    list: Vec<Box<str>>,
    index: HashMap<Box<str>, u32>,
}

impl Words {
    /// The number of a word, which is given one when it is new.
    pub fn code(&mut self, word: &str) -> u32 {
        if let Some(code) = self.index.get(word) {
            return *code;
        }
        let code = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(word.into());
        self.index.insert(word.into(), code);
        code
    }

    /// The number of a word that is there.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.index.get(word).copied()
    }

    /// The word of a number; empty for a number that is none.
    pub fn word(&self, code: u32) -> &str {
        self.list.get(code as usize).map_or("", |word| word)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All words in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|word| &**word)
    }
}

/// A run of numbers in the shared list.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    start: u32,
    len: u32,
}

#[derive(Clone, Debug)]
struct Fixed {
    title: Run,
    created: Timestamp,
    updated: Timestamp,
    alerts_resolved: Option<Timestamp>,
    first_activity: Option<Timestamp>,
    last_activity: Option<Timestamp>,
    place: Place,
    severity: u32,
    status: u32,
    classification: u32,
    determination: u32,
    assigned_to: Option<u32>,
    redirect_to: Option<u32>,
    tags: Run,
    sources: Run,
    detections: Run,
    categories: Run,
    techniques: Run,
    assets: Run,
    alerts: u32,
    alerts_active: u32,
    tactics: TacticSet,
    priority_score: Option<u8>,
}

/// All incidents that imports brought.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    rows: Vec<Fixed>,
    by_id: HashMap<Box<str>, Row>,
    ids: Vec<Box<str>>,
    titles: String,
    words: Words,
    codes: Vec<u32>,
    assets: Vec<Asset>,
    asset_index: HashMap<(u8, Box<str>), u32>,
    batches_taken: Vec<Timestamp>,
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

    /// The row of an incident.
    pub fn row(&self, id: &str) -> Option<Row> {
        self.by_id.get(id).copied()
    }

    /// All rows in the order of arrival.
    pub fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// An incident; `None` for a row that is none.
    pub fn get(&self, row: Row) -> Option<Known<'_>> {
        Some(Known { catalogue: self, fixed: self.rows.get(row as usize)?, id: self.ids.get(row as usize)? })
    }

    /// An incident by its id.
    pub fn find(&self, id: &str) -> Option<Known<'_>> {
        self.get(self.row(id)?)
    }

    /// All assets, in the order of arrival; [`Known::asset_codes`] gives numbers into it.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Words that repeat; the `*_codes` of [`Known`] give numbers into it.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Notes that one more batch was taken, and when. Batches are numbered in this order.
    pub fn note_batch(&mut self, taken: Timestamp) {
        self.batches_taken.push(taken);
    }

    /// How many batches were taken.
    pub fn batch_count(&self) -> u32 {
        u32::try_from(self.batches_taken.len()).unwrap_or(u32::MAX)
    }

    /// Takes a brief in. One that is there already is replaced unless what is there is newer; answers its row and
    /// whether anything changed.
    pub fn absorb(&mut self, brief: &Brief, place: Place) -> (Row, bool) {
        let row = match self.by_id.get(brief.id.as_str()).copied() {
            Some(row) => {
                if self.rows.get(row as usize).is_some_and(|known| known.updated > brief.updated) {
                    return (row, false);
                }
                row
            }
            None => u32::try_from(self.rows.len()).unwrap_or(u32::MAX),
        };
        let start = u32::try_from(self.titles.len()).unwrap_or(u32::MAX);
        self.titles.push_str(&brief.title);
        let title = Run { start, len: u32::try_from(brief.title.len()).unwrap_or(u32::MAX) };
        let fixed = Fixed {
            title,
            created: brief.created,
            updated: brief.updated,
            alerts_resolved: brief.alerts_resolved,
            first_activity: brief.first_activity,
            last_activity: brief.last_activity,
            place,
            severity: self.words.code(brief.severity.as_str()),
            status: self.words.code(brief.status.as_str()),
            classification: self.words.code(brief.classification.as_str()),
            determination: self.words.code(brief.determination.as_str()),
            assigned_to: brief.assigned_to.as_deref().map(|text| self.words.code(text)),
            redirect_to: brief.redirect_to.as_deref().map(|text| self.words.code(text)),
            tags: self.run(&brief.tags),
            sources: self.run(&brief.sources),
            detections: self.run(&brief.detections),
            categories: self.run(&brief.categories),
            techniques: self.run(&brief.techniques),
            assets: self.asset_run(&brief.assets),
            alerts: brief.alerts,
            alerts_active: brief.alerts_active,
            tactics: brief.tactics,
            priority_score: brief.priority_score,
        };
        if let Some(known) = self.rows.get_mut(row as usize) {
            *known = fixed;
        } else {
            self.rows.push(fixed);
            self.ids.push(brief.id.as_str().into());
            self.by_id.insert(brief.id.as_str().into(), row);
        }
        (row, true)
    }

    fn run(&mut self, words: &[String]) -> Run {
        let start = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        for word in words {
            let code = self.words.code(word);
            self.codes.push(code);
        }
        Run { start, len: u32::try_from(words.len()).unwrap_or(u32::MAX) }
    }

    fn asset_run(&mut self, assets: &[Asset]) -> Run {
        let start = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        for asset in assets {
            let key = (asset.kind as u8, Box::from(asset.id.as_str()));
            let code = match self.asset_index.get(&key).copied() {
                Some(code) => {
                    // The latest word on an asset holds, but a source that does not say its group takes nothing away.
                    if let Some(known) = self.assets.get_mut(code as usize) {
                        known.group = asset.group.clone().or_else(|| known.group.take());
                        known.critical |= asset.critical;
                    }
                    code
                }
                None => {
                    let code = u32::try_from(self.assets.len()).unwrap_or(u32::MAX);
                    self.assets.push(asset.clone());
                    self.asset_index.insert(key, code);
                    code
                }
            };
            self.codes.push(code);
        }
        Run { start, len: u32::try_from(assets.len()).unwrap_or(u32::MAX) }
    }

    fn codes(&self, run: Run) -> &[u32] {
        self.codes.get(run.start as usize..(run.start + run.len) as usize).unwrap_or_default()
    }
}

/// What the imports say of one incident.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    catalogue: &'a Catalogue,
    fixed: &'a Fixed,
    id: &'a str,
}

#[expect(missing_docs, reason = "each gives the field of the same name of `Brief`")]
impl<'a> Known<'a> {
    pub fn id(self) -> &'a str {
        self.id
    }
    pub fn title(self) -> &'a str {
        let run = self.fixed.title;
        self.catalogue.titles.get(run.start as usize..(run.start + run.len) as usize).unwrap_or_default()
    }
    pub fn created(self) -> Timestamp {
        self.fixed.created
    }
    pub fn updated(self) -> Timestamp {
        self.fixed.updated
    }
    /// Since when the imports' word holds: the source's last change, but never later than the moment at which the import
    /// was taken, so that a date in the future cannot shut out what people do here.
    pub fn holds_since(self) -> Timestamp {
        let taken = self.catalogue.batches_taken.get(self.fixed.place.batch as usize);
        taken.map_or(self.fixed.updated, |taken| self.fixed.updated.min(*taken))
    }
    pub fn alerts_resolved(self) -> Option<Timestamp> {
        self.fixed.alerts_resolved
    }
    pub fn first_activity(self) -> Option<Timestamp> {
        self.fixed.first_activity
    }
    pub fn last_activity(self) -> Option<Timestamp> {
        self.fixed.last_activity
    }
    pub fn place(self) -> Place {
        self.fixed.place
    }
    pub fn severity(self) -> Severity {
        Severity::parse(self.catalogue.words.word(self.fixed.severity))
    }
    pub fn status(self) -> Status {
        Status::parse(self.catalogue.words.word(self.fixed.status))
    }
    pub fn classification(self) -> Classification {
        Classification::parse(self.catalogue.words.word(self.fixed.classification))
    }
    pub fn determination(self) -> Determination {
        Determination::parse(self.catalogue.words.word(self.fixed.determination))
    }
    pub fn assigned_to(self) -> Option<&'a str> {
        self.fixed.assigned_to.map(|code| self.catalogue.words.word(code))
    }
    pub fn redirect_to(self) -> Option<&'a str> {
        self.fixed.redirect_to.map(|code| self.catalogue.words.word(code))
    }
    pub fn priority_score(self) -> Option<u8> {
        self.fixed.priority_score
    }
    pub fn tactics(self) -> TacticSet {
        self.fixed.tactics
    }
    pub fn alerts(self) -> u32 {
        self.fixed.alerts
    }
    pub fn alerts_active(self) -> u32 {
        self.fixed.alerts_active
    }
    pub fn tags(self) -> impl Iterator<Item = &'a str> {
        self.words(self.fixed.tags)
    }
    pub fn sources(self) -> impl Iterator<Item = &'a str> {
        self.words(self.fixed.sources)
    }
    pub fn detections(self) -> impl Iterator<Item = &'a str> {
        self.words(self.fixed.detections)
    }
    pub fn categories(self) -> impl Iterator<Item = &'a str> {
        self.words(self.fixed.categories)
    }
    pub fn techniques(self) -> impl Iterator<Item = &'a str> {
        self.words(self.fixed.techniques)
    }
    pub fn assets(self) -> impl Iterator<Item = &'a Asset> {
        let catalogue = self.catalogue;
        catalogue.codes(self.fixed.assets).iter().filter_map(|code| catalogue.assets.get(*code as usize))
    }
    /// Numbers into [`Catalogue::assets`].
    pub fn asset_codes(self) -> &'a [u32] {
        self.catalogue.codes(self.fixed.assets)
    }
    /// Numbers into [`Catalogue::words`].
    pub fn technique_codes(self) -> &'a [u32] {
        self.catalogue.codes(self.fixed.techniques)
    }
    /// Numbers into [`Catalogue::words`].
    pub fn source_codes(self) -> &'a [u32] {
        self.catalogue.codes(self.fixed.sources)
    }

    fn words(self, run: Run) -> impl Iterator<Item = &'a str> {
        let catalogue = self.catalogue;
        catalogue.codes(run).iter().map(|code| catalogue.words.word(*code))
    }

    /// The brief again, as it was absorbed.
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
            alerts: self.alerts(),
            alerts_active: self.alerts_active(),
        }
    }
}
