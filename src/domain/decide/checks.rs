//! Checks of what was typed: settings, contacts, exclusions, texts.

use super::super::refusal::{FieldProblem, Problem, Refusal};
use super::super::response::TEXT_CHARS_MAX;
use super::super::settings::{Contact, Exclusion, LINE_CHARS_MAX, LIST_LEN_MAX, Settings, Target};
use super::super::time::Timestamp;

/// Longest e-mail address that mail servers must take (RFC 5321, 4.5.3.1.3).
const EMAIL_CHARS_MAX: usize = 254;
/// A target longer than this is none: thirty days.
const TARGET_MINUTES_MAX: u32 = 30 * 24 * 60;

/// Refuses text beyond the length that the service takes.
pub(super) fn text_fits(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > TEXT_CHARS_MAX { Err(Refusal::TextTooLong(TEXT_CHARS_MAX)) } else { Ok(()) }
}

/// What is wrong with a line that must say something.
fn line_problem(text: &str, chars_max: usize) -> Option<Problem> {
    if text.trim().is_empty() { Some(Problem::Missing) } else { length_problem(text, chars_max) }
}

fn length_problem(text: &str, chars_max: usize) -> Option<Problem> {
    (text.chars().count() > chars_max).then_some(Problem::TooLong(chars_max))
}

fn at_field(field: &str, problem: Option<Problem>) -> Result<(), Refusal> {
    problem.map_or(Ok(()), |problem| {
        Err(Refusal::Fields(vec![FieldProblem { field: field.to_owned(), problem }]))
    })
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

/// Refuses settings that hold what they must not; every problem is listed with its field.
pub(super) fn settings_fit(settings: &Settings, now: Timestamp) -> Result<(), Refusal> {
    if settings.contacts.len() > LIST_LEN_MAX || settings.exclusions.len() > LIST_LEN_MAX {
        return Err(Refusal::TooMany(LIST_LEN_MAX));
    }
    let mut problems = Problems::default();
    if settings.permissions.respond && !settings.permissions.investigate {
        problems.add("permissions.respond", Problem::RespondNeedsInvestigate);
    }
    for (at, exclusion) in settings.exclusions.iter().enumerate() {
        let earlier = settings.exclusions.get(..at).unwrap_or_default();
        check_exclusion(&mut problems, at, exclusion, earlier, now);
    }
    for (at, contact) in settings.contacts.iter().enumerate() {
        let earlier = settings.contacts.get(..at).unwrap_or_default();
        check_contact(&mut problems, at, contact, earlier);
    }
    if let Some(webhook) = &settings.teams.webhook
        && !is_https(webhook)
    {
        problems.add("teams.webhook", Problem::NotHttps);
    }
    for (name, target) in
        [("high", settings.targets.high), ("medium", settings.targets.medium), ("low", settings.targets.low)]
    {
        check_target(&mut problems, name, target);
    }
    let percents = [
        ("readiness.deviceTargetPercent", settings.readiness.device_target_percent),
        ("readiness.identityTargetPercent", settings.readiness.identity_target_percent),
    ];
    for (field, percent) in percents {
        if !(1..=100).contains(&percent) {
            problems.add(field, Problem::OutOfRange);
        }
    }
    problems.refuse()
}

/// Problems as they are found.
#[derive(Default)]
pub(super) struct Problems(Vec<FieldProblem>);

impl Problems {
    pub(super) fn add(&mut self, field: impl Into<String>, problem: Problem) {
        self.0.push(FieldProblem { field: field.into(), problem });
    }

    pub(super) fn refuse(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Fields(self.0)) }
    }
}

fn check_exclusion(
    problems: &mut Problems,
    at: usize,
    exclusion: &Exclusion,
    earlier: &[Exclusion],
    now: Timestamp,
) {
    let name = format!("exclusions[{at}].name");
    if let Some(problem) = line_problem(&exclusion.name, LINE_CHARS_MAX) {
        problems.add(name, problem);
    } else if earlier.iter().any(|other| {
        other.kind == exclusion.kind && other.name.trim().eq_ignore_ascii_case(exclusion.name.trim())
    }) {
        problems.add(name, Problem::Duplicate);
    }
    // One that ran out stays listed; only a new one must not be over before it begins.
    if exclusion.since.is_none() && exclusion.expires.is_some_and(|end| end <= now) {
        problems.add(format!("exclusions[{at}].expires"), Problem::InThePast);
    }
}

fn check_contact(problems: &mut Problems, at: usize, contact: &Contact, earlier: &[Contact]) {
    if let Some(problem) = line_problem(&contact.name, LINE_CHARS_MAX) {
        problems.add(format!("contacts[{at}].name"), problem);
    }
    let email = format!("contacts[{at}].email");
    if contact.email.trim().is_empty() {
        problems.add(email, Problem::Missing);
    } else if !is_email(&contact.email) {
        problems.add(email, Problem::NotAnEmail);
    } else if earlier.iter().any(|other| {
        other.email.trim().eq_ignore_ascii_case(contact.email.trim())
            && ((other.for_incidents && contact.for_incidents) || (other.for_reviews && contact.for_reviews))
    }) {
        problems.add(email, Problem::Duplicate);
    }
    if contact.phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
        problems.add(format!("contacts[{at}].phone"), Problem::NotAPhone);
    }
    if !contact.for_incidents && !contact.for_reviews {
        problems.add(format!("contacts[{at}].purpose"), Problem::Missing);
    }
}

fn check_target(problems: &mut Problems, name: &str, target: Target) {
    let sides = [("expertsMinutes", target.experts_minutes), ("customerMinutes", target.customer_minutes)];
    for (side, minutes) in sides {
        if minutes.is_some_and(|minutes| minutes == 0 || minutes > TARGET_MINUTES_MAX) {
            problems.add(format!("targets.{name}.{side}"), Problem::OutOfRange);
        }
    }
}

/// Whether text is an address that mail can go to: one `@` between a name and a domain with a dot, no white space.
fn is_email(text: &str) -> bool {
    let text = text.trim();
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

/// Whether text is a telephone number: digits, spaces and `+ ( ) - .`, with at least three digits.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (3..=20).contains(&digits)
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '-' | '.'))
}

/// Whether text is an `https` address with a host.
fn is_https(text: &str) -> bool {
    let rest = text.trim().strip_prefix("https://");
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !text.trim().chars().any(|c| c.is_whitespace() || c.is_control())
    })
}
