//! The events of one command in parts: what is told by itself, and which of the others says most.

use super::history::What;
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

/// What heads the moment of a command with what is said beside it in a few words, and the others: each of them has to be
/// told by itself, since a few words beside something else would not say it.
pub(super) fn headed(told: Vec<&IncidentEvent>) -> (Option<What>, Vec<&IncidentEvent>) {
    let rank = |(at, what): &(usize, &&IncidentEvent)| (weight(what), follows(what, &told), *at);
    let Some((head, event)) = told.iter().enumerate().min_by_key(rank) else { return (None, Vec::new()) };
    let event = Box::new((*event).clone());
    let rest = told.iter().enumerate().filter(|(at, _)| *at != head).map(|(_, what)| *what);
    let (also, others): (Vec<_>, Vec<_>) = rest.partition(|what| follows(what, &told));
    (Some(What::Happened { event, also: also.into_iter().cloned().collect() }), others)
}

/// Whether an event is said well enough beside another of the same command.
fn follows(event: &IncidentEvent, told: &[&IncidentEvent]) -> bool {
    use IncidentEvent as E;
    let with = |is: &dyn Fn(&E) -> bool| told.iter().any(|what| is(what));
    match event {
        E::StatusChanged { .. }
        | E::Assigned { .. }
        | E::Classified { .. }
        | E::TagAdded { .. }
        | E::SummarySaved { .. } => true,
        // The new status says it.
        E::Resolved { .. } => with(&|what| matches!(what, E::StatusChanged { .. })),
        E::PlaybookApplied { automatic, .. } => {
            *automatic && with(&|what| matches!(what, E::ResponsePublished { .. }))
        }
        E::ActionPlanned { .. } => with(&|what| matches!(what, E::PlaybookApplied { .. })),
        // The last assets of an action complete it, with the same note.
        E::ActionAdvanced { action, .. } => {
            with(&|what| matches!(what, E::ActionCompleted { action: done, .. } if done == action))
        }
        _ => false,
    }
}

/// How much an event says of its command; the least number says most.
fn weight(event: &IncidentEvent) -> u8 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ActionId;
    use crate::domain::people::Party;
    use crate::domain::response::ActionState;
    use crate::domain::vocabulary::Status;
    use crate::domain::work::Assignment;

    fn action(id: &str) -> ActionId {
        ActionId::new(id).unwrap()
    }

    fn reconciled(id: &str) -> IncidentEvent {
        IncidentEvent::ActionReconciled {
            action: action(id),
            source: id.into(),
            state: ActionState::NotStarted,
        }
    }

    /// The head with what is said beside it, and what is told by itself.
    #[track_caller]
    fn parts(told: &[IncidentEvent]) -> (IncidentEvent, Vec<IncidentEvent>, Vec<IncidentEvent>) {
        let (head, others) = headed(told.iter().collect());
        let Some(What::Happened { event, also }) = head else { panic!("nothing heads {told:?}") };
        (*event, also, others.into_iter().cloned().collect())
    }

    #[test]
    fn each_action_that_an_import_tells_of_is_told() {
        let status = IncidentEvent::StatusChanged { from: Status::AwaitingAction, to: Status::Resolved };
        let resolved = IncidentEvent::Resolved { note: "x".into(), forced: false };
        let advanced = IncidentEvent::ActionAdvanced {
            action: action("c"),
            assets: vec!["d".into()],
            note: String::new(),
            told: None,
        };
        let told = [reconciled("a"), reconciled("b"), advanced.clone(), status.clone(), resolved.clone()];
        let (head, also, others) = parts(&told);
        assert_eq!(head, reconciled("a"));
        assert_eq!(also, [status, resolved]);
        assert_eq!(others, [reconciled("b"), advanced]);
    }

    #[test]
    fn what_completes_an_action_says_so_with_its_last_assets_beside_it() {
        let done = IncidentEvent::ActionCompleted { action: action("a"), note: "x".into() };
        let advanced = IncidentEvent::ActionAdvanced {
            action: action("a"),
            assets: vec!["d".into()],
            note: "x".into(),
            told: None,
        };
        assert_eq!(parts(&[advanced.clone(), done.clone()]), (done, vec![advanced], Vec::new()));
    }

    #[test]
    fn what_no_few_words_say_is_told_by_itself() {
        let to = Assignment::to(Party::Customer);
        let assigned = IncidentEvent::Assigned { from: Assignment::default(), to };
        let tag = IncidentEvent::TagRemoved { tag: "vip".into() };
        let merged = IncidentEvent::LetGo { incidents: Vec::new() };
        let (head, also, others) = parts(&[assigned.clone(), tag.clone(), merged.clone()]);
        assert_eq!((head, also, others), (merged, vec![assigned], vec![tag]));
        assert_eq!(headed(Vec::new()), (None, Vec::new()));
    }
}
