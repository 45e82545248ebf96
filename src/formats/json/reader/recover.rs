//! Steps over text that is not JSON, so that one broken record does not lose the others.

use super::{JUNK_BYTES_MAX, Last, Piece, Progress, RESYNCS_MAX, Reader, State};
use crate::formats::finding::Finding;
use crate::formats::json::encoding::is_binary;
use crate::formats::json::parse_error;
use crate::formats::problem::{Problem, excerpt};
use serde::de::IgnoredAny;

impl Reader {
    /// Passes over a line that is not JSON.
    pub(super) fn junk_line(&mut self) -> Progress {
        let rest = self.input.rest(self.at).as_bytes();
        let length = match memchr::memchr(b'\n', rest) {
            Some(length) => length,
            None if !self.ended && rest.len() < JUNK_BYTES_MAX => return self.wait(State::Between),
            None => rest.len(),
        };
        let line = rest.get(..length).unwrap_or_default();
        let finding = if line.iter().any(|byte| is_binary(*byte)) {
            Finding::Binary
        } else if line.first() == Some(&b'<') {
            Finding::WebPage
        } else {
            Finding::NotJson { excerpt: excerpt(&String::from_utf8_lossy(line)) }
        };
        let at = self.input.place(self.at);
        if !self.seen || finding == Finding::Binary || length >= JUNK_BYTES_MAX {
            return self.broken(at, finding);
        }
        self.at += length;
        self.queue.push_back(Piece::Refused(Problem::new(at, finding)));
        self.to(State::Between)
    }

    /// The file ends inside a value: it was cut off, or a fault further up hid the end.
    pub(super) fn unfinished(&mut self, list: Option<bool>) -> Progress {
        let end = self.input.len();
        if !self.dropping && self.first_error(end).is_some() {
            return self.wrong(end, list);
        }
        let at = self.input.place(end);
        self.broken(at, Finding::CutOff)
    }

    /// Where the value at hand stops being JSON before `end`; `None` when it is only incomplete.
    fn first_error(&self, end: usize) -> Option<(usize, Finding)> {
        let text = self.input.slice(self.start, end);
        let error = serde_json::from_str::<IgnoredAny>(text).err().filter(|error| !error.is_eof())?;
        Some(parse_error(text, &error))
    }

    /// The byte `at` cannot be here: refuses the record and searches the next one.
    pub(super) fn wrong(&mut self, at: usize, list: Option<bool>) -> Progress {
        let (place, offset, finding) = if self.dropping {
            // The beginning is gone, so the fault cannot be searched there.
            (self.input.place(at), at - self.start, Finding::CutOff)
        } else {
            let end = (at + 1).min(self.input.len());
            let (offset, finding) = self.first_error(end).unwrap_or((at - self.start, Finding::CutOff));
            (self.place_in_value(offset), offset, finding)
        };
        self.queue.push_back(Piece::Refused(Problem::new(place, finding)));
        self.resyncs += 1;
        let top = list.is_none().then(Vec::new);
        match self.indent.take().or(top).filter(|_| self.resyncs <= RESYNCS_MAX) {
            Some(indent) => {
                self.at = (self.start + offset).min(self.input.len());
                self.to(State::Resync { indent, list })
            }
            None => self.broken(place, Finding::RestLost),
        }
    }

    pub(super) fn resync(&mut self, indent: Vec<u8>, list: Option<bool>) -> Progress {
        loop {
            let rest = self.input.rest(self.at).as_bytes();
            let Some(newline) = memchr::memchr(b'\n', rest) else {
                self.at = self.input.len();
                let state = State::Resync { indent, list };
                return if self.ended { self.to(State::Done) } else { self.wait(state) };
            };
            let line = rest.get(newline + 1..).unwrap_or_default();
            if line.len() <= indent.len() && !self.ended {
                self.at += newline;
                return self.wait(State::Resync { indent, list });
            }
            if line.strip_prefix(indent.as_slice()).is_some_and(|line| line.first() == Some(&b'{')) {
                self.at += newline;
                self.line_before = false;
                return self.to(match list {
                    Some(wrapped) => State::List { wrapped, last: Last::Nothing },
                    None => State::Between,
                });
            }
            self.at += newline + 1;
        }
    }
}
