//! What came and went between two looks at a chart.

use super::bits::Bits;
use super::column::Column;
use super::rows::Rows;
use std::ops::Range;

/// What has changed for a chart since it was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Nothing that it obeys.
    Nothing,
    /// The window of time.
    Window,
    /// The filter of one other slot, once.
    Slot(usize),
    /// More than that.
    More,
}

/// Rows of one window that all come or all go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) window: Range<usize>,
    pub(super) enters: bool,
}

impl Part {
    /// The parts by which one window differs from another.
    pub(super) fn moved(old: &Range<usize>, new: &Range<usize>) -> Vec<Self> {
        let outside = |of: &Range<usize>, not: &Range<usize>| {
            if not.is_empty() {
                return [of.clone(), 0..0];
            }
            [of.start..of.end.min(not.start), of.start.max(not.end)..of.end]
        };
        let leaving = outside(old, new).map(|window| Self { window, enters: false });
        let entering = outside(new, old).map(|window| Self { window, enters: true });
        leaving.into_iter().chain(entering).filter(|part| !part.window.is_empty()).collect()
    }
}

/// Rows that come or go, and how many.
#[derive(Clone, Debug)]
pub(super) struct Delta {
    rows: Rows,
    count: usize,
}

impl Delta {
    pub(super) fn new(rows: Rows) -> Self {
        Self { count: rows.count(), rows }
    }

    fn cost(&self, column: &Column) -> usize {
        if self.count == 0 { 0 } else { column.cost(self.rows.words().len(), self.count) }
    }

    /// Adds the rows to counts, or takes them off.
    pub(super) fn apply(&self, column: &Column, enters: bool, counts: &mut Vec<u32>) {
        if self.count == 0 {
            return;
        }
        let found = column.count(&self.rows, self.count);
        counts.resize(counts.len().max(found.len()), 0);
        for (count, found) in counts.iter_mut().zip(found) {
            *count = if enters { count.saturating_add(found) } else { count.saturating_sub(found) };
        }
    }
}

/// The rows that go and come when the set of one slot is replaced.
#[derive(Clone, Debug)]
pub(super) struct Swap {
    leaving: Delta,
    entering: Delta,
}

impl Swap {
    /// Among the rows of a window that are in all `others`. No set is all rows.
    pub(super) fn new<'a, I: Iterator<Item = &'a Bits>>(
        window: &Range<usize>,
        others: impl Fn() -> I,
        before: Option<&'a Bits>,
        after: Option<&'a Bits>,
    ) -> Self {
        let gained = |from: Option<&Bits>, to: Option<&'a Bits>| {
            // All rows leave nothing to gain.
            let Some(from) = from else { return Delta::new(Rows::default()) };
            let mut rows = Rows::common(window.clone(), others().chain(to));
            rows.take_away(from);
            Delta::new(rows)
        };
        Self { leaving: gained(after, before), entering: gained(before, after) }
    }

    pub(super) fn cost(&self, column: &Column) -> usize {
        self.leaving.cost(column).saturating_add(self.entering.cost(column))
    }

    pub(super) fn apply(&self, column: &Column, counts: &mut Vec<u32>) {
        self.leaving.apply(column, false, counts);
        self.entering.apply(column, true, counts);
    }
}
