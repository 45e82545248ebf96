//! Rules of taking back what still holds, such as an isolation: that stays possible whatever became of the incident, for the
//! experts and for the customer.
//!
//! Source: service.md section 4, 12 (pairs that undo each other, with a reminder).

use super::super::action::Action;
use super::super::brief::Asset;
use super::super::event::IncidentEvent as Happened;
use super::super::people::{Party, Role};
use super::super::refusal::Refusal;
use super::super::response::{ActionPlan, Response};
use super::super::work::Stage;
use super::incident::{Asked, Decision, TEAM};
use super::needs;
use super::response::{SHAPED, fitting};

/// Whether a plan takes back what the response holds on all that it aims at. What the experts shape as any other action
/// needs no rule of its own.
pub(super) fn is_one(asked: &Asked<'_>, response: &Response, plan: &ActionPlan) -> bool {
    let Some(undone) = plan.kind.undoes() else { return false };
    let held = response.in_force();
    let holds = |asset: &Asset| {
        held.iter()
            .any(|(action, on)| action.plan.kind == undone && on.kind == asset.kind && on.id == asset.id)
    };
    let is_shaped = asked.actor.party() == Party::Experts && SHAPED.contains(&asked.stage());
    !is_shaped && plan.target.is_some() && plan.targets().all(holds)
}

/// The customer takes it on itself: it stands on its list and is begun. The experts' stands there for both to see, since
/// nothing is published any more.
pub(super) fn plan(asked: &Asked<'_>, response: &Response, plan: &ActionPlan) -> Decision {
    stays_possible(asked)?;
    let is_team = asked.actor.party() == Party::Customer;
    if is_team {
        needs(asked.actor, &TEAM)?;
    } else {
        needs(asked.actor, &[Role::Expert])?;
        asked.experts_may_work()?;
    }
    let judged = Action { published: true, ..fitting(asked, response, plan)? };
    if !is_team {
        return Ok(vec![Happened::ActionPlanned { action: Box::new(judged) }]);
    }
    // No rule of the service said so: the customer did.
    let action = Action { party: Party::Customer, why: Vec::new(), ..judged };
    let started = Happened::ActionStarted { action: plan.id.clone() };
    Ok(vec![Happened::ActionPlanned { action: Box::new(action) }, started])
}

/// Refuses an action at another stage than these, but for one that takes back what holds.
pub(super) fn at(asked: &Asked<'_>, stages: &[Stage], action: &Action) -> Result<(), Refusal> {
    match action.plan.kind.undoes() {
        Some(_) => stays_possible(asked),
        None => asked.at(stages),
    }
}

/// What was merged away is worked on where it went.
fn stays_possible(asked: &Asked<'_>) -> Result<(), Refusal> {
    match asked.stage() {
        Stage::Redirected => Err(Refusal::WrongStage(Stage::Redirected)),
        _ => Ok(()),
    }
}
