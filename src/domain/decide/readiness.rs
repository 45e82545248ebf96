//! Rules of the actions needed, of the formula of protected assets and of the gate (service.md 1.5 and 1.6).

use super::super::command::Command;
use super::super::event::Event;
use super::super::people::{Actor, Role};
use super::super::phase::Phase;
use super::super::readiness::{ActionRecord, ActionStatus, RESTORE, recommendation};
use super::super::refusal::{Problem, Refusal};
use super::super::settings::ReadinessParameters;
use super::super::state::State;
use super::super::time::Timestamp;
use super::checks::{Problems, short_line, text_fits};
use super::service::{Decision, READINESS_ROLES};
use super::settings::parameters_fit;
use super::{needs, reason};

/// Refuses a key that names neither a recommendation of the service nor a control of Secure Score.
pub(super) fn known_key(state: &State, key: &str) -> Result<(), Refusal> {
    let own = recommendation(key).is_some();
    let measured = state.estate.control(key).is_some() || state.estate.control_score(key).is_some();
    if own || measured { Ok(()) } else { Err(Refusal::NoSuchRecommendation) }
}

/// A state by hand. Accepting a risk is the customer's to do, never the provider's, and ends on a day; a risk and a
/// resolution by another way need a reason. What the settings answer is not set by hand.
pub(super) fn set_action(state: &State, command: &Command, actor: &Actor, now: Timestamp) -> Decision {
    let Command::SetReadinessAction { key, status, reason: why, owner, due, evidence, expires } = command
    else {
        return Err(Refusal::NothingToDo);
    };
    needs(actor, &READINESS_ROLES)?;
    known_key(state, key)?;
    if recommendation(key).is_some_and(|entry| entry.derived) {
        return Err(Refusal::AnsweredBySettings);
    }
    // A regression is over when the gate says so, and not when a person does.
    let may_be_said = matches!(status, ActionStatus::ToDo | ActionStatus::InProgress);
    if *key == RESTORE.key && !(may_be_said && state.has_regressed(now)) {
        return Err(Refusal::AnsweredByGate);
    }
    if *status == ActionStatus::RiskAccepted {
        needs(actor, &[Role::Administrator])?;
    }
    if status.needs_reason() {
        reason(why, Refusal::NeedsReason)?;
    }
    [why, evidence].into_iter().try_for_each(|text| text_fits(text))?;
    short_line("owner", owner)?;
    let known = state.actions.get(key).cloned().unwrap_or_default();
    let wanted = ActionRecord {
        status: *status,
        reason: why.trim().to_owned(),
        owner: owner.trim().to_owned(),
        due: *due,
        evidence: evidence.trim().to_owned(),
        // An end says nothing where there is no risk.
        expires: expires.filter(|_| *status == ActionStatus::RiskAccepted),
        at: known.at,
        by: known.by.clone(),
    };
    if wanted == known {
        return Err(Refusal::NothingToDo);
    }
    days_fit(&wanted, &known, now)?;
    let ActionRecord { status, reason, owner, due, evidence, expires, .. } = wanted;
    Ok(vec![Event::ReadinessActionSet { key: key.clone(), status, reason, owner, due, evidence, expires }])
}

/// A new day in the past is a slip of the pen; one that was given before stays as it is.
fn days_fit(wanted: &ActionRecord, known: &ActionRecord, now: Timestamp) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    if wanted.due != known.due && wanted.due.is_some_and(|due| due <= now) {
        problems.add("due", Problem::InThePast);
    }
    match wanted.expires {
        None if wanted.status == ActionStatus::RiskAccepted => problems.add("expires", Problem::Missing),
        Some(end) if end <= now => problems.add("expires", Problem::InThePast),
        _ => {}
    }
    problems.refuse()
}

pub(super) fn set_parameters(state: &State, parameters: &ReadinessParameters, actor: &Actor) -> Decision {
    needs(actor, &READINESS_ROLES)?;
    parameters_fit(parameters)?;
    if *parameters == state.settings.readiness {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Event::ReadinessParametersSet { parameters: *parameters }])
}

/// The advisor starts monitoring when all three conditions of the gate are met (service.md 1.5: all required tasks done
/// and both asset targets met).
pub(super) fn start_monitoring(state: &State, note: &str, actor: &Actor, now: Timestamp) -> Decision {
    needs(actor, &[Role::Advisor])?;
    text_fits(note)?;
    if state.phase() != Phase::Readiness {
        return Err(Refusal::WrongPhase(state.phase()));
    }
    let gate = state.gate(now);
    if !gate.is_open() {
        return Err(Refusal::GateClosed(gate));
    }
    Ok(vec![Event::PhaseStarted { phase: Phase::Monitoring, note: note.to_owned() }])
}
