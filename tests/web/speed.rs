//! The speed of reading in the browser, printed: `cargo test --release --target wasm32-unknown-unknown --features web --test web speed`.

#[path = "../bench/reading.rs"]
mod reading;

use wasm_bindgen_test::{console_log, wasm_bindgen_test};
use watchfloor::platform::timer;

#[wasm_bindgen_test]
fn reading_is_measured() {
    // Enough for a measurement, little enough for every run.
    let incidents = if cfg!(debug_assertions) { 50 } else { 5_000 };
    let text = reading::export(incidents);
    let (ours, theirs) = reading::speeds(&text, timer::elapsed_ms);
    console_log!(
        "{incidents} incidents, {:.0} MB: import {ours:.0} MB/s, serde_json into IgnoredAny {theirs:.0} MB/s, {:.2} of it",
        text.len() as f64 / 1e6,
        ours / theirs
    );
    assert!(ours > 0.0 && theirs > 0.0);
}
