//! Workspace documents over a place that keeps them: opening, commands, imports, and what is read of them.
//!
//! Pure: no clock, no browser, no executor. Every wait is on a [`backend::Backend`] or on the pause that the caller
//! hands in.
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

pub mod alerts;
pub mod audit;
pub mod backend;
pub mod backup;
pub mod both;
pub mod briefs;
pub mod contract;
pub mod desk;
pub mod endpoint;
pub mod failure;
pub mod fill;
pub mod import;
pub mod journal;
pub mod kept;
pub mod known;
mod ledger;
mod marks;
pub mod memory;
pub mod news;
pub mod open;
mod reader;
mod records;
pub mod session;
pub mod sync;

pub use ledger::{TAIL_BYTES_MAX, TAIL_ENTRIES_MAX};
