//! The response actions that imported machine actions settle, one asset at a time (service.md 2.5 and 4: partial
//! completion over many assets, and status reconciled with imported machine actions).

use super::super::action::{Action, ActionState};
use super::super::brief::Asset;
use super::super::event::{Event, IncidentEvent as Happened};
use super::super::ids::IncidentId;
use super::super::incident_event::Told;
use super::super::machine_action::{MachineAction, Progress};
use super::super::people::Actor;
use super::super::state::State;
use super::super::time::Timestamp;
use super::action::follow_up;
use super::incident::Asked;
use std::collections::{HashMap, HashSet};

/// Machine actions by device.
type ByDevice<'a> = HashMap<&'a str, Vec<&'a MachineAction>>;

/// What machine actions come to.
#[derive(Debug, Default)]
pub(super) struct Reconciled {
    /// What happens to the responses.
    pub(super) events: Vec<Event>,
    /// The response actions that change, as they are then, each with its incident.
    pub(super) changed: Vec<(IncidentId, Action)>,
    /// The ids of the machine actions that tell of a response action, whether or not that changes.
    pub(super) fitting: HashSet<String>,
}

/// The response actions that machine actions settle: same device, same kind of action, same file and same extent where both
/// sides say which, asked for since the incident was there and the action was planned. Of several the one asked for last
/// tells it, and each tells of one response action of an incident. What follows when an action is settled, follows here too.
pub(super) fn reconciled(state: &State, told: &[MachineAction], actor: &Actor, now: Timestamp) -> Reconciled {
    let mut all = Reconciled::default();
    let mut by_device = ByDevice::new();
    for action in told {
        by_device.entry(action.device.as_str()).or_default().push(action);
    }
    if by_device.is_empty() {
        return all;
    }
    let mut incidents: Vec<_> =
        state.work.iter().filter(|(_, work)| !work.response.actions.is_empty()).collect();
    incidents.sort_by_key(|entry| entry.0);
    for (id, work) in incidents {
        let (Some(incident), Some(name)) = (state.incident(id), IncidentId::new(id)) else { continue };
        let since = incident.known.created();
        let mut after = work.response.clone();
        let mut used = HashSet::new();
        let mut happened = Vec::new();
        for at in 0..after.actions.len() {
            let words = words_on(&after.actions, at, &by_device, since, &mut used);
            let Some(action) = after.actions.get_mut(at) else { continue };
            let told = reconcile(action, words);
            if !told.is_empty() {
                all.changed.push((name.clone(), action.clone()));
            }
            happened.extend(told);
        }
        all.fitting.extend(used.into_iter().map(str::to_owned));
        let settled = happened.iter().rev().find_map(|what| match what {
            Happened::ActionReconciled { action, state, .. } if state.is_settled() => after.action(action),
            _ => None,
        });
        if let Some(last) = settled {
            let note = last.plan.title.clone();
            happened.extend(follow_up(&Asked { state, incident, actor, now }, &after, note));
        }
        let happened = happened.into_iter().map(|what| Event::Incident { incident: name.clone(), what });
        all.events.extend(happened);
    }
    all
}

/// The machine action that tells of an action on each of the assets that are left. An earlier attempt that failed tells of
/// no other action.
fn words_on<'a>(
    actions: &[Action],
    at: usize,
    told: &ByDevice<'a>,
    since: Timestamp,
    used: &mut HashSet<&'a str>,
) -> Vec<(String, &'a MachineAction)> {
    let Some(action) = actions.get(at).filter(|action| !action.state.is_settled()) else { return Vec::new() };
    let since = action.planned.map_or(since, |planned| planned.max(since));
    let mut words = Vec::new();
    for target in action.left() {
        let here: Vec<&MachineAction> = told.get(target.id.as_str()).into_iter().flatten().copied().collect();
        let fitting = || {
            let fits = |told: &&MachineAction| fits(action, told) && told.created >= since;
            let fitting = here.iter().copied().filter(fits);
            fitting.filter(|told| is_in_turn(actions, at, target, told, &here))
        };
        let free = fitting().filter(|told| !used.contains(told.id.as_str()));
        let Some(newest) = free.max_by_key(|told| (told.created, &told.id)) else { continue };
        let failed = fitting().filter(|told| told.progress() == Some(Progress::Failed));
        used.extend(failed.filter(|told| told.created < newest.created).map(|told| told.id.as_str()));
        used.insert(&newest.id);
        words.push((target.id.clone(), newest));
    }
    words
}

/// What imports told last of an action on an asset: the machine action that was asked for since it was planned.
pub fn told_on<'a>(state: &'a State, action: &Action, asset: &Asset) -> Option<&'a MachineAction> {
    let since = action.planned.unwrap_or(Timestamp::MIN);
    let told = state.machine_actions.of_device(&asset.id);
    told.into_iter().find(|told| fits(action, told) && told.created >= since)
}

/// Whether a machine action is of the kind of a response action, and of its extent and its file where both say them. Hashes
/// of two kinds cannot be compared: they are not taken for the same file.
fn fits(action: &Action, told: &MachineAction) -> bool {
    let plan = &action.plan;
    let is_hash =
        |text: &&str| [32, 40, 64].contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit());
    let object = plan.object.as_deref().map(str::trim).filter(is_hash);
    let file = told.file.as_deref().map(str::trim).filter(|file| !file.is_empty());
    let is_file = object.zip(file).is_none_or(|(object, file)| object.eq_ignore_ascii_case(file));
    let is_extent = plan.extent.zip(told.extent()).is_none_or(|(planned, done)| planned == done);
    told.action_kind() == Some(plan.kind) && is_file && is_extent
}

/// Whether a machine action stands where the response has it: what a release took back is not what comes after a release
/// in the response, and what was done after a release is not what the response has before one.
fn is_in_turn(
    actions: &[Action],
    at: usize,
    target: &Asset,
    told: &MachineAction,
    here: &[&MachineAction],
) -> bool {
    let Some(undo) = told.action_kind().and_then(|kind| kind.undone_by()) else { return true };
    let releases = |action: &Action| {
        action.plan.kind == undo
            && action.plan.targets().any(|it| it.kind == target.kind && it.id == target.id)
    };
    let planned = actions.get(at).and_then(|action| action.planned).unwrap_or(Timestamp::MIN);
    let done: Vec<Timestamp> = here
        .iter()
        .filter(|it| it.action_kind() == Some(undo) && it.progress() == Some(Progress::Done))
        .map(|it| it.created)
        .filter(|created| *created >= planned)
        .collect();
    let is_undone = done.iter().any(|released| *released >= told.created);
    let is_again = done.iter().any(|released| *released < told.created);
    let (before, after) = (actions.iter().take(at).any(releases), actions.iter().skip(at + 1).any(releases));
    let is_out_of_turn = (before && is_undone) || (after && is_again);
    !is_out_of_turn
}

/// What is told of one action.
fn reconcile(action: &mut Action, mut words: Vec<(String, &MachineAction)>) -> Vec<Happened> {
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
