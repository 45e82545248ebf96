//! The CouchDB dialect. Such servers write JSON anew (`1.0` becomes `1`, large integers lose digits, keys change their
//! order), so a document is `{_id, _rev, body}` with our text as one string in `body`: digests stay true.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

#[derive(Serialize)]
struct Sent<'a> {
    _id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    _rev: Option<&'a str>,
    body: &'a str,
}

/// A document as it came.
#[derive(Deserialize)]
pub(super) struct Found<'a> {
    #[serde(rename = "_rev")]
    pub(super) rev: String,
    /// Our text; none in a document that somebody else put there.
    #[serde(borrow, default)]
    pub(super) body: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Done {
    rev: String,
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    error: String,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
struct Listed {
    rows: Vec<ListedRow>,
}

#[derive(Deserialize)]
struct ListedRow {
    id: String,
}

/// The text of a request that puts a document.
pub(super) fn envelope(id: &str, rev: Option<&str>, body: &str) -> String {
    serde_json::to_string(&Sent { _id: id, _rev: rev, body }).unwrap_or_default()
}

/// Reads a document; `None` when it is none of this dialect.
pub(super) fn found(bytes: &[u8]) -> Option<Found<'_>> {
    serde_json::from_slice(bytes).ok()
}

/// The revision in the answer to a put.
pub(super) fn rev_of(bytes: &[u8]) -> Option<String> {
    serde_json::from_slice::<Done>(bytes).ok().map(|done| done.rev)
}

/// What the body of a 404 says: whether it is of this dialect, and whether the whole database is missing.
pub(super) fn not_found(bytes: &[u8]) -> Option<bool> {
    let said: Said = serde_json::from_slice(bytes).ok()?;
    let of_database = said.reason.starts_with("Database") || said.reason == "no_db_file";
    (said.error == "not_found").then_some(of_database)
}

/// The names in the answer of `_all_docs`.
pub(super) fn listed(bytes: &[u8]) -> Option<Vec<String>> {
    let listed: Listed = serde_json::from_slice(bytes).ok()?;
    Some(listed.rows.into_iter().map(|row| row.id).collect())
}
