//! Every reason for "no", with the sentence that is shown.

use super::experts::ExpertsRefusal;
use super::people::Role;
use super::phase::Phase;
use super::readiness::Gate;
use super::work::Stage;
use std::fmt;

/// The field of a form at which a message belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// A path such as `contacts[2].phone`.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What can be wrong with one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Something must be entered.
    Missing,
    /// It is longer than allowed, in characters.
    TooLong(usize),
    /// It is not an e-mail address.
    NotAnEmail,
    /// It holds something else than digits, spaces and `+ ( ) - .`.
    NotAPhone,
    /// It is not an `https` address.
    NotHttps,
    /// It is there already.
    Duplicate,
    /// It is out of the range that makes sense.
    OutOfRange,
    /// Respond cannot be granted without Investigate.
    RespondNeedsInvestigate,
    /// The end is in the past.
    InThePast,
    /// It is of a kind that does not fit here.
    WrongKind,
    /// It is there already and says something else.
    Contradicts,
    /// The directory has no group of this name.
    UnknownGroup,
    /// Known on premises only: cannot be excluded.
    OnPremisesOnly,
    /// It is not the code that was sent.
    WrongCode,
    /// There is no such incident.
    UnknownIncident,
    /// It names no period that a report can read.
    NotAPeriod,
    /// It is no number of a technique of ATT&CK: T1566, T1566.001.
    NotATechnique,
    /// It stands in braces and is the name of no fact.
    UnknownFact,
}

impl fmt::Display for Problem {
    /// What is wrong, in English, to follow the name of the field.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is missing"),
            Self::TooLong(chars) => write!(f, "is longer than {chars} characters"),
            Self::NotAnEmail => f.write_str("is not an e-mail address"),
            Self::NotAPhone => f.write_str("is not a telephone number"),
            Self::NotHttps => f.write_str("is not an https address"),
            Self::Duplicate => f.write_str("is there already"),
            Self::OutOfRange => f.write_str("is out of range"),
            Self::RespondNeedsInvestigate => f.write_str("needs the permission to investigate"),
            Self::InThePast => f.write_str("is in the past"),
            Self::WrongKind => f.write_str("is of a kind that does not fit"),
            Self::Contradicts => f.write_str("contradicts another entry"),
            Self::UnknownGroup => f.write_str("is no group that imports know"),
            Self::OnPremisesOnly => f.write_str("is known on premises only and cannot be excluded"),
            Self::WrongCode => f.write_str("is not the code that was sent"),
            Self::UnknownIncident => f.write_str("is no incident of the workspace"),
            Self::NotATechnique => f.write_str("is no number of a technique"),
            Self::UnknownFact => f.write_str("has something in braces that nothing fills in"),
            Self::NotAPeriod => f.write_str("names no month and no span of days"),
        }
    }
}

impl fmt::Display for FieldProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field, self.problem)
    }
}

