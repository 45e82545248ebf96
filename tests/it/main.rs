//! The native tests, one binary.

/// The list of all alerts, filled and searched.
mod analytics_alerts;
/// Whose response clock runs on an incident.
mod analytics_clock;
/// What a filter says and how it is written.
mod analytics_filter;
/// How many known groups use a technique, as the score knows it.
mod analytics_spread;
/// Values that property tests draw filters and routes from.
mod analytics_strategies;
/// Random workspaces for the laws of columns and figures.
mod analytics_world;
/// The rules of the house, read from the sources.
mod architecture;
/// The brief of an incident record.
mod brief;
/// Which record holds of those that imports brought.
mod catalogue;
/// The other subcommands of the command line as they are called.
#[cfg(feature = "cli")]
mod cli;
/// Columns, facets and lists against a naive recount.
mod crossfilter;
/// The engine below the columns, part by part.
mod crossfilter_engine;
/// What an incident is, counted anew.
mod crossfilter_oracle;
/// The demonstration: the same for the same seed, and whole.
mod demo;
/// The demonstration against its audit, its readiness and its report.
mod demo_agrees;
/// The months of the demonstration: responses, reviews, exclusions and clocks.
mod demo_months;
/// Threads that help with reading change nothing of what is read.
mod formats_ahead;
/// Archives, damaged files and files of any bytes: told, and nothing taken.
mod formats_bad;
/// The command line `check` as it is called.
#[cfg(feature = "cli")]
mod formats_cli;
/// Secure Score, machines, sensors, licences and the directory through the import.
mod formats_estate;
/// What leaves: round trips, and the rules of those who read it.
mod formats_export;
/// Formats beside Graph incidents, each with its quirks.
mod formats_foreign;
/// The import: what is new and unchanged, batches and their limits, counts of assets.
mod formats_import;
/// Incidents in normalised form: one table a quirk of real exports.
mod formats_incidents;
/// Every kind is recognised by its content, counted and checked.
mod formats_kinds;
/// Laws of reading foreign files: no panic, cuts do not matter, nothing unknown is lost.
mod formats_laws;
/// The reader of records: wrappers, faults with their places, pieces of any size.
mod formats_reader;
/// Published samples of the products, where they lie beside the repository.
mod formats_samples;
/// An import of one text, and findings in words.
mod formats_world;
/// Icons and their drawings.
mod icons;
/// The words of the other languages.
mod languages;
/// What holds after any sequence of commands.
mod laws;
/// What monitoring teaches from the workspace's own data.
mod monitoring;
/// Files imported again, with and without alerts.
mod reimport;
/// The figures of the overview.
mod report;
mod report_about;
/// The command line `report` as it is called.
#[cfg(feature = "cli")]
mod report_cli;
/// The further pages of the report.
mod report_pages;
/// The business review: what it proposes and what people read of it.
mod report_review;
/// Pages and the links that bring them back.
mod route;
/// Where the figures of an axis stand.
mod scale;
/// What a command leads to, as tables of given, when and then.
mod scenarios;
/// Workspaces that are kept, found again, and survive what fails.
mod store;
mod technique_tactics;
/// Report widgets: what is published, read again and drawn.
mod widgets;
/// A workspace for tests, and the words in which its answers are compared.
mod world;
