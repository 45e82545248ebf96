//! The table of the incident life cycle, row by row, and what leads through it: select, assign, resolve, reopen.

use crate::world::*;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::people::{Party, Role};
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::response::Response;
use watchfloor::domain::settings::Permissions;
use watchfloor::domain::vocabulary::{Classification as C, Determination as D, Severity, Status};
use watchfloor::domain::work::{Resolution, Stage};

/// Given these steps in full response, when this is asked of the incident `1`, then this is the answer.
#[track_caller]
fn check(given: &[Step], when: Step, then: &str) -> World {
    check_in(World::serving(), given, when, then)
}

#[track_caller]
fn check_in(world: World, given: &[Step], when: Step, then: &str) -> World {
    let mut world = world.given(given);
    assert_eq!(told(&world.ask(when)), then);
    world
}

fn give(party: Option<Party>, person: Option<&str>) -> Act {
    Act::AssignToTeam { person: person.map(Into::into), party }
}

// The rows of the table.

#[test]
fn an_incident_is_created() {
    let world = World::serving();
    assert_eq!(world.one().status(), Status::Active);
    assert_eq!(world.one().assignment().export(), None);
    assert_eq!(world.one().verdict(), (C::Unknown, D::Unknown));
    assert_eq!(world.one().stage(), Stage::New);
}

#[test]
fn the_experts_select_it() {
    let world = check(&[], expert(Act::TakeByExperts), "assigned nobody -> experts");
    assert_eq!(world.one().stage(), Stage::WaitingForExperts);
    assert_eq!(world.one().assignment().export(), Some("Defender Experts"));
}

#[test]
fn the_investigation_starts() {
    let world = check(
        &taken(),
        expert(Act::start()),
        "assigned experts -> experts (Eve); status active -> inProgress",
    );
    assert_eq!(world.one().stage(), Stage::BeingWorked);
}

#[test]
fn the_team_starts_with_what_is_its_own() {
    let begin = || analyst(Act::start());
    let world = check(&[], begin(), "assigned nobody -> customer (Ana); status active -> inProgress");
    assert_eq!(world.one().stage(), Stage::OwnTeam);
    check_in(world, &[], begin(), "no: nothing would change");
    let to_kim = Act::AssignToTeam { party: Some(Party::Customer), person: Some("Kim".into()) };
    check(&[analyst(to_kim)], begin(), "status active -> inProgress");
    check(&taken(), begin(), "no: not possible while the incident waits for the experts");
}

#[test]
fn the_conclusion_is_a_false_positive() {
    let given = [worked(), vec![expert(summary("nothing"))]].concat();
    let conclusion = Act::Publish { classification: C::FalsePositive, determination: D::NotMalicious };
    let world = check(
        &given,
        expert(conclusion),
        "classified falsePositive/notMalicious; tag +Defender Experts; published []; \
         assigned experts (Eve) -> nobody; status inProgress -> resolved; resolved",
    );
    assert_eq!(world.one().stage(), Stage::FinishedByExperts);
}

#[test]
fn the_conclusion_is_expected_activity() {
    let given = [worked(), vec![expert(summary("a test"))]].concat();
    let conclusion =
        Act::Publish { classification: C::InformationalExpectedActivity, determination: D::SecurityTesting };
    check(
        &given,
        expert(conclusion),
        "classified informationalExpectedActivity/securityTesting; tag +Defender Experts; published []; \
         assigned experts (Eve) -> nobody; status inProgress -> resolved; resolved",
    );
}

#[test]
fn the_conclusion_is_a_true_positive_with_actions_for_the_customer() {
    let given = [worked(), vec![expert(summary("malware")), expert(by_hand("a"))]].concat();
    let world = check(
        &given,
        expert(publish()),
        "classified truePositive/malware; tag +Defender Experts; published [a: customer]; \
         assigned experts (Eve) -> customer; status inProgress -> awaitingAction",
    );
    assert_eq!(world.one().stage(), Stage::YourTurn);
    assert_eq!(world.one().assignment().export(), Some("Customer"));
}

#[test]
fn the_conclusion_is_a_true_positive_and_the_experts_did_everything() {
    let given =
        [worked(), vec![expert(summary("malware")), expert(one_press("a")), expert(complete("a"))]].concat();
    let world = check(
        &given,
        expert(publish()),
        "classified truePositive/malware; tag +Defender Experts; published [a: experts completed]; \
         assigned experts (Eve) -> customer; status inProgress -> resolved; resolved",
    );
    assert_eq!(world.one().stage(), Stage::FinishedByExperts);
    assert!(!world.one().needed_customer());
}

