//! The columns of the queue as a link says them: which, in which order, how wide.

use crate::analytics::sort::SortKey;
use std::fmt;

/// A column of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// Our priority score.
    Score,
    /// The score that the import brought.
    ImportedScore,
    /// Number and name.
    Incident,
    /// How severe.
    Severity,
    /// Where it is in its life.
    Status,
    /// Who has it.
    Assigned,
    /// What it turned out to be.
    Classification,
    /// Why.
    Determination,
    /// Tags.
    Tags,
    /// Products behind its alerts.
    Sources,
    /// Tactics of its alerts.
    Tactics,
    /// How many assets of each kind.
    Assets,
    /// How many alerts.
    Alerts,
    /// How many alerts are not resolved.
    ActiveAlerts,
    /// First activity.
    FirstActivity,
    /// Last activity.
    LastActivity,
    /// When it was created.
    Created,
    /// When the source last changed it.
    Updated,
    /// For how long it has its status.
    InState,
    /// When the response is due.
    Due,
}

/// The least and the greatest width of a column in px.
pub const WIDTH_PX: std::ops::RangeInclusive<u16> = 40..=1_200;

impl Column {
    /// All of them in the order in which they are offered.
    pub const ALL: [Self; 20] = [
        Self::Score,
        Self::ImportedScore,
        Self::Incident,
        Self::Severity,
        Self::Status,
        Self::Assigned,
        Self::Classification,
        Self::Determination,
        Self::Tags,
        Self::Sources,
        Self::Tactics,
        Self::Assets,
        Self::Alerts,
        Self::ActiveAlerts,
        Self::FirstActivity,
        Self::LastActivity,
        Self::Created,
        Self::Updated,
        Self::InState,
        Self::Due,
    ];

    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::ImportedScore => "importedScore",
            Self::Incident => "incident",
            Self::Severity => "severity",
            Self::Status => "status",
            Self::Assigned => "assigned",
            Self::Classification => "classification",
            Self::Determination => "determination",
            Self::Tags => "tags",
            Self::Sources => "sources",
            Self::Tactics => "tactics",
            Self::Assets => "assets",
            Self::Alerts => "alerts",
            Self::ActiveAlerts => "activeAlerts",
            Self::FirstActivity => "firstActivity",
            Self::LastActivity => "lastActivity",
            Self::Created => "created",
            Self::Updated => "updated",
            Self::InState => "inState",
            Self::Due => "due",
        }
    }

    /// What orders by it.
    pub fn sort(self) -> Option<SortKey> {
        Some(match self {
            Self::Incident => SortKey::Title,
            Self::Tags | Self::Sources | Self::Tactics => return None,
            other => SortKey::ALL.into_iter().find(|key| key.as_str() == other.as_str())?,
        })
    }

    /// The width in px with which it opens; none takes what is left.
    pub fn width_px(self) -> Option<u16> {
        Some(match self {
            Self::Incident => return None,
            Self::Score => 48,
            Self::ImportedScore | Self::ActiveAlerts => 72,
            Self::Alerts => 40,
            Self::Severity => 104,
            Self::Status => 120,
            Self::Assigned => 88,
            Self::Tactics => 84,
            Self::Assets => 100,
            Self::Due => 152,
            Self::Sources | Self::Tags => 150,
            Self::Classification | Self::Determination => 140,
            Self::FirstActivity | Self::LastActivity | Self::Created | Self::Updated => 136,
            Self::InState => 100,
        })
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.as_str() == word)
    }
}

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which.
    pub column: Column,
    /// Its width in px, where somebody chose one.
    pub width_px: Option<u16>,
}

/// The columns that are shown, in order. Written `score,incident:320,due`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSet(Vec<Shown>);

impl Default for ColumnSet {
    fn default() -> Self {
        use Column::{Alerts, Assets, Assigned, Due, Incident, Score, Severity, Status, Tactics};
        let columns = [Score, Incident, Severity, Status, Assigned, Tactics, Assets, Alerts, Due];
        Self(columns.into_iter().map(|column| Shown { column, width_px: None }).collect())
    }
}

impl ColumnSet {
    /// The columns in order.
    pub fn iter(&self) -> impl Iterator<Item = Shown> + '_ {
        self.0.iter().copied()
    }

    /// Whether a column is shown.
    pub fn has(&self, column: Column) -> bool {
        self.0.iter().any(|shown| shown.column == column)
    }

    /// Shows a column as the last one, or hides it. The incident itself stays: without it a row says nothing.
    pub fn toggle(&mut self, column: Column) {
        if !self.has(column) {
            self.0.push(Shown { column, width_px: None });
        } else if column != Column::Incident {
            self.0.retain(|shown| shown.column != column);
        }
    }

    /// Moves a column by so many places.
    pub fn shift(&mut self, column: Column, by: isize) {
        let Some(from) = self.0.iter().position(|shown| shown.column == column) else { return };
        let to = from.saturating_add_signed(by).min(self.0.len().saturating_sub(1));
        let shown = self.0.remove(from);
        self.0.insert(to, shown);
    }

    /// Sets the width of a column, within [`WIDTH_PX`].
    pub fn resize(&mut self, column: Column, width_px: u16) {
        if let Some(shown) = self.0.iter_mut().find(|shown| shown.column == column) {
            shown.width_px = Some(width_px.clamp(*WIDTH_PX.start(), *WIDTH_PX.end()));
        }
    }

    /// Reads the text form; `None` where no column of it is known. The incident is always among them.
    pub fn parse(text: &str) -> Option<Self> {
        let mut set = Self(Vec::new());
        for word in text.split(',') {
            let (name, width) =
                word.split_once(':').map_or((word, None), |(name, width)| (name, Some(width)));
            let Some(column) = Column::parse(name).filter(|column| !set.has(*column)) else { continue };
            let width_px =
                width.and_then(|width| width.parse().ok()).filter(|width| WIDTH_PX.contains(width));
            set.0.push(Shown { column, width_px });
        }
        if set.0.is_empty() {
            return None;
        }
        if !set.has(Column::Incident) {
            set.0.insert(0, Shown { column: Column::Incident, width_px: None });
        }
        Some(set)
    }
}

impl fmt::Display for ColumnSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, shown) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(",")?;
            }
            f.write_str(shown.column.as_str())?;
            if let Some(width_px) = shown.width_px {
                write!(f, ":{width_px}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(ColumnSet::parse(text).map(|set| set.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn columns_are_read_and_written() {
        let default = ColumnSet::default().to_string();
        check(&default, Some(&default));
        check("score,incident:320,due", Some("score,incident:320,due"));
        check("due:9,score:9999,due,what", Some("incident,due,score"));
        check("", None);
        check("what", None);
    }

    #[test]
    fn columns_are_chosen_moved_and_sized() {
        let mut set = ColumnSet::parse("score,incident,due").unwrap();
        set.toggle(Column::Tags);
        set.toggle(Column::Score);
        set.toggle(Column::Incident);
        set.shift(Column::Tags, -9);
        set.resize(Column::Due, 9_999);
        assert_eq!(set.to_string(), "tags,incident,due:1200");
        set.shift(Column::Tags, 1);
        assert_eq!(set.to_string(), "incident,tags,due:1200");
    }

    #[test]
    fn every_column_that_has_an_order_names_one() {
        let without: Vec<_> = Column::ALL.into_iter().filter(|column| column.sort().is_none()).collect();
        assert_eq!(without, [Column::Tags, Column::Sources, Column::Tactics]);
    }
}
