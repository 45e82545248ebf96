//! What an event does to the state. Total: an event that was once accepted can always be read again.

use super::business_review::{KnownReview, Review, SignOff};
use super::estate::Run;
use super::event::{Entry, Event};
use super::experts::delivery::Channel;
use super::ids::ImportId;
use super::imports::ImportSummary;
use super::phase::PhaseChange;
use super::playbook_versions::Kept;
use super::proposal::Proposal;
use super::readiness::ActionRecord;
use super::settings::Settings;
use super::state::State;
use super::time::Timestamp;
use super::undo::{Notes, WorkChange, turns_back};
use super::work::Work;
use std::collections::BTreeMap;
pub(super) use work::{Stamp, apply_work};

mod relations;
mod response;
mod work;

/// Applies an entry of the journal. An event about something that is not there changes nothing.
pub fn apply(state: &mut State, entry: &Entry) {
    state.seq = entry.seq;
    state.commands.insert(entry.command.clone());
    let import = entry.events.iter().find_map(|event| match event {
        Event::ImportTaken { import } => Some(import.id.clone()),
        _ => None,
    });
    let before = import.as_ref().map(|_| touched(state, entry)).unwrap_or_default();
    let mut notes = is_own(entry).then(Notes::default);
    for event in &entry.events {
        if let Some(notes) = &mut notes {
            notes.see(state, event);
        }
        apply_event(state, entry, event);
    }
    if state.regroups(entry) {
        state.gather();
    }
    if let Some(notes) = notes {
        let mut undoable = notes.undoable(entry.command.clone(), entry.at, entry.seq, entry.by.clone());
        for event in &entry.events {
            match event {
                Event::Incidents { groups, undoes, reason } => {
                    undoable.groups.extend(groups.iter().cloned());
                    undoable.undoes.clone_from(undoes);
                    undoable.reason.clone_from(reason);
                }
                Event::TakenBack { command } => undoable.undoes = Some(command.clone()),
                _ => {}
            }
        }
        state.undo.note(undoable);
    }
    if let Some(import) = import.filter(|_| !before.is_empty()) {
        let changes = before.into_iter().map(|(incident, before)| {
            let after = state.work.get(&incident).cloned().unwrap_or_default();
            WorkChange { incident, before, after }
        });
        let changes = changes.collect();
        state.import_changes.insert(import, changes);
    }
}

/// Whether an entry is a person's own doing that may be taken back as one: no import, and nothing done to an incident
/// that stays, so that no half of a command is taken back.
fn is_own(entry: &Entry) -> bool {
    let mut happened = entry.events.iter().filter_map(|event| match event {
        Event::Incident { what, .. } => Some(what),
        _ => None,
    });
    let stays = |event: &Event| {
        matches!(
            event,
            Event::ImportTaken { .. }
                | Event::ImportUndone { .. }
                | Event::ProposalClosed { .. }
                | Event::Experts { .. }
        )
    };
    let has_single = happened.clone().next().is_some();
    !entry.events.iter().any(stays) && (!has_single || turns_back(&mut happened))
}

/// The work on the incidents that an import changes, as it is before.
fn touched(state: &State, entry: &Entry) -> BTreeMap<Box<str>, Option<Work>> {
    let incidents = entry.events.iter().filter_map(|event| match event {
        Event::Incident { incident, .. } => Some(incident.as_str()),
        _ => None,
    });
    incidents.map(|id| (id.into(), state.work.get(id).cloned())).collect()
}

