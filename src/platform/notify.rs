//! Notices of the browser, where the person allowed them.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    // Not every browser has it, so nothing of it may be taken for granted.
    type Notification;
    #[wasm_bindgen(catch, static_method_of = Notification, js_name = requestPermission)]
    fn request_permission() -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, static_method_of = Notification, getter)]
    fn permission() -> Result<String, JsValue>;
    #[wasm_bindgen(catch, constructor)]
    fn new(title: &str, options: &Object) -> Result<Notification, JsValue>;
}

/// Whether notices may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// They may.
    Granted,
    /// The person was not asked yet.
    Asked,
    /// They may not, or the browser has none.
    Denied,
}

/// Whether notices may be shown now.
pub fn permission() -> Permission {
    match Notification::permission().as_deref() {
        Ok("granted") => Permission::Granted,
        Ok("default") => Permission::Asked,
        _ => Permission::Denied,
    }
}

/// Asks the person.
pub async fn ask() {
    if let Ok(answer) = Notification::request_permission() {
        // What came of it is read from the permission.
        let _ = JsFuture::from(answer).await;
    }
}

/// Shows a notice; nothing where that is not allowed.
pub fn show(title: &str, text: &str) {
    if permission() != Permission::Granted {
        return;
    }
    let options = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&options, &JsValue::from_str("body"), &JsValue::from_str(text));
    let _ = Notification::new(title, &options);
}
