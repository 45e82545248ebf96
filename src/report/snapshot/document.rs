//! The shape of a published snapshot as JSON. Columns are texts of [`watchfloor_packed::digits`], one number a row unless it says
//! otherwise; rows are in order of creation.

use crate::domain::readiness::{Condition, Gate};
use crate::domain::time::Timestamp;
use crate::report::readiness::{Point, Readiness, Way};
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document {
    pub(super) format: String,
    pub(super) document: String,
    pub(super) schema: u32,
    pub(super) made: Timestamp,
    pub(super) detail: String,
    pub(super) incidents: u32,
    /// Quarters of an hour since 1970 of the first row, then since the row before: days of every time zone in use begin
    /// at a quarter, so no figure by day changes, and nobody learns the minute.
    pub(super) created: String,
    /// Before all other numbers, so that charts can be drawn while those are on their way.
    pub(super) columns: Vec<ColumnText>,
    /// Seconds to resolution and one more; 0 where it is not resolved.
    pub(super) resolved: String,
    /// Rows whose end is assumed, each as the distance from the one before.
    pub(super) assumed: String,
    /// Four numbers an entry: the distance from the row before, bit 1 for the experts' part and bit 2 for the customer's,
    /// both in seconds and 0 where they are missing.
    pub(super) parts: String,
    pub(super) alerts: String,
    pub(super) score: String,
    pub(super) asked: Vec<AskedText>,
    pub(super) readiness: ReadinessText,
    /// Assets by their place among the words of the column `asset`; only where rows leave too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) assets: Vec<crate::domain::brief::Asset>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) rows: Vec<PublishedIncident>,
}

/// One column by value.
#[derive(Debug, Serialize)]
pub(super) struct ColumnText {
    pub(super) by: String,
    pub(super) words: Vec<String>,
    /// One value a row: its place and one more, 0 for none. Several: their number, then their places.
    pub(super) rows: String,
}

/// What was asked of the customer in one incident.
#[derive(Debug, Serialize)]
pub(super) struct AskedText {
    pub(super) row: u32,
    pub(super) severity: String,
    pub(super) asked: Timestamp,
    pub(super) tasks: Vec<TaskText>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
}

/// One task: its state and when it was settled.
#[derive(Debug, Serialize)]
pub(super) struct TaskText {
    pub(super) state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) settled: Option<Timestamp>,
}

/// One incident by name; only where rows leave.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PublishedIncident {
    /// Its row of the columns.
    pub row: u32,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was created.
    pub created: Timestamp,
}

/// Readiness.
#[derive(Debug, Default, Serialize)]
pub(super) struct ReadinessText {
    /// Met and needed: required actions, devices, identities.
    pub(super) gate: [(u32, Option<u32>); 3],
    pub(super) devices: WayText,
    pub(super) identities: WayText,
}

/// A line with its target.
#[derive(Debug, Default, Serialize)]
pub(super) struct WayText {
    pub(super) points: Vec<(Timestamp, u32)>,
    pub(super) target: Option<u32>,
}

impl From<&Way> for WayText {
    fn from(way: &Way) -> Self {
        let points = way.points.iter().map(|point| (point.at, point.count)).collect();
        Self { points, target: way.target }
    }
}

impl From<WayText> for Way {
    fn from(way: WayText) -> Self {
        let points = way.points.into_iter().map(|(at, count)| Point { at, count }).collect();
        Self { points, target: way.target }
    }
}

impl From<&Readiness> for ReadinessText {
    fn from(readiness: &Readiness) -> Self {
        let gate = readiness.gate;
        Self {
            gate: [gate.actions, gate.devices, gate.identities]
                .map(|condition| (condition.met, condition.needed)),
            devices: (&readiness.devices).into(),
            identities: (&readiness.identities).into(),
        }
    }
}

impl From<ReadinessText> for Readiness {
    fn from(text: ReadinessText) -> Self {
        let [actions, devices, identities] = text.gate.map(|(met, needed)| Condition { met, needed });
        Self {
            devices: text.devices.into(),
            identities: text.identities.into(),
            gate: Gate { actions, devices, identities },
        }
    }
}
