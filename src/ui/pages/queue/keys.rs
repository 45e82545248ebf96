//! The keys of the queue. Never while somebody types, in a dialog, or with a modifier.

use super::place::Place;
use super::view::QueueView;
use crate::domain::ids::IncidentId;
use crate::platform::{dom, elements};
use crate::ui::bulk::{self, Bulk, Kind};
use crate::ui::join;
use crate::ui::parts::{GridControl, Tone};
use crate::view::prelude::*;
use leptos::ev;

/// What is selected, or the row one stands on.
fn at_hand(view: QueueView, control: GridControl) -> Vec<IncidentId> {
    let ids = view.chosen_ids();
    if !ids.is_empty() {
        return ids;
    }
    // The row may have left the list: then one stands nowhere, and nothing is at hand.
    let current = control.current().get_untracked().filter(|row| untrack(|| view.rank(*row)).is_some());
    current.and_then(|row| view.id(row)).into_iter().collect()
}

/// Asks about what is at hand. What cannot be done is said here, before a dialog would ask for what it does not use.
fn ask(view: QueueView, bulk: Bulk, kind: Kind, ids: Vec<IncidentId>) {
    let portal = view.portal;
    let into_another = matches!((kind, &ids[..]), (Kind::Merge, [_]));
    let why = match &ids[..] {
        [] => return,
        [id] if into_another => untrack(|| join::why_not(portal, kind, id)),
        ids => untrack(|| bulk::why_not(portal, kind, ids.len())),
    };
    match why {
        Some(why) => portal.say(Tone::Warning, why),
        // One alone is merged into another, which its dialog finds.
        None if into_another => portal.joining.set(ids.first().map(|id| (kind, id.clone()))),
        None => bulk.ask(kind, ids),
    }
}

/// Listens for as long as the page lives, and lets the palette act upon the same.
pub(super) fn listen(view: QueueView, control: GridControl) {
    view.portal.at_hand.set(Some(Callback::new(move |()| at_hand(view, control))));
    on_cleanup(move || view.portal.at_hand.set(None));
    let bulk = Bulk::get();
    let place = Place::new(view, control);
    place.keep();
    place.come_back(bulk);
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || elements::is_taken(&event) {
            return;
        }
        // The key of the menu, and its stand-in on keyboards that have none.
        if event.key() == "ContextMenu" || (event.key() == "F10" && event.shift_key()) {
            if elements::row_of_focus().is_some_and(|row| elements::press_in(&row, ".rows-more button")) {
                event.prevent_default();
            }
            return;
        }
        let current = control.current().get_untracked().filter(|row| untrack(|| view.rank(*row)).is_some());
        let act = move |kind: Kind| {
            place.note();
            ask(view, bulk, kind, at_hand(view, control));
        };
        let toggle = move |range: bool| {
            if let Some(row) = current {
                view.toggle(row, range);
            }
        };
        match event.key().as_str() {
            "j" => control.step(1),
            "k" => control.step(-1),
            "x" => toggle(false),
            "X" => toggle(true),
            "A" => view.pick_all(),
            "Escape" if !view.chosen.with_untracked(Vec::is_empty) => view.pick_none(),
            "/" => dom::focus("queue-find"),
            "a" => act(Kind::Assign),
            "c" => act(Kind::Classify),
            "t" => act(Kind::Tag),
            "m" => act(Kind::Merge),
            "r" => act(Kind::Resolve),
            "z" => bulk::undo_last(view.portal),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}
