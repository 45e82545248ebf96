//! Counts the estate of one import: each device and each domain controller once, seats, and the newest Secure Score.

use crate::domain::estate::EstateRecord;
use crate::domain::estate::licence::{Licence, Seats};
use crate::domain::estate::machine::{Machine, Sensor, Standing};
use crate::domain::estate::score::ScoreDay;
use crate::domain::readiness::{DeviceCounts, IdentityCounts, ScorePoint};
use crate::domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What was counted so far.
#[derive(Clone, Debug, Default)]
pub(in crate::formats) struct Tally {
    machines: HashMap<String, (Option<Timestamp>, Standing)>,
    newest_report: Option<Timestamp>,
    controllers: HashMap<String, bool>,
    any_sensor: bool,
    licences: Vec<Licence>,
    newest_day: Option<ScorePoint>,
    /// Device groups and tags with the devices that are in them or bear them.
    groups: BTreeMap<String, BTreeSet<String>>,
    tags: BTreeMap<String, BTreeSet<String>>,
}

impl Tally {
    /// Counts a record.
    pub(in crate::formats) fn add(&mut self, record: &EstateRecord) {
        match record {
            EstateRecord::Machine(machine) => self.add_machine(machine),
            EstateRecord::Sensor(sensor) => self.add_sensor(sensor),
            EstateRecord::Licence(licence) => self.licences.push(licence.clone()),
            EstateRecord::ScoreDay(day) => self.add_day(day),
            EstateRecord::HealthIssue(_)
            | EstateRecord::Control(_)
            | EstateRecord::Person(_)
            | EstateRecord::Group(_) => {}
        }
    }

    /// Of two records with the same id the one that was seen last holds.
    fn add_machine(&mut self, machine: &Machine) {
        self.newest_report = self.newest_report.max(machine.last_seen);
        let now = (machine.last_seen, machine.standing);
        let known = self.machines.entry(machine.id.clone()).or_insert(now);
        if machine.last_seen >= known.0 {
            *known = now;
        }
        let lists =
            machine.group.iter().map(|name| (true, name)).chain(machine.tags.iter().map(|tag| (false, tag)));
        for (is_group, name) in lists {
            let list = if is_group { &mut self.groups } else { &mut self.tags };
            let members = list.entry(name.clone()).or_default();
            members.insert(machine.id.to_lowercase());
            members.insert(machine.name.to_lowercase());
        }
    }

    /// A controller is healthy when one of its sensors is.
    fn add_sensor(&mut self, sensor: &Sensor) {
        self.any_sensor = true;
        for controller in &sensor.controllers {
            *self.controllers.entry(controller.clone()).or_default() |= sensor.healthy;
        }
    }

    fn add_day(&mut self, day: &ScoreDay) {
        if self.newest_day.is_none_or(|known| day.at >= known.at) {
            self.newest_day = Some(ScorePoint { at: day.at, current: day.current, max: day.max });
        }
    }

    /// The machines, when there was one.
    pub(in crate::formats) fn devices(&self) -> Option<DeviceCounts> {
        if self.machines.is_empty() {
            return None;
        }
        let mut counts = DeviceCounts::default();
        self.machines.values().for_each(|(_, standing)| counts.add(Some(*standing)));
        Some(counts)
    }

    /// The newest report among the machines.
    pub(in crate::formats) fn devices_seen(&self) -> Option<Timestamp> {
        self.newest_report
    }

    /// The domain controllers, when there was a sensor.
    pub(in crate::formats) fn identities(&self) -> Option<IdentityCounts> {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.any_sensor.then(|| IdentityCounts {
            controllers: count(self.controllers.len()),
            healthy: count(self.controllers.values().filter(|healthy| **healthy).count()),
        })
    }

    /// The seats, when there was a subscription.
    pub(in crate::formats) fn seats(&self) -> Option<Seats> {
        (!self.licences.is_empty()).then(|| Seats::of(&self.licences))
    }

    /// The newest day of Secure Score, when there was one.
    pub(in crate::formats) fn score(&self) -> Option<ScorePoint> {
        self.newest_day
    }

    /// Device groups (`true`) and tags (`false`) with their devices.
    pub(in crate::formats) fn lists(&self) -> impl Iterator<Item = (bool, &str, &BTreeSet<String>)> {
        let groups = self.groups.iter().map(|(name, members)| (true, name.as_str(), members));
        groups.chain(self.tags.iter().map(|(name, members)| (false, name.as_str(), members)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::estate::read;
    use crate::formats::kind::Kind;
    use crate::formats::position::Position;
    use crate::formats::problem::Findings;

    fn tally(kind: Kind, records: &[String]) -> Tally {
        let mut tally = Tally::default();
        for text in records {
            let read = read(kind, text, Position::START, &mut Findings::default()).unwrap();
            read.iter().for_each(|record| tally.add(record));
        }
        tally
    }

    #[test]
    fn the_latest_record_of_a_machine_holds() {
        let records = [("02", "Active"), ("03", "Inactive"), ("01", "Active")].map(|(seen, health)| {
            format!(
                r#"{{"id":"m","onboardingStatus":"Onboarded","lastSeen":"2026-01-{seen}T00:00:00Z","healthStatus":"{health}"}}"#
            )
        });
        let tally = tally(Kind::Machines, &records);
        assert_eq!(tally.devices(), Some(DeviceCounts { records: 1, silent: 1, ..DeviceCounts::default() }));
        assert_eq!(tally.devices_seen(), Timestamp::parse("2026-01-03T00:00:00Z"));
    }

    #[track_caller]
    fn check_sensors(sensors: &[&str], controllers: u32, healthy: u32) {
        let records: Vec<String> =
            sensors.iter().map(|members| format!("{{\"id\":\"s\",{members}}}")).collect();
        let found = tally(Kind::Sensors, &records).identities();
        assert_eq!(found, Some(IdentityCounts { controllers, healthy }));
    }

    #[test]
    fn controllers_are_counted_once() {
        let integrated =
            r#""sensorType":"domainControllerIntegrated","displayName":"DC1","domainName":"d.test""#;
        let healthy = format!(r#"{integrated},"healthStatus":"healthy","serviceStatus":"running""#);
        check_sensors(&[&healthy], 1, 1);
        check_sensors(&[&healthy, &format!(r#"{integrated},"healthStatus":"notHealthyLow""#)], 1, 1);
        check_sensors(&[&format!(r#"{healthy},"deploymentStatus":"disconnected""#)], 1, 0);
        check_sensors(&[&format!(r#"{healthy},"deploymentStatus":"unreachable""#)], 0, 0);
        check_sensors(&[integrated], 1, 0);
        check_sensors(&[r#""sensorType":"adfsIntegrated","healthStatus":"healthy""#], 0, 0);
        let standalone = r#""sensorType":"domainControllerStandalone","healthStatus":"healthy",
            "settings":{"domainControllerDnsNames":["dc1.d.test","DC2.d.test"]}"#;
        check_sensors(&[standalone, &format!(r#"{integrated},"healthStatus":"notHealthyHigh""#)], 2, 2);
    }
}
