//! Walks over one JSON value and hands out its parts as slices of the text.
//!
//! Our own and not `serde_json`'s: an import copies most of what it reads, and with `RawValue` every member costs three
//! times what it costs here (measured over a gigabyte of incidents). It accepts what `serde_json` accepts, which a
//! property test holds, but for text that needs a repair first; the words for a fault of an import come from `serde_json`.

use crate::names::is_same;
use crate::number::is_finite;
use crate::place::characters;
use crate::raw::{Key, Raw};
use crate::scan::{DEPTH_MAX, string_stop};
use crate::strings::unescaped;
use std::borrow::Cow;

/// The text is not JSON, is not complete, or needs a repair before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault;

/// Where a text stops being one JSON value: its line and column, each from 1; `None` where it is one.
pub fn fault_in(text: &str) -> Option<(usize, u64)> {
    let mut cursor = Cursor::new(text);
    cursor.value().and_then(|_| cursor.end()).err()?;
    let before = text.as_bytes().get(..cursor.at.min(text.len())).unwrap_or_default();
    let mut lines = before.split(|byte| *byte == b'\n');
    let column = lines.next_back().map_or(0, characters);
    Some((lines.count() + 1, column + 1))
}

/// So long a number may be without a look at its size: no number of so few digits is beyond `f64`.
const DIGITS_PLAIN: usize = 300;

/// A place in a text.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    text: &'a str,
    at: usize,
    /// How often blanks were passed: a value between two equal counts has none.
    blanks: usize,
    /// How many strings with escapes were passed.
    escaped: usize,
}

