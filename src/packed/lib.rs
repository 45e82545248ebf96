//! Columns of numbers and texts as bytes: in little space, and read again about as quickly as they are copied.
//!
//! Our own form and not a library's: the general ones (postcard, rkyv) write a value at a time, or as wide as it is in
//! memory. What is kept here is a million numbers of one kind, most of them small, equal or evenly spaced; so each
//! column is its least value, the step between values, and the rest in as few bytes as all of them fit in. Little-endian
//! throughout. Reading is total: bytes that do not fit together read as `None`.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod digits;
pub mod later;
pub mod names;

use std::hash::{BuildHasher, Hasher};

/// No column has more values.
const VALUES_MAX: usize = 1 << 28;
/// No column of equal values, which takes no bytes, has more: what a damaged count could make us reserve stays bounded.
const EQUAL_MAX: usize = 1 << 22;

/// A check value of bytes, which notices damage. Not a digest: it is no proof against a person, and costs about as much
/// as copying.
pub fn check_value(bytes: &[u8]) -> u64 {
    let mut hasher = foldhash::fast::FixedState::with_seed(0x5eed).build_hasher();
    hasher.write(bytes);
    hasher.write_usize(bytes.len());
    hasher.finish()
}

/// Writes columns one after the other.
#[derive(Clone, Debug, Default)]
pub struct Packer(Vec<u8>);

impl Packer {
    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// One number.
    pub fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// A column of numbers.
    pub fn numbers(&mut self, values: &[u32]) {
        let least = values.iter().copied().min().unwrap_or(0);
        let most = values.iter().copied().max().unwrap_or(0) - least;
        self.0.extend_from_slice(&least.to_le_bytes());
        match most {
            0 => self.0.push(0),
            1..=0xff => {
                self.0.push(1);
                self.0.extend(values.iter().map(|value| narrow(value - least)));
            }
            0x100..=0xffff => {
                self.0.push(2);
                values.iter().for_each(|value| {
                    let [one, two, ..] = (value - least).to_le_bytes();
                    self.0.extend_from_slice(&[one, two]);
                });
            }
            _ => {
                self.0.push(4);
                values.iter().for_each(|value| self.0.extend_from_slice(&(value - least).to_le_bytes()));
            }
        }
    }

    /// A column of moments or other large numbers, often evenly spaced.
    pub fn moments(&mut self, values: &[i64]) {
        let least = values.iter().copied().min().unwrap_or(0);
        let above = |value: &i64| value.wrapping_sub(least).cast_unsigned();
        let step = values.iter().map(above).fold(0, common_divisor).max(1);
        let most = values.iter().map(above).max().unwrap_or(0) / step;
        self.0.extend_from_slice(&least.to_le_bytes());
        self.number(step);
        if let Ok(most) = u32::try_from(most) {
            self.0.push(u8::from(most > 0) * 4);
            if most > 0 {
                let steps = values.iter().map(|value| u32::try_from(above(value) / step).unwrap_or(u32::MAX));
                steps.for_each(|steps| self.0.extend_from_slice(&steps.to_le_bytes()));
            }
        } else {
            self.0.push(8);
            values.iter().for_each(|value| self.0.extend_from_slice(&(above(value) / step).to_le_bytes()));
        }
    }

    /// A column of small numbers.
    pub fn bytes(&mut self, values: &[u8]) {
        self.number(values.len() as u64);
        self.0.extend_from_slice(values);
    }

    /// A column of moments of which some are missing.
    pub fn optional(&mut self, values: &[Option<i64>]) {
        self.bytes(&values.iter().map(|value| u8::from(value.is_some())).collect::<Vec<_>>());
        self.moments(&values.iter().map(|value| value.unwrap_or_default()).collect::<Vec<_>>());
    }

    /// A column of words of 64 bits.
    pub fn words(&mut self, values: &[u64]) {
        values.iter().for_each(|value| self.number(*value));
    }

    /// Texts.
    pub fn texts<'a>(&mut self, texts: impl Iterator<Item = &'a str> + Clone) {
        let lengths: Vec<u32> =
            texts.clone().map(|text| u32::try_from(text.len()).unwrap_or(u32::MAX)).collect();
        self.number(lengths.len() as u64);
        self.numbers(&lengths);
        self.number(lengths.iter().map(|length| u64::from(*length)).sum());
        texts.for_each(|text| self.0.extend_from_slice(text.as_bytes()));
    }
}

