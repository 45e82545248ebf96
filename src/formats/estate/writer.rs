//! Fills batches with records of the estate.

use crate::domain::estate::EstateRecord;
use crate::domain::estate::score::ScoreDay;
use crate::domain::imports::ImportKind;
use crate::formats::batch::BatchText;
use crate::formats::document::{BATCH_BYTES_MAX, BATCH_RECORDS_MAX, batch_document_of_texts};

/// Fills batches.
#[derive(Debug, Default)]
pub(in crate::formats) struct EstateWriter {
    records: String,
    count: usize,
    done: Vec<BatchText>,
    /// The newest day of Secure Score with its controls, which waits until it is clear that no newer one comes.
    newest: Option<Box<ScoreDay>>,
}

impl EstateWriter {
    /// Adds a record. Of the days of Secure Score only the newest keeps its controls: the others add to the trend.
    pub(in crate::formats) fn add(&mut self, record: EstateRecord) {
        match record {
            EstateRecord::ScoreDay(mut day) => {
                match self.newest.take() {
                    None => {
                        self.newest = Some(day);
                        return;
                    }
                    Some(known) if day.at >= known.at => {
                        self.newest = Some(std::mem::replace(&mut day, known));
                    }
                    known => self.newest = known,
                }
                day.controls = Vec::new();
                self.write(&EstateRecord::ScoreDay(day));
            }
            other => self.write(&other),
        }
    }

    fn write(&mut self, record: &EstateRecord) {
        // A record is plain data, which always has a text.
        let Ok(text) = serde_json::to_string(record) else { return };
        let full = self.count >= BATCH_RECORDS_MAX || self.records.len() + 1 + text.len() > BATCH_BYTES_MAX;
        if full {
            self.seal();
        }
        if self.count > 0 {
            self.records.push(',');
        }
        self.records.push_str(&text);
        self.count += 1;
    }

    fn seal(&mut self) {
        if self.count == 0 {
            return;
        }
        let (text, mut reference) =
            batch_document_of_texts(ImportKind::Estate, &self.records, std::mem::take(&mut self.count));
        reference.kind = Some(ImportKind::Estate);
        self.records.clear();
        self.done.push(BatchText { reference, text, briefs: Vec::new() });
    }

    /// Closes the batch at hand.
    pub(in crate::formats) fn close(&mut self) {
        if let Some(day) = self.newest.take() {
            self.write(&EstateRecord::ScoreDay(day));
        }
        self.seal();
    }

    /// Hands out the batches that are complete.
    pub(in crate::formats) fn take(&mut self) -> Vec<BatchText> {
        std::mem::take(&mut self.done)
    }
}
