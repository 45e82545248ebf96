//! Whether there is network, and whether another version of the site is ready (`public/offline.js`).

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::Event;

/// Whether another version waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Update {
    /// None does.
    #[default]
    No,
    /// One is here whole, and takes over when it is asked to.
    Ready,
    /// It was asked to and cannot: other pages still run the old one.
    OtherPages,
}

/// Calls the listener whenever the network comes or goes and whenever a version becomes ready, for as long as the page
/// lives.
pub fn on_change(listener: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let heard = Closure::<dyn Fn()>::new(listener);
    for name in ["online", "offline", "watchfloor-update"] {
        let _ = window.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
    }
    heard.forget();
}

/// Whether the browser says that there is no network.
pub fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// Whether another version waits.
pub fn update() -> Update {
    let said = Reflect::get(&js_sys::global(), &"watchfloorUpdate".into()).ok();
    match said.and_then(|said| said.as_string()).as_deref() {
        Some("ready") => Update::Ready,
        Some("other-pages") => Update::OtherPages,
        _ => Update::No,
    }
}

/// Lets the version that waits take over; the page loads anew when it has.
pub fn take_over() {
    let Some(window) = web_sys::window() else { return };
    if let Ok(event) = Event::new("watchfloor-take-over") {
        let _ = window.dispatch_event(&event);
    }
}