/// Why a command was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Another role is needed; any of these would do.
    NeedsRole(Vec<Role>),
    /// The customer has not granted the experts what this needs: investigate or respond.
    NeedsPermission(Permission),
    /// Fields do not hold what they must.
    Fields(Vec<FieldProblem>),
    /// There is no such business review.
    NoSuchReview,
    /// The business review is signed off and stays as it is.
    ReviewSigned,
    /// A business review has more points than this.
    TooManyPoints(usize),
    /// There is no such incident.
    NoSuchIncident,
    /// There is no such action in the response.
    NoSuchAction,
    /// The life cycle does not lead there from where the incident is.
    WrongStage(Stage),
    /// The incident is out of the scope of the service.
    OutOfScope,
    /// The incident touches this device group and access to all devices is off.
    DeviceGroupHidden(String),
    /// The action's state does not allow it.
    WrongActionState,
    /// Another action comes first; its title.
    AfterAction(String),
    /// Another action waits for this one; its title.
    BeforeAction(String),
    /// The action belongs to the other side.
    OtherParty,
    /// The experts did not finish the incident: who did opens it again.
    OpenedByTeam,
    /// The asset that the action aims at is excluded since; the name of the exclusion.
    AssetExcluded(String),
    /// The approval matrix asks for the customer's approval first.
    NeedsApproval,
    /// The customer ruled the action out.
    RuledOut,
    /// A change of what the experts may do waits for a second administrator; who proposed it.
    ProposalOpen(String),
    /// No change waits for approval.
    NoProposal,
    /// Who proposed a change cannot approve it.
    OwnProposal,
    /// There is no such contact.
    NoSuchContact,
    /// A reason must be given.
    NeedsReason,
    /// A resolution note must be given.
    NeedsNote,
    /// Text is longer than allowed, in characters.
    TextTooLong(usize),
    /// The determination does not go with the classification.
    NotAPair,
    /// A conclusion is needed.
    NeedsClassification,
    /// The reason of a conclusion that closes the incident is needed.
    NeedsDetermination,
    /// A published response with open actions says true positive; another conclusion has to be published.
    ConclusionPublished,
    /// The summary says nothing yet.
    NeedsSummary,
    /// The response was published before and can only be added to.
    AlreadyPublished,
    /// So many actions are open; closing needs to be forced.
    ActionsOpen(usize),
    /// The service has not been started for incidents of this kind yet.
    WrongPhase(Phase),
    /// The gate is closed.
    GateClosed(Gate),
    /// No such recommendation.
    NoSuchRecommendation,
    /// The settings answer this recommendation; it cannot be set by hand.
    AnsweredBySettings,
    /// The gate says when a regression is over.
    AnsweredByGate,
    /// There is no such critical asset.
    NoSuchAsset,
    /// There is no such open risk.
    NoSuchRisk,
    /// Nothing would change.
    NothingToDo,
    /// There are more than may be.
    TooMany(usize),
    /// The experts do not work incidents of this severity.
    SeverityNotWorked,
    /// The system gives and takes this tag.
    SystemTag,
    /// The moment is past.
    InThePast,
    /// None of the named assets is one on which the action is still to be done.
    NoSuchTarget,
    /// An open action does the same already: its title.
    PlannedAlready(String),
    /// Two actions would each wait for the other to be done first; the title of the other.
    InACircle(String),
    /// The customer was asked about the action as it is.
    AskedAsItIs,
    /// An open action takes the same back already: its title.
    TakenBackAlready(String),
    /// The customer was asked and has not answered.
    ApprovalOpen,
    /// The customer said no; who.
    ApprovalRefused(String),
    /// Nobody asked for approval of this action.
    NotAsked,
    /// There is no such playbook.
    NoSuchPlaybook,
    /// Somebody else kept a newer version meanwhile.
    Stale,
    /// A playbook needs conditions.
    NeedsConditions,
    /// There is no such comment.
    NoSuchComment,
    /// Only who wrote it may change it.
    NotTheWriter,
    /// There is nothing of this command that could be taken back.
    NothingToUndo,
    /// Somebody else did it, or the same person in another role.
    NotYours,
    /// It was changed again since.
    ChangedSince,
    /// No response clock runs here, or none of one's own side.
    NoClock,
    /// There is no such view.
    NoSuchView,
    /// A rule of the work with the experts.
    Experts(ExpertsRefusal),
}

impl From<ExpertsRefusal> for Refusal {
    fn from(refusal: ExpertsRefusal) -> Self {
        Self::Experts(refusal)
    }
}

/// A permission of the experts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Security Reader.
    Investigate,
    /// Security Operator.
    Respond,
}

