//! Boxes of durations over a logarithmic axis: whisker from the 10th to the 90th percentile, box over the middle half,
//! a line at the median. Places are percentages, so nothing is measured. Arrow keys move from row to row, Enter chooses one
//! where rows can be chosen.

use super::once;
use crate::analytics::scale::{LogScale, duration_ticks};
use crate::platform::roving;
use crate::view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;

/// The durations of one party.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxRow {
    /// What is told when it is chosen.
    pub key: String,
    /// The name: "Experts".
    pub name: String,
    /// Below the name: "n = 177".
    pub second: String,
    /// The class of the fill: `fill-experts`.
    pub fill: &'static str,
    /// The class of the whisker: `stroke-experts`.
    pub stroke: &'static str,
    /// 10th, 25th, 50th, 75th and 90th percentile in seconds; none where nothing was measured.
    pub percentiles_s: Option<[f64; 5]>,
    /// Under the median: "median 41 min".
    pub median: String,
    /// Behind the whisker: "9 in 10: 2 h 14".
    pub high: String,
    /// The whole in words.
    pub words: String,
}

/// Which row is chosen, and who hears of it.
#[derive(Clone, Copy)]
struct Choice {
    chosen: Signal<Option<String>>,
    on_choose: Option<Callback<String>>,
}

/// Rows stand so far apart.
const ROW_PX: f64 = 64.0;
/// Below the rows, for the axis.
const AXIS_PX: f64 = 24.0;
/// At most so many names on the axis.
const TICKS: usize = 5;

/// The chart.
#[component]
pub fn DurationBoxes(
    /// What was measured.
    #[prop(into)]
    label: Signal<String>,
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<BoxRow>>,
    /// Writes a duration of the axis, given in seconds.
    #[prop(into)]
    duration: Callback<f64, String>,
    /// The key of the row that was chosen, or chosen once more, where rows can be.
    #[prop(optional, into)]
    on_choose: Option<Callback<String>>,
    /// The key of the row that is chosen.
    #[prop(optional, into)]
    chosen: Signal<Option<String>>,
) -> impl IntoView {
    let rows = once(rows);
    let choice = Choice { chosen, on_choose };
    let axis = Memo::new(move |_| {
        let measured = rows.with(|rows| rows.iter().filter_map(|row| row.percentiles_s).collect::<Vec<_>>());
        let low = measured.iter().map(|row| row[0]).fold(f64::INFINITY, f64::min);
        let high = measured.iter().map(|row| row[4]).fold(0.0, f64::max);
        // Without any duration the axis stays: an hour in the middle of a day.
        if low.is_finite() {
            duration_ticks(low, high, TICKS)
        } else {
            duration_ticks(900.0, 86_400.0, TICKS)
        }
    });
    let scale = Memo::new(move |_| {
        axis.with(|ticks| {
            LogScale::new(ticks.first().copied().unwrap_or(60.0), ticks.last().copied().unwrap_or(86_400.0))
        })
    });
    let height = Memo::new(move |_| rows.with(Vec::len) as f64 * ROW_PX + AXIS_PX);
    let node = NodeRef::<html::Div>::new();
    let keys = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => 1,
            "ArrowUp" | "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(boxes) = node.get_untracked() {
            roving::focus_step(&boxes, ".chart-mark", step);
        }
    };
    let names = move || {
        let names = rows.get().into_iter().map(|row| {
            view! { <li><span class="strong">{row.name}</span><span class="caption third">{row.second}</span></li> }
        });
        names.collect_view()
    };
    let drawn = move || {
        let scale = scale.get();
        rows.get().into_iter().enumerate().map(|(at, row)| one_box(at, row, scale, choice)).collect_view()
    };
    view! {
        <div class="boxes" node_ref=node>
            <ul class="boxes-names">{names}</ul>
            <svg class="boxes-plot" height=height role="group" aria-label=label on:keydown=keys>
                {move || ticks(&axis.read(), scale.get(), duration, height.get())}
                {drawn}
            </svg>
        </div>
    }
    .into_any()
}

