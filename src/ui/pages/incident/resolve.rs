//! Resolving with a note and a verdict, with a warning about open actions, and opening again with a reason.

use super::drafts::{draft, forget};
use super::room::Room;
use super::verdict::{Verdict, VerdictFields};
use crate::analytics::held::{Held, of_incident};
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::refusal::Refusal;
use crate::domain::text::{clip, upright};
use crate::t;
use crate::ui::incident_menu::other_verdict;
use crate::ui::pages::assets::in_force_words;
use crate::ui::parts::{Banner, Button, ButtonKind, Dialog, TextArea, Tone};
use crate::view::prelude::*;

/// How many actions, and how much of what is in force, is listed.
const LISTED_MAX: usize = 10;
/// Longest name or title, in characters.
const NAME_CHARS: usize = 160;

/// Asks for the resolution note. Open actions are warned of, and closing anyway is recorded.
#[component]
pub(super) fn ResolveDialog(
    /// Whether it is open.
    open: Signal<bool>,
    /// It was closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let room = Room::get();
    let note = draft(room.portal, room.id(), "resolve");
    let is_busy = RwSignal::new(false);
    // How many actions are open: the rule itself counts them.
    let open_actions = Memo::new(move |_| {
        let act = IncidentCommand::Resolve { note: "-".to_owned(), force: false };
        match room.portal.refusal(&Command::Incident { incident: room.id(), act }) {
            Some(Refusal::ActionsOpen(count)) => count,
            _ => 0,
        }
    });
    let verdict = Verdict::of(room);
    Effect::new(move |_| {
        if open.get() {
            verdict.reset(room);
        }
    });
    let may_classify: MaybeProp<String> = Memo::new(move |_| {
        let id = room.id();
        let probe = room.portal.read(|state| state.incident(id.as_str()).map(other_verdict));
        probe.and_then(|act| room.portal.why_not_incident(&id, act))
    })
    .into();
    let act = move || IncidentCommand::Resolve { note: note.get(), force: open_actions.get() > 0 };
    let why: MaybeProp<String> = Memo::new(move |_| {
        let refused = |act| room.portal.why_not_incident(&room.id(), act);
        verdict.change(room).and_then(refused).or_else(|| refused(act()))
    })
    .into();
    let submit = move |()| {
        if why.get_untracked().is_some() {
            return;
        }
        is_busy.set(true);
        let id = room.id();
        // A verdict that is another one is part of the same change, so both are taken back together.
        let acts = untrack(|| verdict.change(room).into_iter().chain([act()]).collect());
        let command = Command::Incidents { incidents: vec![id.clone()], acts, reason: String::new() };
        crate::ui::bulk::act(room.portal, command, t!("incident.resolved"), move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                forget(room.portal, &id, "resolve");
                let _ = note.try_set(String::new());
                let _ = on_close.try_run(());
            }
        });
    };
    let buttons = move || {
        let (label, kind) = if open_actions.get() > 0 {
            (t!("incident.resolve.force"), ButtonKind::DangerConfirm)
        } else {
            (t!("incident.resolve.do"), ButtonKind::Primary)
        };
        view! {
            <Button label=t!("common.cancel") on_press=move |_| on_close.run(())/>
            <Button label kind submit=true busy=is_busy disallowed=why/>
        }
    };
    view! {
        <Dialog open on_close title=t!("incident.resolve.title") on_submit=submit buttons=move || view! { {buttons} }>
            {move || open.get().then(|| warnings(room, open_actions.get()))}
            <VerdictFields verdict may_be_unset=true disallowed=may_classify/>
            <TextArea
                label=t!("incident.resolve.note")
                help=t!("incident.resolve.note.help")
                value=note
                on_input=move |text| note.set(text)
            />
        </Dialog>
    }
    .into_any()
}

/// What is to be known before it is resolved: the actions that are open, what stays in force, and that its alerts go with it.
fn warnings(room: Room, open: usize) -> AnyView {
    let side = room.side();
    let (undone, alerts) = room.portal.read(|state| {
        let Some(incident) = state.incident(room.id().as_str()) else { return Default::default() };
        let actions = incident.response().into_iter().flat_map(|response| response.seen_by(side));
        let undone = actions.filter(|it| it.is_open()).map(|it| said(&it.plan.title)).collect::<Vec<_>>();
        (undone, incident.alerts_active())
    });
    let undone = (open > 0).then(|| {
        view! {
            <Banner tone=Tone::Warning small=true>{t!("incident.resolve.open", n = open)}</Banner>
            {lines(undone)}
        }
    });
    let alerts = (alerts > 0).then(|| {
        view! { <p class="caption third">{t!("incident.resolve.alerts", n = alerts)}</p> }
    });
    view! { {undone} {in_force_after(room)} {alerts} }.into_any()
}

/// What stays in force once the incident is resolved.
pub(super) fn in_force_after(room: Room) -> Option<AnyView> {
    let side = room.side();
    let held: Vec<String> = room.portal.read(|state| {
        let incident = state.incident(room.id().as_str())?;
        Some(of_incident(state, incident, side).iter().map(stays).collect())
    })?;
    (!held.is_empty()).then(|| {
        view! {
            <Banner tone=Tone::Warning small=true>{t!("incident.resolve.stays")}</Banner>
            {lines(held)}
        }
        .into_any()
    })
}

/// The first lines, and how many more there are.
fn lines(all: Vec<String>) -> AnyView {
    let more = all.len().saturating_sub(LISTED_MAX);
    let more = (more > 0).then(|| view! { <li>{t!("assets.more", n = more)}</li> });
    let items = all.into_iter().take(LISTED_MAX).map(|line| view! { <li><bdi>{line}</bdi></li> });
    view! { <ul class="import-lines">{items.collect_view()}{more}</ul> }.into_any()
}

fn said(text: &str) -> String {
    clip(&upright(text), NAME_CHARS).into_owned()
}

/// "lap-0035: Isolated since 08:00", with the action that would end it.
fn stays(held: &Held<'_>) -> String {
    let holding = &held.holding;
    let what = in_force_words(holding.kind, holding.limited, holding.since);
    let line = format!("{}: {what}", said(&held.asset.name));
    match held.ending {
        Some(ending) => {
            format!("{line}. {}", t!("incident.resolve.ending", title = said(&ending.plan.title)))
        }
        None => line,
    }
}

/// Asks why a closed incident is opened again.
#[component]
pub(super) fn ReopenDialog(
    /// Whether it is open.
    open: Signal<bool>,
    /// It was closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let room = Room::get();
    let reason = draft(room.portal, room.id(), "reopen");
    let is_busy = RwSignal::new(false);
    let act = move || IncidentCommand::Reopen { reason: reason.get() };
    let why = room.why_not(act);
    let submit = move |()| {
        if why.get_untracked().is_some() {
            return;
        }
        is_busy.set(true);
        let id = room.id();
        room.send(untrack(act), t!("incident.reopened"), move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                forget(room.portal, &id, "reopen");
                let _ = reason.try_set(String::new());
                let _ = on_close.try_run(());
            }
        });
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| on_close.run(())/>
            <Button label=t!("incident.reopen.do") kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
        }
    };
    view! {
        <Dialog open on_close title=t!("incident.reopen.title") on_submit=submit buttons>
            <TextArea
                label=t!("incident.reason")
                help=t!("incident.reason.help")
                value=reason
                on_input=move |text| reason.set(text)
            />
        </Dialog>
    }
    .into_any()
}
