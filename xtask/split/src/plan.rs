//! Which functions stay, which go, and where the doors between the two parts are.

use crate::survey::Survey;
use std::collections::{BTreeMap, BTreeSet};

/// A body of so many bytes is no longer than the door that would stand for it.
const BODY_BYTES_MIN: u64 = 24;

/// The plan of a cut.
pub(crate) struct Plan {
    /// The functions that the module defines and that stay in the first part.
    pub(crate) kept: BTreeSet<u32>,
    /// The functions that go into the rest.
    pub(crate) gone: BTreeSet<u32>,
    /// Those of them that the first part names, with the place in the table where the rest puts them.
    pub(crate) doors: BTreeMap<u32, u32>,
    /// Functions of the first part, imported ones among them, that the rest calls.
    pub(crate) lent: BTreeSet<u32>,
    /// The table of functions.
    pub(crate) table: u32,
    /// How many places that table gets beyond those that it has.
    pub(crate) new_places: u32,
}

impl Plan {
    pub(crate) fn new(survey: &Survey, ran: &BTreeSet<u32>) -> Self {
        let stays = |function: &u32| {
            let range = survey.body(*function).0.range();
            ran.contains(function)
                || survey.tied.contains(function)
                || range.end - range.start <= BODY_BYTES_MIN
        };
        let (kept, gone): (BTreeSet<u32>, BTreeSet<u32>) = survey.defined().partition(stays);
        let named = kept.iter().flat_map(|it| survey.body(*it).1).chain(&survey.roots);
        let wanted: BTreeSet<u32> = named.copied().filter(|it| gone.contains(it)).collect();
        let lent =
            gone.iter().flat_map(|it| survey.body(*it).1).copied().filter(|it| !gone.contains(it)).collect();
        let table = survey.places.first().map_or(0, |(table, _, _)| *table);
        let mut doors = BTreeMap::new();
        for (at, place, function) in &survey.places {
            if *at == table && wanted.contains(function) {
                doors.entry(*function).or_insert(*place);
            }
        }
        let start =
            survey.tables.get(table as usize).map_or(0, |it| u32::try_from(it.initial).unwrap_or(u32::MAX));
        let homeless: Vec<u32> = wanted.into_iter().filter(|it| !doors.contains_key(it)).collect();
        let new_places = u32::try_from(homeless.len()).unwrap_or(u32::MAX);
        doors.extend(homeless.into_iter().zip(start..));
        Self { kept, gone, doors, lent, table, new_places }
    }

    pub(crate) fn kept_count(&self) -> usize {
        self.kept.len()
    }
}
