//! What a person may ask. [`super::decide`] answers with events or a refusal.

use super::business_review::Review;
use super::contact_notes::ContactNote;
use super::experts::ExpertsCommand;
use super::ids::{CommandId, ContactId, ImportId, IncidentId, ReviewId, ViewId};
use super::imports::ImportSummary;
use super::onboarding::Draft;
use super::playbook::Playbook;
use super::readiness::ActionStatus;
use super::settings::{ReadinessParameters, Settings};
use super::steering::SteeringCommand;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use super::incident_command::IncidentCommand;

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
