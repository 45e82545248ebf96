//! Strings of JSON: their escapes read and written, as `serde_json` does both.

use crate::scan::string_stop;

/// The text of a JSON string that stands in its quotes; `None` where an escape is none.
pub(crate) fn unescaped(json: &str) -> Option<String> {
    let mut rest = json.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(rest.len());
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let (sign, after) = escape.split_at_checked(1)?;
        rest = after;
        out.push(match sign {
            "b" => '\u{8}',
            "f" => '\u{c}',
            "n" => '\n',
            "r" => '\r',
            "t" => '\t',
            "u" => code_point(&mut rest)?,
            "\"" | "\\" | "/" => char::from(*sign.as_bytes().first()?),
            _ => return None,
        });
    }
    out.push_str(rest);
    Some(out)
}

/// The character behind `\u`; those beyond the first plane are two halves.
fn code_point(rest: &mut &str) -> Option<char> {
    let mut code = four_digits(rest)?;
    if let 0xD800..=0xDBFF = code {
        *rest = rest.strip_prefix("\\u")?;
        let low = four_digits(rest)?.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
        code = 0x1_0000 + ((code - 0xD800) << 10) + low;
    }
    char::from_u32(code)
}

fn four_digits(rest: &mut &str) -> Option<u32> {
    let (digits, after) = rest.split_at_checked(4)?;
    *rest = after;
    digits.chars().try_fold(0, |code, digit| Some(code * 16 + digit.to_digit(16)?))
}

/// Writes text as a JSON string.
pub fn write_string(text: &str, out: &mut String) {
    let mut from = 0;
    out.push('"');
    while let Some(stop) = string_stop(text.as_bytes(), from) {
        out.push_str(text.get(from..stop).unwrap_or_default());
        push_escape(text.as_bytes().get(stop).copied().unwrap_or_default(), out);
        from = stop + 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out.push('"');
}

/// Writes a sign that a string may not hold as it is: a quote, a backslash or a control character.
fn push_escape(sign: u8, out: &mut String) {
    let letter = match sign {
        b'"' | b'\\' => sign,
        0x08 => b'b',
        0x09 => b't',
        0x0A => b'n',
        0x0C => b'f',
        0x0D => b'r',
        _ => {
            let digit = |part: u8| char::from_digit(u32::from(part), 16).unwrap_or('0');
            out.push_str("\\u00");
            out.push(digit(sign >> 4));
            out.push(digit(sign & 15));
            return;
        }
    };
    out.push('\\');
    out.push(char::from(letter));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn agrees(json: &str) {
        assert_eq!(unescaped(json), serde_json::from_str::<String>(json).ok(), "{json}");
    }

    #[test]
    fn escapes_are_read_and_what_is_none_is_refused() {
        for inside in [
            r#"a\"b\\c\/d\b\f\n\r\t"#,
            r"\u00fc\u20AC\ud83d\ude00",
            r"\ud83d",
            r"\ud83dx",
            r"\ud83d\u0041",
            r"\ude00",
            r"\u12",
            r"\u12g4",
            r"\x",
            "\\ü",
            "\\",
            "\\u\u{20ac}1",
            "",
        ] {
            agrees(&format!("\"{inside}\""));
        }
        assert_eq!(unescaped("plain"), None);
    }

    proptest::proptest! {
        #[test]
        fn writes_as_serde_json_does_and_reads_back(text in "[\\x00-\\x20\"\\\\a\u{7f}-\u{a0}ü€😀]{0,12}") {
            let mut json = String::new();
            write_string(&text, &mut json);
            proptest::prop_assert_eq!(&json, &serde_json::to_string(&text).unwrap());
            proptest::prop_assert_eq!(unescaped(&json), Some(text));
        }

        #[test]
        fn reads_what_serde_json_reads(inside in "(\\\\[bfnrtu\"/\\\\x]|[0-9a-fDdEe]{1,4}|ü){0,8}") {
            agrees(&format!("\"{inside}\""));
        }
    }
}
