//! Bins of a number, such as durations on a logarithmic scale.

/// How many of the low bits of a number do not matter to the table: 8 entries to each doubling.
const SHIFT: u32 = 20;

/// Bins by their lower edges: a bin reaches up to the next edge, the last one to infinity. Numbers below the first edge
/// are in the first bin.
#[derive(Clone, Debug)]
pub struct Bins {
    edges: Vec<f64>,
    /// The bin of the smallest number with the same high bits, so that few edges are left to compare.
    table: Vec<u8>,
}

impl Bins {
    /// Bins with these lower edges in ascending order, not negative; at most 255.
    pub fn new(edges: &[f64]) -> Self {
        let edges: Vec<f64> = edges.iter().copied().take(usize::from(u8::MAX)).collect();
        let entries = f32::INFINITY.to_bits() >> SHIFT;
        let table = (0..=entries)
            .map(|high| {
                let smallest = f64::from(f32::from_bits(high << SHIFT));
                let passed = edges.partition_point(|edge| *edge <= smallest);
                u8::try_from(passed.saturating_sub(1)).unwrap_or(u8::MAX)
            })
            .collect();
        Self { edges, table }
    }

    /// How many bins there are.
    pub fn len(&self) -> usize {
        self.edges.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// The bin of a number that is not negative. NaN is no number and gets the number after the last bin.
    pub fn of(&self, number: f32) -> u8 {
        if number.is_nan() {
            return u8::try_from(self.edges.len()).unwrap_or(u8::MAX);
        }
        let high = (number.max(0.0).to_bits() >> SHIFT) as usize;
        let mut bin = self.table.get(high).copied().unwrap_or(0);
        while self.edges.get(usize::from(bin) + 1).is_some_and(|edge| *edge <= f64::from(number)) {
            bin += 1;
        }
        bin
    }
}
