//! Numbers and plurals of English, for everything that has no browser to ask.

use super::Locale;

/// English as the native command line and exports write it.
#[derive(Clone, Copy, Debug, Default)]
pub struct English;

impl Locale for English {
    /// `12,345.5`, with at most one fraction digit.
    fn number(&self, value: f64) -> String {
        let text = format!("{:.1}", value.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
        let mut out = String::new();
        if value < 0.0 {
            out.push('-');
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        if fraction != "0" {
            out.push('.');
            out.push_str(fraction);
        }
        out
    }

    fn plural(&self, value: f64) -> String {
        if value == 1.0 { "one" } else { "other" }.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_and_plurals() {
        for (value, text) in [
            (0.0, "0"),
            (999.0, "999"),
            (1_000.0, "1,000"),
            (1_234_567.5, "1,234,567.5"),
            (-12_000.0, "-12,000"),
        ] {
            assert_eq!(English.number(value), text);
        }
        assert_eq!((English.plural(1.0).as_str(), English.plural(2.0).as_str()), ("one", "other"));
    }
}
