//! Carries immutable documents from one place to the other, a few at a time, each checked against its name.

use super::{Carrying, SyncFailure};
use crate::formats::document::{LoadProblem, verified};
use crate::store::backend::{Backend, BackendError, Document};
use crate::store::ledger::Ledger;
use std::collections::HashSet;

/// How many bytes are in memory at once on their way.
const BYTES_AT_ONCE: u64 = 12_000_000;

/// How carrying is watched.
pub(super) struct Carried<'a, P, W> {
    pub(super) is_sending: bool,
    pub(super) tell: &'a W,
    pub(super) pause: &'a P,
}

/// The documents that one ledger names and the other does not, oldest first, with their bytes where these are known.
pub(super) fn missing(from: &Ledger, to: Option<&Ledger>) -> Vec<(String, u64)> {
    let there: HashSet<&String> = to.into_iter().flat_map(Ledger::names).collect();
    let listings = from.listings().map(|listing| (listing.name.clone(), listing.bytes));
    let pieces = from.pieces.iter().map(|(name, piece)| (name.clone(), 200 * piece.listings.len() as u64));
    // An import may be taken twice: its batches are carried once.
    let mut seen = HashSet::new();
    listings.chain(pieces).filter(|(name, _)| !there.contains(name) && seen.insert(name.clone())).collect()
}

/// Reads documents in one place and puts them in the other. `before` is awaited before each put.
pub(super) async fn bring<A, B, P, W>(
    from: &A,
    to: &B,
    due: &[(String, u64)],
    carried: &Carried<'_, P, W>,
    before: &impl AsyncFn() -> Result<(), BackendError>,
) -> Result<(), SyncFailure>
where
    A: Backend,
    B: Backend,
    P: AsyncFn(),
    W: Fn(Carrying),
{
    let is_sending = carried.is_sending;
    let (at_source, at_goal) = sides(is_sending);
    let total = due.iter().map(|(_, bytes)| bytes).sum();
    let mut done = 0;
    let mut rest = due;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = |(_, more): &&(String, u64)| {
            let is_first = bytes == 0;
            bytes += more;
            is_first || bytes <= BYTES_AT_ONCE
        };
        let count = rest.iter().take_while(fits).count().max(1);
        let (now, later) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = later;
        let names: Vec<String> = now.iter().map(|(name, _)| name.clone()).collect();
        let found = from.read(&names).await.map_err(at_source)?;
        let mut documents = Vec::with_capacity(names.len());
        for (name, bytes) in names.into_iter().zip(found) {
            documents.push(checked(name, bytes).map_err(|problem| super::damaged(!is_sending, problem))?);
            (carried.pause)().await;
        }
        before().await.map_err(at_goal)?;
        to.put(&documents).await.map_err(at_goal)?;
        done += now.iter().map(|(_, bytes)| bytes).sum::<u64>();
        (carried.tell)(Carrying { is_sending, done, total });
        (carried.pause)().await;
    }
    Ok(())
}

/// What a failure of a place means.
type Meaning = fn(BackendError) -> SyncFailure;

/// What a failure of the source and of the goal mean.
fn sides(is_sending: bool) -> (Meaning, Meaning) {
    if is_sending {
        (SyncFailure::Local, SyncFailure::Remote)
    } else {
        (SyncFailure::Remote, SyncFailure::Local)
    }
}

fn checked(name: String, bytes: Option<Vec<u8>>) -> Result<Document, LoadProblem> {
    let bytes = bytes.ok_or_else(|| LoadProblem::missing(&name))?;
    verified(&name, &bytes)?;
    // INVARIANT: a verified document is text.
    Ok(Document { text: String::from_utf8(bytes).unwrap_or_default(), name })
}

/// Waits for a swap of the disk. One of which nobody knows whether it was done shows at the next comparison.
pub(super) async fn put<T>(swap: impl Future<Output = Result<T, BackendError>>) -> Result<T, SyncFailure> {
    swap.await.map_err(|error| {
        SyncFailure::Local(if error.is_uncertain() { BackendError::Conflict } else { error })
    })
}
