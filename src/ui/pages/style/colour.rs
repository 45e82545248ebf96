//! Colours and type of the style page.

use super::card;
use crate::t;
use crate::view::prelude::*;

/// The tokens that are shown, in rows of eight.
const SWATCHES: [[&str; 8]; 3] = [
    ["canvas", "surface", "surface-2", "hover", "selected", "hairline", "stroke", "stroke-strong"],
    ["fg1", "fg2", "fg3", "link", "brand", "you-fill", "experts-fill", "good-fill"],
    [
        "high-fill",
        "medium-fill",
        "low-fill",
        "info-fill",
        "indigo-fill",
        "you-tint",
        "experts-tint",
        "good-tint",
    ],
];

/// The neutral, party, severity, amount and category colours.
#[component]
pub(super) fn Colours() -> impl IntoView {
    let swatches = SWATCHES
        .into_iter()
        .flatten()
        .map(|token| {
            view! {
                <li class="swatch-named">
                    <span class="swatch-large" style:background=format!("var(--{token})")></span>
                    <span class="mini third" translate="no">{token.trim_end_matches("-fill")}</span>
                </li>
            }
        })
        .collect_view();
    let amounts = (0..8)
        .map(|step| {
            let text = if step < 5 { "low" } else { "high" };
            view! {
                <li
                    class="amount-step"
                    style:background=format!("var(--amount-{step})")
                    style:color=format!("var(--on-amount-{text})")
                >
                    {step}
                </li>
            }
        })
        .collect_view();
    let categories = (1..=6)
        .map(|number| view! { <li class="swatch-large" style:background=format!("var(--category-{number})")></li> })
        .collect_view();
    let body = view! {
        <ul class="swatches">{swatches}</ul>
        <ol class="amounts">{amounts}</ol>
        <ul class="categories">{categories}</ul>
        <p class="caption third">{t!("style.colours-note")}</p>
    };
    card(t!("style.colours"), body.into_any())
}

/// The text styles with their sizes.
#[component]
pub(super) fn TypeScale() -> impl IntoView {
    let line = |class: &'static str, sample: String, size: String| {
        view! { <dt class=class>{sample}</dt><dd class="caption third">{size}</dd> }
    };
    let body = view! {
        <dl class="type-scale">
            {line("figure", "186".to_owned(), t!("style.type-figure"))}
            {line("title", t!("style.sample-answer"), t!("style.type-title"))}
            {line("page-name", t!("style.sample-page"), t!("style.type-page"))}
            {line("section", t!("style.sample-section"), t!("style.type-section"))}
            {line("card-title", t!("style.sample-card"), t!("style.type-card"))}
            {line("body", t!("style.sample-body"), t!("style.type-body"))}
            {line("data", t!("style.sample-data"), t!("style.type-data"))}
            {line("caption", t!("style.sample-caption"), t!("style.type-caption"))}
            {line("code", "9f2c…41be".to_owned(), t!("style.type-code"))}
        </dl>
    };
    card(t!("style.type"), body.into_any())
}
