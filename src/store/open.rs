//! Opening a workspace: its journal is replayed, then the incidents of its imports are taken into the catalogue.

use super::backend::{Backend, Tag};
use super::both::both;
use super::failure::{LoadFailure, SaveFailure};
use super::ledger::Ledger;
use super::marks::{bring_back, kept_catalogue};
use super::reader::{is_segment, read_ledger, read_sealed};
use super::records::{cached_briefs, contents_of};
use super::session::{Batch, Session};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{CommandId, WorkspaceId};
use crate::domain::people::Actor;
use crate::domain::time::Timestamp;
use crate::formats::document::{Head, LoadProblem, Position};
use std::cell::RefCell;
use std::collections::HashSet;
use std::pin::Pin;
use std::rc::Rc;

/// How many caches of briefs are read at once: some 4 MB.
const BATCHES_AT_ONCE: usize = 16;

/// How far opening is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Entries and records taken in so far.
    pub done: u64,
    /// Entries and records in all.
    pub total: u64,
}

/// Opens the workspace of a place; `None` when there is none.
///
/// `pause` is awaited between slices of work of a few milliseconds, so that a page can draw; `progress` hears how
/// far it is. A batch that is damaged does not keep the rest from opening: see [`Session::problems`].
///
/// # Errors
/// The place does not answer, or the journal is damaged.
pub async fn open<B: Backend>(
    backend: &B,
    pause: &impl AsyncFn(),
    mut progress: impl FnMut(Progress),
) -> Result<Option<Session>, LoadFailure> {
    let Some(ledger) = read_ledger(backend, &[]).await? else { return Ok(None) };
    // Through a pointer: a first visit has nothing to open, and need not load the code that does.
    let opening: Opening<'_> = Box::pin(open_ledger(backend, ledger, pause, &mut progress));
    opening.await.map(Some)
}

/// A session that is being opened.
type Opening<'a> = Pin<Box<dyn Future<Output = Result<Session, LoadFailure>> + 'a>>;

/// A session over documents that are in a place already, although its head may still be another one.
///
/// # Errors
/// As for [`open`].
pub(super) async fn over_ledger<B: Backend>(
    backend: &B,
    ledger: Ledger,
    pause: &impl AsyncFn(),
) -> Result<Session, LoadFailure> {
    open_ledger(backend, ledger, pause, &mut |_| ()).await
}

async fn open_ledger<B: Backend>(
    backend: &B,
    ledger: Ledger,
    pause: &impl AsyncFn(),
    progress: &mut impl FnMut(Progress),
) -> Result<Session, LoadFailure> {
    let total = ledger.head.last().seq
        + ledger.listings().filter(|listing| !is_segment(listing)).map(|listing| listing.count).sum::<u64>();
    let mut session = replay(backend, ledger, pause, &mut |done| progress(Progress { done, total })).await?;
    let (there, kept) = both(backend.names(), kept_catalogue(backend, &session)).await;
    note_missing(there?, &mut session);
    if let Some(kept) = kept {
        bring_back(&mut session, &kept);
    }
    let mut done = session.last_seq();
    let each = |records: u32| {
        done += u64::from(records);
        progress(Progress { done, total });
    };
    absorb(backend, &mut session, pause, each).await?;
    Ok(session)
}

/// Takes the incidents of batches that the journal names and that are not in the catalogue yet into it, one batch at a
/// time; `each` hears how many records a batch has. To be called after [`Session::accept`] or [`Session::catch_up`]
/// where no [`super::desk::Desk`] does it.
///
/// # Errors
/// The place does not answer; the rest is taken in at the next call.
pub async fn absorb<B: Backend>(
    backend: &B,
    session: &mut Session,
    pause: &impl AsyncFn(),
    mut each: impl FnMut(u32),
) -> Result<(), LoadFailure> {
    let reached = RefCell::new(&mut *session);
    absorb_into(backend, &|act| act(&mut reached.borrow_mut()), pause, &mut each).await?;
    session.touch();
    Ok(())
}

