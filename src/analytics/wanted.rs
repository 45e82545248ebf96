//! What a free text asks for: each of its words somewhere, in any order; what stands in quotation marks is one.

/// So many words are looked for; more would only take time.
const WORDS_MAX: usize = 12;

/// The parts of a free text, each of which must occur. A number with a `#` before it is the number of an incident.
pub fn parts(text: &str) -> Vec<&str> {
    let pieces = text.split('"').enumerate().flat_map(|(at, piece)| {
        let is_quoted = at % 2 == 1;
        let phrase = Some(piece).filter(|piece| is_quoted && !piece.is_empty());
        let words = piece.split_whitespace().filter(move |_| !is_quoted);
        phrase.into_iter().chain(words)
    });
    let number = |part: &'_ str| {
        let digits = part.strip_prefix('#').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|sign| sign.is_ascii_digit())
    };
    let bare = |part| if number(part) { part.get(1..).unwrap_or(part) } else { part };
    pieces.take(WORDS_MAX).map(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parts_and_so_is_what_is_quoted() {
        for (text, expected) in [
            ("", &[][..]),
            ("  \" ", &[" "]),
            ("business compromise", &["business", "compromise"]),
            ("\"business email\" compromise", &["business email", "compromise"]),
            ("\"business em", &["business em"]),
            ("#40139", &["40139"]),
            ("#4 # #a", &["4", "#", "#a"]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }
}
