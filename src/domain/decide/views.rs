//! Saved views of the queue: everybody keeps them for the own side.
//!
//! Source: service.md 1.7, queue features of the portal.

use super::super::event::Event;
use super::super::ids::ViewId;
use super::super::people::Actor;
use super::super::refusal::Refusal;
use super::super::settings::LINE_CHARS_MAX;
use super::super::state::State;
use super::super::views::{ATTENTION, BUILT_IN, LINK_CHARS_MAX, SavedView, VIEWS_MAX};
use super::checks::line;

type Decision = Result<Vec<Event>, Refusal>;

pub(super) fn save(state: &State, id: &ViewId, name: &str, link: &str, actor: &Actor) -> Decision {
    line("name", name, LINE_CHARS_MAX)?;
    if link.chars().count() > LINK_CHARS_MAX {
        return Err(Refusal::TextTooLong(LINK_CHARS_MAX));
    }
    let party = actor.party();
    let known = state.views.iter().find(|view| view.id == *id);
    if known.is_some_and(|known| known.party != party) {
        return Err(Refusal::OtherParty);
    }
    if BUILT_IN.contains(&id.as_str()) {
        return Err(Refusal::NoSuchView);
    }
    if known.is_none() && state.views.len() >= VIEWS_MAX {
        return Err(Refusal::TooMany(VIEWS_MAX));
    }
    let (name, link) = (name.trim().to_owned(), link.to_owned());
    if known.is_some_and(|known| known.name == name && known.link == link) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Event::ViewSaved {
        view: SavedView { id: id.clone(), name, link, party, by: actor.person.clone() },
    }])
}

pub(super) fn remove(state: &State, id: &ViewId, actor: &Actor) -> Decision {
    own(state, id, actor)?;
    Ok(vec![Event::ViewRemoved { id: id.clone() }])
}

pub(super) fn set_default(state: &State, id: Option<&ViewId>, actor: &Actor) -> Decision {
    // What the queue opens with anyway is nobody's choice.
    let id = id.filter(|id| id.as_str() != ATTENTION);
    if let Some(id) = id.filter(|id| !BUILT_IN.contains(&id.as_str())) {
        own(state, id, actor)?;
    }
    let party = actor.party();
    if state.default_views.get(&party) == id {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Event::DefaultViewSet { party, id: id.cloned() }])
}

fn own<'a>(state: &'a State, id: &ViewId, actor: &Actor) -> Result<&'a SavedView, Refusal> {
    let view = state.views.iter().find(|view| view.id == *id).ok_or(Refusal::NoSuchView)?;
    if view.party == actor.party() { Ok(view) } else { Err(Refusal::OtherParty) }
}