/// The same for a session that may only be held for a moment at a time.
pub(super) async fn absorb_into<B: Backend>(
    backend: &B,
    reach: &impl Fn(&mut dyn FnMut(&mut Session)),
    pause: &impl AsyncFn(),
    each: &mut impl FnMut(u32),
) -> Result<(), LoadFailure> {
    loop {
        let mut batches = Vec::new();
        reach(&mut |session| batches = session.next_batches(BATCHES_AT_ONCE));
        if batches.is_empty() {
            return Ok(());
        }
        let wanted: Vec<&Batch> = batches.iter().map(|(_, batch)| batch).collect();
        let cached = cached_briefs(backend, &wanted).await;
        for ((number, batch), cached) in batches.iter().zip(cached) {
            let mut contents = Some(contents_of(backend, batch, cached).await);
            let mut outcome = Ok(());
            reach(&mut |session| {
                if let Some(contents) = contents.take() {
                    outcome = session.absorb(*number, batch, contents);
                }
            });
            outcome?;
            each(batch.batch.records);
            pause().await;
        }
    }
}

async fn replay<B: Backend>(
    backend: &B,
    ledger: Ledger,
    pause: &impl AsyncFn(),
    progress: &mut impl FnMut(u64),
) -> Result<Session, LoadFailure> {
    let mut session = Session::over(ledger.clone());
    let each = |entries: Vec<_>, is_newer: bool| {
        entries.iter().for_each(|entry| session.replay(entry));
        if is_newer {
            session.note_newer();
        }
        progress(session.state().seq);
    };
    read_sealed(backend, &ledger, Position::START, pause, each).await?;
    ledger.head.tail.iter().for_each(|entry| session.replay(entry));
    Ok(session)
}

/// Notes the batches that are listed and not there. Their briefs may be cached all the same, so that nobody would
/// notice before a record is wanted.
fn note_missing(there: Option<Vec<String>>, session: &mut Session) {
    let Some(there) = there else { return };
    let there: HashSet<String> = there.into_iter().collect();
    let listed = session.ledger().listings().map(|listing| &listing.name);
    let missing: Vec<LoadProblem> =
        listed.filter(|name| !there.contains(*name)).map(|name| LoadProblem::missing(name)).collect();
    session.note_problems(missing);
}

/// How a workspace begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Founding {
    /// The id of the workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: String,
    /// The id of the command.
    pub command: CommandId,
    /// Who founds it.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// A workspace without documents, and its first entry.
pub(super) fn beginning(founding: Founding) -> (Ledger, Entry) {
    let Founding { workspace, name, command, by, at } = founding;
    let head = Head::new(workspace.clone(), name.clone());
    let nothing = Ledger { head, tag: Tag(String::new()), pieces: Vec::new() };
    let events = vec![Event::WorkspaceCreated { id: workspace, name }];
    (nothing, Entry { seq: 1, at, by, command, events })
}

/// Founds a workspace in an empty place.
///
/// # Errors
/// [`SaveFailure::Contended`] when there is one already; else what the place says.
pub async fn create<B: Backend>(backend: &B, founding: Founding) -> Result<Session, SaveFailure> {
    let command = founding.command.clone();
    let (nothing, entry) = beginning(founding);
    let commit = nothing.plan(entry, None).map_err(|error| SaveFailure::Other(error.to_string()))?;
    match backend.swap(None, &commit.swap).await {
        Ok(tag) => {
            let entry = Rc::clone(&commit.entry);
            let mut ledger = nothing;
            ledger.take(commit, tag);
            let mut session = Session::over(ledger);
            session.replay(&entry);
            session.touch();
            Ok(session)
        }
        Err(error) if error.is_uncertain() => {
            let opened = open(backend, &async || (), |_| ()).await;
            let opened = opened.ok().flatten().filter(|session| session.state().commands.contains(&command));
            opened.ok_or_else(|| error.into())
        }
        Err(error) => Err(error.into()),
    }
}
