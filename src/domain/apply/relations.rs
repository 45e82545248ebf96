//! What merging, linking and pausing do to the work on an incident.

use super::work::Stamp;
use crate::domain::event::IncidentEvent;
use crate::domain::ids::IncidentId;
use crate::domain::time::Timestamp;
use crate::domain::work::{Pause, Work};

/// Answers whether the event was one of these.
pub(super) fn apply_relation(work: &mut Work, stamp: &Stamp<'_>, what: &IncidentEvent) -> bool {
    match what {
        IncidentEvent::MergedInto { into, .. } => work.merged_into = Some(into.clone()),
        IncidentEvent::Unmerged => work.merged_into = None,
        IncidentEvent::TookIn { incidents, severities, .. } => {
            add(&mut work.took_in, incidents);
            work.took_severities.extend(incidents.iter().cloned().zip(severities.iter().cloned()));
        }
        IncidentEvent::LetGo { incidents } => {
            work.took_in.retain(|known| !incidents.contains(known));
            work.took_severities.retain(|(known, _)| !incidents.contains(known));
        }
        IncidentEvent::Linked { others, .. } => add(&mut work.links, others),
        IncidentEvent::Unlinked { others } => work.links.retain(|known| !others.contains(known)),
        IncidentEvent::ClockPaused { until, reason, note } => {
            end_pause(work, stamp.at);
            work.pauses.push(Pause {
                party: stamp.by.party(),
                from: stamp.at,
                until: *until,
                reason: *reason,
                note: note.clone(),
                by: stamp.by.person.clone(),
            });
        }
        IncidentEvent::ClockResumed => end_pause(work, stamp.at),
        _ => return false,
    }
    true
}

fn add(list: &mut Vec<IncidentId>, more: &[IncidentId]) {
    for id in more {
        if !list.contains(id) {
            list.push(id.clone());
        }
    }
}

/// Ends a pause that has not ended yet.
fn end_pause(work: &mut Work, at: Timestamp) {
    if let Some(pause) = work.pauses.last_mut().filter(|pause| pause.until > at) {
        pause.until = at.max(pause.from);
    }
}
