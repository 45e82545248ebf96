//! What an incident holds together with those that were merged into it here: the one place that says so.
//!
//! Whoever reads an incident of the catalogue reads it so: the queue, filters, counts, the score, playbooks, the pages of
//! assets. Only what compares records of imports asks for the incident's own ([`Known::own`]). It is made anew out of the
//! journal ([`crate::domain::state::State::gather`]) and never kept.

use super::{Alerts, Catalogue, Fixed, Known, Row, Run};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Status;
use std::collections::{HashMap, HashSet};

/// One incident that was merged into another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::domain) struct Taken {
    pub(in crate::domain) row: Row,
    /// When its alerts were resolved together with one that it was merged into.
    pub(in crate::domain) resolved: Option<Timestamp>,
}

/// One that others were merged into.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::domain) struct Merge {
    pub(in crate::domain) survivor: Row,
    /// Those that it took in, and those that these had taken in before, each once.
    pub(in crate::domain) taken: Vec<Taken>,
    pub(in crate::domain) alerts: AlertCounts,
}

/// How many alerts all of them hold, each once: in all, not resolved, and covered.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::domain) struct AlertCounts {
    pub(in crate::domain) all: u32,
    pub(in crate::domain) active: u32,
    pub(in crate::domain) covered: u32,
}

/// What one holds with all that it took in.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    alerts: Alerts,
    codes: Vec<u32>,
    taken: Vec<Row>,
}

/// By whom one was taken in.
#[derive(Clone, Debug, Default, PartialEq)]
struct Holders {
    rows: Vec<Row>,
    resolved: Option<Timestamp>,
}

/// All merges that were made here.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Merges {
    held: HashMap<Row, Held>,
    holders: HashMap<Row, Holders>,
    /// What merges add to how often techniques were seen, and how many incidents they leave.
    techniques: HashMap<u32, i32>,
    gone: usize,
}

impl Catalogue {
    /// Forgets all merges: every incident holds its own.
    pub(in crate::domain) fn let_merges_go(&mut self) {
        self.merges = Merges::default();
    }

    /// Puts together what each holds that took others in. Merges that were known are to be let go before.
    pub(in crate::domain) fn hold(&mut self, merges: &[Merge]) {
        let mut made = Merges::default();
        for merge in merges {
            let Some(held) = self.put_together(merge) else { continue };
            for taken in &merge.taken {
                let holders = made.holders.entry(taken.row).or_default();
                holders.rows.push(merge.survivor);
                holders.resolved = holders.resolved.max(taken.resolved);
            }
            made.held.insert(merge.survivor, held);
        }
        self.count_merged(&mut made);
        self.merges = made;
    }

    fn put_together(&self, merge: &Merge) -> Option<Held> {
        let own = &self.rows.get(merge.survivor as usize)?.alerts;
        let others = merge.taken.iter().filter_map(|taken| self.rows.get(taken.row as usize));
        let parts: Vec<&Alerts> = std::iter::once(own).chain(others.map(|fixed| &fixed.alerts)).collect();
        let mut codes = Vec::new();
        let mut together = |run_of: fn(&Alerts) -> Run| {
            let start = codes.len();
            let mut seen = HashSet::new();
            for part in &parts {
                codes.extend(run_of(part).of(&self.codes).iter().copied().filter(|code| seen.insert(*code)));
            }
            let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            Run { start: number(start), len: number(codes.len() - start) }
        };
        let alerts = Alerts {
            sources: together(|it| it.sources),
            detections: together(|it| it.detections),
            categories: together(|it| it.categories),
            techniques: together(|it| it.techniques),
            assets: together(|it| it.assets),
            marks: together(|it| it.marks),
            first_activity: parts.iter().filter_map(|it| it.first_activity).min(),
            last_activity: parts.iter().filter_map(|it| it.last_activity).max(),
            count: merge.alerts.all,
            covered: merge.alerts.covered,
            active: merge.alerts.active,
            tactics: parts.iter().flat_map(|it| it.tactics.iter()).collect(),
            ..own.clone()
        };
        Some(Held { alerts, codes, taken: merge.taken.iter().map(|taken| taken.row).collect() })
    }

