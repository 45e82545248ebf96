//! A popover for all rows of a list, placed at the button that was pressed: rows are used again and again while the
//! list scrolls, so none has one of its own.

use crate::platform::{elements, roving};
use crate::view::prelude::*;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;

/// The handle of the popover. A copy is the same.
#[derive(Clone, Copy)]
pub struct Floating {
    place: RwSignal<(f64, f64)>,
    node: NodeRef<html::Div>,
}

impl Floating {
    /// A popover that is closed.
    pub fn new() -> Self {
        Self { place: RwSignal::new((0.0, 0.0)), node: NodeRef::new() }
    }

    /// It will stand at the button that was pressed.
    pub fn place_at(self, event: &MouseEvent) {
        self.place.set(elements::place_below(event));
    }

    /// Opens it where it stands.
    pub fn open(self) {
        let Some(node) = self.node.get_untracked() else { return };
        elements::open_popover(&node);
        // What it shows is there after this turn, and only then is its height known.
        request_animation_frame(move || {
            if let Some(place) = elements::moved_inside(&node) {
                let _ = self.place.try_set(place);
            }
            roving::enter_menu(&node);
        });
    }

    /// Closes it.
    pub fn close(self) {
        if let Some(node) = self.node.get_untracked() {
            elements::hide_popover(&node);
        }
    }
}

impl Default for Floating {
    fn default() -> Self {
        Self::new()
    }
}

/// The popover itself.
#[component]
pub fn FloatingPopover(
    /// Its handle.
    floating: Floating,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is a menu, whose arrow keys move; else it says something.
    #[prop(into)]
    is_menu: Signal<bool>,
    /// What it shows, again whenever that changes.
    #[prop(into)]
    content: ViewFn,
) -> impl IntoView {
    let keys = move |event: KeyboardEvent| {
        if let Some(node) = floating.node.get_untracked() {
            roving::menu_key(&node, &event);
        }
    };
    view! {
        <div
            node_ref=floating.node
            class="popover row-popover"
            class:menu=is_menu
            popover="auto"
            role=move || if is_menu.get() { "menu" } else { "dialog" }
            aria-label=label
            tabindex="-1"
            autofocus=true
            style:left=move || format!("{:.0}px", floating.place.get().0)
            style:top=move || format!("{:.0}px", floating.place.get().1)
            on:keydown=keys
        >
            {move || content.run()}
        </div>
    }
    .into_any()
}
