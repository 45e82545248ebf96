//! The only place that talks to the browser.

pub mod broadcast;
pub mod clock;
pub mod crash;
pub mod dom;
pub mod elements;
pub mod fetch;
pub mod files;
mod idb;
pub mod indexed_db;
pub mod intl;
pub mod location;
pub mod prefs;
pub mod random;
pub mod storage;
pub mod timer;
pub mod yielding;
