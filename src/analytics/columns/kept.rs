//! The columns as bytes and back, so that a workspace opens without their being built.
//!
//! In sections of bounded work. What the columns take from the state beside its incidents is compared when they are
//! brought back: the settings that they depend on, and the very code that made them.

use super::build::place_rows;
use super::dictionary::Dictionary;
use super::numbers::Numbers;
use super::titles::Titles;
use super::{Basis, Columns, Dimension};
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::engine::column::Column;
use crate::analytics::engine::haystack::Haystack;
use crate::domain::scope::Scope;
use crate::domain::state::State;
use watchfloor_packed::later::Later;
use watchfloor_packed::{Packer, Unpacker, check_value};

/// Sections before those of the dimensions.
const BEFORE_DIMENSIONS: usize = 2;

impl Columns {
    /// In how many sections the columns are kept.
    pub const SECTIONS: usize = BEFORE_DIMENSIONS + Dim::ALL.len();

    /// One section as bytes.
    pub fn section(&self, number: usize) -> Vec<u8> {
        let mut packer = Packer::default();
        match number {
            0 => {
                packer.number(self.rows.len() as u64);
                packer.number(self.basis.check_value());
                packer.numbers(&self.rows);
                packer.number(self.assets.len() as u64);
                packer.numbers(&self.assets);
                self.asset_names.pack(&mut packer);
                packer.bytes(&self.rarity);
                packer.number(self.redirects.len() as u64);
                packer.numbers(&self.redirects.iter().map(|(from, _)| *from).collect::<Vec<_>>());
                packer.numbers(&self.redirects.iter().map(|(_, to)| *to).collect::<Vec<_>>());
            }
            1 => self.numbers.pack(&mut packer),
            _ => {
                if let Some(dimension) = self.dimensions.get(number - BEFORE_DIMENSIONS) {
                    dimension.pack(&mut packer);
                }
            }
        }
        packer.into_bytes()
    }

    /// The columns of a state again, as far as it had come when they were kept; `None` where the sections are none, or
    /// of a state that was set up in another way. What happened since is for [`Columns::update`].
    pub fn restore<S: AsRef<[u8]>>(state: &State, sections: &[S]) -> Option<Self> {
        let sections: Vec<&[u8]> = sections.iter().map(AsRef::as_ref).collect();
        let [first, numbers, dimensions @ ..] = sections.as_slice() else { return None };
        let mut unpacker = Unpacker::new(first);
        let count = unpacker.count().filter(|count| *count == state.catalogue.len())?;
        let basis = Basis::of(state);
        if unpacker.number()? != basis.check_value() || dimensions.len() != Dim::ALL.len() {
            return None;
        }
        let rows = unpacker.numbers(count)?;
        let asset_count = unpacker.count()?;
        let assets = unpacker.numbers(asset_count)?;
        let asset_names = Haystack::unpack(&mut unpacker, asset_count)?;
        let rarity = unpacker.bytes()?.to_vec();
        let redirect_count = unpacker.count()?;
        let from = unpacker.numbers(redirect_count)?;
        let redirects = from.into_iter().zip(unpacker.numbers(redirect_count)?).collect();
        let dimension = |(dim, bytes): (Dim, &&[u8])| Dimension::unpack(dim, bytes, count);
        let mut found = Self {
            revision: 1,
            places: place_rows(&rows),
            rows,
            dimensions: Dim::ALL.into_iter().zip(dimensions).map(dimension).collect::<Option<_>>()?,
            assets,
            numbers: Numbers::unpack(&mut Unpacker::new(numbers), count)?,
            titles: Titles::later(state.catalogue.texts()),
            asset_names,
            rarity,
            redirects,
            find: Some(Self::find_in_texts),
            basis,
            scope: Scope::of(state),
            ..Self::default()
        };
        found.forward = found.forward_of(state);
        unpacker.is_at_end().then_some(found)
    }
}

impl Basis {
    /// Says whether two are the same, as a number that can be kept.
    fn check_value(&self) -> u64 {
        check_value(format!("{self:?}").as_bytes())
    }
}

impl Dimension {
    fn pack(&self, packer: &mut Packer) {
        packer.texts(self.dictionary.iter().filter(|value| **value != Value::Missing).map(Value::as_str));
        self.column.get().pack(packer);
    }

    fn unpack(dim: Dim, bytes: &[u8], rows: usize) -> Option<Self> {
        let mut unpacker = Unpacker::new(bytes);
        let mut dictionary = Dictionary::new(dim);
        let words = unpacker.texts()?;
        for word in words.iter() {
            dictionary.code(word);
        }
        let values = Column::holds(unpacker.clone(), rows)?;
        let is_whole =
            dictionary.len() == words.len() + usize::from(dim.has_missing()) && dictionary.len() >= values;
        let column = Later::kept(unpacker.rest(), rows, Column::unpack);
        is_whole.then_some(Self { dictionary, column })
    }
}
