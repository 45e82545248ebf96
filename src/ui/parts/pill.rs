//! Pills and badges: a state or a tag in a tinted shape.

use super::{Glyph, Icon};
use crate::view::prelude::*;

/// Whose or what colour a pill has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hue {
    /// No meaning.
    #[default]
    Neutral,
    /// The customer.
    You,
    /// The experts.
    Experts,
    /// Met, done.
    Good,
    /// Failed, over.
    High,
    /// At risk, stale, regressed.
    Medium,
    /// Low.
    Low,
}

impl Hue {
    /// The class of a pill of this colour.
    pub fn pill(self) -> &'static str {
        match self {
            Self::Neutral => "pill",
            Self::You => "pill pill-you",
            Self::Experts => "pill pill-experts",
            Self::Good => "pill pill-good",
            Self::High => "pill pill-high",
            Self::Medium => "pill pill-medium",
            Self::Low => "pill pill-low",
        }
    }
}

/// A state with its icon: 24 px, or 20 in cards.
#[component]
pub fn Pill(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// The colour.
    #[prop(optional)]
    hue: Hue,
    /// The icon before the word.
    #[prop(default = None, into)]
    icon: Option<Glyph>,
    /// A mark in place of an icon, such as a half disc.
    #[prop(optional, into)]
    mark: ViewFn,
    /// The form in cards.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <span class=hue.pill() class:pill-20=small>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            {mark.run()}
            {label}
        </span>
    }
    .into_any()
}

/// A tag: filled without an edge, or outlined.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// The icon before the word.
    #[prop(default = None, into)]
    icon: Option<Glyph>,
    /// With an edge and without a ground.
    #[prop(optional)]
    outlined: bool,
) -> impl IntoView {
    view! {
        <span class=if outlined { "badge badge-outlined" } else { "badge" }>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span class="badge-text">{label}</span>
        </span>
    }
    .into_any()
}

/// The count of what awaits the reader, as in the rail. Nothing is drawn for none.
#[component]
pub fn CountBadge(
    /// How many.
    #[prop(into)]
    count: Signal<u32>,
) -> impl IntoView {
    move || {
        let count = count.get();
        (count > 0).then(|| {
            let short = if count > 99 { "99+".to_owned() } else { count.to_string() };
            view! { <span class="count">{short}</span> }
        })
    }
}
