//! Where marks of a chart stand: ticks, stacks, and a scale of durations. Shares are from 0 to 1, so that the same
//! arithmetic serves every width.

/// Round steps of a count axis are these times a power of ten.
const STEPS: [f64; 4] = [1.0, 2.0, 4.0, 5.0];

/// Whole round numbers from 0 upwards: the last is at least `max`, and there are at most `lines` above 0. A chart
/// without any count keeps its axis with the single tick 0 and 1.
pub fn count_ticks(max: f64, lines: u32) -> Vec<f64> {
    let lines = lines.max(1);
    let wanted = if max.is_finite() { max.max(1.0) } else { 1.0 };
    let least = wanted / f64::from(lines);
    let mut magnitude = 10_f64.powf(least.log10().floor()).max(1.0);
    // Rounding of the logarithm may leave the magnitude a step too low: the next one always fits.
    let step = loop {
        match STEPS.iter().map(|step| step * magnitude).find(|step| step * f64::from(lines) >= wanted) {
            Some(step) => break step,
            None => magnitude *= 10.0,
        }
    };
    (0..=lines).map(|line| f64::from(line) * step).take_while(|tick| *tick - step < wanted).collect()
}

/// Round numbers between two amounts for the axis of a line that need not begin at 0: about `lines` of them.
pub fn ticks_between(low: f64, high: f64, lines: u32) -> Vec<f64> {
    let range = high - low;
    if !range.is_finite() || range <= 0.0 {
        return if low.is_finite() { vec![low] } else { Vec::new() };
    }
    let wanted = range / f64::from(lines.max(1));
    let magnitude = 10_f64.powf(wanted.log10().floor());
    let step = STEPS.iter().map(|step| step * magnitude).find(|step| *step >= wanted);
    let step = step.unwrap_or(magnitude * 10.0);
    let first = (low / step).ceil();
    (0..=lines).map(|line| (first + f64::from(line)) * step).take_while(|tick| *tick <= high).collect()
}

/// Where the axis of a line begins and how much it spans, by the least and the most that the line shows. It may begin
/// above 0, since it shows a way and not an amount; a flat line stands in the middle, clear of the words of the axis.
pub fn line_range(least: f64, most: f64) -> (f64, f64) {
    if most > least {
        let base = (least - (most - least) * 0.15).max(0.0);
        (base, most - base)
    } else if most > 0.0 {
        (0.0, most * 2.0)
    } else {
        (0.0, 1.0)
    }
}

/// The share of `whole` that `part` is; 0 of nothing.
pub fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 && part.is_finite() { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

/// Where the parts of a stack begin and how long they are, as shares of `whole`.
pub fn stack(parts: &[f64], whole: f64) -> Vec<(f64, f64)> {
    let mut from = 0.0;
    parts
        .iter()
        .map(|part| {
            let length = share(*part, whole).min(1.0 - from);
            let place = (from, length);
            from += length;
            place
        })
        .collect()
}

/// Heights of a stack in whole px with `gap_px` between parts. A part that is there keeps 1 px, so that one incident
/// is never invisible; the sum may then be a few px over the true height.
pub fn stack_px(parts: &[f64], whole: f64, height_px: f64, gap_px: f64) -> Vec<(f64, f64)> {
    let mut from = 0.0;
    parts
        .iter()
        .map(|part| {
            if *part <= 0.0 {
                return (from, 0.0);
            }
            let full = (share(*part, whole) * height_px).round().max(1.0 + gap_px);
            let place = (from, full - gap_px);
            from += full;
            place
        })
        .collect()
}

/// A logarithmic scale, for durations: a minute and a week on one axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogScale {
    low: f64,
    high: f64,
}

impl LogScale {
    /// A scale from `low` to `high`, both put right where they are not above 0 and in order.
    pub fn new(low: f64, high: f64) -> Self {
        let low = if low.is_finite() && low > 0.0 { low } else { 1.0 };
        let high = if high.is_finite() { high.max(low * 2.0) } else { low * 2.0 };
        Self { low: low.ln(), high: high.ln() }
    }

