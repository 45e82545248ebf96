//! What a browser remembers of each of its workspaces outside of them, so that it can list them.

use crate::domain::ids::WorkspaceId;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A workspace of this browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KnownWorkspace {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name when it was last opened.
    pub name: String,
    /// When it was last opened.
    pub opened: Timestamp,
    /// The key of its place, where it is not the id: a workspace that was restored from a backup has the id of the one
    /// that the backup was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The address of the endpoint that it is kept in step with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// The last backup: when, and up to which entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backed_up: Option<(Timestamp, u64)>,
    /// Whether it is a demonstration, which has a place of its own and goes nowhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_demo: bool,
}

/// After how many further entries a backup is due.
pub const BACKUP_DUE_ENTRIES: u64 = 50;
/// After how long a backup is due when anything was done since: a week.
pub const BACKUP_DUE_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// Whether a person should be reminded of a backup: enough was done since the last one, and it was long ago.
pub fn is_backup_due(last: Option<(Timestamp, u64)>, first: Timestamp, seq: u64, now: Timestamp) -> bool {
    let (since, done) = last.unwrap_or((first, 0));
    seq.saturating_sub(done) >= BACKUP_DUE_ENTRIES && now.millis_since(since) >= BACKUP_DUE_MS
}

impl KnownWorkspace {
    /// A workspace whose place goes by its id.
    pub fn new(id: WorkspaceId, name: String, opened: Timestamp) -> Self {
        Self { id, name, opened, place: None, endpoint: None, backed_up: None, is_demo: false }
    }

    /// The key of its place.
    pub fn place(&self) -> &str {
        self.place.as_deref().unwrap_or(self.id.as_str())
    }

    /// The text that is kept.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads a text that was kept; `None` for one that is none of ours.
    pub fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
