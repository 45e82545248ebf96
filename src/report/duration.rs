//! Durations summed up: the median leads, mean and 90th percentile stand in the definition.

use crate::analytics::engine::quantile::quantile;

/// Under this many values a number is marked small.
pub const SMALL_UNDER: usize = 20;

/// Some durations in seconds, summed up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Durations {
    /// How many there are.
    pub n: usize,
    /// How many of them end at an assumed moment.
    pub assumed: usize,
    /// The mean.
    pub mean_s: f64,
    /// One in ten is shorter.
    pub p10_s: f64,
    /// One in four is shorter.
    pub p25_s: f64,
    /// Half are shorter.
    pub median_s: f64,
    /// Three in four are shorter.
    pub p75_s: f64,
    /// Nine in ten are shorter.
    pub p90_s: f64,
}

impl Durations {
    /// Sums durations up; `None` for none.
    pub fn of(seconds: impl IntoIterator<Item = u32>, assumed: usize) -> Option<Self> {
        let mut values: Vec<f64> = seconds.into_iter().map(f64::from).collect();
        let mean_s = values.iter().sum::<f64>() / values.len() as f64;
        let [p10_s, p25_s, median_s, p75_s, p90_s] =
            [0.1, 0.25, 0.5, 0.75, 0.9].map(|share| quantile(&mut values, share));
        Some(Self {
            n: values.len(),
            assumed,
            mean_s,
            p10_s: p10_s?,
            p25_s: p25_s?,
            median_s: median_s?,
            p75_s: p75_s?,
            p90_s: p90_s?,
        })
    }

    /// Whether there are too few values to lean on.
    pub fn is_small(&self) -> bool {
        self.n < SMALL_UNDER
    }
}
