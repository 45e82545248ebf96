//! The managed response: whose turn it is, what happened, what is to be done and by whom.

mod agree;
mod ask;
mod card;
mod cards;
mod deeds;
mod form;
mod held;
mod investigated;
mod kinds;
mod last;
mod object;
mod pill;
mod plan;
mod playbooks;
mod publish;
mod sight;
mod summary;
mod targets;
mod undoing;

use super::room::Room;
use super::when_here;
use crate::analytics::clock::Clock;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::decide::decide;
use crate::domain::people::{Actor, Party, Role};
use crate::domain::text::clip;
use crate::domain::work::Stage;
use crate::platform::intl::moment;
use crate::t;
use crate::ui::clock_face::{is_for_answer, moment_of, pause_line, portal_face, target};
use crate::ui::naming;
use crate::ui::parts::{
    Band, Banner, Button, ButtonKind, ClockFace, CountdownLarge, EmptyState, Glyph, PanelTabs, Segment,
};
use crate::ui::refusals;
use crate::view::prelude::*;

/// Longest name of a person in a sentence, in characters.
const NAME_CHARS: usize = 120;

/// How many actions are open for the side that looks, where there are any.
pub(super) fn open_count(room: Room) -> Option<usize> {
    let side = room.side();
    let count = room
        .of(|it| it.response.seen_by(side).filter(|action| action.party == side && action.is_open()).count());
    (count > 0).then_some(count)
}

/// What the panel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// The response with its actions and its summary.
    Response,
    /// The experts prepare it; the customer sees that they do.
    Preparing,
    /// There is none, and why.
    Nothing(Stage),
}

fn shown(room: Room) -> Shown {
    let side = room.side();
    room.standing.with(|standing| {
        let Some(standing) = standing else { return Shown::Nothing(Stage::New) };
        let response = &standing.response;
        let is_begun = response.published.is_some() || response.seen_by(side).next().is_some();
        match standing.stage {
            _ if is_begun => Shown::Response,
            Stage::BeingWorked if side == Party::Experts => Shown::Response,
            Stage::BeingWorked | Stage::WaitingForExperts if side == Party::Customer => Shown::Preparing,
            stage => Shown::Nothing(stage),
        }
    })
}

/// The panel without its frame.
#[component]
pub(super) fn ResponsePanel() -> impl IntoView {
    let room = Room::get();
    let part = RwSignal::new(0_usize);
    let shown = Memo::new(move |_| shown(room));
    let left = Memo::new(move |_| left_open(room));
    let content = move || match shown.get() {
        Shown::Response => response(room, part),
        Shown::Preparing => preparing(room),
        Shown::Nothing(stage) => none(room, stage),
    };
    view! {
        <div class="stack">
            <ClockLine/>
            {move || left.get().map(|words| view! { <Banner small=true><bdi>{words}</bdi></Banner> })}
            {content}
        </div>
    }
    .into_any()
}

/// That the incident was closed with open actions: whoever reads "Not started" on a card must not take it for work to do.
fn left_open(room: Room) -> Option<String> {
    room.standing.with(|standing| {
        let standing = standing.as_ref().filter(|it| it.stage.is_closed())?;
        let resolution = standing.resolution.as_ref()?;
        let count = resolution.left_open(&standing.response)?;
        let who = clip(&resolution.by, NAME_CHARS);
        Some(t!("response.left-open", who = who.as_ref(), when = moment(resolution.at), n = count))
    })
}

