//! The frame of a chart: title, scope, and the button that shows its table instead.

use crate::platform::elements::SizeObserver;
use crate::t;
use crate::ui::parts::{Steady, fresh_id};
use crate::view::prelude::*;
use leptos::html;

/// What a chart says, as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableTwin {
    /// The heads of the columns; the first column names the rows.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// A chart with its title and its table. `end` stands at the right, before the button.
#[component]
pub fn ChartFrame(
    /// What is counted: "By severity".
    #[prop(into)]
    title: Signal<String>,
    /// What it is counted over: "day created, CET".
    #[prop(optional, into)]
    scope: MaybeProp<String>,
    /// The same as a table.
    #[prop(into)]
    table: Signal<TableTwin>,
    /// What stands at the right of the head, such as a link.
    #[prop(optional, into)]
    end: ViewFn,
    /// The chart.
    children: ChildrenFn,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let title_id = fresh_id("chart");
    let labelled_by = title_id.clone();
    let label = move || if as_table.get() { t!("parts.chart") } else { t!("parts.table") };
    let name = move || match as_table.get() {
        true => t!("parts.as-chart", name = title.get()),
        false => t!("parts.as-table", name = title.get()),
    };
    let children = StoredValue::new(children);
    view! {
        <figure class="chart" aria-labelledby=labelled_by>
            <figcaption>
                <Steady>
                    <div class="chart-head">
                        <h2 class="chart-title" id=title_id>{title}</h2>
                        {move || scope.get().map(|scope| view! { <span class="chart-scope">{scope}</span> })}
                        <span class="chart-end">
                            {end.run()}
                            <button
                                type="button"
                                class="link chart-toggle"
                                aria-label=name
                                on:click=move |_| as_table.update(|table| *table = !*table)
                            >
                                {label}
                            </button>
                        </span>
                    </div>
                </Steady>
            </figcaption>
            {move || {
                if as_table.get() {
                    twin(title, table)
                } else {
                    view! { <Steady>{children.with_value(|children| children())}</Steady> }.into_any()
                }
            }}
        </figure>
    }
    .into_any()
}

fn twin(title: Signal<String>, table: Signal<TableTwin>) -> AnyView {
    let heads = move || {
        let heads = table.with(|table| table.heads.clone());
        heads
            .into_iter()
            .enumerate()
            .map(|(at, head)| view! { <th scope="col" class:num={at > 0}>{head}</th> })
            .collect_view()
    };
    let rows = move || {
        let rows = table.with(|table| table.rows.clone());
        rows.into_iter()
            .map(|cells| {
                let cells = cells
                    .into_iter()
                    .enumerate()
                    .map(|(at, cell)| match at {
                        0 => view! { <th scope="row" class="row-name">{cell}</th> }.into_any(),
                        _ => view! { <td class="num">{cell}</td> }.into_any(),
                    })
                    .collect_view();
                view! { <tr>{cells}</tr> }
            })
            .collect_view()
    };
    view! {
        <div class="table-frame chart-table" tabindex="0" role="region" aria-label=title>
            <table class="table">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The width of an element in px, kept up to date; 0 until it is known.
pub(super) fn width_of(node: NodeRef<html::Div>) -> Signal<f64> {
    let width = RwSignal::new(0.0);
    let observer = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            observer.set_value(SizeObserver::new(&element, move |px, _| width.set(px)));
        }
    });
    width.into()
}

/// What a plot of so many px shows. On paper the plot is narrower than it was measured on the screen: then it shrinks
/// and is not cut.
pub(super) fn view_box(width: f64, height: u32) -> String {
    format!("0 0 {:.0} {height}", width.max(1.0))
}
