//! The keys of an incident's page: the next and the previous one of its queue, the way back, taking back what one did
//! last, and the letters by which the queue acts on a row. Never while somebody types.

use super::neighbours::Neighbours;
use super::room::Room;
use crate::analytics::incident::moment_key::MomentKey;
use crate::domain::ids::IncidentId;
use crate::platform::elements;
use crate::route::Route;
use crate::ui::incident_menu::{self, Entry};
use crate::ui::parts::Tone;
use crate::view::prelude::*;
use leptos::ev;

/// Listens for as long as the page lives. The incident that is looked at is the row on which the queue stands on return.
pub(super) fn listen(room: Room, near: Memo<Neighbours>) {
    let portal = room.portal;
    let id = room.id();
    if let Some(row) = portal.glance(|state| state.catalogue.row(id.as_str())) {
        portal.queue_row.set(Some(row));
    }
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || elements::is_taken(&event) {
            return;
        }
        let step = |to: Option<IncidentId>| {
            let tab = portal.route.with_untracked(|route| match route {
                Route::Incident { tab, .. } => *tab,
                _ => Default::default(),
            });
            if let Some(id) = to {
                portal.go(&Route::Incident { id, tab, queue: untrack(|| room.queue()) });
            }
        };
        match event.key().as_str() {
            "j" => step(near.with_untracked(|near| near.after.clone())),
            "k" => step(near.with_untracked(|near| near.before.clone())),
            "z" => crate::ui::bulk::undo_last_on(portal, &room.id(), own_newest(room)),
            "u" => portal.go(&Route::Incidents(untrack(|| room.queue()))),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// The number of the last entry of the reader in the history of the incident.
fn own_newest(room: Room) -> Option<u64> {
    let actor = untrack(|| room.portal.actor());
    room.line.with_untracked(|line| {
        let own = line.as_ref()?.moments.iter().filter(|moment| {
            moment.from.is_none()
                && moment.role == Some(actor.role)
                && moment.by.as_deref() == Some(actor.person.as_str())
        });
        own.filter_map(|moment| Some(moment.key.parse::<MomentKey>().ok()?.entry)).max()
    })
}

/// What a letter does, the same as in the queue.
fn entry_of(key: &str) -> Option<Entry> {
    Some(match key {
        "a" => Entry::Assign,
        "c" => Entry::Classify,
        "t" => Entry::Tags,
        "m" => Entry::Merge,
        "r" => Entry::Resolve,
        _ => return None,
    })
}

/// Does by its letter what the menu of the page does. What cannot be done now is said instead.
pub(super) fn act_by(room: Room, act: Callback<Entry>) {
    let portal = room.portal;
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || elements::is_taken(&event) {
            return;
        }
        let Some(entry) = entry_of(&event.key()) else { return };
        event.prevent_default();
        match untrack(|| incident_menu::why_not(portal, &room.id(), entry)) {
            Some(why) => portal.say(Tone::Warning, why),
            None => act.run(entry),
        }
    });
    on_cleanup(move || handle.remove());
}
