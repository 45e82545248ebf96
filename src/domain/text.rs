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

/// A text without control characters but tabs and line breaks: a NUL and its like end a cell or a whole file for some readers.
pub fn printable(text: &str) -> Cow<'_, str> {
    let may_stay = |sign: char| !sign.is_control() || matches!(sign, '\t' | '\n' | '\r');
    if text.chars().all(may_stay) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|sign| may_stay(*sign)).collect())
}

/// Signs that turn the direction of the text behind them: embeddings, overrides and isolates.
fn is_turning(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text in which signs that turn its direction are shown by their number and turn nothing: "invoice\u{202e}gnp.exe" would
/// else read as "invoiceexe.png". No name of a product needs them, and a browser isolates texts by itself.
pub fn upright(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_turning) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        if is_turning(sign) {
            out.push_str(&format!("[U+{:04X}]", u32::from(sign)));
        } else {
            out.push(sign);
        }
    }
    Cow::Owned(out)
}

/// An operating system as people write what exports call it: `WindowsServer2022` is "Windows Server 2022".
pub fn system_name(word: &str) -> Cow<'_, str> {
    let Some(rest) = word.strip_prefix("Windows") else { return Cow::Borrowed(word) };
    let (server, edition) = rest.strip_prefix("Server").map_or(("", rest), |edition| (" Server", edition));
    match edition.starts_with(|first: char| first.is_ascii_digit()) {
        true => Cow::Owned(format!("Windows{server} {edition}")),
        false => Cow::Borrowed(word),
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

/// A shorter word fits on any line.
const LONG_WORD_CHARS: usize = 14;

/// A text in parts between which a line may break: behind the signs of long words, such as host names, files and
/// addresses. Together they are the text.
pub fn unbroken(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let end = at + word.len();
        if word.trim_end().chars().count() >= LONG_WORD_CHARS {
            let signs =
                word.char_indices().filter(|(_, sign)| matches!(sign, '.' | '-' | '/' | '\\' | '@' | '_'));
            for place in signs.map(|(place, sign)| at + place + sign.len_utf8()) {
                // Not behind the last sign of a word, such as the end of a sentence.
                let goes_on = text.get(place..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
                if let Some(part) = text.get(from..place).filter(|part| goes_on && !part.is_empty()) {
                    parts.push(part);
                    from = place;
                }
            }
        }
        at = end;
    }
    parts.extend(text.get(from..).filter(|rest| !rest.is_empty()));
    parts
}

/// A longer word with a hyphen does not fit on every line in one piece.
const WHOLE_CHARS: usize = 16;

/// A text in runs, each with whether it stays in one piece: words with a hyphen, such as the names of devices, do. Together
/// they are the text.
pub fn runs(text: &str) -> Vec<(bool, &str)> {
    let mut runs = Vec::new();
    let mut rest = text;
    let is_whole = |word: &str| word.contains('-') && word.chars().count() <= WHOLE_CHARS;
    let mut at = 0;
    while let Some(word) = rest.get(at..).and_then(|left| left.split_inclusive(char::is_whitespace).next()) {
        let bare = word.trim_end();
        if !is_whole(bare) {
            at += word.len();
            continue;
        }
        let (before, from) = rest.split_at(at);
        let (whole, after) = from.split_at(bare.len());
        runs.extend((!before.is_empty()).then_some((false, before)));
        runs.push((true, whole));
        (rest, at) = (after, 0);
    }
    runs.extend((!rest.is_empty()).then_some((false, rest)));
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_have_their_names() {
        for (word, name) in [
            ("Windows11", "Windows 11"),
            ("Windows10WVD", "Windows 10WVD"),
            ("WindowsServer2012R2", "Windows Server 2012R2"),
            ("Windows Server 2022", "Windows Server 2022"),
            ("Windows", "Windows"),
            ("WindowsXp", "WindowsXp"),
            ("macOS", "macOS"),
            ("", ""),
        ] {
            assert_eq!(system_name(word), name);
        }
    }

    #[test]
    fn what_turns_a_text_is_shown_and_turns_nothing() {
        for (text, then) in [
            ("plain", "plain"),
            ("invoice\u{202e}gnp.exe", "invoice[U+202E]gnp.exe"),
            ("\u{2067}a\u{2069} \u{202d}b\u{202c}", "[U+2067]a[U+2069] [U+202D]b[U+202C]"),
            ("\u{200f}שלום\u{200e}", "\u{200f}שלום\u{200e}"),
        ] {
            assert_eq!(upright(text), then);
        }
    }

    #[test]
    fn long_words_break_behind_their_signs() {
        for (text, then) in [
            ("Isolate it now.", &["Isolate it now."][..]),
            ("", &[]),
            ("Isolate srv-01.corp.example now", &["Isolate srv-", "01.", "corp.", "example now"]),
            ("disp-lt-0417", &["disp-lt-0417"]),
            ("Disable svc-route@northwind.example.", &["Disable svc-", "route@", "northwind.", "example."]),
            ("C:\\Users\\kim\\a.js", &["C:\\", "Users\\", "kim\\", "a.", "js"]),
            ("nosignsinthisverylongword", &["nosignsinthisverylongword"]),
            ("größe_von_etwas é", &["größe_", "von_", "etwas é"]),
        ] {
            let parts = unbroken(text);
            assert_eq!(parts, then, "{text}");
            assert_eq!(parts.concat(), text);
        }
    }

    #[test]
    fn words_with_a_hyphen_stay_in_one_piece_where_they_fit() {
        for (text, then) in [
            ("Isolate DISP-LT-0417 now", &[(false, "Isolate "), (true, "DISP-LT-0417"), (false, " now")][..]),
            ("a-b c-d", &[(true, "a-b"), (false, " "), (true, "c-d")]),
            ("No name", &[(false, "No name")]),
            ("a-b", &[(true, "a-b")]),
            ("größe-é-1 „x-y“", &[(true, "größe-é-1"), (false, " "), (true, "„x-y“")]),
            ("an-address@northwind.example", &[(false, "an-address@northwind.example")]),
            ("", &[]),
            (" ", &[(false, " ")]),
        ] {
            assert_eq!(runs(text), then, "{text}");
        }
    }

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
