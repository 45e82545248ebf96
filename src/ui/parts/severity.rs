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
    let word = move || level.with(naming::severity);
    let lit = move || level.with(lit_bars);
    let bar = move |number: u8| (lit() >= number).then_some("is-lit");
    let class = move || level.with(severity_class);
    let mark = view! {
        <svg class=class viewBox="0 0 12 12" role=bare.then_some("img") aria-label=move || bare.then(word) aria-hidden=(!bare).then_some("true")>
            {bare.then(|| view! { <title>{word}</title> })}
            {move || if lit() == 0 {
                view! { <circle class="is-ring" cx="6" cy="6" r="4.25"></circle> }.into_any()
            } else {
                view! {
                    <rect class=bar(1) x="0.5" y="7.5" width="3" height="4" rx="0.75"></rect>
                    <rect class=bar(2) x="4.5" y="4.5" width="3" height="7" rx="0.75"></rect>
                    <rect class=bar(3) x="8.5" y="1" width="3" height="10.5" rx="0.75"></rect>
                }
                .into_any()
            }}
        </svg>
    };
    if bare {
        mark.into_any()
    } else {
        view! { <span class="mark severity-mark">{mark}<span>{word}</span></span> }.into_any()
    }
}
