//! What Home calls for whoever looks: readiness that regressed, a review of it that is due, messages that wait to be sent
//! and those that nobody sent in time.

use crate::analytics::notices::Trigger;
use crate::domain::people::Role;
use crate::domain::readiness::Gate;
use crate::domain::review;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::route::{Route, ServicePage};
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
        let (now, role) = (portal.now(), portal.role.get());
        let mut calls = portal.read(|state| all(state, role, now));
        calls.extend(outbox(portal));
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
fn outbox(portal: Portal) -> Vec<Call> {
    let waiting = crate::ui::pages::notices::waiting(portal);
    let calls = waiting.triggers.contains(&Trigger::BreakGlass);
    let call = |tone, text| Call(tone, text, t!("home.outbox.open"), Route::Notices);
    let now = match waiting.triggers.len() {
        0 => None,
        n if calls => Some(call(Tone::Error, t!("home.outbox.call", n = n))),
        n => Some(call(Tone::Info, t!("home.outbox", n = n))),
    };
    let lapsed =
        (waiting.lapsed > 0).then(|| call(Tone::Warning, t!("home.outbox.lapsed", n = waiting.lapsed)));
    now.into_iter().chain(lapsed).collect()
}

fn all(state: &State, role: Role, now: Timestamp) -> Vec<Call> {
    let lost = lost(state, state.gate(now));
    let regressed = (lost > 0).then(|| {
        let route = Route::Service(ServicePage::Status);
        Call(Tone::Warning, t!("service.regressed", n = lost), t!("home.readiness.status"), route)
    });
    // The advisor has it among what awaits the advisor.
    let is_due = role != Role::Advisor && review::is_due(state, now);
    let review = is_due.then(|| {
        let route = Route::Service(ServicePage::Reviews);
        Call(Tone::Info, t!("service.reviews.due"), t!("service.reviews.open"), route)
    });
    regressed.into_iter().chain(review).collect()
}

/// How many conditions of the gate no longer hold; none before monitoring, where they are still to be met.
pub(super) fn lost(state: &State, gate: Gate) -> u32 {
    if state.has_passed_gate() { 3 - gate.met_count() } else { 0 }
}
