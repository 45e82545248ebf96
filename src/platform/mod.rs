//! The only place that talks to the browser.

pub mod xlsx;

mod ahead;
pub mod backups;
pub mod caret;
pub mod clock;
pub mod crash;
pub mod demo;
pub mod dom;
pub mod elements;
pub mod embed;
pub mod fetch;
pub mod files;
pub mod focus;
pub mod folder;
pub mod http;
mod idb;
pub mod indexed_db;
pub mod intl;
pub mod language;
pub mod live;
pub mod location;
pub mod measure;
pub mod notify;
pub mod offline;
pub mod policy;
pub mod post;
pub mod prefs;
pub mod print;
pub mod random;
pub mod seal;
pub mod sharing;
pub mod storage;
pub mod tabs;
pub mod timer;
pub mod upkeep;
pub mod yielding;
