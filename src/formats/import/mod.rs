//! Takes files in: batches of new and changed incidents, counts, and what has to be told.
//!
//! Pure and in slices: feed pieces of any size, take finished batches out and keep them, and at the end take the
//! summary for the journal. Nothing counts before the journal names it, so an import is cancelled by dropping it.

mod taken;

use self::taken::{Taken, Taking};
use super::batch::BatchText;
use super::file::{FileReader, FileReport};
use super::finding::Finding;
use super::kind::Kind;
use crate::domain::brief::Brief;
use crate::domain::catalogue::News;
use crate::domain::ids::ImportId;
use crate::domain::imports::{BatchRef, ImportCounts, ImportKind, ImportSummary};

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
    file: Option<FileReader>,
    file_bytes: Option<u64>,
    reports: Vec<FileReport>,
    taken: Taken,
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

/// A word that a closed list does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// The field.
    pub field: &'static str,
    /// The word as it came.
    pub word: String,
    /// How often it came.
    pub count: u64,
}

/// What an import came to.
#[derive(Clone, Debug)]
pub struct ImportOutcome {
    /// For the journal; `None` when no file holds anything that is taken in.
    pub summary: Option<ImportSummary>,
    /// The batches that were not taken out before. Keep them before the journal names them.
    pub batches: Vec<BatchText>,
    /// What was read of each file, with what was skipped and why.
    pub files: Vec<FileReport>,
    /// Words that are not in the lists, over all files.
    pub unknown_words: Vec<UnknownWord>,
}

impl Import {
    /// Begins an import.
    pub fn new(id: ImportId) -> Self {
        Self {
            id,
            file: None,
            file_bytes: None,
            reports: Vec::new(),
            taken: Taken::default(),
            batches: Vec::new(),
        }
    }

    /// Begins a file, or pasted text under a name of the caller's.
    pub fn begin(&mut self, name: &str, bytes_total: Option<u64>) {
        self.file = Some(FileReader::new(name));
        self.file_bytes = bytes_total;
    }

    /// Reads the next piece of the file.
    pub fn feed(&mut self, bytes: &[u8], known: KnownIncidents<'_>) {
        if let Some(file) = &mut self.file {
            file.feed(bytes, &mut Taking { taken: &mut self.taken, known });
        }
    }

    /// Ends the file.
    pub fn end(&mut self, known: KnownIncidents<'_>) {
        if let Some(file) = self.file.take() {
            self.reports.push(file.finish(&mut Taking { taken: &mut self.taken, known }));
        }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let now = self.file.as_ref().map(FileReader::report);
        let all = self.reports.iter().chain(now);
        let (records, refused) =
            all.fold((0, 0), |(records, refused), file| (records + file.records, refused + file.refused));
        Progress {
            bytes: now.map_or(0, |file| file.bytes),
            bytes_total: self.file_bytes.filter(|_| now.is_some()),
            files: self.reports.len(),
            records,
            refused,
            broken: now.is_some_and(|file| file.error.is_some()),
        }
    }

    /// Takes the batches out that are complete, so that they can be kept while reading goes on.
    pub fn take_batches(&mut self) -> Vec<BatchText> {
        let batches = self.taken.take();
        self.batches.extend(batches.iter().map(|batch| batch.reference.clone()));
        batches
    }

    /// Ends the import.
    pub fn finish(mut self) -> ImportOutcome {
        self.end(&|_| News::New);
        self.taken.close();
        let batches = self.take_batches();
        let Self { id, reports: files, taken, batches: references, .. } = self;
        let summary = summary(id, &files, &taken, references);
        ImportOutcome { summary, batches, unknown_words: unknown_words(&files), files }
    }
}

fn summary(
    id: ImportId,
    files: &[FileReport],
    taken: &Taken,
    batches: Vec<BatchRef>,
) -> Option<ImportSummary> {
    let imported = |file: &&FileReport| file.accepted > 0 && file.kind.is_some_and(|kind| kind.is_imported());
    let sources: Vec<&FileReport> = files.iter().filter(imported).collect();
    let has = |is: fn(ImportKind) -> bool| {
        sources.iter().filter_map(|file| import_kind(file)).find(|kind| is(*kind))
    };
    // One import has one kind; incidents lead where files of several kinds come together.
    let kind = has(|kind| kind == ImportKind::GraphIncidents).or_else(|| has(|_| true))?;
    let count = |of: fn(&FileReport) -> u64| {
        u32::try_from(sources.iter().map(|file| of(file)).sum::<u64>()).unwrap_or(u32::MAX)
    };
    Some(ImportSummary {
        id,
        kind,
        sources: sources.iter().map(|file| file.name.clone()).collect(),
        batches,
        counts: ImportCounts {
            records: count(|file| file.records),
            skipped: count(|file| file.refused),
            ..taken.counts()
        },
        devices: taken.tally.devices(),
        identities: taken.tally.identities(),
        devices_seen: taken.tally.devices_seen(),
        seats: taken.tally.seats(),
        score: taken.tally.score(),
    })
}

fn import_kind(file: &FileReport) -> Option<ImportKind> {
    match file.kind? {
        Kind::GraphIncidents | Kind::XdrIncidents => Some(ImportKind::GraphIncidents),
        Kind::Machines => Some(ImportKind::Machines),
        Kind::Sensors => Some(ImportKind::Sensors),
        Kind::HealthIssues => Some(ImportKind::HealthIssues),
        Kind::SecureScores => Some(ImportKind::SecureScores),
        Kind::ControlProfiles => Some(ImportKind::ControlProfiles),
        Kind::Licences => Some(ImportKind::Licences),
        Kind::People => Some(ImportKind::People),
        Kind::Groups => Some(ImportKind::Groups),
        _ => None,
    }
}

fn unknown_words(files: &[FileReport]) -> Vec<UnknownWord> {
    let mut words: Vec<UnknownWord> = Vec::new();
    for problem in files.iter().flat_map(|file| file.findings.list()) {
        let Finding::UnknownWord { field, word } = &problem.finding else { continue };
        match words.iter_mut().find(|known| known.field == *field && known.word == *word) {
            Some(known) => known.count += problem.count,
            None => words.push(UnknownWord { field, word: word.clone(), count: problem.count }),
        }
    }
    words
}
