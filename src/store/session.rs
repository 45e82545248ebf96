//! An open workspace: its state, and how a command becomes an entry on disk.
//!
//! A command takes three steps, so that views read the state while a write is under way: [`Session::prepare`] decides
//! and plans and changes nothing, [`Prepared::write`] writes and borrows nothing of the session, [`Session::accept`]
//! applies what is on disk. [`super::desk::Desk`] walks them in order for a page.

use super::backend::{Backend, BackendError, Tag};
use super::failure::{LoadFailure, ReadOnly, SaveFailure};
use super::journal::{JournalIndex, Wanted};
use super::kept::Kept;
use super::ledger::{Commit, Ledger};
use super::news::{News, Standing};
use super::records::Contents;
use crate::domain::apply::apply;
use crate::domain::catalogue::Place;
use crate::domain::command::Command;
use crate::domain::decide::decide;
use crate::domain::estate::Run;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{CommandId, ImportId, WorkspaceId};
use crate::domain::imports::{BatchRef, ImportKind};
use crate::domain::people::Actor;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::formats::document::{JournalEntry, LoadProblem};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::rc::Rc;

/// A command with its signature. Sent twice with the same id it acts once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// Its id, minted where the person acted.
    pub id: CommandId,
    /// Who asks.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// For what.
    pub command: Command,
}

/// How many of the newest entries are kept at hand for readers that bring themselves up to date: more than come
/// between two looks of a page.
const RECENT_ENTRIES_MAX: usize = 256;

/// Commands as lines of JSON, to be taken along where they could not be saved.
pub fn lines_of(asks: &[Ask]) -> String {
    asks.iter().filter_map(|ask| serde_json::to_string(ask).ok()).collect::<Vec<_>>().join("\n")
}

/// An open workspace.
#[derive(Debug)]
pub struct Session {
    state: State,
    ledger: Ledger,
    index: JournalIndex,
    revision: u64,
    /// How often the history was replaced by another one.
    epoch: u64,
    is_newer: bool,
    is_shared: bool,
    batches: Vec<Batch>,
    batches_absorbed: usize,
    /// Of so many batches the incidents were brought back at once.
    batches_brought: usize,
    /// The mark of the catalogue that is kept among the caches.
    kept: Option<String>,
    /// The newest entries, sealed or not.
    recent: VecDeque<Rc<JournalEntry>>,
    problems: Vec<LoadProblem>,
}

/// A batch that the journal names; its number is its place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) batch: BatchRef,
    pub(super) kind: ImportKind,
    /// The import that brought it.
    pub(super) run: Run,
    /// Its id.
    pub(super) import: ImportId,
}

/// What becomes of a command.
#[derive(Clone, Debug)]
pub enum Plan {
    /// It is to be written.
    Write(Box<Prepared>),
    /// A command with this id is in the journal already.
    Done,
}

/// A decided command on its way to disk.
#[derive(Clone, Debug)]
pub struct Prepared(pub(super) Commit);

impl Prepared {
    /// Writes the command and answers the tag of the new head, which [`Session::accept`] wants.
    ///
    /// # Errors
    /// What the place says; after an uncertain one the command may be there all the same.
    pub async fn write<B: Backend>(&self, backend: &B) -> Result<Tag, BackendError> {
        backend.swap(Some(&self.0.base), &self.0.swap).await
    }

    /// The entry that is written.
    pub fn entry(&self) -> &Rc<JournalEntry> {
        &self.0.entry
    }
}

/// How an entry is planned: alone, or as one of many.
type Planning = fn(&Ledger, Entry, Option<&Command>) -> Result<Commit, serde_json::Error>;

impl Session {
    /// A session over documents whose entries are still to be replayed.
    pub(super) fn over(ledger: Ledger) -> Self {
        Self {
            state: State::default(),
            is_newer: ledger.head.is_newer(),
            is_shared: false,
            ledger,
            index: JournalIndex::default(),
            revision: 0,
            epoch: 0,
            batches: Vec::new(),
            batches_absorbed: 0,
            batches_brought: 0,
            kept: None,
            recent: VecDeque::new(),
            problems: Vec::new(),
        }
    }

    /// The state as of the last entry that is on disk.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Goes up whenever the state has changed.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Goes up when the history was replaced by another one, so that whatever was derived step by step is to be made
    /// anew.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Takes the place of a session whose history is not that of the place any more.
    pub(super) fn replace(&mut self, mut other: Self) {
        other.revision = self.revision;
        other.epoch = self.epoch + 1;
        other.is_shared = self.is_shared;
        *self = other;
        self.touch();
    }

