//! The desk of a page: commands come in, one after the other goes to disk, and everybody may read meanwhile.
//!
//! A command waits until the one before it is durable, because it is decided on the state that the other leaves. One
//! task drives [`Desk::run`]; every other part of the page holds a clone and never waits on a lock.

use super::backend::{Backend, BackendError, Keeping};
use super::failure::{LoadFailure, SaveFailure};
use super::import;
use super::journal::{SegmentShelf, Wanted};
use super::news::{self, NoNews};
use super::open::{absorb_into, open};
use super::records::RecordShelf;
use super::session::{Ask, Plan, Session};
use crate::domain::ids::{CommandId, IncidentId};
use crate::domain::record::IncidentRecord;
use crate::domain::time::Timestamp;
use crate::formats::document::JournalEntry;
use futures_channel::oneshot;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// How often a command is decided anew because somebody else was first, before the desk gives up.
const ATTEMPTS_MAX: u32 = 16;
/// How often a write is tried again after the connection broke and reading showed that it was not done.
const BREAKS_MAX: u32 = 2;

/// Whether work is safe.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveStatus {
    /// All that was acknowledged is kept, and nothing waits.
    Saved,
    /// A command is on its way.
    Saving,
    /// The last command could not be kept.
    NotSaved(SaveFailure),
}

/// What a listener hears.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The session's revision.
    pub revision: u64,
    /// Whether work is safe.
    pub status: SaveStatus,
    /// Whether the page itself has just written, so that other pages should be told.
    pub wrote: bool,
}

enum Job {
    Command(Box<Ask>, oneshot::Sender<Result<(), SaveFailure>>),
    Follow(oneshot::Sender<Result<(), SaveFailure>>),
}

type Listener = Rc<dyn Fn(&Change)>;

/// What became of a command that was handed to another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relayed {
    /// The other page has kept it.
    Kept,
    /// No other page writes for this one, or it did not keep it: this one is to try.
    Alone,
}

type Relay = Rc<dyn Fn(Ask) -> Pin<Box<dyn Future<Output = Relayed>>>>;

struct Room {
    session: Session,
    /// How the last write ended.
    settled: SaveStatus,
    /// Whether a command is on its way.
    saving: bool,
    jobs: VecDeque<Job>,
    runner: Option<Waker>,
    closed: bool,
}

struct Inner<B> {
    backend: B,
    room: RefCell<Room>,
    listeners: RefCell<Vec<Listener>>,
    relay: RefCell<Option<Relay>>,
    segments: SegmentShelf,
    records: RecordShelf,
}

/// The desk of an open workspace. Clones are the same desk.
pub struct Desk<B>(Rc<Inner<B>>);

impl<B> Clone for Desk<B> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<B: Backend> Desk<B> {
    /// The desk of a session over the place that it was opened from.
    pub fn new(backend: B, session: Session) -> Self {
        let room = Room {
            session,
            settled: SaveStatus::Saved,
            saving: false,
            jobs: VecDeque::new(),
            runner: None,
            closed: false,
        };
        Self(Rc::new(Inner {
            backend,
            room: RefCell::new(room),
            listeners: RefCell::default(),
            relay: RefCell::default(),
            segments: SegmentShelf::default(),
            records: RecordShelf::default(),
        }))
    }

    /// The place.
    pub fn backend(&self) -> &B {
        &self.0.backend
    }

    /// Reads the session. The closure must not call the desk again.
    pub fn read<R>(&self, look: impl FnOnce(&Session) -> R) -> R {
        look(&self.0.room.borrow().session)
    }

    /// Says whether the workspace is shared over an endpoint; see [`Session::share`].
    pub fn share(&self, is_shared: bool) {
        self.0.room.borrow_mut().session.share(is_shared);
    }

    /// Whether work is safe.
    pub fn status(&self) -> SaveStatus {
        let room = self.0.room.borrow();
        if room.saving || room.jobs.iter().any(|job| matches!(job, Job::Command(..))) {
            return SaveStatus::Saving;
        }
        room.settled.clone()
    }

    /// What "saved" is worth in this place.
    pub fn keeping(&self) -> Keeping {
        self.0.backend.keeping()
    }

    /// Calls the listener after every change, for as long as the desk lives. It may read the desk and hand in jobs.
    pub fn on_change(&self, listener: impl Fn(&Change) + 'static) {
        self.0.listeners.borrow_mut().push(Rc::new(listener));
    }

    /// Hands every further command to another page first, which may write it.
    pub fn relay(&self, relay: impl Fn(Ask) -> Pin<Box<dyn Future<Output = Relayed>>> + 'static) {
        *self.0.relay.borrow_mut() = Some(Rc::new(relay));
    }

