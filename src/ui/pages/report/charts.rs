//! The charts: one stack of outcomes in all of them, each with its table; choosing a bar filters the rest.

use super::{View, queue_of};
use crate::analytics::dimension::Dim;
use crate::analytics::filter::Mark;
use crate::domain::vocabulary::Severity;
use crate::platform::intl;
use crate::report::chart::{Bar, Bars, DayBar, Stack};
use crate::report::overview::Overview;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, SeverityMark};
use crate::ui::values;
use leptos::prelude::*;

/// Days that the histogram draws; a longer period is drawn by its last days and its table holds all.
const DAYS_DRAWN: usize = 186;
/// The histogram in its own units; the browser stretches it.
const HEIGHT: f64 = 120.0;
const DAY: f64 = 10.0;

/// All charts.
#[component]
pub(super) fn Charts(view: View) -> impl IntoView {
    view! {
        <ByDay view/>
        <div class="grid">
            <div class="span-6 stack">
                <ByValue view title=t!("report.by-severity") which=|overview| &overview.by_severity/>
                <ByValue view title=t!("report.by-source") which=|overview| &overview.by_source/>
            </div>
            <div class="span-6 stack">
                <ByValue view title=t!("report.by-tactic") which=|overview| &overview.by_tactic/>
            </div>
        </div>
    }
}

/// A chart of one dimension.
#[component]
fn ByValue(view: View, title: String, which: fn(&Overview) -> &Bars) -> impl IntoView {
    let bars = Memo::new(move |_| view.overview.with(|overview| which(overview).clone()));
    let as_table = RwSignal::new(false);
    let scope = move || {
        bars.with(|bars| match bars.dim {
            Dim::Tactic => t!("report.in-order", n = bars.without),
            dim if dim.is_multiple() => t!("report.several"),
            _ => String::new(),
        })
    };
    let body = move || {
        let chart = bars.get();
        let shown: Vec<Bar> = chart.bars.into_iter().filter(|bar| is_shown(chart.dim, bar)).collect();
        let largest = shown.iter().map(|bar| bar.stack.total()).max().unwrap_or(0);
        let any_chosen = shown.iter().any(|bar| bar.mark == Mark::Asked);
        if largest == 0 && !any_chosen {
            return view! { <p class="second">{t!("report.nothing")}</p> }.into_any();
        }
        if as_table.get() {
            return table(view, chart.dim, shown);
        }
        let dense = if shown.len() > 8 { "bar-rows bar-rows-dense" } else { "bar-rows" };
        let rows = shown.into_iter().map(|bar| row(view, chart.dim, bar, largest, any_chosen)).collect_view();
        view! { <div class=dense>{rows}</div> }.into_any()
    };
    let name = title.clone();
    view! {
        <section class="card card-body chart" aria-label=name>
            <Head title scope=Signal::derive(scope) as_table/>
            {body}
        </section>
    }
}

#[component]
fn Head(title: String, #[prop(into)] scope: Signal<String>, as_table: RwSignal<bool>) -> impl IntoView {
    let label = Signal::derive(move || if as_table.get() { t!("report.chart") } else { t!("report.table") });
    let toggle = move |_| as_table.update(|table| *table = !*table);
    view! {
        <div class="chart-head">
            <h2 class="chart-title">{title}</h2>
            <span class="chart-scope">{scope}</span>
            <span class="chart-toggle"><Button label kind=ButtonKind::Link on_press=toggle/></span>
        </div>
    }
}

/// Tactics are shown in full, in the order of the matrix; of other lists the values that somebody has or chose.
fn is_shown(dim: Dim, bar: &Bar) -> bool {
    dim == Dim::Tactic
        || bar.stack.total() > 0
        || bar.mark != Mark::Free
        || matches!(bar.value.as_str(), "high" | "medium")
}

/// A bar as a button: pressing it filters everything else by its value, pressing it again lifts that.
fn row(view: View, dim: Dim, bar: Bar, largest: usize, any_chosen: bool) -> AnyView {
    let is_chosen = bar.mark == Mark::Asked;
    let name = values::value(view.portal, dim, &bar.value);
    let value = bar.value.clone();
    let press = move |_| {
        let mark = if is_chosen { Mark::Free } else { Mark::Asked };
        view.change(|filter| filter.set(dim, value.clone(), mark));
    };
    let level = (dim == Dim::Severity).then(|| Severity::parse(bar.value.as_str()));
    let label = spoken(&name, bar.stack);
    view! {
        <button
            type="button"
            class="bar-row"
            class:is-zero=bar.stack.total() == 0
            class:is-chosen=is_chosen
            class:is-dimmed=any_chosen && !is_chosen
            aria-pressed=is_chosen.to_string()
            aria-label=label
            on:click=press
        >
            <span class="row row-tight row-keep">
                {level.map(|level| view! { <span aria-hidden="true"><SeverityMark level bare=true/></span> })}
                <bdi class="cut">{name}</bdi>
            </span>
            {stack(bar.stack, largest)}
            <span class="num">{intl::number(bar.stack.total() as f64)}</span>
        </button>
    }
    .into_any()
}

