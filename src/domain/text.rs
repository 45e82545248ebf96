//! Text of a bounded length.

use std::borrow::Cow;

/// At most so many characters of a text, with an ellipsis where something was cut. Imports may hold a megabyte where
/// a name is expected.
pub fn clip(text: &str, chars_max: usize) -> Cow<'_, str> {
    match text.char_indices().nth(chars_max).and_then(|(end, _)| text.get(..end)) {
        Some(start) => Cow::Owned(format!("{}…", start.trim_end())),
        None => Cow::Borrowed(text),
    }
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
}
