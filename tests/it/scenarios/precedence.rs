//! Imports against work: what was done here holds until the source says something else, later.

use crate::world::*;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::people::Party;
use watchfloor::domain::record::{AlertRecord, IncidentRecord};
use watchfloor::domain::vocabulary::{Classification as C, Determination as D, Status};
use watchfloor::domain::work::Stage;

/// The incident `1` as the source changed it at a moment.
fn changed(updated: &str, change: impl FnOnce(&mut IncidentRecord)) -> IncidentRecord {
    let mut record = incident("1");
    record.last_update_date_time = at(updated);
    change(&mut record);
    record
}

fn resolved(updated: &str) -> IncidentRecord {
    changed(updated, |record| record.status = Status::Resolved)
}

/// Worked by the experts from about nine o'clock on.
fn worked() -> World {
    let mut world = World::serving();
    world.now = at("2026-05-01T09:00:00Z");
    world.given(&[expert(Act::TakeByExperts), expert(Act::start())])
}

#[test]
fn an_older_record_changes_nothing() {
    let mut world = worked();
    world.import(&[resolved("2026-04-30T20:30:00Z")]);
    assert_eq!(world.one().stage(), Stage::BeingWorked);
    assert_eq!(world.one().known.status(), Status::Active);
}

#[test]
fn a_change_of_the_source_before_the_work_yields_to_it() {
    let mut world = worked();
    world.import(&[resolved("2026-05-01T08:59:00Z")]);
    assert_eq!(world.one().known.status(), Status::Resolved);
    assert_eq!(world.one().stage(), Stage::BeingWorked);
}

#[test]
fn a_later_change_of_the_source_holds() {
    let mut world = worked();
    world.now = at("2026-05-01T10:30:00Z");
    world.import(&[resolved("2026-05-01T10:00:00Z")]);
    assert_eq!(world.one().status(), Status::Resolved);
    // Only what it changed: the assignment is still the one given here.
    assert_eq!(world.one().assignment().party, Some(Party::Experts));
    assert_eq!(world.one().resolved_at(), Some((at("2026-05-01T10:00:00Z"), true)));
    // What is done after that holds again.
    world.must(expert(Act::AddTag { tag: "x".into() }));
    world.must(analyst(reopen()));
    assert_eq!(world.one().stage(), Stage::OwnTeam);
}

/// A daily export says the same of an incident to which an alert was added: what people did goes on.
#[test]
fn a_later_record_that_says_the_same_is_no_new_word() {
    let mut world = worked();
    world.now = at("2026-05-01T10:30:00Z");
    world.import(&[changed("2026-05-01T10:00:00Z", |record| {
        record.display_name = "Renamed".into();
        record.alerts.push(AlertRecord { id: "b".into(), ..alert(&[]) });
    })]);
    assert_eq!(world.one().known.title(), "Renamed");
    assert_eq!(world.one().known.alerts(), 2);
    assert_eq!(world.one().known.holds_since(), at("2026-05-01T10:00:00Z"));
    assert_eq!(world.one().stage(), Stage::BeingWorked);
    assert_eq!(world.one().assignment().person.as_deref(), Some("Eve"));
    // The word is as old as it is, through any number of exports, until the source changes it.
    world.now = at("2026-05-01T11:30:00Z");
    world.import(&[changed("2026-05-01T11:00:00Z", |record| record.alerts.clear())]);
    assert_eq!(world.one().stage(), Stage::BeingWorked);
    world.now = at("2026-05-01T12:30:00Z");
    world.import(&[resolved("2026-05-01T12:00:00Z")]);
    assert_eq!(world.one().status(), Status::Resolved);
}

#[test]
fn each_field_has_its_own_word() {
    let mut world = worked();
    world.must(expert(Act::Classify { classification: C::TruePositive, determination: D::Malware }));
    world.now = at("2026-05-01T10:30:00Z");
    world.import(&[changed("2026-05-01T10:00:00Z", |record| {
        record.assigned_to = Some("kim@contoso.example".into());
    })]);
    assert_eq!(world.one().status(), Status::InProgress);
    assert_eq!(world.one().assignment().export(), Some("kim@contoso.example"));
    assert_eq!(world.one().verdict(), (C::TruePositive, D::Malware));
    world.import(&[changed("2026-05-01T10:10:00Z", |record| {
        record.assigned_to = Some("kim@contoso.example".into());
        record.classification = C::FalsePositive;
    })]);
    assert_eq!(world.one().verdict(), (C::FalsePositive, D::Unknown));
    assert_eq!(world.one().status(), Status::InProgress);
}

/// A record of the year 9999 holds from the moment at which it was taken, and not a moment longer than until somebody
/// does something.
#[test]
fn a_date_in_the_future_cannot_shut_people_out() {
    let mut world = worked();
    world.now = at("2026-05-01T10:00:00Z");
    world.import(&[resolved("9999-12-31T23:59:59Z")]);
    assert_eq!(world.one().status(), Status::Resolved);
    assert_eq!(world.one().known.holds_since(), world.now);
    world.must(analyst(reopen()));
    assert_eq!(world.one().status(), Status::InProgress);
}

#[test]
fn a_date_in_the_past_yields_to_everything() {
    let mut world = World::with(changed("0000-01-01T00:00:00Z", |record| record.status = Status::InProgress));
    world.must(analyst(resolve()));
    assert_eq!(world.one().status(), Status::Resolved);
}

/// The clock of a machine may be put back: who acts after the import was there has seen it.
#[test]
fn the_journal_and_not_the_clock_says_what_came_first() {
    let mut world = World::serving();
    world.now = at("2026-05-01T12:00:00Z");
    world.import(&[changed("2026-05-01T11:59:00Z", |record| record.status = Status::InProgress)]);
    world.now = at("2026-05-01T06:00:00Z");
    world.must(analyst(resolve()));
    assert_eq!(world.one().status(), Status::Resolved);
    assert_eq!(world.one().resolved_at(), Some((world.now, false)));
}

#[test]
fn when_it_was_resolved() {
    let with_alerts = |times: &[&str]| {
        changed("2026-04-30T22:00:00Z", |record| {
            record.status = Status::Resolved;
            record.alerts = times.iter().map(|_| alert(&[])).collect();
            for (alert, time) in record.alerts.iter_mut().zip(times) {
                alert.resolved_date_time = Some(at(time));
            }
        })
    };
    // Not at all.
    assert_eq!(World::serving().one().resolved_at(), None);
    // By the journal.
    let world = World::serving().given(&[analyst(resolve())]);
    assert_eq!(world.one().resolved_at(), Some((world.now, false)));
    // By the latest of its alerts.
    let world =
        World::with(with_alerts(&["2026-04-30T21:00:00Z", "2026-04-30T21:30:00Z", "2026-04-30T20:00:00Z"]));
    assert_eq!(world.one().resolved_at(), Some((at("2026-04-30T21:30:00Z"), false)));
    // By the last change, assumed.
    let world = World::with(with_alerts(&[]));
    assert_eq!(world.one().resolved_at(), Some((at("2026-04-30T22:00:00Z"), true)));
    // Reopened and resolved by the source: not the time of the first resolution here.
    let mut world = World::serving().given(&[analyst(resolve()), analyst(reopen())]);
    world.now = at("2026-05-02T10:00:00Z");
    world.import(&[resolved("2026-05-02T09:00:00Z")]);
    assert_eq!(world.one().resolved_at(), Some((at("2026-05-02T09:00:00Z"), true)));
}
