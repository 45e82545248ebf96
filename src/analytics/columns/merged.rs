//! What merges do to columns: which rows change with an incident, which are found by what they took in, and whose score
//! changes because a technique has become rarer or more common.

use super::{Columns, Dim};
use crate::analytics::dimension::Value;
use crate::analytics::engine::bits::Bits;
use crate::analytics::score::rarity_points;
use crate::domain::catalogue::Row;
use crate::domain::state::State;

/// So many redirections are followed.
const REDIRECTS_MAX: usize = 16;

/// Rows of incidents that were merged, each with the row of one that holds what it brought.
pub(super) type Forward = Vec<(u32, u32)>;

impl Columns {
    /// The pairs of a state whose rows are in order.
    pub(super) fn forward_of(&self, state: &State) -> Forward {
        let pairs = state.catalogue.merged().flat_map(|(taken, holders)| {
            holders.iter().filter_map(move |holder| Some((self.row(taken)?, self.row(*holder)?)))
        });
        pairs.collect()
    }

    /// The pairs that the source redirected, each with the row at the end of its way there.
    pub(super) fn redirects_of(&self, state: &State) -> Forward {
        let target = |id: &str| {
            let row = state.catalogue.row(id)?;
            Some((row, state.catalogue.get(row)?.redirect_to()))
        };
        let end = |id: &str| {
            let mut at = target(id)?;
            // A way that goes in a circle has no end.
            for _ in 0..REDIRECTS_MAX {
                let Some(next) = at.1.and_then(target) else { return Some(at.0) };
                at = next;
            }
            None
        };
        let pairs = state.catalogue.redirected();
        pairs.filter_map(|(row, id)| Some((self.row(row)?, self.row(end(id)?)?))).collect()
    }

    /// What is found by its title or id finds the incident that it was merged into as well: old ids lead on, those that the
    /// source redirected first.
    pub(super) fn lead_on(&self, found: &mut Bits) {
        for pairs in [&self.redirects, &self.forward] {
            let on: Vec<u32> = pairs
                .iter()
                .filter(|(taken, _)| found.contains(*taken as usize))
                .map(|(_, holder)| *holder)
                .collect();
            on.into_iter().for_each(|row| found.set(row as usize, true));
        }
    }

    /// The rows of the catalogue of those that the source redirected to an incident, whatever the way there.
    pub fn redirected_to(&self, incident: Row) -> Vec<Row> {
        let end = self.row(incident);
        let pairs = self.redirects.iter().filter(|(_, to)| Some(*to) == end);
        pairs.filter_map(|(from, _)| self.catalogue_row(*from)).collect()
    }

    /// Adds the rows that change with some: those that hold what they brought, and those with a technique that gives other
    /// points than before.
    pub(super) fn add_concerned(&mut self, state: &State, rows: &mut Vec<u32>) {
        let holders = rows.iter().filter_map(|row| self.catalogue_row(*row));
        let holders = holders.flat_map(|row| state.catalogue.holders(row).iter().copied());
        let mut more: Vec<u32> = holders.filter_map(|row| self.row(row)).collect();
        let rarity = rarity(state);
        if rarity != self.rarity {
            more.extend(self.rows_with_changed(state, &rarity));
            self.rarity = rarity;
        }
        rows.append(&mut more);
        rows.sort_unstable();
        rows.dedup();
    }

    fn rows_with_changed(&self, state: &State, rarity: &[u8]) -> Vec<u32> {
        let Some(dimension) = self.dimensions.get(Dim::Technique as usize) else { return Vec::new() };
        let mut wanted = vec![false; dimension.dictionary.len()];
        for (code, word) in state.catalogue.words().iter().enumerate() {
            let is_same = rarity.get(code).unwrap_or(&0) == self.rarity.get(code).unwrap_or(&0);
            let found = dimension.dictionary.find(&Value::word(word)).filter(|_| !is_same);
            if let Some(wanted) = found.and_then(|code| wanted.get_mut(code as usize)) {
                *wanted = true;
            }
        }
        let found = dimension.column.get().any_of(&wanted);
        (0..).take(self.len()).filter(|row| found.contains(*row as usize)).collect()
    }
}

/// The points that each technique gives for being rare, by number of the catalogue's word.
pub(super) fn rarity(state: &State) -> Vec<u8> {
    let all = state.catalogue.counted();
    let codes = (0..).take(state.catalogue.words().len());
    let points = codes.map(|code| match state.catalogue.technique_count(code) {
        0 => 0,
        seen => u8::try_from(rarity_points(Some((seen, all)))).unwrap_or(u8::MAX),
    });
    points.collect()
}
