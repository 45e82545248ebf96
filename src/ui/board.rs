//! The analytics columns over the state of the desk, brought up to date as the journal grows.

use crate::analytics::columns::{Columns, Touched};
use crate::analytics::dimension::{Dim, Value, stage_word};
use crate::analytics::engine::bits::Bits;
use crate::analytics::turn::Asked;
use crate::domain::catalogue::Row;
use crate::domain::time::Timestamp;
use crate::domain::work::Stage;
use crate::store::session::Session;

/// The columns, and up to where they know the journal.
#[derive(Debug)]
pub struct Board {
    /// The columns.
    pub columns: Columns,
    seq: u64,
    incidents: usize,
    epoch: u64,
}

impl Board {
    /// The board of a session.
    pub fn new(session: &Session) -> Self {
        let state = session.state();
        let (seq, incidents) = (state.seq, state.catalogue.len());
        Self { columns: Columns::build(state), seq, incidents, epoch: session.epoch() }
    }

    /// Takes in what has happened since.
    pub fn catch_up(&mut self, session: &Session) {
        if session.epoch() != self.epoch {
            // Another history: rows may be numbered in another way.
            *self = Self::new(session);
            return;
        }
        let state = session.state();
        let newer = session.since(self.seq).filter(|_| self.incidents == state.catalogue.len());
        let touched = newer.map_or(Touched::Everything, |entries| {
            Touched::by(entries.iter().flat_map(|entry| &entry.entry().events))
        });
        self.columns.update(state, &touched);
        self.seq = state.seq;
        self.incidents = state.catalogue.len();
    }

    /// How many incidents are at a stage.
    pub fn stage_count(&self, stage: Stage) -> u32 {
        u32::try_from(self.at_stage(stage).count()).unwrap_or(u32::MAX)
    }

    /// The rows of the catalogue whose incidents are at a stage, oldest first.
    pub fn stage_rows(&self, stage: Stage) -> Vec<Row> {
        self.catalogue_rows(&self.at_stage(stage))
    }

    /// How many incidents ask something of the customer at a moment.
    pub fn asked_count(&self, asked: Asked, now: Timestamp) -> u32 {
        u32::try_from(self.at_asked(asked, now).count()).unwrap_or(u32::MAX)
    }

    /// The rows of the catalogue whose incidents ask something of the customer at a moment, oldest first.
    pub fn asked_rows(&self, asked: Asked, now: Timestamp) -> Vec<Row> {
        self.catalogue_rows(&self.at_asked(asked, now))
    }

    fn at_asked(&self, asked: Asked, now: Timestamp) -> Bits {
        self.columns.rows_of(Dim::Asked, &Value::word(asked.as_str()), now)
    }

    fn catalogue_rows(&self, rows: &Bits) -> Vec<Row> {
        (0..rows.len())
            .filter(|row| rows.contains(*row))
            .filter_map(|row| self.columns.catalogue_row(u32::try_from(row).ok()?))
            .collect()
    }

    /// A stage does not depend on the moment.
    fn at_stage(&self, stage: Stage) -> Bits {
        self.columns.rows_of(Dim::Stage, &Value::word(stage_word(stage)), Timestamp::default())
    }
}
