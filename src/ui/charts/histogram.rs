//! Stacked bars over time: incidents by day or week. Arrow keys move from bar to bar, Enter chooses one.

use super::Series;
use super::frame::{self, width_of};
use super::once;
use crate::analytics::scale;
use crate::platform::roving;
use crate::view::prelude::*;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeBar {
    /// What is told when the bar is chosen.
    pub key: String,
    /// The text under it; most bars have none.
    pub axis: Option<String>,
    /// The amounts, one a series, the lowest first.
    pub parts: Vec<f64>,
    /// The whole in words: "20 Oct: 7, all directly". Lines are kept apart in the tooltip.
    pub words: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Left of the bars, for the figures of the axis.
const LEFT_PX: f64 = 28.0;
/// Above the bars, for half a line of the axis.
const TOP_PX: f64 = 8.0;
/// Below the bars, for the text of the axis.
const BOTTOM_PX: f64 = 20.0;
/// At most so many lines above the axis.
const LINES: u32 = 4;
/// A bar is never wider.
const BAR_MAX_PX: f64 = 36.0;
/// At most so many bars have room for their totals.
const TOTALS_MAX: usize = 12;
/// Between the parts of a bar.
const GAP_PX: f64 = 2.0;

/// The figures behind the drawing.
#[derive(Clone, Debug, Default, PartialEq)]
struct Layout {
    ticks: Vec<f64>,
    top: f64,
    slot_px: f64,
    bar_px: f64,
    inner_px: f64,
}

/// The chart. Its height does not depend on what is counted.
#[component]
pub fn Histogram(
    /// What is counted.
    #[prop(into)]
    label: Signal<String>,
    /// The series, the lowest first.
    #[prop(into)]
    series: Signal<Vec<Series>>,
    /// The bars in the order of time.
    #[prop(into)]
    bars: Signal<Vec<TimeBar>>,
    /// The key of the bar that was chosen, or chosen once more.
    #[prop(into)]
    on_choose: Callback<String>,
    /// The key of the bar and the number of the series whose part was pressed, where parts can be chosen apart.
    #[prop(optional, into)]
    on_part: Option<Callback<(String, usize)>>,
    /// Writes a figure of the axis.
    #[prop(into)]
    number: Callback<f64, String>,
    /// The height in px.
    #[prop(default = 172)]
    height: u32,
) -> impl IntoView {
    let (bars, series) = (once(bars), once(series));
    let node = NodeRef::<html::Div>::new();
    let width = width_of(node);
    let pointed = RwSignal::new(None::<usize>);
    let height_px = f64::from(height);
    let layout = Memo::new(move |_| layout_of(&bars.read(), width.get(), height_px));
    let any_chosen = Memo::new(move |_| bars.with(|bars| bars.iter().any(|bar| bar.chosen)));
    let count = Memo::new(move |_| bars.with(Vec::len));
    let marks =
        move |at: usize| mark(at, bars, series, layout, any_chosen, pointed, (on_choose, on_part), height_px);
    let tip = move || {
        let at = pointed.get()?;
        let words = bars.with(|bars| bars.get(at).map(|bar| bar.words.clone()))?;
        let x = layout.with(|layout| LEFT_PX + (at as f64 + 0.5) * layout.slot_px);
        Some(view! { <div class="chart-tip" aria-hidden="true" style:left=format!("{x:.0}px")>{words}</div> })
    };
    view! {
        <div node_ref=node class="chart-plot" style:block-size=format!("{height}px")>
            <svg
                class="chart-svg"
                height=height
                viewBox=move || frame::view_box(width.get(), height)
                preserveAspectRatio="xMinYMin meet"
                role="group"
                aria-label=label
                on:keydown=move |event| step(&event, node)
                on:mouseleave=move |_| pointed.set(None)
            >
                {move || axis(&layout.read(), number, height_px, width.get())}
                <For each=move || 0..count.get() key=|at| *at children=marks/>
                {move || labels(&bars.read(), &layout.read(), height_px)}
                {move || totals(&bars.read(), &layout.read(), number, height_px)}
            </svg>
            {tip}
        </div>
    }
    .into_any()
}

fn layout_of(bars: &[TimeBar], width: f64, height_px: f64) -> Layout {
    let most = bars.iter().map(|bar| bar.parts.iter().sum::<f64>()).fold(0.0, f64::max);
    let ticks = scale::count_ticks(most, LINES);
    let slot_px = (width - LEFT_PX).max(0.0) / (bars.len().max(1) as f64);
    Layout {
        top: ticks.last().copied().unwrap_or(1.0),
        ticks,
        slot_px,
        bar_px: (slot_px * 0.58).clamp(1.0, BAR_MAX_PX).round(),
        inner_px: height_px - TOP_PX - BOTTOM_PX,
    }
}

fn axis(layout: &Layout, number: Callback<f64, String>, height_px: f64, width: f64) -> AnyView {
    let base = height_px - BOTTOM_PX;
    layout
        .ticks
        .iter()
        .map(|tick| {
            let y = (base - scale::share(*tick, layout.top) * layout.inner_px).round() + 0.5;
            let class = if *tick == 0.0 { "axis-line" } else { "grid-line" };
            view! {
                <line class=class x1=LEFT_PX x2=width.max(LEFT_PX) y1=y y2=y></line>
                <text x=LEFT_PX - 8.0 y=y + 4.0 text-anchor="end">{number.run(*tick)}</text>
            }
        })
        .collect_view()
        .into_any()
}

/// The total above each of a few bars, for paper, where no tooltip says it.
fn totals(
    bars: &[TimeBar],
    layout: &Layout,
    number: Callback<f64, String>,
    height_px: f64,
) -> Option<AnyView> {
    let one = |(at, bar): (usize, &TimeBar)| {
        let total: f64 = bar.parts.iter().sum();
        let x = LEFT_PX + (at as f64 + 0.5) * layout.slot_px;
        let y = height_px - BOTTOM_PX - scale::share(total, layout.top) * layout.inner_px - 4.0;
        view! { <text class="only-print" x=x y=y.max(TOP_PX + 4.0) text-anchor="middle">{number.run(total)}</text> }
    };
    (bars.len() <= TOTALS_MAX).then(|| bars.iter().enumerate().map(one).collect_view().into_any())
}

fn labels(bars: &[TimeBar], layout: &Layout, height_px: f64) -> AnyView {
    bars.iter()
        .enumerate()
        .filter_map(|(at, bar)| Some((at, bar.axis.clone()?)))
        .map(|(at, text)| {
            let x = LEFT_PX + (at as f64 + 0.5) * layout.slot_px;
            // The first text begins at its bar, so that it does not run into the figures of the axis.
            let anchor = if at == 0 { "start" } else { "middle" };
            let x = if at == 0 { x - layout.bar_px / 2.0 } else { x };
            view! { <text x=x y=height_px - 4.0 text-anchor=anchor>{text}</text> }
        })
        .collect_view()
        .into_any()
}

#[expect(clippy::too_many_arguments, reason = "the signals of one chart, each used once")]
fn mark(
    at: usize,
    bars: Signal<Vec<TimeBar>>,
    series: Signal<Vec<Series>>,
    layout: Memo<Layout>,
    any_chosen: Memo<bool>,
    pointed: RwSignal<Option<usize>>,
    (on_choose, on_part): (Callback<String>, Option<Callback<(String, usize)>>),
    height_px: f64,
) -> AnyView {
    let bar = Memo::new(move |_| bars.with(|bars| bars.get(at).cloned()));
    let chosen = Memo::new(move |_| bar.with(|bar| bar.as_ref().is_some_and(|bar| bar.chosen)));
    let words = move || bar.with(|bar| bar.as_ref().map(|bar| bar.words.clone()));
    let key = move || bar.with_untracked(|bar| bar.as_ref().map(|bar| bar.key.clone()));
    let choose = move || {
        if let Some(key) = key() {
            on_choose.run(key);
        }
    };
    let choose_part = move |part: usize, event: MouseEvent| {
        if let Some((on_part, key)) = on_part.zip(key()) {
            // The bar around it would be chosen too.
            event.stop_propagation();
            on_part.run((key, part));
        }
    };
    let left = move || LEFT_PX + at as f64 * layout.read().slot_px;
    let slot = move || layout.read().slot_px;
    let tall = height_px - TOP_PX - BOTTOM_PX;
    let parts = move || {
        let layout = layout.read();
        let amounts = bar.with(|bar| bar.as_ref().map(|bar| bar.parts.clone()).unwrap_or_default());
        let x = (left() + (layout.slot_px - layout.bar_px) / 2.0).round();
        let width = layout.bar_px;
        let series = series.read();
        scale::stack_px(&amounts, layout.top, layout.inner_px, GAP_PX)
            .into_iter()
            .zip(series.iter())
            .enumerate()
            .filter(|(_, ((_, length), _))| *length > 0.0)
            .map(|(part, ((from, length), series))| {
                let y = height_px - BOTTOM_PX - from - length;
                let press = move |event: MouseEvent| choose_part(part, event);
                view! { <rect class=series.fill x=x y=y width=width height=length rx="1" on:click=press></rect> }
            })
            .collect_view()
    };
    let ring = move |class: &'static str, inset: f64| {
        view! {
            <rect
                class=class
                x=move || left() + inset
                y=TOP_PX - 4.0 + inset
                width=move || (slot() - inset * 2.0).max(0.0)
                height=tall + 8.0 - inset * 2.0
                rx="3"
            ></rect>
        }
    };
    view! {
        <g
            class="chart-mark"
            class:is-dimmed=move || any_chosen.get() && !chosen.get()
            role="button"
            tabindex=move || if chosen.get() || (!any_chosen.get() && at == 0) { "0" } else { "-1" }
            aria-pressed=move || chosen.get().to_string()
            aria-label=words
            on:click=move |_| choose()
            on:keydown=move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    choose();
                }
            }
            on:mouseenter=move |_| pointed.set(Some(at))
            on:focus=move |_| pointed.set(Some(at))
            on:blur=move |_| pointed.set(None)
        >
            <rect class="hit" x=left y=TOP_PX width=slot height=tall></rect>
            {parts}
            {ring("ring-outer", 1.0)}
            {ring("ring-inner", 3.0)}
        </g>
    }
    .into_any()
}

/// Arrow keys move the focus from bar to bar.
fn step(event: &KeyboardEvent, node: NodeRef<html::Div>) {
    let step = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        _ => return,
    };
    event.prevent_default();
    if let Some(plot) = node.get_untracked() {
        roving::focus_step(&plot, ".chart-mark", step);
    }
}
