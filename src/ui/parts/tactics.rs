//! The tactic strip: fourteen places in the order of the matrix, tall where the tactic was seen.

use crate::domain::vocabulary::{Tactic, TacticSet};
use crate::t;
use crate::ui::naming;
use crate::view::prelude::*;

/// The tactics of an incident; the list of their names is the label.
#[component]
pub fn TacticStrip(
    /// Those that were seen.
    #[prop(into)]
    tactics: Signal<TacticSet>,
) -> impl IntoView {
    let names = move || {
        let names: Vec<String> = tactics.get().iter().map(naming::tactic).collect();
        if names.is_empty() { t!("parts.no-tactic") } else { names.join(", ") }
    };
    let places = move || {
        let seen = tactics.get();
        Tactic::ALL
            .into_iter()
            .enumerate()
            .map(|(at, tactic)| {
                let x = at * 6;
                if seen.contains(tactic) {
                    view! { <rect class="is-seen" x=x y="0" width="4" height="10" rx="0.5"></rect> }
                        .into_any()
                } else {
                    view! { <rect x=x y="4.25" width="4" height="1.5"></rect> }.into_any()
                }
            })
            .collect_view()
    };
    view! {
        <svg class="tactics" viewBox="0 0 82 10" role="img" aria-label=names>
            <title>{names}</title>
            {places}
        </svg>
    }
    .into_any()
}
