//! Readiness over time: what every import of machines and sensors counted, against the targets as they are now.

use crate::domain::forecast::{device_points, identity_points};
use crate::domain::readiness::{Condition, Gate};
use crate::domain::state::State;
use crate::domain::time::Timestamp;

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
