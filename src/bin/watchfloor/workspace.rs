//! A workspace for the command line: opened or founded in a folder or in memory, filled from files, read record by record.

use crate::common::{HELPERS, Progress, read};
use std::io;
use std::path::PathBuf;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{SystemTime, UNIX_EPOCH};
use watchfloor::domain::brief::Brief;
use watchfloor::domain::command::Command;
use watchfloor::domain::ids::{CommandId, ImportId, IncidentId, WorkspaceId};
use watchfloor::domain::people::{Actor, Role};
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::refusal::Refusal;
use watchfloor::domain::scope::Scope;
use watchfloor::domain::time::Timestamp;
use watchfloor::formats::document::{batch_record, batch_records};
use watchfloor::formats::import::{Import, ImportOutcome, Wanted};
use watchfloor::store::backend::{Backend, Document};
use watchfloor::store::failure::SaveFailure;
use watchfloor::store::open::{Founding, absorb, create, open};
use watchfloor::store::session::{Ask, Plan, Session};

/// Waits for a future that waits for nothing but files.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

/// Now.
pub(crate) fn now() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the command line is where the time comes from")]
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// An open workspace.
pub(crate) struct Workspace<B> {
    backend: B,
    pub(crate) session: Session,
    made: u32,
}

/// How an import ended.
pub(crate) struct Taken {
    pub(crate) outcome: ImportOutcome,
    /// Whether anything was new.
    pub(crate) is_new: bool,
}

impl<B: Backend> Workspace<B> {
    /// Opens the workspace of a place, or founds one where there is none and `name` gives it a name.
    pub(crate) fn open(backend: B, name: Option<&str>) -> Result<Self, String> {
        let opened = block_on(open(&backend, &async || (), |_| ())).map_err(|failure| failure.to_string())?;
        let session = match (opened, name) {
            (Some(session), _) => session,
            (None, None) => return Err("there is no workspace".to_owned()),
            (None, Some(name)) => {
                let founding = Founding {
                    workspace: WorkspaceId::new(&new_id(0)).ok_or("no id could be made")?,
                    name: name.to_owned(),
                    command: CommandId::new(&new_id(1)).ok_or("no id could be made")?,
                    by: actor(),
                    at: now(),
                };
                block_on(create(&backend, founding)).map_err(|failure| failure.to_string())?
            }
        };
        Ok(Self { backend, session, made: 2 })
    }

    fn id(&mut self) -> String {
        self.made += 1;
        new_id(self.made)
    }

    /// Reads files and takes them in as one import, or only looks at them.
    pub(crate) fn import(&mut self, files: &[PathBuf], dry: bool) -> Result<Taken, String> {
        let id = ImportId::new(&self.id()).ok_or("no id could be made")?;
        let mappings =
            self.session.state().imports.iter().rev().filter_map(|(known, ..)| known.mapping.clone());
        let members = Scope::members_of(self.session.state());
        let import = Import::new(id).with_mappings(mappings.collect()).with_members(members);
        let mut import = import.with_helpers(HELPERS);
        let mut progress = Progress::new();
        for path in files {
            self.feed(&mut import, path, &mut progress)?;
        }
        if import.has_loose() {
            let wanted = import.wanted();
            self.keep(&mut import)?;
            for wanted in wanted {
                self.join(&mut import, wanted)?;
            }
        }
        let mut outcome = import.finish();
        self.put(std::mem::take(&mut outcome.batches))?;
        let Some(summary) = outcome.summary.clone().filter(|_| !dry) else {
            return Ok(Taken { outcome, is_new: false });
        };
        let is_new = self.send(Command::TakeImport { import: Box::new(summary) })?;
        Ok(Taken { outcome, is_new })
    }

