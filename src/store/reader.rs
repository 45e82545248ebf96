//! Reads documents from a place and checks that they belong together.

use super::backend::{Backend, Tag};
use super::failure::LoadFailure;
use super::ledger::Ledger;
use crate::domain::ids::WorkspaceId;
use crate::formats::document::{
    Head, JournalEntry, Kind, Listing, LoadProblem, Manifest, Position, Segment, Wrong, kind_of,
};
use std::rc::Rc;

/// How many segments are read at once: about 2 MB of text.
const SEGMENTS_AT_ONCE: usize = 32;
/// How often reading begins anew when somebody else commits meanwhile, so that a replaced manifest is gone.
const TRIES_MAX: usize = 8;

/// The head and the list of documents, and that they agree; `None` when there is no workspace.
pub(super) async fn read_ledger<B: Backend>(
    backend: &B,
    known: &[(String, Manifest)],
) -> Result<Option<Ledger>, LoadFailure> {
    let mut tries = 0;
    loop {
        let Some(stored) = backend.head().await? else { return Ok(None) };
        let head = Head::read(&stored.bytes)?;
        match read_pieces(backend, &head, known).await {
            Ok(pieces) => {
                let ledger = Ledger { head, tag: stored.tag, pieces };
                check_runs(&ledger)?;
                return Ok(Some(ledger));
            }
            Err(failure) if tries < TRIES_MAX && head_moved(backend, &stored.tag).await? => {
                tries += 1;
                drop(failure);
            }
            Err(failure) => return Err(failure),
        }
    }
}

/// Whether somebody has swapped the head since.
pub(super) async fn head_moved<B: Backend>(backend: &B, tag: &Tag) -> Result<bool, LoadFailure> {
    Ok(backend.head().await?.is_none_or(|stored| stored.tag != *tag))
}

/// The pieces of the manifest, oldest first. Pieces that are known by name are not read again.
async fn read_pieces<B: Backend>(
    backend: &B,
    head: &Head,
    known: &[(String, Manifest)],
) -> Result<Vec<(String, Manifest)>, LoadFailure> {
    let mut newest_first: Vec<(String, Manifest)> = Vec::new();
    let mut next = head.manifest.clone();
    while let Some(name) = next {
        if let Some(index) = known.iter().rposition(|(known, _)| *known == name) {
            newest_first.extend(known.iter().take(index + 1).rev().cloned());
            break;
        }
        let bytes = read_one(backend, &name).await?;
        let piece = Manifest::read(&name, &bytes, &head.workspace)?;
        next = piece.previous.clone();
        newest_first.push((name, piece));
    }
    newest_first.reverse();
    Ok(newest_first)
}

/// One immutable document that must be there.
pub(super) async fn read_one<B: Backend>(backend: &B, name: &str) -> Result<Vec<u8>, LoadFailure> {
    let mut found = backend.read(std::slice::from_ref(&name.to_owned())).await?;
    Ok(found.pop().flatten().ok_or_else(|| LoadProblem::missing(name))?)
}

/// The segments must follow one another from 1 to the last sealed entry.
fn check_runs(ledger: &Ledger) -> Result<(), LoadProblem> {
    let mut last = 0;
    for (name, piece) in &ledger.pieces {
        for listing in piece.listings.iter().filter(|listing| is_segment(listing)) {
            let (expected, found) = (last + 1, listing.first);
            if expected != found {
                return Err(LoadProblem { document: name.clone(), what: Wrong::Gap { expected, found } });
            }
            last = listing.last;
        }
    }
    if last == ledger.head.sealed.seq {
        return Ok(());
    }
    let document = ledger.head.manifest.clone().unwrap_or_default();
    Err(LoadProblem { document, what: Wrong::Listing("the last sealed entry") })
}

pub(super) fn is_segment(listing: &Listing) -> bool {
    kind_of(&listing.name) == Some(Kind::Segment)
}

/// Reads the sealed entries after `from` in order and hands them on, one segment at a time. `true` for segments that
/// a newer version wrote.
pub(super) async fn read_sealed<B: Backend>(
    backend: &B,
    ledger: &Ledger,
    from: Position,
    pause: &impl AsyncFn(),
    mut each: impl FnMut(Vec<Rc<JournalEntry>>, bool),
) -> Result<(), LoadFailure> {
    let wanted: Vec<&Listing> =
        ledger.listings().filter(|listing| is_segment(listing) && listing.last > from.seq).collect();
    let mut last = from;
    for group in wanted.chunks(SEGMENTS_AT_ONCE) {
        let names: Vec<String> = group.iter().map(|listing| listing.name.clone()).collect();
        let texts = backend.read(&names).await.map_err(LoadFailure::from)?;
        for (listing, bytes) in group.iter().zip(texts) {
            let (entries, is_newer) = read_segment(listing, bytes, &ledger.head.workspace, last)
                .map_err(|problem| LoadFailure::from(problem).after(last.seq))?;
            last = entries.last().map_or(last, |entry| Position::of(entry));
            each(entries, is_newer);
            pause().await;
        }
    }
    if last == ledger.head.sealed || from.seq > ledger.head.sealed.seq {
        return Ok(());
    }
    let document = ledger.head.manifest.clone().unwrap_or_default();
    let problem = LoadProblem { document, what: Wrong::Chain { seq: last.seq } };
    Err(LoadFailure::from(problem).after(last.seq))
}

/// The entries of one segment that come after `last`, which is in it or right before it.
fn read_segment(
    listing: &Listing,
    bytes: Option<Vec<u8>>,
    workspace: &WorkspaceId,
    last: Position,
) -> Result<(Vec<Rc<JournalEntry>>, bool), LoadProblem> {
    let bytes = bytes.ok_or_else(|| LoadProblem::missing(&listing.name))?;
    let begins_within = listing.first <= last.seq;
    let before = if begins_within { None } else { Some(last) };
    let segment = Segment::read(listing, &bytes, workspace, before)?;
    let mut entries = segment.entries;
    if begins_within {
        let known = entries.iter().find(|entry| entry.entry().seq == last.seq);
        if known.map(|entry| Position::of(entry)) != Some(last) {
            let what = Wrong::Chain { seq: last.seq };
            return Err(LoadProblem { document: listing.name.clone(), what });
        }
        entries.retain(|entry| entry.entry().seq > last.seq);
    }
    Ok((entries, segment.is_newer))
}
