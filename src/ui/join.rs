//! Choosing the incidents that one is merged or linked with, from its own menu. The dialog for many incidents then asks
//! the rest: which one goes on, and why.

use super::bulk::{Bulk, Kind};
use super::parts::{Button, ButtonKind, Checkbox, Dialog, Field, Glyph};
use super::portal::Portal;
use super::refusals;
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::incident::similar::similar;
use crate::analytics::linked::Linked;
use crate::analytics::sort::Sort;
use crate::domain::command::Command;
use crate::domain::ids::IncidentId;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::text::clip;
use crate::domain::vocabulary::Status;
use crate::t;
use crate::view::prelude::*;

/// So many incidents are offered.
const OFFERED_MAX: usize = 8;
/// Longest name, in characters.
const NAME_CHARS: usize = 120;

/// What is asked: how they are joined, and the incident from whose menu.
pub type Wanted = (Kind, IncidentId);

/// Why an incident may not be merged or linked now. The rules are asked about it and any other one.
pub(super) fn why_not(portal: Portal, kind: Kind, id: &IncidentId) -> Option<String> {
    let other = portal.read(|state| {
        let rows = state.catalogue.rows();
        let mut known = rows.filter_map(|row| state.catalogue.get(row));
        let other = known.find(|it| it.id() != id.as_str() && it.status() != Status::Redirected)?;
        IncidentId::new(other.id())
    });
    let Some(other) = other else { return Some(t!("join.alone")) };
    let reason = String::new();
    let command = match kind {
        Kind::Merge => Command::Merge { into: other, incidents: vec![id.clone()], reason },
        _ => Command::Link { incidents: vec![id.clone(), other], reason },
    };
    // What has open actions cannot end, but others can go on in it: which one does is asked later.
    let refusal = portal.refusal(&command).filter(|refusal| !matches!(refusal, Refusal::ActionsOpen(_)));
    refusal.as_ref().map(refusals::refusal)
}

/// The incidents that are offered: those that a text finds, else the similar ones.
fn offered(portal: Portal, id: &IncidentId, typed: &str) -> Vec<(IncidentId, String)> {
    let typed = typed.trim();
    let rows = if typed.is_empty() {
        let found = portal.glance(|state| similar(state, id.as_str()));
        found.into_iter().map(|it| it.row).collect()
    } else {
        let mut filter = Filter::default();
        filter.set_text(typed, Mark::Asked);
        portal.board(|board| {
            portal.reader.with_untracked(|reader| {
                let found = Linked::new(&board.columns, &filter, reader);
                found.page(&board.columns, Sort::default(), 0, OFFERED_MAX + 1)
            })
        })
    };
    portal.glance(|state| {
        // The number itself stands first.
        let own = state.catalogue.row(typed);
        let rows = own.into_iter().chain(rows.into_iter().filter(|row| Some(*row) != own));
        let lines = rows.filter_map(|row| line(state, state.catalogue.get(row)?.id()));
        lines.filter(|(other, _)| other != id).take(OFFERED_MAX).collect()
    })
}

/// Number and name of an incident; nothing for one that was merged into another already.
fn line(state: &State, id: &str) -> Option<(IncidentId, String)> {
    let known = state.incident(id).filter(|it| it.status() != Status::Redirected)?.known;
    let title = clip(known.title(), NAME_CHARS);
    Some((IncidentId::new(id)?, t!("join.line", id = id, title = title.as_ref())))
}

/// The dialog.
#[component]
pub fn JoinDialog() -> impl IntoView {
    let portal = Portal::get();
    let bulk = Bulk::get();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(Vec::<(IncidentId, String)>::new());
    let open = Signal::derive(move || portal.joining.with(Option::is_some));
    let close = Callback::new(move |()| portal.joining.set(None));
    Effect::new(move |_| {
        if open.get() {
            typed.set(String::new());
            chosen.set(Vec::new());
        }
    });
    let title = move || match portal.joining.with(|it| it.as_ref().map(|(kind, _)| *kind)) {
        Some(Kind::Link) => t!("join.link"),
        _ => t!("join.merge"),
    };
    let why = MaybeProp::derive(move || chosen.with(Vec::is_empty).then(|| t!("join.choose")));
    let submit = move |()| {
        let Some((kind, id)) = portal.joining.get_untracked() else { return };
        let others = chosen.with_untracked(|it| it.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>());
        if others.is_empty() {
            return;
        }
        portal.joining.set(None);
        bulk.ask(kind, [id].into_iter().chain(others).collect());
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close.run(())/>
            <Button label=t!("join.next") kind=ButtonKind::Primary submit=true disallowed=why/>
        }
    };
    // Said when it opens: the first page of a newcomer has not got these words.
    let text = MaybeProp::derive(|| Some(t!("join.help")));
    view! {
        <Dialog open on_close=close title=Signal::derive(title) text on_submit=submit buttons>
            <Field
                label=t!("join.search")
                kind="search"
                icon=Glyph::Search
                value=typed
                on_input=move |now: String| typed.set(now)
            />
            {move || list(portal, typed, chosen)}
        </Dialog>
    }
    .into_any()
}

/// What was chosen stays, whatever is typed; below it what is offered.
fn list(portal: Portal, typed: RwSignal<String>, chosen: RwSignal<Vec<(IncidentId, String)>>) -> AnyView {
    let found = Memo::new(move |_| {
        let id = portal.joining.with(|it| it.as_ref().map(|(_, id)| id.clone()));
        id.map(|id| offered(portal, &id, &typed.get())).unwrap_or_default()
    });
    let rows = Memo::new(move |_| {
        let mut rows = chosen.get();
        rows.extend(found.get().into_iter().filter(|it| !chosen.with(|all| all.contains(it))));
        rows.sort_by_key(|it| !chosen.with(|all| all.contains(it)));
        rows
    });
    let items = move || {
        let rows = rows.get();
        if rows.is_empty() {
            let why = match typed.with(|typed| typed.trim().is_empty()) {
                true => t!("join.none-similar"),
                false => t!("join.none"),
            };
            return view! { <p class="second" role="status">{why}</p> }.into_any();
        }
        let items = rows.into_iter().map(|row| item(row, chosen)).collect_view();
        view! { <ul class="join-list">{items}</ul> }.into_any()
    };
    let head = move || {
        let is_similar = typed.with(|it| it.trim().is_empty()) && !found.with(Vec::is_empty);
        is_similar.then(|| view! { <p class="field-label">{t!("similar.title")}</p> })
    };
    view! { {head} {items} }.into_any()
}

fn item(row: (IncidentId, String), chosen: RwSignal<Vec<(IncidentId, String)>>) -> AnyView {
    let (label, key) = (row.1.clone(), row.0.clone());
    let row = StoredValue::new(row);
    let checked = Signal::derive(move || row.with_value(|row| chosen.with(|all| all.contains(row))));
    let change = move |on: bool| {
        chosen.update(|all| {
            let row = row.get_value();
            all.retain(|known| *known != row);
            if on {
                all.push(row);
            }
        });
    };
    view! { <li><Checkbox label checked on_change=change/></li> }.keyed(key)
}
