//! Rules of carrying out the actions of a response, on both sides (service.md 1.8, managed response).

use super::super::event::IncidentEvent as Happened;
use super::super::ids::ActionId;
use super::super::people::{Party, Role};
use super::super::phase::Phase;
use super::super::refusal::{Permission, Refusal};
use super::super::response::{Action, ActionState, Response};
use super::super::vocabulary::Status;
use super::super::who_acts::{Rule, Verdict};
use super::super::work::Stage;
use super::checks::text_fits;
use super::incident::{Asked, Decision, TEAM};
use super::response::{SHAPED, judge};
use super::{needs, reason, release};

/// Stages at which the customer carries out its actions: its turn, or its team has the incident.
const TEAM_ACTS: [Stage; 2] = [Stage::YourTurn, Stage::OwnTeam];

/// So many assets are named on which it did not work; the others are counted.
const NAMED_MAX: usize = 5;

pub(super) fn start(asked: &Asked<'_>, id: &ActionId) -> Decision {
    let action = actionable(asked, id)?;
    in_order(asked, &action)?;
    match action.state {
        ActionState::NotStarted | ActionState::Failed { .. } => {
            Ok(vec![Happened::ActionStarted { action: id.clone() }])
        }
        _ => Err(Refusal::WrongActionState),
    }
}

pub(super) fn complete(asked: &Asked<'_>, id: &ActionId, note: &str) -> Decision {
    let action = actionable(asked, id)?;
    in_order(asked, &action)?;
    text_fits(note)?;
    if action.state.is_settled() {
        return Err(Refusal::WrongActionState);
    }
    let done = Happened::ActionCompleted { action: id.clone(), note: note.trim().to_owned() };
    settle(asked, id, done)
}

/// Done on some of its assets; on the last of them it is done.
pub(super) fn advance(asked: &Asked<'_>, id: &ActionId, assets: &[String], note: &str) -> Decision {
    let action = actionable(asked, id)?;
    in_order(asked, &action)?;
    text_fits(note)?;
    if action.state.is_settled() {
        return Err(Refusal::WrongActionState);
    }
    let new: Vec<String> =
        action.left().map(|asset| asset.id.clone()).filter(|id| assets.contains(id)).collect();
    if new.is_empty() {
        return Err(Refusal::NoSuchTarget);
    }
    let is_last = new.len() == action.left().count();
    let note = note.trim().to_owned();
    let advanced =
        Happened::ActionAdvanced { action: id.clone(), assets: new, note: note.clone(), told: None };
    if !is_last {
        return Ok(vec![advanced]);
    }
    let done = settle(asked, id, Happened::ActionCompleted { action: id.clone(), note })?;
    Ok([advanced].into_iter().chain(done).collect())
}

pub(super) fn fail(asked: &Asked<'_>, id: &ActionId, why: &str) -> Decision {
    failed(asked, id, why, Vec::new())
}

fn failed(asked: &Asked<'_>, id: &ActionId, why: &str, assets: Vec<String>) -> Decision {
    let action = actionable(asked, id)?;
    in_order(asked, &action)?;
    reason(why, Refusal::NeedsReason)?;
    match action.state {
        ActionState::NotStarted | ActionState::InProgress { .. } | ActionState::Partly { .. } => {
            Ok(vec![Happened::ActionFailed { action: id.clone(), reason: why.trim().to_owned(), assets }])
        }
        _ => Err(Refusal::WrongActionState),
    }
}

/// It did not work on some of its assets, which the reason names: on the others it may still be done.
pub(super) fn fail_on(asked: &Asked<'_>, id: &ActionId, assets: &[String], why: &str) -> Decision {
    reason(why, Refusal::NeedsReason)?;
    let action = actionable(asked, id)?;
    let (ids, names): (Vec<String>, Vec<&str>) = action
        .left()
        .filter(|it| assets.contains(&it.id))
        .map(|it| (it.id.clone(), it.name.as_str()))
        .unzip();
    let named = match names.len() {
        0 => return Err(Refusal::NoSuchTarget),
        count if count <= NAMED_MAX => names.join(", "),
        count => {
            let first: Vec<&str> = names.iter().take(NAMED_MAX).copied().collect();
            format!("{} (+{})", first.join(", "), count - NAMED_MAX)
        }
    };
    failed(asked, id, &format!("{named}: {}", why.trim()), ids)
}

