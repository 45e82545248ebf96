//! The assets of an action that aims at several: on which it is done, and saying for some of them that it is, that it
//! failed there, or that it is left out.

use super::super::room::Room;
use super::ask::{Ask, Question};
use super::cards::Table;
use crate::domain::brief::Asset;
use crate::domain::command::IncidentCommand;
use crate::domain::decide::told_on;
use crate::domain::ids::ActionId;
use crate::domain::machine_action::Progress;
use crate::domain::response::{Action, ActionState, LeftOutOn};
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, Checkbox, Glyph, Icon, TextArea, breakable};
use crate::view::prelude::*;

/// Longest name of an asset, in characters.
const NAME_CHARS: usize = 120;
/// How many assets are listed; the others are counted.
const LISTED_MAX: usize = 50;

/// The list; nothing for an action on one asset.
pub(super) fn targets(table: Table, action: &Action) -> Option<AnyView> {
    let count = action.plan.targets().count();
    if count < 2 {
        return None;
    }
    let room = table.room;
    let chosen = RwSignal::new(Vec::<String>::new());
    let is_own = action.party == room.side() && !action.state.is_settled();
    let rows = action
        .plan
        .targets()
        .take(LISTED_MAX)
        .map(|asset| {
            let name = clip(&asset.name, NAME_CHARS).into_owned();
            match (action.done_on(asset), action.left_out_on(asset)) {
                (Some(at), _) => done(name, at),
                (None, Some(left_out)) => skipped(name, left_out),
                (None, None) if is_own => open(asset.id.clone(), name, tried(room, action, asset), chosen),
                (None, None) => undone(name, tried(room, action, asset), &action.state),
            }
        })
        .collect_view();
    let more = count.saturating_sub(LISTED_MAX);
    let more =
        (more > 0).then(|| view! { <li class="caption third">{t!("response.targets.more", n = more)}</li> });
    let button = is_own.then(|| noted(table, &action.plan.id, chosen));
    // As the line below the name has it.
    let head = match action.progress() {
        Some((done, of)) => t!("response.targets.some", done = done, n = of),
        None => t!("response.targets", n = count),
    };
    let list = view! {
        <div class="stack stack-4">
            <h4 class="caption strong">{head}</h4>
            <ul class="response-targets">{rows}{more}</ul>
            {button}
        </div>
    };
    Some(list.into_any())
}

/// What can be said of the chosen assets.
fn noted(table: Table, action: &ActionId, chosen: RwSignal<Vec<String>>) -> AnyView {
    let room = table.room;
    let id = StoredValue::new(action.clone());
    let note = RwSignal::new(String::new());
    let noting = move |note: String| IncidentCommand::AdvanceAction {
        action: id.get_value(),
        assets: chosen.get(),
        note,
    };
    let act = move || noting(note.get());
    let why = MaybeProp::derive(move || {
        if chosen.with(Vec::is_empty) {
            return Some(t!("response.targets.choose"));
        }
        room.portal.why_not_incident(&room.id(), act())
    });
    let press = move |_| {
        let act = untrack(act);
        let said = super::last::done(room, &act, t!("response.targets.done"));
        room.send(act, said, |_| ());
    };
    let label = move || t!("response.targets.do", n = chosen.with(Vec::len));
    let all = move || chosen.with(|it| !it.is_empty()).then(|| noting("-".to_owned()));
    let is_last = super::last::is_last(room, all);
    let entry = move || {
        is_last.get().then(|| {
            let (label, help) = (t!("incident.resolve.note"), t!("incident.resolve.note.help"));
            view! { <TextArea label help value=note on_input=move |now| note.set(now)/> }
        })
    };
    view! {
        {super::last::warning(room, is_last)}
        {entry}
        <div class="row">
            <Button label=Signal::derive(label) disallowed=why on_press=press/>
            {asking(table, id, chosen, Question::Fail)}
            {asking(table, id, chosen, Question::Skip)}
        </div>
    }
    .into_any()
}

