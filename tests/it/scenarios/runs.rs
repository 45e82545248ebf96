//! Over time: what one run changed against the run before, the forecast from the pace so far, the what-if, the targets
//! from licences, and how old what is known is (service.md 1.5, 2.5, 2.7).

use crate::world::*;
use proptest::prelude::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::estate::licence::Seats;
use watchfloor::domain::estate::machine::{HealthIssue, Machine, Sensor, Standing};
use watchfloor::domain::estate::score::{ControlScore, ScoreDay};
use watchfloor::domain::estate::{Estate, EstateRecord, Run, same_host};
use watchfloor::domain::forecast::{
    Forecast, Point, actions_forecast, device_points, gate_forecast, identity_points, missing, pace_per_day,
    reach, what_if,
};
use watchfloor::domain::imports::ImportSummary;
use watchfloor::domain::people::Role::{Administrator, Advisor};
use watchfloor::domain::readiness::{ActionStatus, Condition, Gate};
use watchfloor::domain::review;
use watchfloor::domain::settings::{Permissions, ReadinessParameters};
use watchfloor::domain::time::{DAY_MS, Timestamp};

fn machine(id: &str, standing: Standing) -> EstateRecord {
    let group = (standing == Standing::NotOnboarded).then(|| "Depots".to_owned());
    let machine =
        Machine { id: id.into(), name: format!("{id}.test"), standing, group, ..Machine::default() };
    EstateRecord::Machine(Box::new(machine))
}

fn sensor(controller: &str, healthy: bool) -> EstateRecord {
    EstateRecord::Sensor(Sensor {
        id: controller.into(),
        controllers: vec![controller.into()],
        healthy,
        why: if healthy { String::new() } else { "disconnected".into() },
        ..Sensor::default()
    })
}

fn run(seq: u64) -> Run {
    Run { seq, at: at(DAWN).plus_millis(i64::try_from(seq).unwrap() * DAY_MS) }
}

#[test]
fn a_run_is_compared_with_the_run_before() {
    use Standing::{Duplicate, NotOnboarded, Protected, Silent};
    let mut estate = Estate::default();
    for (id, standing) in [("a", Protected), ("b", Silent), ("c", Protected), ("d", Duplicate)] {
        estate.absorb(run(1), machine(id, standing));
    }
    assert!(estate.differences()[&1].is_empty(), "the first run has nothing to be compared with");
    for (id, standing) in [("a", Silent), ("b", Protected), ("d", Protected), ("e", NotOnboarded)] {
        estate.absorb(run(2), machine(id, standing));
    }
    let second = estate.differences()[&2].clone();
    assert_eq!(second.devices_new, ["d.test", "e.test"]);
    assert_eq!(second.devices_gone, ["c.test"]);
    assert_eq!(
        (second.devices_gained, second.devices_lost),
        (vec!["b.test".to_owned()], vec!["a.test".to_owned()])
    );
    // A run of sensors leaves the devices alone; a third run of devices keeps what the second changed.
    estate.absorb(run(3), sensor("dc1", true));
    estate.absorb(run(3), sensor("dc2", false));
    estate.absorb(run(4), sensor("dc1", false));
    estate.absorb(run(4), sensor("dc3", true));
    estate.absorb(run(5), machine("a", Silent));
    let all = estate.differences();
    assert_eq!(all[&2].devices_new, ["d.test", "e.test"]);
    assert_eq!(
        (&all[&4].controllers_lost[..], &all[&4].controllers_new[..]),
        (&["dc1".to_owned()][..], &["dc3".to_owned()][..])
    );
    assert!(all[&4].regresses() && !all[&5].regresses());
    assert_eq!(all[&5].devices_gone.len(), 3);
}

