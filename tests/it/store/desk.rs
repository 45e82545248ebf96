//! One command after the other, from several pages.

use super::*;
use futures_executor::LocalPool;
use futures_util::task::LocalSpawnExt;
use std::cell::RefCell;
use std::rc::Rc;
use watchfloor::domain::refusal::Refusal;
use watchfloor::formats::document::Head;
use watchfloor::store::backend::BackendError;
use watchfloor::store::desk::{Change, Desk, SaveStatus};
use watchfloor::store::import::ImportKeeper;
use watchfloor::store::memory::{Fault, Faults};

/// A desk over a connection, driven by the pool.
fn staffed(pool: &LocalPool, place: Memory) -> Desk<Memory> {
    let session = reopen(&place.connect());
    let desk = Desk::new(place, session);
    let runner = desk.clone();
    pool.spawner().spawn_local(async move { runner.run(&async || ()).await }).unwrap();
    desk
}

/// Lets everything run until nothing moves and answers what became of a command.
fn outcome(
    pool: &mut LocalPool,
    answer: impl Future<Output = Result<(), SaveFailure>> + 'static,
) -> Option<Result<(), SaveFailure>> {
    let seen = Rc::new(RefCell::new(None));
    let note = Rc::clone(&seen);
    pool.spawner().spawn_local(async move { *note.borrow_mut() = Some(answer.await) }).unwrap();
    pool.run_until_stalled();
    seen.take()
}

#[test]
fn commands_are_kept_in_the_order_in_which_they_came() {
    let (mut pool, place) = (LocalPool::new(), Memory::new());
    founded(&place);
    let desk = staffed(&pool, place.connect_with(Faults::default().taking_turns()));
    let answers: Vec<_> = (0..50).map(|number| desk.send(rename(&format!("c{number}")))).collect();
    assert_eq!(desk.status(), SaveStatus::Saving);
    for answer in answers {
        assert_eq!(outcome(&mut pool, answer), Some(Ok(())));
    }
    assert_eq!(desk.status(), SaveStatus::Saved);
    let again = reopen(&place);
    assert_eq!((again.name(), again.last_seq()), ("Name c49", 51));
}

#[test]
fn saved_is_said_when_it_is_on_disk_and_not_before() {
    let (mut pool, place) = (LocalPool::new(), Memory::new());
    founded(&place);
    let desk = staffed(&pool, place.connect());
    let (heard, disk) = (Rc::new(RefCell::new(Vec::new())), place.connect());
    let note = Rc::clone(&heard);
    desk.on_change(move |change: &Change| {
        let on_disk = Head::read(&disk.documents()[0].1).unwrap().name;
        note.borrow_mut().push((change.status.clone(), change.wrote, on_disk));
    });
    assert_eq!(outcome(&mut pool, desk.send(rename("c1"))), Some(Ok(())));
    let expected =
        [(SaveStatus::Saving, false, "Contoso".to_owned()), (SaveStatus::Saved, true, "Name c1".to_owned())];
    assert_eq!(*heard.borrow(), expected);
}

#[test]
fn the_state_can_be_read_while_a_write_is_under_way() {
    let (mut pool, place) = (LocalPool::new(), Memory::new());
    founded(&place);
    let faults = Faults::on([(1, Fault::DiesAfter)]);
    let desk = staffed(&pool, place.connect_with(faults));
    assert_eq!(outcome(&mut pool, desk.send(rename("c1"))), None);
    assert_eq!(desk.status(), SaveStatus::Saving);
    assert_eq!(desk.read(|session| session.name().to_owned()), "Contoso");
}

#[test]
fn two_pages_write_in_turns_and_see_each_other() {
    let (mut pool, place) = (LocalPool::new(), Memory::new());
    founded(&place);
    let turns = || Faults::default().taking_turns();
    let desks = [staffed(&pool, place.connect_with(turns())), staffed(&pool, place.connect_with(turns()))];
    let answers: Vec<_> =
        (0..40).map(|number| desks[number % 2].send(rename(&format!("c{number}")))).collect();
    for answer in answers {
        assert_eq!(outcome(&mut pool, answer), Some(Ok(())));
    }
    for desk in &desks {
        assert_eq!(outcome(&mut pool, desk.follow()), Some(Ok(())));
        let again = reopen(&place);
        desk.read(|session| assert_same(session, &again));
        assert_eq!(again.last_seq(), 41);
    }
}

#[test]
fn what_no_longer_holds_after_somebody_else_was_first_is_told() {
    let (mut pool, place) = (LocalPool::new(), Memory::new());
    founded(&place);
    let (one, other) = (staffed(&pool, place.connect()), staffed(&pool, place.connect()));
    let same_name = |id: &str| ask(id, Command::RenameWorkspace { name: "Fabrikam".to_owned() });
    assert_eq!(outcome(&mut pool, one.send(same_name("c1"))), Some(Ok(())));
    let overtaken = outcome(&mut pool, other.send(same_name("c2")));
    assert_eq!(overtaken, Some(Err(SaveFailure::Overtaken(Refusal::NothingToDo))));
    let refused = outcome(&mut pool, other.send(same_name("c3")));
    assert_eq!(refused, Some(Err(SaveFailure::Refused(Refusal::NothingToDo))));
    assert_eq!(other.status(), SaveStatus::Saved);
}

