//! The part of a file that is in memory: UTF-8 text, with the place of every byte.

use crate::formats::position::Position;

/// So much is looked through and copied at a time: it is still at hand for the second.
const BLOCK_BYTES: usize = 128 * 1024;

/// Text that grows at its end and is let go at its beginning.
#[derive(Debug)]
pub(super) struct Input {
    text: String,
    /// The beginning of a character whose other bytes have not come yet.
    tail: Vec<u8>,
    /// `here` is the place of the byte `counted`.
    here: Position,
    counted: usize,
    /// Where the first bytes were that are not UTF-8, until it is told.
    damage: Option<Position>,
    damage_told: bool,
}

impl Input {
    pub(super) fn new() -> Self {
        Self {
            text: String::new(),
            tail: Vec::new(),
            here: Position::START,
            counted: 0,
            damage: None,
            damage_told: false,
        }
    }

    /// The bytes in memory.
    pub(super) fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// How many bytes are in memory.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text between two bytes.
    pub(super) fn slice(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The text from a byte on.
    pub(super) fn rest(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or_default()
    }

    /// Adds bytes. Those that are not UTF-8 are replaced, so that a record is not lost for a name.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.text.reserve(bytes.len());
        bytes.chunks(BLOCK_BYTES).for_each(|block| self.push_block(block));
    }

    fn push_block(&mut self, bytes: &[u8]) {
        if self.tail.is_empty() {
            return self.push_text(bytes);
        }
        let mut joined = std::mem::take(&mut self.tail);
        joined.extend_from_slice(bytes);
        self.push_text(&joined);
    }

    fn push_text(&mut self, mut bytes: &[u8]) {
        loop {
            match std::str::from_utf8(bytes) {
                Ok(text) => return self.text.push_str(text),
                Err(error) => {
                    let (valid, rest) = bytes.split_at(error.valid_up_to());
                    self.text.push_str(std::str::from_utf8(valid).unwrap_or_default());
                    let Some(length) = error.error_len() else {
                        self.tail = rest.to_vec();
                        return;
                    };
                    self.replace();
                    bytes = rest.get(length..).unwrap_or_default();
                }
            }
        }
    }

    /// The file ends: half a character at its end is none.
    pub(super) fn end(&mut self) {
        if !std::mem::take(&mut self.tail).is_empty() {
            self.replace();
        }
    }

    fn replace(&mut self) {
        if !self.damage_told && self.damage.is_none() {
            self.damage = Some(self.here.after(self.bytes().get(self.counted..).unwrap_or_default()));
        }
        self.text.push(char::REPLACEMENT_CHARACTER);
    }

    /// The first place that was not UTF-8; told once.
    pub(super) fn take_damage(&mut self) -> Option<Position> {
        self.damage_told |= self.damage.is_some();
        self.damage.take()
    }

    /// Lets the text before a byte go; answers how many bytes went.
    pub(super) fn drop_before(&mut self, index: usize) -> usize {
        let cut = (0..=index.min(self.len())).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        self.place(cut);
        self.text.drain(..cut);
        self.counted -= cut;
        cut
    }

    /// The place of a byte that is not before the last one asked for.
    pub(super) fn place(&mut self, index: usize) -> Position {
        if index <= self.counted {
            return self.here;
        }
        self.here = self.here.after(self.bytes().get(self.counted..index).unwrap_or_default());
        self.counted = index;
        self.here
    }

    /// What is needed to find the places of a value that begins at a byte, without asking for any yet.
    pub(super) fn origin(&self, index: usize) -> Origin<'_> {
        Origin { here: self.here, before: self.bytes().get(self.counted..index).unwrap_or_default() }
    }
}

/// Finds places in a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'a> {
    here: Position,
    before: &'a [u8],
}

impl Origin<'_> {
    /// The place behind `text`, with which the value begins.
    pub(crate) fn after(&self, text: &str) -> Position {
        self.here.after(self.before).after(text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fed(pieces: &[&[u8]]) -> Input {
        let mut input = Input::new();
        for piece in pieces {
            input.push(piece);
        }
        input.end();
        input
    }

    #[test]
    fn joins_characters_that_were_cut() {
        let text = "aü€𝄞b";
        for cut in 0..=text.len() {
            let (first, second) = text.as_bytes().split_at(cut);
            let mut input = fed(&[first, second]);
            assert_eq!(input.take_damage(), None, "cut {cut}");
            assert_eq!(input.rest(0), text, "cut {cut}");
        }
    }

    #[test]
    fn replaces_what_is_not_utf8_and_says_where_first() {
        let mut input = fed(&[b"a\n\xC3\xA4b\xFFc\xE2", b"\x82"]);
        assert_eq!(input.rest(0), "a\näb\u{FFFD}c\u{FFFD}");
        assert_eq!(input.take_damage(), Some(Position { line: 2, column: 3 }));
        assert_eq!(input.take_damage(), None);
    }

    #[test]
    fn keeps_places_when_text_goes() {
        let mut input = fed(&["ä\nbc".as_bytes()]);
        assert_eq!(input.drop_before(1), 0);
        assert_eq!(input.drop_before(3), 3);
        assert_eq!(input.rest(0), "bc");
        assert_eq!(input.origin(1).after("c"), Position { line: 2, column: 3 });
        assert_eq!(input.place(1), Position { line: 2, column: 2 });
    }
}
