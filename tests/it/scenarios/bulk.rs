//! The same for many incidents, and taking it back.

use crate::world::*;
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::decide::{outcome, undo_outcome};
use watchfloor::domain::event::Event;
use watchfloor::domain::ids::{CommandId, CommentId, IncidentId};
use watchfloor::domain::people::{Party, Role};
use watchfloor::domain::refusal::Refusal;
use watchfloor::domain::vocabulary::{Classification as C, Determination as D, Status};
use watchfloor::domain::work::{Stage, Visibility};

fn ids(list: &[&str]) -> Vec<IncidentId> {
    list.iter().map(|id| IncidentId::new(id).unwrap()).collect()
}

fn many(role: Role, incidents: &[&str], acts: &[Act]) -> Step {
    let command =
        Command::Incidents { incidents: ids(incidents), acts: acts.to_vec(), reason: "Drill".into() };
    (role, command)
}

fn resolve() -> Act {
    Act::Resolve { note: "Drill".into(), force: false }
}

fn tag(tag: &str) -> Act {
    Act::AddTag { tag: tag.into() }
}

/// `1` to `5`, all new.
fn five() -> World {
    let mut world = World::serving();
    world.import(&["2", "3", "4", "5"].map(incident));
    world
}

/// The command that was asked last.
fn last(world: &World) -> CommandId {
    world.journal.last().unwrap().command.clone()
}

fn undo(role: Role, world: &mut World) -> String {
    let command = last(world);
    told(&world.ask((role, Command::Undo { command })))
}

#[test]
fn one_event_says_it_of_all() {
    let mut world = five();
    let events = world.must(many(Role::Analyst, &["1", "2", "3", "2"], &[resolve()]));
    assert_eq!(told(&Ok(events.clone())), "1+2+3: status active -> resolved, resolved");
    assert!(matches!(&events[..], [Event::Incidents { reason, .. }] if reason == "Drill"));
    assert_eq!(world.state.incident("3").unwrap().stage(), Stage::Resolved);
    assert_eq!(world.state.incident("4").unwrap().stage(), Stage::New);
}

#[test]
fn each_is_decided_by_its_own_rules() {
    let world = five().given(&[expert(Act::TakeByExperts)]);
    let outcome =
        outcome(&world.state, &ids(&["1", "2", "9", "3"]), &[resolve()], &actor(Role::Analyst), world.now);
    assert_eq!((outcome.done_count(), outcome.refused_count()), (2, 2));
    let refusals: Vec<_> = outcome.refused.iter().map(|refused| refused.refusal.clone()).collect();
    assert_eq!(refusals, [Refusal::WrongStage(Stage::WaitingForExperts), Refusal::NoSuchIncident]);
}

#[test]
fn nothing_is_written_where_all_are_refused() {
    let mut world = five();
    let answer = world.ask(many(Role::Advisor, &["1", "2"], &[resolve()]));
    assert_eq!(told(&answer), "no: needs the role administrator or analyst");
    assert_eq!(told(&world.ask(many(Role::Analyst, &[], &[resolve()]))), "no: nothing would change");
}

#[test]
fn several_acts_hold_together_or_not_at_all() {
    let classify = Act::Classify { classification: C::FalsePositive, determination: D::NotMalicious };
    let mut world = five();
    let events = world.must(many(Role::Analyst, &["1", "2"], &[classify.clone(), resolve(), tag("drill")]));
    assert_eq!(
        told(&Ok(events)),
        "1+2: classified falsePositive/notMalicious, status active -> resolved, resolved, tag +drill"
    );
    // The second act is refused, so the first one is not done either.
    let refused = world.ask(many(Role::Analyst, &["1"], &[classify, resolve()]));
    assert_eq!(told(&refused), "no: not possible while the incident is resolved");
}

#[test]
fn what_is_so_already_does_not_stand_against_the_rest() {
    let mut world = five().given(&[analyst(tag("drill"))]);
    let events = world.must(many(Role::Analyst, &["1", "2"], &[tag("drill"), resolve()]));
    assert_eq!(
        told(&Ok(events)),
        "1: status active -> resolved, resolved | 2: tag +drill, status active -> resolved, resolved"
    );
}

