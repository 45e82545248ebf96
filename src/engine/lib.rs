//! The engine below the analytics: rows in order of time, a bit each, and columns of numbered values.
//!
//! It knows nothing of incidents. A set of rows is a run of 64-bit words, so that "and", "or" and counting cost a few
//! microseconds for a hundred thousand rows; a column of few values keeps one such set for each value, so that a bar
//! of a chart is a count of common bits. A moved brush or a toggled value costs what changes, not what there is.
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

mod alphabet;
pub mod bins;
pub mod bits;
pub mod column;
mod delta;
pub mod haystack;
pub mod kernel;
pub mod lists;
pub mod order;
pub mod quantile;
pub mod rows;
pub mod sort;
pub mod view;
