//! What Home calls for beside incidents: readiness that regressed, a review that is due, messages that wait to be sent, and
//! by role: a change of the settings that waits for a second administrator, incidents that nobody took, questions and
//! feedback that await an answer, a check-in that nobody closed.

use crate::analytics::dimension::{Dim, stage_word};
use crate::analytics::filter::Filter;
use crate::analytics::notices::Trigger;
use crate::domain::experts::advisor::feedback::{Feedback, FeedbackState};
use crate::domain::experts::inquiry::{Inquiry, InquiryState};
use crate::domain::people::{Actor, Role};
use crate::domain::readiness::Gate;
use crate::domain::review;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::work::Stage;
use crate::route::{AdvisorPage, Ask, FilterParam, Queue, Route, ServicePage};
use crate::t;
use crate::ui::parts::{Banner, ButtonKind, ButtonLink, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// A call: how urgent it is, what it says, and the page where it is answered with the words of the link.
#[derive(Clone, Debug, PartialEq)]
struct Call(Tone, String, String, Route);

/// The calls.
#[component]
pub(super) fn Calls() -> impl IntoView {
    let portal = Portal::get();
    let calls = Memo::new(move |_| {
        let (now, actor) = (portal.now(), portal.actor());
        let mut calls = portal.read(|state| all(state, &actor, now));
        calls.extend(outbox(portal));
        calls.extend(not_taken(portal, actor.role));
        calls
    });
    move || {
        let one = |Call(tone, text, label, route)| {
            let end = move || {
                view! { <ButtonLink label=label.clone() href=route.to_string() kind=ButtonKind::Link/> }
                    .into_any()
            };
            view! { <Banner tone end>{text}</Banner> }
        };
        calls.get().into_iter().map(one).collect_view()
    }
}

/// Messages that wait to be sent: a site sends nothing by itself, so somebody has to see to it.
fn outbox(portal: Portal) -> Option<Call> {
    let waiting = crate::ui::pages::notices::waiting(portal);
    let calls = waiting.contains(&Trigger::BreakGlass);
    let (tone, text) = match waiting.len() {
        0 => return None,
        n if calls => (Tone::Error, t!("home.outbox.call", n = n)),
        n => (Tone::Info, t!("home.outbox", n = n)),
    };
    Some(Call(tone, text, t!("home.outbox.open"), Route::Notices))
}

/// Incidents that the experts may work on and that none of them has taken.
fn not_taken(portal: Portal, role: Role) -> Option<Call> {
    if role != Role::Expert {
        return None;
    }
    let rows = portal.board(|board| board.stage_rows(Stage::New));
    let count = portal.read(|state| {
        let known = rows.iter().filter_map(|row| state.incident(state.catalogue.get(*row)?.id()));
        known.filter(|it| it.known.in_scope() && state.settings.works(&it.severity())).count()
    });
    let filter = Filter::default().with(Dim::Stage, stage_word(Stage::New));
    let queue = Queue { filter: FilterParam::Good(filter), ..Queue::default() };
    let text = t!("home.not-taken", n = count);
    (count > 0).then(|| Call(Tone::Info, text, t!("home.not-taken.open"), Route::Incidents(queue)))
}

fn all(state: &State, actor: &Actor, now: Timestamp) -> Vec<Call> {
    let lost = lost(state, state.gate(now));
    let regressed = (lost > 0).then(|| {
        let route = Route::Service(ServicePage::Status);
        Call(Tone::Warning, t!("service.regressed", n = lost), t!("home.readiness.status"), route)
    });
    let review = review::is_due(state, now).then(|| {
        let route = Route::Service(ServicePage::Reviews);
        Call(Tone::Info, t!("service.reviews.due"), t!("service.reviews.open"), route)
    });
    regressed.into_iter().chain(review).chain(by_role(state, actor, now)).collect()
}

/// What awaits one role alone.
fn by_role(state: &State, actor: &Actor, now: Timestamp) -> Vec<Call> {
    match actor.role {
        Role::Administrator => {
            let others = state.proposal.iter().filter(|proposal| proposal.by != actor.person);
            let call = |who: &str| {
                let route = Route::Service(ServicePage::Permissions);
                Call(Tone::Warning, t!("home.proposal", who = who), t!("home.proposal.open"), route)
            };
            others.map(|proposal| call(&proposal.by)).collect()
        }
        Role::Expert => {
            let waits =
                |it: &&Inquiry| matches!(it.state(), InquiryState::Waiting | InquiryState::WithExpert);
            let count = state.experts.inquiries.iter().filter(waits).count();
            let call = || {
                let text = t!("home.questions-wait", n = count);
                Call(Tone::Warning, text, t!("home.questions-wait.open"), Route::Ask(Ask::default()))
            };
            (count > 0).then(call).into_iter().collect()
        }
        Role::Advisor => {
            let awaits = |it: &&Feedback| {
                matches!(it.state(&state.settings.feedback), FeedbackState::Waiting(Some(_)))
            };
            let asked = state.experts.advising.feedback.iter().filter(awaits).count();
            let feedback = (asked > 0).then(|| {
                let route = Route::Advisor(AdvisorPage::Feedback);
                Call(Tone::Warning, t!("home.feedback", n = asked), t!("home.feedback.open"), route)
            });
            let is_over = |plan_ends: Timestamp| plan_ends <= now;
            let check_ins = state.experts.check_ins.iter();
            let unclosed = check_ins.filter(|it| it.ended.is_none() && is_over(it.plan.ends())).count();
            let unclosed = (unclosed > 0).then(|| {
                let text = t!("home.check-ins-over", n = unclosed);
                Call(Tone::Info, text, t!("home.check-ins-over.open"), Route::CheckIns)
            });
            feedback.into_iter().chain(unclosed).collect()
        }
        Role::Analyst => Vec::new(),
    }
}

/// How many conditions of the gate no longer hold; none before monitoring, where they are still to be met.
pub(super) fn lost(state: &State, gate: Gate) -> u32 {
    if state.has_passed_gate() { 3 - gate.met_count() } else { 0 }
}
