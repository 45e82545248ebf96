//! Whom a comment can name: the contacts, the advisor, and whoever did something here on either side.

use crate::domain::people::{Actor, Party};
use crate::domain::state::State;
use std::collections::BTreeSet;

/// As what somebody is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KnownAs {
    /// A contact of the customer, a person or a team.
    Contact,
    /// The advisor, or who stands in.
    Advisor,
    /// Somebody of a side who wrote, asked or has an incident.
    Colleague(Party),
}

impl KnownAs {
    /// The side that somebody is of.
    pub fn party(self) -> Party {
        match self {
            Self::Contact => Party::Customer,
            Self::Advisor => Party::Experts,
            Self::Colleague(party) => party,
        }
    }
}

/// Somebody who can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// As what.
    pub known_as: KnownAs,
}

/// Everybody but the reader, each once: contacts first, then the advisor, then the others by name.
pub fn people(state: &State, reader: &Actor) -> Vec<Named> {
    let contacts = state.settings.contacts.iter().map(|it| (it.name.as_str(), KnownAs::Contact));
    let card = state.experts.advising.card.iter();
    let advisor = card.flat_map(|card| [card.name.as_str(), card.deputy.as_str()]);
    let others: BTreeSet<(&str, KnownAs)> = others(state).collect();
    let all = contacts.chain(advisor.map(|name| (name, KnownAs::Advisor))).chain(others);
    let mut seen: BTreeSet<String> = [reader.person.trim().to_lowercase(), String::new()].into();
    let mut found = Vec::new();
    for (name, known_as) in all {
        let name = name.trim();
        if seen.insert(name.to_lowercase()) {
            found.push(Named { name: name.to_owned(), known_as });
        }
    }
    found
}

/// Those of some people who may read what only one side does; all of them for what both sides do.
pub fn readers(people: Vec<Named>, only: Option<Party>) -> Vec<Named> {
    people.into_iter().filter(|it| only.is_none_or(|party| it.known_as.party() == party)).collect()
}

/// Whoever did something, with the side for which it was done.
fn others(state: &State) -> impl Iterator<Item = (&str, KnownAs)> {
    let of_work = state.work.values().flat_map(|work| {
        let comments = work.comments.iter().map(|it| (it.by.as_str(), it.party));
        let assigned =
            work.assignment.iter().filter_map(|it| Some((it.value.person.as_deref()?, it.value.party?)));
        let published = work.response.published.iter().map(|it| (it.by.as_str(), Party::Experts));
        comments.chain(assigned).chain(published)
    });
    let asked = state.experts.inquiries.iter().flat_map(|inquiry| {
        let messages = inquiry.messages.iter().map(|it| (it.by.as_str(), it.party));
        messages.chain([(inquiry.by.person.as_str(), inquiry.by.party())])
    });
    of_work.chain(asked).map(|(name, party)| (name, KnownAs::Colleague(party)))
}

/// Those of some people whose name has what was typed: at the beginning of one of its words, or empty for all.
pub fn matching(people: &[Named], typed: &str, most: usize) -> Vec<Named> {
    let typed = typed.trim().to_lowercase();
    let fits = |name: &str| {
        let name = name.to_lowercase();
        name.starts_with(&typed)
            || name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(&typed))
    };
    people.iter().filter(|it| fits(&it.name)).take(most).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_side_reads_names_nobody_of_the_other() {
        let colleague = KnownAs::Colleague;
        let known = [
            ("Contact", KnownAs::Contact),
            ("Advisor", KnownAs::Advisor),
            ("Expert", colleague(Party::Experts)),
            ("Analyst", colleague(Party::Customer)),
        ];
        let named = |(name, known_as): (&str, KnownAs)| Named { name: name.into(), known_as };
        let people: Vec<Named> = known.map(named).to_vec();
        let names = |only| readers(people.clone(), only).into_iter().map(|it| it.name).collect::<Vec<_>>();
        assert_eq!(names(Some(Party::Customer)), ["Contact", "Analyst"]);
        assert_eq!(names(Some(Party::Experts)), ["Advisor", "Expert"]);
        assert_eq!(names(None).len(), 4);
    }
}
