//! The rules of the house: which layer may see which, and what keeps the code tidy.
//!
//! Each rule is a test that reads the sources as text. A failure lists every place with the rule and its reason.

/// Which modules import which, and what the pure half must not touch.
mod layers;
/// Files that nothing includes.
mod reach;
/// The sources as text, with comments and strings told apart from code.
mod source;
/// Classes that views name and style sheets define.
mod styles;
/// Length, first lines and banned words.
mod tidy;
/// Text keys that views name and catalogues define.
mod wording;

/// Fails with the list of places where a rule is broken.
#[track_caller]
fn expect_none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{} places break a rule. {rule}\n  {}", broken.len(), broken.join("\n  "));
}
