//! Horizontal stacked bars with their totals. They are boxes whose widths are percentages, and not SVG: they need no
//! measuring, wrap with the text beside them, and print.

use super::Series;
use super::once;
use crate::analytics::scale;
use crate::platform::roving;
use crate::view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct BarRow {
    /// What is told when the bar is chosen.
    pub key: String,
    /// The name beside it.
    pub name: String,
    /// The amounts, one a series.
    pub parts: Vec<f64>,
    /// The total as it is shown.
    pub total: String,
    /// The whole in words, for assistive technology and the tooltip: "High: 44, 20 directly, 18 with your help, 6 open".
    pub words: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A stack without name and total, such as the bar of a month.
#[component]
pub fn StackedBar(
    /// The series.
    #[prop(into)]
    series: Signal<Vec<Series>>,
    /// The amounts, one a series.
    #[prop(into)]
    parts: Signal<Vec<f64>>,
    /// The amount of a full bar; none to fill it with the parts.
    #[prop(optional, into)]
    whole: MaybeProp<f64>,
    /// What the bar says in words.
    #[prop(into)]
    words: Signal<String>,
    /// The class of its height: `bar-10` or `bar-8`, else 14 px.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let whole = Signal::derive(move || whole.get().unwrap_or_else(|| parts.with(|parts| parts.iter().sum())));
    view! {
        <div class=format!("bar {class}") role="img" aria-label=words title=words>{segments(series, parts, whole)}</div>
    }
    .into_any()
}

fn segments(
    series: Signal<Vec<Series>>,
    parts: Signal<Vec<f64>>,
    whole: Signal<f64>,
) -> impl Fn() -> AnyView + Send + Sync + 'static {
    let count = Memo::new(move |_| series.with(Vec::len));
    move || {
        (0..count.get())
            .map(|at| {
                let fill = move || series.with(|series| series.get(at).map_or("", |series| series.fill));
                let share = move || {
                    scale::share(parts.with(|parts| parts.get(at).copied().unwrap_or_default()), whole.get())
                };
                // The gap of 2 px before a segment is taken from its own width, so that the whole stays true.
                let width = move || format!("max(2px, {:.3}% - 2px)", share() * 100.0);
                view! { <span class=fill hidden=move || share() <= 0.0 style:inline-size=width></span> }
            })
            .collect_view()
            .into_any()
    }
}

/// Bars below each other, each a button. Arrow keys move between them, Enter chooses.
#[component]
pub fn StackedBars(
    /// What is counted.
    #[prop(into)]
    label: Signal<String>,
    /// The series.
    #[prop(into)]
    series: Signal<Vec<Series>>,
    /// The bars in order.
    #[prop(into)]
    rows: Signal<Vec<BarRow>>,
    /// The key of the bar that was chosen, or chosen once more.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Draws the mark before the name of a key, such as a severity.
    #[prop(optional, into)]
    mark: Option<Callback<String, AnyView>>,
    /// The form of long lists: bars of 10 px.
    #[prop(optional)]
    dense: bool,
) -> impl IntoView {
    let (rows, series) = (once(rows), once(series));
    let node = NodeRef::<html::Div>::new();
    let keys =
        Memo::new(move |_| rows.with(|rows| rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>()));
    let longest = Memo::new(move |_| {
        rows.with(|rows| rows.iter().map(|row| row.parts.iter().sum::<f64>()).fold(0.0, f64::max))
    });
    let any_chosen = Memo::new(move |_| rows.with(|rows| rows.iter().any(|row| row.chosen)));
    let move_focus = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(bars) = node.get_untracked() {
            roving::focus_step(&bars, ".bar-row", step);
        }
    };
    let one = move |key: String| bar_row(key, rows, series, longest, any_chosen, on_choose, mark, dense);
    view! {
        <div
            node_ref=node
            class="bar-rows"
            class:bar-rows-dense=dense
            role="group"
            aria-label=label
            on:keydown=move_focus
        >
            <For each=move || keys.get() key=String::clone children=one/>
        </div>
    }
    .into_any()
}

#[expect(clippy::too_many_arguments, reason = "the signals of one chart, each used once")]
fn bar_row(
    key: String,
    rows: Signal<Vec<BarRow>>,
    series: Signal<Vec<Series>>,
    longest: Memo<f64>,
    any_chosen: Memo<bool>,
    on_choose: Callback<String>,
    mark: Option<Callback<String, AnyView>>,
    dense: bool,
) -> AnyView {
    let wanted = key.clone();
    let row = Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.key == wanted).cloned()));
    let text = move |of: fn(&BarRow) -> &String| row.with(|row| row.as_ref().map(|row| of(row).clone()));
    let chosen = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.chosen)));
    let parts =
        Signal::derive(move || row.with(|row| row.as_ref().map(|row| row.parts.clone()).unwrap_or_default()));
    let is_zero = move || parts.with(|parts| parts.iter().sum::<f64>() <= 0.0);
    let first = {
        let key = key.clone();
        move || rows.with(|rows| rows.first().is_some_and(|row| row.key == key))
    };
    let pressed = key.clone();
    view! {
        <button
            type="button"
            class="bar-row"
            class:is-zero=is_zero
            class:is-chosen=chosen
            class:is-dimmed=move || any_chosen.get() && !chosen.get()
            tabindex=move || if chosen.get() || (!any_chosen.get() && first()) { "0" } else { "-1" }
            aria-pressed=move || chosen.get().to_string()
            title=move || text(|row| &row.words)
            on:click=move |_| on_choose.run(pressed.clone())
        >
            <span class="mark">{mark.map(|mark| mark.run(key))}<span>{move || text(|row| &row.name)}</span></span>
            <span class="bar" class:bar-10=dense>{segments(series, parts, longest.into())}</span>
            <span class="num">{move || text(|row| &row.total)}</span>
        </button>
    }
    .into_any()
}
