//! A manifest: a bounded piece of the list of segments and batches. A new one names the piece before it, so that a
//! commit never rewrites the whole list.

use super::SCHEMA;
use super::name::{Kind, kind_of, name_of, verified};
use super::problem::{LoadProblem, Wrong};
use super::raw::{RawObject, parse, preamble, quoted};
use crate::domain::ids::WorkspaceId;
use crate::formats::migrate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// How many documents a piece lists: about 50 kB of text, which a commit that seals entries writes again.
pub const MANIFEST_LISTINGS_MAX: usize = 256;

/// A document as a manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
    /// Its name; says whether it is a segment or a batch.
    pub name: String,
    /// How many entries or records it holds.
    pub count: u64,
    /// How many bytes it has.
    pub bytes: u64,
    /// The number of its first entry; of a batch the entry that took it.
    pub first: u64,
    /// The number of its last entry; of a batch the entry that took it.
    pub last: u64,
}

/// A piece of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The piece before it.
    pub previous: Option<String>,
    /// The documents in the order in which they came.
    pub listings: Vec<Listing>,
    /// Whether a newer version put members in that this one does not know: it is left as it is and a new piece is
    /// begun.
    pub closed: bool,
}

/// How many members a listing of this version has.
const LISTING_MEMBERS: usize = 5;

impl Manifest {
    /// Whether no further document may be listed in this piece.
    pub fn is_full(&self) -> bool {
        self.closed || self.listings.len() >= MANIFEST_LISTINGS_MAX
    }

    /// Name and text of the document.
    pub fn to_document(&self, workspace: &WorkspaceId) -> Result<(String, String), serde_json::Error> {
        let text = format!(
            r#"{},"workspace":{},"previous":{},"documents":{}}}"#,
            preamble(Kind::Manifest, SCHEMA),
            quoted(workspace.as_str()),
            self.previous.as_deref().map_or_else(|| "null".to_owned(), quoted),
            serde_json::to_string(&self.listings)?,
        );
        Ok((name_of(Kind::Manifest, text.as_bytes()), text))
    }

    /// Reads the document that goes by this name.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(name: &str, bytes: &[u8], workspace: &WorkspaceId) -> Result<Self, LoadProblem> {
        let wrong = |what| LoadProblem { document: name.to_owned(), what };
        let mut object = RawObject::read(verified(name, bytes)?).map_err(wrong)?;
        let schema = object.take_preamble(Kind::Manifest).map_err(wrong)?;
        read_members(schema, object, workspace)
            .map_err(|what| wrong(if migrate::is_newer(schema) { Wrong::Newer { schema } } else { what }))
    }
}

fn read_members(schema: u32, mut object: RawObject<'_>, workspace: &WorkspaceId) -> Result<Manifest, Wrong> {
    let owner: String = object.take("workspace", "the id of a workspace")?;
    if owner != workspace.as_str() {
        return Err(Wrong::OtherWorkspace(owner));
    }
    let previous: Option<String> = object.take("previous", "the name of a manifest or null")?;
    if previous.as_deref().is_some_and(|name| kind_of(name) != Some(Kind::Manifest)) {
        return Err(Wrong::Member {
            path: "previous".to_owned(),
            expected: "the name of a manifest or null",
        });
    }
    let expected = "a list of documents";
    let documents =
        object.take_raw("documents").ok_or(Wrong::Member { path: "documents".to_owned(), expected })?;
    let raw_listings: Vec<&RawValue> =
        parse(documents.get()).map_err(|_| Wrong::Member { path: "documents".to_owned(), expected })?;
    let mut closed = migrate::is_newer(schema) || !object.is_empty();
    let mut listings = Vec::with_capacity(raw_listings.len());
    for (index, raw) in raw_listings.into_iter().enumerate() {
        let wrong =
            || Wrong::Member { path: format!("documents[{index}]"), expected: "a segment or a batch" };
        let listing: Listing = serde_json::from_str(raw.get()).map_err(|_| wrong())?;
        let kind = kind_of(&listing.name);
        if !matches!(kind, Some(Kind::Segment | Kind::Batch))
            || listing.first == 0
            || listing.first > listing.last
        {
            return Err(wrong());
        }
        closed |= RawObject::read(raw.get())?.rest().count() != LISTING_MEMBERS;
        listings.push(listing);
    }
    Ok(Manifest { previous, listings, closed })
}