fn stack(stack: Stack, largest: usize) -> impl IntoView {
    let part = |class: &'static str, count: usize| {
        let share = count as f64 * 100.0 / largest.max(1) as f64;
        (count > 0).then(|| view! { <span class=class style:inline-size=format!("{share:.2}%")></span> })
    };
    view! {
        <span class="bar" aria-hidden="true">
            {part("fill-experts", stack.directly)}
            {part("fill-you", stack.with_help)}
            {part("fill-open", stack.open)}
        </span>
    }
}

fn spoken(name: &str, stack: Stack) -> String {
    t!(
        "report.bar",
        name = name,
        n = stack.total(),
        directly = stack.directly,
        help = stack.with_help,
        open = stack.open
    )
}

fn table(view: View, dim: Dim, bars: Vec<Bar>) -> AnyView {
    let rows = bars.into_iter().map(|bar| {
        let name = values::value(view.portal, dim, &bar.value);
        let link = view! { <a class="link" href=queue_of(&bar.filter)><bdi>{name}</bdi></a> };
        numbers(link.into_any(), bar.stack)
    });
    frame(values::dimension(dim), rows.collect_view().into_any())
}

fn numbers(name: AnyView, stack: Stack) -> impl IntoView {
    let number = |count: usize| intl::number(count as f64);
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num">{number(stack.directly)}</td>
            <td class="num">{number(stack.with_help)}</td>
            <td class="num">{number(stack.open)}</td>
            <td class="num">{number(stack.total())}</td>
        </tr>
    }
}

fn frame(first: String, rows: AnyView) -> AnyView {
    let name = first.clone();
    view! {
        <div class="table-frame report-table" tabindex="0" role="region" aria-label=name>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{first}</th>
                        <th scope="col" class="num">{t!("outcome.resolvedDirectly")}</th>
                        <th scope="col" class="num">{t!("report.with-help")}</th>
                        <th scope="col" class="num">{t!("outcome.open")}</th>
                        <th scope="col" class="num">{t!("report.total")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Incidents by the day of their creation.
#[component]
fn ByDay(view: View) -> impl IntoView {
    let days = Memo::new(move |_| view.overview.with(|overview| overview.by_day.clone()));
    let as_table = RwSignal::new(false);
    let scope = move || t!("report.by-day.scope", zone = intl::zone(view.portal.now()));
    let body = move || {
        let days = days.get();
        if as_table.get() {
            let rows = days
                .iter()
                .filter(|day| day.stack.total() > 0)
                .map(|day| numbers(day.day.to_string().into_any(), day.stack));
            return frame(t!("report.day"), rows.collect_view().into_any());
        }
        histogram(view, &days)
    };
    view! {
        <section class="card card-body chart" aria-label=t!("report.by-day")>
            <Head title=t!("report.by-day") scope=Signal::derive(scope) as_table/>
            {body}
        </section>
    }
}

fn histogram(view: View, days: &[DayBar]) -> AnyView {
    let drawn = days.get(days.len().saturating_sub(DAYS_DRAWN)..).unwrap_or_default();
    let largest = drawn.iter().map(|day| day.stack.total()).max().unwrap_or(0).max(1);
    let width = drawn.len().max(1) as f64 * DAY;
    let bars = drawn.iter().enumerate().map(|(at, day)| {
        let x = at as f64 * DAY + 1.0;
        let height = |count: usize| count as f64 * HEIGHT / largest as f64;
        let (direct, help, open) =
            (height(day.stack.directly), height(day.stack.with_help), height(day.stack.open));
        let part = |class: &'static str, y: f64, height: f64| {
            (height > 0.0)
                .then(|| view! { <rect class=class x=x y=y width={DAY - 2.0} height=height></rect> })
        };
        view! {
            <g>
                <title>{spoken(&day.day.to_string(), day.stack)}</title>
                {part("fill-experts", HEIGHT - direct, direct)}
                {part("fill-you", HEIGHT - direct - help, help)}
                {part("fill-open", HEIGHT - direct - help - open, open)}
            </g>
        }
    });
    let edge = |day: Option<&DayBar>| {
        let zone = view.portal.reader.with_untracked(|reader| reader.zone.clone());
        day.map(|day| intl::day_short(zone.start_of(day.day))).unwrap_or_default()
    };
    let (first, last) = (edge(drawn.first()), edge(drawn.last()));
    let label = t!("report.by-day.label", first = first.as_str(), last = last.as_str(), n = largest);
    view! {
        <div class="report-days">
            <span class="caption third report-max">{intl::number(largest as f64)}</span>
            <svg
                role="img"
                aria-label=label
                viewBox=format!("0 0 {width} {HEIGHT}")
                preserveAspectRatio="none"
                class="report-histogram"
            >
                <line class="axis-line" x1="0" x2=width y1=HEIGHT y2=HEIGHT></line>
                {bars.collect_view()}
            </svg>
            <div class="row row-spread caption third"><span>{first}</span><span>{last}</span></div>
        </div>
    }
    .into_any()
}
