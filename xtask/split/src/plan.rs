//! Which functions and constants stay, which go, and how the first part reaches the rest.

use crate::links::Links;
use crate::survey::Survey;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A function of the rest that so many functions of the first part call gets a door: one door is then shorter than a
/// call through the table at each place.
const CALLERS_MIN: usize = 4;

/// A shorter stretch of memory is not worth what its place costs in both parts.
const STRETCH_BYTES_MIN: u32 = 32;

/// The plan of a cut.
pub(crate) struct Plan {
    /// The functions that the module defines and that stay in the first part.
    pub(crate) kept: BTreeSet<u32>,
    /// The functions that go into the rest.
    pub(crate) gone: BTreeSet<u32>,
    /// Those of them that the first part calls, with the place in the table where the rest puts them.
    pub(crate) seats: BTreeMap<u32, u32>,
    /// Those of them for which a function of the first part stands.
    pub(crate) doors: BTreeSet<u32>,
    /// Kept functions that the rest calls, with the place in the table where the first part puts them.
    pub(crate) lent: BTreeMap<u32, u32>,
    /// The imported functions that the first part needs.
    pub(crate) imports: BTreeSet<u32>,
    /// The table of functions.
    pub(crate) table: u32,
    /// How many places that table gets beyond those that it has.
    pub(crate) new_places: u32,
    /// The stretches of memory that the rest fills, in order.
    pub(crate) late: Vec<Range<u32>>,
}

impl Plan {
    /// Plans a cut after which the functions that `ran` stay, with the constants that they lead to.
    pub(crate) fn new(survey: &Survey, ran: &BTreeSet<u32>, links: &Links) -> Result<Self, String> {
        let stays = |function: &u32| ran.contains(function) || survey.tied.contains(function);
        let (kept, gone): (BTreeSet<u32>, BTreeSet<u32>) = survey.defined().partition(stays);
        let table = survey.places.first().map_or(0, |(table, _, _)| *table);
        // Then a place that is empty until the rest has arrived could be seen by something that does not wait for it.
        if survey.open_tables.contains(&table) || survey.places.iter().any(|(at, _, _)| *at != table) {
            return Err(
                "the table of functions is not only called through, so the module cannot be cut".into()
            );
        }
        let named: BTreeSet<u32> =
            kept.iter().flat_map(|it| survey.body(*it).1).chain(&survey.roots).copied().collect();
        let mut callers: BTreeMap<u32, usize> = BTreeMap::new();
        for function in kept.iter().flat_map(|it| survey.body(*it).1) {
            *callers.entry(*function).or_default() += 1;
        }
        let must_be_function = |it: &u32| survey.roots.contains(it) || survey.referred.contains(it);
        let has_door =
            |it: &&u32| must_be_function(it) || callers.get(it).is_some_and(|it| *it >= CALLERS_MIN);
        let called: BTreeSet<u32> = named.intersection(&gone).copied().collect();
        let doors = called.iter().filter(has_door).copied().collect();
        let borrowed: BTreeSet<u32> = gone.iter().flat_map(|it| survey.body(*it).1).copied().collect();
        let borrowed = borrowed.intersection(&kept).copied();

        let first_place = survey.places.iter().map(|(_, place, function)| (*function, *place));
        let had: BTreeMap<u32, u32> = first_place.collect();
        let mut next =
            survey.tables.get(table as usize).map_or(0, |it| u32::try_from(it.initial).unwrap_or(u32::MAX));
        let start = next;
        let mut place = |function: u32| {
            let place = had.get(&function).copied().unwrap_or(next);
            next += u32::from(place == next);
            (function, place)
        };
        let lent = borrowed.map(&mut place).collect();
        let seats = called.into_iter().map(&mut place).collect();
        let placed = survey.places.iter().map(|(_, _, function)| function);
        let is_imported = |it: &u32| *it < survey.imported_functions;
        let imports = named.iter().chain(placed).copied().filter(is_imported).collect();
        let late = late(survey, &kept, links)?;
        Ok(Self { kept, gone, seats, doors, lent, imports, table, new_places: next - start, late })
    }

    /// Whether a function is in the first part under a number of its own.
    pub(crate) fn is_in_first(&self, function: u32) -> bool {
        self.kept.contains(&function) || self.doors.contains(&function) || self.imports.contains(&function)
    }
}

/// The constants that no kept function leads to.
fn late(survey: &Survey, kept: &BTreeSet<u32>, links: &Links) -> Result<Vec<Range<u32>>, String> {
    if !survey.has_plain_data {
        return Ok(Vec::new());
    }
    if !links.has_memory_of(&survey.data) {
        return Err("the module does not have in memory what the linker put there".into());
    }
    let numbers = kept.iter().flat_map(|it| survey.constants(*it)).copied().collect();
    Ok(links.late(&numbers, STRETCH_BYTES_MIN))
}
