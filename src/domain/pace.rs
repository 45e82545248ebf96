//! How long it takes until an action is done, by who does it: measured here, or the response target where nothing was.
//!
//! Ours: the service publishes no times. The simulator of the approval matrix compares with it what settings would lead
//! to (service.md section 4: "what would have happened to last month's incidents").

use super::action::{ActionState, ApprovalState};
use super::people::Party;
use super::settings::Settings;
use super::state::State;
use super::time::MINUTE_MS;
use super::vocabulary::Severity;
use super::who_acts::{RuleStep, Verdict};

/// The median of some durations, and how many there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Median {
    /// Milliseconds; `None` where nothing was measured.
    pub ms: Option<i64>,
    /// How many were measured.
    pub count: u32,
}

impl Median {
    /// The median of durations in milliseconds; of an even number the lower of the two in the middle.
    pub fn of(mut all: Vec<i64>) -> Self {
        all.sort_unstable();
        let middle = all.len().saturating_sub(1) / 2;
        Self { ms: all.get(middle).copied(), count: u32::try_from(all.len()).unwrap_or(u32::MAX) }
    }
}

/// What was measured in a workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// From the creation of an incident until an action of the experts was done.
    pub experts: Median,
    /// From the creation of an incident until an action of the customer was done.
    pub customer: Median,
    /// From a question for approval to its answer.
    pub answer: Median,
}

impl Pace {
    /// Measures all responses of a workspace.
    pub fn of(state: &State) -> Self {
        let (mut experts, mut customer, mut answers) = (Vec::new(), Vec::new(), Vec::new());
        for (id, work) in &state.work {
            let Some(known) = state.catalogue.find(id) else { continue };
            for action in &work.response.actions {
                if let ActionState::Completed { at, .. } = &action.state {
                    let taken = at.millis_since(known.created()).max(0);
                    match action.party {
                        Party::Experts => experts.push(taken),
                        Party::Customer => customer.push(taken),
                    }
                }
                let asked = action.approval.as_ref();
                answers.extend(asked.and_then(|it| Some(answered(&it.state)?.millis_since(it.asked).max(0))));
            }
        }
        Self { experts: Median::of(experts), customer: Median::of(customer), answer: Median::of(answers) }
    }

    /// How long until an action with this verdict is done, in milliseconds; `None` where it is nobody's or no target says
    /// it. A question that nobody answers in the time that the matrix gives ends then.
    pub fn until_done(
        &self,
        verdict: Verdict,
        trace: &[RuleStep],
        severity: &Severity,
        settings: &Settings,
    ) -> Option<i64> {
        let target = settings.targets.of(severity);
        let minutes = |minutes: Option<u32>| minutes.map(|minutes| i64::from(minutes) * MINUTE_MS);
        let experts = self.experts.ms.or(minutes(target.experts_minutes));
        match verdict {
            Verdict::ExpertsAct => experts,
            Verdict::AskFirst => {
                let ruling = trace.iter().find_map(|step| step.ruling.as_ref());
                let latest = minutes(ruling.and_then(|ruling| ruling.after_minutes));
                let answer = self.answer.ms.or(minutes(target.customer_minutes));
                let wait = match (answer, latest) {
                    (Some(answer), Some(latest)) => Some(answer.min(latest)),
                    (answer, latest) => answer.or(latest),
                };
                Some(experts? + wait?)
            }
            Verdict::CustomerActs => {
                let both = || Some(experts? + minutes(target.customer_minutes)?);
                self.customer.ms.or_else(both)
            }
            Verdict::RuledOut | Verdict::InformOnly | Verdict::Nobody => None,
        }
    }
}

fn answered(state: &ApprovalState) -> Option<super::time::Timestamp> {
    match state {
        ApprovalState::Open | ApprovalState::Expired { .. } => None,
        ApprovalState::Given { at, .. } | ApprovalState::Refused { at, .. } => Some(*at),
    }
}
