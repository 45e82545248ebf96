//! What boot.js has read of the workspace while the application was on its way: what was derived and kept, by far the
//! most that opening reads. Each part is handed over once; whatever is not there is read as ever.

use js_sys::{Map, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where boot.js leaves the promise of it.
const GLOBAL: &str = "watchfloorAhead";

/// The caches with these names, where all of them were read ahead of this database.
pub(super) async fn caches(database: &str, names: &[String]) -> Option<Vec<Option<Vec<u8>>>> {
    let promise = Reflect::get(&js_sys::global(), &GLOBAL.into()).ok()?.dyn_into::<Promise>().ok()?;
    let read = JsFuture::from(promise).await.ok().filter(JsValue::is_object)?;
    let of = |name: &str| Reflect::get(&read, &name.into()).ok();
    if of("database")?.as_string()? != database {
        return None;
    }
    let parts: Map = of("caches")?.dyn_into().ok()?;
    let keys: Vec<JsValue> = names.iter().map(|name| JsValue::from_str(name)).collect();
    if !keys.iter().all(|key| parts.has(key)) {
        return None;
    }
    let mut found = Vec::new();
    for key in keys {
        let promise = parts.get(&key).dyn_into::<Promise>().ok()?;
        parts.delete(&key);
        // One that did not come in time may be there all the same.
        let bytes = JsFuture::from(promise).await.ok()?.dyn_into::<Uint8Array>().ok()?;
        found.push(Some(bytes.to_vec()));
    }
    Some(found)
}

/// Forgets what was read ahead: it changes now.
pub(super) fn forget() {
    // Deleting a property of the page cannot fail, and one that is not there is no matter.
    let _ = Reflect::delete_property(&js_sys::global().unchecked_into::<js_sys::Object>(), &GLOBAL.into());
}
