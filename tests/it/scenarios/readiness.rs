//! Readiness: recommendations, the formula of protected assets, the gate and the phases behind it.
//!
//! service.md 1.5 ("all required tasks done and both asset targets met: monitoring phase starts"), 1.6 (phases) and section
//! 6 (protected assets).

use crate::world::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::imports::ImportSummary;
use watchfloor::domain::people::Role::{self, Administrator, Advisor, Analyst, Expert};
use watchfloor::domain::phase::Phase;
use watchfloor::domain::readiness::{ActionStatus as S, DeviceCounts, RECOMMENDATIONS, is_stale, share_of};
use watchfloor::domain::settings::{Permissions, ReadinessParameters};

#[track_caller]
fn check(world: &World, when: Step, then: &str) -> World {
    let mut world = world.clone();
    assert_eq!(told(&world.ask(when)), then);
    world
}

fn ready() -> World {
    World::ready(Permissions::default())
}

fn set(role: Role, key: &str, status: S, reason: &str) -> Step {
    (role, set_action(key, status, reason))
}

fn parameters(change: impl Fn(&mut ReadinessParameters)) -> Command {
    let mut parameters = ReadinessParameters { licensed_devices: Some(100), ..Default::default() };
    change(&mut parameters);
    Command::SetReadinessParameters { parameters }
}

#[test]
fn administrator_and_advisor_say_how_far_it_is() {
    let world = World::new();
    let key = "network-protection";
    for role in [Administrator, Advisor] {
        for status in [S::InProgress, S::Completed] {
            check(&world, set(role, key, status, ""), &format!("{key} {status:?}"));
        }
    }
    for role in [Analyst, Expert] {
        check(&world, set(role, key, S::Completed, ""), "no: needs the role administrator or advisor");
    }
    check(&world, set(Administrator, key, S::ToDo, ""), "no: nothing would change");
    let begun =
        check(&world, set(Administrator, key, S::InProgress, " soon "), "network-protection InProgress");
    assert_eq!(begun.state.actions[key].reason, "soon");
    check(&begun, set(Administrator, key, S::InProgress, "soon"), "no: nothing would change");
    check(&begun, set(Administrator, key, S::ToDo, ""), "network-protection ToDo");
    check(
        &world,
        set(Administrator, "no-such-thing", S::Completed, ""),
        "no: there is no such recommendation",
    );
    let long = "x".repeat(30_001);
    check(
        &world,
        set(Administrator, key, S::Completed, &long),
        "no: the text is longer than 30000 characters",
    );
    let owner = Command::SetReadinessAction {
        key: key.into(),
        status: S::InProgress,
        reason: String::new(),
        owner: "x".repeat(201),
        due: None,
        evidence: String::new(),
        expires: None,
    };
    check(&world, (Administrator, owner), "no: owner is longer than 200 characters");
}

#[test]
fn a_risk_is_the_customers_to_accept_with_a_reason() {
    let world = World::new();
    let key = "encrypt-devices";
    check(&world, set(Administrator, key, S::RiskAccepted, " "), "no: a reason is needed");
    check(&world, set(Advisor, key, S::RiskAccepted, "old hardware"), "no: needs the role administrator");
    check(&world, set(Administrator, key, S::RiskAccepted, "old hardware"), "encrypt-devices RiskAccepted");
    check(&world, set(Advisor, key, S::ResolvedAnotherWay, ""), "no: a reason is needed");
    check(
        &world,
        set(Advisor, key, S::ResolvedAnotherWay, "other product"),
        "encrypt-devices ResolvedAnotherWay",
    );
}

