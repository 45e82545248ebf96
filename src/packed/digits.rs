//! Numbers as text: base-64 digits of five bits each, the sixth bit says that another follows (as in source maps, but
//! without a sign). A column of a hundred thousand small numbers is a hundred thousand letters, which JSON carries as
//! they are and which servers compress well.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BITS: u32 = 5;
const MASK: u64 = 31;
const MORE: u64 = 32;
/// No number that is written needs more digits: thirteen times five bits hold 64.
const DIGITS_MAX: u32 = 13;

/// Writes a number behind others.
pub fn push(text: &mut String, mut number: u64) {
    loop {
        let rest = number >> BITS;
        let digit = (number & MASK) | if rest > 0 { MORE } else { 0 };
        let letter = usize::try_from(digit).ok().and_then(|digit| ALPHABET.get(digit)).copied();
        text.push(char::from(letter.unwrap_or(b'A')));
        if rest == 0 {
            return;
        }
        number = rest;
    }
}

/// Reads numbers one after another.
#[derive(Clone, Debug)]
pub struct Digits<'a> {
    rest: std::slice::Iter<'a, u8>,
}

impl<'a> Digits<'a> {
    /// From the first one on.
    pub fn new(text: &'a str) -> Self {
        Self { rest: text.as_bytes().iter() }
    }

    /// The next number; `None` at the end and where a letter is no digit.
    #[expect(
        clippy::should_implement_trait,
        reason = "an iterator would go on after a letter that is no digit"
    )]
    pub fn next(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in 0..DIGITS_MAX {
            let digit = value(*self.rest.next()?)?;
            number |= (digit & MASK).checked_shl(place * BITS)?;
            if digit & MORE == 0 {
                return Some(number);
            }
        }
        None
    }

    /// The next number where it fits.
    pub fn next_u32(&mut self) -> Option<u32> {
        self.next().and_then(|number| u32::try_from(number).ok())
    }

    /// Whether everything was read.
    pub fn is_done(&self) -> bool {
        self.rest.as_slice().is_empty()
    }
}

fn value(letter: u8) -> Option<u64> {
    VALUES.get(usize::from(letter)).copied().filter(|value| *value != NONE).map(u64::from)
}

/// What a letter stands for.
const VALUES: [u8; 256] = values();
/// No digit.
const NONE: u8 = u8::MAX;

#[expect(clippy::indexing_slicing, reason = "made by the compiler, which says where a place does not exist")]
const fn values() -> [u8; 256] {
    let mut values = [NONE; 256];
    let mut digit = 0;
    while digit < ALPHABET.len() {
        values[ALPHABET[digit] as usize] = digit as u8;
        digit += 1;
    }
    values
}

/// A column of one number a row; `None` where the text has another number of rows or one that is larger than `most`.
pub fn ones(text: &str, rows: usize, most: u32) -> Option<Vec<u32>> {
    let mut digits = Digits::new(text);
    let mut numbers = Vec::with_capacity(rows.min(text.len()));
    for _ in 0..rows {
        numbers.push(digits.next_u32().filter(|number| *number <= most)?);
    }
    digits.is_done().then_some(numbers)
}

/// A column of several numbers a row, how many they are and then they themselves: the lengths of all rows and all
/// numbers one after the other.
pub fn lists(text: &str, rows: usize, most: u32) -> Option<(Vec<u32>, Vec<u32>)> {
    let mut digits = Digits::new(text);
    let mut lengths = Vec::with_capacity(rows.min(text.len()));
    let mut numbers = Vec::with_capacity(rows.min(text.len()));
    for _ in 0..rows {
        let length = digits.next_u32()?;
        lengths.push(length);
        for _ in 0..length {
            numbers.push(digits.next_u32().filter(|number| *number <= most)?);
        }
    }
    digits.is_done().then_some((lengths, numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of every length.
    const SOME: [u64; 9] = [0, 1, 31, 32, 1_023, 1_024, 86_400, u32::MAX as u64, u64::MAX];

    #[test]
    fn numbers_read_back() {
        let mut text = String::new();
        SOME.iter().for_each(|number| push(&mut text, *number));
        let mut digits = Digits::new(&text);
        assert_eq!(SOME.map(|_| digits.next().unwrap()), SOME);
        assert!(digits.is_done());
        assert_eq!(digits.next(), None);
    }

    #[test]
    fn columns_are_read_whole_or_not_at_all() {
        let mut text = String::new();
        [2, 40, 0, 1, 7].iter().for_each(|number| push(&mut text, *number));
        assert_eq!(ones(&text, 5, 40), Some(vec![2, 40, 0, 1, 7]));
        assert_eq!(lists(&text, 2, 40), Some((vec![2, 1], vec![40, 0, 7])));
        assert_eq!(lists(&text, 3, 40), None, "a row is missing");
        assert_eq!(ones(&text, 4, 40), None, "a number is left");
        assert_eq!(ones(&text, 6, 40), None, "a number is missing");
        assert_eq!(ones(&text, 5, 39), None, "a number is too large");
        assert_eq!(lists(&text, 1, 40), None, "a row is left");
        text.clear();
        [2, 40, 0, 1, 7, 0].iter().for_each(|number| push(&mut text, *number));
        assert_eq!(lists(&text, 3, 40), Some((vec![2, 1, 0], vec![40, 0, 7])));
        assert_eq!(lists(&text, 3, 39), None);
        assert_eq!(ones("A!", 2, 40), None);
        // More digits than 64 bits have, and a count that nothing could hold.
        assert_eq!(ones(&"/".repeat(40), 1, u32::MAX), None);
        assert_eq!(lists("///////B", usize::MAX, u32::MAX), None);
    }
}
