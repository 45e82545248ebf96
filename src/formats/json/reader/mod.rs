//! The records of a JSON text that arrives in pieces: `{"value":[…]}`, a list, an object, or one object a line.

mod lists;
mod recover;
mod values;

use super::encoding::{Encoding, SNIFF_BYTES, sniff};
use super::input::{Input, Origin};
use crate::formats::finding::Finding;
use crate::formats::position::Position;
use crate::formats::problem::Problem;
use std::collections::VecDeque;
use std::ops::Range;
use watchfloor_text::scan::{Newlines, Scan};

/// Largest record that is read. The largest incidents of real tenants, with all their alerts, have a few megabytes;
/// without a limit one unclosed bracket would take the memory of the whole file.
pub const RECORD_BYTES_MAX: usize = 16_000_000;

/// Longest text between records that is passed over before the file is given up.
const JUNK_BYTES_MAX: usize = 64_000;

/// So many broken records are stepped over before the file is given up: each may cost a search through
/// [`RECORD_BYTES_MAX`] bytes.
const RESYNCS_MAX: u32 = 100;

/// What the reader hands out.
#[derive(Debug, PartialEq)]
pub enum Piece<'a> {
    /// A record: one whole object. Its brackets match; whether it is valid JSON is for its parser to say.
    Record {
        /// Its text. Trailing commas are blanks already, and what was repaired has its length, so that places in
        /// it are places in the file.
        text: &'a str,
        /// Where it begins.
        at: Position,
    },
    /// A record that cannot be read. The others can.
    Refused(Problem),
    /// Something that was put right or passed over.
    Note(Problem),
    /// The `@odata.context` of the list: what the service calls it.
    Context(String),
    /// The rest of the file cannot be read; nothing comes after this.
    Broken(Problem),
}

/// What came last in a list.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Last {
    Nothing,
    Value,
    Comma(Position),
}

#[derive(Debug)]
enum State {
    Sniff,
    Between,
    /// An object that is no element of a list: a record, or the wrapper of a list.
    Top(Scan),
    List {
        wrapped: bool,
        last: Last,
    },
    Element {
        scan: Scan,
        wrapped: bool,
        object: bool,
    },
    /// Behind the list of a wrapper.
    Footer(Scan),
    /// Searching the next line that begins like a record.
    Resync {
        indent: Vec<u8>,
        list: Option<bool>,
    },
    Done,
}

/// What a step of the reader came to.
enum Progress {
    Again,
    Wait,
    Record(Range<usize>),
    Repaired,
}

/// Reads records out of text that arrives in pieces. Memory: the record at hand and the piece.
///
/// Feed a piece, take pieces out until there are none, feed the next; at the end [`finish`](Self::finish) and take
/// out the rest.
#[derive(Debug)]
pub struct Reader {
    /// The first bytes, until they say that the file is text.
    head: Vec<u8>,
    input: Input,
    state: State,
    /// Where scanning goes on.
    at: usize,
    /// Where the value at hand begins; what comes before is let go.
    start: usize,
    start_at: Position,
    /// The blanks before the value at hand when it is the first of its line.
    indent: Option<Vec<u8>>,
    ended: bool,
    seen: bool,
    dropping: bool,
    /// The last record was on one line; `lines` once a second one follows on the next.
    line_before: bool,
    lines: bool,
    resyncs: u32,
    repaired: String,
    queue: VecDeque<Piece<'static>>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads the record that a text begins with, if it is whole and valid, and answers its length. A record that it does
/// not answer for is scanned for its end, repaired where it needs it, and handed out.
pub(crate) type Attempt<'x> = dyn FnMut(&str, &Origin<'_>) -> Option<usize> + 'x;

impl Reader {
    /// A reader at the beginning of a file.
    pub fn new() -> Self {
        Self {
            head: Vec::new(),
            input: Input::new(),
            state: State::Sniff,
            at: 0,
            start: 0,
            start_at: Position::START,
            indent: None,
            ended: false,
            seen: false,
            dropping: false,
            line_before: false,
            lines: false,
            resyncs: 0,
            repaired: String::new(),
            queue: VecDeque::new(),
        }
    }

    /// Adds the next piece of the file, of any size. Take out what it completes before the next one.
    pub fn feed(&mut self, bytes: &[u8]) {
        let keep = match self.state {
            State::Sniff => return self.head.extend_from_slice(bytes),
            State::Done => return,
            State::Top(_) | State::Element { .. } | State::Footer(_) => self.start,
            _ => self.at,
        };
        let gone = self.input.drop_before(keep);
        self.at = self.at.saturating_sub(gone);
        self.start = self.start.saturating_sub(gone);
        self.input.push(bytes);
    }

    /// Says that the file ends here.
    pub fn finish(&mut self) {
        self.ended = true;
        self.input.end();
    }

    /// The text in memory that was not taken out yet; it may begin inside of a record.
    pub(crate) fn rest(&self) -> &str {
        self.input.rest(self.at)
    }