#[test]
fn what_the_settings_answer_is_not_set_by_hand() {
    for entry in RECOMMENDATIONS.iter().filter(|entry| entry.derived) {
        check(
            &World::new(),
            set(Administrator, entry.key, S::Completed, ""),
            "no: the settings answer this recommendation",
        );
    }
    let world = World::new();
    let statuses = |world: &World| {
        let derived = RECOMMENDATIONS.iter().filter(|entry| entry.derived);
        derived.map(|entry| world.state.action_status(entry, world.now)).collect::<Vec<_>>()
    };
    assert_eq!(statuses(&world), [S::ToDo; 4]);
    let mut world = ready();
    assert_eq!(statuses(&world), [S::Completed; 4]);
    world.change(|settings| {
        settings.permissions.investigate = false;
        settings.contacts[0].for_reviews = false;
    });
    assert_eq!(statuses(&world), [S::Completed, S::ToDo, S::Completed, S::ToDo]);
}

#[test]
fn the_formula_of_protected_assets() {
    for (all, percent, needed) in
        [(100, 98, 98), (101, 98, 99), (1, 1, 1), (0, 98, 0), (3, 100, 3), (u32::MAX, 100, u32::MAX)]
    {
        assert_eq!(share_of(all, percent), needed, "{percent} % of {all}");
    }
}

/// "Latest state can lag up to 24 hours" (service.md 1.5): until then it is as good as new, from then on it is stale. What
/// an export says is as old as its newest report, however late it is imported; and no younger than its import.
#[test]
fn what_was_last_known_is_stale_after_a_day() {
    let known = at("2026-05-01T08:00:00Z");
    for (now, then) in [
        ("2026-05-01T08:00:00Z", false),
        ("2026-05-02T07:59:59Z", false),
        ("2026-05-02T08:00:00Z", false),
        ("2026-05-02T08:00:01Z", true),
        ("2026-06-01T08:00:00Z", true),
        // A clock that was put back makes nothing old.
        ("2026-04-01T08:00:00Z", false),
    ] {
        assert_eq!(is_stale(known, at(now)), then, "{now}");
    }
    let imported = |seen: Option<&str>| {
        let mut world = World::new();
        let import = ImportSummary { devices_seen: seen.map(at), ..machines_import("m", machines(9)) };
        world.must((Advisor, take(import)));
        let (_, known) = world.state.assets.devices.unwrap();
        (is_stale(known, world.now), known <= world.now)
    };
    assert_eq!(imported(None), (false, true));
    assert_eq!(imported(Some("2026-04-30T09:00:00Z")), (false, true));
    assert_eq!(imported(Some("2026-04-30T07:00:00Z")), (true, true), "an old export is no news");
    assert_eq!(imported(Some("2027-01-01T00:00:00Z")), (false, true), "nothing is known from the future");
}

#[test]
fn the_parameters_are_settings() {
    let world = ready();
    check(&world, (Advisor, parameters(|p| p.device_target_percent = 90)), "parameters");
    check(&world, (Advisor, parameters(|_| {})), "no: nothing would change");
    check(&world, (Analyst, parameters(|_| {})), "no: needs the role administrator or advisor");
    check(
        &world,
        (Advisor, parameters(|p| p.identity_target_percent = 0)),
        "no: readiness.identityTargetPercent is out of range",
    );
    check(
        &world,
        (Advisor, parameters(|p| p.licensed_devices = Some(0))),
        "no: readiness.licensedDevices is out of range",
    );
}

