//! Figures with their definitions: the one place where the numbers of the page, the export, the widget and the command
//! line come from.
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

pub mod about;
mod basis;
pub mod book;
pub mod chart;
pub mod duration;
pub mod duties;
pub mod emerging;
pub mod export;
pub mod figure;
pub mod html;
pub mod hunting;
pub mod impact;
pub mod incidents;
pub mod matrix;
pub mod needed;
pub mod notable;
pub mod overview;
pub mod pack;
pub mod prevented;
pub mod proposed;
pub mod prose;
pub mod readiness;
pub mod review;
pub mod say;
pub mod settings_audit;
pub mod shade;
pub mod snapshot;
pub mod table;
pub mod tasks;
pub mod touched;
pub mod trends;
