//! Automated investigations that are not over at the source, as the alerts of an incident tell it.
//!
//! Source: service.md 1.8 ("before acting, check that automated investigation is not already doing it") and 2.2, the words of
//! `investigationState`.

use super::brief::{Asset, asset_of};
use super::record::{AlertRecord, IncidentRecord};
use super::response::{ActionKind, ActionPlan};
use serde_json::Value;

/// The states in which an investigation works or is about to.
const WORKS: [&str; 2] = ["running", "queued"];
/// The states in which it waits for somebody.
const WAITS: [&str; 2] = ["pendingApproval", "pendingResource"];

/// An investigation that is not over, on an asset that an action aims at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Investigating {
    /// The title of the alert that tells of it.
    pub alert: String,
    /// The asset.
    pub asset: Asset,
    /// It waits for somebody: an approval, or that the asset can be reached.
    pub waits: bool,
}

/// The investigation that may already do what an action is to do: of an alert that names one of its assets. One that waits
/// for somebody comes first, since that somebody may be the reader.
pub fn investigating(record: &IncidentRecord, plan: &ActionPlan) -> Option<Investigating> {
    if !may_do(plan.kind) {
        return None;
    }
    let of_alert = |alert: &AlertRecord| {
        let waits = waits(alert)?;
        let named: Vec<Asset> = alert.evidence.iter().filter_map(asset_of).collect();
        let is_named = |target: &&Asset| named.iter().any(|it| it.kind == target.kind && it.id == target.id);
        let asset = plan.targets().find(is_named)?.clone();
        Some(Investigating { alert: alert.title.clone(), asset, waits })
    };
    let mut found: Vec<Investigating> = record.alerts.iter().filter_map(of_alert).collect();
    found.sort_by_key(|it| !it.waits);
    found.into_iter().next()
}

/// Whether an investigation remediates so. It takes nothing back, and steps by hand are nobody's but people's.
fn may_do(kind: ActionKind) -> bool {
    kind.has_automation() && kind.undoes().is_none()
}

/// Whether the investigation of an alert waits for somebody; `None` where it is over, or none is told of.
fn waits(alert: &AlertRecord) -> Option<bool> {
    let state = alert.extra.get("investigationState").and_then(Value::as_str)?.trim();
    let is_one_of = |words: [&str; 2]| words.iter().any(|word| state.eq_ignore_ascii_case(word));
    if is_one_of(WAITS) { Some(true) } else { is_one_of(WORKS).then_some(false) }
}
