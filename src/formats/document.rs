//! Our own documents: the texts that a workspace is made of, the same wherever they are kept.
//!
//! | document | what | mutable |
//! |---|---|---|
//! | `head.json` | who the workspace is, its revision, the newest manifest and the newest entries (the tail) | yes, by compare-and-swap |
//! | `manifest-<sha256>.json` | a bounded piece of the list of segments and batches; names the piece before it | never |
//! | `segment-<sha256>.json` | a sealed run of entries | never |
//! | `batch-<sha256>.json` | imported records | never |
//!
//! Whatever is damaged is noticed: an immutable document carries the digest of its text in its name, the head carries
//! a digest of itself, and every entry carries the digest of the entry before it, from the first one on.
//!
//! What a newer version wrote is kept: an event that this version does not know stays in its entry as text, unknown
//! fields of the head go through a rewrite untouched, and a schema newer than [`SCHEMA`] opens to be read only.
//! These two conventions hold for every schema: the digest at the end of the head, and names that are digests.

mod batch;
mod digest;
mod entry;
mod head;
mod manifest;
mod name;
mod problem;
mod raw;
mod segment;

pub use batch::{
    BATCH_BYTES_MAX, BATCH_RECORDS_MAX, batch_document, batch_document_of_texts, batch_record, batch_records,
};
pub(in crate::formats) use batch::{batch_head, broken_record, end_batch};
pub use digest::Digest;
pub use entry::JournalEntry;
pub use head::{Head, Position};
pub use manifest::{Listing, MANIFEST_LISTINGS_MAX, Manifest};
pub use name::{HEAD, Kind, kind_of, name_of, verified};
pub use problem::{LoadProblem, Wrong};
pub use segment::{Segment, segment_text};

/// The value of the member `format` in every document of ours.
pub const FORMAT: &str = "watchfloor";

/// The schema that this version writes. It goes up when an older version could not safely write on.
pub const SCHEMA: u32 = 1;
