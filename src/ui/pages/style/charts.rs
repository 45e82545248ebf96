//! Every chart of the style page, with figures of an invented month.

use crate::domain::vocabulary::Severity;
use crate::platform::intl;
use crate::t;
use crate::ui::charts::{
    BarRow, BoxRow, Brush, BrushLabel, ChartFrame, DurationBoxes, Histogram, Legend, LineChart, LinePoint,
    Series, StackedBars, TableTwin, TimeBar,
};
use crate::ui::parts::SeverityMark;
use crate::view::prelude::*;

/// Days under the brush.
const DAYS: usize = 183;

/// The charts in a row, one chosen mark for all.
#[component]
pub(super) fn Charts() -> impl IntoView {
    let chosen = RwSignal::new(None::<String>);
    let choose = Callback::new(move |key: String| {
        chosen.update(|chosen| *chosen = if chosen.as_ref() == Some(&key) { None } else { Some(key) });
    });
    view! {
        <div class="stack style-charts">
            <section class="card"><div class="card-body"><Period/></div></section>
            <Legend series=series()/>
            <div class="style-columns">
                <section class="card"><div class="card-body"><ByDay chosen choose/></div></section>
                <section class="card"><div class="card-body"><BySeverity chosen choose/></div></section>
                <section class="card"><div class="card-body"><Times/></div></section>
                <section class="card"><div class="card-body"><Forecast/></div></section>
            </div>
        </div>
    }
    .into_any()
}

fn series() -> Vec<Series> {
    vec![
        Series { name: t!("style.directly"), fill: "fill-experts" },
        Series { name: t!("style.with-help"), fill: "fill-you" },
        Series { name: t!("style.still-open"), fill: "fill-open" },
    ]
}

fn number(value: f64) -> String {
    intl::number(value)
}

fn words(name: &str, parts: &[f64]) -> String {
    let named =
        series().into_iter().zip(parts).map(|(series, part)| format!("{} {}", number(*part), series.name));
    format!("{name}: {}", named.collect::<Vec<_>>().join(", "))
}

fn twin(rows: impl Iterator<Item = (String, Vec<f64>)>) -> TableTwin {
    let heads =
        std::iter::once(t!("style.value")).chain(series().into_iter().map(|series| series.name)).collect();
    let rows = rows.map(|(name, parts)| std::iter::once(name).chain(parts.into_iter().map(number)).collect());
    TableTwin { heads, rows: rows.collect() }
}

/// Counts that repeat by the week and fall at its end.
fn amount(day: usize) -> u32 {
    const WEEK: [u32; 7] = [7, 9, 6, 10, 8, 2, 2];
    WEEK.get(day % 7).copied().unwrap_or_default() + u32::from(day.is_multiple_of(5))
}

#[component]
fn Period() -> impl IntoView {
    let window = RwSignal::new((DAYS - 30, DAYS - 1));
    let before = Signal::derive(move || {
        let (first, last) = window.get();
        let length = last + 1 - first;
        Some((first.checked_sub(length)?, first - 1))
    });
    let days: Vec<u32> = (0..DAYS).map(amount).collect();
    let label = |month: usize| BrushLabel { day: month * 30 + 15, text: t!("style.month", n = month + 1) };
    let labels: Vec<BrushLabel> = (0..6).map(label).collect();
    let day_name = |day: usize| t!("style.day", n = day + 1);
    let window_text = Signal::derive(move || {
        let (first, last) = window.get();
        t!("style.days", first = first + 1, last = last + 1)
    });
    view! {
        <Brush
            label=t!("style.period")
            days
            labels
            window
            before
            window_text
            before_text=t!("style.days-before")
            day_name
            on_change=move |to| window.set(to)
        />
    }
}

#[component]
fn ByDay(chosen: RwSignal<Option<String>>, choose: Callback<String>) -> impl IntoView {
    let parts = |day: usize| {
        let all = f64::from(amount(day));
        let open = if day > 25 { (all / 2.0).floor() } else { 0.0 };
        let helped = ((all - open) / 4.0).floor();
        vec![all - open - helped, helped, open]
    };
    let name = |day: usize| t!("style.day", n = day + 1);
    let bars = Signal::derive(move || {
        let bar = |day: usize| {
            let parts = parts(day);
            let key = format!("day-{day}");
            let words = words(&name(day), &parts);
            let axis = day.is_multiple_of(7).then(|| number(day as f64 + 1.0));
            TimeBar { chosen: chosen.get().as_ref() == Some(&key), key, axis, parts, words }
        };
        (0..30).map(bar).collect::<Vec<_>>()
    });
    let table = Signal::derive(move || twin((0..30).map(|day| (name(day), parts(day)))));
    view! {
        <ChartFrame title=t!("style.by-day") scope=t!("style.by-day-scope") table>
            <Histogram label=t!("style.by-day") series=series() bars on_choose=choose number/>
        </ChartFrame>
    }
}

