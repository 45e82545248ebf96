//! Notices about people and what they agreed: contacts, questions and letters, check-ins, feedback.

use super::{Last, Outbox, Recipient, Subject, Trigger, named_key, recipient};
use crate::domain::experts::advisor::AdvisorCard;
use crate::domain::experts::advisor::feedback::FeedbackState;
use crate::domain::experts::check_in::CheckInEnd;
use crate::domain::ids::{CheckInId, IncidentId};
use crate::domain::mention::names;
use crate::domain::people::{Actor, Party, Role};
use crate::domain::settings::Contact;
use crate::domain::time::{MINUTE_MS, Timestamp};
use crate::domain::work::Comment;

impl Outbox<'_> {
    /// "Each added person or team gets a mail that they were named" (service.md 1.2, contacts), under each address once.
    pub(super) fn of_contacts(&mut self) {
        let state = self.state;
        for contact in &state.settings.contacts {
            let Some(notes) = state.contact_notes.get(&contact.id) else { continue };
            let Some(named) = notes.named(&contact.email) else { continue };
            // Somebody said that it was told by other means.
            if notes.told(&contact.email).is_some() {
                continue;
            }
            let to = Some(recipient(contact, true));
            let subject = Subject::Contact(contact.id.clone());
            self.push(named_key(contact), Trigger::Named, subject, to, named.at);
        }
    }

    /// Whoever a comment names is told, where that is a contact who may read it: a contact stands on the customer's side. A
    /// team is told under its name.
    pub(super) fn of_names(&mut self, incident: &str, comments: &[Comment]) {
        let state = self.state;
        let Some(id) = IncidentId::new(incident) else { return };
        for comment in comments.iter().filter(|it| !it.mentions.is_empty()) {
            for contact in &state.settings.contacts {
                let reader = Actor { person: contact.name.clone(), role: Role::Analyst };
                if names(comment, &reader) {
                    let key = format!("mention {incident} {} {}", comment.id, contact.id);
                    let to = Some(recipient(contact, contact.is_on_call(comment.at)));
                    self.push(key, Trigger::Mention, Subject::Incident(id.clone()), to, comment.at);
                }
            }
        }
    }

    pub(super) fn of_questions(&mut self) {
        for inquiry in &self.state.experts.inquiries {
            let trigger = if inquiry.letter.is_some() { Trigger::Letter } else { Trigger::Answer };
            for message in inquiry.messages.iter().filter(|it| it.party == Party::Experts) {
                for address in &inquiry.question.tell {
                    let key = format!("{} {} {} {address}", trigger.as_str(), inquiry.id, message.id);
                    let to =
                        Recipient { name: String::new(), email: address.clone(), phone: None, on_call: true };
                    self.push(key, trigger, Subject::Inquiry(inquiry.id.clone()), Some(to), message.at);
                }
            }
        }
    }

    pub(super) fn of_check_ins(&mut self) {
        let contacts: Vec<&Contact> =
            self.state.settings.contacts.iter().filter(|it| it.for_reviews).collect();
        for check_in in &self.state.experts.check_ins {
            if check_in.plan.ends() <= self.now {
                continue;
            }
            if let Some((end, _, at)) = &check_in.ended {
                if matches!(end, CheckInEnd::Cancelled(_)) {
                    self.called_off(&check_in.id, &contacts, *at);
                }
                continue;
            }
            for contact in &contacts {
                let key = format!("checkIn {} {} {}", check_in.id, check_in.version, contact.id);
                let to = Some(recipient(contact, true));
                self.push(
                    key,
                    Trigger::CheckIn,
                    Subject::CheckIn(check_in.id.clone()),
                    to,
                    check_in.planned.1,
                );
            }
        }
    }

    /// Who was told of a check-in is told that it was called off; it would stay in the calendar.
    fn called_off(&mut self, id: &CheckInId, contacts: &[&Contact], at: Timestamp) {
        let stem = format!("checkIn {id} ");
        for contact in contacts {
            let end = format!(" {}", contact.id);
            let is_told = |(key, last): (&&str, &Last<'_>)| {
                key.starts_with(&stem) && key.ends_with(&end) && matches!(last, Last::Left)
            };
            if self.log.iter().any(is_told) {
                let key = format!("checkInOff {id} {}", contact.id);
                let to = Some(recipient(contact, true));
                self.push(key, Trigger::CheckInOff, Subject::CheckIn(id.clone()), to, at);
            }
        }
    }

    /// Feedback that awaits an answer goes to the advisor when it is said. With the target missed the advisor is told
    /// again and the first contact for reviews with it, each further contact another span later; what is answered tells
    /// the person who said it, where that is a contact.
    pub(super) fn of_feedback(&mut self) {
        let state = self.state;
        let advising = &state.experts.advising;
        let step_ms = i64::from(state.settings.escalate_minutes) * MINUTE_MS;
        let contacts = state.settings.contacts.iter();
        let reviewers: Vec<&Contact> = contacts.clone().filter(|it| it.for_reviews).collect();
        for it in &advising.feedback {
            let subject = Subject::Feedback(it.id.clone());
            let since = it.awaited_since();
            let FeedbackState::Waiting(due) = it.state(&state.settings.feedback) else {
                let said = it.notes.iter().rev().find(|note| note.party == Party::Experts);
                let to = contacts.clone().find(|contact| contact.name.trim() == it.by.trim());
                if let (Some(note), Some(to)) = (said, to) {
                    let key = format!("feedbackAnswer {} {}", it.id, note.at);
                    let to = Some(recipient(to, to.is_on_call(note.at)));
                    self.push(key, Trigger::FeedbackAnswer, subject, to, note.at);
                }
                continue;
            };
            let Some(due) = due else { continue };
            let advisor = |at: Timestamp| advising.card.as_ref().map(|card| reached(card, at));
            let key = format!("feedback {} {since}", it.id);
            self.push(key, Trigger::Feedback, subject.clone(), advisor(since), since);
            let key = format!("feedbackLate {} {since}", it.id);
            self.push(key.clone(), Trigger::FeedbackLate, subject.clone(), advisor(due), due);
            for (place, contact) in (0..).zip(&reviewers) {
                let at = due.plus_millis(place * step_ms);
                let to = Some(recipient(contact, contact.is_on_call(at)));
                let key = format!("{key} {}", contact.id);
                self.push(key, Trigger::FeedbackLate, subject.clone(), to, at);
            }
        }
    }
}

/// The advisor, or outside their hours whoever stands in, where that one has an address.
fn reached(card: &AdvisorCard, at: Timestamp) -> Recipient {
    let on_call = card.is_on_call(at);
    match card.deputy_email.as_ref().filter(|_| !on_call) {
        Some(email) => {
            Recipient { name: card.deputy.clone(), email: email.clone(), phone: None, on_call: true }
        }
        None => Recipient {
            name: card.name.clone(),
            email: card.email.clone(),
            phone: card.phone.clone(),
            on_call,
        },
    }
}
