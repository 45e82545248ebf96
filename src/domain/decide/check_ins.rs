//! Rules of check-ins (service.md 1.13).

use super::super::experts::check_in::{AHEAD_DAYS_MAX, CheckInPlan, MINUTES_MAX};
use super::super::experts::{ExpertsEvent, ExpertsRefusal};
use super::super::ids::CheckInId;
use super::super::people::{Actor, Role};
use super::super::refusal::{Problem, Refusal};
use super::super::settings::LINE_CHARS_MAX;
use super::super::state::State;
use super::super::time::{DAY_MS, Timestamp};
use super::checks::{Problems, line_problem, text_fits};
use super::experts::Outcome;
use super::{needs, reason};

/// Who plans meetings of both sides: the advisor, and the customer's administrator.
const PLANNERS: [Role; 2] = [Role::Advisor, Role::Administrator];

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
