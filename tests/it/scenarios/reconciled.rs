//! What imports tell of actions: machine actions settle them, tasks bring them, and both are taken back with the import.

use crate::world::*;
use watchfloor::domain::brief::Brief;
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::decide::{import_effect, told_on};
use watchfloor::domain::ids::{ActionId, ImportId, IncidentId};
use watchfloor::domain::imports::{ImportKind, ImportSummary};
use watchfloor::domain::machine_action::{MachineAction, Progress};
use watchfloor::domain::people::{Party, Role};
use watchfloor::domain::response::{ActionKind, ActionPlan, ActionState};
use watchfloor::domain::task::{ImportedTask, TaskProgress};
use watchfloor::domain::vocabulary::Status;

pub(super) fn machine_action(id: &str, kind: &str, status: &str, minute: u32) -> MachineAction {
    MachineAction {
        id: id.into(),
        kind: kind.into(),
        status: status.into(),
        device: "ws-1".into(),
        device_name: "ws-1".into(),
        requestor: "Rex".into(),
        comment: "as asked".into(),
        created: at(&format!("2026-05-01T09:{minute:02}:00Z")),
        updated: at(&format!("2026-05-01T10:{minute:02}:00Z")),
        scope: None,
        file: None,
        trouble: None,
    }
}

fn import_of(id: &str, actions: &[MachineAction]) -> ImportSummary {
    let id = ImportId::new(id).unwrap();
    ImportSummary { machine_actions: actions.to_vec(), ..ImportSummary::new(id, ImportKind::MachineActions) }
}

pub(super) fn telling(id: &str, actions: &[MachineAction]) -> Step {
    (Role::Analyst, take(import_of(id, actions)))
}

fn undo(id: &str) -> Step {
    (Role::Analyst, Command::UndoImport { import: ImportId::new(id).unwrap() })
}

/// Guiding only, so that isolating `ws-1` is the customer's: `x`, published.
fn isolating(more: &[Step]) -> World {
    let worked = [expert(Act::TakeByExperts), expert(Act::start())];
    let base = [expert(summary("malware")), expert(one_press("x")), expert(publish())];
    World::guiding().given(&[&worked[..], &base[..], more].concat())
}

#[track_caller]
fn check(given: &[Step], when: Step, then: &str) -> World {
    let mut world = isolating(given);
    assert_eq!(told(&world.ask(when)), then);
    world
}

const RESOLVED: &str = "status awaitingAction -> resolved; resolved";

#[test]
fn a_machine_action_settles_the_action_that_it_carries_out() {
    let done = machine_action("m1", "Isolate", "Succeeded", 1);
    check(&[], telling("i", &[done]), &format!("import i; told x completed; {RESOLVED}"));
    let failed = machine_action("m1", "isolate", "TimeOut", 1);
    check(&[], telling("i", &[failed]), "import i; told x failed");
    let waits = machine_action("m1", "Isolate", "Pending", 1);
    check(&[], telling("i", &[waits]), "import i; told x in progress");
}

#[test]
fn only_the_same_device_kind_and_time_count() {
    let other_kind = machine_action("m1", "Unisolate", "Succeeded", 1);
    check(&[], telling("i", &[other_kind]), "import i");
    let other_device =
        MachineAction { device: "ws-2".into(), ..machine_action("m1", "Isolate", "Succeeded", 1) };
    check(&[], telling("i", &[other_device]), "import i");
    let before = MachineAction {
        created: at("2026-04-01T00:00:00Z"),
        ..machine_action("m1", "Isolate", "Succeeded", 1)
    };
    check(&[], telling("i", &[before]), "import i");
    let unknown = machine_action("m1", "Isolate", "Paused", 1);
    check(&[], telling("i", &[unknown]), "import i");
}

#[test]
fn the_last_one_asked_for_tells_it() {
    let first = machine_action("m1", "Isolate", "Failed", 1);
    let second = machine_action("m2", "Isolate", "Pending", 5);
    check(&[], telling("i", &[second, first]), "import i; told x in progress");
}

#[test]
fn what_is_settled_stays_and_nothing_is_told_twice() {
    let done = [machine_action("m1", "Isolate", "Succeeded", 1)];
    check(&[analyst(skip("x"))], telling("i", &done), "import i");
    check(&[telling("i", &done)], telling("j", &done), "no: nothing would change");
    let waits = machine_action("m1", "Isolate", "Pending", 1);
    let later = MachineAction {
        updated: at("2026-05-01T12:00:00Z"),
        ..machine_action("m1", "Isolate", "Succeeded", 1)
    };
    check(
        &[telling("i", &[waits])],
        telling("j", &[later]),
        &format!("import j; told x completed; {RESOLVED}"),
    );
}

