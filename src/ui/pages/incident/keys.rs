//! The keys of an incident's page: the next and the previous one of its queue, the way back, and taking back what one did
//! last. Never while somebody types.

use super::neighbours::Neighbours;
use super::room::Room;
use crate::domain::ids::IncidentId;
use crate::platform::elements;
use crate::route::Route;
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
            "z" => crate::ui::bulk::undo_last(portal),
            "u" => portal.go(&Route::Incidents(untrack(|| room.queue()))),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}
