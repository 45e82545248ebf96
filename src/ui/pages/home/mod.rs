//! Home: is it my turn, and how does the service stand.

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

use crate::domain::people::Party;
use crate::domain::phase::Phase;
use crate::domain::work::Stage;
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
                    <turns::Turns/>
                    <figures::Figures/>
                    <hunting::Highlights/>
                    <div class="home-two">
                        <turns::WithExperts/>
                        <messages::Messages/>
                    </div>
                </div>
                <div class="stack calm">
                    <side::PhaseCard/>
                    <side::ReadinessCard/>
                    <duties::DutiesCard/>
                    <check_in::CheckInCard/>
                    <side::ReachCard/>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The title is the answer: what to do next, or how many await one's side.
fn answer(portal: Portal) -> String {
    let (phase, has_incidents) = portal.read(|state| (state.phase(), !state.catalogue.is_empty()));
    let gate = portal.gate();
    let side = portal.party();
    let waiting = match side {
        Party::Customer => portal.awaiting(),
        Party::Experts => portal.board(|board| board.stage_count(Stage::WaitingForExperts)),
    };
    match phase {
        _ if waiting > 0 && side == Party::Customer => t!("home.answer.customer", n = waiting),
        Phase::NotStarted | Phase::Onboarding => t!("home.answer.setup"),
        Phase::Readiness => t!("home.answer.readiness", n = 3 - gate.met_count()),
        _ if side == Party::Experts && has_incidents => t!("home.answer.experts", n = waiting),
        _ => t!("home.answer.customer", n = waiting),
    }
}