impl<'a> Cursor<'a> {
    /// At the beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, blanks: 0, escaped: 0 }
    }

    /// The byte at which it stands.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// The text between two bytes.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no blank; it is not passed.
    #[inline]
    pub fn peek(&mut self) -> Result<u8, Fault> {
        let first = self.byte().ok_or(Fault)?;
        if first > b' ' {
            return Ok(first);
        }
        self.pass_blanks();
        self.byte().ok_or(Fault)
    }

    #[inline(never)]
    fn pass_blanks(&mut self) {
        self.blanks += 1;
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'\n' => {
                    self.at += 1;
                    // Indentation is a third of an indented export.
                    let (words, _) = bytes.get(self.at..).unwrap_or_default().as_chunks::<8>();
                    let full = words.iter().take_while(|word| **word == [b' '; 8]).count();
                    self.at += full * 8;
                }
                b' ' | b'\t' | b'\r' => self.at += 1,
                _ => return,
            }
        }
    }

    /// Passes a sign that must come: an opening bracket, a quote, a colon.
    #[inline]
    pub fn open(&mut self, bracket: u8) -> Result<(), Fault> {
        if self.peek()? != bracket {
            return Err(Fault);
        }
        self.at += 1;
        Ok(())
    }

    /// The name of the next member of an object and its colon; `None` behind the closing brace. `first` is true before
    /// the first member and is kept by this.
    #[inline(always)]
    pub fn key(&mut self, first: &mut bool) -> Result<Option<Key<'a>>, Fault> {
        if !self.next(first, b'}')? {
            return Ok(None);
        }
        self.name().map(Some)
    }

    /// The name of a member, behind blanks and the comma before it, and its colon.
    #[inline(always)]
    pub(crate) fn name(&mut self) -> Result<Key<'a>, Fault> {
        let at = self.at;
        let name = self.string()?;
        let end = self.at;
        self.open(b':')?;
        Ok(Key { name, at, end })
    }

    /// Passes a text when it is the one that comes.
    #[inline]
    pub(crate) fn pass_text(&mut self, text: &str) -> bool {
        let behind = self.at + text.len();
        let same = self.text.as_bytes().get(self.at..behind).is_some_and(|it| is_same(it, text.as_bytes()));
        self.at = if same { behind } else { self.at };
        same
    }

    /// Whether another element comes; otherwise the closing bracket is passed.
    #[inline]
    pub fn next(&mut self, first: &mut bool, close: u8) -> Result<bool, Fault> {
        let byte = self.peek()?;
        if byte == close {
            self.at += 1;
            return Ok(false);
        }
        if !std::mem::take(first) {
            if byte != b',' {
                return Err(Fault);
            }
            self.at += 1;
            // A comma must be followed by something: one before the bracket is for the repair.
            if self.peek()? == close {
                return Err(Fault);
            }
        }
        Ok(true)
    }

    /// Passes a value of any type.
    #[inline]
    pub fn value(&mut self) -> Result<Raw<'a>, Fault> {
        self.peek()?;
        let (from, blanks, escaped) = (self.at, self.blanks, self.escaped);
        self.pass(0)?;
        Ok(Raw::new(self.slice(from, self.at), self.blanks == blanks, self.escaped != escaped))
    }

    /// The end of the text: nothing but blanks may come.
    pub fn end(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Ok(_) => Err(Fault),
            Err(Fault) => Ok(()),
        }
    }

    fn pass(&mut self, depth: u32) -> Result<(), Fault> {
        match self.peek()? {
            b'"' => {
                self.at += 1;
                self.pass_string()
            }
            b'{' if depth < DEPTH_MAX => {
                self.at += 1;
                let mut first = true;
                while self.next(&mut first, b'}')? {
                    if self.byte() != Some(b'"') {
                        return Err(Fault);
                    }
                    self.at += 1;
                    self.pass_string()?;
                    self.open(b':')?;
                    self.pass(depth + 1)?;
                }
                Ok(())
            }
            b'[' if depth < DEPTH_MAX => {
                self.at += 1;
                let mut first = true;
                while self.next(&mut first, b']')? {
                    self.pass(depth + 1)?;
                }
                Ok(())
            }
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'n' => self.literal("null"),
            b'-' | b'0'..=b'9' => self.number(),
            _ => Err(Fault),
        }
    }

    fn literal(&mut self, word: &str) -> Result<(), Fault> {
        let end = self.at + word.len();
        if self.text.as_bytes().get(self.at..end) != Some(word.as_bytes()) {
            return Err(Fault);
        }
        self.at = end;
        Ok(())
    }

    #[inline(always)]
    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.open(b'"')?;
        let from = self.at - 1;
        let escaped = self.escaped;
        self.pass_string()?;
        if self.escaped != escaped {
            return unescaped(self.slice(from, self.at)).map(Cow::Owned).ok_or(Fault);
        }
        Ok(Cow::Borrowed(self.slice(from + 1, self.at - 1)))
    }

    /// Passes the rest of a string.
    #[inline]
    fn pass_string(&mut self) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        let escapes = self.escaped + 1;
        loop {
            self.at = string_stop(bytes, self.at).ok_or(Fault)?;
            match bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.escaped = escapes;
                    self.escape()?;
                }
                _ => return Err(Fault),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Fault> {
        match self.text.as_bytes().get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                Ok(())
            }
            Some(b'u') => {
                let high = self.hex()?;
                match high {
                    0xD800..=0xDBFF => match self.hex() {
                        Ok(0xDC00..=0xDFFF) => Ok(()),
                        _ => Err(Fault),
                    },
                    0xDC00..=0xDFFF => Err(Fault),
                    _ => Ok(()),
                }
            }
            _ => Err(Fault),
        }
    }

    /// Passes `\uXXXX`.
    fn hex(&mut self) -> Result<u32, Fault> {
        let escape = self.text.as_bytes().get(self.at..self.at + 6).ok_or(Fault)?;
        let digits = escape.strip_prefix(b"\\u").ok_or(Fault)?;
        self.at += 6;
        digits.iter().try_fold(0, |code, digit| {
            let digit = char::from(*digit).to_digit(16).ok_or(Fault)?;
            Ok(code * 16 + digit)
        })
    }

    fn number(&mut self) -> Result<(), Fault> {
        let from = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        match self.digits() {
            0 => return Err(Fault),
            1 => {}
            // No number of several digits begins with a zero.
            count if self.text.as_bytes().get(self.at - count) == Some(&b'0') => return Err(Fault),
            _ => {}
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return Err(Fault);
            }
        }
        let exponent = matches!(self.byte(), Some(b'e' | b'E'));
        if exponent {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            if self.digits() == 0 {
                return Err(Fault);
            }
        }
        if exponent || self.at - from > DIGITS_PLAIN {
            return if is_finite(self.slice(from, self.at)) { Ok(()) } else { Err(Fault) };
        }
        Ok(())
    }

    fn digits(&mut self) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn accepts(text: &str) -> bool {
        let mut cursor = Cursor::new(text);
        cursor.value().and_then(|_| cursor.end()).is_ok()
    }

    #[test]
    fn hands_out_the_members_of_an_object() {
        let mut cursor = Cursor::new(r#" { "a" : [ 1 , 2 ] , "b\u00fc":{"c":[null]} } "#);
        cursor.open(b'{').unwrap();
        let mut first = true;
        let mut members = Vec::new();
        while let Some(key) = cursor.key(&mut first).unwrap() {
            let raw = cursor.value().unwrap();
            members.push((key.as_str().to_owned(), raw.json(), raw.is_dense()));
        }
        cursor.end().unwrap();
        let expected = [("a".to_owned(), "[ 1 , 2 ]", false), ("bü".to_owned(), r#"{"c":[null]}"#, true)];
        assert_eq!(members, expected);
    }

    #[test]
    fn refuses_what_is_not_json_and_what_needs_a_repair() {
        for text in [
            "",
            "{",
            "[1",
            "[1,]",
            "{\"a\":1,}",
            "{,}",
            "[,]",
            "{\"a\" 1}",
            "{a:1}",
            "\"\n\"",
            "\"\\x\"",
            "01",
            "1.",
            ".5",
            "-",
            "1e",
            "1e999",
            "tru",
            "nul",
            "\"\\ud83d\"",
            "\"\\ude00\"",
            "1 2",
            "\"\\u12\"",
            "+1",
        ] {
            assert!(!accepts(text), "{text:?}");
        }
        assert!(!accepts(&format!("{}{}", "[".repeat(200), "]".repeat(200))));
    }

    #[test]
    fn says_where_text_stops_being_json() {
        assert_eq!(fault_in(" {\"a\": [1]} "), None);
        for (text, place) in [("", (1, 1)), ("{\"a\":", (1, 6)), ("{\n \"ü\": x}", (2, 7)), ("1 2", (1, 3))]
        {
            assert_eq!(fault_in(text), Some(place), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json(text in "[\\[\\]{},:\"\\\\a1e0.u\\- \ntrlnufs]{0,24}") {
            let theirs = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            prop_assert_eq!(accepts(&text), theirs, "{:?}", text);
        }

        #[test]
        fn agrees_on_numbers(text in "-?[0-9]{0,3}(\\.[0-9]{0,2})?([eE][+-]?[0-9]{0,3})?") {
            prop_assert_eq!(accepts(&text), serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", text);
        }
    }
}
