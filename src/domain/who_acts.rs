//! Who carries out an action on an asset, and why: one pure function with a rule trace.
//!
//! The first rule that decides ends the trace, and the trace alone says the verdict. Source of the rules:
//! service.md 1.1 (coverage) and 1.3 (permissions, exclusions, scoped coverage). Their order is ours, since the service
//! publishes none (service.md section 6, "Who acts: order of rules"):
//!
//! 1. incident out of scope: nobody
//! 2. access to all devices off and the incident touches a device in a device group: experts cannot investigate
//! 3. asset out of scope: inform only
//! 4. product passive or third party: guide
//! 5. asset excluded: guide, and the matrix cannot loosen it
//! 6. Security Operator not granted: guide
//! 7. action has no automation: by hand, by the customer
//! 8. approval matrix: never, guide only, ask first, experts act

use super::access::AccessLevel;
use super::approvals::{Approval, Ruling};
use super::brief::{Asset, AssetKind, Brief};
use super::coverage::{Depth, Platform, Workload};
use super::directory::Directory;
use super::people::Party;
use super::response::ActionKind;
pub use super::scope::in_scope;
use super::scope::is_covered_asset;
use super::settings::{Exclusion, Settings};
use super::time::Timestamp;
use super::vocabulary::ServiceSource;
use serde::{Deserialize, Serialize};

/// A rule of the trace, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rule {
    /// 1: the incident is in the scope of the service.
    IncidentInScope,
    /// 1, where coverage is limited to two groups: the incident touches a member. Not asked otherwise.
    CoverageGroups,
    /// 2: the experts may see the devices that it touches.
    DeviceAccess,
    /// Between 1 and 2: the experts may investigate at all.
    InvestigateGranted,
    /// 3: the asset is in the scope of the service.
    AssetInScope,
    /// 4: the product that would act is in active mode, and the incident is not a third party's alone.
    ProductActive,
    /// 5: the asset is not excluded.
    AssetNotExcluded,
    /// 6: Security Operator is granted.
    RespondGranted,
    /// 7: the action can be automated.
    HasAutomation,
    /// 8: what the approval matrix says.
    ApprovalMatrix,
}

impl Rule {
    /// All of them in the order in which they are asked.
    pub const ALL: [Self; 10] = [
        Self::IncidentInScope,
        Self::CoverageGroups,
        Self::InvestigateGranted,
        Self::DeviceAccess,
        Self::AssetInScope,
        Self::ProductActive,
        Self::AssetNotExcluded,
        Self::RespondGranted,
        Self::HasAutomation,
        Self::ApprovalMatrix,
    ];

    /// The word used in documents and in the catalogue of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IncidentInScope => "incidentInScope",
            Self::CoverageGroups => "coverageGroups",
            Self::InvestigateGranted => "investigateGranted",
            Self::DeviceAccess => "deviceAccess",
            Self::AssetInScope => "assetInScope",
            Self::ProductActive => "productActive",
            Self::AssetNotExcluded => "assetNotExcluded",
            Self::RespondGranted => "respondGranted",
            Self::HasAutomation => "hasAutomation",
            Self::ApprovalMatrix => "approvalMatrix",
        }
    }

    /// The rule that decided: the first that did not hold. `None` where the experts could have acted.
    pub fn that_decided(trace: &[RuleStep]) -> Option<Self> {
        trace.iter().find(|step| !step.holds).map(|step| step.rule)
    }
}

/// One line of the trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleStep {
    /// Which rule was asked.
    pub rule: Rule,
    /// Whether it lets the experts go on; the first `false` decides.
    pub holds: bool,
    /// What it is about: the name of an exclusion, group or product, or the purpose of an access that was granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What the matrix says, where it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Box<Ruling>>,
}

impl RuleStep {
    fn new(rule: Rule, holds: bool, subject: Option<String>) -> Self {
        Self { rule, holds, subject, ruling: None }
    }
}

/// What the rules say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The experts carry it out.
    ExpertsAct,
    /// The experts ask the customer, and carry it out when the answer is yes.
    AskFirst,
    /// The experts guide, the customer carries it out.
    CustomerActs,
    /// The customer ruled it out: nobody is offered it.
    RuledOut,
    /// The asset is out of scope: it is reported and gets neither action nor guidance.
    InformOnly,
    /// Nobody of the service deals with it.
    Nobody,
}