    /// The id of the workspace.
    pub fn workspace(&self) -> &WorkspaceId {
        &self.ledger.head.workspace
    }

    /// The name of the workspace.
    pub fn name(&self) -> &str {
        &self.ledger.head.name
    }

    /// Why nothing can be written, when it cannot.
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.is_newer.then_some(ReadOnly::NewerVersion)
    }

    /// Says whether the workspace is shared over an endpoint: its entries then keep the commands they came from, which
    /// are decided anew where somebody else was first.
    pub fn share(&mut self, is_shared: bool) {
        self.is_shared = is_shared;
    }

    /// Whether the workspace is shared over an endpoint.
    pub fn is_shared(&self) -> bool {
        self.is_shared
    }

    /// The number of the last entry.
    pub fn last_seq(&self) -> u64 {
        self.ledger.head.last().seq
    }

    /// The entries that speak of an incident, oldest first; [`super::journal::SegmentShelf`] reads them.
    pub fn history(&self, incident: &str) -> Wanted {
        Wanted::locate(&self.ledger, self.index.of_incident(incident))
    }

    /// At most `count` entries from number `first` on.
    pub fn window(&self, first: u64, count: u64) -> Wanted {
        let last = first.saturating_add(count).saturating_sub(1).min(self.last_seq());
        Wanted::locate(&self.ledger, &(first.max(1)..=last).collect::<Vec<_>>())
    }

    /// The batch that holds the whole record of an incident, and its number in it.
    pub fn place_of(&self, incident: &str) -> Option<(String, u32)> {
        self.named(self.state.catalogue.find(incident)?.place())
    }

    /// The batch and number of the record that has the incident's alerts, where the record of [`Session::place_of`]
    /// came without them.
    pub fn alerts_place_of(&self, incident: &str) -> Option<(String, u32)> {
        let known = self.state.catalogue.find(incident)?;
        let place = known.alerts_place();
        if place == known.place() { None } else { self.named(place) }
    }

    fn named(&self, Place { batch, index }: Place) -> Option<(String, u32)> {
        Some((self.batches.get(batch as usize)?.batch.name.clone(), index))
    }

    /// What is wrong with documents without which the rest could be opened: incidents of these batches are missing,
    /// or are there without their whole records.
    pub fn problems(&self) -> &[LoadProblem] {
        &self.problems
    }

    /// The entries after number `seq`, when they are still at hand; `None` when they reach further back.
    pub fn since(&self, seq: u64) -> Option<Vec<Rc<JournalEntry>>> {
        let newer = self.recent.partition_point(|entry| entry.entry().seq <= seq);
        let entries: Vec<_> = self.recent.iter().skip(newer).cloned().collect();
        let reaches = entries
            .first()
            .map_or(seq >= self.last_seq(), |first| first.entry().seq <= seq.saturating_add(1));
        reaches.then_some(entries)
    }

    /// Decides a command and plans its commit. Changes nothing.
    ///
    /// # Errors
    /// A rule says no, or the workspace can only be read.
    pub fn prepare(&self, ask: &Ask) -> Result<Plan, SaveFailure> {
        self.prepare_by(ask, Ledger::plan)
    }

    /// The same for one of many commands that are written together.
    pub(super) fn prepare_unlisted(&self, ask: &Ask) -> Result<Plan, SaveFailure> {
        self.prepare_by(ask, Ledger::plan_unlisted)
    }

    fn prepare_by(&self, ask: &Ask, plan: Planning) -> Result<Plan, SaveFailure> {
        if self.state.commands.contains(&ask.id) {
            return Ok(Plan::Done);
        }
        if let Some(reason) = self.read_only() {
            return Err(SaveFailure::ReadOnly(reason));
        }
        let events = decide(&self.state, &ask.command, &ask.by, ask.at).map_err(SaveFailure::Refused)?;
        let seq = self.last_seq().saturating_add(1);
        let entry = Entry { seq, at: ask.at, by: ask.by.clone(), command: ask.id.clone(), events };
        let asked = self.is_shared.then_some(&ask.command);
        let commit =
            plan(&self.ledger, entry, asked).map_err(|error| SaveFailure::Other(error.to_string()))?;
        Ok(Plan::Write(Box::new(Prepared(commit))))
    }

    /// Applies a command that is on disk.
    ///
    /// # Errors
    /// [`SaveFailure::Diverged`]: the session has moved on since the command was prepared, which it must not.
    pub fn accept(&mut self, prepared: Prepared, tag: Tag) -> Result<(), SaveFailure> {
        let Prepared(commit) = prepared;
        if commit.base != self.ledger.tag {
            return Err(SaveFailure::Diverged);
        }
        let entry = Rc::clone(&commit.entry);
        self.ledger.take(commit, tag);
        self.replay(&entry);
        self.touch();
        Ok(())
    }

    /// Where the session stands, for [`super::news::read`].
    pub fn standing(&self) -> Standing {
        Standing { ledger: self.ledger.clone() }
    }

    /// Takes in what others wrote.
    pub fn catch_up(&mut self, news: News) {
        if news.entries.is_empty() && news.ledger.tag == self.ledger.tag {
            return;
        }
        self.is_newer |= news.is_newer || news.ledger.head.is_newer();
        self.ledger = news.ledger;
        news.entries.iter().for_each(|entry| self.replay(entry));
        self.touch();
    }

    /// Applies an entry of the journal and indexes it.
    pub(super) fn replay(&mut self, entry: &Rc<JournalEntry>) {
        let imports_before = self.state.imports.len();
        apply(&mut self.state, entry.entry());
        self.index.note(entry.entry());
        if self.recent.len() >= RECENT_ENTRIES_MAX {
            self.recent.pop_front();
        }
        self.recent.push_back(Rc::clone(entry));
        for ((import, ..), run) in self.state.imports.iter().zip(&self.state.runs).skip(imports_before) {
            let batch_of = |batch: &BatchRef| {
                let kind = batch.kind.unwrap_or(import.kind);
                Batch { batch: batch.clone(), kind, run: *run, import: import.id.clone() }
            };
            self.batches.extend(import.batches.iter().map(batch_of));
        }
        if entry.entry().events.iter().any(|event| matches!(event, Event::ImportUndone { .. })) {
            // The catalogue was let go: all batches but those of imports that were taken back are taken in again.
            (self.batches_absorbed, self.batches_brought) = (0, 0);
        }
    }

    pub(super) fn note_newer(&mut self) {
        self.is_newer = true;
    }

    pub(super) fn touch(&mut self) {
        self.revision += 1;
    }

    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The next batches whose incidents are not in the catalogue yet, each with its number.
    pub(super) fn next_batches(&self, count: usize) -> Vec<(u32, Batch)> {
        let numbered = (0..).zip(&self.batches).enumerate().skip(self.batches_absorbed);
        let wanted = numbered.filter(|(place, (_, batch))| !self.is_brought(*place, batch));
        wanted.map(|(_, (number, batch))| (number, batch.clone())).take(count).collect()
    }

    /// Whether the incidents of a batch are in the catalogue already.
    fn is_brought(&self, place: usize, batch: &Batch) -> bool {
        place < self.batches_brought && batch.kind == ImportKind::GraphIncidents
    }

    pub(super) fn batches(&self) -> &[Batch] {
        &self.batches
    }

    pub(super) fn kept_mark(&self) -> Option<&String> {
        self.kept.as_ref()
    }

    pub(super) fn note_kept(&mut self, mark: String) {
        self.kept = Some(mark);
    }

    /// Brings the incidents of the first batches back at once, where the sections are those of a catalogue.
    pub(super) fn bring_back(&mut self, count: usize, kept: &Kept) {
        if self.state.catalogue.restore(&kept.sections()) {
            self.state.gather();
            self.batches_brought = count;
            self.kept = Some(kept.key.clone());
        }
    }

    /// Takes the records of a batch into the state. What is wrong with a batch is noted and the rest goes on; a place
    /// that does not answer leaves the batch for the next time.
    pub(super) fn absorb(
        &mut self,
        number: u32,
        batch: &Batch,
        contents: Result<Contents, LoadFailure>,
    ) -> Result<(), LoadFailure> {
        match contents {
            Ok(_) if self.state.is_undone(&batch.import) => {}
            Ok(Contents::Incidents(briefs)) => {
                for (index, brief) in (0..).zip(&briefs) {
                    self.state.catalogue.absorb(brief, Place { batch: number, index });
                }
                self.state.gather();
            }
            Ok(Contents::Estate(records)) => {
                records.into_iter().for_each(|record| self.state.absorb(batch.run, record));
            }
            Err(LoadFailure::Document { problem, .. }) => self.note_problems([problem]),
            Err(failure @ LoadFailure::Backend(_)) => return Err(failure),
        }
        self.batches_absorbed = number as usize + 1;
        Ok(())
    }

    pub(super) fn note_problems(&mut self, problems: impl IntoIterator<Item = LoadProblem>) {
        for problem in problems {
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
    }
}
