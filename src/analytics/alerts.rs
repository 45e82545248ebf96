//! All alerts of a workspace in columns: read once from the records, then listed, filtered and searched.
//!
//! The catalogue knows of alerts what incidents need, so the list of all alerts comes from the records themselves. It
//! fills incident by incident, in any order, and answers of what is there: words that repeat (titles, products, assets)
//! are held once and searched once.

mod order;

pub use order::{AlertSort, AlertSortKey};

use super::engine::bits::Bits;
use super::engine::haystack::Haystack;
use crate::analytics::period::Window;
use crate::analytics::wanted::parts;
use crate::domain::brief::asset_of;
use crate::domain::catalogue::{Catalogue, Place, Row, Words};
use crate::domain::record::AlertRecord;
use crate::domain::state::{Incident, State};
use crate::domain::text::{clip, upright};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{AlertStatus, Severity, Status};

/// Longest text that is kept of a title, a number or a name, in characters: a hostile one could be a megabyte.
const TEXT_CHARS: usize = 300;
/// So many pieces of evidence of an alert are looked at for assets.
const EVIDENCE_MAX: usize = 200;
/// So many assets of an alert are named in its line.
const ASSETS_NAMED: usize = 3;

/// The number of an alert in the list. Numbers are never given twice.
pub type AlertNumber = u32;

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// A text that the title, the number, the incident's number or an asset holds, in any letter case.
    pub text: String,
    /// Any of these severities; of none, any at all. So are the others.
    pub severities: Vec<Severity>,
    /// The states.
    pub states: Vec<AlertStatus>,
    /// The products, in the word of the source.
    pub sources: Vec<String>,
    /// Within what it began.
    pub began: Window,
}

/// What was read of an incident.
#[derive(Clone, Copy, Debug)]
struct Held {
    place: Place,
    first: u32,
    count: u32,
}

#[derive(Clone, Copy, Debug)]
struct Fixed {
    row: Row,
    /// Its number in the record.
    at: u32,
    title: u32,
    severity: u32,
    status: u32,
    source: u32,
    detector: u32,
    category: u32,
    /// When the source last said something of it.
    said: Timestamp,
    first_activity: Option<Timestamp>,
    last_activity: Option<Timestamp>,
    created: Timestamp,
    /// Where its assets begin in the shared list, and how many there are.
    assets: (u32, u32),
}

impl Fixed {
    /// When it began: its first activity, or its creation where the source says none.
    fn began(&self) -> Timestamp {
        self.first_activity.unwrap_or(self.created)
    }
}

/// The list.
#[derive(Debug, Default)]
pub struct AlertIndex {
    generation: u32,
    /// By row of the catalogue.
    held: Vec<Option<Held>>,
    read: usize,
    alerts: Vec<Fixed>,
    words: Words,
    /// The words as texts to search.
    texts: Haystack,
    /// The number of each alert and of its incident.
    numbers: Haystack,
    /// The assets of all alerts, as words.
    assets: Vec<u32>,
    /// The severities and the products that occur, as words: there are few.
    occurring: [Vec<u32>; 2],
}

/// An alert as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertLine {
    /// The row of its incident.
    pub incident: Row,
    /// Its number in the record of the incident.
    pub at: u32,
    /// Its name.
    pub title: String,
    /// Its id at the source.
    pub id: String,
    /// How severe it is.
    pub severity: Severity,
    /// Its state as it stands, over what the source says.
    pub status: AlertStatus,
    /// The product behind it, verbatim.
    pub source: String,
    /// What in the product raised it, verbatim; empty for none.
    pub detector: String,
    /// The tactic or another word, verbatim; empty for none.
    pub category: String,
    /// The first of its assets, by name.
    pub assets: Vec<String>,
    /// How many more it names.
    pub more_assets: u32,
    /// The first activity behind it.
    pub first_activity: Option<Timestamp>,
    /// The last activity behind it.
    pub last_activity: Option<Timestamp>,
    /// When it was created.
    pub created: Timestamp,
}

impl AlertIndex {
    /// Lets go what was read when the incidents themselves are others.
    pub fn follow(&mut self, catalogue: &Catalogue) {
        if self.generation != catalogue.generation() {
            *self = Self { generation: catalogue.generation(), ..Self::default() };
        }
        self.held.resize(catalogue.len(), None);
    }

