//! The education plan: who learns what by when.
//!
//! Source: service.md 1.13 ("education from sign-up to escalation").

use super::super::super::ids::LessonId;
use super::super::super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A plan has at most so many items.
pub const LESSONS_MAX: usize = 200;

/// The subjects of the usual plan, from sign-up to escalation; their words are in the catalogue of the interface.
pub const USUAL: [&str; 8] =
    ["sign-up", "set-up", "readiness", "response", "actions", "questions", "reports", "escalation"];

/// The subjects of the usual plan that a plan lacks.
pub fn lacking(lessons: &[Lesson]) -> Vec<&'static str> {
    let has = |key: &str| lessons.iter().any(|it| it.plan.usual.as_deref() == Some(key));
    USUAL.into_iter().filter(|key| !has(key)).collect()
}

/// How far an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LessonState {
    /// Nothing happened yet.
    #[default]
    Planned,
    /// It was begun.
    Begun,
    /// Everybody it is for has had it.
    Done,
}

impl LessonState {
    /// All three, in their order.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Begun, Self::Done];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Begun => "begun",
            Self::Done => "done",
        }
    }
}

/// An item as it is planned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LessonPlan {
    /// What is learned.
    pub topic: String,
    /// Which of [`USUAL`] it is, where nobody gave it words of its own: it is shown in the words of the interface, and known
    /// as the same in every language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual: Option<String>,
    /// Who learns it: a person or a team.
    #[serde(default)]
    pub who: String,
    /// By when; the moment at which the day ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

/// An item as the workspace has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its id.
    pub id: LessonId,
    /// What is planned.
    pub plan: LessonPlan,
    /// How far it is.
    pub state: LessonState,
    /// Who said so, and when.
    pub changed: (String, Timestamp),
}

impl Lesson {
    /// Whether its day has passed.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.state != LessonState::Done && self.plan.due.is_some_and(|due| due <= now)
    }
}
