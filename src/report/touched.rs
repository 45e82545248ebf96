//! Whom and what some incidents touch: the devices and users behind a row of the hunting report (service.md 1.12).

use crate::analytics::calendar::Reader;
use crate::analytics::columns::Columns;
use crate::analytics::dimension::Dim;
use crate::analytics::filter::Filter;
use crate::analytics::linked::Linked;
use crate::domain::brief::AssetKind;
use crate::domain::state::State;

/// Assets of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The most touched ones by name, with their incidents; at most as many as were asked for.
    pub most: Vec<(String, usize)>,
    /// How many there are.
    pub all: usize,
}

/// The assets of one kind that the incidents of a filter name, whatever counts as investigated.
pub fn touched(
    state: &State,
    columns: &Columns,
    filter: &Filter,
    reader: &Reader,
    kind: AssetKind,
    most: usize,
) -> Listed {
    let rows = Linked::new(columns, filter, reader).rows();
    let counts = columns.count(Dim::Asset, reader.now, &rows);
    let known = state.catalogue.assets();
    let mut found: Vec<(String, usize)> = (0..)
        .zip(&counts)
        .filter(|(_, count)| **count > 0)
        .filter_map(|(code, count)| {
            let asset = columns.asset(code).and_then(|number| known.get(number as usize))?;
            (asset.kind == kind).then(|| (asset.name.clone(), *count as usize))
        })
        .collect();
    found.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let all = found.len();
    found.truncate(most);
    Listed { most: found, all }
}
