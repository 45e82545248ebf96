//! Chance that can be repeated: the same seed throws the same.

/// A xorshift generator, since only its repeatability matters.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

/// Hexadecimal digits in place of a digest of a number: the same number has the same, and none looks like a small number.
pub(super) fn digest(of: u64, digits: usize) -> String {
    let mut dice = Dice::of(of, digits as u64);
    let mut text = String::new();
    while text.len() < digits {
        text += &format!("{:016x}", dice.next());
    }
    text.truncate(digits);
    text
}

impl Dice {
    /// Dice of a seed.
    pub(super) fn new(seed: u64) -> Self {
        // A xorshift generator must not begin at zero.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Dice of their own for one of many things, so that a change of one leaves the others as they are.
    pub(super) fn of(seed: u64, number: u64) -> Self {
        let mut dice = Self::new(seed ^ number.wrapping_add(1).wrapping_mul(0xD6E8_FEB8_6659_FD93));
        dice.next();
        dice.next();
        dice
    }

    /// Any number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 11) % end.max(1)
    }

    /// A number from `first` up to `last`.
    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = u64::try_from(last.saturating_sub(first).saturating_add(1)).unwrap_or(1);
        first.saturating_add(i64::try_from(self.below(span)).unwrap_or(0))
    }

    /// A place in a list of this length.
    pub(super) fn at(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T], otherwise: T) -> T {
        list.get(self.at(list.len())).copied().unwrap_or(otherwise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_looks_like_one_whatever_it_is_of() {
        for of in (0..2_000).chain([u64::MAX]) {
            for digits in [40, 64] {
                let text = digest(of, digits);
                assert_eq!(text, digest(of, digits));
                assert!(text.len() == digits && text.bytes().all(|it| it.is_ascii_hexdigit()), "{text}");
                assert!(!text.contains("000000"), "{text}");
            }
        }
    }
}
