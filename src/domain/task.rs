//! Tasks of incidents as an import tells them: actions of a managed response that was published at the source (service.md 1.8 and 2.3, managed response and incidentTask).

use super::action::{Action, ActionState};
use super::brief::{Asset, AssetKind};
use super::ids::{ActionId, IncidentId};
use super::people::Party;
use super::response::{ActionKind, ActionPlan};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How many tasks one import brings at most.
pub const TASKS_MAX: usize = 20_000;

/// Where a task is at the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TaskProgress {
    /// Nobody began.
    Open,
    /// Somebody began.
    InProgress,
    /// Done.
    Completed,
    /// It did not work.
    Failed,
    /// Left out: the portal's "Skip".
    NotRelevant,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportedTask {
    /// Its id at the source.
    pub id: ActionId,
    /// The incident.
    pub incident: IncidentId,
    /// The title on the card.
    pub title: String,
    /// What to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instructions: String,
    /// What kind of action.
    pub kind: ActionKind,
    /// Which side it is for.
    pub party: Party,
    /// How far it is.
    pub progress: TaskProgress,
    /// The device or account that it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Who created it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub created_by: String,
    /// When.
    pub created: Timestamp,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub modified_by: String,
    /// When.
    pub modified: Timestamp,
}

impl ImportedTask {
    /// The action that it is in our response. `asset` finds an asset by kind and id, so that the card has a name.
    pub fn to_action(&self, asset: impl Fn(AssetKind, &str) -> Option<Asset>) -> Action {
        let target = self.target.as_ref().and_then(|id| {
            let kinds = self.kind.target_kinds();
            let known = kinds.iter().find_map(|kind| asset(*kind, &id.to_lowercase()));
            known.or_else(|| {
                let kind = *kinds.first()?;
                Some(Asset {
                    kind,
                    id: id.to_lowercase(),
                    name: id.clone(),
                    group: None,
                    critical: false,
                    agreed: false,
                    platform: None,
                    tags: Vec::new(),
                })
            })
        });
        let plan = ActionPlan {
            instructions: self.instructions.clone(),
            target,
            ..ActionPlan::new(self.id.clone(), self.kind, self.title.clone())
        };
        let action = Action::new(plan, self.party, Vec::new());
        Action { published: true, planned: Some(self.created), state: self.state(), ..action }
    }

    fn state(&self) -> ActionState {
        let by = if self.modified_by.is_empty() { &self.created_by } else { &self.modified_by };
        let (by, at) = (by.clone(), self.modified);
        match self.progress {
            TaskProgress::Open => ActionState::NotStarted,
            TaskProgress::InProgress => ActionState::InProgress { by, at },
            TaskProgress::Completed => ActionState::Completed { by, at, note: String::new() },
            TaskProgress::Failed => ActionState::Failed { by, at, reason: String::new() },
            TaskProgress::NotRelevant => ActionState::Skipped { by, at, reason: String::new() },
        }
    }
}
