//! The playbooks of an incident: those that fit, to be taken by the expert, and those that were applied, as they were.

use super::super::room::Room;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::decide::decide;
use crate::domain::event::{Event, IncidentEvent};
use crate::domain::indicator::Indicator;
use crate::domain::people::Role;
use crate::domain::playbook::{Applied, Playbook, Publishing};
use crate::domain::text::clip;
use crate::platform::{clock, intl, random};
use crate::route::Route;
use crate::t;
use crate::ui::extent;
use crate::ui::markdown::Markdown;
use crate::ui::pages::playbooks::{step_title, when};
use crate::ui::parts::{Badge, Button, ButtonLink, EmptyState, Glyph};
use crate::view::prelude::*;

/// Longest name, in characters.
const NAME_CHARS: usize = 120;

/// The part of the panel.
#[component]
pub(super) fn PlaybookPart() -> impl IntoView {
    let room = Room::get();
    let is_expert = Memo::new(move |_| room.portal.role.get() == Role::Expert);
    let applied = Memo::new(move |_| room.of(|it| it.response.playbooks.clone()));
    let fitting = Memo::new(move |_| {
        room.portal.read(|state| {
            let Some(incident) = state.incident(room.id().as_str()) else { return Vec::new() };
            let fitting = state.fitting_playbooks(&incident.brief());
            fitting.into_iter().map(Playbook::spoken).collect::<Vec<Playbook>>()
        })
    });
    let taken = move || {
        let applied = applied.get();
        let list = applied.iter().map(snapshot).collect_view();
        (!applied.is_empty())
            .then(|| view! { <h3 class="response-head">{t!("playbook.applied")}</h3> {list} })
    };
    let proposed = move || {
        if !is_expert.get() {
            return None;
        }
        let list = fitting.get();
        let rows = list.iter().map(|playbook| proposal(room, playbook)).collect_view();
        let none = list.is_empty().then(|| view! { <p class="second">{t!("playbook.none-fits")}</p> });
        Some(view! {
            <h3 class="response-head">{t!("playbook.fits")}</h3>
            {none}
            {rows}
            <div><ButtonLink label=t!("playbook.all") href=Route::Playbooks.to_string()/></div>
        })
    };
    let empty = move || {
        (applied.with(Vec::is_empty) && !is_expert.get()).then(|| {
            view! { <EmptyState title=t!("playbook.none-applied") text=t!("playbook.none-applied.help")/> }
        })
    };
    view! { <div class="stack">{taken}{proposed}{empty}</div> }.into_any()
}

/// A playbook as it was when it was applied.
fn snapshot(applied: &Applied) -> AnyView {
    let playbook = &applied.playbook;
    let words = match applied.automatic {
        true => t!("playbook.applied.itself", version = playbook.version, when = intl::moment(applied.at)),
        false => t!(
            "playbook.applied.by",
            version = playbook.version,
            who = applied.by.as_str(),
            when = intl::moment(applied.at)
        ),
    };
    let steps = playbook.actions.iter().map(|step| {
        let title = step_title(step);
        view! { <li><bdi>{title}</bdi> " " <span class="caption third">{extent::kind(step.kind, step.extent)}</span></li> }
    });
    view! {
        <section class="inset stack stack-4">
            <h4 class="strong"><bdi>{clip(&playbook.name, NAME_CHARS).into_owned()}</bdi></h4>
            <p class="caption third"><bdi>{words}</bdi></p>
            <Markdown text=playbook.about.clone()/>
            <p class="caption second">{t!("playbook.when")} ": " <bdi>{when(playbook)}</bdi></p>
            <ol class="data">{steps.collect_view()}</ol>
        </section>
    }
    .into_any()
}

/// Takes what a playbook proposes, and says how much of it is planned already.
fn take(room: Room, act: IncidentCommand) {
    let IncidentCommand::ApplyPlaybook { playbook, seed, .. } = &act else { return };
    let command = Command::Incident { incident: room.id(), act: act.clone() };
    let actor = untrack(|| room.portal.actor());
    let left = room.portal.glance(|state| {
        let brief = state.incident(room.id().as_str())?.brief();
        let wanted = state.playbook(playbook)?.plans_for(&brief, seed, false).len();
        let events = decide(state, &command, &actor, clock::now()).ok()?;
        let is_new = |event: &&Event| {
            matches!(event, Event::Incident { what: IncidentEvent::ActionPlanned { .. }, .. })
        };
        wanted.checked_sub(events.iter().filter(is_new).count())
    });
    let said = match left.unwrap_or_default() {
        0 => t!("playbook.apply.done"),
        left => t!("playbook.apply.left", n = left),
    };
    room.send(act, said, |_| ());
}

fn proposal(room: Room, playbook: &Playbook) -> AnyView {
    let id = StoredValue::new(playbook.id.clone());
    let act = move || IncidentCommand::ApplyPlaybook {
        playbook: id.get_value(),
        seed: random::action_id(),
        found: room.record.with(|record| record.here().map(|it| Indicator::all_of(it)).unwrap_or_default()),
    };
    let itself = (playbook.publishing == Publishing::ByItself)
        .then(|| view! { <Badge label=t!("playbook.by-itself") icon=Glyph::Flash outlined=true/> });
    view! {
        <section class="inset stack stack-4">
            <div class="row row-tight"><h4 class="strong"><bdi>{clip(&playbook.name, NAME_CHARS).into_owned()}</bdi></h4>{itself}</div>
            <Markdown text=playbook.about.clone()/>
            <p class="caption third">{t!("playbook.steps", n = playbook.actions.len(), version = playbook.version)}</p>
            <div>
                <Button
                    label=t!("playbook.apply")
                    icon=Glyph::Add
                    disallowed=room.why_not(act)
                    on_press=move |_| take(room, untrack(act))
                />
            </div>
        </section>
    }
    .keyed(playbook.id.as_str())
}
