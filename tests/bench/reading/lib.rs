//! How quickly exports are read in a browser: `cargo xtask bench reading` calls it from a page.

#[path = "../reading.rs"]
mod reading;

use reading::{Feed, Speeds};
use wasm_bindgen::prelude::wasm_bindgen;

/// As the page does it.
const FEED: Feed = Feed { piece_bytes: 256 * 1024, helpers: None };

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn now_ms() -> f64;
}

/// Megabytes of the export, then megabytes a second of reading, of the import and of serde_json reading into nothing.
#[wasm_bindgen]
pub fn speeds(incidents: u32) -> Vec<f64> {
    let text = reading::export(u64::from(incidents));
    let Speeds { reading, import, nothing } = reading::speeds(&text, FEED, now_ms);
    vec![text.len() as f64 / 1e6, reading, import, nothing]
}
