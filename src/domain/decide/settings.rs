//! Rules of settings as a whole: what was typed is tidied, and every field that does not fit is named.
//!
//! service.md section 6: "Investigate is on by default and cannot be off while Respond is on".

use super::super::access::TemporaryAccess;
use super::super::experts::advisor::feedback::FeedbackTargets;
use super::super::ranges::range_of;
use super::super::refusal::{Problem, Refusal};
use super::super::settings::{Contact, LINE_CHARS_MAX, LIST_LEN_MAX, ReadinessParameters, Settings, Target};
use super::super::state::State;
use super::super::time::Timestamp;
use super::bounds_fit::{check_access, check_approvals, check_exclusion, check_hours, same};
use super::checks::{Problems, is_email, is_https, is_phone, length_problem, line_problem};

/// Longest web address; browsers and proxies agree on little more.
const URL_CHARS_MAX: usize = 2_048;

/// Settings as they are kept: no space around what was typed, nothing for a blank optional field, no severity twice, and
/// exclusions with the moment since which they hold, which is that of the settings so far where they were there.
///
/// # Errors
///
/// [`Refusal::Fields`] with every field that does not fit, or [`Refusal::TooMany`].
pub(super) fn settings_fit(typed: &Settings, state: &State, now: Timestamp) -> Result<Settings, Refusal> {
    let so_far = &state.settings;
    let lists = [
        typed.contacts.len(),
        typed.exclusions.len(),
        typed.worked_severities.len(),
        typed.access.len(),
        typed.approvals.cells.len(),
    ];
    if lists.into_iter().any(|len| len > LIST_LEN_MAX) {
        return Err(Refusal::TooMany(LIST_LEN_MAX));
    }
    let settings = tidied(typed);
    let mut problems = Problems::default();
    if settings.permissions.respond && !settings.permissions.investigate {
        problems.add("permissions.respond", Problem::RespondNeedsInvestigate);
    }
    for (at, exclusion) in settings.exclusions.iter().enumerate() {
        let earlier = settings.exclusions.get(..at).unwrap_or_default();
        check_exclusion(&mut problems, at, exclusion, earlier, state, now);
    }
    for (at, access) in settings.access.iter().enumerate() {
        let earlier = settings.access.get(..at).unwrap_or_default();
        check_access(&mut problems, at, access, earlier, state, now);
    }
    check_approvals(&mut problems, &settings.approvals, state);
    check_hours(&mut problems, "businessHours", &settings.business_hours);
    for (at, contact) in settings.contacts.iter().enumerate() {
        let earlier = settings.contacts.get(..at).unwrap_or_default();
        check_contact(&mut problems, at, contact, earlier);
    }
    if let Some(webhook) = &settings.teams.webhook {
        let problem = length_problem(webhook, URL_CHARS_MAX);
        problems.note("teams.webhook", problem.or((!is_https(webhook)).then_some(Problem::NotHttps)));
    }
    let targets = &settings.targets;
    for (name, target) in [("high", targets.high), ("medium", targets.medium), ("low", targets.low)] {
        check_target(&mut problems, name, target);
    }
    check_reached(&mut problems, &settings, state);
    check_timing(&mut problems, &settings);
    check_parameters(&mut problems, &settings.readiness);
    problems.refuse()?;
    Ok(stamped(settings, so_far, now))
}

/// Refuses parameters of the readiness formula that are out of range.
pub(super) fn parameters_fit(parameters: &ReadinessParameters) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    check_parameters(&mut problems, parameters);
    problems.refuse()
}

fn tidied(typed: &Settings) -> Settings {
    let mut settings = typed.clone();
    let tidy = |text: &mut String| *text = text.trim().to_owned();
    let said = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    for contact in &mut settings.contacts {
        tidy(&mut contact.name);
        tidy(&mut contact.email);
        contact.phone = said(&contact.phone);
    }
    settings.exclusions.iter_mut().for_each(|exclusion| tidy(&mut exclusion.name));
    settings.access.iter_mut().for_each(|access| tidy(&mut access.purpose));
    settings.approvals.columns.iter_mut().for_each(|column| tidy(&mut column.name));
    // While Teams is off, what is left in its field stops nobody.
    let teams = &mut settings.teams;
    teams.webhook = said(&teams.webhook).filter(|webhook| teams.enabled || is_https(webhook));
    let mut severities = Vec::new();
    for severity in settings.worked_severities {
        if !severities.contains(&severity) {
            severities.push(severity);
        }
    }
    Settings { worked_severities: severities, ..settings }
}

