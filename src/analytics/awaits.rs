//! What awaits somebody beside incidents, by role: each line is a thing to do with how many of it there are.
//!
//! Source: service.md 1.4 (portal home card: onboarding and readiness calls to action, incidents that await action, unread
//! messages), 1.13 and 1.14. Whose each of them is follows from who may do it.

use super::held;
use super::turn::Turn;
use crate::domain::catalogue::Row;
use crate::domain::experts::advisor::feedback::FeedbackState;
use crate::domain::experts::hunt::Hunt;
use crate::domain::experts::inquiry::{Inquiry, InquiryState};
use crate::domain::experts::threads;
use crate::domain::ids::IncidentId;
use crate::domain::people::{Actor, Party, Role};
use crate::domain::readiness::RESTORE;
use crate::domain::register::{Needed, register};
use crate::domain::response::{Action, ApprovalState};
use crate::domain::review;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::work::Stage;

/// A thing that awaits somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaits {
    /// Somebody proposed a change of what bounds the experts, and another administrator is to look at it.
    Proposal(String),
    /// Actions needed that hold the gate.
    Needed(usize),
    /// Recommendations that somebody took on and whose day is over.
    Late(usize),
    /// Nobody who is named for incidents can be called.
    NoPhone,
    /// Letters of the experts that await an answer.
    Letters(usize),
    /// Incidents on which the experts want a yes or no.
    Approvals(usize),
    /// Comments that name whoever looks and that they have not read, with the incident of the latest.
    Named(usize, IncidentId),
    /// Incidents that are assigned to whoever looks, by name, and not closed.
    Mine(usize),
    /// Incidents in scope that no expert has taken.
    NotTaken(usize),
    /// Questions that await an answer of the experts.
    Questions(usize),
    /// Actions that the customer allowed and the experts have yet to carry out.
    Allowed(usize),
    /// What a response did and nobody took back in time, with the incident of the oldest.
    Release(usize, IncidentId),
    /// Actions of published responses that are the experts' and that nothing holds up.
    Undone(usize),
    /// What the experts planned to take back and have yet to, of incidents that await nobody's response any more or are
    /// still worked, with the incident of the first.
    Planned(usize, IncidentId),
    /// Hunts that whoever looks began and has not ended.
    Hunts(usize),
    /// Feedback that awaits the advisor.
    Feedback(usize),
    /// Check-ins that are over and nobody closed.
    CheckIns(usize),
    /// Business reviews that are written and not signed.
    Reviews(usize),
    /// A review of readiness is due.
    Readiness,
    /// Education whose day is over.
    Lessons(usize),
}

/// What awaits somebody, in the order in which it is done. `new` are the incidents that nobody has taken.
pub fn awaits(state: &State, actor: &Actor, new: &[Row], now: Timestamp) -> Vec<Awaits> {
    let all = match actor.role {
        Role::Administrator => administrator(state, actor, now),
        Role::Analyst => analyst(state, actor, now),
        Role::Expert => expert(state, actor, new, now),
        Role::Advisor => advisor(state, now),
    };
    let held = release(state, actor, now);
    all.into_iter().chain(held).chain(named(state, actor)).filter(|it| it.count() > 0).collect()
}

impl Awaits {
    /// How many of it there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Proposal(_) | Self::NoPhone | Self::Readiness => 1,
            Self::Needed(n)
            | Self::Late(n)
            | Self::Letters(n)
            | Self::Approvals(n)
            | Self::Named(n, _)
            | Self::Release(n, _)
            | Self::Planned(n, _)
            | Self::Mine(n)
            | Self::NotTaken(n)
            | Self::Questions(n)
            | Self::Allowed(n)
            | Self::Undone(n)
            | Self::Hunts(n)
            | Self::Feedback(n)
            | Self::CheckIns(n)
            | Self::Reviews(n)
            | Self::Lessons(n) => *n,
        }
    }
}

fn administrator(state: &State, actor: &Actor, now: Timestamp) -> Vec<Awaits> {
    let proposed = state.proposal.iter().filter(|proposal| proposal.by != actor.person);
    let mut all: Vec<Awaits> = proposed.map(|proposal| Awaits::Proposal(proposal.by.clone())).collect();
    let contacts = || state.settings.contacts.iter().filter(|it| it.for_incidents);
    let nobody_is_called = contacts().next().is_some() && contacts().all(|it| it.phone.is_none());
    all.extend(nobody_is_called.then_some(Awaits::NoPhone));
    all.push(Awaits::Needed(open(state, now, |it| it.required)));
    all.push(Awaits::Late(late(state, now)));
    all.push(Awaits::Approvals(approvals(state, now)));
    all.push(Awaits::Letters(letters(state)));
    all
}

fn analyst(state: &State, actor: &Actor, now: Timestamp) -> Vec<Awaits> {
    vec![
        Awaits::Approvals(approvals(state, now)),
        Awaits::Mine(mine(state, actor)),
        Awaits::Letters(letters(state)),
    ]
}

fn expert(state: &State, actor: &Actor, new: &[Row], now: Timestamp) -> Vec<Awaits> {
    let known = new.iter().filter_map(|row| state.incident(state.catalogue.get(*row)?.id()));
    let new = known.filter(|it| it.known.in_scope() && state.settings.works(&it.severity())).count();
    let owed = |it: &&Inquiry| matches!(it.state(), InquiryState::Waiting | InquiryState::WithExpert);
    let is_mine = |it: &&Hunt| it.ended.is_none() && it.begun.0 == actor.person;
    let mut all =
        vec![Awaits::NotTaken(new), Awaits::Allowed(allowed(state)), Awaits::Undone(undone(state, now))];
    all.extend(planned(state, now));
    all.extend([
        Awaits::Questions(state.experts.inquiries.iter().filter(owed).count()),
        Awaits::Mine(mine(state, actor)),
        Awaits::Hunts(state.experts.hunts.iter().filter(is_mine).count()),
    ]);
    all
}

