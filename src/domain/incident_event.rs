//! What happened to an incident. Names are versioned by never changing, as those of [`super::event`].

use super::ids::{ActionId, CommentId, IncidentId};
use super::playbook::Playbook;
use super::response::{Action, ActionPlan, ActionState, InvestigationSummary, Publication};
use super::time::Timestamp;
use super::vocabulary::{AlertStatus, Classification, Determination, Severity, Status};
use super::work::{Assignment, Comment, PauseReason};
use serde::{Deserialize, Serialize};

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
    /// A planned action was changed before it was published or begun.
    ActionChanged {
        /// The action as it is now, with who carries it out.
        action: Box<Action>,
        /// What was planned before.
        before: Box<ActionPlan>,
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
        /// The ids of the assets on which it did not, where that was said of some.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        assets: Vec<String>,
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
    /// An action was left out on some of its assets.
    ActionSkippedOn {
        /// Which.
        action: ActionId,
        /// The ids of the assets.
        assets: Vec<String>,
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
        /// Set where an import tells it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<Told>,
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
        /// How severe each of them is, in the same order; none in entries of older versions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        severities: Vec<Severity>,
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

/// Who did something at the source and when, as an import tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// The id of the machine action that tells it.
    pub source: String,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
