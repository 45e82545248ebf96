//! What a link to the alerts says, and the columns of their list.

use super::column_set::{Columns, ListColumn};
use super::query::Query;
use crate::analytics::alerts::{AlertSort, AlertSortKey};
use crate::analytics::period::Period;

/// What a link to the alerts says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alerts {
    /// Text that the title or an asset holds.
    pub text: Box<str>,
    /// Of any of these severities; of none, of any at all. So are the others.
    pub severities: Vec<Box<str>>,
    /// In any of these states.
    pub states: Vec<Box<str>>,
    /// Of any of these products.
    pub sources: Vec<Box<str>>,
    /// That began in this period.
    pub period: Period,
    /// In which order.
    pub sort: AlertSort,
    /// Which columns.
    pub columns: AlertColumns,
}

impl Alerts {
    pub(super) fn read(query: &Query) -> Self {
        Self {
            text: query.get("q").unwrap_or_default().into(),
            severities: query.all("severity"),
            states: query.all("status"),
            sources: query.all("source"),
            period: query.read("period", Period::parse).unwrap_or_default(),
            sort: query.read("sort", AlertSort::parse).unwrap_or_default(),
            columns: query.read("columns", AlertColumns::parse).unwrap_or_default(),
        }
    }

    /// What differs from the list as it opens.
    pub(super) fn query(&self) -> Query {
        let mut query = Query::default();
        if !self.text.is_empty() {
            query.push("q", &self.text);
        }
        // Each value by itself: the word of a product may hold any sign.
        for (name, values) in
            [("severity", &self.severities), ("status", &self.states), ("source", &self.sources)]
        {
            values.iter().for_each(|value| query.push(name, value));
        }
        if self.period != Period::All {
            query.push("period", &self.period.to_string());
        }
        if self.sort != AlertSort::default() {
            query.push("sort", &self.sort.to_string());
        }
        if self.columns != AlertColumns::default() {
            query.push("columns", &self.columns.to_string());
        }
        query
    }

    /// The same list without anything that narrows it.
    pub fn unfiltered(&self) -> Self {
        Self { sort: self.sort, columns: self.columns.clone(), ..Self::default() }
    }
}

/// A column of the list of alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlertColumn {
    /// Its name.
    Title,
    /// How severe.
    Severity,
    /// Its state.
    Status,
    /// The product behind it.
    Source,
    /// What in the product raised it.
    Detector,
    /// The tactic, or another word.
    Category,
    /// The assets that it names.
    Assets,
    /// The incident that it belongs to.
    Incident,
    /// First activity.
    FirstActivity,
    /// Last activity.
    LastActivity,
    /// When it was created.
    Created,
}

/// The columns of the list of alerts that are shown, in order.
pub type AlertColumns = Columns<AlertColumn>;

impl AlertColumn {
    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Severity => "severity",
            Self::Status => "status",
            Self::Source => "source",
            Self::Detector => "detector",
            Self::Category => "category",
            Self::Assets => "assets",
            Self::Incident => "incident",
            Self::FirstActivity => "firstActivity",
            Self::LastActivity => "lastActivity",
            Self::Created => "created",
        }
    }

    /// What orders by it; nothing does by assets, of which an alert may have many.
    pub fn sort(self) -> Option<AlertSortKey> {
        AlertSortKey::ALL.into_iter().find(|key| key.as_str() == self.as_str())
    }

    /// The width in px; none takes what is left.
    pub fn width_px(self) -> Option<u32> {
        Some(match self {
            Self::Title => return None,
            Self::Severity => 112,
            Self::Status => 92,
            Self::Source | Self::Detector => 172,
            Self::Category => 148,
            Self::Assets => 180,
            Self::Incident => 84,
            Self::FirstActivity | Self::LastActivity | Self::Created => 168,
        })
    }
}

impl ListColumn for AlertColumn {
    const OFFERED: &'static [Self] = &[
        Self::Title,
        Self::Severity,
        Self::Status,
        Self::Source,
        Self::Detector,
        Self::Category,
        Self::Assets,
        Self::Incident,
        Self::FirstActivity,
        Self::LastActivity,
        Self::Created,
    ];
    const USUAL: &'static [Self] = &[
        Self::Title,
        Self::Severity,
        Self::Status,
        Self::Source,
        Self::Category,
        Self::Incident,
        Self::FirstActivity,
    ];
    const NAME: Self = Self::Title;

    fn word(self) -> &'static str {
        self.as_str()
    }
}
