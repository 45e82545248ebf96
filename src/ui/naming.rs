//! Names of the domain's values in the words of the interface. Words that the domain does not know stay as they came.

use super::portal::Portal;
use super::text::text;
use crate::analytics::dimension::stage_word;
use crate::domain::approvals::{Approval, Band};
use crate::domain::brief::AssetKind;
use crate::domain::coverage::{EntraPlan, Mode, Workload};
use crate::domain::estate::machine::Standing;
use crate::domain::experts::advisor::feedback::FeedbackKind;
use crate::domain::onboarding::WizardStep;
use crate::domain::people::{Party, Role};
use crate::domain::phase::Phase;
use crate::domain::readiness::{ActionStatus, Area, Level};
use crate::domain::response::{Action, ActionKind, ActionState, Origin};
use crate::domain::settings::ExclusionKind;
use crate::domain::text::{clip, spoken, upright};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{
    AlertStatus, Classification, Determination, Remediation, ServiceSource, Severity, Status, Tactic, Verdict,
};
use crate::domain::who_acts::{Rule, RuleStep};
use crate::domain::work::{Assignment, Stage};
use crate::t;
use crate::view::prelude::*;

/// Longest word of a source that is shown, in characters.
const WORD_CHARS: usize = 40;

fn word(stem: &str, key: &str) -> String {
    text(&format!("{stem}.{key}"), &[])
}

/// A word that no list has, as it came: a row has no room for one of any length, and none that turns its direction.
fn unknown(word: &str) -> String {
    clip(&upright(word), WORD_CHARS).into_owned()
}

/// High, Medium, …; an unknown level in its own word.
pub fn severity(value: &Severity) -> String {
    if value.is_known() { word("severity", value.as_str()) } else { unknown(value.as_str()) }
}

/// The status as one side reads it: "Awaiting you" is "Awaiting customer" for the experts.
pub fn status(value: &Status, reader: Party) -> String {
    match value {
        Status::AwaitingAction if reader == Party::Experts => word("status", "awaitingCustomer"),
        known if known.is_known() => word("status", known.as_str()),
        other => unknown(other.as_str()),
    }
}

/// True positive, …
pub fn classification(value: &Classification) -> String {
    if value.is_known() { word("classification", value.as_str()) } else { unknown(value.as_str()) }
}

/// Malware, …
pub fn determination(value: &Determination) -> String {
    if value.is_known() { word("determination", value.as_str()) } else { unknown(value.as_str()) }
}

/// Endpoint, Office 365, …
pub fn source(graph_word: &str) -> String {
    let value = ServiceSource::parse(graph_word);
    if value.is_known() { word("source", value.as_str()) } else { unknown(&spoken(graph_word)) }
}

/// New, In progress, Resolved.
pub fn alert_status(value: &AlertStatus) -> String {
    if value.is_known() { word("alert-status", value.as_str()) } else { unknown(value.as_str()) }
}

/// Malicious, Suspicious, Clean.
pub fn verdict(value: &Verdict) -> String {
    if value.is_known() { word("verdict", value.as_str()) } else { unknown(value.as_str()) }
}

/// Remediated, Blocked, …
pub fn remediation(value: &Remediation) -> String {
    if value.is_known() { word("remediation", value.as_str()) } else { unknown(value.as_str()) }
}

/// Initial access, …
pub fn tactic(value: Tactic) -> String {
    word("tactic", value.as_str())
}

/// Customer administrator, …
pub fn role(value: Role) -> String {
    word("role", value.as_str())
}

/// Administrator, …: where there is no room to say of which side.
pub fn role_short(value: Role) -> String {
    word("role-short", value.as_str())
}

/// Experts, Your team, Unassigned; for the experts the customer's team is not theirs.
pub fn party(value: Option<Party>, reader: Party) -> String {
    word(
        "party",
        match value {
            Some(Party::Experts) => "experts",
            Some(Party::Customer) if reader == Party::Experts => "their",
            Some(Party::Customer) => "customer",
            None => "nobody",
        },
    )
}

/// The person where one is named, else the side.
pub fn assignment(value: &Assignment, reader: Party) -> String {
    match &value.person {
        Some(person) => upright(person).into_owned(),
        None => party(value.party, reader),
    }
}

