//! The menu of what can be done with an incident as a whole, and the dialogs behind it.

use super::resolve::{ReopenDialog, ResolveDialog};
use super::room::Room;
use super::verdict::ClassifyDialog;
use crate::t;
use crate::ui::bulk::{Bulk, Kind};
use crate::ui::incident_menu::{Entry, entries, items, run};
use crate::ui::parts::{Button, Glyph, Menu, fresh_id};
use crate::ui::tags::TagsDialog;
use crate::view::prelude::*;

/// The button with its menu.
#[component]
pub(super) fn Manage(
    /// Opens the hand-over to incident response.
    handing_over: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::get();
    let bulk = Bulk::get();
    let asked = RwSignal::new(None::<Entry>);
    let id = fresh_id("manage");
    let target = id.clone();
    let trigger = move || {
        view! {
            <Button label=t!("incident.manage") icon=Glyph::Edit icon_end=Glyph::ChevronDown controls=target.clone()/>
        }
    };
    // A row of the queue leads here to hand over, since the bundle is made from the whole incident.
    if room.portal.handing_over.with_untracked(|wanted| *wanted == Some(room.id())) {
        room.portal.handing_over.set(None);
        handing_over.set(true);
    }
    let act = Callback::new(move |entry: Entry| {
        let many = |kind: Kind| bulk.ask(kind, vec![room.id()]);
        match run(room.portal, &room.id(), &untrack(|| room.queue()), entry) {
            Some(Entry::Assign) => many(Kind::Assign),
            Some(Entry::Take) => many(Kind::Take),
            Some(Entry::Comment) => many(Kind::Comment),
            Some(Entry::Pause) => many(Kind::Pause),
            Some(Entry::Resume) => many(Kind::Resume),
            Some(Entry::HandOver) => handing_over.set(true),
            dialog => asked.set(dialog),
        }
    });
    let choose = move |number: usize| {
        let offered = untrack(|| entries(room.portal, &room.id()));
        offered.get(number).copied().into_iter().for_each(|entry| act.run(entry));
    };
    super::keys::act_by(room, act);
    let is_asked = move |which: Entry| Signal::derive(move || asked.get() == Some(which));
    let close = Callback::new(move |()| asked.set(None));
    let tagging = Signal::derive(move || (asked.get() == Some(Entry::Tags)).then(|| room.id()));
    view! {
        <Menu
            id
            label=t!("incident.manage")
            trigger
            items=Signal::derive(move || items(room.portal, &room.id()))
            on_choose=choose
        />
        <ClassifyDialog open=is_asked(Entry::Classify) on_close=close/>
        <TagsDialog of=tagging on_close=close/>
        <ResolveDialog open=is_asked(Entry::Resolve) on_close=close/>
        <ReopenDialog open=is_asked(Entry::Reopen) on_close=close/>
    }
    .into_any()
}
