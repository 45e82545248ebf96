//! Trends: six complete months side by side, with what the tasks of each month took.

use super::about::About;
use super::by_month::{Heat, toggle};
use super::charts::{TypeChoice, spoken};
use super::look::{chosen_month, month_name as name, toggle_month};
use super::none::NoneHere;
use super::{View, filters, month_tasks, queue_of, series, words};
use crate::analytics::calendar::CivilDay;
use crate::analytics::dimension::Dim;
use crate::domain::vocabulary::Severity;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::duration::Durations;
use crate::report::figure::Measure;
use crate::report::trends::{Line, Month, Trends as Counted, period_of, total};
use crate::route::{Report, ReportPage, Route};
use crate::t;
use crate::ui::charts::{BoxRow, ChartFrame, DurationBoxes, Histogram, Legend, Series, TableTwin, TimeBar};
use crate::ui::parts::severity_fill;
use crate::ui::values;
use crate::view::prelude::*;

/// The page.
#[component]
pub(super) fn Trends(view: View) -> impl IntoView {
    let trends = view.count(|given| Counted::of(given.columns, given.filter, given.reader));
    let chosen = Memo::new(move |_| chosen_month(view));
    let is_empty = Memo::new(move |_| trends.with(|trends| total(&trends.months).total() == 0));
    let behind = move || {
        let first = chosen.get();
        trends.with(|trends| match trends.months.iter().find(|it| Some(it.first) == first) {
            Some(month) => (queue_of(&month.filter), t!("report.show", n = month.stack.total())),
            None => (queue_of(&trends.filter), t!("report.show", n = total(&trends.months).total())),
        })
    };
    view! {
        <filters::Bar view month=chosen>
            <Legend series=Signal::derive(move || series(view))/>
            <TypeChoice view/>
            {move || chosen.get().map(|first| overview_link(view, first))}
            <a class="link" href=move || behind().0>{move || behind().1}</a>
        </filters::Bar>
        <Show
            when=move || !is_empty.get()
            fallback=move || view! { <section class="card"><NoneHere view title=t!("report.trends.none") text=t!("report.trends.none.help")/></section> }
        >
            <div class="report-halves">
                <Outcomes view trends chosen/>
                <Severities view trends chosen/>
                <Times view trends chosen/>
                <month_tasks::MonthTasks view chosen/>
            </div>
            <Heat view trends chosen item=Item::MonthTactics title=t!("report.by-tactic") which=|trends| &trends.by_tactic/>
            <Heat view trends chosen item=Item::MonthClassifications title=t!("dimension.classification") which=|trends| &trends.by_classification/>
        </Show>
    }
}

/// The way to the overview of the month that is chosen, which has everything else about it.
fn overview_link(view: View, first: CivilDay) -> AnyView {
    let link = Report { page: ReportPage::Overview, period: period_of(first), ..view.link.get() };
    let label = t!("report.trends.overview", month = name(view, first));
    view! { <a class="link" href=Route::Reports(link).to_string()>{label}</a> }.into_any()
}

/// Incidents by outcome; a bar chooses its month.
#[component]
fn Outcomes(view: View, trends: Memo<Counted>, chosen: Memo<Option<CivilDay>>) -> impl IntoView {
    let bars = Signal::derive(move || {
        let bar = |month: &Month| {
            let name = name(view, month.first);
            TimeBar {
                key: month.first.to_string(),
                axis: Some(name.clone()),
                parts: [month.stack.directly, month.stack.with_help, month.stack.open]
                    .map(|n| n as f64)
                    .to_vec(),
                words: spoken(view, &name, month.stack),
                chosen: chosen.get() == Some(month.first),
            }
        };
        trends.with(|trends| trends.months.iter().map(bar).collect::<Vec<_>>())
    });
    let table = Signal::derive(move || {
        let row = |month: &Month| {
            let counts = [month.stack.directly, month.stack.with_help, month.stack.open, month.stack.total()];
            std::iter::once(name(view, month.first)).chain(counts.map(|n| intl::number(n as f64))).collect()
        };
        TableTwin {
            heads: vec![
                t!("report.month"),
                t!("outcome.resolvedDirectly"),
                view.says("report.with-help"),
                t!("outcome.open"),
                t!("report.total"),
            ],
            rows: trends.with(|trends| trends.months.iter().map(row).collect()),
        }
    });
    let about = move || view! { <About view item=Item::MonthOutcomes title=t!("report.trends.outcome")/> };
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("report.trends.outcome") scope=t!("report.trends.scope") table end=about>
                <Histogram
                    label=t!("report.trends.outcome")
                    series=Signal::derive(move || series(view))
                    bars
                    on_choose=move |key: String| toggle_month(view, &key)
                    number=Callback::new(intl::number)
                />
            </ChartFrame>
        </section>
    }
}