/// Left out on some of its assets. On the last of them there is nothing left to do: then it is skipped as a whole, with
/// what was done on the others.
pub(super) fn skip_on(asked: &Asked<'_>, id: &ActionId, assets: &[String], why: &str) -> Decision {
    let action = skippable(asked, id)?;
    reason(why, Refusal::NeedsReason)?;
    if action.state.is_settled() {
        return Err(Refusal::WrongActionState);
    }
    let chosen: Vec<String> =
        action.left().map(|asset| asset.id.clone()).filter(|id| assets.contains(id)).collect();
    if chosen.is_empty() {
        return Err(Refusal::NoSuchTarget);
    }
    let reason = why.trim().to_owned();
    if chosen.len() == action.left().count() {
        return settle(asked, id, Happened::ActionSkipped { action: id.clone(), reason });
    }
    Ok(vec![Happened::ActionSkippedOn { action: id.clone(), assets: chosen, reason }])
}

/// Either side skips its own; the experts also what they asked of the customer and is needed no longer. Skipping needs
/// no order: what is not done cannot come too early.
pub(super) fn skip(asked: &Asked<'_>, id: &ActionId, why: &str) -> Decision {
    let action = skippable(asked, id)?;
    reason(why, Refusal::NeedsReason)?;
    if action.state.is_settled() {
        return Err(Refusal::WrongActionState);
    }
    let skipped = Happened::ActionSkipped { action: id.clone(), reason: why.trim().to_owned() };
    settle(asked, id, skipped)
}

/// An action that the actor may leave out.
fn skippable(asked: &Asked<'_>, id: &ActionId) -> Result<Action, Refusal> {
    let action = if asked.actor.role == Role::Expert { asked_of_team(asked, id)? } else { None };
    action.map_or_else(|| handled(asked, id), Ok)
}

/// Back to not started. What the team does again makes it the team's turn again.
pub(super) fn reopen(asked: &Asked<'_>, id: &ActionId) -> Decision {
    let action = actionable(asked, id)?;
    if action.state == ActionState::NotStarted {
        return Err(Refusal::WrongActionState);
    }
    let is_turn = action.party == Party::Customer && TEAM_ACTS.contains(&asked.stage());
    let turn = is_turn.then(|| asked.to_status(Status::AwaitingAction)).flatten();
    Ok([Happened::ActionReopened { action: id.clone() }].into_iter().chain(turn).collect())
}

/// An action that the actor may deal with otherwise than by carrying it out: what the customer refused is still the
/// experts' to leave out or to put off.
pub(super) fn handled(asked: &Asked<'_>, id: &ActionId) -> Result<Action, Refusal> {
    match actionable(asked, id) {
        Err(Refusal::ApprovalRefused(_)) => asked.response().action(id).cloned().ok_or(Refusal::NoSuchAction),
        found => found,
    }
}

/// An action that the actor may carry out now.
pub(super) fn actionable(asked: &Asked<'_>, id: &ActionId) -> Result<Action, Refusal> {
    let response = asked.response();
    let action = response.action(id).ok_or(Refusal::NoSuchAction)?;
    match action.party {
        Party::Customer => by_team(asked, action)?,
        Party::Experts => by_experts(asked, action)?,
    }
    Ok(action.clone())
}

fn by_team(asked: &Asked<'_>, action: &Action) -> Result<(), Refusal> {
    if asked.actor.role == Role::Expert {
        return Err(Refusal::OtherParty);
    }
    needs(asked.actor, &TEAM)?;
    if !action.published {
        return Err(Refusal::NoSuchAction);
    }
    // What was ruled out offers nothing.
    if !Verdict::of(&action.why).is_offered() {
        return Err(Refusal::RuledOut);
    }
    release::at(asked, &TEAM_ACTS, action)
}

