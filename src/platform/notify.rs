//! Notices of the browser, where the person allowed them.

use super::timer;
use js_sys::{Object, Promise, Reflect};
use std::cell::Cell;
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

/// So long an answer holds. The browser lets the page wait for each, and somebody who changes it does so elsewhere.
const HOLDS_MS: f64 = 10_000.0;

thread_local! {
    /// The last answer, and when it was given.
    static ANSWER: Cell<Option<(f64, Permission)>> = const { Cell::new(None) };
}

/// Whether notices may be shown now.
pub fn permission() -> Permission {
    let now_ms = timer::elapsed_ms();
    match ANSWER.get() {
        Some((at_ms, answer)) if now_ms - at_ms < HOLDS_MS => answer,
        _ => {
            let answer = answered();
            ANSWER.set(Some((now_ms, answer)));
            answer
        }
    }
}

fn answered() -> Permission {
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
        ANSWER.set(None);
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
