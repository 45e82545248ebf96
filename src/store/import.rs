//! Keeping the batches of an import while it runs, and clearing away what a cancelled or broken one left.
//!
//! Nothing counts before the journal names it: batches are put as they come, and one `TakeImport` command takes the
//! import whole. A marker among the caches says that an import is alive, so that a page that opens meanwhile does not
//! take its batches for leftovers.

use super::backend::{Backend, BackendError, Document};
use super::briefs;
use super::failure::LoadFailure;
use super::kept::KEPT;
use super::reader::read_ledger;
use crate::domain::ids::ImportId;
use crate::domain::time::Timestamp;
use crate::formats::batch::BatchText;
use crate::formats::document::{Kind, kind_of};
use std::collections::HashSet;

/// How long an import counts as alive after it last kept a batch. Batches follow one another within seconds; a page
/// that sleeps longer than this finds its batches gone, and its command is refused by the place.
pub const IMPORT_ALIVE_MS: i64 = 10 * 60 * 1_000;

const MARKER: &str = "import-";

/// The batches of an import that is under way. End it with [`ImportKeeper::end`] or [`ImportKeeper::cancel`]; one
/// that is dropped is cleared away by a later [`sweep`].
#[derive(Debug)]
pub struct ImportKeeper {
    marker: String,
}

impl ImportKeeper {
    /// Begins to keep batches.
    ///
    /// # Errors
    /// What the place says.
    pub async fn begin<B: Backend>(backend: &B, id: &ImportId, now: Timestamp) -> Result<Self, BackendError> {
        let keeper = Self { marker: format!("{MARKER}{id}") };
        keeper.mark(backend, now).await?;
        Ok(keeper)
    }

    /// Says that the import is still alive.
    ///
    /// # Errors
    /// What the place says.
    pub(super) async fn mark<B: Backend>(&self, backend: &B, now: Timestamp) -> Result<(), BackendError> {
        backend.put_cache(&self.marker, now.to_string().as_bytes()).await
    }

    /// Keeps a batch and the briefs of its records, which need not be read out of it again.
    ///
    /// # Errors
    /// What the place says.
    pub async fn keep<B: Backend>(
        &self,
        backend: &B,
        batch: BatchText,
        now: Timestamp,
    ) -> Result<(), BackendError> {
        let BatchText { reference, text, briefs } = batch;
        self.mark(backend, now).await?;
        let cache = briefs::cache_name(&reference.name);
        backend.put(&[Document { name: reference.name, text }]).await?;
        // Only incidents have briefs.
        if !briefs.is_empty()
            && let Ok(bytes) = briefs::encode(&briefs)
        {
            backend.put_cache(&cache, &bytes).await?;
        }
        Ok(())
    }

    /// Ends the import after its command was kept or refused.
    ///
    /// # Errors
    /// What the place says; what is left is cleared away later.
    pub async fn end<B: Backend>(self, backend: &B) -> Result<(), BackendError> {
        backend.delete_caches(&[self.marker]).await
    }

    /// Ends the import and takes its batches away again.
    ///
    /// # Errors
    /// What the place says; what is left is cleared away later.
    pub async fn cancel<B: Backend>(self, backend: &B, now: Timestamp) -> Result<(), LoadFailure> {
        backend.delete_caches(&[self.marker]).await?;
        sweep(backend, now).await.map(drop)
    }
}

/// Removes documents and caches that nothing names, and answers how many. Does nothing while another import is alive.
///
/// The order matters, because other pages write meanwhile: what is there is listed first, then it is asked who is
/// alive, then what is named. A batch that is put later is not on the list; one that was taken meanwhile is named.
///
/// # Errors
/// The place does not answer, or the list of documents is damaged; then nothing is removed.
pub async fn sweep<B: Backend>(backend: &B, now: Timestamp) -> Result<usize, LoadFailure> {
    let Some(names) = backend.names().await? else { return Ok(0) };
    let caches = backend.cache_names().await?;
    let markers: Vec<String> = caches.iter().filter(|name| name.starts_with(MARKER)).cloned().collect();
    let mut dead_markers = Vec::new();
    for (marker, value) in markers.iter().zip(backend.caches(&markers).await?) {
        let since = value.as_deref().and_then(|bytes| Timestamp::parse(std::str::from_utf8(bytes).ok()?));
        match since {
            // A clock that was set back must not keep leftovers for ever.
            Some(since) if now.millis_since(since).abs() < IMPORT_ALIVE_MS => return Ok(0),
            _ => dead_markers.push(marker.clone()),
        }
    }
    let Some(ledger) = read_ledger(backend, &[]).await? else { return Ok(0) };
    if ledger.is_foreign() {
        return Ok(0);
    }
    let listed = ledger.listings().map(|listing| listing.name.as_str());
    let named: HashSet<&str> = listed.chain(ledger.pieces.iter().map(|(name, _)| name.as_str())).collect();
    // Where a swap takes several steps, a segment that nothing names may be on its way: only batches have markers.
    let may_go = |name: &&String| match kind_of(name) {
        Some(Kind::Batch) => true,
        Some(Kind::Segment | Kind::Manifest) => backend.swaps_whole(),
        Some(Kind::Head) | None => false,
    };
    let gone: Vec<String> =
        names.iter().filter(|name| !named.contains(name.as_str())).filter(may_go).cloned().collect();
    let wanted: HashSet<String> = named.iter().map(|name| briefs::cache_name(name)).collect();
    let is_ours = |name: &str| name.starts_with(MARKER) || name.starts_with(KEPT);
    let stale = caches.into_iter().filter(|name| !is_ours(name) && !wanted.contains(name));
    dead_markers.extend(stale);
    backend.delete(&gone).await?;
    backend.delete_caches(&dead_markers).await?;
    Ok(gone.len() + dead_markers.len())
}
