//! The history of the settings: every change in order, with what it changed and who made it.
//!
//! service.md section 4: full audit of both sides.

use crate::world::*;
use watchfloor::analytics::settings_history::{Operation, settings_history};
use watchfloor::domain::command::Command;
use watchfloor::domain::difference::Difference;
use watchfloor::domain::people::{Actor, Role};
use watchfloor::domain::readiness::ActionStatus;
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
    let set = Operation::ActionSet(
        "safe-links".into(),
        ActionStatus::ToDo,
        ActionStatus::InProgress,
        String::new(),
    );
    assert_eq!(action.operation, set);
    assert_eq!((aside.operation.as_str(), aside.by.as_str()), ("UpdateReadinessPlan", "Ada"));
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