/// Incidents by severity and month.
#[component]
fn Severities(view: View, trends: Memo<Counted>, chosen: Memo<Option<CivilDay>>) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let mut lines = trends.with(|trends| trends.by_severity.lines.clone());
        // The highest lies at the bottom, where lengths compare best.
        lines.sort_by_key(|line| std::cmp::Reverse(Severity::parse(line.value.as_str()).rank()));
        lines
    });
    let series = Signal::derive(move || {
        let one = |line: &Line| Series {
            name: values::value(view.portal, Dim::Severity, &line.value),
            fill: severity_fill(&Severity::parse(line.value.as_str())),
        };
        lines.with(|lines| lines.iter().map(one).collect::<Vec<_>>())
    });
    let bars = Signal::derive(move || {
        let months = trends.with(|trends| trends.months.iter().map(|month| month.first).collect::<Vec<_>>());
        lines.with(|lines| {
            let bar = |(at, first): (usize, CivilDay)| {
                let parts: Vec<f64> =
                    lines.iter().map(|line| line.counts.get(at).copied().unwrap_or(0) as f64).collect();
                let named = series.get_untracked().into_iter().zip(&parts);
                let said: Vec<String> =
                    named.map(|(series, part)| format!("{} {}", series.name, intl::number(*part))).collect();
                let month = name(view, first);
                TimeBar {
                    key: first.to_string(),
                    axis: Some(month.clone()),
                    words: format!("{month}: {}", said.join(", ")),
                    parts,
                    chosen: chosen.get() == Some(first),
                }
            };
            months.into_iter().enumerate().map(bar).collect::<Vec<_>>()
        })
    });
    let table = Signal::derive(move || twin(view, Dim::Severity, &trends.read().months, &lines.read()));
    // A part chooses both, as a cell of a heat map does.
    let choose_part = move |(key, part): (String, usize)| {
        let value = lines.with_untracked(|lines| lines.get(part).map(|line| line.value.clone()));
        if let Some(value) = value {
            toggle(view, |trends| &trends.by_severity, trends, CivilDay::parse(&key), &value);
        }
    };
    let about = move || view! { <About view item=Item::MonthSeverities title=t!("report.by-severity")/> };
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("report.by-severity") scope=t!("report.trends.scope") table end=about>
                <Histogram
                    label=t!("report.by-severity")
                    series
                    bars
                    on_choose=move |key: String| toggle_month(view, &key)
                    on_part=Callback::new(choose_part)
                    number=Callback::new(intl::number)
                />
                <Legend series/>
            </ChartFrame>
        </section>
    }
}

/// Values by month as a table.
pub(super) fn twin(view: View, dim: Dim, months: &[Month], lines: &[Line]) -> TableTwin {
    let heads =
        std::iter::once(values::dimension(dim)).chain(months.iter().map(|month| name(view, month.first)));
    let row = |line: &Line| {
        let counts = line.counts.iter().map(|count| intl::number(*count as f64));
        std::iter::once(values::value(view.portal, dim, &line.value)).chain(counts).collect()
    };
    TableTwin { heads: heads.collect(), rows: lines.iter().map(row).collect() }
}

/// How long the incidents of each month took; a box chooses its month.
#[component]
fn Times(view: View, trends: Memo<Counted>, chosen: Memo<Option<CivilDay>>) -> impl IntoView {
    let rows = Signal::derive(move || {
        let row = |month: &Month| BoxRow {
            key: month.first.to_string(),
            ..super::side::row(
                name(view, month.first),
                "fill-amount",
                "stroke-amount",
                &Measure::Duration(month.time_to_resolve),
            )
        };
        trends.with(|trends| trends.months.iter().map(row).collect::<Vec<BoxRow>>())
    });
    let table = Signal::derive(move || {
        let cell = |it: Option<Durations>, of: fn(&Durations) -> f64| {
            it.as_ref().map_or_else(|| "–".to_owned(), |it| words::seconds(of(it)))
        };
        let row = |month: &Month| {
            let all = month.time_to_resolve;
            vec![
                name(view, month.first),
                intl::number(all.map_or(0, |it| it.n) as f64),
                cell(all, |it| it.median_s),
                cell(all, |it| it.mean_s),
                cell(all, |it| it.p90_s),
                cell(month.experts, |it| it.median_s),
                cell(month.customer, |it| it.median_s),
            ]
        };
        TableTwin {
            heads: vec![
                t!("report.month"),
                t!("report.times.count"),
                t!("report.fact.median"),
                t!("report.fact.mean"),
                t!("report.fact.p90"),
                t!("column.medianExperts"),
                view.says("column.medianCustomer"),
            ],
            rows: trends.with(|trends| trends.months.iter().map(row).collect()),
        }
    });
    let about = move || view! { <About view item=Item::MonthTimes title=t!("report.times")/> };
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("report.times") scope=t!("report.trends.scope") table end=about>
                <DurationBoxes
                    label=t!("report.times")
                    rows
                    duration=Callback::new(words::seconds)
                    on_choose=Callback::new(move |key: String| toggle_month(view, &key))
                    chosen=Signal::derive(move || chosen.get().map(|first| first.to_string()))
                />
            </ChartFrame>
        </section>
    }
}
