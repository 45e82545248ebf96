//! Taking back what a person did alone: one incident, the settings, the order of work.

use crate::world::*;
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::ids::{CommandId, IncidentId, ViewId};
use watchfloor::domain::people::{Party, Role};
use watchfloor::domain::readiness::ActionStatus;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::vocabulary::{Classification as C, Determination as D, Status};

fn last(world: &World) -> CommandId {
    world.journal.last().unwrap().command.clone()
}

/// Takes the last command back in that role.
fn undo(role: Role, world: &mut World) -> String {
    let command = last(world);
    told(&world.ask((role, Command::Undo { command })))
}

#[test]
fn one_incident_is_as_before() {
    let classify = Act::Classify { classification: C::TruePositive, determination: D::Malware };
    let table = [
        (Act::AddTag { tag: "vip".into() }, "1: tag -vip"),
        (classify, "1: classified unknown/unknown"),
        (Act::Resolve { note: "done".into(), force: false }, "1: reopened, status resolved -> active"),
    ];
    for (act, back) in table {
        let mut world = World::serving();
        let active = world.state.incident("1").unwrap().alerts_active();
        assert!(active > 0, "its alerts are open");
        world.must(analyst(act.clone()));
        let told = undo(Role::Analyst, &mut world);
        assert_eq!(told, back, "{act:?}");
        let incident = world.state.incident("1").unwrap();
        assert_eq!(incident.alerts_active(), active, "{act:?}");
        assert!(!incident.tags().contains(&"vip"));
        assert_eq!(incident.verdict(), (C::Unknown, D::Unknown));
    }
}

#[test]
fn what_the_source_had_resolved_is_resolved_again() {
    let resolved = IncidentRecord { status: Status::Resolved, ..incident("1") };
    let all = Command::Incidents {
        incidents: vec![IncidentId::new("1").unwrap()],
        acts: vec![reopen()],
        reason: "Drill".into(),
    };
    for opened in [analyst(reopen()), (Role::Analyst, all)] {
        let mut world = World::with(resolved.clone());
        let active = world.one().alerts_active();
        world.must(opened);
        assert_eq!(world.one().status(), Status::InProgress);
        undo(Role::Analyst, &mut world);
        assert_eq!((world.one().status(), world.one().alerts_active()), (Status::Resolved, active));
        assert!(world.one().assignment().party.is_none(), "nobody has it, as before");
    }
}

#[test]
fn what_was_said_alone_stays() {
    let mut world = World::serving();
    let comment = Act::Comment {
        id: watchfloor::domain::ids::CommentId::new("c").unwrap(),
        text: "Seen".into(),
        visibility: watchfloor::domain::work::Visibility::Shared,
    };
    world.must(analyst(comment));
    assert_eq!(undo(Role::Analyst, &mut world), "no: there is nothing left to take back");
}

#[test]
fn the_name_and_the_settings_are_as_before() {
    let mut world = World::serving();
    let name = world.state.workspace.clone().unwrap().1;
    world.must((Role::Administrator, Command::RenameWorkspace { name: "Other".into() }));
    let command = last(&world);
    assert_eq!(undo(Role::Advisor, &mut world), "no: only who did it can take it back");
    let id = command.to_string();
    let back = told(&world.ask((Role::Administrator, Command::Undo { command })));
    assert_eq!(back, format!("{id} taken back; renamed {name}"));

    let before = world.state.settings.clone();
    let mut settings = before.clone();
    settings.permissions.respond = !settings.permissions.respond;
    world.must((Role::Administrator, Command::ChangeSettings { settings: Box::new(settings.clone()) }));
    assert!(undo(Role::Administrator, &mut world).ends_with("taken back; settings"));
    assert_eq!(world.state.settings, before);
    // Taken back twice the change stands again.
    assert!(undo(Role::Administrator, &mut world).ends_with("taken back; settings"));
    assert_eq!(world.state.settings.permissions, settings.permissions);
}

#[test]
fn settings_that_somebody_changed_since_stay() {
    let mut world = World::serving();
    let change = |world: &mut World, fold_under: u8| {
        let mut settings = world.state.settings.clone();
        settings.fold_under = fold_under;
        world.must((Role::Administrator, Command::ChangeSettings { settings: Box::new(settings) }));
    };
    change(&mut world, 20);
    let first = last(&world);
    change(&mut world, 25);
    let answer = told(&world.ask((Role::Administrator, Command::Undo { command: first })));
    assert_eq!(answer, "no: it was changed again since");
}

#[test]
fn a_recommendation_is_as_before() {
    let mut world = World::serving();
    let set = |status, owner: &str| Command::SetReadinessAction {
        key: "network-protection".into(),
        status,
        reason: String::new(),
        owner: owner.into(),
        due: None,
        evidence: String::new(),
        expires: None,
    };
    world.must((Role::Advisor, set(ActionStatus::InProgress, "Ada")));
    world.must((Role::Advisor, set(ActionStatus::Completed, "Ada")));
    assert!(undo(Role::Advisor, &mut world).ends_with("taken back; network-protection InProgress"));
    assert_eq!(world.state.actions["network-protection"].owner, "Ada");
}

#[test]
fn a_view_comes_back_with_what_it_was_chosen_for() {
    let id = ViewId::new("v").unwrap();
    let mut world = World::new();
    world.must((
        Role::Expert,
        Command::SaveView { id: id.clone(), name: "Mine".into(), link: "f=severity:high".into() },
    ));
    world.must((Role::Expert, Command::SetDefaultView { id: Some(id.clone()) }));
    world.must((Role::Expert, Command::RemoveView { id: id.clone() }));
    assert!(undo(Role::Expert, &mut world).ends_with("taken back; view Mine; opens on v"));
    let default = world.state.default_view(Party::Experts);
    assert_eq!(default.map(|view| view.link.as_str()), Some("f=severity:high"));
}

#[test]
fn on_an_incident_only_what_was_done_to_it_is_the_last() {
    let tag = |id: &str, tag: &str| {
        let act = Act::AddTag { tag: tag.into() };
        (Role::Analyst, Command::Incident { incident: IncidentId::new(id).unwrap(), act })
    };
    let mut world = World::serving();
    world.import(&["2", "3"].map(incident));
    world.must(tag("1", "one"));
    let first = (last(&world), world.journal.last().unwrap().seq);
    world.must(tag("2", "two"));
    let own = actor(Role::Analyst);
    let on = |world: &World, id: &str| {
        let id = IncidentId::new(id).unwrap();
        let known = world.state.undo.last_on(&own, &id);
        known.map(|known| (known.command.clone(), known.seq))
    };
    assert_eq!(on(&world, "1"), Some(first.clone()), "the newer one of another incident is not taken");
    assert_eq!(world.state.undo.last_on(&actor(Role::Administrator), &IncidentId::new("1").unwrap()), None);
    assert_eq!(on(&world, "3"), None);
    world.must((Role::Analyst, Command::Undo { command: first.0 }));
    assert_eq!(on(&world, "1"), None);
    let undone = world.journal.last().unwrap().seq;
    assert!(world.state.undo.is_undo(undone) && !world.state.undo.is_undo(first.1));
}
