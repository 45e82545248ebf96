//! Durations summed up: the median leads, mean and 90th percentile stand in the definition.

use crate::analytics::engine::quantile::quantiles;
use crate::analytics::engine::rows::Rows;

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
    /// Sums up the durations of some rows; `None` for none. `seconds` has a number for each row of the table, NaN where
    /// a row has none.
    pub fn of(rows: &Rows, seconds: &[f32], assumed: usize) -> Option<Self> {
        let (n, found) = quantiles(rows, seconds, 1, |_| 0, &[0.1, 0.25, 0.5, 0.75, 0.9]).pop()?;
        let [p10_s, p25_s, median_s, p75_s, p90_s] = found.try_into().ok()?;
        let mut sum_s = 0.0;
        rows.for_each(|row| {
            sum_s += seconds.get(row).filter(|seconds| !seconds.is_nan()).map_or(0.0, |s| f64::from(*s));
        });
        Some(Self { n, assumed, mean_s: sum_s / n as f64, p10_s, p25_s, median_s, p75_s, p90_s })
    }

    /// Sums up durations that belong to no rows; `None` for none.
    pub fn of_seconds(seconds: &[f32], assumed: usize) -> Option<Self> {
        Self::of(&Rows::window(0..seconds.len()), seconds, assumed)
    }

    /// Whether there are too few values to lean on.
    pub fn is_small(&self) -> bool {
        self.n < SMALL_UNDER
    }
}
