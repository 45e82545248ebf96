//! Tasks completed in each month and how long they took. A bar chooses its month, whose tasks are listed.

use super::about::About;
use super::look::{month_name as name, toggle_month};
use super::{View, side, words};
use crate::analytics::calendar::CivilDay;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::tasks::{AskedIncident, TaskMonth, Tasks};
use crate::report::trends::MONTHS;
use crate::t;
use crate::ui::charts::{ChartFrame, Histogram, Series, TableTwin, TimeBar};
use crate::ui::parts::SeverityMark;
use crate::view::prelude::*;

/// So many incidents are listed; the export has all.
const LISTED_MAX: usize = 50;

/// The chart and the list of the month that is chosen.
#[component]
pub(super) fn MonthTasks(
    view: View,
    /// The month that is chosen.
    chosen: Memo<Option<CivilDay>>,
) -> impl IntoView {
    let tasks =
        view.count(|given| Tasks::by_month(given.state, given.columns, given.filter, MONTHS, given.reader));
    let series = vec![Series { name: t!("report.tasks.completed"), fill: "fill-you" }];
    let median =
        |month: &TaskMonth| month.time.map_or_else(|| "–".to_owned(), |it| words::seconds(it.median_s));
    let bars = Signal::derive(move || {
        let bar = |month: &TaskMonth| {
            let name = name(view, month.first);
            TimeBar {
                key: month.first.to_string(),
                axis: Some(name.clone()),
                parts: vec![month.completed as f64],
                words: t!("report.tasks.bar", month = name, n = month.completed, median = median(month)),
                chosen: chosen.get() == Some(month.first),
            }
        };
        tasks.with(|tasks| tasks.iter().map(bar).collect::<Vec<_>>())
    });
    let medians = move || {
        let one = |month: &TaskMonth| view! { <li><span class="third">{name(view, month.first)}</span>" "{median(month)}</li> };
        tasks.with(|tasks| tasks.iter().map(one).collect_view())
    };
    let about = move || view! { <About view item=Item::MonthTasks title=t!("report.tasks")/> };
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("report.tasks") scope=t!("report.tasks.scope") table=twin(view, tasks) end=about>
                <Histogram
                    label=t!("report.tasks")
                    series=series.clone()
                    bars
                    on_choose=move |key: String| toggle_month(view, &key)
                    number=Callback::new(intl::number)
                    height=120
                />
                <p class="caption strong">{t!("report.tasks.median")}</p>
                <ul class="row row-wide caption">{medians}</ul>
            </ChartFrame>
            <Listed view chosen/>
        </section>
    }
}

/// The same as a table, with mean and 90th percentile.
fn twin(view: View, tasks: Memo<Vec<TaskMonth>>) -> Signal<TableTwin> {
    let row = move |month: &TaskMonth| {
        let cell = |of: fn(&crate::report::duration::Durations) -> f64| {
            month.time.as_ref().map_or_else(|| "–".to_owned(), |it| words::seconds(of(it)))
        };
        let completed = intl::number(month.completed as f64);
        vec![
            name(view, month.first),
            completed,
            cell(|it| it.median_s),
            cell(|it| it.mean_s),
            cell(|it| it.p90_s),
        ]
    };
    Signal::derive(move || TableTwin {
        heads: vec![
            t!("report.month"),
            t!("report.tasks.completed"),
            t!("report.fact.median"),
            t!("report.fact.mean"),
            t!("report.fact.p90"),
        ],
        rows: tasks.with(|tasks| tasks.iter().map(row).collect()),
    })
}

/// The tasks that were completed in the month that is chosen, each with its incident.
#[component]
fn Listed(view: View, chosen: Memo<Option<CivilDay>>) -> impl IntoView {
    let done = view.count(move |given| {
        // Without a choice those of the last month, so that a choice changes the list and not the page.
        let first = chosen.get().unwrap_or_else(|| given.reader.today().month_start(1));
        let days = (first, first.plus_days(31).month_start(0));
        (first, Tasks::completed_in(given.state, given.columns, given.filter, days, given.reader))
    });
    let row = |incident: &AskedIncident| {
        let tasks = incident.tasks.iter().map(|task| {
            let took = task.took_s.map(|seconds| words::seconds(f64::from(seconds)));
            view! { <span class="second"><bdi>{task.title.clone()}</bdi> {took.map(|took| format!(", {took}"))}</span> }
        });
        view! {
            <li>
                <SeverityMark level=incident.severity.clone() bare=true/>
                <a class="link report-list-name" href=side::incident_of(&incident.id)>{incident.title.clone()}</a>
                {tasks.collect_view()}
            </li>
        }
    };
    move || {
        done.with(|done| {
            let (first, incidents) = done;
            let n: usize = incidents.iter().map(|it| it.tasks.len()).sum();
            let more = incidents.len().saturating_sub(LISTED_MAX);
            view! {
                <p class="caption strong" role="status">{t!("report.tasks.listed", month = name(view, *first), n = n)}</p>
                <div class="report-listed" tabindex="0" role="region" aria-label=t!("report.tasks")>
                    <ul class="report-list">{incidents.iter().take(LISTED_MAX).map(row).collect_view()}</ul>
                    {(more > 0).then(|| view! { <p class="caption third">{t!("report.tasks.more", n = more)}</p> })}
                </div>
            }
        })
    }
}
