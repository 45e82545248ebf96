//! Which products the customer said it does not have, and what of readiness is therefore not asked of it.
//!
//! The service starts with any one product in active mode (service.md 1.1, eligibility), while its readiness speaks of
//! devices and identities (1.5). Of a customer without Defender for Endpoint or without Defender for Identity it says
//! nothing; our rule is open, and the pages show it: what only a product that is not licensed could give is not asked,
//! once one product was said to be licensed, and as long as no import shows that the other is there.

use super::coverage::{Mode, Prerequisites, Workload};
use super::readiness::{RECOMMENDATIONS, Recommendation, known_controllers};
use super::state::State;

impl State {
    /// Whether the customer said that it has no licence of a product, but of another, and no import shows otherwise:
    /// seats, devices or domain controllers, or a number of them that was entered.
    pub fn lacks(&self, workload: Workload) -> bool {
        let has_any = |said: &&Prerequisites| said.workloads.values().any(|mode| *mode != Mode::NotLicensed);
        let said = self.settings.prerequisites.as_ref().filter(has_any);
        if said.is_none_or(|said| said.mode(workload) != Mode::NotLicensed) {
            return false;
        }
        let seats = self.assets.seats.map(|(seats, _)| seats).unwrap_or_default();
        let parameters = &self.settings.readiness;
        let shown = match workload {
            Workload::Endpoint => {
                let devices = self.assets.devices.map_or(0, |(counts, _)| counts.counted());
                seats.endpoint.max(devices).max(parameters.licensed_devices.unwrap_or(0))
            }
            Workload::Identity => {
                let counts = self.assets.identities.map(|(counts, _)| counts).unwrap_or_default();
                seats.identity.max(known_controllers(parameters, counts))
            }
            Workload::Office365 => seats.office,
            Workload::CloudApps => seats.cloud_apps,
            Workload::EntraId => seats.entra_p2,
        };
        shown == 0
    }

    /// The product for want of which a recommendation does not apply; `None` where it does. What Secure Score measures
    /// applies whatever was said.
    pub fn lacking(&self, entry: &Recommendation) -> Option<Workload> {
        let measured = || entry.controls.iter().any(|name| self.estate.control_score(name).is_some());
        entry.product.filter(|product| self.lacks(*product) && !measured())
    }

    /// The recommendations for which the gate waits: all that are required, without those that were set aside or that
    /// only a product that is not licensed could give.
    pub fn required(&self) -> impl Iterator<Item = &'static Recommendation> {
        let applies = |entry: &&Recommendation| {
            entry.required && !self.steering.aside.contains_key(entry.key) && self.lacking(entry).is_none()
        };
        RECOMMENDATIONS.iter().filter(applies)
    }
}
