//! The columns of the queue.

use super::column_set::{Columns, ListColumn, ShownColumn};
use crate::analytics::sort::SortKey;

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
}

impl ListColumn for Column {
    const OFFERED: &'static [Self] = &Self::ALL;
    const USUAL: &'static [Self] = {
        use Column::{Alerts, Assets, Assigned, Due, Incident, Score, Severity, Status, Tactics};
        &[Score, Incident, Severity, Status, Assigned, Tactics, Assets, Alerts, Due]
    };
    const NAME: Self = Self::Incident;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

/// A column of the queue that is shown.
pub type Shown = ShownColumn<Column>;
/// The columns of the queue that are shown, in order. Written `score,incident:320,due`.
pub type ColumnSet = Columns<Column>;

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