/// Not started, Onboarding, …
pub fn phase(value: Phase) -> String {
    word(
        "phase",
        match value {
            Phase::NotStarted => "notStarted",
            Phase::Onboarding => "onboarding",
            Phase::Readiness => "readiness",
            Phase::Monitoring => "monitoring",
            Phase::FullResponse => "fullResponse",
        },
    )
}

/// Why something is not possible at a stage, in a sentence: no page shows the names of all of them.
pub fn at_stage(value: Stage) -> String {
    word("refusal.stage", stage_word(value))
}

/// Isolate device, …
pub fn action_kind(value: ActionKind) -> String {
    word("action", value.as_str())
}

/// What it is once it was done: isolated, quarantined; only for kinds that settle something.
pub fn action_done(value: ActionKind) -> String {
    word("action-done", value.as_str())
}

/// Not started, Completed, …
pub fn action_state(value: &ActionState) -> String {
    word(
        "action-state",
        match value {
            ActionState::NotStarted => "notStarted",
            ActionState::InProgress { .. } => "inProgress",
            ActionState::Partly { done, of, .. } => {
                return text(
                    "action-state.partly",
                    &[("done", (*done as usize).into()), ("of", (*of as usize).into())],
                );
            }
            ActionState::Completed { .. } => "completed",
            ActionState::Failed { .. } => "failed",
            ActionState::Skipped { .. } => "skipped",
        },
    )
}

/// The same of an action at a moment: what nobody began may wait for the customer's word.
pub fn action_standing(action: &Action, now: Timestamp) -> String {
    let is_waiting = action.state == ActionState::NotStarted && action.is_asked(now);
    if is_waiting { t!("approval.asked") } else { action_state(&action.state) }
}

/// That an action came by automation or a playbook, and by which; nothing for what a person planned.
pub fn origin(origin: &Origin) -> Option<String> {
    const NAME_CHARS: usize = 120;
    let Origin::Playbook { name, version, automatic, .. } = origin else { return None };
    let name = clip(name, NAME_CHARS);
    Some(match automatic {
        true => t!("response.origin.itself", name = name.as_ref(), version = *version),
        false => t!("response.origin.playbook", name = name.as_ref(), version = *version),
    })
}

/// The same as it is on one asset: what is done there is completed there, whatever came of the others.
pub fn action_state_on(action: &Action, kind: AssetKind, id: &str, now: Timestamp) -> String {
    let target = action.plan.targets().find(|asset| asset.kind == kind && asset.id == id);
    match target.and_then(|asset| action.done_on(asset)) {
        Some(_) => word("action-state", "completed"),
        // "1 of 2" says not of which.
        None => match &action.state {
            ActionState::Partly { done, of, .. } => text(
                "action-state.elsewhere",
                &[("done", (*done as usize).into()), ("of", (*of as usize).into())],
            ),
            _ => action_standing(action, now),
        },
    }
}

/// Protected, Antivirus off, …
pub fn standing(value: Standing) -> String {
    word("standing", value.as_str())
}

/// To do, Completed, …; a required one that is to do is "Complete now".
pub fn readiness_state(value: ActionStatus, required: bool) -> String {
    word("readiness-state", value.word(required))
}

/// Identity, Device, …
pub fn area(value: Area) -> String {
    word(
        "area",
        match value {
            Area::Service => "service",
            Area::Identity => "identity",
            Area::Device => "device",
            Area::Apps => "apps",
            Area::Data => "data",
        },
    )
}

/// None, Low, Medium, High.
pub fn level(value: Level) -> String {
    word(
        "level",
        match value {
            Level::None => "none",
            Level::Low => "low",
            Level::Medium => "medium",
            Level::High => "high",
        },
    )
}

/// Device, User, …
pub fn asset_kind(value: AssetKind) -> String {
    word("asset", value.as_str())
}

/// Devices, Users, …
pub fn asset_kinds(value: AssetKind) -> String {
    word("assets.kind", value.as_str())
}

/// Device group, User group, Single asset.
pub fn exclusion_kind(value: ExclusionKind) -> String {
    word("exclusion", value.as_str())
}