/// What is renewed after it was over begins anew.
fn stamped(mut settings: Settings, so_far: &Settings, now: Timestamp) -> Settings {
    for exclusion in &mut settings.exclusions {
        let known = same(exclusion, &so_far.exclusions);
        let goes_on = known.filter(|known| known.expires == exclusion.expires || known.holds(now));
        exclusion.since = goes_on.and_then(|known| known.since).or(Some(now));
    }
    for access in &mut settings.access {
        let is_same = |known: &&TemporaryAccess| {
            (&known.purpose, &known.scope, known.level) == (&access.purpose, &access.scope, access.level)
                && (known.expires == access.expires || known.holds(now))
        };
        let known = so_far.access.iter().find(is_same);
        access.since = known.and_then(|known| known.since).or(Some(now));
    }
    settings
}

/// Once the set-up is submitted, the last contact for incidents cannot be taken away: "someone should always be reachable
/// for incident contacts" (service.md 1.2). Without one for reviews, naming one is a required action again.
fn check_reached(problems: &mut Problems, settings: &Settings, state: &State) {
    let serves = |contact: &Contact| contact.for_incidents;
    let was_reached = state.onboarding.submitted.is_some() && state.settings.contacts.iter().any(serves);
    if was_reached && !settings.contacts.iter().any(serves) {
        problems.add("contacts.incident", Problem::Missing);
    }
}

fn check_contact(problems: &mut Problems, at: usize, contact: &Contact, earlier: &[Contact]) {
    let field = |name: &str| format!("contacts[{at}].{name}");
    if earlier.iter().any(|other| other.id == contact.id) {
        problems.add(field("id"), Problem::Duplicate);
    }
    problems.note(field("name"), line_problem(&contact.name, LINE_CHARS_MAX));
    let twice = earlier.iter().any(|other| {
        other.email.eq_ignore_ascii_case(&contact.email)
            && ((other.for_incidents && contact.for_incidents) || (other.for_reviews && contact.for_reviews))
    });
    if contact.email.is_empty() {
        problems.add(field("email"), Problem::Missing);
    } else if !is_email(&contact.email) {
        problems.add(field("email"), Problem::NotAnEmail);
    } else if twice {
        problems.add(field("email"), Problem::Duplicate);
    }
    let order_taken = contact.call_order.is_some_and(|order| {
        earlier.iter().any(|other| other.for_incidents && other.call_order == Some(order))
    });
    if contact.call_order == Some(0) {
        problems.add(field("callOrder"), Problem::OutOfRange);
    } else if contact.for_incidents && order_taken {
        problems.add(field("callOrder"), Problem::Duplicate);
    }
    if let Some(hours) = &contact.hours {
        check_hours(problems, &field("hours"), hours);
    }
    if contact.phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
        problems.add(field("phone"), Problem::NotAPhone);
    }
    if !contact.for_incidents && !contact.for_reviews {
        problems.add(field("purpose"), Problem::Missing);
    }
}

fn check_target(problems: &mut Problems, name: &str, target: Target) {
    let sides = [("expertsMinutes", target.experts_minutes), ("customerMinutes", target.customer_minutes)];
    for (side, minutes) in sides {
        check_number(problems, &format!("targets.{name}.{side}"), minutes);
    }
}

/// Refuses a number that the field may not have; one that was not given fits.
fn check_number(problems: &mut Problems, field: &str, number: Option<u32>) {
    let fits = |number: u32| range_of(field).is_none_or(|range| range.contains(&number));
    if number.is_some_and(|number| !fits(number)) {
        problems.add(field, Problem::OutOfRange);
    }
}

/// Shares and spans that would say nothing.
fn check_timing(problems: &mut Problems, settings: &Settings) {
    let FeedbackTargets { escalation_hours, complaint_hours, suggestion_hours } = settings.feedback;
    for (field, number) in [
        ("feedback.escalationHours", escalation_hours),
        ("feedback.complaintHours", complaint_hours),
        ("feedback.suggestionHours", suggestion_hours),
        ("atRiskPercent", Some(settings.at_risk_percent.into())),
        ("escalateMinutes", Some(settings.escalate_minutes)),
        ("foldUnder", Some(settings.fold_under.into())),
    ] {
        check_number(problems, field, number);
    }
}

fn check_parameters(problems: &mut Problems, parameters: &ReadinessParameters) {
    for (field, number) in [
        ("readiness.deviceTargetPercent", Some(parameters.device_target_percent.into())),
        ("readiness.identityTargetPercent", Some(parameters.identity_target_percent.into())),
        ("readiness.licensedDevices", parameters.licensed_devices),
        ("readiness.controllers", parameters.controllers),
        ("readiness.reviewDays", Some(parameters.review_days.into())),
    ] {
        check_number(problems, field, number);
    }
}
