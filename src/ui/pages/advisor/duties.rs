//! The three duties of the customer as a live scorecard, each with how it is counted.

use crate::domain::people::Party;
use crate::platform::intl;
use crate::report::duties::{DUTY_DAYS, Score, duties};
use crate::route::{AdvisorPage, List, Queue, Route, ServicePage};
use crate::t;
use crate::ui::parts::{Glyph, Hue, Pill, ProgressBar};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The card.
#[component]
pub(super) fn DutiesCard() -> impl IntoView {
    let portal = Portal::get();
    let counted = Memo::new(move |_| {
        let now = portal.now();
        portal.read(|state| duties(state, now))
    });
    let queue = Route::Incidents(Queue { list: List::YourTurn, ..Queue::default() });
    let is_customer = move || portal.party() == Party::Customer;
    let title = move || if is_customer() { t!("duties.title") } else { t!("duties.title.experts") };
    let late = move || {
        let late = counted.get().late;
        (late > 0).then(|| t!("duties.late", n = late))
    };
    let says = move |customer: fn() -> String, experts: fn() -> String| {
        Signal::derive(move || if is_customer() { customer() } else { experts() })
    };
    let readiness = says(|| t!("duties.readiness.how"), || t!("duties.readiness.how"));
    let action =
        says(|| t!("duties.action.how", n = DUTY_DAYS), || t!("duties.action.how.experts", n = DUTY_DAYS));
    let settings = says(|| t!("duties.settings.how"), || t!("duties.settings.how.experts"));
    let go = says(|| t!("duties.action.go"), || t!("duties.action.go.experts"));
    view! {
        <section class="card" aria-labelledby="duties-title">
            <div class="card-head card-head-lined">
                <h2 class="section" id="duties-title">{title}</h2>
                <span class="caption">{t!("duties.help")}</span>
            </div>
            <div class="card-body columns advisor-duties">
                {duty("readiness", Signal::derive(move || counted.get().readiness), t!("duties.readiness"), readiness, || None, (Signal::stored(t!("duties.readiness.go")), Route::Service(ServicePage::Status)))}
                {duty("action", Signal::derive(move || counted.get().action), t!("duties.action"), action, late, (go, queue))}
                {duty("settings", Signal::derive(move || counted.get().settings), t!("duties.settings"), settings, || None, (Signal::stored(t!("duties.settings.go")), Route::Advisor(AdvisorPage::Recommendations)))}
            </div>
        </section>
    }
    .into_any()
}

fn duty(
    id: &'static str,
    score: Signal<Score>,
    name: String,
    how: Signal<String>,
    more: impl Fn() -> Option<String> + Send + Sync + 'static,
    (go, route): (Signal<String>, Route),
) -> AnyView {
    let figure = move || match score.get() {
        Score { of: 0, .. } => t!("duties.none"),
        Score { met, of } => t!("duties.of", met = met, of = of),
    };
    let pill = move || {
        let score = score.get();
        let (label, hue, icon) = match score.share() {
            _ if score.is_kept() => (t!("duties.kept"), Hue::Good, Glyph::CheckCircle),
            share if share >= 0.5 => (t!("duties.partly"), Hue::Medium, Glyph::Clock),
            _ => (t!("duties.open"), Hue::High, Glyph::Warning),
        };
        view! { <Pill label hue icon small=true/> }
    };
    let percent = move || match score.get() {
        Score { of: 0, .. } => None,
        score => Some(intl::percent(score.share())),
    };
    let heading = format!("duty-{id}");
    let named = heading.clone();
    view! {
        <section class="stack stack-8" aria-labelledby=named>
            <div class="row row-tight"><h3 class="card-title" id=heading>{name.clone()}</h3>{pill}</div>
            <p class="row row-tight"><span class="page-name">{figure}</span><span class="data second">{percent}</span></p>
            <ProgressBar label=name share=Signal::derive(move || Some(score.get().share())) class="progress-good"/>
            {move || more().map(|text| view! { <p class="caption notices-bad">{text}</p> })}
            <p class="caption third">{how}</p>
            <p class="data"><a class="link" href=route.to_string()>{go}</a></p>
        </section>
    }
    .into_any()
}
