//! Fills a new place with a whole workspace from a script: every step is decided as a person's command is, entries are
//! chained as always, and one swap at the end makes all of it count.
//!
//! Writing each entry on its own would take a few milliseconds each; a script has thousands.

use super::backend::{Backend, BackendError, Document, Swap};
use super::briefs;
use super::failure::SaveFailure;
use super::ledger::Commit;
use super::open::{Founding, beginning};
use super::records::{Contents, estate_of};
use super::session::{Ask, Plan, Prepared, Session};
use crate::domain::brief::Brief;
use crate::domain::command::Command;
use crate::domain::ids::{CommandId, ImportId};
use crate::domain::imports::ImportKind;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::formats::batch::BatchText;
use crate::formats::document::Listing;
use crate::formats::import::Import;
use crate::formats::script::{Deed, Step};
use std::collections::HashMap;

/// So many bytes of batches are put at once.
const PUT_BYTES: usize = 8_000_000;
/// So many steps are taken between two pauses.
const STEPS_A_SLICE: u32 = 40;

/// What came of a script.
#[derive(Debug)]
pub struct Filled {
    /// The workspace as it is now on disk. It is to be opened from there; this one only shows its state.
    pub session: Session,
    /// Steps that a rule said no to; the others were done all the same.
    pub refused: Vec<(CommandId, Refusal)>,
    /// How many steps were done.
    pub done: u64,
}

/// Founds a workspace in an empty place and takes every step that `next` answers.
///
/// # Errors
/// What the place says; [`SaveFailure::Contended`] when there is a workspace already.
pub async fn fill<B: Backend>(
    backend: &B,
    founding: Founding,
    mut next: impl FnMut(&State) -> Option<Step>,
    pause: &impl AsyncFn(),
) -> Result<Filled, SaveFailure> {
    let (nothing, entry) = beginning(founding);
    let commit = nothing.plan_unlisted(entry, None).map_err(other)?;
    let mut filling = Filling {
        session: Session::over(nothing),
        swap: Swap::default(),
        unlisted: Vec::new(),
        waiting: Vec::new(),
        caches: Vec::new(),
        waiting_bytes: 0,
        refused: Vec::new(),
        done: 0,
    };
    filling.take(commit)?;
    let mut steps = 0;
    while let Some(step) = next(filling.session.state()) {
        filling.step(step)?;
        if filling.waiting_bytes > PUT_BYTES {
            filling.put(backend).await?;
        }
        steps += 1;
        if steps % STEPS_A_SLICE == 0 {
            pause().await;
        }
    }
    filling.put(backend).await?;
    let Filling { session, mut swap, unlisted, refused, done, .. } = filling;
    session.ledger().finish(unlisted, &mut swap).map_err(other)?;
    match backend.swap(None, &swap).await {
        Ok(_) => Ok(Filled { session, refused, done }),
        Err(BackendError::Conflict) => Err(SaveFailure::Contended),
        Err(error) => Err(error.into()),
    }
}

fn other(error: serde_json::Error) -> SaveFailure {
    SaveFailure::Other(error.to_string())
}

struct Filling {
    session: Session,
    /// Everything but the batches, for the end.
    swap: Swap,
    unlisted: Vec<Listing>,
    /// Batches that are not put yet.
    waiting: Vec<Document>,
    waiting_bytes: usize,
    /// The briefs of batches, so that the workspace opens as quickly as any other.
    caches: Vec<(String, Vec<u8>)>,
    refused: Vec<(CommandId, Refusal)>,
    done: u64,
}

impl Filling {
    fn step(&mut self, step: Step) -> Result<(), SaveFailure> {
        let Step { id, at, by, deed } = step;
        let (command, batches) = match deed {
            Deed::Ask(command) => (command, Vec::new()),
            Deed::TakeFiles(files) => {
                let Some((command, batches)) = import(self.session.state(), &id, &files) else {
                    return Ok(());
                };
                (command, batches)
            }
        };
        match self.session.prepare_unlisted(&Ask { id: id.clone(), by, at, command }) {
            Ok(Plan::Done) => Ok(()),
            Ok(Plan::Write(prepared)) => {
                self.take(prepared.0)?;
                self.absorb(batches)?;
                self.done += 1;
                Ok(())
            }
            Err(SaveFailure::Refused(refusal)) => {
                self.refused.push((id, refusal));
                Ok(())
            }
            Err(failure) => Err(failure),
        }
    }

    /// Applies a commit that will be written at the end.
    fn take(&mut self, mut commit: Commit) -> Result<(), SaveFailure> {
        self.swap.puts.append(&mut commit.swap.puts);
        self.swap.requires.append(&mut commit.swap.requires);
        self.unlisted.append(&mut commit.unlisted);
        let tag = commit.base.clone();
        self.session.accept(Prepared(commit), tag)
    }

    /// Takes the records of an import into the state, and keeps its batches for the next put.
    fn absorb(&mut self, batches: Vec<BatchText>) -> Result<(), SaveFailure> {
        let mut texts: HashMap<String, (String, Vec<Brief>)> = HashMap::new();
        for BatchText { reference, text, briefs } in batches {
            texts.insert(reference.name, (text, briefs));
        }
        for (number, batch) in self.session.next_batches(texts.len()) {
            let name = batch.batch.name.clone();
            let Some((text, briefs)) = texts.remove(&name) else { continue };
            let contents = match batch.kind {
                ImportKind::GraphIncidents => {
                    let bytes = briefs::encode(&briefs).ok();
                    self.caches.extend(bytes.map(|bytes| (briefs::cache_name(&name), bytes)));
                    Contents::Incidents(briefs)
                }
                _ => Contents::Estate(estate_of(&name, text.as_bytes()).unwrap_or_default()),
            };
            self.session.absorb(number, &batch, Ok(contents))?;
            self.waiting_bytes += text.len();
            self.waiting.push(Document { name, text });
        }
        Ok(())
    }

    async fn put<B: Backend>(&mut self, backend: &B) -> Result<(), SaveFailure> {
        self.waiting_bytes = 0;
        let documents = std::mem::take(&mut self.waiting);
        if documents.is_empty() {
            return Ok(());
        }
        backend.put(&documents).await?;
        // A cache that cannot be kept costs time at the next opening and nothing else.
        let _ = backend.put_caches(&std::mem::take(&mut self.caches)).await;
        Ok(())
    }
}

/// Reads files as one import: the command that takes it and its batches. `None` when there is nothing in them.
pub fn import(
    state: &State,
    id: &CommandId,
    files: &[(String, String)],
) -> Option<(Command, Vec<BatchText>)> {
    let mut import = Import::new(ImportId::new(&format!("import-{id}"))?);
    for (name, text) in files {
        import.begin(name, Some(text.len() as u64));
        import.feed(text.as_bytes(), &|brief| state.catalogue.news(brief));
        import.end(&|brief| state.catalogue.news(brief));
    }
    let outcome = import.finish();
    let summary = outcome.summary?;
    Some((Command::TakeImport { import: Box::new(summary) }, outcome.batches))
}
