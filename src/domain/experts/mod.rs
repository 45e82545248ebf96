//! Working with the experts: questions to them and what a question costs, conversations, hunts, and what left as a
//! message.
//!
//! Source: service.md 1.4 (notifications), 1.11 (Ask Defender Experts), 1.13 and 1.14, and section 6 (credits).

pub mod advisor;
mod apply;
pub mod check_in;
mod command;
pub mod credits;
pub mod delivery;
mod event;
pub mod hunt;
pub mod inquiry;
pub mod mail_rule;
pub mod question_scope;
mod refusal;
pub mod threads;

pub use command::ExpertsCommand;
pub use event::ExpertsEvent;
pub use refusal::ExpertsRefusal;

use super::ids::{CheckInId, CommentId, HuntId, InquiryId, MailRuleId};
use super::phase::Phase;
use super::state::State;
use super::time::Timestamp;
use advisor::Advising;
use check_in::CheckIn;
use delivery::{Channel, Channels, Delivery};
use hunt::Hunt;
use inquiry::Inquiry;
use mail_rule::MailRule;
use std::collections::BTreeMap;
use threads::Thread;

/// What the journal says of the work with the experts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Experts {
    /// Questions in the order in which they were asked.
    pub inquiries: Vec<Inquiry>,
    /// Up to when each person has read each conversation.
    pub seen: BTreeMap<String, BTreeMap<Thread, Timestamp>>,
    /// Whether a message helped, by message and person.
    pub ratings: BTreeMap<CommentId, BTreeMap<String, bool>>,
    /// When the subscription ends, where the customer said it: credits end with it.
    pub subscription_end: Option<Timestamp>,
    /// Hunts in the order in which they were begun.
    pub hunts: Vec<Hunt>,
    /// Check-ins in the order in which they were planned.
    pub check_ins: Vec<CheckIn>,
    /// Where messages go beside mail.
    pub channels: Channels,
    /// Since when a channel that many read is there: when its address was entered, and Teams was switched on.
    pub channels_since: BTreeMap<Channel, Timestamp>,
    /// Rules by which a mail tells of incidents, in the order in which they were made.
    pub mail_rules: Vec<MailRule>,
    /// What left, oldest first.
    pub deliveries: Vec<Delivery>,
    /// Education, environment, feedback.
    pub advising: Advising,
}

impl Experts {
    /// A question by its id.
    pub fn inquiry(&self, id: &InquiryId) -> Option<&Inquiry> {
        self.inquiries.iter().find(|inquiry| inquiry.id == *id)
    }

    /// A hunt by its id.
    pub fn hunt(&self, id: &HuntId) -> Option<&Hunt> {
        self.hunts.iter().find(|hunt| hunt.id == *id)
    }

    /// A check-in by its id.
    pub fn check_in(&self, id: &CheckInId) -> Option<&CheckIn> {
        self.check_ins.iter().find(|check_in| check_in.id == *id)
    }

    /// A rule of incident mails by its id.
    pub fn mail_rule(&self, id: &MailRuleId) -> Option<&MailRule> {
        self.mail_rules.iter().find(|rule| rule.id == *id)
    }

    /// What a person said of a message; nothing where it was not rated.
    pub fn rating(&self, message: &CommentId, person: &str) -> Option<bool> {
        self.ratings.get(message)?.get(person).copied()
    }

    /// Who rated a message, and whether it helped each of them.
    pub fn ratings_of(&self, message: &CommentId) -> impl Iterator<Item = (&str, bool)> {
        self.ratings.get(message).into_iter().flatten().map(|(person, up)| (person.as_str(), *up))
    }
}

/// When the first credits came: with the quarter in which the set-up was submitted. The service does not publish what
/// holds for a quarter that has begun; ours counts it whole.
pub fn credits_since(state: &State) -> Option<Timestamp> {
    state.phases.iter().find(|change| change.phase >= Phase::Readiness).map(|change| change.at)
}

/// The account of questions at a moment; `None` before the set-up was submitted.
pub fn ledger(state: &State, now: Timestamp) -> Option<credits::Ledger> {
    let experts = &state.experts;
    // What the experts began costs nothing.
    let asked = experts.inquiries.iter().filter(|inquiry| inquiry.letter.is_none());
    let used = asked.filter_map(|inquiry| {
        let (at, _) = inquiry.taken.as_ref()?;
        Some((*at, inquiry.id.clone()))
    });
    let used: Vec<_> = used.collect();
    let open = experts.inquiries.iter().filter(|inquiry| inquiry.is_waiting()).count();
    let mut ledger = credits::ledger(credits_since(state)?, experts.subscription_end, &used, now);
    ledger.reserved = u32::try_from(open).unwrap_or(u32::MAX);
    Some(ledger)
}