/// The greatest common divisor, which is 0 for none but zeros.
fn common_divisor(mut one: u64, mut other: u64) -> u64 {
    // Most columns have found theirs after a few values.
    if one == 1 || (one > 0 && other.is_multiple_of(one)) {
        return one;
    }
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one
}

fn narrow(value: u32) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

/// Reads columns in the order in which they were written; how many values a column has is known from elsewhere.
#[derive(Clone, Debug)]
pub struct Unpacker<'a>(&'a [u8]);

impl<'a> Unpacker<'a> {
    /// Reads what a [`Packer`] wrote.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether everything was read.
    pub fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    /// One number.
    pub fn number(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// One number that says how many there are of something.
    pub fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|count| *count <= VALUES_MAX)
    }

    /// A column of numbers.
    pub fn numbers(&mut self, count: usize) -> Option<Vec<u32>> {
        if count > VALUES_MAX {
            return None;
        }
        let least = u32::from_le_bytes(self.array()?);
        let [width] = self.array()?;
        let values = match width {
            0 if count <= EQUAL_MAX => vec![least; count],
            1 => self.take(count)?.iter().map(|byte| least.wrapping_add(u32::from(*byte))).collect(),
            2 => {
                let (pairs, _) = self.take(count * 2)?.as_chunks::<2>();
                pairs.iter().map(|pair| least.wrapping_add(u32::from(u16::from_le_bytes(*pair)))).collect()
            }
            4 => {
                let (fours, _) = self.take(count * 4)?.as_chunks::<4>();
                fours.iter().map(|four| least.wrapping_add(u32::from_le_bytes(*four))).collect()
            }
            _ => return None,
        };
        Some(values)
    }

    /// A column of moments.
    pub fn moments(&mut self, count: usize) -> Option<Vec<i64>> {
        if count > VALUES_MAX {
            return None;
        }
        let least = i64::from_le_bytes(self.array()?);
        let step = self.number()?;
        let at = |steps: u64| least.wrapping_add_unsigned(step.wrapping_mul(steps));
        let [width] = self.array()?;
        let values = match width {
            0 if count <= EQUAL_MAX => vec![least; count],
            4 => {
                let (fours, _) = self.take(count * 4)?.as_chunks::<4>();
                fours.iter().map(|four| at(u64::from(u32::from_le_bytes(*four)))).collect()
            }
            8 => {
                let (eights, _) = self.take(count * 8)?.as_chunks::<8>();
                eights.iter().map(|eight| at(u64::from_le_bytes(*eight))).collect()
            }
            _ => return None,
        };
        Some(values)
    }

    /// Passes a column of numbers over; `None` where there is none.
    pub fn pass_numbers(&mut self, count: usize) -> Option<()> {
        self.array::<4>()?;
        let [width] = self.array()?;
        matches!(width, 0 | 1 | 2 | 4).then_some(())?;
        self.take(count.checked_mul(usize::from(width))?).map(drop)
    }

    /// Passes a column of moments over; `None` where there is none.
    pub fn pass_moments(&mut self, count: usize) -> Option<()> {
        self.array::<16>()?;
        let [width] = self.array()?;
        matches!(width, 0 | 4 | 8).then_some(())?;
        self.take(count.checked_mul(usize::from(width))?).map(drop)
    }

    /// Passes a column of words over; `None` where there is none.
    pub fn pass_words(&mut self, count: usize) -> Option<()> {
        self.take(count.checked_mul(8)?).map(drop)
    }

    /// What was not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.0
    }

    /// A column of moments of which some are missing ([`Packer::optional`]).
    pub fn optional(&mut self, count: usize) -> Option<Vec<Option<i64>>> {
        let there = self.bytes().filter(|there| there.len() == count)?;
        let values = self.moments(count)?;
        Some(there.iter().zip(values).map(|(there, value)| (*there == 1).then_some(value)).collect())
    }

    /// The same of moments that were kept as distances from others, one of each.
    pub fn optional_since(&mut self, from: &[i64]) -> Option<Vec<Option<i64>>> {
        let there = self.bytes().filter(|there| there.len() == from.len())?;
        let values = self.moments(from.len())?.into_iter().zip(from);
        let at =
            |(there, (value, from)): (&u8, (i64, &i64))| (*there == 1).then_some(from.wrapping_add(value));
        Some(there.iter().zip(values).map(at).collect())
    }

    /// The same where none may be missing.
    pub fn since(&mut self, from: &[i64]) -> Option<Vec<i64>> {
        let there = self.bytes().filter(|there| there.len() == from.len())?;
        let mut values = self.moments(from.len())?;
        values.iter_mut().zip(from).for_each(|(value, from)| *value = from.wrapping_add(*value));
        there.iter().all(|there| *there == 1).then_some(values)
    }

    /// A column of small numbers.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = self.count()?;
        self.take(count)
    }

    /// A column of words of 64 bits.
    pub fn words(&mut self, count: usize) -> Option<Vec<u64>> {
        let (eights, _) = self.take(count.checked_mul(8)?)?.as_chunks::<8>();
        Some(eights.iter().map(|eight| u64::from_le_bytes(*eight)).collect())
    }

    /// Texts: all of them in one, and how long each is. No text ends within a letter.
    pub fn texts(&mut self) -> Option<Texts<'a>> {
        let count = self.count()?;
        let lengths = self.numbers(count)?;
        let total = self.count()?;
        let all = std::str::from_utf8(self.take(total)?).ok()?;
        let sum: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        let mut end = 0;
        let is_whole = sum == total as u64
            && lengths.iter().all(|length| {
                end += *length as usize;
                all.is_char_boundary(end)
            });
        is_whole.then_some(Texts { all, lengths })
    }
}

