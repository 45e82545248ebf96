//! Both sides went on: the entries of the endpoint stand, and our unsent commands are decided anew after them.

use super::aside::{self, Aside};
use super::carry::put;
use super::fork::{entries, fork};
use super::{Carrying, Means, SyncFailure, Synced, fetch, of_local, surplus};
use crate::domain::event::Entry;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::formats::document::JournalEntry;
use crate::store::backend::{Backend, BackendError, Document, Swap};
use crate::store::failure::SaveFailure;
use crate::store::journal::SegmentShelf;
use crate::store::ledger::Ledger;
use crate::store::open::{absorb, over_ledger};
use crate::store::session::{Ask, Plan, Session};
use std::rc::Rc;

/// What becomes of our unsent entries.
struct Outcome {
    session: Session,
    swap: Swap,
    asides: Vec<Aside>,
}

/// Puts the entries of the endpoint first and our commands, as far as they still hold, after them. All of it is one
/// swap on disk.
pub(super) async fn rebase<L, R, P, T, W>(
    local: &L,
    remote: &R,
    here: &Ledger,
    there: &Ledger,
    means: &Means<'_, P, T, W>,
    sum: &mut Synced,
) -> Result<(), SyncFailure>
where
    L: Backend,
    R: Backend,
    P: AsyncFn(),
    T: Fn() -> Timestamp,
    W: Fn(Carrying),
{
    let keeper = fetch(local, remote, Some(here), there, means).await?;
    let common = fork(local, here, there).await?;
    if common == 0 {
        // The same id and not one entry in common: a copy that was founded anew under an old name.
        return Err(SyncFailure::OtherWorkspace(there.head.name.clone()));
    }
    let shelf = SegmentShelf::default();
    let ours = entries(local, &shelf, here, common + 1, u64::MAX).await.map_err(of_local)?;
    let theirs = entries(local, &shelf, there, common + 1, u64::MAX).await.map_err(of_local)?;
    let Outcome { session, mut swap, asides } = decide_anew(local, there, &ours, &theirs, means).await?;
    // Kept before the swap: what is set aside twice is seen once, and what is lost is lost.
    for aside in &asides {
        aside::keep(local, aside).await.map_err(SyncFailure::Local)?;
    }
    let mut drops = surplus(Some(here), session.ledger());
    drops.append(&mut swap.drops);
    swap.drops = drops;
    if swap.head.is_empty() {
        swap.head = session.ledger().head.to_text();
    }
    put(local.swap(Some(&here.tag), &swap)).await?;
    let _ = keeper.end(local).await;
    sum.received += theirs.len() as u64;
    sum.set_aside += asides.len() as u64;
    Ok(())
}

/// Opens the workspace as the endpoint has it and decides our commands on it, one after the other.
async fn decide_anew<L, P, T, W>(
    local: &L,
    there: &Ledger,
    ours: &[Rc<JournalEntry>],
    theirs: &[Rc<JournalEntry>],
    means: &Means<'_, P, T, W>,
) -> Result<Outcome, SyncFailure>
where
    L: Backend,
    P: AsyncFn(),
{
    let mut session = over_ledger(local, there.clone(), means.pause).await.map_err(of_local)?;
    session.share(true);
    let others: Vec<&Entry> = theirs.iter().map(|entry| entry.entry()).collect();
    let mut swap = Swap::default();
    let mut asides = Vec::new();
    for entry in ours {
        let (asked, entry) = (entry.asked(), entry.entry());
        if session.state().commands.contains(&entry.command) {
            continue;
        }
        let Some(command) = asked.clone() else {
            asides.push(Aside::new(entry, None, &others));
            continue;
        };
        let ask = Ask { id: entry.command.clone(), by: entry.by.clone(), at: entry.at, command };
        match session.prepare(&ask) {
            Ok(Plan::Done) => {}
            Ok(Plan::Write(prepared)) => {
                add(&mut swap, &prepared.0.swap);
                let tag = prepared.0.base.clone();
                session.accept(*prepared, tag).map_err(not_accepted)?;
                absorb(local, &mut session, means.pause, |_| ()).await.map_err(of_local)?;
            }
            // Somebody else did the same: there is nothing to deal with.
            Err(SaveFailure::Refused(Refusal::NothingToDo)) => {}
            Err(_) => asides.push(Aside::new(entry, asked, &others)),
        }
        (means.pause)().await;
    }
    Ok(Outcome { session, swap, asides })
}

fn not_accepted(failure: SaveFailure) -> SyncFailure {
    SyncFailure::Local(BackendError::Other(failure.to_string()))
}

/// Adds what one more commit changes: documents that one puts and a later one drops were never there.
fn add(sum: &mut Swap, more: &Swap) {
    sum.head.clone_from(&more.head);
    sum.requires.extend(more.requires.iter().cloned());
    for name in &more.drops {
        let before = sum.puts.len();
        sum.puts.retain(|put: &Document| put.name != *name);
        if sum.puts.len() == before {
            sum.drops.push(name.clone());
        }
    }
    sum.puts.extend(more.puts.iter().cloned());
}
