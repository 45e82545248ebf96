//! What happened. Names are versioned by never changing: a new meaning gets a new name.

use super::business_review::Review;
use super::contact_notes::ContactNote;
use super::ids::{
    ActionId, CommandId, CommentId, ContactId, ImportId, IncidentId, ReviewId, ViewId, WorkspaceId,
};
use super::imports::ImportSummary;
use super::onboarding::Draft;
use super::people::{Actor, Party};
use super::phase::Phase;
use super::playbook::Playbook;
use super::readiness::ActionStatus;
use super::response::{Action, ActionState, InvestigationSummary, Publication};
use super::settings::{ReadinessParameters, Settings};
use super::steering::SteeringEvent;
use super::time::Timestamp;
use super::views::SavedView;
use super::vocabulary::{AlertStatus, Classification, Determination, Status};
use super::work::{Assignment, Comment, PauseReason};
use serde::{Deserialize, Serialize};
use serde_json::Value;

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

/// What happened to an incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "what")]
pub enum IncidentEvent {
    /// It has another status.
    StatusChanged {
        /// Before.
        from: Status,
        /// Now.
        to: Status,
    },
    /// Somebody else has it.
    Assigned {
        /// Before.
        from: Assignment,
        /// Now.
        to: Assignment,
    },
    /// It was classified.
    Classified {
        /// The classification.
        classification: Classification,
        /// The determination.
        determination: Determination,
    },
    /// A tag was added.
    TagAdded {
        /// The tag.
        tag: String,
    },
    /// A tag was removed.
    TagRemoved {
        /// The tag.
        tag: String,
    },
    /// The summary was saved.
    SummarySaved {
        /// All of it.
        summary: Box<InvestigationSummary>,
    },
    /// An action was added to the response.
    ActionPlanned {
        /// The action with who carries it out.
        action: Box<Action>,
    },
    /// An unpublished action was taken out.
    ActionWithdrawn {
        /// Which.
        action: ActionId,
    },
    /// The response was published.
    ResponsePublished {
        /// The conclusion.
        classification: Classification,
        /// Its reason.
        determination: Determination,
        /// The actions as published, with who carries each out and why.
        actions: Vec<Action>,
    },
    /// An action was begun.
    ActionStarted {
        /// Which.
        action: ActionId,
    },
    /// An action was done.
    ActionCompleted {
        /// Which.
        action: ActionId,
        /// What was said of it.
        #[serde(default)]
        note: String,
    },
    /// An action did not work.
    ActionFailed {
        /// Which.
        action: ActionId,
        /// Why.
        reason: String,
    },
    /// An action was left out.
    ActionSkipped {
        /// Which.
        action: ActionId,
        /// Why.
        reason: String,
    },
    /// An action was set back to not started.
    ActionReopened {
        /// Which.
        action: ActionId,
    },
    /// An import told how far an action is at the source.
    ActionReconciled {
        /// Which.
        action: ActionId,
        /// The id of the machine action that tells it.
        source: String,
        /// Where the action is now.
        state: ActionState,
    },
    /// An import brought an action of a response that was published at the source, or a newer word on it.
    TaskImported {
        /// The action.
        action: Box<Action>,
        /// When it was last changed at the source.
        modified: Timestamp,
        /// When the response was published and by whom, where nothing was published here before.
        publication: Box<Publication>,
    },
    /// A comment was written.
    Commented {
        /// The comment.
        comment: Comment,
    },
    /// It was resolved.
    Resolved {
        /// The resolution note.
        #[serde(default)]
        note: String,
        /// Actions were open.
        #[serde(default)]
        forced: bool,
    },
    /// It was opened again.
    Reopened {
        /// Why.
        reason: String,
    },
    /// An action was done on some of its assets.
    ActionAdvanced {
        /// Which.
        action: ActionId,
        /// The ids of the assets.
        assets: Vec<String>,
        /// What was said of it.
        #[serde(default)]
        note: String,
    },
    /// An action was put off, or taken up again.
    ActionSnoozed {
        /// Which.
        action: ActionId,
        /// Until when; `None` is taken up again.
        until: Option<Timestamp>,
    },
    /// An action was given to somebody, or taken back.
    ActionDelegated {
        /// Which.
        action: ActionId,
        /// To whom; blank is taken back.
        to: String,
        /// What was said with it.
        #[serde(default)]
        note: String,
    },
    /// The customer was asked whether the experts may act.
    ApprovalAsked {
        /// Which.
        action: ActionId,
        /// Why.
        #[serde(default)]
        note: String,
        /// Until when an answer is awaited.
        #[serde(default)]
        expires: Option<Timestamp>,
    },
    /// The customer answered.
    ApprovalAnswered {
        /// Which.
        action: ActionId,
        /// Whether the experts may act.
        yes: bool,
        /// What was said with it.
        #[serde(default)]
        note: String,
    },
    /// Nobody answered in time.
    ApprovalExpired {
        /// Which.
        action: ActionId,
    },
    /// A playbook was applied.
    PlaybookApplied {
        /// The playbook as it was.
        playbook: Box<Playbook>,
        /// It ran by itself.
        #[serde(default)]
        automatic: bool,
    },
    /// A comment was changed.
    CommentEdited {
        /// Which.
        id: CommentId,
        /// Its text now.
        text: String,
        /// Who is mentioned in it.
        #[serde(default)]
        mentions: Vec<String>,
    },
    /// An alert was changed.
    AlertManaged {
        /// Its id.
        alert: String,
        /// Its state, where that changed.
        #[serde(default)]
        status: Option<AlertStatus>,
        /// Its classification and determination, where they changed.
        #[serde(default)]
        verdict: Option<(Classification, Determination)>,
    },
    /// It was handed over to incident response.
    HandedOver {
        /// To whom.
        to: String,
        /// Why.
        reason: String,
    },
    /// It was merged into another.
    MergedInto {
        /// The one that goes on.
        into: IncidentId,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// It stands for itself again.
    Unmerged,
    /// Others were merged into it.
    TookIn {
        /// Which.
        incidents: Vec<IncidentId>,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Others that were merged into it stand for themselves again.
    LetGo {
        /// Which.
        incidents: Vec<IncidentId>,
    },
    /// It was linked with others.
    Linked {
        /// Which.
        others: Vec<IncidentId>,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// It is not linked with these any more.
    Unlinked {
        /// Which.
        others: Vec<IncidentId>,
    },
    /// The response clock was paused.
    ClockPaused {
        /// When it resumes by itself.
        until: Timestamp,
        /// Why.
        reason: PauseReason,
        /// What else was said.
        #[serde(default)]
        note: String,
    },
    /// A paused clock runs again before its time.
    ClockResumed,
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
