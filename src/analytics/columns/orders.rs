//! The orders in which incidents are listed, made when first asked for and forgotten when the columns change.

use super::numbers::NO_SCORE;
use super::{Columns, Dimension};
use crate::analytics::dimension::Dim;
use crate::analytics::engine::bits::Bits;
use crate::analytics::engine::order::Order;
use crate::analytics::engine::sort;
use crate::analytics::sort::SortKey;
use crate::domain::vocabulary::{Severity, Status};
use std::sync::OnceLock;

/// A list of rows and the rows that are not in it.
#[derive(Clone, Debug)]
struct Listed {
    rows: Vec<u32>,
    rest: Bits,
}

/// Lists by sort key, in the order of [`SortKey::ALL`].
#[derive(Clone, Debug, Default)]
pub(super) struct Orders {
    listed: [OnceLock<Listed>; SortKey::ALL.len()],
}

impl Orders {
    /// Forgets all lists.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// The place of a status in the order of life; words that the list lacks come after.
fn status_rank(word: &str) -> usize {
    let status = Status::parse(word);
    Status::ALL.iter().position(|known| *known == status).unwrap_or(Status::ALL.len())
}

/// Nobody, the customer, the experts.
fn party_rank(word: &str) -> usize {
    ["nobody", "customer", "experts"].into_iter().position(|known| known == word).unwrap_or(0)
}

impl Columns {
    /// The ascending order of a sort key.
    pub fn order(&self, key: SortKey) -> Order<'_> {
        let groups = match key {
            SortKey::Created => return Order::Time,
            SortKey::Severity => self.groups(Dim::Severity, |word| Severity::parse(word).rank().into()),
            SortKey::Status => self.groups(Dim::Status, status_rank),
            SortKey::Assigned => self.groups(Dim::Assigned, party_rank),
            // The lists of the documents come first and in their order.
            SortKey::Classification => self.groups(Dim::Classification, |_| 0),
            SortKey::Determination => self.groups(Dim::Determination, |_| 0),
            _ => Vec::new(),
        };
        if !groups.is_empty() {
            let column = self.grouping(key).map(|dimension| dimension.column.get());
            let sets: Vec<&Bits> = groups.iter().filter_map(|code| column?.set_of(*code)).collect();
            if sets.len() == groups.len() {
                return Order::Groups(sets);
            }
        }
        let Some(cell) = self.orders.listed.get(key as usize) else { return Order::Time };
        let listed = cell.get_or_init(|| self.list(key, &groups));
        Order::Listed { rows: &listed.rows, rest: &listed.rest }
    }

    /// The dimension whose values a sort key orders.
    fn grouping(&self, key: SortKey) -> Option<&Dimension> {
        let dim = match key {
            SortKey::Severity => Dim::Severity,
            SortKey::Status => Dim::Status,
            SortKey::Assigned => Dim::Assigned,
            SortKey::Classification => Dim::Classification,
            SortKey::Determination => Dim::Determination,
            _ => return None,
        };
        self.dimensions.get(dim as usize)
    }

    /// The numbers of a dimension's values in ascending order of `rank`, then of number.
    fn groups(&self, dim: Dim, rank: impl Fn(&str) -> usize) -> Vec<usize> {
        let Some(dimension) = self.dimensions.get(dim as usize) else { return Vec::new() };
        let words = dimension.dictionary.iter().enumerate();
        let mut ranked: Vec<(usize, usize)> =
            words.map(|(code, value)| (rank(value.as_str()), code)).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, code)| code).collect()
    }

    fn list(&self, key: SortKey, groups: &[usize]) -> Listed {
        let numbers = &self.numbers;
        match key {
            SortKey::Updated => {
                self.sorted(|row| numbers.updated.get(row).map(|at| ascending(at.as_ticks())))
            }
            SortKey::Score => {
                Listed { rows: sort::ascending_bytes(&numbers.score), rest: Bits::none(self.len()) }
            }
            SortKey::ImportedScore => self.sorted(|row| {
                numbers
                    .imported_score
                    .get(row)
                    .filter(|score| **score != NO_SCORE)
                    .map(|score| u64::from(*score))
            }),
            SortKey::Alerts => self.sorted(|row| numbers.alerts.get(row).map(|alerts| u64::from(*alerts))),
            SortKey::TimeToResolve => self.sorted(|row| numbers.resolved_after_s(row).map(u64::from)),
            SortKey::Due => {
                self.sorted(|row| numbers.clock(row).map(|clock| ascending(clock.owed().as_ticks())))
            }
            SortKey::Title => {
                Listed { rows: self.titles.get(&self.rows).alphabetical(), rest: Bits::none(self.len()) }
            }
            SortKey::ActiveAlerts => self.sorted(|row| numbers.alerts_active.get(row).map(|n| u64::from(*n))),
            SortKey::Assets => self.sorted(|row| numbers.assets.get(row).map(|n| u64::from(*n))),
            SortKey::FirstActivity => self.sorted(|row| {
                let at = numbers.first_activity.get(row).copied().flatten()?;
                Some(ascending(at.as_ticks()))
            }),
            SortKey::LastActivity => self.sorted(|row| {
                let at = numbers.last_activity.get(row).copied().flatten()?;
                Some(ascending(at.as_ticks()))
            }),
            SortKey::InState => {
                self.sorted(|row| numbers.status_since.get(row).map(|at| ascending(at.as_ticks())))
            }
            SortKey::Created
            | SortKey::Severity
            | SortKey::Status
            | SortKey::Assigned
            | SortKey::Classification
            | SortKey::Determination => {
                let column = self.grouping(key).map(|dimension| dimension.column.get());
                self.sorted(|row| {
                    let code = column?.first(row)? as usize;
                    groups.iter().position(|group| *group == code).and_then(|place| u64::try_from(place).ok())
                })
            }
        }
    }

    /// The rows that have a key, sorted by it and then by time.
    fn sorted(&self, key: impl Fn(usize) -> Option<u64>) -> Listed {
        let mut rest = Bits::all(self.len());
        let (mut keys, mut rows) = (Vec::with_capacity(self.len()), Vec::with_capacity(self.len()));
        for (row, _) in (0..).zip(&self.rows) {
            if let Some(key) = key(row as usize) {
                keys.push(key);
                rows.push(row);
                rest.set(row as usize, false);
            }
        }
        let sorted = sort::ascending(&keys);
        Listed { rows: sorted.iter().filter_map(|place| rows.get(*place as usize).copied()).collect(), rest }
    }
}

/// A number that sorts like a signed one.
fn ascending(signed: i64) -> u64 {
    signed.cast_unsigned() ^ (1 << 63)
}
