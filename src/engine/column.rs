//! A column of numbered values: one or several for each row.

use super::bits::{Bits, WORD_BITS};
use super::kernel::{self, ByteSet};
use super::lists::Lists;
use super::rows::Rows;
use watchfloor_packed::{Packer, Unpacker};

/// A column with at most this many values keeps a set of rows for each: 64 bits a row at the most, which is what one
/// list of a single value takes.
const SETS_MAX: usize = 64;

/// A column. Values are numbered from 0; a row of a column of several values may have none.
#[derive(Clone, Debug)]
pub struct Column {
    values: usize,
    codes: Codes,
    /// A set for each value; empty where there are too many values.
    sets: Vec<Bits>,
}

/// The values by row. A column of several values out of few is told by its sets alone.
#[derive(Clone, Debug)]
enum Codes {
    Narrow(Vec<u8>),
    Wide(Vec<u32>),
    Several(Lists),
    SetsOnly { rows: usize },
}

impl Default for Column {
    fn default() -> Self {
        Self::narrow(Vec::new(), 0)
    }
}

impl Column {
    /// A column of one value a row.
    pub fn one(codes: Vec<u32>, values: usize) -> Self {
        if values <= usize::from(u8::MAX) + 1 {
            return Self::narrow(
                codes.into_iter().map(|code| u8::try_from(code).unwrap_or(u8::MAX)).collect(),
                values,
            );
        }
        Self { values, sets: Vec::new(), codes: Codes::Wide(codes) }
    }

    /// A column of one value a row out of at most 256.
    pub fn narrow(codes: Vec<u8>, values: usize) -> Self {
        let sets = if values > SETS_MAX { Vec::new() } else { sets_of_codes(&codes, values) };
        Self { values, sets, codes: Codes::Narrow(codes) }
    }

    /// A column of several values a row.
    pub fn several(lists: Lists, values: usize) -> Self {
        let mut sets = sets_of(lists.len(), values);
        if values > SETS_MAX {
            return Self { values, sets, codes: Codes::Several(lists) };
        }
        for (row, codes) in lists.iter().enumerate() {
            for code in codes {
                if let Some(set) = sets.get_mut(*code as usize) {
                    set.set(row, true);
                }
            }
        }
        Self { values, sets, codes: Codes::SetsOnly { rows: lists.len() } }
    }

