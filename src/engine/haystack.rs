//! Substring search over the texts of rows, in any letter case.

use super::bits::Bits;
use super::kernel::{self, Needle};
use watchfloor_packed::{Packer, Unpacker};

/// Stands between two texts of one row. It never stands in a text: a line break there becomes a space.
const SEPARATOR: u8 = b'\n';

/// The texts of all rows, one after the other.
#[derive(Clone, Debug)]
pub struct Haystack {
    /// UTF-8, read as text a row at a time.
    text: Vec<u8>,
    /// Where the texts of each row begin, and the end of the last.
    starts: Vec<u32>,
    /// Rows with letters beyond ASCII, and their texts in lower case: the search compares only ASCII in either case.
    other_rows: Vec<u32>,
    others: Option<Box<Haystack>>,
}

impl Default for Haystack {
    fn default() -> Self {
        Self { text: Vec::new(), starts: vec![0], other_rows: Vec::new(), others: None }
    }
}

/// Lower case, letter by letter, so that a text and a part of it agree whatever stands around the part.
fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

impl Haystack {
    /// Room for so many rows and bytes of text.
    pub fn with_capacity(rows: usize, bytes: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self { text: Vec::with_capacity(bytes), starts, ..Self::default() }
    }

    /// Takes the texts of all rows at once: one text a row in UTF-8, without line breaks, and where each begins, the end
    /// of the last included. A row that is no UTF-8 has no text.
    pub fn from_texts(text: Vec<u8>, starts: Vec<u32>) -> Self {
        let mut haystack = Self { text, starts, ..Self::default() };
        if haystack.starts.is_empty() {
            haystack.starts.push(0);
        }
        if !kernel::is_ascii(&haystack.text) {
            for row in 0..haystack.len() {
                haystack.keep_folded(row);
            }
        }
        haystack
    }

    /// Adds a row with several texts: none of them is found across the border to another.
    pub fn push(&mut self, texts: &[&str]) {
        for (index, text) in texts.iter().enumerate() {
            if index > 0 {
                self.text.push(SEPARATOR);
            }
            if text.as_bytes().contains(&SEPARATOR) {
                self.text.extend_from_slice(text.replace(char::from(SEPARATOR), " ").as_bytes());
            } else {
                self.text.extend_from_slice(text.as_bytes());
            }
        }
        let row = self.len();
        self.starts.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.keep_folded(row);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The texts of a row, a line each.
    pub fn texts(&self, row: usize) -> &str {
        let ends = self.starts.get(row).zip(self.starts.get(row + 1));
        let bytes = ends.and_then(|(start, end)| self.text.get(*start as usize..*end as usize));
        bytes.and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The texts of a row, in lower case where they have letters beyond ASCII.
    pub(super) fn lower_bytes(&self, row: usize) -> &[u8] {
        let texts = self.texts(row).as_bytes();
        let other = u32::try_from(row).ok().and_then(|row| self.other_rows.binary_search(&row).ok());
        match (&self.others, other) {
            (Some(others), Some(place)) if !texts.is_ascii() => others.texts(place).as_bytes(),
            _ => texts,
        }
    }

    /// The rows that hold a text. Every row holds the empty one.
    pub fn search(&self, text: &str) -> Bits {
        let mut found = Bits::none(self.len());
        match Needle::new(&fold(&text.replace(char::from(SEPARATOR), " "))) {
            Some(needle) => self.mark(&needle, &mut found),
            None => found.invert(),
        }
        found
    }

    fn mark(&self, needle: &Needle, found: &mut Bits) {
        let (mut row, mut from) = (0, 0);
        while let Some(at) = kernel::find(&self.text, from, needle) {
            row = self.row_at(at, row);
            let end = self.starts.get(row + 1).map_or(usize::MAX, |end| *end as usize);
            if at + needle.bytes().len() <= end {
                found.set(row, true);
                from = end;
            } else {
                from = at + 1;
            }
        }
        if let Some(others) = &self.others {
            let mut among = Bits::none(others.len());
            others.mark(needle, &mut among);
            let rows = self.other_rows.iter().enumerate().filter(|(other, _)| among.contains(*other));
            rows.for_each(|(_, row)| found.set(*row as usize, true));
        }
    }

    /// Keeps the texts of a row in lower case where they have letters beyond ASCII.
    fn keep_folded(&mut self, row: usize) {
        let texts = self.texts(row);
        if texts.is_ascii() {
            return;
        }
        let folded = fold(texts);
        let others = self.others.get_or_insert_with(Box::default);
        others.text.extend_from_slice(folded.as_bytes());
        others.starts.push(u32::try_from(others.text.len()).unwrap_or(u32::MAX));
        self.other_rows.push(u32::try_from(row).unwrap_or(u32::MAX));
    }

    /// The row in whose texts a byte lies, searched for from a row before: near ones are found in few steps.
    fn row_at(&self, byte: usize, from: usize) -> usize {
        let begins_by = |row: usize| self.starts.get(row).is_some_and(|start| *start as usize <= byte);
        let (mut low, mut step) = (from, 1);
        while begins_by(low + step) {
            low += step;
            step *= 2;
        }
        let rest = self.starts.get(low..low + step).or_else(|| self.starts.get(low..)).unwrap_or_default();
        low + rest.partition_point(|start| *start as usize <= byte).max(1) - 1
    }

    /// Writes the texts.
    pub fn pack(&self, packer: &mut Packer) {
        let ends = self.starts.iter().skip(1);
        let lengths = self.starts.iter().zip(ends).map(|(start, end)| end - start);
        packer.numbers(&lengths.collect::<Vec<_>>());
        packer.bytes(&self.text);
    }

    /// Reads the texts of so many rows again; `None` where the bytes are none.
    pub fn unpack(unpacker: &mut Unpacker<'_>, rows: usize) -> Option<Self> {
        let lengths = unpacker.numbers(rows)?;
        let text = unpacker.bytes()?.to_vec();
        let mut starts = Vec::with_capacity(rows + 1);
        let mut end = 0_u32;
        starts.push(end);
        for length in lengths {
            end = end.checked_add(length)?;
            starts.push(end);
        }
        (end as usize == text.len()).then(|| Self::from_texts(text, starts))
    }

    /// Bytes of memory in use.
    pub fn bytes(&self) -> usize {
        let numbers = (self.starts.capacity() + self.other_rows.capacity()) * size_of::<u32>();
        self.text.capacity() + numbers + self.others.as_ref().map_or(0, |others| others.bytes())
    }
}
