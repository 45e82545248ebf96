//! The brush: months of days with a window over them. Drag it or its ends, or move them with arrow keys a day and with
//! Shift a week. It never animates.

use super::once;
use crate::analytics::brush::{Grip, dragged, span};
use crate::analytics::scale;
use crate::platform::elements::{self, Across};
use crate::t;
use crate::view::prelude::*;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use std::fmt::Write;

/// A text on the axis below the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrushLabel {
    /// The number of the day under which it stands.
    pub day: usize,
    /// The text: "Oct".
    pub text: String,
}

/// The height of the bars in px.
const HEIGHT_PX: f64 = 32.0;

/// The brush over `days`. The window is told by the numbers of its first and last day, both in it.
#[component]
pub fn Brush(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// The amount of each day.
    #[prop(into)]
    days: Signal<Vec<u32>>,
    /// The names of the months below.
    #[prop(into)]
    labels: Signal<Vec<BrushLabel>>,
    /// The first and the last day of the window.
    #[prop(into)]
    window: Signal<(usize, usize)>,
    /// The first and the last day of the period that it is compared with.
    #[prop(optional, into)]
    before: Signal<Option<(usize, usize)>>,
    /// Above the window: "20 Oct to 18 Nov".
    #[prop(into)]
    window_text: Signal<String>,
    /// Above the period before: "the 30 days before".
    #[prop(optional, into)]
    before_text: MaybeProp<String>,
    /// Writes a day by its number.
    #[prop(into)]
    day_name: Callback<usize, String>,
    /// The window that the reader wants.
    #[prop(into)]
    on_change: Callback<(usize, usize)>,
) -> impl IntoView {
    let (days, labels, window) = (once(days), once(labels), once(window));
    let before = once(before);
    let shape = Memo::new(move |_| days.with(|days| shape(days)));
    let plot = NodeRef::<html::Div>::new();
    let grip = StoredValue::new(None::<Grip>);
    // Where the plot is, read when a drag begins: to ask while everything is drawn anew makes the browser lay it all out.
    let across = StoredValue::new(Across::default());
    let count = Memo::new(move |_| days.with(Vec::len));
    let last_day = move || count.get_untracked().saturating_sub(1);
    let change = move |to: (usize, usize)| {
        if to != window.get_untracked() {
            on_change.run(to);
        }
    };
    let day_at = move |event: &PointerEvent| {
        if grip.get_value().is_none() {
            across.set_value(elements::across(&*plot.get_untracked()?));
        }
        let share = across.get_value().share_of(event);
        Some(day_at_share(share, count.get_untracked()).min(last_day()))
    };
    let take = move |event: PointerEvent, taken: Grip| {
        event.prevent_default();
        elements::capture_pointer(&event);
        if let Some(plot) = plot.get_untracked() {
            across.set_value(elements::across(&plot));
        }
        grip.set_value(Some(taken));
    };
    let drag = move |event: PointerEvent| {
        if let (Some(held), Some(day)) = (grip.get_value(), day_at(&event)) {
            let (first, last) = window.get_untracked();
            let held = meant(held, (first, last), day);
            grip.set_value(Some(held));
            change(dragged(held, (first, last), day, last_day()));
        }
    };
    let let_go = move |_: PointerEvent| grip.set_value(None);
    let take_window = move |event: PointerEvent| {
        if let Some(day) = day_at(&event) {
            let (first, _) = window.get_untracked();
            take(event, Grip::Window(day.saturating_sub(first)));
        }
    };
    // A press beside the window brings its middle there.
    let jump = move |event: PointerEvent| {
        if let Some(day) = day_at(&event) {
            let (first, last) = window.get_untracked();
            let held = last.saturating_sub(first) / 2;
            change(dragged(Grip::Window(held), (first, last), day, last_day()));
            take(event, Grip::Window(held));
        }
    };
    let handle = move |taken: Grip| {
        let name = if taken == Grip::Start { t!("parts.first-day") } else { t!("parts.last-day") };
        let day = move || if taken == Grip::Start { window.get().0 } else { window.get().1 };
        let edge = move || if taken == Grip::Start { day() } else { day() + 1 };
        let keys = move |event: KeyboardEvent| {
            if let Some(to) = key_moved(&event, taken, window.get_untracked(), last_day()) {
                event.prevent_default();
                change(to);
            }
        };
        view! {
            <button
                type="button"
                class="brush-handle"
                role="slider"
                aria-label=name
                aria-valuemin="0"
                aria-valuemax=move || count.get().saturating_sub(1)
                aria-valuenow=day
                aria-valuetext=move || day_name.run(day())
                style:left=move || percent(edge(), count.get())
                on:pointerdown=move |event: PointerEvent| {
                    // A press at an end is none beside the window, which would bring the middle there.
                    event.stop_propagation();
                    take(event, taken);
                }
                on:pointermove=drag
                on:pointerup=let_go
                on:pointercancel=let_go
                on:keydown=keys
            ></button>
        }
    };
    // A label lies as far to the left of its point as the point lies along the axis, so it never leaves the axis.
    let at_window = move || middle(window.get().0, window.get().1, count.get());
    let inside_style =
        move || (percent(window.get().0, count.get()), percent(span(window.get()), count.get()));
    view! {
        <div class="brush" role="group" aria-label=label>
            <div class="brush-axis brush-labels">
                {move || {
                    let (first, last) = before.get().filter(|before| is_apart(*before, window.get(), count.get()))?;
                    let text = before_text.get()?;
                    let left = middle(first, last, count.get());
                    let shift = format!("-{left}");
                    Some(view! { <span style:left=left style:translate=shift>{text}</span> })
                }}
                <span class="is-window" style:left=at_window style:translate=move || format!("-{}", at_window())>{window_text}</span>
            </div>
            <div node_ref=plot class="brush-plot" on:pointerdown=jump on:pointermove=drag on:pointerup=let_go>
                <svg
                    class="brush-svg"
                    height=HEIGHT_PX
                    viewBox=move || format!("0 0 {} {HEIGHT_PX}", count.get().max(1))
                    preserveAspectRatio="none"
                    aria-hidden="true"
                >
                    {move || before.get().map(|(first, last)| ground("brush-before", first, last))}
                    {move || { let (first, last) = window.get(); ground("brush-window", first, last) }}
                    <path class="brush-bar" d=shape></path>
                    {move || before.get().map(|before| part("brush-bar is-before", before, shape.get()))}
                    {move || part("brush-bar is-inside", window.get(), shape.get())}
                </svg>
                <div
                    class="brush-grip"
                    style:left=move || inside_style().0
                    style:inline-size=move || inside_style().1
                    on:pointerdown=move |event: PointerEvent| {
                        event.stop_propagation();
                        take_window(event);
                    }
                    on:pointermove=drag
                    on:pointerup=let_go
                ></div>
                {handle(Grip::Start)}
                {handle(Grip::End)}
            </div>
            <div class="brush-axis" aria-hidden="true">
                {move || {
                    let labels = labels.get().into_iter();
                    labels.map(|label| {
                        let left = percent(label.day, count.get());
                        view! { <span style:left=left>{label.text}</span> }
                    }).collect_view()
                }}
            </div>
        </div>
    }
    .into_any()
}

