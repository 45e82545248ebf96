//! Pausing a response clock: a pause needs a reason and resumes by itself (service.md section 6, clocks).

use super::super::event::IncidentEvent as Happened;
use super::super::people::{Party, Role};
use super::super::refusal::{FieldProblem, Problem, Refusal};
use super::super::time::{DAY_MS, Timestamp};
use super::super::work::{Pause, PauseReason, Stage};
use super::checks::text_fits;
use super::incident::{Asked, Decision, TEAM};
use super::{needs, reason as said};

/// A pause longer than this is no pause: thirty days, as long as the longest target.
const PAUSE_MS_MAX: i64 = 30 * DAY_MS;

/// Each side pauses its own clock. That of the experts runs on what they are to take up, too.
fn own_clock(asked: &Asked<'_>) -> Result<Party, Refusal> {
    let in_scope = || asked.state.covers(asked.incident);
    match asked.stage() {
        Stage::New if !asked.state.is_to_be_taken(asked.incident, in_scope()) => Err(Refusal::NoClock),
        Stage::New | Stage::WaitingForExperts | Stage::BeingWorked => {
            needs(asked.actor, &[Role::Expert])?;
            Ok(Party::Experts)
        }
        Stage::YourTurn => {
            needs(asked.actor, &TEAM)?;
            Ok(Party::Customer)
        }
        _ => Err(Refusal::NoClock),
    }
}

pub(super) fn pause(asked: &Asked<'_>, until: Timestamp, why: PauseReason, note: &str) -> Decision {
    let party = own_clock(asked)?;
    text_fits(note)?;
    if why == PauseReason::Other {
        said(note, Refusal::NeedsReason)?;
    }
    let problem = if until <= asked.now {
        Some(Problem::InThePast)
    } else {
        (until.millis_since(asked.now) > PAUSE_MS_MAX).then_some(Problem::OutOfRange)
    };
    if let Some(problem) = problem {
        return Err(Refusal::Fields(vec![FieldProblem { field: "until".to_owned(), problem }]));
    }
    let last = asked.incident.work.and_then(|work| work.pauses.last());
    let so_already = |pause: &Pause| {
        pause.party == party && pause.until == until && pause.reason == why && pause.note == note.trim()
    };
    if last.is_some_and(so_already) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::ClockPaused { until, reason: why, note: note.trim().to_owned() }])
}

pub(super) fn resume(asked: &Asked<'_>) -> Decision {
    let party = own_clock(asked)?;
    let last = asked.incident.work.and_then(|work| work.pauses.last());
    let is_paused = last.is_some_and(|pause| pause.party == party && pause.until > asked.now);
    Ok(is_paused.then_some(Happened::ClockResumed).into_iter().collect())
}
