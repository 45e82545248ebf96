//! The ids of all incidents, one after the other in one text, and a table that finds them.
//!
//! An allocation and a key of its own for each id was half of what it took to bring a kept catalogue back.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// Ids in the order of their rows.
#[derive(Clone, Default)]
pub(super) struct Ids {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    table: HashTable<u32>,
}

impl std::fmt::Debug for Ids {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Ids {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.ends == other.ends
    }
}

fn hash(id: &str) -> u64 {
    FixedState::with_seed(0).hash_one(id)
}

impl Ids {
    /// Ids that are different from one another; `None` where they are not.
    pub(super) fn of(text: &str, lengths: &[u32]) -> Option<Self> {
        let mut ids = Self {
            text: text.to_owned(),
            ends: Vec::with_capacity(lengths.len()),
            table: HashTable::with_capacity(lengths.len()),
        };
        let mut end = 0_u32;
        for length in lengths {
            end = end.checked_add(*length)?;
            ids.ends.push(end);
        }
        for row in 0..u32::try_from(lengths.len()).ok()? {
            if !ids.enter(row) {
                return None;
            }
        }
        Some(ids)
    }

    pub(super) fn get(&self, row: u32) -> Option<&str> {
        at(&self.text, &self.ends, row)
    }

    pub(super) fn find(&self, id: &str) -> Option<u32> {
        self.table.find(hash(id), |row| self.get(*row) == Some(id)).copied()
    }

    /// Adds an id that is not there.
    pub(super) fn push(&mut self, id: &str) {
        let row = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.push_str(id);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.enter(row);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        (0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX)).filter_map(|row| self.get(row))
    }

    /// Makes a row findable; `false` where another has its id.
    fn enter(&mut self, row: u32) -> bool {
        let Self { text, ends, table } = self;
        let id = |row: &u32| at(text, ends, *row).unwrap_or_default();
        let own = id(&row);
        let entry = table.entry(hash(own), |other| id(other) == own, |other| hash(id(other)));
        match entry {
            hashbrown::hash_table::Entry::Occupied(_) => false,
            hashbrown::hash_table::Entry::Vacant(place) => {
                place.insert(row);
                true
            }
        }
    }
}

fn at<'a>(text: &'a str, ends: &[u32], row: u32) -> Option<&'a str> {
    let row = row as usize;
    let end = *ends.get(row)? as usize;
    let start = row.checked_sub(1).map_or(Some(0), |before| ends.get(before).map(|end| *end as usize))?;
    text.get(start..end)
}
