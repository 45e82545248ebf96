//! What a notice is: what it is about, what it leads to, to whom it goes by which channel, and how it stands.
//!
//! Source: service.md 1.4 (channels and triggers).

use crate::domain::catalogue::Row;
use crate::domain::experts::delivery::Channel;
use crate::domain::ids::{CheckInId, ContactId, FeedbackId, IncidentId, InquiryId, MailRuleId};
use crate::domain::time::Timestamp;

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trigger {
    /// An incident calls for the telephone.
    BreakGlass,
    /// A managed response was published.
    Published,
    /// The hunters notified.
    Hunting,
    /// The experts ask for a yes or no.
    Approval,
    /// An incident awaits action and the clock is at risk.
    Reminder,
    /// What a response did still holds, and nobody has taken it back.
    Release,
    /// Nobody answered in time: the next contact is told.
    Escalation,
    /// An expert wrote in the chat of an incident.
    Message,
    /// A comment names somebody.
    Mention,
    /// A question was answered.
    Answer,
    /// The experts wrote by themselves: more context needed, or a finding outside any incident.
    Letter,
    /// Somebody was named as a contact.
    Named,
    /// A rule of incident mails tells of an incident.
    Rule,
    /// A check-in was planned or moved.
    CheckIn,
    /// A check-in was called off.
    CheckInOff,
    /// Feedback or an escalation awaits the advisor.
    Feedback,
    /// It was not answered in time: the advisor again, and those of the customer who talk with the advisor.
    FeedbackLate,
    /// The advisor answered it.
    FeedbackAnswer,
}

impl Trigger {
    /// All of them in the order of display.
    pub const ALL: [Self; 18] = [
        Self::BreakGlass,
        Self::Published,
        Self::Hunting,
        Self::Approval,
        Self::Reminder,
        Self::Release,
        Self::Escalation,
        Self::Message,
        Self::Mention,
        Self::Answer,
        Self::Letter,
        Self::Named,
        Self::Rule,
        Self::CheckIn,
        Self::CheckInOff,
        Self::Feedback,
        Self::FeedbackLate,
        Self::FeedbackAnswer,
    ];

    /// The word in keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BreakGlass => "breakGlass",
            Self::Published => "published",
            Self::Hunting => "hunting",
            Self::Approval => "approval",
            Self::Reminder => "reminder",
            Self::Release => "release",
            Self::Escalation => "escalation",
            Self::Message => "message",
            Self::Mention => "mention",
            Self::Answer => "answer",
            Self::Letter => "letter",
            Self::Named => "named",
            Self::Rule => "rule",
            Self::CheckIn => "checkIn",
            Self::CheckInOff => "checkInOff",
            Self::Feedback => "feedback",
            Self::FeedbackLate => "feedbackLate",
            Self::FeedbackAnswer => "feedbackAnswer",
        }
    }

    /// Whether the channel of Teams and Slack get it as well: what is urgent and what everybody is to see. What somebody
    /// asks or says of the service is for those who talk about it.
    pub fn is_posted(self) -> bool {
        !matches!(
            self,
            Self::Mention
                | Self::Answer
                | Self::Letter
                | Self::Named
                | Self::Rule
                | Self::Feedback
                | Self::FeedbackLate
                | Self::FeedbackAnswer
        )
    }

    /// How urgent it is, the most urgent first: calls, what is overdue or holds the experts up, what asks for an act, what
    /// was said, and news.
    pub fn urgency(self) -> u8 {
        match self {
            Self::BreakGlass => 0,
            Self::Escalation | Self::Approval => 1,
            Self::Published | Self::Hunting | Self::Reminder | Self::Release => 2,
            Self::Message | Self::Mention | Self::Answer | Self::Letter | Self::FeedbackLate => 3,
            Self::Named
            | Self::Rule
            | Self::CheckIn
            | Self::CheckInOff
            | Self::Feedback
            | Self::FeedbackAnswer => 4,
        }
    }

    /// By which channels it goes unless somebody says otherwise.
    pub fn channels(self) -> Vec<Channel> {
        let first = if self == Self::BreakGlass { Channel::Phone } else { Channel::Mail };
        let posted = if self.is_posted() { &[Channel::Teams, Channel::Slack][..] } else { &[] };
        std::iter::once(first).chain(posted.iter().copied()).collect()
    }

    /// Whether it tells only whom somebody chose: more people are added to the rule or the letter itself.
    pub fn names_its_readers(self) -> bool {
        matches!(self, Self::Rule | Self::Named | Self::Mention)
    }
}

/// What a notice leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An incident.
    Incident(IncidentId),
    /// A question.
    Inquiry(InquiryId),
    /// A check-in.
    CheckIn(CheckInId),
    /// Feedback or an escalation.
    Feedback(FeedbackId),
    /// A contact.
    Contact(ContactId),
    /// An incident of which a rule tells.
    Rule(MailRuleId, IncidentId),
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The name; of a channel none.
    pub name: String,
    /// The address; several with commas between them where one message goes to all.
    pub email: String,
    /// The telephone number, for what is urgent.
    pub phone: Option<String>,
    /// Whether the contact is on call at the moment of the notice.
    pub on_call: bool,
}

/// How a notice stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its moment has not come.
    Coming,
    /// It is to leave now.
    Due,
    /// It could not leave: why, when it is tried again, and who tried last.
    Failed(String, Timestamp, String),
    /// Somebody said that it need not leave, and why.
    Unneeded(String),
    /// Nobody sent it in time: it would tell nobody anything new.
    Lapsed,
    /// It left.
    Left,
}

/// Something that somebody is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The same wherever it is counted.
    pub key: String,
    /// What about.
    pub trigger: Trigger,
    /// What it leads to.
    pub subject: Subject,
    /// By which channel.
    pub channel: Channel,
    /// To whom; nobody in particular for a channel that many read.
    pub to: Option<Recipient>,
    /// When it is to leave.
    pub at: Timestamp,
    /// How it stands.
    pub standing: Standing,
}

/// Notices older than this tell nobody anything new, in days.
pub const RECENT_DAYS: i64 = 30;

/// What was not sent within [`RECENT_DAYS`] is listed for so many days more, so that it does not vanish unseen.
pub const LAPSED_DAYS: i64 = 30;

/// What is known beside the state: rows that the columns find quickly.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Incidents that await the customer: its turn. Those where the experts ask and go on are found beside.
    pub awaiting: Vec<Row>,
    /// Notifications of the hunters.
    pub notified: Vec<Row>,
    /// Incidents that were created within [`RECENT_DAYS`] and [`LAPSED_DAYS`], for rules of incident mails and for the
    /// telephone.
    pub recent: Vec<Row>,
}
