//! Published snapshots: what a widget on another page reads. Figures only, which name nothing and nobody, or with rows.
//!
//! A snapshot is the columns themselves, so a widget counts with the very functions of the report: no figure differs.

mod document;
mod parse;
mod read;

pub use document::PublishedIncident;
pub use read::{Published, SnapshotError, reach};

use super::readiness::Readiness;
use super::tasks::asked;
use crate::analytics::columns::{Columns, PublishedDim, PublishedRow, PublishedRows};
use crate::analytics::dimension::{Dim, Words};
use crate::domain::state::State;
use crate::domain::technique::is_technique;
use crate::domain::time::Timestamp;
use document::{AskedText, ColumnText, Document, TaskText};
use std::collections::{BTreeMap, HashSet};
use watchfloor_packed::digits;

/// The number of the shape; it goes up when a reader of the old one would read it wrong.
pub const SCHEMA: u32 = 2;
/// The name of the file in a static folder.
pub const FILE_NAME: &str = "snapshot.json";
/// The format that every document of ours names.
const FORMAT: &str = "watchfloor";
/// Which document this is.
const DOCUMENT: &str = "snapshot";
/// Milliseconds in a quarter of an hour.
const QUARTER_MS: i64 = 900_000;

/// How much of the workspace leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Counts by quarter of an hour and by closed or technical words: no titles, names or ids.
    Figures,
    /// Also each incident with its id and title, its tags, device groups and assets.
    Rows,
}

impl Detail {
    /// The word in the document.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Rows => "rows",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Figures, Self::Rows].into_iter().find(|detail| detail.as_str() == word)
    }
}

/// What leaves of an incident when only figures do, in the order of the document: first what most charts need, so that
/// they are drawn while the rest is on its way.
pub const FIGURES: [Dim; 20] = [
    Dim::Redirected,
    Dim::Scope,
    Dim::Outcome,
    Dim::Investigated,
    Dim::Severity,
    Dim::Source,
    Dim::Category,
    Dim::Tactic,
    Dim::Stage,
    Dim::Status,
    Dim::Assigned,
    Dim::Classification,
    Dim::Determination,
    Dim::Technique,
    Dim::AlertSeverity,
    Dim::Products,
    Dim::Categories,
    Dim::Critical,
    Dim::Notification,
    Dim::ThirdParty,
];

/// What leaves with rows beside that.
pub const NAMES: [Dim; 3] = [Dim::Asset, Dim::Group, Dim::Tag];

/// The snapshot of the incidents with these ids, as text.
pub fn snapshot<'a>(
    state: &State,
    ids: impl IntoIterator<Item = &'a str>,
    detail: Detail,
    made: Timestamp,
) -> String {
    let columns = Columns::build(state);
    let wanted: HashSet<u32> =
        ids.into_iter().filter_map(|id| columns.row(state.catalogue.row(id)?)).collect();
    of_rows(state, &columns, |row| wanted.contains(&row), detail, made)
}

/// The snapshot of everything that columns hold, as text.
pub fn of_all(state: &State, columns: &Columns, detail: Detail, made: Timestamp) -> String {
    of_rows(state, columns, |_| true, detail, made)
}

fn of_rows(
    state: &State,
    columns: &Columns,
    is_wanted: impl Fn(u32) -> bool,
    detail: Detail,
    made: Timestamp,
) -> String {
    let rows: Vec<u32> = (0..).take(columns.len()).filter(|row| is_wanted(*row)).collect();
    let places: BTreeMap<u32, u32> = rows.iter().copied().zip(0..).collect();
    let wide: Vec<usize> = rows.iter().map(|row| *row as usize).collect();
    let dims: Vec<PublishedDim> = dims_of(detail)
        .map(|dim| columns.published_dim(dim, &wide, made, |word| outside(dim, word, detail)))
        .collect();
    let mut document = Document {
        format: FORMAT.to_owned(),
        document: DOCUMENT.to_owned(),
        schema: SCHEMA,
        made,
        detail: detail.as_str().to_owned(),
        incidents: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        created: String::new(),
        columns: dims.iter().map(column_text).collect(),
        resolved: String::new(),
        assumed: String::new(),
        parts: String::new(),
        alerts: String::new(),
        score: String::new(),
        asked: asked_texts(state, columns, &places, detail),
        readiness: (&Readiness::of(state, made)).into(),
        assets: Vec::new(),
        rows: Vec::new(),
    };
    document.take_numbers(wide.iter().filter_map(|row| columns.published_row(*row)));
    if detail == Detail::Rows {
        document.take_names(state, columns, &rows, &dims);
    }
    // The shape has only texts and numbers, which always can be written.
    serde_json::to_string(&document).unwrap_or_default() + "\n"
}

/// The dimensions of a detail.
fn dims_of(detail: Detail) -> impl Iterator<Item = Dim> {
    let names: &[Dim] = if detail == Detail::Rows { &NAMES } else { &[] };
    FIGURES.iter().chain(names).copied()
}

