//! Rules of planned work: only what is missing can be planned, by a day that lies ahead.
//!
//! Ours; service.md 1.5 has *Planned* among the states of a Secure Score action, section 4 asks for a forecast and a what-if.

use super::super::people::Actor;
use super::super::plan::PlannedWork;
use super::super::refusal::{Problem, Refusal};
use super::super::state::State;
use super::super::steering::{SteeringCommand, SteeringEvent};
use super::super::time::Timestamp;
use super::checks::{Problems, short_line, text_fits};
use super::needs;
use super::service::READINESS_ROLES;
use super::steering::Outcome;

pub(super) fn decide(state: &State, act: &SteeringCommand, actor: &Actor, now: Timestamp) -> Outcome {
    needs(actor, &READINESS_ROLES)?;
    match act {
        SteeringCommand::PlanWork { work, owner, due, note } => plan(state, work, owner, *due, note, now),
        SteeringCommand::DropPlan { key, why } => {
            text_fits(why)?;
            let known = state.steering.plans.contains_key(key);
            let dropped = SteeringEvent::PlanDropped { key: key.clone(), why: why.trim().to_owned() };
            if known { Ok(dropped) } else { Err(Refusal::NothingToDo) }
        }
        _ => Err(Refusal::NothingToDo),
    }
}

fn plan(
    state: &State,
    work: &PlannedWork,
    owner: &str,
    due: Timestamp,
    note: &str,
    now: Timestamp,
) -> Outcome {
    short_line("owner", owner)?;
    text_fits(note)?;
    let assets = work.left(state);
    if assets == 0 {
        return Err(Refusal::NothingToDo);
    }
    let (owner, note) = (owner.trim().to_owned(), note.trim().to_owned());
    let known = state.steering.plans.get(&work.key());
    if known.is_some_and(|known| known.due == due && known.owner == owner && known.note == note) {
        return Err(Refusal::NothingToDo);
    }
    let mut problems = Problems::default();
    if due <= now && known.is_none_or(|known| known.due != due) {
        problems.add("due", Problem::InThePast);
    }
    problems.refuse()?;
    Ok(SteeringEvent::WorkPlanned { work: work.clone(), assets, owner, due, note })
}
