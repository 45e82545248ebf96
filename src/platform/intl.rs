//! Numbers and plurals as the browser's locale data writes them.

use js_sys::{Array, Intl, Object};
use wasm_bindgen::JsValue;

/// Writes a number in the reader's locale.
pub fn number(value: f64) -> String {
    let format = Intl::NumberFormat::new(&Array::new(), &Object::new()).format();
    format
        .call1(&JsValue::UNDEFINED, &value.into())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// The plural category of a number in the reader's locale: `zero`, `one`, `two`, `few`, `many` or `other`.
pub fn plural(value: f64) -> String {
    Intl::PluralRules::new(&Array::new(), &Object::new()).select(value).into()
}
