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
    move || score_badge(score.get())
}

/// [`ScoreBadge`] as it is now: without a function inside, so that one row after another keeps its elements.
pub fn score_badge(score: Option<u8>) -> AnyView {
    let class = match score {
        Some(score) if score > TOP_OVER => "score score-top",
        Some(score) if score >= LOW_UNDER => "score score-middle",
        Some(_) => "score score-low",
        None => "score score-pending",
    };
    let text = score.map_or_else(|| "–".to_owned(), |score| score.to_string());
    let name = match score {
        Some(score) => t!("parts.score", score = score),
        None => t!("parts.score-pending"),
    };
    view! {
        <span class=class title=name>
            <span aria-hidden="true">{text}</span>
            <span class="unseen">{name.clone()}</span>
        </span>
    }
    .into_any()
}
