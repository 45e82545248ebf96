//! What a response did that goes on until somebody takes it back, such as an isolation: what of it still holds, when it is to
//! be looked at again, and whose that is.
//!
//! Source: service.md section 4, 12 (pairs that undo each other, with a reminder). Asset pages and incidents say the same:
//! both read [`in_force`].

use super::in_force::{Hold, Holding, in_force};
use crate::domain::action::RELEASE_REMINDER_MS;
use crate::domain::brief::Asset;
use crate::domain::people::Party;
use crate::domain::response::Action;
use crate::domain::state::{Incident, State};
use crate::domain::time::Timestamp;
use std::collections::BTreeSet;

/// Something that holds by an action of an incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Held<'a> {
    /// What holds.
    pub holding: Holding<'a>,
    /// On which asset.
    pub asset: &'a Asset,
    /// The open action that takes it back, where there is one that the reader may see.
    pub ending: Option<&'a Action>,
    /// The side that is to see to it.
    pub holder: Party,
}

impl Held<'_> {
    /// When somebody is to look at it again; `None` for what nothing takes back.
    pub fn due(&self) -> Option<Timestamp> {
        self.holding.kind.undone_by().map(|_| self.holding.since.plus_millis(RELEASE_REMINDER_MS))
    }
}

/// What holds by the actions of an incident, as far as a side may see them.
pub fn of_incident<'a>(state: &'a State, incident: Incident<'a>, side: Party) -> Vec<Held<'a>> {
    let Some(response) = incident.response() else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for action in response.seen_by(side) {
        for asset in action.plan.targets().filter(|asset| action.done_on(asset).is_some()) {
            let holdings = in_force(state, asset.kind, &asset.id, side).into_iter();
            let by_this = |it: &Holding<'_>| {
                let by = it.action.map(|(known, by)| (known, &by.plan.id));
                it.hold == Hold::InForce && by == Some((incident.id(), &action.plan.id))
            };
            let Some(holding) = holdings.into_iter().find(by_this) else { continue };
            if !seen.insert((holding.kind, asset.kind, asset.id.as_str())) {
                continue;
            }
            let undo = holding.kind.undone_by();
            let planned = undo.and_then(|undo| response.taking_back(undo, asset));
            let ending = planned.filter(|action| action.is_seen_by(side));
            found.push(Held { holding, asset, ending, holder: holder(incident, planned) });
        }
    }
    found
}

/// Whoever is to take it back; what the experts have planned and not published is still theirs. Before anything is planned
/// that is whoever has the incident, and the customer once nobody has it: the asset is its own.
fn holder(incident: Incident<'_>, planned: Option<&Action>) -> Party {
    match planned {
        Some(action) if action.is_seen_by(Party::Customer) => action.party,
        Some(_) => Party::Experts,
        None if incident.stage().is_closed() => Party::Customer,
        None => incident.assignment().party.unwrap_or(Party::Customer),
    }
}

/// Everything that somebody is to take back or to look at again, in all incidents.
pub fn all(state: &State) -> Vec<(Incident<'_>, Held<'_>)> {
    let holds = state.work.iter().filter(|(_, work)| !work.response.in_force().is_empty());
    let incidents = holds.filter_map(|(id, _)| state.incident(id));
    let held = incidents.flat_map(|incident| {
        of_incident(state, incident, Party::Experts).into_iter().map(move |held| (incident, held))
    });
    held.filter(|(_, held)| held.due().is_some()).collect()
}

/// What a side is to look at by now, the oldest first.
pub fn overdue(state: &State, side: Party, now: Timestamp) -> Vec<(Incident<'_>, Held<'_>)> {
    let is_due = |held: &Held<'_>| held.holder == side && held.due().is_some_and(|due| due <= now);
    let mut found: Vec<_> = all(state).into_iter().filter(|(_, held)| is_due(held)).collect();
    found.sort_by_key(|(_, held)| held.holding.since);
    found
}
