//! Columns over the state of a workspace, filters, linked counts, ordered rows, score and response clock.
//!
//! Pure: no clock, no storage, no browser. The moment and the reader's zone are arguments; words on the screen are
//! not known here, only the words of imports and documents.
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

pub mod activities;
pub mod alerts;
pub mod assets;
pub mod awaits;
pub mod beside;
pub mod brush;
pub mod calendar;
pub mod clock;
mod clock_left;
pub mod columns;
pub mod concerns;
pub mod dimension;
pub use watchfloor_engine as engine;
pub mod exclusion_map;
pub mod filter;
pub mod handled;
pub mod held;
pub mod in_force;
pub mod incident;
pub mod linked;
pub mod normal;
pub mod notice;
pub mod notices;
pub mod period;
pub mod risks;
pub mod scale;
pub mod score;
pub mod scroll;
pub mod settings_history;
pub mod sort;
pub mod spread;
pub mod standing;
pub mod task_state;
pub mod turn;
pub mod wanted;
pub mod whom;
