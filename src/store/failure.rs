//! Why a workspace could not be opened or a command not be saved, in values that the interface turns into words.

use super::backend::BackendError;
use crate::domain::refusal::Refusal;
use crate::formats::document::LoadProblem;
use std::fmt;

/// Why reading failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadFailure {
    /// The place did not answer.
    Backend(BackendError),
    /// A document is damaged or missing.
    Document {
        /// Which, and what is wrong with it.
        problem: LoadProblem,
        /// How many entries of the journal before it are whole.
        entries_intact: u64,
    },
}

impl From<BackendError> for LoadFailure {
    fn from(error: BackendError) -> Self {
        Self::Backend(error)
    }
}

impl From<LoadProblem> for LoadFailure {
    fn from(problem: LoadProblem) -> Self {
        Self::Document { problem, entries_intact: 0 }
    }
}

impl LoadFailure {
    /// Says how many entries were read before it happened.
    pub(super) fn after(self, entries: u64) -> Self {
        match self {
            Self::Document { problem, .. } => Self::Document { problem, entries_intact: entries },
            other => other,
        }
    }
}

impl fmt::Display for LoadFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Backend(error) => error.fmt(f),
            Self::Document { problem, entries_intact } => {
                write!(f, "{problem}; {entries_intact} entries before it are whole")
            }
        }
    }
}

impl std::error::Error for LoadFailure {}

/// Why a workspace can only be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// A newer version of the product wrote to it: reload the page to get that version.
    NewerVersion,
}

/// Why a command was not saved. What was entered is not lost as long as the caller keeps it: it can be sent again
/// with the same id.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveFailure {
    /// A rule says no.
    Refused(Refusal),
    /// Somebody else was first, and after what they did a rule says no.
    Overtaken(Refusal),
    /// The workspace can only be read.
    ReadOnly(ReadOnly),
    /// There is no room on the disk or in the browser's share of it.
    Quota,
    /// Another page holds the storage in an older form.
    Blocked,
    /// The storage was deleted or taken over by a newer version: reload.
    Superseded,
    /// There is no storage.
    Unavailable(String),
    /// Documents of the import are gone: import again.
    ImportGone,
    /// The storage holds another history than this page: reload.
    Diverged,
    /// The connection to the storage broke and did not come back. The command may be there after a reload.
    ConnectionLost(String),
    /// Too many others were first, again and again.
    Contended,
    /// What the storage holds cannot be read any more.
    Damaged(LoadProblem),
    /// The workspace was closed before the command's turn came.
    Closed,
    /// Anything else.
    Other(String),
}

impl From<BackendError> for SaveFailure {
    fn from(error: BackendError) -> Self {
        match error {
            BackendError::Conflict => Self::Contended,
            BackendError::Missing(_) => Self::ImportGone,
            BackendError::Quota => Self::Quota,
            BackendError::Blocked => Self::Blocked,
            BackendError::Superseded => Self::Superseded,
            BackendError::Unavailable(why) => Self::Unavailable(why),
            BackendError::Denied(_) | BackendError::Unfit(_) => Self::Other(error.to_string()),
            BackendError::ConnectionLost(why) => Self::ConnectionLost(why),
            BackendError::Other(why) => Self::Other(why),
        }
    }
}

impl From<LoadFailure> for SaveFailure {
    fn from(failure: LoadFailure) -> Self {
        match failure {
            LoadFailure::Backend(error) => error.into(),
            LoadFailure::Document { problem, .. } => Self::Damaged(problem),
        }
    }
}

impl SaveFailure {
    /// Whether the storage is at fault, so that the page must say that work is not saved. A refusal is none: nothing
    /// was to be saved.
    pub fn is_of_storage(&self) -> bool {
        !matches!(self, Self::Refused(_) | Self::Overtaken(_))
    }
}

impl fmt::Display for SaveFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "refused: {refusal}"),
            Self::Overtaken(refusal) => write!(f, "refused after what somebody else did: {refusal}"),
            Self::ReadOnly(ReadOnly::NewerVersion) => f.write_str("a newer version wrote to this workspace"),
            Self::Quota => f.write_str("there is no room"),
            Self::Blocked => f.write_str("another page holds the storage in an older form"),
            Self::Superseded => f.write_str("the storage was taken over by a newer version or deleted"),
            Self::Unavailable(why) => write!(f, "there is no storage: {why}"),
            Self::ImportGone => f.write_str("documents of the import are gone"),
            Self::Diverged => f.write_str("the storage holds another history"),
            Self::ConnectionLost(why) => write!(f, "the connection to the storage broke: {why}"),
            Self::Contended => f.write_str("others were first, again and again"),
            Self::Damaged(problem) => problem.fmt(f),
            Self::Closed => f.write_str("the workspace was closed"),
            Self::Other(why) => write!(f, "the storage failed: {why}"),
        }
    }
}

impl std::error::Error for SaveFailure {}
