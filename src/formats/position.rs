//! Where something is in a text: line and column as an editor counts them.

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

/// How many characters there are: every byte that does not continue one.
fn characters(text: &[u8]) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    /// So many words can be added before a byte of the sum overflows.
    const WORDS_MAX: usize = 255;
    let (words, tail) = text.as_chunks::<8>();
    let mut continued = tail.iter().filter(|byte| **byte & 0xC0 == 0x80).count() as u64;
    for words in words.chunks(WORDS_MAX) {
        // Eight bytes at a time, since a file on one line is counted from its first to its last byte.
        let sum = words.iter().fold(0_u64, |sum, word| {
            let word = u64::from_le_bytes(*word);
            sum + ((word >> 7) & !(word >> 6) & ONES)
        });
        continued += sum.to_le_bytes().iter().map(|count| u64::from(*count)).sum::<u64>();
    }
    text.len() as u64 - continued
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
