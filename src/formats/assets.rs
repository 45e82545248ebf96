//! Protected assets out of exports of machines and sensors: what the readiness of a tenant counts.
//!
//! The rule: a device is protected when it is onboarded, reports and has an active antivirus, over the records that are
//! neither merged, nor duplicates, nor excluded; identities are protected by a healthy sensor on each domain controller.

use super::finding::Finding;
use super::json::cursor::Fault;
use super::json::fault;
use super::json::raw::{Key, Raw, read_members};
use super::position::Position;
use super::problem::{Findings, Problem};
use crate::domain::readiness::{DeviceCounts, IdentityCounts};
use crate::domain::time::Timestamp;
use std::collections::HashMap;

/// Where a machine counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Merged,
    Duplicate,
    Excluded,
    NotOnboarded,
    Silent,
    AntivirusOff,
    Protected,
}

/// What is counted of a machine.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Machine {
    pub(crate) id: String,
    pub(crate) last_seen: Option<Timestamp>,
    pub(crate) standing: Standing,
}

/// What is counted of a sensor.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sensor {
    /// The domain controllers that it watches, lower case; none for a sensor of another server.
    pub(crate) controllers: Vec<String>,
    pub(crate) healthy: bool,
}

/// The members of a record, read one by one.
struct Record<'t> {
    at: Position,
    members: Vec<(Key<'t>, Raw<'t>)>,
}

impl<'t> Record<'t> {
    fn read(text: &'t str, at: Position) -> Result<Self, Problem> {
        let mut members = Vec::new();
        read_members(text, &mut members).map_err(|Fault| fault(text, at))?;
        Ok(Self { at, members })
    }

    fn get(&self, name: &str) -> Option<Raw<'t>> {
        self.members.iter().find(|(key, _)| key.as_str() == name).map(|(_, raw)| *raw)
    }

    fn word(&self, name: &str) -> Option<String> {
        self.get(name)?.word().map(|word| word.to_ascii_lowercase())
    }

    fn is_true(&self, name: &str) -> bool {
        self.get(name).and_then(Raw::boolean) == Some(true)
    }

    fn id(&self) -> Result<String, Problem> {
        let id = self.get("id").and_then(Raw::word);
        id.map(|id| id.into_owned()).ok_or(Problem::new(self.at, Finding::Missing { field: "id" }))
    }
}

impl Machine {
    /// Reads a machine. An export of machines has no antivirus state unless it was added: a missing one is taken as
    /// active and a missing onboarding state as onboarded, and both are noted.
    pub(crate) fn read(text: &str, at: Position, findings: &mut Findings) -> Result<Self, Problem> {
        let record = Record::read(text, at)?;
        let id = record.id()?;
        let last_seen = record.get("lastSeen").and_then(Raw::word).and_then(|text| Timestamp::parse(&text));
        Ok(Self { id, last_seen, standing: Self::standing(&record, findings) })
    }

    fn standing(record: &Record<'_>, findings: &mut Findings) -> Standing {
        if record.word("mergedIntoMachineId").is_some() {
            return Standing::Merged;
        }
        if record.is_true("isPotentialDuplication") {
            return Standing::Duplicate;
        }
        if record.is_true("isExcluded") {
            return Standing::Excluded;
        }
        match record.word("onboardingStatus").as_deref() {
            Some("onboarded") => {}
            Some(_) => return Standing::NotOnboarded,
            None => findings.add(Problem::new(record.at, Finding::AssumedOnboarded)),
        }
        if record.word("healthStatus").as_deref() != Some("active") {
            return Standing::Silent;
        }
        match record.word("defenderAvStatus").as_deref() {
            // Signatures that are not up to date are another recommendation: the antivirus runs.
            Some("updated" | "notupdated") => Standing::Protected,
            Some(_) => Standing::AntivirusOff,
            None => {
                findings.add(Problem::new(record.at, Finding::AssumedAntivirus));
                Standing::Protected
            }
        }
    }
}

impl Sensor {
    /// Reads a sensor. It is healthy when it says so and its service runs.
    pub(crate) fn read(text: &str, at: Position, findings: &mut Findings) -> Result<Self, Problem> {
        let record = Record::read(text, at)?;
        let id = record.id()?;
        let sensor_type = record.word("sensorType").unwrap_or_default();
        let deployment = record.word("deploymentStatus").unwrap_or_default();
        let service = record.word("serviceStatus");
        if deployment == "unreachable" {
            // The controller was deleted: it is none any more.
            findings.add(Problem::new(at, Finding::DeletedController));
            return Ok(Self { controllers: Vec::new(), healthy: false });
        }
        let healthy = record.word("healthStatus").as_deref() == Some("healthy")
            && service.is_none_or(|service| service == "running")
            && !matches!(deployment.as_str(), "disconnected" | "startfailure" | "notconfigured");
        let controllers = if sensor_type.starts_with("domaincontroller") {
            Self::controllers(&record, id)
        } else {
            Vec::new()
        };
        Ok(Self { controllers, healthy })
    }

    /// The controllers that the settings name, else the machine that the sensor runs on.
    fn controllers(record: &Record<'_>, id: String) -> Vec<String> {
        let settings =
            record.get("settings").and_then(|settings| settings.member("domainControllerDnsNames"));
        let names = settings.map(Raw::list).unwrap_or_default();
        let names: Vec<String> =
            names.into_iter().filter_map(Raw::word).map(|name| name.to_ascii_lowercase()).collect();
        if !names.is_empty() {
            return names;
        }
        vec![match (record.word("displayName"), record.word("domainName")) {
            (Some(name), Some(domain)) if !name.contains('.') => format!("{name}.{domain}"),
            (Some(name), _) => name,
            (None, _) => id,
        }]
    }
}