#[test]
fn the_customer_finishes_the_last_task() {
    let world = check(
        &your_turn(),
        analyst(complete("a")),
        "completed a; status awaitingAction -> resolved; resolved",
    );
    assert_eq!(world.one().stage(), Stage::FinishedByExperts);
    assert_eq!(world.one().assignment().export(), Some("Customer"));
    assert!(world.one().needed_customer());
    assert_eq!(world.one().resolved_at(), Some((world.now, false)));
}

#[test]
fn it_is_merged_into_another() {
    let merged = IncidentRecord { redirect_incident_id: Some("2".into()), ..incident("1") };
    let merged = IncidentRecord { status: Status::Redirected, ..merged };
    let world = check_in(
        World::with(merged),
        &[],
        expert(Act::TakeByExperts),
        "no: not possible while the incident is merged into another",
    );
    assert_eq!(world.one().stage(), Stage::Redirected);
}

// What the experts select.

#[test]
fn the_experts_select_worked_severities_in_scope() {
    let severe = |severity| World::with(IncidentRecord { severity, ..incident("1") });
    for severity in [Severity::Medium, Severity::High, Severity::Critical] {
        check_in(severe(severity), &[], expert(Act::TakeByExperts), "assigned nobody -> experts");
    }
    for severity in [Severity::Informational, Severity::Low, Severity::Unknown, Severity::parse("grave")] {
        check_in(
            severe(severity),
            &[],
            expert(Act::TakeByExperts),
            "no: the experts do not work incidents of this severity",
        );
    }
    let mut custom = incident("1");
    custom.alerts[0].detection_source = Some("customDetection".into());
    check_in(
        World::with(custom),
        &[],
        expert(Act::TakeByExperts),
        "no: the incident is out of the scope of the service",
    );
}

#[test]
fn monitoring_learns_and_does_not_respond() {
    let mut world = World::ready(Permissions { respond: true, ..Permissions::default() });
    world.import(&[incident("1")]);
    let mut world = check_in(world, &[], expert(Act::TakeByExperts), "no: not possible during readiness");
    world.must((Role::Advisor, start_monitoring()));
    let prepared =
        [worked(), vec![expert(summary("malware")), expert(by_hand("a")), expert(one_press("b"))]].concat();
    let world = check_in(world, &prepared, expert(publish()), "no: not possible during monitoring");
    check_in(world, &[], expert(complete("b")), "no: not possible during monitoring");
}

// Assignment.

#[test]
fn the_team_takes_what_the_experts_do_not_have() {
    let mine = give(Some(Party::Customer), Some("Ana"));
    let world = check(&[], analyst(mine.clone()), "assigned nobody -> customer (Ana)");
    assert_eq!(world.one().stage(), Stage::OwnTeam);
    check(&[], expert(mine.clone()), "no: needs the role administrator or analyst");
    check(&taken(), analyst(mine.clone()), "no: needs the role expert");
    check(&your_turn(), analyst(mine.clone()), "assigned customer -> customer (Ana)");
    check(&[analyst(mine.clone())], analyst(mine.clone()), "no: nothing would change");
    check(&finished(), analyst(mine), "no: not possible while the incident is finished by the experts");
    check(&[], analyst(give(Some(Party::Experts), None)), "no: not possible while the incident is new");
    check(
        &your_turn(),
        analyst(give(None, None)),
        "no: not possible while the incident waits for the customer",
    );
}

#[test]
fn what_is_given_back_waits_as_a_new_one() {
    check(&taken(), expert(give(None, None)), "assigned experts -> nobody");
    let world = check(
        &worked(),
        expert(give(None, None)),
        "assigned experts (Eve) -> nobody; status inProgress -> active",
    );
    assert_eq!(world.one().stage(), Stage::New);
    check(
        &worked(),
        expert(give(Some(Party::Experts), Some("Max"))),
        "assigned experts (Eve) -> experts (Max)",
    );
    check(
        &worked(),
        expert(give(Some(Party::Customer), None)),
        "no: not possible while the incident is worked by the experts",
    );
    // The team's own work, given up half way, is new again and can be selected.
    let half_way =
        IncidentRecord { status: Status::InProgress, assigned_to: Some("Customer".into()), ..incident("1") };
    let world = check_in(
        World::with(half_way),
        &[],
        analyst(give(None, None)),
        "assigned customer -> nobody; status inProgress -> active",
    );
    check_in(world, &[], expert(Act::TakeByExperts), "assigned nobody -> experts");
}

