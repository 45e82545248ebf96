//! The phases of the service, from nothing to full response (service.md 1.6, phases).

use super::brief::AssetKind;
use super::state::{Incident, State};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// The workspace exists, nothing more.
    #[default]
    NotStarted,
    /// The wizard was begun.
    Onboarding,
    /// The wizard was submitted; the gate is being met.
    Readiness,
    /// The experts learn what is normal: "a few days".
    Monitoring,
    /// Comprehensive response: the steady state.
    FullResponse,
}

impl Phase {
    /// All five in order.
    pub const ALL: [Self; 5] =
        [Self::NotStarted, Self::Onboarding, Self::Readiness, Self::Monitoring, Self::FullResponse];
}

impl State {
    /// Since when the experts watch: the start of monitoring. Nothing that they owe can have begun before.
    pub fn watched_since(&self) -> Option<Timestamp> {
        self.phases.iter().find(|change| change.phase >= Phase::Monitoring).map(|change| change.at)
    }

    /// Whether the experts are to take an incident up that nobody has: they watch, they work its severity, and they may
    /// look at it. Their clock runs on it then.
    pub fn is_to_be_taken(&self, incident: Incident<'_>, in_scope: bool) -> bool {
        let settings = &self.settings;
        let is_hidden = || {
            let mut devices = incident.known.assets().filter(|asset| asset.kind == AssetKind::Device);
            !settings.permissions.all_devices && devices.any(|asset| asset.group.is_some())
        };
        in_scope
            && self.watched_since().is_some()
            && settings.permissions.investigate
            && settings.works(&incident.severity())
            && !is_hidden()
    }
}

/// A change of phase: when, who and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhaseChange {
    /// The phase that began.
    pub phase: Phase,
    /// When.
    pub at: Timestamp,
    /// Who started it.
    pub by: String,
    /// Why, where something was said.
    #[serde(default)]
    pub note: String,
}
