//! The same for many incidents: each is decided by its own rules, and what is refused for one is done for the others.
//!
//! Source: service.md 1.7, queue features of the portal.

use super::super::apply::{Stamp, apply_work};
use super::super::command::IncidentCommand as Act;
use super::super::event::{Event, Group, IncidentEvent as Happened};
use super::super::ids::IncidentId;
use super::super::people::Actor;
use super::super::refusal::Refusal;
use super::super::state::{Incident, State};
use super::super::time::Timestamp;
use super::super::undo::{reverse, stays_for_good};
use super::super::work::Work;
use super::checks::text_fits;
use super::incident::{Asked, decide};
use std::collections::HashSet;

/// So many incidents at once; above what a browser holds in one list.
const INCIDENTS_MAX: usize = 1_000_000;
/// So many of the last groups are searched for one to which the same happened: there are seldom more different ones.
const GROUPS_NEAR: usize = 64;

/// Why some incidents are left as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Why.
    pub refusal: Refusal,
    /// Which.
    pub incidents: Vec<IncidentId>,
}

/// What a command would do to many incidents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// What happens to which.
    pub groups: Vec<Group>,
    /// What is refused for which.
    pub refused: Vec<Refused>,
}

impl Outcome {
    /// For how many it is done.
    pub fn done_count(&self) -> usize {
        self.groups.iter().map(|group| group.incidents.len()).sum()
    }

    /// For how many it is refused.
    pub fn refused_count(&self) -> usize {
        self.refused.iter().map(|refused| refused.incidents.len()).sum()
    }

    pub(super) fn take(&mut self, incident: &IncidentId, answer: Result<Change, Refusal>) {
        match answer {
            Ok(Change { what, back }) => {
                let same = |group: &&mut Group| group.what == what && group.back == back;
                match self.groups.iter_mut().rev().take(GROUPS_NEAR).find(same) {
                    Some(group) => group.incidents.push(incident.clone()),
                    None => self.groups.push(Group { incidents: vec![incident.clone()], what, back }),
                }
            }
            Err(refusal) => match self.refused.iter_mut().find(|known| known.refusal == refusal) {
                Some(known) => known.incidents.push(incident.clone()),
                None => self.refused.push(Refused { refusal, incidents: vec![incident.clone()] }),
            },
        }
    }

    /// The event, or the first reason why there is none.
    pub(super) fn events(self, reason: &str) -> Result<Vec<Event>, Refusal> {
        if self.groups.is_empty() {
            let first = self.refused.into_iter().next().map(|refused| refused.refusal);
            return Err(first.unwrap_or(Refusal::NothingToDo));
        }
        let reason = reason.trim().to_owned();
        Ok(vec![Event::Incidents { groups: self.groups, undoes: None, reason }])
    }
}

/// What happens to one incident and what takes it back.
pub(super) struct Change {
    pub(super) what: Vec<Happened>,
    pub(super) back: Vec<Happened>,
}

impl Change {
    /// Events with what takes each of them back, last first.
    pub(super) fn of(before: Incident<'_>, what: Vec<Happened>) -> Self {
        let mut back: Vec<Happened> = what.iter().filter_map(|what| reverse(before, what)).collect();
        back.reverse();
        Self { what, back }
    }
}

/// What a command on many incidents would do now: the preview that a person sees, and what [`super::decide`] does.
pub fn outcome(
    state: &State,
    incidents: &[IncidentId],
    acts: &[Act],
    actor: &Actor,
    now: Timestamp,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut seen = HashSet::new();
    for id in incidents {
        if seen.insert(id.as_str()) {
            outcome.take(id, one(state, id, acts, actor, now));
        }
    }
    outcome
}

pub(super) fn many(
    state: &State,
    incidents: &[IncidentId],
    acts: &[Act],
    reason: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    text_fits(reason)?;
    if incidents.len() > INCIDENTS_MAX {
        return Err(Refusal::TooMany(INCIDENTS_MAX));
    }
    outcome(state, incidents, acts, actor, now).events(reason)
}

/// Decides the acts one after the other, each on what the one before leaves. All of them or none: an incident is not
/// left classified when it could not be resolved. What would change nothing is no reason against the rest.
fn one(
    state: &State,
    id: &IncidentId,
    acts: &[Act],
    actor: &Actor,
    now: Timestamp,
) -> Result<Change, Refusal> {
    let found = state.incident(id.as_str()).ok_or(Refusal::NoSuchIncident)?;
    let stamp = Stamp { at: now, seq: state.seq.saturating_add(1), by: actor, undoes: false };
    let mut scratch: Option<Work> = None;
    let mut change = Change { what: Vec::new(), back: Vec::new() };
    let mut is_final = false;
    for (at, act) in acts.iter().enumerate() {
        let incident = Incident { known: found.known, work: scratch.as_ref().or(found.work) };
        let happened = match decide(&Asked { state, incident, actor, now }, act) {
            Ok(happened) => happened,
            Err(Refusal::NothingToDo) => continue,
            Err(refusal) => return Err(refusal),
        };
        for what in &happened {
            is_final |= stays_for_good(incident, what, &mut change.back);
        }
        if at + 1 < acts.len() {
            let work = scratch.get_or_insert_with(|| found.work.cloned().unwrap_or_default());
            happened.iter().for_each(|what| apply_work(work, &stamp, what));
        }
        change.what.extend(happened);
    }
    change.back.reverse();
    if is_final {
        change.back.clear();
    }
    if change.what.is_empty() { Err(Refusal::NothingToDo) } else { Ok(change) }
}