    /// One that was merged is counted no more; the one that goes on counts once, with everything that it holds.
    fn count_merged(&self, made: &mut Merges) {
        let mut add = |codes: &[u32], by: i32| {
            for code in codes {
                *made.techniques.entry(*code).or_default() += by;
            }
        };
        let counted = |row: &&Row| self.rows.get(**row as usize).is_some_and(|fixed| self.is_counted(fixed));
        for row in made.holders.keys().filter(counted) {
            add(self.own_techniques(*row), -1);
            made.gone += 1;
        }
        let last = made.held.iter().filter(|(row, _)| !made.holders.contains_key(row) && counted(row));
        for (row, held) in last {
            add(held.alerts.techniques.of(&held.codes), 1);
            add(self.own_techniques(*row), -1);
        }
    }

    fn own_techniques(&self, row: Row) -> &[u32] {
        self.rows.get(row as usize).map_or(&[], |fixed| fixed.alerts.techniques.of(&self.codes))
    }

    /// Whether an incident counts by its own record: what the source redirected is none.
    pub(super) fn is_counted(&self, fixed: &Fixed) -> bool {
        self.words.word(fixed.head.status) != Status::Redirected.as_str()
    }

    /// Whether an incident was merged here, or others into it.
    pub(in crate::domain) fn is_merged(&self, id: &str) -> bool {
        let Merges { held, holders, .. } = &self.merges;
        !held.is_empty()
            && self.row(id).is_some_and(|row| held.contains_key(&row) || holders.contains_key(&row))
    }

    /// Those that hold what an incident brought: it was merged into one of them, that maybe into the next.
    pub fn holders(&self, row: Row) -> &[Row] {
        self.merges.holders.get(&row).map_or(&[], |holders| &holders.rows)
    }

    /// Every incident that was merged here, with those that hold it.
    pub fn merged(&self) -> impl Iterator<Item = (Row, &[Row])> {
        self.merges.holders.iter().map(|(row, holders)| (*row, holders.rows.as_slice()))
    }

    /// In how many incidents a technique was seen; its number as [`Known::technique_codes`] gives it. One that was merged
    /// is none.
    pub fn technique_count(&self, code: u32) -> u32 {
        let own = self.technique_counts.get(code as usize).copied().unwrap_or(0);
        own.saturating_add_signed(self.merges.techniques.get(&code).copied().unwrap_or(0))
    }

    /// What the source redirected, and to which id.
    pub fn redirected(&self) -> impl Iterator<Item = (Row, &str)> {
        self.redirected.iter().filter_map(|row| Some((*row, self.get(*row)?.redirect_to()?)))
    }

    /// Among how many incidents techniques are counted: all but merged ones.
    pub fn counted(&self) -> usize {
        self.rows.len().saturating_sub(self.redirected.len()).saturating_sub(self.merges.gone)
    }

    pub(super) fn held(&self, row: Row) -> Option<(&Alerts, &[u32])> {
        self.merges.held.get(&row).map(|held| (&held.alerts, held.codes.as_slice()))
    }
}

impl<'a> Known<'a> {
    /// What the imports say of the incident itself, without those that were merged into it.
    pub fn own(self) -> Self {
        Self { alerts: &self.fixed.alerts, codes: &self.catalogue.codes, ..self }
    }

    /// Whether others were merged into it here.
    pub fn holds_others(self) -> bool {
        self.catalogue.merges.held.contains_key(&self.row)
    }

    /// Those that it took in, and those that these had taken in before, each once.
    pub fn taken(self) -> impl Iterator<Item = Known<'a>> {
        let held = self.catalogue.merges.held.get(&self.row);
        let catalogue = self.catalogue;
        held.into_iter().flat_map(|held| &held.taken).filter_map(move |row| catalogue.get(*row))
    }

    /// When its alerts were resolved together with one that it was merged into.
    pub fn resolved_with(self) -> Option<Timestamp> {
        self.catalogue.merges.holders.get(&self.row)?.resolved
    }
}
