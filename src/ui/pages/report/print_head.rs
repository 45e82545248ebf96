//! What a printed report says of itself: above its first page, and in the margins of every sheet.

use super::{View, filters, look};
use crate::analytics::period::Period;
use crate::platform::{intl, print};
use crate::report::trends::MONTHS;
use crate::route::ReportPage;
use crate::t;
use crate::ui::periods;
use crate::view::prelude::*;

/// The head of a page: workspace, what the page covers, zone, filter and moment.
#[component]
pub(super) fn PrintHead(view: View, page: ReportPage) -> impl IntoView {
    // What the page shows, which is not always the period of the link.
    let period = move || match page {
        ReportPage::Trends => days(view, Period::Months(MONTHS)),
        ReportPage::Readiness => t!("report.print.readiness"),
        _ => days(view, view.rested.get().period),
    };
    let filter = move || {
        // Readiness is that of the whole workspace.
        if page == ReportPage::Readiness {
            return t!("report.print.no-filter");
        }
        let month = (page == ReportPage::Trends).then(|| look::chosen_month(view)).flatten();
        let month = month.map(|first| format!("{}: {}", t!("report.month"), look::month_name(view, first)));
        filters::spoken(view, &view.rested.with(|link| link.filter.filter()), month)
    };
    let name = Signal::derive(move || view.says(&format!("report.page.{}", page.as_str())));
    head(view, name, Signal::derive(period), Signal::derive(filter))
}

/// The days of a period in words, else its name.
pub(super) fn days(view: View, period: Period) -> String {
    view.portal.reader.with(|reader| {
        let window = period.window(reader);
        match (window.from, window.to) {
            (Some(from), Some(to)) => {
                t!("report.days", first = intl::day(from), last = intl::day(to.plus_millis(-1)))
            }
            _ => periods::name(period),
        }
    })
}

/// The head of anything that is printed under a name, for a period and under a filter.
pub(super) fn head(
    view: View,
    name: Signal<String>,
    period: Signal<String>,
    filter: Signal<String>,
) -> AnyView {
    let portal = view.portal;
    let workspace = Memo::new(move |_| {
        portal.read(|state| state.workspace.as_ref().map(|(_, name)| name.clone()).unwrap_or_default())
    });
    let zone = move || intl::zone(portal.now());
    let made = Memo::new(move |_| {
        // The number that everybody's copy of the workspace has, and not how often this page has drawn itself.
        portal.revision.track();
        let revision = portal.desk().read(|session| session.last_seq());
        t!("report.print.made", when = intl::moment(portal.now()), revision = revision)
    });
    Effect::new(move |_| {
        let parts = [name.get(), workspace.get(), period.get(), zone(), filter.get()];
        print::set_margins(&parts.join(" · "), &made.get());
    });
    on_cleanup(print::clear_margins);
    view! {
        <div class="only-print report-print-head">
            <p class="page-name">{name}</p>
            <p><strong>{workspace}</strong> " · " {period} " · " {zone}</p>
            <p>{filter}</p>
            <p>{made}</p>
        </div>
    }
    .into_any()
}
