//! Chips: one filter each, as field, operator and value, with a way to edit and to remove it.

use super::{Glyph, Icon};
use crate::t;
use crate::view::prelude::*;

/// A filter that is on. A negative one says "not" in a box and has a dashed edge.
#[component]
pub fn Chip(
    /// What is filtered, such as "Severity is".
    #[prop(into)]
    field: Signal<String>,
    /// The value that it must have.
    #[prop(into)]
    value: Signal<String>,
    /// Whether it must not have the value.
    #[prop(optional, into)]
    negative: Signal<bool>,
    /// Opens the filter; the name of a popover may be given instead.
    #[prop(optional, into)]
    on_edit: Option<Callback<()>>,
    /// The name of the popover that edits it.
    #[prop(optional, into)]
    controls: Option<String>,
    /// Takes the filter away.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let words = move || {
        view! {
            {field}
            " "
            {move || negative.get().then(|| view! { <span class="chip-word">{t!("parts.not")}</span> " " })}
            <strong>{value}</strong>
        }
    };
    let body = if on_edit.is_some() || controls.is_some() {
        view! {
            <button
                type="button"
                class="chip-body"
                popovertarget=controls
                on:click=move |_| {
                    if let Some(on_edit) = on_edit {
                        on_edit.run(());
                    }
                }
            >
                {words()}
            </button>
        }
        .into_any()
    } else {
        view! { <span class="chip-body">{words()}</span> }.into_any()
    };
    let removal = on_remove.map(|on_remove| {
        let name = move || t!("parts.remove-filter", field = field.get(), value = value.get());
        view! {
            <button type="button" class="chip-remove" aria-label=name on:click=move |_| on_remove.run(())>
                <Icon glyph=Glyph::Close/>
            </button>
        }
    });
    view! { <span class="chip" class:chip-not=negative>{body}{removal}</span> }.into_any()
}

/// A chip that is pressed to switch a narrow choice on, such as "Unread 2" above a list.
#[component]
pub fn ToggleChip(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="chip" aria-pressed=move || pressed.get().to_string() on:click=move |_| on_press.run(())>
            <span class="chip-body">{label}</span>
        </button>
    }
    .into_any()
}
