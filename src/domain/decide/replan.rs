//! Rules of changing an action that is planned, until it is published or begun: those of planning hold for what it becomes.

use super::super::event::IncidentEvent as Happened;
use super::super::ids::ActionId;
use super::super::people::Role;
use super::super::plan_change::changes;
use super::super::refusal::Refusal;
use super::super::response::{Action, ActionPlan, ActionState, Response};
use super::incident::{Asked, Decision};
use super::needs;
use super::response::{SHAPED, does_the_same, fitting, planned_already};
use std::collections::HashSet;

pub(super) fn change(asked: &Asked<'_>, plan: &ActionPlan) -> Decision {
    needs(asked.actor, &[Role::Expert])?;
    asked.at(&SHAPED)?;
    asked.experts_may_work()?;
    let mut others = asked.response();
    let at = others.actions.iter().position(|action| action.plan.id == plan.id);
    let known = others.actions.remove(at.ok_or(Refusal::NoSuchAction)?);
    still_open_to_change(&known)?;
    // Whoever changes it, it came from where it came from.
    let plan = ActionPlan { origin: known.plan.origin.clone(), ..plan.clone() };
    // What was there twice before may still be worded better.
    let is_other = !does_the_same(&plan, &known.plan);
    if let Some(title) = planned_already(&others, &plan).filter(|_| is_other) {
        return Err(Refusal::PlannedAlready(title));
    }
    let changed = fitting(asked, &others, &plan)?;
    if let Some(title) = waits_for_it(&others, &changed.plan) {
        return Err(Refusal::InACircle(title));
    }
    if changes(&known.plan, &changed.plan).is_empty() {
        return Err(Refusal::NothingToDo);
    }
    let delegated = known.delegated.filter(|_| changed.party == known.party);
    let action = Action { snoozed: known.snoozed, waited: known.waited, delegated, ..changed };
    Ok(vec![Happened::ActionChanged { action: Box::new(action), before: Box::new(known.plan) }])
}

/// Refuses what somebody has read, begun or been asked about as it is.
fn still_open_to_change(known: &Action) -> Result<(), Refusal> {
    if known.published {
        return Err(Refusal::AlreadyPublished);
    }
    if known.state != ActionState::NotStarted {
        return Err(Refusal::WrongActionState);
    }
    if known.approval.is_some() {
        return Err(Refusal::AskedAsItIs);
    }
    Ok(())
}

/// The title of the action that a plan is to wait for although that waits for it, through whatever others.
fn waits_for_it(others: &Response, plan: &ActionPlan) -> Option<String> {
    let leads_back = |first: &&ActionId| {
        let (mut seen, mut next) = (HashSet::new(), vec![*first]);
        while let Some(id) = next.pop() {
            if *id == plan.id {
                return true;
            }
            if seen.insert(id) {
                next.extend(others.action(id).into_iter().flat_map(|action| action.plan.firsts()));
            }
        }
        false
    };
    let first = plan.firsts().find(leads_back)?;
    others.action(first).map(|action| action.plan.title.clone())
}
