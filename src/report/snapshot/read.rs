//! Reading a published snapshot: strict, because what cannot be read right must not become a figure.

use super::document::{AskedText, ColumnText, Document, PublishedIncident};
use super::parse::{self, Members, broken};
use super::{DOCUMENT, Detail, FORMAT, QUARTER_MS, SCHEMA};
use crate::analytics::columns::{Columns, Parts, PublishedDim, PublishedRow, PublishedRows};
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::engine::lists::Lists;
use crate::analytics::filter::Filter;
use crate::domain::brief::Asset;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Severity;
use crate::report::readiness::Readiness;
use crate::report::tasks::{AskedIncident, Task, TaskState};
use std::fmt;
use watchfloor_packed::digits::{Digits, lists, ones};

/// What stands between two columns. Quotes within a text are escaped, so no text holds it.
const BETWEEN_COLUMNS: &str = "\"},{\"by\":\"";
/// How much of that belongs to the column before.
const END_OF_COLUMN: usize = "\"}".len();

/// Why a text is no snapshot that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// It is not JSON, or not of the shape: what the reader of JSON says, with line and column.
    Unreadable(String),
    /// It is JSON, but no document of ours.
    Foreign,
    /// It is a document of ours, but another one, such as the head of a workspace.
    OtherDocument(String),
    /// It was published by a newer version, with this number.
    Newer(u32),
    /// It was published by a version whose snapshots nobody reads any more.
    Older(u32),
    /// A column does not hold what it must; its name.
    Broken(String),
}

impl SnapshotError {
    /// The word for it in keys and events.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::Foreign => "foreign",
            Self::OtherDocument(_) => "otherDocument",
            Self::Newer(_) => "newer",
            Self::Older(_) => "older",
            Self::Broken(_) => "broken",
        }
    }

    /// The place or the number that the sentence names.
    pub fn place(&self) -> String {
        match self {
            Self::Unreadable(place) | Self::OtherDocument(place) | Self::Broken(place) => place.clone(),
            Self::Newer(schema) | Self::Older(schema) => schema.to_string(),
            Self::Foreign => String::new(),
        }
    }
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "the snapshot cannot be read: {why}"),
            Self::Foreign => f.write_str("this is no snapshot of Watchfloor"),
            Self::OtherDocument(document) => write!(f, "this is a `{document}` and no snapshot"),
            Self::Newer(schema) => write!(f, "the snapshot is of schema {schema}, newer than {SCHEMA}"),
            Self::Older(schema) => write!(f, "the snapshot is of schema {schema}, older than {SCHEMA}"),
            Self::Broken(column) => write!(f, "the column `{column}` of the snapshot is broken"),
        }
    }
}

impl std::error::Error for SnapshotError {}

/// What a snapshot holds, ready to be counted.
#[derive(Clone, Debug)]
pub struct Published {
    /// When it was published: the present moment of its figures.
    pub made: Timestamp,
    /// How much of the workspace it holds.
    pub detail: Detail,
    /// The columns.
    pub columns: Columns,
    /// What was asked of the customer, with the rows of its incidents.
    pub asked: Vec<(u32, AskedIncident)>,
    /// Readiness.
    pub readiness: Readiness,
    /// The incidents by name, in order of their rows; none where only figures left.
    pub rows: Vec<PublishedIncident>,
    assets: Vec<Asset>,
    dims: Vec<Dim>,
    is_whole: bool,
}

/// How far the text of a snapshot that is still on its way can be read: to the end of its last whole column but one.
/// `None` where no column is there.
pub fn reach(text: &str) -> Option<usize> {
    text.rfind(BETWEEN_COLUMNS).map(|place| place + END_OF_COLUMN)
}

impl Published {
    /// Reads the text of a snapshot.
    ///
    /// # Errors
    /// Why it cannot be shown.
    pub fn read(text: &str) -> Result<Self, SnapshotError> {
        Self::of(text, true)
    }

    /// Reads what there is up to [`reach`] of a snapshot that is still on its way. It holds columns and the days of its
    /// incidents, and of all other figures nothing.
    ///
    /// # Errors
    /// Why it cannot be shown.
    pub fn begun(text: &str) -> Result<Self, SnapshotError> {
        Self::of(&format!("{text}]}}"), false)
    }

    fn of(text: &str, is_whole: bool) -> Result<Self, SnapshotError> {
        let members = Members::of_document(text)?;
        let document = members.text("document").filter(|_| members.text("format").as_deref() == Some(FORMAT));
        match (document.as_deref(), members.number("schema")) {
            (Some(DOCUMENT), Some(SCHEMA)) => {}
            (Some(DOCUMENT), Some(schema)) if schema > SCHEMA => return Err(SnapshotError::Newer(schema)),
            (Some(DOCUMENT), schema) => return Err(SnapshotError::Older(schema.unwrap_or(0))),
            (Some(other), _) => return Err(SnapshotError::OtherDocument(other.to_owned())),
            (None, _) => return Err(SnapshotError::Foreign),
        }
        let document = parse::document(&members, is_whole)?;
        let rows = numbers(&document, is_whole).ok_or_else(|| broken("created"))?;
        let dims: Vec<PublishedDim> = document
            .columns
            .iter()
            // A dimension that this version does not know is one that it cannot ask about.
            .filter_map(|column| Some((Dim::parse(&column.by)?, column)))
            .map(|(dim, column)| read_dim(dim, column, rows.len()).ok_or_else(|| broken(&column.by)))
            .collect::<Result<_, _>>()?;
        let known = dims.iter().map(|dim| dim.dim).collect();
        let asked = document.asked.into_iter().map(read_asked).collect::<Option<_>>();
        Ok(Self {
            made: document.made,
            detail: Detail::parse(&document.detail).ok_or_else(|| broken("detail"))?,
            columns: Columns::of_published(&rows, dims),
            asked: asked.ok_or_else(|| broken("asked"))?,
            readiness: document.readiness.into(),
            rows: document.rows,
            assets: document.assets,
            dims: known,
            is_whole,
        })
    }