/// What a word may be called outside. A word that is in no list may be anything, a name included: figures say "other"
/// for it, and leave out a technique that has not the shape of one.
fn outside(dim: Dim, word: &str, detail: Detail) -> Option<String> {
    if detail == Detail::Rows {
        return Some(word.to_owned());
    }
    let other = || Some("other".to_owned());
    match dim.words() {
        Words::Closed(_) => Some(word.to_owned()),
        Words::Listed => dim.read(word, false).map_or_else(other, |_| Some(word.to_owned())),
        Words::Open if dim == Dim::Technique => is_technique(word).then(|| word.to_owned()),
        Words::Open if CATEGORIES.iter().any(|known| known.eq_ignore_ascii_case(word)) => {
            Some(word.to_owned())
        }
        Words::Open => other(),
    }
}

/// Categories of alerts that are no tactic (service.md 1.12, tactic of an incident).
const CATEGORIES: [&str; 6] =
    ["Malware", "Ransomware", "SuspiciousActivity", "UnwantedSoftware", "Exploit", "Phishing"];

fn column_text(dim: &PublishedDim) -> ColumnText {
    let mut text = String::new();
    match &dim.rows {
        PublishedRows::One(places) => {
            places.iter().for_each(|place| digits::push(&mut text, u64::from(*place)));
        }
        PublishedRows::Several(lists) => lists.iter().for_each(|row| {
            digits::push(&mut text, row.len() as u64);
            row.iter().for_each(|place| digits::push(&mut text, u64::from(*place)));
        }),
    }
    ColumnText { by: dim.dim.key().to_owned(), words: dim.words.clone(), rows: text }
}

fn asked_texts(
    state: &State,
    columns: &Columns,
    places: &BTreeMap<u32, u32>,
    detail: Detail,
) -> Vec<AskedText> {
    let named = detail == Detail::Rows;
    let texts = asked(state, columns).into_iter().filter_map(|(row, incident)| {
        let tasks = incident
            .tasks
            .iter()
            .map(|task| TaskText { state: task.state.as_str().to_owned(), settled: task.settled });
        Some(AskedText {
            row: places.get(&row).copied()?,
            severity: outside(Dim::Severity, incident.severity.as_str(), detail)?,
            asked: incident.asked,
            tasks: tasks.collect(),
            id: if named { incident.id.to_string() } else { String::new() },
            title: if named { incident.title.clone() } else { String::new() },
        })
    });
    texts.collect()
}

impl Document {
    fn take_numbers(&mut self, rows: impl Iterator<Item = PublishedRow>) {
        let (mut last_quarter, mut last_assumed, mut last_part) = (0, 0, 0);
        for (place, row) in (0_u64..).zip(rows) {
            let quarter = row.created.as_millis().div_euclid(QUARTER_MS).max(0).unsigned_abs();
            digits::push(&mut self.created, quarter.saturating_sub(last_quarter));
            last_quarter = quarter;
            digits::push(&mut self.score, u64::from(row.score));
            digits::push(&mut self.alerts, u64::from(row.alerts));
            digits::push(
                &mut self.resolved,
                row.resolved_after_s.map_or(0, |seconds| u64::from(seconds) + 1),
            );
            if row.assumed {
                digits::push(&mut self.assumed, place - last_assumed);
                last_assumed = place;
            }
            let (experts, customer) = (row.parts.experts_s, row.parts.customer_s);
            let held = u64::from(experts.is_some()) + 2 * u64::from(customer.is_some());
            if held > 0 {
                let seconds = |part: Option<u32>| u64::from(part.unwrap_or(0));
                for number in [place - last_part, held, seconds(experts), seconds(customer)] {
                    digits::push(&mut self.parts, number);
                }
                last_part = place;
            }
        }
    }

    /// What has a name: assets in the order of the column's words, incidents by row.
    fn take_names(&mut self, state: &State, columns: &Columns, rows: &[u32], dims: &[PublishedDim]) {
        let assets = state.catalogue.assets();
        let dictionary = columns.dictionary(Dim::Asset);
        let words = dims.iter().find(|dim| dim.dim == Dim::Asset).map_or(&[][..], |dim| &dim.words);
        self.assets = words
            .iter()
            .filter_map(|word| {
                let code = dictionary?.find(&crate::analytics::dimension::Value::word(word))?;
                assets.get(columns.asset(code)? as usize).cloned()
            })
            .collect();
        self.rows = (0..)
            .zip(rows)
            .filter_map(|(place, row)| {
                let known = state.catalogue.get(columns.catalogue_row(*row)?)?;
                Some(PublishedIncident {
                    row: place,
                    id: known.id().to_owned(),
                    title: known.title().to_owned(),
                    created: known.created(),
                })
            })
            .collect();
    }
}
