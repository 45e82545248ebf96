//! The incidents that await one's side, soonest clock first, and those that the experts have now.

use super::SHOWN_MAX;
use crate::analytics::clock::Clock;
use crate::analytics::dimension::{Dim, Value, stage_word};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::incident::to_do::ToDo;
use crate::analytics::sort::{Sort, SortKey};
use crate::domain::catalogue::Row;
use crate::domain::ids::IncidentId;
use crate::domain::people::{Party, Role};
use crate::domain::response::Response;
use crate::domain::state::{Incident, State};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Severity;
use crate::domain::work::Stage;
use crate::platform::intl;
use crate::route::{FilterParam, IncidentTab, List, Queue, Route};
use crate::t;
use crate::ui::clock_face::{moment_of, portal_face};
use crate::ui::parts::{Avatar, ButtonKind, ButtonLink, Countdown, CountdownLarge, EmptyState, SeverityMark};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
struct Turn {
    id: IncidentId,
    title: String,
    severity: Severity,
    clock: Option<Clock>,
    /// Titles of the actions that the reader has to carry out now.
    actions: Vec<String>,
    /// How many more are open for the customer, put off or with somebody else.
    set_aside: (usize, usize),
    /// Titles of the actions that the experts ask to take.
    questions: Vec<String>,
    asked: Option<String>,
    person: Option<String>,
}

impl Turn {
    fn of(incident: Incident<'_>, state: &State, (me, now): (&str, Timestamp)) -> Option<Self> {
        let response = incident.response();
        let to_do = response.map(|response| ToDo::of(response, me, now)).unwrap_or_default();
        Some(Self {
            id: IncidentId::new(incident.id())?,
            title: incident.known.title().to_owned(),
            severity: incident.severity(),
            clock: Clock::of(incident, state, state.covers(incident)),
            actions: to_do.now.into_iter().map(|action| action.plan.title.clone()).collect(),
            set_aside: (to_do.snoozed, to_do.delegated),
            questions: questions(response, now),
            asked: who_asked(response, now)
                .map(|(who, at)| t!("home.asked", who = who, when = intl::moment(at))),
            person: incident.assignment().person,
        })
    }
}

/// Titles of the actions for which the experts want a yes or no.
fn questions(response: Option<&Response>, now: Timestamp) -> Vec<String> {
    let actions = response.into_iter().flat_map(|response| &response.actions);
    actions.filter(|action| action.is_asked(now)).map(|action| action.plan.title.clone()).collect()
}

/// Who asked last and when: with the response, or for a yes or no. What a playbook published by itself it asks.
fn who_asked(response: Option<&Response>, now: Timestamp) -> Option<(String, Timestamp)> {
    let response = response?;
    let itself =
        response.published_by_itself().map(|it| t!("playbook.called", name = it.playbook.name.as_str()));
    let published =
        response.published.iter().map(|it| (itself.clone().unwrap_or_else(|| it.by.clone()), it.at));
    let open = response.actions.iter().filter(|action| action.is_asked(now));
    let questions = open.filter_map(|action| action.approval.as_ref());
    published.chain(questions.map(|it| (it.asked_by.clone(), it.asked))).max_by_key(|(_, at)| *at)
}

/// The incidents that await the customer, those that wait for the experts, taken or not, or those at another stage.
fn rows_of(portal: Portal, stage: Stage) -> Vec<Row> {
    let now = portal.now();
    portal.board(|board| match stage {
        Stage::YourTurn => board.awaiting_rows(now),
        Stage::WaitingForExperts => board.experts_rows(),
        stage => board.stage_rows(stage),
    })
}

/// The first few of them, soonest due first, and how many there are.
fn turns(portal: Portal, stage: Stage) -> (Vec<Turn>, u32) {
    let rows = rows_of(portal, stage);
    let (me, now) = (portal.actor().person, portal.now());
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let mut turns: Vec<Turn> = portal.glance(|state| {
        let known = rows.into_iter().filter_map(|row| state.catalogue.get(row));
        known.map(|known| state.with_work(known)).filter_map(|one| Turn::of(one, state, (&me, now))).collect()
    });
    let due = |clock: Clock| clock.running(moment_of(&clock, now)).due.as_millis();
    turns.sort_by_key(|turn| turn.clock.map_or(i64::MAX, due));
    turns.truncate(SHOWN_MAX);
    (turns, count)
}

