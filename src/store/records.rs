//! Records of batches: the whole record of an incident, and the briefs of a batch for the catalogue.

use super::backend::Backend;
use super::briefs;
use super::failure::LoadFailure;
use super::reader::read_one;
use super::session::Batch;
use crate::domain::brief::Brief;
use crate::domain::estate::EstateRecord;
use crate::domain::imports::ImportKind;
use crate::domain::record::{AlertRecord, AlertsOnly, IncidentRecord, each_once};
use crate::formats::batch::batch_briefs;
use crate::formats::document::{LoadProblem, batch_record, batch_records};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// How many batches are kept ready as text: at most about 32 MB, enough to walk through a list without reading a
/// batch twice.
const BATCHES_READY_MAX: usize = 8;

/// A batch as text, with the place of each record in it.
#[derive(Debug)]
pub(super) struct ReadyBatch {
    name: String,
    bytes: Vec<u8>,
    records: Vec<Range<usize>>,
}

impl ReadyBatch {
    pub(super) fn new(name: &str, bytes: Vec<u8>) -> Result<Self, LoadProblem> {
        // The texts are parts of `bytes`: where one is in it is the distance of the addresses.
        let start = bytes.as_ptr().addr();
        let place = |text: &str| {
            let from = text.as_ptr().addr() - start;
            from..from + text.len()
        };
        let records = batch_records(name, &bytes)?.into_iter().map(place).collect();
        Ok(Self { name: name.to_owned(), bytes, records })
    }

    fn record(&self, index: u32) -> Result<IncidentRecord, LoadProblem> {
        let record: IncidentRecord = batch_record(&self.name, index as usize, self.text(index))?;
        Ok(IncidentRecord { alerts: each_once(record.alerts), ..record })
    }

    /// The alerts of a record alone, in less time than the whole of it.
    pub(super) fn alerts(&self, index: u32) -> Result<Vec<AlertRecord>, LoadProblem> {
        let read: AlertsOnly = batch_record(&self.name, index as usize, self.text(index))?;
        Ok(each_once(read.alerts))
    }

    fn text(&self, index: u32) -> &str {
        let range = self.records.get(index as usize).cloned();
        range.and_then(|range| std::str::from_utf8(self.bytes.get(range)?).ok()).unwrap_or_default()
    }
}

/// Batches that were read lately.
#[derive(Debug, Default)]
pub(super) struct RecordShelf {
    ready: RefCell<Vec<Rc<ReadyBatch>>>,
}

impl RecordShelf {
    /// The record with this number in a batch.
    ///
    /// # Errors
    /// The place does not answer, or the batch is damaged or missing.
    pub(super) async fn read<B: Backend>(
        &self,
        backend: &B,
        batch: &str,
        index: u32,
    ) -> Result<Rc<IncidentRecord>, LoadFailure> {
        let ready = match self.take_ready(batch) {
            Some(ready) => ready,
            None => {
                let ready = Rc::new(ReadyBatch::new(batch, read_one(backend, batch).await?)?);
                self.keep(Rc::clone(&ready));
                ready
            }
        };
        Ok(Rc::new(ready.record(index)?))
    }

    /// Answers a batch that is ready and makes it the one used last.
    fn take_ready(&self, name: &str) -> Option<Rc<ReadyBatch>> {
        let mut ready = self.ready.borrow_mut();
        let index = ready.iter().position(|known| known.name == name)?;
        let found = ready.remove(index);
        ready.push(Rc::clone(&found));
        Some(found)
    }

    fn keep(&self, batch: Rc<ReadyBatch>) {
        let mut ready = self.ready.borrow_mut();
        if ready.len() >= BATCHES_READY_MAX {
            ready.remove(0);
        }
        ready.push(batch);
    }
}

/// The caches of the briefs of some batches, read in one go; `None` for one that is not there.
pub(super) async fn cached_briefs<B: Backend>(backend: &B, batches: &[&Batch]) -> Vec<Option<Vec<u8>>> {
    let names: Vec<String> = batches.iter().map(|batch| briefs::cache_name(&batch.batch.name)).collect();
    // A cache that cannot be read is as good as none.
    backend.caches(&names).await.unwrap_or_else(|_| vec![None; batches.len()])
}

/// What a batch holds for the state.
#[derive(Clone, Debug)]
pub(super) enum Contents {
    /// Briefs of incidents.
    Incidents(Vec<Brief>),
    /// Records of the estate and the directory.
    Estate(Vec<EstateRecord>),
}

/// What a batch holds for the state; nothing for kinds that are not known.
pub(super) async fn contents_of<B: Backend>(
    backend: &B,
    batch: &Batch,
    cached: Option<Vec<u8>>,
) -> Result<Contents, LoadFailure> {
    match batch.kind {
        ImportKind::GraphIncidents => Ok(Contents::Incidents(briefs_of(backend, batch, cached).await?)),
        ImportKind::Estate => {
            let name = &batch.batch.name;
            Ok(Contents::Estate(estate_of(name, &read_one(backend, name).await?)?))
        }
        _ => Ok(Contents::Estate(Vec::new())),
    }
}

/// The records of a batch of the estate or the directory.
pub(super) fn estate_of(name: &str, bytes: &[u8]) -> Result<Vec<EstateRecord>, LoadProblem> {
    let texts = batch_records(name, bytes)?.into_iter().enumerate();
    texts.map(|(index, text)| batch_record(name, index, text)).collect()
}

/// The briefs of a batch of incidents, from the cache, or else from the records, which mends the cache.
async fn briefs_of<B: Backend>(
    backend: &B,
    batch: &Batch,
    cached: Option<Vec<u8>>,
) -> Result<Vec<Brief>, LoadFailure> {
    let (name, count) = (&batch.batch.name, batch.batch.records as usize);
    if let Some(briefs) = cached.and_then(|bytes| briefs::decode(&bytes))
        && briefs.len() == count
    {
        return Ok(briefs);
    }
    let bytes = read_one(backend, name).await?;
    let briefs = batch_briefs(name, &bytes)?;
    if let Ok(bytes) = briefs::encode(&briefs) {
        // A cache that cannot be kept costs time at the next opening and nothing else.
        let _ = backend.put_cache(&briefs::cache_name(name), &bytes).await;
    }
    Ok(briefs)
}
