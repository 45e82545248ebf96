//! What happened in the work with the experts. Names never change, as those of [`super::super::event`].

use super::super::ids::{CommentId, IncidentId, InquiryId};
use super::super::time::Timestamp;
use super::inquiry::Question;
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
}
