//! Facets: values of a column with counts under all other filters, each off, on, or excluded.

use super::{Glyph, Icon};
use crate::t;
use crate::view::prelude::*;
use leptos::html;

/// What a facet's value does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FacetState {
    /// Nothing.
    #[default]
    Off,
    /// Shows only rows that have it or another value that is on.
    On,
    /// Hides rows that have it.
    Excluded,
}

/// A group of facets under a head that folds it.
#[component]
pub fn FacetGroup(
    /// The column.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is unfolded.
    open: RwSignal<bool>,
    /// The facets.
    children: ChildrenFn,
) -> impl IntoView {
    let chevron = move || if open.get() { Glyph::ChevronDown } else { Glyph::ChevronRight };
    view! {
        <fieldset class="facet-group">
            <legend>
                <button
                    type="button"
                    class="facet-head"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {move || view! { <Icon glyph=chevron()/> }}
                    {title}
                </button>
            </legend>
            <Show when=move || open.get()>{children()}</Show>
        </fieldset>
    }
    .into_any()
}

/// One value. Pressing it switches it on or off; the button at its end excludes it.
#[component]
pub fn Facet(
    /// The value.
    #[prop(into)]
    name: Signal<String>,
    /// How many rows have it under all other filters.
    #[prop(into)]
    count: Signal<String>,
    /// What it does.
    #[prop(into)]
    state: Signal<FacetState>,
    /// What the reader wants it to do.
    #[prop(into)]
    on_change: Callback<FacetState>,
    /// A mark before the name, such as a severity.
    #[prop(optional, into)]
    mark: ViewFn,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let set_back = move || {
        if let Some(input) = node.get_untracked() {
            input.set_checked(state.get_untracked() == FacetState::On);
            input.set_indeterminate(state.get_untracked() == FacetState::Excluded);
        }
    };
    let pressed = move |_| {
        let next = if state.get_untracked() == FacetState::Off { FacetState::On } else { FacetState::Off };
        on_change.run(next);
        set_back();
    };
    let excluded = Memo::new(move |_| state.get() == FacetState::Excluded);
    let toggle_exclusion = move |_| {
        on_change.run(if excluded.get_untracked() { FacetState::Off } else { FacetState::Excluded });
    };
    let exclusion_name = move || t!("parts.exclude", value = name.get());
    view! {
        <div class="facet-row">
            <label class="facet" class:is-excluded=excluded>
                <input
                    node_ref=node
                    type="checkbox"
                    class="checkbox"
                    class:is-excluded=excluded
                    prop:checked=move || state.get() == FacetState::On
                    prop:indeterminate=excluded
                    on:change=pressed
                />
                {mark.run()}
                <span class="facet-name">{name}</span>
                {move || excluded.get().then(|| view! { <span class="unseen">{t!("parts.excluded")}</span> })}
                <span class="facet-count">{count}</span>
            </label>
            <button
                type="button"
                class="facet-exclude"
                title=exclusion_name
                aria-label=exclusion_name
                aria-pressed=move || excluded.get().to_string()
                on:click=toggle_exclusion
            >
                <Icon glyph=Glyph::Prohibited/>
            </button>
        </div>
    }
    .into_any()
}
