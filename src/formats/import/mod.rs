//! Takes files in: batches of new and changed incidents, counts, and what has to be told.
//!
//! Pure and in slices: feed pieces of any size, take finished batches out and keep them, join what came without its
//! incident, and at the end take the summary for the journal. Nothing counts before the journal names it, so an import is
//! cancelled by dropping it.

mod loose;
mod outcome;
mod taken;

pub use loose::JoinCounts;
pub use outcome::{ImportOutcome, Sample, UnknownWord};

use self::taken::{Taken, Taking};
use super::ahead::Helpers;
use super::batch::BatchText;
use super::file::FileReport;
use super::intake::{Intake, Reading};
use crate::domain::brief::Brief;
use crate::domain::catalogue::News;
use crate::domain::ids::{ImportId, IncidentId};
use crate::domain::imports::BatchRef;
use crate::domain::mapping::TableMapping;
use crate::domain::record::IncidentRecord;
use crate::domain::scope::Members;
use std::sync::Arc;

/// How an incident compares with what the workspace has.
pub type KnownIncidents<'a> = &'a dyn Fn(&Brief) -> News;

/// An import under way.
///
/// ```
/// use watchfloor::domain::catalogue::News;
/// use watchfloor::domain::ids::ImportId;
/// use watchfloor::formats::import::Import;
///
/// let text = br#"{"value":[{"id":"29","displayName":"Sign-in from a new place","status":"active",
///   "severity":"medium","createdDateTime":"2026-05-01T12:00:00Z","lastUpdateDateTime":"2026-05-01T12:30:00Z"}]}"#;
/// let mut import = Import::new(ImportId::new("import-1").unwrap());
/// import.begin("incidents.json", Some(text.len() as u64));
/// for piece in text.chunks(64) {
///     import.feed(piece, &|_brief| News::New);
/// }
/// import.end(&|_brief| News::New);
/// let outcome = import.finish();
/// let summary = outcome.summary.unwrap();
/// assert_eq!((summary.counts.records, summary.counts.new), (1, 1));
/// assert_eq!(outcome.batches[0].briefs[0].title, "Sign-in from a new place");
/// ```
#[derive(Debug)]
pub struct Import {
    id: ImportId,
    reading: Arc<Reading>,
    intake: Option<Intake>,
    file_bytes: Option<u64>,
    reports: Vec<FileReport>,
    taken: Taken,
    /// Of all batches that were handed out, in order.
    batches: Vec<BatchRef>,
}

/// How far an import is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read of the file at hand.
    pub bytes: u64,
    /// Bytes that the file at hand has, where that is known.
    pub bytes_total: Option<u64>,
    /// Files read to their end.
    pub files: usize,
    /// Records found, over all files.
    pub records: u64,
    /// Records that cannot be used, over all files.
    pub refused: u64,
    /// Whether the file at hand turned out unreadable: feeding it on would change nothing.
    pub broken: bool,
}

/// An incident that records wait for that came without it. Two records are to be found: that of this import, where
/// `batch` names it, and that of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which.
    pub incident: IncidentId,
    /// The batch of this import that holds its record, and the number of the record.
    pub batch: Option<(String, u32)>,
}

impl Import {
    /// Begins an import.
    pub fn new(id: ImportId) -> Self {
        Self {
            id,
            reading: Arc::default(),
            intake: None,
            file_bytes: None,
            reports: Vec::new(),
            taken: Taken::default(),
            batches: Vec::new(),
        }
    }

    /// Reads tables as these mappings say; the first that fits the headings holds. Others are read as proposed.
    #[must_use]
    pub fn with_mappings(self, mappings: Vec<TableMapping>) -> Self {
        let reading = Reading { mappings, helpers: self.reading.helpers };
        Self { reading: Arc::new(reading), ..self }
    }

    /// Lets threads help with reading.
    #[must_use]
    pub fn with_helpers(self, helpers: Helpers) -> Self {
        let reading = Reading { mappings: self.reading.mappings.clone(), helpers: Some(helpers) };
        Self { reading: Arc::new(reading), ..self }
    }

    /// Counts what touches none of these members as out of scope, where coverage is limited to them.
    #[must_use]
    pub fn with_members(mut self, members: Option<Members>) -> Self {
        self.taken.members = members;
        self
    }

    /// Begins a file, or pasted text under a name of the caller's.
    pub fn begin(&mut self, name: &str, bytes_total: Option<u64>) {
        self.intake = Some(Intake::new(name, Arc::clone(&self.reading)));
        self.file_bytes = bytes_total;
    }

    /// Reads the next piece of the file.
    pub fn feed(&mut self, bytes: &[u8], known: KnownIncidents<'_>) {
        if let Some(intake) = &mut self.intake {
            intake.feed(bytes, &mut Taking { taken: &mut self.taken, known });
        }
    }

    /// Ends the file.
    pub fn end(&mut self, known: KnownIncidents<'_>) {
        if let Some(intake) = self.intake.take() {
            self.reports.extend(intake.finish(&mut Taking { taken: &mut self.taken, known }));
        }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let now = self.intake.as_ref();
        let all = self.reports.iter().chain(now.into_iter().flat_map(Intake::reports));
        let (records, refused) =
            all.fold((0, 0), |(records, refused), file| (records + file.records, refused + file.refused));
        Progress {
            bytes: now.map_or(0, Intake::bytes),
            bytes_total: self.file_bytes.filter(|_| now.is_some()),
            files: self.reports.len(),
            records,
            refused,
            broken: now.is_some_and(Intake::is_broken),
        }
    }

    /// Takes the batches out that are complete, so that they can be kept while reading goes on.
    pub fn take_batches(&mut self) -> Vec<BatchText> {
        let batches = self.taken.take();
        self.batches.extend(batches.iter().map(|batch| batch.reference.clone()));
        batches
    }

    /// Whether records wait for incidents that they came without: then [`Import::wanted`] is to be called behind the last
    /// file, the batches are to be kept, and each is to be joined.
    pub fn has_loose(&self) -> bool {
        !self.taken.loose.is_empty()
    }

    /// The incidents that records wait for. Closes the batch at hand, so that every record of this import can be found.
    pub fn wanted(&mut self) -> Vec<Wanted> {
        self.taken.begin_joins()
    }

    /// Joins what waits for an incident with the record of this import and with that of the workspace, where there are
    /// such. A record of this import that came without alerts has those of the workspace.
    pub fn join(
        &mut self,
        incident: &IncidentId,
        ours: Option<IncidentRecord>,
        theirs: Option<IncidentRecord>,
        known: KnownIncidents<'_>,
    ) {
        let record = match (ours, theirs) {
            (Some(mut ours), Some(theirs)) if ours.alerts.is_empty() => {
                ours.alerts = theirs.alerts;
                Some(ours)
            }
            (ours, theirs) => ours.or(theirs),
        };
        self.taken.join(incident, record, known);
    }

    /// Ends the import.
    pub fn finish(mut self) -> ImportOutcome {
        self.end(&|_| News::New);
        self.taken.close();
        let batches = self.take_batches();
        outcome::of(self.id, self.reports, self.taken, batches, self.batches)
    }
}
