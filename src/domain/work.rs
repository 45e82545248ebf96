//! What people did to an incident here, laid over what the imports say, and the typed life cycle.
//!
//! Source: service.md 1.7, the table of the incident life cycle; the four lists are exclusive.

use super::brief::{CUSTOMER_ASSIGNEE, EXPERTS_ASSIGNEE, EXPERTS_TAG};
use super::ids::{CommentId, IncidentId};
use super::people::Party;
use super::response::Response;
use super::time::Timestamp;
use super::vocabulary::{AlertStatus, Classification, Determination, Severity, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who has an incident: a side, and optionally a person of it. Exported as the side's name, or as the person where one
/// is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Assignment {
    /// The side; `None` is nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    /// The person, where one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}

impl Assignment {
    /// Assigned to a side and no person.
    pub fn to(party: Party) -> Self {
        Self { party: Some(party), person: None }
    }

    /// Reads the free text of an export: the two party names, nothing, or a person of the customer.
    pub fn parse(text: Option<&str>) -> Self {
        let text = text.map_or("", str::trim);
        if text.is_empty() || text.eq_ignore_ascii_case("unassigned") {
            Self::default()
        } else if text.eq_ignore_ascii_case(EXPERTS_ASSIGNEE) {
            Self::to(Party::Experts)
        } else if text.eq_ignore_ascii_case(CUSTOMER_ASSIGNEE) {
            Self::to(Party::Customer)
        } else {
            Self { party: Some(Party::Customer), person: Some(text.to_owned()) }
        }
    }

    /// The text of an export.
    pub fn export(&self) -> Option<&str> {
        match (&self.person, self.party) {
            (Some(person), _) => Some(person),
            (None, Some(Party::Experts)) => Some(EXPERTS_ASSIGNEE),
            (None, Some(Party::Customer)) => Some(CUSTOMER_ASSIGNEE),
            (None, None) => None,
        }
    }
}

/// Who may read a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Visibility {
    /// Both sides.
    Shared,
    /// The side of the writer only.
    Internal,
}

/// A comment made here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// Markdown, at most [`super::response::TEXT_CHARS_MAX`] characters.
    pub text: String,
    /// Who may read it.
    pub visibility: Visibility,
    /// Who wrote it.
    pub by: String,
    /// For which side.
    pub party: Party,
    /// When.
    pub at: Timestamp,
    /// Who is mentioned in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
    /// What it said before it was changed, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Wording>,
}

/// What a comment said for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wording {
    /// Markdown.
    pub text: String,
    /// Until when it said so.
    pub until: Timestamp,
}

/// What was done to an alert here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AlertWork {
    /// Its state, where it was set here.
    pub status: Option<Since<AlertStatus>>,
    /// Its classification and determination, where they were set here.
    pub verdict: Option<Since<(Classification, Determination)>>,
}

/// The handing over to incident response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// To whom.
    pub to: String,
    /// Why.
    pub reason: String,
    /// Who handed it over.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Why a response clock may be paused (the service's documentation names no reasons; these are ours).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PauseReason {
    /// Somebody outside both sides has to answer first.
    ThirdParty,
    /// A change window or business hours of a site are awaited.
    ChangeWindow,
    /// Evidence is being collected.
    Evidence,
    /// Both sides agreed to wait.
    Agreed,
    /// Something else, said in the note.
    Other,
}

impl PauseReason {
    /// All of them in the order of display.
    pub const ALL: [Self; 5] =
        [Self::ThirdParty, Self::ChangeWindow, Self::Evidence, Self::Agreed, Self::Other];

    /// The word in documents and catalogues.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ThirdParty => "thirdParty",
            Self::ChangeWindow => "changeWindow",
            Self::Evidence => "evidence",
            Self::Agreed => "agreed",
            Self::Other => "other",
        }
    }
}

