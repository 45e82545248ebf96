//! The series of a chart, their legend, and the patterns that SVG fills refer to.

use crate::view::prelude::*;

/// One series: its name and its fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The name in the legend.
    pub name: String,
    /// The class of the fill, such as `fill-experts`.
    pub fill: &'static str,
}

/// The names of the series with their fills. One legend serves all charts of a page.
#[component]
pub fn Legend(
    /// The series.
    #[prop(into)]
    series: Signal<Vec<Series>>,
) -> impl IntoView {
    let items = move || {
        series
            .get()
            .into_iter()
            .map(|series| view! { <li><span class=format!("swatch {}", series.fill)></span>{series.name}</li> })
            .collect_view()
    };
    view! { <ul class="legend">{items}</ul> }.into_any()
}

/// The patterns of SVG fills: hatch for open work, and dots and stripes where colours are not to be had (print, forced
/// colours). Stands once in the page, because style sheets refer to them by name.
#[component]
pub fn ChartPatterns() -> impl IntoView {
    view! {
        <svg class="unseen" aria-hidden="true">
            <defs>
                <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect class="hatch-ground" width="5" height="5"></rect>
                    <path class="hatch-stroke" d="M0.5 0V5"></path>
                </pattern>
                <pattern id="dots" width="4" height="4" patternUnits="userSpaceOnUse">
                    <rect class="hatch-ground" width="4" height="4"></rect>
                    <circle class="dots-you" cx="2" cy="2" r="1.2"></circle>
                </pattern>
                <pattern id="dots-low" width="5" height="5" patternUnits="userSpaceOnUse">
                    <rect class="hatch-ground" width="5" height="5"></rect>
                    <circle class="dots-low" cx="2.5" cy="2.5" r="1.1"></circle>
                </pattern>
                <pattern id="stripes" width="7" height="7" patternUnits="userSpaceOnUse">
                    <rect class="hatch-ground" width="7" height="7"></rect>
                    <path class="stripes-medium" d="M1.75 0V7"></path>
                </pattern>
            </defs>
        </svg>
    }
    .into_any()
}
