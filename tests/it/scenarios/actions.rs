//! Response actions after planning: begin, complete, fail, skip, do again, in order, on both sides.

use crate::world::*;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::people::{Party, Role};
use watchfloor::domain::response::{ActionKind, ActionPlan};
use watchfloor::domain::settings::{Exclusion, ExclusionKind};
use watchfloor::domain::work::Stage;

/// Given these steps while the experts work the incident `1`, when this is asked, then this is the answer.
#[track_caller]
fn check(given: &[Step], when: Step, then: &str) -> World {
    let worked = World::serving().given(&[expert(Act::TakeByExperts), expert(Act::start())]);
    check_in(worked, given, when, then)
}

#[track_caller]
fn check_in(world: World, given: &[Step], when: Step, then: &str) -> World {
    let mut world = world.given(given);
    assert_eq!(told(&world.ask(when)), then);
    world
}

/// Published: `a` and `b` by hand, for the customer.
fn published(more: &[Step]) -> Vec<Step> {
    let base = [expert(summary("malware")), expert(by_hand("a")), expert(by_hand("b")), expert(publish())];
    [&base[..], more].concat()
}

/// Published: `a` for the customer, `x` for the experts.
fn mixed(more: &[Step]) -> Vec<Step> {
    let base = [expert(summary("malware")), expert(by_hand("a")), expert(one_press("x")), expert(publish())];
    [&base[..], more].concat()
}

const WRONG_STATE: &str = "no: the action is not in a state that allows this";
const RESOLVED: &str = "status awaitingAction -> resolved; resolved";

#[test]
fn the_customer_carries_out_its_own() {
    check(&published(&[]), analyst(begin("a")), "started a");
    check(&published(&[]), administrator(complete("a")), "completed a");
    check(&published(&[analyst(begin("a"))]), analyst(complete("a")), "completed a");
    check(&published(&[]), analyst(fail("a")), "failed a");
    check(&published(&[]), analyst(skip("a")), "skipped a");
    check(&published(&[]), analyst(complete("z")), "no: there is no such action");
}

/// The numbers go on over both sides, so that "after 2" is one action: the customer's first, as the cards stand.
#[test]
fn actions_are_numbered_once_over_both_sides() {
    let given =
        [expert(summary("malware")), expert(one_press("x")), expert(by_hand("a")), expert(by_hand("b"))];
    let worked = World::serving().given(&[expert(Act::TakeByExperts), expert(Act::start())]);
    let world = worked.given(&given);
    let response = world.state.incident("1").unwrap().response().unwrap().clone();
    let numbered = |side| -> Vec<String> {
        response.numbered(side).into_iter().map(|action| action.plan.id.to_string()).collect()
    };
    assert_eq!(numbered(Party::Experts), ["a", "b", "x"]);
    // What the customer does not see yet has no number there.
    assert_eq!(numbered(Party::Customer), Vec::<String>::new());
}

#[test]
fn each_side_keeps_to_its_own() {
    check(&published(&[]), expert(begin("a")), "no: the action belongs to the other side");
    check(&published(&[]), expert(complete("a")), "no: the action belongs to the other side");
    check(&published(&[]), advisor(complete("a")), "no: needs the role administrator or analyst");
    check(&mixed(&[]), analyst(complete("x")), "no: the action belongs to the other side");
    check(&mixed(&[]), advisor(complete("x")), "no: needs the role expert");
    check(&mixed(&[]), expert(complete("x")), "completed x");
}

