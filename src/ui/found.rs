//! What the alerts of incidents found goes with the command that begins their investigation: a playbook that publishes by
//! itself then names the same indicators as a draft that an expert takes from it.

use super::pages::incident::indicators;
use super::portal::Portal;
use crate::domain::command::{Command, IncidentCommand as Act};
use crate::domain::decide::playbook_by_itself;
use crate::domain::ids::IncidentId;
use crate::domain::indicator::Found;
use crate::domain::people::Party;
use crate::view::prelude::untrack;
use std::slice;

/// The command with what was found by the alerts of those incidents for which a playbook would publish by itself. What
/// cannot be read is left out: the investigation begins all the same.
pub(super) async fn with_found(portal: Portal, mut command: Command) -> Command {
    let (incidents, acts) = match &mut command {
        Command::Incident { incident, act } => (slice::from_ref(&*incident), slice::from_mut(act)),
        Command::Incidents { incidents, acts, .. } => (incidents.as_slice(), acts.as_mut_slice()),
        _ => return command,
    };
    let begins = acts.iter_mut().find_map(|act| match act {
        Act::StartInvestigation { found } if found.is_empty() => Some(found),
        _ => None,
    });
    if let Some(found) = begins.filter(|_| untrack(|| portal.party()) == Party::Experts) {
        *found = read(portal, incidents).await;
    }
    command
}

async fn read(portal: Portal, incidents: &[IncidentId]) -> Found {
    let runs = |id: &&IncidentId| {
        portal.glance(|state| {
            state.incident(id.as_str()).is_some_and(|incident| playbook_by_itself(state, incident).is_some())
        })
    };
    let mut found = Found::new();
    for id in incidents.iter().filter(runs) {
        let named = indicators(portal, id).await.unwrap_or_default();
        if !named.is_empty() {
            found.insert(id.clone(), named);
        }
    }
    found
}
