//! Report widgets for other people's pages: what is asked of one, the figures of a published snapshot, drawn as a tree.
//!
//! Pure: the tree is made into elements by `host/widgets.js` in a live page and into text by [`page`] where no script
//! may run. The figures are those of the report, from its own functions. The bridge to the browser is
//! `src/bin/widgets.rs`.
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

pub mod ask;
mod bars;
pub mod draw;
mod frame;
mod matrix;
pub mod node;
pub mod page;
mod queue;
mod readiness;
mod tiles;
mod time;
