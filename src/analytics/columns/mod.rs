//! Columns over the incidents of a state, in order of creation: built once, updated as events touch incidents.
//!
//! A row of the columns is a place in that order and not a row of the catalogue; [`Columns::catalogue_row`] and
//! [`Columns::row`] lead from one to the other. Imports may bring incidents of any age, so they rebuild the columns;
//! everything else changes single rows in place.

mod build;
mod building;
mod dictionary;
mod facts;
mod kept;
mod merged;
mod numbers;
mod numbers_kept;
mod orders;
mod published;
mod titles;
mod twins;

pub use building::Building;
pub use dictionary::Dictionary;
pub use facts::Parts;
pub use numbers::Numbers;
pub use published::{PublishedDim, PublishedRow, PublishedRows};

use super::dimension::{Dim, Value};
use super::engine::bits::Bits;
use super::engine::column::Column;
use super::engine::haystack::Haystack;
use super::period::Window;
use super::wanted::parts;
use crate::domain::catalogue::Row;
use crate::domain::event::Event;
use crate::domain::hours::Hours;
use crate::domain::ids::IncidentId;
use crate::domain::scope::{Members, Scope};
use crate::domain::settings::{Permissions, Targets};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Severity;
use merged::Forward;
use orders::Orders;
use std::ops::Range;
use titles::Titles;
use watchfloor_packed::later::Later;

/// One dimension: its values and its column.
#[derive(Clone, Debug)]
struct Dimension {
    dictionary: Dictionary,
    column: Later<Column>,
}

/// Finds the rows that hold a part of a text.
type Find = fn(&Columns, &str) -> Bits;

/// The columns of all incidents.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Changes with every change of the columns.
    revision: u64,
    /// Rows of the catalogue in order of creation.
    rows: Vec<Row>,
    /// Places in that order, by row of the catalogue.
    places: Vec<u32>,
    /// In the order of [`Dim::ALL`].
    dimensions: Vec<Dimension>,
    /// Numbers of the catalogue's assets, by number of [`Dim::Asset`]; 0 stands for none and is not used.
    assets: Vec<u32>,
    numbers: Numbers,
    titles: Titles,
    asset_names: Haystack,
    /// How texts are looked for. Published columns have none and no address of the search either, so that a widget which
    /// only reads those does not bring it along.
    find: Option<Find>,
    orders: Orders,
    /// The points that each technique gives for being rare, by number of the catalogue's word.
    rarity: Vec<u8>,
    /// What was merged, and into what.
    forward: Forward,
    /// What the source redirected, and to what.
    redirects: Forward,
    /// The settings that the columns depend on.
    basis: Basis,
    /// What is in scope, as it was when the columns were built.
    scope: Scope,
}

/// What the columns take from the settings.
#[derive(Clone, Debug, Default, PartialEq)]
struct Basis {
    targets: Targets,
    worked: Vec<Severity>,
    /// Which rows of the catalogue the columns speak of.
    generation: u32,
    hours: Hours,
    at_risk_percent: u8,
    fold_under: u8,
    /// To whom coverage is limited, where it is.
    members: Option<Members>,
    /// Since when the experts watch.
    watched: Option<Timestamp>,
    /// What they may look at.
    permissions: Permissions,
}

/// What a journal entry did to the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// These incidents; possibly none.
    Incidents(Vec<IncidentId>),
    /// Everything: an import was taken or the settings were changed.
    Everything,
}

impl Touched {
    /// What some events touch.
    pub fn by<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut incidents = Vec::new();
        for event in events {
            match event {
                Event::Incident { incident, .. } => incidents.push(incident.clone()),
                Event::Steered { what } if what.weighs() => return Self::Everything,
                Event::Incidents { groups, .. } => {
                    incidents.extend(groups.iter().flat_map(|group| group.incidents.iter().cloned()));
                }
                Event::ImportTaken { .. }
                | Event::ImportUndone { .. }
                | Event::SettingsChanged { .. }
                | Event::OnboardingSubmitted { .. } => return Self::Everything,
                _ => {}
            }
        }
        Self::Incidents(incidents)
    }
}

impl Columns {
    /// How many incidents there are, redirected ones included.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Changes with every change of the columns.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The row of the catalogue behind a row of the columns.
    pub fn catalogue_row(&self, row: u32) -> Option<Row> {
        self.rows.get(row as usize).copied()
    }

    /// The row of the columns for a row of the catalogue.
    pub fn row(&self, catalogue_row: Row) -> Option<u32> {
        self.places.get(catalogue_row as usize).copied()
    }

    /// The numbers by row.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// The values of a dimension.
    pub fn dictionary(&self, dim: Dim) -> Option<&Dictionary> {
        self.dimensions.get(dim as usize).map(|dimension| &dimension.dictionary)
    }

