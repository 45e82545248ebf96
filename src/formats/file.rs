//! Reads one file of foreign records: recognises it, normalises or checks its records, and reports.

mod foreign;

use self::foreign::incident_of_comments;
use super::ahead::{Ahead, Helpers};
use super::estate;
use super::finding::Finding;
use super::foreign::Fact;
use super::incident::{Normalised, Normaliser};
use super::json::{Origin, Piece, Reader};
use super::kind::Kind;
use super::minimal;
use super::position::Position;
use super::problem::{Findings, Problem};
use super::recognise::{self, Recognised};
use crate::domain::brief::Brief;
use crate::domain::estate::EstateRecord;
use crate::domain::ids::IncidentId;
use crate::domain::mapping::TableMapping;
use crate::domain::vocabulary::Status;

/// So many bytes of a file are read first, to see what it holds.
const HEAD_BYTES: usize = 64 * 1024;

/// Takes the records of a file.
pub(crate) trait Take {
    /// An incident with its normalised text.
    fn incident(&mut self, brief: Brief, record: &str);
    /// A record of the estate or the directory.
    fn estate(&mut self, record: EstateRecord);
    /// Anything else.
    fn fact(&mut self, fact: Fact);
}

/// What was read of a file.
#[derive(Clone, Debug, Default)]
pub struct FileReport {
    /// The name under which it was given.
    pub name: String,
    /// What it holds; `None` while nothing says it.
    pub kind: Option<Kind>,
    /// Bytes read.
    pub bytes: u64,
    /// Records found.
    pub records: u64,
    /// Records that hold what they must.
    pub accepted: u64,
    /// Records that cannot be used; each is among the findings.
    pub refused: u64,
    /// Accepted incidents that were merged into others.
    pub redirected: u64,
    /// What was put right, assumed or refused, with places.
    pub findings: Findings,
    /// Why the file could not be read, or not to its end. Records before that place are counted.
    pub error: Option<Problem>,
    /// How the columns of a table were read, and its first rows.
    pub table: Option<TablePreview>,
}

/// A table as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct TablePreview {
    /// How its columns were read.
    pub mapping: TableMapping,
    /// Its first rows.
    pub rows: Vec<Vec<String>>,
}

impl FileReport {
    /// Whether the file could be read.
    pub fn is_readable(&self) -> bool {
        self.error.is_none()
    }
}

/// Reads one file piece by piece.
#[derive(Debug)]
pub(crate) struct FileReader {
    reader: Reader,
    normaliser: Normaliser,
    ahead: Ahead,
    /// What the service calls the list.
    context_kind: Option<Kind>,
    report: FileReport,
    scratch: String,
    first_refused: Option<Problem>,
    /// The incident whose comments the file holds.
    comments_of: Option<IncidentId>,
}

impl FileReader {
    pub(crate) fn new(name: &str, helpers: Option<Helpers>) -> Self {
        Self {
            reader: Reader::new(),
            normaliser: Normaliser::default(),
            ahead: Ahead::new(helpers),
            context_kind: None,
            report: FileReport { name: name.to_owned(), ..FileReport::default() },
            scratch: String::new(),
            first_refused: None,
            comments_of: None,
        }
    }

    /// What was read so far.
    pub(crate) fn report(&self) -> &FileReport {
        &self.report
    }

    /// Reads the next piece of the file.
    pub(crate) fn feed(&mut self, bytes: &[u8], take: &mut impl Take) {
        // Nobody can help before the first record says what the file holds.
        let head = if self.report.kind.is_none() { HEAD_BYTES.min(bytes.len()) } else { 0 };
        let (head, bytes) = bytes.split_at_checked(head).unwrap_or_default();
        self.feed_one(head, take);
        self.feed_one(bytes, take);
    }

    fn feed_one(&mut self, bytes: &[u8], take: &mut impl Take) {
        if bytes.is_empty() {
            return;
        }
        self.report.bytes += bytes.len() as u64;
        self.reader.feed(bytes);
        if self.report.error.is_none() && self.report.kind.is_some_and(Kind::is_read_as_it_is) {
            self.ahead.read(self.reader.rest());
        }
        self.drain(take);
        self.ahead.clear();
    }

    /// Ends the file.
    pub(crate) fn finish(mut self, take: &mut impl Take) -> FileReport {
        self.reader.finish();
        self.drain(take);
        let mut report = self.report;
        report.kind = report.kind.or(self.context_kind);
        if report.error.is_none() && report.records > 0 && report.accepted == 0 {
            // Nothing in the file can be used: what is wrong with its first record is what is wrong with the file.
            let first = self.first_refused.take();
            report.findings.remove(first.as_ref());
            report.error = first;
        }
        if report.error.is_none() && report.records == 0 && report.kind.is_none() {
            report.findings.add(Problem::new(Position::START, Finding::EmptyList));
        }
        report
    }

