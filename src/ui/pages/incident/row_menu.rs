//! The menu of what can be done with an incident, for a row of a list.

use crate::domain::command::IncidentCommand;
use crate::domain::ids::IncidentId;
use crate::domain::people::Role;
use crate::platform::{dom, location};
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::parts::{ButtonKind, Glyph, IconButton, Menu, MenuItem, Tone, fresh_id};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Open(IncidentTab),
    Take,
    Start,
    Mine,
    Nobody,
    CopyLink,
}

/// The entries for a role, in order.
fn entries(role: Role) -> Vec<Entry> {
    let open = [Entry::Open(IncidentTab::Story), Entry::Open(IncidentTab::Response)];
    let work: &[Entry] = match role {
        Role::Expert => &[Entry::Take, Entry::Start, Entry::Mine, Entry::Nobody],
        Role::Administrator | Role::Analyst => &[Entry::Mine, Entry::Nobody],
        Role::Advisor => &[],
    };
    open.into_iter().chain(work.iter().copied()).chain([Entry::CopyLink]).collect()
}

/// The button with its menu.
#[component]
pub fn IncidentMenu(
    /// Of which incident.
    id: IncidentId,
    /// The list that the incident is opened from.
    #[prop(optional)]
    queue: Queue,
) -> impl IntoView {
    let portal = Portal::get();
    let name = fresh_id("incident");
    let target = name.clone();
    let stored = StoredValue::new((id, queue));
    let label = stored.with_value(|(id, _)| t!("row.actions", id = id.as_str()));
    let title = label.clone();
    let trigger = move || {
        view! { <IconButton label=title.clone() glyph=Glyph::Menu kind=ButtonKind::Subtle controls=target.clone()/> }
    };
    let items = move || {
        let role = portal.role.get();
        stored.with_value(|(id, _)| {
            entries(role).into_iter().map(|entry| item(portal, id, entry)).collect::<Vec<_>>()
        })
    };
    let choose = move |at: usize| {
        let Some(entry) = entries(portal.role.get_untracked()).get(at).copied() else { return };
        let (id, queue) = stored.get_value();
        let route = |tab| Route::Incident { id: id.clone(), tab, queue: queue.clone() };
        match (entry, command(portal, entry)) {
            (Entry::Open(tab), _) => portal.go(&route(tab)),
            (Entry::CopyLink, _) => {
                let link = location::address_of(
                    &Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() }.to_string(),
                );
                spawn_local(async move {
                    if dom::copy(&link).await {
                        portal.say(Tone::Good, t!("alert.copied"));
                    }
                });
            }
            (_, Some(act)) => portal.act_on(id, act, t!("row.done")),
            (_, None) => {}
        }
    };
    view! { <Menu id=name label trigger items=Signal::derive(items) on_choose=choose/> }.into_any()
}

fn command(portal: Portal, entry: Entry) -> Option<IncidentCommand> {
    match entry {
        Entry::Take => Some(IncidentCommand::TakeByExperts),
        Entry::Start => Some(IncidentCommand::StartInvestigation),
        Entry::Mine => {
            let actor = untrack(|| portal.actor());
            Some(IncidentCommand::AssignToTeam { party: Some(actor.party()), person: Some(actor.person) })
        }
        Entry::Nobody => Some(IncidentCommand::AssignToTeam { party: None, person: None }),
        Entry::Open(_) | Entry::CopyLink => None,
    }
}

fn item(portal: Portal, id: &IncidentId, entry: Entry) -> MenuItem {
    let (label, glyph) = match entry {
        Entry::Open(IncidentTab::Response) => (t!("row.response"), Glyph::Send),
        Entry::Open(_) => (t!("row.open"), Glyph::ArrowRight),
        Entry::Take => (t!("incident.take"), Glyph::Experts),
        Entry::Start => (t!("incident.start"), Glyph::Play),
        Entry::Mine => (t!("incident.assign.me"), Glyph::Assign),
        Entry::Nobody => (t!("incident.assign.nobody"), Glyph::Person),
        Entry::CopyLink => (t!("row.copy-link"), Glyph::Link),
    };
    MenuItem {
        label,
        glyph: Some(glyph),
        disallowed: command(portal, entry).and_then(|act| portal.why_not_incident(id, act)),
        line_above: matches!(entry, Entry::Take | Entry::CopyLink),
        ..MenuItem::default()
    }
}
