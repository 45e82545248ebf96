//! What somebody is to be told, and when: the outbox.
//!
//! Source: service.md 1.4 (channels and triggers). Nothing is kept but what left: which notices are due follows from the
//! state, so that one that could not leave is there again, whoever opens the workspace. A notice has a key that is the
//! same wherever it is counted; what left is known by it.

pub use super::notice::{Found, Notice, Recipient, Standing, Subject, Trigger};

use super::clock::{Clock, ladder};
use crate::domain::catalogue::Row;
use crate::domain::experts::advisor::feedback::FeedbackState;
use crate::domain::experts::check_in::CheckInEnd;
use crate::domain::experts::delivery::{Channel, Outcome, retry_at};
use crate::domain::ids::{CheckInId, ContactId, IncidentId};
use crate::domain::on_call::{call_order, reachable};
use crate::domain::people::Party;
use crate::domain::response::ApprovalState;
use crate::domain::settings::Contact;
use crate::domain::state::{Incident, State};
use crate::domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use crate::domain::work::Visibility;
use std::collections::BTreeMap;

/// Notices older than this tell nobody anything new, in days.
const OLD_DAYS: i64 = 30;
/// What comes within this time is listed as coming, in days.
const AHEAD_DAYS: i64 = 7;

/// Everything that somebody is to be told about now, soon or lately, the earliest first.
pub fn notices(state: &State, found: &Found, now: Timestamp) -> Vec<Notice> {
    let mut outbox = Outbox::new(state, now);
    for (id, work) in &state.work {
        if let Some(incident) = state.incident(id) {
            outbox.of_work(incident);
            let shared = work.comments.iter().filter(|it| it.visibility == Visibility::Shared);
            for comment in shared.filter(|it| it.party == Party::Experts) {
                outbox.urgent(incident.id(), Trigger::Message, comment.id.as_str(), comment.at);
            }
        }
    }
    let known = |row: &Row| state.incident(state.catalogue.get(*row)?.id());
    found.awaiting.iter().filter_map(known).for_each(|incident| outbox.of_clock(incident));
    for incident in found.notified.iter().filter_map(known) {
        outbox.urgent(incident.id(), Trigger::Hunting, "", incident.known.created());
    }
    outbox.of_questions();
    outbox.of_check_ins();
    outbox.of_feedback();
    outbox.notices.sort_by(|one, other| one.at.cmp(&other.at).then_with(|| one.key.cmp(&other.key)));
    outbox.notices
}

/// What left by key: the last failure with how many there were, or that it left.
type Log<'a> = BTreeMap<&'a str, (usize, Timestamp, Option<&'a str>)>;

struct Outbox<'a> {
    state: &'a State,
    now: Timestamp,
    log: Log<'a>,
    notices: Vec<Notice>,
}

impl<'a> Outbox<'a> {
    fn new(state: &'a State, now: Timestamp) -> Self {
        let mut log = Log::new();
        for delivery in &state.experts.deliveries {
            let line = log.entry(delivery.dispatch.notice.as_str()).or_insert((0, delivery.at, None));
            match &delivery.dispatch.outcome {
                Outcome::Failed(why) if line.0 != usize::MAX => *line = (line.0 + 1, delivery.at, Some(why)),
                Outcome::Failed(_) => {}
                _ => *line = (usize::MAX, delivery.at, None),
            }
        }
        Self { state, now, log, notices: Vec::new() }
    }

    fn standing(&self, key: &str, at: Timestamp) -> Standing {
        match self.log.get(key) {
            Some((usize::MAX, ..)) => Standing::Left,
            Some((failures, last, Some(why))) => {
                Standing::Failed((*why).to_owned(), retry_at(*failures, *last))
            }
            _ if at > self.now => Standing::Coming,
            _ => Standing::Due,
        }
    }

    /// Takes a notice in unless it is old, far ahead, or of a trigger that tells nobody.
    fn push(
        &mut self,
        key: String,
        trigger: Trigger,
        subject: Subject,
        to: Option<Recipient>,
        at: Timestamp,
    ) {
        let is_old = self.now.millis_since(at) > OLD_DAYS * DAY_MS;
        let is_far = at.millis_since(self.now) > AHEAD_DAYS * DAY_MS;
        let state = self.state;
        let settings = &state.settings;
        let is_silent = state.experts.channels.silent.iter().any(|word| word == trigger.as_str());
        if is_old || is_far || is_silent {
            return;
        }
        let mut add = |key: String, channel: Channel, to: Option<Recipient>| {
            let standing = self.standing(&key, at);
            self.notices.push(Notice { key, trigger, subject: subject.clone(), channel, to, at, standing });
        };
        if trigger.is_posted() {
            // Without an address the card is offered as a file (service.md section 6, wizard steps).
            if settings.teams.enabled {
                add(format!("{key} teams"), Channel::Teams, None);
            }
            if state.experts.channels.slack.is_some() {
                add(format!("{key} slack"), Channel::Slack, None);
            }
        }
        if to.is_some() {
            add(key, Channel::Mail, to);
        }
    }