    /// Reads a column that was kept and is not read yet, before anybody asks for it; `false` where all are, and the
    /// texts are made too.
    pub fn read_on(&self) -> bool {
        let next = self.dimensions.iter().find(|dimension| !dimension.column.is_read());
        if let Some(dimension) = next {
            dimension.column.get();
            return true;
        }
        let is_left = !self.titles.is_made();
        self.titles.get(&self.rows);
        is_left
    }

    /// The number of the catalogue's asset behind a value of [`Dim::Asset`], whose name is what people know.
    pub fn asset(&self, code: u32) -> Option<u32> {
        self.assets.get(code as usize).copied().filter(|_| code > 0)
    }

    /// Reads the column of a dimension, some of which depend on the moment.
    pub fn with_column<T>(&self, dim: Dim, now: Timestamp, read: impl FnOnce(&Column) -> T) -> Option<T> {
        let dimension = self.dimensions.get(dim as usize)?;
        Some(if dim.depends_on_now() {
            read(&self.at_moment(dim, now))
        } else {
            read(dimension.column.get())
        })
    }

    /// Counts the values of a dimension among some rows.
    pub fn count(&self, dim: Dim, now: Timestamp, rows: &super::engine::rows::Rows) -> Vec<u32> {
        self.with_column(dim, now, |column| column.count(rows, rows.count())).unwrap_or_default()
    }

    /// The rows of one value, for splitting bars by it.
    pub fn rows_of(&self, dim: Dim, value: &Value, now: Timestamp) -> Bits {
        self.any_of(dim, std::iter::once(value), now)
    }

    /// The rows that have any of some values. A value that no incident has finds nothing.
    pub fn any_of<'a>(&self, dim: Dim, values: impl Iterator<Item = &'a Value>, now: Timestamp) -> Bits {
        let Some(dimension) = self.dimensions.get(dim as usize) else { return Bits::none(self.len()) };
        let mut wanted = vec![false; dimension.dictionary.len()];
        for code in values.filter_map(|value| dimension.dictionary.find(value)) {
            if let Some(wanted) = wanted.get_mut(code as usize) {
                *wanted = true;
            }
        }
        if dim.depends_on_now() {
            self.at_moment(dim, now).any_of(&wanted)
        } else {
            dimension.column.get().any_of(&wanted)
        }
    }

    /// The rows whose title, id or asset holds every part of a text, in any letter case.
    pub fn search(&self, text: &str) -> Bits {
        let mut parts = parts(text).into_iter();
        let Some(first) = parts.next() else { return Bits::all(self.len()) };
        let mut found = self.search_part(first);
        parts.for_each(|part| found.and(&self.search_part(part)));
        found
    }

    fn search_part(&self, text: &str) -> Bits {
        self.find.map_or_else(|| Bits::none(self.len()), |find| find(self, text))
    }

    fn find_in_texts(&self, text: &str) -> Bits {
        let mut found = self.titles.get(&self.rows).search(text);
        self.lead_on(&mut found);
        let assets = self.asset_names.search(text);
        if let Some(dimension) = self.dimensions.get(Dim::Asset as usize) {
            let wanted: Vec<bool> =
                (0..dimension.dictionary.len()).map(|code| assets.contains(code)).collect();
            found.or(&dimension.column.get().any_of(&wanted));
        }
        found
    }

    /// The rows created within a window.
    pub fn rows_within(&self, window: Window) -> Range<usize> {
        let created = &self.numbers.created;
        let place = |at: Timestamp| created.partition_point(|other| *other < at);
        let start = window.from.map_or(0, place);
        start..window.to.map_or(created.len(), place).max(start)
    }

    /// How each clock stands at a moment, or what the customer is asked for then, as a column.
    fn at_moment(&self, dim: Dim, now: Timestamp) -> Column {
        let code = |word: &str| {
            self.dictionary(dim).and_then(|dictionary| dictionary.find(&Value::word(word))).unwrap_or(0)
        };
        let mut codes = vec![code("none"); self.len()];
        let mut set = |row: u32, word: &str| {
            if let Some(known) = codes.get_mut(row as usize) {
                *known = code(word);
            }
        };
        if dim == Dim::Due {
            self.numbers.clocks.iter().for_each(|(row, clock)| set(*row, clock.state(now).as_str()));
        } else {
            self.numbers.turns.iter().for_each(|(row, turn)| set(*row, turn.at(now).as_str()));
        }
        Column::one(codes, dim.seeds().len())
    }

    /// Bytes of memory that the columns use, dictionaries and cached orders left out.
    pub fn bytes(&self) -> usize {
        let columns: usize = self.dimensions.iter().map(|dimension| dimension.column.get().bytes()).sum();
        let row = size_of::<Row>() + size_of::<u32>() + 2 * size_of::<Timestamp>() + 3 + 2 * size_of::<u32>();
        columns + self.titles.get(&self.rows).bytes() + self.asset_names.bytes() + self.len() * row
    }
}
