//! A box that keeps its height: what it holds may shrink and grow again without moving anything below, and while it
//! changes the browser lays out the box alone.

use crate::platform::elements::SizeObserver;
use crate::view::prelude::*;
use leptos::html;

/// Keeps room for the tallest that its content has been at this width, so that a filter that leaves less of it moves
/// nothing below. It fills the width that it is given.
#[component]
pub fn Steady(
    /// What may shrink and grow again.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let tallest = RwSignal::new((0.0_f64, 0.0_f64));
    let observer = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            let tell = move |wide: f64, tall: f64| {
                let (known, most) = tallest.get_untracked();
                let now = (wide, if known == wide { most.max(tall) } else { tall });
                // What became smaller changes nothing.
                if now != (known, most) {
                    tallest.set(now);
                }
            };
            observer.set_value(SizeObserver::new(&element, tell));
        }
    });
    let is_measured = move || tallest.get().1 > 0.0;
    let height = move || Some(tallest.get().1).filter(|tall| *tall > 0.0).map(|tall| format!("{tall:.2}px"));
    // The box in the middle has a block around it, whatever the whole lies in: a browser lays out an item of a flex box
    // or a grid together with all others, but a box of a known size in a block by itself.
    view! {
        <div class="steady">
            <div class="steady-box" class:is-measured=is_measured style:block-size=height>
                <div node_ref=node>{children()}</div>
            </div>
        </div>
    }
    .into_any()
}
