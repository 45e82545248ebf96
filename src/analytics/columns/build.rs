//! Building the columns from a state, and changing the rows that events touched.

use super::dictionary::Dictionary;
use super::facts::Facts;
use super::numbers::Numbers;
use super::twins::Twins;
use super::{Basis, Columns, Dimension, Touched};
use crate::analytics::dimension::Dim;
use crate::analytics::engine::column::Column;
use crate::analytics::engine::haystack::Haystack;
use crate::analytics::engine::lists::Lists;
use crate::domain::catalogue::{Known, Row};
use crate::domain::scope::Scope;
use crate::domain::state::{Incident, State};

/// The values of one dimension while the columns are built.
pub(super) enum Values {
    One(Vec<u32>),
    Several(Lists),
}

impl Columns {
    /// Builds the columns of a state.
    pub fn build(state: &State) -> Self {
        let catalogue = &state.catalogue;
        let mut rows: Vec<Row> = catalogue.rows().collect();
        rows.sort_by_key(|row| catalogue.get(*row).map(Known::created));
        let mut places = vec![0; rows.len()];
        for (place, row) in (0..).zip(&rows) {
            if let Some(known) = places.get_mut(*row as usize) {
                *known = place;
            }
        }
        let mut columns = Self::begun(state, rows, places);
        let mut dictionaries: Vec<Dictionary> = Dim::ALL.into_iter().map(Dictionary::new).collect();
        let count = columns.rows.len();
        let mut values: Vec<Values> = Dim::ALL
            .into_iter()
            .map(|dim| {
                if dim.is_multiple() {
                    Values::Several(Lists::with_capacity(count))
                } else {
                    Values::One(Vec::with_capacity(count))
                }
            })
            .collect();
        columns.titles = Haystack::with_capacity(count, count * 48);
        let mut numbers = Numbers::default();
        let mut codes = Vec::new();
        let mut asset_codes = AssetCodes::default();
        let twins = Twins::among(state);
        for (place, row) in (0..).zip(&columns.rows) {
            let Some(incident) = incident_at(state, *row) else { continue };
            let facts = Facts::of(incident, &state.settings, &columns.scope);
            numbers.push(place, incident.known, &facts);
            columns.titles.push(&[incident.known.title(), incident.id()]);
            for ((dim, dictionary), values) in Dim::ALL.into_iter().zip(&mut dictionaries).zip(&mut values) {
                codes.clear();
                if dim == Dim::Asset {
                    codes.extend(
                        incident
                            .known
                            .asset_codes()
                            .iter()
                            .map(|asset| asset_codes.code(*asset, state, dictionary)),
                    );
                } else if dim == Dim::Duplicate {
                    codes.push(dictionary.code(twins.word(incident.known)));
                } else {
                    facts.words(dim, |word| codes.push(dictionary.code(word)));
                }
                tidy(&mut codes);
                match values {
                    Values::One(column) => column.push(codes.first().copied().unwrap_or(0)),
                    Values::Several(lists) => lists.push(&codes),
                }
            }
        }
        columns.numbers = numbers;
        columns.asset_names = asset_codes.names;
        columns.assets = asset_codes.assets;
        columns.dimensions = columns_of(dictionaries, values);
        columns
    }

    /// Columns of a state without a value yet.
    fn begun(state: &State, rows: Vec<Row>, places: Vec<u32>) -> Self {
        let (basis, scope) = (Basis::of(state), Scope::of(state));
        Self { revision: 1, rows, places, basis, scope, ..Self::default() }
    }

    /// Brings the columns up to a state of which some incidents changed.
    pub fn update(&mut self, state: &State, touched: &Touched) {
        let Touched::Incidents(ids) = touched else { return self.rebuild(state) };
        if self.basis != Basis::of(state) || self.len() != state.catalogue.len() {
            return self.rebuild(state);
        }
        let rows: Vec<u32> =
            ids.iter().filter_map(|id| self.row(state.catalogue.row(id.as_str())?)).collect();
        if rows.is_empty() {
            return;
        }
        self.revision += 1;
        self.orders.clear();
        for row in rows {
            self.change(state, row);
        }
    }

    fn rebuild(&mut self, state: &State) {
        let revision = self.revision + 1;
        *self = Self { revision, ..Self::build(state) };
    }

    /// Reads one incident again. What imports say (its assets among it) is as it was when the columns were built.
    fn change(&mut self, state: &State, row: u32) {
        let Some(incident) = self.catalogue_row(row).and_then(|known| incident_at(state, known)) else {
            return;
        };
        let facts = Facts::of(incident, &state.settings, &self.scope);
        self.numbers.set(row, incident.known, &facts);
        let mut codes = Vec::new();
        for (dim, dimension) in Dim::ALL.into_iter().zip(&mut self.dimensions) {
            if dim.depends_on_now() || matches!(dim, Dim::Asset | Dim::Duplicate) {
                continue;
            }
            codes.clear();
            facts.words(dim, |word| codes.push(dimension.dictionary.code(word)));
            tidy(&mut codes);
            dimension.column.grow(dimension.dictionary.len());
            dimension.column.set(row as usize, &codes);
        }
    }
}

impl Basis {
    fn of(state: &State) -> Self {
        let settings = &state.settings;
        Self {
            targets: settings.targets,
            worked: settings.worked_severities.clone(),
            hours: settings.business_hours.clone(),
            at_risk_percent: settings.at_risk_percent,
            fold_under: settings.fold_under,
            generation: state.catalogue.generation(),
            members: Scope::members_of(state),
        }
    }
}

/// The dimensions of their values.
pub(super) fn columns_of(dictionaries: Vec<Dictionary>, values: Vec<Values>) -> Vec<Dimension> {
    let dimension = |(dictionary, values): (Dictionary, Values)| {
        let count = dictionary.len();
        let column = match values {
            Values::One(codes) => Column::one(codes, count),
            Values::Several(lists) => Column::several(lists, count),
        };
        Dimension { dictionary, column }
    };
    dictionaries.into_iter().zip(values).map(dimension).collect()
}

/// Each value once; 0 stands for none where there is no value.
pub(super) fn tidy(codes: &mut Vec<u32>) {
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() {
        codes.push(0);
    }
}

/// An incident by its row of the catalogue.
fn incident_at(state: &State, row: Row) -> Option<Incident<'_>> {
    let known = state.catalogue.get(row)?;
    Some(Incident { known, work: state.work.get(known.id()) })
}

/// Numbers of [`Dim::Asset`] by the numbers of the catalogue's assets.
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
        let code = dictionary.code(&format!("{}/{}", found.kind.as_str(), found.id));
        self.names.push(&[&found.name, &found.id]);
        self.assets.push(asset);
        if let Some(known) = self.codes.get_mut(place) {
            *known = code;
        }
        code
    }
}
