//! The tactics in the order of the matrix, each with its techniques and how widely they are used.

use super::super::room::Room;
use super::super::{nothing, when_here};
use crate::analytics::incident::similar::seen_here;
use crate::analytics::incident::tactics::{Seen, seen};
use crate::domain::record::IncidentRecord;
use crate::domain::vocabulary::Tactic;
use crate::formats::attack::AttackFacts;
use crate::t;
use crate::ui::attack;
use crate::ui::naming;
use crate::ui::parts::InfoPopover;
use crate::view::prelude::*;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// A technique that more groups use than this is drawn as a full bar: the most used ones have about so many.
const GROUPS_FULL: f64 = 90.0;
/// How many techniques of a tactic are named; the others are counted.
const NAMED_MAX: usize = 4;

/// The card.
#[component]
pub(super) fn TacticsCard() -> impl IntoView {
    let room = Room::get();
    let facts = attack::facts();
    let count = move || {
        room.record.with(|record| {
            let found = seen(record.here()?);
            let n = found.iter().filter(|seen| seen.tactic.is_some()).count();
            Some(t!("incident.tactics.count", n = n, of = Tactic::ALL.len()))
        })
    };
    // How often each is seen in this workspace, from the incidents of the last 30 days.
    let here = Memo::new(move |_| {
        let now = room.portal.reader.with_untracked(|reader| reader.now);
        room.portal.read(|state| {
            let known = state.catalogue.find(room.id().as_str());
            let techniques: Vec<String> =
                known.map(|known| known.techniques().map(str::to_owned).collect()).unwrap_or_default();
            seen_here(state, &techniques, now)
        })
    });
    let show = {
        let facts = facts.clone();
        move |record: Rc<IncidentRecord>| cells(&record, facts.get(), &here.get())
    };
    let about = move || {
        let source =
            facts.get().map(|facts| view! { <p class="caption third">{facts.source().to_owned()}</p> });
        view! { <p>{t!("incident.tactics.about")}</p> {source} }
    };
    view! {
        <section class="card" aria-labelledby="tactics-title">
            <div class="card-head">
                <h2 class="card-title" id="tactics-title">{t!("incident.tactics")}</h2>
                <span class="caption">{count}</span>
                <span class="caption third not-phone">{t!("incident.tactics.key")}</span>
                <span class="push"><InfoPopover title=t!("incident.tactics")>{about.clone()}</InfoPopover></span>
            </div>
            {when_here(room, room.record, show)}
        </section>
    }
    .into_any()
}

fn cells(record: &IncidentRecord, facts: Option<Arc<AttackFacts>>, here: &HashMap<String, u32>) -> AnyView {
    let found = seen(record);
    if found.is_empty() {
        return nothing(t!("incident.tactics.none"), t!("incident.tactics.none.help"));
    }
    let mut before = None::<usize>;
    let items = found
        .into_iter()
        .map(|seen| {
            let place = seen.tactic.map_or(Tactic::ALL.len(), |tactic| tactic as usize);
            let missed = place.saturating_sub(before.map_or(0, |before| before + 1));
            before = Some(place);
            let gap = (missed > 0 && seen.tactic.is_some())
                .then(|| view! { <li class="tactic-gap" aria-hidden="true"></li> });
            view! { {gap} {cell(seen, facts.as_deref(), here)} }
        })
        .collect_view();
    view! { <ol class="tactic-row">{items}</ol> }.into_any()
}

fn cell(seen: Seen, facts: Option<&AttackFacts>, here: &HashMap<String, u32>) -> AnyView {
    let name = seen.tactic.map_or_else(|| t!("incident.tactics.other"), naming::tactic);
    let more = seen.techniques.len().saturating_sub(NAMED_MAX);
    let techniques =
        seen.techniques.iter().take(NAMED_MAX).map(|id| technique(id, facts, here)).collect_view();
    let empty = seen
        .techniques
        .is_empty()
        .then(|| view! { <p class="caption third">{t!("incident.tactics.alerts", n = seen.alerts)}</p> });
    let more =
        (more > 0).then(|| view! { <p class="caption third">{t!("incident.tactics.more", n = more)}</p> });
    view! {
        <li class="tactic-cell">
            <h3 class="tactic-name">{name}</h3>
            {techniques}
            {empty}
            {more}
        </li>
    }
    .into_any()
}

fn technique(id: &str, facts: Option<&AttackFacts>, here: &HashMap<String, u32>) -> AnyView {
    let seen = here.get(id).copied();
    let id = crate::domain::text::clip(id, 40).into_owned();
    let known = facts.and_then(|facts| Some((facts.full_name(&id)?, facts.technique(&id)?.name.clone())));
    let prevalence = facts.and_then(|facts| facts.prevalence(&id));
    let (title, name) = match known {
        Some((full, short)) => (t!("incident.technique", id = id.as_str(), name = full), short),
        None => (id.clone(), id),
    };
    let seen = seen.map(|n| {
        let whole = t!("incident.groups.here.title", n = n);
        view! { <span class="caption third" title=whole>{t!("incident.groups.here", n = n)}</span> }
    });
    let counts = prevalence.map(|prevalence| {
        let share = (f64::from(prevalence.groups) / GROUPS_FULL).min(1.0) * 100.0;
        let words = if prevalence.at_least {
            t!("incident.groups.least", n = prevalence.groups)
        } else {
            t!("incident.groups", n = prevalence.groups)
        };
        (share, words)
    });
    let bar = counts.as_ref().map(|(share, _)| {
        view! {
            <span class="progress tactic-bar" aria-hidden="true"><span style:inline-size=format!("{share:.0}%")></span></span>
        }
    });
    let words = counts.map(|(_, words)| view! { <span class="caption third">{words}</span> });
    view! {
        <div class="tactic-technique">
            <bdi class="cut" title=title>{name}</bdi>
            {bar}
            <span class="tactic-counts">{words} {seen}</span>
        </div>
    }
    .into_any()
}
