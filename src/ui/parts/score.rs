//! The score of an incident: neutral, so that it never reads as severity.

use crate::t;
use crate::view::prelude::*;

/// From this score on the badge is filled.
const TOP_OVER: u8 = 85;
/// Below this score the number stands plain.
const LOW_UNDER: u8 = 15;

/// A number from 0 to 100, or a dash while it is not known.
#[component]
pub fn ScoreBadge(
    /// The score.
    #[prop(into)]
    score: Signal<Option<u8>>,
) -> impl IntoView {
    let class = move || match score.get() {
        Some(score) if score > TOP_OVER => "score score-top",
        Some(score) if score >= LOW_UNDER => "score score-middle",
        Some(_) => "score score-low",
        None => "score score-pending",
    };
    let text = move || score.get().map_or_else(|| "–".to_owned(), |score| score.to_string());
    let name = move || match score.get() {
        Some(score) => t!("parts.score", score = score),
        None => t!("parts.score-pending"),
    };
    view! { <span class=class title=name><span aria-hidden="true">{text}</span><span class="unseen">{name}</span></span> }
}