    fn feed(&mut self, import: &mut Import, path: &PathBuf, progress: &mut Progress) -> Result<(), String> {
        let name = path.display().to_string();
        let size = std::fs::metadata(path).ok().map(|facts| facts.len());
        import.begin(&name, size);
        let mut failed = None;
        let outcome: io::Result<()> = read(path, progress, |piece| {
            import.feed(piece, &|brief: &Brief| self.session.state().catalogue.news(brief));
            failed = self.keep(import).err();
            failed.is_none() && !import.progress().broken
        });
        outcome.map_err(|error| format!("{name}: {error}"))?;
        import.end(&|brief| self.session.state().catalogue.news(brief));
        failed.map_or(Ok(()), Err)
    }

    fn keep(&self, import: &mut Import) -> Result<(), String> {
        self.put(import.take_batches())
    }

    fn put(&self, batches: Vec<watchfloor::formats::batch::BatchText>) -> Result<(), String> {
        let documents: Vec<Document> = batches
            .into_iter()
            .map(|batch| Document { name: batch.reference.name, text: batch.text })
            .collect();
        if documents.is_empty() {
            return Ok(());
        }
        block_on(self.backend.put(&documents)).map_err(|error| error.to_string())
    }

    fn join(&self, import: &mut Import, wanted: Wanted) -> Result<(), String> {
        let Wanted { incident, batch } = wanted;
        let ours = match batch {
            Some((name, index)) => Some(self.record_in(&name, index)?),
            None => None,
        };
        let theirs = self.record(&incident)?;
        import.join(&incident, ours, theirs, &|brief| self.session.state().catalogue.news(brief));
        self.keep(import)
    }

    fn record_in(&self, batch: &str, index: u32) -> Result<IncidentRecord, String> {
        let found = block_on(self.backend.read(&[batch.to_owned()])).map_err(|error| error.to_string())?;
        let bytes = found.into_iter().next().flatten().ok_or_else(|| format!("{batch} is missing"))?;
        let records = batch_records(batch, &bytes).map_err(|problem| problem.to_string())?;
        let at = index as usize;
        let text = records.get(at).copied().unwrap_or_default();
        batch_record(batch, at, text).map_err(|problem| problem.to_string())
    }

    /// The whole record of an incident.
    pub(crate) fn record(&self, incident: &IncidentId) -> Result<Option<IncidentRecord>, String> {
        let Some((batch, index)) = self.session.place_of(incident.as_str()) else { return Ok(None) };
        let mut record = self.record_in(&batch, index)?;
        if let Some((batch, index)) = self.session.alerts_place_of(incident.as_str()) {
            record.alerts = self.record_in(&batch, index)?.alerts;
        }
        Ok(Some(record))
    }

    /// Decides, writes and applies a command; whether anything changed.
    fn send(&mut self, command: Command) -> Result<bool, String> {
        let id = CommandId::new(&self.id()).ok_or("no id could be made")?;
        let ask = Ask { id, by: actor(), at: now(), command };
        let prepared = match self.session.prepare(&ask) {
            Ok(Plan::Write(prepared)) => prepared,
            Ok(Plan::Done) | Err(SaveFailure::Refused(Refusal::NothingToDo)) => return Ok(false),
            Err(failure) => return Err(failure.to_string()),
        };
        let tag = block_on(prepared.write(&self.backend)).map_err(|error| error.to_string())?;
        self.session.accept(*prepared, tag).map_err(|failure| failure.to_string())?;
        block_on(absorb(&self.backend, &mut self.session, &async || (), |_| ()))
            .map_err(|failure| failure.to_string())?;
        Ok(true)
    }

    /// The ids of all incidents, in the order of arrival.
    pub(crate) fn ids(&self) -> Vec<IncidentId> {
        let catalogue = &self.session.state().catalogue;
        catalogue.rows().filter_map(|row| IncidentId::new(catalogue.get(row)?.id())).collect()
    }
}

fn actor() -> Actor {
    let person = std::env::var("USER").ok().filter(|name| !name.is_empty());
    Actor { person: person.unwrap_or_else(|| "Command line".to_owned()), role: Role::Administrator }
}

/// An id that no other call of this or another process makes.
fn new_id(number: u32) -> String {
    format!("cli-{}-{}-{number}", now().as_ticks(), std::process::id())
}
