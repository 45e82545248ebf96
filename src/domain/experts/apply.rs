//! What an event does to the work with the experts. Total: what is not there changes nothing.

use super::super::event::Entry;
use super::super::ids::{CommentId, InquiryId};
use super::super::time::Timestamp;
use super::check_in::{CheckIn, CheckInEnd};
use super::delivery::{Channel, Delivery, Dispatch, Outcome};
use super::hunt::{Finding, Hunt, HuntEnd};
use super::inquiry::{Inquiry, LetterKind, Message, Question};
use super::mail_rule::MailRule;
use super::{Experts, ExpertsEvent};

impl Experts {
    /// Applies an event.
    #[inline(never)]
    pub(in crate::domain) fn apply(&mut self, entry: &Entry, event: &ExpertsEvent) {
        match event {
            ExpertsEvent::Asked { id, question, message } => self.begin(entry, id, question, message, None),
            ExpertsEvent::Wrote { id, kind, question, message } => {
                self.begin(entry, id, question, message, Some(*kind));
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
            ExpertsEvent::Advisor { what } => self.advising.apply(entry, what),
            _ => {
                self.apply_to_messages(entry, event);
                self.apply_to_inquiry(entry, event);
                self.apply_to_hunt(entry, event);
                self.apply_to_check_in(entry, event);
            }
        }
    }

    /// Notes since when a channel that many read is there; one that went and comes back begins anew.
    pub(in crate::domain) fn note_channel(&mut self, channel: Channel, is_there: bool, at: Timestamp) {
        if is_there {
            self.channels_since.entry(channel).or_insert(at);
        } else {
            self.channels_since.remove(&channel);
        }
    }

    /// A conversation begins: a question, or a letter of the experts, which nobody needs to take.
    fn begin(
        &mut self,
        entry: &Entry,
        id: &InquiryId,
        question: &Question,
        message: &CommentId,
        letter: Option<LetterKind>,
    ) {
        if self.inquiry(id).is_some() {
            return;
        }
        let number = u32::try_from(self.inquiries.len()).unwrap_or(u32::MAX).saturating_add(1);
        let first = said(entry, message.clone(), question.text.clone());
        self.inquiries.push(Inquiry {
            id: id.clone(),
            number,
            question: question.clone(),
            by: entry.by.clone(),
            asked: entry.at,
            messages: vec![first],
            taken: letter.map(|_| (entry.at, entry.by.person.clone())),
            ended: None,
            incident: None,
            letter,
        });
    }

    /// Where messages go, by which rules, and what left.
    fn apply_to_messages(&mut self, entry: &Entry, event: &ExpertsEvent) {
        let line = |dispatch: Dispatch| Delivery { dispatch, at: entry.at, by: entry.by.person.clone() };
        match event {
            ExpertsEvent::ChannelsSet { channels } => {
                self.note_channel(Channel::Slack, channels.slack.is_some(), entry.at);
                self.channels = (**channels).clone();
            }
            ExpertsEvent::Dispatched { dispatch } => self.deliveries.push(line((**dispatch).clone())),
            ExpertsEvent::SetAside { dispatches, reason } => {
                let outcome = || Outcome::Unneeded(reason.clone());
                let lines = dispatches.iter().map(|it| line(Dispatch { outcome: outcome(), ..it.clone() }));
                self.deliveries.extend(lines);
            }
            ExpertsEvent::PutBack { notices } => {
                for notice in notices {
                    let known = self.deliveries.iter().rev().find(|it| it.dispatch.notice == *notice);
                    let again = known.map(|it| Dispatch { outcome: Outcome::PutBack, ..it.dispatch.clone() });
                    self.deliveries.extend(again.map(line));
                }
            }
            ExpertsEvent::MailRuleSaved { id, terms } => {
                let (terms, by, at) = ((**terms).clone(), entry.by.person.clone(), entry.at);
                let rule = MailRule { id: id.clone(), terms, by, at };
                match self.mail_rules.iter_mut().find(|known| known.id == *id) {
                    Some(known) => *known = rule,
                    None => self.mail_rules.push(rule),
                }
            }
            ExpertsEvent::MailRuleRemoved { id } => self.mail_rules.retain(|rule| rule.id != *id),
            _ => {}
        }
    }

    fn apply_to_hunt(&mut self, entry: &Entry, event: &ExpertsEvent) {
        let (by, at) = (entry.by.person.clone(), entry.at);
        if let ExpertsEvent::HuntSaved { id, plan } = event
            && self.hunt(id).is_none()
        {
            let number = u32::try_from(self.hunts.len()).unwrap_or(u32::MAX).saturating_add(1);
            self.hunts.push(Hunt {
                id: id.clone(),
                number,
                plan: (**plan).clone(),
                begun: (by, at),
                findings: Vec::new(),
                ended: None,
                notification: None,
            });
            return;
        }
        let (ExpertsEvent::HuntSaved { id, .. }
        | ExpertsEvent::HuntFound { id, .. }
        | ExpertsEvent::HuntEnded { id, .. }
        | ExpertsEvent::HuntNotified { id, .. }) = event
        else {
            return;
        };
        let Some(hunt) = self.hunts.iter_mut().find(|hunt| hunt.id == *id) else { return };
        match event {
            ExpertsEvent::HuntSaved { plan, .. } => hunt.plan = (**plan).clone(),
            ExpertsEvent::HuntFound { text, .. } => {
                hunt.findings.push(Finding { text: text.clone(), by, at })
            }
            ExpertsEvent::HuntEnded { outcome, summary, .. } => {
                hunt.ended = Some(HuntEnd { outcome: *outcome, summary: summary.clone(), by, at });
            }
            ExpertsEvent::HuntNotified { incident, .. } => hunt.notification = Some(incident.clone()),
            _ => {}
        }
    }

    fn apply_to_check_in(&mut self, entry: &Entry, event: &ExpertsEvent) {
        let (by, at) = (entry.by.person.clone(), entry.at);
        let (ExpertsEvent::CheckInPlanned { id, .. }
        | ExpertsEvent::CheckInHeld { id, .. }
        | ExpertsEvent::CheckInCancelled { id, .. }) = event
        else {
            return;
        };
        let known = self.check_ins.iter_mut().find(|check_in| check_in.id == *id);
        match (event, known) {
            (ExpertsEvent::CheckInPlanned { plan, .. }, Some(known)) => {
                known.plan = (**plan).clone();
                known.version = known.version.saturating_add(1);
                known.planned = (by, at);
            }
            (ExpertsEvent::CheckInPlanned { plan, .. }, None) => self.check_ins.push(CheckIn {
                id: id.clone(),
                plan: (**plan).clone(),
                version: 0,
                planned: (by, at),
                ended: None,
            }),
            (ExpertsEvent::CheckInHeld { notes, .. }, Some(known)) => {
                known.ended = Some((CheckInEnd::Held(notes.clone()), by, at));
            }
            (ExpertsEvent::CheckInCancelled { reason, .. }, Some(known)) => {
                known.version = known.version.saturating_add(1);
                known.ended = Some((CheckInEnd::Cancelled(reason.clone()), by, at));
            }
            _ => {}
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

fn said(entry: &Entry, id: CommentId, text: String) -> Message {
    Message { id, text, by: entry.by.person.clone(), party: entry.by.party(), at: entry.at }
}