/// A span over which a response clock stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Whose clock.
    pub party: Party,
    /// Since when.
    pub from: Timestamp,
    /// Until when; it resumes by itself.
    pub until: Timestamp,
    /// Why.
    pub reason: PauseReason,
    /// What else was said.
    pub note: String,
    /// Who paused it.
    pub by: String,
}

/// A value and the moment since which it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Since<T> {
    /// The value.
    pub value: T,
    /// Since when.
    pub at: Timestamp,
    /// Since which entry of the journal.
    pub seq: u64,
}

/// How an incident was resolved here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// The resolution note.
    pub note: String,
    /// Closed although actions were open.
    pub forced: bool,
    /// When its alerts had been resolved with it before: what holds again once it is open again.
    pub alerts_before: Option<Timestamp>,
}

impl Resolution {
    /// How many actions of a response were left open, where it was closed although some were.
    pub fn left_open(&self, response: &Response) -> Option<usize> {
        let open = response.actions.iter().filter(|action| action.published && action.is_open());
        Some(open.count()).filter(|count| self.forced && *count > 0)
    }
}

/// Everything people did to one incident here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Work {
    /// The status, where it was changed here.
    pub status: Option<Since<Status>>,
    /// What stood there before the last change of the status.
    pub status_before: Option<Option<Since<Status>>>,
    /// What stood there before a change of the status that was taken back: it has that status since then.
    pub status_resumed: Option<Option<Since<Status>>>,
    /// The assignment, where it was changed here.
    pub assignment: Option<Since<Assignment>>,
    /// Classification and determination, where they were set here.
    pub verdict: Option<Since<(Classification, Determination)>>,
    /// Tags added here.
    pub tags_added: Vec<String>,
    /// Imported tags removed here.
    pub tags_removed: Vec<String>,
    /// Comments in order.
    pub comments: Vec<Comment>,
    /// The managed response.
    pub response: Response,
    /// The last resolution, where it was resolved here.
    pub resolution: Option<Resolution>,
    /// When the experts began to work on it, the first time.
    pub investigated: Option<Timestamp>,
    /// When it was first assigned to the experts here.
    pub taken: Option<Timestamp>,
    /// What was done to its alerts, by id.
    pub alerts: BTreeMap<String, AlertWork>,
    /// When its alerts were resolved with it.
    pub alerts_resolved: Option<Timestamp>,
    /// Handed over to incident response, where it was.
    pub handed_over: Option<HandOver>,
    /// The incident that it was merged into here.
    pub merged_into: Option<IncidentId>,
    /// Incidents that were merged into it here.
    pub took_in: Vec<IncidentId>,
    /// How severe those are, where that was noted.
    pub took_severities: Vec<(IncidentId, Severity)>,
    /// Incidents that it is linked with.
    pub links: Vec<IncidentId>,
    /// Spans over which its clock stood still, oldest first.
    pub pauses: Vec<Pause>,
    /// When it passed from one side to the other.
    pub passed: Passed,
}

impl Work {
    /// The spans in which the clock of a side stood still: it was paused, or the incident was resolved while the customer was
    /// awaited.
    pub fn stops(&self, party: Party) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let pauses = self.pauses.iter().filter(move |pause| pause.party == party);
        let rests = self.passed.rests.iter().filter(move |_| party == Party::Customer);
        pauses.map(|pause| (pause.from, pause.until)).chain(rests.copied())
    }
}

/// When an incident passed from one side to the other here: the moments at which the response clocks begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passed {
    /// When a response was published the first time.
    pub answered: Option<Since<()>>,
    /// When it came back to the experts, the last time: from the customer, or opened again.
    pub back: Option<Timestamp>,
    /// Since when the customer is awaited without interruption, or was the last time.
    pub awaited: Option<Timestamp>,
    /// When it was resolved while the customer was awaited, until it is opened again.
    pub closed: Option<Timestamp>,
    /// From when until when it was resolved since the customer is awaited: nobody owed anything then.
    pub rests: Vec<(Timestamp, Timestamp)>,
    /// When somebody opened it again, the last time.
    pub reopened: Option<Timestamp>,
}