    fn drain(&mut self, take: &mut impl Take) {
        loop {
            let mut records = Records {
                normaliser: &mut self.normaliser,
                scratch: &mut self.scratch,
                context_kind: self.context_kind,
                comments_of: &self.comments_of,
                report: &mut self.report,
            };
            let ahead = &mut self.ahead;
            let Some(piece) =
                self.reader.piece_or(&mut |text, origin| records.read_ahead(text, origin, ahead, take))
            else {
                return;
            };
            match piece {
                Piece::Record { text, at } => {
                    if let Err(problem) = records.read(text, at, take) {
                        self.refuse(problem);
                    }
                }
                Piece::Refused(problem) => {
                    self.report.records += 1;
                    self.refuse(problem);
                }
                Piece::Note(problem) => self.report.findings.add(problem),
                Piece::Context(context) => {
                    self.comments_of = self.comments_of.take().or_else(|| incident_of_comments(&context));
                    self.context_kind = self.context_kind.or_else(|| recognise::of_context(&context));
                }
                Piece::Broken(problem) => self.report.error = Some(problem),
            }
        }
    }

    fn refuse(&mut self, problem: Problem) {
        self.report.refused += 1;
        self.first_refused.get_or_insert_with(|| problem.clone());
        self.report.findings.add(problem);
    }
}

/// What reading a record needs of the reader of its file.
pub(crate) struct Records<'f> {
    pub(crate) normaliser: &'f mut Normaliser,
    pub(crate) scratch: &'f mut String,
    pub(crate) context_kind: Option<Kind>,
    pub(crate) comments_of: &'f Option<IncidentId>,
    pub(crate) report: &'f mut FileReport,
}

impl Records<'_> {
    /// Takes the record that a text begins with when it is an incident among incidents and nothing stands against it,
    /// without a search for its end: that is twice as quick.
    fn read_ahead(
        &mut self,
        text: &str,
        origin: &Origin<'_>,
        ahead: &mut Ahead,
        take: &mut impl Take,
    ) -> Option<usize> {
        self.report.kind.filter(|kind| kind.is_read_as_it_is())?;
        let (Normalised { brief, length, found }, normalised) = match ahead.take(text.len()) {
            Some(known) => known,
            None => {
                self.scratch.clear();
                let read = self.normaliser.read_ahead(text, self.scratch)?;
                ahead.learn(text);
                (read, self.scratch.as_str())
            }
        };
        for (offset, finding) in found {
            let place = || origin.after(text.get(..offset).unwrap_or_default());
            self.report.findings.add_at(finding, place);
        }
        self.report.records += 1;
        accept(self.report, &brief);
        take.incident(brief, normalised);
        Some(length)
    }

    fn take_incident(&mut self, brief: Brief, take: &mut impl Take) {
        accept(self.report, &brief);
        take.incident(brief, self.scratch);
    }

    fn read(&mut self, text: &str, at: Position, take: &mut impl Take) -> Result<(), Problem> {
        self.report.records += 1;
        let kind = self.kind(text, at)?;
        let findings = &mut self.report.findings;
        match kind {
            Kind::GraphIncidents | Kind::XdrIncidents => {
                self.scratch.clear();
                let brief = self.normaliser.read(text, at, findings, self.scratch)?;
                self.take_incident(brief, take);
                return Ok(());
            }
            kind if kind.is_estate() => {
                minimal::check(kind, text, at)?;
                estate::read(kind, text, at, findings)?.into_iter().for_each(|record| take.estate(record));
            }
            _ => return self.read_foreign(kind, text, at, take),
        }
        self.report.accepted += 1;
        Ok(())
    }

    /// The kind of a record. The first one that is recognised says what the file holds. Later ones are compared with
    /// it, but for incidents: their reader does that itself where a record looks odd, since it costs time.
    fn kind(&mut self, text: &str, at: Position) -> Result<Kind, Problem> {
        if let Some(kind) = self.report.kind.filter(|kind| kind.is_read_as_it_is()) {
            return Ok(kind);
        }
        let found = match recognise::of_record(text) {
            Recognised::As(kind) => kind,
            Recognised::Not(finding) => return Err(Problem::new(at, finding)),
            Recognised::Unknown => match self.report.kind.or(self.context_kind) {
                Some(kind) => kind,
                None => {
                    // A fault in the text is a better answer than that it is not known.
                    minimal::check(Kind::NavigatorLayer, text, at)?;
                    return Err(Problem::new(at, Finding::UnknownKind));
                }
            },
        };
        let kind = *self.report.kind.get_or_insert(found);
        if kind == found { Ok(kind) } else { Err(Problem::new(at, Finding::OtherKind { kind: found })) }
    }
}

fn accept(report: &mut FileReport, brief: &Brief) {
    report.accepted += 1;
    report.redirected += u64::from(brief.status == Status::Redirected);
}
