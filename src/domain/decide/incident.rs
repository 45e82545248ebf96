//! Rules of the incident life cycle (the service's documentation, incident life cycle).

use super::super::command::IncidentCommand as Act;
use super::super::event::IncidentEvent as Happened;
use super::super::people::{Actor, Party, Role};
use super::super::phase::Phase;
use super::super::refusal::{Permission, Refusal};
use super::super::response::Response;
use super::super::state::{Incident, State};
use super::super::time::Timestamp;
use super::super::vocabulary::{Classification, Determination, Status};
use super::super::who_acts::{Rule, may_investigate};
use super::super::work::{Assignment, Comment, Stage, is_experts_tag};
use super::checks::text_fits;
use super::{needs, reason, response};

/// Who of the customer works on incidents.
pub(super) const TEAM: [Role; 2] = [Role::Administrator, Role::Analyst];
/// Who works on incidents at all.
const WORKERS: [Role; 3] = [Role::Administrator, Role::Analyst, Role::Expert];
/// Longest tag, in characters; the service's own are far shorter.
const TAG_CHARS_MAX: usize = 100;

pub(super) type Decision = Result<Vec<Happened>, Refusal>;

/// A command on an incident with everything that its rules look at.
pub(super) struct Asked<'a> {
    pub(super) state: &'a State,
    pub(super) incident: Incident<'a>,
    pub(super) actor: &'a Actor,
    pub(super) now: Timestamp,
}

impl Asked<'_> {
    pub(super) fn stage(&self) -> Stage {
        self.incident.stage()
    }

    /// Refuses unless the incident is at one of these stages.
    pub(super) fn at(&self, stages: &[Stage]) -> Result<(), Refusal> {
        if stages.contains(&self.stage()) { Ok(()) } else { Err(Refusal::WrongStage(self.stage())) }
    }

    pub(super) fn response(&self) -> Response {
        self.incident.response().cloned().unwrap_or_default()
    }

    /// Refuses when the experts may not investigate this incident: phase, scope, permission, hidden device group.
    pub(super) fn experts_may_work(&self) -> Result<(), Refusal> {
        if self.state.phase() < Phase::Monitoring {
            return Err(Refusal::WrongPhase(self.state.phase()));
        }
        let (may, trace) = may_investigate(&self.state.settings, &self.incident.brief());
        match trace.into_iter().last() {
            Some(step) if !may => Err(match step.rule {
                Rule::IncidentInScope => Refusal::OutOfScope,
                Rule::DeviceAccess => Refusal::DeviceGroupHidden(step.subject.unwrap_or_default()),
                _ => Refusal::NeedsPermission(Permission::Investigate),
            }),
            _ => Ok(()),
        }
    }

    /// The event that changes the status, unless it is so already.
    pub(super) fn to_status(&self, to: Status) -> Option<Happened> {
        let from = self.incident.status();
        (from != to).then_some(Happened::StatusChanged { from, to })
    }

    /// The event that changes the assignment, unless it is so already.
    pub(super) fn to_assignment(&self, to: Assignment) -> Option<Happened> {
        let from = self.incident.assignment();
        (from != to).then_some(Happened::Assigned { from, to })
    }
}

pub(super) fn decide(asked: &Asked<'_>, act: &Act) -> Decision {
    match act {
        Act::TakeByExperts => take(asked),
        Act::StartInvestigation => start(asked),
        Act::AssignToTeam { person, party } => assign(asked, person.as_deref(), *party),
        Act::SaveSummary { summary } => response::save_summary(asked, summary),
        Act::PlanAction { plan } => response::plan(asked, plan),
        Act::WithdrawAction { action } => response::withdraw(asked, action),
        Act::Publish { classification, determination } => {
            response::publish(asked, classification, determination)
        }
        Act::StartAction { action } => response::start_action(asked, action),
        Act::CompleteAction { action, note } => response::complete_action(asked, action, note),
        Act::FailAction { action, reason } => response::fail_action(asked, action, reason),
        Act::SkipAction { action, reason } => response::skip_action(asked, action, reason),
        Act::ReopenAction { action } => response::reopen_action(asked, action),
        Act::Classify { classification, determination } => classify(asked, classification, determination),
        Act::AddTag { tag } => add_tag(asked, tag),
        Act::RemoveTag { tag } => remove_tag(asked, tag),
        Act::Comment { id, text, visibility } => comment(
            asked,
            Comment {
                id: id.clone(),
                text: text.clone(),
                visibility: *visibility,
                by: asked.actor.person.clone(),
                party: asked.actor.party(),
                at: asked.now,
            },
        ),
        Act::Resolve { note, force } => resolve(asked, note, *force),
        Act::Reopen { reason } => reopen(asked, reason),
    }
}

/// "Experts select it (source, severity, scope)": assigned to the experts and still Active.
fn take(asked: &Asked<'_>) -> Decision {
    needs(asked.actor, &[Role::Expert])?;
    asked.at(&[Stage::New])?;
    asked.experts_may_work()?;
    if !asked.state.settings.works(&asked.incident.severity()) {
        return Err(Refusal::SeverityNotWorked);
    }
    Ok(asked.to_assignment(Assignment::to(Party::Experts)).into_iter().collect())
}

/// "Investigation starts": In progress.
fn start(asked: &Asked<'_>) -> Decision {
    needs(asked.actor, &[Role::Expert])?;
    asked.at(&[Stage::WaitingForExperts])?;
    asked.experts_may_work()?;
    let person = Assignment { party: Some(Party::Experts), person: Some(asked.actor.person.clone()) };
    Ok(asked.to_assignment(person).into_iter().chain(asked.to_status(Status::InProgress)).collect())
}