impl Verdict {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::ExpertsAct,
        Self::AskFirst,
        Self::CustomerActs,
        Self::RuledOut,
        Self::InformOnly,
        Self::Nobody,
    ];

    /// What a trace says; the first rule that does not hold decides.
    pub fn of(trace: &[RuleStep]) -> Self {
        let Some(step) = trace.iter().find(|step| !step.holds) else { return Self::ExpertsAct };
        match step.rule {
            Rule::IncidentInScope | Rule::CoverageGroups => Self::Nobody,
            Rule::AssetInScope => Self::InformOnly,
            Rule::ApprovalMatrix => match step.ruling.as_ref().map(|ruling| ruling.approval) {
                Some(Approval::AskFirst) => Self::AskFirst,
                Some(Approval::Never) => Self::RuledOut,
                _ => Self::CustomerActs,
            },
            _ => Self::CustomerActs,
        }
    }

    /// The side on whose list the action stands: what nobody of the service does is the customer's own.
    pub fn party(self) -> Party {
        match self {
            Self::ExpertsAct | Self::AskFirst => Party::Experts,
            Self::CustomerActs | Self::RuledOut | Self::InformOnly | Self::Nobody => Party::Customer,
        }
    }

    /// Whether the card offers it to anybody.
    pub fn is_offered(self) -> bool {
        !matches!(self, Self::RuledOut | Self::InformOnly)
    }
}

/// What the rules look at beside the action itself.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What the customer set.
    pub settings: &'a Settings,
    /// Who belongs to which group.
    pub directory: &'a Directory,
    /// The incident.
    pub brief: &'a Brief,
    /// The moment: exclusions and access end, and the matrix knows day and night.
    pub now: Timestamp,
}

/// Whether the experts may investigate an incident, with the trace.
pub fn may_investigate(facts: Facts<'_>) -> (bool, Vec<RuleStep>) {
    let Facts { settings, brief, .. } = facts;
    let mut trace = vec![RuleStep::new(Rule::IncidentInScope, in_scope(brief), None)];
    if settings.scoped_coverage && holds_so_far(&trace) {
        let member = brief.assets.iter().find(|asset| is_covered_asset(facts.directory, asset));
        let holds = member.is_some() || brief.assets.is_empty();
        trace.push(RuleStep::new(Rule::CoverageGroups, holds, member.map(|asset| asset.name.clone())));
    }
    if holds_so_far(&trace) {
        let granted = settings.permissions.investigate;
        let access = if granted { None } else { access_to_investigate(facts) };
        trace.push(RuleStep::new(Rule::InvestigateGranted, granted || access.is_some(), access));
    }
    if holds_so_far(&trace) {
        let hidden = hidden_group(facts);
        trace.push(RuleStep::new(Rule::DeviceAccess, hidden.is_none(), hidden));
    }
    (holds_so_far(&trace), trace)
}

/// Who carries out `kind` on `target` in an incident, with the trace.
pub fn who_acts(facts: Facts<'_>, kind: ActionKind, target: Option<&Asset>) -> (Verdict, Vec<RuleStep>) {
    let (_, mut trace) = may_investigate(facts);
    let rules: [&dyn Fn() -> RuleStep; 6] = [
        &|| asset_in_scope(facts, target),
        &|| product_active(facts, kind),
        &|| {
            let exclusion = target.and_then(|asset| exclusion_of(facts, asset));
            RuleStep::new(
                Rule::AssetNotExcluded,
                exclusion.is_none(),
                exclusion.map(|known| known.label().to_owned()),
            )
        },
        &|| {
            let granted = facts.settings.permissions.respond;
            let access = if granted { None } else { access_to_respond(facts, target) };
            RuleStep::new(Rule::RespondGranted, granted || access.is_some(), access)
        },
        &|| RuleStep::new(Rule::HasAutomation, kind.has_automation(), None),
        &|| matrix(facts, kind, target),
    ];
    for rule in rules {
        if holds_so_far(&trace) {
            trace.push(rule());
        }
    }
    (Verdict::of(&trace), trace)
}