/// Counts machines and sensors of one import, each machine and each controller once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assets {
    machines: HashMap<String, (Option<Timestamp>, Standing)>,
    controllers: HashMap<String, bool>,
    any_sensor: bool,
}

impl Assets {
    /// Counts a machine; of two records with the same id the one that was seen last holds.
    pub(crate) fn add_machine(&mut self, machine: Machine) {
        let known = self.machines.entry(machine.id).or_insert((machine.last_seen, machine.standing));
        if machine.last_seen >= known.0 {
            *known = (machine.last_seen, machine.standing);
        }
    }

    /// Counts a sensor; a controller is healthy when one of its sensors is.
    pub(crate) fn add_sensor(&mut self, sensor: Sensor) {
        self.any_sensor = true;
        for controller in sensor.controllers {
            *self.controllers.entry(controller).or_default() |= sensor.healthy;
        }
    }

    /// The machines, when there was one.
    pub(crate) fn devices(&self) -> Option<DeviceCounts> {
        if self.machines.is_empty() {
            return None;
        }
        let mut counts = DeviceCounts::default();
        for (_, standing) in self.machines.values() {
            counts.records += 1;
            let slot = match standing {
                Standing::Merged => &mut counts.merged,
                Standing::Duplicate => &mut counts.duplicates,
                Standing::Excluded => &mut counts.excluded,
                Standing::NotOnboarded => &mut counts.not_onboarded,
                Standing::Silent => &mut counts.silent,
                Standing::AntivirusOff => &mut counts.antivirus_off,
                Standing::Protected => &mut counts.protected,
            };
            *slot += 1;
        }
        Some(counts)
    }

    /// The domain controllers, when there was a sensor.
    pub(crate) fn identities(&self) -> Option<IdentityCounts> {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.any_sensor.then(|| IdentityCounts {
            controllers: count(self.controllers.len()),
            healthy: count(self.controllers.values().filter(|healthy| **healthy).count()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(members: &str) -> Machine {
        let text = format!("{{\"id\":\"m\",{members}}}");
        Machine::read(&text, Position::START, &mut Findings::default()).unwrap()
    }

    #[test]
    fn a_machine_is_protected_by_the_rule() {
        let good = r#""onboardingStatus":"Onboarded","healthStatus":"Active""#;
        for (more, standing) in [
            ("", Standing::Protected),
            (r#","defenderAvStatus":"updated""#, Standing::Protected),
            (r#","defenderAvStatus":"NotUpdated""#, Standing::Protected),
            (r#","defenderAvStatus":"unknown""#, Standing::AntivirusOff),
            (r#","defenderAvStatus":"disabled""#, Standing::AntivirusOff),
            (r#","isExcluded":"True""#, Standing::Excluded),
            (r#","isPotentialDuplication":true"#, Standing::Duplicate),
            (r#","mergedIntoMachineId":"other","isExcluded":true"#, Standing::Merged),
        ] {
            assert_eq!(machine(&format!("{good}{more}")).standing, standing, "{more}");
        }
        assert_eq!(machine(r#""onboardingStatus":"CanBeOnboarded""#).standing, Standing::NotOnboarded);
        let silent = machine(r#""onboardingStatus":"onboarded","healthStatus":"NoSensorData""#);
        assert_eq!(silent.standing, Standing::Silent);
    }

    #[test]
    fn what_is_assumed_is_noted() {
        let mut findings = Findings::default();
        let text = r#"{"id":"m","healthStatus":"Active"}"#;
        Machine::read(text, Position::START, &mut findings).unwrap();
        let found: Vec<_> = findings.list().iter().map(|problem| problem.finding.clone()).collect();
        assert_eq!(found, [Finding::AssumedOnboarded, Finding::AssumedAntivirus]);
    }

    #[test]
    fn the_latest_record_of_a_machine_holds() {
        let mut assets = Assets::default();
        for (seen, health) in [("02", "Active"), ("03", "Inactive"), ("01", "Active")] {
            assets.add_machine(machine(&format!(
                r#""onboardingStatus":"Onboarded","lastSeen":"2026-01-{seen}T00:00:00Z","healthStatus":"{health}""#
            )));
        }
        assert_eq!(assets.devices(), Some(DeviceCounts { records: 1, silent: 1, ..DeviceCounts::default() }));
    }

    #[track_caller]
    fn check_sensors(sensors: &[&str], controllers: u32, healthy: u32) {
        let mut assets = Assets::default();
        for members in sensors {
            let text = format!("{{\"id\":\"s\",{members}}}");
            assets.add_sensor(Sensor::read(&text, Position::START, &mut Findings::default()).unwrap());
        }
        assert_eq!(assets.identities(), Some(IdentityCounts { controllers, healthy }));
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
        check_sensors(&[r#""sensorType":"adfsIntegrated","healthStatus":"healthy""#], 0, 0);
        let standalone = r#""sensorType":"domainControllerStandalone","healthStatus":"healthy",
            "settings":{"domainControllerDnsNames":["dc1.d.test","DC2.d.test"]}"#;
        check_sensors(&[standalone, &format!(r#"{integrated},"healthStatus":"notHealthyHigh""#)], 2, 2);
    }
}
