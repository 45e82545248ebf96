//! Which incidents the service's recommendations concern: those that used a technique that one makes harder.

use crate::domain::catalogue::Known;
use crate::domain::readiness::{RECOMMENDATIONS, Recommendation};
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, Timestamp};
use crate::domain::vocabulary::{Classification, Status};

/// Incidents older than this say little about what would help now.
pub const CONCERNS_DAYS: i64 = 90;

/// How many incidents each recommendation concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concerns(Vec<u32>);

impl Concerns {
    /// How many incidents a recommendation concerns.
    pub fn of(&self, entry: &Recommendation) -> u32 {
        let at = RECOMMENDATIONS.iter().position(|known| known.key == entry.key);
        at.and_then(|at| self.0.get(at)).copied().unwrap_or(0)
    }
}

/// Counts, for each recommendation, the incidents of the last [`CONCERNS_DAYS`] days that used one of its techniques or
/// of their sub-techniques. Merged ones and those that turned out to be nothing are not counted.
pub fn concerns(state: &State, now: Timestamp) -> Concerns {
    let since = since(now);
    let mut counts = vec![0_u32; RECOMMENDATIONS.len()];
    // A word is looked at once, however many incidents use it.
    let masks: Vec<u32> = state.catalogue.words().iter().map(mask).collect();
    for known in state.catalogue.rows().filter_map(|row| state.catalogue.get(row)) {
        if known.created() < since || !says_something(state, known) {
            continue;
        }
        let codes = known.technique_codes().iter();
        let all = codes.filter_map(|code| masks.get(*code as usize)).fold(0, |all, mask| all | mask);
        for (at, count) in counts.iter_mut().enumerate() {
            *count += all >> at & 1;
        }
    }
    Concerns(counts)
}

/// From when on incidents are counted.
pub fn since(now: Timestamp) -> Timestamp {
    now.plus_millis(-CONCERNS_DAYS * DAY_MS)
}

/// What an incident turned out to be that says nothing of what would help.
pub const SAYS_NOTHING: [Classification; 2] =
    [Classification::FalsePositive, Classification::InformationalExpectedActivity];

/// Whether an incident says what would help: it was not merged, and it did not turn out to be nothing.
pub fn says_something(state: &State, known: Known<'_>) -> bool {
    state.incident(known.id()).is_some_and(|incident| {
        incident.status() != Status::Redirected && !SAYS_NOTHING.contains(&incident.verdict().0)
    })
}

/// A bit for each recommendation that makes a technique harder.
fn mask(technique: &str) -> u32 {
    let parent = technique.split('.').next().unwrap_or(technique);
    let fits =
        |entry: &Recommendation| entry.techniques.iter().any(|known| known.eq_ignore_ascii_case(parent));
    RECOMMENDATIONS
        .iter()
        .enumerate()
        .filter(|(_, entry)| fits(entry))
        .fold(0, |mask, (at, _)| mask | 1_u32.checked_shl(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or(0))
}
