//! Workspaces that earlier versions wrote are read for ever: one folder a schema, never changed once it is there.

use super::*;
use std::path::Path;
use watchfloor::store::desk::Desk;

/// A place that holds the documents of a fixture.
fn fixture(name: &str) -> Memory {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures").join(name);
    let place = Memory::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        place.overwrite(&file.file_name().into_string().unwrap(), Some(std::fs::read(file.path()).unwrap()));
    }
    place
}

#[test]
fn schema_1_is_read() {
    let place = fixture("workspace-schema-1");
    let session = reopen(&place);
    assert_eq!(session.problems(), []);
    assert_eq!((session.name(), session.last_seq(), session.read_only()), ("Name c3", 5, None));
    let state = session.state();
    assert_eq!(state.catalogue.len(), 2);
    assert_eq!(state.work["1"].comments[0].text, "Looked at it.");
    assert_eq!(state.imports[0].0.counts.new, 2);
    let desk = Desk::new(place.connect(), session);
    let record = block_on(desk.record(&IncidentId::new("2").unwrap())).unwrap().unwrap();
    assert_eq!((record.display_name.as_str(), record.alerts.len()), ("Sign-in 2", 1));
}

#[test]
fn schema_1_is_written_on() {
    let place = fixture("workspace-schema-1");
    let mut session = reopen(&place);
    save(&mut session, &place, &rename("c4"));
    assert_same(&session, &reopen(&place));
}

#[test]
fn schema_1_is_read_from_a_backup_and_from_an_endpoint_alike() {
    let place = fixture("workspace-schema-1");
    let (file, _) = super::backup::file_of(&place);
    let (restored, problems) = super::backup::read(&file, 1_000);
    assert_eq!(problems, []);
    let copy = Memory::new();
    block_on(watchfloor::store::backup::restore(&copy, restored)).unwrap();
    assert_same(&reopen(&place), &reopen(&copy));
    for kind in [super::servers::Kind::Tags, super::servers::Kind::Revs] {
        let server = super::servers::Server::new(kind);
        super::sync::sync(&place, &server.endpoint([])).unwrap();
        let fetched = Memory::new();
        super::sync::sync(&fetched, &server.endpoint([])).unwrap();
        assert_same(&reopen(&place), &reopen(&fetched));
    }
}
