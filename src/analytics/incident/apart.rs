//! The events of one command in parts: what is told by itself, and which of the others says most.

use crate::domain::event::IncidentEvent;

/// The questions that nobody had answered when something was done all the same, and what was done: each is told.
pub(super) fn ended(told: Vec<&IncidentEvent>) -> (Vec<&IncidentEvent>, Vec<&IncidentEvent>) {
    let is_end = |what: &&IncidentEvent| matches!(what, IncidentEvent::ApprovalExpired { .. });
    if told.iter().all(is_end) { (Vec::new(), told) } else { told.into_iter().partition(is_end) }
}

/// The questions that a publication asks, and the other events of the command.
pub(super) fn apart(told: Vec<&IncidentEvent>) -> (Vec<&IncidentEvent>, Vec<&IncidentEvent>) {
    let publishes = told.iter().any(|what| matches!(what, IncidentEvent::ResponsePublished { .. }));
    told.into_iter().partition(|what| publishes && matches!(what, IncidentEvent::ApprovalAsked { .. }))
}

/// How much an event says of its command; the least number says most.
pub(super) fn weight(event: &IncidentEvent) -> u8 {
    match event {
        // What a playbook planned and published by itself is a publication.
        IncidentEvent::ResponsePublished { .. } => 0,
        IncidentEvent::MergedInto { .. } | IncidentEvent::Reopened { .. } => 2,
        IncidentEvent::Resolved { .. } => 3,
        IncidentEvent::StatusChanged { .. } => 4,
        IncidentEvent::Assigned { .. } => 5,
        IncidentEvent::Classified { .. } => 6,
        IncidentEvent::TagAdded { .. } | IncidentEvent::TagRemoved { .. } => 7,
        _ => 1,
    }
}

/// The summary as it was saved since the last publication.
#[derive(Default)]
pub(super) struct Drafts<'a> {
    is_published: bool,
    saved: Option<&'a IncidentEvent>,
}

impl<'a> Drafts<'a> {
    /// The change of the summary that an entry publishes: told with the publication, since the customer reads it from then
    /// on. With the first publication there was nothing to change.
    pub(super) fn published_with(
        &mut self,
        events: impl Iterator<Item = &'a IncidentEvent>,
    ) -> Option<&'a IncidentEvent> {
        let mut changed = None;
        for event in events {
            match event {
                IncidentEvent::SummarySaved { .. } => self.saved = Some(event),
                IncidentEvent::ResponsePublished { .. } => {
                    changed = self.saved.take().filter(|_| self.is_published);
                    self.is_published = true;
                }
                _ => {}
            }
        }
        changed
    }
}
