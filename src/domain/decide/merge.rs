//! Merging incidents into another and linking them (service.md 1.7, incident life cycle: merged into
//! another is Redirected; redirected incidents are followed and never counted).

use super::super::event::{Event, IncidentEvent as Happened};
use super::super::ids::IncidentId;
use super::super::people::{Actor, Party};
use super::super::refusal::Refusal;
use super::super::state::{Incident, State};
use super::super::time::Timestamp;
use super::super::vocabulary::Status;
use super::super::work::{Stage, is_experts_tag};
use super::bulk::{Change, Outcome};
use super::checks::text_fits;
use super::incident::{Asked, WORKERS};
use super::needs;
use std::collections::HashSet;

/// So many incidents can be linked at once: each names all others.
const LINKS_MAX: usize = 50;
/// So many tags of merged incidents are added: a merge may take any number.
const TAGS_MAX: usize = 50;
/// What the team may merge: what the experts do not have.
const OF_TEAM: [Stage; 5] =
    [Stage::New, Stage::OwnTeam, Stage::YourTurn, Stage::Resolved, Stage::FinishedByExperts];
/// What the experts may merge: what the team does not have.
const OF_EXPERTS: [Stage; 4] =
    [Stage::New, Stage::WaitingForExperts, Stage::BeingWorked, Stage::FinishedByExperts];

/// What a merge would do now.
///
/// # Errors
/// Nothing can be merged into that incident, or not by this role.
pub fn merge_outcome(
    state: &State,
    into: &IncidentId,
    incidents: &[IncidentId],
    reason: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    needs(actor, &WORKERS)?;
    text_fits(reason)?;
    let reason = reason.trim();
    let target = state.incident(into.as_str()).ok_or(Refusal::NoSuchIncident)?;
    if target.stage() == Stage::Redirected {
        return Err(Refusal::WrongStage(Stage::Redirected));
    }
    let mut outcome = Outcome::default();
    let mut taken = Vec::new();
    let mut seen = HashSet::from([into]);
    for id in incidents {
        if !seen.insert(id) {
            continue;
        }
        let incident = state.incident(id.as_str()).ok_or(Refusal::NoSuchIncident);
        let answer =
            incident.and_then(|incident| merged(&Asked { state, incident, actor, now }, into, reason));
        if answer.is_ok() {
            taken.push(id.clone());
        }
        outcome.take(id, answer);
    }
    if !taken.is_empty() {
        let severity = |id: &IncidentId| state.incident(id.as_str()).map(Incident::severity);
        let severities = taken.iter().filter_map(severity).collect();
        let tags = tags_of(state, target, &taken);
        let took = Happened::TookIn { incidents: taken, severities, reason: reason.to_owned() };
        let what = std::iter::once(took).chain(tags.into_iter().map(|tag| Happened::TagAdded { tag }));
        outcome.take(into, Ok(Change::of(target, what.collect())));
    }
    Ok(outcome)
}

/// The tags of what is merged that the one that goes on lacks: who looks for them must find it. That of the experts says
/// what was done with that incident itself.
fn tags_of(state: &State, target: Incident<'_>, taken: &[IncidentId]) -> Vec<String> {
    let mut seen: HashSet<String> = target.tags().into_iter().map(str::to_lowercase).collect();
    let others = taken.iter().filter_map(|id| state.incident(id.as_str()));
    let tags = others.flat_map(Incident::tags).filter(|tag| !is_experts_tag(tag));
    tags.filter(|tag| seen.insert(tag.to_lowercase())).take(TAGS_MAX).map(str::to_owned).collect()
}

pub(super) fn merge(
    state: &State,
    into: &IncidentId,
    incidents: &[IncidentId],
    reason: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    merge_outcome(state, into, incidents, reason, actor, now)?.events(reason)
}

/// One that is merged. What the customer was asked to do must not vanish with it.
fn merged(asked: &Asked<'_>, into: &IncidentId, reason: &str) -> Result<Change, Refusal> {
    match asked.actor.party() {
        Party::Customer => asked.at(&OF_TEAM)?,
        Party::Experts => {
            asked.at(&OF_EXPERTS)?;
            asked.experts_may_work()?;
        }
    }
    let open = asked.incident.response().map_or(0, |response| {
        response.actions.iter().filter(|action| action.published && action.is_open()).count()
    });
    if open > 0 {
        return Err(Refusal::ActionsOpen(open));
    }
    let mut what: Vec<Happened> = asked.to_status(Status::Redirected).into_iter().collect();
    what.push(Happened::MergedInto { into: into.clone(), reason: reason.to_owned() });
    Ok(Change::of(asked.incident, what))
}

/// Each names all the others.
pub(super) fn link(
    state: &State,
    incidents: &[IncidentId],
    reason: &str,
    actor: &Actor,
) -> Result<Vec<Event>, Refusal> {
    needs(actor, &WORKERS)?;
    text_fits(reason)?;
    if incidents.len() > LINKS_MAX {
        return Err(Refusal::TooMany(LINKS_MAX));
    }
    let mut outcome = Outcome::default();
    for (at, id) in incidents.iter().enumerate() {
        if incidents.iter().take(at).any(|earlier| earlier == id) {
            continue;
        }
        let incident = state.incident(id.as_str()).ok_or(Refusal::NoSuchIncident)?;
        let known = incident.work.map_or(&[][..], |work| &work.links);
        let mut others: Vec<IncidentId> = Vec::new();
        for other in incidents {
            if other != id && !known.contains(other) && !others.contains(other) {
                others.push(other.clone());
            }
        }
        if others.is_empty() {
            outcome.take(id, Err(Refusal::NothingToDo));
            continue;
        }
        let linked = Happened::Linked { others, reason: reason.trim().to_owned() };
        outcome.take(id, Ok(Change::of(incident, vec![linked])));
    }
    outcome.events(reason)
}
