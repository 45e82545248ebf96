//! What is agreed about actions: k of n assets, snooze, delegation, approval, reports of products, pairs that undo.

use crate::world::*;
use watchfloor::domain::approvals::{Approval, ByTime, Cell};
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::evidence::exhibits;
use watchfloor::domain::ids::CommentId;
use watchfloor::domain::mention::mentions;
use watchfloor::domain::people::{Party, Role};
use watchfloor::domain::response::{ActionKind, ActionPlan, ActionState, ApprovalState};
use watchfloor::domain::time::MINUTE_MS;
use watchfloor::domain::vocabulary::{AlertStatus, Status};
use watchfloor::domain::work::Visibility;
use watchfloor::formats::hand_over::alerts;

const RESOLVED: &str = "status awaitingAction -> resolved; resolved";

#[track_caller]
fn says(world: World, when: Step, then: &str) -> World {
    let mut world = world;
    assert_eq!(told(&world.ask(when)), then);
    world
}

/// Isolate two devices, the customer's.
fn two_devices() -> World {
    let plan = ActionPlan {
        target: Some(device("ws-1")),
        more_targets: vec![device("ws-2")],
        ..plan("i", ActionKind::IsolateDevice)
    };
    let steps =
        [expert(summary("malware")), expert(Act::PlanAction { plan: Box::new(plan) }), expert(publish())];
    World::guiding().given(&worked()).given(&steps)
}

fn on_assets(id: &str, assets: &[&str]) -> Act {
    let assets = assets.iter().map(|asset| (*asset).to_owned()).collect();
    Act::AdvanceAction { action: action(id), assets, note: "done".into() }
}

#[test]
fn an_action_on_two_devices_is_done_when_both_are() {
    let world = says(two_devices(), analyst(on_assets("i", &["ws-1"])), "i on ws-1");
    let state = |world: &World| world.one().response().unwrap().action(&action("i")).unwrap().state.clone();
    assert!(matches!(state(&world), ActionState::Partly { done: 1, of: 2, .. }));
    let world =
        says(world, analyst(on_assets("i", &["ws-1"])), "no: the action is not open on any of these assets");
    let world =
        says(world, analyst(on_assets("i", &["ws-9"])), "no: the action is not open on any of these assets");
    let world = says(world, expert(on_assets("i", &["ws-2"])), "no: the action belongs to the other side");
    let world = says(
        world,
        analyst(on_assets("i", &["ws-2", "ws-1"])),
        &format!("i on ws-2; completed i; {RESOLVED}"),
    );
    assert_eq!(world.one().status(), Status::Resolved);
    // Whoever does it again begins anew.
    let world = world.given(&[analyst(reopen()), analyst(again("i"))]);
    assert!(world.one().response().unwrap().action(&action("i")).unwrap().done.is_empty());
}

#[test]
fn a_plan_names_each_asset_once_and_of_its_kind() {
    let world = || World::guiding().given(&worked());
    let planned = |more: Vec<_>| {
        let target = Some(device("ws-1"));
        let plan = ActionPlan { target, more_targets: more, ..plan("i", ActionKind::IsolateDevice) };
        expert(Act::PlanAction { plan: Box::new(plan) })
    };
    says(world(), planned(vec![device("ws-1")]), "no: target is there already");
    says(world(), planned(vec![user("kim")]), "no: target is of a kind that does not fit");
    let bare = ActionPlan { more_targets: vec![device("ws-1")], ..plan("i", ActionKind::Text) };
    says(world(), expert(Act::PlanAction { plan: Box::new(bare) }), "no: target is missing");
    let many = (0..501).map(|at| device(&format!("d-{at}"))).collect();
    says(world(), planned(many), "no: there can be at most 500");
}

