//! A script: what is asked of a workspace one after the other, each at its own time. The demonstration is one, and it takes
//! the way that a person's commands and files take.

use crate::domain::command::Command;
use crate::domain::ids::CommandId;
use crate::domain::people::Actor;
use crate::domain::time::Timestamp;

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The id of its command: a step that was done is not done again.
    pub id: CommandId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// What.
    pub deed: Deed,
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum Deed {
    /// It asks for something.
    Ask(Command),
    /// It takes files in as one import: the name and the text of each.
    TakeFiles(Vec<(String, String)>),
}