/// Texts that were read.
#[derive(Clone, Debug)]
pub struct Texts<'a> {
    /// One after the other.
    pub all: &'a str,
    /// How many bytes each has.
    pub lengths: Vec<u32>,
}

impl<'a> Texts<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Each in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a str> {
        let mut rest = self.all;
        self.lengths.iter().map(move |length| {
            let (text, after) = rest.split_at_checked(*length as usize).unwrap_or((rest, ""));
            rest = after;
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of every width.
    const NUMBERS: [&[u32]; 4] = [&[7, 7, 7], &[7, 200, 9], &[7, 60_000, 9], &[7, u32::MAX, 0]];
    const MOMENTS: [&[i64]; 3] = [&[5, 5, 5], &[-20, 10, 40], &[i64::MIN, 0, i64::MAX]];

    #[test]
    fn columns_are_read_back_and_passed_over() {
        for (numbers, moments) in NUMBERS.iter().zip(MOMENTS.iter().cycle()) {
            let mut packer = Packer::default();
            packer.numbers(numbers);
            packer.moments(moments);
            packer.words(&[1, u64::MAX]);
            packer.number(9);
            let bytes = packer.into_bytes();
            let mut reading = Unpacker::new(&bytes);
            assert_eq!(reading.numbers(3).as_deref(), Some(*numbers));
            assert_eq!(reading.moments(3).as_deref(), Some(*moments));
            let mut passing = Unpacker::new(&bytes);
            passing.pass_numbers(3).and_then(|()| passing.pass_moments(3)).unwrap();
            assert_eq!(passing.rest(), reading.rest());
            assert_eq!(passing.pass_words(2).and_then(|()| passing.number()), Some(9));
            assert!(passing.is_at_end() && passing.pass_words(1).is_none());
        }
    }

    #[test]
    fn moments_may_be_missing() {
        let (moments, from) = ([Some(30), None, Some(-4)], [10, 20, i64::MAX]);
        let mut packer = Packer::default();
        packer.optional(&moments);
        let away = |(at, from): (&Option<i64>, &i64)| at.map(|at: i64| at.wrapping_sub(*from));
        packer.optional(&moments.iter().zip(&from).map(away).collect::<Vec<_>>());
        packer.optional(&[Some(1), Some(2), Some(3)]);
        packer.optional(&moments);
        let bytes = packer.into_bytes();
        let mut unpacker = Unpacker::new(&bytes);
        assert_eq!(unpacker.optional(3), Some(moments.to_vec()));
        assert_eq!(unpacker.optional_since(&from), Some(moments.to_vec()));
        assert_eq!(unpacker.since(&[10, 20, 30]), Some(vec![11, 22, 33]));
        assert_eq!(unpacker.since(&[0, 0, 0]), None, "one is missing");
        assert_eq!(Unpacker::new(&bytes).optional(2), None, "one is left");
    }
}
