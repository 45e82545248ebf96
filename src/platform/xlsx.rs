//! The spreadsheet writer: WebAssembly of its own that is loaded when somebody first asks for a spreadsheet.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Where the site carries it.
const MODULE: &str = "xlsx/watchfloor_xlsx.js";
const WASM: &str = "xlsx/watchfloor_xlsx_bg.wasm";
/// The function of boot.js that loads a module; a module cannot be loaded from WebAssembly without one.
const LOADER: &str = "watchfloorLoad";

/// What a spreadsheet is to the browser.
const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Makes a workbook of a book of tables and hands it to the person's downloads; answers whether that worked.
pub async fn download(name: &str, book: &str) -> bool {
    match workbook(book).await {
        Ok(bytes) => hand_over(name, &bytes).is_ok(),
        Err(_) => false,
    }
}

fn hand_over(name: &str, bytes: &Uint8Array) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(MEDIA);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &options)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    let url = Url::create_object_url_with_blob(&blob)?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

async fn workbook(book: &str) -> Result<Uint8Array, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let load: Function = Reflect::get(&window, &LOADER.into())?.dyn_into()?;
    let module = JsFuture::from(load.call1(&JsValue::NULL, &MODULE.into())?.dyn_into::<Promise>()?).await?;
    let start: Function = Reflect::get(&module, &"default".into())?.dyn_into()?;
    let options = Object::new();
    let base = window.document().and_then(|document| document.base_uri().ok().flatten()).unwrap_or_default();
    let wasm = Url::new_with_base(WASM, &base)?;
    Reflect::set(&options, &"module_or_path".into(), &wasm.href().into())?;
    JsFuture::from(start.call1(&JsValue::NULL, &options)?.dyn_into::<Promise>()?).await?;
    let write: Function = Reflect::get(&module, &"workbook".into())?.dyn_into()?;
    write.call1(&JsValue::NULL, &book.into())?.dyn_into()
}
