//! Building the columns from a state, and changing the rows that events touched.

use super::building::Building;
use super::dictionary::Dictionary;
use super::facts::Facts;
use super::{Basis, Columns, Dimension, Touched, twins};
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::engine::column::Column;
use crate::analytics::engine::lists::Lists;
use crate::domain::brief::Asset;
use crate::domain::catalogue::Row;
use crate::domain::scope::Scope;
use crate::domain::state::{Incident, State};

/// The values of one dimension while the columns are built.
#[derive(Debug)]
pub(super) enum Values {
    One(Vec<u32>),
    Several(Lists),
}

impl Columns {
    /// Builds the columns of a state in one go; [`Building`] does it in slices.
    pub fn build(state: &State) -> Self {
        let mut building = Building::begin(state);
        loop {
            if let Some(columns) = building.step(state, usize::MAX) {
                return columns;
            }
        }
    }

    /// Brings the columns up to a state of which some incidents changed.
    pub fn update(&mut self, state: &State, touched: &Touched) {
        let Touched::Incidents(ids) = touched else { return self.rebuild(state) };
        if self.are_of_another(state, touched) {
            return self.rebuild(state);
        }
        self.forward = self.forward_of(state);
        let mut rows: Vec<u32> =
            ids.iter().filter_map(|id| self.row(state.catalogue.row(id.as_str())?)).collect();
        if rows.is_empty() {
            return;
        }
        self.add_concerned(state, &mut rows);
        self.revision += 1;
        self.orders.clear();
        for row in &rows {
            self.change(state, *row);
        }
        self.change_twins(state, &rows);
    }

    fn rebuild(&mut self, state: &State) {
        self.replace(Self::build(state));
    }

    /// Takes the place of columns by others that were built since.
    pub fn replace(&mut self, other: Self) {
        let revision = self.revision + 1;
        *self = Self { revision, ..other };
    }

    /// Whether [`Columns::update`] would build everything anew.
    pub fn are_of_another(&self, state: &State, touched: &Touched) -> bool {
        matches!(touched, Touched::Everything)
            || self.basis != Basis::of(state)
            || self.len() != state.catalogue.len()
    }

    /// Whether an incident looks like another depends on which of them were merged, so those of the same hour are
    /// looked at again. Rows stand in order of creation.
    fn change_twins(&mut self, state: &State, changed: &[u32]) {
        let created = &self.numbers.created;
        let hour = |row: u32| created.get(row as usize).map(|at| twins::hour(*at));
        let mut hours: Vec<i64> = changed.iter().filter_map(|row| hour(*row)).collect();
        hours.sort_unstable();
        hours.dedup();
        for hour in hours {
            let from = created.partition_point(|at| twins::hour(*at) < hour);
            let rows: Vec<Row> = self
                .rows
                .iter()
                .zip(created)
                .skip(from)
                .take_while(|(_, at)| twins::hour(**at) == hour)
                .map(|(row, _)| *row)
                .collect();
            if rows.len() < 2 {
                continue;
            }
            let Some(dimension) = self.dimensions.get_mut(Dim::Duplicate as usize) else { return };
            for (row, is_twin) in (from..).zip(twins::among(state, &rows)) {
                let code = dimension.dictionary.code(twins::word(is_twin));
                if let Some(column) = dimension.column.get_mut() {
                    column.set(row, &[code]);
                }
            }
        }
    }

    /// Reads one incident again. What imports say is as it was when the columns were built, but that incidents were merged
    /// or let go since: every asset that one holds then is an asset of some row already.
    fn change(&mut self, state: &State, row: u32) {
        let Some(incident) = self.catalogue_row(row).and_then(|known| incident_at(state, known)) else {
            return;
        };
        let facts = Facts::of(incident, state, &self.scope);
        self.numbers.set(row, incident.known, &facts);
        let mut codes = Vec::new();
        for (dim, dimension) in Dim::ALL.into_iter().zip(&mut self.dimensions) {
            if dim.depends_on_now() || dim == Dim::Duplicate {
                continue;
            }
            codes.clear();
            if dim == Dim::Asset {
                let word = |asset: &Asset| Value::word(&asset_word(asset));
                let assets = incident.known.assets();
                codes.extend(assets.filter_map(|asset| dimension.dictionary.find(&word(asset))));
            } else {
                facts.words(dim, |word| codes.push(dimension.dictionary.code(word)));
            }
            tidy(&mut codes);
            if let Some(column) = dimension.column.get_mut() {
                column.grow(dimension.dictionary.len());
                column.set(row as usize, &codes);
            }
        }
    }
}

impl Basis {
    pub(super) fn of(state: &State) -> Self {
        let settings = &state.settings;
        Self {
            targets: settings.targets,
            worked: settings.worked_severities.clone(),
            hours: settings.business_hours.clone(),
            at_risk_percent: settings.at_risk_percent,
            fold_under: settings.fold_under,
            generation: state.catalogue.generation(),
            members: Scope::members_of(state),
            watched: state.watched_since(),
            permissions: settings.permissions,
        }
    }
}

/// The dimensions of their values.
pub(super) fn columns_of(dictionaries: Vec<Dictionary>, values: Vec<Values>) -> Vec<Dimension> {
    dictionaries
        .into_iter()
        .zip(values)
        .map(|(dictionary, values)| dimension_of(dictionary, values))
        .collect()
}

/// The dimension of its values.
pub(super) fn dimension_of(dictionary: Dictionary, values: Values) -> Dimension {
    let count = dictionary.len();
    let column = match values {
        Values::One(codes) => Column::one(codes, count),
        Values::Several(lists) => Column::several(lists, count),
    };
    Dimension { dictionary, column: column.into() }
}

/// The place of each row of the catalogue among rows in an order.
pub(super) fn place_rows(rows: &[Row]) -> Vec<u32> {
    let mut places = vec![0; rows.len()];
    for (place, row) in (0..).zip(rows) {
        if let Some(known) = places.get_mut(*row as usize) {
            *known = place;
        }
    }
    places
}

/// Each value once; 0 stands for none where there is no value.
pub(super) fn tidy(codes: &mut Vec<u32>) {
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() {
        codes.push(0);
    }
}

/// The word of [`Dim::Asset`].
pub(super) fn asset_word(asset: &Asset) -> String {
    format!("{}/{}", asset.kind.as_str(), asset.id)
}

/// An incident by its row of the catalogue.
pub(super) fn incident_at(state: &State, row: Row) -> Option<Incident<'_>> {
    Some(state.with_work(state.catalogue.get(row)?))
}
