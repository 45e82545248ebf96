//! The charts: one stack of outcomes in all of them, each with its table; choosing a bar filters the rest.

use super::about::About;
use super::{View, against, series, side, words};
use crate::analytics::calendar::CivilDay;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::Mark;
use crate::analytics::period::Period;
use crate::domain::vocabulary::{Classification, Severity};
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::chart::{Bar, Bars, DayBar, Stack};
use crate::report::overview::Overview;
use crate::t;
use crate::ui::charts::{BarRow, ChartFrame, Histogram, StackedBars, TableTwin, TimeBar};
use crate::ui::parts::{Choice, Select, SeverityMark};
use crate::ui::text::text_for;
use crate::ui::{naming, values};
use crate::view::prelude::*;

/// Lists longer than this get the dense form.
const DENSE_OVER: usize = 8;
/// About so many bars of the histogram have a text below.
const AXIS_TEXTS: usize = 6;
/// Over more days the texts below them are the beginnings of months.
const MONTHS_OVER_DAYS: usize = 75;
const MONTH_DAYS: usize = 30;
const MONTHS: u32 = 12;

/// All charts.
#[component]
pub(super) fn Charts(view: View) -> impl IntoView {
    view! {
        <div class="report-grid">
            <div class="report-wide"><ByDay view/></div>
            <side::Times view/>
            <div class="stack">
                <ByValue view item=Item::BySeverity title=t!("report.by-severity") which=|overview| &overview.by_severity/>
                <ByValue view item=Item::BySource title=t!("report.by-source") which=|overview| &overview.by_source/>
                <ByCategory view/>
            </div>
            <ByValue view item=Item::ByTactic title=t!("report.by-tactic") which=|overview| &overview.by_tactic/>
            <div class="stack">
                <side::RequiredAction view/>
                <side::Impacted view/>
                <against::Against view/>
            </div>
        </div>
    }
}

/// A chart of one dimension.
#[component]
fn ByValue(
    view: View,
    item: Item,
    title: String,
    which: fn(&Overview) -> &Bars,
    #[prop(optional, into)] end: ViewFn,
) -> impl IntoView {
    let bars = view.drawn(move |overview| which(overview).clone());
    let scope = Signal::derive(move || {
        bars.with(|bars| match bars.dim {
            Dim::Tactic => Some(t!("report.in-order", n = bars.without)),
            Dim::Category => Some(t!("report.without-category", n = bars.without)),
            dim if dim.is_multiple() => Some(t!("report.several")),
            _ => None,
        })
    });
    let shown = Memo::new(move |_| {
        bars.with(|bars| bars.bars.iter().filter(|bar| is_shown(bars.dim, bar)).cloned().collect::<Vec<_>>())
    });
    let dim = bars.with_untracked(|bars| bars.dim);
    let rows = Signal::derive(move || {
        shown.with(|bars| {
            bars.iter().map(|bar| bar_row(view, values::value(view.portal, dim, &bar.value), bar)).collect()
        })
    });
    let table = Signal::derive(move || {
        let names = shown.with(|bars| {
            let named = bars.iter().map(|bar| (values::value(view.portal, dim, &bar.value), bar.stack));
            named.collect::<Vec<_>>()
        });
        twin(view, values::dimension(dim), names)
    });
    let choose = move |word: String| {
        let is_asked = shown.with_untracked(|bars| {
            bars.iter().any(|bar| bar.value.as_str() == word && bar.mark == Mark::Asked)
        });
        let mark = if is_asked { Mark::Free } else { Mark::Asked };
        view.change(|filter| filter.set(dim, Value::word(&word), mark));
    };
    let mark = Callback::new(move |word: String| {
        if dim == Dim::Severity {
            view! { <span aria-hidden="true"><SeverityMark level=Severity::parse(&word) bare=true/></span> }
                .into_any()
        } else {
            ().into_any()
        }
    });
    let is_dense = dim == Dim::Tactic || shown.with_untracked(Vec::len) > DENSE_OVER;
    let label = StoredValue::new(title.clone());
    let is_empty = Memo::new(move |_| shown.with(Vec::is_empty));
    let end = move || view! { {end.run()} <About view item title=label.get_value()/> };
    view! {
        <section class="card card-body">
            <ChartFrame title scope=scope table end>
                <Show
                    when=move || !is_empty.get()
                    fallback=move || view! { <p class="second">{move || nothing(view, &bars.read())}</p> }
                >
                    <StackedBars
                        label=label.get_value()
                        series=Signal::derive(move || series(view))
                        rows
                        on_choose=Callback::new(choose)
                        mark
                        dense=is_dense
                    />
                </Show>
            </ChartFrame>
        </section>
    }
}

/// Why a chart has no bar: it counts incidents, and none of them has a value; or it counts none.
fn nothing(view: View, bars: &Bars) -> String {
    if bars.incidents == 0 {
        return words::nothing(view, t!("report.nothing"), t!("report.nothing.filtered"));
    }
    match bars.dim {
        Dim::Category => t!("report.nothing.category", n = bars.incidents),
        dim => t!("report.nothing.value", n = bars.incidents, field = values::dimension(dim)),
    }
}

/// The categories of alerts that are no tactic, with a choice of the type of incident.
#[component]
fn ByCategory(view: View) -> impl IntoView {
    let end = move || view! { <TypeChoice view/> };
    view! { <ByValue view item=Item::ByCategory title=t!("report.by-category") which=|overview| &overview.by_category end/> }
}

