//! Steps inside one value: a record, or the wrapper of a list.

use super::{Last, Piece, Progress, RECORD_BYTES_MAX, Reader, State};
use crate::formats::finding::Finding;
use crate::formats::json::{envelope, repair};
use crate::formats::problem::Problem;
use watchfloor_text::scan::{DEPTH_MAX, Scan, Step};

impl Reader {
    pub(super) fn top(&mut self, mut scan: Scan) -> Progress {
        match scan.run(self.input.bytes(), self.start, self.at, self.ended) {
            Step::More(at) => match self.more(at) {
                Some(()) => self.wait(State::Top(scan)),
                None => self.unfinished(None),
            },
            Step::List(at) => self.member_list(at, scan, State::Top),
            Step::Wrong(at) => self.wrong(at, None),
            Step::Closed(end) => {
                self.line_before = !self.input.slice(self.start, end).contains('\n');
                self.close(end, &scan, State::Between)
            }
        }
    }

    /// A list as a member of the outermost object: the records of a wrapper, or simply a member of a record.
    pub(super) fn member_list(&mut self, at: usize, scan: Scan, otherwise: fn(Scan) -> State) -> Progress {
        let before = self.input.slice(self.start, at).as_bytes();
        self.at = at + 1;
        if self.dropping || !envelope::names_records(before) {
            return self.to(otherwise(scan));
        }
        self.envelope(at, &scan);
        self.indent = None;
        self.to(State::List { wrapped: true, last: Last::Nothing })
    }

    /// Tells the trailing commas that the scanner found in the value at hand.
    pub(super) fn note_commas(&mut self, scan: &Scan) {
        for offset in &scan.trailing_commas {
            self.note(self.place_in_value(*offset), Finding::TrailingComma);
        }
    }

    /// Reads what a wrapper says of its list, between the beginning of the value at hand and `end`.
    pub(super) fn envelope(&mut self, end: usize, scan: &Scan) {
        self.note_commas(scan);
        let (part, _) = repair::repair(self.input.slice(self.start, end), &scan.trailing_commas);
        match envelope::read(&part) {
            Ok(said) => {
                self.queue.extend(said.context.map(Piece::Context));
                if let Some(offset) = said.next_page {
                    self.note(self.place_in_value(offset), Finding::OnePage);
                }
            }
            Err(finding) => self.note(self.start_at, finding),
        }
    }

    pub(super) fn element(&mut self, mut scan: Scan, wrapped: bool, object: bool) -> Progress {
        match scan.run(self.input.bytes(), self.start, self.at, self.ended) {
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
            self.input.place(at);
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
        if scan.trailing_commas.is_empty() && !scan.odd {
            return Progress::Record(self.start..end);
        }
        let text = self.input.slice(self.start, end);
        let (repaired, found) = repair::repair(text, &scan.trailing_commas);
        for (offset, finding) in found {
            self.note(self.place_in_value(offset), finding);
        }
        self.repaired = repaired;
        Progress::Repaired
    }
}
