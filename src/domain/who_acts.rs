//! Who carries out an action on an asset, and why: one pure function with a rule trace.
//!
//! The first rule that decides ends the trace. Source of the rules: the service's documentation, permissions and
//! exclusions; their order is ours, since the service publishes none.

use super::brief::{Asset, AssetKind, Brief};
use super::people::Party;
use super::response::ActionKind;
pub use super::scope::in_scope;
use super::settings::{ExclusionKind, Settings};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A rule of the trace, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rule {
    /// 1: the incident is in the scope of the service.
    IncidentInScope,
    /// 2: the experts may see the devices that it touches.
    DeviceAccess,
    /// Between 1 and 2: the experts may investigate at all.
    InvestigateGranted,
    /// 5: the asset is not excluded.
    AssetNotExcluded,
    /// 6: Security Operator is granted.
    RespondGranted,
    /// 7: the action can be automated.
    HasAutomation,
}

/// One line of the trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleStep {
    /// Which rule was asked.
    pub rule: Rule,
    /// Whether it lets the experts go on; the first `false` decides.
    pub holds: bool,
    /// What it is about: the name of an exclusion, group or product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

/// What the rules say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The experts carry it out.
    ExpertsAct,
    /// The experts guide, the customer carries it out.
    CustomerActs,
    /// Nobody of the service deals with it.
    Nobody,
}

impl Verdict {
    /// The side on whose list the action stands: what nobody of the service does is the customer's own.
    pub fn party(self) -> Party {
        match self {
            Self::ExpertsAct => Party::Experts,
            Self::CustomerActs | Self::Nobody => Party::Customer,
        }
    }
}

/// Whether the experts may investigate an incident, with the trace.
pub fn may_investigate(settings: &Settings, brief: &Brief) -> (bool, Vec<RuleStep>) {
    let mut trace = Vec::new();
    let scope = in_scope(brief);
    trace.push(RuleStep { rule: Rule::IncidentInScope, holds: scope, subject: None });
    if !scope {
        return (false, trace);
    }
    let granted = settings.permissions.investigate;
    trace.push(RuleStep { rule: Rule::InvestigateGranted, holds: granted, subject: None });
    if !granted {
        return (false, trace);
    }
    let hidden_group = brief
        .assets
        .iter()
        .filter(|asset| asset.kind == AssetKind::Device)
        .find_map(|asset| asset.group.clone())
        .filter(|_| !settings.permissions.all_devices);
    let holds = hidden_group.is_none();
    trace.push(RuleStep { rule: Rule::DeviceAccess, holds, subject: hidden_group });
    (holds, trace)
}

/// Who carries out `kind` on `target` in an incident, with the trace.
pub fn who_acts(
    settings: &Settings,
    brief: &Brief,
    kind: ActionKind,
    target: Option<&Asset>,
    now: Timestamp,
) -> (Verdict, Vec<RuleStep>) {
    let (may, mut trace) = may_investigate(settings, brief);
    if !may {
        let scope_failed = trace.last().is_some_and(|step| step.rule == Rule::IncidentInScope);
        return (if scope_failed { Verdict::Nobody } else { Verdict::CustomerActs }, trace);
    }
    let exclusion = target.and_then(|asset| {
        settings
            .exclusions
            .iter()
            .find(|exclusion| exclusion.holds(now) && excludes(exclusion.kind, &exclusion.name, asset))
    });
    trace.push(RuleStep {
        rule: Rule::AssetNotExcluded,
        holds: exclusion.is_none(),
        subject: exclusion.map(|exclusion| exclusion.name.clone()),
    });
    if exclusion.is_some() {
        return (Verdict::CustomerActs, trace);
    }
    let granted = settings.permissions.respond;
    trace.push(RuleStep { rule: Rule::RespondGranted, holds: granted, subject: None });
    if !granted {
        return (Verdict::CustomerActs, trace);
    }
    let automated = kind.has_automation();
    trace.push(RuleStep { rule: Rule::HasAutomation, holds: automated, subject: None });
    (if automated { Verdict::ExpertsAct } else { Verdict::CustomerActs }, trace)
}

/// Whether an exclusion covers an asset.
fn excludes(kind: ExclusionKind, name: &str, asset: &Asset) -> bool {
    let same = |text: &str| text.eq_ignore_ascii_case(name.trim());
    match kind {
        ExclusionKind::DeviceGroup => {
            asset.kind == AssetKind::Device && asset.group.as_deref().is_some_and(same)
        }
        ExclusionKind::UserGroup => asset.kind == AssetKind::User && asset.group.as_deref().is_some_and(same),
        ExclusionKind::Asset => same(&asset.id) || same(&asset.name),
    }
}
