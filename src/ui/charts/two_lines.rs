//! Two periods as lines over the same days: this one drawn through, the one before dashed and in grey. Arrow keys move
//! along the days.

use super::frame::{self, width_of};
use super::once;
use crate::analytics::scale;
use crate::platform::roving;
use crate::view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;

/// One day of both periods.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoPoint {
    /// The amount of this period; none for days that the period does not have.
    pub now: Option<f64>,
    /// The amount of the period before.
    pub before: Option<f64>,
    /// The text under it; most have none.
    pub axis: Option<String>,
    /// Both in words.
    pub words: String,
}

/// Left of the lines, for the figures of the axis.
const LEFT_PX: f64 = 32.0;
/// Right of the lines, for the marks of the last point.
const RIGHT_PX: f64 = 8.0;
/// Above the lines.
const TOP_PX: f64 = 8.0;
/// Below the lines, for the text of the axis.
const BOTTOM_PX: f64 = 20.0;
/// At most so many lines above the axis.
const LINES: u32 = 3;

#[derive(Clone, Debug, Default, PartialEq)]
struct Layout {
    ticks: Vec<f64>,
    top: f64,
    step_px: f64,
    inner_px: f64,
    height_px: f64,
}

impl Layout {
    fn x(&self, at: usize) -> f64 {
        LEFT_PX + self.step_px * at as f64
    }

    fn y(&self, amount: f64) -> f64 {
        self.height_px - BOTTOM_PX - scale::share(amount, self.top) * self.inner_px
    }

    fn path(&self, amounts: impl Iterator<Item = Option<f64>>) -> String {
        let mut path = String::new();
        for (at, amount) in amounts.enumerate() {
            let Some(amount) = amount else { break };
            path.push_str(&format!(
                "{}{:.1} {:.1}",
                if at == 0 { "M" } else { "L" },
                self.x(at),
                self.y(amount)
            ));
        }
        path
    }
}

/// The chart. Its height does not depend on what is counted.
#[component]
pub fn TwoLines(
    /// What is counted.
    #[prop(into)]
    label: Signal<String>,
    /// The days in order.
    #[prop(into)]
    points: Signal<Vec<TwoPoint>>,
    /// Writes a figure of the axis.
    #[prop(into)]
    number: Callback<f64, String>,
    /// The height in px.
    #[prop(default = 130)]
    height: u32,
) -> impl IntoView {
    let points = once(points);
    let node = NodeRef::<html::Div>::new();
    let width = width_of(node);
    let pointed = RwSignal::new(None::<usize>);
    let height_px = f64::from(height);
    let layout = Memo::new(move |_| {
        points.with(|points| {
            let most =
                points.iter().flat_map(|point| [point.now, point.before]).flatten().fold(0.0, f64::max);
            let ticks = scale::count_ticks(most, LINES);
            let steps = points.len().saturating_sub(1).max(1) as f64;
            Layout {
                top: ticks.last().copied().unwrap_or(1.0),
                ticks,
                step_px: (width.get() - LEFT_PX - RIGHT_PX).max(0.0) / steps,
                inner_px: height_px - TOP_PX - BOTTOM_PX,
                height_px,
            }
        })
    });
    let axis = move || {
        let layout = layout.get();
        let lines = layout.ticks.iter().map(|tick| {
            let y = layout.y(*tick).round() + 0.5;
            let class = if *tick == 0.0 { "axis-line" } else { "grid-line" };
            view! {
                <line class=class x1=LEFT_PX x2=width.get().max(LEFT_PX) y1=y y2=y></line>
                <text x=LEFT_PX - 8.0 y=y + 4.0 text-anchor="end">{number.run(*tick)}</text>
            }
        });
        let texts = points.with(|points| {
            let named = points.iter().enumerate().filter_map(|(at, point)| Some((at, point.axis.clone()?)));
            named
                .map(|(at, text)| {
                    let anchor = if at == 0 { "start" } else { "middle" };
                    view! { <text x=layout.x(at) y=height_px - 4.0 text-anchor=anchor>{text}</text> }
                })
                .collect_view()
        });
        view! { {lines.collect_view()} {texts} }
    };
    let line = move |of: fn(&TwoPoint) -> Option<f64>| {
        points.with(|points| layout.with(|layout| layout.path(points.iter().map(of))))
    };
    let count = Memo::new(move |_| points.with(Vec::len));
    let tip = move || {
        let at = pointed.get()?;
        let words = points.with(|points| points.get(at).map(|point| point.words.clone()))?;
        let left = layout.with(|layout| layout.x(at));
        Some(
            view! { <div class="chart-tip" aria-hidden="true" style:left=format!("{left:.0}px")>{words}</div> },
        )
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
                {axis}
                <path class="line line-before" d=move || line(|point| point.before)></path>
                <path class="line stroke-amount" d=move || line(|point| point.now)></path>
                <For
                    each=move || 0..count.get()
                    key=|at| *at
                    children=move |at| mark(at, points, layout, pointed, height_px)
                />
            </svg>
            {tip}
        </div>
    }
    .into_any()
}

fn mark(
    at: usize,
    points: Signal<Vec<TwoPoint>>,
    layout: Memo<Layout>,
    pointed: RwSignal<Option<usize>>,
    height_px: f64,
) -> AnyView {
    let words = move || points.with(|points| points.get(at).map(|point| point.words.clone()));
    let x = move || layout.with(|layout| layout.x(at));
    let y = move || {
        let amount = points.with(|points| points.get(at).and_then(|point| point.now.or(point.before)));
        layout.with(|layout| layout.y(amount.unwrap_or(0.0)))
    };
    let slot = move || layout.with(|layout| layout.step_px).max(2.0);
    view! {
        <g
            class="chart-mark"
            role="img"
            tabindex=if at == 0 { "0" } else { "-1" }
            aria-label=words
            on:mouseenter=move |_| pointed.set(Some(at))
            on:focus=move |_| pointed.set(Some(at))
            on:blur=move |_| pointed.set(None)
        >
            <rect
                class="hit"
                x=move || x() - slot() / 2.0
                y=TOP_PX
                width=slot
                height=height_px - TOP_PX - BOTTOM_PX
            ></rect>
            <circle
                class="line-point stroke-amount"
                class:is-plain=move || pointed.get() != Some(at)
                cx=x
                cy=y
                r="4"
            ></circle>
            <circle class="ring-outer" cx=x cy=y r="9"></circle>
            <circle class="ring-inner" cx=x cy=y r="7"></circle>
        </g>
    }
    .into_any()
}

/// Arrow keys move the focus from day to day.
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
