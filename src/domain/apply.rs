//! What an event does to the state. Total: an event that was once accepted can always be read again.

use super::estate::Run;
use super::event::{Entry, Event, IncidentEvent};
use super::imports::ImportSummary;
use super::people::Party;
use super::phase::PhaseChange;
use super::proposal::Proposal;
use super::readiness::ActionRecord;
use super::response::{ActionState, Publication};
use super::state::State;
use super::vocabulary::Status;
use super::work::{Resolution, Since, Work};

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
            apply_work(work, entry, what);
        }
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

fn apply_work(work: &mut Work, entry: &Entry, what: &IncidentEvent) {
    let (at, seq) = (entry.at, entry.seq);
    match what {
        IncidentEvent::StatusChanged { to, .. } => {
            if *to == Status::InProgress && entry.by.party() == Party::Experts {
                work.investigated.get_or_insert(at);
            }
            work.status = Some(Since { value: to.clone(), at, seq });
        }
        IncidentEvent::Assigned { to, .. } => {
            if to.party == Some(Party::Experts) {
                work.taken.get_or_insert(at);
            }
            work.assignment = Some(Since { value: to.clone(), at, seq });
        }
        IncidentEvent::Classified { classification, determination } => {
            let value = (classification.clone(), determination.clone());
            work.verdict = Some(Since { value, at, seq });
        }
        IncidentEvent::TagAdded { tag } => {
            work.tags_removed.retain(|gone| gone != tag);
            if !work.tags_added.contains(tag) {
                work.tags_added.push(tag.clone());
            }
        }
        IncidentEvent::TagRemoved { tag } => {
            work.tags_added.retain(|known| known != tag);
            if !work.tags_removed.contains(tag) {
                work.tags_removed.push(tag.clone());
            }
        }
        IncidentEvent::Commented { comment } => work.comments.push(comment.clone()),
        IncidentEvent::Resolved { note, forced } => {
            let by = entry.by.person.clone();
            work.resolution = Some(Resolution { at, by, note: note.clone(), forced: *forced });
        }
        IncidentEvent::Reopened { .. } => work.resolution = None,
        _ => apply_response(work, entry, what),
    }
}

fn apply_response(work: &mut Work, entry: &Entry, what: &IncidentEvent) {
    let response = &mut work.response;
    let by = entry.by.person.clone();
    let at = entry.at;
    let (id, state) = match what {
        IncidentEvent::SummarySaved { summary } => {
            response.summary = (**summary).clone();
            return;
        }
        IncidentEvent::ActionPlanned { action } => {
            response.actions.push((**action).clone());
            return;
        }
        IncidentEvent::ActionWithdrawn { action } => {
            response.actions.retain(|known| known.plan.id != *action);
            return;
        }
        IncidentEvent::ResponsePublished { classification, determination, actions } => {
            response.actions.clone_from(actions);
            let (classification, determination) = (classification.clone(), determination.clone());
            response.published = Some(Publication { at, by, classification, determination });
            return;
        }
        IncidentEvent::ActionStarted { action } => (action, ActionState::InProgress { by, at }),
        IncidentEvent::ActionCompleted { action, note } => {
            (action, ActionState::Completed { by, at, note: note.clone() })
        }
        IncidentEvent::ActionFailed { action, reason } => {
            (action, ActionState::Failed { by, at, reason: reason.clone() })
        }
        IncidentEvent::ActionSkipped { action, reason } => {
            (action, ActionState::Skipped { by, at, reason: reason.clone() })
        }
        IncidentEvent::ActionReopened { action } => (action, ActionState::NotStarted),
        _ => return,
    };
    if let Some(known) = response.actions.iter_mut().find(|known| known.plan.id == *id) {
        known.state = state;
    }
}
