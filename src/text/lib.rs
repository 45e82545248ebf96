//! What reading exports does most, once for every byte of them: JSON values as slices of their text, moments, places.
//!
//! It knows nothing of incidents. Nothing is built for what is only passed on, and nothing is read twice.
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

pub mod cursor;
pub mod moment;
pub mod names;
mod number;
pub mod place;
pub mod raw;
pub mod scan;
mod strings;
