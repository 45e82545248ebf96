//! What happened in the work with the experts. Names never change, as those of [`super::super::event`].

use super::super::ids::{CheckInId, CommentId, HuntId, IncidentId, InquiryId, MailRuleId};
use super::super::time::Timestamp;
use super::advisor::AdvisorEvent;
use super::check_in::CheckInPlan;
use super::delivery::{Channels, Dispatch};
use super::hunt::{HuntOutcome, HuntPlan};
use super::inquiry::{LetterKind, Question};
use super::mail_rule::MailTerms;
use super::threads::Thread;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "what")]
pub enum ExpertsEvent {
    /// A question was asked.
    Asked {
        /// Its id.
        id: InquiryId,
        /// The question.
        question: Box<Question>,
        /// The id of its first message.
        message: CommentId,
    },
    /// An expert wrote to the customer.
    Wrote {
        /// The id of the conversation.
        id: InquiryId,
        /// What about.
        kind: LetterKind,
        /// What was said, and to which addresses.
        question: Box<Question>,
        /// The id of its first message.
        message: CommentId,
    },
    /// An expert has a question: it costs a credit.
    Taken {
        /// Which.
        id: InquiryId,
    },
    /// Something was said.
    Replied {
        /// Of which question.
        id: InquiryId,
        /// The id of the message.
        message: CommentId,
        /// Markdown.
        text: String,
    },
    /// A question was closed, or taken back before an expert had it.
    Ended {
        /// Which.
        id: InquiryId,
    },
    /// A closed question was opened again.
    Reopened {
        /// Which.
        id: InquiryId,
    },
    /// An incident was made of a question.
    BecameIncident {
        /// Which question.
        id: InquiryId,
        /// Which incident.
        incident: IncidentId,
    },
    /// A conversation was read up to a moment, by who signed.
    Seen {
        /// Which.
        thread: Thread,
        /// Up to when.
        upto: Timestamp,
    },
    /// Whether a message helped who signed.
    Rated {
        /// Which message.
        message: CommentId,
        /// Whether it helped; `None` was taken back.
        up: Option<bool>,
    },
    /// The end of the subscription was said.
    SubscriptionEndSet {
        /// When; `None` is not known.
        end: Option<Timestamp>,
    },
    /// A hunt was begun or changed.
    HuntSaved {
        /// Its id.
        id: HuntId,
        /// What is looked for.
        plan: Box<HuntPlan>,
    },
    /// A hunt found something.
    HuntFound {
        /// Which.
        id: HuntId,
        /// What, in Markdown.
        text: String,
    },
    /// A hunt ended.
    HuntEnded {
        /// Which.
        id: HuntId,
        /// How.
        outcome: HuntOutcome,
        /// What came of it, in Markdown.
        summary: String,
    },
    /// A notification was made of a hunt.
    HuntNotified {
        /// Which.
        id: HuntId,
        /// The incident.
        incident: IncidentId,
    },
    /// A check-in was planned or changed.
    CheckInPlanned {
        /// Its id.
        id: CheckInId,
        /// What is planned.
        plan: Box<CheckInPlan>,
    },
    /// A check-in was held.
    CheckInHeld {
        /// Which.
        id: CheckInId,
        /// What was said, in Markdown.
        notes: String,
    },
    /// A check-in was called off.
    CheckInCancelled {
        /// Which.
        id: CheckInId,
        /// Why.
        reason: String,
    },
    /// Where messages go was changed.
    ChannelsSet {
        /// All of it.
        channels: Box<Channels>,
    },
    /// Messages need not leave.
    SetAside {
        /// What would have left.
        dispatches: Vec<Dispatch>,
        /// Why not.
        reason: String,
    },
    /// They are to leave again.
    PutBack {
        /// The keys of their notices.
        notices: Vec<String>,
    },
    /// A rule of incident mails was made or changed.
    MailRuleSaved {
        /// Its id.
        id: MailRuleId,
        /// What it says.
        terms: Box<MailTerms>,
    },
    /// A rule of incident mails was taken away.
    MailRuleRemoved {
        /// Which.
        id: MailRuleId,
    },
    /// A message left, or could not.
    Dispatched {
        /// What.
        dispatch: Box<Dispatch>,
    },
    /// Something happened in the advisor's work.
    Advisor {
        /// What.
        #[serde(rename = "of")]
        what: Box<AdvisorEvent>,
    },
}
