//! A workspace on disk and the same workspace at an endpoint: in step, whatever happens on the way.

use super::servers::{Kind, Mishap, Server};
use super::*;
use watchfloor::domain::ids::ImportId;
use watchfloor::store::backend::BackendError;
use watchfloor::store::endpoint::Endpoint;
use watchfloor::store::sync::{Means, SyncFailure, Synced, aside, round};

async fn idle() {}

/// One round with an endpoint.
pub(super) fn sync<B: Backend>(
    place: &B,
    remote: &Endpoint<super::servers::Line>,
) -> Result<Synced, SyncFailure> {
    let mark = ImportId::new("sync").unwrap();
    let means = Means { pause: &async || idle().await, now: &|| minute(9), tell: &|_| (), mark: &mark };
    block_on(round(place, remote, &means))
}

fn shared(place: &Memory) -> Session {
    let mut session = reopen(place);
    session.share(true);
    session
}

#[test]
fn an_empty_side_is_filled_from_the_other() {
    for kind in [Kind::Tags, Kind::SilentTags, Kind::Revs] {
        let server = Server::new(kind);
        let one = Memory::new();
        let mut session = founded(&one);
        let (batches, summary) = imported("i1", &export(1..=20));
        for batch in batches {
            one.overwrite(&batch.reference.name.clone(), Some(batch.text.into_bytes()));
        }
        save(&mut session, &one, &take_import(summary));
        for number in 0..400 {
            save(&mut session, &one, &rename(&format!("c{number}")));
        }
        let synced = sync(&one, &server.endpoint([])).unwrap();
        assert_eq!((synced.seq, synced.sent), (402, 402), "{kind:?}");
        let other = Memory::new();
        let synced = sync(&other, &server.endpoint([])).unwrap();
        assert_eq!((synced.seq, synced.received), (402, 402));
        assert_same(&session, &reopen(&other));
        assert_eq!(one.documents(), other.documents());
        // A second round finds nothing to do.
        assert_eq!(sync(&one, &server.endpoint([])).unwrap().sent, 0);
    }
}

#[test]
fn both_sides_take_turns() {
    let server = Server::new(Kind::SilentTags);
    let (one, other) = (Memory::new(), Memory::new());
    founded(&one);
    sync(&one, &server.endpoint([])).unwrap();
    sync(&other, &server.endpoint([])).unwrap();
    for number in 0..300 {
        let place = if number % 2 == 0 { &one } else { &other };
        save(&mut shared(place), place, &rename(&format!("c{number}")));
        assert_eq!(sync(place, &server.endpoint([])).unwrap().sent, 1);
        let place = if number % 2 == 0 { &other } else { &one };
        assert_eq!(sync(place, &server.endpoint([])).unwrap().received, 1);
    }
    assert_eq!(one.documents(), other.documents());
    // Nothing is left at the endpoint that no head names.
    assert_eq!(server.names().len(), one.documents().len());
}

