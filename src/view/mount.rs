//! Puts a view into a page.

use super::shown::Shown;
use super::{AnyView, IntoView};
use any_spawner::Executor;
use leptos::prelude::Owner;
use web_sys::Element;

/// A view in a page. It leaves the page, with every signal and effect, when this is dropped.
#[must_use = "a view that is not held leaves the page at once"]
pub struct Mounted {
    shown: Shown,
    owner: Owner,
}

impl Mounted {
    /// Leaves the view where it is for as long as the page lives.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.shown.unmount();
        self.owner.cleanup();
    }
}

/// Puts a view at the end of an element.
pub fn mount<V: IntoView>(parent: &Element, view: impl FnOnce() -> V) -> Mounted {
    // An error only says that the tasks have their executor already.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let shown = owner.with(|| put(parent, view().into_any()));
    Mounted { shown, owner }
}

fn put(parent: &Element, view: AnyView) -> Shown {
    let mut shown = Shown::new(view);
    shown.mount(parent, None);
    shown
}
