//! Since when the imports say what they say of the fields that people change here too.

use super::Place;
use crate::domain::time::Timestamp;

/// A word of the imports: since when it holds, and after which entry of the journal it arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The source's last change, but never later than the moment at which the import was taken, so that a date in the
    /// future cannot shut out what people do here.
    pub at: Timestamp,
    /// The number of the entry that took the import.
    pub seq: u64,
}

impl Claim {
    /// Whether something that was done here stands against it: it was done after the import was there to be seen, or
    /// the source changed its word before.
    pub fn yields_to(self, at: Timestamp, seq: u64) -> bool {
        seq > self.seq || at >= self.at
    }
}

/// The record that brought a word: when the source had changed it, and in which batch it came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Origin {
    pub(super) updated: Timestamp,
    pub(super) batch: u32,
}

impl Origin {
    pub(super) fn new(updated: Timestamp, place: Place) -> Self {
        Self { updated, batch: place.batch }
    }
}

/// The origins of the three words, each as old as the word: a newer record that says the same is no new word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Origins {
    pub(super) status: Origin,
    pub(super) assignment: Origin,
    pub(super) verdict: Origin,
}

impl Origins {
    pub(super) fn all(origin: Origin) -> Self {
        Self { status: origin, assignment: origin, verdict: origin }
    }
}