    /// The place of a value, from 0 to 1; what lies outside stands at the end.
    pub fn place(&self, value: f64) -> f64 {
        if value <= 0.0 || value.is_nan() {
            return 0.0;
        }
        ((value.ln() - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// Durations that an axis may name, in seconds: 1, 5 and 15 minutes, 1, 4 and 12 hours, 1 and 3 days, 1, 2 and 4 weeks, a
/// quarter and a year.
pub const DURATION_TICKS_S: [f64; 13] = [
    60.0,
    300.0,
    900.0,
    3_600.0,
    14_400.0,
    43_200.0,
    86_400.0,
    259_200.0,
    604_800.0,
    1_209_600.0,
    2_419_200.0,
    7_884_000.0,
    31_536_000.0,
];

/// The ticks around the durations from `low_s` to `high_s`: one at or below, one at or above, `count` in all or one more.
pub fn duration_ticks(low_s: f64, high_s: f64, count: usize) -> Vec<f64> {
    let first = DURATION_TICKS_S.iter().rposition(|tick| *tick <= low_s).unwrap_or(0);
    let last = DURATION_TICKS_S.iter().position(|tick| *tick >= high_s).unwrap_or(DURATION_TICKS_S.len() - 1);
    let steps = last.saturating_sub(first);
    let stride = steps.div_ceil(count.max(2) - 1).max(1);
    // Even steps: the axis ends later rather than with a short step.
    let end = first + steps.next_multiple_of(stride);
    let mut ticks: Vec<f64> =
        (first..=end).step_by(stride).filter_map(|at| DURATION_TICKS_S.get(at).copied()).collect();
    if let (true, Some(longest)) = (end >= DURATION_TICKS_S.len(), DURATION_TICKS_S.last()) {
        ticks.push(*longest);
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn count_ticks_are_round_and_few() {
        assert_eq!(count_ticks(10.0, 4), [0.0, 4.0, 8.0, 12.0]);
        assert_eq!(count_ticks(28.0, 4), [0.0, 10.0, 20.0, 30.0]);
        assert_eq!(count_ticks(4.0, 4), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(count_ticks(0.0, 4), [0.0, 1.0]);
        assert_eq!(count_ticks(100_000.0, 4), [0.0, 40_000.0, 80_000.0, 120_000.0]);
        assert_eq!(count_ticks(f64::NAN, 4), [0.0, 1.0]);
    }

    #[test]
    fn a_flat_line_stands_in_the_middle() {
        assert_eq!(line_range(20.0, 20.0), (0.0, 40.0));
        assert_eq!(line_range(0.0, 0.0), (0.0, 1.0));
        assert_eq!(line_range(100.0, 200.0), (85.0, 115.0));
        assert_eq!(line_range(5.0, 200.0), (0.0, 200.0));
    }

    #[test]
    fn stacks_follow_each_other() {
        assert_eq!(stack(&[3.0, 1.0], 8.0), [(0.0, 0.375), (0.375, 0.125)]);
        assert_eq!(stack(&[1.0], 0.0), [(0.0, 0.0)]);
        assert_eq!(stack_px(&[1.0, 0.0, 1.0], 1_000.0, 100.0, 2.0), [(0.0, 1.0), (3.0, 0.0), (3.0, 1.0)]);
    }

    #[test]
    fn durations_stand_on_a_log_scale() {
        let scale = LogScale::new(60.0, 3_600.0);
        assert_eq!([scale.place(60.0), scale.place(3_600.0), scale.place(0.0)], [0.0, 1.0, 0.0]);
        assert!((scale.place(464.758) - 0.5).abs() < 1e-3);
        assert_eq!(duration_ticks(400.0, 50_000.0, 5), [300.0, 3_600.0, 43_200.0, 259_200.0]);
        assert_eq!(duration_ticks(1.0, 2.0, 5), [60.0]);
    }

    proptest! {
        #[test]
        fn ticks_reach_the_largest_count(max in 0.0..1e9_f64, lines in 1_u32..9) {
            let ticks = count_ticks(max, lines);
            prop_assert!(ticks.len() as u32 <= lines + 1);
            prop_assert!(ticks.last().is_some_and(|last| *last >= max));
            prop_assert!(ticks.iter().all(|tick| tick.fract() == 0.0));
        }

        #[test]
        fn a_stack_never_leaves_its_bar(parts in prop::collection::vec(0.0..1e6_f64, 0..6), whole in 0.0..1e6_f64) {
            let mut end = 0.0;
            for (from, length) in stack(&parts, whole) {
                prop_assert!(from >= end - 1e-9 && length >= 0.0 && from + length <= 1.0 + 1e-9);
                end = from + length;
            }
        }

        #[test]
        fn duration_ticks_enclose_what_they_can(low in 60.0..1e6_f64, more in 1.0..1e3_f64, count in 2_usize..8) {
            let ticks = duration_ticks(low, low * more, count);
            prop_assert!(!ticks.is_empty() && ticks.len() <= count + 1);
            prop_assert!(ticks.first().is_some_and(|first| *first <= low));
            prop_assert!(ticks.is_sorted());
            prop_assert!(ticks.last().is_some_and(|last| *last >= (low * more).min(31_536_000.0)));
        }
    }
}
