//! The engine below the analytics: rows in order of time, a bit each, and columns of numbered values.
//!
//! It knows nothing of incidents. A set of rows is a run of 64-bit words, so that "and", "or" and counting cost a few
//! microseconds for a hundred thousand rows; a column of few values keeps one such set for each value, so that a bar
//! of a chart is a count of common bits.

pub mod bits;
pub mod column;
pub mod haystack;
pub mod lists;
pub mod order;
pub mod quantile;
pub mod rows;
pub mod view;
