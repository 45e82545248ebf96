//! Incidents that look like the same one under two ids, as two exports of one tenant may bring them.

use crate::domain::catalogue::Known;
use crate::domain::fast_map::FastMap;
use crate::domain::state::State;
use crate::domain::time::MINUTE_MS;
use crate::domain::vocabulary::Status;

/// What two incidents have in common that look like the same: name, minute of creation and assets.
type Likeness<'a> = (&'a str, i64, Vec<u32>);

/// How often each likeness occurs among the incidents that were not merged.
#[derive(Debug, Default)]
pub(super) struct Twins<'a>(FastMap<Likeness<'a>, u32>);

impl<'a> Twins<'a> {
    /// Looks through all incidents. An incident that names no asset is like no other.
    pub(super) fn among(state: &'a State) -> Self {
        let catalogue = &state.catalogue;
        // Most names occur once and are done with after this cheap count.
        let mut names: FastMap<(&str, i64), u32> =
            FastMap::with_capacity_and_hasher(catalogue.len(), foldhash::fast::RandomState::default());
        let known = || catalogue.rows().filter_map(|row| catalogue.get(row));
        for known in known() {
            *names.entry((known.title(), minute(known))).or_default() += 1;
        }
        let mut counts = FastMap::default();
        for known in
            known().filter(|known| names.get(&(known.title(), minute(*known))).is_some_and(|n| *n > 1))
        {
            let is_merged = state.incident(known.id()).is_none_or(|it| it.status() == Status::Redirected);
            if let Some(likeness) = likeness(known).filter(|_| !is_merged) {
                *counts.entry(likeness).or_default() += 1;
            }
        }
        Self(counts)
    }

    /// The word of [`crate::analytics::dimension::Dim::Duplicate`].
    pub(super) fn word(&self, known: Known<'_>) -> &'static str {
        if self.0.is_empty() {
            return "no";
        }
        let is_twin =
            likeness(known).and_then(|likeness| self.0.get(&likeness)).is_some_and(|count| *count > 1);
        if is_twin { "yes" } else { "no" }
    }
}

fn minute(known: Known<'_>) -> i64 {
    known.created().as_millis().div_euclid(MINUTE_MS)
}

fn likeness(known: Known<'_>) -> Option<Likeness<'_>> {
    let mut assets = known.asset_codes().to_vec();
    assets.sort_unstable();
    (!assets.is_empty()).then(|| (known.title(), minute(known), assets))
}
