//! Rules of check-ins, of channels and of the log of messages (service.md 1.4 and 1.13).

use super::super::experts::check_in::{AHEAD_DAYS_MAX, CheckInPlan, MINUTES_MAX};
use super::super::experts::delivery::{Channels, Dispatch};
use super::super::experts::{ExpertsEvent, ExpertsRefusal};
use super::super::ids::CheckInId;
use super::super::people::{Actor, Role};
use super::super::refusal::{Problem, Refusal};
use super::super::settings::LINE_CHARS_MAX;
use super::super::state::State;
use super::super::time::{DAY_MS, Timestamp};
use super::checks::{Problems, is_https, line, line_problem, text_fits};
use super::experts::Outcome;
use super::{needs, reason};

/// Who plans meetings of both sides: the advisor, and the customer's administrator.
const PLANNERS: [Role; 2] = [Role::Advisor, Role::Administrator];
/// More triggers than these there are not.
const SILENT_MAX: usize = 50;
/// Longest key of a notice, in characters.
const NOTICE_CHARS_MAX: usize = 1_000;

/// Plans a check-in, or moves it.
pub(super) fn plan(
    state: &State,
    id: &CheckInId,
    plan: &CheckInPlan,
    actor: &Actor,
    now: Timestamp,
) -> Outcome {
    needs(actor, &PLANNERS)?;
    let known = state.experts.check_in(id);
    if known.is_some_and(|known| known.ended.is_some()) {
        return Err(ExpertsRefusal::CheckInOver.into());
    }
    if known.is_some_and(|known| known.plan == *plan) {
        return Err(Refusal::NothingToDo);
    }
    let mut problems = Problems::default();
    problems.note("title", line_problem(&plan.title, LINE_CHARS_MAX));
    if plan.starts <= now {
        problems.add("starts", Problem::InThePast);
    } else if plan.starts.millis_since(now) > AHEAD_DAYS_MAX * DAY_MS {
        problems.add("starts", Problem::OutOfRange);
    }
    if !(5..=MINUTES_MAX).contains(&plan.minutes) {
        problems.add("minutes", Problem::OutOfRange);
    }
    problems.refuse()?;
    text_fits(&plan.agenda)?;
    text_fits(&plan.host)?;
    if plan.review.as_ref().is_some_and(|review| state.review(review).is_none()) {
        return Err(Refusal::NoSuchReview);
    }
    Ok(vec![ExpertsEvent::CheckInPlanned { id: id.clone(), plan: Box::new(plan.clone()) }])
}

fn open(state: &State, id: &CheckInId) -> Result<(), Refusal> {
    let known = state.experts.check_in(id).ok_or(Refusal::from(ExpertsRefusal::NoSuchCheckIn))?;
    if known.ended.is_some() { Err(ExpertsRefusal::CheckInOver.into()) } else { Ok(()) }
}

/// Whoever plans calls off, and says why, since others are told.
pub(super) fn cancel(state: &State, id: &CheckInId, why: &str, actor: &Actor) -> Outcome {
    needs(actor, &PLANNERS)?;
    open(state, id)?;
    reason(why, Refusal::NeedsReason)?;
    Ok(vec![ExpertsEvent::CheckInCancelled { id: id.clone(), reason: why.trim().to_owned() }])
}

/// The advisor holds check-ins and writes down what was said.
pub(super) fn hold(state: &State, id: &CheckInId, notes: &str, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Advisor])?;
    open(state, id)?;
    reason(notes, Refusal::NeedsNote)?;
    Ok(vec![ExpertsEvent::CheckInHeld { id: id.clone(), notes: notes.trim().to_owned() }])
}

pub(super) fn set_channels(state: &State, channels: &Channels, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Administrator])?;
    let mut problems = Problems::default();
    if channels.slack.as_ref().is_some_and(|address| !is_https(address)) {
        problems.add("slack", Problem::NotHttps);
    }
    problems.refuse()?;
    if channels.silent.len() > SILENT_MAX {
        return Err(Refusal::TooMany(SILENT_MAX));
    }
    channels.silent.iter().try_for_each(|word| line("silent", word, LINE_CHARS_MAX))?;
    if state.experts.channels == *channels {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![ExpertsEvent::ChannelsSet { channels: Box::new(channels.clone()) }])
}

/// Everybody writes down what left: the log says who.
pub(super) fn record(dispatch: &Dispatch) -> Outcome {
    line("notice", &dispatch.notice, NOTICE_CHARS_MAX)?;
    line("to", &dispatch.to, NOTICE_CHARS_MAX)?;
    line("code", &dispatch.code, LINE_CHARS_MAX)?;
    text_fits(&dispatch.subject)?;
    Ok(vec![ExpertsEvent::Dispatched { dispatch: Box::new(dispatch.clone()) }])
}
