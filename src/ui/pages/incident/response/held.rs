//! What was agreed about an action, the questions that wait for the customer, and what still holds on assets.

use super::super::life_line::time_of_day;
use super::super::room::Room;
use super::cards::{Table, missed};
use crate::analytics::held;
use crate::domain::brief::Asset;
use crate::domain::command::IncidentCommand;
use crate::domain::ids::ActionId;
use crate::domain::people::Party;
use crate::domain::response::{Action, ActionKind, ActionPlan, ActionState, ApprovalState};
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::domain::who_acts::Verdict;
use crate::domain::work::Stage;
use crate::platform::{intl, random};
use crate::t;
use crate::ui::extent;
use crate::ui::naming;
use crate::ui::pages::assets::in_force_words;
use crate::ui::parts::{Banner, Button, ButtonKind, ButtonSize, Glyph, NoteLine, Tone, breakable};
use crate::ui::text::text;
use crate::view::prelude::*;

/// Longest name, in characters.
const NAME_CHARS: usize = 120;

/// Where it comes from, to whom it was given, until when it is put off, and the customer's word.
pub(super) fn agreed(room: Room, action: &Action) -> AnyView {
    let now = room.portal.now();
    let origin = naming::origin(&action.plan.origin).map(|words| note(Glyph::Bookmark, words));
    let object = match &action.plan.object {
        Some(object) => Some(note(Glyph::File, super::object::about(room, object))),
        // A playbook names none: it means what the alerts call bad (`analytics/handled.rs`).
        None => action.plan.kind.has_object().then(|| note(Glyph::File, t!("response.object.all"))),
    };
    let delegated = action.delegated.as_ref().filter(|_| !action.state.is_settled()).map(|given| {
        let (to, by) = (clip(&given.to, NAME_CHARS), clip(&given.by, NAME_CHARS));
        let when = time_of_day(given.at, now);
        let words = t!("response.delegated", to = to.as_ref(), by = by.as_ref(), when = when);
        let said = (!given.note.trim().is_empty()).then(|| note(Glyph::Comment, given.note.clone()));
        view! { {note(Glyph::Delegated, words)} {said} }
    });
    let snoozed = action.snoozed.as_ref().filter(|_| action.is_snoozed(now)).map(|snooze| {
        let words = t!("response.snoozed", until = intl::moment(snooze.until), by = snooze.by.as_str());
        note(Glyph::Snooze, words)
    });
    view! { {origin} {object} {delegated} {snoozed} {word(room, action, now)} }.into_any()
}

fn note(glyph: Glyph, words: String) -> AnyView {
    view! { <NoteLine glyph><bdi>{breakable(&words)}</bdi></NoteLine> }.into_any()
}

/// That nobody answered in time, and what the approval matrix makes of it while the action is open.
fn unanswered(room: Room, action: &Action, end: Timestamp, now: Timestamp) -> String {
    let when = time_of_day(end, now);
    if missed(action, now).is_none() {
        return t!("approval.expired", when = when);
    }
    let plan = &action.plan;
    let (target, more) = (plan.target.as_ref(), plan.more_targets.as_slice());
    let verdict = room.portal.read(|state| {
        let incident = state.incident(room.id().as_str())?;
        Some(state.who_acts_on_all(&incident.brief(), plan.kind, target, more, now).0)
    });
    match verdict {
        Some(Verdict::AskFirst | Verdict::ExpertsAct) => t!("approval.expired.act", when = when),
        _ => t!("approval.expired.wait", when = when),
    }
}

/// The customer's word: asked, given, refused, expired.
fn word(room: Room, action: &Action, now: Timestamp) -> Option<AnyView> {
    let approval = action.approval.as_ref()?;
    let side = room.side();
    let (glyph, words, said) = match &approval.state {
        // From the clock: nobody has to act for it to be so.
        ApprovalState::Open if approval.is_over(now) => {
            let end = approval.ended().unwrap_or(now);
            (Glyph::Clock, unanswered(room, action, end, now), &approval.note)
        }
        ApprovalState::Open => {
            let who = clip(&approval.asked_by, NAME_CHARS);
            let when = time_of_day(approval.asked, now);
            let words = match side {
                Party::Customer => t!("approval.open", who = who.as_ref(), when = when),
                Party::Experts => t!("approval.open.customer", who = who.as_ref(), when = when),
            };
            (Glyph::Ask, words, &approval.note)
        }
        ApprovalState::Given { by, at, note } => {
            (Glyph::CheckCircle, t!("approval.given", who = by.as_str(), when = time_of_day(*at, now)), note)
        }
        ApprovalState::Refused { by, at, reason } => (
            Glyph::Prohibited,
            t!("approval.refused", who = by.as_str(), when = time_of_day(*at, now)),
            reason,
        ),
        ApprovalState::Expired { at } => {
            let end = approval.ended().unwrap_or(*at);
            (Glyph::Clock, unanswered(room, action, end, now), &approval.note)
        }
    };
    let said = (!said.trim().is_empty()).then(|| note(Glyph::Comment, said.clone()));
    let follows = (action.is_asked(now) && !room.is_closed()).then(|| {
        let words = match approval.expires {
            Some(end) => t!("approval.open.until", when = time_of_day(end, now)),
            None => t!("approval.open.waits"),
        };
        note(Glyph::Clock, words)
    });
    Some(view! { {note(glyph, words)} {said} {follows} }.into_any())
}