#[test]
fn snoozing_hides_and_ends_by_itself_or_by_what_is_done() {
    let snooze =
        |until: Option<&str>| analyst(Act::SnoozeAction { action: action("a"), until: until.map(at) });
    let world = says(
        World::serving().given(&your_turn()),
        snooze(Some("2026-05-02T08:00:00Z")),
        "snoozed a until 2026-05-02T08:00:00Z",
    );
    let snoozed = |world: &World, when: &str| {
        world.one().response().unwrap().action(&action("a")).unwrap().is_snoozed(at(when))
    };
    assert!(snoozed(&world, "2026-05-02T07:59:00Z") && !snoozed(&world, "2026-05-02T08:00:00Z"));
    let world = says(world, snooze(Some("2026-05-02T08:00:00Z")), "no: nothing would change");
    let world = says(world, snooze(Some("2020-01-01T00:00:00Z")), "no: the moment is past");
    let begun = world.clone().given(&[analyst(begin("a"))]);
    assert!(!snoozed(&begun, "2026-05-02T07:00:00Z"));
    let world = says(world, snooze(None), "woken a");
    says(world.clone(), snooze(None), "no: nothing would change");
    says(
        World::serving().given(&finished()),
        snooze(None),
        "no: not possible while the incident is finished by the experts",
    );
}

#[test]
fn a_delegated_action_stays_with_the_side() {
    let delegate =
        |to: &str, note: &str| Act::DelegateAction { action: action("a"), to: to.into(), note: note.into() };
    let world = World::serving().given(&your_turn());
    let world = says(world, expert(delegate("Kim", "")), "no: the action belongs to the other side");
    let world = says(world, analyst(delegate(" ", "")), "no: nothing would change");
    let world = says(world, analyst(delegate("Kim", "call them")), "a to Kim");
    let world = says(world, analyst(delegate("Kim", "call them")), "no: nothing would change");
    let world = says(world, analyst(delegate("Kim", "mail them")), "a to Kim");
    let world = says(world, administrator(delegate("", "")), "taken back a");
    says(world, analyst(complete("a")), &format!("completed a; {RESOLVED}"));
}

/// Published: `x` at one press, the experts'.
fn experts_act() -> World {
    let steps = [expert(summary("malware")), expert(one_press("x"))];
    World::serving().given(&worked()).given(&steps)
}

fn ask() -> Step {
    expert(Act::AskApproval { action: action("x"), note: "may we".into() })
}

fn answer(yes: bool, note: &str) -> Act {
    Act::AnswerApproval { action: action("x"), yes, note: note.into() }
}

#[test]
fn what_was_asked_binds_the_experts() {
    let world =
        says(experts_act(), analyst(answer(true, "")), "no: nobody asked for approval of this action");
    let world = says(
        world,
        analyst(Act::AskApproval { action: action("x"), note: String::new() }),
        "no: needs the role expert",
    );
    let world = says(world, ask(), "asked for x");
    let world = says(world, ask(), "no: the customer has not answered yet");
    assert!(world.one().has_open_approval());
    let world = says(world, expert(complete("x")), "no: the customer has not answered yet");
    let world = says(world, expert(answer(true, "")), "no: needs the role administrator or analyst");
    let world = says(world, analyst(answer(false, " ")), "no: a reason is needed");
    let refused = says(world.clone(), analyst(answer(false, "not today")), "no to x");
    let refused = says(refused, expert(complete("x")), "no: the customer said no");
    let refused =
        says(refused, analyst(answer(true, "")), "no: the action is not in a state that allows this");
    let refused = says(refused, ask(), "asked for x");
    assert!(refused.one().has_open_approval());
    let given = says(world, administrator(answer(true, "after 18:00")), "yes to x");
    assert!(!given.one().has_open_approval());
    let given = says(given, ask(), "no: nothing would change");
    let given = says(given, expert(complete("x")), "completed x");
    let state = given.one().response().unwrap().action(&action("x")).unwrap().approval.clone().unwrap().state;
    assert!(matches!(state, ApprovalState::Given { by, note, .. } if by == "Ada" && note == "after 18:00"));
    says(given, ask(), "no: the action is not in a state that allows this");
}

#[test]
fn a_customers_action_needs_no_approval_of_its_own() {
    let world = World::serving().given(&your_turn());
    let ask = expert(Act::AskApproval { action: action("a"), note: String::new() });
    says(world, ask, "no: the action belongs to the other side");
}

#[test]
fn an_isolation_holds_until_it_is_released() {
    let release = ActionPlan { target: Some(device("ws-1")), ..plan("r", ActionKind::UnIsolateDevice) };
    let world = two_devices().given(&[
        expert(Act::PlanAction { plan: Box::new(release) }),
        expert(publish()),
        analyst(complete("i")),
    ]);
    let held = |world: &World| -> Vec<String> {
        let response = world.one().response().unwrap().clone();
        response.in_force().into_iter().map(|(_, asset)| asset.id.clone()).collect()
    };
    assert_eq!(held(&world), ["ws-1", "ws-2"]);
    let world = world.given(&[analyst(complete("r"))]);
    assert_eq!(held(&world), ["ws-2"]);
}

