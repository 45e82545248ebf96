//! The button beside the name of a figure: it opens its formula, what is left out, and the way to the rows behind it.

use super::{View, look, queue_of, words};
use crate::platform::intl;
use crate::report::about::{About as Told, Amount, Behind, Few, Given, Item, Name, about};
use crate::report::duration::Durations;
use crate::report::figure::Reason;
use crate::route::{FilterParam, Report as Link, ReportPage, Route, ServicePage};
use crate::t;
use crate::ui::attack;
use crate::ui::parts::{Definition, Explanation, InfoPopover};
use crate::ui::text::text;
use crate::view::prelude::*;

/// The button. What it opens is worked out when it opens.
#[component]
pub(super) fn About(
    view: View,
    /// Which figure.
    item: Item,
    /// Its name.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    let told = told(view, item);
    view.define(item, title);
    let explanation = Signal::derive(move || told.with(|told| explanation(view, told)));
    let foot = move || told.with(|told| foot(view, told));
    view! { <InfoPopover title foot=foot><Definition explanation/></InfoPopover> }.into_any()
}

/// What a figure says of itself; nothing is counted before somebody reads it.
pub(super) fn told(view: View, item: Item) -> Memo<Told> {
    let facts = attack::facts();
    view.count(move |it| {
        let facts = facts.get();
        about(
            item,
            &Given {
                state: it.state,
                columns: it.columns,
                facts: facts.as_deref(),
                filter: it.filter,
                period: it.link.period,
                activities: it.link.activities,
                reader: it.reader,
            },
        )
    })
}

/// A definition in words.
pub(super) fn explanation(view: View, told: &Told) -> Explanation {
    let name = |name: Name| match name {
        Name::Word(word) => view.says(&format!("about.fact.{word}")),
        Name::Reason(reason) => left_out(reason),
        Name::Month(first) => look::month_name(view, first),
    };
    let number = |count: usize| intl::number(count as f64);
    let (mut facts, mut spreads) = (Vec::new(), Vec::new());
    for (of, is) in &told.facts {
        let name = name(*of);
        match is {
            Amount::Count(count) | Amount::Of(count, None) => facts.push((name, number(*count))),
            Amount::Of(count, Some(all)) => facts.push((name, t!("home.of", met = *count, needed = *all))),
            Amount::Durations(it) => spreads.push((name, spread(it.as_ref()))),
        }
    }
    Explanation {
        spreads,
        formula: view.says(&format!("about.{}", told.item.as_str())),
        facts,
        note: told.few.map(|few| match few {
            Few::Values(n) => t!("report.small", n = n),
            Few::Months(n) => t!("report.small.months", n = n),
        }),
        sum: None,
    }
}

/// Why incidents are left out.
pub(super) fn left_out(reason: Reason) -> String {
    match reason {
        Reason::Hidden => t!("report.left-out.hidden"),
        Reason::NotInvestigated(standing) => text(&format!("report.left-out.{}", standing.as_str()), &[]),
    }
}

/// Durations: of how many, median, mean and 90th percentile.
fn spread(it: Option<&Durations>) -> [String; 4] {
    let seconds = |of: fn(&Durations) -> f64| it.map_or_else(|| "–".to_owned(), |it| words::seconds(of(it)));
    let n = intl::number(it.map_or(0, |it| it.n) as f64);
    [n, seconds(|it| it.median_s), seconds(|it| it.mean_s), seconds(|it| it.p90_s)]
}

/// The way to the rows.
fn foot(view: View, told: &Told) -> Option<AnyView> {
    match &told.behind {
        Behind::Incidents(_, 0) | Behind::Tasks(_, _, 0) | Behind::Here(0) => None,
        Behind::Incidents(filter, n) => {
            Some(view! { <a class="link" href=queue_of(filter)>{t!("report.show", n = *n)}</a> }.into_any())
        }
        Behind::Tasks(filter, state, n) => {
            let filter = FilterParam::Good(filter.clone());
            let link = Link { page: ReportPage::Required, filter, tasks: *state, ..view.link.get() };
            let label = t!("about.show-tasks", n = *n);
            Some(view! { <a class="link" href=Route::Reports(link).to_string()>{label}</a> }.into_any())
        }
        Behind::Here(n) => Some(view! { <span class="second">{t!("about.here", n = *n)}</span> }.into_any()),
        Behind::Status => {
            let href = Route::Service(ServicePage::Status).to_string();
            Some(view! { <a class="link" href=href>{t!("about.status")}</a> }.into_any())
        }
    }
}
