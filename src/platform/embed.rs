//! The report widgets as this page shows them: the same script that other pages name, loaded when first used.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// Where the site carries the script.
const MODULE: &str = "embed/embed.js";
/// The function of boot.js that loads a module; a module cannot be loaded from WebAssembly without one.
const LOADER: &str = "watchfloorLoad";

/// Shows a widget inside an element in place of what is there; answers whether the script is there. `snapshot` is the
/// text of what would be published, `attributes` names and values.
pub async fn show(parent: &HtmlElement, tag: &str, attributes: &[(String, String)], snapshot: &str) -> bool {
    let made = async {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let load: Function = Reflect::get(&window, &LOADER.into())?.dyn_into()?;
        JsFuture::from(load.call1(&JsValue::NULL, &MODULE.into())?.dyn_into::<Promise>()?).await?;
        let document = window.document().ok_or(JsValue::NULL)?;
        let widget = document.create_element(tag)?;
        for (name, value) in attributes {
            widget.set_attribute(name, value)?;
        }
        Reflect::set(&widget, &"data".into(), &snapshot.into())?;
        parent.replace_children_with_node_0();
        parent.append_child(&widget)
    };
    made.await.is_ok()
}
