//! How dark a count is drawn: seven steps that tell the counts of one table apart, however large they are.

/// How many steps there are above none.
pub const STEPS: usize = 7;

/// The highest counts of the steps of small tables, the last one open: the scale that readers know from everywhere.
const SMALL: [usize; STEPS - 1] = [1, 3, 7, 14, 24, 40];

/// Up to this highest count the small steps serve.
const SMALL_MAX: usize = 60;

/// The steps of one table.
///
/// Counts up to 60 have the steps 1, 2–3, 4–7, 8–14, 15–24, 25–40 and more. Where a table has larger ones, each step
/// is so many times as much as the one before, from its lowest count to its highest, rounded to two digits: what is a
/// tenth in a table of thousands is as far from the highest as a tenth in a table of tens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shades {
    /// The highest count of each step but the last.
    upto: [usize; STEPS - 1],
    /// The highest count of all.
    most: usize,
}

impl Default for Shades {
    fn default() -> Self {
        Self { upto: SMALL, most: 0 }
    }
}

impl Shades {
    /// Steps for some counts. Those of 0 are not drawn and do not matter.
    pub fn of(counts: impl IntoIterator<Item = usize>) -> Self {
        let (mut least, mut most) = (usize::MAX, 0);
        for count in counts.into_iter().filter(|count| *count > 0) {
            least = least.min(count);
            most = most.max(count);
        }
        if most <= SMALL_MAX {
            return Self { upto: SMALL, most };
        }
        let (low, high) = ((least as f64).ln(), (most as f64).ln());
        let mut before = 0;
        let upto = std::array::from_fn(|at| {
            let part = (at + 1) as f64 / STEPS as f64;
            before = two_digits((low + (high - low) * part).exp()).clamp(before, most - 1);
            before
        });
        Self { upto, most }
    }

    /// The step of a count, from 0 for none to 7.
    pub fn step(&self, count: usize) -> usize {
        match count {
            0 => 0,
            count => 1 + self.upto.iter().filter(|upto| count > **upto).count(),
        }
    }

    /// The steps that some count can have, each with its lowest and highest count; the last has no end.
    pub fn ranges(&self) -> Vec<(usize, usize, Option<usize>)> {
        let mut from = 1;
        let mut ranges = Vec::new();
        for (at, upto) in self.upto.iter().enumerate().filter(|(_, upto)| **upto < self.most.max(SMALL_MAX)) {
            if *upto >= from {
                ranges.push((at + 1, from, Some(*upto)));
                from = upto + 1;
            }
        }
        ranges.push((STEPS, from, None));
        ranges
    }
}

/// A number with its first two digits, rounded down, so that a legend is read at a glance.
fn two_digits(number: f64) -> usize {
    let whole = number as usize;
    let mut unit = 1;
    while whole / unit >= 100 {
        unit *= 10;
    }
    whole / unit * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_have_the_steps_that_everybody_knows() {
        let shades = Shades::of([0, 3, 41, 7]);
        let steps = [0, 1, 2, 3, 4, 7, 8, 14, 15, 24, 25, 40, 41].map(|count| shades.step(count));
        assert_eq!(steps, [0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7]);
        assert_eq!(shades.ranges().first(), Some(&(1, 1, Some(1))));
        assert_eq!(shades.ranges().last(), Some(&(7, 41, None)));
        assert_eq!(Shades::of([]).ranges(), shades.ranges());
    }

    #[test]
    fn large_counts_that_differ_are_drawn_apart() {
        let counts = [120, 240, 480, 960, 1_920, 3_840, 7_680, 15_360];
        let shades = Shades::of(counts);
        let steps = counts.map(|count| shades.step(count));
        assert_eq!((steps[0], steps[7]), (1, 7));
        let mut apart = steps.to_vec();
        apart.dedup();
        // Rounded steps may pass over one.
        assert!(apart.len() >= 6, "{steps:?}");
    }

    #[test]
    fn the_ranges_of_the_legend_are_those_of_the_steps() {
        for counts in [vec![61], vec![500, 520], vec![1, 20_000], vec![100, 101], vec![90, 4_000, 1]] {
            let shades = Shades::of(counts.clone());
            let ranges = shades.ranges();
            let mut next = 1;
            for (step, from, to) in ranges {
                assert_eq!(from, next, "{counts:?}");
                assert_eq!(shades.step(from), step, "{counts:?}");
                assert_eq!(shades.step(to.unwrap_or(1_000_000)), step, "{counts:?}");
                next = to.map_or(usize::MAX, |to| to + 1);
            }
            let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
            assert!(shades.step(*most) == STEPS && shades.step(*least) <= shades.step(*most), "{counts:?}");
        }
    }
}