/// The day that lies at a share of the way along the plot.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a few hundred days"
)]
fn day_at_share(share: f64, count: usize) -> usize {
    (share * count as f64).floor() as usize
}

/// Where both ends are on one day one lies over the other: the way the hand goes says which is meant.
fn meant(held: Grip, (first, last): (usize, usize), day: usize) -> Grip {
    match held {
        Grip::Start | Grip::End if first == last && day < first => Grip::Start,
        Grip::Start | Grip::End if first == last && day > last => Grip::End,
        held => held,
    }
}

fn percent(days: usize, count: usize) -> String {
    format!("{:.3}%", scale::share(days as f64, count as f64) * 100.0)
}

/// Whether two labels have room beside each other on an axis that is long enough for both.
fn is_apart(before: (usize, usize), window: (usize, usize), count: usize) -> bool {
    const SHARE_MIN: f64 = 0.12;
    let middle = |(first, last): (usize, usize)| (first + last) as f64 / 2.0;
    scale::share((middle(window) - middle(before)).abs(), count as f64) >= SHARE_MIN
}

/// The middle of some days, as far from the ends as half of the text that stands there needs.
fn middle(first: usize, last: usize, count: usize) -> String {
    let share = scale::share((first + last + 1) as f64 / 2.0, count as f64) * 100.0;
    format!("clamp(56px, {share:.3}%, calc(100% - 56px))")
}

fn ground(class: &'static str, first: usize, last: usize) -> impl IntoView {
    view! { <rect class=class x=first y="0" width=span((first, last)) height=HEIGHT_PX></rect> }
}

/// The bars of all days as one shape. A move of the window must not touch every day.
fn shape(days: &[u32]) -> String {
    let most = days.iter().copied().max().unwrap_or(1).max(1);
    let mut shape = String::new();
    for (day, amount) in days.iter().enumerate().filter(|(_, amount)| **amount > 0) {
        let tall = (scale::share(f64::from(*amount), f64::from(most)) * (HEIGHT_PX - 6.0)).max(1.5);
        let (left, top) = (day as f64 + 0.12, HEIGHT_PX - tall);
        // Writing to a string cannot fail.
        let _ = write!(shape, "M{left:.2},{HEIGHT_PX}V{top:.2}h0.76V{HEIGHT_PX}Z");
    }
    shape
}

/// What of the shape lies within some days.
fn part(class: &'static str, (first, last): (usize, usize), shape: String) -> impl IntoView {
    let width = span((first, last));
    let cut = format!("{first} 0 {width} {HEIGHT_PX}");
    view! {
        <svg x=first y="0" width=width height=HEIGHT_PX viewBox=cut preserveAspectRatio="none">
            <path class=class d=shape></path>
        </svg>
    }
}

/// The window after a key at one of its ends.
fn key_moved(
    event: &KeyboardEvent,
    grip: Grip,
    (first, last): (usize, usize),
    last_day: usize,
) -> Option<(usize, usize)> {
    let step = if event.shift_key() { 7 } else { 1 };
    let day = if grip == Grip::Start { first } else { last };
    let to = match event.key().as_str() {
        "ArrowRight" | "ArrowUp" => (day + step).min(last_day),
        "ArrowLeft" | "ArrowDown" => day.saturating_sub(step),
        "Home" => 0,
        "End" => last_day,
        _ => return None,
    };
    Some(dragged(grip, (first, last), to, last_day))
}