/// The team takes what the experts do not have; the experts pass among themselves or give back what they have.
fn assign(asked: &Asked<'_>, person: Option<&str>, party: Option<Party>) -> Decision {
    if let Some(person) = person {
        text_fits(person)?;
    }
    let to = Assignment { party, person: person.map(str::to_owned).filter(|name| !name.trim().is_empty()) };
    match asked.stage() {
        Stage::WaitingForExperts | Stage::BeingWorked => {
            needs(asked.actor, &[Role::Expert])?;
            if party == Some(Party::Customer) {
                return Err(Refusal::WrongStage(asked.stage()));
            }
            // Given back, it waits as a new one does.
            let back = party.is_none().then(|| asked.to_status(Status::Active)).flatten();
            Ok(asked.to_assignment(to).into_iter().chain(back).collect())
        }
        Stage::New | Stage::OwnTeam | Stage::YourTurn => {
            needs(asked.actor, &TEAM)?;
            let leaves_team = party != Some(Party::Customer);
            if party == Some(Party::Experts) || (leaves_team && asked.stage() == Stage::YourTurn) {
                return Err(Refusal::WrongStage(asked.stage()));
            }
            Ok(asked.to_assignment(to).into_iter().collect())
        }
        stage => Err(Refusal::WrongStage(stage)),
    }
}

/// Refuses a pair that does not exist (the service's documentation, classification and determination).
pub(super) fn pair(classification: &Classification, determination: &Determination) -> Result<(), Refusal> {
    let fits =
        *determination == Determination::Unknown || classification.determinations().contains(determination);
    if fits { Ok(()) } else { Err(Refusal::NotAPair) }
}

fn classify(asked: &Asked<'_>, classification: &Classification, determination: &Determination) -> Decision {
    match asked.stage() {
        Stage::Redirected => return Err(Refusal::WrongStage(Stage::Redirected)),
        Stage::WaitingForExperts | Stage::BeingWorked | Stage::YourTurn => {
            needs(asked.actor, &[Role::Expert])?
        }
        _ => needs(asked.actor, &WORKERS)?,
    }
    pair(classification, determination)?;
    if asked.incident.verdict() == (classification.clone(), determination.clone()) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::Classified {
        classification: classification.clone(),
        determination: determination.clone(),
    }])
}

fn add_tag(asked: &Asked<'_>, tag: &str) -> Decision {
    let tag = own_tag(asked, tag)?;
    if asked.incident.tags().iter().any(|known| known.eq_ignore_ascii_case(tag)) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::TagAdded { tag: tag.to_owned() }])
}

fn remove_tag(asked: &Asked<'_>, tag: &str) -> Decision {
    let tag = own_tag(asked, tag)?;
    if !asked.incident.tags().contains(&tag) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::TagRemoved { tag: tag.to_owned() }])
}

/// A tag that people may give and take.
fn own_tag<'a>(asked: &Asked<'_>, tag: &'a str) -> Result<&'a str, Refusal> {
    needs(asked.actor, &WORKERS)?;
    if asked.stage() == Stage::Redirected {
        return Err(Refusal::WrongStage(Stage::Redirected));
    }
    let tag = tag.trim();
    if tag.is_empty() {
        return Err(Refusal::NeedsReason);
    }
    if tag.chars().count() > TAG_CHARS_MAX {
        return Err(Refusal::TextTooLong(TAG_CHARS_MAX));
    }
    if is_experts_tag(tag) { Err(Refusal::SystemTag) } else { Ok(tag) }
}

fn comment(asked: &Asked<'_>, comment: Comment) -> Decision {
    reason(&comment.text, Refusal::NeedsReason)?;
    let known =
        asked.incident.work.is_some_and(|work| work.comments.iter().any(|other| other.id == comment.id));
    if known { Err(Refusal::NothingToDo) } else { Ok(vec![Happened::Commented { comment }]) }
}

/// The team resolves what is its own. Open actions warn first; closing anyway is recorded as forced.
fn resolve(asked: &Asked<'_>, note: &str, force: bool) -> Decision {
    needs(asked.actor, &TEAM)?;
    asked.at(&[Stage::New, Stage::OwnTeam, Stage::YourTurn])?;
    reason(note, Refusal::NeedsNote)?;
    let open = asked
        .response()
        .actions
        .iter()
        .filter(|action| action.published && !action.state.is_settled())
        .count();
    if open > 0 && !force {
        return Err(Refusal::ActionsOpen(open));
    }
    let resolved = Happened::Resolved { note: note.trim().to_owned(), forced: open > 0 };
    Ok(asked.to_status(Status::Resolved).into_iter().chain([resolved]).collect())
}

/// Who reopens has it: the experts go on investigating, the team takes it as its own.
fn reopen(asked: &Asked<'_>, why: &str) -> Decision {
    needs(asked.actor, &WORKERS)?;
    asked.at(&[Stage::FinishedByExperts, Stage::Resolved])?;
    reason(why, Refusal::NeedsReason)?;
    let party = asked.actor.party();
    if party == Party::Experts {
        asked.experts_may_work()?;
    }
    let person = Assignment { party: Some(party), person: Some(asked.actor.person.clone()) };
    let mut happened = vec![Happened::Reopened { reason: why.trim().to_owned() }];
    happened.extend(asked.to_assignment(person));
    happened.extend(asked.to_status(Status::InProgress));
    Ok(happened)
}