#[test]
fn comments_are_changed_by_who_wrote_them_and_mention_people() {
    let id = || CommentId::new("c").unwrap();
    let wrote = |text: &str| Act::Comment { id: id(), text: text.into(), visibility: Visibility::Internal };
    let edit = |text: &str| Act::EditComment { id: id(), text: text.into() };
    let world = World::serving().given(&[analyst(wrote("ask @Mara"))]);
    let world = says(world, expert(edit("x")), "no: there is no such comment");
    let world = says(world, administrator(edit("x")), "no: only who wrote it may change it");
    let world = says(world, analyst(edit(" ")), "no: text is missing");
    let world = says(world, analyst(edit("ask @Mara")), "no: nothing would change");
    let world = says(world, analyst(edit("ask @[Mara Lindqvist]")), "comment c changed");
    let comment = world.one().work.unwrap().comments[0].clone();
    assert_eq!(
        (comment.mentions, comment.before[0].text.as_str()),
        (vec!["Mara Lindqvist".to_owned()], "ask @Mara")
    );
}

#[test]
fn a_mention_is_a_name_after_an_at_sign_and_no_address() {
    assert_eq!(
        mentions("@Mara, @Mara and (@Tom-2): kim@contoso.example @ @[] @[Ana B]"),
        ["Mara", "Tom-2", "Ana B"]
    );
    assert_eq!(mentions("@\u{202e}x @@y"), ["y"]);
    assert_eq!(mentions(&"@a1 @a2 ".repeat(1000)).len(), 2);
}

#[test]
fn resolving_an_incident_resolves_its_alerts_and_one_alone_can_be_resolved() {
    let act = |status| Act::ManageAlert { alert: "a-1".into(), status: Some(status), verdict: None };
    let world = World::serving().given(&[analyst(act(AlertStatus::InProgress))]);
    let mut record = incident("1").alerts.first().cloned().unwrap_or_else(|| alert(&[]));
    record.id = "a-1".into();
    assert_eq!(world.one().alert_status(&record), AlertStatus::InProgress);
    let world = says(world, analyst(act(AlertStatus::InProgress)), "no: nothing would change");
    let world = world.given(&[analyst(resolve())]);
    assert_eq!(world.one().alert_status(&record), AlertStatus::Resolved);
    assert_eq!(world.one().alerts_active(), 0);
    // A later word of the source counts more.
    record.last_update_date_time = Some(at("2027-01-01T00:00:00Z"));
    assert_eq!(world.one().alert_status(&record), record.status);
}

#[test]
fn an_incident_is_handed_over_with_a_reason() {
    let over = |to: &str, reason: &str| {
        (Role::Analyst, on("1", Act::HandOver { to: to.into(), reason: reason.into() }))
    };
    let world = says(World::serving(), over(" ", "x"), "no: to is missing");
    let world = says(world, over("Responders", ""), "no: a reason is needed");
    let world = says(world, over("Responders", "encrypted"), "handed over to Responders");
    says(world, over("Responders", "encrypted"), "no: nothing would change");
}

/// The matrix asks first before an isolation; after half an hour without an answer the experts act.
fn asks_first(after_minutes: Option<u32>) -> World {
    let mut world = World::serving();
    world.change(|settings| {
        let cell = Cell::new(ActionKind::IsolateDevice, None);
        let first = ByTime::always(Approval::AskFirst);
        settings.approvals.cells.push(Cell { high: first, after_minutes, ..cell });
    });
    world.given(&worked()).given(&[expert(summary("malware")), expert(one_press("x"))])
}

#[test]
fn the_matrix_asks_with_the_publication() {
    let world = says(asks_first(None), expert(complete("x")), "no: the customer must approve this first");
    let mut world = world;
    let answer = told(&world.ask(expert(publish())));
    assert!(answer.ends_with("asked for x"), "{answer}");
    world.now = world.now.plus_millis(365 * 24 * 60 * MINUTE_MS);
    // Without a time the question waits, and the experts with it.
    let world = says(world, expert(begin("x")), "no: the customer has not answered yet");
    let world = says(world, analyst(answer_to("x", true)), "yes to x");
    says(world, expert(begin("x")), "started x");
}

