//! What an event does to the work with the experts. Total: what is not there changes nothing.

use super::super::event::Entry;
use super::inquiry::{Inquiry, Message};
use super::{Experts, ExpertsEvent};

impl Experts {
    /// Applies an event.
    #[inline(never)]
    pub(in crate::domain) fn apply(&mut self, entry: &Entry, event: &ExpertsEvent) {
        match event {
            ExpertsEvent::Asked { id, question, message } => {
                if self.inquiry(id).is_some() {
                    return;
                }
                let number = u32::try_from(self.inquiries.len()).unwrap_or(u32::MAX).saturating_add(1);
                let first = said(entry, message.clone(), question.text.clone());
                self.inquiries.push(Inquiry {
                    id: id.clone(),
                    number,
                    question: (**question).clone(),
                    by: entry.by.clone(),
                    asked: entry.at,
                    messages: vec![first],
                    taken: None,
                    ended: None,
                    incident: None,
                });
            }
            ExpertsEvent::Seen { thread, upto } => {
                self.seen.entry(entry.by.person.clone()).or_default().insert(thread.clone(), *upto);
            }
            ExpertsEvent::Rated { message, up } => {
                let ratings = self.ratings.entry(message.clone()).or_default();
                match up {
                    Some(up) => drop(ratings.insert(entry.by.person.clone(), *up)),
                    None => drop(ratings.remove(&entry.by.person)),
                }
            }
            ExpertsEvent::SubscriptionEndSet { end } => self.subscription_end = *end,
            _ => self.apply_to_inquiry(entry, event),
        }
    }

    fn apply_to_inquiry(&mut self, entry: &Entry, event: &ExpertsEvent) {
        let (ExpertsEvent::Taken { id }
        | ExpertsEvent::Replied { id, .. }
        | ExpertsEvent::Ended { id }
        | ExpertsEvent::Reopened { id }
        | ExpertsEvent::BecameIncident { id, .. }) = event
        else {
            return;
        };
        let Some(inquiry) = self.inquiries.iter_mut().find(|inquiry| inquiry.id == *id) else { return };
        match event {
            ExpertsEvent::Taken { .. } if inquiry.taken.is_none() => {
                inquiry.taken = Some((entry.at, entry.by.person.clone()));
            }
            ExpertsEvent::Replied { message, text, .. } => {
                inquiry.messages.push(said(entry, message.clone(), text.clone()));
            }
            ExpertsEvent::Ended { .. } => inquiry.ended = Some(entry.at),
            ExpertsEvent::Reopened { .. } => inquiry.ended = None,
            ExpertsEvent::BecameIncident { incident, .. } => inquiry.incident = Some(incident.clone()),
            _ => {}
        }
    }
}

fn said(entry: &Entry, id: crate::domain::ids::CommentId, text: String) -> Message {
    Message { id, text, by: entry.by.person.clone(), party: entry.by.party(), at: entry.at }
}
