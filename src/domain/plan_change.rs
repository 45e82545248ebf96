//! What differs between a planned action and what it was changed to.

use super::response::{ActionPlan, Extent};

/// A part of a plan that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanPart {
    /// What kind of action it is.
    Kind,
    /// The title on the card.
    Title,
    /// What to do and why.
    Instructions,
    /// The assets that it aims at.
    Targets,
    /// What it is about on the asset.
    Object,
    /// How much of it.
    Extent,
    /// What changes for people while it holds.
    Impact,
    /// What must be finished first.
    Order,
}

impl PlanPart {
    /// The word in catalogues.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Title => "title",
            Self::Instructions => "instructions",
            Self::Targets => "targets",
            Self::Object => "object",
            Self::Extent => "extent",
            Self::Impact => "impact",
            Self::Order => "order",
        }
    }
}

/// What was changed, in the order in which a plan is read. What the rules know of an asset is no part of a plan.
pub fn changes(before: &ActionPlan, after: &ActionPlan) -> Vec<PlanPart> {
    let targets = |plan: &ActionPlan| -> Vec<_> {
        let mut ids: Vec<_> = plan.targets().map(|asset| (asset.kind, asset.id.clone())).collect();
        ids.sort();
        ids
    };
    let firsts = |plan: &ActionPlan| -> Vec<_> {
        let mut ids: Vec<_> = plan.firsts().map(|id| id.as_str().to_owned()).collect();
        ids.sort();
        ids
    };
    // Where nothing was chosen all of it is meant.
    let extent = |plan: &ActionPlan| plan.extent.unwrap_or(Extent::Full);
    let parts = [
        (PlanPart::Kind, before.kind != after.kind),
        (PlanPart::Title, before.title != after.title),
        (PlanPart::Instructions, before.instructions != after.instructions),
        (PlanPart::Targets, targets(before) != targets(after)),
        (PlanPart::Object, before.object != after.object),
        (PlanPart::Extent, extent(before) != extent(after)),
        (PlanPart::Impact, before.impact != after.impact),
        (PlanPart::Order, firsts(before) != firsts(after)),
    ];
    parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brief::{Asset, AssetKind};
    use crate::domain::ids::ActionId;
    use crate::domain::response::ActionKind;

    fn device(id: &str, is_critical: bool) -> Asset {
        let known =
            serde_json::json!({ "kind": AssetKind::Device, "id": id, "name": id, "critical": is_critical });
        serde_json::from_value(known).unwrap()
    }

    #[test]
    fn each_part_is_told_and_what_means_the_same_is_not() {
        let before = ActionPlan {
            target: Some(device("a", false)),
            more_targets: vec![device("b", false)],
            ..ActionPlan::new(ActionId::new("x").unwrap(), ActionKind::IsolateDevice, "Isolate".into())
        };
        let same = ActionPlan {
            target: Some(device("b", true)),
            more_targets: vec![device("a", true)],
            extent: Some(Extent::Full),
            ..before.clone()
        };
        assert_eq!(changes(&before, &same), []);
        let other = ActionPlan {
            kind: ActionKind::RunAntiVirusScan,
            title: "Scan".into(),
            instructions: "Look".into(),
            more_targets: Vec::new(),
            object: Some("it".into()),
            extent: Some(Extent::Limited),
            impact: "Slow".into(),
            after: ActionId::new("y"),
            ..before.clone()
        };
        let told: Vec<_> = changes(&before, &other).into_iter().map(PlanPart::as_str).collect();
        let all = ["kind", "title", "instructions", "targets", "object", "extent", "impact", "order"];
        assert_eq!(told, all);
    }
}
