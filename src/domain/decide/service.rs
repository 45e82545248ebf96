//! Rules of onboarding, settings, readiness, phases and imports (service.md 1.2 to 1.6, onboarding to phases).
//!
//! service.md 1.2 (only a Security Administrator can change), 1.6 (phases) and section 6.

use super::super::event::Event;
use super::super::onboarding::Draft;
use super::super::people::{Actor, Role};
use super::super::phase::Phase;
use super::super::refusal::{Problem, Refusal};
use super::super::settings::{LINE_CHARS_MAX, LIST_LEN_MAX, Settings};
use super::super::state::State;
use super::super::time::Timestamp;
use super::checks::{Problems, line, text_fits};
use super::needs;
use super::settings::settings_fit;

pub(super) type Decision = Result<Vec<Event>, Refusal>;

/// Who guides readiness: the customer's administrator and the advisor.
pub(super) const READINESS_ROLES: [Role; 2] = [Role::Administrator, Role::Advisor];

pub(super) fn rename(state: &State, name: &str, actor: &Actor) -> Decision {
    needs(actor, &READINESS_ROLES)?;
    line("name", name, LINE_CHARS_MAX)?;
    let name = name.trim().to_owned();
    if state.workspace.as_ref().is_some_and(|(_, known)| *known == name) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Event::WorkspaceRenamed { name }])
}

/// Unfinished input is kept as it is: only the size is checked, so that a draft cannot outgrow the journal.
pub(super) fn save_draft(state: &State, draft: &Draft, actor: &Actor) -> Decision {
    needs(actor, &[Role::Administrator])?;
    if draft.contacts.len() > LIST_LEN_MAX || draft.exclusions.len() > LIST_LEN_MAX {
        return Err(Refusal::TooMany(LIST_LEN_MAX));
    }
    draft.texts().try_for_each(text_fits)?;
    if state.onboarding.draft.as_ref() == Some(draft) {
        return Err(Refusal::NothingToDo);
    }
    let mut events = vec![Event::OnboardingDraftSaved { draft: Box::new(draft.clone()) }];
    if state.phase() == Phase::NotStarted {
        events.push(Event::PhaseStarted { phase: Phase::Onboarding, note: String::new() });
    }
    Ok(events)
}

/// Submits the wizard, once: later changes are made in the settings, which a draft must not overwrite. The draft is kept
/// as it was submitted, so that what was skipped can be restored.
pub(super) fn submit(state: &State, draft: &Draft, actor: &Actor, now: Timestamp) -> Decision {
    needs(actor, &[Role::Administrator])?;
    let typed = draft.applied_to(&state.settings);
    let fitting = settings_fit(&typed, state, now);
    if state.onboarding.submitted.is_some() {
        let same = fitting? == state.settings;
        return Err(if same { Refusal::NothingToDo } else { Refusal::WrongPhase(state.phase()) });
    }
    // What is missing is named with what does not fit, so that all of it can be mended at once.
    let settings = match (fitting, reachable(&typed)) {
        (Ok(settings), Ok(())) => settings,
        (Err(Refusal::Fields(mut fields)), Err(Refusal::Fields(missing))) => {
            fields.extend(missing);
            return Err(Refusal::Fields(fields));
        }
        (Err(refusal), _) | (_, Err(refusal)) => return Err(refusal),
    };
    let mut events = match save_draft(state, draft, actor) {
        Err(Refusal::NothingToDo) => Vec::new(),
        saved => saved?,
    };
    events.push(Event::OnboardingSubmitted { settings: Box::new(settings) });
    if state.phase() < Phase::Readiness {
        events.push(Event::PhaseStarted { phase: Phase::Readiness, note: String::new() });
    }
    Ok(events)
}

/// Refuses settings by which nobody is reachable for incidents or for reviews: the service has nobody to turn to.
fn reachable(settings: &Settings) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    if !settings.contacts.iter().any(|contact| contact.for_incidents) {
        problems.add("contacts.incident", Problem::Missing);
    }
    if !settings.contacts.iter().any(|contact| contact.for_reviews) {
        problems.add("contacts.review", Problem::Missing);
    }
    problems.refuse()
}

/// Full response follows monitoring; how long that takes ("a few days") is the advisor's judgement.
pub(super) fn start_full_response(state: &State, note: &str, actor: &Actor) -> Decision {
    needs(actor, &[Role::Advisor])?;
    text_fits(note)?;
    if state.phase() != Phase::Monitoring {
        return Err(Refusal::WrongPhase(state.phase()));
    }
    Ok(vec![Event::PhaseStarted { phase: Phase::FullResponse, note: note.to_owned() }])
}