fn response(room: Room, part: RwSignal<usize>) -> AnyView {
    // What the experts prepare is read once it is published; before that the customer sees what was done and is asked.
    let is_told = Memo::new(move |_| room.of(|it| it.response.summary_for(room.side()).is_some()));
    let tabs = move || {
        let count = room.of(|it| it.response.seen_by(room.side()).count());
        let actions =
            Segment { count: (count > 0).then(|| count.to_string()), ..Segment::new(t!("response.actions")) };
        match is_told.get() {
            true => {
                vec![actions, Segment::new(t!("response.summary")), Segment::new(t!("response.playbook"))]
            }
            false => vec![actions],
        }
    };
    let body = move || match if is_told.get() { part.get() } else { 0 } {
        0 => view! { <cards::Cards on_summary=Callback::new(move |()| part.set(1))/> }.into_any(),
        1 => view! { <summary::SummaryPart/> }.into_any(),
        _ => view! { <playbooks::PlaybookPart/> }.into_any(),
    };
    let publishes = Memo::new(move |_| room.portal.role.get() == Role::Expert);
    view! {
        <PanelTabs
            label=t!("incident.response")
            tabs=Signal::derive(tabs)
            chosen=part
            on_choose=move |at| part.set(at)
        />
        {move || (!is_told.get()).then(|| view! { <p class="second">{t!("response.preparing")}</p> })}
        {body}
        {move || publishes.get().then(|| view! { <publish::PublishBar/> })}
    }
    .into_any()
}

/// The customer waits; the panel says for whom and since when.
fn preparing(room: Room) -> AnyView {
    let title = move || {
        let is_worked = room.standing.with(|it| it.as_ref().is_some_and(|it| it.stage == Stage::BeingWorked));
        if is_worked { t!("response.preparing") } else { t!("response.waiting") }
    };
    let text = move || {
        let person = room.of(|it| it.assignment.person.clone());
        let taken = room.of(|it| it.taken).map(moment);
        match (person, taken) {
            (Some(person), _) => t!("response.preparing.by", who = person),
            (None, Some(when)) => t!("response.waiting.since", when = when),
            (None, None) => t!("response.preparing.help"),
        }
    };
    view! {
        <EmptyState title=Signal::derive(title) text=MaybeProp::derive(move || Some(text()))/>
    }
    .into_any()
}

/// No response: what is so, and the next step.
fn none(room: Room, stage: Stage) -> AnyView {
    let (title, text) = match stage {
        Stage::New => (t!("response.none.new"), who_can_take(room)),
        Stage::OwnTeam => (t!("response.none.own"), t!("response.none.own.help")),
        Stage::WaitingForExperts | Stage::BeingWorked => {
            (t!("response.none.waiting"), t!("response.none.waiting.help"))
        }
        Stage::YourTurn => (t!("response.none.asked"), t!("response.none.asked.help")),
        Stage::FinishedByExperts | Stage::Resolved => {
            (t!("response.none.closed"), t!("response.none.closed.help"))
        }
        Stage::Redirected => (t!("response.none.merged"), t!("response.none.merged.help")),
    };
    let takes = move || {
        let actor = room.portal.actor();
        IncidentCommand::AssignToTeam { party: Some(Party::Customer), person: Some(actor.person) }
    };
    // The team can take what nobody has; the experts take it with the button in the head of the page.
    let take = (stage == Stage::New).then_some(move || {
        (room.side() == Party::Customer).then(|| {
            view! {
                <div>
                    <Button
                        label=t!("incident.assign.me")
                        kind=ButtonKind::Default
                        icon=Glyph::Assign
                        disallowed=room.why_not(takes)
                        on_press=move |_| room.send(untrack(takes), t!("incident.assigned.me"), |_| ())
                    />
                </div>
            }
        })
    });
    let source = when_here(room, room.record, move |record| {
        let summary = record.summary.clone().filter(|text| !text.trim().is_empty());
        summary
            .map(|text| {
                view! {
                    <div class="inset inset-edged">
                        <h3 class="caption strong">{t!("incident.source-summary")}</h3>
                        {super::texts::long_text(text)}
                    </div>
                }
            })
            .into_any()
    });
    view! {
        {source}
        <EmptyState title text>{take}</EmptyState>
        {(!matches!(stage, Stage::Resolved | Stage::FinishedByExperts | Stage::Redirected)).then(|| sight::sight(room))}
    }
    .into_any()
}

