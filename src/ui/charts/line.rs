//! A line over time with a target and a forecast, such as protected devices towards the gate.

use super::frame::{self, width_of};
use super::once;
use crate::analytics::scale;
use crate::platform::roving;
use crate::view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;

/// One point.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePoint {
    /// The place in time, in any unit that all points share.
    pub x: f64,
    /// The amount.
    pub y: f64,
    /// The text under it; most points have none.
    pub axis: Option<String>,
    /// The text at it; most points have none.
    pub note: Option<String>,
    /// What it says: "27 Aug: 1,612".
    pub words: String,
    /// Whether it is foreseen and not measured.
    pub foreseen: bool,
}

/// Above the line, for the text of the target.
const TOP_PX: f64 = 18.0;
/// Below the line, for the text of the axis.
const BOTTOM_PX: f64 = 20.0;
/// On both sides, for half a text.
const SIDE_PX: f64 = 16.0;
/// At the left where the axis has figures.
const FIGURES_PX: f64 = 52.0;
/// At most so many lines with a figure.
const LINES: u32 = 3;

/// How high and how wide the text of a target is at most.
const TEXT_PX: f64 = 14.0;
const TEXT_WIDTH_PX: f64 = 96.0;

/// The chart. Arrow keys move along the points.
#[component]
pub fn LineChart(
    /// What is counted.
    #[prop(into)]
    label: Signal<String>,
    /// The points in the order of time.
    #[prop(into)]
    points: Signal<Vec<LinePoint>>,
    /// The target and its text.
    #[prop(optional, into)]
    target: MaybeProp<(f64, String)>,
    /// Writes a figure of the axis.
    #[prop(into)]
    number: Callback<f64, String>,
    /// The height in px.
    #[prop(default = 110)]
    height: u32,
) -> impl IntoView {
    let points = once(points);
    let node = NodeRef::<html::Div>::new();
    let width = width_of(node);
    let pointed = RwSignal::new(None::<usize>);
    let height_px = f64::from(height);
    let places = Memo::new(move |_| {
        let target = target.get().map(|(amount, _)| amount);
        places_of(&points.read(), target, width.get(), height_px)
    });
    let figures = move || places.with(|places| figures(places, width.get(), number));
    let path = move |foreseen: bool| points.with(|points| path_of(points, &places.read().points, foreseen));
    let keys = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(plot) = node.get_untracked() {
            roving::focus_step(&plot, ".chart-mark", step);
        }
    };
    let aim = move || {
        let (_, text) = target.get()?;
        let (line, spot) = places.with(|places| Some((places.target?, free_spot(places, width.get())?)))?;
        Some(view! {
            <line class="line-target" x1=FIGURES_PX - 8.0 x2=width y1=line y2=line></line>
            <text class="text-haloed" x=spot.x y=spot.y text-anchor=spot.anchor>{text}</text>
        })
    };
    let count = Memo::new(move |_| points.with(Vec::len));
    let marks = move |at: usize| mark(at, points, places, pointed, height_px);
    let tip = move || {
        let at = pointed.get()?;
        let words = points.with(|points| points.get(at).map(|point| point.words.clone()))?;
        let (x, _) = places.with(|places| places.points.get(at).copied())?;
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
                on:keydown=keys
                on:mouseleave=move |_| pointed.set(None)
            >
                <line class="axis-line" x1="0" x2=width y1=height_px - BOTTOM_PX y2=height_px - BOTTOM_PX></line>
                {figures}
                {aim}
                <path class="line stroke-amount" d=move || path(false)></path>
                <path class="line line-forecast stroke-amount" d=move || path(true)></path>
                <For each=move || 0..count.get() key=|at| *at children=marks/>
            </svg>
            {tip}
        </div>
    }
    .into_any()
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Places {
    points: Vec<(f64, f64)>,
    target: Option<f64>,
    /// Round amounts, and where they are.
    ticks: Vec<(f64, f64)>,
}

/// The figures of the axis, each with its line.
fn figures(places: &Places, width: f64, number: Callback<f64, String>) -> AnyView {
    let one = |(amount, y): &(f64, f64)| {
        let y = y.round() + 0.5;
        view! {
            <line class="grid-line" x1=FIGURES_PX - 8.0 x2=width.max(FIGURES_PX) y1=y y2=y></line>
            <text x=FIGURES_PX - 12.0 y=y + 4.0 text-anchor="end">{number.run(*amount)}</text>
        }
    };
    places.ticks.iter().map(one).collect_view().into_any()
}

fn places_of(points: &[LinePoint], target: Option<f64>, width: f64, height_px: f64) -> Places {
    let inner = height_px - TOP_PX - BOTTOM_PX;
    let most = points.iter().map(|point| point.y).chain(target).fold(0.0, f64::max);
    let least = points.iter().map(|point| point.y).chain(target).fold(most, f64::min);
    let (base, range) = scale::line_range(least, most);
    let first = points.first().map_or(0.0, |point| point.x);
    let last = points.last().map_or(1.0, |point| point.x);
    let across = (width - FIGURES_PX - SIDE_PX).max(0.0);
    let y_of = |amount: f64| TOP_PX + inner * (1.0 - scale::share(amount - base, range));
    Places {
        points: points
            .iter()
            .map(|point| (FIGURES_PX + across * scale::share(point.x - first, last - first), y_of(point.y)))
            .collect(),
        target: target.map(y_of),
        ticks: ticks(base, base + range).into_iter().map(|tick| (tick, y_of(tick))).collect(),
    }
}