/// "Your turn" for the customer; what waits to be taken up for the experts.
#[component]
pub(super) fn Turns() -> impl IntoView {
    let portal = Portal::get();
    let is_customer = Memo::new(move |_| portal.party() == Party::Customer);
    let list = Memo::new(move |_| {
        turns(portal, if is_customer.get() { Stage::YourTurn } else { Stage::WaitingForExperts })
    });
    let head = move || if is_customer.get() { t!("home.your-turn") } else { t!("home.waiting") };
    let to_list = move || Route::Incidents(soonest(is_customer.get())).to_string();
    let rows = move || {
        let (turns, _) = list.get();
        if turns.is_empty() {
            let title = if is_customer.get() {
                t!("home.answer.customer", n = 0)
            } else {
                t!("home.answer.experts", n = 0)
            };
            let text = if is_customer.get() { t!("home.none.customer") } else { t!("home.none.experts") };
            return view! { <EmptyState title text/> }.into_any();
        }
        let rows = turns
            .into_iter()
            .enumerate()
            .map(|(at, turn)| row(portal, turn, at == 0, &soonest(is_customer.get())))
            .collect_view();
        view! { <ul class="turns">{rows}</ul> }.into_any()
    };
    // The title of the page counts all of them.
    let more = move || {
        let (turns, count) = list.get();
        let left = count.saturating_sub(u32::try_from(turns.len()).unwrap_or(u32::MAX));
        (left > 0).then(|| {
            let href = Route::Incidents(soonest(is_customer.get())).to_string();
            view! { <p class="card-foot data"><a class="link" href=href>{t!("home.more-turns", n = left)}</a></p> }
        })
    };
    view! {
        <section class="card" aria-labelledby="turns-title">
            <div class="card-head">
                <h2 class="section" id="turns-title">{head}</h2>
                <span class="caption third">{t!("home.soonest")}</span>
                <a class="link push" href=to_list>{t!("home.open-list")}</a>
            </div>
            {rows}
            {more}
            <Untaken/>
        </section>
    }
}

/// The list behind the card, in its order: next and previous go through it.
fn soonest(is_customer: bool) -> Queue {
    let sort = Sort { key: SortKey::Due, descending: false };
    if is_customer {
        return Queue { list: List::YourTurn, sort, ..Queue::default() };
    }
    let filter = with_clock(&[Stage::WaitingForExperts, Stage::New]);
    Queue { list: List::Open, sort, filter, noise: true, ..Queue::default() }
}

/// What is at some stages and has a clock that runs.
pub(super) fn with_clock(stages: &[Stage]) -> FilterParam {
    let mut filter =
        stages.iter().fold(Filter::default(), |filter, it| filter.with(Dim::Stage, stage_word(*it)));
    filter.set(Dim::Due, Value::word("none"), Mark::Excluded);
    FilterParam::Good(filter)
}

/// How many open incidents nobody has, with the way to them. What awaits an expert says it of those in scope already.
#[component]
fn Untaken() -> impl IntoView {
    let portal = Portal::get();
    let count = Memo::new(move |_| portal.board(|board| board.stage_count(Stage::New)));
    let href = || {
        let filter = FilterParam::Good(Filter::default().with(Dim::Stage, stage_word(Stage::New)));
        Route::Incidents(Queue { list: List::Open, filter, ..Queue::default() }).to_string()
    };
    let line = move || {
        (count.get() > 0 && portal.role.get() != Role::Expert).then(|| {
            view! {
                <p class="card-foot data">
                    <a class="link" href=href()>{t!("home.untaken", n = count.get())}</a>
                </p>
            }
        })
    };
    view! { <div>{line}</div> }
}

