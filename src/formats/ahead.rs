//! Reads records ahead of the reader of their file, at several places of its text at once.
//!
//! The reader of the file alone says what a record is and which comes next. Where a caller lends threads, they guess where
//! records begin further on and read them as the reader would; when it comes to exactly such a byte, it takes what is
//! there instead of reading it once more. What a record comes to depends on its text alone, so a wrong guess costs time
//! and changes nothing.

use super::incident::{Normalised, Normaliser};
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use watchfloor_text::cursor::Cursor;

/// Threads that help with reading. Making them is for the caller: this half of the program knows none.
#[derive(Clone, Copy, Debug)]
pub struct Helpers {
    /// Does the work on several threads at once, that of the caller among them, and comes back when all are done. They
    /// share the work out among themselves, so how many there are changes nothing but the time.
    pub run: fn(&(dyn Fn() + Sync)),
    /// So many bytes one of them takes at a time; a text of less than two such shares is read without them.
    pub share_bytes: usize,
}

/// So many members at its beginning tell a record from the objects inside of it.
const NAMES: usize = 3;
/// So far from its beginning these names are looked for.
const NAMES_BYTES_MAX: usize = 1_000;
/// So many guesses of one share may fail before the rest of it is left to the reader. The last record of a piece is cut,
/// so one always may; a text that is made to mislead must not take long.
const MISSES_MAX: u32 = 2;

/// What was read ahead of the text in memory.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    helpers: Option<Helpers>,
    /// How a record begins, once one was read.
    opening: Option<Opening>,
    /// In the order of the text.
    shares: VecDeque<Share>,
    kept: Mutex<Kept>,
}

/// What is used again for the next text.
#[derive(Debug, Default)]
struct Kept {
    /// They know the members of the records of this file.
    normalisers: Vec<Normaliser>,
    /// The memory of shares that are used up.
    texts: Vec<String>,
}

impl Kept {
    fn normaliser(kept: &Mutex<Self>) -> Normaliser {
        kept.lock().ok().and_then(|mut kept| kept.normalisers.pop()).unwrap_or_default()
    }

    fn text(kept: &Mutex<Self>) -> String {
        kept.lock().ok().and_then(|mut kept| kept.texts.pop()).unwrap_or_default()
    }
}

impl Ahead {
    pub(super) fn new(helpers: Option<Helpers>) -> Self {
        Self { helpers, ..Self::default() }
    }

    /// Reads what seem to be records of a text, which is all that is in memory from some byte on.
    pub(super) fn read(&mut self, text: &str) {
        self.clear();
        let (Some(helpers), Some(opening)) = (self.helpers, &self.opening) else { return };
        let share_bytes = helpers.share_bytes.max(1);
        if text.len() / 2 < share_bytes {
            return;
        }
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::new());
        (helpers.run)(&|| {
            let mut normaliser = Kept::normaliser(&self.kept);
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let from = number.saturating_mul(share_bytes);
                if from >= text.len() {
                    break;
                }
                let mut share = Share { text: Kept::text(&self.kept), ..Share::default() };
                share.read(text, from..from.saturating_add(share_bytes), opening, &mut normaliser);
                if let Ok(mut done) = done.lock() {
                    done.push((number, share));
                }
            }
            if let Ok(mut kept) = self.kept.lock() {
                kept.normalisers.push(normaliser);
            }
        });
        let mut done = done.into_inner().unwrap_or_default();
        done.sort_unstable_by_key(|(number, _)| *number);
        self.shares.extend(done.into_iter().map(|(_, share)| share));
    }

    /// The record that begins so many bytes before the end of what is in memory, with its normalised text, when it was
    /// read. The next one that is asked for must not begin before it.
    pub(super) fn take(&mut self, rest: usize) -> Option<(Normalised, &str)> {
        while let Some(share) = self.shares.front_mut() {
            while share.records.front().is_some_and(|record| record.rest > rest) {
                share.records.pop_front();
            }
            if !share.records.is_empty() {
                break;
            }
            self.drop_first();
        }
        let share = self.shares.front_mut()?;
        let record = share.records.pop_front_if(|record| record.rest == rest)?;
        Some((record.read, share.text.get(record.text)?))
    }

    /// Forgets what was read: other text comes.
    pub(super) fn clear(&mut self) {
        while !self.shares.is_empty() {
            self.drop_first();
        }
    }

    fn drop_first(&mut self) {
        if let (Some(Share { mut text, .. }), Ok(kept)) = (self.shares.pop_front(), self.kept.get_mut()) {
            text.clear();
            kept.texts.push(text);
        }
    }

    /// Keeps how a record begins that nobody had read ahead.
    pub(super) fn learn(&mut self, record: &str) {
        if self.helpers.is_some() && self.opening.as_ref().is_none_or(|known| !known.begins(record)) {
            self.opening = Opening::of(record);
        }
    }
}

/// What seems to be a record.
#[derive(Debug)]
struct Record {
    /// Bytes from its beginning to the end of what is in memory.
    rest: usize,
    read: Normalised,
    /// Where its normalised text is in that of its share.
    text: Range<usize>,
}

