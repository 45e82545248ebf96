//! Counts characters, for the places of faults.

/// How many characters there are: every byte that does not continue one.
pub fn characters(text: &[u8]) -> u64 {
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
