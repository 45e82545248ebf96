//! Reads templates: the steps that make the elements of a view.

use super::codes;
use super::value::Target;

/// One step.
pub(super) enum Step<'a> {
    /// Open an element.
    Open { name: &'a str, is_svg: bool },
    /// Give the open element an attribute.
    Fixed { name: &'a str, value: &'a str },
    /// Fill a hole with a value of the open element.
    Value(Target, &'static str),
    /// Fill a hole that hears an event.
    Event(&'static str),
    /// Fill a hole that wants to know the open element.
    Reference,
    /// Add a text.
    Text(&'a str),
    /// Fill a hole with a view.
    Child,
    /// Close the open element.
    Close,
}

/// The steps of a template, in order.
pub(super) fn steps(template: &'static str) -> impl Iterator<Item = Step<'static>> {
    let mut rest = template;
    let mut next = move || {
        let mut signs = rest.char_indices();
        let (_, sign) = signs.next()?;
        let end = signs.find(|(_, sign)| is_sign(*sign)).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some((sign, piece.get(1..).unwrap_or_default()))
    };
    std::iter::from_fn(move || {
        let (sign, name) = next()?;
        Some(match sign {
            codes::HTML => Step::Open { name, is_svg: false },
            codes::SVG => Step::Open { name, is_svg: true },
            codes::FIXED => match next()? {
                (codes::VALUE, value) => Step::Fixed { name, value },
                _ => return None,
            },
            codes::ATTRIBUTE => Step::Value(Target::Attribute, name),
            codes::CLASS => Step::Value(Target::Class, name),
            codes::STYLE => Step::Value(Target::Style, name),
            codes::PROPERTY => Step::Value(Target::Property, name),
            codes::EVENT => Step::Event(name),
            codes::REFERENCE => Step::Reference,
            codes::TEXT => Step::Text(name),
            codes::CHILD => Step::Child,
            codes::CLOSE => Step::Close,
            _ => return None,
        })
    })
}

/// Line ends and tabs may stand in texts; the other control characters are signs.
fn is_sign(sign: char) -> bool {
    sign < ' ' && !matches!(sign, '\t' | '\n' | '\r')
}
