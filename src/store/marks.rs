//! What is derived from an open workspace and kept among its caches: the mark that says of what it was made, and the way
//! there and back.
//!
//! The catalogue depends on the batches alone (which, in what order, when and by which entry each was taken, and whether
//! it was taken back), the columns on all of the journal up to an entry. Both depend on the code that makes them.

use super::backend::{Backend, BackendError};
use super::desk::Desk;
use super::kept::{self, CATALOGUE, Keeping, Kept};
use super::session::Session;
use crate::domain::catalogue::DERIVED_FROM;
use crate::domain::imports::ImportKind;
use crate::formats::document::Position;
use watchfloor_packed::{Packer, check_value};

impl Session {
    /// The mark of the catalogue after so many batches.
    fn catalogue_mark(&self, count: usize) -> String {
        let mut packer = Packer::default();
        let batches = self.batches().iter().take(count);
        for batch in batches.filter(|batch| batch.kind == ImportKind::GraphIncidents) {
            packer.bytes(batch.batch.name.as_bytes());
            packer.number(u64::from(batch.batch.records));
            packer.number(batch.run.seq);
            packer.moments(&[batch.run.at.as_ticks()]);
            packer.number(u64::from(self.state().is_undone(&batch.import)));
        }
        let check = check_value(&packer.into_bytes());
        format!("{DERIVED_FROM} {} {count} {check:016x}", self.workspace())
    }

    /// The mark of what is derived from everything up to an entry of the journal; `None` when that is not at hand any
    /// more, or when not all batches could be read.
    pub fn mark(&self, seq: u64) -> Option<String> {
        let whole = self.whole_mark()?;
        let position = self.position(seq)?;
        Some(format!("{whole} {seq} {}", position.digest))
    }

    /// The entry up to which something with this mark was derived; `None` when it does not belong to this workspace as
    /// it is now, or reaches back too far.
    pub fn seq_of_mark(&self, mark: &str) -> Option<u64> {
        let seq = mark.split(' ').nth(4)?.parse().ok()?;
        self.mark(seq).filter(|known| known == mark).map(|_| seq)
    }

    /// The mark of the whole catalogue, where all of it is there.
    fn whole_mark(&self) -> Option<String> {
        let is_whole = self.next_batches(1).is_empty() && self.problems().is_empty();
        (is_whole && self.read_only().is_none()).then(|| self.catalogue_mark(self.batches().len()))
    }

    /// The place of an entry that is at hand.
    fn position(&self, seq: u64) -> Option<Position> {
        let found = self.since(seq.checked_sub(1)?)?;
        found.first().filter(|entry| entry.entry().seq == seq).map(|entry| Position::of(entry))
    }
}

/// After how many batches a catalogue with this mark was kept.
fn count_of(mark: &str) -> Option<usize> {
    mark.split(' ').nth(2)?.parse().ok()
}

/// The catalogue that is kept, where it is one of this workspace.
pub(super) async fn kept_catalogue<B: Backend>(backend: &B, session: &Session) -> Option<Kept> {
    let fits = |mark: &str| {
        count_of(mark).is_some_and(|count| {
            count > 0 && count <= session.batches().len() && session.catalogue_mark(count) == *mark
        })
    };
    kept::read(backend, CATALOGUE, fits).await
}

/// Brings the catalogue back as far as it reaches; the rest is for [`super::open::absorb`].
pub(super) fn bring_back(session: &mut Session, kept: &Kept) {
    if let Some(count) = count_of(&kept.key) {
        session.bring_back(count, kept);
    }
}

impl<B: Backend> Desk<B> {
    /// Keeps the catalogue among the caches, when it is not there as it is: in slices, and not at all when it changes
    /// meanwhile.
    ///
    /// # Errors
    /// What the place says; nothing is lost but time at the next opening.
    pub async fn keep_catalogue(&self, pause: &impl AsyncFn()) -> Result<(), BackendError> {
        let wanted = |session: &Session| {
            let mark = session.whole_mark().filter(|_| !session.state().catalogue.is_empty())?;
            (session.kept_mark() != Some(&mark)).then_some(mark)
        };
        let Some(mark) = self.read(wanted) else { return Ok(()) };
        let mut keeping = Keeping::begin(CATALOGUE, mark.clone());
        for number in 0..self.read(|session| session.state().catalogue.section_count()) {
            let is_same = |session: &Session| session.whole_mark().as_ref() == Some(&mark);
            let section =
                self.read(|session| is_same(session).then(|| session.state().catalogue.section(number)));
            let Some(section) = section else { return Ok(()) };
            keeping.put(self.backend(), &section, pause).await?;
            pause().await;
        }
        keeping.end(self.backend()).await?;
        self.note_kept(mark);
        Ok(())
    }
}
