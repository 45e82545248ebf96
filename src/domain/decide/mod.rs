//! The rules: what a command leads to, or why not. Pure; the time is an argument.
//!
//! The only place where a rule of the service says yes or no. Views ask it too: a control whose command would be
//! refused is shown as not allowed, with the reason.

mod action;
mod advisor;
mod approval;
mod bounds;
mod bounds_fit;
mod bulk;
mod check_ins;
mod checks;
mod clock;
mod contacts;
mod experts;
mod hunts;
mod imports;
mod incident;
mod merge;
mod messages;
mod plan;
mod playbook;
mod progress;
mod readiness;
mod reconcile;
mod release;
mod remarks;
mod replan;
mod response;
mod review;
mod service;
mod settings;
mod steering;
mod undo;
mod views;

pub use bulk::{Outcome, Refused, outcome};
pub use checks::is_email;
pub use imports::{ImportEffect, import_effect};
pub use merge::merge_outcome;
pub use playbook::{playbook_by_itself, proposal};
pub use reconcile::told_on;
pub use undo::undo_outcome;

use super::command::Command;
use super::event::Event;
use super::people::{Actor, Role};
use super::refusal::Refusal;
use super::state::State;
use super::time::Timestamp;

/// Decides a command: the events that it leads to, in order and never none, or the reason against it.
///
/// # Errors
///
/// A [`Refusal`] when a rule says no; then nothing has changed.
pub fn decide(
    state: &State,
    command: &Command,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let events = match command {
        Command::RenameWorkspace { name } => service::rename(state, name, actor),
        Command::SaveOnboardingDraft { draft } => service::save_draft(state, draft, actor),
        Command::SubmitOnboarding { draft } => service::submit(state, draft, actor, now),
        Command::ChangeSettings { settings } => bounds::change_settings(state, settings, actor, now),
        Command::ApproveProposal => bounds::approve(state, actor, now),
        Command::DeclineProposal { reason } => bounds::decline(state, reason, actor),
        Command::NoteContact { contact, note } => contacts::note(state, contact, note, actor),
        Command::SetReadinessAction { .. } => readiness::set_action(state, command, actor, now),
        Command::SetReadinessParameters { parameters } => readiness::set_parameters(state, parameters, actor),
        Command::Steer { act } => steering::decide(state, act, actor, now),
        Command::Experts { act } => experts::decide(state, act, actor, now),
        Command::StartMonitoring { note } => readiness::start_monitoring(state, note, actor, now),
        Command::StartFullResponse { note } => service::start_full_response(state, note, actor),
        Command::TakeImport { import } => imports::take(state, import, actor, now),
        Command::UndoImport { import } => imports::undo(state, import),
        Command::SavePlaybook { playbook } => playbook::save(state, playbook, actor),
        Command::AllowAutomation { allowed } => playbook::allow(state, *allowed, actor),
        Command::SaveReview { review } => review::save(state, review, actor),
        Command::RemoveReview { review } => review::remove(state, review, actor),
        Command::SignReview { review, figures } => review::sign(state, review, figures, actor),
        Command::Incidents { incidents, acts, reason } => {
            bulk::many(state, incidents, acts, reason, actor, now)
        }
        Command::Undo { command } => undo::undo(state, command, actor, now),
        Command::Merge { into, incidents, reason } => {
            merge::merge(state, into, incidents, reason, actor, now)
        }
        Command::Link { incidents, reason } => merge::link(state, incidents, reason, actor),
        Command::SaveView { id, name, link } => views::save(state, id, name, link, actor),
        Command::RemoveView { id } => views::remove(state, id, actor),
        Command::SetDefaultView { id } => views::set_default(state, id.as_ref(), actor),
        Command::Incident { incident, act } => {
            let found = state.incident(incident.as_str()).ok_or(Refusal::NoSuchIncident)?;
            let asked = incident::Asked { state, incident: found, actor, now };
            let happened = incident::decide(&asked, act)?;
            Ok(happened
                .into_iter()
                .map(|what| Event::Incident { incident: incident.clone(), what })
                .collect())
        }
    }?;
    if events.is_empty() { Err(Refusal::NothingToDo) } else { Ok(events) }
}

/// Refuses an actor whose role is none of these.
fn needs(actor: &Actor, roles: &[Role]) -> Result<(), Refusal> {
    if roles.contains(&actor.role) { Ok(()) } else { Err(Refusal::NeedsRole(roles.to_vec())) }
}

/// Refuses a reason that says nothing or too much.
fn reason(text: &str, blank: Refusal) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(blank);
    }
    checks::text_fits(text)
}
