//! Tables of a report: what the page, the exports and the command line write, from the same cells.

use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "is", content = "v")]
pub enum Cell {
    /// Nothing to say.
    None,
    /// Text, possibly from outside.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A share in percent.
    Percent(f64),
    /// A duration in seconds.
    Seconds(f64),
    /// A calendar day or month in ISO form.
    Day(String),
    /// A moment.
    Moment(Timestamp),
}

impl Cell {
    /// A whole number.
    pub fn count(count: usize) -> Self {
        Self::Count(count as u64)
    }

    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A duration, where there is one.
    pub fn seconds(seconds: Option<f64>) -> Self {
        seconds.map_or(Self::None, Self::Seconds)
    }

    /// Whether it is a day or a moment, which is not broken into lines.
    pub fn is_date(&self) -> bool {
        matches!(self, Self::Day(_) | Self::Moment(_))
    }

    /// Whether it stands at the right of its column.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Percent(_) | Self::Seconds(_))
    }
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The stable name, for programs.
    pub key: String,
    /// The name for people.
    pub name: String,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The stable name, for programs and file names.
    pub key: String,
    /// The title for people.
    pub title: String,
    /// The columns.
    pub heads: Vec<Head>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A report as tables, with everything that says what it covers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Book {
    /// The workspace, or the files on the command line.
    pub workspace: String,
    /// The period in its text form: `30d`.
    pub period: String,
    /// The first day, where the period has one.
    pub first_day: Option<String>,
    /// The last day, where the period has one.
    pub last_day: Option<String>,
    /// The reader's offset from UTC in minutes at the moment of making.
    pub zone_minutes: i32,
    /// The filter in its text form.
    pub filter: String,
    /// When it was made.
    pub made: Timestamp,
    /// The tables.
    pub tables: Vec<Table>,
}

/// A book as a sign-off keeps it.
pub type Frozen = serde_json::Value;

impl Book {
    /// The book as a sign-off keeps it.
    pub fn frozen(&self) -> Frozen {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Reads what a sign-off kept; `None` for something else.
    pub fn thawed(figures: Frozen) -> Option<Self> {
        serde_json::from_value(figures).ok()
    }

    /// The book as text, for the spreadsheet writer.
    pub fn to_text(&self) -> String {
        self.frozen().to_string()
    }

    /// A table by its key.
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.key == key)
    }
}
