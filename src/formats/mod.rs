//! Our documents and foreign formats, in and out.
//!
//! Pure: text in, values out and back; no clock, no storage, no browser.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod document;
pub mod migrate;