impl Passed {
    /// A change of status. What a merge or a resolution took away and gives back goes on as it was.
    pub(super) fn change(&mut self, from: &Status, to: &Status, at: Timestamp) {
        match (from, to) {
            (Status::Resolved | Status::Redirected, Status::AwaitingAction) => {
                self.closed = None;
                self.awaited.get_or_insert(at);
            }
            (_, Status::AwaitingAction) => {
                self.awaited = Some(at);
                self.rests.clear();
            }
            (Status::AwaitingAction, Status::Resolved) => self.closed = Some(at),
            (Status::AwaitingAction, Status::Active | Status::InProgress) => self.back = Some(at),
            _ => {}
        }
    }

    /// It was given to the experts who did not have it. The first time their part began with its creation.
    pub(super) fn take(&mut self, at: Timestamp) {
        if self.answered.is_some() || self.back.is_some() {
            self.back = Some(at);
        }
    }

    /// Somebody opened it again: the experts begin anew, and the customer who was awaited goes on with what time is left.
    /// Where the source resolved it nobody knows how long it rested, so the customer begins anew too.
    pub(super) fn reopen(&mut self, at: Timestamp) {
        self.back = Some(at);
        self.reopened = Some(at);
        match self.closed.take() {
            Some(from) => self.rests.push((from, at)),
            None => self.awaited = None,
        }
    }

    /// A response was published: the first time, or while the customer is awaited already, nothing else begins.
    pub(super) fn publish(&mut self, answered: Since<()>) {
        let at = answered.at;
        self.answered.get_or_insert(answered);
        self.awaited.get_or_insert(at);
    }
}

/// Where an incident is in the life cycle of the service (service.md 1.7, incident life cycle), as one
/// value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Nobody has it.
    New,
    /// The customer's own team has it, outside the managed service.
    OwnTeam,
    /// Waiting for experts: assigned to experts and Active.
    WaitingForExperts,
    /// Being worked: assigned to experts and In progress.
    BeingWorked,
    /// Your turn: Awaiting Customer Action.
    YourTurn,
    /// Finished by experts: tag Defender Experts and Resolved.
    FinishedByExperts,
    /// Resolved without the experts.
    Resolved,
    /// Merged into another incident.
    Redirected,
}

impl Stage {
    /// The stages at which the experts shape the response.
    pub const SHAPED: [Self; 2] = [Self::BeingWorked, Self::YourTurn];

    /// All eight.
    pub const ALL: [Self; 8] = [
        Self::New,
        Self::OwnTeam,
        Self::WaitingForExperts,
        Self::BeingWorked,
        Self::YourTurn,
        Self::FinishedByExperts,
        Self::Resolved,
        Self::Redirected,
    ];

    /// Derives the stage. The lists are exclusive, so the order of the questions does not matter to the result.
    pub fn of(status: &Status, assignment: &Assignment, has_experts_tag: bool) -> Self {
        match (status, assignment.party) {
            (Status::Redirected, _) => Self::Redirected,
            (Status::Resolved, _) if has_experts_tag => Self::FinishedByExperts,
            (Status::Resolved, _) => Self::Resolved,
            (Status::AwaitingAction, _) => Self::YourTurn,
            (Status::Active, Some(Party::Experts)) => Self::WaitingForExperts,
            (_, Some(Party::Experts)) => Self::BeingWorked,
            (Status::Active, None) => Self::New,
            (_, Some(Party::Customer) | None) => Self::OwnTeam,
        }
    }

    /// Whether the incident is done.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::FinishedByExperts | Self::Resolved | Self::Redirected)
    }
}

/// The tag of the experts, as a check that ignores letter case.
pub fn is_experts_tag(tag: &str) -> bool {
    tag.trim().eq_ignore_ascii_case(EXPERTS_TAG)
}
