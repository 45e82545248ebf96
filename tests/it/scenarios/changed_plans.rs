//! Changing an action that is planned: what stays, what is judged anew, when it is too late, and how the journal tells it.

use crate::world::*;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::event::{Entry, Event, IncidentEvent as Happened};
use watchfloor::domain::investigation::investigating;
use watchfloor::domain::people::Party;
use watchfloor::domain::plan_change::{PlanPart, changes};
use watchfloor::domain::response::{ActionKind as Kind, ActionPlan, Origin};
use watchfloor::domain::settings::{Exclusion, ExclusionKind};

fn planning(plan: ActionPlan) -> Step {
    expert(Act::PlanAction { plan: Box::new(plan) })
}

fn changing(plan: ActionPlan) -> Step {
    expert(Act::ChangeAction { plan: Box::new(plan) })
}

fn isolate(id: &str, name: &str) -> ActionPlan {
    ActionPlan { target: Some(device(name)), ..plan(id, Kind::IsolateDevice) }
}

fn after(first: &str, plan: ActionPlan) -> ActionPlan {
    ActionPlan { after: Some(action(first)), ..plan }
}

/// The experts work the incident `1` and have planned these.
fn planned(plans: &[ActionPlan]) -> World {
    let plans: Vec<Step> = plans.iter().cloned().map(planning).collect();
    World::serving().given(&worked()).given(&plans)
}

#[track_caller]
fn check(mut world: World, when: Step, then: &str) -> World {
    assert_eq!(told(&world.ask(when)), then);
    world
}

#[test]
fn all_of_it_can_be_changed_and_the_event_says_what() {
    let text = plan("a", Kind::Text);
    let better = ActionPlan {
        title: "Call the owner".into(),
        instructions: "By **phone**".into(),
        impact: "None".into(),
        ..after("b", text.clone())
    };
    let mut world = planned(&[text.clone(), plan("b", Kind::Text)]);
    let when = world.one().work.unwrap().response.action(&action("a")).unwrap().planned;
    let events = world.must(changing(better.clone()));
    let [Event::Incident { what: Happened::ActionChanged { action: now, before }, .. }] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!(**before, text);
    let parts = [PlanPart::Title, PlanPart::Instructions, PlanPart::Impact, PlanPart::Order];
    assert_eq!(changes(before, &now.plan), parts);
    let known = world.one().work.unwrap().response.action(&action("a")).unwrap();
    assert_eq!((&known.plan, known.planned), (&better, when), "it was planned when it was");
    check(world, changing(better), "no: nothing would change");
}

#[test]
fn where_it_came_from_is_kept() {
    let origin =
        Origin::Playbook { id: "malware".into(), name: "Malware".into(), version: 3, automatic: false };
    let mut world = planned(&[]);
    world.must(expert(Act::ApplyPlaybook {
        playbook: "malware-device".into(),
        seed: action("s"),
        found: Vec::new(),
    }));
    let proposed = world.one().work.unwrap().response.actions[0].plan.clone();
    assert!(!proposed.origin.is_person());
    let better = ActionPlan { title: "Better".into(), origin, ..proposed.clone() };
    world.must(changing(better));
    let now = &world.one().work.unwrap().response.actions[0].plan;
    assert_eq!((now.title.as_str(), &now.origin), ("Better", &proposed.origin));
}

#[test]
fn who_acts_is_judged_by_what_it_became() {
    let mut world = planned(&[isolate("x", "ws-1")]);
    let exclusion = Exclusion { kind: ExclusionKind::Asset, name: "ws-2".into(), since: None, expires: None };
    world.change(|settings| settings.exclusions.push(exclusion));
    check(world, changing(isolate("x", "ws-2")), "changed x: customer");
    check(planned(&[isolate("x", "ws-1")]), changing(isolate("x", "ws-2")), "changed x: experts");
}

#[test]
fn the_rules_of_planning_hold_for_what_it_becomes() {
    let two = || planned(&[isolate("x", "ws-1"), isolate("y", "ws-2")]);
    check(two(), changing(isolate("y", "ws-1")), "no: another action does this already");
    let nowhere = ActionPlan { target: None, ..isolate("y", "ws-2") };
    check(two(), changing(nowhere), "no: target is missing");
    check(two(), changing(ActionPlan { title: " ".into(), ..isolate("y", "ws-2") }), "no: title is missing");
    check(two(), changing(after("z", isolate("y", "ws-2"))), "no: there is no such action");
    check(two(), changing(after("y", isolate("y", "ws-2"))), "no: there is no such action");
    check(two(), changing(plan("z", Kind::Text)), "no: there is no such action");
    // What takes back waits for what it takes back, so that cannot wait for it.
    let release = ActionPlan { target: Some(device("ws-1")), ..plan("r", Kind::UnIsolateDevice) };
    let pair = planned(&[isolate("x", "ws-1"), release]);
    check(pair, changing(after("r", isolate("x", "ws-1"))), "no: the two would wait for each other");
    let row = planned(&[
        plan("a", Kind::Text),
        after("a", plan("b", Kind::Text)),
        after("b", plan("c", Kind::Text)),
    ]);
    check(row, changing(after("c", plan("a", Kind::Text))), "no: the two would wait for each other");
}

