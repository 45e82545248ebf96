//! The managed response until it is published: summary, planned actions, conclusion, and publishing again.

use crate::world::*;
use serde_json::json;
use watchfloor::domain::brief::Asset;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::response::{ACTIONS_MAX, ActionKind, ActionPlan};
use watchfloor::domain::settings::{Exclusion, ExclusionKind, Permissions};
use watchfloor::domain::vocabulary::{Classification as C, Determination as D, Status};
use watchfloor::domain::work::Stage;

/// Given these steps while the experts work the incident `1`, when this is asked, then this is the answer.
#[track_caller]
fn check(given: &[Step], when: Step, then: &str) -> World {
    check_in(worked(World::serving()), given, when, then)
}

#[track_caller]
fn check_in(world: World, given: &[Step], when: Step, then: &str) -> World {
    let mut world = world.given(given);
    assert_eq!(told(&world.ask(when)), then);
    world
}

fn worked(world: World) -> World {
    world.given(&[expert(Act::TakeByExperts), expert(Act::start())])
}

fn conclude(classification: C, determination: D) -> Act {
    Act::Publish { classification, determination }
}

fn planned(plan: ActionPlan) -> Act {
    Act::PlanAction { plan: Box::new(plan) }
}

fn withdraw(id: &str) -> Act {
    Act::WithdrawAction { action: action(id) }
}

const AWAITS: &str = "assigned experts (Eve) -> customer; status inProgress -> awaitingAction";

// Summary.

#[test]
fn the_summary_is_the_experts() {
    check(&[], expert(summary("malware")), "summary");
    check(&[], analyst(summary("malware")), "no: needs the role expert");
    check(&[expert(summary("malware"))], expert(summary("malware")), "no: nothing would change");
    check(&[], expert(summary(&"x".repeat(30_001))), "no: the text is longer than 30000 characters");
    check_in(World::serving(), &[], expert(summary("early")), "no: not possible while the incident is new");
}

// Planning.

#[test]
fn who_acts_is_judged_when_planned() {
    check(&[], expert(by_hand("a")), "planned a: customer");
    check(&[], expert(one_press("a")), "planned a: experts");
    check_in(worked(World::guiding()), &[], expert(one_press("a")), "planned a: customer");
    check(&[], analyst(by_hand("a")), "no: needs the role expert");
}

#[test]
fn a_plan_has_a_title_and_a_known_predecessor() {
    let untitled = ActionPlan { title: " ".into(), ..plan("a", ActionKind::Text) };
    check(&[], expert(planned(untitled)), "no: title is missing");
    let long = ActionPlan { title: "x".repeat(201), ..plan("a", ActionKind::Text) };
    check(&[], expert(planned(long)), "no: title is longer than 200 characters");
    let after = |id: &str, first: &str| {
        planned(ActionPlan { after: Some(action(first)), ..plan(id, ActionKind::Text) })
    };
    check(&[], expert(after("b", "a")), "no: there is no such action");
    check(&[], expert(after("a", "a")), "no: there is no such action");
    check(&[expert(by_hand("a"))], expert(after("b", "a")), "planned b: customer");
    check(&[expert(by_hand("a"))], expert(by_hand("a")), "no: nothing would change");
    let full: Vec<Step> = (0..ACTIONS_MAX).map(|n| expert(by_hand(&format!("a{n}")))).collect();
    check(&full, expert(by_hand("one-more")), "no: there can be at most 200");
}

#[test]
fn an_action_on_an_asset_names_an_asset_of_the_right_kind() {
    let aimed = |kind, target| planned(ActionPlan { target, ..plan("a", kind) });
    check(&[], expert(aimed(ActionKind::IsolateDevice, None)), "no: target is missing");
    check(
        &[],
        expert(aimed(ActionKind::IsolateDevice, Some(user("kim")))),
        "no: target is of a kind that does not fit",
    );
    check(&[], expert(aimed(ActionKind::DisableUser, Some(user("kim")))), "planned a: experts");
    check(
        &[],
        expert(aimed(ActionKind::DisableUser, Some(device("ws-1")))),
        "no: target is of a kind that does not fit",
    );
    check(&[], expert(aimed(ActionKind::TriggerInvestigation, None)), "planned a: experts");
    check(&[], expert(aimed(ActionKind::Text, Some(user("kim")))), "planned a: customer");
}

