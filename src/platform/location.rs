//! The fragment of the address: where the app keeps its route.

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;

/// The fragment with its `#`, as it stands in the address.
pub fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to a fragment and leaves a step in the history.
pub fn go(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // Only a document that is being taken down refuses; then nothing matters any more.
        let _ = window.location().set_hash(fragment);
    }
}

/// Changes the fragment without a step in the history and without telling the listener.
pub fn replace(fragment: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Leaves a step with this fragment in the history, without telling the listener.
pub fn push(fragment: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Goes back one step in the history.
pub fn back() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.back();
    }
}

/// Opens a fragment in another tab, which cannot reach back into this one.
pub fn open_tab(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // A browser that blocks new tabs says so itself.
        let _ = window.open_with_url_and_target_and_features(&address_of(fragment), "_blank", "noopener");
    }
}

/// The whole address, for "copy link".
pub fn address() -> String {
    web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// The whole address of a fragment with its `#`, for "copy link".
pub fn address_of(fragment: &str) -> String {
    let address = address();
    format!("{}{fragment}", address.split('#').next().unwrap_or_default())
}

/// Whether the portal was opened as one file, by double click and not from a site.
pub fn is_file() -> bool {
    address().starts_with("file:")
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Calls the listener whenever the browser has gone back or forward, or to another fragment, before [`on_change`] tells of
/// it, for as long as the page lives.
pub fn on_arrival(listener: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let heard = Closure::<dyn Fn()>::new(listener);
    let _ = window.add_event_listener_with_callback("popstate", heard.as_ref().unchecked_ref());
    heard.forget();
}

/// Calls the listener with the fragment whenever it changes, for as long as the page lives.
pub fn on_change(listener: impl Fn(String) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let heard = Closure::<dyn Fn()>::new(move || listener(fragment()));
    let _ = window.add_event_listener_with_callback("hashchange", heard.as_ref().unchecked_ref());
    heard.forget();
}
