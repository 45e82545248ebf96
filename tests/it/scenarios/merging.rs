//! Merging incidents into another, following them, and linking.

use crate::world::*;
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::dimension::{Dim, Value};
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::ids::IncidentId;
use watchfloor::domain::people::Role;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::vocabulary::Severity;
use watchfloor::domain::work::Stage;

fn ids(list: &[&str]) -> Vec<IncidentId> {
    list.iter().map(|id| IncidentId::new(id).unwrap()).collect()
}

fn merge(role: Role, into: &str, incidents: &[&str]) -> Step {
    let into = IncidentId::new(into).unwrap();
    (role, Command::Merge { into, incidents: ids(incidents), reason: "Same attack".into() })
}

fn link(incidents: &[&str]) -> Step {
    (Role::Analyst, Command::Link { incidents: ids(incidents), reason: String::new() })
}

fn five() -> World {
    let mut world = World::serving();
    world.import(&["2", "3", "4", "5"].map(incident));
    world
}

#[test]
fn any_number_is_merged_and_the_old_ids_lead_on() {
    let mut world = five();
    let events = world.must(merge(Role::Analyst, "1", &["2", "3", "4", "1", "2"]));
    assert_eq!(told(&Ok(events)), "2+3+4: status active -> redirected, merged into 1 | 1: took in 2+3+4");
    for id in ["2", "3", "4"] {
        assert_eq!(world.state.follow(id), Some("1"));
        assert_eq!(world.state.incident(id).unwrap().stage(), Stage::Redirected);
    }
    assert_eq!(world.state.follow("1"), None);
    assert_eq!(world.state.follow("5"), None);
    // One after the other is followed to the end.
    world.must(merge(Role::Analyst, "5", &["1"]));
    assert_eq!(world.state.follow("2"), Some("5"));
}

#[test]
fn a_merge_is_taken_back() {
    let mut world = five();
    world.must(merge(Role::Analyst, "1", &["2", "3"]));
    let command = world.journal.last().unwrap().command.clone();
    assert_eq!(world.state.undo.merge_into("1").map(|known| known.command.clone()), Some(command.clone()));
    let events = world.must((Role::Analyst, Command::Undo { command }));
    assert_eq!(told(&Ok(events)), "2+3: unmerged, status redirected -> active | 1: let go 2+3");
    assert_eq!(world.state.follow("2"), None);
    assert_eq!(world.state.incident("2").unwrap().stage(), Stage::New);
}

#[test]
fn each_side_merges_what_the_other_does_not_have() {
    let mut world = five().given(&[expert(Act::TakeByExperts)]);
    let answer = world.ask(merge(Role::Analyst, "2", &["1"]));
    assert_eq!(told(&answer), "no: not possible while the incident waits for the experts");
    assert_eq!(
        told(&world.ask(merge(Role::Advisor, "2", &["3"]))),
        "no: needs the role administrator or analyst or expert"
    );
    let merged = world.must(merge(Role::Expert, "1", &["2"]));
    assert_eq!(told(&Ok(merged)), "2: status active -> redirected, merged into 1 | 1: took in 2");
    let answer = world.ask(merge(Role::Expert, "2", &["3"]));
    assert_eq!(told(&answer), "no: not possible while the incident is merged into another");
}

#[test]
fn what_the_customer_was_asked_to_do_does_not_vanish() {
    let mut world = World::serving().given(&your_turn());
    world.import(&[incident("2")]);
    let answer = world.ask(merge(Role::Analyst, "2", &["1"]));
    assert!(told(&answer).ends_with("still open"), "{}", told(&answer));
}

#[test]
fn merges_of_imports_are_followed_and_circles_end() {
    let into =
        |id: &str, other: &str| IncidentRecord { redirect_incident_id: Some(other.into()), ..incident(id) };
    let mut world = World::serving();
    world.import(&[into("2", "1"), into("3", "2"), into("4", "5"), into("5", "4"), into("6", "99")]);
    assert_eq!(world.state.follow("3"), Some("1"));
    assert_eq!(world.state.follow("4"), None);
    assert_eq!(world.state.follow("6"), None);
}

#[test]
fn links_name_all_others_and_are_taken_back() {
    let mut world = five();
    let events = world.must(link(&["1", "2", "3"]));
    assert_eq!(told(&Ok(events)), "1: linked 2+3 | 2: linked 1+3 | 3: linked 1+2");
    assert_eq!(told(&world.ask(link(&["1", "2"]))), "no: nothing would change");
    let command = world.state.undo.last_of(&actor(Role::Analyst)).unwrap().command.clone();
    world.must((Role::Analyst, Command::Undo { command }));
    assert!(world.one().work.unwrap().links.is_empty());
}

#[test]
fn the_one_that_goes_on_is_as_severe_as_the_worst_that_it_took_in() {
    let mut world = World::serving();
    let low = IncidentRecord { severity: Severity::Low, ..incident("2") };
    let lower = IncidentRecord { severity: Severity::Informational, ..incident("3") };
    world.import(&[low, lower]);
    let severity = |world: &World, id: &str| world.state.incident(id).unwrap().severity();
    world.must(merge(Role::Analyst, "2", &["3"]));
    assert_eq!(severity(&world, "2"), Severity::Low);
    world.must(merge(Role::Analyst, "2", &["1"]));
    let command = world.journal.last().unwrap().command.clone();
    assert_eq!(severity(&world, "2"), Severity::High);
    let columns = Columns::build(&world.state);
    let row = columns.row(world.state.catalogue.row("2").unwrap()).unwrap();
    assert!(columns.rows_of(Dim::Severity, &Value::word("high"), world.now).contains(row as usize));
    world.must((Role::Analyst, Command::Undo { command }));
    assert_eq!(severity(&world, "2"), Severity::Low);
}
