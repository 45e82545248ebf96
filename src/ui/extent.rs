//! How much of an action is done, and what that means for people, in words: full or selective isolation, full or quick scan.

use super::naming;
use super::parts::Choice;
use super::text::text;
use crate::domain::brief::{Asset, AssetKind};
use crate::domain::response::{ActionKind, ActionPlan, Extent};
use crate::t;

/// What can be chosen for a kind.
pub fn choices(kind: ActionKind) -> Vec<Choice> {
    let (full, limited) = match kind {
        ActionKind::RunAntiVirusScan => (t!("response.extent.full-scan"), t!("response.extent.quick-scan")),
        _ => (t!("response.extent.full"), t!("response.extent.selective")),
    };
    vec![Choice::new("full", full), Choice::new("limited", limited)]
}

/// The word of a choice. Where nothing was chosen all of it is meant, as the products have it.
pub fn word(extent: Option<Extent>) -> &'static str {
    match extent {
        Some(Extent::Limited) => "limited",
        Some(Extent::Full) | None => "full",
    }
}

/// Reads the word of a choice.
pub fn read(word: &str) -> Option<Extent> {
    match word {
        "limited" => Some(Extent::Limited),
        "full" => Some(Extent::Full),
        _ => None,
    }
}

/// The kind of an action, with how much of it where that is not all.
pub fn kind(kind: ActionKind, extent: Option<Extent>) -> String {
    match (kind, extent) {
        (ActionKind::IsolateDevice, Some(Extent::Limited)) => t!("response.extent.isolate-selectively"),
        (ActionKind::RunAntiVirusScan, Some(Extent::Limited)) => t!("response.extent.scan-quickly"),
        (kind, _) => naming::action_kind(kind),
    }
}

/// The title of an action on an asset, with how much of it where that is not all.
pub fn on(kind: ActionKind, extent: Option<Extent>, asset: &str) -> String {
    match (kind, extent) {
        (ActionKind::IsolateDevice, Some(Extent::Limited)) => {
            t!("response.extent.isolate-on", asset = asset)
        }
        (ActionKind::RunAntiVirusScan, Some(Extent::Limited)) => t!("response.extent.scan-on", asset = asset),
        (kind, _) => text(&format!("action-on.{}", kind.as_str()), &[("asset", asset.into())]),
    }
}

/// What it is once it was done: isolated, isolated selectively, quarantined.
pub fn done(plan: &ActionPlan) -> String {
    match (plan.kind, plan.extent) {
        (ActionKind::IsolateDevice, Some(Extent::Limited)) => t!("response.extent.isolated-selectively"),
        (kind, _) => naming::action_done(kind),
    }
}

/// The same where it is not done on all assets, and once it was taken back: "Quarantined on 2 of 3", "Isolated, released
/// 21:30".
pub fn done_until(plan: &ActionPlan, part: Option<(usize, usize)>, ended: Option<&str>) -> String {
    let done = match part {
        Some((on, of)) => t!("action-done.on", what = done(plan), done = on, of = of),
        None => done(plan),
    };
    match (plan.kind.undone_by(), ended) {
        (Some(undo), Some(when)) => {
            let key = format!("action-ended.{}", undo.as_str());
            text(&key, &[("done", done.into()), ("when", when.into())])
        }
        _ => done,
    }
}

/// How much of it as a sentence of the card; nothing for kinds that have no such choice.
pub fn sentence(plan: &ActionPlan) -> Option<String> {
    let is_limited = plan.extent == Some(Extent::Limited);
    match (plan.kind, is_limited) {
        (ActionKind::IsolateDevice, true) => Some(t!("response.extent.says.selective")),
        (ActionKind::IsolateDevice, false) => Some(t!("response.extent.says.full")),
        (ActionKind::RunAntiVirusScan, true) => Some(t!("response.extent.quick-scan")),
        (ActionKind::RunAntiVirusScan, false) => Some(t!("response.extent.full-scan")),
        _ => None,
    }
}

/// What an action of a kind usually means for people, on these assets: only a device becomes slower.
pub fn usual_impact_on(kind: ActionKind, extent: Option<Extent>, assets: &[Asset]) -> String {
    let has_device = assets.is_empty() || assets.iter().any(|asset| asset.kind == AssetKind::Device);
    if kind == ActionKind::TriggerInvestigation && !has_device {
        return t!("impact.triggerInvestigation.elsewhere", n = assets.len());
    }
    usual_impact(kind, extent, assets.len())
}

/// What an action of a kind usually means for people, on so many assets.
pub fn usual_impact(kind: ActionKind, extent: Option<Extent>, assets: usize) -> String {
    let is_limited = kind.has_extent() && extent == Some(Extent::Limited);
    let part = if is_limited { ".limited" } else { "" };
    text(&format!("impact.{}{part}", kind.as_str()), &[("n", assets.max(1).into())])
}