impl fmt::Display for Refusal {
    /// The sentence in English, for the command line and tests. The interface has its own words for each reason.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeedsRole(roles) => {
                let names: Vec<_> = roles.iter().map(|role| role.as_str()).collect();
                write!(f, "needs the role {}", names.join(" or "))
            }
            Self::NeedsPermission(Permission::Investigate) => {
                f.write_str("the experts may not investigate: Security Reader is not granted")
            }
            Self::NeedsPermission(Permission::Respond) => {
                f.write_str("the experts may not act: Security Operator is not granted")
            }
            Self::Fields(problems) => {
                let fields: Vec<_> = problems.iter().map(ToString::to_string).collect();
                f.write_str(&fields.join("; "))
            }
            Self::NoSuchReview => f.write_str("there is no such business review"),
            Self::ReviewSigned => f.write_str("the business review is signed off"),
            Self::TooManyPoints(most) => write!(f, "a business review has at most {most} points"),
            Self::NoSuchIncident => f.write_str("there is no such incident"),
            Self::NoSuchAction => f.write_str("there is no such action"),
            Self::WrongStage(stage) => write!(f, "not possible while the incident {}", of_stage(*stage)),
            Self::OutOfScope => f.write_str("the incident is out of the scope of the service"),
            Self::DeviceGroupHidden(group) => {
                write!(f, "the incident touches the device group `{group}` and access to all devices is off")
            }
            Self::WrongActionState => f.write_str("the action is not in a state that allows this"),
            Self::AfterAction(title) => write!(f, "`{title}` comes first"),
            Self::BeforeAction(title) => write!(f, "`{title}` waits for it"),
            Self::OpenedByTeam => f.write_str("the experts did not finish it, so the team opens it again"),
            Self::OtherParty => f.write_str("the action belongs to the other side"),
            Self::AssetExcluded(name) => write!(f, "the experts may not act: the exclusion `{name}` holds"),
            Self::NeedsApproval => f.write_str("the customer must approve this first"),
            Self::RuledOut => f.write_str("the customer ruled this action out"),
            Self::ProposalOpen(who) => write!(f, "a change that {who} proposed waits for approval"),
            Self::NoProposal => f.write_str("no change waits for approval"),
            Self::OwnProposal => f.write_str("a second administrator must approve this"),
            Self::NoSuchContact => f.write_str("there is no such contact"),
            Self::NeedsReason => f.write_str("a reason is needed"),
            Self::NeedsNote => f.write_str("a resolution note is needed"),
            Self::TextTooLong(chars) => write!(f, "the text is longer than {chars} characters"),
            Self::NotAPair => f.write_str("the determination does not go with the classification"),
            Self::NeedsClassification => f.write_str("a classification is needed"),
            Self::NeedsDetermination => f.write_str("a determination is needed"),
            Self::ConclusionPublished => {
                f.write_str("the published response says true positive; publish another conclusion instead")
            }
            Self::NeedsSummary => f.write_str("the summary does not say yet what happened"),
            Self::AlreadyPublished => f.write_str("the response was published already"),
            Self::ActionsOpen(1) => f.write_str("1 action is still open"),
            Self::ActionsOpen(count) => write!(f, "{count} actions are still open"),
            Self::WrongPhase(phase) => write!(f, "not possible {}", in_phase(*phase)),
            Self::GateClosed(gate) => write!(f, "{} of 3 conditions of the gate are met", gate.met_count()),
            Self::NoSuchRecommendation => f.write_str("there is no such recommendation"),
            Self::AnsweredByGate => f.write_str("the gate says when readiness is restored"),
            Self::AnsweredBySettings => f.write_str("the settings answer this recommendation"),
            Self::NoSuchAsset => f.write_str("there is no such critical asset"),
            Self::NoSuchRisk => f.write_str("there is no such open risk"),
            Self::NothingToDo => f.write_str("nothing would change"),
            Self::TooMany(limit) => write!(f, "there can be at most {limit}"),
            Self::SeverityNotWorked => f.write_str("the experts do not work incidents of this severity"),
            Self::SystemTag => f.write_str("this tag is given by the system"),
            Self::NothingToUndo => f.write_str("there is nothing left to take back"),
            Self::NotYours => f.write_str("only who did it can take it back"),
            Self::ChangedSince => f.write_str("it was changed again since"),
            Self::NoClock => f.write_str("no response clock of this side runs here"),
            Self::NoSuchView => f.write_str("there is no such view"),
            Self::Experts(refusal) => refusal.fmt(f),
            other => f.write_str(other.plain().unwrap_or_default()),
        }
    }
}

impl Refusal {
    /// The sentence of a reason that says nothing but itself.
    fn plain(&self) -> Option<&'static str> {
        Some(match self {
            Self::InThePast => "the moment is past",
            Self::NoSuchTarget => "the action is not open on any of these assets",
            Self::PlannedAlready(_) => "another action does this already",
            Self::InACircle(_) => "the two would wait for each other",
            Self::AskedAsItIs => "the customer was asked about it as it is",
            Self::TakenBackAlready(_) => "another action takes this back already",
            Self::ApprovalOpen => "the customer has not answered yet",
            Self::ApprovalRefused(_) => "the customer said no",
            Self::NotAsked => "nobody asked for approval of this action",
            Self::NoSuchPlaybook => "there is no such playbook",
            Self::Stale => "somebody kept a newer version meanwhile",
            Self::NeedsConditions => "a playbook needs at least one condition",
            Self::NoSuchComment => "there is no such comment",
            Self::NotTheWriter => "only who wrote it may change it",
            _ => return None,
        })
    }
}

/// How a stage ends a sentence about an incident.
fn of_stage(stage: Stage) -> &'static str {
    match stage {
        Stage::New => "is new",
        Stage::OwnTeam => "is with the customer's own team",
        Stage::WaitingForExperts => "waits for the experts",
        Stage::BeingWorked => "is worked by the experts",
        Stage::YourTurn => "waits for the customer",
        Stage::FinishedByExperts => "is finished by the experts",
        Stage::Resolved => "is resolved",
        Stage::Redirected => "is merged into another",
    }
}

/// How a phase ends a sentence.
fn in_phase(phase: Phase) -> &'static str {
    match phase {
        Phase::NotStarted => "before onboarding has begun",
        Phase::Onboarding => "during onboarding",
        Phase::Readiness => "during readiness",
        Phase::Monitoring => "during monitoring",
        Phase::FullResponse => "in full response",
    }
}
