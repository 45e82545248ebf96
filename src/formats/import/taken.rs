//! What an import took so far: each incident once, compared with the workspace.

use super::KnownIncidents;
use crate::domain::brief::Brief;
use crate::domain::catalogue::News;
use crate::domain::directory::{Group, GroupKind};
use crate::domain::estate::EstateRecord;
use crate::domain::imports::ImportCounts;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Status;
use crate::domain::who_acts::in_scope;
use crate::formats::batch::{BatchText, BatchWriter};
use crate::formats::estate::{EstateWriter, Tally};
use crate::formats::file::Take;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What is remembered of an incident of this import.
#[derive(Clone, Copy, Debug)]
struct Seen {
    updated: Timestamp,
    change: News,
    redirected: bool,
    /// Whether a record came with its alerts, and when they were changed.
    alerts: Option<Timestamp>,
    out_of_scope: bool,
}

/// What the import took so far.
#[derive(Debug, Default)]
pub(super) struct Taken {
    seen: HashMap<Box<str>, Seen>,
    /// Records of an incident that another record of this import stands for.
    repeated: u32,
    writer: BatchWriter,
    estate: EstateWriter,
    pub(super) tally: Tally,
}

impl Taken {
    pub(super) fn counts(&self) -> ImportCounts {
        let mut counts = ImportCounts { unchanged: self.repeated, ..ImportCounts::default() };
        for seen in self.seen.values() {
            match seen.change {
                News::New => counts.new += 1,
                News::Changed => counts.changed += 1,
                News::Unchanged => counts.unchanged += 1,
            }
            counts.redirected += u32::from(seen.redirected);
            counts.out_of_scope += u32::from(seen.out_of_scope);
        }
        counts
    }

    /// Hands out the batches that are complete.
    pub(super) fn take(&mut self) -> Vec<BatchText> {
        let mut batches = self.writer.take();
        batches.append(&mut self.estate.take());
        batches
    }

    /// Closes the batches at hand, with the device groups and tags that the devices are in.
    pub(super) fn close(&mut self) {
        for (is_group, name, members) in self.tally.lists() {
            let kind = if is_group { GroupKind::Device } else { GroupKind::Tag };
            let (id, name) = (name.to_lowercase(), name.to_owned());
            let group = Group { id, name, kind, mail: String::new(), members: members.clone() };
            self.estate.add(EstateRecord::Group(group));
        }
        self.writer.close();
        self.estate.close();
    }
}

/// Takes the records of a file into the import.
pub(super) struct Taking<'t, 'k> {
    pub(super) taken: &'t mut Taken,
    pub(super) known: KnownIncidents<'k>,
}

impl Take for Taking<'_, '_> {
    /// Takes an incident unless the workspace has it just so or newer. Of several records of one incident the one that
    /// was changed last holds, in whatever order they come; the same goes for its alerts, which not every record has.
    fn incident(&mut self, brief: Brief, record: &str) {
        let taken = &mut *self.taken;
        let mut seen = Seen {
            updated: brief.updated,
            change: News::New,
            redirected: brief.status == Status::Redirected,
            alerts: (brief.alerts > 0).then_some(brief.updated),
            out_of_scope: !in_scope(&brief),
        };
        let takes = match taken.seen.entry(brief.id.as_str().into()) {
            Entry::Occupied(mut before) => {
                taken.repeated = taken.repeated.saturating_add(1);
                let newer = brief.updated > before.get().updated;
                let newer_alerts = seen.alerts > before.get().alerts;
                if !newer && !newer_alerts {
                    return;
                }
                let news = (self.known)(&brief);
                seen.change = match before.get().change {
                    // Newer than a record that was not taken because the workspace had it: now it is a change.
                    News::Unchanged => news,
                    change => change,
                };
                if !newer {
                    (seen.updated, seen.redirected) = (before.get().updated, before.get().redirected);
                }
                if !newer_alerts {
                    (seen.alerts, seen.out_of_scope) = (before.get().alerts, before.get().out_of_scope);
                }
                before.insert(seen);
                news != News::Unchanged
            }
            Entry::Vacant(place) => {
                seen.change = (self.known)(&brief);
                place.insert(seen).change != News::Unchanged
            }
        };
        if takes {
            taken.writer.add(record, brief);
        }
    }

    fn estate(&mut self, record: EstateRecord) {
        self.taken.tally.add(&record);
        self.taken.estate.add(record);
    }
}
