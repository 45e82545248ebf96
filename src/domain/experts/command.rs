//! What a person may ask in the work with the experts; [`super::super::decide`] answers.

use super::super::ids::{CheckInId, CommentId, HuntId, IncidentId, InquiryId, MailRuleId};
use super::super::time::Timestamp;
use super::advisor::AdvisorCommand;
use super::check_in::CheckInPlan;
use super::delivery::{Channels, Dispatch};
use super::hunt::{HuntOutcome, HuntPlan};
use super::inquiry::{LetterKind, Question};
use super::mail_rule::MailTerms;
use super::threads::Thread;
use serde::{Deserialize, Serialize};

/// What a person may ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "act")]
pub enum ExpertsCommand {
    /// Asks the experts.
    Ask {
        /// Its id.
        id: InquiryId,
        /// The question.
        question: Box<Question>,
        /// The id of its first message.
        message: CommentId,
    },
    /// An expert writes to the customer: a conversation that nobody asked for and that costs nothing.
    Write {
        /// Its id.
        id: InquiryId,
        /// What about.
        kind: LetterKind,
        /// What is said, and to which addresses.
        question: Box<Question>,
        /// The id of its first message.
        message: CommentId,
    },
    /// An expert takes a question: from now on it costs a credit.
    Take {
        /// Which.
        id: InquiryId,
    },
    /// Says something in the conversation.
    Reply {
        /// Of which question.
        id: InquiryId,
        /// The id of the message.
        message: CommentId,
        /// Markdown.
        text: String,
    },
    /// Takes a question back before an expert has it.
    Withdraw {
        /// Which.
        id: InquiryId,
    },
    /// Closes a question.
    Close {
        /// Which.
        id: InquiryId,
    },
    /// Opens a closed question again.
    Reopen {
        /// Which.
        id: InquiryId,
    },
    /// Says that an incident was made of a question.
    LinkIncident {
        /// Which question.
        id: InquiryId,
        /// Which incident.
        incident: IncidentId,
    },
    /// Says that one has read a conversation up to a moment.
    See {
        /// Which.
        thread: Thread,
        /// Up to when.
        upto: Timestamp,
    },
    /// Says that a message, and what was said after it, is to be read again.
    Unsee {
        /// Which.
        thread: Thread,
        /// From which message on; one of the other side.
        from: CommentId,
    },
    /// Says whether a message helped; `None` takes it back.
    Rate {
        /// In which conversation.
        thread: Thread,
        /// Which message.
        message: CommentId,
        /// Whether it helped.
        up: Option<bool>,
    },
    /// Says when the subscription ends; credits end with it.
    SetSubscriptionEnd {
        /// When; `None` is not known.
        end: Option<Timestamp>,
    },
    /// Begins a hunt, or changes what is looked for.
    SaveHunt {
        /// Its id.
        id: HuntId,
        /// What is looked for.
        plan: Box<HuntPlan>,
    },
    /// Writes down something that a hunt found.
    AddFinding {
        /// Which hunt.
        id: HuntId,
        /// What, in Markdown.
        text: String,
    },
    /// Ends a hunt.
    EndHunt {
        /// Which.
        id: HuntId,
        /// How it ended.
        outcome: HuntOutcome,
        /// What came of it, in Markdown.
        summary: String,
    },
    /// Says that a notification was made of a hunt.
    NotifyHunt {
        /// Which.
        id: HuntId,
        /// The incident.
        incident: IncidentId,
    },
    /// Plans a check-in, or changes one.
    PlanCheckIn {
        /// Its id.
        id: CheckInId,
        /// What is planned.
        plan: Box<CheckInPlan>,
    },
    /// Says that a check-in was held.
    HoldCheckIn {
        /// Which.
        id: CheckInId,
        /// What was said, in Markdown.
        notes: String,
    },
    /// Calls a check-in off.
    CancelCheckIn {
        /// Which.
        id: CheckInId,
        /// Why.
        reason: String,
    },
    /// Says where messages go beside mail, and which tell nobody.
    SetChannels {
        /// All of it.
        channels: Box<Channels>,
    },
    /// Says that messages need not leave.
    SetAside {
        /// What would have left; how it went is the reason's.
        dispatches: Vec<Dispatch>,
        /// Why.
        reason: String,
    },
    /// Takes that back: they are to leave again.
    PutBack {
        /// The keys of their notices.
        notices: Vec<String>,
    },
    /// Makes a rule of incident mails, or changes one.
    SaveMailRule {
        /// Its id.
        id: MailRuleId,
        /// What it says.
        terms: Box<MailTerms>,
    },
    /// Takes a rule of incident mails away.
    RemoveMailRule {
        /// Which.
        id: MailRuleId,
    },
    /// Writes down that a message left, or could not.
    Record {
        /// What left.
        dispatch: Box<Dispatch>,
    },
    /// Writes down that several messages left, or could not.
    RecordAll {
        /// What left.
        dispatches: Vec<Dispatch>,
    },
    /// Asks something of the advisor's work.
    Advisor {
        /// What.
        #[serde(rename = "of")]
        act: Box<AdvisorCommand>,
    },
}
