//! Reasons for "no" in the work with the experts.

use super::inquiry::InquiryState;
use super::question_scope::OutOfQuestions;
use std::fmt;

/// Why a command about questions, conversations or hunts was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpertsRefusal {
    /// There is no such question.
    NoSuchInquiry,
    /// The question's state does not allow it.
    WrongState(InquiryState),
    /// The service does not answer such questions.
    NotAnswered(OutOfQuestions),
    /// No credit is left that can be used in this quarter.
    NoCredit,
    /// There is no such message from the other side.
    NoSuchMessage,
    /// An incident was made of it already.
    IsIncident,
    /// There is no such hunt.
    NoSuchHunt,
    /// The hunt has ended.
    HuntOver,
    /// Something was found: what?
    NeedsFinding,
    /// There is no such check-in.
    NoSuchCheckIn,
    /// The check-in was held or called off.
    CheckInOver,
    /// There is no such message among those that need not leave.
    NotSetAside,
    /// There is no such rule of incident mails.
    NoSuchMailRule,
    /// There is no such feedback.
    NoSuchFeedback,
    /// The feedback is resolved.
    FeedbackResolved,
    /// The feedback is not resolved.
    FeedbackOpen,
    /// It is an escalation already.
    IsEscalation,
    /// There is no such item of the education plan.
    NoSuchLesson,
    /// There is no such product.
    NoSuchProduct,
}

impl ExpertsRefusal {
    /// The key of its words in the interface, after `refusal.`.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoSuchInquiry => "no-inquiry",
            Self::WrongState(InquiryState::Waiting) => "inquiry-waiting",
            Self::WrongState(InquiryState::Closed) => "inquiry-closed",
            Self::WrongState(InquiryState::Withdrawn) => "inquiry-withdrawn",
            Self::WrongState(_) => "inquiry-taken",
            Self::NotAnswered(OutOfQuestions::IncidentResponse) => "question-incident-response",
            Self::NotAnswered(OutOfQuestions::OwnDetection) => "question-own-detection",
            Self::NotAnswered(OutOfQuestions::OtherProduct) => "question-other-product",
            Self::NotAnswered(OutOfQuestions::Fault) => "question-fault",
            Self::NoCredit => "no-credit",
            Self::NoSuchMessage => "no-message",
            Self::IsIncident => "inquiry-is-incident",
            Self::NoSuchHunt => "no-hunt",
            Self::HuntOver => "hunt-over",
            Self::NeedsFinding => "needs-finding",
            Self::NoSuchCheckIn => "no-check-in",
            Self::CheckInOver => "check-in-over",
            Self::NotSetAside => "not-set-aside",
            Self::NoSuchMailRule => "no-mail-rule",
            Self::NoSuchFeedback => "no-feedback",
            Self::FeedbackResolved => "feedback-resolved",
            Self::FeedbackOpen => "feedback-open",
            Self::IsEscalation => "is-escalation",
            Self::NoSuchLesson => "no-lesson",
            Self::NoSuchProduct => "no-product",
        }
    }
}

impl fmt::Display for ExpertsRefusal {
    /// The sentence in English, for the command line and tests.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSuchInquiry => "there is no such question",
            Self::WrongState(InquiryState::Waiting) => "no expert has the question yet",
            Self::WrongState(InquiryState::Closed) => "the question is closed",
            Self::WrongState(InquiryState::Withdrawn) => "the question was taken back",
            Self::WrongState(_) => "an expert has the question already",
            Self::NotAnswered(OutOfQuestions::IncidentResponse) => "this is for incident response",
            Self::NotAnswered(OutOfQuestions::OwnDetection) => "custom detections are not covered",
            Self::NotAnswered(OutOfQuestions::OtherProduct) => "the product is not covered",
            Self::NotAnswered(OutOfQuestions::Fault) => "faults of products are for their support",
            Self::NoCredit => "no question is left in this quarter",
            Self::NoSuchMessage => "there is no such message of the other side",
            Self::IsIncident => "an incident was made of it already",
            Self::NoSuchHunt => "there is no such hunt",
            Self::HuntOver => "the hunt has ended",
            Self::NeedsFinding => "a finding is needed",
            Self::NoSuchCheckIn => "there is no such check-in",
            Self::CheckInOver => "the check-in is over",
            Self::NotSetAside => "the message waits in the outbox or left",
            Self::NoSuchMailRule => "there is no such rule",
            Self::NoSuchFeedback => "there is no such feedback",
            Self::FeedbackResolved => "the feedback is resolved",
            Self::FeedbackOpen => "the feedback is not resolved",
            Self::IsEscalation => "it is an escalation already",
            Self::NoSuchLesson => "there is no such item of the education plan",
            Self::NoSuchProduct => "there is no such product",
        })
    }
}