#[component]
fn BySeverity(chosen: RwSignal<Option<String>>, choose: Callback<String>) -> impl IntoView {
    let rows = [("high", vec![19.0, 18.0, 7.0]), ("medium", vec![121.0, 19.0, 2.0]), ("low", vec![0.0; 3])];
    let rows = StoredValue::new(rows);
    let name = |key: &str| crate::ui::naming::severity(&Severity::parse(key));
    let bars = Signal::derive(move || {
        let bar = |(key, parts): (&str, Vec<f64>)| BarRow {
            key: key.to_owned(),
            name: name(key),
            total: number(parts.iter().sum()),
            words: words(&name(key), &parts),
            chosen: chosen.get().as_deref() == Some(key),
            parts,
        };
        rows.get_value().into_iter().map(bar).collect::<Vec<_>>()
    });
    let table =
        Signal::derive(move || twin(rows.get_value().into_iter().map(|(key, parts)| (name(key), parts))));
    let mark = |key: String| view! { <SeverityMark level=Severity::parse(&key) bare=true/> }.into_any();
    view! {
        <ChartFrame title=t!("style.by-severity") table>
            <StackedBars label=t!("style.by-severity") series=series() rows=bars on_choose=choose mark=Callback::new(mark)/>
        </ChartFrame>
    }
}

#[component]
fn Times() -> impl IntoView {
    let row = |name: String, fill, stroke, percentiles_s: [f64; 5], median: String, high: String| BoxRow {
        key: String::new(),
        words: format!("{name}: {median}, {high}"),
        second: t!("style.n", n = 177),
        name,
        fill,
        stroke,
        percentiles_s: Some(percentiles_s),
        median,
        high,
    };
    let experts = [540.0, 1_320.0, 2_460.0, 4_500.0, 8_040.0];
    let you = [1_500.0, 5_400.0, 11_100.0, 30_600.0, 70_800.0];
    let rows = vec![
        row(
            t!("party.experts"),
            "fill-experts",
            "stroke-experts",
            experts,
            t!("style.median-1"),
            t!("style.p90-1"),
        ),
        row(t!("style.you-fill"), "fill-you", "stroke-you", you, t!("style.median-2"), t!("style.p90-2")),
    ];
    let table = TableTwin {
        heads: vec![t!("style.value"), t!("style.median"), t!("style.p90")],
        rows: rows.iter().map(|row| vec![row.name.clone(), row.median.clone(), row.high.clone()]).collect(),
    };
    let duration = |seconds: f64| {
        let (value, key) = match seconds {
            s if s < 3_600.0 => (s / 60.0, "min"),
            s if s < 86_400.0 => (s / 3_600.0, "h"),
            s => (s / 86_400.0, "day"),
        };
        t!("style.duration", n = value, unit = key)
    };
    view! {
        <ChartFrame title=t!("style.times") scope=t!("style.times-scope") table>
            <DurationBoxes label=t!("style.times") rows=rows.clone() duration/>
        </ChartFrame>
    }
}

#[component]
fn Forecast() -> impl IntoView {
    let measured = [1_240.0, 1_300.0, 1_420.0, 1_435.0, 1_520.0, 1_566.0, 1_612.0];
    let points: Vec<LinePoint> = measured
        .into_iter()
        .chain([1_784.0])
        .enumerate()
        .map(|(week, devices)| LinePoint {
            x: week as f64,
            y: devices,
            axis: [0, 6, 7].contains(&week).then(|| t!("style.week", n = week + 1)),
            note: (week == 6).then(|| number(devices)),
            words: format!("{}: {}", t!("style.week", n = week + 1), number(devices)),
            foreseen: week == 7,
        })
        .collect();
    let table = TableTwin {
        heads: vec![t!("style.value"), t!("style.devices")],
        rows: points.iter().map(|point| vec![t!("style.week", n = point.x + 1.0), number(point.y)]).collect(),
    };
    let target = (1_784.0, t!("style.target"));
    view! {
        <ChartFrame title=t!("style.forecast") table>
            <LineChart label=t!("style.forecast") points=points.clone() target=target.clone() number=Callback::new(number)/>
        </ChartFrame>
    }
}
