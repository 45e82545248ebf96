//! The mark of the product: a watch over a floor.

use crate::view::prelude::*;

/// The mark in a square of `size` px. The name of the product stands beside it or is the name of its link.
#[component]
pub fn Logo(
    /// The edge in px.
    #[prop(default = 24)]
    size: u16,
) -> impl IntoView {
    view! {
        <svg class="logo" width=size height=size viewBox="0 0 24 24" aria-hidden="true">
            <rect class="logo-ground" width="24" height="24" rx="6"></rect>
            <path class="logo-watch" d="M4 17v-1a8 8 0 0 1 16 0v1"></path>
            <circle class="logo-eye" cx="12" cy="14" r="2.5"></circle>
            <rect class="logo-floor" x="3" y="18" width="18" height="2"></rect>
        </svg>
    }
}
