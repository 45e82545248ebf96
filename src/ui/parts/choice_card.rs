//! Cards to choose from, where the whole card is the target, and the fixed card beside them.

use super::check::{Toggle, toggle};
use super::id::fresh_id;
use super::{Glyph, Icon};
use crate::view::prelude::*;

/// What follows from a choice: a mark and one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// The mark before the line.
    pub glyph: Glyph,
    /// The class of its colour, such as `icon-good`.
    pub class: &'static str,
    /// The line.
    pub text: String,
}

/// A choice that can be on or off, with its consequences.
#[component]
pub fn ChoiceCard(
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
    /// One line on what it is.
    #[prop(into)]
    line: Signal<String>,
    /// A word after the name, such as "Recommended".
    #[prop(optional, into)]
    badge: MaybeProp<String>,
    /// The role that it gives or needs, at the right.
    #[prop(optional, into)]
    role: MaybeProp<String>,
    /// What follows from it.
    #[prop(optional, into)]
    consequences: Signal<Vec<Consequence>>,
    /// Whether it is chosen.
    #[prop(into)]
    checked: Signal<bool>,
    /// Whether the reader wants it chosen.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Why it may not be changed.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
) -> impl IntoView {
    let name_id = fresh_id("choice");
    let line_id = format!("{name_id}-line");
    let why_id = format!("{name_id}-why");
    let box_ = toggle(Toggle {
        class: "checkbox checkbox-20",
        role: None,
        checked,
        some: false.into(),
        on_change,
        disallowed,
        tabindex: None,
        tip_id: why_id.clone(),
    });
    let why = move || {
        disallowed.get().map(|text| view! { <span class="choice-line third" id=why_id.clone()>{text}</span> })
    };
    view! {
        <label class="choice">
            <span class="choice-lead">{box_}</span>
            {name_line(name, badge, name_id)}
            {role_tag(role)}
            <span class="choice-line" id=line_id>{line}</span>
            {consequence_list(consequences)}
            {why}
        </label>
    }
    .into_any()
}

/// A card of the same shape that offers no choice, or only the control put into `end`.
#[component]
pub fn FixedCard(
    /// What stands in place of the box.
    glyph: Glyph,
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
    /// One line on what it is.
    #[prop(into)]
    line: Signal<String>,
    /// A word after the name, such as "Required".
    #[prop(optional, into)]
    badge: MaybeProp<String>,
    /// What stands at the right, such as a switch.
    #[prop(optional, into)]
    end: ViewFn,
    /// Whether it is fixed, which gives it the quiet ground.
    #[prop(default = true)]
    fixed: bool,
    /// What stands below.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="choice" class:choice-fixed=fixed>
            <span class="choice-lead"><Icon glyph class="icon-quiet"/></span>
            {name_line(name, badge, fresh_id("fixed"))}
            <span>{end.run()}</span>
            <span class="choice-line">{line}</span>
            {children.map(|children| view! { <div class="choice-line">{children()}</div> })}
        </div>
    }
    .into_any()
}

fn name_line(name: Signal<String>, badge: MaybeProp<String>, id: String) -> impl IntoView {
    view! {
        <span class="choice-name">
            <span id=id>{name}</span>
            {move || badge.get().map(|word| view! { <span class="badge badge-you">{word}</span> })}
        </span>
    }
}

fn role_tag(role: MaybeProp<String>) -> impl IntoView {
    view! {
        <span>
            {move || {
                role.get().map(|role| view! { <span class="badge badge-outlined"><Icon glyph=Glyph::Key/>{role}</span> })
            }}
        </span>
    }
}

fn consequence_list(consequences: Signal<Vec<Consequence>>) -> impl IntoView {
    move || {
        let lines = consequences.get();
        (!lines.is_empty()).then(|| {
            view! {
                <span class="choice-list">
                    {lines
                        .into_iter()
                        .map(|Consequence { glyph, class, text }| {
                            view! { <span class="note-line"><Icon glyph class/><span>{text}</span></span> }
                        })
                        .collect_view()}
                </span>
            }
        })
    }
}
