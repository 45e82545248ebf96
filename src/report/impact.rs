//! The assets that the most incidents touch (service.md 1.12, most impacted assets).

use super::basis::Basis;
use crate::analytics::calendar::Reader;
use crate::analytics::columns::Columns;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::period::Period;
use crate::domain::brief::{Asset, AssetKind};
use crate::domain::state::State;

/// One asset.
#[derive(Clone, Debug, PartialEq)]
pub struct ImpactedAsset {
    /// Its value in the filter: `device/id`.
    pub value: Value,
    /// What it is.
    pub kind: AssetKind,
    /// The name that people know.
    pub name: String,
    /// Its device group, where one is known.
    pub group: Option<String>,
    /// Whether the source marks it as critical.
    pub critical: bool,
    /// The incidents that touch it.
    pub incidents: usize,
    /// How many of them are open.
    pub open: usize,
    /// How the reader's filter marks it.
    pub mark: Mark,
    /// The filter whose incidents are behind it.
    pub filter: Filter,
}

/// The assets of the investigated incidents of a period, the most touched first, then by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Impact {
    /// At most as many as were asked for.
    pub assets: Vec<ImpactedAsset>,
    /// How many assets were touched at all.
    pub touched: usize,
    /// How many incidents name no asset.
    pub without: usize,
}

impl Impact {
    /// Counts them, `kind` only where one is given. A chart of assets does not obey what is chosen in itself.
    pub fn of(
        state: &State,
        columns: &Columns,
        filter: &Filter,
        period: Period,
        reader: &Reader,
        kind: Option<AssetKind>,
        most: usize,
    ) -> Self {
        let assets = state.catalogue.assets();
        let asset = |code: u32| columns.asset(code).and_then(|number| assets.get(number as usize));
        Self::among(asset, columns, filter, period, reader, kind, most)
    }

    /// The same of assets that are known by their number in the columns.
    pub fn among<'a>(
        known: impl Fn(u32) -> Option<&'a Asset>,
        columns: &Columns,
        filter: &Filter,
        period: Period,
        reader: &Reader,
        kind: Option<AssetKind>,
        most: usize,
    ) -> Self {
        let basis = Basis::new(columns, filter, period, reader);
        let rows = basis.linked.rows_for(Dim::Asset);
        let counts = columns.count(Dim::Asset, reader.now, &rows);
        let mut open = rows.clone();
        open.and(basis.outcome(crate::analytics::standing::Outcome::Open));
        let open = columns.count(Dim::Asset, reader.now, &open);
        let Some(dictionary) = columns.dictionary(Dim::Asset) else { return Self::default() };
        let mut touched = Vec::new();
        for ((code, value), count) in (0..).zip(dictionary.iter()).zip(&counts) {
            if let Some(asset) =
                known(code).filter(|asset| *count > 0 && kind.is_none_or(|kind| asset.kind == kind))
            {
                touched.push((*count, code, value, asset));
            }
        }
        touched.sort_by(|one, other| {
            other.0.cmp(&one.0).then_with(|| one.3.name.cmp(&other.3.name)).then(one.1.cmp(&other.1))
        });
        let number = touched.len();
        let listed = touched.into_iter().take(most).map(|(count, code, value, asset)| {
            let mut filter = basis.filter.clone();
            filter.clear(Dim::Asset);
            filter.set(Dim::Asset, value.clone(), Mark::Asked);
            ImpactedAsset {
                value: value.clone(),
                kind: asset.kind,
                name: asset.name.clone(),
                group: asset.group.clone(),
                critical: asset.is_critical(),
                incidents: count as usize,
                open: open.get(code as usize).map_or(0, |count| *count as usize),
                mark: basis.filter.mark(Dim::Asset, value),
                filter,
            }
        });
        Self {
            assets: listed.collect(),
            touched: number,
            without: counts.first().map_or(0, |count| *count as usize),
        }
    }
}
