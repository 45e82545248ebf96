//! The frame of a chart: title, scope, and the button that shows its table instead.

use crate::platform::elements::SizeObserver;
use crate::t;
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
    let title_id = crate::ui::parts::fresh_id("chart");
    let labelled_by = title_id.clone();
    let label = move || if as_table.get() { t!("parts.chart") } else { t!("parts.table") };
    let name = move || match as_table.get() {
        true => t!("parts.as-chart", name = title.get()),
        false => t!("parts.as-table", name = title.get()),
    };
    let children = StoredValue::new(children);
    view! {
        <figure class="chart" aria-labelledby=labelled_by>
            <figcaption class="chart-head">
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

/// Keeps room for the tallest that its content has been at this width, so that a filter that leaves less of it moves
/// nothing below.
#[component]
pub fn Steady(
    /// What may shrink and grow again.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let tallest = RwSignal::new((0.0_f64, 0.0_f64));
    let observer = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            let tell = move |wide: f64, tall: f64| {
                tallest.update(|(known, most)| {
                    *most = if *known == wide { most.max(tall) } else { tall };
                    *known = wide;
                });
            };
            observer.set_value(SizeObserver::new(&element, tell));
        }
    });
    view! {
        <div class="steady" style:min-block-size=move || format!("{:.0}px", tallest.get().1)>
            <div node_ref=node>{children()}</div>
        </div>
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
