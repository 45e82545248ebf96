//! The ids of techniques of ATT&CK: what is one, wherever a word is to be told from it.

/// Whether a word is the id of a technique or of a sub-technique: `T1110` or `T1110.003`.
pub fn is_technique(word: &str) -> bool {
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|it| it.is_ascii_digit());
    let Some(number) = word.strip_prefix('T') else { return false };
    match number.split_once('.') {
        Some((main, part)) => digits(main, 4) && digits(part, 3),
        None => digits(number, 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_four_digits_and_three_of_a_sub_technique() {
        for id in ["T1110", "T1110.003"] {
            assert!(is_technique(id), "{id}");
        }
        for word in
            ["", "T", "t1110", "T111", "T11100", "T1110.", "T1110.03", "T1110.003.1", "T111\u{661}", "TA0006"]
        {
            assert!(!is_technique(word), "{word}");
        }
    }
}
