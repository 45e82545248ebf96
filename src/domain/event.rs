//! What happened. Names are versioned by never changing: a new meaning gets a new name.

use super::business_review::Review;
use super::contact_notes::ContactNote;
use super::experts::ExpertsEvent;
use super::ids::{CommandId, ContactId, ImportId, IncidentId, ReviewId, ViewId, WorkspaceId};
use super::imports::ImportSummary;
use super::onboarding::Draft;
use super::people::{Actor, Party};
use super::phase::Phase;
use super::playbook::Playbook;
use super::readiness::ActionStatus;
use super::settings::{ReadinessParameters, Settings};
use super::steering::SteeringEvent;
use super::time::Timestamp;
use super::views::SavedView;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use super::incident_event::IncidentEvent;

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "type")]
pub enum Event {
    /// The first event of every journal.
    WorkspaceCreated {
        /// Its id.
        id: WorkspaceId,
        /// Its name.
        name: String,
    },
    /// The workspace got another name.
    WorkspaceRenamed {
        /// The new name.
        name: String,
    },
    /// The wizard's input was kept.
    OnboardingDraftSaved {
        /// All of it.
        draft: Box<Draft>,
    },
    /// The wizard was submitted.
    OnboardingSubmitted {
        /// The settings that follow from it.
        settings: Box<Settings>,
    },
    /// Settings were changed.
    SettingsChanged {
        /// All settings as they are now.
        settings: Box<Settings>,
    },
    /// A change of what the experts may do was proposed; it waits for a second administrator.
    SettingsProposed {
        /// All settings as they would be.
        settings: Box<Settings>,
    },
    /// The change that waited was agreed to or refused. What was agreed to is a change of the settings before it.
    ProposalClosed {
        /// Whether it was agreed to.
        approved: bool,
        /// Why not.
        #[serde(default)]
        reason: String,
    },
    /// Something was noted of a contact.
    ContactNoted {
        /// Which.
        contact: ContactId,
        /// The address that it is true of.
        email: String,
        /// What.
        note: ContactNote,
    },
    /// The formula's parameters were changed.
    ReadinessParametersSet {
        /// The parameters as they are now.
        parameters: ReadinessParameters,
    },
    /// Somebody said how far a recommendation is.
    ReadinessActionSet {
        /// The key of the recommendation.
        key: String,
        /// Its state.
        status: ActionStatus,
        /// Why.
        #[serde(default)]
        reason: String,
        /// Who answers for it.
        #[serde(default)]
        owner: String,
        /// By when it shall be done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
        /// What shows that it is done.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        evidence: String,
        /// Until when a risk is accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires: Option<Timestamp>,
    },
    /// Something was decided on the way through readiness and monitoring.
    Steered {
        /// What.
        what: SteeringEvent,
    },
    /// Something happened in the work with the experts.
    Experts {
        /// What.
        what: ExpertsEvent,
    },
    /// A phase began.
    PhaseStarted {
        /// Which.
        phase: Phase,
        /// Why.
        #[serde(default)]
        note: String,
    },
    /// An import was taken, whole.
    ImportTaken {
        /// Which.
        import: Box<ImportSummary>,
    },
    /// A playbook was kept in a new version.
    PlaybookSaved {
        /// All of it.
        playbook: Box<Playbook>,
    },
    /// Playbooks may publish by themselves, or no longer.
    AutomationAllowed {
        /// Whether they may.
        allowed: bool,
    },
    /// A business review was begun or changed.
    ReviewSaved {
        /// All of it.
        review: Box<Review>,
    },
    /// A business review was signed off.
    ReviewSigned {
        /// Which.
        review: ReviewId,
        /// The tables of its report as they were.
        figures: Box<Value>,
    },
    /// A business review that was not signed off was deleted.
    ReviewRemoved {
        /// Which.
        review: ReviewId,
    },
    /// An import was taken back.
    ImportUndone {
        /// Which.
        import: ImportId,
    },
    /// Something happened to an incident.
    Incident {
        /// Which.
        incident: IncidentId,
        /// What.
        what: IncidentEvent,
    },
    /// The same happened to many incidents at once. One event for all, so that ten thousand take little space.
    Incidents {
        /// Incidents to which the same happened, each set once.
        groups: Vec<Group>,
        /// The command that this one takes back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        undoes: Option<CommandId>,
        /// Why, once for all.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// What a command changed beside incidents was taken back; the events after it say how everything is again.
    TakenBack {
        /// The command.
        command: CommandId,
    },
    /// A view of the queue was kept or changed.
    ViewSaved {
        /// All of it.
        view: SavedView,
    },
    /// A view was forgotten.
    ViewRemoved {
        /// Which.
        id: ViewId,
    },
    /// The view with which the queue opens was chosen.
    DefaultViewSet {
        /// For which side.
        party: Party,
        /// Which; `None` opens on everything.
        #[serde(default)]
        id: Option<ViewId>,
    },
}

/// Incidents to which the same happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Which.
    pub incidents: Vec<IncidentId>,
    /// What, in order.
    pub what: Vec<IncidentEvent>,
    /// What takes it back, in order; empty where nothing does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub back: Vec<IncidentEvent>,
}

impl Event {
    /// What happened to which incident, one after the other.
    pub fn happenings(&self) -> impl Iterator<Item = (&IncidentId, &IncidentEvent)> {
        let (one, groups) = match self {
            Self::Incident { incident, what } => (Some((incident, what)), &[][..]),
            Self::Incidents { groups, .. } => (None, groups.as_slice()),
            _ => (None, &[][..]),
        };
        let many = groups.iter().flat_map(|group| {
            group.incidents.iter().flat_map(|incident| group.what.iter().map(move |what| (incident, what)))
        });
        one.into_iter().chain(many)
    }

    /// What happened to one incident.
    pub fn of_incident<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a IncidentEvent> {
        let (one, groups) = match self {
            Self::Incident { incident, what } => (Some(what).filter(|_| incident.as_str() == id), &[][..]),
            Self::Incidents { groups, .. } => (None, groups.as_slice()),
            _ => (None, &[][..]),
        };
        let own = groups.iter().filter(move |group| group.incidents.iter().any(|known| known.as_str() == id));
        one.into_iter().chain(own.flat_map(|group| &group.what))
    }
}

/// An entry of the journal: the events of one command with its signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its number; the first is 1 and there is no gap.
    pub seq: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// Who asked.
    pub by: Actor,
    /// The command's id.
    pub command: CommandId,
    /// What happened, in order.
    pub events: Vec<Event>,
}
