//! A heat map: a table whose cells are as dark as their counts, with the count in each, so that shade is never alone.
//! Arrow keys move in all four directions, Enter chooses.

use super::once;
use crate::platform::roving;
use crate::view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatCell {
    /// What is told when it is chosen.
    pub key: String,
    /// What stands in it; empty for none.
    pub text: String,
    /// A second mark behind the text, such as a bell.
    pub note: String,
    /// The class of its shade.
    pub shade: &'static str,
    /// The whole in words.
    pub words: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// Its cells, one a column.
    pub cells: Vec<HeatCell>,
    /// The sum at the right.
    pub total: String,
}

/// The chart.
#[component]
pub fn HeatMap(
    /// What is counted.
    #[prop(into)]
    label: Signal<String>,
    /// The name of the rows.
    #[prop(into)]
    corner: Signal<String>,
    /// The names of the columns.
    #[prop(into)]
    columns: Signal<Vec<String>>,
    /// The name of the sums.
    #[prop(into)]
    total: Signal<String>,
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<HeatRow>>,
    /// The key of the cell that was chosen, or chosen once more.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let (columns, rows) = (once(columns), once(rows));
    let node = NodeRef::<html::Div>::new();
    let keys = move |event: KeyboardEvent| {
        let wide = i32::try_from(columns.with_untracked(Vec::len)).unwrap_or(1);
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            "ArrowDown" => wide,
            "ArrowUp" => -wide,
            _ => return,
        };
        event.prevent_default();
        if let Some(map) = node.get_untracked() {
            roving::focus_step(&map, ".heat-cell", step);
        }
    };
    let heads = move || {
        columns
            .get()
            .into_iter()
            .map(|name| view! { <th scope="col"><span>{name}</span></th> })
            .collect_view()
    };
    let body = move || {
        let mut is_first = true;
        rows.get()
            .into_iter()
            .map(|row| {
                let cells = row.cells.into_iter().map(|cell| {
                    let tabindex = if std::mem::take(&mut is_first) { "0" } else { "-1" };
                    one(cell, tabindex, on_choose)
                });
                let cells = cells.collect_view();
                view! { <tr><th scope="row">{row.name}</th>{cells}<td class="num">{row.total}</td></tr> }
            })
            .collect_view()
    };
    view! {
        <div class="heat-frame scroll-cue" tabindex="0" role="group" aria-label=label node_ref=node on:keydown=keys>
            <table class="heat" aria-label=label>
                <thead><tr><th scope="col">{corner}</th>{heads}<th scope="col" class="num">{total}</th></tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn one(cell: HeatCell, tabindex: &'static str, on_choose: Callback<String>) -> AnyView {
    let key = cell.key.clone();
    view! {
        <td>
            <button
                type="button"
                class=format!("heat-cell {}", cell.shade)
                class:is-chosen=cell.chosen
                tabindex=tabindex
                aria-label=cell.words.clone()
                aria-pressed=cell.chosen.to_string()
                title=cell.words
                on:click=move |_| on_choose.run(key.clone())
            >
                {cell.text}
                {(!cell.note.is_empty()).then(|| view! { <span class="heat-note">{cell.note}</span> })}
            </button>
        </td>
    }
    .into_any()
}
