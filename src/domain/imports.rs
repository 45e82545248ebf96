//! What an import was: its source, its batches and its counts. The records themselves are in the batches.

use super::estate::licence::Seats;
use super::ids::ImportId;
use super::machine_action::MachineAction;
use super::mapping::TableMapping;
use super::posture::{DeviceRecommendation, Layer};
use super::readiness::{DeviceCounts, IdentityCounts, ScorePoint};
use super::task::ImportedTask;
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
    /// Machine actions of Defender for Endpoint.
    MachineActions,
    /// Tasks of incidents.
    IncidentTasks,
    /// Recommendations of vulnerability management.
    Recommendations,
    /// ATT&CK Navigator layers.
    Layers,
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
            Self::MachineActions => "machineActions",
            Self::IncidentTasks => "incidentTasks",
            Self::Recommendations => "recommendations",
            Self::Layers => "layers",
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
    /// Of an incident of which another record of the same import is: the newest of them holds.
    #[serde(skip_serializing_if = "is_zero")]
    pub repeated: u32,
    /// Merged into another incident: never counted in a figure.
    pub redirected: u32,
    /// Out of the scope of the service: kept and shown, not worked.
    pub out_of_scope: u32,
    /// Could not be read; each is listed with its place.
    pub skipped: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(count: &u32) -> bool {
    *count == 0
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
    /// Machine actions that are new or changed; they settle response actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub machine_actions: Vec<MachineAction>,
    /// Tasks of incidents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<ImportedTask>,
    /// Recommendations of vulnerability management.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<DeviceRecommendation>,
    /// ATT&CK Navigator layers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<Layer>,
    /// How a table was read, so that the next one of its kind is read the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<TableMapping>,
}

impl ImportSummary {
    /// Whether it says anything of readiness: then it is a run.
    pub fn is_run(&self) -> bool {
        self.devices.is_some() || self.identities.is_some() || self.seats.is_some() || self.score.is_some()
    }

    /// An import of nothing yet.
    pub fn new(id: ImportId, kind: ImportKind) -> Self {
        Self {
            id,
            kind,
            sources: Vec::new(),
            batches: Vec::new(),
            counts: ImportCounts::default(),
            devices: None,
            identities: None,
            devices_seen: None,
            seats: None,
            score: None,
            machine_actions: Vec::new(),
            tasks: Vec::new(),
            recommendations: Vec::new(),
            layers: Vec::new(),
            mapping: None,
        }
    }
}
