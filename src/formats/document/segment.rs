//! A segment: a sealed run of entries.

use super::SCHEMA;
use super::entry::JournalEntry;
use super::head::{Position, read_entries};
use super::manifest::Listing;
use super::name::{Kind, name_of, verified};
use super::problem::{LoadProblem, Wrong};
use super::raw::{RawObject, preamble, quoted};
use crate::domain::ids::WorkspaceId;
use crate::formats::migrate;
use std::rc::Rc;

/// A sealed run of entries.
#[derive(Clone, Debug)]
pub struct Segment {
    /// The entries in order.
    pub entries: Vec<Rc<JournalEntry>>,
    /// Whether a newer version wrote it or some of its events.
    pub is_newer: bool,
}

/// Name, text and listing of the segment that holds these entries; `None` for no entries.
pub fn segment_text(workspace: &WorkspaceId, entries: &[Rc<JournalEntry>]) -> Option<(String, Listing)> {
    let (first, last) = (entries.first()?.entry().seq, entries.last()?.entry().seq);
    let mut text = preamble(Kind::Segment, SCHEMA);
    text.reserve(entries.iter().map(|entry| entry.text().len() + 1).sum::<usize>() + 128);
    text.push_str(r#","workspace":"#);
    text.push_str(&quoted(workspace.as_str()));
    text.push_str(r#","entries":["#);
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(entry.text());
    }
    text.push_str("]}");
    let listing = Listing {
        name: name_of(Kind::Segment, text.as_bytes()),
        count: entries.len() as u64,
        bytes: text.len() as u64,
        first,
        last,
    };
    Some((text, listing))
}

impl Segment {
    /// Reads the document that a manifest lists and checks that its entries follow from `before`, the last entry of
    /// the segment before it, where that is known.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(
        listing: &Listing,
        bytes: &[u8],
        workspace: &WorkspaceId,
        before: Option<Position>,
    ) -> Result<Self, LoadProblem> {
        let wrong = |what| LoadProblem { document: listing.name.clone(), what };
        let mut object = RawObject::read(verified(&listing.name, bytes)?).map_err(wrong)?;
        let schema = object.take_preamble(Kind::Segment).map_err(wrong)?;
        let mut segment = read_members(object, workspace)
            .map_err(|what| wrong(if migrate::is_newer(schema) { Wrong::Newer { schema } } else { what }))?;
        segment.is_newer |= migrate::is_newer(schema);
        check(&segment, listing, before).map_err(wrong)?;
        Ok(segment)
    }
}

fn read_members(mut object: RawObject<'_>, workspace: &WorkspaceId) -> Result<Segment, Wrong> {
    let owner: String = object.take("workspace", "the id of a workspace")?;
    if owner != workspace.as_str() {
        return Err(Wrong::OtherWorkspace(owner));
    }
    let expected = "a list of entries";
    let list = object.take_raw("entries").ok_or(Wrong::Member { path: "entries".to_owned(), expected })?;
    let entries = read_entries(list, "entries")?;
    let is_newer = entries.iter().any(|entry| entry.unknown() > 0);
    Ok(Segment { entries, is_newer })
}

fn check(segment: &Segment, listing: &Listing, before: Option<Position>) -> Result<(), Wrong> {
    let first = segment.entries.first().ok_or(Wrong::Listing("the number of entries"))?;
    let start = before.unwrap_or(Position { seq: listing.first.saturating_sub(1), digest: first.prev() });
    let last = segment.entries.iter().try_fold(start, |last, entry| last.check_next(entry))?;
    if segment.entries.len() as u64 != listing.count {
        return Err(Wrong::Listing("the number of entries"));
    }
    if first.entry().seq != listing.first || last.seq != listing.last {
        return Err(Wrong::Listing("the run of numbers"));
    }
    Ok(())
}
