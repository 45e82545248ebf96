//! The names of rows, one after the other in one text, and a table that finds them.
//!
//! An allocation and a key of its own for each name was half of what it took to bring a kept catalogue back. The table is
//! made when the first name is looked for: who reads rows by their numbers need not wait for it.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::hash::BuildHasher;
use std::sync::OnceLock;

/// Names in the order of their rows.
#[derive(Clone, Default)]
pub struct Names {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    table: OnceLock<HashTable<u32>>,
}

impl std::fmt::Debug for Names {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.ends == other.ends
    }
}

fn hash(name: &str) -> u64 {
    FixedState::with_seed(0).hash_one(name)
}

impl Names {
    /// Names that follow one another in a text; `None` where they do not fit into it.
    pub fn of(text: &str, lengths: &[u32]) -> Option<Self> {
        let mut ends = Vec::with_capacity(lengths.len());
        let mut end = 0_u32;
        for length in lengths {
            end = end.checked_add(*length)?;
            ends.push(end);
        }
        (end as usize == text.len()).then(|| Self { text: text.to_owned(), ends, table: OnceLock::new() })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The name of a row.
    pub fn get(&self, row: u32) -> Option<&str> {
        at(&self.text, &self.ends, row)
    }

    /// The row of a name.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.table().find(hash(name), |row| self.get(*row) == Some(name)).copied()
    }

    /// Adds a name that is not there.
    pub fn push(&mut self, name: &str) {
        self.table();
        let row = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.push_str(name);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        let Self { text, ends, table } = self;
        if let Some(table) = table.get_mut() {
            enter(table, text, ends, row);
        }
    }

    /// Makes the table before anybody looks for a name; `false` where it is there.
    pub fn prepare(&self) -> bool {
        let is_there = self.table.get().is_some();
        self.table();
        !is_there
    }

    /// All names in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        (0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX)).filter_map(|row| self.get(row))
    }

    fn table(&self) -> &HashTable<u32> {
        self.table.get_or_init(|| {
            let mut table = HashTable::with_capacity(self.ends.len());
            let rows = 0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            rows.for_each(|row| enter(&mut table, &self.text, &self.ends, row));
            table
        })
    }
}

/// Makes a row findable, unless another has its name.
fn enter(table: &mut HashTable<u32>, text: &str, ends: &[u32], row: u32) {
    let name = |row: &u32| at(text, ends, *row).unwrap_or_default();
    let own = name(&row);
    let entry = table.entry(hash(own), |other| name(other) == own, |other| hash(name(other)));
    if let Entry::Vacant(place) = entry {
        place.insert(row);
    }
}

fn at<'a>(text: &'a str, ends: &[u32], row: u32) -> Option<&'a str> {
    let row = row as usize;
    let end = *ends.get(row)? as usize;
    let start = row.checked_sub(1).map_or(Some(0), |before| ends.get(before).map(|end| *end as usize))?;
    text.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_also_those_that_come_later() {
        let mut names = Names::of("onetwothree", &[3, 3, 5]).unwrap();
        names.push("four");
        let found = ["one", "two", "three", "four", "five", ""].map(|name| names.find(name));
        assert_eq!(found, [Some(0), Some(1), Some(2), Some(3), None, None]);
        assert_eq!(names.iter().collect::<Vec<_>>(), ["one", "two", "three", "four"]);
        assert_eq!((names.get(2), names.get(4), names.len()), (Some("three"), None, 4));
        let mut other = Names::default();
        ["one", "two", "three", "four"].iter().for_each(|name| other.push(name));
        assert_eq!((other.find("two"), &other), (Some(1), &names));
    }

    #[test]
    fn names_fit_into_their_text() {
        assert!(Names::of("onetwo", &[3, 2]).is_none());
        assert!(Names::of("onetwo", &[3, 4]).is_none());
        assert!(Names::of("one", &[u32::MAX, 4]).is_none());
    }
}
