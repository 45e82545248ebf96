//! A place for files: drop them, or choose them with the button.

use super::Glyph;
use super::button::{Button, ButtonKind, ButtonSize};
use crate::platform::files::{self, Picked};
use crate::view::prelude::*;
use leptos::ev::DragEvent;
use leptos::html;

/// Takes files by drop and by the browser's picker. What they hold is the caller's business.
#[component]
pub fn FileDrop(
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
    /// Which files the picker offers, such as `.json,.ndjson`.
    #[prop(default = "")]
    accept: &'static str,
    /// Takes more than one.
    #[prop(default = true)]
    multiple: bool,
    /// The button is the primary one of the view.
    #[prop(optional)]
    primary: bool,
    /// Whether it works on what it got.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why nothing may be given.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
    /// The files, in the order of the browser.
    #[prop(into)]
    on_files: Callback<Vec<Picked>>,
    /// What stands in the place beside the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let picker = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    let is_closed = move || busy.get_untracked() || disallowed.get_untracked().is_some();
    let over = move |event: DragEvent| {
        // Without this the browser would open the file in place of the page.
        event.prevent_default();
        is_over.set(!is_closed());
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let files = files::of_drop(&event);
        if !files.is_empty() && !is_closed() {
            on_files.run(files);
        }
    };
    let picked = move |event| {
        let files = files::of_input(&event);
        if !files.is_empty() {
            on_files.run(files);
        }
    };
    let press = move |_| {
        if let Some(input) = picker.get_untracked() {
            input.click();
        }
    };
    let kind = if primary { ButtonKind::Primary } else { ButtonKind::Default };
    view! {
        <div
            class="drop"
            class:is-over=is_over
            on:dragenter=over
            on:dragover=over
            on:dragleave=move |_| is_over.set(false)
            on:drop=dropped
        >
            <input
                node_ref=picker
                type="file"
                hidden=true
                tabindex="-1"
                aria-label=label
                accept=accept
                multiple=multiple
                on:change=picked
            />
            <Button label kind size=ButtonSize::S40 icon=Glyph::Import busy disallowed on_press=press/>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
