//! The figures of a business review: the tables that are frozen with its sign-off.

use super::book::{Source, book};
use super::table::Book;

/// Tables of the document: what a review is about, not everything that the report counts.
pub const TABLES: [&str; 9] = [
    "figures",
    "leftOut",
    "bySeverity",
    "bySource",
    "byTactic",
    "requiredAction",
    "impactedAssets",
    "byMonth",
    "notifications",
];

/// The book of a review: of the whole report the tables of [`TABLES`].
pub fn figures(source: &Source<'_>, workspace: &str) -> Book {
    let mut made = book(source, workspace);
    made.tables.retain(|table| TABLES.contains(&table.key.as_str()));
    made
}
