//! The hunters' work of the previous calendar month: notifications, hunts and what of it is still open (service.md 1.12,
//! overview page, hunting highlights).

use crate::analytics::activities::Activities;
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::people::Party;
use crate::platform::intl;
use crate::report::hunting::Hunting;
use crate::route::{FilterParam, Queue, Report, ReportPage, Route};
use crate::t;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The same month as the figures above.
const LAST_MONTH: Period = Period::Months(1);
/// So many notifications are named; the report has all.
const NAMED_MAX: usize = 2;

/// The card; nothing before the first import.
#[component]
pub(super) fn Highlights() -> impl IntoView {
    let portal = Portal::get();
    let has_data = Memo::new(move |_| portal.read(|state| !state.catalogue.is_empty()));
    move || has_data.get().then(|| card(portal))
}

#[inline(never)]
fn card(portal: Portal) -> AnyView {
    let hunting = Memo::new(move |_| {
        portal.board(|board| {
            portal.glance(|state| {
                portal.reader.with(|reader| {
                    let (none, suspicious) = (Filter::default(), Activities::default());
                    Hunting::of(state, &board.columns, &none, LAST_MONTH, suspicious, reader)
                })
            })
        })
    });
    let month = move || {
        let window = portal.reader.with(|reader| LAST_MONTH.window(reader));
        window.from.map(intl::month_name).unwrap_or_default()
    };
    let report = Report { page: ReportPage::Hunting, period: LAST_MONTH, ..Report::default() };
    let body = move || hunting.with(|it| body(it, &month(), portal.party()));
    view! {
        <section class="card" aria-labelledby="hunting-title">
            <div class="card-head">
                <h2 class="section" id="hunting-title">{move || t!("home.hunting", month = month())}</h2>
                <a class="link push" href=Route::Reports(report).to_string()>{t!("home.hunting.open")}</a>
            </div>
            {body}
        </section>
    }
    .into_any()
}

fn body(hunting: &Hunting, month: &str, reader: Party) -> AnyView {
    let (notified, hunts) = (hunting.notifications.len(), hunting.hunts.len());
    if notified == 0 && hunts == 0 {
        let none = match reader {
            Party::Customer => t!("home.hunting.none", month = month),
            Party::Experts => t!("home.hunting.none.experts", month = month),
        };
        return view! { <p class="card-body second data">{none}</p> }.into_any();
    }
    let filter = FilterParam::Good(hunting.filter.clone());
    let all = Route::Incidents(Queue { filter, ..Queue::default() }).to_string();
    let count = (notified > 0).then(|| {
        let open = t!("home.hunting.of-them", n = hunting.stack.open);
        view! { <a class="link" href=all>{t!("home.hunting.notified", n = notified)}</a> <span class="second">{open}</span> }
    });
    let ended =
        (hunts > 0).then(|| view! { <span class="second">{t!("home.hunting.ended", n = hunts)}</span> });
    let named = hunting.notifications.iter().take(NAMED_MAX).map(|it| {
        view! {
            <li class="list-row">
                <span class="grow cut data"><bdi>{it.title.clone()}</bdi></span>
                <span class="caption third">{intl::day_short(it.created)}</span>
            </li>
        }
    });
    let named = named.collect_view();
    view! {
        <p class="card-body row row-wide data">{count} {ended}</p>
        <ul class="list">{named}</ul>
    }
    .into_any()
}
