//! Saved views of the queue: a name for a link, kept in the workspace for one side.

use super::ids::ViewId;
use super::people::Party;
use serde::{Deserialize, Serialize};

/// Longest link that is kept, in characters: browsers and proxies agree on little more than this for a whole address.
pub const LINK_CHARS_MAX: usize = 4_000;
/// How many views a workspace may have; far above what a menu can show.
pub const VIEWS_MAX: usize = 200;

/// The key of the view that the queue opens with where nobody wants another.
pub const ATTENTION: &str = "attention";
/// The keys of the views that every workspace has. Nobody keeps them, and each may be the default of a side.
pub const BUILT_IN: [&str; 10] = [
    ATTENTION,
    "all",
    "yourTurn",
    "beingWorked",
    "waitingForExperts",
    "finishedByExperts",
    "open",
    "month",
    "risk",
    "duplicates",
];

/// A view of the queue under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// Its id.
    pub id: ViewId,
    /// Its name.
    pub name: String,
    /// The words of its link after `?`: filter, order, list, columns.
    pub link: String,
    /// The side that sees it.
    pub party: Party,
    /// Who kept it.
    pub by: String,
}