    /// The incidents whose alerts are still to be read, with the record that has them: newest batches first, each in its
    /// order, since a batch is read as a whole.
    pub fn missing(&self, catalogue: &Catalogue) -> Vec<(Place, Row)> {
        let mut missing: Vec<(Place, Row)> = catalogue
            .rows()
            .filter_map(|row| {
                let known = catalogue.get(row).filter(|known| known.own().alerts() > 0)?;
                if is_redirected(catalogue, row) {
                    return None;
                }
                let place = known.alerts_place();
                let is_held = self.held(row).is_some_and(|held| held.place == place);
                (!is_held).then_some((place, row))
            })
            .collect();
        missing.sort_unstable_by_key(|(place, row)| (std::cmp::Reverse(place.batch), place.index, *row));
        missing
    }

    /// Of how many incidents the alerts were read.
    pub fn read(&self) -> usize {
        self.read
    }

    fn held(&self, row: Row) -> Option<Held> {
        self.held.get(row as usize).copied().flatten()
    }

    /// Takes in the alerts of an incident, in the place of those that were there.
    pub fn put(&mut self, row: Row, incident: &str, place: Place, alerts: &[AlertRecord]) {
        let first = self.count();
        for (at, alert) in (0..).zip(alerts) {
            let fixed = self.fixed(row, at, alert);
            for (known, code) in self.occurring.iter_mut().zip([fixed.severity, fixed.source]) {
                if !known.contains(&code) {
                    known.push(code);
                }
            }
            self.alerts.push(fixed);
            self.numbers.push(&[&clip(&alert.id, TEXT_CHARS), &clip(incident, TEXT_CHARS)]);
        }
        let count = self.count() - first;
        if self.held.len() <= row as usize {
            self.held.resize(row as usize + 1, None);
        }
        if let Some(held) = self.held.get_mut(row as usize) {
            self.read += usize::from(held.is_none());
            *held = Some(Held { place, first, count });
        }
    }

    fn count(&self) -> u32 {
        u32::try_from(self.alerts.len()).unwrap_or(u32::MAX)
    }

    fn fixed(&mut self, row: Row, at: u32, alert: &AlertRecord) -> Fixed {
        let start = self.assets.len();
        for asset in alert.evidence.iter().take(EVIDENCE_MAX).filter_map(asset_of) {
            let code = self.code(&asset.name);
            if !self.assets.get(start..).unwrap_or_default().contains(&code) {
                self.assets.push(code);
            }
        }
        let count = self.assets.len() - start;
        Fixed {
            row,
            at,
            title: self.code(&alert.title),
            severity: self.code(alert.severity.as_str()),
            status: self.code(alert.status.as_str()),
            source: self.code(alert.service_source.as_str()),
            detector: self.code(alert.detection_source.as_deref().unwrap_or_default()),
            category: self.code(alert.category.as_deref().unwrap_or_default()),
            said: alert.last_update_date_time.unwrap_or(alert.created_date_time),
            first_activity: alert.first_activity_date_time,
            last_activity: alert.last_activity_date_time,
            created: alert.created_date_time,
            assets: (u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(count).unwrap_or(u32::MAX)),
        }
    }

    fn code(&mut self, word: &str) -> u32 {
        let word = upright(word);
        let word = clip(&word, TEXT_CHARS);
        let code = self.words.code(&word);
        if self.texts.len() < self.words.len() {
            self.texts.push(&[&word]);
        }
        code
    }

    /// An alert of the list as it stands.
    pub fn line(&self, number: AlertNumber, state: &State) -> Option<AlertLine> {
        let fixed = self.alerts.get(number as usize)?;
        let incident = state.catalogue.get(fixed.row).and_then(|known| state.incident(known.id()));
        let assets = self.assets_of(fixed);
        Some(AlertLine {
            incident: fixed.row,
            at: fixed.at,
            title: self.words.word(fixed.title).to_owned(),
            id: self.id(number).to_owned(),
            severity: Severity::parse(self.words.word(fixed.severity)),
            status: self.status(number, fixed, incident),
            source: self.words.word(fixed.source).to_owned(),
            detector: self.words.word(fixed.detector).to_owned(),
            category: self.words.word(fixed.category).to_owned(),
            assets: assets.iter().take(ASSETS_NAMED).map(|code| self.words.word(*code).to_owned()).collect(),
            more_assets: u32::try_from(assets.len().saturating_sub(ASSETS_NAMED)).unwrap_or(u32::MAX),
            first_activity: fixed.first_activity,
            last_activity: fixed.last_activity,
            created: fixed.created,
        })
    }

    /// The severities that occur, the highest first.
    pub fn severities(&self) -> Vec<Severity> {
        let [severities, _] = &self.occurring;
        let mut known: Vec<Severity> =
            severities.iter().map(|code| Severity::parse(self.words.word(*code))).collect();
        known.sort_by_key(|severity| std::cmp::Reverse(severity.rank()));
        known.dedup();
        known
    }

