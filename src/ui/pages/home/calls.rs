//! What Home calls for beside incidents: readiness that regressed, a review that is due, and for the advisor feedback that
//! awaits an answer.

use crate::domain::experts::advisor::feedback::{Feedback, FeedbackState};
use crate::domain::people::Role;
use crate::domain::readiness::Gate;
use crate::domain::review;
use crate::domain::state::State;
use crate::route::{AdvisorPage, Route, ServicePage};
use crate::t;
use crate::ui::parts::{Banner, ButtonKind, ButtonLink, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The calls, each with the page where it is answered.
#[component]
pub(super) fn Calls() -> impl IntoView {
    let portal = Portal::get();
    let calls = Memo::new(move |_| {
        let now = portal.now();
        let is_advisor = portal.role.get() == Role::Advisor;
        portal.read(|state| {
            let asked = if is_advisor { asked(state) } else { 0 };
            (lost(state, state.gate(now)), review::is_due(state, now), asked)
        })
    });
    move || {
        let (lost, is_due, asked) = calls.get();
        let regressed = (lost > 0).then(|| {
            let to = || link(t!("home.readiness.status"), ServicePage::Status);
            view! { <Banner tone=Tone::Warning end=to>{t!("service.regressed", n = lost)}</Banner> }
        });
        let review = is_due.then(|| {
            let to = || link(t!("service.reviews.open"), ServicePage::Reviews);
            view! { <Banner tone=Tone::Info end=to>{t!("service.reviews.due")}</Banner> }
        });
        let feedback = (asked > 0).then(|| {
            let to = || {
                let href = Route::Advisor(AdvisorPage::Feedback).to_string();
                view! { <ButtonLink label=t!("home.feedback.open") href kind=ButtonKind::Link/> }.into_any()
            };
            view! { <Banner tone=Tone::Warning end=to>{t!("home.feedback", n = asked)}</Banner> }
        });
        view! { {regressed} {review} {feedback} }
    }
}

/// How much feedback awaits the advisor's answer.
fn asked(state: &State) -> usize {
    let awaits =
        |it: &&Feedback| matches!(it.state(&state.settings.feedback), FeedbackState::Waiting(Some(_)));
    state.experts.advising.feedback.iter().filter(awaits).count()
}

/// How many conditions of the gate no longer hold; none before monitoring, where they are still to be met.
pub(super) fn lost(state: &State, gate: Gate) -> u32 {
    if state.has_passed_gate() { 3 - gate.met_count() } else { 0 }
}

fn link(label: String, page: ServicePage) -> AnyView {
    view! { <ButtonLink label href=Route::Service(page).to_string() kind=ButtonKind::Link/> }.into_any()
}
