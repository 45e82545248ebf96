//! Rules of the managed response until it is published (service.md 1.8, managed response).

use super::super::brief::{Asset, EXPERTS_TAG};
use super::super::event::IncidentEvent as Happened;
use super::super::ids::ActionId;
use super::super::people::{Party, Role};
use super::super::phase::Phase;
use super::super::refusal::{Problem, Refusal};
use super::super::response::{
    ACTIONS_MAX, Action, ActionPlan, ActionState, Extent, InvestigationSummary, Origin, Response, TARGETS_MAX,
};
use super::super::settings::LINE_CHARS_MAX;
use super::super::vocabulary::{Classification, Determination, Status};
use super::super::who_acts::{RuleStep, Verdict};
use super::super::work::{Assignment, Stage};
use super::checks::{Problems, line, short_line, text_fits};
use super::incident::{Asked, Decision};
use super::remarks::pair;
use super::{needs, release};
use std::collections::BTreeSet;

/// Stages at which the experts shape the response.
pub(super) const SHAPED: [Stage; 2] = Stage::SHAPED;

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
    // Only a playbook plans in the name of a playbook.
    let plan = &ActionPlan { origin: Origin::Person, ..plan.clone() };
    let response = asked.response();
    if release::is_one(asked, &response, plan) {
        return release::plan(asked, &response, plan);
    }
    needs(asked.actor, &[Role::Expert])?;
    asked.at(&SHAPED)?;
    asked.experts_may_work()?;
    if let Some(title) = planned_already(&response, plan) {
        return Err(Refusal::PlannedAlready(title));
    }
    Ok(vec![planned(asked, &response, plan)?])
}

/// The title of the open action that does the same: of the same kind and extent, on the same assets, about the same thing. A
/// step by hand is what its words say, what is done again after it was taken back is not the same, and what takes back has a
/// rule of its own.
pub(super) fn planned_already(response: &Response, plan: &ActionPlan) -> Option<String> {
    let is_same = |other: &Action| {
        other.plan.id != plan.id && !other.state.is_settled() && does_the_same(&other.plan, plan)
    };
    let is_taken_back = |undo| plan.targets().any(|asset| response.taking_back(undo, asset).is_some());
    let is_again = plan.kind.undone_by().is_some_and(is_taken_back);
    let same = response.actions.iter().rev().find(|other| is_same(other));
    let is_ruled_here = plan.kind.has_automation() && plan.kind.undoes().is_none();
    same.filter(|_| is_ruled_here && !is_again).map(|other| other.plan.title.clone())
}

/// Whether two plans come to the same, whatever they are called.
pub(super) fn does_the_same(one: &ActionPlan, other: &ActionPlan) -> bool {
    let ids = |plan: &ActionPlan| -> BTreeSet<_> {
        plan.targets().map(|asset| (asset.kind, asset.id.clone())).collect()
    };
    let object = |plan: &ActionPlan| plan.object.as_deref().unwrap_or_default().trim().to_lowercase();
    // Where nothing was chosen all of it is meant.
    let extent = |plan: &ActionPlan| plan.extent.unwrap_or(Extent::Full);
    one.kind == other.kind
        && extent(one) == extent(other)
        && object(one) == object(other)
        && ids(one) == ids(other)
}

/// The event of a plan that may stand in a response.
pub(super) fn planned(
    asked: &Asked<'_>,
    response: &Response,
    plan: &ActionPlan,
) -> Result<Happened, Refusal> {
    Ok(Happened::ActionPlanned { action: Box::new(fitting(asked, response, plan)?) })
}

