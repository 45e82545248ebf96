//! The response actions that imported machine actions settle, one asset at a time (service.md 2.5 and 4: partial
//! completion over many assets, and status reconciled with imported machine actions).

use super::super::action::{Action, ActionState};
use super::super::event::{Event, IncidentEvent as Happened};
use super::super::ids::IncidentId;
use super::super::incident_event::Told;
use super::super::machine_action::{MachineAction, Progress};
use super::super::people::Actor;
use super::super::state::State;
use super::super::time::Timestamp;
use super::action::follow_up;
use super::incident::Asked;
use std::collections::HashMap;

/// Machine actions by device.
type ByDevice<'a> = HashMap<&'a str, Vec<&'a MachineAction>>;

/// The response actions that machine actions settle: same device, same kind of action, asked for since the incident was
/// there. Of several the one asked for last tells it. What follows when an action is settled, follows here too.
pub(super) fn reconciled(state: &State, told: &[MachineAction], actor: &Actor, now: Timestamp) -> Vec<Event> {
    let mut by_device = ByDevice::new();
    for action in told {
        by_device.entry(action.device.as_str()).or_default().push(action);
    }
    if by_device.is_empty() {
        return Vec::new();
    }
    let mut incidents: Vec<_> =
        state.work.iter().filter(|(_, work)| !work.response.actions.is_empty()).collect();
    incidents.sort_by_key(|entry| entry.0);
    let mut events = Vec::new();
    for (id, work) in incidents {
        let (Some(incident), Some(name)) = (state.incident(id), IncidentId::new(id)) else { continue };
        let since = incident.known.created();
        let mut after = work.response.clone();
        let mut happened: Vec<Happened> =
            after.actions.iter_mut().flat_map(|action| reconcile(action, &by_device, since)).collect();
        let settled = happened.iter().rev().find_map(|what| match what {
            Happened::ActionReconciled { action, state, .. } if state.is_settled() => after.action(action),
            _ => None,
        });
        if let Some(last) = settled {
            let note = last.plan.title.clone();
            happened.extend(follow_up(&Asked { state, incident, actor, now }, &after, note));
        }
        events.extend(happened.into_iter().map(|what| Event::Incident { incident: name.clone(), what }));
    }
    events
}

/// What is told of one action.
fn reconcile(action: &mut Action, told: &ByDevice<'_>, since: Timestamp) -> Vec<Happened> {
    let kind = action.plan.kind;
    let newest = |device: &str| {
        let candidates = told.get(device).map(Vec::as_slice).unwrap_or_default().iter().copied();
        candidates
            .filter(|told| told.action_kind() == Some(kind) && told.created >= since)
            .max_by_key(|told| (told.created, &told.id))
    };
    let mut words: Vec<(String, &MachineAction)> =
        action.left().filter_map(|target| Some((target.id.clone(), newest(&target.id)?))).collect();
    if words.is_empty() || action.state.is_settled() {
        return Vec::new();
    }
    words.sort_by_key(|(_, told)| told.updated);
    match action.plan.targets().count() {
        1 => {
            let told = words.first().map(|(_, told)| *told);
            let state = told.and_then(|told| Some((told, told.settles(&action.state)?)));
            state.map(|(told, state)| settled(action, told, state)).into_iter().collect()
        }
        _ => tell_each(action, words),
    }
}

/// One of several assets after the other: done on k of n, done on all, or failed on one of those that are left.
fn tell_each(action: &mut Action, words: Vec<(String, &MachineAction)>) -> Vec<Happened> {
    let mut happened = Vec::new();
    let (done, rest): (Vec<_>, Vec<_>) =
        words.into_iter().partition(|(_, told)| told.progress() == Some(Progress::Done));
    let last = done.last().map(|(_, told)| *told);
    for (asset, told) in done {
        let (by, at) = (told.doer().to_owned(), told.updated);
        action.advance(std::slice::from_ref(&asset), by.clone(), at);
        happened.push(Happened::ActionAdvanced {
            action: action.plan.id.clone(),
            assets: vec![asset],
            note: told.comment.clone(),
            told: Some(Told { source: told.id.clone(), by, at }),
        });
    }
    if action.left().next().is_none() {
        let state = last.and_then(|told| Some((told, told.settles(&action.state)?)));
        happened.extend(state.map(|(told, state)| settled(action, told, state)));
        return happened;
    }
    // What failed on any asset is to be seen before what merely runs on another.
    let failed = rest.iter().rev().find(|(_, told)| told.progress() == Some(Progress::Failed));
    if let Some((asset, told)) = failed.or_else(|| rest.last()) {
        let is_partly = matches!(action.state, ActionState::Partly { .. });
        match told.settles(&action.state) {
            Some(ActionState::Failed { by, at, reason }) => {
                let name = if told.device_name.is_empty() { asset } else { &told.device_name };
                let state = ActionState::Failed { by, at, reason: format!("{name}: {reason}") };
                happened.push(settled(action, told, state));
            }
            Some(state) if !is_partly => happened.push(settled(action, told, state)),
            _ => {}
        }
    }
    happened
}

/// The action is now in a state of which a machine action tells.
fn settled(action: &mut Action, told: &MachineAction, state: ActionState) -> Happened {
    action.state = state.clone();
    Happened::ActionReconciled { action: action.plan.id.clone(), source: told.id.clone(), state }
}
