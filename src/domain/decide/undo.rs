//! Taking back what was done: events that compensate, where nobody changed the same since.
//!
//! Source: service.md section 4, 12 ("undo pairing") and 1.8 (undo in the Action center).

use super::super::event::{Event, Group, IncidentEvent as Happened};
use super::super::ids::{CommandId, IncidentId};
use super::super::people::Actor;
use super::super::refusal::Refusal;
use super::super::state::State;
use super::super::time::Timestamp;
use super::super::undo::{Turn, Undoable, stays_said};
use super::bulk::{Change, Outcome};

/// What taking a command back would do now to incidents.
///
/// # Errors
/// It is not known any more, or somebody else did it.
pub fn undo_outcome(state: &State, command: &CommandId, actor: &Actor) -> Result<Outcome, Refusal> {
    let undoable = own(state, command, actor)?;
    let mut outcome = Outcome::default();
    let single = undoable.single.as_ref().and_then(|single| {
        let incident = state.incident(single.incident.as_str())?;
        Some(single.group(incident, undoable))
    });
    for group in undoable.groups.iter().chain(&single) {
        for id in &group.incidents {
            outcome.take(id, taken_back(state, undoable, group, id));
        }
    }
    Ok(outcome)
}

fn own<'a>(state: &'a State, command: &CommandId, actor: &Actor) -> Result<&'a Undoable, Refusal> {
    let undoable = state.undo.find(command).ok_or(Refusal::NothingToUndo)?;
    if undoable.by == *actor { Ok(undoable) } else { Err(Refusal::NotYours) }
}

pub(super) fn undo(
    state: &State,
    command: &CommandId,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let undoable = own(state, command, actor)?;
    if !undoable.turns.is_empty() {
        return turned(state, undoable, actor, now);
    }
    let mut events = undo_outcome(state, command, actor)?.events("")?;
    for event in &mut events {
        if let Event::Incidents { undoes, .. } = event {
            *undoes = Some(command.clone());
        }
    }
    Ok(events)
}

/// Takes back what changed beside incidents. All of it or nothing: what takes it back is decided like any command, so a
/// second approval that is needed by now is asked for.
fn turned(state: &State, undoable: &Undoable, actor: &Actor, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    if !undoable.turns.iter().all(|turn| turn.holds(state)) {
        return Err(Refusal::ChangedSince);
    }
    let mut events = vec![Event::TakenBack { command: undoable.command.clone() }];
    for Turn { back, also, .. } in &undoable.turns {
        events.extend(super::decide(state, back, actor, now)?);
        events.extend(also.iter().cloned());
    }
    Ok(events)
}

fn taken_back(state: &State, undoable: &Undoable, group: &Group, id: &IncidentId) -> Result<Change, Refusal> {
    if group.back.is_empty() {
        return Err(Refusal::NothingToUndo);
    }
    // Of several words on one thing the last one must hold.
    let last = |at: usize, what: &Happened| {
        let later = group.what.get(at + 1..).unwrap_or_default();
        !later
            .iter()
            .any(|other| std::mem::discriminant(other) == std::mem::discriminant(what) && !is_tag(what))
    };
    // Tags that came with a merge do not hold it: they may have been taken away since.
    let merges = group.what.iter().any(|what| matches!(what, Happened::TookIn { .. }));
    let counts = |what: &Happened| !(merges && is_tag(what));
    let mut lasting = group.what.iter().enumerate().filter(|(at, what)| last(*at, what) && counts(what));
    if !lasting.all(|(_, what)| still_holds(state, undoable.seq, id, what)) {
        return Err(Refusal::ChangedSince);
    }
    // Taken back twice it stands again, but for what was said, which was never taken away.
    let again = group.what.iter().filter(|what| !stays_said(what)).cloned();
    Ok(Change { what: group.back.clone(), back: again.collect() })
}

/// Tags are many things and not one.
fn is_tag(what: &Happened) -> bool {
    matches!(what, Happened::TagAdded { .. } | Happened::TagRemoved { .. })
}

/// Whether an incident still is as an entry left it.
fn still_holds(state: &State, seq: u64, id: &IncidentId, what: &Happened) -> bool {
    let Some(incident) = state.incident(id.as_str()) else { return false };
    let Some(work) = incident.work else { return false };
    match what {
        Happened::StatusChanged { to, .. } => {
            incident.status() == *to && work.status.as_ref().is_some_and(|since| since.seq == seq)
        }
        Happened::Assigned { to, .. } => {
            incident.assignment() == *to && work.assignment.as_ref().is_some_and(|since| since.seq == seq)
        }
        Happened::Classified { classification, determination } => {
            incident.verdict() == (classification.clone(), determination.clone())
                && work.verdict.as_ref().is_some_and(|since| since.seq == seq)
        }
        Happened::TagAdded { tag } => work.tags_added.contains(tag),
        Happened::TagRemoved { tag } => work.tags_removed.contains(tag),
        Happened::MergedInto { into, .. } => work.merged_into.as_ref() == Some(into),
        Happened::TookIn { incidents, .. } => incidents.iter().all(|id| work.took_in.contains(id)),
        Happened::Linked { others, .. } => others.iter().all(|id| work.links.contains(id)),
        Happened::ActionCompleted { action, .. } | Happened::ActionSkipped { action, .. } => {
            work.response.action(action).is_some_and(|action| action.state.is_settled())
        }
        _ => true,
    }
}
