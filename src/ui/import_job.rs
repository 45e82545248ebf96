//! An import under way: files are read in slices, batches are kept as they fill, and one command at the end makes all of
//! it count. Until then nothing of it is visible, and stopping or discarding it leaves nothing behind.

use super::portal::Portal;
use crate::domain::command::Command;
use crate::domain::ids::ImportId;
use crate::domain::mapping::TableMapping;
use crate::domain::record::IncidentRecord;
use crate::domain::refusal::Refusal;
use crate::domain::scope::Scope;
use crate::formats::batch::BatchText;
use crate::formats::import::{Import, ImportOutcome, Progress, Wanted};
use crate::platform::files::Picked;
use crate::platform::{clock, random, storage, timer};
use crate::store::backend::BackendError;
use crate::store::failure::{LoadFailure, SaveFailure};
use crate::store::import::ImportKeeper;
use crate::t;
use std::cell::RefCell;
use std::rc::Rc;

/// A slice is read in a few milliseconds, so that the page stays quick between two of them.
const SLICE_BYTES: u64 = 256 * 1024;

/// What is read.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file.
    File(Picked),
    /// Text under a name: from the clipboard, or from a live source.
    Text(String, Rc<Vec<u8>>),
}

impl Source {
    /// Text from the clipboard.
    pub fn pasted(text: &str) -> Self {
        Self::Text(t!("import.pasted"), Rc::new(text.as_bytes().to_vec()))
    }

    fn name(&self) -> String {
        match self {
            Self::File(file) => file.name(),
            Self::Text(name, _) => name.clone(),
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Self::File(file) => file.bytes(),
            Self::Text(_, text) => text.len() as u64,
        }
    }

    async fn slice(&self, start: u64, end: u64) -> Result<Vec<u8>, String> {
        match self {
            Self::File(file) => file.slice(start, end).await,
            Self::Text(_, text) => {
                let range = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
                Ok(text.get(range).unwrap_or_default().to_vec())
            }
        }
    }
}

/// How far reading is, and how quick.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pace {
    /// How far.
    pub progress: Progress,
    /// Bytes a second since it began, over all files.
    pub bytes_per_second: f64,
}

/// How reading ended.
#[derive(Clone)]
pub enum Read {
    /// It can be taken in.
    Ready(Ready),
    /// There is nothing in it that can be taken in.
    Nothing(Box<ImportOutcome>),
    /// The person stopped it. Nothing has changed.
    Cancelled,
    /// Why it could not be read or kept. Nothing has changed.
    Failed(String),
}

/// What was read and waits to be taken in.
#[derive(Clone)]
pub struct Ready {
    /// What it comes to.
    pub outcome: Rc<ImportOutcome>,
    shelf: Rc<RefCell<Option<Shelf>>>,
}

/// How taking it in ended.
#[derive(Clone, Debug)]
pub enum Taken {
    /// It is kept.
    Kept,
    /// All of it was known already.
    Known,
    /// Why it could not be kept. Nothing has changed.
    Failed(String),
}

/// Reads the sources. `mappings` say how tables are read; `tell` hears how far it is; `is_cancelled` is asked between
/// slices.
pub async fn read(
    portal: Portal,
    sources: &[Source],
    mappings: Vec<TableMapping>,
    tell: impl Fn(Pace),
    is_cancelled: impl Fn() -> bool,
) -> Read {
    let Some(id) = ImportId::new(&random::hex_id()) else { return Read::Failed(t!("failure.no-id")) };
    if let Some(why) = no_room(sources).await {
        return Read::Failed(why);
    }
    let keeper = ImportKeeper::begin(portal.desk().backend(), &id, clock::now()).await;
    let keeper = match keeper {
        Ok(keeper) => keeper,
        Err(error) => return Read::Failed(said(error)),
    };
    let members = portal.glance(Scope::members_of);
    let mut import = Import::new(id).with_mappings(mappings).with_members(members);
    let shelf = Shelf { portal, keeper };
    match read_all(&mut import, &shelf, sources, &tell, &is_cancelled).await {
        Ok(true) => {
            let mut outcome = import.finish();
            if let Err(why) = shelf.put(std::mem::take(&mut outcome.batches)).await {
                shelf.cancel().await;
                return Read::Failed(why);
            }
            if outcome.summary.is_none() {
                shelf.cancel().await;
                return Read::Nothing(Box::new(outcome));
            }
            Read::Ready(Ready { outcome: Rc::new(outcome), shelf: Rc::new(RefCell::new(Some(shelf))) })
        }
        Ok(false) => {
            shelf.cancel().await;
            Read::Cancelled
        }
        Err(why) => {
            shelf.cancel().await;
            Read::Failed(why)
        }
    }
}

