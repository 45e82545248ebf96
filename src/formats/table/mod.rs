//! Tables (CSV): told from other text, read row by row by a mapping, and put into the shape of incidents; or read as people
//! and groups of the directory.

mod people;
mod row;

use self::people::People;
use self::row::incident_of;
use super::file::{FileReport, Records, TablePreview, Take};
use super::finding::Finding;
use super::incident::Normaliser;
use super::kind::Kind;
use super::position::Position;
use super::problem::Problem;
use crate::domain::mapping::TableMapping;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// How much of a file is looked at to tell a table from other text.
pub(crate) const HEAD_BYTES: usize = 64 * 1024;
/// How many columns a table may have.
const COLUMNS_MAX: usize = 500;
/// How large a row may be.
const ROW_BYTES_MAX: usize = 4 * 1024 * 1024;
/// How many rows are shown.
const ROWS_SHOWN: usize = 5;
/// What may stand between two cells.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The delimiter of the table that a file begins with; `None` when it is no table. `head` is at most [`HEAD_BYTES`].
pub(crate) fn delimiter_of(head: &[u8]) -> Option<u8> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let first = *head.iter().find(|byte| !byte.is_ascii_whitespace())?;
    if b"{[<".contains(&first) || head.iter().any(|byte| *byte < 0x20 && !b"\t\r\n\x0C".contains(byte)) {
        return None;
    }
    let best = DELIMITERS
        .into_iter()
        .max_by_key(|delimiter| (first_row(head, *delimiter).len(), *delimiter == b','))?;
    let headings = first_row(head, best);
    let named = headings.iter().filter(|heading| !heading.trim().is_empty()).count();
    let mapped =
        TableMapping::propose(&headings).columns.iter().filter(|column| column.field.is_some()).count();
    // A sentence may hold commas; a table has names for its columns, and we know two of them.
    let is_known = mapped >= 2 || People::of(&headings).is_some();
    (headings.len() >= 2 && named == headings.len() && is_known).then_some(best)
}

fn first_row(head: &[u8], delimiter: u8) -> Vec<String> {
    let mut rows = Rows::new(delimiter);
    let mut row = Vec::new();
    rows.feed(head, &mut |cells, _| {
        if row.is_empty() {
            row = cells.to_vec();
        }
    });
    if row.is_empty() {
        rows.finish(&mut |cells, _| row = cells.to_vec());
    }
    row
}

/// Splits bytes into rows.
#[derive(Debug)]
struct Rows {
    reader: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    ended: usize,
    /// The line at which the row at hand begins.
    line: u64,
    /// Line ends that were passed.
    lines_passed: u64,
    too_large: bool,
}

impl Rows {
    fn new(delimiter: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            cells: vec![0; 4 * 1024],
            ends: vec![0; 32],
            written: 0,
            ended: 0,
            line: 1,
            lines_passed: 0,
            too_large: false,
        }
    }

    fn feed(&mut self, mut bytes: &[u8], take: &mut dyn FnMut(&[String], u64)) {
        while !bytes.is_empty() {
            let used = self.step(bytes, take);
            bytes = bytes.get(used..).unwrap_or_default();
        }
    }

    fn finish(&mut self, take: &mut dyn FnMut(&[String], u64)) {
        while self.step_to_end(take) {}
    }

    fn step(&mut self, bytes: &[u8], take: &mut dyn FnMut(&[String], u64)) -> usize {
        self.read(bytes, take).0
    }

    /// Tells the reader that nothing more comes; whether it has more to say.
    fn step_to_end(&mut self, take: &mut dyn FnMut(&[String], u64)) -> bool {
        self.read(&[], take).1
    }

    fn read(&mut self, bytes: &[u8], take: &mut dyn FnMut(&[String], u64)) -> (usize, bool) {
        let cells = self.cells.get_mut(self.written..).unwrap_or_default();
        let ends = self.ends.get_mut(self.ended..).unwrap_or_default();
        let (result, used, written, ended) = self.reader.read_record(bytes, cells, ends);
        let passed = bytes.get(..used).unwrap_or_default();
        self.lines_passed += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.written += written;
        self.ended += ended;
        match result {
            ReadRecordResult::OutputFull if self.cells.len() >= ROW_BYTES_MAX => {
                self.too_large = true;
                self.written = 0;
            }
            ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
            ReadRecordResult::OutputEndsFull if self.ends.len() >= COLUMNS_MAX * 2 => {
                self.too_large = true;
                self.ended = 0;
            }
            ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            ReadRecordResult::Record => {
                let row = self.row();
                take(if self.too_large { &[] } else { &row }, self.line);
                (self.written, self.ended, self.too_large) = (0, 0, false);
                // The reader stops behind a carriage return and passes the line feed with the next row.
                self.line = self.lines_passed + 1 + u64::from(passed.last() == Some(&b'\r'));
            }
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::End => return (used, false),
        }
        (used, true)
    }

    fn row(&self) -> Vec<String> {
        let mut from = 0;
        let ends = self.ends.get(..self.ended).unwrap_or_default();
        let cells = ends.iter().map(|end| {
            let cell = self.cells.get(from..*end).unwrap_or_default();
            from = *end;
            String::from_utf8_lossy(cell).into_owned()
        });
        cells.collect()
    }
}

