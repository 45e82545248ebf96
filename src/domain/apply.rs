//! What an event does to the state. Total: an event that was once accepted can always be read again.

use super::estate::Run;
use super::event::{Entry, Event};
use super::imports::ImportSummary;
use super::phase::PhaseChange;
use super::proposal::Proposal;
use super::readiness::ActionRecord;
use super::state::State;
use super::undo::Undoable;
pub(super) use work::{Stamp, apply_work};

mod relations;
mod response;
mod work;

/// Applies an entry of the journal. An event about something that is not there changes nothing.
pub fn apply(state: &mut State, entry: &Entry) {
    state.seq = entry.seq;
    state.commands.insert(entry.command.clone());
    for event in &entry.events {
        apply_event(state, entry, event);
    }
}

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
            state.settings = (**settings).clone();
        }
        Event::SettingsChanged { settings } => state.settings = (**settings).clone(),
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
        Event::ReadinessActionSet { key, status, reason, owner, due, evidence, expires } => {
            let record = ActionRecord {
                status: *status,
                reason: reason.clone(),
                owner: owner.clone(),
                due: *due,
                evidence: evidence.clone(),
                expires: *expires,
                at: entry.at,
                by: entry.by.person.clone(),
            };
            state.actions.insert(key.clone(), record);
        }
        Event::Steered { what } => {
            state.steering.apply(entry, what);
            if what.weighs() {
                state.catalogue.weigh(&state.steering.critical);
            }
        }
        Event::PhaseStarted { phase, note } => state.phases.push(PhaseChange {
            phase: *phase,
            at: entry.at,
            by: entry.by.person.clone(),
            note: note.clone(),
        }),
        Event::ImportTaken { import } => take_import(state, entry, import),
        Event::Incident { incident, what } => {
            let work = state.work.entry(incident.as_str().into()).or_default();
            apply_work(work, &Stamp::of(entry), what);
        }
        Event::Incidents { groups, undoes, reason } => {
            for group in groups {
                for incident in &group.incidents {
                    let work = state.work.entry(incident.as_str().into()).or_default();
                    group.what.iter().for_each(|what| apply_work(work, &Stamp::of(entry), what));
                }
            }
            state.undo.note(Undoable {
                command: entry.command.clone(),
                at: entry.at,
                seq: entry.seq,
                by: entry.by.clone(),
                groups: groups.clone(),
                undoes: undoes.clone(),
                reason: reason.clone(),
            });
        }
        Event::ViewSaved { .. } | Event::ViewRemoved { .. } | Event::DefaultViewSet { .. } => {
            apply_view(state, event);
        }
        Event::PlaybookSaved { playbook } => {
            let versions = state.playbooks.entry(playbook.id.clone()).or_default();
            versions.push((**playbook).clone());
        }
        Event::AutomationAllowed { allowed } => state.automation = *allowed,
    }
}

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

fn take_import(state: &mut State, entry: &Entry, import: &ImportSummary) {
    let assets = &mut state.assets;
    if let Some(devices) = import.devices {
        let known = import.devices_seen.map_or(entry.at, |seen| seen.min(entry.at));
        assets.devices = Some((devices, known));
    }
    if let Some(identities) = import.identities {
        assets.identities = Some((identities, entry.at));
    }
    if let Some(seats) = import.seats {
        assets.seats = Some((seats, entry.at));
    }
    // An older day than the one that is known is history.
    if let Some(score) = import.score.filter(|new| assets.score.is_none_or(|(known, _)| new.at >= known.at)) {
        assets.score = Some((score, entry.at));
    }
    for _ in &import.batches {
        state.catalogue.note_batch(entry.at, entry.seq);
    }
    state.runs.push(Run { seq: entry.seq, at: entry.at });
    state.imports.push((import.clone(), entry.at, entry.by.person.clone()));
}
