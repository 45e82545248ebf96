//! A list of values for each row, for columns where a row has several values out of many.

use super::rows::Rows;
use watchfloor_packed::{Packer, Unpacker};

/// Where the values of a row are.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    start: u32,
    len: u32,
}

/// Values for each row, all in one shared run of numbers.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    runs: Vec<Run>,
    codes: Vec<u32>,
}

impl Lists {
    /// Room for so many rows.
    pub fn with_capacity(rows: usize) -> Self {
        Self { runs: Vec::with_capacity(rows), codes: Vec::with_capacity(rows) }
    }

    /// Rows of these lengths, whose values follow one another.
    pub fn of_lengths(lengths: &[u32], codes: Vec<u32>) -> Self {
        let mut start = 0_u32;
        let runs = lengths.iter().map(|len| {
            let run = Run { start, len: *len };
            start = start.saturating_add(*len);
            run
        });
        Self { runs: runs.collect(), codes }
    }

    /// Rows that all have one value, the same.
    pub fn same(rows: usize, code: u32) -> Self {
        Self::of_lengths(&vec![1; rows], vec![code; rows])
    }

    /// The same rows with other numbers for their values, each once and in ascending order; `none` where a row has none.
    /// A value that the table lacks is left out.
    pub fn renumbered(&self, table: &[u32], none: u32) -> Self {
        let mut renumbered = Self::with_capacity(self.len());
        let mut row = Vec::new();
        for codes in self.iter() {
            row.clear();
            row.extend(codes.iter().filter_map(|code| table.get(*code as usize).copied()));
            row.sort_unstable();
            row.dedup();
            if row.is_empty() {
                row.push(none);
            }
            renumbered.push(&row);
        }
        renumbered
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Adds a row.
    pub fn push(&mut self, codes: &[u32]) {
        let run = self.append(codes);
        self.runs.push(run);
    }

    /// Gives a row other values. The old ones stay behind unused until the next rebuild.
    pub fn set(&mut self, row: usize, codes: &[u32]) {
        let run = self.append(codes);
        if let Some(known) = self.runs.get_mut(row) {
            *known = run;
        }
    }

    /// The values of a row.
    pub fn get(&self, row: usize) -> &[u32] {
        self.runs.get(row).map_or(&[], |run| self.codes_of(*run))
    }

    /// The values of each row in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.runs.iter().map(|run| self.codes_of(*run))
    }

    /// Adds the values of the rows to `counts`.
    pub fn count(&self, rows: &Rows, counts: &mut [u32]) {
        for row in rows.iter() {
            for code in self.get(row) {
                if let Some(count) = counts.get_mut(*code as usize) {
                    *count += 1;
                }
            }
        }
    }

    /// Bytes of memory in use.
    pub fn bytes(&self) -> usize {
        self.runs.capacity() * size_of::<Run>() + self.codes.capacity() * size_of::<u32>()
    }

    /// Writes the lists as they are.
    pub fn pack(&self, packer: &mut Packer) {
        packer.numbers(&self.runs.iter().map(|run| run.len).collect::<Vec<_>>());
        // Runs follow one another unless rows were changed, so these are zeros as a rule.
        let mut end = 0_u32;
        let gaps = self.runs.iter().map(|run| {
            let gap = run.start.wrapping_sub(end);
            end = run.start.wrapping_add(run.len);
            gap
        });
        packer.numbers(&gaps.collect::<Vec<_>>());
        packer.number(self.codes.len() as u64);
        packer.numbers(&self.codes);
    }

    /// Reads so many lists again; `None` where the bytes are none.
    pub fn unpack(unpacker: &mut Unpacker<'_>, rows: usize) -> Option<Self> {
        let (lengths, gaps) = (unpacker.numbers(rows)?, unpacker.numbers(rows)?);
        let count = unpacker.count()?;
        let codes = unpacker.numbers(count)?;
        let mut end = 0_u32;
        let runs = lengths.into_iter().zip(gaps).map(|(len, gap)| {
            let start = end.wrapping_add(gap);
            end = start.wrapping_add(len);
            Run { start, len }
        });
        Some(Self { runs: runs.collect(), codes })
    }

    /// Passes so many lists over; `None` where there are none.
    pub fn pass(unpacker: &mut Unpacker<'_>, rows: usize) -> Option<()> {
        (0..2).try_for_each(|_| unpacker.pass_numbers(rows))?;
        let count = unpacker.count()?;
        unpacker.pass_numbers(count)
    }

    fn append(&mut self, codes: &[u32]) -> Run {
        let start = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        self.codes.extend_from_slice(codes);
        Run { start, len: u32::try_from(codes.len()).unwrap_or(0) }
    }

    fn codes_of(&self, run: Run) -> &[u32] {
        self.codes.get(run.start as usize..run.start.saturating_add(run.len) as usize).unwrap_or_default()
    }
}