#[test]
fn it_is_too_late_once_it_was_begun_published_or_asked_about() {
    let worded = |id: &str| changing(ActionPlan { impact: "Slow".into(), ..isolate(id, "ws-1") });
    let one = || planned(&[isolate("x", "ws-1")]);
    check(one(), worded("x"), "changed x: experts");
    let begun = one().given(&[expert(begin("x"))]);
    check(begun, worded("x"), "no: the action is not in a state that allows this");
    let ask = Act::AskApproval { action: action("x"), note: "may we".into() };
    check(one().given(&[expert(ask)]), worded("x"), "no: the customer was asked about it as it is");
    let published =
        || planned(&[plan("a", Kind::Text)]).given(&[expert(summary("malware")), expert(publish())]);
    let other = changing(ActionPlan { impact: "Slow".into(), ..plan("a", Kind::Text) });
    check(published(), other.clone(), "no: the response was published already");
    check(published().given(&[analyst(begin("a"))]), other.clone(), "no: the response was published already");
    let (_, command) = other;
    let by_team = (watchfloor::domain::people::Role::Analyst, command);
    check(planned(&[plan("a", Kind::Text)]), by_team, "no: needs the role expert");
}

#[test]
fn what_was_agreed_about_it_stays() {
    let give = Act::DelegateAction { action: action("x"), to: "Rex".into(), note: String::new() };
    let mut world = planned(&[isolate("x", "ws-1")]).given(&[expert(give)]);
    world.must(changing(ActionPlan { impact: "Slow".into(), ..isolate("x", "ws-1") }));
    let now = world.one().work.unwrap().response.action(&action("x")).unwrap();
    assert_eq!(now.delegated.as_ref().map(|it| it.to.as_str()), Some("Rex"));
    assert_eq!(now.party, Party::Experts);
}

/// What an automated investigation may do already is told from the alerts that name the asset, and from no other.
#[test]
fn an_investigation_that_is_not_over_is_known_by_its_alert() {
    let on = |id: &str, kind| ActionPlan { target: Some(device(id)), ..plan("x", kind) };
    let isolate = || on("ws-1", Kind::IsolateDevice);
    let told = |states: &[&str], plan: &ActionPlan| {
        let mut record = incident("1");
        let first = record.alerts[0].clone();
        record.alerts = states.iter().map(|_| first.clone()).collect();
        for (alert, state) in record.alerts.iter_mut().zip(states) {
            alert.title = format!("Alert {state}");
            alert.extra.insert("investigationState".into(), (*state).into());
        }
        investigating(&record, plan).map(|it| (it.alert, it.asset.id, it.waits))
    };
    let one = |state: &str, waits| Some((format!("Alert {state}"), "ws-1".to_owned(), waits));
    assert_eq!(told(&["running"], &isolate()), one("running", false));
    assert_eq!(told(&["Queued"], &isolate()), one("Queued", false));
    assert_eq!(told(&["running", "pendingApproval"], &isolate()), one("pendingApproval", true));
    assert_eq!(told(&["successfullyRemediated", "unknown", ""], &isolate()), None);
    assert_eq!(told(&["running"], &on("ws-2", Kind::IsolateDevice)), None);
    assert_eq!(told(&["running"], &on("ws-1", Kind::UnIsolateDevice)), None, "it takes nothing back");
    assert_eq!(told(&["running"], &on("ws-1", Kind::Text)), None);
    assert_eq!(investigating(&incident("1"), &isolate()), None, "no alert tells of one");
}

/// An entry of the journal reads back as what was written.
#[test]
fn the_journal_keeps_it() {
    let mut world = planned(&[plan("a", Kind::Text)]);
    world.must(changing(ActionPlan { title: "Call".into(), ..plan("a", Kind::Text) }));
    let entry = world.journal.last().unwrap();
    let text = serde_json::to_string(entry).unwrap();
    assert!(text.contains(r#""what":"actionChanged""#), "{text}");
    assert_eq!(&serde_json::from_str::<Entry>(&text).unwrap(), entry);
}
