//! What an import took so far: each incident once, compared with the workspace.

use super::loose::{self, JoinCounts, Loose, Waiting};
use super::{KnownIncidents, Sample, Wanted};
use crate::domain::brief::Brief;
use crate::domain::catalogue::News;
use crate::domain::directory::{Group, GroupKind};
use crate::domain::estate::EstateRecord;
use crate::domain::ids::IncidentId;
use crate::domain::imports::ImportCounts;
use crate::domain::machine_action::{MACHINE_ACTIONS_MAX, MachineAction};
use crate::domain::posture::{DeviceRecommendation, Layer, RECOMMENDATIONS_MAX};
use crate::domain::record::IncidentRecord;
use crate::domain::scope::{Members, brings_in_scope};
use crate::domain::task::{ImportedTask, TASKS_MAX};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Status;
use crate::formats::batch::{BatchText, BatchWriter, RecordPlace};
use crate::formats::estate::{EstateWriter, Tally};
use crate::formats::file::Take;
use crate::formats::foreign::Fact;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// What is remembered of an incident of this import.
#[derive(Clone, Copy, Debug)]
struct Seen {
    updated: Timestamp,
    change: News,
    redirected: bool,
    /// Whether a record came with its alerts, and when they were changed.
    alerts: Option<Timestamp>,
    out_of_scope: bool,
    /// Where its record is, when one was taken.
    place: Option<RecordPlace>,
}

/// How many records of a kind are shown before an import is taken.
const SAMPLES_MAX: usize = 5;

/// What the import took so far.
#[derive(Debug, Default)]
pub(super) struct Taken {
    seen: HashMap<Box<str>, Seen>,
    /// Records of an incident that another record of this import stands for.
    repeated: u32,
    writer: BatchWriter,
    estate: EstateWriter,
    /// Whether anything of the estate or the directory came.
    has_estate: bool,
    pub(super) tally: Tally,
    pub(super) loose: Loose,
    waiting: BTreeMap<String, Waiting>,
    /// To whom coverage is limited, where it is.
    pub(super) members: Option<Members>,
    pub(super) joined: JoinCounts,
    pub(super) machine_actions: Vec<MachineAction>,
    pub(super) tasks: Vec<ImportedTask>,
    pub(super) recommendations: Vec<DeviceRecommendation>,
    pub(super) layers: Vec<Layer>,
    pub(super) samples: Vec<Sample>,
}

