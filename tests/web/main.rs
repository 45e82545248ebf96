//! The tests that need a browser, one binary: run by `cargo xtask test` in a headless Chromium.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

/// What a person is told when the program fails.
mod crash;
/// The pure half in 32 bits.
mod pure_half;
/// How long opening again takes.
mod reopen;
mod store;
/// Views in a document.
mod view;

wasm_bindgen_test_configure!(run_in_browser);