#[test]
fn it_is_taken_back_by_one_event_and_can_be_done_again() {
    let classify = Act::Classify { classification: C::TruePositive, determination: D::Malware };
    let mut world = five();
    world.must(many(Role::Analyst, &["1", "2"], &[classify, resolve()]));
    let before = "1+2: reopened, status resolved -> active, classified unknown/unknown";
    assert_eq!(undo(Role::Analyst, &mut world), before);
    let incident = world.state.incident("2").unwrap();
    assert_eq!((incident.status(), incident.verdict()), (Status::Active, (C::Unknown, D::Unknown)));
    assert_eq!(incident.resolved_at(), None);
    let again = "1+2: classified truePositive/malware, status active -> resolved, resolved";
    assert_eq!(undo(Role::Analyst, &mut world), again);
}

#[test]
fn only_who_did_it_takes_it_back_and_once() {
    let mut world = five();
    world.must(many(Role::Analyst, &["1", "2"], &[resolve()]));
    let command = last(&world);
    assert_eq!(undo(Role::Administrator, &mut world), "no: only who did it can take it back");
    world.must((Role::Analyst, Command::Undo { command: command.clone() }));
    let twice = world.ask((Role::Analyst, Command::Undo { command }));
    assert_eq!(told(&twice), "no: there is nothing left to take back");
}

#[test]
fn what_was_changed_since_stays() {
    let mut world = five();
    world.must(many(Role::Analyst, &["1", "2", "3"], &[resolve()]));
    let command = last(&world);
    world.must(analyst(Act::Reopen { reason: "more of it".into() }));
    let outcome = undo_outcome(&world.state, &command, &actor(Role::Analyst)).unwrap();
    assert_eq!((outcome.done_count(), outcome.refused_count()), (2, 1));
    assert_eq!(outcome.refused[0].refusal, Refusal::ChangedSince);
    let events = world.must((Role::Analyst, Command::Undo { command }));
    assert_eq!(told(&Ok(events)), "2+3: reopened, status resolved -> active");
}

#[test]
fn what_was_said_is_not_taken_back() {
    let comment = Act::Comment {
        id: CommentId::new("c").unwrap(),
        text: "All of them".into(),
        visibility: Visibility::Shared,
    };
    let mut world = five();
    world.must(many(Role::Analyst, &["1", "2"], &[comment.clone(), tag("drill")]));
    assert_eq!(undo(Role::Analyst, &mut world), "1+2: tag -drill");
    world.must(many(Role::Analyst, &["3"], &[comment]));
    assert_eq!(undo(Role::Analyst, &mut world), "no: there is nothing left to take back");
}

#[test]
fn ten_thousand_take_little_space() {
    let mut world = World::serving();
    let records: Vec<_> = (10..10_010).map(|id| incident(&id.to_string())).collect();
    world.import(&records);
    let names: Vec<String> = (10..10_010).map(|id| id.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let events = world.must(many(Role::Analyst, &names, &[resolve()]));
    let text = serde_json::to_string(&events).unwrap();
    assert!(text.len() < 100_000, "{} bytes", text.len());
    assert_eq!(serde_json::from_str::<Vec<Event>>(&text).unwrap(), events);
    undo(Role::Analyst, &mut world);
    assert_eq!(world.state.incident("10").unwrap().status(), Status::Active);
}

#[test]
fn the_experts_take_many_up() {
    let mut world = five();
    let events = world.must(many(Role::Expert, &["1", "2"], &[Act::TakeByExperts, Act::start()]));
    assert_eq!(
        told(&Ok(events)),
        "1+2: assigned nobody -> experts, assigned experts -> experts (Eve), status active -> inProgress"
    );
    let back =
        "1+2: status inProgress -> active, assigned experts (Eve) -> experts, assigned experts -> nobody";
    assert_eq!(undo(Role::Expert, &mut world), back);
    assert_eq!(world.one().assignment().party, None::<Party>);
}
