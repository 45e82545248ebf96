//! Work that was planned out of the what-if: which devices or domain controllers are put right, by whom and by when.
//!
//! The service publishes no such plan; service.md section 4 asks for what-if, owner and due date. Planned work stands in
//! the register of actions needed until nothing of it is missing any more, which the imports say and no person.

use super::estate::machine::Standing;
use super::forecast::{missing, open_required, what_if};
use super::readiness::{ActionStatus, Area, Gate};
use super::register::{Basis, Needed, RankReason};
use super::state::State;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What is to be put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "of")]
pub enum PlannedWork {
    /// Devices that miss the same thing in the same device group.
    Devices {
        /// What they miss.
        standing: Standing,
        /// The device group; `None` for those without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<String>,
    },
    /// Domain controllers without a healthy sensor.
    Controllers,
}

impl PlannedWork {
    /// Its key in the register. No recommendation and no control of Secure Score begins like it.
    pub fn key(&self) -> String {
        match self {
            Self::Devices { standing, group } => {
                format!("plan:{}:{}", standing.as_str(), group.as_deref().unwrap_or_default())
            }
            Self::Controllers => "plan:controllers".to_owned(),
        }
    }

    /// How many devices or domain controllers of it are still missing.
    pub fn left(&self, state: &State) -> u32 {
        match self {
            Self::Devices { standing, group } => missing(state)
                .into_iter()
                .find(|it| it.standing == *standing && it.group == *group)
                .map_or(0, |it| it.devices),
            Self::Controllers => {
                let blind = state.estate.controllers().into_iter().filter(|it| !it.healthy).count();
                u32::try_from(blind).unwrap_or(u32::MAX)
            }
        }
    }
}

/// Work with its owner and its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What.
    pub work: PlannedWork,
    /// How many were missing when it was planned.
    pub assets: u32,
    /// Who answers for it; blank where nobody was named.
    pub owner: String,
    /// By when.
    pub due: Timestamp,
    /// What else was said.
    pub note: String,
    /// Who planned it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// The gate as it would be with everything that is planned done, and the last day of it: planned work, and required
/// actions with a due date ahead. `None` while nothing is planned.
pub fn planned_gate(state: &State, now: Timestamp) -> Option<(Gate, Timestamp)> {
    let (mut devices, mut controllers, mut actions) = (0_u32, 0_u32, 0_u32);
    let mut last: Option<Timestamp> = None;
    for plan in state.steering.plans.values() {
        let left = plan.work.left(state);
        if left == 0 {
            continue;
        }
        match plan.work {
            PlannedWork::Devices { .. } => devices = devices.saturating_add(left),
            PlannedWork::Controllers => controllers = controllers.saturating_add(left),
        }
        last = last.max(Some(plan.due));
    }
    for (key, _) in open_required(state, now) {
        let due = state.actions.get(key).and_then(|record| record.due).filter(|due| *due > now);
        actions += u32::from(due.is_some());
        last = last.max(due);
    }
    Some((what_if(state.gate(now), devices, controllers, actions), last?))
}

/// Planned work as an action needed. It is done when nothing of it is missing any more.
pub(super) fn needed<'a>(state: &State, key: &'a str, plan: &'a Plan) -> Needed<'a> {
    let left = plan.work.left(state);
    let status = if left == 0 { ActionStatus::Completed } else { ActionStatus::InProgress };
    Needed {
        key,
        own: None,
        plan: Some(plan),
        control: None,
        score: None,
        area: match plan.work {
            PlannedWork::Devices { .. } => Area::Device,
            PlannedWork::Controllers => Area::Identity,
        },
        required: true,
        points: None,
        earned: None,
        effort: None,
        user_impact: None,
        status,
        basis: Basis::Planned(left),
        record: None,
        aside: None,
        incidents: 0,
        rank: 0,
        reason: RankReason::Planned(plan.due),
    }
}
