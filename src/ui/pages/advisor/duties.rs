//! The three duties of the customer as a live scorecard, each with how it is counted.

use crate::domain::people::Party;
use crate::domain::phase::Phase;
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
    // Nobody fails a duty of a service that is not set up yet.
    let is_begun = Signal::derive(move || portal.read(|state| state.phase()) >= Phase::Readiness);
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
                {duty("readiness", Signal::derive(move || is_begun.get().then(|| counted.get().readiness)), t!("duties.readiness"), readiness, || None, (Signal::stored(t!("duties.readiness.go")), Route::Service(ServicePage::Status)))}
                {duty("action", Signal::derive(move || is_begun.get().then(|| counted.get().action)), t!("duties.action"), action, late, (go, queue))}
                {duty("settings", Signal::derive(move || is_begun.get().then(|| counted.get().settings)), t!("duties.settings"), settings, || None, (Signal::stored(t!("duties.settings.go")), Route::Advisor(AdvisorPage::Recommendations)))}
            </div>
        </section>
    }
    .into_any()
}

fn duty(
    id: &'static str,
    // `None` before the service has begun.
    score: Signal<Option<Score>>,
    name: String,
    how: Signal<String>,
    more: impl Fn() -> Option<String> + Send + Sync + 'static,
    (go, route): (Signal<String>, Route),
) -> AnyView {
    let figure = move || match score.get() {
        None => String::new(),
        Some(Score { of: 0, .. }) => t!("duties.none"),
        Some(Score { met, of }) => t!("duties.of", met = met, of = of),
    };
    let pill = move || {
        let (label, hue, icon) = match score.get() {
            None => (t!("duties.not-begun"), Hue::Neutral, Glyph::Circle),
            Some(score) if score.is_kept() => (t!("duties.kept"), Hue::Good, Glyph::CheckCircle),
            Some(score) if score.share() >= 0.5 => (t!("duties.partly"), Hue::Medium, Glyph::Clock),
            Some(_) => (t!("duties.open"), Hue::High, Glyph::Warning),
        };
        view! { <Pill label hue icon small=true/> }
    };
    let percent = move || match score.get() {
        None | Some(Score { of: 0, .. }) => None,
        Some(score) => Some(intl::percent(score.share())),
    };
    let share = Signal::derive(move || Some(score.get().map_or(0.0, Score::share)));
    let heading = format!("duty-{id}");
    let named = heading.clone();
    view! {
        <section class="stack stack-8" aria-labelledby=named>
            <div class="row row-tight"><h3 class="card-title" id=heading>{name.clone()}</h3>{pill}</div>
            <p class="row row-tight"><span class="page-name">{figure}</span><span class="data second">{percent}</span></p>
            <ProgressBar label=name share class="progress-good"/>
            {move || more().map(|text| view! { <p class="caption notices-bad">{text}</p> })}
            <p class="caption third">{how}</p>
            <p class="data"><a class="link" href=route.to_string()>{go}</a></p>
        </section>
    }
    .into_any()
}
