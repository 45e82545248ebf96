//! Batches of normalised incidents: filled record by record, and read for their briefs.

use super::document::{
    BATCH_BYTES_MAX, BATCH_RECORDS_MAX, LoadProblem, batch_head, batch_records, broken_record, end_batch,
};
use super::incident::Normaliser;
use super::position::Position;
use super::problem::Findings;
use crate::domain::brief::Brief;
use crate::domain::imports::{BatchRef, ImportKind};

/// A batch document that is ready to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchText {
    /// Its name, records and bytes, as the journal names it.
    pub reference: BatchRef,
    /// The document.
    pub text: String,
    /// The briefs of its records, in the order of the records.
    pub briefs: Vec<Brief>,
}

/// Fills batches.
#[derive(Debug, Default)]
pub(crate) struct BatchWriter {
    /// The document so far; empty before its first record.
    text: String,
    /// Bytes of its head.
    head: usize,
    /// Bytes of the document before it, which are set aside at once.
    expected: usize,
    briefs: Vec<Brief>,
    done: Vec<BatchText>,
    /// Of all batches that were closed, handed out or not.
    references: Vec<BatchRef>,
}

/// Where a record is among the batches of an import: the number of the batch and that of the record in it.
pub(crate) type RecordPlace = (usize, u32);

impl BatchWriter {
    /// Adds a record by its normalised text; answers where it is.
    pub(crate) fn add(&mut self, record: &str, brief: Brief) -> RecordPlace {
        let bytes = self.text.len() - self.head + 1 + record.len();
        if self.briefs.len() >= BATCH_RECORDS_MAX || bytes > BATCH_BYTES_MAX {
            self.close();
        }
        if self.briefs.is_empty() {
            self.text = batch_head(ImportKind::GraphIncidents);
            self.head = self.text.len();
            self.text.reserve(self.expected);
        } else {
            self.text.push(',');
        }
        self.text.push_str(record);
        self.briefs.push(brief);
        (self.references.len(), u32::try_from(self.briefs.len() - 1).unwrap_or(u32::MAX))
    }

    /// All batches that were closed, in order.
    pub(crate) fn references(&self) -> &[BatchRef] {
        &self.references
    }

    /// Closes the batch at hand.
    pub(crate) fn close(&mut self) {
        if self.briefs.is_empty() {
            return;
        }
        let (briefs, mut text) = (std::mem::take(&mut self.briefs), std::mem::take(&mut self.text));
        self.head = 0;
        let reference = end_batch(&mut text, briefs.len());
        self.expected = text.len();
        self.references.push(reference.clone());
        self.done.push(BatchText { reference, text, briefs });
    }

    /// Hands out the batches that are complete.
    pub(crate) fn take(&mut self) -> Vec<BatchText> {
        std::mem::take(&mut self.done)
    }
}

/// The briefs of a batch of incidents, in the order of its records; several times as quick as building the records.
///
/// # Errors
/// What is wrong with the document or with its first broken record.
pub fn batch_briefs(name: &str, bytes: &[u8]) -> Result<Vec<Brief>, LoadProblem> {
    let mut normaliser = Normaliser::default();
    let mut findings = Findings::default();
    let mut scratch = String::new();
    let briefs = batch_records(name, bytes)?.into_iter().enumerate().map(|(index, record)| {
        scratch.clear();
        let brief = normaliser.read(record, Position::START, &mut findings, &mut scratch);
        brief.map_err(|problem| broken_record(name, index, format!("{:?}", problem.finding)))
    });
    briefs.collect()
}