/// The experts act on assets in full response only, and what the customer took back since holds at once.
fn by_experts(asked: &Asked<'_>, action: &Action) -> Result<(), Refusal> {
    if asked.actor.party() == Party::Customer {
        return Err(Refusal::OtherParty);
    }
    needs(asked.actor, &[Role::Expert])?;
    release::at(asked, &SHAPED, action)?;
    asked.experts_may_work()?;
    if asked.state.phase() < Phase::FullResponse {
        return Err(Refusal::WrongPhase(asked.state.phase()));
    }
    let (verdict, trace) = judge(asked, &action.plan);
    match trace.into_iter().last() {
        _ if matches!(verdict, Verdict::ExpertsAct | Verdict::AskFirst) => {
            super::approval::allows(asked, action, verdict == Verdict::AskFirst)
        }
        _ if !verdict.is_offered() => Err(Refusal::RuledOut),
        Some(step) if step.rule == Rule::AssetNotExcluded => {
            Err(Refusal::AssetExcluded(step.subject.unwrap_or_default()))
        }
        _ => Err(Refusal::NeedsPermission(Permission::Respond)),
    }
}

/// A published action of the customer, as the expert sees it who asked for it.
fn asked_of_team(asked: &Asked<'_>, id: &ActionId) -> Result<Option<Action>, Refusal> {
    let response = asked.response();
    let action = response.action(id).filter(|action| action.party == Party::Customer && action.published);
    if action.is_some() {
        asked.at(&SHAPED)?;
        asked.experts_may_work()?;
    }
    Ok(action.cloned())
}

/// Refuses while an action that comes first is open.
fn in_order(asked: &Asked<'_>, action: &Action) -> Result<(), Refusal> {
    let response = asked.response();
    match action.plan.firsts().filter_map(|first| response.action(first)).find(|first| first.is_open()) {
        Some(first) => Err(Refusal::AfterAction(first.plan.title.clone())),
        None => Ok(()),
    }
}

/// What follows when an action is settled: the last one resolves the incident; the last one of the customer gives it
/// back to the experts while they have something to do: an open action, or one that is not published yet.
fn settle(asked: &Asked<'_>, id: &ActionId, happened: Happened) -> Decision {
    let mut response = asked.response();
    response.actions.retain(|action| action.plan.id != *id);
    // What was said of the last action is the note of the resolution, which resolving asks for wherever it is done.
    let note = match &happened {
        Happened::ActionCompleted { note: said, .. } | Happened::ActionSkipped { reason: said, .. } => said,
        _ => "",
    };
    let with_experts = [Stage::WaitingForExperts, Stage::BeingWorked].contains(&asked.stage());
    // What the customer takes back while the experts investigate ends no work of theirs.
    let follows = match asked.actor.party() {
        Party::Customer if with_experts => Vec::new(),
        Party::Experts if is_of_another_round(asked, id) => Vec::new(),
        _ => follow_up(asked, &response, note.to_owned()),
    };
    if follows.iter().any(|what| matches!(what, Happened::Resolved { .. })) {
        reason(note, Refusal::NeedsNote)?;
    }
    Ok([happened].into_iter().chain(follows).collect())
}

/// Whether an action belongs to an investigation that began anew after the response was published: the incident was opened
/// again, and nothing of the new round was published yet. Its first action that is done does not end it.
fn is_of_another_round(asked: &Asked<'_>, id: &ActionId) -> bool {
    let response = asked.response();
    let reopened = asked.incident.work.and_then(|work| work.passed.reopened);
    let is_old = response.published.as_ref().zip(reopened).is_some_and(|(told, at)| told.at <= at);
    is_old && response.action(id).is_some_and(|action| !action.published)
}

/// What follows when actions were settled and the response is now like this. The note is that of a resolution.
pub(super) fn follow_up(asked: &Asked<'_>, response: &Response, note: String) -> Vec<Happened> {
    let mut open = response.actions.iter().filter(|action| action.is_open());
    let for_team = |action: &Action| action.party == Party::Customer && action.published;
    // What is taken back after the incident was resolved changes nothing of it.
    let is_over = response.published.is_none() || asked.stage().is_closed();
    if is_over || open.clone().any(for_team) {
        return Vec::new();
    }
    if open.next().is_some() {
        return asked.hand_to(Party::Experts, Status::InProgress).collect();
    }
    let mut all: Vec<Happened> = asked.hand_to(Party::Customer, Status::Resolved).collect();
    all.push(Happened::Resolved { note, forced: false });
    all
}
