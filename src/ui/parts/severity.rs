//! Severity as a count of bars with its word, and the outline that repeats the level in a timeline.

use crate::domain::vocabulary::Severity;
use crate::ui::naming;
use crate::view::prelude::*;

/// The class that gives a level its colour.
pub fn severity_class(level: &Severity) -> &'static str {
    match level {
        Severity::Critical | Severity::High => "severity severity-high",
        Severity::Medium => "severity severity-medium",
        Severity::Low => "severity severity-low",
        Severity::Informational | Severity::Unknown => "severity severity-informational",
        Severity::Other(_) => "severity severity-other",
    }
}

/// The fill of a chart for a level.
pub fn severity_fill(level: &Severity) -> &'static str {
    match level {
        Severity::Critical | Severity::High => "fill-high",
        Severity::Medium => "fill-medium",
        Severity::Low => "fill-low",
        Severity::Informational | Severity::Unknown | Severity::Other(_) => "fill-informational",
    }
}

/// How many of the three bars are lit; none for a level that is shown as a ring.
fn lit_bars(level: &Severity) -> u8 {
    match level {
        Severity::Critical | Severity::High => 3,
        Severity::Medium => 2,
        Severity::Low => 1,
        Severity::Informational | Severity::Unknown | Severity::Other(_) => 0,
    }
}

/// A mark of 12 px and the word. With `bare` the word is the name of the mark and not shown.
#[component]
pub fn SeverityMark(
    /// The level.
    #[prop(into)]
    level: Signal<Severity>,
    /// Leaves the word to assistive technology and the tooltip.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    move || level.with(|level| severity_mark(level, bare))
}

/// [`SeverityMark`] as it is now: without a function inside, so that one row after another keeps its elements.
pub fn severity_mark(level: &Severity, bare: bool) -> AnyView {
    let word = naming::severity(level);
    let lit = lit_bars(level);
    let bar = |number: u8| (lit >= number).then_some("is-lit");
    let bars = if lit == 0 {
        view! { <circle class="is-ring" cx="6" cy="6" r="4.25"></circle> }.into_any()
    } else {
        view! {
            <rect class=bar(1) x="0.5" y="7.5" width="3" height="4" rx="0.75"></rect>
            <rect class=bar(2) x="4.5" y="4.5" width="3" height="7" rx="0.75"></rect>
            <rect class=bar(3) x="8.5" y="1" width="3" height="10.5" rx="0.75"></rect>
        }
        .into_any()
    };
    let mark = view! {
        <svg
            class=severity_class(level)
            viewBox="0 0 12 12"
            role=bare.then_some("img")
            aria-label=bare.then(|| word.clone())
            aria-hidden=(!bare).then_some("true")
        >
            {bare.then(|| view! { <title>{word.clone()}</title> })}
            {bars}
        </svg>
    };
    if bare {
        mark.into_any()
    } else {
        // A word that no list has may be too long for its place.
        let title = (!level.is_known()).then(|| word.clone());
        view! { <span class="mark severity-mark" title=title>{mark}<span>{word}</span></span> }.into_any()
    }
}
