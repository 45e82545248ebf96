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
}

impl KnownWorkspace {
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
