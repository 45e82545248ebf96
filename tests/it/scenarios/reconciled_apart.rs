//! Which of several response actions an imported machine action settles: by file, extent, moment and order.

use super::reconciled::{machine_action, telling};
use crate::world::*;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::machine_action::MachineAction;
use watchfloor::domain::response::{ActionKind as Kind, ActionPlan, Extent};

/// Aimed at `ws-1`, about something and so much of it.
fn aimed(id: &str, kind: Kind, object: Option<&str>, extent: Option<Extent>) -> Step {
    let object = object.map(str::to_owned);
    let plan = ActionPlan { target: Some(device("ws-1")), object, extent, ..plan(id, kind) };
    expert(Act::PlanAction { plan: Box::new(plan) })
}

/// Guiding only, so that these are the customer's: published, with a step that stays open.
fn asking(plans: &[Step]) -> World {
    let worked = [expert(Act::TakeByExperts), expert(Act::start()), expert(summary("malware"))];
    let rest = [expert(by_hand("last")), expert(publish())];
    World::guiding().given(&[&worked[..], plans, &rest[..]].concat())
}

#[track_caller]
fn check(plans: &[Step], actions: &[MachineAction], then: &str) {
    assert_eq!(told(&asking(plans).ask(telling("i", actions))), then);
}

fn stopped(id: &str, file: Option<&str>, minute: u32) -> MachineAction {
    let file = file.map(str::to_owned);
    MachineAction { file, ..machine_action(id, "StopAndQuarantineFile", "Succeeded", minute) }
}

#[test]
fn a_file_that_was_stopped_settles_what_asked_for_that_file_only() {
    let (a, b, c) = ("a".repeat(40), "b".repeat(40), "c".repeat(40));
    let stop = |id, object: &str| aimed(id, Kind::StopAndQuarantineFile, Some(object), None);
    let two = [stop("x", &a), stop("y", &b)];
    check(&two, &[stopped("m1", Some(&c), 10)], "import i");
    check(&two, &[stopped("m1", Some(&b.to_uppercase()), 10)], "import i; told y completed");
    check(&two, &[stopped("m1", Some(&"a".repeat(64)), 10)], "import i");
    // Where one side names no hash, the kind and the device are what is known: of one action, the oldest.
    check(&two, &[stopped("m1", None, 10)], "import i; told x completed");
    check(&[stop("x", "invoice.js")], &[stopped("m1", Some(&c), 10)], "import i; told x completed");
    let both = [stopped("m1", Some(&a), 10), stopped("m2", Some(&b), 11)];
    check(&two, &both, "import i; told x completed; told y completed");
}

#[test]
fn what_was_asked_for_before_an_action_was_planned_settles_it_not() {
    let isolated = machine_action("m1", "Isolate", "Succeeded", 1);
    let early = MachineAction { created: at("2026-05-01T07:59:00Z"), ..isolated.clone() };
    let isolate = [aimed("x", Kind::IsolateDevice, None, None)];
    check(&isolate, &[isolated], "import i; told x completed");
    // The incident is older than that, and the plan is not.
    assert!(incident("1").created_date_time < early.created);
    check(&isolate, &[early], "import i");
}

#[test]
fn extents_are_told_apart_where_both_sides_say_them() {
    let told_of = |kind: &str, scope: Option<&str>| MachineAction {
        scope: scope.map(str::to_owned),
        ..machine_action("m1", kind, "Succeeded", 1)
    };
    let (full, limited) = (Some(Extent::Full), Some(Extent::Limited));
    for (kind, word, planned, scope, settles) in [
        (Kind::IsolateDevice, "Isolate", full, Some("Full"), true),
        (Kind::IsolateDevice, "Isolate", full, Some("selective"), false),
        (Kind::IsolateDevice, "Isolate", limited, Some("Selective"), true),
        (Kind::IsolateDevice, "Isolate", limited, Some("Full"), false),
        (Kind::IsolateDevice, "Isolate", limited, None, true),
        (Kind::IsolateDevice, "Isolate", None, Some("Selective"), true),
        (Kind::IsolateDevice, "Isolate", full, Some("Partly"), true),
        (Kind::RunAntiVirusScan, "RunAntiVirusScan", limited, Some("Quick"), true),
        (Kind::RunAntiVirusScan, "RunAntiVirusScan", full, Some("Quick"), false),
    ] {
        let then = if settles { "import i; told x completed" } else { "import i" };
        check(&[aimed("x", kind, None, planned)], &[told_of(word, scope)], then);
    }
}

#[test]
fn what_a_release_took_back_is_not_what_is_isolated_again() {
    let again = [
        aimed("x", Kind::IsolateDevice, None, None),
        aimed("r", Kind::UnIsolateDevice, None, None),
        aimed("y", Kind::IsolateDevice, None, None),
    ];
    let first = machine_action("m1", "Isolate", "Succeeded", 5);
    let release = machine_action("m2", "Unisolate", "Succeeded", 10);
    let second = machine_action("m3", "Isolate", "Succeeded", 20);
    let two = [first.clone(), release.clone()];
    check(&again, &two, "import i; told x completed; told r completed");
    // Nor where the first was completed by hand.
    let mut by_hand = asking(&again);
    by_hand.must(analyst(complete("x")));
    assert_eq!(told(&by_hand.ask(telling("i", &two))), "import i; told r completed");
    let all = "import i; told x completed; told r completed; told y completed";
    check(&again, &[first, release, second], all);
}

#[test]
fn a_machine_action_settles_one_action_and_an_earlier_attempt_none_besides() {
    let scans = [
        aimed("x", Kind::RunAntiVirusScan, None, Some(Extent::Full)),
        aimed("y", Kind::RunAntiVirusScan, None, Some(Extent::Limited)),
    ];
    let scanned = |id: &str, status: &str, minute| machine_action(id, "RunAntiVirusScan", status, minute);
    check(&scans, &[scanned("m1", "Succeeded", 1)], "import i; told x completed");
    let retried = [scanned("m1", "Failed", 1), scanned("m2", "Succeeded", 2)];
    check(&scans, &retried, "import i; told x completed");
    let each = [scanned("m1", "Succeeded", 1), scanned("m2", "Succeeded", 2)];
    check(&scans, &each, "import i; told x completed; told y completed");
}
