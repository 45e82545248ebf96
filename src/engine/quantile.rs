//! Exact quantiles without sorting: two passes over the rows that pass, and a sort of the few values around each answer.

use super::rows::Rows;

/// Buckets by size: 64 to each doubling from 1 on, so that a bucket holds few of any values that people measure.
const BUCKETS: usize = 2_048;
/// How many of the low bits of a number do not matter to its bucket.
const BUCKET_SHIFT: u32 = 17;

/// The bucket of a number that is not negative; what is under 1 is in the first, what is very large in the last.
fn bucket(value: f32) -> usize {
    let first = 1_f32.to_bits() >> BUCKET_SHIFT;
    ((value.to_bits() >> BUCKET_SHIFT).saturating_sub(first) as usize).min(BUCKETS - 1)
}

/// The values of a column of numbers that are at some places in ascending order.
struct Wanted {
    /// Where the values of a quantile stand among the values of its group: the place below, and how far to the next.
    places: Vec<(usize, f64)>,
    /// How many values are in lower buckets, for each bucket that is wanted.
    below: Vec<usize>,
    /// The values of these buckets.
    values: Vec<Vec<f32>>,
}

/// The quantiles at some shares (0 to 1) of the numbers of some rows, group by group, interpolated linearly between
/// the two nearest values (method R-7, which is that of spreadsheets).
///
/// `values` has a number that is not negative for each row, NaN where a row has none; `group_of` gives the group of a
/// row. Answers, for each group, how many values it has and the quantiles in the order of the shares, none for no
/// values.
pub fn quantiles(
    rows: &Rows,
    values: &[f32],
    groups: usize,
    group_of: impl Fn(usize) -> usize,
    shares: &[f64],
) -> Vec<(usize, Vec<f64>)> {
    let mut counts = vec![0_u32; groups * BUCKETS];
    rows.for_each(|row| {
        let value = values.get(row).copied().unwrap_or(f32::NAN);
        if !value.is_nan()
            && let Some(count) = counts.get_mut(group_of(row) * BUCKETS + bucket(value))
        {
            *count += 1;
        }
    });
    // Which list of values a bucket goes to; 0 is none.
    let mut lists = vec![0_u8; groups * BUCKETS];
    let mut wanted: Vec<Wanted> = Vec::with_capacity(groups);
    for (counts, lists) in counts.chunks(BUCKETS).zip(lists.chunks_mut(BUCKETS)) {
        wanted.push(Wanted::find(counts, lists, shares));
    }
    rows.for_each(|row| {
        let value = values.get(row).copied().unwrap_or(f32::NAN);
        let group = group_of(row);
        let list = lists.get(group * BUCKETS + bucket(value)).copied().unwrap_or(0);
        if list > 0
            && !value.is_nan()
            && let Some(values) =
                wanted.get_mut(group).and_then(|it| it.values.get_mut(usize::from(list) - 1))
        {
            values.push(value);
        }
    });
    let total = |counts: &[u32]| counts.iter().map(|count| *count as usize).sum();
    counts.chunks(BUCKETS).zip(wanted).map(|(counts, it)| (total(counts), it.quantiles())).collect()
}

impl Wanted {
    /// Finds the buckets in which the quantiles of a group lie, and numbers them in `lists`.
    fn find(counts: &[u32], lists: &mut [u8], shares: &[f64]) -> Self {
        let mut it = Self { places: Vec::new(), below: Vec::new(), values: Vec::new() };
        let total: usize = counts.iter().map(|count| *count as usize).sum();
        let Some(last) = total.checked_sub(1) else { return it };
        for share in shares {
            let place = last as f64 * share.clamp(0.0, 1.0);
            it.places.push((place.floor() as usize, place.fract()));
        }
        let mut before = 0;
        for (count, list) in counts.iter().zip(lists) {
            let after = before + *count as usize;
            let holds = |(place, part): &(usize, f64)| {
                (before..after).contains(place) || (*part > 0.0 && (before..after).contains(&(place + 1)))
            };
            if it.places.iter().any(holds) {
                it.below.push(before);
                it.values.push(Vec::with_capacity(*count as usize));
                *list = u8::try_from(it.values.len()).unwrap_or(0);
            }
            before = after;
        }
        it
    }

    fn quantiles(mut self) -> Vec<f64> {
        self.values.iter_mut().for_each(|values| values.sort_unstable_by(f32::total_cmp));
        let value_at = |place: usize| {
            let mut lists = self.below.iter().zip(&self.values);
            let found = lists.find_map(|(below, values)| values.get(place.checked_sub(*below)?).copied());
            f64::from(found.unwrap_or(f32::NAN))
        };
        let quantile = |(place, part): &(usize, f64)| {
            let low = value_at(*place);
            if *part > 0.0 { low + (value_at(place + 1) - low) * part } else { low }
        };
        self.places.iter().map(quantile).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_group(values: &[f32], shares: &[f64]) -> (usize, Vec<f64>) {
        quantiles(&Rows::window(0..values.len()), values, 1, |_| 0, shares).remove(0)
    }

    #[test]
    fn quantiles_are_those_of_spreadsheets() {
        let (n, found) = one_group(&[50.0, 20.0, f32::NAN, 15.0, 40.0, 35.0], &[0.0, 0.4, 0.5, 0.9, 1.0]);
        assert_eq!(n, 5);
        let expected = [15.0, 29.0, 35.0, 46.0, 50.0];
        assert!(
            found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-9),
            "{found:?}"
        );
        assert_eq!(one_group(&[7.0], &[0.9]), (1, vec![7.0]));
        assert_eq!(one_group(&[], &[0.5]), (0, vec![]));
        assert_eq!(one_group(&[f32::NAN], &[0.5]), (0, vec![]));
        assert_eq!(one_group(&[0.0, 0.5, 1e30], &[0.0, 0.5, 1.0]), (3, vec![0.0, 0.5, f64::from(1e30_f32)]));
    }
}