    /// How many values there are.
    pub fn values(&self) -> usize {
        self.values
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        match &self.codes {
            Codes::Narrow(codes) => codes.len(),
            Codes::Wide(codes) => codes.len(),
            Codes::Several(lists) => lists.len(),
            Codes::SetsOnly { rows } => *rows,
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes room for more values.
    pub fn grow(&mut self, values: usize) {
        if values <= self.values {
            return;
        }
        let rows = self.len();
        if values <= SETS_MAX {
            self.sets.resize_with(values, || Bits::none(rows));
        } else if self.values <= SETS_MAX {
            if let Codes::SetsOnly { .. } = self.codes {
                let mut lists = Lists::with_capacity(rows);
                (0..rows).for_each(|row| lists.push(&self.get(row)));
                self.codes = Codes::Several(lists);
            }
            self.sets = Vec::new();
        }
        if let Codes::Narrow(codes) = &self.codes
            && values > usize::from(u8::MAX) + 1
        {
            self.codes = Codes::Wide(codes.iter().map(|code| u32::from(*code)).collect());
        }
        self.values = values;
    }

    /// Gives a row other values. All of them must exist ([`Column::grow`]); a column of one value takes the first.
    pub fn set(&mut self, row: usize, codes: &[u32]) {
        for (code, set) in self.sets.iter_mut().enumerate() {
            set.set(row, codes.iter().any(|wanted| *wanted as usize == code));
        }
        match (&mut self.codes, codes.first()) {
            (Codes::Narrow(known), Some(code)) => {
                if let Some(known) = known.get_mut(row) {
                    *known = u8::try_from(*code).unwrap_or(u8::MAX);
                }
            }
            (Codes::Wide(known), Some(code)) => {
                if let Some(known) = known.get_mut(row) {
                    *known = *code;
                }
            }
            (Codes::Several(lists), _) => lists.set(row, codes),
            (Codes::SetsOnly { .. }, _) | (_, None) => {}
        }
    }

    /// The values of a row, ascending where the column has sets only.
    pub fn get(&self, row: usize) -> Vec<u32> {
        match &self.codes {
            Codes::Narrow(codes) => codes.get(row).map(|code| u32::from(*code)).into_iter().collect(),
            Codes::Wide(codes) => codes.get(row).copied().into_iter().collect(),
            Codes::Several(lists) => lists.get(row).to_vec(),
            Codes::SetsOnly { .. } => {
                (0..).zip(&self.sets).filter(|(_, set)| set.contains(row)).map(|(code, _)| code).collect()
            }
        }
    }

    /// Calls `visit` with each value of a row.
    pub fn for_each_of(&self, row: usize, mut visit: impl FnMut(u32)) {
        match &self.codes {
            Codes::Several(lists) => lists.get(row).iter().for_each(|code| visit(*code)),
            Codes::SetsOnly { .. } => {
                (0..).zip(&self.sets).filter(|(_, set)| set.contains(row)).for_each(|(code, _)| visit(code));
            }
            Codes::Narrow(_) | Codes::Wide(_) => self.first(row).into_iter().for_each(visit),
        }
    }

    /// The first value of a row.
    pub fn first(&self, row: usize) -> Option<u32> {
        match &self.codes {
            Codes::Narrow(codes) => codes.get(row).map(|code| u32::from(*code)),
            Codes::Wide(codes) => codes.get(row).copied(),
            Codes::Several(lists) => lists.get(row).first().copied(),
            Codes::SetsOnly { .. } => {
                (0..).zip(&self.sets).find(|(_, set)| set.contains(row)).map(|(code, _)| code)
            }
        }
    }

    /// The rows of a value, where the column keeps sets.
    pub fn set_of(&self, code: usize) -> Option<&Bits> {
        self.sets.get(code)
    }

    /// The rows that have any of the wanted values; `wanted` says yes or no by value.
    pub fn any_of(&self, wanted: &[bool]) -> Bits {
        let asked = |code: u32| wanted.get(code as usize).copied().unwrap_or(false);
        let rows = self.len();
        if !self.sets.is_empty() {
            let mut found = Bits::none(rows);
            self.sets.iter().zip(wanted).filter(|(_, wanted)| **wanted).for_each(|(set, _)| found.or(set));
            return found;
        }
        match &self.codes {
            Codes::Narrow(codes) => {
                let mut set = ByteSet::default();
                (0..=u8::MAX).filter(|code| asked(u32::from(*code))).for_each(|code| set.insert(code));
                Bits::from_words(kernel::members(codes, &set), rows)
            }
            Codes::Wide(codes) => {
                let mut codes = codes.iter();
                Bits::from_fn(rows, |_| codes.next().is_some_and(|code| asked(*code)))
            }
            Codes::Several(lists) => {
                let mut lists = lists.iter();
                Bits::from_fn(rows, |_| {
                    lists.next().is_some_and(|codes| codes.iter().any(|code| asked(*code)))
                })
            }
            Codes::SetsOnly { .. } => Bits::none(rows),
        }
    }

    /// How often each value occurs among the rows, of which there are `passing`.
    pub fn count(&self, rows: &Rows, passing: usize) -> Vec<u32> {
        let sets_cost = self.cost_of_sets(rows.words().len());
        if sets_cost.is_some_and(|cost| matches!(self.codes, Codes::SetsOnly { .. }) || cost <= passing) {
            return self.count_by_sets(rows);
        }
        let mut counts = vec![0; self.values];
        match &self.codes {
            Codes::Narrow(codes) => {
                let found = kernel::histogram(self.stretch(codes, rows), rows.words());
                counts.iter_mut().zip(found).for_each(|(count, found)| *count = found);
            }
            Codes::Wide(codes) => {
                rows.for_each(|row| codes.get(row).iter().for_each(|code| add(&mut counts, **code)));
            }
            Codes::Several(lists) => lists.count(rows, &mut counts),
            Codes::SetsOnly { .. } => {}
        }
        counts
    }

    /// What [`Column::count`] costs, in rows that are looked at one by one.
    pub(super) fn cost(&self, words: usize, passing: usize) -> usize {
        let by_rows = match self.codes {
            Codes::SetsOnly { .. } => usize::MAX,
            Codes::Narrow(_) | Codes::Wide(_) | Codes::Several(_) => passing,
        };
        self.cost_of_sets(words).map_or(by_rows, |by_sets| by_sets.min(by_rows))
    }

    /// What counting by sets costs; `None` where the column keeps none. A word of a set takes about as long as a row.
    fn cost_of_sets(&self, words: usize) -> Option<usize> {
        (!self.sets.is_empty() || self.values == 0).then_some(self.sets.len() * words)
    }

    fn count_by_sets(&self, rows: &Rows) -> Vec<u32> {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut counts = Vec::with_capacity(self.values);
        let (fours, rest) = self.sets.as_chunks::<4>();
        for four in fours {
            let [one, two, three, four] = four;
            let sets = [one, two, three, four].map(|set| rows.stretch(set));
            counts.extend(kernel::count_common_by_four(rows.words(), sets).map(number));
        }
        counts.extend(rest.iter().map(|set| number(rows.count_with(set))));
        counts
    }

    /// The codes of the words that some rows cover.
    fn stretch<'a>(&self, codes: &'a [u8], rows: &Rows) -> &'a [u8] {
        codes.get(rows.first_word() * WORD_BITS..).unwrap_or_default()
    }

