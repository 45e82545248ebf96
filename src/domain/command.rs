//! What a person may ask. [`super::decide`] answers with events or a refusal.

use super::business_review::Review;
use super::contact_notes::ContactNote;
use super::experts::ExpertsCommand;
use super::ids::{ActionId, CommandId, CommentId, ContactId, ImportId, IncidentId, ReviewId, ViewId};
use super::imports::ImportSummary;
use super::indicator::{Found, Indicator};
use super::onboarding::Draft;
use super::people::Party;
use super::playbook::Playbook;
use super::readiness::ActionStatus;
use super::response::{ActionPlan, InvestigationSummary};
use super::settings::{ReadinessParameters, Settings};
use super::steering::SteeringCommand;
use super::time::Timestamp;
use super::vocabulary::{AlertStatus, Classification, Determination};
use super::work::{PauseReason, Visibility};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A command. Ids are minted by the caller, so that a command that is sent twice acts once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "type")]
pub enum Command {
    /// Names the workspace.
    RenameWorkspace {
        /// The new name.
        name: String,
    },
    /// Keeps what was entered in the wizard so far. Never checked: unfinished input is kept as it is.
    SaveOnboardingDraft {
        /// What was entered.
        draft: Box<Draft>,
    },
    /// Submits the wizard as one command.
    SubmitOnboarding {
        /// What was entered.
        draft: Box<Draft>,
    },
    /// Changes the settings after onboarding.
    ChangeSettings {
        /// All settings as they shall be.
        settings: Box<Settings>,
    },
    /// Agrees to the change that waits for a second administrator.
    ApproveProposal,
    /// Refuses the change that waits, or takes it back.
    DeclineProposal {
        /// Why.
        reason: String,
    },
    /// Notes something of a contact: told, tested, answered.
    NoteContact {
        /// Which.
        contact: ContactId,
        /// What.
        note: ContactNote,
    },
    /// Says how far a recommendation is.
    SetReadinessAction {
        /// The key of the recommendation.
        key: String,
        /// Its state.
        status: ActionStatus,
        /// Needed to accept a risk or to resolve it another way.
        reason: String,
        /// Who answers for it.
        owner: String,
        /// By when it shall be done.
        #[serde(default)]
        due: Option<Timestamp>,
        /// What shows that it is done.
        #[serde(default)]
        evidence: String,
        /// Until when a risk is accepted; needed for that.
        #[serde(default)]
        expires: Option<Timestamp>,
    },
    /// Decides something on the way through readiness and monitoring.
    Steer {
        /// What.
        act: SteeringCommand,
    },
    /// Does something in the work with the experts: questions, conversations, hunts, messages.
    Experts {
        /// What.
        act: ExpertsCommand,
    },
    /// Changes the parameters of the formula of protected assets.
    SetReadinessParameters {
        /// The parameters as they shall be.
        parameters: ReadinessParameters,
    },
    /// Starts monitoring when the gate is open.
    StartMonitoring {
        /// Why now.
        note: String,
    },
    /// Starts full response after monitoring.
    StartFullResponse {
        /// Why now.
        note: String,
    },
    /// Takes an import whose batches are on disk already.
    TakeImport {
        /// What was imported.
        import: Box<ImportSummary>,
    },
    /// Keeps a playbook as a new version.
    SavePlaybook {
        /// The playbook; its version is the one that was read.
        playbook: Box<Playbook>,
    },
    /// Lets playbooks publish by themselves, or no longer.
    AllowAutomation {
        /// Whether they may.
        allowed: bool,
    },
    /// Begins a business review, or keeps it as it is now.
    SaveReview {
        /// All of it.
        review: Box<Review>,
    },
    /// Signs a business review off with the figures that it shows.
    SignReview {
        /// Which.
        review: ReviewId,
        /// The tables of its report.
        figures: Box<Value>,
    },
    /// Deletes a business review that is not signed off.
    RemoveReview {
        /// Which.
        review: ReviewId,
    },
    /// Takes an import back: what it brought is as if it had never been taken.
    UndoImport {
        /// Which.
        import: ImportId,
    },
    /// Does something to an incident.
    Incident {
        /// Which.
        incident: IncidentId,
        /// What.
        act: IncidentCommand,
    },
    /// Does the same to many incidents, each by its own rules: what is refused for one is done for the others.
    Incidents {
        /// Which.
        incidents: Vec<IncidentId>,
        /// What, in order.
        acts: Vec<IncidentCommand>,
        /// Why, once for all; may be blank.
        #[serde(default)]
        reason: String,
    },
    /// Takes back what a command did, where nobody changed the same since.
    Undo {
        /// The command whose work is taken back.
        command: CommandId,
    },
    /// Merges incidents into another, which goes on; the old ids lead there.
    Merge {
        /// The one that goes on.
        into: IncidentId,
        /// Those that are merged into it.
        incidents: Vec<IncidentId>,
        /// Why.
        reason: String,
    },
    /// Links incidents with one another.
    Link {
        /// Which.
        incidents: Vec<IncidentId>,
        /// Why; may be blank.
        #[serde(default)]
        reason: String,
    },
    /// Keeps a view of the queue under a name, or changes one.
    SaveView {
        /// Its id; a known one is replaced.
        id: ViewId,
        /// Its name.
        name: String,
        /// The words of its link after `?`.
        link: String,
    },
    /// Forgets a view.
    RemoveView {
        /// Which.
        id: ViewId,
    },
    /// Chooses the view with which the queue opens for one's side.
    SetDefaultView {
        /// Which; `None` opens on everything.
        id: Option<ViewId>,
    },
}

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
