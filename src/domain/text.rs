//! Text of a bounded length, and words of programs as people write them.

use std::borrow::Cow;

/// At most so many characters of a text, with an ellipsis where something was cut. Imports may hold a megabyte where
/// a name is expected.
pub fn clip(text: &str, chars_max: usize) -> Cow<'_, str> {
    match text.char_indices().nth(chars_max).and_then(|(end, _)| text.get(..end)) {
        Some(start) => Cow::Owned(format!("{}…", start.trim_end())),
        None => Cow::Borrowed(text),
    }
}

/// A word of an interface as people write it: `microsoftDefenderForIoT` is "Microsoft Defender For IoT". What is no such
/// word stands as it is.
pub fn spoken(word: &str) -> Cow<'_, str> {
    let is_one = word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.chars().all(|sign| sign.is_ascii_alphanumeric());
    if !is_one || !word.contains(|sign: char| sign.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    let mut out = String::new();
    let mut part_chars = 0;
    for sign in word.chars() {
        let begins = sign.is_ascii_uppercase() && out.ends_with(|before: char| !before.is_ascii_uppercase());
        // "IoT" stays one: a part of two letters is none that another one follows.
        if begins && part_chars > 2 {
            out.push(' ');
            part_chars = 0;
        }
        out.push(if out.is_empty() { sign.to_ascii_uppercase() } else { sign });
        part_chars += 1;
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_between_characters() {
        assert_eq!(clip("añb", 2), "añ…");
        assert_eq!(clip("añb", 3), "añb");
        assert_eq!(clip("", 0), "");
    }

    #[test]
    fn words_of_programs_are_written_as_people_do() {
        for (word, then) in [
            ("microsoftDefenderXDR", "Microsoft Defender XDR"),
            ("microsoftDefenderForIoT", "Microsoft Defender For IoT"),
            ("paloAltoNetworks", "Palo Alto Networks"),
            ("CrowdStrike", "CrowdStrike"),
            ("acme edge", "acme edge"),
            ("acme", "acme"),
            ("größeXy", "größeXy"),
            ("", ""),
        ] {
            assert_eq!(spoken(word), then, "{word}");
        }
    }
}
