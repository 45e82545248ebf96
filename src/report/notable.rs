//! The incident that somebody names for a review, by its id or by words of its title.

use crate::domain::state::State;

/// So many incidents are offered while a name is typed.
const OFFERED: usize = 12;

/// An offer as it stands in the list and in the field: `40140 Ransomware on a server`.
pub fn offer(id: &str, title: &str) -> String {
    format!("{id} {title}")
}

/// Incidents whose id begins with a text or whose title has it, the newest first: id and title. None while nothing is typed,
/// and none once an offer stands there as it was made.
pub fn offers(state: &State, typed: &str) -> Vec<(String, String)> {
    let typed = typed.trim();
    if typed.is_empty() || by_offer(state, typed).is_some() {
        return Vec::new();
    }
    let wanted = typed.to_lowercase();
    let fits = |id: &str, title: &str| id.starts_with(typed) || title.to_lowercase().contains(&wanted);
    let mut found: Vec<_> = state
        .catalogue
        .rows()
        .filter_map(|row| state.catalogue.get(row))
        .filter(|known| fits(known.id(), known.title()))
        .map(|known| (known.created(), known.id().to_owned(), known.title().to_owned()))
        .collect();
    found.sort_by_key(|(created, ..)| std::cmp::Reverse(*created));
    found.into_iter().take(OFFERED).map(|(_, id, title)| (id, title)).collect()
}

/// The incident that a typed text means: an id, an offer as it stands in the list, or the only title that has the text.
pub fn chosen(state: &State, typed: &str) -> Option<(String, String)> {
    let typed = typed.trim();
    let known = |id: &str| {
        let incident = state.incident(id)?;
        Some((id.to_owned(), incident.known.title().to_owned()))
    };
    known(typed).or_else(|| by_offer(state, typed)).or_else(|| {
        let mut offers = offers(state, typed).into_iter();
        offers.next().filter(|_| offers.next().is_none())
    })
}

fn by_offer(state: &State, typed: &str) -> Option<(String, String)> {
    let (id, title) = typed.split_once(' ')?;
    let incident = state.incident(id)?;
    (incident.known.title() == title).then(|| (id.to_owned(), title.to_owned()))
}
