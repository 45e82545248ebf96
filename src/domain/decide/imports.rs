//! Rules of imports: what is taken, what it settles in the responses, and what is taken back.
//!
//! Source: service.md section 2 (the formats) and 1.8 (what the state of a machine action settles).

use super::super::action::Action;
use super::super::event::{Event, IncidentEvent as Happened};
use super::super::ids::{ImportId, IncidentId};
use super::super::imports::{BatchRef, ImportSummary};
use super::super::machine_action::MachineAction;
use super::super::people::Actor;
use super::super::refusal::Refusal;
use super::super::response::Publication;
use super::super::state::State;
use super::super::task::ImportedTask;
use super::super::time::Timestamp;
use super::super::vocabulary::{Classification, Determination};
use super::reconcile::reconciled;

type Decision = Result<Vec<Event>, Refusal>;

/// An import that brings nothing new leaves no trace: no batch that is not there, and no count. A count that is the same
/// as before is new, because it is known anew.
pub(super) fn take(state: &State, import: &ImportSummary, actor: &Actor, now: Timestamp) -> Decision {
    if state.imports.iter().any(|(known, ..)| known.id == import.id) {
        return Err(Refusal::NothingToDo);
    }
    let mut import = import.clone();
    keep_news(state, &mut import);
    let there = state.imports.iter().filter(|(known, ..)| !state.is_undone(&known.id));
    let known_batch = |batch: &BatchRef| {
        there.clone().any(|(known, ..)| known.batches.iter().any(|other| other.name == batch.name))
    };
    let says_more = import.devices.is_some()
        || import.identities.is_some()
        || import.seats.is_some()
        || import.score.is_some()
        || !import.machine_actions.is_empty()
        || !import.tasks.is_empty()
        || !import.recommendations.is_empty()
        || !import.layers.is_empty();
    if !says_more && import.batches.iter().all(known_batch) {
        return Err(Refusal::NothingToDo);
    }
    let mut events = tasks(state, &import.tasks);
    events.extend(reconciled(state, &import.machine_actions, actor, now).events);
    events.insert(0, Event::ImportTaken { import: Box::new(import) });
    Ok(events)
}

/// What the machine actions of an import do to the responses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportEffect {
    /// The response actions that change, as they are then, each with its incident.
    pub changed: Vec<(IncidentId, Action)>,
    /// The incidents that are resolved by it, since nothing is left to do.
    pub resolved: Vec<IncidentId>,
    /// How many machine actions tell of no response action that is open.
    pub unmatched: usize,
}

/// What the machine actions of an import would do to the responses if it were taken now.
pub fn import_effect(state: &State, import: &ImportSummary, actor: &Actor, now: Timestamp) -> ImportEffect {
    let news: Vec<MachineAction> =
        import.machine_actions.iter().filter(|it| state.machine_actions.is_news(it)).cloned().collect();
    let told = reconciled(state, &news, actor, now);
    let resolved = told.events.into_iter().filter_map(|event| match event {
        Event::Incident { incident, what: Happened::Resolved { .. } } => Some(incident),
        _ => None,
    });
    ImportEffect {
        resolved: resolved.collect(),
        changed: told.changed,
        unmatched: news.iter().filter(|it| !told.fitting.contains(&it.id)).count(),
    }
}

/// Leaves out what is known just so, or newer.
fn keep_news(state: &State, import: &mut ImportSummary) {
    import.machine_actions.retain(|action| state.machine_actions.is_news(action));
    import
        .tasks
        .retain(|task| state.task_times.get(task.id.as_str()).is_none_or(|known| *known < task.modified));
    import
        .recommendations
        .retain(|entry| state.posture.recommendations.get(&entry.id).is_none_or(|(known, _)| known != entry));
    import.layers.retain(|layer| state.posture.layers.get(&layer.name) != Some(layer));
}

/// Takes an import back, once.
pub(super) fn undo(state: &State, import: &ImportId) -> Decision {
    let known = state.imports.iter().any(|(known, ..)| known.id == *import);
    if !known || state.is_undone(import) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Event::ImportUndone { import: import.clone() }])
}

/// The actions that tasks are. What was done here after the task was last changed at the source holds.
fn tasks(state: &State, tasks: &[ImportedTask]) -> Vec<Event> {
    let events = tasks.iter().map(|task| {
        let mut action = task.to_action(|kind, id| state.catalogue.asset(kind, id).cloned());
        let incident = state.incident(task.incident.as_str());
        let work = state.work.get(task.incident.as_str());
        let here = work.and_then(|work| work.response.action(&task.id));
        if let Some(here) = here {
            action.why.clone_from(&here.why);
            if here.state.at().is_some_and(|at| at > task.modified) {
                action.state = here.state.clone();
            }
        }
        let (classification, determination) =
            incident.map_or((Classification::Unknown, Determination::Unknown), |found| found.verdict());
        let publication = Box::new(Publication {
            at: task.created,
            by: task.created_by.clone(),
            classification,
            determination,
        });
        let what = Happened::TaskImported { action: Box::new(action), modified: task.modified, publication };
        Event::Incident { incident: task.incident.clone(), what }
    });
    events.collect()
}
