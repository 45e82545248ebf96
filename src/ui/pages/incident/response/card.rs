//! One action as a card: closed a row, open with who acts and why, what it costs, and what can be done.

use super::super::life_line::time_of_day;
use super::super::room::Room;
use super::cards::{Table, missed, toggle_id};
use super::deeds::{Deeds, buttons};
use super::pill::state_pill;
use crate::domain::ids::ActionId;
use crate::domain::people::Party;
use crate::domain::response::{Action, ActionState, Response};
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::domain::who_acts::{Rule, RuleStep, Verdict};
use crate::platform::intl;
use crate::t;
use crate::ui::extent;
use crate::ui::markdown::Markdown;
use crate::ui::naming;
use crate::ui::parts::{ActionCard, Glyph, Icon, NoteLine, Order, RuleTrace, TraceLine, TraceOutcome};
use crate::view::prelude::*;

/// Longest name on a card, in characters.
const NAME_CHARS: usize = 160;

/// A card's place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// Its number over both sections, from 1.
    pub(super) number: usize,
    /// The action.
    pub(super) id: ActionId,
}

/// What stands before an action that is open.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lock {
    /// The number of the other one, where the reader sees it.
    pub(super) number: Option<usize>,
    title: String,
}

/// The card of an action.
pub(super) fn card(table: Table, party: Party, place: Place) -> AnyView {
    let room = table.room;
    let Place { number, id } = place;
    let stored = StoredValue::new(id);
    let action = Memo::new(move |_| stored.with_value(|id| room.of(|it| it.response.action(id).cloned())));
    let lock =
        Memo::new(move |_| stored.with_value(|id| room.of(|it| lock_of(&it.response, id, room.side()))));
    let is_open = Memo::new(move |_| stored.with_value(|id| table.is_open(id)));
    let order = move || action.with(|action| order_of(action.as_ref(), party, number));
    let name = move || action.with(|it| it.as_ref().map(|it| clip(&it.plan.title, NAME_CHARS).into_owned()));
    let line = move || {
        let now = room.portal.now();
        action.with(|action| {
            let action = action.as_ref()?;
            let line = agreed_line(action, now).unwrap_or_else(|| cost_line(action, now));
            let is_told = action.published || room.side() == Party::Customer;
            Some(if is_told { line } else { t!("response.line.unpublished", line = line) })
        })
    };
    let end = move || {
        view! {
            {move || action.get().map(|action| state_pill(room, &action, lock.get()))}
            <button
                type="button"
                class="button button-subtle button-icon button-24 action-toggle"
                id=stored.with_value(toggle_id)
                aria-expanded=move || is_open.get().to_string()
                aria-label=move || t!("response.card.open", title = name().unwrap_or_default())
                on:click=move |_| stored.with_value(|id| table.toggle(id))
            >
                {move || {
                    let glyph = if is_open.get() { Glyph::ChevronUp } else { Glyph::ChevronDown };
                    view! { <Icon glyph/> }
                }}
            </button>
        }
    };
    let body = move || action.get().map(|action| body(table, action, lock));
    // Apart from the body and made anew only when they differ, so that an open menu and the focus outlive the clock.
    let deeds =
        Memo::new(move |_| action.with(|it| it.as_ref().map(|it| Deeds::of(room, it)).unwrap_or_default()));
    view! {
        <ActionCard
            order=Signal::derive(order)
            mark=Signal::derive(move || mark_of(order(), room.side()))
            name=Signal::derive(move || name().unwrap_or_default())
            line=Signal::derive(move || line().unwrap_or_default())
            open=is_open
            end
        >
            {body}
            {move || stored.with_value(|id| buttons(table, id, deeds.get()))}
        </ActionCard>
    }
    .into_any()
}

fn order_of(action: Option<&Action>, party: Party, number: usize) -> Order {
    let is_done = action.is_some_and(|action| matches!(action.state, ActionState::Completed { .. }));
    // What is left out or for nobody to do has no place in the order.
    let is_out = |it: &Action| matches!(it.state, ActionState::Skipped { .. }) || it.withheld().is_some();
    if action.is_some_and(is_out) {
        return Order::None;
    }
    match (party, is_done) {
        (Party::Experts, true) => Order::DoneByExperts,
        (Party::Customer, true) => Order::DoneByYou,
        (Party::Experts, false) => Order::Experts(number),
        (Party::Customer, false) => Order::Yours(number),
    }
}

/// What the mark before an action says to whoever does not know its colour.
fn mark_of(order: Order, side: Party) -> String {
    match (order, side) {
        (Order::Yours(n), Party::Customer) => t!("response.mark.you", n = n),
        (Order::Yours(n), Party::Experts) => t!("response.mark.customer", n = n),
        (Order::Experts(n), _) => t!("response.mark.experts", n = n),
        (Order::DoneByYou, Party::Customer) => t!("response.mark.done.you"),
        (Order::DoneByYou, Party::Experts) => t!("response.mark.done.customer"),
        (Order::DoneByExperts, _) => t!("response.done-by-experts"),
        (Order::None, _) => String::new(),
    }
}

