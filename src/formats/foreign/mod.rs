//! Foreign records that are no Graph incidents: read into facts of their own, or put into the shape of a Graph incident or
//! alert, which the reader of incidents then takes.

pub(crate) mod alerts;
pub(crate) mod facts;
pub(crate) mod fields;
pub(crate) mod ocsf;
pub(crate) mod sentinel;
mod stand_in;

use crate::domain::ids::IncidentId;
use crate::domain::machine_action::MachineAction;
use crate::domain::posture::{DeviceRecommendation, Layer};
use crate::domain::record::{AlertRecord, CommentRecord, EvidenceRecord};
use crate::domain::task::ImportedTask;

pub(crate) use stand_in::{Part, incident_of_parts};

/// What a record says that is no incident.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fact {
    /// An alert that belongs to an incident.
    Alert(Box<LooseAlert>),
    /// Evidence of an alert, by the id of the alert.
    Evidence(String, Box<EvidenceRecord>),
    /// A comment on an incident.
    Comment(IncidentId, Box<CommentRecord>),
    /// What was done to a device.
    MachineAction(Box<MachineAction>),
    /// A task of an incident.
    Task(Box<ImportedTask>),
    /// A recommendation of vulnerability management.
    Recommendation(Box<DeviceRecommendation>),
    /// An ATT&CK Navigator layer.
    Layer(Box<Layer>),
}

/// An alert that came without its incident.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LooseAlert {
    /// The incident that it names, and otherwise its own id: it becomes an incident of its own.
    pub(crate) incident: IncidentId,
    /// Whether it names its incident.
    pub(crate) is_named: bool,
    /// The alert.
    pub(crate) record: AlertRecord,
}
