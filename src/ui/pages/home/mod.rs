//! Home: is it my turn, and how does the service stand.

mod awaits;
mod calls;
mod check_in;
mod duties;
mod figures;
mod first;
mod hunting;
mod messages;
mod side;
mod start;
mod turns;

use crate::domain::people::{Party, Role};
use crate::domain::phase::Phase;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::AnswerHead;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// How many incidents a list on Home shows before it leads to the queue.
const SHOWN_MAX: usize = 5;

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    let portal = Portal::get();
    let over = move || {
        let now = portal.now();
        t!("home.now", day = intl::day_long(now), time = intl::time(now), zone = intl::zone(now))
    };
    let is_new = Memo::new(move |_| {
        portal.read(|state| state.catalogue.is_empty() || state.phase() < Phase::Readiness)
    });
    // Whoever has done nothing yet is told what this is. In the demonstration the strip does.
    let is_first = Memo::new(move |_| {
        let untouched = portal.read(|state| state.seq <= 1);
        untouched && !portal.is_demo()
    });
    move || if is_first.get() { first::first() } else { usual(portal, over, is_new) }
}

/// Home of a workspace in use. A newcomer's first page is without it, so the compiler must not write it in there.
#[inline(never)]
fn usual(
    portal: Portal,
    over: impl Fn() -> String + Copy + Send + Sync + 'static,
    is_new: Memo<bool>,
) -> AnyView {
    view! {
        <div class="page">
            <AnswerHead over=Signal::derive(over) title=Signal::derive(move || answer(portal))/>
            <div class="with-side calm">
                <div class="stack calm">
                    {portal.is_demo().then(|| view! { <crate::ui::demo::WelcomeMail/> })}
                    {move || is_new.get().then(start::start)}
                    <calls::Calls/>
                    {move || first_to_last(portal.role.get())}
                </div>
                <div class="stack calm">{move || beside(portal.role.get())}</div>
            </div>
        </div>
    }
    .into_any()
}

/// The cards in the order in which a role needs them: what awaits it comes first, by the clock where one runs.
fn first_to_last(role: Role) -> Vec<AnyView> {
    let awaits = || view! { <awaits::AwaitsCard/> }.into_any();
    let turns = || view! { <turns::Turns/> }.into_any();
    let figures = || view! { <figures::Figures/> }.into_any();
    let hunting = || view! { <hunting::Highlights/> }.into_any();
    let two = || view! { <div class="home-two"><turns::WithExperts/><messages::Messages/></div> }.into_any();
    match role {
        Role::Administrator => vec![awaits(), turns(), figures(), hunting(), two()],
        Role::Analyst => vec![turns(), awaits(), two(), figures(), hunting()],
        Role::Expert => vec![turns(), awaits(), two(), hunting(), figures()],
        Role::Advisor => vec![awaits(), figures(), hunting(), two(), turns()],
    }
}

/// The same beside them.
fn beside(role: Role) -> Vec<AnyView> {
    let phase = || view! { <side::PhaseCard/> }.into_any();
    let readiness = || view! { <side::ReadinessCard/> }.into_any();
    let duties = || view! { <duties::DutiesCard/> }.into_any();
    let check_in = || view! { <check_in::CheckInCard/> }.into_any();
    let reach = || view! { <side::ReachCard/> }.into_any();
    match role {
        Role::Administrator => vec![phase(), readiness(), duties(), check_in(), reach()],
        Role::Analyst => vec![duties(), check_in(), readiness(), phase(), reach()],
        Role::Expert => vec![reach(), readiness(), phase(), check_in(), duties()],
        Role::Advisor => vec![check_in(), readiness(), duties(), phase(), reach()],
    }
}

/// The title is the answer: what to do next, or how many await one's side.
fn answer(portal: Portal) -> String {
    let (phase, has_incidents) = portal.read(|state| (state.phase(), !state.catalogue.is_empty()));
    let gate = portal.gate();
    let side = portal.party();
    let waiting = match side {
        Party::Customer => portal.awaiting(),
        Party::Experts => portal.board(|board| board.experts_count()),
    };
    match phase {
        _ if waiting > 0 && side == Party::Customer => t!("home.answer.customer", n = waiting),
        Phase::NotStarted | Phase::Onboarding => t!("home.answer.setup"),
        Phase::Readiness => t!("home.answer.readiness", n = 3 - gate.met_count()),
        // Where no incident waits, what else does is the answer.
        _ if portal.role.get() == Role::Expert && has_incidents && waiting == 0 => {
            t!("home.answer.experts.else", n = awaits::of(portal).len())
        }
        _ if portal.role.get() == Role::Advisor => t!("home.answer.advisor", n = awaits::of(portal).len()),
        _ if side == Party::Experts && has_incidents => t!("home.answer.experts", n = waiting),
        _ => t!("home.answer.customer", n = waiting),
    }
}