#[test]
fn what_still_holds_is_put_behind_what_others_did_and_the_rest_is_set_aside() {
    for kind in [Kind::Tags, Kind::Revs] {
        let server = Server::new(kind);
        let (one, other) = (Memory::new(), Memory::new());
        let mut session = founded(&one);
        let (batches, summary) = imported("i1", &export(1..=5));
        for batch in batches {
            one.overwrite(&batch.reference.name.clone(), Some(batch.text.into_bytes()));
        }
        save(&mut session, &one, &take_import(summary));
        sync(&one, &server.endpoint([])).unwrap();
        sync(&other, &server.endpoint([])).unwrap();

        let (mut mine, mut theirs) = (shared(&one), shared(&other));
        save(&mut theirs, &other, &comment("t1", "2", "Looked at it first."));
        let rename = |id: &str, name: &str| ask(id, Command::RenameWorkspace { name: name.to_owned() });
        save(&mut theirs, &other, &rename("t2", "Same"));
        sync(&other, &server.endpoint([])).unwrap();
        save(&mut mine, &one, &comment("m1", "2", "Looked at it too."));
        save(&mut mine, &one, &rename("m2", "Same"));
        let mut wrong = comment("m3", "3", "Fine.");
        // A comment with the id of theirs no longer holds: ids are used once.
        if let Command::Incident { act: IncidentCommand::Comment { id, .. }, .. } = &mut wrong.command {
            *id = CommentId::new("t1").unwrap();
        }
        save(&mut mine, &one, &wrong);

        let synced = sync(&one, &server.endpoint([])).unwrap();
        let again = reopen(&one);
        let texts: Vec<_> = again.state().work["2"].comments.iter().map(|one| one.text.clone()).collect();
        assert_eq!(texts, ["Looked at it first.", "Looked at it too."]);
        assert_eq!(again.name(), "Same");
        let asides = block_on(aside::read(&one)).unwrap();
        assert_eq!(synced.set_aside as usize, asides.len());
        for aside in &asides {
            assert_eq!(aside.command.as_str(), "m3");
            assert_eq!(aside.asked.as_ref(), Some(&wrong.command));
        }
        sync(&other, &server.endpoint([])).unwrap();
        assert_same(&again, &reopen(&other));
    }
}

#[test]
fn another_workspace_at_the_endpoint_is_left_alone() {
    let server = Server::new(Kind::Tags);
    let one = Memory::new();
    founded(&one);
    sync(&one, &server.endpoint([])).unwrap();
    let other = Memory::new();
    let founding = Founding { workspace: WorkspaceId::new("workspace-2").unwrap(), ..founding() };
    block_on(create(&other, founding)).unwrap();
    assert_eq!(sync(&other, &server.endpoint([])), Err(SyncFailure::OtherWorkspace("Contoso".to_owned())));
    assert_eq!(reopen(&other).last_seq(), 1);
}

#[test]
fn a_half_finished_upload_is_put_right() {
    let server = Server::new(Kind::Tags);
    let one = Memory::new();
    let mut session = founded(&one);
    for number in 0..200 {
        save(&mut session, &one, &rename(&format!("c{number}")));
    }
    for (name, bytes) in one.documents().iter().skip(1) {
        server.overwrite(name, &bytes[..bytes.len() / 2]);
    }
    sync(&one, &server.endpoint([])).unwrap();
    let other = Memory::new();
    sync(&other, &server.endpoint([])).unwrap();
    assert_same(&reopen(&one), &reopen(&other));
}

#[test]
fn a_body_that_was_cut_off_is_not_taken() {
    let server = Server::new(Kind::Tags);
    let one = Memory::new();
    let mut session = founded(&one);
    for number in 0..200 {
        save(&mut session, &one, &rename(&format!("c{number}")));
    }
    sync(&one, &server.endpoint([])).unwrap();
    for call in 1..8 {
        let other = Memory::new();
        let outcome = sync(&other, &server.endpoint([(call, Mishap::Torn)]));
        if let Err(failure) = outcome {
            assert!(failure.is_passing(), "{failure:?}");
            assert_eq!(try_open(&other).unwrap().map(|session| session.last_seq()), None);
        }
        sync(&other, &server.endpoint([])).unwrap();
        assert_same(&session, &reopen(&other));
    }
}

#[test]
fn a_cut_line_is_told_and_nothing_is_lost() {
    let server = Server::new(Kind::Tags);
    let one = Memory::new();
    let mut session = founded(&one);
    let remote = server.endpoint([]);
    remote.http().is_cut.set(true);
    let outcome = sync(&one, &remote);
    assert!(matches!(outcome, Err(SyncFailure::Remote(BackendError::ConnectionLost(_)))), "{outcome:?}");
    save(&mut session, &one, &rename("c1"));
    remote.http().is_cut.set(false);
    assert_eq!(sync(&one, &remote).unwrap().sent, 2);
}
