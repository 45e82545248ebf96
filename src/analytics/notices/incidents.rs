//! Notices about incidents: what is urgent, the ladder of reminders and calls, and rules of incident mails.

use super::{Outbox, Recipient, Standing, Subject, Trigger, Way, recipient};
use crate::analytics::clock::{Clock, ladder};
use crate::analytics::held;
use crate::domain::break_glass::danger;
use crate::domain::ids::{ContactId, IncidentId};
use crate::domain::on_call::{call_order, reachable};
use crate::domain::people::Party;
use crate::domain::phase::Phase;
use crate::domain::response::ApprovalState;
use crate::domain::settings::Contact;
use crate::domain::state::Incident;
use crate::domain::time::Timestamp;

impl<'a> Outbox<'a> {
    /// A notice to the first contact for incidents: of those who are on call at its moment, else of all.
    pub(super) fn urgent(&mut self, incident: &str, trigger: Trigger, what: &str, at: Timestamp) {
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

    pub(super) fn of_work(&mut self, incident: Incident<'_>) {
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

    /// What holds until the customer takes it back and is to be looked at again.
    pub(super) fn of_held(&mut self) {
        for (incident, held) in held::all(self.state) {
            let Some(due) = held.due().filter(|_| held.holder == Party::Customer) else { continue };
            let what = format!("{} {} {}", held.holding.kind.as_str(), held.asset.id, held.holding.since);
            self.urgent(incident.id(), Trigger::Release, &what, due);
        }
    }

    /// Reminders and escalations follow the clock; one that stands still reminds nobody.
    pub(super) fn of_clock(&mut self, incident: Incident<'_>) {
        let in_scope = self.state.covers(incident);
        let clock = Clock::of(incident, self.state, in_scope);
        let clock = clock.map(|it| it.running(self.now)).filter(|it| it.party == Party::Customer);
        let Some(clock) = clock.filter(|it| it.paused_until(self.now).is_none()) else { return };
        let what = clock.started.to_string();
        let mut told = Vec::new();
        for rung in ladder(&clock, &self.state.settings) {
            let trigger = if rung.contact == 0 { Trigger::Reminder } else { Trigger::Escalation };
            self.tell_next(incident.id(), trigger, &what, rung.at, rung.contact, &mut told);
        }
    }

    /// The telephone, for what cannot wait: one contact after the other along the call priorities, those who are on call
    /// first; the next is due as soon as somebody says that the one before did not answer. Channels that many read are
    /// told once. Where no contact has a number, the first is told by mail.
    pub(super) fn of_danger(&mut self, incident: Incident<'_>) {
        let is_served = self.state.phase() >= Phase::Monitoring;
        let Some(id) = IncidentId::new(incident.id()).filter(|_| is_served) else { return };
        if danger(self.state, incident).is_none() {
            return;
        }
        let subject = Subject::Incident(id);
        let at = incident.known.created();
        let stem = format!("breakGlass {}", incident.id());
        let callers = self.callers();
        if callers.is_empty() {
            let first = self.first_contact();
            return self.push(stem, Trigger::BreakGlass, subject, first, at);
        }
        self.tell(stem.clone(), Trigger::BreakGlass, subject.clone(), Way::Posts, at);
        for to in callers {
            let key = format!("{stem} {}", to.1);
            let standing = self.standing(&key, at);
            self.tell(key, Trigger::BreakGlass, subject.clone(), Way::Phone(to.0), at);
            // Whoever was reached knows; whoever was not called yet is next.
            if !matches!(standing, Standing::Failed(..)) {
                return;
            }
        }
    }

    /// Who is called now, first to last: everybody with a number, those on call before the others.
    fn callers(&self) -> Vec<(Recipient, ContactId)> {
        let mut called: Vec<&Contact> = Vec::new();
        let contacts = &self.state.settings.contacts;
        for contact in reachable(contacts, self.now).into_iter().chain(call_order(contacts)) {
            if contact.phone.is_some() && !called.iter().any(|it| it.id == contact.id) {
                called.push(contact);
            }
        }
        let caller = |it: &Contact| (recipient(it, it.is_on_call(self.now)), it.id.clone());
        called.into_iter().map(caller).collect()
    }

    fn first_contact(&self) -> Option<Recipient> {
        let contacts = &self.state.settings.contacts;
        let first = reachable(contacts, self.now).into_iter().chain(call_order(contacts)).next()?;
        Some(recipient(first, first.is_on_call(self.now)))
    }

    /// Rules that tell of an incident: one mail each, to all addresses of the rule.
    pub(super) fn of_rules(&mut self, incident: Incident<'_>) {
        let state = self.state;
        let rules = state.experts.mail_rules.iter().filter(|rule| rule.terms.on);
        for rule in rules.filter(|rule| rule.terms.covers(incident)) {
            let Some(id) = IncidentId::new(incident.id()) else { return };
            let known = incident.known;
            let stem = format!("rule {} {}", rule.id, known.id());
            let (key, at) = match rule.terms.once {
                true => (stem, known.created()),
                false => (format!("{stem} {}", known.updated()), known.updated()),
            };
            let to = Recipient {
                name: String::new(),
                email: rule.terms.recipients.join(", "),
                phone: None,
                on_call: true,
            };
            self.push(key, Trigger::Rule, Subject::Rule(rule.id.clone(), id), Some(to), at);
        }
    }
}
