//! Linked filters: a chart obeys all filters except its own.

use super::bits::Bits;
use super::rows::Rows;
use std::ops::Range;

/// The filters of one view over a table: a window of time, which is a window of rows, and a set of rows for each slot
/// in which something is filtered.
#[derive(Clone, Debug, Default)]
pub struct View {
    len: usize,
    window: Option<Range<usize>>,
    sets: Vec<Option<Bits>>,
}

impl View {
    /// A view of so many rows without filters, with so many slots.
    pub fn new(len: usize, slots: usize) -> Self {
        Self { len, window: None, sets: vec![None; slots] }
    }

    /// Filters a slot, or lifts its filter.
    pub fn set_slot(&mut self, slot: usize, set: Option<Bits>) {
        if let Some(known) = self.sets.get_mut(slot) {
            *known = set;
        }
    }

    /// Filters by time, or lifts that filter. Rows are in order of time, so a window of time is one of row numbers.
    pub fn set_window(&mut self, window: Option<Range<usize>>) {
        self.window = window;
    }

    /// The window of rows.
    pub fn window(&self) -> Range<usize> {
        let window = self.window.clone().unwrap_or(0..self.len);
        window.start.min(self.len)..window.end.min(self.len)
    }

    /// Rows that pass all filters.
    pub fn passing(&self) -> Rows {
        self.passing_without(None)
    }

    /// Rows that pass all filters but that of one slot.
    pub fn passing_except(&self, slot: usize) -> Rows {
        self.passing_without(Some(slot))
    }

    /// Rows that pass all filters but that of time.
    pub fn passing_at_any_time(&self) -> Rows {
        let mut rows = Rows::window(0..self.len);
        self.sets.iter().flatten().for_each(|set| rows.and(set));
        rows
    }

    fn passing_without(&self, left_out: Option<usize>) -> Rows {
        let mut rows = Rows::window(self.window());
        for (slot, set) in self.sets.iter().enumerate() {
            if let Some(set) = set.as_ref().filter(|_| Some(slot) != left_out) {
                rows.and(set);
            }
        }
        rows
    }
}
