//! A question to the experts with its conversation.
//!
//! Source: service.md 1.11: topic and context come from where it was asked; contacts get a mail on a reply; the three
//! purposes are those that the founding documents name.

use super::super::brief::AssetKind;
use super::super::ids::{CommentId, IncidentId, InquiryId};
use super::super::people::{Actor, Party};
use super::super::time::Timestamp;
use super::question_scope::Nature;
use serde::{Deserialize, Serialize};

/// How many things a question may be about.
pub const ABOUT_MAX: usize = 20;
/// How many addresses may be told of a reply.
pub const TELL_MAX: usize = 20;

/// What a question is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// More about alerts and incidents: root cause and scope.
    #[default]
    Explain,
    /// Clarity on suspicious devices, alerts or incidents, and next steps against an advanced attacker.
    Suspicious,
    /// Risk and protection for actors, campaigns and techniques.
    Threat,
}

impl Purpose {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Explain, Self::Suspicious, Self::Threat];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Explain => "explain",
            Self::Suspicious => "suspicious",
            Self::Threat => "threat",
        }
    }
}

/// What something in a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AboutKind {
    /// An incident.
    Incident,
    /// An alert.
    Alert,
    /// A device.
    Device,
    /// A user.
    User,
    /// A mailbox.
    Mailbox,
    /// A cloud application.
    App,
}

impl AboutKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Incident, Self::Alert, Self::Device, Self::User, Self::Mailbox, Self::App];

    /// The kind of an asset as a question names it.
    pub fn of(kind: AssetKind) -> Self {
        match kind {
            AssetKind::Device => Self::Device,
            AssetKind::User => Self::User,
            AssetKind::Mailbox => Self::Mailbox,
            AssetKind::CloudApp => Self::App,
        }
    }

    /// The kind of the asset, where it is one.
    pub fn asset(self) -> Option<AssetKind> {
        AssetKind::ALL.into_iter().find(|kind| Self::of(*kind) == self)
    }

    /// The word in documents, keys and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Alert => "alert",
            Self::Device => "device",
            Self::User => "user",
            Self::Mailbox => "mailbox",
            Self::App => "app",
        }
    }
}

/// Something that a question is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// What it is.
    pub kind: AboutKind,
    /// Its id.
    pub id: String,
    /// Its name as it was when it was chosen.
    #[serde(default)]
    pub name: String,
    /// The incident in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Of an alert: the detector, the product and the threat family, as the source says them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signs: Vec<String>,
}

impl About {
    /// The incident that it is, or in which it stands.
    pub fn of_incident(&self) -> Option<IncidentId> {
        match self.kind {
            AboutKind::Incident => IncidentId::new(&self.id),
            _ => self.incident.clone(),
        }
    }
}

/// A question as it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// What it is for.
    pub purpose: Purpose,
    /// What the asker says that it is.
    #[serde(default)]
    pub nature: Nature,
    /// In one line.
    pub subject: String,
    /// Markdown.
    pub text: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<About>,
    /// Addresses that get a mail on a reply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tell: Vec<String>,
}

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: CommentId,
    /// Markdown.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// For which side.
    pub party: Party,
    /// When.
    pub at: Timestamp,
}

/// What the experts write about by themselves (service.md 1.4, e-mail by an expert).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LetterKind {
    /// They need more context to go on.
    #[default]
    Context,
    /// They found something outside any incident.
    Finding,
}

impl LetterKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Context, Self::Finding];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Finding => "finding",
        }
    }
}

/// Where a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InquiryState {
    /// No expert has it yet.
    Waiting,
    /// An expert has it and owes an answer.
    WithExpert,
    /// The last word is an expert's.
    Answered,
    /// It is done.
    Closed,
    /// It was taken back before an expert had it.
    Withdrawn,
}

impl InquiryState {
    /// All of them in the order of display.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::WithExpert, Self::Answered, Self::Closed, Self::Withdrawn];

    /// The word in keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::WithExpert => "withExpert",
            Self::Answered => "answered",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A question as the workspace has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Inquiry {
    /// Its id.
    pub id: InquiryId,
    /// Its number in the workspace, from 1.
    pub number: u32,
    /// The question.
    pub question: Question,
    /// Who asked.
    pub by: Actor,
    /// When it was asked.
    pub asked: Timestamp,
    /// The conversation; the question itself is the first message.
    pub messages: Vec<Message>,
    /// When an expert had it, and who: from then on it costs a credit.
    pub taken: Option<(Timestamp, String)>,
    /// When it was closed or taken back.
    pub ended: Option<Timestamp>,
    /// The incident that was made of it.
    pub incident: Option<IncidentId>,
    /// What the experts write about, where they began the conversation: such a letter costs no question.
    pub letter: Option<LetterKind>,
}

impl Inquiry {
    /// Where it is.
    pub fn state(&self) -> InquiryState {
        match (self.ended, &self.taken) {
            (Some(_), None) => InquiryState::Withdrawn,
            (Some(_), Some(_)) => InquiryState::Closed,
            (None, None) => InquiryState::Waiting,
            (None, Some(_)) => {
                let last = self.messages.last().map(|message| message.party);
                if last == Some(Party::Experts) { InquiryState::Answered } else { InquiryState::WithExpert }
            }
        }
    }

    /// Whether no expert has it yet.
    pub fn is_waiting(&self) -> bool {
        self.state() == InquiryState::Waiting
    }

    /// Its number as people say it: `Q-0031`, and `L-0031` of a letter of the experts.
    pub fn code(&self) -> String {
        let kind = if self.letter.is_some() { 'L' } else { 'Q' };
        format!("{kind}-{:04}", self.number)
    }

    /// When something was said last.
    pub fn latest(&self) -> Timestamp {
        self.messages.last().map_or(self.asked, |message| message.at)
    }
}
