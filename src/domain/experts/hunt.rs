//! Hunts: a hypothesis, how it is looked for, what was found, and how it ended, also when nothing was found.
//!
//! Source: service.md 1.14: "Hunts page: types intelligence-based and suspicious activity; states In progress and
//! Completed; outcome also when nothing found". Hunters never act on assets; they recommend.

use super::super::ids::{HuntId, IncidentId};
use super::super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How many techniques, queries or findings a hunt may have.
pub const HUNT_LIST_MAX: usize = 100;

/// What set a hunt off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HuntKind {
    /// Knowledge of an actor, a campaign or a technique.
    #[default]
    Intelligence,
    /// Something that was seen here.
    Suspicious,
}

impl HuntKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Intelligence, Self::Suspicious];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Intelligence => "intelligence",
            Self::Suspicious => "suspicious",
        }
    }
}

/// A query of a hunt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HuntQuery {
    /// What it looks for.
    #[serde(default)]
    pub name: String,
    /// The query in KQL.
    pub kql: String,
}

/// What is looked for, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HuntPlan {
    /// What set it off.
    pub kind: HuntKind,
    /// Its name.
    pub title: String,
    /// What would be so if the hunters are right.
    pub hypothesis: String,
    /// Technique ids such as `T1110.003`.
    #[serde(default)]
    pub techniques: Vec<String>,
    /// How it is looked for.
    #[serde(default)]
    pub queries: Vec<HuntQuery>,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What, in Markdown.
    pub text: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// How a hunt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HuntOutcome {
    /// Nothing that supports the hypothesis.
    Nothing,
    /// Something of use, but no attack.
    Benign,
    /// Suspicious activity.
    Found,
}

impl HuntOutcome {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Nothing, Self::Benign, Self::Found];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Benign => "benign",
            Self::Found => "found",
        }
    }
}

/// The end of a hunt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HuntEnd {
    /// How it ended.
    pub outcome: HuntOutcome,
    /// What came of it, in Markdown.
    pub summary: String,
    /// Who ended it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A hunt as the workspace has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hunt {
    /// Its id.
    pub id: HuntId,
    /// Its number in the workspace, from 1.
    pub number: u32,
    /// What is looked for.
    pub plan: HuntPlan,
    /// Who began it, and when.
    pub begun: (String, Timestamp),
    /// What was found, oldest first.
    pub findings: Vec<Finding>,
    /// How it ended.
    pub ended: Option<HuntEnd>,
    /// The notification that was made of it: an incident.
    pub notification: Option<IncidentId>,
}

impl Hunt {
    /// Its number as people say it: `H-014`.
    pub fn code(&self) -> String {
        format!("H-{:03}", self.number)
    }

    /// When it ended, or now for one that goes on: where it stands on a line of time.
    pub fn latest(&self) -> Timestamp {
        self.ended.as_ref().map_or(self.begun.1, |end| end.at)
    }
}
