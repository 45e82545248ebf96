//! A linked view of the columns: one filter, and for each dimension the counts under all filters except its own.
//!
//! Lists, facets and charts are readings of one [`Linked`]. It is cheap to bring up to another filter: only what was
//! asked differently is looked up again.

use super::calendar::Reader;
use super::columns::Columns;
use super::dimension::{Dim, Value};
use super::engine::bits::Bits;
use super::engine::order;
use super::engine::rows::Rows;
use super::engine::view::View;
use super::filter::{Filter, Mark, Number};
use super::sort::Sort;
use crate::domain::catalogue::Row;
use crate::domain::time::Timestamp;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The slot of a view in which a text filter stands, after the dimensions and the numbers.
const TEXT_SLOT: usize = Dim::ALL.len() + Number::ALL.len();
const SLOTS: usize = TEXT_SLOT + 1;

/// One value of a dimension with its count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The number of the value, as [`Columns::asset`] takes it.
    pub code: u32,
    /// The value.
    pub value: Value,
    /// Incidents that have it, under all filters except those of this dimension.
    pub count: u32,
    /// How the filter marks it.
    pub mark: Mark,
}

/// A filter applied to columns.
#[derive(Debug)]
pub struct Linked {
    filter: Filter,
    reader: Reader,
    revision: u64,
    /// Behind a lock because counts are remembered while they are asked for.
    view: Mutex<View>,
}

impl Linked {
    /// Applies a filter.
    pub fn new(columns: &Columns, filter: &Filter, reader: &Reader) -> Self {
        let view = View::new(columns.len(), SLOTS);
        let mut linked = Self {
            filter: Filter::default(),
            reader: reader.clone(),
            revision: columns.revision(),
            view: Mutex::new(view),
        };
        linked.apply(columns, filter, reader);
        linked
    }

    /// Brings the view up to another filter, another moment or changed columns.
    pub fn update(&mut self, columns: &Columns, filter: &Filter, reader: &Reader) {
        if columns.revision() == self.revision {
            self.apply(columns, filter, reader);
        } else {
            *self = Self::new(columns, filter, reader);
        }
    }

    fn view(&self) -> MutexGuard<'_, View> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The filter that is applied.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The moment and zone that it was applied for.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    fn apply(&mut self, columns: &Columns, filter: &Filter, reader: &Reader) {
        let view = self.view.get_mut().unwrap_or_else(PoisonError::into_inner);
        let moved = *reader != self.reader;
        if moved {
            for dim in Dim::ALL.into_iter().filter(|dim| dim.depends_on_now()) {
                view.recount(dim as usize);
            }
        }
        for (slot, dim) in Dim::ALL.into_iter().enumerate() {
            if filter.choice(dim) != self.filter.choice(dim) || (moved && dim.depends_on_now()) {
                view.set_slot(slot, set_of_choice(columns, filter, dim, reader.now));
            }
        }
        for (index, number) in Number::ALL.into_iter().enumerate() {
            if filter.span(number) != self.filter.span(number) {
                let slot = Dim::ALL.len() + index;
                view.set_slot(slot, set_of_span(columns, filter, number));
            }
        }
        if !filter.texts().eq(self.filter.texts())
            || !filter.texts_excluded().eq(self.filter.texts_excluded())
        {
            view.set_slot(TEXT_SLOT, set_of_texts(columns, filter));
        }
        let window = filter.created().window(reader);
        view.set_window(Some(columns.rows_within(window)));
        self.filter = filter.clone();
        self.reader = reader.clone();
    }

    /// The rows that pass.
    pub fn rows(&self) -> Rows {
        self.view().passing()
    }

    /// The rows that pass all filters except those of a dimension: what a chart of it counts.
    pub fn rows_for(&self, dim: Dim) -> Rows {
        self.view().passing_except(dim as usize)
    }

    /// The rows that pass all filters except the period: what a chart over time counts.
    pub fn rows_at_any_time(&self) -> Rows {
        self.view().passing_at_any_time()
    }

    /// How many incidents pass.
    pub fn total(&self) -> usize {
        self.rows().count()
    }

    /// The values of a dimension with their counts, in the order of their numbers. Listed values stay at zero.
    pub fn facets(&self, columns: &Columns, dim: Dim) -> Vec<Facet> {
        let counts = columns
            .with_column(dim, self.reader.now, |column| self.view().counts(dim as usize, column).to_vec());
        let values = columns.dictionary(dim).into_iter().flat_map(super::columns::Dictionary::iter);
        (0..)
            .zip(values)
            .zip(counts.unwrap_or_default())
            .map(|((code, value), count)| Facet {
                code,
                value: value.clone(),
                count,
                mark: self.filter.mark(dim, value),
            })
            .collect()
    }

    /// One page of the incidents that pass, as rows of the catalogue.
    pub fn page(&self, columns: &Columns, sort: Sort, offset: usize, len: usize) -> Vec<Row> {
        let rows = order::page(&self.rows(), &columns.order(sort.key), sort.descending, offset, len);
        rows.into_iter().filter_map(|row| columns.catalogue_row(row)).collect()
    }

    /// How many incidents stand before one in an order; `None` when it does not pass.
    pub fn rank(&self, columns: &Columns, sort: Sort, incident: Row) -> Option<usize> {
        let row = columns.row(incident)?;
        order::rank(&self.rows(), &columns.order(sort.key), sort.descending, row)
    }
}

fn set_of_choice(columns: &Columns, filter: &Filter, dim: Dim, now: Timestamp) -> Option<Bits> {
    let choice = filter.choice(dim)?;
    let mut set = if choice.any.is_empty() {
        Bits::all(columns.len())
    } else {
        columns.any_of(dim, choice.any.iter(), now)
    };
    if !choice.none.is_empty() {
        set.and_not(&columns.any_of(dim, choice.none.iter(), now));
    }
    Some(set)
}

fn set_of_span(columns: &Columns, filter: &Filter, number: Number) -> Option<Bits> {
    let span = filter.span(number)?;
    let numbers = columns.numbers();
    Some(Bits::from_fn(columns.len(), |row| {
        numbers.number(number, row).is_some_and(|found| span.contains(found))
    }))
}

fn set_of_texts(columns: &Columns, filter: &Filter) -> Option<Bits> {
    let mut set: Option<Bits> = None;
    for text in filter.texts() {
        let found = columns.search(text);
        match &mut set {
            Some(set) => set.and(&found),
            None => set = Some(found),
        }
    }
    for text in filter.texts_excluded() {
        set.get_or_insert_with(|| Bits::all(columns.len())).and_not(&columns.search(text));
    }
    set
}