#[test]
fn nobody_answers_in_time_and_that_is_noted_before_the_experts_act() {
    let mut world = asks_first(Some(30)).given(&[expert(publish())]);
    world.now = world.now.plus_millis(28 * MINUTE_MS);
    let mut world = says(world, expert(begin("x")), "no: the customer has not answered yet");
    world.now = world.now.plus_millis(5 * MINUTE_MS);
    let world = says(world, expert(begin("x")), "no answer to x; started x");
    let mut world =
        says(world, analyst(answer_to("x", true)), "no: the action is not in a state that allows this");
    assert!(told(&world.ask(expert(complete("x")))).starts_with("completed x"));
}

fn answer_to(id: &str, yes: bool) -> Act {
    Act::AnswerApproval { action: action(id), yes, note: String::new() }
}

/// The customer refused: the experts leave it out or leave it to the customer, and carry it out in no case.
#[test]
fn what_was_refused_is_left_out_or_becomes_the_customers() {
    let refuse = analyst(Act::AnswerApproval { action: action("x"), yes: false, note: "not today".into() });
    let refused = asks_first(None).given(&[expert(publish()), refuse]);
    let barred = "no: the customer said no";
    for act in [begin("x"), complete("x"), fail("x")] {
        says(refused.clone(), expert(act), barred);
    }
    let skipped = says(
        refused.clone(),
        expert(skip("x")),
        "skipped x; assigned experts (Eve) -> customer; status inProgress -> resolved; resolved",
    );
    assert_eq!(skipped.one().status(), Status::Resolved);
    let left = refused.given(&[expert(publish())]);
    let found = left.one().response().unwrap().action(&action("x")).unwrap().clone();
    assert!(found.party == Party::Customer && found.is_refused());
    assert_eq!(left.one().status(), Status::AwaitingAction);
    let left = says(left, expert(publish()), "no: nothing would change");
    says(left, analyst(complete("x")), &format!("completed x; {RESOLVED}"));
}

#[test]
fn the_bundle_of_a_hand_over_tells_of_the_attack_by_its_alerts() {
    let record = incident("1");
    let found = alerts(&record, &exhibits(&record));
    let told: Vec<_> = found.iter().map(|item| (item.at, item.text.as_str())).collect();
    assert_eq!(told, [(at("2026-04-30T19:00:00Z"), "Alert: Alert (T1059.001; ws-1, kim)")]);
}

#[test]
fn what_is_taken_back_already_is_not_planned_again() {
    let aimed = |id: &str, kind, assets: &[&str]| {
        let mut targets = assets.iter().map(|id| device(id));
        let plan = ActionPlan { target: targets.next(), more_targets: targets.collect(), ..plan(id, kind) };
        expert(Act::PlanAction { plan: Box::new(plan) })
    };
    let (isolate, release) = (ActionKind::IsolateDevice, ActionKind::UnIsolateDevice);
    let isolated = || {
        let steps = [aimed("i", isolate, &["ws-1"]), expert(complete("i")), aimed("r", release, &["ws-1"])];
        World::serving().given(&worked()).given(&steps)
    };
    let refused = "no: another action takes this back already";
    for (more, when, then) in [
        (vec![], aimed("s", release, &["ws-1"]), refused),
        (vec![expert(begin("r"))], aimed("s", release, &["ws-1"]), refused),
        (vec![], aimed("s", release, &["ws-2"]), "planned s"),
        (vec![], aimed("s", release, &["ws-1", "ws-2"]), "planned s"),
        (vec![], aimed("s", ActionKind::RunAntiVirusScan, &["ws-1"]), "planned s"),
        (vec![expert(complete("r"))], aimed("s", release, &["ws-1"]), "planned s"),
        (vec![expert(skip("r"))], aimed("s", release, &["ws-1"]), "planned s"),
        // What is done once more after it is to be taken back once more.
        (vec![aimed("j", isolate, &["ws-1"])], aimed("s", release, &["ws-1"]), "planned s"),
    ] {
        let world = isolated().given(&more);
        let said = told(&world.clone().ask(when.clone()));
        assert!(said.starts_with(then), "{more:?} {when:?}: {said}");
    }
}
