//! The order of the alerts: by what a column says of each.

use super::{AlertIndex, AlertNumber, Fixed};
use crate::domain::catalogue::Row;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{AlertStatus, Severity};
use std::collections::{BTreeSet, HashMap};
use std::fmt;

/// By what alerts are ordered. Equal ones stand incident by incident, the latest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlertSortKey {
    /// The name, letter case ignored.
    Title,
    /// How severe; descending puts the most severe first.
    Severity,
    /// Its state: new, in progress, resolved.
    Status,
    /// The product behind it, in the word of the source.
    Source,
    /// What in the product raised it.
    Detector,
    /// The tactic, or another word.
    Category,
    /// The number of its incident.
    Incident,
    /// First activity; alerts without one, or with one that cannot be, are last in either direction.
    FirstActivity,
    /// Last activity; alerts without one, or with one that cannot be, are last in either direction.
    LastActivity,
    /// When it was created.
    Created,
}

impl AlertSortKey {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Severity,
        Self::Status,
        Self::Source,
        Self::Detector,
        Self::Category,
        Self::Incident,
        Self::FirstActivity,
        Self::LastActivity,
        Self::Created,
    ];

    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Severity => "severity",
            Self::Status => "status",
            Self::Source => "source",
            Self::Detector => "detector",
            Self::Category => "category",
            Self::Incident => "incident",
            Self::FirstActivity => "firstActivity",
            Self::LastActivity => "lastActivity",
            Self::Created => "created",
        }
    }

    /// Whether the first press of its head puts the largest first: what is most severe, and what is latest.
    fn begins_descending(self) -> bool {
        matches!(self, Self::Severity | Self::FirstActivity | Self::LastActivity | Self::Created)
    }
}

/// An order: by what, and in which direction. Written `severity` ascending and `-severity` descending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AlertSort {
    /// By what.
    pub key: AlertSortKey,
    /// Whether the largest, latest or most severe comes first.
    pub descending: bool,
}

impl Default for AlertSort {
    /// What began last comes first.
    fn default() -> Self {
        Self { key: AlertSortKey::FirstActivity, descending: true }
    }
}

impl AlertSort {
    /// What a press of a head makes of the present order: the order by it, then the other way round, then the usual one.
    pub fn pressed(now: Self, key: AlertSortKey) -> Self {
        let first = Self { key, descending: key.begins_descending() };
        match now {
            now if now.key != key => first,
            now if now == first => Self { descending: !first.descending, ..first },
            _ => Self::default(),
        }
    }

    /// Reads the text form.
    pub fn parse(text: &str) -> Option<Self> {
        let key = text.strip_prefix('-').unwrap_or(text);
        let key = AlertSortKey::ALL.into_iter().find(|known| known.as_str() == key)?;
        Some(Self { key, descending: text.starts_with('-') })
    }
}

impl fmt::Display for AlertSort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.descending { "-" } else { "" };
        write!(f, "{mark}{}", self.key.as_str())
    }
}

/// What a column says, as numbers that stand in its order.
enum Ranks {
    /// The word of a code.
    Words(Vec<i64>),
    /// The number of an incident.
    Incidents(HashMap<Row, i64>),
    /// It is a number itself.
    None,
}

impl AlertIndex {
    /// The same alerts in an order.
    pub fn ordered(&self, found: Vec<AlertNumber>, state: &State, sort: AlertSort) -> Vec<AlertNumber> {
        let ranks = self.ranks(&found, state, sort.key);
        let value = |number: &AlertNumber| {
            let fixed = self.alerts.get(*number as usize)?;
            self.value(*number, fixed, state, (sort.key, &ranks))
        };
        // What says nothing is last in either direction.
        let place = |value: i64| if sort.descending { value.saturating_neg() } else { value };
        let placed = |number: AlertNumber| (value(&number).map_or(i64::MAX, place), number);
        let mut found: Vec<_> = found.into_iter().map(placed).collect();
        // They come by the time of their incidents, mostly in order: this sort makes use of it.
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, number)| number).collect()
    }

    fn ranks(&self, found: &[AlertNumber], state: &State, key: AlertSortKey) -> Ranks {
        match key {
            AlertSortKey::Title | AlertSortKey::Source | AlertSortKey::Detector | AlertSortKey::Category => {
                Ranks::Words(ranked(self.words.iter().map(str::to_lowercase)))
            }
            AlertSortKey::Incident => {
                let rows = found.iter().filter_map(|number| Some(self.alerts.get(*number as usize)?.row));
                let rows: Vec<Row> = rows.collect::<BTreeSet<Row>>().into_iter().collect();
                let id = |row: &Row| state.catalogue.get(*row).map(|known| known.id()).unwrap_or_default();
                // Numbers by their size, other ids behind them by their letters.
                let ranks =
                    ranked(rows.iter().map(|row| (id(row).parse::<u64>().unwrap_or(u64::MAX), id(row))));
                Ranks::Incidents(rows.into_iter().zip(ranks).collect())
            }
            _ => Ranks::None,
        }
    }

    fn value(
        &self,
        number: AlertNumber,
        fixed: &Fixed,
        state: &State,
        (key, ranks): (AlertSortKey, &Ranks),
    ) -> Option<i64> {
        let code = match key {
            AlertSortKey::Title => fixed.title,
            AlertSortKey::Source => fixed.source,
            AlertSortKey::Detector => fixed.detector,
            AlertSortKey::Category => fixed.category,
            AlertSortKey::Severity => {
                return Some(Severity::parse(self.words.word(fixed.severity)).rank().into());
            }
            AlertSortKey::Status => {
                let known = state.catalogue.get(fixed.row);
                let incident = known.and_then(|known| state.incident(known.id()));
                let status = self.status(number, fixed, incident);
                let place = AlertStatus::ALL.iter().position(|known| *known == status);
                return place.and_then(|place| i64::try_from(place).ok());
            }
            AlertSortKey::Incident => {
                let Ranks::Incidents(ranks) = ranks else { return None };
                return ranks.get(&fixed.row).copied();
            }
            AlertSortKey::FirstActivity => return ticks(fixed.first_activity),
            AlertSortKey::LastActivity => return ticks(fixed.last_activity),
            AlertSortKey::Created => return Some(fixed.created.as_ticks()),
        };
        let Ranks::Words(ranks) = ranks else { return None };
        let is_said = !self.words.word(code).is_empty();
        ranks.get(code as usize).copied().filter(|_| is_said)
    }
}

/// When something was active, where that can be.
fn ticks(at: Option<Timestamp>) -> Option<i64> {
    at.filter(|at| at.is_likely()).map(|at| at.as_ticks())
}

/// The rank of each item among all of them, equal ones with the same.
fn ranked<T: Ord>(items: impl Iterator<Item = T>) -> Vec<i64> {
    let items: Vec<T> = items.collect();
    let mut sorted: Vec<(usize, &T)> = items.iter().enumerate().collect();
    sorted.sort_by_key(|(_, item)| *item);
    let mut ranks = vec![0; items.len()];
    let (mut rank, mut last) = (0, None);
    for (at, item) in sorted {
        if last.is_some_and(|last| last != item) {
            rank += 1;
        }
        last = Some(item);
        if let Some(place) = ranks.get_mut(at) {
            *place = rank;
        }
    }
    ranks
}
