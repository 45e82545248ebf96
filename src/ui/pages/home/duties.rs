//! The three duties of the customer in short, and how quick the answers are; the advisor's page says how they are counted.

use crate::domain::people::Party;
use crate::platform::intl;
use crate::report::duties::{DUTY_DAYS, Duties, Score, duties};
use crate::route::{AdvisorPage, Route};
use crate::t;
use crate::ui::clock_face::span;
use crate::ui::parts::{Glyph, Icon};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The card; nothing before the service has begun.
#[component]
pub(super) fn DutiesCard() -> impl IntoView {
    let portal = Portal::get();
    let is_begun = Memo::new(move |_| portal.read(|state| !state.phases.is_empty()));
    move || is_begun.get().then(|| card(portal))
}

#[inline(never)]
fn card(portal: Portal) -> AnyView {
    let counted = Memo::new(move |_| {
        let now = portal.now();
        portal.read(|state| duties(state, now))
    });
    let one = move |name: String, score: fn(Duties) -> Score| {
        let score = Signal::derive(move || score(counted.get()));
        let mark = move || match score.get().is_kept() {
            true => view! { <Icon glyph=Glyph::CheckCircleFilled class="icon-good"/> },
            false => view! { <Icon glyph=Glyph::Clock class="icon-quiet"/> },
        };
        let value = move || match score.get() {
            Score { of: 0, .. } => t!("duties.none"),
            Score { met, of } => {
                t!("duties.of", met = intl::number(met.into()), of = intl::number(of.into()))
            }
        };
        view! {
            <li class="condition">{mark}<span>{name}</span><span class="condition-value">{value}</span></li>
        }
    };
    let late = move || {
        let late = counted.get().late;
        (late > 0).then(|| view! { <p class="caption notices-bad">{t!("duties.late", n = late)}</p> })
    };
    // The duties are the customer's: the provider reads of them in the third person.
    let is_customer = move || portal.party() == Party::Customer;
    let answer = move || match (counted.get().answer_ms, is_customer()) {
        (Some(ms), true) => t!("home.duties.answer", span = span(ms), n = DUTY_DAYS),
        (Some(ms), false) => t!("home.duties.answer.experts", span = span(ms), n = DUTY_DAYS),
        (None, true) => t!("home.duties.no-answer", n = DUTY_DAYS),
        (None, false) => t!("home.duties.no-answer.experts", n = DUTY_DAYS),
    };
    let title = move || if is_customer() { t!("duties.title") } else { t!("duties.title.experts") };
    view! {
        <section class="card" aria-labelledby="duties-title">
            <div class="card-head">
                <h2 class="section" id="duties-title">{title}</h2>
                <a class="link push" href=Route::Advisor(AdvisorPage::default()).to_string()>{t!("home.duties.all")}</a>
            </div>
            <div class="card-body stack stack-8">
                <ul class="conditions">
                    {one(t!("duties.readiness"), |it| it.readiness)}
                    {one(t!("duties.action"), |it| it.action)}
                    {one(t!("duties.settings"), |it| it.settings)}
                </ul>
                {late}
                <p class="caption third">{answer}</p>
            </div>
        </section>
    }
    .into_any()
}
