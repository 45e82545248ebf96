//! Rules of the managed response: planning, publishing and carrying out actions (the service's
//! documentation, managed response).

use super::super::event::IncidentEvent as Happened;
use super::super::ids::ActionId;
use super::super::people::{Party, Role};
use super::super::phase::Phase;
use super::super::refusal::{Permission, Refusal};
use super::super::response::{ACTIONS_MAX, Action, ActionPlan, ActionState, InvestigationSummary};
use super::super::vocabulary::{Classification, Determination, Status};
use super::super::who_acts::{Verdict, who_acts};
use super::super::work::{Assignment, Stage, is_experts_tag};
use super::checks::text_fits;
use super::incident::{Asked, Decision, TEAM, pair};
use super::{needs, reason};

/// Stages at which the experts shape the response.
const SHAPED: [Stage; 2] = [Stage::BeingWorked, Stage::YourTurn];

pub(super) fn save_summary(asked: &Asked<'_>, summary: &InvestigationSummary) -> Decision {
    needs(asked.actor, &[Role::Expert])?;
    asked.at(&SHAPED)?;
    asked.experts_may_work()?;
    let texts = [
        &summary.what_happened,
        &summary.device_timeline,
        &summary.indicators_of_attack,
        &summary.indicators_of_compromise,
        &summary.impact,
    ];
    texts.into_iter().try_for_each(|text| text_fits(text))?;
    if asked.response().summary == *summary {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::SummarySaved { summary: Box::new(summary.clone()) }])
}

pub(super) fn plan(asked: &Asked<'_>, plan: &ActionPlan) -> Decision {
    needs(asked.actor, &[Role::Expert])?;
    asked.at(&SHAPED)?;
    asked.experts_may_work()?;
    reason(&plan.title, Refusal::NeedsReason)?;
    text_fits(&plan.instructions)?;
    text_fits(&plan.impact)?;
    let response = asked.response();
    if response.actions.len() >= ACTIONS_MAX {
        return Err(Refusal::TooMany(ACTIONS_MAX));
    }
    if response.action(&plan.id).is_some() {
        return Err(Refusal::NothingToDo);
    }
    if plan.after.as_ref().is_some_and(|first| response.action(first).is_none()) {
        return Err(Refusal::NoSuchAction);
    }
    let planned = ActionState::NotStarted;
    let action = judged(asked, plan.clone(), planned, false);
    Ok(vec![Happened::ActionPlanned { action: Box::new(action) }])
}

/// An action with who carries it out by the rules as they stand.
fn judged(asked: &Asked<'_>, plan: ActionPlan, state: ActionState, published: bool) -> Action {
    let (verdict, why) =
        who_acts(&asked.state.settings, &asked.incident.brief(), plan.kind, plan.target.as_ref(), asked.now);
    Action { plan, party: verdict.party(), why, published, state }
}

pub(super) fn withdraw(asked: &Asked<'_>, id: &ActionId) -> Decision {
    needs(asked.actor, &[Role::Expert])?;
    asked.at(&SHAPED)?;
    let response = asked.response();
    let action = response.action(id).ok_or(Refusal::NoSuchAction)?;
    if action.published {
        return Err(Refusal::AlreadyPublished);
    }
    if action.state != ActionState::NotStarted {
        return Err(Refusal::WrongActionState);
    }
    if let Some(later) = response.actions.iter().find(|other| other.plan.after.as_ref() == Some(id)) {
        return Err(Refusal::AfterAction(later.plan.title.clone()));
    }
    Ok(vec![Happened::ActionWithdrawn { action: id.clone() }])
}

/// The rows "conclusion" of the table: a false positive or expected activity is resolved and assigned to nobody; a true
/// positive waits for the customer while one of its actions is the customer's, and is resolved when all are done.
pub(super) fn publish(
    asked: &Asked<'_>,
    classification: &Classification,
    determination: &Determination,
) -> Decision {
    needs(asked.actor, &[Role::Expert])?;
    asked.at(&SHAPED)?;
    asked.experts_may_work()?;
    if asked.state.phase() < Phase::FullResponse {
        return Err(Refusal::WrongPhase(asked.state.phase()));
    }
    if matches!(classification, Classification::Unknown | Classification::Other(_)) {
        return Err(Refusal::NeedsClassification);
    }
    pair(classification, determination)?;
    let response = asked.response();
    if response.summary.what_happened.trim().is_empty() {
        return Err(Refusal::NeedsSummary);
    }
    let actions: Vec<Action> = response
        .actions
        .into_iter()
        .map(|action| match action {
            settled if settled.state.is_settled() => Action { published: true, ..settled },
            shown if shown.published => shown,
            open => judged(asked, open.plan, open.state, true),
        })
        .collect();
    let open =
        |party| actions.iter().filter(|action| action.party == party && !action.state.is_settled()).count();
    let (for_team, for_experts) = (open(Party::Customer), open(Party::Experts));
    if *classification != Classification::TruePositive && for_team + for_experts > 0 {
        return Err(Refusal::ActionsOpen(for_team + for_experts));
    }
    let mut happened = Vec::new();
    if asked.incident.verdict() != (classification.clone(), determination.clone()) {
        happened.push(Happened::Classified {
            classification: classification.clone(),
            determination: determination.clone(),
        });
    }
    if !asked.incident.tags().into_iter().any(is_experts_tag) {
        happened.push(Happened::TagAdded { tag: super::super::brief::EXPERTS_TAG.to_owned() });
    }
    happened.push(Happened::ResponsePublished {
        classification: classification.clone(),
        determination: determination.clone(),
        actions,
    });
    if *classification != Classification::TruePositive {
        happened.extend(asked.to_assignment(Assignment::default()));
        happened.extend(resolved(asked));
    } else if for_team > 0 {
        happened.extend(hand_to_team(asked));
    } else if for_experts == 0 {
        happened.extend(asked.to_assignment(Assignment::to(Party::Customer)));
        happened.extend(resolved(asked));
    }
    Ok(happened)
}

