//! What people decide on the way through readiness and monitoring: what is set aside, in which order things are done,
//! when readiness is reviewed, which assets are critical, which threats and risks were found.
//!
//! Source: service.md 1.5 (tailored to the environment; reviewed periodically and on environment change) and 1.6 (the
//! monitoring phase learns normal activity, latent threats and critical assets).

pub use super::steering_command::SteeringCommand;

use super::brief::{Asset, AssetKind};
use super::estate::same_host;
use super::event::Entry;
use super::ids::RiskId;
use super::plan::{Plan, PlannedWork};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An action that does not apply here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// An action that was given a rank of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The rank, from 1.
    pub rank: u32,
    /// Why.
    pub note: String,
    /// Who placed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A review of readiness that was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// When.
    pub at: Timestamp,
    /// Who held it.
    pub by: String,
    /// What came of it.
    pub note: String,
    /// How many of the three conditions of the gate held.
    pub met: u32,
}

/// A critical asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriticalAsset {
    /// What it is.
    pub kind: AssetKind,
    /// Its name or id.
    pub name: String,
    /// Why it is critical.
    pub why: String,
    /// Who named it, and when.
    pub named: (String, Timestamp),
    /// Who of the customer agreed, and when. It weighs from then on.
    pub agreed: Option<(String, Timestamp)>,
}

impl CriticalAsset {
    /// Whether an asset of an incident is this one: by id or name; of devices the first part of the name is enough where
    /// one of the two has no domain.
    pub fn is(&self, asset: &Asset) -> bool {
        is_called(asset, self.kind, &self.name)
    }
}

/// Whether an asset is of a kind and bears a name, as [`CriticalAsset::is`].
pub fn is_called(asset: &Asset, kind: AssetKind, name: &str) -> bool {
    kind == asset.kind
        && (name.eq_ignore_ascii_case(&asset.id)
            || name.eq_ignore_ascii_case(&asset.name)
            || (kind == AssetKind::Device && same_host(name, &asset.name)))
}

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RiskKind {
    /// Something hostile that waits unseen, such as a dormant account of an intruder.
    #[default]
    LatentThreat,
    /// Something that invites attacks, such as a server that everybody can reach.
    Source,
}

/// A latent threat or source of risk that the experts found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// Its id.
    pub id: RiskId,
    /// What it is.
    pub kind: RiskKind,
    /// In one line.
    pub title: String,
    /// What there is to say of it.
    pub detail: String,
    /// Who recorded it, and when.
    pub recorded: (String, Timestamp),
    /// Who settled it, when, and how.
    pub settled: Option<(String, Timestamp, String)>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "what")]
pub enum SteeringEvent {
    /// An action was set aside or brought back.
    SetAside {
        /// The key of the action.
        key: String,
        /// Why; `None`: brought back.
        #[serde(default)]
        reason: Option<String>,
    },
    /// An action got a rank of its own or lost it.
    Placed {
        /// The key of the action.
        key: String,
        /// The rank; `None`: none of its own any more.
        #[serde(default)]
        rank: Option<u32>,
        /// Why.
        #[serde(default)]
        note: String,
    },
    /// The next review was scheduled.
    ReviewPlanned {
        /// When.
        on: Timestamp,
        /// What it is about.
        #[serde(default)]
        note: String,
    },
    /// A review was held.
    ReviewHeld {
        /// What came of it.
        note: String,
        /// How many of the three conditions of the gate held.
        met: u32,
    },
    /// A critical asset was named.
    CriticalNamed {
        /// What it is.
        kind: AssetKind,
        /// Its name or id.
        name: String,
        /// Why it is critical.
        why: String,
        /// Whether the customer agreed at once.
        #[serde(default)]
        agreed: bool,
    },
    /// The customer agreed that an asset is critical.
    CriticalAgreed {
        /// What it is.
        kind: AssetKind,
        /// Its name or id.
        name: String,
    },
    /// A critical asset was taken off the list.
    CriticalDropped {
        /// What it is.
        kind: AssetKind,
        /// Its name or id.
        name: String,
        /// Why.
        #[serde(default)]
        why: String,
    },
    /// A latent threat or source of risk was recorded.
    RiskRecorded {
        /// Its id.
        id: RiskId,
        /// What it is.
        kind: RiskKind,
        /// In one line.
        title: String,
        /// What there is to say of it.
        #[serde(default)]
        detail: String,
    },
    /// A recorded risk was settled.
    RiskSettled {
        /// Which.
        id: RiskId,
        /// How.
        #[serde(default)]
        note: String,
    },
    /// Work was planned.
    WorkPlanned {
        /// What.
        work: PlannedWork,
        /// How many were missing.
        assets: u32,
        /// Who answers for it.
        #[serde(default)]
        owner: String,
        /// By when.
        due: Timestamp,
        /// What else was said.
        #[serde(default)]
        note: String,
    },
    /// A plan was taken back.
    PlanDropped {
        /// The key of its work.
        key: String,
        /// Why.
        #[serde(default)]
        why: String,
    },
}

