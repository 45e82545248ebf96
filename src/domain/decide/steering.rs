//! Rules of what is set aside, of the order, of reviews, of critical assets and of risks (service.md 1.5 and 1.6).

use super::super::brief::AssetKind;
use super::super::estate::same_host;
use super::super::event::Event;
use super::super::people::{Actor, Role};
use super::super::phase::Phase;
use super::super::readiness::{RESTORE, recommendation};
use super::super::refusal::{Problem, Refusal};
use super::super::settings::{LINE_CHARS_MAX, LIST_LEN_MAX};
use super::super::state::State;
use super::super::steering::{CriticalAsset, SteeringCommand, SteeringEvent};
use super::super::time::Timestamp;
use super::checks::{Problems, line, text_fits};
use super::readiness::known_key;
use super::service::{Decision, READINESS_ROLES};
use super::{needs, plan, reason};

/// A review further ahead than this is none.
const REVIEW_AHEAD_DAYS_MAX: i64 = 732;
/// No list of actions is longer.
const RANK_MAX: u32 = 10_000;

pub(super) fn decide(state: &State, act: &SteeringCommand, actor: &Actor, now: Timestamp) -> Decision {
    let what = match act {
        SteeringCommand::SetAside { key, reason } => set_aside(state, key, reason.as_deref(), actor),
        SteeringCommand::Place { key, rank, note } => place(state, key, *rank, note, actor),
        SteeringCommand::PlanReview { on, note } => plan_review(state, *on, note, actor, now),
        SteeringCommand::HoldReview { note } => hold_review(state, note, actor, now),
        SteeringCommand::NameCritical { kind, name, why } => name_critical(state, *kind, name, why, actor),
        SteeringCommand::AgreeCritical { kind, name } => agree_critical(state, *kind, name, actor),
        SteeringCommand::DropCritical { kind, name, why } => drop_critical(state, *kind, name, why, actor),
        SteeringCommand::RecordRisk { .. } => record_risk(state, act, actor),
        SteeringCommand::PlanWork { .. } | SteeringCommand::DropPlan { .. } => {
            plan::decide(state, act, actor, now)
        }
        SteeringCommand::SettleRisk { id, note } => {
            needs(actor, &[Role::Expert, Role::Advisor, Role::Administrator])?;
            reason(note, Refusal::NeedsReason)?;
            let open = state.steering.risks.iter().any(|risk| risk.id == *id && risk.settled.is_none());
            if !open {
                return Err(Refusal::NoSuchRisk);
            }
            Ok(SteeringEvent::RiskSettled { id: id.clone(), note: note.trim().to_owned() })
        }
    }?;
    Ok(vec![Event::Steered { what }])
}

pub(super) type Outcome = Result<SteeringEvent, Refusal>;

/// What the gate waits for is the advisor's to set aside, since the service opens the gate; the rest also the
/// customer's. What the settings answer applies to everybody.
fn set_aside(state: &State, key: &str, why: Option<&str>, actor: &Actor) -> Outcome {
    known_key(state, key)?;
    if key == RESTORE.key {
        return Err(Refusal::AnsweredByGate);
    }
    let own = recommendation(key);
    match own.is_some_and(|entry| entry.required) {
        true => needs(actor, &[Role::Advisor])?,
        false => needs(actor, &READINESS_ROLES)?,
    }
    if own.is_some_and(|entry| entry.derived) {
        return Err(Refusal::AnsweredBySettings);
    }
    let known = state.steering.aside.get(key);
    let why = match why {
        None if known.is_none() => return Err(Refusal::NothingToDo),
        None => None,
        Some(text) => {
            reason(text, Refusal::NeedsReason)?;
            Some(text.trim().to_owned())
        }
    };
    if known.is_some_and(|known| why.as_ref() == Some(&known.reason)) {
        return Err(Refusal::NothingToDo);
    }
    Ok(SteeringEvent::SetAside { key: key.to_owned(), reason: why })
}

/// Whoever guides readiness may change the order, and says why.
fn place(state: &State, key: &str, rank: Option<u32>, note: &str, actor: &Actor) -> Outcome {
    needs(actor, &READINESS_ROLES)?;
    known_key(state, key)?;
    let known = state.steering.order.get(key);
    if rank.is_none() {
        text_fits(note)?;
        known.ok_or(Refusal::NothingToDo)?;
    } else {
        reason(note, Refusal::NeedsReason)?;
    }
    let mut problems = Problems::default();
    if rank.is_some_and(|rank| !(1..=RANK_MAX).contains(&rank)) {
        problems.add("rank", Problem::OutOfRange);
    }
    problems.refuse()?;
    let note = note.trim().to_owned();
    if known.is_some_and(|known| Some(known.rank) == rank && known.note == note) {
        return Err(Refusal::NothingToDo);
    }
    Ok(SteeringEvent::Placed { key: key.to_owned(), rank, note })
}

