//! What a person may ask in the work with the experts; [`super::super::decide`] answers.

use super::super::ids::{CommentId, IncidentId, InquiryId};
use super::super::time::Timestamp;
use super::inquiry::Question;
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
}