#[test]
fn the_gate_needs_all_three() {
    let start = (Advisor, start_monitoring());
    let open = ready();
    check(&open, start.clone(), "phase Monitoring");
    let closed = "no: 2 of 3 conditions of the gate are met";
    // One required action less.
    let world = check(&open, set(Administrator, "audit-log", S::ToDo, ""), "audit-log ToDo");
    check(&world, start.clone(), closed);
    // One that the settings answer.
    let mut world = open.clone();
    world.change(|settings| settings.permissions.investigate = false);
    check(&world, start.clone(), closed);
    // One device less, or no known target.
    let world = check(&open, (Advisor, take(machines_import("m2", machines(97)))), "import m2");
    check(&world, start.clone(), closed);
    let world = check(&open, (Advisor, parameters(|p| p.licensed_devices = None)), "parameters");
    check(&world, start.clone(), closed);
    // One sensor less.
    let world = check(&open, (Advisor, take(sensors_import("s2", 2, 1))), "import s2");
    check(&world, start.clone(), closed);
    // A lower target opens it again, an accepted risk as well.
    let world = check(&world, (Advisor, parameters(|p| p.identity_target_percent = 50)), "parameters");
    check(&world, start.clone(), "phase Monitoring");
    let world = check(
        &open,
        set(Administrator, "audit-log", S::RiskAccepted, "kept elsewhere"),
        "audit-log RiskAccepted",
    );
    check(&world, start.clone(), "phase Monitoring");
    // What is not required does not close it.
    let world = check(&open, set(Administrator, "safe-links", S::InProgress, ""), "safe-links InProgress");
    check(&world, start, "phase Monitoring");
}

#[test]
fn nothing_is_known_before_the_first_import() {
    let gate = World::new().state.gate(at(DAWN));
    assert_eq!(gate.devices.needed, None);
    assert_eq!(gate.identities.needed, None);
    assert_eq!(gate.met_count(), 0);
    assert!(!gate.is_open());
}

#[test]
fn sensors_on_no_domain_controller_say_nothing_of_identities() {
    let world = check(&ready(), (Advisor, take(sensors_import("s2", 0, 0))), "import s2");
    let gate = world.state.gate(world.now);
    assert_eq!((gate.identities.needed, gate.identities.holds(), gate.is_open()), (None, false, false));
}

#[test]
fn only_what_is_protected_counts() {
    let counts = DeviceCounts {
        records: 110,
        merged: 4,
        duplicates: 3,
        excluded: 1,
        not_onboarded: 2,
        silent: 1,
        antivirus_off: 1,
        protected: 98,
        out_of_scope: 0,
    };
    let world = check(&ready(), (Advisor, take(machines_import("m2", counts))), "import m2");
    assert_eq!(world.state.gate(world.now).devices.met, 98);
    assert_eq!(world.state.assets.devices, Some((counts, world.now)));
}

#[test]
fn phases_only_go_forward_and_are_the_advisors_to_start() {
    let full = start_full_response;
    for role in [Administrator, Analyst, Expert] {
        check(&ready(), (role, start_monitoring()), "no: needs the role advisor");
        check(&ready(), (role, full()), "no: needs the role advisor");
    }
    check(&World::new(), (Advisor, start_monitoring()), "no: not possible before onboarding has begun");
    check(&World::new(), (Advisor, full()), "no: not possible before onboarding has begun");
    check(&ready(), (Advisor, full()), "no: not possible during readiness");
    let monitoring = check(&ready(), (Advisor, start_monitoring()), "phase Monitoring");
    check(&monitoring, (Advisor, start_monitoring()), "no: not possible during monitoring");
    let long = Command::StartFullResponse { note: "x".repeat(30_001) };
    check(&monitoring, (Advisor, long), "no: the text is longer than 30000 characters");
    let world = check(&monitoring, (Advisor, full()), "phase FullResponse");
    check(&world, (Advisor, full()), "no: not possible in full response");
    let phases: Vec<Phase> = world.state.phases.iter().map(|change| change.phase).collect();
    assert_eq!(phases, Phase::ALL[1..]);
    assert_eq!(world.state.phases.last().unwrap().by, "Sam");
}

/// A regression after the gate shows; the service goes on.
#[test]
fn a_regression_does_not_stop_the_service() {
    let mut world = World::guiding();
    world.must((Advisor, take(machines_import("m2", machines(10)))));
    assert!(!world.state.gate(world.now).is_open());
    assert_eq!(world.state.phase(), Phase::FullResponse);
    check(
        &world,
        expert(watchfloor::domain::command::IncidentCommand::TakeByExperts),
        "assigned nobody -> experts",
    );
}
