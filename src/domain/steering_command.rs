//! What a person may ask on the way through readiness and monitoring; [`super::steering`] says what comes of it.

use super::brief::AssetKind;
use super::ids::RiskId;
use super::plan::PlannedWork;
use super::steering::RiskKind;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a person may ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "act")]
pub enum SteeringCommand {
    /// Sets an action aside because it does not apply here, or brings it back.
    SetAside {
        /// The key of the action.
        key: String,
        /// Why it does not apply; `None` brings it back.
        reason: Option<String>,
    },
    /// Gives an action a rank of its own, or takes that away again.
    Place {
        /// The key of the action.
        key: String,
        /// The rank, from 1; `None` lets it be ranked like the others.
        rank: Option<u32>,
        /// Why.
        note: String,
    },
    /// Schedules the next review.
    PlanReview {
        /// When.
        on: Timestamp,
        /// What it is about.
        note: String,
    },
    /// Says that a review was held.
    HoldReview {
        /// What came of it.
        note: String,
    },
    /// Names a critical asset. Of an administrator of the customer it is agreed at once.
    NameCritical {
        /// What it is.
        kind: AssetKind,
        /// Its name or id.
        name: String,
        /// Why it is critical.
        why: String,
    },
    /// Agrees that an asset is critical.
    AgreeCritical {
        /// What it is.
        kind: AssetKind,
        /// Its name or id.
        name: String,
    },
    /// Takes a critical asset off the list.
    DropCritical {
        /// What it is.
        kind: AssetKind,
        /// Its name or id.
        name: String,
        /// Why.
        why: String,
    },
    /// Records a latent threat or source of risk.
    RecordRisk {
        /// Its id.
        id: RiskId,
        /// What it is.
        kind: RiskKind,
        /// In one line.
        title: String,
        /// What there is to say of it.
        detail: String,
    },
    /// Settles a recorded risk.
    SettleRisk {
        /// Which.
        id: RiskId,
        /// How.
        note: String,
    },
    /// Plans work of the what-if, or plans it anew.
    PlanWork {
        /// What.
        work: PlannedWork,
        /// Who answers for it; may be blank.
        owner: String,
        /// By when.
        due: Timestamp,
        /// What else there is to say; may be blank.
        #[serde(default)]
        note: String,
    },
    /// Takes a plan back.
    DropPlan {
        /// The key of its work.
        key: String,
        /// Why; may be blank.
        #[serde(default)]
        why: String,
    },
}
