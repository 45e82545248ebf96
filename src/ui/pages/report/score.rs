//! The rest of readiness: 90 days of Secure Score, and the required actions of the gate.

use super::View;
use super::about::About;
use super::readiness::axis_texts;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::readiness::{Required, required, score_days};
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::charts::{ChartFrame, LineChart, LinePoint, TableTwin};
use crate::ui::help::HowToExport;
use crate::ui::naming;
use crate::ui::parts::{ButtonKind, ButtonLink, EmptyState, Heading, ReadingTable};
use crate::view::prelude::*;

/// Secure Score of the imported days.
#[component]
pub(super) fn Score(view: View) -> impl IntoView {
    let days = Memo::new(move |_| {
        let now = view.portal.now();
        view.portal.read(|state| score_days(state, now))
    });
    let percent = |share: f64| intl::percent(share / 100.0);
    let points = Signal::derive(move || {
        days.with(|days| {
            let texts = axis_texts(&days.iter().map(|(at, _)| at.as_millis()).collect::<Vec<_>>());
            let last = days.len().saturating_sub(1);
            let one = |(at, (day, share)): (usize, &(crate::domain::time::Timestamp, f64))| LinePoint {
                x: day.as_millis() as f64,
                y: *share,
                axis: texts.contains(&at).then(|| intl::day_short(*day)),
                note: (at == last).then(|| percent(*share)),
                words: format!("{}: {}", intl::day(*day), percent(*share)),
                foreseen: false,
            };
            days.iter().enumerate().map(one).collect::<Vec<_>>()
        })
    });
    let table = Signal::derive(move || TableTwin {
        heads: vec![t!("report.day"), t!("service.score")],
        rows: days
            .with(|days| days.iter().map(|(day, share)| vec![intl::day(*day), percent(*share)]).collect()),
    });
    let about = move || view! { <About view item=Item::Score title=t!("service.score")/> };
    let is_empty = Memo::new(move |_| days.with(Vec::is_empty));
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("service.score") scope=t!("report.score.scope") table end=about>
                <Show
                    when=move || !is_empty.get()
                    fallback=|| view! {
                        <EmptyState title=t!("report.score.none") text=t!("report.score.none.help")>
                            <div class="row row-wide">
                                <ButtonLink label=t!("report.import.score") href=Route::Import.to_string() kind=ButtonKind::Default/>
                                <HowToExport/>
                            </div>
                        </EmptyState>
                    }
                >
                    <LineChart label=t!("service.score") points number=Callback::new(percent) height=160/>
                </Show>
            </ChartFrame>
        </section>
    }
    .into_any()
}

/// The required actions, the open ones first.
#[component]
pub(super) fn Actions(view: View) -> impl IntoView {
    let actions = Memo::new(move |_| {
        let now = view.portal.now();
        view.portal.read(|state| required(state, now))
    });
    let scope = move || {
        actions.with(|it| {
            let settled = it.iter().filter(|it| it.status.is_settled()).count();
            t!("home.of", met = settled, needed = it.len())
        })
    };
    let row = |it: Required| {
        view! {
            <tr>
                <td data-label=t!("column.action")>{naming::recommendation(it.key)}</td>
                <td class="cell-word" data-label=t!("column.state")>{naming::readiness_state(it.status, true)}</td>
                <td data-label=t!("review.owner")><bdi>{it.owner}</bdi></td>
                <td data-label=t!("review.due")>{it.due.map(intl::day)}</td>
                <td data-label=t!("report.since")>{it.since.map(intl::day)}</td>
            </tr>
        }
    };
    let rows = move || actions.get().into_iter().map(row).collect_view();
    view! {
        <section class="card card-body">
            <div class="chart-head">
                <h2 class="chart-title">{t!("report.required-actions")}</h2>
                <span class="chart-scope">{scope}</span>
                <span class="chart-end">
                    <About view item=Item::RequiredActions title=t!("report.required-actions")/>
                    <a class="link chart-toggle" href=Route::Service(ServicePage::Status).to_string()>{t!("report.readiness.status")}</a>
                </span>
            </div>
            <ReadingTable
                label=t!("report.required-actions")
                heads=vec![
                    Heading::new(t!("column.action")),
                    Heading::new(t!("column.state")),
                    Heading::new(t!("review.owner")),
                    Heading::new(t!("review.due")),
                    Heading::new(t!("report.since")),
                ]
                rows=rows.into_any()
                cards=true
            />
        </section>
    }
    .into_any()
}
