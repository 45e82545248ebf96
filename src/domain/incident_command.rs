//! What may be done to an incident. Names are kept in entries of shared workspaces, so they never change.

use super::ids::{ActionId, CommentId};
use super::indicator::{Found, Indicator};
use super::people::Party;
use super::response::{ActionPlan, InvestigationSummary};
use super::time::Timestamp;
use super::vocabulary::{AlertStatus, Classification, Determination};
use super::work::{PauseReason, Visibility};
use serde::{Deserialize, Serialize};

/// What may be done to an incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "act")]
pub enum IncidentCommand {
    /// The experts select it for investigation: assigned to them, still Active.
    TakeByExperts,
    /// The experts begin with what they took, or the team with what is its own or nobody's: In progress.
    StartInvestigation {
        /// What the alerts found, for the summary of a playbook that publishes by itself.
        #[serde(default, skip_serializing_if = "Found::is_empty")]
        found: Found,
    },
    /// Gives it to a side and optionally a person of it, or to nobody.
    AssignToTeam {
        /// The person, or nobody in particular. Without a side there is no person.
        person: Option<String>,
        /// `None` gives it to nobody.
        party: Option<Party>,
    },
    /// Keeps the investigation summary as it is now.
    SaveSummary {
        /// The summary.
        summary: Box<InvestigationSummary>,
    },
    /// Adds an action to the response.
    PlanAction {
        /// The action.
        plan: Box<ActionPlan>,
    },
    /// Changes an action that was neither published nor begun.
    ChangeAction {
        /// All of it as it is to be; its id says which.
        plan: Box<ActionPlan>,
    },
    /// Takes an action that was not published out again.
    WithdrawAction {
        /// Which.
        action: ActionId,
    },
    /// Publishes the response with its conclusion: the rows "conclusion" of the table.
    Publish {
        /// The conclusion.
        classification: Classification,
        /// Its reason.
        determination: Determination,
    },
    /// Begins an action.
    StartAction {
        /// Which.
        action: ActionId,
    },
    /// Says that an action is done.
    CompleteAction {
        /// Which.
        action: ActionId,
        /// What there is to say of it.
        note: String,
    },
    /// Says that an action did not work.
    FailAction {
        /// Which.
        action: ActionId,
        /// Why.
        reason: String,
    },
    /// Leaves an action out.
    SkipAction {
        /// Which.
        action: ActionId,
        /// Why.
        reason: String,
    },
    /// Sets an action that was begun or settled back to not started.
    ReopenAction {
        /// Which.
        action: ActionId,
    },
    /// Sets classification and determination.
    Classify {
        /// The classification.
        classification: Classification,
        /// One of its determinations, or unknown.
        determination: Determination,
    },
    /// Adds a tag.
    AddTag {
        /// The tag.
        tag: String,
    },
    /// Removes a tag.
    RemoveTag {
        /// The tag.
        tag: String,
    },
    /// Writes a comment.
    Comment {
        /// Its id.
        id: CommentId,
        /// Markdown.
        text: String,
        /// Who may read it.
        visibility: Visibility,
    },
    /// Resolves the incident.
    Resolve {
        /// The resolution note.
        note: String,
        /// Close it although actions are open.
        force: bool,
    },
    /// Opens a resolved incident again.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Says that an action is done on some of its assets.
    AdvanceAction {
        /// Which.
        action: ActionId,
        /// The ids of the assets.
        assets: Vec<String>,
        /// What there is to say of it.
        note: String,
    },
    /// Says that an action did not work on some of its assets.
    FailActionOn {
        /// Which.
        action: ActionId,
        /// The ids of the assets.
        assets: Vec<String>,
        /// Why.
        reason: String,
    },
    /// Leaves an action out on some of its assets.
    SkipActionOn {
        /// Which.
        action: ActionId,
        /// The ids of the assets.
        assets: Vec<String>,
        /// Why.
        reason: String,
    },
    /// Puts an action off. No clock stops.
    SnoozeAction {
        /// Which.
        action: ActionId,
        /// Until when; `None` takes it up again.
        until: Option<Timestamp>,
    },
    /// Gives an action to somebody, or takes it back.
    DelegateAction {
        /// Which.
        action: ActionId,
        /// To whom; blank takes it back.
        to: String,
        /// What is said with it.
        note: String,
    },
    /// Asks the customer whether the experts may act.
    AskApproval {
        /// Which.
        action: ActionId,
        /// Why it is needed.
        note: String,
    },
    /// Answers the experts' question.
    AnswerApproval {
        /// Which.
        action: ActionId,
        /// Whether they may.
        yes: bool,
        /// What is said with it; needed for a no.
        note: String,
    },
    /// Proposes the summary and the actions of a playbook.
    ApplyPlaybook {
        /// Its id.
        playbook: String,
        /// From which the ids of its actions are made.
        seed: ActionId,
        /// What the alerts found, for the summary: the page reads it from the record.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        found: Vec<Indicator>,
    },
    /// Changes a comment of one's own.
    EditComment {
        /// Which.
        id: CommentId,
        /// Markdown.
        text: String,
    },
    /// Changes an alert.
    ManageAlert {
        /// Its id.
        alert: String,
        /// Its state, where that changes.
        status: Option<AlertStatus>,
        /// Its classification and determination, where they change.
        verdict: Option<(Classification, Determination)>,
    },
    /// Hands the incident over to incident response (service.md 1.15, boundary to incident response).
    HandOver {
        /// To whom.
        to: String,
        /// Why.
        reason: String,
    },
    /// Pauses the response clock that runs. It resumes by itself.
    PauseClock {
        /// When it resumes.
        until: Timestamp,
        /// Why.
        reason: PauseReason,
        /// What else there is to say; may be blank.
        note: String,
    },
    /// Lets a paused clock run again before its time.
    ResumeClock,
}