/// The action of a plan that may stand in a response.
pub(super) fn fitting(asked: &Asked<'_>, response: &Response, plan: &ActionPlan) -> Result<Action, Refusal> {
    line("title", &plan.title, LINE_CHARS_MAX)?;
    text_fits(&plan.instructions)?;
    text_fits(&plan.impact)?;
    aimed(plan)?;
    if response.actions.len() >= ACTIONS_MAX {
        return Err(Refusal::TooMany(ACTIONS_MAX));
    }
    if response.action(&plan.id).is_some() {
        return Err(Refusal::NothingToDo);
    }
    if plan.firsts().any(|first| response.action(first).is_none()) {
        return Err(Refusal::NoSuchAction);
    }
    if let Some(title) = taken_back_already(response, plan) {
        return Err(Refusal::TakenBackAlready(title));
    }
    Ok(judged(asked, in_turn(response, plan)))
}

/// The title of the open action that takes back the same, where one does on each asset of a plan: a second would do nothing.
fn taken_back_already(response: &Response, plan: &ActionPlan) -> Option<String> {
    let already = |asset: &Asset| response.taking_back(plan.kind, asset);
    let first = already(plan.target.as_ref()?)?;
    plan.targets().all(|asset| already(asset).is_some()).then(|| first.plan.title.clone())
}

/// What takes an action back waits for it, while the response still has it open on the same asset.
fn in_turn(response: &Response, plan: &ActionPlan) -> ActionPlan {
    let undone = plan.kind.undoes();
    let is_left = |other: &Action, asset: &Asset| {
        other.left().any(|left| left.kind == asset.kind && left.id == asset.id)
            && other.done_on(asset).is_none()
    };
    let comes_first = |other: &&Action| {
        Some(other.plan.kind) == undone
            && other.is_open()
            && plan.targets().any(|asset| is_left(other, asset))
    };
    let first = || response.actions.iter().rev().find(comes_first).map(|other| other.plan.id.clone());
    ActionPlan { after: plan.after.clone().or_else(first), ..plan.clone() }
}

/// Refuses an action that does not name an asset of its kind: without one no exclusion could hold. What is planned by
/// hand also names the file, indicator or message that it is about; a playbook means all that the alerts call bad.
fn aimed(plan: &ActionPlan) -> Result<(), Refusal> {
    let kinds = plan.kind.target_kinds();
    let mut problems = Problems::default();
    let object = plan.object.as_deref().unwrap_or_default().trim();
    if plan.kind.has_object() && plan.origin.is_person() && object.is_empty() {
        problems.add("object", Problem::Missing);
    }
    if plan.target.is_none() && (!kinds.is_empty() || !plan.more_targets.is_empty()) {
        problems.add("target", Problem::Missing);
    }
    let mut seen = BTreeSet::new();
    for asset in plan.targets() {
        text_fits(&asset.id)?;
        text_fits(&asset.name)?;
        if !kinds.is_empty() && !kinds.contains(&asset.kind) {
            problems.add("target", Problem::WrongKind);
        }
        if !seen.insert(asset.id.as_str()) {
            problems.add("target", Problem::Duplicate);
        }
    }
    if plan.targets().count() > TARGETS_MAX {
        return Err(Refusal::TooMany(TARGETS_MAX));
    }
    short_line("object", plan.object.as_deref().unwrap_or_default())?;
    problems.refuse()
}

/// An action with who carries it out by the rules as they stand.
fn judged(asked: &Asked<'_>, plan: ActionPlan) -> Action {
    let known = |asset: &Asset| asked.state.known_asset(asset).clone();
    let target = plan.target.as_ref().map(known);
    let more_targets = plan.more_targets.iter().map(known).collect();
    let plan = ActionPlan { target, more_targets, ..plan };
    let (verdict, why) = judge(asked, &plan);
    Action::new(plan, verdict.party(), why)
}