#[test]
fn a_person_belongs_to_a_side() {
    let own = [analyst(give(Some(Party::Customer), Some("Ana")))];
    check(&own, analyst(give(None, Some("Ana"))), "assigned customer (Ana) -> nobody");
    check(&[], analyst(give(Some(Party::Customer), Some("  "))), "assigned nobody -> customer");
    check(&[], analyst(give(Some(Party::Customer), Some(" Ana "))), "assigned nobody -> customer (Ana)");
    let long = "x".repeat(201);
    check(&[], analyst(give(Some(Party::Customer), Some(&long))), "no: person is longer than 200 characters");
}

#[test]
fn the_team_takes_over_what_the_experts_may_no_longer_work() {
    let mut world = World::serving().given(&worked());
    world.change(|settings| {
        settings.permissions = Permissions { investigate: false, respond: false, all_devices: true }
    });
    let mine = give(Some(Party::Customer), Some("Ana"));
    let world = check_in(world, &[], analyst(mine), "assigned experts (Eve) -> customer (Ana)");
    assert_eq!(world.one().stage(), Stage::OwnTeam);
}

/// An import may say that the experts have an incident before the service has begun.
#[test]
fn before_the_service_begins_the_team_takes_everything() {
    let mut world = World::ready(Permissions::default());
    world.import(&[IncidentRecord { assigned_to: Some("Defender Experts".into()), ..incident("1") }]);
    assert_eq!(world.one().stage(), Stage::WaitingForExperts);
    let world = check_in(world, &[], expert(Act::start()), "no: not possible during readiness");
    check_in(
        world,
        &[],
        analyst(give(Some(Party::Customer), Some("Ana"))),
        "assigned experts -> customer (Ana)",
    );
}

// Resolve and reopen.

#[test]
fn the_team_resolves_what_is_its_own() {
    let world = check(&[], analyst(resolve()), "status active -> resolved; resolved");
    assert_eq!(world.one().stage(), Stage::Resolved);
    check(&[], analyst(Act::Resolve { note: " ".into(), force: false }), "no: a resolution note is needed");
    check(&[], expert(resolve()), "no: needs the role administrator or analyst");
    check(&taken(), analyst(resolve()), "no: not possible while the incident waits for the experts");
}

#[test]
fn open_actions_warn_before_a_forced_close() {
    check(&your_turn(), analyst(resolve()), "no: 1 action is still open");
    let forced = Act::Resolve { note: "gone".into(), force: true };
    let world =
        check(&your_turn(), analyst(forced.clone()), "status awaitingAction -> resolved; resolved by force");
    let resolution = world.one().work.unwrap().resolution.clone().unwrap();
    assert!(resolution.forced);
    assert_eq!(resolution.note, "gone");
    let response = world.one().response().cloned().unwrap();
    assert_eq!(resolution.left_open(&response), Some(1));
    assert_eq!(Resolution { forced: false, ..resolution.clone() }.left_open(&response), None);
    assert_eq!(resolution.left_open(&Response::default()), None);
    // Force that is not needed is not recorded.
    check(&[], analyst(forced), "status active -> resolved; resolved");
}

#[test]
fn the_side_that_reopens_has_it_and_who_had_it_keeps_it() {
    let by_team = [analyst(resolve())];
    check(
        &by_team,
        analyst(reopen()),
        "reopened; assigned nobody -> customer (Ana); status resolved -> inProgress",
    );
    check(&by_team, analyst(Act::Reopen { reason: String::new() }), "no: a reason is needed");
    check(&by_team, expert(reopen()), "no: the experts did not finish it, so the team opens it again");
    check(&[], analyst(reopen()), "no: not possible while the incident is new");
    let world = check(
        &finished(),
        expert(reopen()),
        "reopened; assigned customer -> experts (Eve); status resolved -> inProgress",
    );
    assert_eq!(world.one().work.unwrap().resolution, None);
    assert_eq!(world.one().stage(), Stage::BeingWorked);
    let world = check(&finished(), analyst(reopen()), "reopened; status resolved -> inProgress");
    assert_eq!(world.one().stage(), Stage::OwnTeam);
}

#[test]
fn reopened_with_open_actions_it_is_the_customers_turn_again() {
    let forced = Act::Resolve { note: "gone".into(), force: true };
    let closed = [your_turn(), vec![analyst(forced)]].concat();
    let world = check(&closed, analyst(reopen()), "reopened; status resolved -> awaitingAction");
    assert_eq!(world.one().stage(), Stage::YourTurn);
    check_in(world, &[], analyst(complete("a")), "completed a; status awaitingAction -> resolved; resolved");
}