    /// Hands a command in. The answer comes when the command is kept, or when it is clear that it is not. Dropping
    /// the answer does not take the command back.
    pub fn send(&self, ask: Ask) -> impl Future<Output = Result<(), SaveFailure>> + use<B> {
        let (answer, waiting) = oneshot::channel();
        self.hand_in(Job::Command(Box::new(ask), answer));
        async { waiting.await.unwrap_or(Err(SaveFailure::Closed)) }
    }

    /// Takes in what other pages wrote.
    pub fn follow(&self) -> impl Future<Output = Result<(), SaveFailure>> + use<B> {
        let (answer, waiting) = oneshot::channel();
        self.hand_in(Job::Follow(answer));
        async { waiting.await.unwrap_or(Err(SaveFailure::Closed)) }
    }

    /// Takes no more jobs; [`Desk::run`] ends when those that wait are done.
    pub fn close(&self) {
        let mut room = self.0.room.borrow_mut();
        room.closed = true;
        if let Some(runner) = room.runner.take() {
            runner.wake();
        }
    }

    /// The entries that speak of an incident, oldest first.
    ///
    /// # Errors
    /// The place does not answer, or a segment is damaged.
    pub async fn history(&self, incident: &IncidentId) -> Result<Vec<Rc<JournalEntry>>, LoadFailure> {
        let wanted = self.read(|session| session.history(incident.as_str()));
        self.entries(wanted).await
    }

    /// At most `count` entries of the journal from number `first` on.
    ///
    /// # Errors
    /// The place does not answer, or a segment is damaged.
    pub async fn window(&self, first: u64, count: u64) -> Result<Vec<Rc<JournalEntry>>, LoadFailure> {
        let wanted = self.read(|session| session.window(first, count));
        self.entries(wanted).await
    }

    async fn entries(&self, wanted: Wanted) -> Result<Vec<Rc<JournalEntry>>, LoadFailure> {
        self.0.segments.read(&self.0.backend, wanted).await
    }

    /// The whole record of an incident; `None` when there is no such incident. Its alerts are those that an import knew
    /// last, which may be an earlier one.
    ///
    /// # Errors
    /// The place does not answer, or the batch is damaged.
    pub async fn record(&self, incident: &IncidentId) -> Result<Option<Rc<IncidentRecord>>, LoadFailure> {
        let id = incident.as_str();
        let (place, alerts) = self.read(|session| (session.place_of(id), session.alerts_place_of(id)));
        let Some((batch, index)) = place else { return Ok(None) };
        let record = self.0.records.read(&self.0.backend, &batch, index).await?;
        let Some((batch, index)) = alerts else { return Ok(Some(record)) };
        let with_alerts = self.0.records.read(&self.0.backend, &batch, index).await?;
        let mut whole = Rc::unwrap_or_clone(record);
        whole.alerts.clone_from(&with_alerts.alerts);
        Ok(Some(Rc::new(whole)))
    }

    /// The record with this number in a batch that is kept, named by the journal or not yet.
    ///
    /// # Errors
    /// The place does not answer, or the batch is damaged or missing.
    pub async fn record_in(&self, batch: &str, index: u32) -> Result<Rc<IncidentRecord>, LoadFailure> {
        self.0.records.read(&self.0.backend, batch, index).await
    }

    /// Removes what nothing names any more, such as batches of an import that was broken off. Answers how much.
    ///
    /// # Errors
    /// The place does not answer; what is left is no harm.
    pub async fn tidy(&self, now: Timestamp) -> Result<usize, LoadFailure> {
        import::sweep(&self.0.backend, now).await
    }

    /// Does the jobs in the order in which they came. One task of the page drives this; it ends after
    /// [`Desk::close`]. `pause` is awaited between slices of work.
    pub async fn run(&self, pause: &impl AsyncFn()) {
        while let Some(job) = self.next_job().await {
            match job {
                Job::Command(ask, answer) => {
                    self.0.room.borrow_mut().saving = true;
                    self.tell(false);
                    let is_relayed = self.is_relayed(&ask, pause).await;
                    let outcome = if is_relayed { Ok(()) } else { self.save(&ask, pause).await };
                    self.settle(&outcome);
                    self.tell(outcome.is_ok() && !is_relayed);
                    // Nobody may be waiting any more.
                    let _ = answer.send(outcome);
                }
                Job::Follow(answer) => {
                    let outcome = self.catch_up(pause).await;
                    self.tell(false);
                    let _ = answer.send(outcome);
                }
            }
        }
    }

    /// Whether another page has kept the command. What it says is believed only when the place shows it.
    async fn is_relayed(&self, ask: &Ask, pause: &impl AsyncFn()) -> bool {
        let relay = self.0.relay.borrow().clone();
        let Some(relay) = relay else { return false };
        if relay(ask.clone()).await == Relayed::Alone {
            return false;
        }
        self.catch_up(pause).await.is_ok() && self.knows(&ask.id)
    }

