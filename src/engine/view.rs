//! Linked filters: a chart obeys all filters except its own, and its counts follow what changes.

use super::bits::{Bits, WORD_BITS};
use super::column::Column;
use super::delta::{Change, Delta, Part, Swap};
use super::rows::Rows;
use std::ops::Range;

/// The filters of one view over a table: a window of time, which is a window of rows, and a set of rows for each slot
/// in which something is filtered.
#[derive(Clone, Debug, Default)]
pub struct View {
    len: usize,
    window: Range<usize>,
    slots: Vec<Slot>,
    /// Goes up with every change of a slot.
    clock: u64,
    passing: Vec<Passing>,
    moves: Vec<(Option<usize>, Part, Delta)>,
    swaps: Vec<(Option<usize>, usize, Swap)>,
    counted: Vec<Option<Counted>>,
    by_time: Option<(u64, Vec<usize>, Vec<u32>)>,
}

/// One slot, and how it was before its last change.
#[derive(Clone, Debug, Default)]
struct Slot {
    set: Option<Bits>,
    before: Option<Bits>,
    changed: u64,
    changed_before: u64,
}

/// Rows that pass all filters, or all but that of one slot.
#[derive(Clone, Debug)]
struct Passing {
    except: Option<usize>,
    rows: Rows,
    count: usize,
}

/// Counts as they were when they were asked for last.
#[derive(Clone, Debug)]
struct Counted {
    counts: Vec<u32>,
    clock: u64,
    window: Range<usize>,
}

impl View {
    /// A view of so many rows without filters, with so many slots.
    pub fn new(len: usize, slots: usize) -> Self {
        Self {
            len,
            window: 0..len,
            slots: vec![Slot::default(); slots],
            counted: vec![None; slots],
            ..Self::default()
        }
    }

    /// Filters a slot, or lifts its filter.
    pub fn set_slot(&mut self, slot: usize, set: Option<Bits>) {
        let Some(known) = self.slots.get_mut(slot) else { return };
        if known.set == set {
            return;
        }
        self.clock += 1;
        known.before = std::mem::replace(&mut known.set, set);
        known.changed_before = std::mem::replace(&mut known.changed, self.clock);
        self.forget();
    }

    /// Filters by time, or lifts that filter. Rows are in order of time, so a window of time is one of row numbers.
    pub fn set_window(&mut self, window: Option<Range<usize>>) {
        let window = window.map_or(0..self.len, |asked| asked.start.min(self.len)..asked.end.min(self.len));
        if window != self.window {
            self.window = window;
            self.forget();
        }
    }

    /// The window of rows.
    pub fn window(&self) -> Range<usize> {
        self.window.clone()
    }

    /// Rows that pass all filters.
    pub fn passing(&self) -> Rows {
        Rows::common(self.window(), self.sets_except([None, None]))
    }

    /// Rows that pass all filters but that of one slot.
    pub fn passing_except(&self, slot: usize) -> Rows {
        Rows::common(self.window(), self.sets_except([Some(slot), None]))
    }

    /// Rows that pass all filters but that of time.
    pub fn passing_at_any_time(&self) -> Rows {
        Rows::common(0..self.len, self.sets_except([None, None]))
    }

    /// How often each value of a column occurs among the rows that pass all filters but that of `slot`, which is the
    /// column's own. Asked again after a small change, it counts only the rows that came and went.
    pub fn counts(&mut self, slot: usize, column: &Column) -> &[u32] {
        let known = self.counted.get_mut(slot).and_then(Option::take);
        let counts = match known {
            Some(known) => match self.change_since(slot, &known) {
                Change::Nothing => known.counts,
                Change::Window => self.count_moved(slot, column, known),
                Change::Slot(changed) => self.count_changed(slot, changed, column, known),
                Change::More => self.count_all(slot, column),
            },
            None => self.count_all(slot, column),
        };
        let counted = Counted { counts, clock: self.clock, window: self.window() };
        match self.counted.get_mut(slot) {
            Some(place) => &place.insert(counted).counts,
            None => &[],
        }
    }

    /// How many rows that pass all filters but that of time lie between each bound and the next. The bounds are row
    /// numbers in ascending order, such as those at which days begin.
    pub fn counts_by_time(&mut self, bounds: &[usize]) -> &[u32] {
        let is_known =
            self.by_time.as_ref().is_some_and(|(clock, at, _)| *clock == self.clock && at == bounds);
        if !is_known {
            let counts = self.passing_at_any_time().count_between(bounds);
            self.by_time = Some((self.clock, bounds.to_vec(), counts));
        }
        self.by_time.as_ref().map_or(&[], |(_, _, counts)| counts)
    }

