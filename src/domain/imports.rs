//! What an import was: its source, its batches and its counts. The records themselves are in the batches.

use super::estate::licence::Seats;
use super::ids::ImportId;
use super::readiness::{DeviceCounts, IdentityCounts, ScorePoint};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What kind of records a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ImportKind {
    /// Graph security incidents, with or without their alerts.
    GraphIncidents,
    /// Defender for Endpoint machines.
    Machines,
    /// Defender for Identity sensors.
    Sensors,
    /// Defender for Identity health issues.
    HealthIssues,
    /// Secure Score, one a day.
    SecureScores,
    /// The controls of Secure Score.
    ControlProfiles,
    /// Subscriptions of the tenant.
    Licences,
    /// People of the directory.
    People,
    /// Groups of the directory.
    Groups,
    /// Only of batches: records of the estate and the directory, each with its own kind.
    Estate,
}

impl ImportKind {
    /// The word in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GraphIncidents => "graphIncidents",
            Self::Machines => "machines",
            Self::Sensors => "sensors",
            Self::HealthIssues => "healthIssues",
            Self::SecureScores => "secureScores",
            Self::ControlProfiles => "controlProfiles",
            Self::Licences => "licences",
            Self::People => "people",
            Self::Groups => "groups",
            Self::Estate => "estate",
        }
    }
}

/// A batch document that an import wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchRef {
    /// The name of the document: `batch-<sha256>.json`.
    pub name: String,
    /// How many records it holds.
    pub records: u32,
    /// How many bytes it has.
    pub bytes: u64,
    /// What its records are, where that is not the kind of its import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ImportKind>,
}

/// How an import compares with what was there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ImportCounts {
    /// Records read.
    pub records: u32,
    /// Not there before.
    pub new: u32,
    /// There before, older than now.
    pub changed: u32,
    /// There before, just so or newer: left as it is.
    pub unchanged: u32,
    /// Merged into another incident: never counted in a figure.
    pub redirected: u32,
    /// Out of the scope of the service: kept and shown, not worked.
    pub out_of_scope: u32,
    /// Could not be read; each is listed with its place.
    pub skipped: u32,
}

/// An import as the journal names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportSummary {
    /// Its id.
    pub id: ImportId,
    /// What kind of records.
    pub kind: ImportKind,
    /// The names of the files, or `Pasted text`.
    pub sources: Vec<String>,
    /// The batches in the order in which they are to be read. Empty when nothing was new.
    pub batches: Vec<BatchRef>,
    /// How it compares.
    pub counts: ImportCounts,
    /// The devices that an export of machines counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub devices: Option<DeviceCounts>,
    /// The domain controllers that an export of sensors counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identities: Option<IdentityCounts>,
    /// The newest report among the devices: an old export is not news.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub devices_seen: Option<Timestamp>,
    /// The seats that an export of subscriptions counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<Seats>,
    /// The newest day of an export of Secure Score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<ScorePoint>,
}

impl ImportSummary {
    /// Whether it says anything of readiness: then it is a run.
    pub fn is_run(&self) -> bool {
        self.devices.is_some() || self.identities.is_some() || self.seats.is_some() || self.score.is_some()
    }
}