#[test]
fn the_same_command_from_two_pages_acts_once() {
    let (mut pool, place) = (LocalPool::new(), Memory::new());
    founded(&place);
    let (one, other) = (staffed(&pool, place.connect()), staffed(&pool, place.connect()));
    assert_eq!(outcome(&mut pool, one.send(rename("c1"))), Some(Ok(())));
    assert_eq!(outcome(&mut pool, one.send(rename("c2"))), Some(Ok(())));
    assert_eq!(outcome(&mut pool, other.send(rename("c1"))), Some(Ok(())));
    assert_eq!((reopen(&place).last_seq(), reopen(&place).name()), (3, "Name c2"));
}

/// A command is sent while its write fails so; what is answered, what the status is, and whether it is kept.
#[track_caller]
fn check(fault: Fault, answered: Result<(), SaveFailure>, kept: bool) {
    let (mut pool, place) = (LocalPool::new(), Memory::new());
    founded(&place);
    let desk = staffed(&pool, place.connect_with(Faults::on([(1, fault)])));
    let status = match &answered {
        Ok(()) => SaveStatus::Saved,
        Err(failure) => SaveStatus::NotSaved(failure.clone()),
    };
    assert_eq!(outcome(&mut pool, desk.send(rename("c1"))), Some(answered));
    assert_eq!(desk.status(), status);
    assert_eq!(reopen(&place).name() == "Name c1", kept);
    // The next command goes through, and then all is saved again.
    assert_eq!(outcome(&mut pool, desk.send(rename("c2"))), Some(Ok(())));
    assert_eq!(desk.status(), SaveStatus::Saved);
    assert_eq!(reopen(&place).name(), "Name c2");
}

#[test]
fn each_failure_is_told_for_what_it_is() {
    let lost = || BackendError::ConnectionLost("cut".to_owned());
    check(Fault::Before(BackendError::Quota), Err(SaveFailure::Quota), false);
    check(Fault::Before(BackendError::Blocked), Err(SaveFailure::Blocked), false);
    check(Fault::Before(BackendError::Superseded), Err(SaveFailure::Superseded), false);
    // Nobody knows what became of these: the place is asked, and the command is written again or found.
    check(Fault::Before(lost()), Ok(()), true);
    check(Fault::After(lost()), Ok(()), true);
    check(Fault::After(BackendError::Other("?".to_owned())), Ok(()), true);
    // A conflict that is none: nobody has written.
    check(Fault::Before(BackendError::Conflict), Ok(()), true);
}

#[test]
fn a_connection_that_stays_broken_is_told() {
    let (mut pool, place) = (LocalPool::new(), Memory::new());
    founded(&place);
    let lost = BackendError::ConnectionLost("cut".to_owned());
    let faults = Faults::on((1..10).map(|call| (call, Fault::Before(lost.clone()))));
    let desk = staffed(&pool, place.connect_with(faults));
    let failure = SaveFailure::ConnectionLost("cut".to_owned());
    assert_eq!(outcome(&mut pool, desk.send(rename("c1"))), Some(Err(failure.clone())));
    assert_eq!(desk.status(), SaveStatus::NotSaved(failure.clone()));
    // A refused command was not to be written, so it does not say that all is saved.
    let refused = desk.send(ask("c2", Command::RenameWorkspace { name: String::new() }));
    assert!(matches!(outcome(&mut pool, refused), Some(Err(SaveFailure::Refused(_)))));
    assert_eq!(desk.status(), SaveStatus::NotSaved(failure));
}

#[test]
fn a_closed_desk_does_what_waits_and_takes_no_more() {
    let (mut pool, place) = (LocalPool::new(), Memory::new());
    founded(&place);
    let desk = staffed(&pool, place.connect());
    let waiting = desk.send(rename("c1"));
    desk.close();
    let late = desk.send(rename("c2"));
    assert_eq!(outcome(&mut pool, waiting), Some(Ok(())));
    assert_eq!(outcome(&mut pool, late), Some(Err(SaveFailure::Closed)));
}

#[test]
fn an_import_is_in_the_catalogue_of_every_page_when_it_is_answered() {
    let (mut pool, place) = (LocalPool::new(), Memory::new());
    founded(&place);
    let (one, other) = (staffed(&pool, place.connect()), staffed(&pool, place.connect()));
    let (batches, summary) = imported("i1", &export(1..=25));
    let keeper = block_on(ImportKeeper::begin(one.backend(), &summary.id, minute(1))).unwrap();
    for batch in batches {
        block_on(keeper.keep(one.backend(), batch, minute(1))).unwrap();
    }
    assert_eq!(one.read(|session| session.state().catalogue.len()), 0);
    assert_eq!(outcome(&mut pool, one.send(take_import(summary))), Some(Ok(())));
    assert_eq!(one.read(|session| session.state().catalogue.len()), 25);
    assert_eq!(outcome(&mut pool, other.follow()), Some(Ok(())));
    assert_eq!(other.read(|session| session.state().catalogue.len()), 25);
    assert_eq!(outcome(&mut pool, other.send(comment("m1", "7", "Ours."))), Some(Ok(())));
    assert_eq!(block_on(other.history(&IncidentId::new("7").unwrap())).unwrap().len(), 1);
}
