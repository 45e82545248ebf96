//! The phases of the service, from nothing to full response (service.md 1.6, phases).

use super::state::State;
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