#[test]
fn the_newest_day_of_secure_score_holds() {
    let score = |number: u32, points: f64| {
        let controls = vec![ControlScore { name: "c".into(), score: points, ..Default::default() }];
        let at = at(&format!("2026-06-{number:02}T00:00:00Z"));
        EstateRecord::ScoreDay(Box::new(ScoreDay {
            at,
            current: points,
            max: 10.0,
            controls,
            ..Default::default()
        }))
    };
    let mut estate = Estate::default();
    estate.absorb(run(1), score(5, 3.0));
    estate.absorb(run(2), score(9, 2.0));
    // An older export that comes later adds to the trend and changes nothing else.
    estate.absorb(run(3), score(7, 9.0));
    assert_eq!(estate.score().unwrap().current, 2.0);
    assert_eq!(estate.days().map(|(_, points, _)| points).collect::<Vec<_>>(), [3.0, 9.0, 2.0]);
    let down = &estate.differences()[&2].controls_down;
    assert_eq!((down.len(), down[0].from, down[0].to), (1, 3.0, 2.0));
}

#[test]
fn controllers_say_what_they_miss() {
    let mut estate = Estate::default();
    for record in [sensor("dc1.test", true), sensor("dc2.test", false), sensor("dc1.test", false)] {
        estate.absorb(run(1), record);
    }
    let issue = |id: &str, is_open| {
        EstateRecord::HealthIssue(HealthIssue {
            id: id.into(),
            title: format!("Issue {id}"),
            is_open,
            servers: vec!["dc2".into()],
            ..HealthIssue::default()
        })
    };
    estate.absorb(run(2), issue("1", true));
    estate.absorb(run(2), issue("2", false));
    let controllers = estate.controllers();
    let told: Vec<_> = controllers.iter().map(|it| (it.name.as_str(), it.healthy, it.why.as_str())).collect();
    assert_eq!(told, [("dc1.test", true, ""), ("dc2.test", false, "disconnected")]);
    assert_eq!(controllers[1].issues, ["Issue 1"]);
    for (one, other, same) in [("dc2", "DC2.test", true), ("dc2.a", "dc2.b", false), ("dc2.a", "DC2.A", true)]
    {
        assert_eq!(same_host(one, other), same, "{one} {other}");
    }
}

#[test]
fn newcomers_ask_for_a_review() {
    let mut world = World::ready(Permissions::default());
    let import = |world: &mut World, id: &str, names: &[&str]| {
        let mut summary = machines_import(id, machines(98));
        summary.devices_seen = None;
        world.must((Advisor, take(summary)));
        let run = *world.state.runs.last().unwrap();
        names.iter().for_each(|name| world.state.absorb(run, machine(name, Standing::Protected)));
    };
    import(&mut world, "r1", &["a"]);
    import(&mut world, "r2", &["a", "b"]);
    assert!(review::newcomers(&world.state).is_empty(), "before monitoring nothing asks");
    world.must((Advisor, start_monitoring()));
    import(&mut world, "r3", &["a", "b"]);
    assert!(!review::is_due(&world.state, world.now), "nothing new");
    import(&mut world, "r4", &["a", "b", "c", "d"]);
    let asks = review::newcomers(&world.state);
    assert_eq!((asks.len(), asks[0].devices, asks[0].controllers), (1, 2, 0));
    assert!(review::is_due(&world.state, world.now));
    let hold = watchfloor::domain::steering::SteeringCommand::HoldReview { note: "seen".into() };
    world.must((Advisor, Command::Steer { act: hold }));
    assert!(!review::is_due(&world.state, world.now));
}

fn points(met: &[(i64, u32)]) -> Vec<Point> {
    met.iter().map(|(day, met)| Point { at: at(DAWN).plus_millis(day * DAY_MS), met: *met }).collect()
}