impl Ready {
    /// Takes it in, all or nothing, as one command.
    pub async fn take(self) -> Taken {
        let shelf = self.shelf.borrow_mut().take();
        let (Some(shelf), Some(import)) = (shelf, self.outcome.summary.clone()) else { return Taken::Known };
        match shelf.portal.send(Command::TakeImport { import: Box::new(import) }).await {
            Ok(()) => {
                shelf.end().await;
                Taken::Kept
            }
            Err(SaveFailure::Refused(Refusal::NothingToDo)) => {
                shelf.cancel().await;
                Taken::Known
            }
            Err(failure) => {
                shelf.cancel().await;
                Taken::Failed(super::failures::save_failure(&failure))
            }
        }
    }

    /// Lets it go; nothing of it is left.
    pub async fn discard(self) {
        let shelf = self.shelf.borrow_mut().take();
        if let Some(shelf) = shelf {
            shelf.cancel().await;
        }
    }
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
async fn read_all(
    import: &mut Import,
    shelf: &Shelf,
    sources: &[Source],
    tell: &impl Fn(Pace),
    is_cancelled: &impl Fn() -> bool,
) -> Result<bool, String> {
    let portal = shelf.portal;
    let (begun, mut before) = (timer::elapsed_ms(), 0.0);
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
            let seconds = (timer::elapsed_ms() - begun).max(1.0) / 1_000.0;
            #[expect(clippy::cast_precision_loss, reason = "a speed needs no more precision")]
            let bytes_per_second = (before + start as f64) / seconds;
            tell(Pace { progress: import.progress(), bytes_per_second });
            timer::give_way().await;
            if is_cancelled() {
                return Ok(false);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a speed needs no more precision")]
        let bytes = start as f64;
        before += bytes;
        portal.glance(|state| import.end(&|brief| state.catalogue.news(brief)));
    }
    join(import, shelf).await?;
    Ok(true)
}

/// Joins what came without its incident with the incident, of this import or of the workspace.
async fn join(import: &mut Import, shelf: &Shelf) -> Result<(), String> {
    if !import.has_loose() {
        return Ok(());
    }
    let portal = shelf.portal;
    let wanted = import.wanted();
    shelf.put(import.take_batches()).await?;
    let desk = portal.desk();
    let said = |failure: LoadFailure| super::failures::save_failure(&failure.into());
    for Wanted { incident, batch } in wanted {
        let ours = match batch {
            Some((name, index)) => Some(desk.record_in(&name, index).await.map_err(said)?),
            None => None,
        };
        let theirs = desk.record(&incident).await.map_err(said)?;
        let whole = |record: Option<Rc<IncidentRecord>>| record.map(Rc::unwrap_or_clone);
        portal.glance(|state| {
            import.join(&incident, whole(ours), whole(theirs), &|brief| state.catalogue.news(brief));
        });
        shelf.put(import.take_batches()).await?;
    }
    Ok(())
}

fn said(error: BackendError) -> String {
    super::failures::save_failure(&SaveFailure::from(error))
}

/// Keeps batches on disk under a mark that says that they are still wanted, and takes them away again when the import
/// comes to nothing.
struct Shelf {
    portal: Portal,
    keeper: ImportKeeper,
}

impl Shelf {
    async fn put(&self, batches: Vec<BatchText>) -> Result<(), String> {
        let desk = self.portal.desk();
        for batch in batches {
            self.keeper.keep(desk.backend(), batch, clock::now()).await.map_err(said)?;
        }
        Ok(())
    }

    /// What is left by a failure is cleared away at the next opening.
    async fn end(self) {
        let _ = self.keeper.end(self.portal.desk().backend()).await;
    }

    async fn cancel(self) {
        let _ = self.keeper.cancel(self.portal.desk().backend(), clock::now()).await;
    }
}
