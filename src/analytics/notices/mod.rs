//! What somebody is to be told, and when: the outbox.
//!
//! Source: service.md 1.4 (channels and triggers). Nothing is kept but what left: which notices are due follows from the
//! state, so that one that could not leave is there again, whoever opens the workspace. A notice has a key that is the
//! same wherever it is counted; what left is known by it.

mod incidents;
mod people;

pub use super::notice::{Found, LAPSED_DAYS, Notice, RECENT_DAYS, Recipient, Standing, Subject, Trigger};

use crate::domain::catalogue::Row;
use crate::domain::experts::delivery::{Channel, Outcome, retry_at};
use crate::domain::ids::ContactId;
use crate::domain::people::Party;
use crate::domain::settings::Contact;
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, Timestamp};
use crate::domain::work::{Stage, Visibility};
use std::collections::{BTreeMap, BTreeSet};

/// What comes within this time is listed as coming, in days.
const AHEAD_DAYS: i64 = 7;
/// What came up so long before a channel that many read was there is still told to it, in days.
const FRESH_DAYS: i64 = 1;

/// Everything that somebody is to be told about now, soon or lately: the most urgent first and of these the earliest, then
/// what is coming, the earliest first.
pub fn notices(state: &State, found: &Found, now: Timestamp) -> Vec<Notice> {
    let mut outbox = Outbox::new(state, now);
    for (id, work) in &state.work {
        if let Some(incident) = state.incident(id) {
            outbox.of_work(incident);
            outbox.of_names(incident.id(), &work.comments);
            let shared = work.comments.iter().filter(|it| it.visibility == Visibility::Shared);
            for comment in shared.filter(|it| it.party == Party::Experts) {
                outbox.urgent(incident.id(), Trigger::Message, comment.id.as_str(), comment.at);
            }
            // A question waits for the customer before a response is published too, while the experts have the incident.
            if incident.has_open_approval() && incident.stage() != Stage::YourTurn {
                outbox.of_clock(incident);
            }
        }
    }
    outbox.of_held();
    let known = |row: &Row| state.incident(state.catalogue.get(*row)?.id());
    found.awaiting.iter().filter_map(known).for_each(|incident| outbox.of_clock(incident));
    for incident in found.notified.iter().filter_map(known) {
        outbox.urgent(incident.id(), Trigger::Hunting, "", incident.known.created());
    }
    for incident in found.recent.iter().filter_map(known) {
        outbox.of_danger(incident);
        outbox.of_rules(incident);
    }
    outbox.of_contacts();
    outbox.of_questions();
    outbox.of_check_ins();
    outbox.of_feedback();
    // What cannot wait comes first, however old it is; what is coming comes by its moment.
    outbox.notices.sort_by(|one, other| {
        let order = |it: &Notice| {
            let is_coming = it.standing == Standing::Coming;
            (is_coming, if is_coming { 0 } else { it.trigger.urgency() }, it.at)
        };
        order(one).cmp(&order(other)).then_with(|| one.key.cmp(&other.key))
    });
    outbox.notices
}

/// The notice that a contact was named, under its present address.
pub fn named_key(contact: &Contact) -> String {
    format!("named {} {}", contact.id, contact.email.trim().to_lowercase())
}

/// Whether any message failed and did not leave since: without one there is nothing to try again.
pub fn has_failed(state: &State) -> bool {
    log_of(state).values().any(|last| matches!(last, Last::Failed { .. }))
}

/// What the log says last of a notice.
#[derive(Clone, Copy)]
enum Last<'a> {
    Failed { times: usize, at: Timestamp, why: &'a str, by: &'a str },
    Left,
    Unneeded(&'a str),
}

/// By key.
type Log<'a> = BTreeMap<&'a str, Last<'a>>;

fn log_of(state: &State) -> Log<'_> {
    let mut log = Log::new();
    for delivery in &state.experts.deliveries {
        let key = delivery.dispatch.notice.as_str();
        let known = log.get(key).copied();
        let last = match (&delivery.dispatch.outcome, known) {
            // What left or need not leave is not brought back by a failure that is told late.
            (Outcome::Failed(_), Some(known @ (Last::Left | Last::Unneeded(_)))) => known,
            (Outcome::Failed(why), known) => {
                let before = if let Some(Last::Failed { times, .. }) = known { times } else { 0 };
                Last::Failed { times: before + 1, at: delivery.at, why, by: &delivery.by }
            }
            (Outcome::Unneeded(_), Some(Last::Left)) => Last::Left,
            (Outcome::Unneeded(why), _) => Last::Unneeded(why),
            (Outcome::PutBack, known) => {
                if matches!(known, Some(Last::Unneeded(_))) {
                    log.remove(key);
                }
                continue;
            }
            (Outcome::Handed | Outcome::Sent | Outcome::Unconfirmed, _) => Last::Left,
        };
        log.insert(key, last);
    }
    log
}

/// By what a notice goes to one person.
enum Way {
    Mail(Recipient),
    Phone(Recipient),
    /// To nobody in particular: only the channels that many read.
    Posts,
}

struct Outbox<'a> {
    state: &'a State,
    now: Timestamp,
    log: Log<'a>,
    notices: Vec<Notice>,
    /// Who was told as well, of what: nobody twice.
    also: BTreeSet<String>,
}