#[test]
fn the_forecast_follows_the_pace() {
    let about = |day: i64| Forecast::About(at(DAWN).plus_millis(day * DAY_MS));
    for (met, needed, then) in [
        (&[(0, 10), (10, 30)][..], Some(50), about(20)),
        (&[(0, 10), (10, 30)], Some(51), about(21)),
        (&[(0, 10), (10, 30)], Some(30), Forecast::Met),
        (&[(0, 10), (10, 30)], None, Forecast::Unknown),
        (&[], Some(10), Forecast::Unknown),
        (&[(0, 10)], Some(20), Forecast::NoPace),
        (&[(0, 10), (10, 10)], Some(20), Forecast::Never),
        (&[(0, 15), (10, 10)], Some(20), Forecast::Never),
        // What is more than thirty days before the last run says nothing.
        (&[(0, 0), (100, 10), (110, 20)], Some(30), about(120)),
    ] {
        let last = met.last().map_or(at(DAWN), |(day, _)| at(DAWN).plus_millis(day * DAY_MS));
        assert_eq!(reach(&points(met), needed, last), then, "{met:?} {needed:?}");
    }
    // Forty days later what is missing still takes its ten days, from then on.
    let later = at(DAWN).plus_millis(50 * DAY_MS);
    assert_eq!(reach(&points(&[(0, 10), (10, 30)]), Some(50), later), about(60));
    assert_eq!(pace_per_day(&points(&[(0, 10), (10, 30)])), Some(2.0));
}

#[test]
fn the_gate_opens_when_the_last_condition_is_met() {
    let world = World::ready(Permissions::default());
    assert_eq!(gate_forecast(&world.state, world.now), Forecast::Met);
    let set = |due: Option<Timestamp>| Command::SetReadinessAction {
        key: "audit-log".into(),
        status: ActionStatus::InProgress,
        reason: String::new(),
        owner: String::new(),
        due,
        evidence: String::new(),
        expires: None,
    };
    let open = world.clone().given(&[(Administrator, set(None))]);
    assert_eq!(actions_forecast(&open.state, open.now), Forecast::NoDueDate);
    assert_eq!(gate_forecast(&open.state, open.now), Forecast::NoDueDate);
    let due = world.now.plus_millis(9 * DAY_MS);
    let planned = world.given(&[(Administrator, set(Some(due)))]);
    assert_eq!(gate_forecast(&planned.state, planned.now), Forecast::About(due));
    assert_eq!(gate_forecast(&planned.state, due), Forecast::NoDueDate, "a date that has passed is none");
}

#[test]
fn what_if_counts_on_top() {
    let condition = |met, needed| Condition { met, needed: Some(needed) };
    let gate = Gate { actions: condition(7, 8), devices: condition(80, 98), identities: condition(2, 2) };
    for (devices, identities, actions, open) in [(18, 0, 1, true), (17, 0, 1, false), (18, 0, 0, false)] {
        assert_eq!(what_if(gate, devices, identities, actions).is_open(), open);
    }
    let mut world = World::new();
    for (id, standing) in [
        ("a", Standing::NotOnboarded),
        ("b", Standing::NotOnboarded),
        ("c", Standing::AntivirusOff),
        ("d", Standing::Protected),
        ("e", Standing::Merged),
    ] {
        world.state.absorb(run(1), machine(id, standing));
    }
    let groups: Vec<_> =
        missing(&world.state).into_iter().map(|it| (it.standing, it.group, it.devices)).collect();
    assert_eq!(
        groups,
        [(Standing::NotOnboarded, Some("Depots".to_owned()), 2), (Standing::AntivirusOff, None, 1)]
    );
}

/// The target derives from licences: entered seats before imported ones (service.md 1.5).
#[test]
fn targets_follow_from_licences() {
    let needed = |world: &World| world.state.gate(world.now).devices.needed;
    let seats = |endpoint| {
        let seats = Some(Seats { endpoint, ..Seats::default() });
        take(ImportSummary { devices: None, seats, ..machines_import(&format!("l{endpoint}"), machines(0)) })
    };
    let world = World::new();
    assert_eq!(needed(&world), None);
    let licensed = world.given(&[(Advisor, seats(200))]);
    assert_eq!(needed(&licensed), Some(196));
    assert_eq!(needed(&licensed.clone().given(&[(Advisor, seats(0))])), None);
    let parameters = ReadinessParameters { licensed_devices: Some(100), ..Default::default() };
    let entered = licensed.given(&[(Advisor, Command::SetReadinessParameters { parameters })]);
    assert_eq!(needed(&entered), Some(98));
}