/// Whole figures where there is one: most lines count things.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let ticks = scale::ticks_between(low, high, LINES);
    let whole: Vec<f64> = ticks.iter().copied().filter(|tick| tick.fract() == 0.0).collect();
    if whole.is_empty() { ticks } else { whole }
}

/// Where the text of the target stands: at its foot.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    x: f64,
    y: f64,
    anchor: &'static str,
}

/// The first place above or below the target where the line does not run through its text, or else the one that is
/// farthest from the line.
fn free_spot(places: &Places, width: f64) -> Option<Spot> {
    let target = places.target?;
    let last = (width - TEXT_WIDTH_PX).max(0.0);
    let across =
        [(FIGURES_PX, FIGURES_PX, "start"), (width, last, "end"), (width / 2.0, last / 2.0, "middle")];
    let spots = [-5.0, 13.0]
        .into_iter()
        .flat_map(|foot| across.map(move |(x, from, anchor)| (Spot { x, y: target + foot, anchor }, from)));
    let mut best: Option<(f64, Spot)> = None;
    for (spot, from) in spots {
        let room = room_at(&places.points, from, spot.y - TEXT_PX / 4.0);
        if room >= TEXT_PX {
            return Some(spot);
        }
        if best.is_none_or(|(most, _)| room > most) {
            best = Some((room, spot));
        }
    }
    best.map(|(_, spot)| spot)
}

/// How near the line and the text at its end come to a text of the target that begins at a place, in px.
fn room_at(points: &[(f64, f64)], from: f64, middle: f64) -> f64 {
    let to = from + TEXT_WIDTH_PX;
    let near = points.windows(2).filter_map(|pair| {
        let [(x1, y1), (x2, y2)] = pair else { return None };
        let (low, high) = (x1.max(from), x2.min(to));
        let at = |x: f64| y1 + (y2 - y1) * scale::share(x - x1, x2 - x1) - middle;
        // A line that is above the text at one end and below it at the other runs through it.
        (low <= high).then(|| if at(low) * at(high) <= 0.0 { 0.0 } else { at(low).abs().min(at(high).abs()) })
    });
    let end = points.last().filter(|(x, _)| (from..=to).contains(x));
    near.chain(end.map(|(_, y)| (y + 14.0 - middle).abs())).fold(f64::INFINITY, f64::min)
}

/// The path of the measured points, or of the foreseen ones from the last measured one on.
fn path_of(points: &[LinePoint], places: &[(f64, f64)], foreseen: bool) -> String {
    let measured = points.iter().take_while(|point| !point.foreseen).count();
    let part = if foreseen {
        places.get(measured.saturating_sub(1)..).unwrap_or_default()
    } else {
        places.get(..measured).unwrap_or_default()
    };
    let mut path = String::new();
    for (at, (x, y)) in part.iter().enumerate() {
        path.push_str(&format!("{}{x:.1} {y:.1}", if at == 0 { "M" } else { "L" }));
    }
    path
}

fn mark(
    at: usize,
    points: Signal<Vec<LinePoint>>,
    places: Memo<Places>,
    pointed: RwSignal<Option<usize>>,
    height_px: f64,
) -> AnyView {
    let point = Memo::new(move |_| points.with(|points| points.get(at).cloned()));
    let x = move || places.with(|places| places.points.get(at).map(|(x, _)| *x));
    let y = move || places.with(|places| places.points.get(at).map(|(_, y)| *y));
    let words = move || point.with(|point| point.as_ref().map(|point| point.words.clone()));
    // A point is drawn where it says something or is looked at; the others are there for keys and pointer.
    let is_plain = move || {
        let is_noted =
            point.with(|point| point.as_ref().is_some_and(|point| point.note.is_some() || point.foreseen));
        !is_noted && pointed.get() != Some(at)
    };
    let texts = move || {
        let point = point.get()?;
        let note = point.note.map(|note| {
            view! { <text class="text-strong" x=x y=move || y().map(|y| y + 18.0) text-anchor="middle">{note}</text> }
        });
        let axis = point.axis.map(|axis| {
            let anchor = if at == 0 { "start" } else { "middle" };
            view! { <text x=x y=height_px - 4.0 text-anchor=anchor>{axis}</text> }
        });
        Some(view! { {note} {axis} })
    };
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
            <circle class="hit" cx=x cy=y r="12"></circle>
            <circle class="line-point stroke-amount" class:is-plain=is_plain cx=x cy=y r="4"></circle>
            <circle class="ring-outer" cx=x cy=y r="9"></circle>
            <circle class="ring-inner" cx=x cy=y r="7"></circle>
            {texts}
        </g>
    }
    .into_any()
}
