//! Where two journals of one workspace part. Every entry names the digest of the one before it, so two journals that
//! agree at one number agree at all before it, and halving finds the place.

use super::SyncFailure;
use crate::formats::document::{JournalEntry, Position};
use crate::store::backend::Backend;
use crate::store::failure::LoadFailure;
use crate::store::journal::{SegmentShelf, Wanted};
use crate::store::ledger::Ledger;
use std::rc::Rc;

/// The entries of a journal with numbers from `first` up to `last`.
pub(super) async fn entries<B: Backend>(
    backend: &B,
    shelf: &SegmentShelf,
    ledger: &Ledger,
    first: u64,
    last: u64,
) -> Result<Vec<Rc<JournalEntry>>, LoadFailure> {
    let numbers: Vec<u64> = (first.max(1)..=last.min(ledger.head.last().seq)).collect();
    shelf.read(backend, Wanted::locate(ledger, &numbers)).await
}

async fn position<B: Backend>(
    backend: &B,
    shelf: &SegmentShelf,
    ledger: &Ledger,
    seq: u64,
) -> Result<Option<Position>, LoadFailure> {
    if ledger.head.sealed.seq == seq {
        return Ok(Some(ledger.head.sealed));
    }
    let found = entries(backend, shelf, ledger, seq, seq).await?;
    Ok(found.first().map(|entry| Position::of(entry)))
}

/// Whether a journal has this entry.
pub(super) async fn holds<B: Backend>(
    backend: &B,
    ledger: &Ledger,
    wanted: Position,
) -> Result<bool, LoadFailure> {
    if wanted.seq > ledger.head.last().seq {
        return Ok(false);
    }
    Ok(position(backend, &SegmentShelf::default(), ledger, wanted.seq).await? == Some(wanted))
}

/// The number of the last entry that both journals have; 0 when they have none in common. Documents of both are read
/// from the one place, where they must be by now.
pub(super) async fn fork<B: Backend>(backend: &B, here: &Ledger, there: &Ledger) -> Result<u64, SyncFailure> {
    let (mine, theirs) = (SegmentShelf::default(), SegmentShelf::default());
    let mut common = 0;
    let mut apart = here.head.last().seq.min(there.head.last().seq).saturating_add(1);
    while apart - common > 1 {
        let middle = common + (apart - common) / 2;
        let one = position(backend, &mine, here, middle).await.map_err(super::of_local)?;
        let other = position(backend, &theirs, there, middle).await.map_err(super::of_local)?;
        if one.is_some() && one == other {
            common = middle;
        } else {
            apart = middle;
        }
    }
    Ok(common)
}
