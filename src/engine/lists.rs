//! A list of values for each row, for columns where a row has several values out of many.

use super::rows::Rows;

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

    fn append(&mut self, codes: &[u32]) -> Run {
        let start = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        self.codes.extend_from_slice(codes);
        Run { start, len: u32::try_from(codes.len()).unwrap_or(0) }
    }

    fn codes_of(&self, run: Run) -> &[u32] {
        self.codes.get(run.start as usize..(run.start + run.len) as usize).unwrap_or_default()
    }
}
