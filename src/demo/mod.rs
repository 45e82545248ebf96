//! The demonstration tenant, and exports as large as one likes.
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

mod advising;
pub mod autopilot;
pub mod chapters;
mod chats;
mod company;
mod dice;
mod happenings;
mod incidents;
mod meetings;
mod onboarding;
mod reviews;
pub mod script;
mod stories;
pub mod synth;
mod telling;
pub mod titles;
mod together;
mod urgent;
