//! What the imports say of the customer's estate: devices, domain controllers, Secure Score, licences. Each import is a
//! run; a run of a kind replaces what the run before said of that kind, and what it changed is kept.
//!
//! Source: service.md 1.5, 2.4, 2.5 and 2.7. Filled by the session as it reads the batches, like the catalogue.

mod difference;
pub mod licence;
pub mod machine;
pub mod score;

pub use difference::{Moved, RunDifference};

use super::directory::{Group, Person};
use super::scope::is_member;
use super::time::Timestamp;
use difference::{Changes, Remembered};
use licence::Licence;
use machine::{Controller, HealthIssue, Machine, Sensor, Standing};
use score::{Control, ControlScore, ScoreDay};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A record of a batch that is no incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum EstateRecord {
    /// A device.
    Machine(Box<Machine>),
    /// A sensor of Defender for Identity.
    Sensor(Sensor),
    /// A health issue of Defender for Identity.
    HealthIssue(HealthIssue),
    /// Secure Score of a day.
    ScoreDay(Box<ScoreDay>),
    /// The profile of a control of Secure Score.
    Control(Box<Control>),
    /// A subscription.
    Licence(Licence),
    /// A person of the directory.
    Person(Person),
    /// A group of the directory.
    Group(Group),
}

/// The import that a record came with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// The number of the entry of the journal that took it.
    pub seq: u64,
    /// When it was taken.
    pub at: Timestamp,
}

/// What is known of the estate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Estate {
    machines: BTreeMap<String, Machine>,
    machines_run: Run,
    machines_before: Option<BTreeMap<String, Remembered>>,
    sensors: Vec<Sensor>,
    sensors_run: Run,
    controllers_before: Option<BTreeMap<String, bool>>,
    issues: BTreeMap<String, HealthIssue>,
    issues_run: Run,
    days: BTreeMap<Timestamp, (f64, f64)>,
    score: Option<ScoreDay>,
    score_run: Run,
    score_before: Option<ScoreDay>,
    controls: BTreeMap<String, Control>,
    controls_run: Run,
    licences: Vec<Licence>,
    licences_run: Run,
    /// Of runs that another run of the same kind followed.
    changes: BTreeMap<u64, Changes>,
    /// Of runs of devices that another followed: how many members of the group of scoped coverage were protected.
    members: BTreeMap<u64, u32>,
}

impl Estate {
    /// Takes a record of a run in. People and groups belong to the directory and change nothing here. Records of one
    /// run come one after the other, and runs in the order of the journal.
    pub fn absorb(&mut self, run: Run, record: EstateRecord) {
        match record {
            EstateRecord::Machine(machine) => self.take_machine(run, *machine),
            EstateRecord::Sensor(sensor) => {
                self.begin_sensors(run);
                self.sensors.push(sensor);
            }
            EstateRecord::HealthIssue(issue) => {
                if self.issues_run.seq != run.seq {
                    self.issues.clear();
                    self.issues_run = run;
                }
                self.issues.insert(issue.id.clone(), issue);
            }
            EstateRecord::ScoreDay(day) => self.take_day(run, *day),
            EstateRecord::Control(control) => {
                self.controls_run = run;
                self.controls.insert(control.id.clone(), *control);
            }
            EstateRecord::Licence(licence) => {
                if self.licences_run.seq != run.seq {
                    self.licences.clear();
                    self.licences_run = run;
                }
                self.licences.push(licence);
            }
            EstateRecord::Person(_) | EstateRecord::Group(_) => {}
        }
    }

    /// Of two records with the same id the one that was seen last holds.
    fn take_machine(&mut self, run: Run, machine: Machine) {
        if self.machines_run.seq != run.seq {
            self.close_machines();
            self.machines_run = run;
        }
        let newer = self.machines.get(&machine.id).is_none_or(|known| machine.last_seen >= known.last_seen);
        if newer {
            self.machines.insert(machine.id.clone(), machine);
        }
    }

    fn close_machines(&mut self) {
        if self.machines_run.seq > 0 {
            let changes = self.machines_changes();
            self.keep(self.machines_run.seq, &changes);
            self.members.insert(self.machines_run.seq, protected_members(&self.machines));
            self.machines_before = Some(remembered(&self.machines));
            self.machines.clear();
        }
    }

    fn begin_sensors(&mut self, run: Run) {
        if self.sensors_run.seq == run.seq {
            return;
        }
        if self.sensors_run.seq > 0 {
            let changes = self.sensors_changes();
            self.keep(self.sensors_run.seq, &changes);
            self.controllers_before = Some(self.health());
            self.sensors.clear();
        }
        self.sensors_run = run;
    }

    /// A day without controls adds to the trend; one with controls is what the run says of each control, unless a newer
    /// day is known.
    fn take_day(&mut self, run: Run, day: ScoreDay) {
        self.days.insert(day.at, (day.current, day.max));
        let is_newer = self.score.as_ref().is_none_or(|known| day.at >= known.at);
        if day.controls.is_empty() || !is_newer {
            return;
        }
        if self.score_run.seq != run.seq {
            if self.score_run.seq > 0 {
                let changes = self.score_changes();
                self.keep(self.score_run.seq, &changes);
                self.score_before = self.score.take();
            }
            self.score_run = run;
        }
        self.score = Some(day);
    }

    fn keep(&mut self, seq: u64, changes: &Changes) {
        self.changes.entry(seq).or_default().then(changes);
    }

    fn machines_changes(&self) -> Changes {
        let mut changes = Changes::default();
        if let Some(before) = &self.machines_before {
            changes.note_devices(before, &remembered(&self.machines));
        }
        changes
    }

