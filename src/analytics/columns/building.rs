//! Columns on their way, in slices, so that the page goes on while a hundred thousand incidents are read.

use super::build::{Values, asset_word, dimension_of, incident_at, place_rows, tidy};
use super::dictionary::Dictionary;
use super::facts::Facts;
use super::merged::rarity;
use super::titles::Titles;
use super::{Basis, Columns, twins};
use crate::analytics::dimension::Dim;
use crate::analytics::engine::haystack::Haystack;
use crate::analytics::engine::lists::Lists;
use crate::analytics::engine::sort;
use crate::domain::catalogue::Row;
use crate::domain::scope::Scope;
use crate::domain::state::State;

/// Columns of which some rows are read. The state may go on meanwhile: incidents that were touched since
/// [`Building::begin`] are for [`Columns::update`] afterwards; after anything that brings or takes away incidents, or
/// changes settings, it is to begin anew.
#[derive(Debug)]
pub struct Building {
    columns: Columns,
    /// A dimension each; those that are done are gone.
    unfinished: std::vec::IntoIter<(Dictionary, Values)>,
    /// While rows are read.
    reading: Vec<(Dictionary, Values)>,
    assets: AssetCodes,
    /// How many rows are read.
    done: usize,
    /// Whether each row of the hour that is being read looks like another, and the row after them.
    twins: (std::vec::IntoIter<bool>, usize),
}

impl Building {
    /// Begins: puts the rows in order.
    pub fn begin(state: &State) -> Self {
        let catalogue = &state.catalogue;
        let created = |row: Row| catalogue.get(row).map_or(0, |known| known.created().as_ticks());
        // A number that sorts like a signed one.
        let keys: Vec<u64> = catalogue.rows().map(|row| created(row).cast_unsigned() ^ (1 << 63)).collect();
        let rows: Vec<Row> = sort::ascending(&keys);
        let count = rows.len();
        let mut columns = Columns {
            revision: 1,
            places: place_rows(&rows),
            rows,
            basis: Basis::of(state),
            scope: Scope::of(state),
            titles: Titles::later(catalogue.texts()),
            rarity: rarity(state),
            find: Some(Columns::find_in_texts),
            ..Columns::default()
        };
        columns.forward = columns.forward_of(state);
        columns.redirects = columns.redirects_of(state);
        let values = |dim: Dim| {
            if dim.is_multiple() {
                Values::Several(Lists::with_capacity(count))
            } else {
                Values::One(Vec::with_capacity(count))
            }
        };
        let reading = Dim::ALL.into_iter().map(|dim| (Dictionary::new(dim), values(dim))).collect();
        Self {
            columns,
            unfinished: Vec::new().into_iter(),
            reading,
            assets: AssetCodes::default(),
            done: 0,
            twins: (Vec::new().into_iter(), 0),
        }
    }

    /// Whether the state is still the one that it began with, but for incidents that were touched.
    pub fn fits(&self, state: &State) -> bool {
        self.columns.len() == state.catalogue.len() && self.columns.basis == Basis::of(state)
    }

    /// Reads at most so many rows more, or else finishes one dimension; answers the columns when they are done.
    pub fn step(&mut self, state: &State, rows: usize) -> Option<Columns> {
        if self.done < self.columns.len() {
            let end = self.done.saturating_add(rows).min(self.columns.len());
            while self.done < end {
                self.read(state);
                self.done += 1;
            }
            return None;
        }
        if !self.reading.is_empty() {
            self.unfinished = std::mem::take(&mut self.reading).into_iter();
        }
        if let Some((dictionary, values)) = self.unfinished.next() {
            self.columns.dimensions.push(dimension_of(dictionary, values));
            return None;
        }
        let AssetCodes { assets, names, .. } = std::mem::take(&mut self.assets);
        (self.columns.assets, self.columns.asset_names) = (assets, names);
        Some(std::mem::take(&mut self.columns))
    }

    /// Reads the next row.
    fn read(&mut self, state: &State) {
        let is_twin = self.next_is_twin(state);
        let columns = &mut self.columns;
        let row = columns.rows.get(self.done).copied();
        let Some(incident) = row.and_then(|row| incident_at(state, row)) else { return };
        let facts = Facts::of(incident, state, &columns.scope);
        columns.numbers.push(u32::try_from(self.done).unwrap_or(u32::MAX), incident.known, &facts);
        let mut codes = Vec::new();
        for (dim, (dictionary, values)) in Dim::ALL.into_iter().zip(&mut self.reading) {
            codes.clear();
            match dim {
                Dim::Asset => codes.extend(
                    incident
                        .known
                        .asset_codes()
                        .iter()
                        .map(|asset| self.assets.code(*asset, state, dictionary)),
                ),
                Dim::Duplicate => codes.push(dictionary.code(twins::word(is_twin))),
                _ => facts.words(dim, |word| codes.push(dictionary.code(word))),
            }
            tidy(&mut codes);
            match values {
                Values::One(column) => column.push(codes.first().copied().unwrap_or(0)),
                Values::Several(lists) => lists.push(&codes),
            }
        }
    }

    /// Whether the next row looks like another; those of one hour are compared together.
    fn next_is_twin(&mut self, state: &State) -> bool {
        if self.done >= self.twins.1 {
            let catalogue = &state.catalogue;
            let hour = |row: &Row| catalogue.get(*row).map(|known| twins::hour(known.created()));
            let rest = self.columns.rows.get(self.done..).unwrap_or_default();
            let first = rest.first().and_then(hour);
            let rows: Vec<Row> = rest.iter().copied().take_while(|row| hour(row) == first).collect();
            self.twins = (twins::among(state, &rows).into_iter(), self.done + rows.len().max(1));
        }
        self.twins.0.next().unwrap_or(false)
    }
}

/// Numbers of [`Dim::Asset`] by the numbers of the catalogue's assets.
#[derive(Debug)]
struct AssetCodes {
    /// By number of the catalogue; 0 is not yet known.
    codes: Vec<u32>,
    /// Numbers of the catalogue, by number of the dimension.
    assets: Vec<u32>,
    /// Names and ids, by number of the dimension.
    names: Haystack,
}

impl Default for AssetCodes {
    fn default() -> Self {
        let mut names = Haystack::default();
        names.push(&[]);
        Self { codes: Vec::new(), assets: vec![0], names }
    }
}

impl AssetCodes {
    fn code(&mut self, asset: u32, state: &State, dictionary: &mut Dictionary) -> u32 {
        let place = asset as usize;
        if self.codes.len() <= place {
            self.codes.resize(state.catalogue.assets().len().max(place + 1), 0);
        }
        let known = self.codes.get(place).copied().unwrap_or(0);
        let Some(found) = state.catalogue.assets().get(place).filter(|_| known == 0) else { return known };
        let code = dictionary.code(&asset_word(found));
        self.names.push(&[&found.name, &found.id]);
        self.assets.push(asset);
        if let Some(known) = self.codes.get_mut(place) {
            *known = code;
        }
        code
    }
}
