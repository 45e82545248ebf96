//! The native tests, one binary.

/// What a filter says and how it is written.
mod analytics_filter;
/// Values that property tests draw filters and routes from.
mod analytics_strategies;
/// Random workspaces for the laws of columns and figures.
mod analytics_world;
/// Columns, facets and lists against a naive recount.
mod crossfilter;
/// The engine below the columns, part by part.
mod crossfilter_engine;
/// The figures of the overview.
mod report;
/// Pages and the links that bring them back.
mod route;
// The icon sprite holds what the list of icons names.
/// What a command leads to, as tables of given, when and then.
mod scenarios;
mod sprite;
/// A workspace for tests, and the words in which its answers are compared.
mod world;
