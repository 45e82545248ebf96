//! The loops as anybody would write them: what other processors run, and what the vectors are held against.

use super::{ByteSet, Needle};

/// How many bits are set in a run of words.
pub fn count(words: &[u64]) -> usize {
    words.iter().map(|word| word.count_ones() as usize).sum()
}

/// How many bits are set in both of two runs of words.
pub fn count_common(left: &[u64], right: &[u64]) -> usize {
    left.iter().zip(right).map(|(left, right)| (left & right).count_ones() as usize).sum()
}

/// How many bits each of four runs of words has in common with a fifth.
pub fn count_common_by_four(mask: &[u64], sets: [&[u64]; 4]) -> [usize; 4] {
    sets.map(|set| count_common(mask, set))
}

/// A bit for each code: whether it is in the set.
pub fn members(codes: &[u8], set: &ByteSet) -> Vec<u64> {
    let word = |codes: &[u8]| {
        codes.iter().enumerate().fold(0, |word, (bit, code)| word | u64::from(set.contains(*code)) << bit)
    };
    codes.chunks(64).map(word).collect()
}

/// Whether all bytes are ASCII.
pub fn is_ascii(bytes: &[u8]) -> bool {
    bytes.is_ascii()
}

/// The first place from `from` on at which a text begins, in either case of ASCII letters.
pub fn find(text: &[u8], from: usize, needle: &Needle) -> Option<usize> {
    let (first, len) = (needle.first()?, needle.bytes().len());
    let rest = text.get(from..)?;
    let last_start = rest.len().checked_sub(len)?;
    let starts = rest.get(..=last_start)?;
    let mut candidates = starts.iter().enumerate().filter(|(_, byte)| byte.to_ascii_lowercase() == first);
    candidates.find_map(|(at, _)| needle.is_at(rest, at).then_some(from + at))
}
