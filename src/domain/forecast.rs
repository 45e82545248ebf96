//! When the gate opens at the pace so far, and whether it would if something were done: forecast and what-if.
//!
//! The service publishes neither, service.md section 4 asks for both ("forecast date, what-if"); they are plain
//! arithmetic over the runs, and the page shows it.

use super::estate::Run;
use super::estate::machine::Standing;
use super::imports::ImportSummary;
use super::readiness::{ActionStatus, Condition, Gate};
use super::state::State;
use super::time::{DAY_MS, Timestamp};
use std::collections::BTreeMap;

/// The pace is that of the runs of this many days before the last one: what was done a year ago says little.
pub const PACE_DAYS: i64 = 30;

/// How many were met at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// When.
    pub at: Timestamp,
    /// How many.
    pub met: u32,
}

/// When a condition is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// It is.
    Met,
    /// About then.
    About(Timestamp),
    /// There is no target to reach, or nothing is known yet.
    Unknown,
    /// Fewer than two runs that are at least a day apart: there is no pace yet.
    NoPace,
    /// At the pace so far it is never met.
    Never,
    /// Some required action has no due date, or one that has passed.
    NoDueDate,
}

impl Forecast {
    /// The forecast of two conditions together: the later one, and what cannot be said before what can.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Met, rest) | (rest, Self::Met) => rest,
            (Self::About(one), Self::About(two)) => Self::About(one.max(two)),
            (Self::About(_), rest) | (rest, _) => rest,
        }
    }
}

/// Protected devices at each run; while coverage is limited, those of the device group.
pub fn device_points(state: &State) -> Vec<Point> {
    let runs = state.imports.iter().zip(&state.runs).filter(|((import, ..), _)| !state.is_undone(&import.id));
    let protected = |all: u32, run: Run| match state.settings.scoped_coverage {
        true => state.estate.protected_members(run.seq),
        false => Some(all),
    };
    let point = |import: &ImportSummary, run: Run| {
        Some(Point { at: run.at, met: protected(import.devices?.protected, run)? })
    };
    runs.filter_map(|((import, ..), run)| point(import, *run)).collect()
}

/// Domain controllers with a healthy sensor at each run.
pub fn identity_points(state: &State) -> Vec<Point> {
    let runs = state.imports.iter().filter(|(import, ..)| !state.is_undone(&import.id));
    runs.filter_map(|(import, at, _)| Some(Point { at: *at, met: import.identities?.healthy })).collect()
}

/// How many more are met each day, over the runs of the last [`PACE_DAYS`] days before the last one; `None` where no two
/// of them are at least a day apart.
pub fn pace_per_day(points: &[Point]) -> Option<f64> {
    let last = points.last()?;
    let first = points.iter().find(|point| last.at.millis_since(point.at) <= PACE_DAYS * DAY_MS)?;
    let millis = last.at.millis_since(first.at);
    #[expect(clippy::cast_precision_loss, reason = "at most thirty days in milliseconds")]
    let days = millis as f64 / DAY_MS as f64;
    (millis >= DAY_MS).then(|| (f64::from(last.met) - f64::from(first.met)) / days)
}

/// When so many are met at the pace so far. What was not met by now still takes its time from now on, so that no day in the
/// past is foreseen.
pub fn reach(points: &[Point], needed: Option<u32>, now: Timestamp) -> Forecast {
    let (Some(needed), Some(last)) = (needed, points.last()) else { return Forecast::Unknown };
    let missing = needed.saturating_sub(last.met);
    if missing == 0 {
        return Forecast::Met;
    }
    match pace_per_day(points) {
        None => Forecast::NoPace,
        Some(pace) if pace <= 0.0 => Forecast::Never,
        Some(pace) => {
            #[expect(clippy::cast_possible_truncation, reason = "a float casts to the nearest integer")]
            let days = (f64::from(missing) / pace).ceil().min(36_500.0) as i64;
            Forecast::About(last.at.max(now).plus_millis(days * DAY_MS))
        }
    }
}

/// When the required actions are settled: on the latest of their due dates, if each open one has one that lies ahead.
pub fn actions_forecast(state: &State, now: Timestamp) -> Forecast {
    let open = state.required().filter(|entry| !state.action_status(entry, now).is_settled());
    let due = |key: &str| state.actions.get(key).and_then(|record| record.due).filter(|due| *due > now);
    open.map(|entry| due(entry.key).map_or(Forecast::NoDueDate, Forecast::About))
        .fold(Forecast::Met, Forecast::and)
}

/// When each condition of the gate is met: required actions, devices, identities.
pub fn condition_forecasts(state: &State, now: Timestamp) -> [Forecast; 3] {
    let gate = state.gate(now);
    let of = |condition: Condition, points: &[Point]| match condition.holds() {
        true => Forecast::Met,
        false => reach(points, condition.needed, now),
    };
    [
        actions_forecast(state, now),
        of(gate.devices, &device_points(state)),
        of(gate.identities, &identity_points(state)),
    ]
}

/// When the gate opens: when the last of its conditions is met.
pub fn gate_forecast(state: &State, now: Timestamp) -> Forecast {
    condition_forecasts(state, now).into_iter().fold(Forecast::Met, Forecast::and)
}

/// Devices that miss the same thing and are in the same device group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// What they miss.
    pub standing: Standing,
    /// Their device group; `None` for those without one.
    pub group: Option<String>,
    /// How many.
    pub devices: u32,
}

/// What the devices that are not protected miss, by device group, the largest number first.
pub fn missing(state: &State) -> Vec<Missing> {
    let mut groups: BTreeMap<(Standing, Option<&str>), u32> = BTreeMap::new();
    for machine in state.missing_devices() {
        *groups.entry((machine.standing, machine.group.as_deref())).or_default() += 1;
    }
    let mut missing: Vec<Missing> = groups
        .into_iter()
        .map(|((standing, group), devices)| Missing { standing, group: group.map(str::to_owned), devices })
        .collect();
    missing.sort_by(|a, b| b.devices.cmp(&a.devices).then_with(|| a.cmp(b)));
    missing
}

/// The gate as it would be with so many more protected devices, healthy controllers and settled required actions.
pub fn what_if(gate: Gate, devices: u32, identities: u32, actions: u32) -> Gate {
    let more =
        |condition: Condition, more: u32| Condition { met: condition.met.saturating_add(more), ..condition };
    Gate {
        actions: more(gate.actions, actions),
        devices: more(gate.devices, devices),
        identities: more(gate.identities, identities),
    }
}

/// Open required actions, for the what-if.
pub fn open_required(state: &State, now: Timestamp) -> Vec<(&'static str, ActionStatus)> {
    state
        .required()
        .map(|entry| (entry.key, state.action_status(entry, now)))
        .filter(|(_, status)| !status.is_settled())
        .collect()
}