/// What is planned by hand says which file, indicator or message it is about.
#[test]
fn an_action_about_something_names_it() {
    use ActionKind::{HardDeleteEmail, IsolateDevice, SoftDeleteEmail, StopAndQuarantineFile, SubmitIocRule};
    let missing = "no: object is missing";
    for (kind, target, object, then) in [
        (StopAndQuarantineFile, Some(device("ws-1")), None, missing),
        (StopAndQuarantineFile, Some(device("ws-1")), Some("  "), missing),
        (StopAndQuarantineFile, Some(device("ws-1")), Some("a1b2"), "planned a: experts"),
        (StopAndQuarantineFile, None, None, "no: object is missing; target is missing"),
        (SubmitIocRule, None, None, missing),
        (SubmitIocRule, None, Some("https://evil.example"), "planned a: experts"),
        (SoftDeleteEmail, Some(user("kim")), None, missing),
        (HardDeleteEmail, Some(user("kim")), None, missing),
        (HardDeleteEmail, Some(user("kim")), Some("<m@x.example>"), "planned a: experts"),
        (IsolateDevice, Some(device("ws-1")), None, "planned a: experts"),
    ] {
        let object = object.map(str::to_owned);
        check(&[], expert(planned(ActionPlan { target, object, ..plan("a", kind) })), then);
    }
}

/// What takes an action back comes after it, while it is open on the same asset.
#[test]
fn what_takes_an_action_back_waits_for_it() {
    let on = |id: &str, kind, asset: &Asset| {
        expert(planned(ActionPlan { target: Some(asset.clone()), ..plan(id, kind) }))
    };
    let (ws, kim) = (device("ws-1"), user("kim"));
    for (first, then, second, on_second, waits) in [
        (ActionKind::IsolateDevice, &ws, ActionKind::UnIsolateDevice, &ws, true),
        (ActionKind::IsolateDevice, &ws, ActionKind::UnIsolateDevice, &device("ws-2"), false),
        (ActionKind::RestrictAppExecution, &ws, ActionKind::UnRestrictAppExecution, &ws, true),
        (ActionKind::DisableUser, &kim, ActionKind::EnableUser, &kim, true),
        (ActionKind::IsolateDevice, &ws, ActionKind::UnRestrictAppExecution, &ws, false),
        (ActionKind::UnIsolateDevice, &ws, ActionKind::IsolateDevice, &ws, false),
    ] {
        let world = worked(World::serving()).given(&[on("a", first, then), on("b", second, on_second)]);
        let response = world.one().response().unwrap().clone();
        let after = response.action(&action("b")).unwrap().plan.after.clone();
        assert_eq!(after, waits.then(|| action("a")), "{first:?} then {second:?}");
    }
    let isolated = [
        expert(summary("malware")),
        on("a", ActionKind::IsolateDevice, &ws),
        expert(publish()),
        expert(begin("a")),
    ];
    let world = worked(World::serving()).given(&isolated).given(&[on("b", ActionKind::UnIsolateDevice, &ws)]);
    let world = check_in(world, &[], expert(complete("b")), "no: `Action a` comes first");
    let world = world.given(&[expert(skip("a"))]);
    assert_eq!(world.one().response().unwrap().actions.len(), 2, "what is skipped holds nothing up");
}

/// The group of a device is what the imports say, whatever the plan says.
#[test]
fn an_exclusion_by_group_cannot_be_dodged() {
    let mut world = World::serving();
    world.change(|settings| settings.exclusions = vec![excluded(ExclusionKind::DeviceGroup, "clients")]);
    let world = check_in(worked(world), &[], expert(one_press("a")), "planned a: customer");
    let response = world.one().response().unwrap().clone();
    assert_eq!(response.actions[0].plan.target, Some(device_in("ws-1", "Clients")));
    assert_eq!(response.actions[0].why.last().unwrap().subject.as_deref(), Some("clients"));
}