/// The first of the actions that must be settled before it, while one is not.
fn lock_of(response: &Response, id: &ActionId, side: Party) -> Option<Lock> {
    let action = response.action(id).filter(|action| action.is_open())?;
    let open = |first: &ActionId| response.action(first).filter(|other| other.is_open());
    let before = action.plan.firsts().find_map(open)?;
    let number = response.numbered(side).iter().position(|other| other.plan.id == before.plan.id);
    Some(Lock { number: number.map(|at| at + 1), title: before.plan.title.clone() })
}

/// What was agreed on an open action, which has to be seen on a card that is closed.
fn agreed_line(action: &Action, now: Timestamp) -> Option<String> {
    if action.state.is_settled() {
        return None;
    }
    if let Some(snooze) = action.snoozed.as_ref().filter(|_| action.is_snoozed(now)) {
        return Some(t!("response.line.put-off", until = time_of_day(snooze.until, now)));
    }
    let given = action.delegated.as_ref()?;
    Some(t!("response.line.given", to = clip(&given.to, NAME_CHARS).as_ref()))
}

/// One line below the name, with on how many assets it is done where that is not all of them.
fn cost_line(action: &Action, now: Timestamp) -> String {
    let line = state_line(action, now);
    match action.progress() {
        // It says so itself.
        _ if matches!(action.state, ActionState::Partly { .. }) => line,
        Some((done, of)) => t!("response.line.done-on", line = line, done = done, of = of),
        None => line,
    }
}

/// By hand or at one press, or who did it and when.
fn state_line(action: &Action, now: Timestamp) -> String {
    match &action.state {
        ActionState::NotStarted if action.plan.kind.has_automation() => {
            let kind = extent::kind(action.plan.kind, action.plan.extent);
            let more = action.plan.more_targets.len();
            let line = match &action.plan.target {
                Some(asset) => {
                    let asset = clip(&asset.name, NAME_CHARS);
                    match more {
                        0 => t!("response.line.target", kind = kind, asset = asset.as_ref()),
                        n => t!("response.line.targets", kind = kind, asset = asset.as_ref(), n = n),
                    }
                }
                None => kind,
            };
            match action.withheld() {
                Some(_) => line,
                None => t!("response.line.one-click", line = line),
            }
        }
        ActionState::NotStarted => t!("response.line.by-hand"),
        ActionState::Partly { by, at, done, of } => {
            t!(
                "response.line.partly",
                done = *done,
                of = *of,
                who = by.as_str(),
                when = time_of_day(*at, now)
            )
        }
        ActionState::InProgress { by, at } => {
            t!("response.line.started", who = by.as_str(), when = time_of_day(*at, now))
        }
        ActionState::Completed { by, at, .. }
        | ActionState::Failed { by, at, .. }
        | ActionState::Skipped { by, at, .. } => {
            t!("response.line.by", who = by.as_str(), when = time_of_day(*at, now))
        }
    }
}

fn body(table: Table, action: Action, lock: Memo<Option<Lock>>) -> AnyView {
    let room = table.room;
    let said_of = action.clone();
    let plan = &action.plan;
    let said = match &action.state {
        ActionState::Completed { note, .. } => Some(note.clone()),
        ActionState::Failed { reason, .. } | ActionState::Skipped { reason, .. } => Some(reason.clone()),
        ActionState::NotStarted | ActionState::InProgress { .. } | ActionState::Partly { .. } => None,
    };
    let said = said.filter(|said| !said.trim().is_empty()).map(|said| {
        view! { <NoteLine glyph=Glyph::Comment><bdi>{said}</bdi></NoteLine> }
    });
    let instructions = (!plan.instructions.trim().is_empty()).then(|| {
        view! { <Markdown text=plan.instructions.clone()/> }
    });
    let how_much =
        extent::sentence(plan).map(|words| view! { <NoteLine glyph=Glyph::Device>{words}</NoteLine> });
    let impact = (!plan.impact.trim().is_empty()).then(|| {
        let impact = plan.impact.clone();
        view! { <NoteLine><bdi>{impact}</bdi></NoteLine> }
    });
    let open = (!action.state.is_settled()).then(|| action.plan.clone());
    let warns =
        open.map(|plan| super::undoing::warning(room, move || lock.get().is_none().then(|| plan.clone())));
    let locked = move || {
        lock.get().map(|lock| {
            let title = clip(&lock.title, NAME_CHARS).into_owned();
            view! { <NoteLine glyph=Glyph::Lock>{t!("response.after.title", title = title)}</NoteLine> }
        })
    };
    view! {
        {instructions}
        {warns}
        {trace(room, &action)}
        {how_much}
        {impact}
        {said}
        {locked}
        {super::targets::targets(table, &action)}
        {move || super::held::agreed(room, &said_of)}
    }
    .into_any()
}