/// What an event needs more than a few lines for is a function that stays one when it is compiled: a first visit applies
/// one kind of event, and need not load the code of the others.
fn apply_event(state: &mut State, entry: &Entry, event: &Event) {
    match event {
        Event::WorkspaceCreated { id, name } => state.workspace = Some((id.clone(), name.clone())),
        Event::WorkspaceRenamed { name } => {
            if let Some((_, known)) = &mut state.workspace {
                known.clone_from(name);
            }
        }
        Event::OnboardingDraftSaved { draft } => {
            state.onboarding.draft = Some((**draft).clone());
            state.onboarding.draft_saved = Some(entry.at);
        }
        Event::OnboardingSubmitted { settings } => {
            state.onboarding.submitted = Some((entry.at, entry.by.person.clone()));
            set(state, entry, settings);
        }
        Event::SettingsChanged { settings } => set(state, entry, settings),
        Event::SettingsProposed { settings } => {
            let (settings, by) = ((**settings).clone(), entry.by.person.clone());
            state.proposal = Some(Proposal { settings, by, at: entry.at });
        }
        Event::ProposalClosed { .. } => state.proposal = None,
        Event::ContactNoted { contact, email, note } => {
            let notes = state.contact_notes.entry(contact.clone()).or_default();
            notes.take(note, email, entry.at, &entry.by);
        }
        Event::ReadinessParametersSet { parameters } => state.settings.readiness = *parameters,
        Event::ReadinessActionSet { .. } => set_action(state, entry, event),
        Event::Steered { what } => {
            state.steering.apply(entry, what);
            if what.weighs() {
                state.catalogue.weigh(&state.steering.critical);
            }
        }
        Event::Experts { what } => state.experts.apply(entry, what),
        Event::PhaseStarted { phase, note } => state.phases.push(PhaseChange {
            phase: *phase,
            at: entry.at,
            by: entry.by.person.clone(),
            note: note.clone(),
        }),
        Event::ImportTaken { import } => take_import(state, entry, import),
        Event::ReviewSaved { review } => save_review(state, entry, review),
        Event::ReviewSigned { review, figures } => {
            let known = state.reviews.iter_mut().find(|known| known.review.id == *review);
            if let Some(known) = known {
                let by = entry.by.person.clone();
                known.signed = Some(SignOff { by, at: entry.at, figures: (**figures).clone() });
            }
        }
        Event::ReviewRemoved { review } => {
            state.reviews.retain(|known| known.review.id != *review || known.signed.is_some());
        }
        Event::ImportUndone { import } => undo(state, import),
        Event::Incident { incident, what } => {
            let work = state.work.entry(incident.as_str().into()).or_default();
            apply_work(work, &Stamp::of(entry), what);
        }
        Event::Incidents { .. } => apply_many(state, entry, event),
        Event::ViewSaved { .. } | Event::ViewRemoved { .. } | Event::DefaultViewSet { .. } => {
            apply_view(state, event);
        }
        Event::PlaybookSaved { playbook } => {
            let versions = state.playbooks.entry(playbook.id.clone()).or_default();
            let (playbook, by) = ((**playbook).clone(), entry.by.person.clone());
            versions.push(Kept { playbook, by, at: entry.at });
        }
        Event::AutomationAllowed { allowed } => state.automation = *allowed,
        // What the events after it say.
        Event::TakenBack { .. } => {}
    }
}

#[inline(never)]
/// New settings; who is a contact and that Teams is told from now on is known with the moment.
fn set(state: &mut State, entry: &Entry, settings: &Settings) {
    state.settings = settings.clone();
    state.experts.note_channel(Channel::Teams, settings.teams.enabled, entry.at);
    for contact in &settings.contacts {
        let notes = state.contact_notes.entry(contact.id.clone()).or_default();
        notes.name(&contact.email, entry.at, &entry.by);
    }
}

fn set_action(state: &mut State, entry: &Entry, event: &Event) {
    if let (Event::ReadinessActionSet { key, .. }, Some(said)) = (event, ActionRecord::said(event)) {
        let record = ActionRecord { at: entry.at, by: entry.by.person.clone(), ..said };
        state.actions.insert(key.clone(), record);
    }
}

