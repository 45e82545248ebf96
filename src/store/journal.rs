//! Where in the journal an incident is spoken of, and where an entry is kept: the index for Comments & History and
//! the audit.

use super::backend::Backend;
use super::failure::LoadFailure;
use super::ledger::Ledger;
use super::reader::is_segment;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::WorkspaceId;
use crate::formats::document::{JournalEntry, Listing, LoadProblem, Segment};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// How many segments are kept ready, parsed: at most about 10 MB, enough for the history of most incidents.
const SEGMENTS_READY_MAX: usize = 32;

/// The numbers of the entries that speak of each incident, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct JournalIndex {
    by_incident: HashMap<Box<str>, Vec<u64>>,
}

impl JournalIndex {
    /// Notes of which incidents an entry speaks.
    pub(super) fn note(&mut self, entry: &Entry) {
        for event in &entry.events {
            match event {
                Event::Incident { incident, .. } => self.note_one(incident.as_str(), entry.seq),
                Event::Incidents { groups, .. } => {
                    let incidents = groups.iter().flat_map(|group| &group.incidents);
                    incidents.for_each(|incident| self.note_one(incident.as_str(), entry.seq));
                }
                _ => {}
            }
        }
    }

    fn note_one(&mut self, id: &str, seq: u64) {
        match self.by_incident.get_mut(id) {
            Some(numbers) if numbers.last() == Some(&seq) => {}
            Some(numbers) => numbers.push(seq),
            None => drop(self.by_incident.insert(id.into(), vec![seq])),
        }
    }

    pub(super) fn of_incident(&self, id: &str) -> &[u64] {
        self.by_incident.get(id).map_or(&[], Vec::as_slice)
    }
}

/// Entries that are wanted: those at hand, and the segments in which the others are.
#[derive(Clone, Debug)]
pub struct Wanted {
    workspace: WorkspaceId,
    at_hand: Vec<Rc<JournalEntry>>,
    segments: Vec<(Listing, Vec<u64>)>,
}

impl Wanted {
    /// Looks up where entries are; the numbers must go up.
    pub(super) fn locate(ledger: &Ledger, numbers: &[u64]) -> Self {
        let sealed = ledger.head.sealed.seq;
        let split = numbers.partition_point(|number| *number <= sealed);
        let (in_segments, in_tail) = numbers.split_at_checked(split).unwrap_or((numbers, &[]));
        let tail = ledger.head.tail.iter();
        let at_hand =
            tail.filter(|entry| in_tail.binary_search(&entry.entry().seq).is_ok()).map(Rc::clone).collect();
        let mut segments = Vec::new();
        let mut rest = in_segments;
        for piece in ledger.pieces.iter().map(|(_, piece)| piece) {
            for listing in piece.listings.iter().filter(|listing| is_segment(listing)) {
                let count = rest.partition_point(|number| *number <= listing.last);
                let (here, later) = rest.split_at_checked(count).unwrap_or((rest, &[]));
                if !here.is_empty() {
                    segments.push((listing.clone(), here.to_vec()));
                }
                rest = later;
            }
        }
        Self { workspace: ledger.head.workspace.clone(), at_hand, segments }
    }
}

/// Segments that were read lately, parsed.
#[derive(Debug, Default)]
pub struct SegmentShelf {
    ready: RefCell<Vec<(String, Rc<Segment>)>>,
}

impl SegmentShelf {
    /// The wanted entries in order. Reads only the segments that are not ready.
    ///
    /// # Errors
    /// The place does not answer, or a segment is damaged or missing.
    pub async fn read<B: Backend>(
        &self,
        backend: &B,
        wanted: Wanted,
    ) -> Result<Vec<Rc<JournalEntry>>, LoadFailure> {
        let mut entries = Vec::new();
        for (listing, numbers) in wanted.segments {
            let segment = self.segment(backend, &listing, &wanted.workspace).await?;
            let found =
                segment.entries.iter().filter(|entry| numbers.binary_search(&entry.entry().seq).is_ok());
            entries.extend(found.map(Rc::clone));
        }
        entries.extend(wanted.at_hand);
        Ok(entries)
    }

    async fn segment<B: Backend>(
        &self,
        backend: &B,
        listing: &Listing,
        workspace: &WorkspaceId,
    ) -> Result<Rc<Segment>, LoadFailure> {
        if let Some(segment) = self.take_ready(&listing.name) {
            return Ok(segment);
        }
        let mut found = backend.read(std::slice::from_ref(&listing.name)).await?;
        let bytes = found.pop().flatten().ok_or_else(|| LoadProblem::missing(&listing.name))?;
        let segment = Rc::new(Segment::read(listing, &bytes, workspace, None)?);
        let mut ready = self.ready.borrow_mut();
        if ready.len() >= SEGMENTS_READY_MAX {
            ready.remove(0);
        }
        ready.push((listing.name.clone(), Rc::clone(&segment)));
        Ok(segment)
    }

    /// Answers a segment that is ready and makes it the one used last.
    fn take_ready(&self, name: &str) -> Option<Rc<Segment>> {
        let mut ready = self.ready.borrow_mut();
        let index = ready.iter().position(|(known, _)| known == name)?;
        let found = ready.remove(index);
        let segment = Rc::clone(&found.1);
        ready.push(found);
        Some(segment)
    }
}
