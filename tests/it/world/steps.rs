//! Who asks what: the steps of which the tables are made.

use super::device;
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::ids::{ActionId, ContactId, IncidentId};
use watchfloor::domain::imports::ImportSummary;
use watchfloor::domain::onboarding::Draft;
use watchfloor::domain::people::{Actor, Role};
use watchfloor::domain::readiness::ActionStatus;
use watchfloor::domain::response::{ActionKind, ActionPlan, InvestigationSummary};
use watchfloor::domain::settings::Contact;
use watchfloor::domain::vocabulary::{Classification, Determination};

/// Who asks what.
pub(crate) type Step = (Role, Command);

/// A command on the incident `1`, looking as one of the four.
pub(crate) fn by(role: Role, act: Act) -> Step {
    (role, on("1", act))
}

/// A command on an incident.
pub(crate) fn on(incident: &str, act: Act) -> Command {
    Command::Incident { incident: IncidentId::new(incident).unwrap(), act }
}

pub(crate) fn expert(act: Act) -> Step {
    by(Role::Expert, act)
}

pub(crate) fn analyst(act: Act) -> Step {
    by(Role::Analyst, act)
}

pub(crate) fn administrator(act: Act) -> Step {
    by(Role::Administrator, act)
}

pub(crate) fn advisor(act: Act) -> Step {
    by(Role::Advisor, act)
}

/// The person who takes a role in tests.
pub(crate) fn actor(role: Role) -> Actor {
    let person = match role {
        Role::Administrator => "Ada",
        Role::Analyst => "Ana",
        Role::Expert => "Eve",
        Role::Advisor => "Sam",
    };
    Actor { person: person.into(), role }
}

pub(crate) fn action(id: &str) -> ActionId {
    ActionId::new(id).unwrap()
}

/// An action titled by its id, aimed at nothing.
pub(crate) fn plan(id: &str, kind: ActionKind) -> ActionPlan {
    ActionPlan::new(action(id), kind, format!("Action {id}"))
}

/// Plans something that the customer does by hand.
pub(crate) fn by_hand(id: &str) -> Act {
    Act::PlanAction { plan: Box::new(plan(id, ActionKind::Text)) }
}

/// Plans something that a product does at one press on the device `ws-1`.
pub(crate) fn one_press(id: &str) -> Act {
    let target = Some(device("ws-1"));
    Act::PlanAction { plan: Box::new(ActionPlan { target, ..plan(id, ActionKind::IsolateDevice) }) }
}

pub(crate) fn summary(what_happened: &str) -> Act {
    let summary = InvestigationSummary { what_happened: what_happened.into(), ..Default::default() };
    Act::SaveSummary { summary: Box::new(summary) }
}

/// Publishes a true positive: malware.
pub(crate) fn publish() -> Act {
    Act::Publish { classification: Classification::TruePositive, determination: Determination::Malware }
}

pub(crate) fn complete(id: &str) -> Act {
    Act::CompleteAction { action: action(id), note: "done".into() }
}

pub(crate) fn skip(id: &str) -> Act {
    Act::SkipAction { action: action(id), reason: "not needed".into() }
}

pub(crate) fn fail(id: &str) -> Act {
    Act::FailAction { action: action(id), reason: "no answer".into() }
}

pub(crate) fn fail_on(id: &str, assets: &[&str]) -> Act {
    let assets = assets.iter().map(|asset| (*asset).to_owned()).collect();
    Act::FailActionOn { action: action(id), assets, reason: "off the network".into() }
}

pub(crate) fn skip_on(id: &str, assets: &[&str]) -> Act {
    let assets = assets.iter().map(|asset| (*asset).to_owned()).collect();
    Act::SkipActionOn { action: action(id), assets, reason: "gone".into() }
}

pub(crate) fn begin(id: &str) -> Act {
    Act::StartAction { action: action(id) }
}

pub(crate) fn again(id: &str) -> Act {
    Act::ReopenAction { action: action(id) }
}

pub(crate) fn resolve() -> Act {
    Act::Resolve { note: "done".into(), force: false }
}

pub(crate) fn reopen() -> Act {
    Act::Reopen { reason: "it came back".into() }
}

pub(crate) fn start_monitoring() -> Command {
    Command::StartMonitoring { note: String::new() }
}

pub(crate) fn start_full_response() -> Command {
    Command::StartFullResponse { note: String::new() }
}

/// A contact of both kinds.
pub(crate) fn contact(id: &str) -> Contact {
    Contact {
        id: ContactId::new(id).unwrap(),
        name: format!("Contact {id}"),
        email: format!("{id}@contoso.example"),
        phone: None,
        is_team: false,
        for_incidents: true,
        for_reviews: true,
        call_order: None,
        hours: None,
        directory_id: None,
    }
}

/// A draft that can be submitted.
pub(crate) fn draft() -> Draft {
    Draft { contacts: vec![contact("soc")], ..Draft::default() }
}

pub(crate) fn set_action(key: &str, status: ActionStatus, reason: &str) -> Command {
    let expires = (status == ActionStatus::RiskAccepted).then(|| super::at("2027-01-01T00:00:00Z"));
    Command::SetReadinessAction {
        key: key.into(),
        status,
        reason: reason.into(),
        owner: String::new(),
        due: None,
        evidence: String::new(),
        expires,
    }
}

pub(crate) fn take(import: ImportSummary) -> Command {
    Command::TakeImport { import: Box::new(import) }
}

pub(crate) fn taken() -> Vec<Step> {
    vec![expert(Act::TakeByExperts)]
}

pub(crate) fn worked() -> Vec<Step> {
    vec![expert(Act::TakeByExperts), expert(Act::start())]
}

/// Published with one action of the customer, `a`.
pub(crate) fn your_turn() -> Vec<Step> {
    [worked(), vec![expert(summary("malware")), expert(by_hand("a")), expert(publish())]].concat()
}

pub(crate) fn finished() -> Vec<Step> {
    [your_turn(), vec![analyst(complete("a"))]].concat()
}
