//! Keeps a workspace on disk in step with the same workspace at an endpoint.
//!
//! Both hold the same documents. One [`round`] compares the heads and does what is due:
//! * the endpoint is behind: what it lacks is put there, then its head is swapped;
//! * the disk is behind: what it lacks is fetched, then its head is swapped;
//! * both went on: the entries of the endpoint stand, and the commands that were kept only here are decided anew on
//!   what they leave. What no longer holds is set aside with both versions, and nothing is dropped silently.
//!
//! Every swap names the head that it replaces, so pages go on writing meanwhile; a round that was overtaken begins
//! anew. Documents go before heads: a broken round leaves nothing that anybody can see.

pub mod aside;
mod carry;
mod fork;
mod rebase;

use super::backend::{Backend, BackendError, Swap};
use super::failure::LoadFailure;
use super::import::ImportKeeper;
use super::ledger::Ledger;
use super::reader::read_ledger;
use crate::domain::ids::ImportId;
use crate::domain::time::Timestamp;
use crate::formats::document::{HEAD, Head, LoadProblem, Wrong};
use carry::{Carried, bring, missing, put};
use fork::holds;
use std::collections::HashSet;
use std::fmt;

/// How often a round begins anew because somebody wrote meanwhile.
const TRIES_MAX: usize = 8;

/// Why the two could not be brought in step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncFailure {
    /// The endpoint does not do what it is asked.
    Remote(BackendError),
    /// The disk does not do what it is asked.
    Local(BackendError),
    /// A document is damaged: at the endpoint, or here.
    Damaged {
        /// Whether it is the endpoint's.
        is_remote: bool,
        /// Which, and what is wrong.
        problem: LoadProblem,
    },
    /// The endpoint holds another workspace; its name.
    OtherWorkspace(String),
    /// A newer version wrote to one of the two: reload to get it.
    Newer,
    /// Others write again and again.
    Contended,
}

impl SyncFailure {
    /// Whether the next round may do better by itself.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Remote(error) => matches!(
                error,
                BackendError::ConnectionLost(_) | BackendError::Other(_) | BackendError::Conflict
            ),
            // A body that was cut off on its way looks like this too.
            Self::Damaged { is_remote, .. } => *is_remote,
            Self::Contended => true,
            Self::Local(_) | Self::OtherWorkspace(_) | Self::Newer => false,
        }
    }
}

impl fmt::Display for SyncFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remote(error) => write!(f, "at the endpoint: {error}"),
            Self::Local(error) => error.fmt(f),
            Self::Damaged { is_remote: true, problem } => write!(f, "at the endpoint: {problem}"),
            Self::Damaged { is_remote: false, problem } => problem.fmt(f),
            Self::OtherWorkspace(name) => write!(f, "the endpoint holds another workspace, `{name}`"),
            Self::Newer => f.write_str("a newer version wrote to the workspace"),
            Self::Contended => f.write_str("others write again and again"),
        }
    }
}

impl std::error::Error for SyncFailure {}

fn of_local(failure: LoadFailure) -> SyncFailure {
    match failure {
        LoadFailure::Backend(error) => SyncFailure::Local(error),
        LoadFailure::Document { problem, .. } => damaged(false, problem),
    }
}

fn of_remote(failure: LoadFailure) -> SyncFailure {
    match failure {
        LoadFailure::Backend(error) => SyncFailure::Remote(error),
        LoadFailure::Document { problem, .. } => damaged(true, problem),
    }
}

fn damaged(is_remote: bool, problem: LoadProblem) -> SyncFailure {
    match problem.what {
        Wrong::Newer { .. } => SyncFailure::Newer,
        _ => SyncFailure::Damaged { is_remote, problem },
    }
}

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// The number of the last entry that both hold.
    pub seq: u64,
    /// How many entries went to the endpoint.
    pub sent: u64,
    /// How many entries came from it.
    pub received: u64,
    /// How many commands were decided anew and set aside, because they no longer hold.
    pub set_aside: u64,
}

/// How far a round is with the documents that it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carrying {
    /// Whether they go to the endpoint.
    pub is_sending: bool,
    /// Bytes that are through.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
}

/// What a round needs besides the two places.
pub struct Means<'a, P, T, W> {
    /// Awaited between slices of work.
    pub pause: &'a P,
    /// Tells the present moment.
    pub now: &'a T,
    /// Hears how far it is.
    pub tell: &'a W,
    /// Marks documents on their way as alive; unique to this page.
    pub mark: &'a ImportId,
}

/// Brings the disk and the endpoint in step once. An empty place on either side is filled from the other.
///
/// # Errors
/// See [`SyncFailure`]; nothing that was acknowledged is lost by any of them, and the next round takes up from here.
pub async fn round<L, R, P, T, W>(
    local: &L,
    remote: &R,
    means: &Means<'_, P, T, W>,
) -> Result<Synced, SyncFailure>
where
    L: Backend,
    R: Backend,
    P: AsyncFn(),
    T: Fn() -> Timestamp,
    W: Fn(Carrying),
{
    let mut sum = Synced::default();
    for _ in 0..TRIES_MAX {
        let here = read_ledger(local, &[]).await.map_err(of_local)?;
        let there = read_ledger(remote, &[]).await.map_err(of_remote)?;
        match step(local, remote, here, there, means, &mut sum).await {
            Ok(true) => return Ok(sum),
            Ok(false) => {}
            Err(SyncFailure::Local(BackendError::Conflict) | SyncFailure::Remote(BackendError::Conflict)) => {
            }
            Err(failure) => return Err(failure),
        }
    }
    Err(SyncFailure::Contended)
}

