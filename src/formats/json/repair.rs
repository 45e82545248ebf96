//! Repairs text that is nearly JSON, or that is JSON and no reader can hold it: trailing commas, half of a surrogate
//! pair, and a number beyond the range of `f64`. The length stays the same, so that every place in the text stays true.

use crate::formats::finding::Finding;

/// A copy of a record with these commas as blanks and everything else repaired, and what was found at which byte.
pub(super) fn repair(text: &str, trailing_commas: &[usize]) -> (String, Vec<(usize, Finding)>) {
    let mut bytes = text.as_bytes().to_vec();
    for comma in trailing_commas {
        if let Some(byte) = bytes.get_mut(*comma) {
            *byte = b' ';
        }
    }
    let found = repair_values(&mut bytes);
    // Only ASCII was replaced by ASCII, so it is text still.
    (String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned()), found)
}

fn repair_values(text: &mut [u8]) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.get(at).copied() {
        at = match byte {
            b'"' => string(text, at + 1, &mut found),
            b'-' | b'0'..=b'9' => number(text, at, &mut found),
            _ => at + 1,
        };
    }
    found
}

/// Replaces lone surrogates in a string that begins at `at`; answers the index behind it.
fn string(text: &mut [u8], mut at: usize, found: &mut Vec<(usize, Finding)>) -> usize {
    while let Some(byte) = text.get(at).copied() {
        match byte {
            b'"' => return at + 1,
            b'\\' => match surrogate(text, at) {
                Some(0xD800..=0xDBFF) if matches!(surrogate(text, at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
                Some(_) => {
                    if let Some(hex) = text.get_mut(at + 2..at + 6) {
                        hex.copy_from_slice(b"fffd");
                    }
                    found.push((at, Finding::LoneSurrogate));
                    at += 6;
                }
                None => at += 2,
            },
            _ => at += 1,
        }
    }
    at
}

/// The surrogate that an escape at `at` names; `None` for everything else.
fn surrogate(text: &[u8], at: usize) -> Option<u32> {
    let escape = text.get(at..at + 6)?;
    let hex = escape.strip_prefix(b"\\u")?;
    let code = u32::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()?;
    (0xD800..=0xDFFF).contains(&code).then_some(code)
}

/// Replaces a number that begins at `at` by `null` when it is too large; answers the index behind it.
fn number(text: &mut [u8], at: usize, found: &mut Vec<(usize, Finding)>) -> usize {
    let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    let length = text.get(at..).unwrap_or_default().iter().take_while(|byte| is_part(byte)).count();
    let Some(digits) = text.get_mut(at..at + length) else { return at + 1 };
    let value = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<f64>().ok());
    // The shortest number beyond the range is `9e308`, so `null` always fits in.
    if value.is_some_and(f64::is_infinite)
        && let Some((null, rest)) = digits.split_at_mut_checked(4)
    {
        null.copy_from_slice(b"null");
        rest.fill(b' ');
        found.push((at, Finding::NumberOutOfRange));
    }
    at + length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, places: &[usize]) {
        let (repaired, found) = repair(text, &[]);
        assert_eq!(repaired, expected);
        assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), places, "{text}");
        serde_json::from_str::<serde_json::Value>(expected).unwrap();
    }

    #[test]
    fn replaces_half_pairs_and_keeps_whole_ones() {
        check(r#"{"a":"\ud83d\ude00"}"#, r#"{"a":"\ud83d\ude00"}"#, &[]);
        check(r#"{"a":"x\ud83d!"}"#, r#"{"a":"x\ufffd!"}"#, &[7]);
        check(r#"{"a":"\uDE00\ud83d"}"#, r#"{"a":"\ufffd\ufffd"}"#, &[6, 12]);
        check(r#"{"a":"\\ud83d"}"#, r#"{"a":"\\ud83d"}"#, &[]);
    }

    #[test]
    fn blanks_commas() {
        assert_eq!(repair(r#"{"a":[1,],}"#, &[7, 9]), (r#"{"a":[1 ] }"#.to_owned(), vec![]));
    }

    #[test]
    fn replaces_numbers_that_nothing_holds() {
        check(r#"{"a":1e999,"b":-2.5E+400}"#, r#"{"a":null ,"b":null     }"#, &[5, 15]);
        check(r#"{"a":1e3,"b":"1e999"}"#, r#"{"a":1e3,"b":"1e999"}"#, &[]);
        check(r#"{"a":9e308}"#, r#"{"a":null }"#, &[5]);
    }
}
