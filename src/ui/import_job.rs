//! An import under way: files are read in slices, batches are kept as they fill, and one command at the end makes all
//! of it count. Until then nothing of it is visible, and cancelling leaves nothing behind.

use super::portal::Portal;
use crate::domain::command::Command;
use crate::domain::ids::ImportId;
use crate::domain::refusal::Refusal;
use crate::formats::batch::BatchText;
use crate::formats::import::{Import, ImportOutcome, Progress};
use crate::platform::files::Picked;
use crate::platform::{clock, random, storage, timer};
use crate::store::backend::BackendError;
use crate::store::failure::SaveFailure;
use crate::store::import::ImportKeeper;
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
    if let Some(why) = no_room(&sources).await {
        return Ended::Failed(why);
    }
    let shelf = match Shelf::open(portal, &id).await {
        Ok(shelf) => shelf,
        Err(why) => return Ended::Failed(why),
    };
    let mut import = Import::new(id);
    let ended = match read(&mut import, &shelf, &sources, &tell, &is_cancelled).await {
        Ok(true) => finish(import, &shelf).await,
        Ok(false) => Ended::Cancelled,
        Err(why) => Ended::Failed(why),
    };
    shelf.close(matches!(ended, Ended::Taken(_))).await;
    ended
}

/// Why there is not enough room for an import, as far as the browser says: what is kept takes about as much as what is
/// read, and a third of that again for briefs and the browser's own order.
async fn no_room(sources: &[Source]) -> Option<String> {
    let needed: u64 = sources.iter().map(Source::bytes).sum::<u64>() / 3 * 4;
    let (used, quota) = storage::room().await?;
    let left = quota.saturating_sub(used);
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
    (needed > left).then(|| t!("import.no-room", needed = megabytes(needed), left = megabytes(left)))
}

/// Reads everything; `false` when the person stopped it.
async fn read(
    import: &mut Import,
    shelf: &Shelf,
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

async fn finish(import: Import, shelf: &Shelf) -> Ended {
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
    keeper: ImportKeeper,
}

impl Shelf {
    async fn open(portal: Portal, id: &ImportId) -> Result<Self, String> {
        let keeper = ImportKeeper::begin(portal.desk().backend(), id, clock::now()).await;
        Ok(Self { portal, keeper: keeper.map_err(said)? })
    }

    async fn put(&self, batches: Vec<BatchText>) -> Result<(), String> {
        for batch in batches {
            self.keeper.keep(self.portal.desk().backend(), batch, clock::now()).await.map_err(said)?;
        }
        Ok(())
    }

    /// What stays by accident is swept at the next opening.
    async fn close(self, taken: bool) {
        let desk = self.portal.desk();
        if taken {
            let _ = self.keeper.end(desk.backend()).await;
        } else {
            let _ = self.keeper.cancel(desk.backend(), clock::now()).await;
        }
    }
}

fn said(error: BackendError) -> String {
    super::failures::save_failure(&SaveFailure::from(error))
}