/// Reads one table piece by piece.
#[derive(Debug)]
pub(crate) struct TableReader {
    rows: Rows,
    known: Vec<TableMapping>,
    mapping: Option<TableMapping>,
    /// The columns, where it is a table of the directory.
    people: Option<People>,
    normaliser: Normaliser,
    scratch: String,
    report: FileReport,
    begun: bool,
    bad_utf8: bool,
}

impl TableReader {
    /// A table with this delimiter; `known` are the ways in which tables were read before.
    pub(crate) fn new(name: &str, delimiter: u8, known: &[TableMapping]) -> Self {
        Self {
            rows: Rows::new(delimiter),
            known: known.to_vec(),
            mapping: None,
            people: None,
            normaliser: Normaliser::default(),
            scratch: String::new(),
            report: FileReport { name: name.to_owned(), kind: Some(Kind::Table), ..FileReport::default() },
            begun: false,
            bad_utf8: false,
        }
    }

    /// What was read so far.
    pub(crate) fn report(&self) -> &FileReport {
        &self.report
    }

    /// Reads the next piece.
    pub(crate) fn feed(&mut self, bytes: &[u8], take: &mut impl Take) {
        self.report.bytes += bytes.len() as u64;
        if self.report.error.is_some() {
            return;
        }
        let begins = !std::mem::replace(&mut self.begun, true);
        let bytes = if begins { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) } else { bytes };
        let mut found = Vec::new();
        self.rows.feed(bytes, &mut |cells, line| found.push((cells.to_vec(), line)));
        self.take_rows(found, take);
    }

    /// Ends the table.
    pub(crate) fn finish(mut self, take: &mut impl Take) -> FileReport {
        if self.report.error.is_none() {
            let mut found = Vec::new();
            self.rows.finish(&mut |cells, line| found.push((cells.to_vec(), line)));
            self.take_rows(found, take);
        }
        if let Some(people) = self.people.take().filter(|_| self.report.error.is_none()) {
            people.finish().for_each(|group| take.estate(group));
        }
        self.report
    }

    fn take_rows(&mut self, rows: Vec<(Vec<String>, u64)>, take: &mut impl Take) {
        for (cells, line) in rows {
            let at = Position { line, column: 1 };
            if !self.bad_utf8 && cells.iter().any(|cell| cell.contains(char::REPLACEMENT_CHARACTER)) {
                self.bad_utf8 = true;
                self.report.findings.add(Problem::new(at, Finding::BadUtf8));
            }
            match self.mapping.take() {
                None if self.people.is_some() => self.take_person(&cells, at, take),
                None => self.headings(cells),
                Some(mapping) => {
                    self.take_row(&mapping, &cells, at, take);
                    self.mapping = Some(mapping);
                }
            }
            if self.report.error.is_some() {
                return;
            }
        }
    }

    fn headings(&mut self, headings: Vec<String>) {
        let headings: Vec<String> = headings.iter().map(|heading| heading.trim().to_owned()).collect();
        if headings.is_empty() || headings.len() > COLUMNS_MAX {
            self.report.error = Some(Problem::new(Position::START, Finding::TooMany { most: COLUMNS_MAX }));
            return;
        }
        let known = self.known.iter().find(|mapping| mapping.fits(&headings)).cloned();
        if let Some(people) = People::of(&headings).filter(|_| known.is_none()) {
            self.report.kind = Some(Kind::People);
            self.people = Some(people);
            return;
        }
        let mapping = known.unwrap_or_else(|| TableMapping::propose(&headings));
        self.report.table = Some(TablePreview { mapping: mapping.clone(), rows: Vec::new() });
        self.mapping = Some(mapping);
    }

    fn take_person(&mut self, cells: &[String], at: Position, take: &mut impl Take) {
        self.report.records += 1;
        let Some(people) = self.people.as_mut() else { return };
        match people.read(cells, at) {
            Ok(record) => {
                self.report.accepted += 1;
                record.into_iter().for_each(|person| take.estate(person));
            }
            Err(problem) => {
                self.report.refused += 1;
                self.report.findings.add(problem);
            }
        }
    }

    fn take_row(&mut self, mapping: &TableMapping, cells: &[String], at: Position, take: &mut impl Take) {
        if let Some(table) = self.report.table.as_mut().filter(|table| table.rows.len() < ROWS_SHOWN) {
            table.rows.push(cells.to_vec());
        }
        self.report.records += 1;
        if let Err(problem) = self.read_row(mapping, cells, at, take) {
            self.report.refused += 1;
            self.report.findings.add(problem);
        }
    }

    fn read_row(
        &mut self,
        mapping: &TableMapping,
        cells: &[String],
        at: Position,
        take: &mut impl Take,
    ) -> Result<(), Problem> {
        if let Some(field) = mapping.missing().first() {
            return Err(Problem::new(Position::START, Finding::ColumnMissing { field: field.as_str() }));
        }
        if cells.len() != mapping.columns.len() {
            let finding = match cells.len() {
                0 => Finding::TooLarge { bytes: ROW_BYTES_MAX },
                cells => Finding::RowLength { cells, columns: mapping.columns.len() },
            };
            return Err(Problem::new(at, finding));
        }
        let graph = incident_of(mapping, cells, at, &mut self.report.findings)?;
        let mut records = Records {
            normaliser: &mut self.normaliser,
            scratch: &mut self.scratch,
            context_kind: None,
            comments_of: &None,
            report: &mut self.report,
        };
        records.read_converted(&graph, at, take)
    }
}
