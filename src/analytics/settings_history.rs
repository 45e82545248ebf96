//! The history of the settings: who changed what, when, read from the journal; and as records of an audit log.
//!
//! The service's documentation, auditing: "customer administrators' changes to the Defender Experts settings: workload
//! MicrosoftDefenderExperts, record type 237 DefenderExpertsforXDRAdmin".

use crate::domain::contact_notes::ContactNote;
use crate::domain::difference::{Difference, differences};
use crate::domain::event::{Entry, Event};
use crate::domain::readiness::ActionStatus;
use crate::domain::settings::Settings;
use crate::domain::steering::SteeringEvent;
use crate::domain::time::Timestamp;
use std::collections::BTreeMap;

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
    /// The formula of protected assets was changed.
    FormulaChanged,
    /// Something was decided on the way through readiness and monitoring.
    Steered(SteeringEvent),
    /// An action needed got another state: its key, before, then, and the reason.
    ActionSet(String, ActionStatus, ActionStatus, String),
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
            Self::FormulaChanged => "UpdateReadinessTargets",
            Self::Steered(_) => "UpdateReadinessPlan",
            Self::ActionSet(..) => "UpdateReadinessAction",
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
    let mut known = So::default();
    let mut records = Vec::new();
    for entry in entries {
        for event in &entry.events {
            let Some((operation, changed)) = read(&mut known, event) else { continue };
            let (at, by) = (entry.at, entry.by.person.clone());
            records.push(SettingsRecord { seq: entry.seq, at, by, operation, differences: changed });
        }
    }
    records
}

/// What held so far.
#[derive(Default)]
struct So {
    settings: Settings,
    actions: BTreeMap<String, ActionStatus>,
}

fn read(So { settings: known, actions }: &mut So, event: &Event) -> Option<(Operation, Vec<Difference>)> {
    fn set(settings: &mut Settings, new: &Settings) -> Vec<Difference> {
        let changed = differences(settings, new);
        *settings = new.clone();
        changed
    }
    let plain = |operation| Some((operation, Vec::new()));
    match event {
        Event::OnboardingSubmitted { settings } => Some((Operation::Submitted, set(known, settings))),
        Event::SettingsChanged { settings } => Some((Operation::Changed, set(known, settings))),
        Event::SettingsProposed { settings: proposed } => {
            Some((Operation::Proposed, differences(known, &known.with_bounds_of(proposed))))
        }
        Event::ProposalClosed { approved, reason } => {
            plain(Operation::Closed { approved: *approved, reason: reason.clone() })
        }
        Event::ContactNoted { email, note, .. } => {
            plain(Operation::ContactNoted(email.clone(), note.clone()))
        }
        Event::ReadinessParametersSet { parameters } => {
            let new = Settings { readiness: *parameters, ..known.clone() };
            Some((Operation::FormulaChanged, set(known, &new)))
        }
        Event::Steered { what } => plain(Operation::Steered(what.clone())),
        Event::ReadinessActionSet { key, status, reason, .. } => {
            let before = actions.insert(key.clone(), *status).unwrap_or_default();
            plain(Operation::ActionSet(key.clone(), before, *status, reason.clone()))
        }
        Event::WorkspaceRenamed { name } => plain(Operation::Renamed(name.clone())),
        _ => None,
    }
}
