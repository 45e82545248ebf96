//! Substring search over one text a row, in any letter case.

use super::bits::Bits;
use memchr::memmem;

/// Stands between the texts of two rows. It never stands in a text: a line break there becomes a space.
const SEPARATOR: u8 = b'\n';

/// The texts of all rows in lower case, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Haystack {
    text: String,
    /// Where the text of each row begins.
    starts: Vec<u32>,
}

/// Lower case, letter by letter, so that a text and a part of it agree whatever stands around the part.
pub fn fold(text: &str, into: &mut String) {
    if text.is_ascii() {
        let start = into.len();
        into.push_str(text);
        if let Some(added) = into.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    } else {
        into.extend(text.chars().flat_map(char::to_lowercase));
    }
}

impl Haystack {
    /// Room for so many rows and bytes of text.
    pub fn with_capacity(rows: usize, bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes + 2 * rows), starts: Vec::with_capacity(rows) }
    }

    /// Adds a row with several texts: none of them is found across the border to another.
    pub fn push(&mut self, texts: &[&str]) {
        self.starts.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        for text in texts {
            if text.contains('\n') {
                fold(&text.replace('\n', " "), &mut self.text);
            } else {
                fold(text, &mut self.text);
            }
            self.text.push(char::from(SEPARATOR));
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The first text of a row in lower case.
    pub fn first_text(&self, row: usize) -> &str {
        let rest = self.starts.get(row).and_then(|start| self.text.get(*start as usize..));
        rest.and_then(|rest| rest.split_once(char::from(SEPARATOR))).map_or("", |(text, _)| text)
    }

    /// The rows that hold a text. Every row holds the empty one.
    pub fn search(&self, text: &str) -> Bits {
        let mut wanted = String::new();
        fold(&text.replace('\n', " "), &mut wanted);
        if wanted.is_empty() {
            return Bits::all(self.len());
        }
        let mut found = Bits::none(self.len());
        let finder = memmem::Finder::new(wanted.as_bytes());
        let bytes = self.text.as_bytes();
        let mut row = 0;
        let mut from = 0;
        while let Some(at) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
            row = self.row_at(from + at, row);
            found.set(row, true);
            row += 1;
            match self.starts.get(row) {
                Some(start) => from = *start as usize,
                None => break,
            }
        }
        found
    }

    /// The row in whose text a byte lies, searched for from a row before: near ones are found in few steps.
    fn row_at(&self, byte: usize, from: usize) -> usize {
        let begins_by = |row: usize| self.starts.get(row).is_some_and(|start| *start as usize <= byte);
        let mut step = 1;
        let mut low = from;
        while begins_by(low + step) {
            low += step;
            step *= 2;
        }
        let rest = self.starts.get(low..low + step).or_else(|| self.starts.get(low..)).unwrap_or_default();
        low + rest.partition_point(|start| *start as usize <= byte).max(1) - 1
    }

    /// Bytes of memory in use.
    pub fn bytes(&self) -> usize {
        self.text.capacity() + self.starts.capacity() * size_of::<u32>()
    }
}
