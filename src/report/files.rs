//! A workspace of files alone: what an import of them would give, without a journal on disk. The command line reports on
//! it.

use crate::domain::apply::apply;
use crate::domain::catalogue::Place;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::CommandId;
use crate::domain::people::{Actor, Role};
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::formats::import::ImportOutcome;

/// The state after one import, taken at a moment. `None` when no file holds anything that is taken in.
pub fn state_of(outcome: ImportOutcome, at: Timestamp) -> Option<State> {
    let ImportOutcome { summary, batches, .. } = outcome;
    let entry = Entry {
        seq: 1,
        at,
        by: Actor { person: String::new(), role: Role::Administrator },
        command: CommandId::new("import")?,
        events: vec![Event::ImportTaken { import: Box::new(summary?) }],
    };
    let mut state = State::default();
    apply(&mut state, &entry);
    for (number, batch) in (0..).zip(&batches) {
        for (index, brief) in (0..).zip(&batch.briefs) {
            state.catalogue.absorb(brief, Place { batch: number, index });
        }
    }
    Some(state)
}
