//! Feedback and escalations: what somebody of the customer says of the service, what the advisor answers, and by when.
//!
//! Source: service.md 1.13 ("single point of contact for feedback and escalation"). The service publishes no times; ours
//! are targets and no promises, hold day and night, and are a setting.

use super::super::super::ids::{FeedbackId, IncidentId};
use super::super::super::people::Party;
use super::super::super::time::{HOUR_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// A conversation about feedback has at most so many notes.
pub const NOTES_MAX: usize = 200;

/// What it is, the least urgent first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FeedbackKind {
    /// Something went well.
    Praise,
    /// Something could be better.
    #[default]
    Suggestion,
    /// Something went wrong.
    Complaint,
    /// Something goes wrong now and somebody else has to look.
    Escalation,
}

impl FeedbackKind {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 4] = [Self::Escalation, Self::Complaint, Self::Suggestion, Self::Praise];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Praise => "praise",
            Self::Suggestion => "suggestion",
            Self::Complaint => "complaint",
            Self::Escalation => "escalation",
        }
    }
}

/// Within how many hours the advisor answers; `None` is no target. Praise awaits no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackTargets {
    /// To an escalation.
    #[serde(default)]
    pub escalation_hours: Option<u32>,
    /// To a complaint.
    #[serde(default)]
    pub complaint_hours: Option<u32>,
    /// To a suggestion.
    #[serde(default)]
    pub suggestion_hours: Option<u32>,
}

impl Default for FeedbackTargets {
    /// Half a shift, a day, a working week with its weekend.
    fn default() -> Self {
        Self { escalation_hours: Some(4), complaint_hours: Some(24), suggestion_hours: Some(5 * 24) }
    }
}

impl FeedbackTargets {
    /// The target of a kind, in hours.
    pub fn of(&self, kind: FeedbackKind) -> Option<u32> {
        match kind {
            FeedbackKind::Praise => None,
            FeedbackKind::Suggestion => self.suggestion_hours,
            FeedbackKind::Complaint => self.complaint_hours,
            FeedbackKind::Escalation => self.escalation_hours,
        }
    }
}

/// What somebody says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// What it is.
    pub kind: FeedbackKind,
    /// In one line.
    pub subject: String,
    /// Markdown.
    #[serde(default)]
    pub text: String,
    /// The incident that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
}

/// Something that was said or done about it afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub what: NoteKind,
    /// Markdown.
    pub text: String,
    /// Who.
    pub by: String,
    /// Of which side.
    pub party: Party,
    /// When.
    pub at: Timestamp,
}

/// What a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// An answer.
    Answer,
    /// It became an escalation.
    Escalated,
    /// It was resolved.
    Resolved,
    /// It was opened again.
    Reopened,
}

impl NoteKind {
    /// The word in keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Escalated => "escalated",
            Self::Resolved => "resolved",
            Self::Reopened => "reopened",
        }
    }
}

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedbackState {
    /// The advisor has not answered; by when it is awaited.
    Waiting(Option<Timestamp>),
    /// The advisor answered; whether in time, where there is a target.
    Answered(Option<bool>),
    /// It is resolved.
    Resolved,
}

/// Feedback as the workspace has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Its id.
    pub id: FeedbackId,
    /// Its number in the workspace.
    pub number: u32,
    /// What was said; its kind is that of now.
    pub said: Said,
    /// Who said it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What followed, oldest first.
    pub notes: Vec<Note>,
}

impl Feedback {
    /// The place of the last note from which on an answer is awaited anew.
    fn anew(&self) -> Option<usize> {
        let is_anew = |note: &Note| matches!(note.what, NoteKind::Escalated | NoteKind::Reopened);
        self.notes.iter().rposition(is_anew)
    }

    /// Since when an answer is awaited: since it was said, became an escalation or was opened again.
    pub fn awaited_since(&self) -> Timestamp {
        self.anew().and_then(|at| self.notes.get(at)).map_or(self.at, |note| note.at)
    }

    /// By when an answer is awaited.
    pub fn due(&self, targets: &FeedbackTargets) -> Option<Timestamp> {
        let hours = i64::from(targets.of(self.said.kind)?);
        Some(self.awaited_since().plus_millis(hours * HOUR_MS))
    }

    /// How it stands.
    pub fn state(&self, targets: &FeedbackTargets) -> FeedbackState {
        if self.is_resolved() {
            return FeedbackState::Resolved;
        }
        let is_answer = |note: &&Note| note.what == NoteKind::Answer && note.party == Party::Experts;
        let answer = self.notes.iter().skip(self.anew().map_or(0, |at| at + 1)).find(is_answer);
        match answer {
            Some(note) => FeedbackState::Answered(self.due(targets).map(|due| note.at <= due)),
            None => FeedbackState::Waiting(self.due(targets)),
        }
    }

    /// Whether it is resolved and was not opened again.
    pub fn is_resolved(&self) -> bool {
        let ends = |note: &&Note| matches!(note.what, NoteKind::Resolved | NoteKind::Reopened);
        self.notes.iter().rev().find(ends).is_some_and(|note| note.what == NoteKind::Resolved)
    }
}
