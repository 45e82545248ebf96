//! The history of the settings: every change in order, with what it changed and who made it.
//!
//! service.md section 4: full audit of both sides.

use crate::world::*;
use watchfloor::analytics::settings_history::{Operation, settings_history};
use watchfloor::domain::command::Command;
use watchfloor::domain::difference::Difference;
use watchfloor::domain::onboarding::{Draft, TenantObject};
use watchfloor::domain::people::{Actor, Role};
use watchfloor::domain::readiness::{ActionRecord, ActionStatus};
use watchfloor::domain::settings::ReadinessParameters;
use watchfloor::domain::steering::SteeringCommand;
use watchfloor::report::export::csv;
use watchfloor::report::settings_audit::{Told, audit_json, audit_table};

fn told(world: &World) -> Vec<String> {
    let records = settings_history(world.journal.iter());
    records
        .iter()
        .map(|record| format!("{} {} {}", record.by, record.operation.as_str(), record.differences.len()))
        .collect()
}

/// The formula of readiness, the states of actions and what was decided beside them are records too, with what they
/// changed.
#[test]
fn what_steers_readiness_is_a_record() {
    let mut world = World::ready(watchfloor::domain::settings::Permissions::default());
    let parameters = ReadinessParameters { licensed_devices: Some(90), ..world.state.settings.readiness };
    world.must((Role::Advisor, Command::SetReadinessParameters { parameters }));
    world.must((Role::Administrator, set_action("safe-links", ActionStatus::InProgress, "")));
    let act = SteeringCommand::SetAside { key: "user-consent".into(), reason: Some("No apps".into()) };
    world.must((Role::Administrator, Command::Steer { act }));
    let records = settings_history(world.journal.iter());
    let [formula, action, aside] = &records[records.len() - 3..] else { panic!("{records:?}") };
    assert!(
        matches!(&formula.differences[..], [Difference::Readiness(both)] if both.1 == parameters && both.0 != parameters)
    );
    let record = |status| ActionRecord { status, ..ActionRecord::default() };
    let both = (record(ActionStatus::ToDo), record(ActionStatus::InProgress));
    let set = Operation::ActionSet("safe-links".into(), Box::new(both));
    assert_eq!(action.operation, set);
    assert_eq!((aside.operation.as_str(), aside.by.as_str()), ("UpdateReadinessPlan", "Ada"));
}

/// Owner, due date, evidence and the end of an accepted risk are part of the record: before and then.
#[test]
fn what_is_noted_of_an_action_is_in_its_record() {
    let mut world = World::ready(watchfloor::domain::settings::Permissions::default());
    let (due, expires) = (Some(at("2026-12-01T00:00:00Z")), Some(at("2027-01-01T00:00:00Z")));
    let first = |command| match command {
        Command::SetReadinessAction { key, status, reason, .. } => Command::SetReadinessAction {
            key,
            status,
            reason,
            owner: "Ben".into(),
            due,
            evidence: "CHG-7".into(),
            expires,
        },
        other => panic!("{other:?}"),
    };
    let accepted = set_action("safe-links", ActionStatus::RiskAccepted, "Old client");
    world.must((Role::Administrator, first(accepted)));
    world.must((Role::Administrator, set_action("safe-links", ActionStatus::InProgress, "")));
    let records = settings_history(world.journal.iter());
    let [.., one, two] = &records[..] else { panic!("{records:?}") };
    let accepted = ActionRecord {
        status: ActionStatus::RiskAccepted,
        reason: "Old client".into(),
        owner: "Ben".into(),
        due,
        evidence: "CHG-7".into(),
        expires,
        ..ActionRecord::default()
    };
    let worked = ActionRecord { status: ActionStatus::InProgress, ..ActionRecord::default() };
    let set = |before: &ActionRecord, after: &ActionRecord| {
        Operation::ActionSet("safe-links".into(), Box::new((before.clone(), after.clone())))
    };
    assert_eq!(one.operation, set(&ActionRecord::default(), &accepted));
    assert_eq!(two.operation, set(&accepted, &worked));
}

/// What is ticked of the four objects in the tenant is a record a tick; other words of a draft are none (service.md 1.2).
#[test]
fn ticks_of_tenant_objects_are_records() {
    use TenantObject::{CrossTenantPolicy, RoleAssignments};
    let mut world = World::new();
    let mut save = |seen: &[TenantObject], step| {
        let tenant_seen = seen.iter().copied().collect();
        let draft = Box::new(Draft { tenant_seen, step, ..draft() });
        world.must((Role::Administrator, Command::SaveOnboardingDraft { draft }));
    };
    use watchfloor::domain::onboarding::WizardStep::{Permissions, Teams};
    save(&[], Permissions);
    save(&[RoleAssignments], Permissions);
    save(&[RoleAssignments], Teams);
    save(&[CrossTenantPolicy], Teams);
    let records = settings_history(world.journal.iter());
    let said: Vec<Operation> = records.into_iter().map(|record| record.operation).collect();
    let expected = [
        Operation::TenantSeen(RoleAssignments, true),
        Operation::TenantSeen(RoleAssignments, false),
        Operation::TenantSeen(CrossTenantPolicy, true),
    ];
    assert_eq!(said, expected);
}

#[test]
fn every_change_of_the_settings_is_a_record() {
    let mut world = World::new();
    let draft = Box::new(draft());
    world.must((Role::Administrator, Command::SubmitOnboarding { draft }));
    world.must((Role::Administrator, Command::RenameWorkspace { name: "Northwind".into() }));
    world.change(|settings| settings.permissions.respond = true);
    world.change(|settings| settings.second_approval = true);
    world.change(|settings| settings.permissions.respond = false);
    let ben = Actor { person: "Ben".into(), role: Role::Administrator };
    world.ask_by(ben, Command::ApproveProposal).unwrap();
    assert_eq!(
        told(&world),
        [
            "Ada SubmitOnboarding 1",
            "Ada RenameWorkspace 0",
            "Ada UpdateSettings 1",
            "Ada UpdateSettings 1",
            "Ada ProposeSettings 1",
            "Ben UpdateSettings 1",
            "Ben ApproveSettings 0",
        ]
    );
    let records = settings_history(world.journal.iter());
    assert_eq!(records[4].differences, [Difference::Respond(false)]);
    let said =
        |record| Told { record, said: "=done".into(), changes: vec![["a".into(), "b".into(), "c".into()]] };
    let lines: Vec<_> = records[4..5].iter().map(said).collect();
    let text = csv(&audit_table(&lines));
    let row = text.lines().nth(1).unwrap();
    assert!(row.ends_with(",237,MicrosoftDefenderExperts,ProposeSettings,Ada,'=done,a,b,c"), "{row}");
    assert!(audit_json(&lines).contains("\"RecordType\": 237"));
    assert_eq!(records[6].operation, Operation::Closed { approved: true, reason: String::new() });
}
