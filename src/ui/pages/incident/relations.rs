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
            let here = state.catalogue.row(id.as_str());
            let redirected =
                here.map(|row| portal.board(|board| board.redirected_to(row))).unwrap_or_default();
            let redirected: Vec<_> = redirected
                .into_iter()
                .filter_map(|row| IncidentId::new(state.catalogue.get(row)?.id()))
                .collect();
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
                redirected,
                links,
                merge.map(|known| (known.command.clone(), (known.by != actor).then(|| known.by.clone()))),
                asked,
            )
        })
    });
    move || {
        let (took, redirected, links, merge, asked) = found.get();
        if took.is_empty() && redirected.is_empty() && links.is_empty() && asked.is_empty() {
            return ().into_any();
        }
        let at_source = (!redirected.is_empty()).then(|| redirected_ones(&redirected));
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
        view! { <div class="row row-wide caption second incident-relations">{at_source} {merged} {undo} {linked} {asked}</div> }
            .into_any()
    }
}

/// "2 incidents were merged into this one: 9002, 9003", each number the way to where its history begins in this one's.
fn merged_ones(room: Room, took: &[IncidentId]) -> AnyView {
    let link = |id: &IncidentId| {
        let (id, name) = (id.clone(), numbered(id));
        view! { <a class="link" href=move || link_to(room, &id)><bdi>{name}</bdi></a> }.into_any()
    };
    named(&t!("incident.took-in", n = took.len(), which = PLACE), took, link)
}

/// "At the source, 1 incident was merged into this one: 9022": the other numbers by which people may know it.
fn redirected_ones(redirected: &[IncidentId]) -> AnyView {
    let link = |id: &IncidentId| {
        let route = Route::Incident { id: id.clone(), tab: IncidentTab::default(), queue: Queue::default() };
        view! { <a class="link" href=route.to_string()><bdi>{numbered(id)}</bdi></a> }.into_any()
    };
    named(&t!("incident.redirected-here", n = redirected.len(), which = PLACE), redirected, link)
}

/// A number as it is shown: a hostile one could be long.
fn numbered(id: &IncidentId) -> String {
    clip(id.as_str(), TITLE_CHARS).into_owned()
}

/// A sentence with the numbers of incidents in its place, the first of them.
fn named(sentence: &str, incidents: &[IncidentId], link: impl Fn(&IncidentId) -> AnyView) -> AnyView {
    let (before, after) = sentence.split_once(PLACE).unwrap_or((sentence, ""));
    let shown = incidents.iter().take(NAMED_MAX).enumerate();
    let links = shown.map(|(at, id)| view! { {(at > 0).then_some(", ")} {link(id)} }).collect_view();
    let more = (incidents.len() > NAMED_MAX).then_some(" …");
    view! { <span>{before.to_owned()} {links} {more} {after.to_owned()}</span> }.into_any()
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