/// The type of incident: true positive, informational, false positive, or all of them.
#[component]
pub(super) fn TypeChoice(view: View) -> impl IntoView {
    let now = Memo::new(move |_| {
        view.link.with(|link| {
            let filter = link.filter.filter();
            let choice = filter.choice(Dim::Classification)?;
            let mut any = choice.any.iter();
            any.next().filter(|_| any.next().is_none()).map(|value| value.as_str().to_owned())
        })
    });
    let types = [
        Classification::TruePositive,
        Classification::InformationalExpectedActivity,
        Classification::FalsePositive,
    ];
    let choices: Vec<Choice> = std::iter::once(Choice::new("", t!("report.type.all")))
        .chain(types.iter().map(|it| Choice::new(it.as_str(), naming::classification(it))))
        .collect();
    let choose = move |word: String| {
        view.change(|filter| {
            filter.clear(Dim::Classification);
            if !word.is_empty() {
                filter.set(Dim::Classification, Value::word(&word), Mark::Asked);
            }
        });
    };
    view! {
        <Select
            label=t!("report.type")
            label_hidden=true
            small=true
            choices
            value=Signal::derive(move || now.get().unwrap_or_default())
            on_change=choose
        />
    }
}

/// Tactics are shown in full, in the order of the matrix; of other lists the values that somebody has or chose.
fn is_shown(dim: Dim, bar: &Bar) -> bool {
    dim == Dim::Tactic || bar.stack.total() > 0 || bar.mark != Mark::Free
}

fn parts(stack: Stack) -> Vec<f64> {
    [stack.directly, stack.with_help, stack.open].map(|count| count as f64).to_vec()
}

fn bar_row(view: View, name: String, bar: &Bar) -> BarRow {
    BarRow {
        key: bar.value.as_str().to_owned(),
        words: spoken(view, &name, bar.stack),
        name,
        parts: parts(bar.stack),
        total: intl::number(bar.stack.total() as f64),
        chosen: bar.mark == Mark::Asked,
    }
}

/// A stack in one sentence.
pub(super) fn spoken(view: View, name: &str, stack: Stack) -> String {
    let args = [
        ("name", name.into()),
        ("n", stack.total().into()),
        ("directly", stack.directly.into()),
        ("help", stack.with_help.into()),
        ("open", stack.open.into()),
    ];
    text_for(view.portal.party(), "report.bar", &args)
}

fn twin(view: View, first: String, rows: Vec<(String, Stack)>) -> TableTwin {
    let number = |count: usize| intl::number(count as f64);
    let row = |(name, stack): (String, Stack)| {
        vec![name, number(stack.directly), number(stack.with_help), number(stack.open), number(stack.total())]
    };
    let heads = vec![
        first,
        t!("outcome.resolvedDirectly"),
        view.says("report.with-help"),
        t!("outcome.open"),
        t!("report.total"),
    ];
    TableTwin { heads, rows: rows.into_iter().map(row).collect() }
}

/// Whether a text stands below a day. Over months it is the first days of them, which are easier to count by.
fn has_text(at: usize, day: CivilDay, days: usize) -> bool {
    if days <= MONTHS_OVER_DAYS {
        return at.is_multiple_of(days.div_ceil(AXIS_TEXTS).max(1));
    }
    let every = u32::try_from((days / MONTH_DAYS).div_ceil(AXIS_TEXTS)).unwrap_or(1).max(1);
    let (_, month, number) = day.ymd();
    // A year is counted from January, so that the same months are named every year.
    number == 1 && (month - 1).is_multiple_of(every.min(MONTHS))
}

/// Incidents by the day of their creation. A bar makes its day the period.
#[component]
fn ByDay(view: View) -> impl IntoView {
    let days = view.drawn(|overview| overview.by_day.clone());
    let scope = Signal::derive(move || Some(t!("report.by-day.scope", zone = intl::zone(view.portal.now()))));
    let name = move |day: &DayBar| {
        let zone = view.portal.reader.with_untracked(|reader| reader.zone.clone());
        intl::day_short(zone.start_of(day.day))
    };
    let bars = Signal::derive(move || {
        days.with(|days| {
            let bar = |(at, day): (usize, &DayBar)| TimeBar {
                key: day.day.to_string(),
                axis: has_text(at, day.day, days.len()).then(|| name(day)),
                parts: parts(day.stack),
                words: spoken(view, &name(day), day.stack),
                chosen: false,
            };
            days.iter().enumerate().map(bar).collect()
        })
    });
    let table = Signal::derive(move || {
        let rows = days.with(|days| {
            days.iter()
                .filter(|day| day.stack.total() > 0)
                .map(|day| (name(day), day.stack))
                .collect::<Vec<_>>()
        });
        twin(view, t!("report.day"), rows)
    });
    let choose = move |key: String| {
        if let Some(day) = CivilDay::parse(&key) {
            view.relink(|link| link.period = Period::Between(Some(day), Some(day)));
        }
    };
    let about = move || view! { <About view item=Item::ByDay title=t!("report.by-day")/> };
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("report.by-day") scope=scope table end=about>
                <Histogram
                    label=t!("report.by-day")
                    series=Signal::derive(move || series(view))
                    bars
                    on_choose=Callback::new(choose)
                    number=Callback::new(intl::number)
                    height=220
                />
            </ChartFrame>
        </section>
    }
}
