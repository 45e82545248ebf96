//! Where something is in a text: line and column as an editor counts them.

use watchfloor_text::place::characters;

/// A place in a text. Both numbers begin at 1; the column counts characters and not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u64,
    /// The character in the line.
    pub column: u64,
}

impl Position {
    /// The first character of a text.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The place behind `text` when `text` begins here. Broken UTF-8 is counted by its lead bytes.
    pub fn after(self, text: &[u8]) -> Self {
        let lines = memchr::memchr_iter(b'\n', text).count() as u64;
        if lines == 0 {
            return Self { line: self.line, column: self.column + characters(text) };
        }
        let begin = memchr::memrchr(b'\n', text).map_or(0, |at| at + 1);
        Self { line: self.line + lines, column: 1 + characters(text.get(begin..).unwrap_or_default()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, line: u64, column: u64) {
        assert_eq!(Position::START.after(text.as_bytes()), Position { line, column }, "{text:?}");
    }

    #[test]
    fn counts_lines_and_characters() {
        check("", 1, 1);
        check("abc", 1, 4);
        check("äöü", 1, 4);
        check("a\n", 2, 1);
        check("a\r\nü𝄞b", 2, 4);
    }

    #[test]
    fn counts_long_lines() {
        for (character, times) in [("a", 5_000), ("ü", 3_000), ("𝄞", 2_001)] {
            check(&character.repeat(times), 1, times as u64 + 1);
        }
    }

    #[test]
    fn adds_up_over_pieces() {
        let text = "{\n \"ä\": 1,\n\n  \"b\"".as_bytes();
        for cut in 0..=text.len() {
            let (first, second) = text.split_at(cut);
            assert_eq!(Position::START.after(first).after(second), Position::START.after(text), "cut {cut}");
        }
    }
}
