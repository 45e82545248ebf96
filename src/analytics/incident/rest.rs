//! On which assets an action was open still when it was skipped as a whole: on the others it was done or left out before,
//! and the event itself names none.

use crate::domain::event::IncidentEvent;
use crate::domain::ids::ActionId;
use crate::domain::response::Action;
use std::collections::{HashMap, HashSet};

/// What is known of the assets of actions so far.
#[derive(Default)]
pub(super) struct Rest<'a>(HashMap<&'a ActionId, Aims<'a>>);

#[derive(Default)]
struct Aims<'a> {
    all: Vec<&'a str>,
    settled: HashSet<&'a str>,
}

impl<'a> Rest<'a> {
    /// Takes an event in. Where it skips what was left of an action, that is told as of those assets.
    pub(super) fn follow(&mut self, event: &'a IncidentEvent) -> Option<IncidentEvent> {
        use IncidentEvent as E;
        match event {
            E::ActionPlanned { action }
            | E::ActionChanged { action, .. }
            | E::TaskImported { action, .. } => self.plan(action),
            E::ActionAdvanced { action, assets, .. } | E::ActionSkippedOn { action, assets, .. } => {
                let aims = self.0.entry(action).or_default();
                aims.settled.extend(assets.iter().map(String::as_str));
            }
            E::ActionReopened { action } => self.0.entry(action).or_default().settled.clear(),
            E::ActionSkipped { action, .. } => {
                let aims = self.0.get(action).filter(|aims| !aims.settled.is_empty())?;
                let left = aims.all.iter().filter(|id| !aims.settled.contains(*id));
                let assets: Vec<String> = left.map(|id| (*id).to_owned()).collect();
                let reason = String::new();
                return (!assets.is_empty()).then(|| E::ActionSkippedOn {
                    action: action.clone(),
                    assets,
                    reason,
                });
            }
            _ => {}
        }
        None
    }

    fn plan(&mut self, action: &'a Action) {
        let aims = self.0.entry(&action.plan.id).or_default();
        aims.all = action.plan.targets().map(|asset| asset.id.as_str()).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brief::{Asset, AssetKind};
    use crate::domain::people::Party;
    use crate::domain::response::{ActionKind, ActionPlan};

    fn device(id: &str) -> Asset {
        Asset {
            kind: AssetKind::Device,
            id: id.into(),
            name: id.to_uppercase(),
            group: None,
            critical: false,
            agreed: false,
            tags: Vec::new(),
            platform: None,
        }
    }

    #[test]
    fn what_was_left_of_an_action_is_known_when_it_is_skipped() {
        let id = ActionId::new("a").unwrap();
        let plan = ActionPlan {
            target: Some(device("d1")),
            more_targets: vec![device("d2"), device("d3"), device("d4")],
            ..ActionPlan::new(id.clone(), ActionKind::RunAntiVirusScan, "Scan".into())
        };
        let action = Box::new(Action::new(plan, Party::Customer, Vec::new()));
        let on = |assets: &[&str], reason: &str| IncidentEvent::ActionSkippedOn {
            action: id.clone(),
            assets: assets.iter().map(|it| (*it).to_owned()).collect(),
            reason: reason.into(),
        };
        let skipped = IncidentEvent::ActionSkipped { action: id.clone(), reason: "x".into() };
        let planned = IncidentEvent::ActionPlanned { action };
        let advanced = IncidentEvent::ActionAdvanced {
            action: id.clone(),
            assets: vec!["d2".into()],
            note: String::new(),
            told: None,
        };
        let left_out = on(&["d4"], "offline");
        let reopened = IncidentEvent::ActionReopened { action: id.clone() };
        let mut rest = Rest::default();
        for quiet in [&planned, &skipped, &reopened, &advanced, &left_out] {
            assert_eq!(rest.follow(quiet), None, "skipped on all of them it says so itself");
        }
        assert_eq!(rest.follow(&skipped), Some(on(&["d1", "d3"], "")));
        assert_eq!(rest.follow(&reopened), None);
        assert_eq!(rest.follow(&skipped), None, "what is begun anew is open on all of them");
    }
}
