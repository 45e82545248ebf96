//! What an event does to the advisor's work. Total: what is not there changes nothing.

use super::super::super::event::Entry;
use super::education::{Lesson, LessonState};
use super::environment::Product;
use super::feedback::{Feedback, FeedbackKind, Note, NoteKind};
use super::{Advising, AdvisorEvent};

impl Advising {
    /// Applies an event.
    #[inline(never)]
    pub(in crate::domain) fn apply(&mut self, entry: &Entry, event: &AdvisorEvent) {
        let changed = || (entry.by.person.clone(), entry.at);
        match event {
            AdvisorEvent::CardSet { card } => self.card = Some((**card).clone()),
            AdvisorEvent::LessonSaved { id, plan } => match self.lessons.iter_mut().find(|it| it.id == *id) {
                Some(known) => (known.plan, known.changed) = ((**plan).clone(), changed()),
                None => self.lessons.push(Lesson {
                    id: id.clone(),
                    plan: (**plan).clone(),
                    state: LessonState::default(),
                    changed: changed(),
                }),
            },
            AdvisorEvent::LessonSet { id, state } => {
                if let Some(known) = self.lessons.iter_mut().find(|it| it.id == *id) {
                    (known.state, known.changed) = (*state, changed());
                }
            }
            AdvisorEvent::LessonDropped { id } => self.lessons.retain(|it| it.id != *id),
            AdvisorEvent::ProductSaved { id, plan } => {
                match self.products.iter_mut().find(|it| it.id == *id) {
                    Some(known) => (known.plan, known.changed) = ((**plan).clone(), changed()),
                    None => {
                        let plan = (**plan).clone();
                        self.products.push(Product { id: id.clone(), plan, changed: changed() });
                    }
                }
            }
            AdvisorEvent::ProductDropped { id } => self.products.retain(|it| it.id != *id),
            _ => self.apply_to_feedback(entry, event),
        }
    }

    fn apply_to_feedback(&mut self, entry: &Entry, event: &AdvisorEvent) {
        let (id, what, text) = match event {
            AdvisorEvent::FeedbackGiven { id, said } => {
                if self.feedback(id).is_none() {
                    let number = u32::try_from(self.feedback.len()).unwrap_or(u32::MAX).saturating_add(1);
                    self.feedback.push(Feedback {
                        id: id.clone(),
                        number,
                        said: (**said).clone(),
                        by: entry.by.person.clone(),
                        at: entry.at,
                        notes: Vec::new(),
                    });
                }
                return;
            }
            AdvisorEvent::FeedbackAnswered { id, text } => (id, NoteKind::Answer, text),
            AdvisorEvent::FeedbackEscalated { id, reason } => (id, NoteKind::Escalated, reason),
            AdvisorEvent::FeedbackResolved { id, result } => (id, NoteKind::Resolved, result),
            AdvisorEvent::FeedbackReopened { id, reason } => (id, NoteKind::Reopened, reason),
            _ => return,
        };
        let Some(known) = self.feedback.iter_mut().find(|it| it.id == *id) else { return };
        if what == NoteKind::Escalated {
            known.said.kind = FeedbackKind::Escalation;
        }
        let (by, party) = (entry.by.person.clone(), entry.by.party());
        known.notes.push(Note { what, text: text.clone(), by, party, at: entry.at });
    }
}