impl Taken {
    pub(super) fn counts(&self) -> ImportCounts {
        let mut counts = ImportCounts { repeated: self.repeated, ..ImportCounts::default() };
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

    /// Whether it took anything beside incidents.
    pub(super) fn says_more(&self) -> bool {
        self.tally.devices().is_some()
            || self.tally.identities().is_some()
            || self.tally.seats().is_some()
            || self.tally.score().is_some()
            || self.has_estate
            || !self.machine_actions.is_empty()
            || !self.tasks.is_empty()
            || !self.recommendations.is_empty()
            || !self.layers.is_empty()
    }

    /// Closes the batch at hand and answers the incidents that records wait for.
    pub(super) fn begin_joins(&mut self) -> Vec<Wanted> {
        self.writer.close();
        self.waiting = self.loose.take();
        let batches = self.writer.references();
        let wanted = self.waiting.keys().filter_map(|id| {
            let place = self.seen.get(id.as_str()).and_then(|seen| seen.place);
            let batch = place.and_then(|(batch, index)| Some((batches.get(batch)?.name.clone(), index)));
            Some(Wanted { incident: IncidentId::new(id)?, batch })
        });
        wanted.collect()
    }

    /// Joins what waits for an incident with its record, and writes the whole anew where anything is new.
    pub(super) fn join(
        &mut self,
        incident: &IncidentId,
        known: Option<IncidentRecord>,
        news: KnownIncidents<'_>,
    ) {
        let id = incident.as_str();
        let Some(waiting) = self.waiting.remove(id) else { return };
        let Some(record) = loose::join(id, known, waiting, &mut self.joined) else { return };
        let Ok(text) = serde_json::to_string(&record) else { return };
        let brief = Brief::of(&record);
        let change = news(&brief);
        let before = self.seen.get(id).map(|seen| (seen.change, seen.redirected));
        if before.is_none() && change == News::Unchanged {
            return;
        }
        if before.is_none() {
            self.sample(&brief, change);
        }
        let seen = Seen {
            updated: brief.updated,
            change: before
                .map_or(change, |(before, _)| if before == News::Unchanged { change } else { before }),
            redirected: before.map_or(brief.status == Status::Redirected, |(_, redirected)| redirected),
            alerts: Some(brief.updated),
            out_of_scope: !brings_in_scope(&brief, self.members.as_ref()),
            place: None,
        };
        let place = self.writer.add(&text, brief);
        self.seen.insert(id.into(), Seen { place: Some(place), ..seen });
    }

    fn sample(&mut self, brief: &Brief, news: News) {
        let shown = self.samples.iter().filter(|sample| matches!(sample, Sample::Incident(..))).count();
        if shown < SAMPLES_MAX {
            self.samples.push(Sample::Incident(Box::new(brief.clone()), news));
        }
    }
}

/// Adds an element to a list that has a limit; what is beyond it is left out.
fn push<T>(
    list: &mut Vec<T>,
    element: T,
    most: usize,
    samples: &mut Vec<Sample>,
    sample: impl FnOnce(&T) -> Sample,
) {
    if list.len() < SAMPLES_MAX {
        samples.push(sample(&element));
    }
    if list.len() < most {
        list.push(element);
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
            out_of_scope: !brings_in_scope(&brief, taken.members.as_ref()),
            place: None,
        };
        let id: Box<str> = brief.id.as_str().into();
        let takes = match taken.seen.entry(id.clone()) {
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
                seen.place = before.get().place;
                before.insert(seen);
                news != News::Unchanged
            }
            Entry::Vacant(place) => {
                seen.change = (self.known)(&brief);
                place.insert(seen).change != News::Unchanged
            }
        };
        let sampled = taken.samples.len() < SAMPLES_MAX;
        if sampled && let Some(seen) = taken.seen.get(&id) {
            let change = seen.change;
            taken.sample(&brief, change);
        }
        if takes {
            let place = taken.writer.add(record, brief);
            if let Some(seen) = taken.seen.get_mut(&id) {
                seen.place = Some(place);
            }
        }
    }

    fn estate(&mut self, record: EstateRecord) {
        self.taken.has_estate = true;
        self.taken.tally.add(&record);
        self.taken.estate.add(record);
    }

    fn fact(&mut self, fact: Fact) {
        let taken = &mut *self.taken;
        let samples = &mut taken.samples;
        match fact {
            Fact::Alert(alert) => taken.loose.add_alert(*alert),
            Fact::Evidence(alert, evidence) => taken.loose.add_evidence(alert, *evidence),
            Fact::Comment(incident, comment) => taken.loose.add_comment(&incident, *comment),
            Fact::MachineAction(action) => {
                push(&mut taken.machine_actions, *action, MACHINE_ACTIONS_MAX, samples, |action| {
                    let device =
                        if action.device_name.is_empty() { &action.device } else { &action.device_name };
                    Sample::MachineAction(action.kind.clone(), device.clone(), action.status.clone())
                });
            }
            Fact::Task(task) => {
                push(&mut taken.tasks, *task, TASKS_MAX, samples, |task| Sample::Titled(task.title.clone()));
            }
            Fact::Recommendation(entry) => {
                push(&mut taken.recommendations, *entry, RECOMMENDATIONS_MAX, samples, |entry| {
                    Sample::Titled(entry.name.clone())
                });
            }
            Fact::Layer(layer) => {
                push(&mut taken.layers, *layer, SAMPLES_MAX * 10, samples, |layer| {
                    Sample::Titled(layer.name.clone())
                });
            }
        }
    }
}
