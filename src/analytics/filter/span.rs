//! Bounds of a number: `85..`, `15..85`, `..14`, `3`; minutes also as `30m`, `4h`, `2d`.

use std::fmt;

/// A lowest and a highest number, both included; open where none is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// The lowest that passes.
    pub from: Option<u32>,
    /// The highest that passes.
    pub to: Option<u32>,
}

impl Span {
    /// Whether everything passes.
    pub fn is_open(self) -> bool {
        self == Self::default()
    }

    /// Whether a number passes.
    pub fn contains(self, number: u32) -> bool {
        self.from.is_none_or(|from| from <= number) && self.to.is_none_or(|to| number <= to)
    }

    /// Reads plain numbers, or with a unit where `minutes` is set.
    pub(super) fn parse(text: &str, minutes: bool) -> Option<Self> {
        let number = |text: &str| if minutes { parse_minutes(text) } else { parse_plain(text) };
        let end = |text: &str| match text {
            "" => Some(None),
            text => number(text).map(Some),
        };
        let span = match text.split_once("..") {
            Some((from, to)) => Self { from: end(from)?, to: end(to)? },
            None => Self { from: Some(number(text)?), to: Some(number(text)?) },
        };
        let ordered = span.from.zip(span.to).is_none_or(|(from, to)| from <= to);
        (ordered && !span.is_open()).then_some(span)
    }

    /// Writes what [`Span::parse`] reads.
    pub(super) fn write(self, f: &mut fmt::Formatter<'_>, minutes: bool) -> fmt::Result {
        let number = |f: &mut fmt::Formatter<'_>, number: u32| {
            if minutes { write!(f, "{number}m") } else { write!(f, "{number}") }
        };
        if let Some(only) = self.from.filter(|_| self.from == self.to) {
            return number(f, only);
        }
        self.from.iter().try_for_each(|from| number(f, *from))?;
        f.write_str("..")?;
        self.to.iter().try_for_each(|to| number(f, *to))
    }
}

fn parse_plain(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

fn parse_minutes(text: &str) -> Option<u32> {
    let units = [("m", 1), ("h", 60), ("d", 24 * 60)];
    units.into_iter().find_map(|(unit, minutes)| parse_plain(text.strip_suffix(unit)?)?.checked_mul(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read() {
        let span = |from, to| Some(Span { from, to });
        assert_eq!(Span::parse("85..", false), span(Some(85), None));
        assert_eq!(Span::parse("..14", false), span(None, Some(14)));
        assert_eq!(Span::parse("3", false), span(Some(3), Some(3)));
        assert_eq!(Span::parse("30m..2h", true), span(Some(30), Some(120)));
        assert_eq!(Span::parse("1d..", true), span(Some(1440), None));
        for (text, minutes) in [
            ("..", false),
            ("5..3", false),
            ("-1", false),
            ("+1", false),
            ("1h", false),
            ("1", true),
            ("99999999d", true),
        ] {
            assert_eq!(Span::parse(text, minutes), None, "{text}");
        }
    }
}
