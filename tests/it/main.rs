//! The native tests, one binary.

/// What a filter says and how it is written.
mod analytics_filter;
/// Values that property tests draw filters and routes from.
mod analytics_strategies;
/// Pages and the links that bring them back.
mod route;
