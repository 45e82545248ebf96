//! Slices of long work, between which the page can draw and listen.

use super::timer;
use std::cell::Cell;

/// How long work may go on before the page gets a turn: half of a frame at 60 frames a second.
pub const SLICE_MS: f64 = 8.0;

/// Awaiting [`Slices::pause`] between small steps gives way to the page whenever [`SLICE_MS`] are spent, and costs
/// next to nothing otherwise.
#[derive(Debug)]
pub struct Slices {
    since_ms: Cell<f64>,
}

impl Default for Slices {
    fn default() -> Self {
        Self { since_ms: Cell::new(timer::elapsed_ms()) }
    }
}

impl Slices {
    /// Gives way when the slice is spent.
    pub async fn pause(&self) {
        if timer::elapsed_ms() - self.since_ms.get() >= SLICE_MS {
            timer::give_way().await;
            self.since_ms.set(timer::elapsed_ms());
        }
    }
}