#[test]
fn controllers_without_a_sensor_can_be_entered() {
    let open = World::ready(Permissions::default());
    let identities = |world: &World| world.state.gate(world.now).identities;
    assert_eq!(identities(&open), Condition { met: 2, needed: Some(2) });
    for (controllers, needed) in [(Some(5), 5), (Some(1), 2)] {
        let parameters =
            ReadinessParameters { controllers, licensed_devices: Some(100), ..Default::default() };
        let world = open.clone().given(&[(Advisor, Command::SetReadinessParameters { parameters })]);
        assert_eq!(identities(&world).needed, Some(needed));
    }
}

#[test]
fn an_old_export_is_not_news() {
    let mut world = World::new();
    let known = |world: &World| world.state.assets.devices.unwrap().1;
    let seen = |id: &str, seen: Option<Timestamp>| {
        take(ImportSummary { devices_seen: seen, ..machines_import(id, machines(5)) })
    };
    world.must((Advisor, seen("new", Some(at("2030-01-01T00:00:00Z")))));
    assert_eq!(known(&world), world.now, "never later than the import");
    let old = at("2026-04-01T00:00:00Z");
    world.must((Advisor, seen("old", Some(old))));
    assert_eq!(known(&world), old);
    world.must((Advisor, seen("unsaid", None)));
    assert_eq!(known(&world), world.now);
}

proptest! {
    /// Every device of two runs is in exactly one place of the difference, or in none because nothing changed.
    #[test]
    fn a_difference_is_complete(before in proptest::collection::btree_map(0..9_u8, 0..7_usize, 0..9), now in proptest::collection::btree_map(0..9_u8, 0..7_usize, 1..9)) {
        let standings = [
            Standing::Merged, Standing::Duplicate, Standing::Excluded, Standing::NotOnboarded,
            Standing::Silent, Standing::AntivirusOff, Standing::Protected,
        ];
        let mut estate = Estate::default();
        for (number, devices) in [(1, &before), (2, &now)] {
            for (id, standing) in devices {
                estate.absorb(run(number), machine(&id.to_string(), standings[*standing]));
            }
        }
        let protected = |devices: &std::collections::BTreeMap<u8, usize>| devices.values().filter(|it| **it == 6).count() as i64;
        let counted = |devices: &std::collections::BTreeMap<u8, usize>| devices.values().filter(|it| **it > 2).count() as i64;
        let difference = estate.differences().remove(&2).unwrap_or_default();
        if before.is_empty() {
            prop_assert!(difference.is_empty());
        } else {
            let grown = difference.devices_new.len() as i64 - difference.devices_gone.len() as i64;
            prop_assert_eq!(counted(&before) + grown, counted(&now));
            let lost = difference.devices_lost.len() as i64;
            prop_assert!(lost <= protected(&before));
        }
    }

    /// More of anything never closes the gate.
    #[test]
    fn doing_more_never_closes_the_gate(met in any::<[u8; 3]>(), needed in any::<[u8; 3]>(), more in any::<[u8; 3]>()) {
        let condition = |at: usize| Condition { met: met[at].into(), needed: Some(needed[at].into()) };
        let gate = Gate { actions: condition(0), devices: condition(1), identities: condition(2) };
        let then = what_if(gate, more[1].into(), more[2].into(), more[0].into());
        prop_assert!(then.met_count() >= gate.met_count());
    }
}

/// An import that was taken back is no point of the way, in the page and in the report.
#[test]
fn what_was_taken_back_foresees_nothing() {
    let mut world = World::new();
    world.must((Advisor, take(machines_import("m1", machines(4)))));
    world.now = world.now.plus_millis(2 * DAY_MS);
    world.must((Advisor, take(machines_import("m2", machines(10)))));
    world.must((Advisor, take(sensors_import("s1", 2, 1))));
    let met = |points: Vec<Point>| points.into_iter().map(|point| point.met).collect::<Vec<_>>();
    assert_eq!(met(device_points(&world.state)), [4, 10]);
    for import in ["m2", "s1"] {
        let import = watchfloor::domain::ids::ImportId::new(import).unwrap();
        world.must((Administrator, Command::UndoImport { import }));
    }
    assert_eq!(met(device_points(&world.state)), [4]);
    assert!(met(identity_points(&world.state)).is_empty());
    assert_eq!(pace_per_day(&device_points(&world.state)), None);
}
