//! Commands that were set aside, because somebody else was first and they no longer hold: kept with both versions
//! until the person has dealt with them.

use crate::domain::command::Command;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::CommandId;
use crate::domain::people::Actor;
use crate::domain::time::Timestamp;
use crate::store::backend::{Backend, BackendError};
use serde::{Deserialize, Serialize};

/// At most so many of their entries are kept with a command; the newest are the ones that matter.
const THEIRS_MAX: usize = 20;

/// A command that was set aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Aside {
    /// Its id.
    pub command: CommandId,
    /// Who asked.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// For what; `None` when it was kept before the workspace was shared, so that it cannot be asked again.
    pub asked: Option<Command>,
    /// What it did here, before it was known that somebody else was first.
    pub ours: Vec<Event>,
    /// What others did meanwhile to the same subject.
    pub theirs: Vec<Entry>,
}

impl Aside {
    /// Sets an entry aside, with those of the others that speak of the same.
    pub(super) fn new(entry: &Entry, asked: Option<Command>, others: &[&Entry]) -> Self {
        let mut theirs: Vec<Entry> = others
            .iter()
            .filter(|other| {
                other.events.iter().any(|event| entry.events.iter().any(|ours| is_same(ours, event)))
            })
            .map(|other| (*other).clone())
            .collect();
        theirs.drain(..theirs.len().saturating_sub(THEIRS_MAX));
        Self {
            command: entry.command.clone(),
            by: entry.by.clone(),
            at: entry.at,
            asked,
            ours: entry.events.clone(),
            theirs,
        }
    }
}

/// Whether two events speak of the same: the same incident, or the same kind of thing.
fn is_same(one: &Event, other: &Event) -> bool {
    match (one, other) {
        (Event::Incident { incident: one, .. }, Event::Incident { incident: other, .. }) => one == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// The commands that are set aside in a place, oldest first.
///
/// # Errors
/// The place does not answer.
pub async fn read<B: Backend>(backend: &B) -> Result<Vec<Aside>, BackendError> {
    let texts = backend.asides().await?;
    let mut asides: Vec<Aside> = texts.iter().filter_map(|text| serde_json::from_slice(text).ok()).collect();
    asides.sort_by(|one, other| (one.at, &one.command).cmp(&(other.at, &other.command)));
    Ok(asides)
}

/// Keeps a command that is set aside.
///
/// # Errors
/// The place does not answer.
pub async fn keep<B: Backend>(backend: &B, aside: &Aside) -> Result<(), BackendError> {
    let text = serde_json::to_string(aside).map_err(|error| BackendError::Other(error.to_string()))?;
    backend.put_aside(aside.command.as_str(), text.as_bytes()).await
}
