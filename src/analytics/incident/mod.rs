//! Readings of one incident for its page: story, tactics, life line and history.
//!
//! Each is a function of the imported record and the journal; nothing here is kept.

mod apart;
pub mod boundary;
pub mod history;
pub mod joined;
pub mod lapsed;
pub mod life;
pub mod moment_key;
pub mod named;
mod rest;
pub mod similar;
pub mod story;
pub mod tactics;
pub mod to_do;
