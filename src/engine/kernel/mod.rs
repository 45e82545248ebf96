//! The inner loops: everything that is done for each word or each row of a million.
//!
//! WebAssembly has them with 128-bit vectors, which is about twice as fast as what the compiler makes of the plain
//! loops there; everywhere else the plain loops serve. Both give the same answers, which the tests in the browser hold.

pub mod plain;
#[cfg(target_arch = "wasm32")]
pub mod vector;

#[cfg(not(target_arch = "wasm32"))]
use plain as chosen;
#[cfg(target_arch = "wasm32")]
use vector as chosen;

/// A set of byte values, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByteSet {
    /// Values 0 to 127 by their low four bits: bit `h` of byte `l` stands for the value `16 h + l`.
    low: [u8; 16],
    /// Values 128 to 255 in the same way.
    high: [u8; 16],
}

impl ByteSet {
    /// Adds a value.
    pub fn insert(&mut self, value: u8) {
        let half = if value < 128 { &mut self.low } else { &mut self.high };
        if let Some(byte) = half.get_mut(usize::from(value & 15)) {
            *byte |= 1 << (value >> 4 & 7);
        }
    }

    /// Whether a value is in.
    pub fn contains(&self, value: u8) -> bool {
        let half = if value < 128 { &self.low } else { &self.high };
        half.get(usize::from(value & 15)).is_some_and(|byte| byte >> (value >> 4 & 7) & 1 == 1)
    }
}

/// A text to look for, not empty, in lower case.
#[derive(Clone, Debug)]
pub struct Needle(Vec<u8>);

impl Needle {
    /// Takes a text in lower case; `None` for the empty one.
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.as_bytes().to_vec()))
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn first(&self) -> Option<u8> {
        self.0.first().copied()
    }

    #[cfg(target_arch = "wasm32")]
    fn last(&self) -> Option<u8> {
        self.0.last().copied()
    }

    /// Whether it stands at a place of a text, in either case of ASCII letters.
    fn is_at(&self, text: &[u8], at: usize) -> bool {
        text.get(at..at + self.0.len()).is_some_and(|found| found.eq_ignore_ascii_case(&self.0))
    }
}

/// The first place from `from` on at which a text begins, in either case of ASCII letters.
///
/// Our own search and not a library's, because those compare bytes as they are: they would need a second copy of all
/// titles in lower case.
pub fn find(text: &[u8], from: usize, needle: &Needle) -> Option<usize> {
    chosen::find(text, from, needle)
}

/// Whether all bytes are ASCII.
pub fn is_ascii(bytes: &[u8]) -> bool {
    chosen::is_ascii(bytes)
}

/// How many bits are set in a run of words.
pub fn count(words: &[u64]) -> usize {
    chosen::count(words)
}

/// How many bits are set in both of two runs of words.
pub fn count_common(left: &[u64], right: &[u64]) -> usize {
    chosen::count_common(left, right)
}

/// How many bits each of four runs of words has in common with a fifth. Four at a time, so that each word of the fifth
/// is read once and not four times.
pub fn count_common_by_four(mask: &[u64], sets: [&[u64]; 4]) -> [usize; 4] {
    chosen::count_common_by_four(mask, sets)
}

/// A bit for each code: whether it is in the set. The last word is filled with zeros.
pub fn members(codes: &[u8], set: &ByteSet) -> Vec<u64> {
    chosen::members(codes, set)
}

/// Counts the codes of the rows whose bits are set: bit `b` of word `w` stands for code `64 w + b`.
pub fn histogram(codes: &[u8], words: &[u64]) -> [u32; 256] {
    // Four histograms in turn: two equal codes in a row need not wait for each other.
    let mut turns = [[0_u32; 256]; 4];
    for (codes, word) in codes.chunks(64).zip(words) {
        if *word == u64::MAX {
            for four in codes.chunks_exact(4) {
                for (counts, code) in turns.iter_mut().zip(four) {
                    add(counts, *code);
                }
            }
        } else {
            let [counts, other, ..] = &mut turns;
            let mut left = *word;
            while left != 0 {
                let code = codes.get(left.trailing_zeros() as usize);
                left &= left - 1;
                code.iter().for_each(|code| add(counts, **code));
                if left != 0 {
                    let code = codes.get(left.trailing_zeros() as usize);
                    left &= left - 1;
                    code.iter().for_each(|code| add(other, **code));
                }
            }
        }
    }
    let [mut counts, rest @ ..] = turns;
    for other in &rest {
        counts.iter_mut().zip(other).for_each(|(count, other)| *count += other);
    }
    counts
}

/// A byte is always a place of the array, so no bounds are checked at run time.
fn add(counts: &mut [u32; 256], code: u8) {
    if let Some(count) = counts.get_mut(usize::from(code)) {
        *count += 1;
    }
}
