//! Rows in an order, a page at a time: only the page is built, never the whole list.

use super::bits::{Bits, WORD_BITS};
use super::rows::Rows;

/// An ascending order of the rows of a table; descending is its exact reverse. Equal rows are in order of time.
#[derive(Clone, Debug)]
pub enum Order<'a> {
    /// By time.
    Time,
    /// Sets one after the other, each by time. Rows in none of them come last in either direction.
    Groups(Vec<&'a Bits>),
    /// As listed. Rows that are not in the list come last in either direction, by time.
    Listed {
        /// Row numbers in ascending order of what they are sorted by.
        rows: &'a [u32],
        /// The rows that are not in the list.
        rest: &'a Bits,
    },
}

/// The page of `rows` that begins at `offset`, at most `len` long.
pub fn page(rows: &Rows, order: &Order<'_>, descending: bool, offset: usize, len: usize) -> Vec<u32> {
    let mut page = Page { skip: offset, len, found: Vec::with_capacity(len.min(1_000)) };
    match order {
        Order::Time => page.set(rows, None, descending),
        Order::Groups(sets) => {
            for set in in_direction(sets, descending) {
                page.set(rows, Some(set), descending);
            }
            if !page.is_full() {
                let mut left = rows.clone();
                sets.iter().for_each(|set| left.take_away(set));
                page.set(&left, None, descending);
            }
        }
        Order::Listed { rows: listed, rest } => {
            page.list(rows, in_direction(listed, descending));
            page.set(rows, Some(rest), descending);
        }
    }
    page.found
}

/// How many rows come before `row` in the order; `None` when it is not among the rows.
pub fn rank(rows: &Rows, order: &Order<'_>, descending: bool, row: u32) -> Option<usize> {
    if !rows.contains(row as usize) {
        return None;
    }
    let by_time = |rows: &Rows| {
        let before = rows.count_within(0..row as usize);
        if descending { rows.count() - before - 1 } else { before }
    };
    let mut passed = 0;
    match order {
        Order::Time => Some(by_time(rows)),
        Order::Groups(sets) => {
            let mut left = rows.clone();
            for set in in_direction(sets, descending) {
                if set.contains(row as usize) {
                    return Some(passed + by_time(&rows.with(set)));
                }
                passed += rows.count_with(set);
                left.take_away(set);
            }
            Some(passed + by_time(&left))
        }
        Order::Listed { rows: listed, rest } => {
            if rest.contains(row as usize) {
                let among_rest = rows.with(rest);
                return Some(rows.count() - among_rest.count() + by_time(&among_rest));
            }
            for other in in_direction(listed, descending) {
                if *other == row {
                    return Some(passed);
                }
                passed += usize::from(rows.contains(*other as usize));
            }
            None
        }
    }
}

fn in_direction<T>(items: &[T], descending: bool) -> impl Iterator<Item = &T> {
    let (forth, back) =
        if descending { (None, Some(items.iter().rev())) } else { (Some(items.iter()), None) };
    forth.into_iter().flatten().chain(back.into_iter().flatten())
}

struct Page {
    skip: usize,
    len: usize,
    found: Vec<u32>,
}

impl Page {
    fn is_full(&self) -> bool {
        self.found.len() >= self.len
    }

    fn take(&mut self, row: u32) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if !self.is_full() {
            self.found.push(row);
        }
    }

    fn list<'a>(&mut self, rows: &Rows, listed: impl Iterator<Item = &'a u32>) {
        for row in listed {
            if self.is_full() {
                return;
            }
            if rows.contains(*row as usize) {
                self.take(*row);
            }
        }
    }

    /// Takes the rows that are in `set` too, whole words at a time while skipping.
    fn set(&mut self, rows: &Rows, set: Option<&Bits>, descending: bool) {
        let other = set.map(|set| rows.stretch(set));
        let word = |index: usize| {
            let own = rows.words().get(index).copied().unwrap_or(0);
            own & other.map_or(u64::MAX, |other| other.get(index).copied().unwrap_or(0))
        };
        let count = rows.words().len();
        for step in 0..count {
            if self.is_full() {
                return;
            }
            let index = if descending { count - 1 - step } else { step };
            let mut left = word(index);
            let here = left.count_ones() as usize;
            if here <= self.skip {
                self.skip -= here;
                continue;
            }
            let base = (rows.first_word() + index) * WORD_BITS;
            while left != 0 {
                let bit = if descending { 63 - left.leading_zeros() } else { left.trailing_zeros() };
                left &= !(1 << bit);
                self.take(u32::try_from(base).unwrap_or(u32::MAX).saturating_add(bit));
            }
        }
    }
}
