//! Incidents that look like the same one under two ids, as two exports of one tenant, or two products that saw the same
//! thing, may bring them.
//!
//! They are created within the same hour, so only those of an hour are compared with one another.

use crate::domain::catalogue::{Known, Row};
use crate::domain::fast_map::FastMap;
use crate::domain::state::State;
use crate::domain::time::{HOUR_MS, Timestamp};
use crate::domain::vocabulary::Status;

/// The hour of a moment.
pub(super) fn hour(at: Timestamp) -> i64 {
    at.as_millis().div_euclid(HOUR_MS)
}

/// The word of [`crate::analytics::dimension::Dim::Duplicate`].
pub(super) fn word(is_twin: bool) -> &'static str {
    if is_twin { "yes" } else { "no" }
}

/// Which of the incidents of one hour look like another by name and assets. An incident that names no asset is like
/// no other, and one that was merged stands for none.
pub(super) fn among(state: &State, rows: &[Row]) -> Vec<bool> {
    let known = |row: &Row| state.catalogue.get(*row);
    let mut is_twin = vec![false; rows.len()];
    if rows.len() < 2 {
        return is_twin;
    }
    // Most names occur once and are done with after this cheap count.
    let mut names: FastMap<&str, u32> = FastMap::default();
    for known in rows.iter().filter_map(known) {
        *names.entry(known.title()).or_default() += 1;
    }
    let mut counts: FastMap<Likeness<'_>, (u32, Vec<usize>)> = FastMap::default();
    for (place, known) in rows.iter().map(known).enumerate() {
        let Some(known) = known.filter(|known| names.get(known.title()).is_some_and(|n| *n > 1)) else {
            continue;
        };
        let Some(likeness) = likeness(known) else { continue };
        let is_merged = state.incident(known.id()).is_none_or(|it| it.status() == Status::Redirected);
        let (count, places) = counts.entry(likeness).or_default();
        *count += u32::from(!is_merged);
        places.push(place);
    }
    for place in counts.into_values().filter(|(count, _)| *count > 1).flat_map(|(_, places)| places) {
        if let Some(is_twin) = is_twin.get_mut(place) {
            *is_twin = true;
        }
    }
    is_twin
}

/// The title and the assets, in order: what incidents that look alike have in common.
type Likeness<'a> = (&'a str, Vec<u32>);

fn likeness(known: Known<'_>) -> Option<Likeness<'_>> {
    let mut assets = known.own().asset_codes().to_vec();
    assets.sort_unstable();
    (!assets.is_empty()).then(|| (known.title(), assets))
}