/// The name of a group of assets; everything of high value has none but its kind.
pub fn asset_group(kind: ExclusionKind, name: &str) -> String {
    if kind.has_name() { name.to_owned() } else { exclusion_kind(kind) }
}

/// What a cell of the approval matrix says.
pub fn approval(value: Approval) -> String {
    word("approval", value.as_str())
}

/// The name of a band of severity.
pub fn band(value: Band) -> String {
    word("band", value.as_str())
}

/// How a product is deployed.
pub fn mode(value: Mode) -> String {
    word("mode", value.as_str())
}

/// The name of a plan of Entra ID.
pub fn entra_plan(value: EntraPlan) -> String {
    word("entra", value.as_str())
}

/// The name of a product that the service can cover.
pub fn workload(value: Workload) -> String {
    word("workload", value.as_str())
}

/// The name of a step of the wizard.
pub fn wizard_step(value: WizardStep) -> String {
    word("step", value.as_str())
}

/// The title of a recommendation.
pub fn recommendation(key: &str) -> String {
    word("recommendation", key)
}

/// What is to be done, by its key: a recommendation of the service, or a control of Secure Score by the title that its
/// profile has; one that no profile names keeps its id.
pub fn action_needed(key: &str) -> String {
    if crate::domain::readiness::recommendation(key).is_some() {
        return recommendation(key);
    }
    let known = use_context::<Portal>().and_then(|portal| {
        portal.glance(|state| state.estate.control(key).map(|control| control.title.clone()))
    });
    known.unwrap_or_else(|| key.to_owned())
}

/// The second line of a recommendation.
pub fn recommendation_detail(key: &str) -> String {
    word("recommendation", &format!("{key}.detail"))
}

/// One line of the rule trace.
pub fn rule_step(step: &RuleStep) -> String {
    if step.rule == Rule::ApprovalMatrix {
        return matrix_step(step);
    }
    let rule = step.rule.as_str();
    // A right that is held by a temporary access names its purpose.
    let outcome = match (step.holds, &step.subject) {
        (true, Some(_)) if matches!(step.rule, Rule::InvestigateGranted | Rule::RespondGranted) => "access",
        (true, _) => "holds",
        (false, _) => "fails",
    };
    let subject = subject(step);
    text(&format!("rule.{rule}.{outcome}"), &[("subject", subject.into())])
}

/// What a step of the trace is about; words of our own in the words of the interface.
fn subject(step: &RuleStep) -> String {
    let subject = step.subject.clone().unwrap_or_default();
    let is_high = ExclusionKind::ALL.into_iter().find(|kind| !kind.has_name() && kind.as_str() == subject);
    if let Some(kind) = is_high {
        return exclusion_kind(kind);
    }
    match step.rule {
        Rule::ProductActive => {
            let known = Workload::ALL.into_iter().find(|workload| workload.as_str() == subject);
            known.map_or_else(|| source(&subject), workload)
        }
        _ => subject,
    }
}

/// What the approval matrix said, and in which cell.
fn matrix_step(step: &RuleStep) -> String {
    let Some(ruling) = step.ruling.as_deref() else { return t!("rule.approvalMatrix.none") };
    let column = match &ruling.column {
        Some(column) => asset_group(column.kind, &column.name),
        None => t!("matrix.others"),
    };
    let time = if ruling.in_business_hours { t!("matrix.time.day") } else { t!("matrix.time.other") };
    let said = approval(ruling.approval);
    match ruling.after_minutes {
        Some(minutes) => {
            t!("rule.approvalMatrix.after", said = said, column = column, time = time, n = minutes)
        }
        None => t!("rule.approvalMatrix", said = said, column = column, time = time),
    }
}

/// What feedback is: an escalation, a complaint, a suggestion, praise.
pub fn feedback_kind(kind: FeedbackKind) -> String {
    text(&format!("feedback.kind.{}", kind.as_str()), &[])
}

/// The first of so many names, and how many more there are.
pub fn few(names: impl Iterator<Item = String>, count: usize, most: usize) -> String {
    let named = names.take(most).collect::<Vec<_>>().join(", ");
    match count.saturating_sub(most) {
        0 => named,
        more => t!("bulk.which.more", which = named, n = more),
    }
}