    /// Notes how a command ended. A refused one was not to be written, so it says nothing about the storage.
    fn settle(&self, outcome: &Result<(), SaveFailure>) {
        let mut room = self.0.room.borrow_mut();
        room.saving = false;
        match outcome {
            Ok(()) => room.settled = SaveStatus::Saved,
            Err(failure) if failure.is_of_storage() => room.settled = SaveStatus::NotSaved(failure.clone()),
            Err(_) => {}
        }
    }

    fn hand_in(&self, job: Job) {
        let mut room = self.0.room.borrow_mut();
        if room.closed {
            return;
        }
        room.jobs.push_back(job);
        if let Some(runner) = room.runner.take() {
            runner.wake();
        }
    }

    async fn next_job(&self) -> Option<Job> {
        poll_fn(|context| {
            let mut room = self.0.room.borrow_mut();
            match room.jobs.pop_front() {
                Some(job) => Poll::Ready(Some(job)),
                None if room.closed => Poll::Ready(None),
                None => {
                    room.runner = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }

    /// Decides, writes and applies one command. When somebody else was first it is decided anew on what they left;
    /// when nobody knows whether a write was done, the place is asked.
    async fn save(&self, ask: &Ask, pause: &impl AsyncFn()) -> Result<(), SaveFailure> {
        let mut overtaken = false;
        let mut breaks = 0;
        for _ in 0..ATTEMPTS_MAX {
            let plan = self.read(|session| session.prepare(ask)).map_err(|failure| match failure {
                SaveFailure::Refused(refusal) if overtaken => SaveFailure::Overtaken(refusal),
                other => other,
            })?;
            let Plan::Write(prepared) = plan else { return Ok(()) };
            let error = match prepared.write(&self.0.backend).await {
                Ok(tag) => {
                    self.0.room.borrow_mut().session.accept(*prepared, tag)?;
                    // The command is kept. Batches that could not be read now are tried again with the next job.
                    let _ = self.absorb(pause).await;
                    return Ok(());
                }
                Err(error) => error,
            };
            if error == BackendError::Conflict {
                self.catch_up(pause).await?;
                overtaken = true;
            } else if error.is_uncertain() {
                breaks += 1;
                self.catch_up(pause).await.map_err(|_| SaveFailure::from(error.clone()))?;
                if breaks > BREAKS_MAX && !self.knows(&ask.id) {
                    return Err(error.into());
                }
            } else {
                return Err(error.into());
            }
        }
        Err(SaveFailure::Contended)
    }

    fn knows(&self, command: &CommandId) -> bool {
        self.read(|session| session.state().commands.contains(command))
    }

    async fn catch_up(&self, pause: &impl AsyncFn()) -> Result<(), SaveFailure> {
        let standing = self.read(Session::standing);
        match news::read(&self.0.backend, standing).await {
            Ok(news) => self.0.room.borrow_mut().session.catch_up(news),
            Err(NoNews::Diverged) => return self.reopen(pause).await,
            Err(NoNews::Failed(failure)) => return Err(failure.into()),
        }
        self.absorb(pause).await
    }

    /// Opens the workspace again, because its history was replaced: unsent commands were put behind those of somebody
    /// else. A place that holds another workspace now is left alone.
    async fn reopen(&self, pause: &impl AsyncFn()) -> Result<(), SaveFailure> {
        let opened = open(&self.0.backend, pause, |_| ()).await?;
        let ours = |session: &Session| self.read(|known| known.workspace() == session.workspace());
        let session = opened.filter(ours).ok_or(SaveFailure::Diverged)?;
        self.0.room.borrow_mut().session.replace(session);
        Ok(())
    }

    /// Takes the incidents of new batches into the catalogue, one batch at a time. What is on disk is on disk: a
    /// batch that cannot be read is a problem of the session and not a failure of the command.
    async fn absorb(&self, pause: &impl AsyncFn()) -> Result<(), SaveFailure> {
        let mut absorbed = false;
        let reach = |act: &mut dyn FnMut(&mut Session)| act(&mut self.0.room.borrow_mut().session);
        let outcome = absorb_into(&self.0.backend, &reach, pause, &mut |_| absorbed = true).await;
        if absorbed {
            self.0.room.borrow_mut().session.touch();
        }
        Ok(outcome?)
    }

    pub(super) fn note_kept(&self, mark: String) {
        self.0.room.borrow_mut().session.note_kept(mark);
    }

    fn tell(&self, wrote: bool) {
        let change = Change { revision: self.read(Session::revision), status: self.status(), wrote };
        // A listener may add another one, so the list is not held while they are called.
        let listeners = self.0.listeners.borrow().clone();
        listeners.iter().for_each(|listener| listener(&change));
    }
}
