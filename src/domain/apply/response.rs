//! What an event does to a managed response.

use super::work::Stamp;
use crate::domain::action::{
    Action, ActionState, ApprovalRequest, ApprovalState, Delegation, FailedOn, Snooze,
};
use crate::domain::event::IncidentEvent;
use crate::domain::playbook::Applied;
use crate::domain::response::{InvestigationSummary, Publication, Response};
use crate::domain::time::Timestamp;

pub(super) fn apply_response(response: &mut Response, stamp: &Stamp<'_>, what: &IncidentEvent) {
    let (by, at) = (stamp.by.person.clone(), stamp.at);
    match what {
        IncidentEvent::SummarySaved { summary } => response.save_summary((**summary).clone()),
        IncidentEvent::ActionPlanned { action } => {
            response.actions.push(Action { planned: Some(at), ..(**action).clone() });
        }
        IncidentEvent::ActionChanged { action, .. } => {
            if let Some(known) = response.actions.iter_mut().find(|known| known.plan.id == action.plan.id) {
                *known = Action { planned: known.planned, ..(**action).clone() };
            }
        }
        IncidentEvent::ActionWithdrawn { action } => {
            response.actions.retain(|known| known.plan.id != *action);
        }
        IncidentEvent::ResponsePublished { classification, determination, actions } => {
            let planned_when = |action: &Action| response.action(&action.plan.id).and_then(|it| it.planned);
            let keep =
                |it: &Action| Action { planned: it.planned.or_else(|| planned_when(it)), ..it.clone() };
            response.actions = actions.iter().map(keep).collect();
            let (classification, determination) = (classification.clone(), determination.clone());
            response.published = Some(Publication { at, by, classification, determination });
            response.summary_published = None;
        }
        IncidentEvent::PlaybookApplied { playbook, automatic } => {
            response.playbooks.push(Applied { playbook: playbook.clone(), by, at, automatic: *automatic });
        }
        IncidentEvent::TaskImported { action, publication, .. } => {
            // What the experts have drafted here goes with no publication of the source.
            if response.published.is_none() && response.summary != InvestigationSummary::default() {
                response.summary_published = Some(Box::default());
            }
            response.published.get_or_insert_with(|| (**publication).clone());
            match response.actions.iter_mut().find(|known| known.plan.id == action.plan.id) {
                Some(known) => known.clone_from(action),
                None => response.actions.push((**action).clone()),
            }
        }
        _ => apply_to_action(response, stamp, what),
    }
}

/// The action that an event is about.
fn subject(what: &IncidentEvent) -> Option<&crate::domain::ids::ActionId> {
    use IncidentEvent as E;
    match what {
        E::ActionStarted { action }
        | E::ActionCompleted { action, .. }
        | E::ActionFailed { action, .. }
        | E::ActionSkipped { action, .. }
        | E::ActionReopened { action }
        | E::ActionReconciled { action, .. }
        | E::ActionAdvanced { action, .. }
        | E::ActionSkippedOn { action, .. }
        | E::ActionSnoozed { action, .. }
        | E::ActionDelegated { action, .. }
        | E::ApprovalAsked { action, .. }
        | E::ApprovalAnswered { action, .. }
        | E::ApprovalExpired { action } => Some(action),
        _ => None,
    }
}

fn apply_to_action(response: &mut Response, stamp: &Stamp<'_>, what: &IncidentEvent) {
    let Some(id) = subject(what) else { return };
    let Some(action) = response.actions.iter_mut().find(|known| known.plan.id == *id) else { return };
    let (by, at) = (stamp.by.person.clone(), stamp.at);
    let state = match what {
        IncidentEvent::ActionStarted { .. } => {
            action.failed.clear();
            ActionState::InProgress { by, at }
        }
        IncidentEvent::ActionCompleted { note, .. } => ActionState::Completed { by, at, note: note.clone() },
        IncidentEvent::ActionFailed { reason, assets, .. } => {
            action.failed.retain(|known| !assets.contains(&known.asset));
            let failed = assets.iter().map(|asset| FailedOn { asset: asset.clone(), by: by.clone(), at });
            action.failed.extend(failed);
            ActionState::Failed { by, at, reason: reason.clone() }
        }
        IncidentEvent::ActionSkipped { reason, .. } => {
            ActionState::Skipped { by, at, reason: reason.clone() }
        }
        IncidentEvent::ActionReopened { .. } => {
            action.done.clear();
            action.left_out.clear();
            action.failed.clear();
            action.delegated = None;
            ActionState::NotStarted
        }
        IncidentEvent::ActionReconciled { state, .. } => state.clone(),
        IncidentEvent::ActionAdvanced { assets, told, .. } => {
            let (by, at) = told.as_ref().map_or((by, at), |told| (told.by.clone(), told.at));
            return action.advance(assets, by, at);
        }
        IncidentEvent::ActionSkippedOn { assets, reason, .. } => {
            return action.leave_out(assets, &by, at, reason);
        }
        _ => return agree(action, by, at, what),
    };
    action.state = state;
    // Whoever does something about it has taken it up again.
    action.snoozed = None;
}

/// What is agreed about an action leaves its state as it is.
fn agree(action: &mut Action, by: String, at: Timestamp, what: &IncidentEvent) {
    match what {
        IncidentEvent::ActionSnoozed { until, .. } => {
            action.snoozed = until.map(|until| Snooze { until, by });
        }
        IncidentEvent::ActionDelegated { to, note, .. } => {
            let to = to.trim();
            action.delegated =
                (!to.is_empty()).then(|| Delegation { to: to.to_owned(), by, at, note: note.clone() });
        }
        IncidentEvent::ApprovalAsked { note, expires, .. } => {
            action.remember_wait();
            action.approval = Some(ApprovalRequest {
                asked_by: by,
                asked: at,
                note: note.clone(),
                expires: *expires,
                state: ApprovalState::Open,
            });
        }
        IncidentEvent::ApprovalAnswered { yes, note, .. } => {
            let note = note.clone();
            if let Some(approval) = &mut action.approval {
                approval.state = match yes {
                    true => ApprovalState::Given { by, at, note },
                    false => ApprovalState::Refused { by, at, reason: note },
                };
            }
        }
        IncidentEvent::ApprovalExpired { .. } => {
            if let Some(approval) = &mut action.approval {
                approval.state = ApprovalState::Expired { at };
            }
        }
        _ => {}
    }
}