    /// The sets of all slots but two.
    fn sets_except(&self, except: [Option<usize>; 2]) -> impl Iterator<Item = &Bits> {
        let slots = self.slots.iter().enumerate();
        slots.filter_map(move |(slot, it)| it.set.as_ref().filter(|_| !except.contains(&Some(slot))))
    }

    /// What has changed for a chart since it was counted.
    fn change_since(&self, slot: usize, known: &Counted) -> Change {
        let is_newer = |(other, it): &(usize, &Slot)| *other != slot && it.changed > known.clock;
        let mut changed = self.slots.iter().enumerate().filter(is_newer);
        match (changed.next(), changed.next(), known.window == self.window) {
            (None, _, true) => Change::Nothing,
            (None, _, false) => Change::Window,
            (Some((other, it)), None, true) if it.changed_before <= known.clock => Change::Slot(other),
            _ => Change::More,
        }
    }

    /// Forgets the counts of a slot, whose column has changed.
    pub fn recount(&mut self, slot: usize) {
        if let Some(counted) = self.counted.get_mut(slot) {
            *counted = None;
        }
    }

    /// Drops what was found for the state before.
    fn forget(&mut self) {
        self.passing.clear();
        self.moves.clear();
        self.swaps.clear();
    }

    fn count_all(&mut self, slot: usize, column: &Column) -> Vec<u32> {
        let place = self.find_passing(slot);
        self.passing.get(place).map_or_else(Vec::new, |passing| column.count(&passing.rows, passing.count))
    }

    /// Counts after the window moved: only the rows that entered and left it, when these are fewer.
    fn count_moved(&mut self, slot: usize, column: &Column, known: Counted) -> Vec<u32> {
        let (old, new) = (known.window, self.window());
        let parts = Part::moved(&old, &new);
        if parts.iter().map(|part| part.window.len()).sum::<usize>() >= new.len() {
            return self.count_all(slot, column);
        }
        let except = self.own_filter(slot);
        let mut counts = known.counts;
        for part in parts {
            let known = self.moves.iter().position(|(of, at, _)| *of == except && *at == part);
            let place = known.unwrap_or_else(|| {
                let rows = Rows::common(part.window.clone(), self.sets_except([except, None]));
                self.moves.push((except, part, Delta::new(rows)));
                self.moves.len() - 1
            });
            if let Some((_, part, delta)) = self.moves.get(place) {
                delta.apply(column, part.enters, &mut counts);
            }
        }
        counts
    }

    /// Counts after one other slot changed: only the rows that it lets in and keeps out, when that costs less.
    fn count_changed(&mut self, slot: usize, changed: usize, column: &Column, known: Counted) -> Vec<u32> {
        let except = self.own_filter(slot);
        let found = self.swaps.iter().position(|(of, by, _)| *of == except && *by == changed);
        let place = found.unwrap_or_else(|| {
            let it = self.slots.get(changed);
            let (before, after) = (it.and_then(|it| it.before.as_ref()), it.and_then(|it| it.set.as_ref()));
            let others = || self.sets_except([except, Some(changed)]);
            let swap = Swap::new(&self.window, others, before, after);
            self.swaps.push((except, changed, swap));
            self.swaps.len() - 1
        });
        let cost = self.swaps.get(place).map_or(0, |(_, _, swap)| swap.cost(column));
        let words = self.window.len().div_ceil(WORD_BITS);
        if cost > column.cost(words, 0) {
            let passing = self.find_passing(slot);
            let count = self.passing.get(passing).map_or(0, |passing| passing.count);
            if cost > column.cost(words, count) {
                return self.count_all(slot, column);
            }
        }
        let mut counts = known.counts;
        if let Some((_, _, swap)) = self.swaps.get(place) {
            swap.apply(column, &mut counts);
        }
        counts
    }

    /// The slot itself where it is filtered: charts that have no filter of their own share what is found for them.
    fn own_filter(&self, slot: usize) -> Option<usize> {
        Some(slot).filter(|slot| self.slots.get(*slot).is_some_and(|it| it.set.is_some()))
    }

    /// The place of the rows that a chart counts.
    fn find_passing(&mut self, slot: usize) -> usize {
        let except = self.own_filter(slot);
        if let Some(place) = self.passing.iter().position(|it| it.except == except) {
            return place;
        }
        let rows = Rows::common(self.window(), self.sets_except([except, None]));
        self.passing.push(Passing { except, count: rows.count(), rows });
        self.passing.len() - 1
    }
}
