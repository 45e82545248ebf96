//! What came of an action on one of its assets, while it is not settled as a whole.

use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// An asset on which an action is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DoneOn {
    /// The asset's id.
    pub asset: String,
    /// When.
    pub at: Timestamp,
}

/// An asset on which an action is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOutOn {
    /// The asset's id.
    pub asset: String,
    /// Who left it out.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// An asset on which an action failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FailedOn {
    /// The asset's id.
    pub asset: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
