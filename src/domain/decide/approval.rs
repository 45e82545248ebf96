//! Rules of asking the customer before the experts act: asked, given, refused, expired (the approval matrix).
//!
//! Source: service.md section 4, 1 (the approval matrix: "experts act, ask first, guide only, never") and section 6, clocks
//! ("the experts' clock pauses while an approval is open").

use super::super::event::IncidentEvent as Happened;
use super::super::ids::ActionId;
use super::super::people::{Party, Role};
use super::super::phase::Phase;
use super::super::refusal::Refusal;
use super::super::response::{Action, ApprovalState};
use super::super::time::{MINUTE_MS, Timestamp};
use super::super::who_acts::RuleStep;
use super::checks::text_fits;
use super::incident::{Asked, Decision, TEAM};
use super::response::{SHAPED, judge};
use super::{needs, reason, release};

/// Whether the customer's word stands against an action of the experts. What was asked binds, whoever asked.
pub(super) fn allows(asked: &Asked<'_>, action: &Action, must_ask: bool) -> Result<(), Refusal> {
    let Some(approval) = &action.approval else {
        return if must_ask { Err(Refusal::NeedsApproval) } else { Ok(()) };
    };
    match &approval.state {
        ApprovalState::Given { .. } => Ok(()),
        ApprovalState::Refused { by, .. } => Err(Refusal::ApprovalRefused(by.clone())),
        ApprovalState::Open if !approval.is_over(asked.now) => Err(Refusal::ApprovalOpen),
        // Only a cell of the matrix that says "after so many minutes the experts act" lets a question end.
        ApprovalState::Open | ApprovalState::Expired { .. } => Ok(()),
    }
}

/// Never silently: where the experts act since nobody answered in time, that is noted first.
pub(super) fn noting(asked: &Asked<'_>, id: &ActionId, decision: Decision) -> Decision {
    let happened = decision?;
    let response = asked.response();
    let approval = response.action(id).and_then(|action| action.approval.as_ref());
    let is_over = approval.is_some_and(|approval| approval.is_over(asked.now));
    let note = is_over.then(|| Happened::ApprovalExpired { action: id.clone() });
    Ok(note.into_iter().chain(happened).collect())
}

/// Until when an answer is awaited, by the cell of the matrix that decides; without one the question waits.
pub(super) fn expiry(asked: &Asked<'_>, why: &[RuleStep]) -> Option<Timestamp> {
    let minutes = why.last()?.ruling.as_ref()?.after_minutes?;
    Some(asked.now.plus_millis(i64::from(minutes) * MINUTE_MS))
}

/// The questions that a publication asks: of every action on which the matrix says to ask first and nobody did.
pub(super) fn asked_with<'a>(
    asked: &'a Asked<'_>,
    actions: &'a [Action],
) -> impl Iterator<Item = Happened> + 'a {
    actions.iter().filter(|action| action.is_to_be_asked()).map(|action| Happened::ApprovalAsked {
        action: action.plan.id.clone(),
        note: String::new(),
        expires: expiry(asked, &action.why),
    })
}

/// The experts ask. A question whose time is over, or that was refused, may be asked again.
pub(super) fn ask(asked: &Asked<'_>, id: &ActionId, note: &str) -> Decision {
    needs(asked.actor, &[Role::Expert])?;
    let response = asked.response();
    let known = response.action(id);
    known.map_or_else(|| asked.at(&SHAPED), |action| release::at(asked, &SHAPED, action))?;
    asked.experts_may_work()?;
    if asked.state.phase() < Phase::FullResponse {
        return Err(Refusal::WrongPhase(asked.state.phase()));
    }
    text_fits(note)?;
    let action = known.ok_or(Refusal::NoSuchAction)?;
    if action.party == Party::Customer {
        return Err(Refusal::OtherParty);
    }
    if action.state.is_settled() {
        return Err(Refusal::WrongActionState);
    }
    let mut happened = Vec::new();
    if let Some(approval) = &action.approval {
        match &approval.state {
            ApprovalState::Given { .. } => return Err(Refusal::NothingToDo),
            ApprovalState::Open if !approval.is_over(asked.now) => return Err(Refusal::ApprovalOpen),
            ApprovalState::Open => happened.push(Happened::ApprovalExpired { action: id.clone() }),
            ApprovalState::Refused { .. } | ApprovalState::Expired { .. } => {}
        }
    }
    let note = note.trim().to_owned();
    let (_, why) = judge(asked, &action.plan);
    happened.push(Happened::ApprovalAsked { action: id.clone(), note, expires: expiry(asked, &why) });
    Ok(happened)
}

/// The team answers while the question is open. A no needs its reason.
pub(super) fn answer(asked: &Asked<'_>, id: &ActionId, yes: bool, note: &str) -> Decision {
    needs(asked.actor, &TEAM)?;
    let response = asked.response();
    let action = response.action(id).ok_or(Refusal::NoSuchAction)?;
    let approval = action.approval.as_ref().ok_or(Refusal::NotAsked)?;
    release::at(asked, &SHAPED, action)?;
    if action.state.is_settled() || approval.state != ApprovalState::Open {
        return Err(Refusal::WrongActionState);
    }
    if yes {
        text_fits(note)?;
    } else {
        reason(note, Refusal::NeedsReason)?;
    }
    Ok(vec![Happened::ApprovalAnswered { action: id.clone(), yes, note: note.trim().to_owned() }])
}