fn excluded(kind: ExclusionKind, name: &str) -> Exclusion {
    Exclusion { kind, name: name.into(), since: None, expires: None }
}

#[test]
fn only_what_was_not_published_and_nothing_waits_for_is_withdrawn() {
    check(&[expert(by_hand("a"))], expert(withdraw("a")), "withdrawn a");
    check(&[expert(by_hand("a"))], analyst(withdraw("a")), "no: needs the role expert");
    check(&[], expert(withdraw("a")), "no: there is no such action");
    let given = [expert(summary("malware")), expert(by_hand("a")), expert(publish())];
    check(&given, expert(withdraw("a")), "no: the response was published already");
    check(
        &[expert(one_press("a")), expert(begin("a"))],
        expert(withdraw("a")),
        "no: the action is not in a state that allows this",
    );
    let second = planned(ActionPlan { after: Some(action("a")), ..plan("b", ActionKind::Text) });
    check(&[expert(by_hand("a")), expert(second)], expert(withdraw("a")), "no: `Action b` waits for it");
}

// Conclusions.

#[test]
fn a_conclusion_needs_what_it_says() {
    let said = [expert(summary("malware"))];
    check(&[], expert(publish()), "no: the summary does not say yet what happened");
    check(&said, expert(conclude(C::Unknown, D::Unknown)), "no: a classification is needed");
    check(&said, expert(conclude(C::parse("odd"), D::Unknown)), "no: a classification is needed");
    check(
        &said,
        expert(conclude(C::TruePositive, D::NotMalicious)),
        "no: the determination does not go with the classification",
    );
    check(&said, expert(conclude(C::FalsePositive, D::Unknown)), "no: a determination is needed");
    check(
        &said,
        expert(conclude(C::InformationalExpectedActivity, D::Unknown)),
        "no: a determination is needed",
    );
    check(&said, analyst(publish()), "no: needs the role expert");
    check(&said, advisor(publish()), "no: needs the role expert");
}

#[test]
fn a_true_positive_without_actions_is_resolved() {
    check(
        &[expert(summary("gone by itself"))],
        expert(conclude(C::TruePositive, D::Unknown)),
        "classified truePositive/unknown; tag +Defender Experts; published []; \
         assigned experts (Eve) -> customer; status inProgress -> resolved; resolved",
    );
}

#[test]
fn no_threat_leaves_no_open_action() {
    let given = [expert(summary("a test")), expert(by_hand("a"))];
    check(&given, expert(conclude(C::FalsePositive, D::NotMalicious)), "no: 1 action is still open");
    let done = [expert(summary("a test")), expert(one_press("a")), expert(complete("a"))];
    check(
        &done,
        expert(conclude(C::FalsePositive, D::NotMalicious)),
        "classified falsePositive/notMalicious; tag +Defender Experts; published [a: experts completed]; \
         assigned experts (Eve) -> nobody; status inProgress -> resolved; resolved",
    );
}

#[test]
fn open_actions_of_the_experts_keep_it_with_them() {
    let given = [expert(summary("malware")), expert(one_press("a"))];
    let world = check(
        &given,
        expert(publish()),
        "classified truePositive/malware; tag +Defender Experts; published [a: experts]",
    );
    assert_eq!(world.one().stage(), Stage::BeingWorked);
    // The customer sees it and cannot do it.
    let world = check_in(world, &[], analyst(complete("a")), "no: the action belongs to the other side");
    check_in(
        world,
        &[],
        expert(complete("a")),
        "completed a; assigned experts (Eve) -> customer; status inProgress -> resolved; resolved",
    );
}

#[test]
fn a_tag_and_a_verdict_that_are_there_are_not_given_twice() {
    let tagged = IncidentRecord {
        system_tags: vec!["defender experts".into()],
        classification: C::TruePositive,
        determination: D::Malware,
        ..incident("1")
    };
    let mut world = World::serving();
    let newer = IncidentRecord { last_update_date_time: at("2026-04-30T22:00:00Z"), ..tagged };
    world.import(&[newer]);
    let given = [expert(summary("malware")), expert(by_hand("a"))];
    check_in(worked(world), &given, expert(publish()), &format!("published [a: customer]; {AWAITS}"));
}

