//! What an import took so far: each incident once, compared with the workspace.

use super::KnownIncidents;
use crate::domain::brief::Brief;
use crate::domain::imports::ImportCounts;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Status;
use crate::domain::who_acts::in_scope;
use crate::formats::assets::{Assets, Machine, Sensor};
use crate::formats::batch::BatchWriter;
use crate::formats::file::Take;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How an incident of this import compares with the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    New,
    Changed,
    Unchanged,
}

/// What is remembered of an incident of this import.
#[derive(Clone, Copy, Debug)]
struct Seen {
    updated: Timestamp,
    change: Change,
    redirected: bool,
    out_of_scope: bool,
}

/// What the import took so far.
#[derive(Debug, Default)]
pub(super) struct Taken {
    seen: HashMap<Box<str>, Seen>,
    /// Records of an incident that another record of this import stands for.
    repeated: u32,
    pub(super) writer: BatchWriter,
    pub(super) assets: Assets,
}

impl Taken {
    pub(super) fn counts(&self) -> ImportCounts {
        let mut counts = ImportCounts { unchanged: self.repeated, ..ImportCounts::default() };
        for seen in self.seen.values() {
            match seen.change {
                Change::New => counts.new += 1,
                Change::Changed => counts.changed += 1,
                Change::Unchanged => counts.unchanged += 1,
            }
            counts.redirected += u32::from(seen.redirected);
            counts.out_of_scope += u32::from(seen.out_of_scope);
        }
        counts
    }
}

/// Takes the records of a file into the import.
pub(super) struct Taking<'t, 'k> {
    pub(super) taken: &'t mut Taken,
    pub(super) known: KnownIncidents<'k>,
}

impl Take for Taking<'_, '_> {
    /// Takes an incident unless the workspace has it just so or newer. Of several records of one incident the one that
    /// was changed last holds, in whatever order they come.
    fn incident(&mut self, brief: Brief, record: &str) {
        let taken = &mut *self.taken;
        let mut seen = Seen {
            updated: brief.updated,
            change: Change::New,
            redirected: brief.status == Status::Redirected,
            out_of_scope: !in_scope(&brief),
        };
        match taken.seen.entry(brief.id.as_str().into()) {
            Entry::Occupied(mut before) => {
                taken.repeated = taken.repeated.saturating_add(1);
                if before.get().updated >= brief.updated {
                    return;
                }
                // Newer than a record that was not taken because the workspace had it: now it is a change.
                seen.change = match before.get().change {
                    Change::Unchanged => match (self.known)(&brief.id) {
                        Some(known) if known >= brief.updated => Change::Unchanged,
                        _ => Change::Changed,
                    },
                    change => change,
                };
                before.insert(seen);
            }
            Entry::Vacant(place) => {
                seen.change = match (self.known)(&brief.id) {
                    None => Change::New,
                    Some(known) if known < brief.updated => Change::Changed,
                    Some(_) => Change::Unchanged,
                };
                place.insert(seen);
            }
        }
        if seen.change != Change::Unchanged {
            taken.writer.add(record, brief);
        }
    }

    fn machine(&mut self, machine: Machine) {
        self.taken.assets.add_machine(machine);
    }

    fn sensor(&mut self, sensor: Sensor) {
        self.taken.assets.add_sensor(sensor);
    }
}
