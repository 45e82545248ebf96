//! Steps inside a list of records and around it.

use super::{Attempt, JUNK_BYTES_MAX, Last, Piece, Progress, Reader, State};
use crate::formats::finding::Finding;
use crate::formats::json::encoding::is_binary;
use crate::formats::json::envelope;
use crate::formats::problem::{Problem, excerpt};
use serde::de::IgnoredAny;
use watchfloor_text::scan::{Newlines, Scan, Step};

impl Reader {
    pub(super) fn list(&mut self, wrapped: bool, last: Last, attempt: &mut Attempt<'_>) -> Progress {
        let Some(byte) = self.skip_blanks() else {
            if !self.ended {
                return self.wait(State::List { wrapped, last });
            }
            let at = self.input.place(self.input.len());
            return self.broken(at, Finding::CutOff);
        };
        match byte {
            b'{' if last != Last::Value && self.attempt(attempt) => {
                self.to(State::List { wrapped, last: Last::Value })
            }
            b'{' | b'[' => {
                self.begin();
                if last == Last::Value {
                    self.note(self.start_at, Finding::MissingComma);
                }
                let newlines = if self.indent.is_some() { Newlines::EndStrings } else { Newlines::Free };
                self.to(State::Element { scan: Scan::new(newlines), wrapped, object: byte == b'{' })
            }
            b',' => {
                let at = self.input.place(self.at);
                if last != Last::Value {
                    self.note(at, Finding::ExtraComma);
                }
                self.at += 1;
                self.indent = None;
                self.to(State::List { wrapped, last: Last::Comma(at) })
            }
            b']' => {
                if let Last::Comma(at) = last {
                    self.note(at, Finding::TrailingComma);
                }
                self.at += 1;
                self.indent = None;
                self.line_before = false;
                if !wrapped {
                    return self.to(State::Between);
                }
                self.start = self.at;
                self.start_at = self.input.place(self.at);
                self.dropping = false;
                self.to(State::Footer(Scan::inside_object()))
            }
            _ => self.odd_element(byte, wrapped, last),
        }
    }

    /// An element that is neither object nor list: a string, a number, or something that is not JSON, such as `...`.
    pub(super) fn odd_element(&mut self, first: u8, wrapped: bool, last: Last) -> Progress {
        let rest = self.input.rest(self.at).as_bytes();
        let length = if first == b'"' { envelope::string_length(rest) } else { envelope::junk_length(rest) };
        let length = match length {
            Some(length) => length,
            None if !self.ended && rest.len() < JUNK_BYTES_MAX => {
                return self.wait(State::List { wrapped, last });
            }
            None => rest.len(),
        };
        let found = String::from_utf8_lossy(rest.get(..length).unwrap_or_default());
        let is_json = serde_json::from_str::<IgnoredAny>(&found).is_ok();
        let finding = if is_json { Finding::NotARecord } else { Finding::Junk { excerpt: excerpt(&found) } };
        let hopeless = length >= JUNK_BYTES_MAX || rest.iter().take(length).any(|byte| is_binary(*byte));
        let at = self.input.place(self.at);
        if hopeless {
            return self.broken(at, Finding::RestLost);
        }
        let problem = Problem::new(at, finding);
        self.queue.push_back(if is_json { Piece::Refused(problem) } else { Piece::Note(problem) });
        self.at += length;
        self.indent = None;
        self.to(State::List { wrapped, last: if is_json { Last::Value } else { Last::Nothing } })
    }

    pub(super) fn footer(&mut self, mut scan: Scan) -> Progress {
        match scan.run(self.input.bytes(), self.start, self.at, self.ended) {
            Step::More(at) => match self.more(at) {
                Some(()) => self.wait(State::Footer(scan)),
                None => {
                    let end = self.input.place(self.input.len());
                    self.broken(end, Finding::CutOff)
                }
            },
            Step::List(at) => self.member_list(at, scan, State::Footer),
            Step::Wrong(at) => {
                let at = self.input.place(at);
                self.broken(at, Finding::RestLost)
            }
            Step::Closed(end) => {
                self.envelope(end - 1, &scan);
                self.at = end;
                self.indent = None;
                self.to(State::Between)
            }
        }
    }
}
