//! The head of a column: its name, and the button that sorts by it.

use crate::ui::parts::{Glyph, Icon};
use crate::view::prelude::*;

/// How a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortDirection {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

/// The name of a column. With `on_sort` it is a button.
#[component]
pub fn ColumnHead(
    /// The name.
    #[prop(into)]
    label: Signal<String>,
    /// How the list is sorted by it, if it is.
    #[prop(optional, into)]
    sorted: Signal<Option<SortDirection>>,
    /// Sorts by it, or the other way round.
    #[prop(optional, into)]
    on_sort: Option<Callback<()>>,
    /// The class of the cell: `num` for numbers.
    #[prop(optional)]
    class: &'static str,
    /// What stands at the end of the cell, such as the handle that sizes the column.
    #[prop(optional, into)]
    end: ViewFn,
    /// In a native table this is `columnheader` by itself; in a grid it must be said.
    #[prop(default = true)]
    in_grid: bool,
) -> impl IntoView {
    let said = move || match sorted.get() {
        Some(SortDirection::Ascending) => Some("ascending"),
        Some(SortDirection::Descending) => Some("descending"),
        None => on_sort.map(|_| "none"),
    };
    let arrow = move || {
        sorted.get().map(|direction| {
            let glyph = if direction == SortDirection::Ascending { Glyph::ArrowUp } else { Glyph::ArrowDown };
            view! { <Icon glyph/> }
        })
    };
    let inside = match on_sort {
        Some(on_sort) => {
            view! { <button type="button" class="sort" on:click=move |_| on_sort.run(())><span class="sort-label">{label}</span>{arrow}</button> }.into_any()
        }
        None => view! { <span class="sort-label">{label}</span> }.into_any(),
    };
    if in_grid {
        view! { <div class=format!("rows-cell {class}") role="columnheader" aria-sort=said>{inside} {end.run()}</div> }
            .into_any()
    } else {
        view! { <th scope="col" class=class aria-sort=said>{inside} {end.run()}</th> }.into_any()
    }
}
