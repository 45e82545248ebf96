//! Whether an incident counts as investigated, and how it ended: the two questions behind every figure of the report.
//!
//! The rules are those of the service's documentation: investigated = not redirected, in scope, of a worked severity,
//! and ever assigned to the experts or tagged Defender Experts; resolved with your help = resolved and at least one
//! action of the response was the customer's; resolved directly = resolved and none was.

use crate::domain::scope::Scope;
use crate::domain::settings::Settings;
use crate::domain::state::Incident;
use crate::domain::vocabulary::Status;

/// Whether an incident counts as investigated, or the first reason why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// It counts.
    Investigated,
    /// It was merged into another: not an incident of its own.
    Redirected,
    /// Its products or detectors are out of the service's scope, or coverage is limited to groups that it does not touch.
    OutOfScope,
    /// The experts do not work its severity.
    SeverityNotWorked,
    /// The experts never had it.
    NotWithExperts,
}

impl Standing {
    /// All five, in the order in which the questions are asked.
    pub const ALL: [Self; 5] = [
        Self::Investigated,
        Self::Redirected,
        Self::OutOfScope,
        Self::SeverityNotWorked,
        Self::NotWithExperts,
    ];

    /// The word of [`crate::analytics::dimension::Dim::Investigated`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Investigated => "yes",
            Self::Redirected => "redirected",
            Self::OutOfScope => "outOfScope",
            Self::SeverityNotWorked => "severityNotWorked",
            Self::NotWithExperts => "notWithExperts",
        }
    }

    /// Asks the questions in order; the first that fails answers.
    pub fn of(incident: Incident<'_>, settings: &Settings, scope: &Scope) -> Self {
        if incident.status() == Status::Redirected {
            Self::Redirected
        } else if !scope.holds(incident.known) {
            Self::OutOfScope
        } else if !settings.works(&incident.severity()) {
            Self::SeverityNotWorked
        } else if !incident.was_with_experts() {
            Self::NotWithExperts
        } else {
            Self::Investigated
        }
    }
}

/// How an incident ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// Resolved, and no action was the customer's.
    ResolvedDirectly,
    /// Resolved, and at least one action was the customer's.
    ResolvedWithHelp,
    /// Not resolved.
    Open,
}

impl Outcome {
    /// All three, in the order of the stack in charts.
    pub const ALL: [Self; 3] = [Self::ResolvedDirectly, Self::ResolvedWithHelp, Self::Open];

    /// The word of [`crate::analytics::dimension::Dim::Outcome`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ResolvedDirectly => "resolvedDirectly",
            Self::ResolvedWithHelp => "resolvedWithHelp",
            Self::Open => "open",
        }
    }

    /// The outcome of an incident as it is now.
    pub fn of(incident: Incident<'_>) -> Self {
        match (incident.status(), incident.needed_customer()) {
            (Status::Resolved, true) => Self::ResolvedWithHelp,
            (Status::Resolved, false) => Self::ResolvedDirectly,
            _ => Self::Open,
        }
    }
}
