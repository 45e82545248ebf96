//! The tactic strip: fourteen places in the order of the matrix, tall where the tactic was seen.

use crate::domain::vocabulary::{Tactic, TacticSet};
use crate::t;
use crate::ui::naming;
use crate::view::prelude::*;

/// From one place to the next.
const PLACE: usize = 6;
/// The mark of a tactic that was not seen, from the left end of its place.
const DASH: &str = " 4.25h4v1.5h-4z";
/// The mark of one that was seen.
const BAR: &str = " .5q0-.5.5-.5h3q.5 0 .5.5v9q0 .5-.5.5h-3q-.5 0-.5-.5z";

/// The tactics of an incident; the list of their names is the label.
#[component]
pub fn TacticStrip(
    /// Those that were seen.
    #[prop(into)]
    tactics: Signal<TacticSet>,
) -> impl IntoView {
    move || tactic_strip(tactics.get())
}

/// [`TacticStrip`] as it is now: without a function inside, so that one row after another keeps its elements. All marks
/// of a kind are one path.
pub fn tactic_strip(seen: TacticSet) -> AnyView {
    let names: Vec<String> = seen.iter().map(naming::tactic).collect();
    let names = if names.is_empty() { t!("parts.no-tactic") } else { names.join(", ") };
    let marks = |is_seen: bool, mark: &str| {
        let places = Tactic::ALL.into_iter().enumerate();
        let places = places.filter(|(_, tactic)| seen.contains(*tactic) == is_seen);
        places.map(|(at, _)| format!("M{}{mark}", at * PLACE)).collect::<String>()
    };
    view! {
        <svg class="tactics" viewBox="0 0 82 10" role="img" aria-label=names>
            <title>{names.clone()}</title>
            <path d=marks(false, DASH)></path>
            <path class="is-seen" d=marks(true, BAR)></path>
        </svg>
    }
    .into_any()
}
