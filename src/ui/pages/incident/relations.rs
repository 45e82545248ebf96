//! Incidents that were merged into this one, with the way to take that back, those that it is linked with, and the
//! questions to the experts about it.

use super::history::link_to;
use super::room::Room;
use crate::domain::experts::threads::{self, Thread};
use crate::domain::ids::{CommandId, IncidentId, InquiryId};
use crate::domain::people::Actor;
use crate::domain::text::clip;
use crate::route::{Ask, IncidentTab, Queue, Route};
use crate::t;
use crate::ui::bulk;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind};
use crate::view::prelude::*;

/// What stands in a sentence for links, until it is cut there.
const PLACE: &str = "\u{e000}";
/// So many numbers are named.
const NAMED_MAX: usize = 20;
/// Longest name of a linked incident, in characters.
const TITLE_CHARS: usize = 60;

/// The line; nothing where there is nothing to say.
#[component]
pub(super) fn Relations() -> impl IntoView {
    let room = Room::get();
    let portal = room.portal;
    let found = Memo::new(move |_| {
        let actor = portal.actor();
        let id = room.id();
        portal.read(|state| {
            let work = state.work.get(id.as_str());
            let took = work.map(|work| work.took_in.clone()).unwrap_or_default();
            let links = work.map_or(&[][..], |work| &work.links).iter().take(NAMED_MAX);
            let title = |id: &IncidentId| {
                let known = state.incident(id.as_str());
                known.map(|it| clip(it.known.title(), TITLE_CHARS).into_owned()).unwrap_or_default()
            };
            let links: Vec<_> = links.map(|id| (id.clone(), title(id))).collect();
            let merge = state.undo.merge_into(id.as_str());
            let asked =
                threads::questions_of(state, &id).map(|it| (it.id.clone(), it.code())).collect::<Vec<_>>();
            (
                took,
                links,
                merge.map(|known| (known.command.clone(), (known.by != actor).then(|| known.by.clone()))),
                asked,
            )
        })
    });
    move || {
        let (took, links, merge, asked) = found.get();
        if took.is_empty() && links.is_empty() && asked.is_empty() {
            return ().into_any();
        }
        let merged = (!took.is_empty()).then(|| merged_ones(room, &took));
        let undo =
            merge.filter(|_| !took.is_empty()).map(|(command, other)| undo_button(room, command, other));
        let linked = (!links.is_empty()).then(|| {
            let apart = |at: usize| (at > 0).then(|| view! { <span aria-hidden="true">"·"</span> });
            let list = links.into_iter().enumerate().map(|(at, it)| view! { {apart(at)} {link(it)} });
            let list = list.collect_view();
            view! { <span class="row row-tight">{t!("incident.linked-with")} {list}</span> }
        });
        let asked = (!asked.is_empty()).then(|| {
            let list = asked.into_iter().take(NAMED_MAX).map(question).collect_view();
            view! { <span class="row row-tight">{t!("incident.asked-about")} {list}</span> }
        });
        view! { <div class="row row-wide caption second incident-relations">{merged} {undo} {linked} {asked}</div> }
            .into_any()
    }
}

/// "2 incidents were merged into this one: 9002, 9003", each number the way to where its history begins in this one's.
fn merged_ones(room: Room, took: &[IncidentId]) -> AnyView {
    let sentence = t!("incident.took-in", n = took.len(), which = PLACE);
    let (before, after) = sentence.split_once(PLACE).unwrap_or((sentence.as_str(), ""));
    let link = |(at, id): (usize, &IncidentId)| {
        let (id, name) = (id.clone(), id.as_str().to_owned());
        let comma = (at > 0).then_some(", ");
        view! { {comma} <a class="link" href=move || link_to(room, &id)><bdi>{name}</bdi></a> }
    };
    let links = took.iter().take(NAMED_MAX).enumerate().map(link).collect_view();
    view! { <span>{before.to_owned()} {links} {after.to_owned()}</span> }.into_any()
}

/// Takes the merge back; locked for all but who merged, with whose it is.
fn undo_button(room: Room, command: CommandId, other: Option<Actor>) -> AnyView {
    let press = move |_| bulk::undo(room.portal, command.clone());
    let whose = other.map(|other| {
        let who = clip(&other.person, TITLE_CHARS);
        t!("incident.undo-merge.whose", who = who.as_ref(), role = naming::role(other.role))
    });
    view! { <Button label=t!("incident.undo-merge") kind=ButtonKind::Link disallowed=whose on_press=press/> }
        .into_any()
}

fn link((id, title): (IncidentId, String)) -> AnyView {
    let name = format!("{id} {title}");
    let route = Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() };
    view! { <a class="link" href=route.to_string()><bdi>{name.trim_end().to_owned()}</bdi></a> }.into_any()
}

fn question((id, code): (InquiryId, String)) -> AnyView {
    let route = Route::Ask(Ask::of(Thread::Inquiry(id)));
    view! { <a class="link" href=route.to_string()>{code}</a> }.into_any()
}