// Publishing again.

fn published() -> Vec<Step> {
    vec![expert(summary("malware")), expert(by_hand("a")), expert(publish())]
}

#[test]
fn publishing_again_needs_something_new() {
    check(&published(), expert(publish()), "no: nothing would change");
    let more = [published(), vec![expert(by_hand("b"))]].concat();
    let world = check(&more, expert(publish()), "published [a: customer, b: customer]");
    assert_eq!(world.one().stage(), Stage::YourTurn);
    check(
        &published(),
        expert(conclude(C::TruePositive, D::Phishing)),
        "classified truePositive/phishing; published [a: customer]",
    );
}

#[test]
fn what_is_planned_since_waits_for_the_next_publication() {
    let more = [published(), vec![expert(by_hand("b"))]].concat();
    let world = check(&more, analyst(complete("b")), "no: there is no such action");
    // The experts prepare more: the last published action gives the incident back to them.
    let world = check_in(
        world,
        &[],
        analyst(complete("a")),
        "completed a; assigned customer -> experts; status awaitingAction -> inProgress",
    );
    check_in(
        world,
        &[],
        expert(publish()),
        "published [a: customer completed, b: customer]; assigned experts -> customer; \
         status inProgress -> awaitingAction",
    );
}

#[test]
fn what_the_experts_may_no_longer_do_goes_to_the_customer() {
    let given = [expert(summary("malware")), expert(one_press("a")), expert(publish())];
    let mut world = worked(World::serving()).given(&given);
    world.change(|settings| settings.permissions = Permissions { respond: false, ..Default::default() });
    let world = check_in(
        world,
        &[],
        expert(complete("a")),
        "no: the experts may not act: Security Operator is not granted",
    );
    let world = check_in(world, &[], expert(publish()), &format!("published [a: customer]; {AWAITS}"));
    check_in(world, &[], analyst(complete("a")), "completed a; status awaitingAction -> resolved; resolved");
}

#[test]
fn what_the_experts_may_do_since_goes_to_them_unless_it_was_begun() {
    let given = [expert(summary("malware")), expert(one_press("a")), expert(publish())];
    let mut world = worked(World::guiding()).given(&given);
    world.change(|settings| settings.permissions.respond = true);
    let mut begun = world.clone();
    let world = check_in(
        world,
        &[],
        expert(publish()),
        "published [a: experts]; assigned customer -> experts; status awaitingAction -> inProgress",
    );
    assert_eq!(world.one().stage(), Stage::BeingWorked);
    begun.must(analyst(begin("a")));
    check_in(begun, &[], expert(publish()), "no: nothing would change");
}

#[test]
fn an_imported_turn_of_the_customer_is_answered_with_a_response() {
    let mut world = World::serving();
    let awaiting = IncidentRecord { status: Status::AwaitingAction, ..incident("2") };
    world.import(&[awaiting]);
    let ask = |act| (watchfloor::domain::people::Role::Expert, on("2", act));
    world.must(ask(summary("malware")));
    world.must(ask(one_press("a")));
    let answer = world.ask(ask(publish()));
    assert_eq!(
        told(&answer),
        "classified truePositive/malware; tag +Defender Experts; published [a: experts]; \
         assigned nobody -> experts; status awaitingAction -> inProgress"
    );
}

#[test]
fn a_hidden_device_group_stops_the_experts() {
    let mut world = World::serving();
    world.change(|settings| settings.permissions.all_devices = false);
    check_in(
        world,
        &[],
        expert(Act::TakeByExperts),
        "no: the incident touches the device group `Clients` and access to all devices is off",
    );
    let mut world = World::serving();
    let mut ungrouped = incident("1");
    ungrouped.last_update_date_time = at("2026-04-30T22:00:00Z");
    ungrouped.alerts = vec![alert(&[(
        "device",
        json!({"mdeDeviceId": "ws-9", "deviceDnsName": "ws-9", "rbacGroupName": "UnassignedGroup"}),
    )])];
    world.import(&[ungrouped]);
    world.change(|settings| settings.permissions.all_devices = false);
    check_in(world, &[], expert(Act::TakeByExperts), "assigned nobody -> experts");
}
