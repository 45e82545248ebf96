//! The signs of a template: one text that says what elements a view makes and where its values go.
//!
//! A sign is followed by a name or a text up to the next sign. `view!` writes templates, [`super::template`] reads
//! them; both include this file, so that they cannot disagree. None of the signs can stand in a text of ours.

/// Opens an HTML element: its name follows.
pub(crate) const HTML: char = '\u{1}';
/// Opens an SVG element: its name follows.
pub(crate) const SVG: char = '\u{2}';
/// An attribute with a fixed value: its name follows, then [`VALUE`].
pub(crate) const FIXED: char = '\u{3}';
/// The value of a fixed attribute follows.
pub(crate) const VALUE: char = '\u{4}';
/// The next hole is the value of an attribute: its name follows.
pub(crate) const ATTRIBUTE: char = '\u{5}';
/// The next hole says whether a class is set: its name follows.
pub(crate) const CLASS: char = '\u{6}';
/// The next hole is the value of a style property: its name follows.
pub(crate) const STYLE: char = '\u{7}';
/// The next hole is the value of a property of the element: its name follows.
pub(crate) const PROPERTY: char = '\u{8}';
/// The next hole hears an event: its name follows.
pub(crate) const EVENT: char = '\u{b}';
/// The next hole wants to know the element.
pub(crate) const REFERENCE: char = '\u{c}';
/// A fixed text follows.
pub(crate) const TEXT: char = '\u{e}';
/// The next hole is a view that stands here.
pub(crate) const CHILD: char = '\u{f}';
/// Closes the element that was opened last.
pub(crate) const CLOSE: char = '\u{10}';
