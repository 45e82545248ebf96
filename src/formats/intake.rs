//! One source as it arrives: an archive is unpacked, a table is told from JSON, and each file in it has a report.

use super::ahead::Helpers;
use super::archive::{Unpacked, Unpacker};
use super::file::{FileReader, FileReport, Take};
use super::position::Position;
use super::problem::Problem;
use super::table::{HEAD_BYTES, TableReader, delimiter_of};
use crate::domain::mapping::TableMapping;
use std::sync::Arc;

/// How many bytes tell an archive.
const SIGN_BYTES: usize = 4;

/// What a file turned out to be.
#[derive(Debug)]
enum Body {
    /// Not known yet: its beginning.
    Head(Vec<u8>),
    Json(Box<FileReader>),
    Table(Box<TableReader>),
}

/// A file under way.
#[derive(Debug)]
struct Open {
    name: String,
    body: Body,
}

/// How files are read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// How tables are; the first mapping that fits the headings holds.
    pub(crate) mappings: Vec<TableMapping>,
    /// What else may be used for it.
    pub(crate) helpers: Option<Helpers>,
}

/// Reads one source.
#[derive(Debug)]
pub(crate) struct Intake {
    name: String,
    reading: Arc<Reading>,
    unpacker: Option<Unpacker>,
    /// Whether the first bytes said whether it is an archive.
    is_told: bool,
    open: Option<Open>,
    done: Vec<FileReport>,
    bytes: u64,
}

impl Intake {
    pub(crate) fn new(name: &str, reading: Arc<Reading>) -> Self {
        Self {
            name: name.to_owned(),
            reading,
            unpacker: None,
            is_told: false,
            open: Some(Open { name: name.to_owned(), body: Body::Head(Vec::new()) }),
            done: Vec::new(),
            bytes: 0,
        }
    }

    /// The reports of the files so far.
    pub(crate) fn reports(&self) -> impl Iterator<Item = &FileReport> {
        let open = self.open.as_ref().and_then(|open| match &open.body {
            Body::Head(_) => None,
            Body::Json(reader) => Some(reader.report()),
            Body::Table(reader) => Some(reader.report()),
        });
        self.done.iter().chain(open)
    }

    /// Bytes that were fed, packed as they came.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether feeding it on would change nothing.
    pub(crate) fn is_broken(&self) -> bool {
        match &self.unpacker {
            Some(Unpacker::Over) => true,
            Some(_) => false,
            None => self.reports().any(|report| report.error.is_some()),
        }
    }

    /// Reads the next piece.
    pub(crate) fn feed(&mut self, bytes: &[u8], take: &mut impl Take) {
        self.bytes += bytes.len() as u64;
        if self.is_told {
            return self.pass(bytes, take);
        }
        let Some(Open { body: Body::Head(head), .. }) = &mut self.open else { return };
        head.extend_from_slice(bytes);
        if head.len() >= SIGN_BYTES {
            self.tell(take);
        }
    }

    /// Ends the source.
    pub(crate) fn finish(mut self, take: &mut impl Take) -> Vec<FileReport> {
        if !self.is_told {
            self.tell(take);
        }
        if let Some(mut unpacker) = self.unpacker.take() {
            let mut parts = Vec::new();
            unpacker.finish(&mut |part| parts.push(part));
            parts.into_iter().for_each(|part| self.unpacked(part, take));
        }
        self.close(take);
        self.done
    }

    /// The first bytes are there: an archive or not.
    fn tell(&mut self, take: &mut impl Take) {
        self.is_told = true;
        let Some(Open { body: Body::Head(head), .. }) = &mut self.open else { return };
        let head = std::mem::take(head);
        self.unpacker = Unpacker::of(&head);
        if self.unpacker.is_some() {
            self.open = None;
        }
        self.pass(&head, take);
    }

    fn pass(&mut self, bytes: &[u8], take: &mut impl Take) {
        let Some(mut unpacker) = self.unpacker.take() else { return self.take_in(bytes, take) };
        unpacker.feed(bytes, &mut |part| self.unpacked(part, take));
        self.unpacker = Some(unpacker);
    }

    fn unpacked(&mut self, part: Unpacked, take: &mut impl Take) {
        match part {
            Unpacked::Begin(inner) => {
                let name = inner.map_or_else(|| self.name.clone(), |inner| format!("{}: {inner}", self.name));
                self.open = Some(Open { name, body: Body::Head(Vec::new()) });
            }
            Unpacked::Data(bytes) => self.take_in(&bytes, take),
            Unpacked::End => self.close(take),
            Unpacked::Broken(finding) => {
                let error = Problem::new(Position::START, finding);
                match self.open.take() {
                    Some(open) => {
                        let report = finished(open, &self.reading, take);
                        self.done.push(FileReport { error: Some(error), ..report });
                    }
                    None => {
                        let name = self.name.clone();
                        self.done.push(FileReport { name, error: Some(error), ..FileReport::default() });
                    }
                }
            }
        }
    }

    /// Reads bytes of the file at hand.
    fn take_in(&mut self, bytes: &[u8], take: &mut impl Take) {
        let Some(open) = &mut self.open else { return };
        match &mut open.body {
            Body::Json(reader) => reader.feed(bytes, take),
            Body::Table(reader) => reader.feed(bytes, take),
            Body::Head(head) => {
                head.extend_from_slice(bytes);
                if telling(head).is_some() {
                    begin(open, &self.reading, take);
                }
            }
        }
    }

    fn close(&mut self, take: &mut impl Take) {
        if let Some(open) = self.open.take() {
            self.done.push(finished(open, &self.reading, take));
        }
    }
}

/// How much of the beginning of a file says what it is, once that is there: JSON says it at once, a table with its first
/// two lines. What comes behind must not count, since how much of it is there is an accident.
fn telling(head: &[u8]) -> Option<&[u8]> {
    let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let text = head.get(mark..).unwrap_or_default();
    let first = text.iter().position(|byte| !byte.is_ascii_whitespace());
    let end = match first.and_then(|at| Some((at, *text.get(at)?))) {
        None => None,
        Some((at, b'{' | b'[' | b'<')) => Some(mark + at + 1),
        Some(_) => memchr::memchr_iter(b'\n', text).nth(1).map(|at| mark + at + 1),
    };
    match end {
        Some(end) if end <= HEAD_BYTES => head.get(..end),
        _ => head.get(..HEAD_BYTES),
    }
}

fn begin(open: &mut Open, reading: &Reading, take: &mut impl Take) {
    let Body::Head(head) = &mut open.body else { return };
    let head = std::mem::take(head);
    let sample = telling(&head).unwrap_or(&head);
    open.body = match delimiter_of(sample) {
        Some(delimiter) => {
            let mut reader = TableReader::new(&open.name, delimiter, &reading.mappings);
            reader.feed(&head, take);
            Body::Table(Box::new(reader))
        }
        None => {
            let mut reader = FileReader::new(&open.name, reading.helpers);
            reader.feed(&head, take);
            Body::Json(Box::new(reader))
        }
    };
}

fn finished(mut open: Open, reading: &Reading, take: &mut impl Take) -> FileReport {
    begin(&mut open, reading, take);
    match open.body {
        Body::Json(reader) => reader.finish(take),
        Body::Table(reader) => reader.finish(take),
        Body::Head(_) => FileReport { name: open.name, ..FileReport::default() },
    }
}
