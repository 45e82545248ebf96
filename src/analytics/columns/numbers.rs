//! The numbers of incidents: moments, scores, durations and running clocks, by row.

use super::facts::{Facts, Parts};
use crate::analytics::calendar::CivilDay;
use crate::analytics::clock::Clock;
use crate::analytics::filter::Number;
use crate::analytics::turn::{Asked, Turn};
use crate::domain::catalogue::Known;
use crate::domain::time::Timestamp;
use std::collections::BTreeMap;

/// Stands for "none" in a column of optional scores; no score is as large.
pub(super) const NO_SCORE: u8 = u8::MAX;

/// Columns of numbers, each with an entry a row.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    pub(super) created: Vec<Timestamp>,
    pub(super) updated: Vec<Timestamp>,
    pub(super) score: Vec<u8>,
    pub(super) imported_score: Vec<u8>,
    pub(super) alerts: Vec<u32>,
    pub(super) alerts_active: Vec<u32>,
    pub(super) assets: Vec<u32>,
    /// First and last activity, and since when it has its status.
    pub(super) first_activity: Vec<Option<Timestamp>>,
    pub(super) last_activity: Vec<Option<Timestamp>>,
    pub(super) status_since: Vec<Timestamp>,
    /// NaN where it is not resolved. Exact to the second up to half a year.
    pub(super) resolved_after_s: Vec<f32>,
    pub(super) resolved_assumed: Vec<bool>,
    /// Few incidents have a clock, a published response or a question to the customer, so these are maps.
    pub(super) clocks: BTreeMap<u32, Clock>,
    pub(super) parts: BTreeMap<u32, Parts>,
    pub(super) turns: BTreeMap<u32, Turn>,
}

impl Numbers {
    pub(super) fn push(&mut self, row: u32, known: Known<'_>, facts: &Facts<'_>) {
        self.created.push(known.created());
        self.updated.push(known.updated());
        self.score.push(facts.score);
        self.imported_score.push(known.priority_score().unwrap_or(NO_SCORE));
        self.alerts.push(known.alerts());
        self.alerts_active.push(facts.alerts_active);
        self.assets.push(asset_count(known));
        self.first_activity.push(known.first_activity());
        self.last_activity.push(known.last_activity());
        self.status_since.push(facts.status_since);
        self.resolved_after_s.push(facts.resolved_after_s.map_or(f32::NAN, |seconds| seconds as f32));
        self.resolved_assumed.push(facts.resolved_assumed);
        self.set_sparse(row, facts);
    }

    pub(super) fn set(&mut self, row: u32, known: Known<'_>, facts: &Facts<'_>) {
        let at = row as usize;
        put(&mut self.created, at, known.created());
        put(&mut self.updated, at, known.updated());
        put(&mut self.score, at, facts.score);
        put(&mut self.imported_score, at, known.priority_score().unwrap_or(NO_SCORE));
        put(&mut self.alerts, at, known.alerts());
        put(&mut self.alerts_active, at, facts.alerts_active);
        put(&mut self.assets, at, asset_count(known));
        put(&mut self.first_activity, at, known.first_activity());
        put(&mut self.last_activity, at, known.last_activity());
        put(&mut self.status_since, at, facts.status_since);
        put(
            &mut self.resolved_after_s,
            at,
            facts.resolved_after_s.map_or(f32::NAN, |seconds| seconds as f32),
        );
        put(&mut self.resolved_assumed, at, facts.resolved_assumed);
        self.set_sparse(row, facts);
    }

    fn set_sparse(&mut self, row: u32, facts: &Facts<'_>) {
        match facts.clock {
            Some(clock) => self.clocks.insert(row, clock),
            None => self.clocks.remove(&row),
        };
        match facts.turn {
            Some(turn) => self.turns.insert(row, turn),
            None => self.turns.remove(&row),
        };
        if facts.parts == Parts::default() {
            self.parts.remove(&row);
        } else {
            self.parts.insert(row, facts.parts);
        }
    }

    /// A number of a row, as filters bound it.
    pub fn number(&self, number: Number, row: usize) -> Option<u32> {
        match number {
            Number::Score => self.score.get(row).map(|score| u32::from(*score)),
            Number::Alerts => self.alerts.get(row).copied(),
            Number::TimeToResolve => self.resolved_after_s(row).map(|seconds| seconds / 60),
        }
    }

    /// Seconds from creation to resolution.
    pub fn resolved_after_s(&self, row: usize) -> Option<u32> {
        self.resolved_after_s.get(row).filter(|seconds| !seconds.is_nan()).map(|seconds| *seconds as u32)
    }

    /// Seconds from creation to resolution, by row; NaN where it is not resolved.
    pub fn all_resolved_after_s(&self) -> &[f32] {
        &self.resolved_after_s
    }

    /// The parts of the rows that have any, in order of the rows.
    pub fn all_parts(&self) -> impl Iterator<Item = (usize, Parts)> {
        self.parts.iter().map(|(row, parts)| (*row as usize, *parts))
    }

    /// Whether the moment of resolution is assumed to be the last update.
    pub fn is_assumed(&self, row: usize) -> bool {
        self.resolved_assumed.get(row).copied().unwrap_or(false)
    }

    /// The clock that runs on a row.
    pub fn clock(&self, row: usize) -> Option<Clock> {
        u32::try_from(row).ok().and_then(|row| self.clocks.get(&row)).copied()
    }

    /// On how many rows something is asked of the customer at a moment.
    pub fn asked(&self, asked: Asked, now: Timestamp) -> usize {
        self.turns.values().filter(|turn| turn.at(now) == asked).count()
    }

    /// Our score of a row.
    pub fn score(&self, row: usize) -> Option<u8> {
        self.score.get(row).copied()
    }

    /// When a row was created.
    pub fn created(&self, row: usize) -> Option<Timestamp> {
        self.created.get(row).copied()
    }

    /// The first and last day of creation. A date at which nothing can have happened ([`Timestamp::is_likely`]) stretches no
    /// line of time.
    pub fn days(
        &self,
        zone: &crate::analytics::calendar::Zone,
    ) -> Option<std::ops::RangeInclusive<CivilDay>> {
        let first = self.created.iter().find(|at| at.is_likely())?;
        let last = self.created.iter().rfind(|at| at.is_likely())?;
        Some(zone.day_of(*first)..=zone.day_of(*last))
    }
}

fn asset_count(known: Known<'_>) -> u32 {
    u32::try_from(known.asset_codes().len()).unwrap_or(u32::MAX)
}

fn put<T>(column: &mut [T], row: usize, value: T) {
    if let Some(known) = column.get_mut(row) {
        *known = value;
    }
}
