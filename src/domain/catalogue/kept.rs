//! The catalogue as bytes and back, so that a workspace opens without its incidents being taken in one by one.
//!
//! In sections of bounded work: names and lists, then the rows in stretches of blocks ([`super::rows`]). What the journal
//! says (when batches were taken, which assets are agreed to be critical) is left out: whoever brings a catalogue back has
//! replayed that.

use super::assets::Assets;
use super::claims::{Origin, Origins};
use super::row_bytes::{Ends, pack_rows};
use super::rows::BLOCK_ROWS;
use super::titles::Titles;
use super::{Catalogue, Words};
use crate::domain::brief::AlertKey;
use crate::domain::time::Timestamp;
use std::sync::Arc;
use watchfloor_packed::names::Names;
use watchfloor_packed::{Packer, Unpacker};

/// A word for the code that makes catalogues and columns out of the journal and the batches: what another version of it
/// has kept is not brought back. The build makes it of the sources (`build.rs`).
pub const DERIVED_FROM: &str = env!("WATCHFLOOR_DERIVED_FROM");

/// Blocks of rows in a section: some 20 ms of work.
const SECTION_BLOCKS: usize = 1 << 6;
/// Sections before those of the rows.
const BEFORE_ROWS: usize = 2;

impl Catalogue {
    /// In how many sections the catalogue is kept.
    pub fn section_count(&self) -> usize {
        BEFORE_ROWS + self.rows.len().div_ceil(SECTION_BLOCKS * BLOCK_ROWS)
    }

    /// One section as bytes.
    pub fn section(&self, number: usize) -> Vec<u8> {
        let mut packer = Packer::default();
        match number {
            0 => {
                packer.number(self.rows.len() as u64);
                packer.texts(self.ids.iter());
                self.titles.pack(&mut packer);
            }
            1 => self.pack_lists(&mut packer),
            _ => {
                let first = (number - BEFORE_ROWS).saturating_mul(SECTION_BLOCKS);
                for block in first..first.saturating_add(SECTION_BLOCKS) {
                    let rows = self.rows.block(block);
                    if !rows.is_empty() {
                        let before = (block * BLOCK_ROWS).checked_sub(1).and_then(|row| self.rows.get(row));
                        packer.bytes(&pack_rows(rows, Ends::after(before)));
                    }
                }
            }
        }
        packer.into_bytes()
    }

    fn pack_lists(&self, packer: &mut Packer) {
        packer.texts(self.words.iter());
        for list in [&self.codes, &self.technique_counts] {
            packer.number(list.len() as u64);
            packer.numbers(list);
        }
        packer.number(self.alert_keys.len() as u64);
        for part in 0..2 {
            let column: Vec<u32> =
                self.alert_keys.iter().filter_map(|key| key.to_parts().into_iter().nth(part)).collect();
            packer.numbers(&column);
        }
        let mut origins: Vec<_> = self.origins.iter().collect();
        origins.sort_unstable_by_key(|(row, _)| **row);
        packer.number(origins.len() as u64);
        packer.numbers(&origins.iter().map(|(row, _)| **row).collect::<Vec<_>>());
        let each = |origins: &Origins| [origins.status, origins.assignment, origins.verdict];
        for place in 0..3 {
            let of = || origins.iter().filter_map(|(_, origins)| each(origins).into_iter().nth(place));
            packer.moments(&of().map(|origin| origin.updated.as_ticks()).collect::<Vec<_>>());
            packer.numbers(&of().map(|origin| origin.batch).collect::<Vec<_>>());
        }
        packer.number(self.redirected.len() as u64);
        packer.numbers(&self.redirected.iter().copied().collect::<Vec<_>>());
        self.assets.pack(packer);
    }

    /// Takes the place of an empty catalogue, of which it keeps what the journal says; `false`, and nothing is changed,
    /// where the sections are none.
    pub fn restore<S: AsRef<[u8]>>(&mut self, sections: &[S]) -> bool {
        let sections: Vec<&[u8]> = sections.iter().map(AsRef::as_ref).collect();
        let Some(mut found) = unpack(&sections, &self.assets) else { return false };
        found.batches_taken = std::mem::take(&mut self.batches_taken);
        found.generation = self.generation;
        *self = found;
        true
    }
}

fn unpack(sections: &[&[u8]], known: &Assets) -> Option<Catalogue> {
    let [names, lists, stretches @ ..] = sections else { return None };
    let mut unpacker = Unpacker::new(names);
    let count = unpacker.count()?;
    let ids = unpacker.texts()?;
    let ids = Names::of(ids.all, &ids.lengths).filter(|_| ids.len() == count)?;
    let titles = Titles::unpack(&mut unpacker, count)?;
    let mut found = unpack_lists(&mut Unpacker::new(lists), known)?;
    for stretch in stretches {
        let mut blocks = Unpacker::new(stretch);
        while !blocks.is_at_end() {
            found.rows.push_kept(blocks.bytes()?)?;
        }
    }
    (found.ids, found.titles) = (Arc::new(ids), Arc::new(titles));
    let all = 0..u32::try_from(count).ok()?;
    let is_whole = unpacker.is_at_end()
        && found.rows.len() == count
        && found.redirected.iter().all(|row| all.contains(row));
    is_whole.then_some(found)
}

fn unpack_lists(unpacker: &mut Unpacker<'_>, known: &Assets) -> Option<Catalogue> {
    let mut found = Catalogue::default();
    let words = unpacker.texts()?;
    let mut list = Words::default();
    for word in words.iter() {
        list.code(word);
    }
    if list.len() != words.len() {
        return None;
    }
    found.words = list;
    for list in [&mut found.codes, &mut found.technique_counts] {
        let count = unpacker.count()?;
        *list = unpacker.numbers(count)?;
    }
    let count = unpacker.count()?;
    let numbers = unpacker.numbers(count)?.into_iter();
    let parts = numbers.zip(unpacker.numbers(count)?);
    found.alert_keys = parts.map(|(number, said)| AlertKey::from_parts([number, said])).collect();
    let count = unpacker.count()?;
    let rows = unpacker.numbers(count)?;
    let mut column = || Some(unpacker.moments(count)?.into_iter().zip(unpacker.numbers(count)?));
    let each = column()?.zip(column()?).zip(column()?);
    let origin = |(ticks, batch)| Origin { updated: Timestamp::from_ticks(ticks), batch };
    found.origins = rows
        .into_iter()
        .zip(each)
        .map(|(row, ((status, assignment), verdict))| {
            (
                row,
                Origins { status: origin(status), assignment: origin(assignment), verdict: origin(verdict) },
            )
        })
        .collect();
    let count = unpacker.count()?;
    found.redirected = unpacker.numbers(count)?.into_iter().collect();
    found.assets = Assets::unpack(unpacker, known)?;
    unpacker.is_at_end().then_some(found)
}