impl<'a> Outbox<'a> {
    fn new(state: &'a State, now: Timestamp) -> Self {
        Self { state, now, log: log_of(state), notices: Vec::new(), also: BTreeSet::new() }
    }

    fn standing(&self, key: &str, at: Timestamp) -> Standing {
        match self.log.get(key) {
            Some(Last::Left) => Standing::Left,
            Some(Last::Unneeded(why)) => Standing::Unneeded((*why).to_owned()),
            _ if self.is_old(at) => Standing::Lapsed,
            Some(Last::Failed { times, at, why, by }) => {
                Standing::Failed((*why).to_owned(), retry_at(*times, *at), (*by).to_owned())
            }
            None if at > self.now => Standing::Coming,
            None => Standing::Due,
        }
    }

    /// Whether a moment is so long ago that whoever were told of it now would learn nothing new.
    fn is_old(&self, at: Timestamp) -> bool {
        self.now.millis_since(at) > RECENT_DAYS * DAY_MS
    }

    /// Takes a mail in.
    fn push(
        &mut self,
        key: String,
        trigger: Trigger,
        subject: Subject,
        to: Option<Recipient>,
        at: Timestamp,
    ) {
        self.tell(key, trigger, subject, to.map_or(Way::Posts, Way::Mail), at);
    }

    /// Takes a notice in unless it lapsed long ago, is far ahead, or of a trigger that tells nobody.
    fn tell(&mut self, key: String, trigger: Trigger, subject: Subject, way: Way, at: Timestamp) {
        let is_over = self.now.millis_since(at) > (RECENT_DAYS + LAPSED_DAYS) * DAY_MS;
        let is_far = at.millis_since(self.now) > AHEAD_DAYS * DAY_MS;
        let channels = &self.state.experts.channels;
        if is_over || is_far || channels.silent.iter().any(|word| word == trigger.as_str()) {
            return;
        }
        let differs = channels.ways.get(trigger.as_str());
        let goes = |channel: Channel| !differs.is_some_and(|it| it.without.contains(&channel));
        // A call is told to the channels once, and not for each who is called.
        if trigger.is_posted() && !matches!(way, Way::Phone(_)) {
            // Without an address the card is offered as a file (service.md section 6, wizard steps).
            if self.state.settings.teams.enabled && goes(Channel::Teams) {
                self.post(format!("{key} teams"), trigger, &subject, Channel::Teams, at);
            }
            if channels.slack.is_some() && goes(Channel::Slack) {
                self.post(format!("{key} slack"), trigger, &subject, Channel::Slack, at);
            }
        }
        if let Some(differs) = differs {
            self.tell_also(&differs.also, trigger, &subject, &way, at);
        }
        match way {
            Way::Mail(to) if goes(Channel::Mail) => {
                self.add(key, trigger, &subject, Channel::Mail, Some(to), at)
            }
            Way::Phone(to) if goes(Channel::Phone) => {
                self.add(key, trigger, &subject, Channel::Phone, Some(to), at)
            }
            _ => {}
        }
    }

    /// Takes a post in. A channel tells of what comes up since it is there and of what was fresh then: an address that is
    /// entered brings no month of old news. What was tried or left before stays.
    fn post(&mut self, key: String, trigger: Trigger, subject: &Subject, channel: Channel, at: Timestamp) {
        let since = self.state.experts.channels_since.get(&channel);
        let is_before = since.is_some_and(|since| since.millis_since(at) > FRESH_DAYS * DAY_MS);
        if !is_before || self.log.contains_key(key.as_str()) {
            self.add(key, trigger, subject, channel, None, at);
        }
    }

    /// Who is told of a trigger beside those who are told anyway, once of each thing.
    fn tell_also(
        &mut self,
        also: &[ContactId],
        trigger: Trigger,
        subject: &Subject,
        way: &Way,
        at: Timestamp,
    ) {
        let told = match way {
            Way::Mail(to) => to.email.as_str(),
            Way::Phone(_) | Way::Posts => "",
        };
        let contacts = self.state.settings.contacts.iter();
        for contact in contacts.filter(|it| also.contains(&it.id) && it.email != told) {
            let key = format!("{} {subject:?} {at} also {}", trigger.as_str(), contact.id);
            if self.also.insert(key.clone()) {
                let to = Some(recipient(contact, contact.is_on_call(at)));
                self.add(key, trigger, subject, Channel::Mail, to, at);
            }
        }
    }

    fn add(
        &mut self,
        key: String,
        trigger: Trigger,
        subject: &Subject,
        channel: Channel,
        to: Option<Recipient>,
        at: Timestamp,
    ) {
        let standing = self.standing(&key, at);
        // What is old and needs nobody any more is in the log alone.
        if self.is_old(at) && standing != Standing::Lapsed {
            return;
        }
        self.notices.push(Notice { key, trigger, subject: subject.clone(), channel, to, at, standing });
    }
}

fn recipient(contact: &Contact, on_call: bool) -> Recipient {
    let (name, email) = (contact.name.clone(), contact.email.clone());
    Recipient { name, email, phone: contact.phone.clone(), on_call }
}