/// The button that asks why something is so of the chosen assets.
fn asking(
    table: Table,
    id: StoredValue<ActionId>,
    chosen: RwSignal<Vec<String>>,
    question: Question,
) -> AnyView {
    let room = table.room;
    let label = move || match (question, chosen.with(Vec::len)) {
        (Question::Fail, n) => t!("response.targets.fail", n = n),
        (_, n) => t!("response.targets.skip", n = n),
    };
    let asked = move || Ask { action: id.get_value(), question, assets: chosen.get() };
    let why = MaybeProp::derive(move || match chosen.with(Vec::is_empty) {
        true => Some(t!("response.targets.choose")),
        // Why is asked later: whether it may be said at all is known now.
        false => room.portal.why_not_incident(&room.id(), asked().command("-".to_owned())),
    });
    let press = move |_| table.asked.set(Some(untrack(asked)));
    view! { <Button label=Signal::derive(label) kind=ButtonKind::Subtle disallowed=why on_press=press/> }
        .into_any()
}

/// Left out on purpose, by whom and why.
fn skipped(name: String, left_out: &LeftOutOn) -> AnyView {
    let by = clip(&left_out.by, NAME_CHARS);
    let when = t!("response.targets.skipped", who = by.as_ref(), when = intl::moment(left_out.at));
    let reason = left_out.reason.clone();
    view! {
        <li class="response-target">
            <Icon glyph=Glyph::ArrowRight/>
            <span>
                <bdi>{breakable(&name)}</bdi> " " <span class="caption third">{when} ": " <bdi>{reason}</bdi></span>
            </span>
        </li>
    }
    .into_any()
}

/// What came of it on an asset on which it is not done: somebody or an import told that it failed or runs there. The later
/// word holds.
fn tried(room: Room, action: &Action, asset: &Asset) -> Option<String> {
    let failed = |by: &str, at: Timestamp| {
        t!("response.targets.failed", who = clip(by, NAME_CHARS).as_ref(), when = intl::moment(at))
    };
    let said = action.failed_on(asset).map(|it| (it.at, failed(&it.by, it.at)));
    let told = room.portal.glance(|state| {
        let told = told_on(state, action, asset)?;
        match told.progress()? {
            Progress::Failed => Some((told.updated, failed(told.doer(), told.updated))),
            Progress::Open => {
                Some((told.created, t!("response.targets.running", when = intl::moment(told.created))))
            }
            Progress::Done => None,
        }
    });
    said.into_iter().chain(told).max_by_key(|(at, _)| *at).map(|(_, words)| words)
}

/// Where it is not done, with how it stands there, else as the whole action does.
fn undone(name: String, tried: Option<String>, state: &ActionState) -> AnyView {
    let words = tried.unwrap_or_else(|| match state {
        ActionState::InProgress { .. } | ActionState::Failed { .. } | ActionState::Skipped { .. } => {
            naming::action_state(state)
        }
        ActionState::NotStarted | ActionState::Partly { .. } | ActionState::Completed { .. } => {
            t!("response.targets.open")
        }
    });
    view! {
        <li class="response-target">
            <Icon glyph=Glyph::Circle/>
            <span><bdi>{breakable(&name)}</bdi> " " <span class="caption third">{words}</span></span>
        </li>
    }
    .into_any()
}

fn done(name: String, at: Timestamp) -> AnyView {
    let when = t!("response.targets.when", when = intl::moment(at));
    view! {
        <li class="response-target">
            <Icon glyph=Glyph::CheckCircle class="icon-good"/>
            <span><bdi>{breakable(&name)}</bdi> " " <span class="caption third">{when}</span></span>
        </li>
    }
    .into_any()
}

fn open(id: String, name: String, tried: Option<String>, chosen: RwSignal<Vec<String>>) -> AnyView {
    let label = tried.map_or_else(|| name.clone(), |tried| format!("{name}: {tried}"));
    let id = StoredValue::new(id);
    let checked = Signal::derive(move || id.with_value(|id| chosen.with(|chosen| chosen.contains(id))));
    let change = move |on: bool| {
        chosen.update(|chosen| {
            id.with_value(|id| {
                chosen.retain(|known| known != id);
                if on {
                    chosen.push(id.clone());
                }
            });
        });
    };
    view! { <li><Checkbox label checked on_change=change/></li> }.into_any()
}