    fn sensors_changes(&self) -> Changes {
        let mut changes = Changes::default();
        if let Some(before) = &self.controllers_before {
            changes.note_controllers(before, &self.health());
        }
        changes
    }

    fn score_changes(&self) -> Changes {
        let mut changes = Changes::default();
        if let (Some(before), Some(now)) = (&self.score_before, &self.score) {
            changes.note_controls(&before.controls, &now.controls);
        }
        changes
    }

    /// The changes of every run, those of the latest of each kind among them.
    fn all_changes(&self) -> BTreeMap<u64, Changes> {
        let mut all = self.changes.clone();
        let open = [
            (self.machines_run.seq, self.machines_changes()),
            (self.sensors_run.seq, self.sensors_changes()),
            (self.score_run.seq, self.score_changes()),
        ];
        for (seq, changes) in open {
            if seq > 0 {
                all.entry(seq).or_default().then(&changes);
            }
        }
        all
    }

    /// What each run changed, by the number of its entry of the journal. The first run of a kind changes nothing: there
    /// is nothing to compare it with.
    pub fn differences(&self) -> BTreeMap<u64, RunDifference> {
        self.all_changes().into_iter().map(|(seq, changes)| (seq, changes.difference())).collect()
    }

    /// What changed from one run to a later one, by the numbers of their entries of the journal. Of what the earlier one
    /// says nothing, the next run that does is the beginning.
    pub fn compare(&self, earlier: u64, later: u64) -> RunDifference {
        let mut sum = Changes::default();
        let all = self.all_changes();
        let between =
            all.range((std::ops::Bound::Excluded(earlier), std::ops::Bound::Included(later.max(earlier))));
        between.for_each(|(_, changes)| sum.then(changes));
        sum.difference()
    }

    /// How many members of the device group to which coverage can be limited were protected in a run of devices.
    pub fn protected_members(&self, seq: u64) -> Option<u32> {
        if seq == self.machines_run.seq {
            return Some(protected_members(&self.machines));
        }
        self.members.get(&seq).copied()
    }

    /// The devices of the latest export, in the order of their ids.
    pub fn machines(&self) -> impl Iterator<Item = &Machine> {
        self.machines.values()
    }

    /// When the devices were last known: when they were imported, but no later than the newest report among them, since
    /// an old export is not news.
    pub fn machines_known(&self) -> Option<Timestamp> {
        let newest = self.machines.values().filter_map(|machine| machine.last_seen).max();
        (self.machines_run.seq > 0)
            .then(|| newest.map_or(self.machines_run.at, |at| at.min(self.machines_run.at)))
    }

    /// The domain controllers over all sensors, in the order of their names, each with the open issues that name it.
    pub fn controllers(&self) -> Vec<Controller> {
        let health = self.health();
        health
            .into_iter()
            .map(|(name, healthy)| {
                let watching = self
                    .sensors
                    .iter()
                    .find(|sensor| sensor.healthy == healthy && sensor.controllers.contains(&name));
                let concerns = |issue: &&HealthIssue| {
                    issue.is_open && issue.servers.iter().any(|server| same_host(server, &name))
                };
                let issues = self.issues.values().filter(concerns).map(|issue| issue.title.clone()).collect();
                let why = watching.map(|sensor| sensor.why.clone()).unwrap_or_default();
                Controller { why: if healthy { String::new() } else { why }, name, healthy, issues }
            })
            .collect()
    }

    fn health(&self) -> BTreeMap<String, bool> {
        let mut health = BTreeMap::new();
        for sensor in &self.sensors {
            for controller in &sensor.controllers {
                *health.entry(controller.clone()).or_default() |= sensor.healthy;
            }
        }
        health
    }

    /// The open health issues.
    pub fn open_issues(&self) -> impl Iterator<Item = &HealthIssue> {
        self.issues.values().filter(|issue| issue.is_open)
    }

    /// The newest day of Secure Score that says something of its controls.
    pub fn score(&self) -> Option<&ScoreDay> {
        self.score.as_ref()
    }

    /// Points and most points of every day that is known, oldest first.
    pub fn days(&self) -> impl Iterator<Item = (Timestamp, f64, f64)> {
        self.days.iter().map(|(at, (current, max))| (*at, *current, *max))
    }

    /// The profiles of the controls, by id.
    pub fn controls(&self) -> impl Iterator<Item = &Control> {
        self.controls.values()
    }

    /// The profile of a control.
    pub fn control(&self, id: &str) -> Option<&Control> {
        self.controls.get(id)
    }

    /// How far a control is on the newest day.
    pub fn control_score(&self, name: &str) -> Option<&ControlScore> {
        self.score.as_ref()?.controls.iter().find(|control| control.name == name)
    }

    /// The subscriptions of the latest export.
    pub fn licences(&self) -> &[Licence] {
        &self.licences
    }
}

/// Whether two names are of one host: equal, or one is the first part of the other.
pub fn same_host(one: &str, other: &str) -> bool {
    let first = |name: &str| name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let dotted = |name: &str| name.contains('.');
    one.eq_ignore_ascii_case(other) || (dotted(one) != dotted(other) && first(one) == first(other))
}

fn remembered(machines: &BTreeMap<String, Machine>) -> BTreeMap<String, Remembered> {
    let short = |machine: &Machine| Remembered { name: machine.name.clone(), standing: machine.standing };
    machines.iter().map(|(id, machine)| (id.clone(), short(machine))).collect()
}

fn protected_members(machines: &BTreeMap<String, Machine>) -> u32 {
    let protected =
        machines.values().filter(|machine| machine.standing == Standing::Protected && is_member(machine));
    u32::try_from(protected.count()).unwrap_or(u32::MAX)
}