    /// A notice to the first contact for incidents: of those who are on call at its moment, else of all.
    fn urgent(&mut self, incident: &str, trigger: Trigger, what: &str, at: Timestamp) {
        self.tell_next(incident, trigger, what, at, 0, &mut Vec::new());
    }

    /// A notice to the first contact for incidents who was not told yet: those who are on call at its moment come before
    /// the others, and nobody is told twice while somebody else was not.
    fn tell_next(
        &mut self,
        incident: &str,
        trigger: Trigger,
        what: &str,
        at: Timestamp,
        place: usize,
        told: &mut Vec<&'a ContactId>,
    ) {
        let Some(id) = IncidentId::new(incident) else { return };
        let contacts = &self.state.settings.contacts;
        let in_turn = reachable(contacts, at).into_iter().chain(call_order(contacts));
        let next = in_turn.into_iter().find(|it| !told.contains(&&it.id));
        told.extend(next.map(|it| &it.id));
        let to = next.map(|it| recipient(it, it.is_on_call(at)));
        let key = format!("{} {incident} {what} {place}", trigger.as_str());
        self.push(key, trigger, Subject::Incident(id), to, at);
    }

    fn of_work(&mut self, incident: Incident<'_>) {
        let Some(response) = incident.response() else { return };
        if let Some(published) = &response.published {
            let what = published.at.to_string();
            self.urgent(incident.id(), Trigger::Published, &what, published.at);
        }
        for action in &response.actions {
            let open = action.approval.as_ref().filter(|it| it.state == ApprovalState::Open);
            if let Some(request) = open.filter(|_| !action.state.is_settled()) {
                let what = format!("{} {}", action.plan.id, request.asked);
                self.urgent(incident.id(), Trigger::Approval, &what, request.asked);
            }
        }
    }

    /// Reminders and escalations follow the clock; one that stands still reminds nobody.
    fn of_clock(&mut self, incident: Incident<'_>) {
        let in_scope = self.state.covers(incident);
        let clock = Clock::of(incident, &self.state.settings, in_scope);
        let clock = clock.filter(|it| it.party == Party::Customer);
        let Some(clock) = clock.filter(|it| it.paused_until(self.now).is_none()) else { return };
        let what = clock.started.to_string();
        let mut told = Vec::new();
        for rung in ladder(&clock, &self.state.settings) {
            let trigger = if rung.contact == 0 { Trigger::Reminder } else { Trigger::Escalation };
            self.tell_next(incident.id(), trigger, &what, rung.at, rung.contact, &mut told);
        }
    }

    fn of_questions(&mut self) {
        for inquiry in &self.state.experts.inquiries {
            for message in inquiry.messages.iter().filter(|it| it.party == Party::Experts) {
                for address in &inquiry.question.tell {
                    let key = format!("answer {} {} {address}", inquiry.id, message.id);
                    let to =
                        Recipient { name: String::new(), email: address.clone(), phone: None, on_call: true };
                    self.push(
                        key,
                        Trigger::Answer,
                        Subject::Inquiry(inquiry.id.clone()),
                        Some(to),
                        message.at,
                    );
                }
            }
        }
    }

    fn of_check_ins(&mut self) {
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
            let is_told = |(key, line): (&&str, &(usize, Timestamp, Option<&str>))| {
                key.starts_with(&stem) && key.ends_with(&end) && line.0 == usize::MAX
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
    fn of_feedback(&mut self) {
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
            let advisor = |at: Timestamp| {
                advising.card.as_ref().map(|card| Recipient {
                    name: card.name.clone(),
                    email: card.email.clone(),
                    phone: card.phone.clone(),
                    on_call: card.is_on_call(at),
                })
            };
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

fn recipient(contact: &Contact, on_call: bool) -> Recipient {
    let (name, email) = (contact.name.clone(), contact.email.clone());
    Recipient { name, email, phone: contact.phone.clone(), on_call }
}