/// Who acts and why: for what is open the rules as they stand, for what is settled those that held.
fn trace(room: Room, action: &Action) -> AnyView {
    let action = action.clone();
    let is_refused = action.is_refused();
    let asked_by = action.approval.as_ref().map(|it| clip(&it.asked_by, NAME_CHARS).into_owned());
    let asked_by = StoredValue::new(asked_by);
    let asked = StoredValue::new(action.clone());
    // Who asks although the rules let the experts act does so by choice.
    let chose = move |party: Party, why: &[RuleStep]| {
        let is_choice = party == Party::Experts && Verdict::of(why) == Verdict::ExpertsAct;
        asked_by.get_value().filter(|_| is_choice)
    };
    let live = Memo::new(move |_| {
        // What the customer has begun stays the customer's, as it does when the response is published again.
        let begun_by_team = action.party == Party::Customer && action.state != ActionState::NotStarted;
        if action.state.is_settled() || begun_by_team {
            return (action.party, action.why.clone(), false);
        }
        let now = room.portal.reader.with_untracked(|reader| reader.now);
        let judged = room.portal.read(|state| {
            let incident = state.incident(room.id().as_str())?;
            let plan = &action.plan;
            let (target, more) = (plan.target.as_ref(), plan.more_targets.as_slice());
            Some(state.who_acts_on_all(&incident.brief(), plan.kind, target, more, now))
        });
        let (verdict, why) = judged.unwrap_or((Verdict::Nobody, action.why.clone()));
        // What the customer refused stays with it, whoever would act by the rules.
        let has_changed = verdict.party() != action.party && !action.is_refused();
        (action.party, why, has_changed)
    });
    let title = move || {
        let (party, why, _) = live.get();
        if chose(party, &why).is_some() {
            return t!("response.why.chose");
        }
        let verdict = Verdict::of(&why);
        match (party, room.side()) {
            // What nobody is offered is no action of the customer's.
            (Party::Customer, _) if !verdict.is_offered() || verdict == Verdict::Nobody => {
                t!("response.why.nobody")
            }
            (Party::Experts, _) if verdict == Verdict::AskFirst => t!("response.why.ask"),
            (Party::Customer, Party::Customer) => t!("response.why.you"),
            (Party::Customer, Party::Experts) => t!("response.why.customer"),
            (Party::Experts, _) => t!("response.why.experts"),
        }
    };
    let lines = move || {
        let (party, why, _) = live.get();
        let mut lines = trace_lines(party, &why, room.side());
        let end = asked.with_value(|action| missed(action, room.portal.now()));
        if let Some(end) = end.filter(|_| Verdict::of(&why) == Verdict::AskFirst) {
            let text = t!("rule.result.lapsed", when = intl::moment(end));
            lines.push(TraceLine { outcome: TraceOutcome::Result, text });
        }
        let refused = (is_refused && party == Party::Customer).then(|| match room.side() {
            Party::Customer => t!("response.result.refused.you"),
            Party::Experts => t!("response.result.refused.customer"),
        });
        // Somebody's word stands in place of what the rules say.
        if let Some(text) = refused.or_else(|| Some(t!("response.result.chose", who = chose(party, &why)?))) {
            lines.pop();
            lines.push(TraceLine { outcome: TraceOutcome::Result, text });
        }
        lines
    };
    let changed = move || {
        live.get().2.then(|| {
            view! { <NoteLine glyph=Glyph::Warning class="icon-warm">{t!("response.why.changed")}</NoteLine> }
        })
    };
    view! {
        <RuleTrace title=Signal::derive(title) lines=Signal::derive(lines)/>
        {changed}
    }
    .into_any()
}

/// One rule of a trace as a line.
pub(super) fn step_line(step: &RuleStep) -> TraceLine {
    let outcome = if step.holds { TraceOutcome::Holds } else { TraceOutcome::Fails };
    TraceLine { outcome, text: naming::rule_step(step) }
}

/// That the experts may not look, and who acts then.
pub(super) fn unseen(side: Party) -> String {
    match side {
        Party::Customer => t!("rule.result.unseen"),
        Party::Experts => t!("response.result.unseen"),
    }
}

/// The lines of a trace with its result.
pub(super) fn trace_lines(party: Party, why: &[RuleStep], side: Party) -> Vec<TraceLine> {
    let verdict = Verdict::of(why);
    let decided = Rule::that_decided(why);
    // The rules say who acts now, whoever was meant to when the action was planned.
    let party = if why.is_empty() { party } else { verdict.party() };
    let result = match (party, side) {
        _ if verdict == Verdict::Nobody => t!("rule.result.nobody"),
        // Who may not look at an incident cannot guide either.
        _ if matches!(decided, Some(Rule::InvestigateGranted | Rule::DeviceAccess)) => unseen(side),
        _ if verdict == Verdict::AskFirst => t!("rule.result.ask"),
        (_, Party::Customer) if verdict == Verdict::RuledOut => t!("rule.result.ruled-out"),
        _ if verdict == Verdict::RuledOut => t!("response.result.ruled-out"),
        _ if verdict == Verdict::InformOnly => t!("rule.result.inform"),
        (Party::Experts, _) => t!("rule.result.experts"),
        (Party::Customer, Party::Customer) => t!("rule.result.customer"),
        (Party::Customer, Party::Experts) => t!("response.result.customer"),
    };
    why.iter().map(step_line).chain([TraceLine { outcome: TraceOutcome::Result, text: result }]).collect()
}
