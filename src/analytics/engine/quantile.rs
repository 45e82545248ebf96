//! Exact quantiles without a full sort.

/// The quantile at `share` (0 to 1) of some values, interpolated linearly between the two nearest (method R-7, which is
/// that of spreadsheets); `None` for no values. Reorders the values.
pub fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let place = last as f64 * share.clamp(0.0, 1.0);
    let index = place.floor() as usize;
    let (_, low, above) = values.select_nth_unstable_by(index.min(last), f64::total_cmp);
    let low = *low;
    let next = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    Some(low + (next - low) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_spreadsheets() {
        let values = [15.0, 20.0, 35.0, 40.0, 50.0];
        let at = |share: f64| quantile(&mut values.clone(), share).unwrap();
        assert_eq!([at(0.0), at(0.5), at(1.0)], [15.0, 35.0, 50.0]);
        assert!((at(0.4) - 29.0).abs() < 1e-9);
        assert!((at(0.9) - 46.0).abs() < 1e-9);
        assert_eq!(quantile(&mut [7.0], 0.9), Some(7.0));
        assert_eq!(quantile(&mut [], 0.5), None);
    }
}
