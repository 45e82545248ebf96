//! Checks of what was typed: lines, texts, addresses, numbers.

use super::super::refusal::{FieldProblem, Problem, Refusal};
use super::super::response::TEXT_CHARS_MAX;
use super::super::settings::LINE_CHARS_MAX;

/// Longest e-mail address that mail servers must take (RFC 5321, 4.5.3.1.3).
const EMAIL_CHARS_MAX: usize = 254;

/// Problems as they are found, each with its field.
#[derive(Default)]
pub(super) struct Problems(Vec<FieldProblem>);

impl Problems {
    pub(super) fn add(&mut self, field: impl Into<String>, problem: Problem) {
        self.0.push(FieldProblem { field: field.into(), problem });
    }

    /// Notes a problem where there is one; answers whether there is.
    pub(super) fn note(&mut self, field: impl Into<String>, problem: Option<Problem>) -> bool {
        if let Some(problem) = problem {
            self.add(field, problem);
        }
        problem.is_some()
    }

    pub(super) fn refuse(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Fields(self.0)) }
    }
}

/// Refuses text beyond the length that the service takes.
pub(super) fn text_fits(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > TEXT_CHARS_MAX { Err(Refusal::TextTooLong(TEXT_CHARS_MAX)) } else { Ok(()) }
}

/// What is wrong with a line that must say something.
pub(super) fn line_problem(text: &str, chars_max: usize) -> Option<Problem> {
    if text.trim().is_empty() { Some(Problem::Missing) } else { length_problem(text, chars_max) }
}

/// What is wrong with a line that may be blank.
pub(super) fn length_problem(text: &str, chars_max: usize) -> Option<Problem> {
    (text.chars().count() > chars_max).then_some(Problem::TooLong(chars_max))
}

fn at_field(field: &str, problem: Option<Problem>) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    problems.note(field, problem);
    problems.refuse()
}

/// Refuses a line that says nothing or is too long.
pub(super) fn line(field: &str, text: &str, chars_max: usize) -> Result<(), Refusal> {
    at_field(field, line_problem(text, chars_max))
}

/// Refuses a line that is too long; it may be blank.
pub(super) fn short_line(field: &str, text: &str) -> Result<(), Refusal> {
    at_field(field, length_problem(text, LINE_CHARS_MAX))
}

/// Refuses text that says nothing.
pub(super) fn said(field: &str, text: &str) -> Result<(), Refusal> {
    at_field(field, text.trim().is_empty().then_some(Problem::Missing))
}

/// Whether text is an address that mail can go to: one `@` between a name and a domain with a dot, no white space.
pub fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let labels_fit = domain.split('.').all(|label| !label.is_empty());
    !name.is_empty()
        && domain.contains('.')
        && labels_fit
        && !domain.contains('@')
        && text.chars().count() <= EMAIL_CHARS_MAX
        && !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | ',' | ';'))
}

/// Whether text is a telephone number: 3 to 20 digits, and beside them only spaces and `+ ( ) - .`.
pub(super) fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (3..=20).contains(&digits)
        && text.chars().count() <= LINE_CHARS_MAX
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '-' | '.'))
}

/// Whether text is an `https` address with a host.
pub(super) fn is_https(text: &str) -> bool {
    const SCHEME: &str = "https://";
    let Some((scheme, rest)) = text.split_at_checked(SCHEME.len()) else { return false };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    scheme.eq_ignore_ascii_case(SCHEME)
        && !host.is_empty()
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