    /// Whether everything was read.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether it has the columns of these dimensions.
    pub fn holds(&self, dims: &[Dim]) -> bool {
        dims.iter().all(|dim| self.dims.contains(dim))
    }

    /// The first thing that a filter asks and the snapshot does not hold; `None` where it can be answered.
    pub fn cannot_answer(&self, filter: &Filter) -> Option<&'static str> {
        let missing = filter.choices().map(|(dim, _)| dim).find(|dim| !self.dims.contains(dim));
        let has_text = filter.texts().next().is_some() || filter.texts_excluded().next().is_some();
        missing.map(Dim::key).or_else(|| has_text.then_some("text"))
    }

    /// The asset with a number of the columns.
    pub fn asset(&self, code: u32) -> Option<&Asset> {
        let dictionary = self.columns.dictionary(Dim::Asset)?;
        let Value::Word(_) = dictionary.value(code)? else { return None };
        // The words of the column come right after the one for no value.
        self.assets.get(code.checked_sub(1)? as usize)
    }

    /// The incident of a row.
    pub fn incident(&self, row: u32) -> Option<&PublishedIncident> {
        let place = self.rows.binary_search_by_key(&row, |incident| incident.row).ok()?;
        self.rows.get(place)
    }
}

/// The numbers of all rows; `None` where a column is too short or too long. Those that are not there yet are zeros.
fn numbers(document: &Document, is_whole: bool) -> Option<Vec<PublishedRow>> {
    let count = document.incidents as usize;
    let column = |text: &str, most| if is_whole { ones(text, count, most) } else { Some(vec![0; count]) };
    let created = ones(&document.created, count, u32::MAX)?;
    let score = column(&document.score, u8::MAX.into())?;
    let alerts = column(&document.alerts, u32::MAX)?;
    let resolved = column(&document.resolved, u32::MAX)?;
    let mut quarter = 0_i64;
    let mut rows = Vec::with_capacity(count);
    for (((created, score), alerts), resolved) in created.into_iter().zip(score).zip(alerts).zip(resolved) {
        quarter = quarter.checked_add(created.into())?;
        rows.push(PublishedRow {
            created: Timestamp::from_millis(quarter.checked_mul(QUARTER_MS)?),
            score: u8::try_from(score).ok()?,
            alerts,
            resolved_after_s: resolved.checked_sub(1),
            assumed: false,
            parts: Parts::default(),
        });
    }
    take_few(document, &mut rows)?;
    Some(rows)
}

/// The numbers that few rows have.
fn take_few(document: &Document, rows: &mut [PublishedRow]) -> Option<()> {
    let mut assumed = Digits::new(&document.assumed);
    let mut place = 0;
    while !assumed.is_done() {
        place = usize::try_from(assumed.next()?).ok()?.checked_add(place)?;
        rows.get_mut(place)?.assumed = true;
    }
    let mut parts = Digits::new(&document.parts);
    let mut place = 0;
    while !parts.is_done() {
        place = usize::try_from(parts.next()?).ok()?.checked_add(place)?;
        let (held, experts, customer) = (parts.next()?, parts.next_u32()?, parts.next_u32()?);
        rows.get_mut(place)?.parts = Parts {
            experts_s: (held & 1 > 0).then_some(experts),
            customer_s: (held & 2 > 0).then_some(customer),
        };
    }
    Some(())
}

fn read_dim(dim: Dim, column: &ColumnText, count: usize) -> Option<PublishedDim> {
    let words = u32::try_from(column.words.len()).ok()?;
    let rows = if dim.is_multiple() {
        // Without words nothing may be named, and no place is the last one.
        let (lengths, places) = lists(&column.rows, count, words.saturating_sub(1))?;
        if words == 0 && !places.is_empty() {
            return None;
        }
        PublishedRows::Several(Lists::of_lengths(&lengths, places))
    } else {
        PublishedRows::One(ones(&column.rows, count, words)?)
    };
    Some(PublishedDim { dim, words: column.words.clone(), rows })
}

fn read_asked(text: AskedText) -> Option<(u32, AskedIncident)> {
    let task = |task: &super::document::TaskText| {
        let state = TaskState::ALL.into_iter().find(|state| state.as_str() == task.state)?;
        Some(Task::of(String::new(), state, task.settled, text.asked))
    };
    let tasks = text.tasks.iter().map(task).collect::<Option<Vec<Task>>>()?;
    let severity = Severity::parse(&text.severity);
    Some((text.row, AskedIncident::of(text.id.into(), text.title, severity, text.asked, tasks)))
}