fn advisor(state: &State, now: Timestamp) -> Vec<Awaits> {
    let advising = &state.experts.advising;
    let feedback = advising.feedback.iter().map(|it| it.state(&state.settings.feedback));
    let feedback = feedback.filter(|it| matches!(it, FeedbackState::Waiting(Some(_)))).count();
    let check_ins = state.experts.check_ins.iter();
    let over = check_ins.filter(|it| it.ended.is_none() && it.plan.ends() <= now).count();
    let mut all = vec![
        Awaits::Feedback(feedback),
        Awaits::CheckIns(over),
        Awaits::Reviews(state.reviews.iter().filter(|it| it.signed.is_none()).count()),
    ];
    all.extend(review::is_due(state, now).then_some(Awaits::Readiness));
    all.push(Awaits::Needed(open(state, now, |it| it.required)));
    all.push(Awaits::Lessons(advising.lessons.iter().filter(|it| it.is_late(now)).count()));
    all.push(Awaits::Late(late(state, now)));
    all
}

/// Incidents that are open and assigned to somebody by name.
fn mine(state: &State, actor: &Actor) -> usize {
    let open = state.work.keys().filter_map(|id| state.incident(id)).filter(|it| !it.stage().is_closed());
    open.filter(|it| it.assignment().person.as_deref() == Some(&actor.person)).count()
}

/// Incidents on which the experts want a yes or no. All of them are on the list of the customer's turn.
fn approvals(state: &State, now: Timestamp) -> usize {
    let all = state.work.keys().filter_map(|id| Turn::of(state.incident(id)?));
    all.filter(|turn| turn.has_question(now)).count()
}

/// What still holds and is to be looked at, by whoever is to see to it.
fn release(state: &State, actor: &Actor, now: Timestamp) -> Option<Awaits> {
    let works = matches!(actor.role, Role::Administrator | Role::Analyst | Role::Expert);
    let held = if works { held::overdue(state, actor.party(), now) } else { Vec::new() };
    let (oldest, _) = held.first()?;
    Some(Awaits::Release(held.len(), IncidentId::new(oldest.id())?))
}

/// What names somebody and was not read.
fn named(state: &State, actor: &Actor) -> Option<Awaits> {
    let named = threads::naming(state, actor);
    let latest = named.iter().max_by_key(|(_, comment)| comment.at)?;
    Some(Awaits::Named(named.len(), IncidentId::new(latest.0)?))
}

/// Actions of the experts that the customer allowed and that are open.
fn allowed(state: &State) -> usize {
    let all =
        state.work.iter().filter(|(id, _)| state.incident(id).is_some_and(|it| !it.stage().is_closed()));
    let actions = all.flat_map(|(_, work)| &work.response.actions);
    let is_allowed = |it: &&Action| {
        let said = it.approval.as_ref().map(|asked| &asked.state);
        let is_given = matches!(said, Some(ApprovalState::Given { .. }));
        it.party == Party::Experts && !it.state.is_settled() && is_given
    };
    actions.filter(is_allowed).count()
}

/// Open actions of the experts in responses that are published and await the customer: nobody else would be reminded of
/// them. What the customer was asked about is counted where its answer is.
fn undone(state: &State, now: Timestamp) -> usize {
    let turns = state
        .work
        .iter()
        .filter(|(id, _)| state.incident(id).is_some_and(|it| it.stage() == Stage::YourTurn));
    let actions = turns.flat_map(|(_, work)| work.response.open_for(Party::Experts));
    actions.filter(|it| it.published && it.approval.is_none() && !it.is_snoozed(now)).count()
}

/// Releases that the experts planned and have yet to carry out, wherever [`undone`] does not count them: what holds is taken
/// back whatever became of its incident, and an incident that is resolved reminds nobody.
fn planned(state: &State, now: Timestamp) -> Option<Awaits> {
    let mut count = 0;
    let mut first = None;
    for (id, work) in &state.work {
        let Some(incident) = state.incident(id) else { continue };
        if matches!(incident.stage(), Stage::YourTurn | Stage::Redirected) {
            continue;
        }
        let open = work.response.open_for(Party::Experts).filter(|it| it.plan.kind.undoes().is_some());
        let here = open.filter(|it| it.published && it.approval.is_none() && !it.is_snoozed(now)).count();
        count += here;
        let since = (here > 0).then(|| (incident.resolved_at().map(|(at, _)| at), id));
        first = first.into_iter().chain(since).min();
    }
    let (_, id) = first?;
    Some(Awaits::Planned(count, IncidentId::new(id)?))
}

fn letters(state: &State) -> usize {
    let waits = |it: &&Inquiry| it.letter.is_some() && it.state() == InquiryState::Answered;
    state.experts.inquiries.iter().filter(waits).count()
}

/// Actions needed that apply, are open, and of which something holds.
fn open(state: &State, now: Timestamp, holds: impl Fn(&Needed<'_>) -> bool) -> usize {
    let all = register(state, now, &|_| 0);
    // That readiness is to be restored is said by the actions themselves.
    let applies = |it: &&Needed<'_>| it.aside.is_none() && it.key != RESTORE.key;
    all.iter().filter(applies).filter(|it| !it.status.is_settled() && holds(it)).count()
}

/// Recommendations that somebody took on and whose day is over.
fn late(state: &State, now: Timestamp) -> usize {
    let is_late = |it: &Needed<'_>| it.record.and_then(|it| it.due).is_some_and(|due| due <= now);
    open(state, now, is_late)
}