#[test]
fn every_state_leads_only_where_it_should() {
    let completed = published(&[analyst(complete("a"))]);
    let skipped = published(&[analyst(skip("a"))]);
    let failed = published(&[analyst(fail("a"))]);
    let begun = published(&[analyst(begin("a"))]);
    for (given, act, then) in [
        (&begun, begin("a"), WRONG_STATE),
        (&begun, skip("a"), "skipped a"),
        (&begun, fail("a"), "failed a"),
        (&begun, again("a"), "again a"),
        (&completed, begin("a"), WRONG_STATE),
        (&completed, complete("a"), WRONG_STATE),
        (&completed, fail("a"), WRONG_STATE),
        (&completed, skip("a"), WRONG_STATE),
        (&completed, again("a"), "again a"),
        (&skipped, begin("a"), WRONG_STATE),
        (&skipped, complete("a"), WRONG_STATE),
        (&skipped, fail("a"), WRONG_STATE),
        (&skipped, skip("a"), WRONG_STATE),
        (&skipped, again("a"), "again a"),
        (&failed, fail("a"), WRONG_STATE),
        (&failed, begin("a"), "started a"),
        (&failed, complete("a"), "completed a"),
        (&failed, skip("a"), "skipped a"),
        (&failed, again("a"), "again a"),
        (&published(&[]), again("a"), WRONG_STATE),
    ] {
        check(given, analyst(act), then);
    }
}

#[test]
fn skipping_and_failing_need_a_reason() {
    let blank = |id: &str| Act::SkipAction { action: action(id), reason: " ".into() };
    check(&published(&[]), analyst(blank("a")), "no: a reason is needed");
    let blank = Act::FailAction { action: action("a"), reason: String::new() };
    check(&published(&[]), analyst(blank), "no: a reason is needed");
    let long = Act::CompleteAction { action: action("a"), note: "x".repeat(30_001) };
    check(&published(&[]), analyst(long), "no: the text is longer than 30000 characters");
}

#[test]
fn the_last_action_resolves() {
    for last in [complete("b"), skip("b")] {
        let word = if matches!(last, Act::SkipAction { .. }) { "skipped" } else { "completed" };
        let world =
            check(&published(&[analyst(complete("a"))]), analyst(last), &format!("{word} b; {RESOLVED}"));
        assert_eq!(world.one().stage(), Stage::FinishedByExperts);
    }
    // A failed one is open still.
    check(&published(&[analyst(fail("a"))]), analyst(complete("b")), "completed b");
    check(&published(&[analyst(complete("b"))]), analyst(fail("a")), "failed a");
}

#[test]
fn a_person_who_has_it_keeps_it() {
    let mine = Act::AssignToTeam {
        party: Some(watchfloor::domain::people::Party::Customer),
        person: Some("Ana".into()),
    };
    let given = published(&[analyst(mine), analyst(complete("a"))]);
    let world = check(&given, analyst(complete("b")), &format!("completed b; {RESOLVED}"));
    assert_eq!(world.one().assignment().export(), Some("Ana"));
}

#[test]
fn the_customer_is_done_and_the_experts_are_not() {
    let world = check(
        &mixed(&[]),
        analyst(complete("a")),
        "completed a; assigned customer -> experts; status awaitingAction -> inProgress",
    );
    assert_eq!(world.one().stage(), Stage::BeingWorked);
    check_in(
        world,
        &[],
        expert(complete("x")),
        "completed x; assigned experts -> customer; status inProgress -> resolved; resolved",
    );
}

#[test]
fn the_experts_are_done_and_the_customer_is_not() {
    let world = check(&mixed(&[]), expert(complete("x")), "completed x");
    assert_eq!(world.one().stage(), Stage::YourTurn);
    check_in(world, &[], analyst(complete("a")), &format!("completed a; {RESOLVED}"));
}

#[test]
fn the_experts_act_before_they_publish() {
    check(&[expert(one_press("x"))], expert(begin("x")), "started x");
    check(&[expert(one_press("x"))], expert(complete("x")), "completed x");
    check(&[expert(one_press("x"))], expert(fail("x")), "failed x");
    check(&[expert(by_hand("a"))], analyst(complete("a")), "no: there is no such action");
    check(&[expert(by_hand("a"))], expert(complete("a")), "no: the action belongs to the other side");
}

#[test]
fn what_the_customer_took_back_holds_at_once() {
    let mut world =
        World::serving().given(&[expert(Act::TakeByExperts), expert(Act::start()), expert(one_press("x"))]);
    world.change(|settings| {
        settings.exclusions =
            vec![Exclusion { kind: ExclusionKind::Asset, name: "WS-1".into(), since: None, expires: None }];
    });
    check_in(world, &[], expert(complete("x")), "no: the experts may not act: the exclusion `WS-1` holds");
}