    /// The products that occur, in the word of the source.
    pub fn sources(&self) -> Vec<String> {
        let [_, sources] = &self.occurring;
        sources.iter().map(|code| self.words.word(*code).to_owned()).collect()
    }

    fn assets_of(&self, fixed: &Fixed) -> &[u32] {
        let (start, count) = fixed.assets;
        self.assets.get(start as usize..start.saturating_add(count) as usize).unwrap_or_default()
    }

    fn id(&self, number: AlertNumber) -> &str {
        self.numbers.texts(number as usize).split('\n').next().unwrap_or_default()
    }

    fn status(&self, number: AlertNumber, fixed: &Fixed, incident: Option<Incident<'_>>) -> AlertStatus {
        let source = AlertStatus::parse(self.words.word(fixed.status));
        match incident.filter(|incident| incident.work.is_some()) {
            Some(incident) => incident.alert_status_since(self.id(number), fixed.said, &source),
            None => source,
        }
    }

    /// Those of what was read that fit, incident by incident in an order of rows.
    pub fn matching(&self, order: &[Row], state: &State, asked: &Asked) -> Vec<AlertNumber> {
        let parts = parts(&asked.text).into_iter();
        let texts: Vec<_> = parts.map(|part| (self.texts.search(part), self.numbers.search(part))).collect();
        let severities = self.codes(asked.severities.iter().map(Severity::as_str));
        let sources = self.codes(asked.sources.iter().map(String::as_str));
        let fits = |number: AlertNumber, fixed: &Fixed| {
            (severities.is_empty() || severities.contains(&Some(fixed.severity)))
                && (sources.is_empty() || sources.contains(&Some(fixed.source)))
                && asked.began.contains(fixed.began())
                && texts.iter().all(|texts| self.speaks(number, fixed, texts))
        };
        let mut found = Vec::new();
        for row in order {
            let Some(Held { first, count, .. }) = self.held(*row) else { continue };
            let incident = || {
                let known = state.catalogue.get(*row)?;
                state.incident(known.id()).filter(|incident| incident.work.is_some())
            };
            let any_state = asked.states.is_empty();
            let incident = if any_state { None } else { incident() };
            let holders = state.catalogue.holders(*row);
            for number in first..first.saturating_add(count) {
                let Some(fixed) = self.alerts.get(number as usize) else { continue };
                let stands = any_state || asked.states.contains(&self.status(number, fixed, incident));
                if stands && fits(number, fixed) && !self.is_brought_by(number, holders, state) {
                    found.push(number);
                }
            }
        }
        found
    }

    /// The codes of some words; none for one that no alert has.
    fn codes<'a>(&self, words: impl Iterator<Item = &'a str>) -> Vec<Option<u32>> {
        words.map(|word| self.words.find(word)).collect()
    }

    /// Whether an incident that this alert's was merged into brought it as well: it is one alert.
    fn is_brought_by(&self, number: AlertNumber, holders: &[Row], state: &State) -> bool {
        let mut holders = holders.iter().filter_map(|row| state.catalogue.get(*row));
        holders.any(|holder| holder.own().brought_alert(self.id(number)))
    }

    fn speaks(&self, number: AlertNumber, fixed: &Fixed, (words, numbers): &(Bits, Bits)) -> bool {
        numbers.contains(number as usize)
            || words.contains(fixed.title as usize)
            || self.assets_of(fixed).iter().any(|code| words.contains(*code as usize))
    }
}

/// Whether the source has merged an incident into another: that one has its alerts, and this one counts nowhere.
fn is_redirected(catalogue: &Catalogue, row: Row) -> bool {
    let is = catalogue.get(row).is_some_and(|known| known.status() == Status::Redirected);
    is && catalogue.holders(row).is_empty()
}

/// How many of some incidents stand for themselves, and were not merged into another here.
pub fn counted(catalogue: &Catalogue, rows: &[Row]) -> usize {
    rows.iter().filter(|row| catalogue.holders(**row).is_empty()).count()
}

/// The incidents that have alerts, latest activity first, without those that the source redirected.
pub fn newest(catalogue: &Catalogue) -> Vec<Row> {
    let mut rows: Vec<(Timestamp, Row)> = catalogue
        .rows()
        .filter_map(|row| {
            let known = catalogue.get(row)?.own();
            (known.alerts() > 0 && !is_redirected(catalogue, row))
                .then(|| (known.last_activity().unwrap_or(known.updated()), row))
        })
        .collect();
    rows.sort_unstable_by(|one, other| other.cmp(one));
    rows.into_iter().map(|(_, row)| row).collect()
}
