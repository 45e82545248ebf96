//! The documents of an open workspace as one session knows them, and how an entry is added to them.
//!
//! The tail in the head is bounded and a manifest is a chain of bounded pieces, so what a command writes does not
//! grow with the journal or with the number of imports.

use super::backend::{Document, Swap, Tag};
use crate::domain::command::Command;
use crate::domain::event::{Entry, Event};
use crate::formats::document::{Head, JournalEntry, Listing, Manifest, Position, segment_text};
use std::rc::Rc;

/// How many entries the tail holds. Each command writes the whole tail again, and a segment is sealed as often as
/// the tail is full: so many keep a year of a busy team (some 100,000 commands) under 1,000 segments.
pub const TAIL_ENTRIES_MAX: usize = 128;

/// How many bytes of entries the tail holds: what every command writes and hashes again takes about a millisecond.
pub const TAIL_BYTES_MAX: usize = 64 * 1024;

/// What one session knows of the documents.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    pub(super) head: Head,
    pub(super) tag: Tag,
    /// The pieces of the manifest, oldest first, by name.
    pub(super) pieces: Vec<(String, Manifest)>,
}

/// An entry on its way to disk: what is written, and what the ledger is afterwards.
#[derive(Clone, Debug)]
pub(super) struct Commit {
    pub(super) base: Tag,
    pub(super) entry: Rc<JournalEntry>,
    pub(super) swap: Swap,
    /// What is to be listed still.
    pub(super) unlisted: Vec<Listing>,
    head: Head,
    /// How many pieces stay as they are.
    pieces_kept: usize,
    pieces_new: Vec<(String, Manifest)>,
}

impl Ledger {
    /// All segments and batches in the order in which they came.
    pub(super) fn listings(&self) -> impl DoubleEndedIterator<Item = &Listing> {
        self.pieces.iter().flat_map(|(_, piece)| &piece.listings)
    }

    /// The names of all immutable documents: segments, batches and the pieces that list them.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.listings().map(|listing| &listing.name).chain(self.pieces.iter().map(|(name, _)| name))
    }

    /// Whether a newer version wrote something that this one does not know, which may name documents in a new way.
    pub(super) fn is_foreign(&self) -> bool {
        self.head.is_newer()
            || !self.head.unknown.is_empty()
            || self.pieces.iter().any(|(_, piece)| piece.closed)
    }

    /// Plans the commit of an entry, with the command that was asked for where the entry is to keep it.
    ///
    /// # Errors
    /// The entry cannot be written as JSON.
    pub(super) fn plan(&self, entry: Entry, asked: Option<&Command>) -> Result<Commit, serde_json::Error> {
        let mut commit = self.plan_unlisted(entry, asked)?;
        let new = std::mem::take(&mut commit.unlisted);
        let (pieces_kept, pieces_new) = self.list(new, &mut commit.swap)?;
        if let Some((name, _)) = pieces_new.last() {
            commit.head.manifest = Some(name.clone());
        }
        commit.swap.head = commit.head.to_text();
        Ok(Commit { pieces_kept, pieces_new, ..commit })
    }

    /// The same for one of many entries that are written together: what is new is not listed and the head is not written
    /// yet; see [`Ledger::finish`].
    ///
    /// # Errors
    /// The entry cannot be written as JSON.
    pub(super) fn plan_unlisted(
        &self,
        entry: Entry,
        asked: Option<&Command>,
    ) -> Result<Commit, serde_json::Error> {
        let entry = Rc::new(JournalEntry::follow_asked(self.head.last().digest, entry, asked)?);
        let mut head = self.head.clone();
        head.revision += 1;
        head.tail.push(Rc::clone(&entry));
        let mut new = Vec::new();
        let mut swap = Swap::default();
        for event in &entry.entry().events {
            match event {
                Event::WorkspaceRenamed { name } => head.name.clone_from(name),
                Event::ImportTaken { import } => {
                    swap.requires.extend(import.batches.iter().map(|batch| batch.name.clone()));
                    new.extend(import.batches.iter().map(|batch| Listing {
                        name: batch.name.clone(),
                        count: u64::from(batch.records),
                        bytes: batch.bytes,
                        first: entry.entry().seq,
                        last: entry.entry().seq,
                    }));
                }
                _ => {}
            }
        }
        let bytes: usize = head.tail.iter().map(|entry| entry.text().len()).sum();
        if (head.tail.len() > TAIL_ENTRIES_MAX || bytes > TAIL_BYTES_MAX)
            && let Some((text, listing)) = segment_text(&head.workspace, &head.tail)
        {
            swap.puts.push(Document { name: listing.name.clone(), text });
            new.push(listing);
            head.sealed = Position::of(&entry);
            head.tail.clear();
        }
        let (base, pieces_kept) = (self.tag.clone(), self.pieces.len());
        Ok(Commit { base, entry, swap, head, unlisted: new, pieces_kept, pieces_new: Vec::new() })
    }

    /// Lists everything that came since and writes the head, for the one swap that makes all of it count.
    ///
    /// # Errors
    /// The list cannot be written as JSON.
    pub(super) fn finish(&self, new: Vec<Listing>, swap: &mut Swap) -> Result<(), serde_json::Error> {
        let mut head = self.head.clone();
        let (_, pieces) = self.list(new, swap)?;
        if let Some((name, _)) = pieces.last() {
            head.manifest = Some(name.clone());
        }
        swap.head = head.to_text();
        Ok(())
    }

    /// Lists new documents: answers how many pieces stay and which follow them.
    fn list(
        &self,
        new: Vec<Listing>,
        swap: &mut Swap,
    ) -> Result<(usize, Vec<(String, Manifest)>), serde_json::Error> {
        let mut kept = self.pieces.len();
        let mut done = Vec::new();
        if new.is_empty() {
            return Ok((kept, done));
        }
        let mut open = match self.pieces.last() {
            Some((name, newest)) if !newest.is_full() => {
                kept -= 1;
                swap.drops.push(name.clone());
                newest.clone()
            }
            newest => next_piece(newest.map(|(name, _)| name)),
        };
        let mut finish = |piece: Manifest| {
            let (name, text) = piece.to_document(&self.head.workspace)?;
            swap.puts.push(Document { name: name.clone(), text });
            done.push((name.clone(), piece));
            Ok::<_, serde_json::Error>(name)
        };
        for listing in new {
            if open.is_full() {
                let name = finish(open)?;
                open = next_piece(Some(&name));
            }
            open.listings.push(listing);
        }
        finish(open)?;
        Ok((kept, done))
    }

    /// Takes a commit that is on disk.
    pub(super) fn take(&mut self, commit: Commit, tag: Tag) {
        self.head = commit.head;
        self.tag = tag;
        self.pieces.truncate(commit.pieces_kept);
        self.pieces.extend(commit.pieces_new);
    }
}

fn next_piece(previous: Option<&String>) -> Manifest {
    Manifest { previous: previous.cloned(), listings: Vec::new(), closed: false }
}
