//! The menu of what can be done with an incident as a whole, and the dialogs behind it.

use super::resolve::{ReopenDialog, ResolveDialog};
use super::room::Room;
use super::tags::TagsDialog;
use super::verdict::ClassifyDialog;
use crate::domain::command::IncidentCommand;
use crate::domain::vocabulary::{Classification, Determination};
use crate::platform::{dom, location};
use crate::route::{IncidentTab, Route};
use crate::t;
use crate::ui::parts::{Button, Glyph, Menu, MenuItem, Tone, fresh_id};
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The dialog that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Classify,
    Tags,
    Resolve,
    Reopen,
}

/// The button with its menu.
#[component]
pub(super) fn Manage(
    /// Opens the hand-over to incident response.
    handing_over: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::get();
    let asked = RwSignal::new(None::<Asked>);
    let id = fresh_id("manage");
    let target = id.clone();
    let trigger = move || {
        view! {
            <Button label=t!("incident.manage") icon=Glyph::Edit icon_end=Glyph::ChevronDown controls=target.clone()/>
        }
    };
    let choose = move |number: usize| match number {
        0 => room.send(assign_to_me(room), t!("incident.assigned.me"), |_| ()),
        1 => room.send(to_nobody(), t!("incident.assigned.nobody"), |_| ()),
        2 => asked.set(Some(Asked::Classify)),
        3 => asked.set(Some(Asked::Tags)),
        4 => asked.set(Some(Asked::Resolve)),
        5 => asked.set(Some(Asked::Reopen)),
        6 => handing_over.set(true),
        7 => room.portal.go_to(&room.link(IncidentTab::History)),
        8 => room.portal.go(&Route::Playbooks),
        _ => copy_link(room),
    };
    let is_asked = move |which: Asked| Signal::derive(move || asked.get() == Some(which));
    let close = Callback::new(move |()| asked.set(None));
    view! {
        <Menu
            id
            label=t!("incident.manage")
            trigger
            items=Signal::derive(move || items(room))
            on_choose=choose
        />
        <ClassifyDialog open=is_asked(Asked::Classify) on_close=close/>
        <TagsDialog open=is_asked(Asked::Tags) on_close=close/>
        <ResolveDialog open=is_asked(Asked::Resolve) on_close=close/>
        <ReopenDialog open=is_asked(Asked::Reopen) on_close=close/>
    }
    .into_any()
}

/// The entries, each with what stands against it now.
fn items(room: Room) -> Vec<MenuItem> {
    let item = |label: String, glyph: Glyph, probe: IncidentCommand, line_above: bool| MenuItem {
        label,
        glyph: Some(glyph),
        disallowed: room.portal.why_not_incident(&room.id(), probe),
        line_above,
        ..MenuItem::default()
    };
    let plain = |label: String, glyph: Glyph| MenuItem { label, glyph: Some(glyph), ..MenuItem::default() };
    let text = || "-".to_owned();
    vec![
        item(t!("incident.assign.me"), Glyph::Assign, assign_to_me(room), false),
        item(t!("incident.assign.nobody"), Glyph::Person, to_nobody(), false),
        item(t!("incident.classify"), Glyph::ShieldCheck, other_verdict(room), true),
        item(t!("incident.tags"), Glyph::Tag, IncidentCommand::AddTag { tag: unused_tag(room) }, false),
        item(
            t!("incident.resolve"),
            Glyph::CheckCircle,
            IncidentCommand::Resolve { note: text(), force: true },
            true,
        ),
        item(t!("incident.reopen"), Glyph::Undo, IncidentCommand::Reopen { reason: text() }, false),
        item(
            t!("handover.open"),
            Glyph::Phone,
            IncidentCommand::HandOver { to: crate::platform::random::hex_id(), reason: text() },
            true,
        ),
        plain(t!("incident.export"), Glyph::Download),
        plain(t!("shell.playbooks"), Glyph::Bookmark),
        plain(t!("row.copy-link"), Glyph::Link),
    ]
}

fn copy_link(room: Room) {
    let link = location::address_of(&untrack(|| room.link(IncidentTab::default())));
    spawn_local(async move {
        if dom::copy(&link).await {
            room.portal.say(Tone::Good, t!("alert.copied"));
        }
    });
}

fn assign_to_me(room: Room) -> IncidentCommand {
    let actor = room.portal.actor();
    IncidentCommand::AssignToTeam { party: Some(actor.party()), person: Some(actor.person) }
}

fn to_nobody() -> IncidentCommand {
    IncidentCommand::AssignToTeam { party: None, person: None }
}

/// A verdict other than the present one, to ask whether it may be changed at all.
fn other_verdict(room: Room) -> IncidentCommand {
    let is_malware = room.standing.with(|it| {
        it.as_ref().is_some_and(|it| it.verdict == (Classification::TruePositive, Determination::Malware))
    });
    let determination = if is_malware { Determination::Phishing } else { Determination::Malware };
    IncidentCommand::Classify { classification: Classification::TruePositive, determination }
}

/// A tag that it does not have, to ask whether tags may be changed at all.
fn unused_tag(room: Room) -> String {
    let mut tag = "tag".to_owned();
    while room.of(|it| it.tags.iter().any(|known| known.eq_ignore_ascii_case(&tag))) {
        tag.push('g');
    }
    tag
}