/// Who can take an incident that nobody has: the experts only what they work.
fn who_can_take(room: Room) -> String {
    let take = Command::Incident { incident: room.id(), act: IncidentCommand::TakeByExperts };
    let expert = Actor { person: String::new(), role: Role::Expert };
    let now = room.portal.reader.with_untracked(|reader| reader.now);
    match room.portal.read(|state| decide(state, &take, &expert, now)) {
        Ok(_) => t!("response.none.new.help"),
        Err(refusal) => t!("response.none.new.team", why = refusals::refusal(&refusal)),
    }
}

/// Whose turn it is and how much time is left.
#[component]
fn ClockLine() -> impl IntoView {
    let room = Room::get();
    let clock = Memo::new(move |_| room.standing.with(|it| it.as_ref().and_then(|it| it.clock)));
    let face = move |clock: Clock| Signal::derive(move || face(room, &clock));
    let without = move || {
        let is_turn = room.standing.with(|it| it.as_ref().is_some_and(|it| it.stage == Stage::YourTurn));
        (is_turn && clock.get().is_none()).then(|| {
            let severity = room.standing.with(|it| it.as_ref().map(|it| naming::severity(&it.severity)));
            view! {
                <p class="second">{t!("response.clock.none", severity = severity.unwrap_or_default())}</p>
            }
        })
    };
    let paused = move || {
        let clock = clock.get()?;
        let pause =
            room.portal.read(|state| state.incident(room.id().as_str())?.work?.pauses.last().cloned())?;
        let line = pause_line(&clock, &pause, room.portal.now())?;
        Some(view! { <p class="data"><bdi>{line}</bdi></p> })
    };
    view! {
        {move || clock.get().map(|clock| view! { <CountdownLarge clock=face(clock)/> })}
        {paused}
        {without}
    }
    .into_any()
}

/// The face with its sentences: "1 h 48 min left for you", "due 12:30, target for High: 3 h".
fn face(room: Room, clock: &Clock) -> ClockFace {
    let now = room.portal.now();
    let side = room.side();
    let face = portal_face(room.portal, clock);
    let ends = clock.answer.is_some();
    let clock = &clock.running(moment_of(clock, now));
    let is_answer = is_for_answer(clock);
    let left = match (face.band, clock.party == side, clock.party) {
        // It says until when it stands still, which is no span.
        (Band::Paused, ..) => t!("response.clock.paused", until = face.left.as_str()),
        (Band::Over, true, _) => t!("response.clock.over.you", span = face.left.as_str()),
        (Band::Over, false, Party::Experts) => {
            t!("response.clock.over.experts", span = face.left.as_str())
        }
        (Band::Over, false, Party::Customer) => {
            t!("response.clock.over.customer", span = face.left.as_str())
        }
        (_, true, _) if is_answer => t!("response.clock.answer.you", span = face.left.as_str()),
        _ if is_answer => t!("response.clock.answer.customer", span = face.left.as_str()),
        (_, true, _) => t!("response.clock.you", span = face.left.as_str()),
        (_, false, Party::Experts) => t!("response.clock.experts", span = face.left.as_str()),
        (_, false, Party::Customer) => t!("response.clock.customer", span = face.left.as_str()),
    };
    let severity = room.standing.with(|it| it.as_ref().map(|it| naming::severity(&it.severity)));
    let target = room.portal.read(|state| {
        let incident = state.incident(room.id().as_str())?;
        let set = state.settings.targets.of(&incident.severity());
        let minutes = match clock.party {
            Party::Experts => set.experts_minutes,
            Party::Customer => set.customer_minutes,
        };
        minutes.map(|minutes| target(minutes, set.coverage))
    });
    let target = target.unwrap_or_default();
    let due = t!(
        "response.clock.due",
        due = face.due.clone().unwrap_or_default(),
        severity = severity.unwrap_or_default(),
        target = target,
    );
    let due = match &face.due {
        Some(at) if ends && is_answer => t!("response.clock.answer", due = at.as_str()),
        _ => due,
    };
    let due = if clock.assumed { t!("response.clock.assumed", due = due) } else { due };
    ClockFace { left, due: Some(due), ..face }
}