fn holds_so_far(trace: &[RuleStep]) -> bool {
    trace.last().is_none_or(|step| step.holds)
}

/// Rule 2: a device group that is hidden from the experts; access that was granted for the incident opens it.
fn hidden_group(facts: Facts<'_>) -> Option<String> {
    if facts.settings.permissions.all_devices || access_to_investigate(facts).is_some() {
        return None;
    }
    let mut devices = facts.brief.assets.iter().filter(|asset| asset.kind == AssetKind::Device);
    devices.find_map(|asset| asset.group.clone())
}

/// The purpose of an access by which the experts may investigate the incident. Responding includes investigating.
fn access_to_investigate(facts: Facts<'_>) -> Option<String> {
    let Facts { settings, directory, brief, now } = facts;
    let mut open = settings.access.iter().filter(|access| access.holds(now));
    open.find(|access| access.is_about(directory, brief)).map(|access| access.purpose.clone())
}

/// The purpose of an access by which the experts may act on an asset of the incident.
fn access_to_respond(facts: Facts<'_>, target: Option<&Asset>) -> Option<String> {
    let Facts { settings, directory, brief, now } = facts;
    let mut open =
        settings.access.iter().filter(|access| access.level == AccessLevel::Respond && access.holds(now));
    open.find(|access| access.reaches(directory, brief, target)).map(|access| access.purpose.clone())
}

/// Rule 3: "out-of-scope assets are reported but get neither action nor guidance" (scoped coverage), and phones and
/// things are out of scope (coverage).
fn asset_in_scope(facts: Facts<'_>, target: Option<&Asset>) -> RuleStep {
    let platform = target.and_then(|asset| asset.platform.as_deref());
    let uncovered = platform.filter(|word| Platform::parse(word).is_some_and(|known| !known.is_covered()));
    let outside = target
        .filter(|asset| facts.settings.scoped_coverage && asset.kind != AssetKind::CloudApp)
        .filter(|asset| !is_covered_asset(facts.directory, asset));
    let subject = uncovered.map(str::to_owned).or_else(|| outside.map(|asset| asset.name.clone()));
    RuleStep::new(Rule::AssetInScope, subject.is_none(), subject)
}

/// Rule 4. What was not said of licences does not stand against acting; third-party telemetry comes through Sentinel.
fn product_active(facts: Facts<'_>, kind: ActionKind) -> RuleStep {
    let sentinel = ServiceSource::Sentinel.as_str();
    let sources = &facts.brief.sources;
    let third_party = !sources.is_empty() && sources.iter().all(|source| source == sentinel);
    let limited = facts
        .settings
        .prerequisites
        .as_ref()
        .and_then(|known| Workload::of(kind).filter(|workload| known.depth(*workload).0 != Depth::Full));
    let subject = match limited {
        _ if third_party => Some(sentinel.to_owned()),
        Some(workload) => Some(workload.as_str().to_owned()),
        None => None,
    };
    RuleStep::new(Rule::ProductActive, subject.is_none(), subject)
}

/// Rule 5: the first exclusion that holds and covers the asset.
pub fn exclusion_of<'a>(facts: Facts<'a>, asset: &Asset) -> Option<&'a Exclusion> {
    let mut holding = facts.settings.exclusions.iter().filter(|exclusion| exclusion.holds(facts.now));
    holding.find(|exclusion| facts.directory.covers(exclusion.kind, &exclusion.name, asset))
}

/// Rule 8.
fn matrix(facts: Facts<'_>, kind: ActionKind, target: Option<&Asset>) -> RuleStep {
    let in_business_hours = facts.settings.business_hours.cover(facts.now);
    let ruling = facts.settings.approvals.ruling(
        facts.directory,
        kind,
        target,
        &facts.brief.severity,
        in_business_hours,
    );
    RuleStep {
        rule: Rule::ApprovalMatrix,
        holds: ruling.approval == Approval::ExpertsAct,
        subject: ruling.column.as_ref().map(|column| column.label().to_owned()),
        ruling: Some(Box::new(ruling)),
    }
}