/// One comparison and what follows from it; `true` when the two are in step.
async fn step<L, R, P, T, W>(
    local: &L,
    remote: &R,
    here: Option<Ledger>,
    there: Option<Ledger>,
    means: &Means<'_, P, T, W>,
    sum: &mut Synced,
) -> Result<bool, SyncFailure>
where
    L: Backend,
    R: Backend,
    P: AsyncFn(),
    T: Fn() -> Timestamp,
    W: Fn(Carrying),
{
    let (here, there) = match (here, there) {
        (None, None) => return Ok(true),
        (Some(here), None) => return send(local, remote, &here, None, means, sum).await,
        (None, Some(there)) => return receive(local, remote, None, &there, means, sum).await,
        (Some(here), Some(there)) => (here, there),
    };
    if here.head.workspace != there.head.workspace {
        return Err(SyncFailure::OtherWorkspace(there.head.name));
    }
    let (mine, theirs) = (here.head.last(), there.head.last());
    if mine == theirs {
        sum.seq = mine.seq;
        return Ok(true);
    }
    if here.is_foreign() || there.is_foreign() {
        return Err(SyncFailure::Newer);
    }
    if holds(local, &here, theirs).await.map_err(of_local)? {
        return send(local, remote, &here, Some(&there), means, sum).await;
    }
    if holds(remote, &there, mine).await.map_err(of_remote)? {
        return receive(local, remote, Some(&here), &there, means, sum).await;
    }
    rebase::rebase(local, remote, &here, &there, means, sum).await?;
    // The commands that still hold are on disk after theirs; the next comparison sends them.
    Ok(false)
}

/// Puts at the endpoint what it lacks and swaps its head.
async fn send<L, R, P, T, W>(
    local: &L,
    remote: &R,
    here: &Ledger,
    there: Option<&Ledger>,
    means: &Means<'_, P, T, W>,
    sum: &mut Synced,
) -> Result<bool, SyncFailure>
where
    L: Backend,
    R: Backend,
    P: AsyncFn(),
    W: Fn(Carrying),
{
    let carried = Carried { is_sending: true, tell: means.tell, pause: means.pause };
    let due = missing(here, there);
    bring(local, remote, &due, &carried, &async || Ok(())).await?;
    let stored = local.head().await.map_err(SyncFailure::Local)?;
    let Some(stored) = stored.filter(|stored| stored.tag == here.tag) else { return Ok(false) };
    let change = Swap { head: text_of(stored.bytes, false)?, drops: surplus(there, here), ..Swap::default() };
    let expected = there.map(|there| &there.tag);
    remote.swap(expected, &change).await.map_err(SyncFailure::Remote)?;
    let last = here.head.last().seq;
    sum.sent += last - there.map_or(0, |there| there.head.last().seq);
    sum.seq = last;
    Ok(true)
}

/// Fetches from the endpoint what is missing here and swaps the head.
async fn receive<L, R, P, T, W>(
    local: &L,
    remote: &R,
    here: Option<&Ledger>,
    there: &Ledger,
    means: &Means<'_, P, T, W>,
    sum: &mut Synced,
) -> Result<bool, SyncFailure>
where
    L: Backend,
    R: Backend,
    P: AsyncFn(),
    T: Fn() -> Timestamp,
    W: Fn(Carrying),
{
    let keeper = fetch(local, remote, here, there, means).await?;
    let stored = remote.head().await.map_err(SyncFailure::Remote)?;
    let Some(stored) = stored.filter(|stored| stored.tag == there.tag) else { return Ok(false) };
    let change = Swap { head: text_of(stored.bytes, true)?, drops: surplus(here, there), ..Swap::default() };
    put(local.swap(here.map(|here| &here.tag), &change)).await?;
    let _ = keeper.end(local).await;
    let last = there.head.last().seq;
    sum.received += last - here.map_or(0, |here| here.head.last().seq);
    sum.seq = last;
    Ok(true)
}

/// Fetches the documents that the endpoint lists and the disk lacks, marked as alive until the keeper ends.
async fn fetch<L, R, P, T, W>(
    local: &L,
    remote: &R,
    here: Option<&Ledger>,
    there: &Ledger,
    means: &Means<'_, P, T, W>,
) -> Result<ImportKeeper, SyncFailure>
where
    L: Backend,
    R: Backend,
    P: AsyncFn(),
    T: Fn() -> Timestamp,
    W: Fn(Carrying),
{
    let keeper = ImportKeeper::begin(local, means.mark, (means.now)()).await.map_err(SyncFailure::Local)?;
    let carried = Carried { is_sending: false, tell: means.tell, pause: means.pause };
    let mark = async || keeper.mark(local, (means.now)()).await;
    bring(remote, local, &missing(there, here), &carried, &mark).await?;
    Ok(keeper)
}

/// The documents of one ledger that another does not name any more.
fn surplus(old: Option<&Ledger>, new: &Ledger) -> Vec<String> {
    let kept: HashSet<&String> = new.names().collect();
    old.into_iter().flat_map(Ledger::names).filter(|name| !kept.contains(name)).cloned().collect()
}

/// The text of a head that was read once more: this answer may be cut off although the first one was whole.
fn text_of(bytes: Vec<u8>, is_remote: bool) -> Result<String, SyncFailure> {
    Head::read(&bytes).map_err(|problem| damaged(is_remote, problem))?;
    let problem = || LoadProblem { document: HEAD.to_owned(), what: Wrong::NotText };
    String::from_utf8(bytes).map_err(|_| SyncFailure::Damaged { is_remote, problem: problem() })
}
