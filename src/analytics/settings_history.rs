//! The history of the settings: who changed what, when, read from the journal; and as records of an audit log.
//!
//! service.md 1.10, auditing: "customer administrators' changes to the Defender Experts settings: workload
//! MicrosoftDefenderExperts, record type 237 DefenderExpertsforXDRAdmin".

use crate::domain::contact_notes::ContactNote;
use crate::domain::difference::{Difference, differences};
use crate::domain::event::{Entry, Event};
use crate::domain::onboarding::TenantObject;
use crate::domain::readiness::ActionRecord;
use crate::domain::settings::Settings;
use crate::domain::steering::SteeringEvent;
use crate::domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

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
    /// What is known of an action needed changed: its key; before, then.
    ActionSet(String, Box<(ActionRecord, ActionRecord)>),
    /// An object of the tenant was ticked as there, or not any more.
    TenantSeen(TenantObject, bool),
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
            Self::TenantSeen(..) => "NoteTenantObject",
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
            for operation in ticks(&mut known, event) {
                let (at, by, differences) = (entry.at, entry.by.person.clone(), Vec::new());
                records.push(SettingsRecord { seq: entry.seq, at, by, operation, differences });
            }
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
    actions: BTreeMap<String, ActionRecord>,
    tenant: BTreeSet<TenantObject>,
}

/// What a kept draft of the wizard says of the objects in the tenant that was not said before.
fn ticks(known: &mut So, event: &Event) -> Vec<Operation> {
    let Event::OnboardingDraftSaved { draft } = event else { return Vec::new() };
    let seen = std::mem::replace(&mut known.tenant, draft.tenant_seen.clone());
    let changed = TenantObject::ALL.into_iter().filter(|it| seen.contains(it) != known.tenant.contains(it));
    changed.map(|object| Operation::TenantSeen(object, known.tenant.contains(&object))).collect()
}

fn read(So { settings: known, actions, .. }: &mut So, event: &Event) -> Option<(Operation, Vec<Difference>)> {
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
        Event::ReadinessActionSet { key, .. } => {
            let now = ActionRecord::said(event)?;
            let before = actions.insert(key.clone(), now.clone()).unwrap_or_default();
            plain(Operation::ActionSet(key.clone(), Box::new((before, now))))
        }
        Event::WorkspaceRenamed { name } => plain(Operation::Renamed(name.clone())),
        _ => None,
    }
}