/// The customer's turn. A person of the team who has it already keeps it.
fn hand_to_team(asked: &Asked<'_>) -> impl Iterator<Item = Happened> {
    let has_it = asked.incident.assignment().party == Some(Party::Customer);
    let assigned = (!has_it).then(|| asked.to_assignment(Assignment::to(Party::Customer))).flatten();
    assigned.into_iter().chain(asked.to_status(Status::AwaitingAction))
}

fn resolved(asked: &Asked<'_>) -> impl Iterator<Item = Happened> {
    let done = Happened::Resolved { note: String::new(), forced: false };
    asked.to_status(Status::Resolved).into_iter().chain([done])
}

/// An action that the actor may carry out now.
fn actionable(asked: &Asked<'_>, id: &ActionId) -> Result<Action, Refusal> {
    let response = asked.response();
    let action = response.action(id).ok_or(Refusal::NoSuchAction)?.clone();
    match action.party {
        Party::Customer => {
            if asked.actor.party() != Party::Customer {
                return Err(if asked.actor.role == Role::Expert {
                    Refusal::OtherParty
                } else {
                    Refusal::NeedsRole(TEAM.to_vec())
                });
            }
            if !action.published {
                return Err(Refusal::NoSuchAction);
            }
            asked.at(&[Stage::YourTurn])?;
        }
        Party::Experts => {
            if asked.actor.party() == Party::Customer {
                return Err(Refusal::OtherParty);
            }
            needs(asked.actor, &[Role::Expert])?;
            asked.at(&SHAPED)?;
            asked.experts_may_work()?;
            // What the customer took back since holds at once.
            let settings = &asked.state.settings;
            let (verdict, _) = who_acts(
                settings,
                &asked.incident.brief(),
                action.plan.kind,
                action.plan.target.as_ref(),
                asked.now,
            );
            if verdict != Verdict::ExpertsAct {
                return Err(Refusal::NeedsPermission(Permission::Respond));
            }
        }
    }
    Ok(action)
}

/// Refuses while the action that comes first is open.
fn in_order(asked: &Asked<'_>, action: &Action) -> Result<(), Refusal> {
    let response = asked.response();
    let first = action.plan.after.as_ref().and_then(|first| response.action(first));
    match first {
        Some(first) if !first.state.is_settled() => Err(Refusal::AfterAction(first.plan.title.clone())),
        _ => Ok(()),
    }
}

pub(super) fn start_action(asked: &Asked<'_>, id: &ActionId) -> Decision {
    let action = actionable(asked, id)?;
    in_order(asked, &action)?;
    match action.state {
        ActionState::NotStarted | ActionState::Failed { .. } => {
            Ok(vec![Happened::ActionStarted { action: id.clone() }])
        }
        _ => Err(Refusal::WrongActionState),
    }
}

pub(super) fn complete_action(asked: &Asked<'_>, id: &ActionId, note: &str) -> Decision {
    let action = actionable(asked, id)?;
    in_order(asked, &action)?;
    text_fits(note)?;
    if action.state.is_settled() {
        return Err(Refusal::WrongActionState);
    }
    let done = Happened::ActionCompleted { action: id.clone(), note: note.trim().to_owned() };
    Ok(settle(asked, id, done))
}

pub(super) fn fail_action(asked: &Asked<'_>, id: &ActionId, why: &str) -> Decision {
    let action = actionable(asked, id)?;
    in_order(asked, &action)?;
    reason(why, Refusal::NeedsReason)?;
    match action.state {
        ActionState::NotStarted | ActionState::InProgress { .. } => {
            Ok(vec![Happened::ActionFailed { action: id.clone(), reason: why.trim().to_owned() }])
        }
        _ => Err(Refusal::WrongActionState),
    }
}

pub(super) fn skip_action(asked: &Asked<'_>, id: &ActionId, why: &str) -> Decision {
    let action = actionable(asked, id)?;
    reason(why, Refusal::NeedsReason)?;
    if action.state.is_settled() {
        return Err(Refusal::WrongActionState);
    }
    let skipped = Happened::ActionSkipped { action: id.clone(), reason: why.trim().to_owned() };
    Ok(settle(asked, id, skipped))
}

pub(super) fn reopen_action(asked: &Asked<'_>, id: &ActionId) -> Decision {
    let action = actionable(asked, id)?;
    if action.state == ActionState::NotStarted {
        return Err(Refusal::WrongActionState);
    }
    Ok(vec![Happened::ActionReopened { action: id.clone() }])
}

/// What follows when an action is settled: the last one of the customer resolves the incident, or gives it back to the
/// experts while actions of theirs are open.
fn settle(asked: &Asked<'_>, id: &ActionId, happened: Happened) -> Vec<Happened> {
    let mut all = vec![happened];
    let response = asked.response();
    let published = response.published.is_some();
    let still_open = |party: Party| {
        response
            .open_for(party)
            .any(|action| action.plan.id != *id && (action.published || party == Party::Experts))
    };
    if !published || still_open(Party::Customer) {
        return all;
    }
    if still_open(Party::Experts) {
        all.extend(asked.to_assignment(Assignment::to(Party::Experts)));
        all.extend(asked.to_status(Status::InProgress));
    } else {
        all.extend(
            asked
                .to_assignment(Assignment::to(Party::Customer))
                .filter(|_| asked.stage() == Stage::BeingWorked),
        );
        all.extend(resolved(asked));
    }
    all
}