/// Guiding only, so that isolating three devices in one action is the customer's: `x`, published.
fn isolating_three(more: &[Step]) -> World {
    let mut plan = plan("x", ActionKind::IsolateDevice);
    plan.target = Some(device("ws-1"));
    plan.more_targets = vec![device("ws-2"), device("ws-3")];
    let worked = [expert(Act::TakeByExperts), expert(Act::start())];
    let base =
        [expert(summary("malware")), expert(Act::PlanAction { plan: Box::new(plan) }), expert(publish())];
    World::guiding().given(&[&worked[..], &base[..], more].concat())
}

fn on(device: &str, status: &str, minute: u32) -> MachineAction {
    let id = format!("m-{device}-{minute}");
    MachineAction {
        device: device.into(),
        device_name: device.into(),
        ..machine_action(&id, "Isolate", status, minute)
    }
}

#[test]
fn an_action_on_several_devices_advances_with_each() {
    let mut world = isolating_three(&[]);
    let first = [on("ws-1", "Succeeded", 1), on("ws-2", "Pending", 2), on("ws-9", "Succeeded", 2)];
    assert_eq!(told(&world.ask(telling("i", &first))), "import i; x on ws-1");
    let state = world.one().response().unwrap().action(&ActionId::new("x").unwrap()).unwrap().state.clone();
    let done = ActionState::Partly { by: "Rex".into(), at: at("2026-05-01T10:01:00Z"), done: 1, of: 3 };
    assert_eq!(state, done, "the source's time and person");
    let action = world.one().response().unwrap().action(&ActionId::new("x").unwrap()).unwrap().clone();
    let runs = told_on(&world.state, &action, &device("ws-2")).and_then(MachineAction::progress);
    assert_eq!((runs, told_on(&world.state, &action, &device("ws-3"))), (Some(Progress::Open), None));
    let second = [on("ws-2", "Failed", 3)];
    assert_eq!(told(&world.ask(telling("j", &second))), "import j; told x failed");
    let third = [on("ws-3", "Succeeded", 5), on("ws-2", "Succeeded", 4)];
    let all = format!("import k; x on ws-2; x on ws-3; told x completed; {RESOLVED}");
    let mut later = world.clone();
    assert_eq!(told(&later.ask(telling("k", &third))), all);
    // Taken back, it stands as it was told before.
    later.must(undo("k"));
    assert_eq!(later.state.work, world.state.work);
}

#[test]
fn what_an_import_would_change_is_known_before_it_is_taken() {
    let world = isolating_three(&[]);
    let actions = [on("ws-1", "Succeeded", 1), on("ws-2", "Pending", 2), on("ws-9", "Succeeded", 2)];
    let effect = |world: &World, actions: &[MachineAction]| {
        import_effect(&world.state, &import_of("i", actions), &actor(Role::Analyst), world.now)
    };
    let told = effect(&world, &actions);
    let changed: Vec<_> = told.changed.iter().map(|(id, it)| (id.as_str(), it.progress())).collect();
    assert_eq!((changed, told.resolved.len(), told.unmatched), (vec![("1", Some((1, 3)))], 0, 1));
    // What is asked beforehand is what happens.
    let mut taken = world.clone();
    taken.must(telling("i", &actions));
    assert_eq!(
        taken.one().response().unwrap().action(&ActionId::new("x").unwrap()),
        Some(&told.changed[0].1)
    );
    // Known just so it changes nothing, and is none of those that fit nothing.
    let again = effect(&taken, &actions);
    assert_eq!((again.changed.len(), again.unmatched), (0, 0));
    let rest = [on("ws-2", "Succeeded", 5), on("ws-3", "Succeeded", 6)];
    let told = effect(&taken, &rest);
    assert_eq!((told.changed.len(), told.resolved.len(), told.unmatched), (1, 1, 0));
}

#[test]
fn what_failed_on_one_device_names_it_and_what_runs_is_in_progress() {
    let waits = [on("ws-1", "Pending", 1), on("ws-2", "InProgress", 2)];
    let mut world = isolating_three(&[]);
    assert_eq!(told(&world.ask(telling("i", &waits))), "import i; told x in progress");
    let failed = [on("ws-1", "TimeOut", 3), on("ws-2", "Succeeded", 4)];
    assert_eq!(told(&world.ask(telling("j", &failed))), "import j; x on ws-2; told x failed");
    let action = world.one().response().unwrap().action(&ActionId::new("x").unwrap()).unwrap().clone();
    assert!(matches!(&action.state, ActionState::Failed { reason, .. } if reason == "ws-1: TimeOut"));
    assert_eq!(action.left().count(), 2);
}

