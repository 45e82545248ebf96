//! What the catalogue keeps of every alert, in eight bytes: enough to count it once wherever it is, and to tell how it
//! stands after what was said here.

use crate::domain::time::Timestamp;

/// How many bits of a key are not its number.
const FLAG_BITS: u32 = 2;
const ACTIVE: u32 = 1;
const COVERED: u32 = 1 << 1;
/// Ticks of 100 ns in a second.
const SECOND_TICKS: i64 = 10_000_000;

/// An alert: a number made of its id, whether it is resolved and covered as the source says, and when the source said so.
///
/// The number has thirty bits. It is compared among the alerts of a few incidents only, where two ids seldom share one:
/// among a thousand alerts once in two thousand times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertKey {
    number: u32,
    /// Whole seconds since 1970; what is before or after those is at their end.
    said: u32,
}

impl AlertKey {
    /// Of an alert of which the source said at a moment whether it is resolved.
    pub fn new(id: &str, said: Timestamp, is_active: bool, is_covered: bool) -> Self {
        let flags = if is_active { ACTIVE } else { 0 } | if is_covered { COVERED } else { 0 };
        let seconds = said.as_ticks().div_euclid(SECOND_TICKS).max(0);
        let said = u32::try_from(seconds).unwrap_or(u32::MAX);
        Self { number: Self::number_of(id) << FLAG_BITS | flags, said }
    }

    /// The number that an alert of this id has.
    pub fn number_of(id: &str) -> u32 {
        // FNV-1a with 64 bits, of which the upper ones are folded in: they depend on every byte.
        let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let folded = (hash >> 34) ^ (hash & 0x3fff_ffff);
        u32::try_from(folded & 0x3fff_ffff).unwrap_or_default()
    }

    /// Its number.
    pub fn number(self) -> u32 {
        self.number >> FLAG_BITS
    }

    /// Whether it is not resolved, as the source says.
    pub fn is_active(self) -> bool {
        self.number & ACTIVE != 0
    }

    /// Whether the service covers it.
    pub fn is_covered(self) -> bool {
        self.number & COVERED != 0
    }

    /// Whether what was said at a moment holds over what the source said.
    pub fn yields_to(self, at: Timestamp) -> bool {
        at.as_ticks() >= i64::from(self.said).saturating_mul(SECOND_TICKS)
    }

    /// As two numbers.
    pub fn to_parts(self) -> [u32; 2] {
        [self.number, self.said]
    }

    /// Of its two numbers.
    pub fn from_parts([number, said]: [u32; 2]) -> Self {
        Self { number, said }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_are_near_have_other_numbers() {
        let numbers: std::collections::HashSet<u32> =
            (0..20_000).map(|at| AlertKey::number_of(&format!("da637{at}"))).collect();
        assert_eq!(numbers.len(), 20_000);
    }

    #[test]
    fn the_later_word_holds() {
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let key = AlertKey::new("a", at("2026-05-01T10:00:00.5Z"), true, false);
        assert!(key.is_active() && !key.is_covered());
        assert!(!key.yields_to(at("2026-05-01T09:59:59Z")) && key.yields_to(at("2026-05-01T10:00:00.5Z")));
        assert_eq!(AlertKey::from_parts(key.to_parts()), key);
        let end = AlertKey::new("a", at("9999-12-31T23:59:59Z"), false, true);
        assert!(!end.yields_to(at("2026-05-01T10:00:00Z")) && end.is_covered());
    }
}
