//! Steps inside one value: a record, or the wrapper of a list.

use super::{Last, Piece, Progress, RECORD_BYTES_MAX, Reader, State};
use crate::formats::finding::Finding;
use crate::formats::json::scan::{DEPTH_MAX, Scan, Step};
use crate::formats::json::{envelope, repair};
use crate::formats::problem::Problem;
use std::ops::Range;

impl Reader {
    pub(super) fn top(&mut self, mut scan: Scan) -> Progress {
        match scan.run(&mut self.text, self.start, self.at, self.ended) {
            Step::More(at) => match self.more(at) {
                Some(()) => self.wait(State::Top(scan)),
                None => self.unfinished(None),
            },
            Step::List(at) => self.member_list(at, scan, State::Top),
            Step::Wrong(at) => self.wrong(at, None),
            Step::Closed(end) => {
                let text = self.text.get(self.start..end).unwrap_or_default();
                self.line_before = memchr::memchr(b'\n', text).is_none();
                self.close(end, &scan, State::Between)
            }
        }
    }

    /// A list as a member of the outermost object: the records of a wrapper, or simply a member of a record.
    pub(super) fn member_list(&mut self, at: usize, scan: Scan, otherwise: fn(Scan) -> State) -> Progress {
        let before = self.text.get(self.start..at).unwrap_or_default();
        self.at = at + 1;
        if self.dropping || !envelope::names_records(before) {
            return self.to(otherwise(scan));
        }
        self.note_commas(&scan);
        self.envelope(at);
        self.indent = None;
        self.to(State::List { wrapped: true, last: Last::Nothing })
    }

    /// Tells the trailing commas that the scanner blanked in the value at hand.
    pub(super) fn note_commas(&mut self, scan: &Scan) {
        for offset in &scan.trailing_commas {
            let before = self.text.get(self.start..self.start + offset).unwrap_or_default();
            self.note(self.start_at.after(before), Finding::TrailingComma);
        }
    }

    /// Reads what a wrapper says of its list, between the beginning of the value at hand and `end`.
    pub(super) fn envelope(&mut self, end: usize) {
        let part = self.text.get(self.start..end).unwrap_or_default();
        match envelope::read(part) {
            Ok(said) => {
                let next_page = said.next_page.map(|offset| {
                    self.start_at.after(self.text.get(self.start..self.start + offset).unwrap_or_default())
                });
                self.queue.extend(said.context.map(Piece::Context));
                if let Some(at) = next_page {
                    self.note(at, Finding::OnePage);
                }
            }
            Err(finding) => self.note(self.start_at, finding),
        }
    }

    pub(super) fn element(&mut self, mut scan: Scan, wrapped: bool, object: bool) -> Progress {
        match scan.run(&mut self.text, self.start, self.at, self.ended) {
            Step::More(at) => match self.more(at) {
                Some(()) => self.wait(State::Element { scan, wrapped, object }),
                None => self.unfinished(Some(wrapped)),
            },
            Step::List(at) => {
                self.at = at + 1;
                self.to(State::Element { scan, wrapped, object })
            }
            Step::Wrong(at) => self.wrong(at, Some(wrapped)),
            Step::Closed(end) => {
                let next = State::List { wrapped, last: Last::Value };
                if object {
                    return self.close(end, &scan, next);
                }
                self.queue.push_back(Piece::Refused(Problem::new(self.start_at, Finding::NotARecord)));
                self.at = end;
                self.indent = None;
                self.to(next)
            }
        }
    }

    /// The scanner needs more text: `None` when there is none. Lets a value go that has become too large.
    pub(super) fn more(&mut self, at: usize) -> Option<()> {
        self.at = at;
        if self.ended {
            return None;
        }
        if at - self.start > RECORD_BYTES_MAX {
            self.dropping = true;
            self.place(at);
            self.start = at;
        }
        Some(())
    }

    /// A value is complete.
    pub(super) fn close(&mut self, end: usize, scan: &Scan, next: State) -> Progress {
        self.at = end;
        self.indent = None;
        self.state = next;
        let refused = if self.dropping || end - self.start > RECORD_BYTES_MAX {
            Some(Finding::TooLarge { bytes: RECORD_BYTES_MAX })
        } else if scan.too_deep {
            Some(Finding::TooDeep { levels: DEPTH_MAX })
        } else {
            None
        };
        if let Some(finding) = refused {
            self.queue.push_back(Piece::Refused(Problem::new(self.start_at, finding)));
            return Progress::Again;
        }
        self.note_commas(scan);
        if scan.odd {
            let repaired = repair::repair(self.text.get_mut(self.start..end).unwrap_or_default());
            for (offset, finding) in repaired {
                let before = self.text.get(self.start..self.start + offset).unwrap_or_default();
                self.note(self.start_at.after(before), finding);
            }
        }
        Progress::Record(self.start..end)
    }

    /// The record in a range. Bytes that are not UTF-8 are replaced, so that the record is not lost for a name.
    pub(super) fn record(&mut self, range: Range<usize>) -> Piece<'_> {
        let at = self.start_at;
        let bytes = self.text.get(range).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) => Piece::Record { text, at },
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let note = Problem::new(at.after(before), Finding::BadUtf8);
                self.queue.push_back(Piece::Note(note));
                self.lossy = String::from_utf8_lossy(bytes).into_owned();
                Piece::Record { text: &self.lossy, at }
            }
        }
    }
}
