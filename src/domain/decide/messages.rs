//! Rules of messages that leave: channels, rules of incident mails, the log, and what need not leave (service.md 1.4).

use super::super::experts::delivery::{ByItself, Channels, Dispatch, Outcome as Went};
use super::super::experts::mail_rule::{MailTerms, RECIPIENTS_MAX, RULES_MAX, WORDS_MAX};
use super::super::experts::{ExpertsEvent, ExpertsRefusal};
use super::super::ids::MailRuleId;
use super::super::people::{Actor, Role};
use super::super::refusal::{Problem, Refusal};
use super::super::settings::LINE_CHARS_MAX;
use super::super::state::State;
use super::super::time::Timestamp;
use super::checks::{Problems, is_email, is_https, line, line_problem, text_fits};
use super::experts::Outcome;
use super::{needs, reason};
use std::collections::BTreeSet;

/// More triggers than these there are not.
const TRIGGERS_MAX: usize = 50;
/// Longest key of a notice, in characters.
const NOTICE_CHARS_MAX: usize = 1_000;
/// Longest list of addresses of a message, in characters: those of a rule with commas between them.
const TO_CHARS_MAX: usize = RECIPIENTS_MAX * 256;
/// So many messages are written down, set aside or put back at once.
const AT_ONCE_MAX: usize = 1_000;

pub(super) fn set_channels(state: &State, channels: &Channels, actor: &Actor, now: Timestamp) -> Outcome {
    needs(actor, &[Role::Administrator])?;
    let mut problems = Problems::default();
    for (field, address) in [("slack", &channels.slack), ("hunting", &channels.hunting)] {
        if address.as_ref().is_some_and(|address| !is_https(address)) {
            problems.add(field, Problem::NotHttps);
        }
    }
    problems.refuse()?;
    let also = channels.ways.values().map(|way| way.also.len()).max().unwrap_or(0);
    if channels.silent.len().max(channels.ways.len()).max(also) > TRIGGERS_MAX {
        return Err(Refusal::TooMany(TRIGGERS_MAX));
    }
    channels.silent.iter().try_for_each(|word| line("silent", word, LINE_CHARS_MAX))?;
    channels.ways.keys().try_for_each(|word| line("ways", word, LINE_CHARS_MAX))?;
    let known = &state.settings.contacts;
    let mut named = channels.ways.values().flat_map(|way| &way.also);
    if named.any(|id| !known.iter().any(|contact| contact.id == *id)) {
        return Err(Refusal::NoSuchContact);
    }
    let before = &state.experts.channels;
    if before == channels {
        return Err(Refusal::NothingToDo);
    }
    let mut channels = channels.clone();
    // Whoever switches it on answers for what is posted, from that moment on.
    if channels.by_itself != before.by_itself && channels.by_itself.is_some() {
        channels.by_itself = Some(ByItself { by: actor.person.clone(), since: now });
    }
    Ok(vec![ExpertsEvent::ChannelsSet { channels: Box::new(channels) }])
}

/// A rule tells somebody: it has a name and addresses.
pub(super) fn save_rule(state: &State, id: &MailRuleId, terms: &MailTerms, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Administrator])?;
    let known = state.experts.mail_rule(id);
    if known.is_some_and(|known| known.terms == *terms) {
        return Err(Refusal::NothingToDo);
    }
    if known.is_none() && state.experts.mail_rules.len() >= RULES_MAX {
        return Err(Refusal::TooMany(RULES_MAX));
    }
    let mut problems = Problems::default();
    problems.note("name", line_problem(&terms.name, LINE_CHARS_MAX));
    let mut others = state.experts.mail_rules.iter().filter(|rule| rule.id != *id);
    if others.any(|rule| rule.terms.name.trim().eq_ignore_ascii_case(terms.name.trim())) {
        problems.add("name", Problem::Duplicate);
    }
    match terms.recipients.len() {
        0 => problems.add("recipients", Problem::Missing),
        1..=RECIPIENTS_MAX if terms.recipients.iter().all(|it| is_email(it)) => {}
        _ => problems.add("recipients", Problem::NotAnEmail),
    }
    problems.refuse()?;
    text_fits(&terms.about)?;
    if terms.severities.len().max(terms.sources.len()).max(terms.groups.len()) > WORDS_MAX {
        return Err(Refusal::TooMany(WORDS_MAX));
    }
    for (field, words) in [("sources", &terms.sources), ("groups", &terms.groups)] {
        words.iter().try_for_each(|word| line(field, word, LINE_CHARS_MAX))?;
    }
    Ok(vec![ExpertsEvent::MailRuleSaved { id: id.clone(), terms: Box::new(terms.clone()) }])
}