fn row(portal: Portal, turn: Turn, is_first: bool, queue: &Queue) -> AnyView {
    let Turn { id, title, severity, clock, actions, set_aside, questions, asked, .. } = turn;
    let key = id.clone();
    let (snoozed, delegated) = set_aside;
    let is_for_response = !actions.is_empty() || !questions.is_empty() || snoozed + delegated > 0;
    let set_aside = [
        (snoozed > 0).then(|| t!("home.actions.snoozed", n = snoozed)),
        (delegated > 0).then(|| t!("home.actions.delegated", n = delegated)),
    ];
    let set_aside =
        set_aside.into_iter().flatten().map(|words| view! { <span>{words}</span> }).collect_view();
    let tab = if is_for_response { IncidentTab::Response } else { IncidentTab::default() };
    let label = if is_for_response { t!("home.open-response") } else { t!("home.open-incident") };
    let named = t!("home.open-named", what = label.as_str(), title = title.as_str());
    let number = t!("home.number", id = id.as_str());
    let href = Route::Incident { id, tab, queue: queue.clone() }.to_string();
    let face = clock.map(|clock| {
        let face = Signal::derive(move || portal_face(portal, &clock));
        view! { <CountdownLarge clock=face/> }
    });
    let asks = (!actions.is_empty()).then(|| {
        view! {
            <p class="cut">
                <strong>{t!("home.actions", n = actions.len())}</strong> " " {intl::both(&actions)}
            </p>
        }
    });
    let wants = (!questions.is_empty()).then(|| {
        view! {
            <p class="cut">
                <strong>{t!("home.questions", n = questions.len())}</strong> " " {intl::both(&questions)}
            </p>
        }
    });
    view! {
        <li class="turn">
            <div class="turn-clock">{face}</div>
            <div class="grow stack stack-2">
                <h3 class="card-title"><bdi>{title}</bdi></h3>
                {asks}
                {wants}
                <p class="row row-wide caption third">
                    <SeverityMark level=severity/>
                    <span>{number}</span>
                    <span>{asked}</span>
                    {set_aside}
                </p>
            </div>
            <ButtonLink label named href kind=if is_first { ButtonKind::Primary } else { ButtonKind::Default }/>
        </li>
    }
    .keyed(key)
}

/// What the experts work on now.
#[component]
pub(super) fn WithExperts() -> impl IntoView {
    let portal = Portal::get();
    let list = Memo::new(move |_| {
        let (mut list, count) = turns(portal, Stage::BeingWorked);
        // An expert looks for their own first; the order by the clock stays within both.
        let me = portal.actor();
        list.sort_by_key(|turn| me.role == Role::Expert && turn.person.as_ref() != Some(&me.person));
        (list, count)
    });
    let title = move || match portal.party() {
        Party::Customer => t!("home.with-experts"),
        Party::Experts => t!("home.with-experts.experts"),
    };
    let href = Route::Incidents(being_worked()).to_string();
    let rows = move || {
        let (turns, _) = list.get();
        if turns.is_empty() {
            return view! { <p class="card-body third">{t!("home.with-experts.none")}</p> }.into_any();
        }
        let rows = turns.into_iter().map(|turn| small_row(portal, turn)).collect_view();
        view! { <ul class="list">{rows}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="experts-title">
            <div class="card-head">
                <h2 class="section" id="experts-title">{title}</h2>
                <a class="link push" href=href>{move || t!("home.with-experts.count", n = list.get().1)}</a>
            </div>
            {rows}
        </section>
    }
}

fn being_worked() -> Queue {
    Queue { list: List::BeingWorked, ..Queue::default() }
}

fn small_row(portal: Portal, turn: Turn) -> AnyView {
    let key = turn.id.clone();
    let href =
        Route::Incident { id: turn.id, tab: IncidentTab::default(), queue: being_worked() }.to_string();
    let face = turn.clock.map(|clock| {
        let face = Signal::derive(move || portal_face(portal, &clock));
        view! { <Countdown clock=face/> }
    });
    let person = turn.person.map(|name| {
        view! { <Avatar name=name party=Some(Party::Experts) named=true/> }
    });
    view! {
        <li class="list-row list-row-two">
            <SeverityMark level=turn.severity bare=true/>
            <a class="grow cut" href=href><bdi>{turn.title}</bdi></a>
            {face}
            {person}
        </li>
    }
    .keyed(key)
}
