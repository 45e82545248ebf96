//! The next check-in of both sides.

use crate::domain::experts::check_in::{CheckIn, next};
use crate::platform::intl;
use crate::route::Route;
use crate::t;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The card; nothing before the service has begun.
#[component]
pub(super) fn CheckInCard() -> impl IntoView {
    let portal = Portal::get();
    let is_begun = Memo::new(move |_| portal.read(|state| !state.phases.is_empty()));
    move || is_begun.get().then(|| card(portal))
}

#[inline(never)]
fn card(portal: Portal) -> AnyView {
    let coming = Memo::new(move |_| {
        let now = portal.now();
        portal.read(|state| next(&state.experts.check_ins, now).cloned())
    });
    let body = move || match coming.get() {
        None => view! { <p class="card-body second data">{t!("home.check-in.none")}</p> }.into_any(),
        Some(it) => one(portal, &it),
    };
    view! {
        <section class="card" aria-labelledby="check-in-title">
            <div class="card-head">
                <h2 class="section" id="check-in-title">{t!("home.check-in")}</h2>
                <a class="link push" href=Route::CheckIns.to_string()>{t!("home.check-in.all")}</a>
            </div>
            {body}
        </section>
    }
    .into_any()
}

fn one(portal: Portal, it: &CheckIn) -> AnyView {
    let plan = &it.plan;
    let day = portal.reader.with(|reader| reader.zone.day_of(plan.starts).ymd().2);
    let when = t!(
        "home.check-in.when",
        day = intl::day_long(plan.starts),
        from = intl::time(plan.starts),
        to = intl::time(plan.ends()),
        zone = intl::zone(plan.starts)
    );
    let host = (!plan.host.trim().is_empty()).then(|| t!("home.check-in.with", who = plan.host.as_str()));
    view! {
        <div class="card-body row row-keep row-top">
            <span class="home-day" aria-hidden="true"><span>{intl::month_short(plan.starts)}</span><strong>{day}</strong></span>
            <div class="grow">
                <p class="card-title"><bdi>{plan.title.clone()}</bdi></p>
                <p class="data second">{when}</p>
                <p class="caption third">{host}</p>
            </div>
        </div>
    }
    .into_any()
}
