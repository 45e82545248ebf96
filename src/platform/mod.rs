//! The only place that talks to the browser.

pub mod intl;