pub(super) fn remove_rule(state: &State, id: &MailRuleId, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Administrator])?;
    state.experts.mail_rule(id).ok_or(Refusal::from(ExpertsRefusal::NoSuchMailRule))?;
    Ok(vec![ExpertsEvent::MailRuleRemoved { id: id.clone() }])
}

/// Everybody writes down what left: the log says who. What need not leave has a command of its own, which asks why.
pub(super) fn record(dispatch: &Dispatch) -> Outcome {
    if matches!(dispatch.outcome, Went::Unneeded(_) | Went::PutBack) {
        return Err(Refusal::NeedsReason);
    }
    fits(dispatch)?;
    Ok(vec![ExpertsEvent::Dispatched { dispatch: Box::new(dispatch.clone()) }])
}

/// The same of several at once.
pub(super) fn record_all(dispatches: &[Dispatch]) -> Outcome {
    if dispatches.len() > AT_ONCE_MAX {
        return Err(Refusal::TooMany(AT_ONCE_MAX));
    }
    let lines: Result<Vec<_>, _> = dispatches.iter().map(record).collect();
    Ok(lines?.into_iter().flatten().collect())
}

fn fits(dispatch: &Dispatch) -> Result<(), Refusal> {
    line("notice", &dispatch.notice, NOTICE_CHARS_MAX)?;
    line("to", &dispatch.to, TO_CHARS_MAX)?;
    line("code", &dispatch.code, LINE_CHARS_MAX)?;
    text_fits(&dispatch.subject)
}

/// What need not leave stays in the log with the reason. What left already, or is set aside already, is not.
pub(super) fn set_aside(state: &State, dispatches: &[Dispatch], why: &str) -> Outcome {
    reason(why, Refusal::NeedsReason)?;
    if dispatches.len() > AT_ONCE_MAX {
        return Err(Refusal::TooMany(AT_ONCE_MAX));
    }
    dispatches.iter().try_for_each(fits)?;
    let is_done = done(state);
    let open: Vec<Dispatch> =
        dispatches.iter().filter(|it| !is_done.contains(it.notice.as_str())).cloned().collect();
    if open.is_empty() {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![ExpertsEvent::SetAside { dispatches: open, reason: why.trim().to_owned() }])
}

/// The keys of notices that left or are set aside.
fn done(state: &State) -> BTreeSet<&str> {
    let mut done = BTreeSet::new();
    for delivery in &state.experts.deliveries {
        let key = delivery.dispatch.notice.as_str();
        match delivery.dispatch.outcome {
            Went::Failed(_) => {}
            Went::PutBack => drop(done.remove(key)),
            _ => drop(done.insert(key)),
        }
    }
    done
}

/// Only what is set aside is put back.
pub(super) fn put_back(state: &State, notices: &[String]) -> Outcome {
    if notices.len() > AT_ONCE_MAX {
        return Err(Refusal::TooMany(AT_ONCE_MAX));
    }
    let is_aside = |notice: &String| {
        let last = state.experts.deliveries.iter().rev().find(|it| it.dispatch.notice == *notice);
        last.is_some_and(|it| matches!(it.dispatch.outcome, Went::Unneeded(_)))
    };
    let notices: Vec<String> = notices.iter().filter(|it| is_aside(it)).cloned().collect();
    if notices.is_empty() {
        return Err(ExpertsRefusal::NotSetAside.into());
    }
    Ok(vec![ExpertsEvent::PutBack { notices }])
}
