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

pub mod ahead;
mod archive;
pub mod attack;
pub mod backup;
pub mod batch;
pub mod cards;
pub mod check;
pub mod document;
pub mod eml;
mod estate;
pub mod export;
pub mod file;
pub mod finding;
mod foreign;
pub mod hand_over;
mod hand_over_masked;
pub mod ics;
pub mod import;
mod incident;
mod intake;
pub mod json;
pub mod kind;
pub mod left_draft;
pub mod licences;
pub mod markdown;
pub mod migrate;
mod minimal;
pub mod playbook_file;
pub mod position;
pub mod problem;
pub mod raised;
pub mod readable;
mod recognise;
pub mod request;
pub mod script;
mod table;
pub mod timeline;
