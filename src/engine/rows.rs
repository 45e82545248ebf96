//! Rows that passed: a run of words that covers a window of time and nothing outside it.

use super::bits::{Bits, WORD_BITS};
use super::kernel;
use std::ops::Range;

/// A set of rows within a window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The word in which the window begins.
    first_word: usize,
    words: Vec<u64>,
}

impl Rows {
    /// All rows of a window of row numbers.
    pub fn window(window: Range<usize>) -> Self {
        if window.is_empty() {
            return Self::default();
        }
        let first_word = window.start / WORD_BITS;
        let mut words = vec![u64::MAX; window.end.div_ceil(WORD_BITS) - first_word];
        trim(&mut words, &window);
        Self { first_word, words }
    }

    /// The rows of a window that are in all of some sets.
    pub fn common<'a>(window: Range<usize>, mut sets: impl Iterator<Item = &'a Bits>) -> Self {
        let Some(first) = sets.next().filter(|_| !window.is_empty()) else { return Self::window(window) };
        let mut rows = Self { first_word: window.start / WORD_BITS, words: Vec::new() };
        let last_word = window.end.div_ceil(WORD_BITS);
        rows.words.extend_from_slice(first.words().get(rows.first_word..last_word).unwrap_or_default());
        trim(&mut rows.words, &window);
        sets.for_each(|set| rows.and(set));
        rows
    }

    /// The word in which the window begins.
    pub fn first_word(&self) -> usize {
        self.first_word
    }

    /// The words of the window.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The same stretch of words of a set over all rows.
    pub fn stretch<'a>(&self, bits: &'a Bits) -> &'a [u64] {
        bits.words().get(self.first_word..self.first_word + self.words.len()).unwrap_or_default()
    }

    /// Keeps rows that are in both.
    pub fn and(&mut self, bits: &Bits) {
        let (from, to) = (self.first_word, self.first_word + self.words.len());
        let other = bits.words().get(from..to).unwrap_or_default();
        self.words.iter_mut().zip(other).for_each(|(word, other)| *word &= other);
    }

    /// Takes the rows of a set away.
    pub fn take_away(&mut self, bits: &Bits) {
        let (from, to) = (self.first_word, self.first_word + self.words.len());
        let other = bits.words().get(from..to).unwrap_or_default();
        self.words.iter_mut().zip(other).for_each(|(word, other)| *word &= !other);
    }

    /// The rows that are in both.
    #[must_use]
    pub fn with(&self, bits: &Bits) -> Self {
        let words = self.words.iter().zip(self.stretch(bits)).map(|(word, other)| word & other).collect();
        Self { first_word: self.first_word, words }
    }

    /// Whether a row is in.
    pub fn contains(&self, row: usize) -> bool {
        let word = (row / WORD_BITS).checked_sub(self.first_word).and_then(|index| self.words.get(index));
        word.is_some_and(|word| word >> (row % WORD_BITS) & 1 == 1)
    }

    /// How many rows are in.
    pub fn count(&self) -> usize {
        kernel::count(&self.words)
    }

    /// How many rows are in both.
    pub fn count_with(&self, bits: &Bits) -> usize {
        kernel::count_common(&self.words, self.stretch(bits))
    }

    /// How many rows of a window of row numbers are in.
    pub fn count_within(&self, window: Range<usize>) -> usize {
        let base = self.first_word * WORD_BITS;
        let from = window.start.max(base) - base;
        let to = window.end.max(base) - base;
        if from >= to {
            return 0;
        }
        let (first, last) = (from / WORD_BITS, to.div_ceil(WORD_BITS));
        let words = self.words.get(first..last.min(self.words.len())).unwrap_or_default();
        let outside_before = words.first().map_or(0, |word| word & !(u64::MAX << (from % WORD_BITS)));
        let cut = to % WORD_BITS;
        let is_cut = cut > 0 && last <= self.words.len();
        let outside_after = words.last().filter(|_| is_cut).map_or(0, |word| word & (u64::MAX << cut));
        kernel::count(words) - (outside_before.count_ones() + outside_after.count_ones()) as usize
    }

    /// How many rows lie between each bound and the next. The bounds are row numbers in ascending order.
    pub fn count_between(&self, bounds: &[usize]) -> Vec<u32> {
        let pairs = bounds.iter().zip(bounds.iter().skip(1));
        pairs.map(|(from, to)| u32::try_from(self.count_within(*from..*to)).unwrap_or(u32::MAX)).collect()
    }

    /// Calls `visit` with each row number in ascending order.
    pub fn for_each(&self, mut visit: impl FnMut(usize)) {
        for (index, word) in self.words.iter().enumerate() {
            let base = (self.first_word + index) * WORD_BITS;
            let mut left = *word;
            while left != 0 {
                visit(base + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    /// The row numbers in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        let first = self.first_word;
        self.words
            .iter()
            .enumerate()
            .flat_map(move |(index, word)| BitsOf { word: *word, base: (first + index) * WORD_BITS })
    }
}

/// Clears the bits of the first and last word that lie outside a window.
fn trim(words: &mut [u64], window: &Range<usize>) {
    if let Some(first) = words.first_mut() {
        *first &= u64::MAX << (window.start % WORD_BITS);
    }
    let used = window.end % WORD_BITS;
    if used > 0
        && let Some(last) = words.last_mut()
    {
        *last &= (1 << used) - 1;
    }
}

/// The set bits of one word.
struct BitsOf {
    word: u64,
    base: usize,
}

impl Iterator for BitsOf {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.word == 0 {
            return None;
        }
        let bit = self.word.trailing_zeros() as usize;
        self.word &= self.word - 1;
        Some(self.base + bit)
    }
}