/// What begins in a part of the text.
#[derive(Debug, Default)]
struct Share {
    records: VecDeque<Record>,
    text: String,
}

impl Share {
    fn read(&mut self, text: &str, bytes: Range<usize>, opening: &Opening, normaliser: &mut Normaliser) {
        let (mut at, mut misses) = (bytes.start, 0);
        while misses < MISSES_MAX
            && let Some(begin) = opening.find(text, at..bytes.end)
        {
            let rest = text.get(begin..).unwrap_or_default();
            let from = self.text.len();
            at = match normaliser.read_ahead(rest, &mut self.text) {
                Some(read) => {
                    let end = begin + read.length;
                    let text = from..self.text.len();
                    self.records.push_back(Record { rest: rest.len(), read, text });
                    end
                }
                None => {
                    misses += 1;
                    begin + 1
                }
            };
        }
    }
}

/// How a record of a file begins.
#[derive(Debug)]
struct Opening {
    /// From its brace to its first colon.
    text: String,
    /// The names of its first members.
    names: Vec<String>,
}

impl Opening {
    fn of(record: &str) -> Option<Self> {
        let mut cursor = Cursor::new(record);
        cursor.open(b'{').ok()?;
        let (mut first, mut names, mut colon) = (true, Vec::new(), 0);
        while names.len() < NAMES
            && let Some(key) = cursor.key(&mut first).ok()?
        {
            names.push(key.as_str().to_owned());
            if names.len() == 1 {
                colon = cursor.offset();
            }
            cursor.value().ok()?;
        }
        (!names.is_empty()).then(|| Self { text: cursor.slice(0, colon).to_owned(), names })
    }

    /// Where a text begins like a record, from a byte on and before another one.
    fn find(&self, text: &str, bytes: Range<usize>) -> Option<usize> {
        let mut at = bytes.start;
        let end = bytes.end.min(text.len());
        loop {
            at += memchr::memchr(b'{', text.as_bytes().get(at..end)?)?;
            if self.begins(text.get(at..)?) {
                return Some(at);
            }
            at += 1;
        }
    }

    fn begins(&self, text: &str) -> bool {
        if !text.starts_with(&self.text) {
            return false;
        }
        let end = text.floor_char_boundary(NAMES_BYTES_MAX);
        let mut cursor = Cursor::new(text.get(..end).unwrap_or_default());
        let mut first = true;
        cursor.open(b'{').is_ok()
            && self.names.iter().enumerate().all(|(index, name)| {
                matches!(cursor.key(&mut first), Ok(Some(key)) if key.as_str() == name)
                    && (index + 1 == self.names.len() || cursor.value().is_ok())
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELPERS: Helpers = Helpers { run: |work| work(), share_bytes: 50 };

    fn record(id: u32) -> String {
        let inside =
            r#"{"id":"x","displayName":"alert","title":"an alert","createdDateTime":"2026-05-01T12:00:00Z"}"#;
        format!(
            r#"{{"id":"{id}","displayName":"n","status":"active","severity":"high","alerts":[{inside}],
               "createdDateTime":"2026-05-01T12:00:00Z","lastUpdateDateTime":"2026-05-01T12:00:00Z"}}"#
        )
    }

    fn ahead(text: &str) -> Ahead {
        let mut ahead = Ahead::new(Some(HELPERS));
        ahead.learn(&record(1));
        ahead.read(text);
        ahead
    }

    #[test]
    fn finds_every_whole_record_behind_half_a_one() {
        let half = record(1).split_off(20);
        let text = format!("{half},{},\n {},{}", record(2), record(3), record(4).split_at(90).0);
        let mut ahead = ahead(&text);
        for id in [2, 3] {
            let begin = text.find(&record(id)).unwrap();
            let (read, normalised) = ahead.take(text.len() - begin).unwrap();
            assert_eq!((read.brief.id, read.length), (id.to_string(), record(id).len()));
            assert!(normalised.starts_with(&format!("{{\"id\":\"{id}\"")), "{normalised}");
        }
        assert!(ahead.take(text.len() - text.find(r#"{"id":"4""#).unwrap()).is_none());
    }

    #[test]
    fn answers_for_the_very_byte_only() {
        let text = format!("{},{}", record(1), record(2));
        assert!(ahead(&text).take(text.len() - 1).is_none());
        // What lies behind a byte that was asked for is still there.
        let mut read = ahead(&text);
        assert!(read.take(record(2).len() + 1).is_none());
        assert!(read.take(record(2).len()).is_some());
        read.clear();
        assert!(read.take(record(2).len()).is_none());
    }

    #[test]
    fn a_misleading_text_is_given_up() {
        let half = record(1).split_at(60).0.to_owned();
        let mut read = Ahead::new(Some(Helpers { share_bytes: 10_000, ..HELPERS }));
        read.learn(&record(1));
        let text = format!("{}{}{}", half.repeat(4), record(2), half.repeat(400));
        read.read(&text);
        assert!(read.shares.iter().all(|share| share.records.is_empty()));
    }
}