fn plan_review(state: &State, on: Timestamp, note: &str, actor: &Actor, now: Timestamp) -> Outcome {
    needs(actor, &READINESS_ROLES)?;
    text_fits(note)?;
    after(state, Phase::Readiness)?;
    let mut problems = Problems::default();
    if on <= now {
        problems.add("on", Problem::InThePast);
    } else if on.millis_since(now) > REVIEW_AHEAD_DAYS_MAX * super::super::time::DAY_MS {
        problems.add("on", Problem::OutOfRange);
    }
    problems.refuse()?;
    let note = note.trim().to_owned();
    if state.steering.planned.as_ref() == Some(&(on, note.clone())) {
        return Err(Refusal::NothingToDo);
    }
    Ok(SteeringEvent::ReviewPlanned { on, note })
}

/// The advisor holds reviews (service.md 1.13).
fn hold_review(state: &State, note: &str, actor: &Actor, now: Timestamp) -> Outcome {
    needs(actor, &[Role::Advisor])?;
    after(state, Phase::Readiness)?;
    reason(note, Refusal::NeedsNote)?;
    Ok(SteeringEvent::ReviewHeld { note: note.trim().to_owned(), met: state.gate(now).met_count() })
}

/// An asset is critical by agreement: the administrator's word is the customer's, the provider's is a proposal.
fn name_critical(state: &State, kind: AssetKind, name: &str, why: &str, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Administrator, Role::Advisor, Role::Expert])?;
    let mut problems = Problems::default();
    problems.note("name", super::checks::line_problem(name, LINE_CHARS_MAX));
    problems.note("why", why.trim().is_empty().then_some(Problem::Missing));
    let name = name.trim();
    let is_same = |known: &CriticalAsset| {
        known.kind == kind
            && (known.name.eq_ignore_ascii_case(name)
                || (kind == AssetKind::Device && same_host(&known.name, name)))
    };
    if state.steering.critical.iter().any(is_same) {
        problems.add("name", Problem::Duplicate);
    }
    problems.refuse()?;
    text_fits(why)?;
    if state.steering.critical.len() >= LIST_LEN_MAX {
        return Err(Refusal::TooMany(LIST_LEN_MAX));
    }
    Ok(SteeringEvent::CriticalNamed {
        kind,
        name: name.to_owned(),
        why: why.trim().to_owned(),
        agreed: actor.role == Role::Administrator,
    })
}

fn agree_critical(state: &State, kind: AssetKind, name: &str, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Administrator])?;
    let known = state.steering.critical_asset(kind, name).ok_or(Refusal::NoSuchAsset)?;
    if known.agreed.is_some() {
        return Err(Refusal::NothingToDo);
    }
    Ok(SteeringEvent::CriticalAgreed { kind, name: known.name.clone() })
}

/// What was agreed is the customer's to take back; a proposal also whoever may make one.
fn drop_critical(state: &State, kind: AssetKind, name: &str, why: &str, actor: &Actor) -> Outcome {
    let known = state.steering.critical_asset(kind, name).ok_or(Refusal::NoSuchAsset)?;
    match known.agreed {
        Some(_) => needs(actor, &[Role::Administrator])?,
        None => needs(actor, &[Role::Administrator, Role::Advisor, Role::Expert])?,
    }
    text_fits(why)?;
    Ok(SteeringEvent::CriticalDropped { kind, name: known.name.clone(), why: why.trim().to_owned() })
}

fn record_risk(state: &State, act: &SteeringCommand, actor: &Actor) -> Outcome {
    let SteeringCommand::RecordRisk { id, kind, title, detail } = act else {
        return Err(Refusal::NothingToDo);
    };
    needs(actor, &[Role::Expert, Role::Advisor])?;
    after(state, Phase::Monitoring)?;
    line("title", title, LINE_CHARS_MAX)?;
    text_fits(detail)?;
    if state.steering.risks.len() >= LIST_LEN_MAX {
        return Err(Refusal::TooMany(LIST_LEN_MAX));
    }
    if state.steering.risks.iter().any(|risk| risk.id == *id) {
        return Err(Refusal::NothingToDo);
    }
    Ok(SteeringEvent::RiskRecorded {
        id: id.clone(),
        kind: *kind,
        title: title.trim().to_owned(),
        detail: detail.trim().to_owned(),
    })
}

/// Refuses what comes before a phase.
fn after(state: &State, phase: Phase) -> Result<(), Refusal> {
    if state.phase() >= phase { Ok(()) } else { Err(Refusal::WrongPhase(state.phase())) }
}