    /// The next piece; `None` when more text is needed, or when nothing is left after [`finish`](Self::finish).
    pub fn piece(&mut self) -> Option<Piece<'_>> {
        self.piece_or(&mut |_, _| None)
    }

    /// The next piece that the attempt has not taken.
    pub(crate) fn piece_or(&mut self, attempt: &mut Attempt<'_>) -> Option<Piece<'_>> {
        loop {
            if let Some(at) = self.input.take_damage() {
                self.note(at, Finding::BadUtf8);
            }
            if let Some(piece) = self.queue.pop_front() {
                return Some(piece);
            }
            match self.step(attempt) {
                Progress::Again => {}
                Progress::Wait if self.queue.is_empty() => return None,
                Progress::Wait => {}
                Progress::Record(range) => {
                    let at = self.start_at;
                    return Some(Piece::Record { text: self.input.slice(range.start, range.end), at });
                }
                Progress::Repaired => return Some(Piece::Record { text: &self.repaired, at: self.start_at }),
            }
        }
    }

    fn step(&mut self, attempt: &mut Attempt<'_>) -> Progress {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Sniff => self.sniff(),
            State::Between => self.between(attempt),
            State::Top(scan) => self.top(scan),
            State::List { wrapped, last } => self.list(wrapped, last, attempt),
            State::Element { scan, wrapped, object } => self.element(scan, wrapped, object),
            State::Footer(scan) => self.footer(scan),
            State::Resync { indent, list } => self.resync(indent, list),
            State::Done => Progress::Wait,
        }
    }

    /// Goes on in a state.
    fn to(&mut self, state: State) -> Progress {
        self.state = state;
        Progress::Again
    }

    /// Comes back to a state when more text is there.
    fn wait(&mut self, state: State) -> Progress {
        self.state = state;
        Progress::Wait
    }

    fn broken(&mut self, at: Position, finding: Finding) -> Progress {
        self.queue.push_back(Piece::Broken(Problem::new(at, finding)));
        self.to(State::Done)
    }

    fn note(&mut self, at: Position, finding: Finding) {
        self.queue.push_back(Piece::Note(Problem::new(at, finding)));
    }

    /// The place of a byte of the value at hand.
    fn place_in_value(&self, offset: usize) -> Position {
        self.start_at.after(self.input.slice(self.start, self.start + offset).as_bytes())
    }

    fn sniff(&mut self) -> Progress {
        if self.head.len() < SNIFF_BYTES && !self.ended {
            return self.wait(State::Sniff);
        }
        let head = std::mem::take(&mut self.head);
        match sniff(head.get(..SNIFF_BYTES).unwrap_or(&head)) {
            Encoding::Utf8(mark_bytes) => {
                self.input.push(head.get(mark_bytes..).unwrap_or_default());
                if self.ended {
                    self.input.end();
                }
                self.to(State::Between)
            }
            Encoding::Refused(finding) => self.broken(Position::START, finding),
        }
    }

    /// Passes blanks and keeps the indentation of the line that they end in; the next byte that is none.
    fn skip_blanks(&mut self) -> Option<u8> {
        while let Some(byte) = self.input.bytes().get(self.at).copied() {
            match byte {
                b'\n' => self.indent.get_or_insert_default().clear(),
                b' ' | b'\t' => {
                    if let Some(indent) = &mut self.indent {
                        indent.push(byte);
                    }
                }
                b'\r' => {}
                _ => return Some(byte),
            }
            self.at += 1;
        }
        None
    }

    fn between(&mut self, attempt: &mut Attempt<'_>) -> Progress {
        let Some(byte) = self.skip_blanks() else {
            return match (self.ended, self.seen) {
                (false, _) => self.wait(State::Between),
                (true, true) => self.to(State::Done),
                (true, false) => self.broken(Position::START, Finding::Empty),
            };
        };
        match byte {
            b'{' => {
                self.lines |= self.line_before && self.indent.is_some();
                if self.lines && self.attempt(attempt) {
                    return self.to(State::Between);
                }
                self.begin();
                let newlines = if self.lines { Newlines::EndRecord } else { Newlines::Separate };
                self.to(State::Top(Scan::new(newlines)))
            }
            b'[' => {
                self.seen = true;
                self.at += 1;
                self.indent = None;
                self.to(State::List { wrapped: false, last: Last::Nothing })
            }
            b',' if self.seen => {
                let at = self.input.place(self.at);
                self.note(at, Finding::ExtraComma);
                self.at += 1;
                self.to(State::Between)
            }
            _ => self.junk_line(),
        }
    }

    /// Lets the attempt take the record that begins at the byte at hand.
    fn attempt(&mut self, attempt: &mut Attempt<'_>) -> bool {
        let taken = attempt(self.input.rest(self.at), &self.input.origin(self.at));
        if let Some(length) = taken {
            self.at += length;
            self.indent = None;
        }
        taken.is_some()
    }

    /// Begins a value at the byte at hand.
    fn begin(&mut self) {
        self.seen = true;
        self.dropping = false;
        self.start = self.at;
        self.start_at = self.input.place(self.at);
    }
}
