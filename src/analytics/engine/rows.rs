//! Rows that passed: a run of words that covers a window of time and nothing outside it.

use super::bits::{Bits, WORD_BITS};
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
        if let Some(first) = words.first_mut() {
            *first &= u64::MAX << (window.start % WORD_BITS);
        }
        let used = window.end % WORD_BITS;
        if used > 0
            && let Some(last) = words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
        Self { first_word, words }
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
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many rows are in both.
    pub fn count_with(&self, bits: &Bits) -> usize {
        count_common(&self.words, self.stretch(bits))
    }

    /// How many rows of a window of row numbers are in.
    pub fn count_within(&self, window: Range<usize>) -> usize {
        let window = Self::window(window);
        let skip = window.first_word.saturating_sub(self.first_word);
        let own = self.words.get(skip..).unwrap_or_default();
        let other = self.first_word.saturating_sub(window.first_word);
        count_common(own, window.words.get(other..).unwrap_or_default())
    }

    /// The row numbers in ascending order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = usize> {
        let first = self.first_word;
        self.words
            .iter()
            .enumerate()
            .flat_map(move |(index, word)| BitsOf { word: *word, base: (first + index) * WORD_BITS })
    }
}

/// How many bits are set in both of two runs of words.
pub fn count_common(left: &[u64], right: &[u64]) -> usize {
    left.iter().zip(right).map(|(left, right)| (left & right).count_ones() as usize).sum()
}

/// The set bits of one word, from either end.
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

impl DoubleEndedIterator for BitsOf {
    fn next_back(&mut self) -> Option<usize> {
        if self.word == 0 {
            return None;
        }
        let bit = WORD_BITS - 1 - self.word.leading_zeros() as usize;
        self.word &= !(1 << bit);
        Some(self.base + bit)
    }
}