/// How many questions wait for the customer.
pub(super) fn questions(table: Table) -> impl IntoView {
    let room = table.room;
    let asked = Memo::new(move |_| {
        let now = room.portal.now();
        room.of(|it| {
            let is_asked = |action: &&Action| action.is_asked(now) && !it.stage.is_closed();
            let asked = it.response.actions.iter().filter(is_asked);
            asked.map(|action| action.plan.id.clone()).collect::<Vec<_>>()
        })
    });
    move || {
        let asked = asked.get();
        let count = asked.len();
        asked.into_iter().next().map(|first| {
            let words = match room.side() {
                Party::Customer => t!("approval.waits.you", n = count),
                Party::Experts => t!("approval.waits.customer", n = count),
            };
            let label = match room.side() {
                Party::Customer => t!("approval.show"),
                Party::Experts => t!("approval.show.customer"),
            };
            let first = StoredValue::new(first);
            let end = move || {
                let show = move |_| first.with_value(|id| table.show(id));
                view! { <Button label=label.clone() kind=ButtonKind::Default size=ButtonSize::S24 on_press=show/> }
            };
            view! { <Banner tone=Tone::Warning small=true end>{words}</Banner> }
        })
    }
}

/// Something that still holds, as the asset's page says it, and the action that is to end it.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    kind: ActionKind,
    limited: bool,
    asset: Asset,
    since: Timestamp,
    due: Option<Timestamp>,
    ending: Option<Ending>,
}

/// The action that is to take back what holds.
#[derive(Clone, Debug, PartialEq)]
struct Ending {
    id: ActionId,
    title: String,
    /// Somebody began.
    is_begun: bool,
}

impl Held {
    fn of(held: &held::Held<'_>) -> Self {
        let ending = held.ending.map(|it| Ending {
            id: it.plan.id.clone(),
            title: clip(&it.plan.title, NAME_CHARS).into_owned(),
            is_begun: it.state != ActionState::NotStarted,
        });
        let holding = &held.holding;
        Self {
            kind: holding.kind,
            limited: holding.limited,
            asset: held.asset.clone(),
            since: holding.since,
            due: held.due(),
            ending,
        }
    }
}

/// What still holds on assets, such as an isolation that nobody released, with when to look at it again.
pub(super) fn held(table: Table) -> impl IntoView {
    let room = table.room;
    let list = Memo::new(move |_| {
        let side = room.side();
        room.portal.read(|state| {
            let incident = state.incident(room.id().as_str());
            let held = incident.map(|incident| held::of_incident(state, incident, side));
            held.unwrap_or_default().iter().map(Held::of).collect::<Vec<_>>()
        })
    });
    move || {
        let list = list.get();
        (!list.is_empty()).then(|| {
            let rows = list.into_iter().map(|held| row(table, held)).collect_view();
            view! {
                <h3 class="response-head">{t!("response.held")}</h3>
                <ul class="stack stack-8 response-held">{rows}</ul>
            }
        })
    }
}

fn row(table: Table, held: Held) -> AnyView {
    let room = table.room;
    let Held { kind, limited, asset, since, due, ending } = held;
    let key = (kind.as_str(), asset.id.clone(), since);
    let is_over = due.is_some_and(|due| room.portal.now() >= due);
    let name = clip(&asset.name, NAME_CHARS).into_owned();
    let said = in_force_words(kind, limited, since);
    let words = t!("response.held.since", asset = name.as_str(), said = said);
    let reminder = due.map(|due| match &ending {
        Some(it) if it.is_begun => t!("response.held.under-way", title = it.title.as_str()),
        Some(it) => t!("response.held.planned", title = it.title.as_str()),
        None if is_over => t!("response.held.over", when = intl::moment(due)),
        None => t!("response.held.due", when = intl::moment(due)),
    });
    let class = if is_over { "icon-warm" } else { "" };
    let reminder = reminder.map(|reminder| {
        view! { <NoteLine glyph=Glyph::Bell class><bdi>{breakable(&reminder)}</bdi></NoteLine> }
    });
    let button = match ending {
        Some(ending) => {
            let show = move |_| table.show(&ending.id);
            Some(view! { <Button label=t!("response.held.show") on_press=show/> }.into_any())
        }
        None => kind.undone_by().map(|undo| release_button(room, undo, asset, name)),
    };
    view! {
        <li class="inset">
            <NoteLine glyph=Glyph::Plug><bdi>{breakable(&words)}</bdi></NoteLine>
            {reminder}
            {button}
        </li>
    }
    .keyed(key)
}

/// Plans what takes it back; the customer takes it on itself.
fn release_button(room: Room, undo: ActionKind, asset: Asset, name: String) -> AnyView {
    let planned = StoredValue::new((asset, name));
    let act = move || {
        let (asset, name) = planned.get_value();
        let title = text(&format!("action-on.{}", undo.as_str()), &[("asset", name.into())]);
        let impact = extent::usual_impact(undo, None, 1);
        let plan =
            ActionPlan { target: Some(asset), impact, ..ActionPlan::new(random::action_id(), undo, title) };
        IncidentCommand::PlanAction { plan: Box::new(plan) }
    };
    let label = match room.side() {
        Party::Experts => t!("response.held.release"),
        Party::Customer => t!("response.held.take"),
    };
    // What the experts shape waits for a publication; later there is none, and both sides see it at once.
    let said = move || match (room.side(), room.of(|it| Stage::SHAPED.contains(&it.stage))) {
        (Party::Customer, _) => t!("response.held.taken"),
        (Party::Experts, true) => t!("response.planned"),
        (Party::Experts, false) => t!("response.held.planned-after"),
    };
    view! {
        <Button
            label
            icon=Glyph::Undo
            disallowed=room.why_not(act)
            on_press=move |_| room.send(untrack(act), untrack(said), |_| ())
        />
    }
    .into_any()
}
