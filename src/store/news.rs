//! What others wrote to the place since this session last looked.

use super::backend::Backend;
use super::failure::LoadFailure;
use super::ledger::Ledger;
use super::reader::{head_moved, read_ledger, read_sealed};
use crate::formats::document::{HEAD, JournalEntry, LoadProblem, Position, Wrong};
use std::rc::Rc;

/// Where a session stands. Borrows nothing, so that it can be compared with the place while the session is used.
#[derive(Clone, Debug)]
pub struct Standing {
    pub(super) ledger: Ledger,
}

/// What is new.
#[derive(Clone, Debug)]
pub struct News {
    pub(super) ledger: Ledger,
    pub(super) entries: Vec<Rc<JournalEntry>>,
    pub(super) is_newer: bool,
}

/// Why there are no news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoNews {
    /// The place holds another history than the session: it was restored or replaced.
    Diverged,
    /// Reading failed.
    Failed(LoadFailure),
}

impl<E: Into<LoadFailure>> From<E> for NoNews {
    fn from(failure: E) -> Self {
        Self::Failed(failure.into())
    }
}

/// Reads what is new since `standing`.
///
/// # Errors
/// The histories differ, the place does not answer, or a document is damaged.
pub async fn read<B: Backend>(backend: &B, standing: Standing) -> Result<News, NoNews> {
    let Standing { ledger: known } = standing;
    if !head_moved(backend, &known.tag).await? {
        return Ok(News { ledger: known, entries: Vec::new(), is_newer: false });
    }
    let ledger = read_ledger(backend, &known.pieces).await?.ok_or_else(|| LoadProblem::missing(HEAD))?;
    let from = known.head.last();
    if ledger.head.workspace != known.head.workspace || ledger.head.last().seq < from.seq {
        return Err(NoNews::Diverged);
    }
    let mut entries = Vec::new();
    let mut is_newer = false;
    if ledger.head.sealed.seq > from.seq {
        let each = |segment, newer| {
            entries.extend::<Vec<Rc<JournalEntry>>>(segment);
            is_newer |= newer;
        };
        read_sealed(backend, &ledger, from, &async || (), each).await.map_err(diverged_at(from))?;
    } else if !holds(&ledger, from) {
        return Err(NoNews::Diverged);
    }
    let tail = ledger.head.tail.iter().filter(|entry| entry.entry().seq > from.seq);
    entries.extend(tail.map(Rc::clone));
    Ok(News { ledger, entries, is_newer })
}

/// Whether a position that is not before the sealed entries is in the ledger's journal.
fn holds(ledger: &Ledger, position: Position) -> bool {
    ledger.head.sealed == position || ledger.head.tail.iter().any(|entry| Position::of(entry) == position)
}

/// An entry that does not follow from the last one of the session is no damage but another history.
fn diverged_at(from: Position) -> impl Fn(LoadFailure) -> NoNews {
    move |failure| match &failure {
        LoadFailure::Document { problem: LoadProblem { what: Wrong::Chain { seq }, .. }, .. }
            if *seq == from.seq || *seq == from.seq.saturating_add(1) =>
        {
            NoNews::Diverged
        }
        _ => NoNews::Failed(failure),
    }
}