impl SteeringEvent {
    /// Whether it changes which assets weigh as critical, and with that the score of incidents.
    pub fn weighs(&self) -> bool {
        matches!(
            self,
            Self::CriticalNamed { agreed: true, .. }
                | Self::CriticalAgreed { .. }
                | Self::CriticalDropped { .. }
        )
    }
}

/// What was decided so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steering {
    /// Actions that do not apply, by key.
    pub aside: BTreeMap<String, SetAside>,
    /// Actions with a rank of their own, by key.
    pub order: BTreeMap<String, Placed>,
    /// The review that was scheduled last, and what it is about; none once it was held.
    pub planned: Option<(Timestamp, String)>,
    /// Reviews that were held, oldest first.
    pub held: Vec<Held>,
    /// Critical assets in the order in which they were named.
    pub critical: Vec<CriticalAsset>,
    /// Latent threats and sources of risk in the order in which they were recorded.
    pub risks: Vec<Risk>,
    /// Planned work, by key.
    pub plans: BTreeMap<String, Plan>,
}

impl Steering {
    /// The critical asset of a kind and name.
    pub fn critical_asset(&self, kind: AssetKind, name: &str) -> Option<&CriticalAsset> {
        self.critical.iter().find(|known| known.kind == kind && known.name.eq_ignore_ascii_case(name))
    }

    /// Whether the customer agreed that an asset is critical.
    pub fn is_agreed(&self, asset: &Asset) -> bool {
        self.critical.iter().any(|known| known.agreed.is_some() && known.is(asset))
    }

    /// Applies an event. One about something that is not there changes nothing.
    #[inline(never)]
    pub(super) fn apply(&mut self, entry: &Entry, event: &SteeringEvent) {
        let (at, by) = (entry.at, entry.by.person.clone());
        match event {
            SteeringEvent::SetAside { key, reason: Some(reason) } => {
                self.aside.insert(key.clone(), SetAside { reason: reason.clone(), by, at });
            }
            SteeringEvent::SetAside { key, reason: None } => drop(self.aside.remove(key)),
            SteeringEvent::Placed { key, rank: Some(rank), note } => {
                self.order.insert(key.clone(), Placed { rank: *rank, note: note.clone(), by, at });
            }
            SteeringEvent::Placed { key, rank: None, .. } => drop(self.order.remove(key)),
            SteeringEvent::ReviewPlanned { on, note } => self.planned = Some((*on, note.clone())),
            SteeringEvent::ReviewHeld { note, met } => {
                self.planned = None;
                self.held.push(Held { at, by, note: note.clone(), met: *met });
            }
            SteeringEvent::RiskRecorded { id, kind, title, detail } => self.risks.push(Risk {
                id: id.clone(),
                kind: *kind,
                title: title.clone(),
                detail: detail.clone(),
                recorded: (by, at),
                settled: None,
            }),
            SteeringEvent::RiskSettled { id, note } => {
                if let Some(risk) = self.risks.iter_mut().find(|risk| risk.id == *id) {
                    risk.settled = Some((by, at, note.clone()));
                }
            }
            SteeringEvent::WorkPlanned { work, assets, owner, due, note } => {
                let (work, owner, note) = (work.clone(), owner.clone(), note.clone());
                let plan = Plan { work, assets: *assets, owner, due: *due, note, by, at };
                self.plans.insert(plan.work.key(), plan);
            }
            SteeringEvent::PlanDropped { key, .. } => drop(self.plans.remove(key)),
            _ => self.apply_critical(at, by, event),
        }
    }

    fn apply_critical(&mut self, at: Timestamp, by: String, event: &SteeringEvent) {
        let same = |known: &CriticalAsset, kind: AssetKind, name: &str| {
            known.kind == kind && known.name.eq_ignore_ascii_case(name)
        };
        match event {
            SteeringEvent::CriticalNamed { kind, name, why, agreed } => {
                self.critical.retain(|known| !same(known, *kind, name));
                self.critical.push(CriticalAsset {
                    kind: *kind,
                    name: name.clone(),
                    why: why.clone(),
                    named: (by.clone(), at),
                    agreed: agreed.then_some((by, at)),
                });
            }
            SteeringEvent::CriticalAgreed { kind, name } => {
                if let Some(known) = self.critical.iter_mut().find(|known| same(known, *kind, name)) {
                    known.agreed = Some((by, at));
                }
            }
            SteeringEvent::CriticalDropped { kind, name, .. } => {
                self.critical.retain(|known| !same(known, *kind, name));
            }
            _ => {}
        }
    }
}
