//! The rows of the catalogue, in blocks: those that were kept stay bytes until one of their rows is asked for.
//!
//! A page shows some dozens of a million rows, and filters and sorts by the columns: making rows of all of them was half of
//! what it took to bring a kept catalogue back.

use super::Fixed;
use super::row_bytes::{holds_rows, unpack_rows};
use watchfloor_packed::later::Later;

/// Rows in a block: reading one takes a fraction of a millisecond.
pub(super) const BLOCK_ROWS: usize = 1 << 10;

/// Rows in order of arrival.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows {
    /// All full but the last.
    blocks: Vec<Later<Vec<Fixed>>>,
    len: usize,
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn get(&self, row: usize) -> Option<&Fixed> {
        self.block(row / BLOCK_ROWS).get(row % BLOCK_ROWS)
    }

    pub(super) fn get_mut(&mut self, row: usize) -> Option<&mut Fixed> {
        self.blocks.get_mut(row / BLOCK_ROWS)?.get_mut()?.get_mut(row % BLOCK_ROWS)
    }

    pub(super) fn push(&mut self, fixed: Fixed) {
        if self.len.is_multiple_of(BLOCK_ROWS) {
            self.blocks.push(Later::default());
        }
        if let Some(rows) = self.blocks.last_mut().and_then(Later::get_mut) {
            rows.push(fixed);
            self.len += 1;
        }
    }

    /// The rows of a block.
    pub(super) fn block(&self, number: usize) -> &[Fixed] {
        self.blocks.get(number).map_or(&[], |block| block.get())
    }

    /// Adds a block that was kept, after full ones; `None` where the bytes hold none.
    pub(super) fn push_kept(&mut self, bytes: &[u8]) -> Option<()> {
        let count = holds_rows(bytes).filter(|count| *count > 0 && self.len.is_multiple_of(BLOCK_ROWS))?;
        self.blocks.push(Later::kept(bytes, count, |bytes, _| unpack_rows(bytes).unwrap_or_default()));
        self.len += count;
        Some(())
    }

    /// Reads the first block that is not read yet; `false` where all are.
    pub(super) fn read_on(&self) -> bool {
        let next = self.blocks.iter().find(|block| !block.is_read());
        next.is_some_and(|block| !block.get().is_empty())
    }
}
