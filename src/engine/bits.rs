//! A bit for each row of a table.

use super::kernel;

/// Bits in a word.
pub const WORD_BITS: usize = 64;

/// One bit for each row. Bits beyond the last row are 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// All rows out.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(WORD_BITS)], len }
    }

    /// All rows in.
    pub fn all(len: usize) -> Self {
        let mut bits = Self { words: vec![u64::MAX; len.div_ceil(WORD_BITS)], len };
        bits.trim();
        bits
    }

    /// Rows for which `holds` says so, asked in order.
    pub fn from_fn(len: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let word = |index: usize| {
            let start = index * WORD_BITS;
            let end = (start + WORD_BITS).min(len);
            (start..end).fold(0, |word, row| word | u64::from(holds(row)) << (row - start))
        };
        Self { words: (0..len.div_ceil(WORD_BITS)).map(word).collect(), len }
    }

    /// The rows whose bits are set in some words.
    pub fn from_words(words: Vec<u64>, len: usize) -> Self {
        let mut bits = Self { words, len };
        bits.words.resize(len.div_ceil(WORD_BITS), 0);
        bits.trim();
        bits
    }

    /// How many rows there are, in or out.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The words; row 0 is the lowest bit of the first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Whether a row is in.
    pub fn contains(&self, row: usize) -> bool {
        self.words.get(row / WORD_BITS).is_some_and(|word| word >> (row % WORD_BITS) & 1 == 1)
    }

    /// Puts a row in or out. A row that does not exist is ignored.
    pub fn set(&mut self, row: usize, within: bool) {
        if row < self.len
            && let Some(word) = self.words.get_mut(row / WORD_BITS)
        {
            let bit = 1 << (row % WORD_BITS);
            if within {
                *word |= bit;
            } else {
                *word &= !bit;
            }
        }
    }

    /// Keeps rows that are in both.
    pub fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Adds the rows of another set.
    pub fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Takes the rows of another set away.
    pub fn and_not(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// The rows of another set that are not in this one.
    #[must_use]
    pub fn missing_from(&self, other: &Self) -> Self {
        let words = self.words.iter().zip(&other.words).map(|(own, other)| !own & other).collect();
        Self { words, len: self.len }
    }

    /// Swaps in and out.
    pub fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    /// How many rows are in.
    pub fn count(&self) -> usize {
        kernel::count(&self.words)
    }

    fn trim(&mut self) {
        let used = self.len % WORD_BITS;
        if used > 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}