#[test]
fn an_expert_takes_back_what_the_customer_need_not_do() {
    check(&published(&[]), expert(skip("a")), "skipped a");
    check(&published(&[analyst(complete("a"))]), expert(skip("b")), &format!("skipped b; {RESOLVED}"));
    check(&mixed(&[]), analyst(skip("x")), "no: the action belongs to the other side");
}

#[test]
fn one_action_waits_for_another() {
    let second = ActionPlan { after: Some(action("a")), ..plan("b", ActionKind::Text) };
    let second = Act::PlanAction { plan: Box::new(second) };
    let given = [expert(summary("malware")), expert(by_hand("a")), expert(second), expert(publish())];
    let with = |more: &[Step]| [&given[..], more].concat();
    check(&with(&[]), analyst(begin("b")), "no: `Action a` comes first");
    check(&with(&[]), analyst(complete("b")), "no: `Action a` comes first");
    check(&with(&[]), analyst(fail("b")), "no: `Action a` comes first");
    check(&with(&[analyst(fail("a"))]), analyst(begin("b")), "no: `Action a` comes first");
    check(&with(&[analyst(complete("a"))]), analyst(begin("b")), "started b");
    check(&with(&[analyst(skip("a"))]), analyst(complete("b")), &format!("completed b; {RESOLVED}"));
    // Skipping needs no order: what is not done cannot come too early.
    check(&with(&[]), analyst(skip("b")), "skipped b");
}

#[test]
fn one_side_waits_for_the_other() {
    let second = ActionPlan { after: Some(action("x")), ..plan("a", ActionKind::Text) };
    let second = Act::PlanAction { plan: Box::new(second) };
    let given = [expert(summary("malware")), expert(one_press("x")), expert(second), expert(publish())];
    let world = check(&given, analyst(complete("a")), "no: `Action x` comes first");
    let world = check_in(world, &[], expert(complete("x")), "completed x");
    check_in(world, &[], analyst(complete("a")), &format!("completed a; {RESOLVED}"));
}

#[test]
fn actions_rest_while_the_incident_is_closed() {
    let closed = published(&[analyst(complete("a")), analyst(complete("b"))]);
    check(&closed, analyst(again("a")), "no: not possible while the incident is finished by the experts");
    // The team opens it again and does one thing once more: it is its turn.
    let opened = [closed, vec![analyst(reopen())]].concat();
    let world = check(&opened, analyst(again("a")), "again a; status inProgress -> awaitingAction");
    assert_eq!(world.one().stage(), Stage::YourTurn);
    check_in(world, &[], analyst(complete("a")), &format!("completed a; {RESOLVED}"));
}

#[test]
fn the_first_action_after_reopening_does_not_resolve_again() {
    let closed = published(&[analyst(complete("a")), analyst(complete("b"))]);
    let opened = [closed, vec![expert(reopen()), expert(one_press("x"))]].concat();
    let world = check(&opened, expert(complete("x")), "completed x");
    assert_eq!(world.one().stage(), Stage::BeingWorked);
    // Once it was published again, the last one ends it as it always does.
    let told = [opened, vec![expert(publish())]].concat();
    let all = "completed x; assigned experts (Eve) -> customer; status inProgress -> resolved; resolved";
    check(&told, expert(complete("x")), all);
}

#[test]
fn an_action_of_another_incident_is_none_here() {
    let mut world = World::serving();
    world.import(&[incident("2")]);
    let world = world.given(&[
        expert(Act::TakeByExperts),
        expert(Act::start()),
        expert(one_press("x")),
        (Role::Expert, on("2", Act::TakeByExperts)),
        (Role::Expert, on("2", Act::start())),
    ]);
    check_in(world, &[], (Role::Expert, on("2", complete("x"))), "no: there is no such action");
    check_in(World::serving(), &[], (Role::Expert, on("9", complete("x"))), "no: there is no such incident");
}
