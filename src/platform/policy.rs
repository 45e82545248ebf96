//! What the Content Security Policy of the page has blocked.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{Event, Url};

/// The event of the browser.
pub const BLOCKED: &str = "securitypolicyviolation";

/// The origin that could not be connected to, where the event tells of one.
pub fn blocked(event: &Event) -> Option<String> {
    let of = |name: &str| Reflect::get(event, &JsValue::from_str(name)).ok()?.as_string();
    if of("effectiveDirective")? != "connect-src" {
        return None;
    }
    let address = of("blockedURI")?;
    Some(Url::new(&address).map_or(address, |url| url.origin()))
}

/// The origin of an address that one can connect to.
pub fn origin(address: &str) -> Option<String> {
    Url::new(address.trim()).ok().map(|url| url.origin())
}