/// Who carries a plan out.
pub(super) fn judge(asked: &Asked<'_>, plan: &ActionPlan) -> (Verdict, Vec<RuleStep>) {
    let (target, more) = (plan.target.as_ref(), plan.more_targets.as_slice());
    asked.state.who_acts_on_all(&asked.incident.brief(), plan.kind, target, more, asked.now)
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
    if let Some(later) = response.actions.iter().find(|other| other.plan.firsts().any(|it| it == id)) {
        return Err(Refusal::BeforeAction(later.plan.title.clone()));
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
    // The first notifications come with the last phase.
    if asked.state.phase() < Phase::FullResponse {
        return Err(Refusal::WrongPhase(asked.state.phase()));
    }
    let threat = concluded(classification, determination)?;
    let response = asked.response();
    if response.summary.what_happened.trim().is_empty() {
        return Err(Refusal::NeedsSummary);
    }
    let actions = as_published(asked, &response);
    let open = |party| actions.iter().filter(|action| action.party == party && action.is_open()).count();
    let (for_team, for_experts) = (open(Party::Customer), open(Party::Experts));
    if !threat && for_team + for_experts > 0 {
        return Err(Refusal::ActionsOpen(for_team + for_experts));
    }
    let is_same =
        response.published.is_some() && response.summary_published.is_none() && actions == response.actions;
    let conclusion = (classification.clone(), determination.clone());
    let mut happened = Vec::new();
    if asked.incident.verdict() != conclusion {
        let (classification, determination) = conclusion.clone();
        happened.push(Happened::Classified { classification, determination });
    }
    if !asked.incident.has_experts_tag() {
        happened.push(Happened::TagAdded { tag: EXPERTS_TAG.to_owned() });
    }
    let (classification, determination) = conclusion;
    let questions: Vec<Happened> = super::approval::asked_with(asked, &actions).collect();
    happened.push(Happened::ResponsePublished { classification, determination, actions });
    if !threat {
        happened.extend(asked.to_assignment(Assignment::default()));
        happened.extend(resolved(asked));
    } else if for_team > 0 {
        happened.extend(asked.hand_to(Party::Customer, Status::AwaitingAction));
    } else if for_experts > 0 {
        happened.extend(asked.hand_to(Party::Experts, Status::InProgress));
    } else {
        happened.extend(asked.to_assignment(Assignment::to(Party::Customer)));
        happened.extend(resolved(asked));
    }
    let nothing_new = is_same && happened.len() == 1;
    happened.extend(questions);
    if nothing_new { Err(Refusal::NothingToDo) } else { Ok(happened) }
}

/// Refuses what is no conclusion; answers whether it is a threat. Closing as no threat needs its reason.
pub(super) fn concluded(
    classification: &Classification,
    determination: &Determination,
) -> Result<bool, Refusal> {
    if matches!(classification, Classification::Unknown | Classification::Other(_)) {
        return Err(Refusal::NeedsClassification);
    }
    pair(classification, determination)?;
    let threat = *classification == Classification::TruePositive;
    if !threat && *determination == Determination::Unknown {
        return Err(Refusal::NeedsDetermination);
    }
    Ok(threat)
}

/// The actions as they will be published. What is open is judged anew, so that what the customer granted or took back
/// since holds; what the customer has begun stays the customer's.
fn as_published(asked: &Asked<'_>, response: &Response) -> Vec<Action> {
    let publish = |action: &Action| {
        let begun_by_team = action.party == Party::Customer && action.state != ActionState::NotStarted;
        if action.state.is_settled() || begun_by_team {
            return Action { published: true, ..action.clone() };
        }
        let mut again = judged(asked, action.plan.clone());
        if action.is_refused() && again.party == Party::Experts {
            // What the customer refused the experts and they still advise is the customer's to do, and stays so.
            again.party = Party::Customer;
            again.approval.clone_from(&action.approval);
            again.waited.clone_from(&action.waited);
        }
        if again.party == action.party {
            return Action { why: again.why, plan: again.plan, published: true, ..action.clone() };
        }
        // The other side begins anew.
        Action { published: true, ..again }
    };
    response.actions.iter().map(publish).collect()
}

/// The events that close the incident as done.
fn resolved(asked: &Asked<'_>) -> impl Iterator<Item = Happened> {
    let done = Happened::Resolved { note: String::new(), forced: false };
    asked.to_status(Status::Resolved).into_iter().chain([done])
}
