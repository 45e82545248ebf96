//! Readiness over time: what every import of machines and sensors counted, against the targets as they are now.

use crate::domain::forecast::{device_points, identity_points};
use crate::domain::readiness::{ActionStatus, Condition, Gate, Recommendation};
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, Timestamp};

/// A number at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// When it was imported.
    pub at: Timestamp,
    /// The number.
    pub count: u32,
}

/// One line with its target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// The points in the order of the imports.
    pub points: Vec<Point>,
    /// What is needed, as it is now; `None` where nobody has entered it.
    pub target: Option<u32>,
}

/// Protected assets over time, and the gate as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Readiness {
    /// Protected devices.
    pub devices: Way,
    /// Domain controllers with a healthy sensor.
    pub identities: Way,
    /// The gate as it is now.
    pub gate: Gate,
}

/// Over so many days Secure Score is shown: as many as the service keeps.
pub const SCORE_DAYS: i64 = 90;

/// A required action of the gate.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// Its key among the recommendations.
    pub key: &'static str,
    /// Where it is.
    pub status: ActionStatus,
    /// Who answers for it; empty for nobody.
    pub owner: String,
    /// By when it shall be done.
    pub due: Option<Timestamp>,
    /// When somebody last said where it is; `None` for what follows from the settings.
    pub since: Option<Timestamp>,
}

/// The required actions of the gate as they are at a moment, the open ones first.
pub fn required(state: &State, now: Timestamp) -> Vec<Required> {
    let one = |entry: &'static Recommendation| {
        let record = state.actions.get(entry.key);
        Required {
            key: entry.key,
            status: state.action_status(entry, now),
            owner: record.map(|it| it.owner.clone()).unwrap_or_default(),
            due: record.and_then(|it| it.due),
            since: record.map(|it| it.at),
        }
    };
    let mut found: Vec<Required> = state.required().map(one).collect();
    found.sort_by_key(|it| it.status.is_settled());
    found
}

/// Secure Score in percent of what the tenant could have, of the imported days of the last 90, oldest first.
pub fn score_days(state: &State, now: Timestamp) -> Vec<(Timestamp, f64)> {
    let from = now.plus_millis(-SCORE_DAYS * DAY_MS);
    let days = state.estate.days().filter(|(at, _, most)| *at >= from && *at <= now && *most > 0.0);
    days.map(|(at, current, most)| (at, current / most * 100.0)).collect()
}

impl Readiness {
    /// Reads the imports of a workspace; the gate is that of a moment.
    pub fn of(state: &State, now: Timestamp) -> Self {
        let gate = state.gate(now);
        let way = |points: Vec<crate::domain::forecast::Point>, condition: Condition| {
            let points = points.into_iter().map(|point| Point { at: point.at, count: point.met });
            Way { points: points.collect(), target: condition.needed }
        };
        Self {
            devices: way(device_points(state), gate.devices),
            identities: way(identity_points(state), gate.identities),
            gate,
        }
    }
}
