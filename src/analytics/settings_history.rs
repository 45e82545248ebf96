//! The history of the settings: who changed what, when, read from the journal; and as records of an audit log.
//!
//! The service's documentation, auditing: "customer administrators' changes to the Defender Experts settings: workload
//! MicrosoftDefenderExperts, record type 237 DefenderExpertsforXDRAdmin".

use crate::domain::contact_notes::ContactNote;
use crate::domain::difference::{Difference, differences};
use crate::domain::event::{Entry, Event};
use crate::domain::settings::{ReadinessParameters, Settings};
use crate::domain::time::Timestamp;

/// The workload of such records.
pub const AUDIT_WORKLOAD: &str = "MicrosoftDefenderExperts";
/// The type of such records, `DefenderExpertsforXDRAdmin`.
pub const AUDIT_RECORD_TYPE: u32 = 237;

/// What was done to the settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// The set-up was submitted.
    Submitted,
    /// Settings were changed.
    Changed,
    /// A change was proposed.
    Proposed,
    /// A proposal was agreed to or refused, with the reason.
    Closed {
        /// Whether it was agreed to.
        approved: bool,
        /// Why not.
        reason: String,
    },
    /// Something was noted of a contact, by its address.
    ContactNoted(String, ContactNote),
    /// The targets of readiness were set.
    TargetsSet(ReadinessParameters),
    /// The workspace got another name.
    Renamed(String),
}

impl Operation {
    /// The word of the audit log.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Submitted => "SubmitOnboarding",
            Self::Changed => "UpdateSettings",
            Self::Proposed => "ProposeSettings",
            Self::Closed { approved: true, .. } => "ApproveSettings",
            Self::Closed { .. } => "RejectSettings",
            Self::ContactNoted(..) => "NoteContact",
            Self::TargetsSet(_) => "UpdateReadinessTargets",
            Self::Renamed(_) => "RenameWorkspace",
        }
    }
}

/// One record.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingsRecord {
    /// The number of the entry in the journal.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What was done.
    pub operation: Operation,
    /// What it changed, or would change where it was proposed.
    pub differences: Vec<Difference>,
}

/// The records of a journal that is read from its beginning, oldest first.
pub fn settings_history<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<SettingsRecord> {
    let mut settings = Settings::default();
    let mut records = Vec::new();
    for entry in entries {
        for event in &entry.events {
            let Some((operation, changed)) = read(&mut settings, event) else { continue };
            let (at, by) = (entry.at, entry.by.person.clone());
            records.push(SettingsRecord { seq: entry.seq, at, by, operation, differences: changed });
        }
    }
    records
}

fn read(settings: &mut Settings, event: &Event) -> Option<(Operation, Vec<Difference>)> {
    let mut set = |new: &Settings| {
        let changed = differences(settings, new);
        *settings = new.clone();
        changed
    };
    let plain = |operation| Some((operation, Vec::new()));
    match event {
        Event::OnboardingSubmitted { settings } => Some((Operation::Submitted, set(settings))),
        Event::SettingsChanged { settings } => Some((Operation::Changed, set(settings))),
        Event::SettingsProposed { settings: proposed } => {
            Some((Operation::Proposed, differences(settings, &settings.with_bounds_of(proposed))))
        }
        Event::ProposalClosed { approved, reason } => {
            plain(Operation::Closed { approved: *approved, reason: reason.clone() })
        }
        Event::ContactNoted { email, note, .. } => {
            plain(Operation::ContactNoted(email.clone(), note.clone()))
        }
        Event::ReadinessParametersSet { parameters } => {
            settings.readiness = *parameters;
            plain(Operation::TargetsSet(*parameters))
        }
        Event::WorkspaceRenamed { name } => plain(Operation::Renamed(name.clone())),
        _ => None,
    }
}
