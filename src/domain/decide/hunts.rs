//! Rules of hunts (service.md 1.14).

use super::super::experts::hunt::{HUNT_LIST_MAX, Hunt, HuntOutcome, HuntPlan};
use super::super::experts::{ExpertsEvent, ExpertsRefusal};
use super::super::ids::{HuntId, IncidentId};
use super::super::people::{Actor, Role};
use super::super::phase::Phase;
use super::super::refusal::{Problem, Refusal};
use super::super::settings::LINE_CHARS_MAX;
use super::super::state::State;
use super::super::technique::is_technique;
use super::checks::{Problems, line_problem, said, text_fits};
use super::experts::Outcome;
use super::{needs, reason};

/// Begins a hunt, or changes what is looked for. The hunters hunt where the service watches.
pub(super) fn save(state: &State, id: &HuntId, plan: &HuntPlan, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Expert])?;
    if state.phase() < Phase::Monitoring {
        return Err(Refusal::WrongPhase(state.phase()));
    }
    let known = state.experts.hunt(id);
    if known.is_some_and(|known| known.ended.is_some()) {
        return Err(ExpertsRefusal::HuntOver.into());
    }
    if known.is_some_and(|known| known.plan == *plan) {
        return Err(Refusal::NothingToDo);
    }
    let mut problems = Problems::default();
    problems.note("title", line_problem(&plan.title, LINE_CHARS_MAX));
    problems.note("hypothesis", plan.hypothesis.trim().is_empty().then_some(Problem::Missing));
    let fits = plan.techniques.len() <= HUNT_LIST_MAX && plan.techniques.iter().all(|it| is_technique(it));
    problems.note("techniques", (!fits).then_some(Problem::WrongKind));
    if plan.queries.len() > HUNT_LIST_MAX {
        problems.add("queries", Problem::TooLong(HUNT_LIST_MAX));
    }
    if plan.queries.iter().any(|query| query.kql.trim().is_empty()) {
        problems.add("queries", Problem::Missing);
    }
    problems.refuse()?;
    text_fits(&plan.hypothesis)?;
    plan.queries.iter().try_for_each(|query| {
        text_fits(&query.name)?;
        text_fits(&query.kql)
    })?;
    Ok(vec![ExpertsEvent::HuntSaved { id: id.clone(), plan: Box::new(plan.clone()) }])
}

fn found<'a>(state: &'a State, id: &HuntId) -> Result<&'a Hunt, Refusal> {
    state.experts.hunt(id).ok_or_else(|| ExpertsRefusal::NoSuchHunt.into())
}

pub(super) fn find(state: &State, id: &HuntId, text: &str, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Expert])?;
    let known = found(state, id)?;
    if known.ended.is_some() {
        return Err(ExpertsRefusal::HuntOver.into());
    }
    if known.findings.len() >= HUNT_LIST_MAX {
        return Err(Refusal::TooMany(HUNT_LIST_MAX));
    }
    said("text", text)?;
    text_fits(text)?;
    Ok(vec![ExpertsEvent::HuntFound { id: id.clone(), text: text.trim().to_owned() }])
}

/// A hunt ends with a word on what came of it, also when nothing was found; who says that something was found shows it.
pub(super) fn end(state: &State, id: &HuntId, outcome: HuntOutcome, summary: &str, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Expert])?;
    let known = found(state, id)?;
    if known.ended.is_some() {
        return Err(ExpertsRefusal::HuntOver.into());
    }
    if outcome == HuntOutcome::Found && known.findings.is_empty() {
        return Err(ExpertsRefusal::NeedsFinding.into());
    }
    reason(summary, Refusal::NeedsNote)?;
    Ok(vec![ExpertsEvent::HuntEnded { id: id.clone(), outcome, summary: summary.trim().to_owned() }])
}

/// A notification is an incident that is here already.
pub(super) fn notify(state: &State, id: &HuntId, incident: &IncidentId, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Expert])?;
    let known = found(state, id)?;
    if known.notification.is_some() {
        return Err(ExpertsRefusal::IsIncident.into());
    }
    state.incident(incident.as_str()).ok_or(Refusal::NoSuchIncident)?;
    Ok(vec![ExpertsEvent::HuntNotified { id: id.clone(), incident: incident.clone() }])
}
