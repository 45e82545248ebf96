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
pub(super) fn push(text: &mut String, mut number: u64) {
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
pub(super) struct Digits<'a> {
    rest: std::slice::Iter<'a, u8>,
}

impl<'a> Digits<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text.as_bytes().iter() }
    }

    /// The next number; `None` at the end and where a letter is no digit.
    pub(super) fn next(&mut self) -> Option<u64> {
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
    pub(super) fn next_u32(&mut self) -> Option<u32> {
        self.next().and_then(|number| u32::try_from(number).ok())
    }

    /// Whether everything was read.
    pub(super) fn is_done(&self) -> bool {
        self.rest.as_slice().is_empty()
    }
}

fn value(letter: u8) -> Option<u64> {
    Some(u64::from(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn numbers_read_back(numbers in proptest::collection::vec(proptest::num::u64::ANY, 0..20)) {
            let mut text = String::new();
            numbers.iter().for_each(|number| push(&mut text, *number));
            let mut digits = Digits::new(&text);
            let read: Vec<u64> = numbers.iter().filter_map(|_| digits.next()).collect();
            proptest::prop_assert_eq!(read, numbers);
            proptest::prop_assert!(digits.is_done());
        }

        #[test]
        fn any_text_ends(text in ".{0,40}") {
            let mut digits = Digits::new(&text);
            while digits.next().is_some() {}
        }
    }
}
