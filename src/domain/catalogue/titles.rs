//! The titles of all incidents in one text, which whoever searches them shares until it has read them.

use super::{Row, Run};
use std::sync::Arc;
use watchfloor_packed::names::Names;
use watchfloor_packed::{Packer, Unpacker};

/// Titles by row. One that was replaced stays behind in the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Titles {
    text: String,
    runs: Vec<Run>,
}

impl Titles {
    pub(super) fn get(&self, row: Row) -> &str {
        let Run { start, len } = self.runs.get(row as usize).copied().unwrap_or_default();
        self.text.get(start as usize..start.saturating_add(len) as usize).unwrap_or_default()
    }

    /// Gives a row another title, or the next row its title.
    pub(super) fn put(&mut self, row: Row, title: &str) {
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let run = Run { start: number(self.text.len()), len: number(title.len()) };
        self.text.push_str(title);
        match self.runs.get_mut(row as usize) {
            Some(known) => *known = run,
            None => self.runs.push(run),
        }
    }

    /// Titles follow one another unless one was replaced, so they are kept as lengths and gaps.
    pub(super) fn pack(&self, packer: &mut Packer) {
        let mut end = 0_u32;
        let gaps = self.runs.iter().map(|run| {
            let gap = run.start.wrapping_sub(end);
            end = run.start.wrapping_add(run.len);
            gap
        });
        let gaps: Vec<u32> = gaps.collect();
        packer.numbers(&self.runs.iter().map(|run| run.len).collect::<Vec<_>>());
        packer.numbers(&gaps);
        packer.bytes(self.text.as_bytes());
    }

    pub(super) fn unpack(unpacker: &mut Unpacker<'_>, rows: usize) -> Option<Self> {
        let lengths = unpacker.numbers(rows)?.into_iter();
        let mut end = 0_u32;
        let runs = lengths.zip(unpacker.numbers(rows)?).map(|(len, gap)| {
            let start = end.wrapping_add(gap);
            end = start.wrapping_add(len);
            Run { start, len }
        });
        let runs = runs.collect();
        Some(Self { text: std::str::from_utf8(unpacker.bytes()?).ok()?.to_owned(), runs })
    }
}

/// Titles and ids as they are now, for whoever reads them later.
#[derive(Clone, Debug)]
pub struct Texts {
    pub(super) titles: Arc<Titles>,
    pub(super) ids: Arc<Names>,
}

impl Texts {
    /// Title and id of a row.
    pub fn of(&self, row: Row) -> [&str; 2] {
        [self.titles.get(row), self.ids.get(row).unwrap_or_default()]
    }
}
