//! Readiness as tables: protected assets over time, Secure Score by day, and the required actions of the gate. They are
//! those of the whole workspace: no filter of incidents says anything of them.

use super::table;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::report::readiness::{Readiness, Required, required, score_days};
use crate::report::say::Say;
use crate::report::table::{Cell, Table};

/// So many characters of a moment in ISO form tell its day.
const DAY_CHARS: usize = 10;

/// The tables as they are at a moment.
pub(super) fn tables(state: &State, now: Timestamp, say: Say<'_>) -> [Table; 3] {
    [protected(&Readiness::of(state, now), say), score(state, now, say), actions(state, now, say)]
}

fn protected(readiness: &Readiness, say: Say<'_>) -> Table {
    let ways = [("devices", &readiness.devices), ("identities", &readiness.identities)];
    let rows = ways.into_iter().flat_map(|(key, way)| {
        way.points.iter().map(move |point| {
            vec![
                Cell::Moment(point.at),
                Cell::text(say.word("readiness", key)),
                Cell::Count(u64::from(point.count)),
                way.target.map_or(Cell::None, |target| Cell::Count(u64::from(target))),
            ]
        })
    });
    table(say, "readiness", &["at", "asset", "protected", "target"], rows.collect())
}

/// The score is one a day, which its export dates in UTC.
fn score(state: &State, now: Timestamp, say: Say<'_>) -> Table {
    let row = |(at, percent): (Timestamp, f64)| {
        let text = at.to_string();
        vec![Cell::Day(text.get(..DAY_CHARS).unwrap_or(&text).to_owned()), Cell::Percent(percent)]
    };
    table(say, "secureScore", &["day", "score"], score_days(state, now).into_iter().map(row).collect())
}

fn actions(state: &State, now: Timestamp, say: Say<'_>) -> Table {
    let row = |it: Required| {
        vec![
            Cell::text(say.word("recommendation", it.key)),
            Cell::text(say.word("readiness-state", it.status.word(true))),
            if it.owner.is_empty() { Cell::None } else { Cell::Text(it.owner) },
            it.due.map_or(Cell::None, Cell::Moment),
            it.since.map_or(Cell::None, Cell::Moment),
        ]
    };
    let heads = ["action", "state", "owner", "due", "since"];
    table(say, "requiredActions", &heads, required(state, now).into_iter().map(row).collect())
}