/// A share of the width as SVG writes it. The plot keeps a margin on both sides for the texts of the ends.
fn percent(share: f64) -> String {
    format!("{:.2}%", 6.0 + share * 88.0)
}

fn ticks(ticks: &[f64], scale: LogScale, duration: Callback<f64, String>, height: f64) -> AnyView {
    ticks
        .iter()
        .map(|tick| {
            let x = percent(scale.place(*tick));
            view! {
                <line class="grid-line" x1=x.clone() x2=x.clone() y1="0" y2=height - AXIS_PX></line>
                <text x=x y=height - 6.0 text-anchor="middle">{duration.run(*tick)}</text>
            }
        })
        .collect_view()
        .into_any()
}

/// One row: a mark that keys reach and that says the whole, with its box where anything was measured.
fn one_box(at: usize, row: BoxRow, scale: LogScale, Choice { chosen, on_choose }: Choice) -> AnyView {
    let top = at as f64 * ROW_PX;
    let ring = move |class: &'static str, inset: f64| {
        view! { <rect class=class x="0" y=top + inset width="100%" height=ROW_PX - 2.0 * inset rx="3"></rect> }
    };
    let words = row.words.clone();
    let key = StoredValue::new(row.key.clone());
    let is_chosen = move || chosen.with(|chosen| key.with_value(|key| chosen.as_ref() == Some(key)));
    let choose = move || on_choose.into_iter().for_each(|on_choose| on_choose.run(key.get_value()));
    let keys = move |event: KeyboardEvent| {
        if on_choose.is_some() && matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            choose();
        }
    };
    view! {
        <g
            class="chart-mark"
            class:is-dimmed=move || chosen.with(Option::is_some) && !is_chosen()
            class:is-choice=on_choose.is_some()
            role=if on_choose.is_some() { "button" } else { "img" }
            tabindex=if at == 0 { "0" } else { "-1" }
            aria-pressed=move || on_choose.map(|_| is_chosen().to_string())
            aria-label=words
            on:click=move |_| choose()
            on:keydown=keys
        >
            <rect class="hit" x="0" y=top width="100%" height=ROW_PX></rect>
            {drawing(top, row, scale)}
            {ring("ring-outer", 1.0)}
            {ring("ring-inner", 3.0)}
        </g>
    }
    .into_any()
}

fn drawing(top: f64, row: BoxRow, scale: LogScale) -> AnyView {
    let Some([low, quarter, median, three_quarters, high]) = row.percentiles_s else { return ().into_any() };
    let middle = top + ROW_PX / 2.0 - 8.0;
    let place = |value: f64| percent(scale.place(value));
    let wide = format!("{:.2}%", (scale.place(three_quarters) - scale.place(quarter)).max(0.004) * 88.0);
    // Behind the whisker where there is room, else before its end.
    let high_place = scale.place(high);
    let (anchor, shift) = if high_place > 0.5 { ("end", -10.0) } else { ("start", 6.0) };
    let high_y = if anchor == "end" { middle - 12.0 } else { middle + 4.0 };
    view! {
        <line class=format!("box-whisker {}", row.stroke) x1=place(low) x2=place(high) y1=middle y2=middle></line>
        <rect class=row.fill x=place(quarter) y=middle - 7.0 width=wide height="14" rx="2"></rect>
        <svg x=place(median) y=middle - 10.0 overflow="visible">
            <rect class="box-median" x="-1.5" width="3" height="20"></rect>
            <text class="text-strong" y="34" text-anchor="middle">{row.median}</text>
        </svg>
        " "
        <svg x=percent(high_place) overflow="visible">
            <text x=shift y=high_y text-anchor=anchor>{row.high}</text>
        </svg>
    }
    .into_any()
}
