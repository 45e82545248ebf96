//! The last changes of the person who looks, each with the way back.

use super::Section;
use crate::domain::event::{Event, IncidentEvent};
use crate::domain::ids::CommandId;
use crate::domain::time::Timestamp;
use crate::domain::undo::Undoable;
use crate::platform::intl;
use crate::t;
use crate::ui::bulk;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonSize};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// So many are offered; older ones are seldom meant.
const SHOWN_MAX: usize = 10;

/// The section.
#[component]
pub(super) fn LastChanges() -> impl IntoView {
    let portal = Portal::get();
    let rows = move || {
        let actor = portal.actor();
        let last: Vec<_> = portal.read(|state| {
            let known = state.undo.all_of(&actor).take(SHOWN_MAX);
            known.map(|known| (known.command.clone(), known.at, words(known))).collect()
        });
        if last.is_empty() {
            return view! { <p class="second">{t!("storage.changes.none")}</p> }.into_any();
        }
        let rows = last.into_iter().map(|(command, at, what)| row(portal, command, at, what));
        view! { <ul class="list">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <Section title=t!("storage.changes")>
            <p class="second">{t!("storage.changes.help")}</p>
            {rows}
        </Section>
    }
}

fn row(portal: Portal, command: CommandId, at: Timestamp, what: String) -> AnyView {
    let key = command.clone();
    let press = move |_| bulk::undo(portal, command.clone());
    view! {
        <li class="list-row row" data-change>
            <span class="grow">{what}<br/><span class="second">{intl::moment(at)}</span></span>
            <Button label=t!("parts.undo") size=ButtonSize::S24 on_press=press/>
        </li>
    }
    .keyed(key)
}

/// What a command changed.
fn words(known: &Undoable) -> String {
    if let Some(turn) = known.turns.first() {
        return turned(&turn.what);
    }
    let single = known.single.iter().flat_map(|single| &single.what);
    let what = known.groups.iter().flat_map(|group| &group.what).chain(single);
    let mut kinds: Vec<String> = Vec::new();
    for kind in what.filter_map(kind) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let first = known.groups.iter().flat_map(|group| &group.incidents).next();
    match first.or(known.single.as_ref().map(|single| &single.incident)) {
        Some(id) if known.count() == 1 => {
            t!("storage.changes.incident", id = id.as_str(), what = intl::both(&kinds))
        }
        _ => t!("storage.changes.incidents", n = known.count(), what = intl::both(&kinds)),
    }
}

fn turned(what: &Event) -> String {
    match what {
        Event::WorkspaceRenamed { name } => t!("storage.changes.renamed", name = name.as_str()),
        Event::SettingsChanged { .. } => t!("storage.changes.settings"),
        Event::ReadinessParametersSet { .. } => t!("storage.changes.parameters"),
        Event::ReadinessActionSet { key, .. } => {
            t!("storage.changes.action", key = naming::action_needed(key))
        }
        Event::AutomationAllowed { .. } => t!("storage.changes.automation"),
        Event::ViewSaved { view } => t!("storage.changes.view-saved", name = view.name.as_str()),
        Event::ViewRemoved { .. } => t!("storage.changes.view-removed"),
        _ => t!("storage.changes.view-chosen"),
    }
}

fn kind(what: &IncidentEvent) -> Option<String> {
    Some(match what {
        IncidentEvent::StatusChanged { .. } => t!("storage.changes.kind.status"),
        IncidentEvent::Assigned { .. } => t!("storage.changes.kind.assignment"),
        IncidentEvent::Classified { .. } => t!("storage.changes.kind.classification"),
        IncidentEvent::TagAdded { .. } | IncidentEvent::TagRemoved { .. } => {
            t!("storage.changes.kind.tags")
        }
        IncidentEvent::MergedInto { .. } | IncidentEvent::TookIn { .. } => t!("storage.changes.kind.merge"),
        IncidentEvent::Linked { .. } => t!("storage.changes.kind.links"),
        IncidentEvent::ClockPaused { .. } => t!("storage.changes.kind.clock"),
        _ => return None,
    })
}
