//! An import under way: files are read in slices, batches are kept as they fill, and one command at the end makes all
//! of it count. Until then nothing of it is visible, and cancelling leaves nothing behind.

use super::portal::Portal;
use crate::domain::command::Command;
use crate::domain::ids::ImportId;
use crate::domain::refusal::Refusal;
use crate::formats::batch::BatchText;
use crate::formats::import::{Import, ImportOutcome, Progress};
use crate::platform::files::Picked;
use crate::platform::{random, timer};
use crate::store::backend::{Backend, BackendError, Document};
use crate::store::failure::SaveFailure;
use crate::t;

/// A slice is read in a few milliseconds, so that the page stays quick between two of them.
const SLICE_BYTES: u64 = 256 * 1024;

/// What is read.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file.
    File(Picked),
    /// Text from the clipboard.
    Text(String),
}

impl Source {
    fn name(&self) -> String {
        match self {
            Self::File(file) => file.name(),
            Self::Text(_) => t!("import.pasted"),
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Self::File(file) => file.bytes(),
            Self::Text(text) => text.len() as u64,
        }
    }

    async fn slice(&self, start: u64, end: u64) -> Result<Vec<u8>, String> {
        match self {
            Self::File(file) => file.slice(start, end).await,
            Self::Text(text) => {
                let range = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
                Ok(text.as_bytes().get(range).unwrap_or_default().to_vec())
            }
        }
    }
}

/// How an import ended.
#[derive(Clone, Debug)]
pub enum Ended {
    /// It was read, and what was new is kept.
    Taken(Box<ImportOutcome>),
    /// It was read, and nothing was new or of use.
    Nothing(Box<ImportOutcome>),
    /// The person stopped it. Nothing has changed.
    Cancelled,
    /// Why it could not be kept. Nothing has changed.
    Failed(String),
}

/// Reads the sources and takes them in as one. `tell` hears how far it is; `is_cancelled` is asked between slices.
pub async fn run(
    portal: Portal,
    sources: Vec<Source>,
    tell: impl Fn(Progress),
    is_cancelled: impl Fn() -> bool,
) -> Ended {
    let Some(id) = ImportId::new(&random::hex_id()) else { return Ended::Failed(t!("failure.no-id")) };
    let mut import = Import::new(id);
    let mut shelf = Shelf { portal, kept: Vec::new() };
    let ended = match read(&mut import, &mut shelf, &sources, &tell, &is_cancelled).await {
        Ok(true) => finish(import, &mut shelf).await,
        Ok(false) => Ended::Cancelled,
        Err(why) => Ended::Failed(why),
    };
    if !matches!(ended, Ended::Taken(_)) {
        shelf.sweep().await;
    }
    ended
}

/// Reads everything; `false` when the person stopped it.
async fn read(
    import: &mut Import,
    shelf: &mut Shelf,
    sources: &[Source],
    tell: &impl Fn(Progress),
    is_cancelled: &impl Fn() -> bool,
) -> Result<bool, String> {
    let portal = shelf.portal;
    for source in sources {
        let total = source.bytes();
        import.begin(&source.name(), Some(total));
        let mut start = 0;
        while start < total && !import.progress().broken {
            let end = (start + SLICE_BYTES).min(total);
            let piece = source.slice(start, end).await.map_err(|why| t!("import.unreadable", why = why))?;
            start = end;
            portal.glance(|state| import.feed(&piece, &|brief| state.catalogue.news(brief)));
            shelf.put(import.take_batches()).await?;
            tell(import.progress());
            timer::give_way().await;
            if is_cancelled() {
                return Ok(false);
            }
        }
        portal.glance(|state| import.end(&|brief| state.catalogue.news(brief)));
    }
    Ok(true)
}

async fn finish(import: Import, shelf: &mut Shelf) -> Ended {
    let mut outcome = import.finish();
    if let Err(why) = shelf.put(std::mem::take(&mut outcome.batches)).await {
        return Ended::Failed(why);
    }
    let Some(import) = outcome.summary.clone() else { return Ended::Nothing(Box::new(outcome)) };
    match shelf.portal.send(Command::TakeImport { import: Box::new(import) }).await {
        Ok(()) => Ended::Taken(Box::new(outcome)),
        Err(SaveFailure::Refused(Refusal::NothingToDo)) => Ended::Nothing(Box::new(outcome)),
        Err(failure) => Ended::Failed(super::failures::save_failure(&failure)),
    }
}

/// Keeps batches on disk, and takes them away again when the import comes to nothing.
struct Shelf {
    portal: Portal,
    /// Names of the batches that are on disk.
    kept: Vec<String>,
}

impl Shelf {
    async fn put(&mut self, batches: Vec<BatchText>) -> Result<(), String> {
        let documents: Vec<Document> = batches
            .into_iter()
            .map(|batch| Document { name: batch.reference.name, text: batch.text })
            .collect();
        if documents.is_empty() {
            return Ok(());
        }
        let said = |error: BackendError| super::failures::save_failure(&SaveFailure::from(error));
        self.portal.desk().backend().put(&documents).await.map_err(said)?;
        self.kept.extend(documents.into_iter().map(|document| document.name));
        Ok(())
    }

    /// What stays by accident is swept at the next opening. A batch that an earlier import named already is not ours
    /// to take away.
    async fn sweep(&self) {
        let named = self.portal.glance(|state| {
            let batches = state.imports.iter().flat_map(|(import, ..)| &import.batches);
            batches.map(|batch| batch.name.clone()).collect::<std::collections::HashSet<_>>()
        });
        let ours: Vec<String> = self.kept.iter().filter(|name| !named.contains(*name)).cloned().collect();
        if !ours.is_empty() {
            let _ = self.portal.desk().backend().delete(&ours).await;
        }
    }
}
