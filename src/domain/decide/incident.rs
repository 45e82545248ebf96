//! Rules of the incident life cycle (service.md 1.7, incident life cycle).

use super::super::apply::{Stamp, apply_work};
use super::super::command::IncidentCommand as Act;
use super::super::event::IncidentEvent as Happened;
use super::super::indicator::Found;
use super::super::people::{Actor, Party, Role};
use super::super::phase::Phase;
use super::super::refusal::{Permission, Refusal};
use super::super::response::Response;
use super::super::state::{Incident, State};
use super::super::time::Timestamp;
use super::super::vocabulary::Status;
use super::super::who_acts::{Rule, may_investigate};
use super::super::work::{Assignment, Stage, Work};
use super::checks::short_line;
use super::{action, approval, clock, needs, playbook, progress, reason, remarks, replan, response};

/// Who of the customer works on incidents.
pub(super) const TEAM: [Role; 2] = [Role::Administrator, Role::Analyst];
/// Who works on incidents at all.
pub(super) const WORKERS: [Role; 3] = [Role::Administrator, Role::Analyst, Role::Expert];

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

    /// The work as these events would leave it, to decide what follows from them.
    pub(super) fn work_after(&self, happened: &[Happened]) -> Work {
        let mut work = self.incident.work.cloned().unwrap_or_default();
        let stamp = Stamp { at: self.now, seq: self.state.seq + 1, by: self.actor, undoes: false };
        happened.iter().for_each(|what| apply_work(&mut work, &stamp, what));
        work
    }

    pub(super) fn response(&self) -> Response {
        self.incident.response().cloned().unwrap_or_default()
    }

    /// Refuses when the experts may not investigate this incident: phase, scope, permission, hidden device group.
    pub(super) fn experts_may_work(&self) -> Result<(), Refusal> {
        if self.state.phase() < Phase::Monitoring {
            return Err(Refusal::WrongPhase(self.state.phase()));
        }
        let (may, trace) = may_investigate(self.state.facts(&self.incident.brief(), self.now));
        match trace.into_iter().last() {
            Some(step) if !may => Err(match step.rule {
                Rule::IncidentInScope | Rule::CoverageGroups => Refusal::OutOfScope,
                Rule::DeviceAccess => Refusal::DeviceGroupHidden(step.subject.unwrap_or_default()),
                _ => Refusal::NeedsPermission(Permission::Investigate),
            }),
            _ => Ok(()),
        }
    }

    /// The events that give it to a side. A person of that side who has it already keeps it.
    pub(super) fn hand_to(&self, party: Party, status: Status) -> impl Iterator<Item = Happened> {
        let has_it = self.incident.assignment().party == Some(party);
        let assigned = (!has_it).then(|| self.to_assignment(Assignment::to(party))).flatten();
        assigned.into_iter().chain(self.to_status(status))
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
        Act::StartInvestigation { found } => start(asked, found),
        Act::AssignToTeam { person, party } => assign(asked, person.as_deref(), *party),
        Act::SaveSummary { summary } => response::save_summary(asked, summary),
        Act::PlanAction { plan } => response::plan(asked, plan),
        Act::ChangeAction { plan } => replan::change(asked, plan),
        Act::WithdrawAction { action } => response::withdraw(asked, action),
        Act::Publish { classification, determination } => {
            response::publish(asked, classification, determination)
        }
        Act::StartAction { action } => approval::noting(asked, action, action::start(asked, action)),
        Act::CompleteAction { action, note } => {
            approval::noting(asked, action, action::complete(asked, action, note))
        }
        Act::FailAction { action, reason } => {
            approval::noting(asked, action, action::fail(asked, action, reason))
        }
        Act::SkipAction { action, reason } => action::skip(asked, action, reason),
        Act::ReopenAction { action } => action::reopen(asked, action),
        Act::Classify { classification, determination } => {
            remarks::classify(asked, classification, determination)
        }
        Act::AddTag { tag } => remarks::add_tag(asked, tag),
        Act::RemoveTag { tag } => remarks::remove_tag(asked, tag),
        Act::Comment { id, text, visibility } => remarks::comment(asked, id, text, *visibility),
        Act::EditComment { id, text } => remarks::edit_comment(asked, id, text),
        Act::ManageAlert { alert, status, verdict } => {
            remarks::manage_alert(asked, alert, status.as_ref(), verdict.as_ref())
        }
        Act::AdvanceAction { action, assets, note } => {
            approval::noting(asked, action, action::advance(asked, action, assets, note))
        }
        Act::FailActionOn { action, assets, reason } => {
            approval::noting(asked, action, action::fail_on(asked, action, assets, reason))
        }
        Act::SkipActionOn { action, assets, reason } => action::skip_on(asked, action, assets, reason),
        Act::SnoozeAction { action, until } => progress::snooze(asked, action, *until),
        Act::DelegateAction { action, to, note } => progress::delegate(asked, action, to, note),
        Act::AskApproval { action, note } => approval::ask(asked, action, note),
        Act::AnswerApproval { action, yes, note } => approval::answer(asked, action, *yes, note),
        Act::ApplyPlaybook { playbook, seed, found } => playbook::apply_by_hand(asked, playbook, seed, found),
        Act::HandOver { to, reason } => remarks::hand_over(asked, to, reason),
        Act::Resolve { note, force } => resolve(asked, note, *force),
        Act::Reopen { reason } => reopen(asked, reason),
        Act::PauseClock { until, reason, note } => clock::pause(asked, *until, *reason, note),
        Act::ResumeClock => clock::resume(asked),
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

/// "Investigation starts": In progress. The team begins with what is its own or nobody's.
fn start(asked: &Asked<'_>, found: &Found) -> Decision {
    needs(asked.actor, &WORKERS)?;
    if asked.actor.party() == Party::Customer {
        asked.at(&[Stage::New, Stage::OwnTeam])?;
        let person = Assignment { party: Some(Party::Customer), person: Some(asked.actor.person.clone()) };
        // Who of the team has it already keeps it.
        let assigned =
            if asked.incident.assignment().person.is_some() { None } else { asked.to_assignment(person) };
        return Ok(assigned.into_iter().chain(asked.to_status(Status::InProgress)).collect());
    }
    asked.at(&[Stage::WaitingForExperts])?;
    asked.experts_may_work()?;
    let person = Assignment { party: Some(Party::Experts), person: Some(asked.actor.person.clone()) };
    let begun = asked.to_assignment(person).into_iter().chain(asked.to_status(Status::InProgress)).collect();
    let found = found.iter().find(|(incident, _)| incident.as_str() == asked.incident.id());
    playbook::run_by_itself(asked, begun, found.map_or(&[], |(_, found)| found))
}

/// The team takes what the experts do not have or may no longer work; the experts pass among themselves or give back
/// what they have.
fn assign(asked: &Asked<'_>, person: Option<&str>, party: Option<Party>) -> Decision {
    short_line("person", person.unwrap_or_default())?;
    let refused = Err(Refusal::WrongStage(asked.stage()));
    match asked.stage() {
        Stage::WaitingForExperts | Stage::BeingWorked => {
            // Else an incident would lie there that nobody may touch.
            let left_to_team = TEAM.contains(&asked.actor.role) && asked.experts_may_work().is_err();
            if left_to_team && party == Some(Party::Experts) {
                return refused;
            }
            if !left_to_team {
                needs(asked.actor, &[Role::Expert])?;
                if party == Some(Party::Customer) {
                    return refused;
                }
            }
        }
        // An expert who gives it to the experts takes it.
        Stage::New if asked.actor.role == Role::Expert && party == Some(Party::Experts) => {
            take(asked)?;
        }
        Stage::New | Stage::OwnTeam | Stage::YourTurn => {
            needs(asked.actor, &TEAM)?;
            let leaves_team = party != Some(Party::Customer);
            if party == Some(Party::Experts) || (leaves_team && asked.stage() == Stage::YourTurn) {
                return refused;
            }
        }
        Stage::FinishedByExperts | Stage::Resolved | Stage::Redirected => return refused,
    }
    // A person belongs to a side: nobody's person would be a contradiction.
    let named = person.map(str::trim).filter(|name| !name.is_empty() && party.is_some());
    let to = Assignment { party, person: named.map(str::to_owned) };
    // Given back, it waits as a new one does.
    let back = party.is_none().then(|| asked.to_status(Status::Active)).flatten();
    Ok(asked.to_assignment(to).into_iter().chain(back).collect())
}

/// The team resolves what is its own. Open actions warn first; closing anyway is recorded as forced.
fn resolve(asked: &Asked<'_>, note: &str, force: bool) -> Decision {
    needs(asked.actor, &TEAM)?;
    asked.at(&[Stage::New, Stage::OwnTeam, Stage::YourTurn])?;
    reason(note, Refusal::NeedsNote)?;
    let open = asked.response().actions.iter().filter(|action| action.published && action.is_open()).count();
    if open > 0 && !force {
        return Err(Refusal::ActionsOpen(open));
    }
    let resolved = Happened::Resolved { note: note.trim().to_owned(), forced: open > 0 };
    Ok(asked.to_status(Status::Resolved).into_iter().chain([resolved]).collect())
}

/// The side that reopens has it, and a person of it who had it keeps it: the experts go on investigating what they had
/// finished; the team takes it as its own, or has its turn again while published actions of its own are open.
fn reopen(asked: &Asked<'_>, why: &str) -> Decision {
    needs(asked.actor, &WORKERS)?;
    let party = asked.actor.party();
    match party {
        Party::Experts if asked.stage() == Stage::Resolved => return Err(Refusal::OpenedByTeam),
        Party::Experts => {
            asked.at(&[Stage::FinishedByExperts])?;
            asked.experts_may_work()?;
        }
        Party::Customer => asked.at(&[Stage::FinishedByExperts, Stage::Resolved])?,
    }
    reason(why, Refusal::NeedsReason)?;
    let own_open = asked.response().open_for(Party::Customer).any(|action| action.published);
    let status = match party {
        Party::Customer if own_open => Status::AwaitingAction,
        _ => Status::InProgress,
    };
    let person = Assignment { party: Some(party), person: Some(asked.actor.person.clone()) };
    let had_it = asked.incident.assignment().party == Some(party);
    let mut happened = vec![Happened::Reopened { reason: why.trim().to_owned() }];
    happened.extend((!had_it).then(|| asked.to_assignment(person)).flatten());
    happened.extend(asked.to_status(status));
    Ok(happened)
}
