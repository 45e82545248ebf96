//! The gate as the state has it: required actions, and protected assets with coverage limited to groups or not.
//!
//! Source: service.md 1.5 ("all required tasks done and both asset targets met: monitoring phase starts"), 1.3 (scoped
//! coverage) and section 6 (protected assets; "readiness after the gate: a regression shows a banner and a task; the
//! service goes on").

use super::coverage::Workload;
use super::estate::machine::Machine;
use super::phase::Phase;
use super::readiness::{Condition, DeviceCounts, Gate, device_target, identity_target, share_of};
use super::scope::is_member;
use super::state::State;
use super::time::Timestamp;

impl State {
    /// The devices as they count, and since when that is known. While coverage is limited to two groups only members of
    /// the device group count; the others are left out and counted as such.
    pub fn device_counts(&self) -> Option<(DeviceCounts, Timestamp)> {
        let (counts, at) = self.assets.devices?;
        if !self.settings.scoped_coverage {
            return Some((counts, at));
        }
        let mut members = DeviceCounts::default();
        for machine in self.estate.machines() {
            members.add((machine.standing.is_left_out() || is_member(machine)).then_some(machine.standing));
        }
        Some((members, at))
    }

    /// The devices that could be protected and are not; while coverage is limited, members of the device group only.
    pub fn missing_devices(&self) -> impl Iterator<Item = &Machine> {
        let limited = self.settings.scoped_coverage;
        let machines = self.estate.machines().filter(|machine| machine.standing.is_missing());
        machines.filter(move |machine| !limited || is_member(machine))
    }

    /// How many devices must be protected: the share of the licensed ones; while coverage is limited, of the members of
    /// the device group, since the licences are those of the whole tenant. `None` while that is not known.
    pub fn device_target(&self) -> Option<u32> {
        let parameters = &self.settings.readiness;
        if !self.settings.scoped_coverage {
            return device_target(&self.settings, &self.assets);
        }
        let members = self.device_counts().map(|(counts, _)| counts.counted()).filter(|count| *count > 0)?;
        Some(share_of(members, parameters.device_target_percent))
    }

    /// The gate as it is at a moment. An action that was set aside is not waited for, and what rests on a product that
    /// is not licensed is not asked ([`State::lacks`]). Domain controllers count whole
    /// while coverage is limited: a sensor sees the sign-ins of a whole domain, and a covered user may sign in at any
    /// controller.
    pub fn gate(&self, now: Timestamp) -> Gate {
        let required: Vec<_> = self.required().collect();
        let needed = u32::try_from(required.len()).unwrap_or(u32::MAX);
        let met = required.iter().filter(|entry| self.action_status(entry, now).is_settled()).count();
        let parameters = &self.settings.readiness;
        let (identities, _) = self.assets.identities.unzip();
        Gate {
            actions: Condition { met: u32::try_from(met).unwrap_or(u32::MAX), needed: Some(needed) },
            devices: self.asked(
                Workload::Endpoint,
                Condition {
                    met: self.device_counts().map_or(0, |(counts, _)| counts.protected),
                    needed: self.device_target(),
                },
            ),
            identities: self.asked(
                Workload::Identity,
                Condition {
                    met: identities.map_or(0, |counts| counts.healthy),
                    needed: identities.and_then(|counts| identity_target(parameters, counts)),
                },
            ),
        }
    }

    /// A condition that rests on a product; it is not asked of a customer that has no licence of it.
    fn asked(&self, workload: Workload, condition: Condition) -> Condition {
        if self.lacks(workload) { Condition::NOT_ASKED } else { condition }
    }

    /// Whether the service is behind the gate: monitoring has begun.
    pub fn has_passed_gate(&self) -> bool {
        self.phase() >= Phase::Monitoring
    }

    /// Whether readiness regressed: monitoring has begun, and a condition of the gate does not hold any more.
    pub fn has_regressed(&self, now: Timestamp) -> bool {
        self.has_passed_gate() && !self.gate(now).is_open()
    }
}
