//! A batch: imported records in normalised form, each a text of its own, so that one is read without the others.

use super::SCHEMA;
use super::name::{Kind, name_of, verified};
use super::problem::{LoadProblem, Wrong};
use super::raw::{RawObject, preamble, quoted};
use crate::domain::imports::{BatchRef, ImportKind};
use crate::formats::migrate;
use serde::Serialize;
use serde_json::value::RawValue;

/// How many records a batch holds at most: what is read to show one of them, and what a cancelled import loses.
pub const BATCH_RECORDS_MAX: usize = 1_000;

/// How many bytes of records a batch holds at most, one bigger record apart.
pub const BATCH_BYTES_MAX: usize = 4_000_000;

/// Text and reference of the batch that holds these records, in this order.
///
/// # Errors
/// A record cannot be written as JSON.
pub fn batch_document<R: Serialize>(
    kind: ImportKind,
    records: &[R],
) -> Result<(String, BatchRef), serde_json::Error> {
    let texts: Vec<String> = records.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    Ok(batch_document_of_texts(kind, &texts.join(","), records.len()))
}

/// Text and reference of the batch whose records are JSON already, with commas between them.
pub fn batch_document_of_texts(kind: ImportKind, records: &str, count: usize) -> (String, BatchRef) {
    let mut text = batch_head(kind);
    text.reserve(records.len() + 64);
    text.push_str(records);
    let batch = end_batch(&mut text, count);
    (text, batch)
}

/// The text of a batch before its first record.
pub(in crate::formats) fn batch_head(kind: ImportKind) -> String {
    let mut text = preamble(Kind::Batch, SCHEMA);
    text.push_str(r#","kind":"#);
    text.push_str(&quoted(kind.as_str()));
    text.push_str(r#","records":["#);
    text
}

/// Ends the text of a batch behind its last record; answers its reference.
pub(in crate::formats) fn end_batch(text: &mut String, count: usize) -> BatchRef {
    text.push_str("]}");
    BatchRef {
        name: name_of(Kind::Batch, text.as_bytes()),
        records: u32::try_from(count).unwrap_or(u32::MAX),
        bytes: text.len() as u64,
        kind: None,
    }
}

/// The texts of the records of a batch, in order, after the digest in its name was checked.
///
/// # Errors
/// What is wrong with the document.
pub fn batch_records<'a>(name: &str, bytes: &'a [u8]) -> Result<Vec<&'a str>, LoadProblem> {
    let wrong = |what| LoadProblem { document: name.to_owned(), what };
    let mut object = RawObject::read(verified(name, bytes)?).map_err(wrong)?;
    let schema = object.take_preamble(Kind::Batch).map_err(wrong)?;
    let expected = "a list of records";
    let records = object.take_raw("records").and_then(|list| serde_json::from_str(list.get()).ok());
    let records: Vec<&RawValue> = records.ok_or_else(|| {
        let missing = Wrong::Member { path: "records".to_owned(), expected };
        wrong(if migrate::is_newer(schema) { Wrong::Newer { schema } } else { missing })
    })?;
    Ok(records.into_iter().map(RawValue::get).collect())
}

/// Reads one record of a batch.
///
/// # Errors
/// The record is not what its kind must be.
pub fn batch_record<R: serde::de::DeserializeOwned>(
    name: &str,
    index: usize,
    text: &str,
) -> Result<R, LoadProblem> {
    serde_json::from_str(text).map_err(|error| broken_record(name, index, error.to_string()))
}

/// What is wrong with one record of a batch.
pub(in crate::formats) fn broken_record(name: &str, index: usize, message: String) -> LoadProblem {
    LoadProblem { document: name.to_owned(), what: Wrong::Record { index, message } }
}