#[inline(never)]
fn apply_many(state: &mut State, entry: &Entry, event: &Event) {
    if let Event::Incidents { groups, undoes, .. } = event {
        let stamp = Stamp { undoes: undoes.is_some(), ..Stamp::of(entry) };
        for group in groups {
            for incident in &group.incidents {
                let work = state.work.entry(incident.as_str().into()).or_default();
                group.what.iter().for_each(|what| apply_work(work, &stamp, what));
            }
        }
    }
}

#[inline(never)]
fn apply_view(state: &mut State, event: &Event) {
    match event {
        Event::ViewSaved { view } => match state.views.iter_mut().find(|known| known.id == view.id) {
            Some(known) => known.clone_from(view),
            None => state.views.push(view.clone()),
        },
        Event::ViewRemoved { id } => {
            state.views.retain(|known| known.id != *id);
            state.default_views.retain(|_, known| known != id);
        }
        Event::DefaultViewSet { party, id } => {
            match id {
                Some(id) => state.default_views.insert(*party, id.clone()),
                None => state.default_views.remove(party),
            };
        }
        _ => {}
    }
}

#[inline(never)]
fn take_import(state: &mut State, entry: &Entry, import: &ImportSummary) {
    for _ in &import.batches {
        state.catalogue.note_batch(entry.at, entry.seq);
    }
    take_facts(state, import, entry.at);
    state.runs.push(Run { seq: entry.seq, at: entry.at });
    state.imports.push((import.clone(), entry.at, entry.by.person.clone()));
}

#[inline(never)]
fn save_review(state: &mut State, entry: &Entry, review: &Review) {
    let saved =
        KnownReview { review: review.clone(), saved: entry.at, by: entry.by.person.clone(), signed: None };
    match state.reviews.iter_mut().find(|known| known.review.id == review.id) {
        Some(known) if known.signed.is_none() => *known = saved,
        Some(_) => {}
        None => state.reviews.push(saved),
    }
}

/// Takes in what an import says beside its incidents; the import taken last holds.
fn take_facts(state: &mut State, import: &ImportSummary, at: Timestamp) {
    let assets = &mut state.assets;
    if let Some(devices) = import.devices {
        let known = import.devices_seen.map_or(at, |seen| seen.min(at));
        assets.devices = Some((devices, known));
    }
    if let Some(identities) = import.identities {
        assets.identities = Some((identities, at));
    }
    if let Some(seats) = import.seats {
        assets.seats = Some((seats, at));
    }
    // An older day than the one that is known is history.
    if let Some(score) = import.score.filter(|new| assets.score.is_none_or(|(known, _)| new.at >= known.at)) {
        assets.score = Some((score, at));
    }
    for action in &import.machine_actions {
        state.machine_actions.take(action);
    }
    for task in &import.tasks {
        state.task_times.insert(task.id.as_str().to_owned(), task.modified);
    }
    for recommendation in &import.recommendations {
        state.posture.recommendations.insert(recommendation.id.clone(), (recommendation.clone(), at));
    }
    for layer in &import.layers {
        state.posture.layers.insert(layer.name.clone(), layer.clone());
    }
}

/// Takes an import back. What it said beside incidents is added up anew from the others; incidents and the estate come
/// back batch by batch. What it did to incidents is taken back where nobody did anything since.
#[inline(never)]
fn undo(state: &mut State, import: &ImportId) {
    state.undone.insert(import.clone());
    for WorkChange { incident, before, after } in state.import_changes.remove(import).unwrap_or_default() {
        if state.work.get(&incident) != Some(&after) {
            continue;
        }
        match before {
            Some(before) => state.work.insert(incident, before),
            None => state.work.remove(&incident),
        };
    }
    state.catalogue.empty();
    state.catalogue.weigh(&state.steering.critical);
    (state.estate, state.directory) = Default::default();
    (state.assets, state.machine_actions, state.posture) = Default::default();
    state.task_times.clear();
    let left: Vec<_> =
        state.imports.iter().filter(|(known, ..)| !state.undone.contains(&known.id)).cloned().collect();
    for (known, at, _) in &left {
        take_facts(state, known, *at);
    }
}