#[test]
fn an_import_is_taken_back_with_all_that_it_did() {
    let done = [machine_action("m1", "Isolate", "Succeeded", 1)];
    let before = isolating(&[]);
    let mut world = isolating(&[telling("i", &done)]);
    assert_eq!(world.one().status(), Status::Resolved);
    assert_eq!(told(&world.ask(undo("i"))), "import i undone");
    assert!(world.state.catalogue.is_empty() && world.state.machine_actions.is_empty());
    absorb(&mut world.state, 0, &[Brief::of(&incident("1"))]);
    assert_eq!(world.state.work, before.state.work);
    assert_eq!(told(&world.ask(undo("i"))), "no: nothing would change");
    assert_eq!(told(&world.ask(undo("z"))), "no: nothing would change");
    // The same file may be taken again, under another id.
    assert!(told(&world.ask(telling("j", &done))).starts_with("import j; told x completed"));
}

#[test]
fn what_people_did_since_is_not_taken_back() {
    let failed = [machine_action("m1", "Isolate", "Failed", 1)];
    let mut world = isolating(&[telling("i", &failed), analyst(complete("x"))]);
    let kept = world.state.work.clone();
    world.must(undo("i"));
    assert_eq!(world.state.work, kept);
}

#[test]
fn counts_of_the_import_before_hold_again() {
    let mut world = World::new();
    world.must((Role::Analyst, take(machines_import("a", machines(3)))));
    world.must((Role::Analyst, take(machines_import("b", machines(9)))));
    world.must(undo("b"));
    assert_eq!(world.state.assets.devices.map(|(counts, _)| counts.protected), Some(3));
    world.must(undo("a"));
    assert_eq!(world.state.assets.devices, None);
}

fn task(progress: TaskProgress, modified: &str) -> ImportedTask {
    ImportedTask {
        id: ActionId::new("t1").unwrap(),
        incident: IncidentId::new("1").unwrap(),
        title: "Isolate ws-1".into(),
        instructions: String::new(),
        kind: ActionKind::IsolateDevice,
        party: Party::Customer,
        progress,
        target: Some("WS-1".into()),
        created_by: "Defender Experts".into(),
        created: at("2026-05-01T08:00:00Z"),
        modified_by: "Rex".into(),
        modified: at(modified),
    }
}

fn bringing(id: &str, task: ImportedTask) -> Step {
    let id = ImportId::new(id).unwrap();
    (
        Role::Analyst,
        take(ImportSummary { tasks: vec![task], ..ImportSummary::new(id, ImportKind::IncidentTasks) }),
    )
}

#[test]
fn a_task_becomes_an_action_and_a_newer_word_changes_it() {
    let mut world = World::serving();
    let open = bringing("i", task(TaskProgress::Open, "2026-05-01T08:00:00Z"));
    assert_eq!(told(&world.ask(open.clone())), "import i; task t1: customer");
    let response = world.one().response().unwrap();
    let target = response.actions[0].plan.target.as_ref().unwrap();
    assert_eq!(
        (target.name.as_str(), target.group.as_deref()),
        ("ws-1", Some("Clients")),
        "as imports know it"
    );
    assert!(response.published.is_some() && response.actions[0].published);
    let same = bringing("j", task(TaskProgress::Open, "2026-05-01T08:00:00Z"));
    assert_eq!(told(&world.ask(same)), "no: nothing would change");
    let done = bringing("k", task(TaskProgress::Completed, "2026-05-02T08:00:00Z"));
    assert_eq!(told(&world.ask(done)), "import k; task t1: customer completed");
    world.must(undo("k"));
    world.must(undo("i"));
    assert!(world.state.work.get("1").is_none_or(|work| work.response.actions.is_empty()));
}

#[test]
fn what_was_done_here_after_the_task_changed_holds() {
    let mut world = isolating(&[]);
    let plan = ActionPlan { ..plan("x", ActionKind::IsolateDevice) };
    world.must(analyst(skip("x")));
    let older = ImportedTask { id: plan.id, ..task(TaskProgress::Open, "2026-05-01T08:00:30Z") };
    assert_eq!(told(&world.ask(bringing("i", older))), "import i; task x: customer skipped");
}
