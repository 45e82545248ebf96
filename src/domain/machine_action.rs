//! Machine actions of Defender for Endpoint: what was really done to a device, as an import tells it, and which response
//! actions they settle (service.md 2.5, Defender for Endpoint).

use super::action::ActionState;
use super::response::{ActionKind, Extent};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many machine actions one import brings at most: two pages of the API, and what a journal can carry.
pub const MACHINE_ACTIONS_MAX: usize = 20_000;

/// One action on one device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MachineAction {
    /// Its id at the source.
    pub id: String,
    /// What was done, in the source's word: `Isolate`, `RunAntiVirusScan`.
    pub kind: String,
    /// How far it is, in the source's word: `Pending`, `Succeeded`.
    pub status: String,
    /// The id of the device in lower case.
    pub device: String,
    /// The name of the device, where the source says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub device_name: String,
    /// Who asked for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub requestor: String,
    /// What they said of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// When it was asked for.
    pub created: Timestamp,
    /// When it last changed.
    pub updated: Timestamp,
    /// How much of it, in the source's word: `Full` or `Selective` isolation, `Full` or `Quick` scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The file that it is about: a hash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Why it failed, in the source's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
}

/// How far a machine action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It waits or runs.
    Open,
    /// It was done.
    Done,
    /// It was not done: failed, timed out or cancelled.
    Failed,
}

impl MachineAction {
    /// The kind of response action that it carries out; `None` for what no response asks for, such as off-boarding.
    pub fn action_kind(&self) -> Option<ActionKind> {
        let known = [
            ("Isolate", ActionKind::IsolateDevice),
            ("Unisolate", ActionKind::UnIsolateDevice),
            ("RestrictCodeExecution", ActionKind::RestrictAppExecution),
            ("UnrestrictCodeExecution", ActionKind::UnRestrictAppExecution),
            ("RunAntiVirusScan", ActionKind::RunAntiVirusScan),
            ("CollectInvestigationPackage", ActionKind::CollectInvestigationPackage),
            ("StopAndQuarantineFile", ActionKind::StopAndQuarantineFile),
        ];
        known.into_iter().find(|(word, _)| word.eq_ignore_ascii_case(&self.kind)).map(|(_, kind)| kind)
    }

    /// How much of it, where the source says it in a word that is known.
    pub fn extent(&self) -> Option<Extent> {
        let known = [("Full", Extent::Full), ("Selective", Extent::Limited), ("Quick", Extent::Limited)];
        let scope = self.scope.as_deref()?;
        known.into_iter().find(|(word, _)| word.eq_ignore_ascii_case(scope)).map(|(_, extent)| extent)
    }

    /// Who did it: who asked for it, or the action itself where the source names nobody.
    pub fn doer(&self) -> &str {
        if self.requestor.is_empty() { &self.id } else { &self.requestor }
    }

    /// How far it is; `None` for a word that nobody knows, which settles nothing.
    pub fn progress(&self) -> Option<Progress> {
        let known = [
            ("Pending", Progress::Open),
            ("InProgress", Progress::Open),
            ("Succeeded", Progress::Done),
            ("Failed", Progress::Failed),
            ("TimeOut", Progress::Failed),
            ("Cancelled", Progress::Failed),
        ];
        known.into_iter().find(|(word, _)| word.eq_ignore_ascii_case(&self.status)).map(|(_, known)| known)
    }

    /// The state that a response action gets from it, when it is now in `state`: nothing for one that is settled, and
    /// nothing that would say the same again or be older.
    pub fn settles(&self, state: &ActionState) -> Option<ActionState> {
        let by = self.doer().to_owned();
        let failed_before = match state {
            ActionState::Completed { .. } | ActionState::Skipped { .. } => return None,
            ActionState::Failed { at, .. } => Some(*at),
            ActionState::NotStarted | ActionState::InProgress { .. } | ActionState::Partly { .. } => None,
        };
        if failed_before.is_some_and(|at| self.updated <= at) {
            return None;
        }
        match self.progress()? {
            Progress::Open if matches!(state, ActionState::InProgress { .. }) => None,
            Progress::Open => Some(ActionState::InProgress { by, at: self.created }),
            Progress::Done => {
                Some(ActionState::Completed { by, at: self.updated, note: self.comment.clone() })
            }
            Progress::Failed => {
                let reason = match &self.trouble {
                    Some(trouble) => format!("{}: {trouble}", self.status),
                    None => self.status.clone(),
                };
                Some(ActionState::Failed { by, at: self.updated, reason })
            }
        }
    }
}

/// The machine actions that imports brought, each as it was told last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MachineActions(BTreeMap<String, MachineAction>);

impl MachineActions {
    /// Whether an action is not there yet, or was told differently and not later.
    pub fn is_news(&self, action: &MachineAction) -> bool {
        self.0.get(&action.id).is_none_or(|known| known != action && known.updated <= action.updated)
    }

    /// Takes an action in unless a later word on it is there.
    pub fn take(&mut self, action: &MachineAction) {
        if self.is_news(action) {
            self.0.insert(action.id.clone(), action.clone());
        }
    }

    /// The actions on a device, newest first.
    pub fn of_device(&self, device: &str) -> Vec<&MachineAction> {
        let mut found: Vec<_> =
            self.0.values().filter(|action| action.device.eq_ignore_ascii_case(device)).collect();
        found.sort_by(|one, other| (other.created, &other.id).cmp(&(one.created, &one.id)));
        found
    }

    /// All of them, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &MachineAction> {
        self.0.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn action(status: &str) -> MachineAction {
        MachineAction {
            id: "m1".into(),
            kind: "isolate".into(),
            status: status.into(),
            device: "d".into(),
            device_name: String::new(),
            requestor: "ada".into(),
            comment: "done".into(),
            created: at(1),
            updated: at(2),
            scope: None,
            file: None,
            trouble: None,
        }
    }

    #[test]
    fn words_are_read_in_any_letter_case() {
        assert_eq!(action("x").action_kind(), Some(ActionKind::IsolateDevice));
        assert_eq!(action("timeout").progress(), Some(Progress::Failed));
        assert_eq!(action("Paused").progress(), None);
    }

    #[test]
    fn settles_what_is_open_and_nothing_twice() {
        let fresh = ActionState::NotStarted;
        let done = action("Succeeded").settles(&fresh).unwrap();
        assert_eq!(done, ActionState::Completed { by: "ada".into(), at: at(2), note: "done".into() });
        assert_eq!(action("Failed").settles(&done), None);
        let running = action("Pending").settles(&fresh).unwrap();
        assert_eq!(action("InProgress").settles(&running), None);
        let failed = action("TimeOut").settles(&running).unwrap();
        assert_eq!(failed, ActionState::Failed { by: "ada".into(), at: at(2), reason: "TimeOut".into() });
        assert_eq!(action("Cancelled").settles(&failed), None, "not later");
        assert_eq!(action("Paused").settles(&fresh), None);
    }

    #[test]
    fn the_later_word_holds() {
        let mut known = MachineActions::default();
        known.take(&action("Pending"));
        let earlier = MachineAction { updated: at(1), ..action("Failed") };
        assert!(!known.is_news(&earlier) && !known.is_news(&action("Pending")));
        known.take(&action("Succeeded"));
        assert_eq!(known.of_device("D")[0].status, "Succeeded");
        assert_eq!((known.len(), known.is_empty()), (1, false));
    }
}