    /// Writes the column. Sets that its codes give are left out.
    pub fn pack(&self, packer: &mut Packer) {
        packer.number(self.values as u64);
        match &self.codes {
            Codes::Narrow(codes) => {
                packer.number(0);
                packer.bytes(codes);
            }
            Codes::Wide(codes) => {
                packer.number(1);
                packer.numbers(codes);
            }
            Codes::Several(lists) => {
                packer.number(2);
                lists.pack(packer);
            }
            Codes::SetsOnly { .. } => {
                packer.number(3);
                self.sets.iter().for_each(|set| packer.words(set.words()));
            }
        }
    }

    /// How many values a column of so many rows has; `None` where the bytes are none.
    pub fn holds(mut unpacker: Unpacker<'_>, rows: usize) -> Option<usize> {
        let values = unpacker.count()?;
        match unpacker.number()? {
            0 => unpacker.bytes().filter(|codes| codes.len() == rows).map(drop)?,
            1 => unpacker.pass_numbers(rows)?,
            2 => Lists::pass(&mut unpacker, rows)?,
            3 if values <= SETS_MAX => {
                (0..values).try_for_each(|_| unpacker.pass_words(rows.div_ceil(WORD_BITS)))?;
            }
            _ => return None,
        }
        unpacker.is_at_end().then_some(values)
    }

    /// Reads a column of so many rows again, which the bytes hold.
    pub fn unpack(bytes: &[u8], rows: usize) -> Self {
        Self::read(&mut Unpacker::new(bytes), rows).unwrap_or_default()
    }

    fn read(unpacker: &mut Unpacker<'_>, rows: usize) -> Option<Self> {
        let values = unpacker.count()?;
        let (codes, sets) = match unpacker.number()? {
            0 => return Some(Self::narrow(unpacker.bytes()?.to_vec(), values)),
            1 => (Codes::Wide(unpacker.numbers(rows)?), Vec::new()),
            2 => (Codes::Several(Lists::unpack(unpacker, rows)?), Vec::new()),
            _ => {
                let set = |_| Some(Bits::from_words(unpacker.words(rows.div_ceil(WORD_BITS))?, rows));
                (Codes::SetsOnly { rows }, (0..values).map(set).collect::<Option<_>>()?)
            }
        };
        Some(Self { values, sets, codes })
    }

    /// Bytes of memory in use.
    pub fn bytes(&self) -> usize {
        let codes = match &self.codes {
            Codes::Narrow(codes) => codes.capacity(),
            Codes::Wide(codes) => codes.capacity() * size_of::<u32>(),
            Codes::Several(lists) => lists.bytes(),
            Codes::SetsOnly { .. } => 0,
        };
        codes + self.sets.iter().map(|set| size_of_val(set.words())).sum::<usize>()
    }
}

/// A set for each value, a word of all of them at a time.
fn sets_of_codes(codes: &[u8], values: usize) -> Vec<Bits> {
    let mut sets: Vec<Vec<u64>> = vec![Vec::with_capacity(codes.len().div_ceil(WORD_BITS)); values];
    for codes in codes.chunks(WORD_BITS) {
        let mut words = [0_u64; SETS_MAX];
        for (bit, code) in codes.iter().enumerate() {
            if let Some(word) = words.get_mut(usize::from(*code)) {
                *word |= 1 << bit;
            }
        }
        sets.iter_mut().zip(words).for_each(|(set, word)| set.push(word));
    }
    sets.into_iter().map(|words| Bits::from_words(words, codes.len())).collect()
}

fn sets_of(rows: usize, values: usize) -> Vec<Bits> {
    if values > SETS_MAX { Vec::new() } else { vec![Bits::none(rows); values] }
}

fn add(counts: &mut [u32], code: u32) {
    if let Some(count) = counts.get_mut(code as usize) {
        *count += 1;
    }
}
