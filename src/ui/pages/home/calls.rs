//! What Home calls for beside incidents, once monitoring has begun: readiness that regressed, and a review that is due.

use crate::domain::readiness::Gate;
use crate::domain::review;
use crate::domain::state::State;
use crate::route::{Route, ServicePage};
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
        portal.read(|state| (lost(state, state.gate(now)), review::is_due(state, now)))
    });
    move || {
        let (lost, is_due) = calls.get();
        let regressed = (lost > 0).then(|| {
            let to = || link(t!("home.readiness.status"), ServicePage::Status);
            view! { <Banner tone=Tone::Warning end=to>{t!("service.regressed", n = lost)}</Banner> }
        });
        let review = is_due.then(|| {
            let to = || link(t!("service.reviews.open"), ServicePage::Reviews);
            view! { <Banner tone=Tone::Info end=to>{t!("service.reviews.due")}</Banner> }
        });
        view! { {regressed} {review} }
    }
}

/// How many conditions of the gate no longer hold; none before monitoring, where they are still to be met.
pub(super) fn lost(state: &State, gate: Gate) -> u32 {
    if state.has_passed_gate() { 3 - gate.met_count() } else { 0 }
}

fn link(label: String, page: ServicePage) -> AnyView {
    view! { <ButtonLink label href=Route::Service(page).to_string() kind=ButtonKind::Link/> }.into_any()
}
