//! What is done about readiness: the task of a regression, planned work, and the comparison of any two runs.
//!
//! service.md 1.5 (readiness; "Planned" among the states of an action), section 4 (forecast, what-if) and section 6
//! ("a regression shows a banner and a task; the service goes on").

use crate::world::*;
use proptest::prelude::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::estate::machine::{Machine, Standing};
use watchfloor::domain::estate::{Estate, EstateRecord, Run};
use watchfloor::domain::people::Role::{Administrator, Advisor, Analyst};
use watchfloor::domain::plan::{PlannedWork, planned_gate};
use watchfloor::domain::readiness::{ActionStatus, RESTORE};
use watchfloor::domain::register::{Basis, RankReason, register};
use watchfloor::domain::settings::Permissions;
use watchfloor::domain::steering::SteeringCommand;
use watchfloor::domain::time::{DAY_MS, Timestamp};

/// In a world, a step is answered so; the world after it.
#[track_caller]
fn check(world: &World, when: Step, then: &str) -> World {
    let mut after = world.clone();
    assert_eq!(told(&after.ask(when)), then);
    after
}

fn restore(status: ActionStatus) -> Command {
    set_action(RESTORE.key, status, "")
}

/// Full response, then an import with fewer protected devices than the target.
fn regressed() -> World {
    let mut world = World::guiding();
    world.must((Advisor, take(machines_import("m2", machines(10)))));
    world
}

fn row(world: &World, key: &str) -> Option<(ActionStatus, Basis, usize)> {
    let all = register(&world.state, world.now, &|_| 0);
    all.iter().find(|it| it.key == key).map(|it| (it.status, it.basis, it.rank))
}

/// Section 6: "readiness after the gate: a regression shows a banner and a task; the service goes on". The gate says when
/// the task is done.
#[test]
fn a_regression_is_a_task_until_it_is_over() {
    let world = World::guiding();
    assert_eq!(row(&world, RESTORE.key), None);
    check(
        &world,
        (Advisor, restore(ActionStatus::InProgress)),
        "no: the gate says when readiness is restored",
    );
    let world = regressed();
    assert_eq!(row(&world, RESTORE.key), Some((ActionStatus::ToDo, Basis::Regressed, 1)));
    let all = register(&world.state, world.now, &|_| 0);
    assert_eq!(all[0].reason, RankReason::Regressed);
    check(
        &world,
        (Analyst, restore(ActionStatus::InProgress)),
        "no: needs the role administrator or advisor",
    );
    check(
        &world,
        (Advisor, restore(ActionStatus::Completed)),
        "no: the gate says when readiness is restored",
    );
    let aside = SteeringCommand::SetAside { key: RESTORE.key.into(), reason: Some("No".into()) };
    check(&world, (Advisor, Command::Steer { act: aside }), "no: the gate says when readiness is restored");
    let mut world = world.given(&[(Administrator, restore(ActionStatus::InProgress))]);
    assert_eq!(row(&world, RESTORE.key).unwrap().0, ActionStatus::InProgress);
    world.must((Advisor, take(machines_import("m3", machines(98)))));
    assert_eq!(row(&world, RESTORE.key), None);
}

/// Before monitoring a closed gate is no regression.
#[test]
fn nothing_regresses_before_monitoring() {
    let mut world = World::ready(Permissions::default());
    world.must((Advisor, take(machines_import("m2", machines(10)))));
    assert!(!world.state.has_regressed(world.now));
    assert_eq!(row(&world, RESTORE.key), None);
}

fn device_standing(id: &str, standing: Standing) -> EstateRecord {
    EstateRecord::Machine(Box::new(Machine {
        id: id.into(),
        name: id.into(),
        group: Some("Depots".into()),
        standing,
        ..Machine::default()
    }))
}

fn onboard() -> PlannedWork {
    PlannedWork::Devices { standing: Standing::NotOnboarded, group: Some("Depots".into()) }
}

fn plan(work: PlannedWork, due: Timestamp) -> Command {
    Command::Steer { act: SteeringCommand::PlanWork { work, owner: " Jo ".into(), due, note: String::new() } }
}

/// Two of 98 devices are missing, both not onboarded.
fn short_of_two() -> World {
    let mut world = World::ready(Permissions::default());
    world.must((Advisor, take(machines_import("m2", machines(96)))));
    let run = Run { seq: world.state.seq, at: world.now };
    world.state.absorb(run, device_standing("a", Standing::NotOnboarded));
    world.state.absorb(run, device_standing("b", Standing::NotOnboarded));
    world
}

#[test]
fn what_is_missing_can_be_planned() {
    let world = short_of_two();
    let due = world.now.plus_millis(5 * DAY_MS);
    assert_eq!(planned_gate(&world.state, world.now), None);
    check(&world, (Analyst, plan(onboard(), due)), "no: needs the role administrator or advisor");
    check(&world, (Advisor, plan(onboard(), world.now)), "no: due is in the past");
    check(&world, (Advisor, plan(PlannedWork::Controllers, due)), "no: nothing would change");
    let mut world =
        check(&world, (Administrator, plan(onboard(), due)), "plan plan:notOnboarded:Depots 2 Jo");
    let (gate, by) = planned_gate(&world.state, world.now).unwrap();
    assert!(gate.is_open() && by == due);
    let key = onboard().key();
    assert_eq!(row(&world, &key), Some((ActionStatus::InProgress, Basis::Planned(2), 1)));
    check(&world, (Advisor, plan(onboard(), due)), "no: nothing would change");
    // The imports say when it is done.
    let run = Run { seq: world.state.seq + 9, at: world.now };
    world.state.absorb(run, device_standing("a", Standing::Protected));
    assert_eq!(row(&world, &key).map(|it| (it.0, it.1)), Some((ActionStatus::Completed, Basis::Planned(0))));
    assert_eq!(planned_gate(&world.state, world.now), None);
    let drop =
        || Command::Steer { act: SteeringCommand::DropPlan { key: onboard().key(), why: String::new() } };
    let world = check(&world, (Advisor, drop()), "plan plan:notOnboarded:Depots dropped");
    assert_eq!(row(&world, &key), None);
    check(&world, (Advisor, drop()), "no: nothing would change");
}

proptest! {
    /// The changes of many runs add up to the change from the first to the last, and of any part to its own.
    #[test]
    fn runs_add_up(runs in proptest::collection::vec(proptest::collection::btree_map(0..6_u8, 0..7_usize, 1..6), 2..6), from in 0..6_usize, to in 0..6_usize) {
        let standings = [
            Standing::Merged, Standing::Duplicate, Standing::Excluded, Standing::NotOnboarded,
            Standing::Silent, Standing::AntivirusOff, Standing::Protected,
        ];
        let (from, to) = (from % runs.len(), to % runs.len());
        let (from, to) = (from.min(to), from.max(to));
        let read = |chosen: &[usize]| {
            let mut estate = Estate::default();
            for at in chosen {
                let run = Run { seq: *at as u64 + 1, at: at_dawn() };
                for (id, standing) in &runs[*at] {
                    estate.absorb(run, device_standing(&id.to_string(), standings[*standing]));
                }
            }
            estate
        };
        let all = read(&(0..runs.len()).collect::<Vec<_>>());
        let two = read(&[from, to]);
        let expected = two.differences().remove(&(to as u64 + 1)).filter(|_| from < to).unwrap_or_default();
        prop_assert_eq!(all.compare(from as u64 + 1, to as u64 + 1), expected);
    }
}

fn at_dawn() -> Timestamp {
    at(DAWN)
}
