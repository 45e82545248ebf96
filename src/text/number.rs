//! How large a number of JSON is, told from its digits: reading it as `f64` would bring tables of powers with it.

/// The largest `f64` has so many digits before the point.
const PLACES: i64 = 309;
/// The first digits of what is rounded to infinity, which is the largest `f64` and half of its last place more. Numbers
/// that agree with it in all of them are taken for infinite.
const INFINITE: &[u8; 20] = b"17976931348623158079";

/// Whether a number, which must be one of JSON, is finite as `f64`.
pub(crate) fn is_finite(number: &str) -> bool {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = whole.trim_start_matches('-').trim_start_matches('0');
    let mut places = whole.len();
    let mut digits = whole.bytes().chain(fraction.bytes()).peekable();
    let mut zeros = 0;
    if places == 0 {
        while digits.next_if_eq(&b'0').is_some() {
            zeros += 1;
        }
    }
    places = places.saturating_sub(zeros);
    if digits.peek().is_none() {
        return true;
    }
    let exponent = exponent.trim_start_matches('+');
    // More digits than fit are beyond every place.
    let far = if exponent.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
    let moved: i64 = exponent.parse().unwrap_or(far).clamp(i64::MIN / 2, i64::MAX / 2);
    let before_point =
        i64::try_from(places).unwrap_or(i64::MAX / 4) - i64::try_from(zeros).unwrap_or(i64::MAX / 4);
    match (moved + before_point).cmp(&PLACES) {
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Greater => false,
        std::cmp::Ordering::Equal => {
            digits.chain(std::iter::repeat(b'0')).take(INFINITE.len()).lt(INFINITE.iter().copied())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn agrees(number: &str) {
        let read: f64 = number.parse().unwrap();
        assert_eq!(is_finite(number), read.is_finite(), "{number}");
    }

    #[test]
    fn the_largest_number_is_finite_and_the_next_is_not() {
        for number in [
            "0",
            "-0.0e999",
            "0e99999999999999999999",
            "1e308",
            "1e309",
            "-1e309",
            "1.7976931348623157e308",
            "1.7976931348623158e+308",
            "1.7976931348623159e308",
            "17976931348623157.5e292",
            "17976931348623159e292",
            "0.00000017976931348623157e315",
            "0.00000017976931348623159e315",
            "0.0000001e316",
            "1e-999",
            "1e99999999999999999999",
            "1e-99999999999999999999",
            "0.1e309",
            "0.1e310",
            "0.2e309",
            "20e307",
            "2e308",
        ] {
            agrees(number);
        }
        agrees(&"9".repeat(308));
        agrees(&"1".repeat(309));
        agrees(&"2".repeat(309));
        agrees(&format!("{}e-100", "9".repeat(400)));
        agrees(&format!("{}.5e-92", "9".repeat(400)));
        agrees(&format!("0.{}9e400", "0".repeat(91)));
        agrees(&format!("0.{}9e400", "0".repeat(90)));
    }

    proptest::proptest! {
        #[test]
        fn agrees_with_f64(number in "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][+-]?(30[0-9]|31[0-9]|2[89][0-9]))?") {
            agrees(&number);
        }
    }
}
