//! What can be taken back: the last commands that changed incidents together, with what takes each back.
//!
//! Nothing is removed from the journal: taking back is another event that compensates, and can be taken back itself.

use super::event::Group;
use super::ids::CommandId;
use super::people::Actor;
use super::time::Timestamp;
use super::work::Work;
use std::collections::VecDeque;

/// So many commands can be taken back: what a person still remembers.
const COMMANDS_MAX: usize = 30;
/// So many incidents may stand in all of them together, so that the list takes little memory.
const INCIDENTS_MAX: usize = 300_000;

/// A command that can be taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Undoable {
    /// The command.
    pub command: CommandId,
    /// When.
    pub at: Timestamp,
    /// The number of its entry in the journal.
    pub seq: u64,
    /// Who asked.
    pub by: Actor,
    /// What happened, with what takes it back.
    pub groups: Vec<Group>,
    /// The command that it took back itself.
    pub undoes: Option<CommandId>,
    /// Why, once for all.
    pub reason: String,
}

impl Undoable {
    /// How many incidents it changed.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.incidents.len()).sum()
    }
}

/// The last commands that can be taken back, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UndoLog(VecDeque<Undoable>);

impl UndoLog {
    /// A command by its id.
    pub fn find(&self, command: &CommandId) -> Option<&Undoable> {
        self.0.iter().rev().find(|known| known.command == *command)
    }

    /// The last command of a person that did not itself take something back.
    pub fn last_of(&self, actor: &Actor) -> Option<&Undoable> {
        self.0.iter().rev().find(|known| known.by == *actor && known.undoes.is_none())
    }

    /// The last command that merged others into an incident.
    pub fn merge_into(&self, incident: &str) -> Option<&Undoable> {
        use super::event::IncidentEvent::TookIn;
        self.0.iter().rev().find(|known| {
            known.groups.iter().any(|group| {
                group.incidents.iter().any(|id| id.as_str() == incident)
                    && group.what.iter().any(|what| matches!(what, TookIn { .. }))
            })
        })
    }

    /// Notes a command; what it took back can be taken back no more.
    pub(super) fn note(&mut self, undoable: Undoable) {
        if let Some(undone) = &undoable.undoes {
            self.0.retain(|known| known.command != *undone);
        }
        if undoable.groups.iter().all(|group| group.back.is_empty()) {
            return;
        }
        self.0.push_back(undoable);
        let is_full = |log: &VecDeque<Undoable>| {
            log.len() > COMMANDS_MAX || log.iter().map(Undoable::count).sum::<usize>() > INCIDENTS_MAX
        };
        // The last one stays whatever its size.
        while self.0.len() > 1 && is_full(&self.0) {
            self.0.pop_front();
        }
    }
}

/// What an import did to the work on one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkChange {
    /// Which.
    pub incident: Box<str>,
    /// The work before; `None` where nobody had touched it.
    pub before: Option<Work>,
    /// The work after.
    pub after: Work,
}
