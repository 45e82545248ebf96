//! Boxes and switches: one thing that is on or off. The state is the caller's.

use super::breaks::breakable;
use super::button::tipped;
use super::id::fresh_id;
use crate::t;
use crate::view::prelude::*;
use leptos::html;

/// A box with its word. Where the word is hidden it still names the box.
#[component]
pub fn Checkbox(
    /// What it switches on.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Whether it is on for some of what it stands for.
    #[prop(optional, into)]
    some: Signal<bool>,
    /// Whether the reader wants it on.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Keeps the word for assistive technology only.
    #[prop(optional)]
    label_hidden: bool,
    /// Why it may not be changed.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
    /// Takes the box out of the tab order, for rows of a grid.
    #[prop(optional, into)]
    tabindex: Option<Signal<i32>>,
) -> impl IntoView {
    let tip_id = fresh_id("why");
    let box_ = toggle(Toggle {
        class: "checkbox",
        role: None,
        checked,
        some,
        on_change,
        disallowed,
        tabindex,
        tip_id: tip_id.clone(),
    });
    let control = view! {
        <label class="check">{box_} <span class:unseen=label_hidden>{move || label.with(|label| breakable(label))}</span></label>
    };
    tipped(control.into_any(), tip_id, disallowed)
}

/// A switch with the word of its state: On, Off, or "Always on" for one that cannot be changed.
#[component]
pub fn Switch(
    /// What it switches on.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Whether the reader wants it on.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
    /// Shows the label instead of the word of the state.
    #[prop(optional)]
    label_shown: bool,
    /// Stays on: it cannot be changed and says so.
    #[prop(optional)]
    always: bool,
    /// Why it may not be changed.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
) -> impl IntoView {
    let tip_id = fresh_id("why");
    let locked =
        MaybeProp::derive(move || if always { Some(t!("parts.always-on.why")) } else { disallowed.get() });
    let change = Callback::new(move |on: bool| {
        if let Some(on_change) = on_change {
            on_change.run(on);
        }
    });
    let input = toggle(Toggle {
        class: "switch",
        role: Some("switch"),
        checked,
        some: false.into(),
        on_change: change,
        disallowed: locked,
        tabindex: None,
        tip_id: tip_id.clone(),
    });
    let word = move || match (label_shown, always, checked.get()) {
        (true, ..) => label.get(),
        (false, true, _) => t!("parts.always-on"),
        (false, false, true) => t!("parts.on"),
        (false, false, false) => t!("parts.off"),
    };
    let control = view! {
        <label class="check">
            {input}
            <span aria-hidden=(!label_shown).then_some("true")>{word}</span>
            {(!label_shown).then(|| view! { <span class="unseen">{label}</span> })}
        </label>
    };
    tipped(control.into_any(), tip_id, locked)
}

/// What box and switch have in common.
pub(super) struct Toggle {
    pub(super) class: &'static str,
    pub(super) role: Option<&'static str>,
    pub(super) checked: Signal<bool>,
    pub(super) some: Signal<bool>,
    pub(super) on_change: Callback<bool>,
    pub(super) disallowed: MaybeProp<String>,
    pub(super) tabindex: Option<Signal<i32>>,
    pub(super) tip_id: String,
}

/// The native control. The browser flips it before anybody agreed, so it is set back to the caller's state, which
/// then flips it if the change is taken.
pub(super) fn toggle(toggle: Toggle) -> AnyView {
    let Toggle { class, role, checked, some, on_change, disallowed, tabindex, tip_id } = toggle;
    let node = NodeRef::<html::Input>::new();
    let locked = Memo::new(move |_| disallowed.get().is_some());
    let changed = move |event| {
        let wanted = event_target_checked(&event);
        on_change.run(wanted);
        if let Some(input) = node.get_untracked() {
            input.set_checked(checked.get_untracked());
            input.set_indeterminate(some.get_untracked());
        }
    };
    view! {
        <input
            node_ref=node
            type="checkbox"
            class=class
            role=role
            tabindex=move || tabindex.map(|tabindex| tabindex.get())
            aria-disabled=move || locked.get().then_some("true")
            aria-describedby=move || locked.get().then(|| tip_id.clone())
            prop:checked=checked
            prop:indeterminate=some
            on:click=move |event| {
                if locked.get_untracked() {
                    event.prevent_default();
                }
            }
            on:change=changed
        />
    }
    .into_any()
}
