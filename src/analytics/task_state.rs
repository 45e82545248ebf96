//! Where a task of the customer is, in the four words of the service's report (service.md 1.12).

use crate::domain::response::{Action, ActionState};
use crate::domain::time::Timestamp;

/// Where a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskState {
    /// Done.
    Completed,
    /// Left out with a reason.
    Skipped,
    /// Tried without success.
    Failed,
    /// Everything else: it still waits for somebody.
    Pending,
}

impl TaskState {
    /// All four, in the order of the bar.
    pub const ALL: [Self; 4] = [Self::Completed, Self::Skipped, Self::Failed, Self::Pending];

    /// The word in documents, links and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
            Self::Pending => "pending",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// The state of an action, and when it came to be settled.
    pub fn of(action: &Action) -> (Self, Option<Timestamp>) {
        match &action.state {
            ActionState::Completed { at, .. } => (Self::Completed, Some(*at)),
            ActionState::Skipped { at, .. } => (Self::Skipped, Some(*at)),
            ActionState::Failed { .. } => (Self::Failed, None),
            _ => (Self::Pending, None),
        }
    }
}
