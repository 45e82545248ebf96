//! Workspaces: what is kept, what is found again, and what happens when something fails.

/// Backups and the audit.
mod backup;
/// Two browsers on one endpoint while everything fails at random.
mod chaos;
/// Every changed byte and every cut of every document is noticed.
mod corruption;
/// One command after the other, from several pages.
mod desk;
/// Random commands while the place fails at random.
mod faults;
/// Batches of imports, their leftovers and their briefs.
mod imports;
/// What is derived and kept among the caches.
mod kept;
/// Workspaces that earlier versions wrote.
mod schemas;
/// Servers of both dialects, in memory.
mod servers;
/// Opening, committing and sealing.
mod session;
/// The disk and an endpoint in step.
mod sync;

use futures_executor::block_on;
use watchfloor::domain::catalogue::News;
use watchfloor::domain::command::{Command, IncidentCommand};
use watchfloor::domain::ids::{CommandId, CommentId, ImportId, IncidentId, WorkspaceId};
use watchfloor::domain::imports::{ImportKind, ImportSummary};
use watchfloor::domain::people::{Actor, Role};
use watchfloor::domain::time::Timestamp;
use watchfloor::domain::work::Visibility;
use watchfloor::formats::batch::BatchText;
use watchfloor::formats::import::Import;
use watchfloor::store::backend::Backend;
use watchfloor::store::contract;
use watchfloor::store::failure::{LoadFailure, SaveFailure};
use watchfloor::store::memory::Memory;
use watchfloor::store::open::{Founding, absorb, create, open};
use watchfloor::store::session::{Ask, Plan, Session};

/// A moment that many minutes after the workspace was founded.
fn minute(number: i64) -> Timestamp {
    Timestamp::from_millis(1_790_000_000_000 + number * 60_000)
}

fn mara() -> Actor {
    Actor { person: "Mara Lindqvist".to_owned(), role: Role::Administrator }
}

fn founding() -> Founding {
    Founding {
        workspace: WorkspaceId::new("workspace-1").unwrap(),
        name: "Contoso".to_owned(),
        command: CommandId::new("founding").unwrap(),
        by: mara(),
        at: minute(0),
    }
}

fn founded(place: &Memory) -> Session {
    block_on(create(place, founding())).unwrap()
}

fn ask(id: &str, command: Command) -> Ask {
    Ask { id: CommandId::new(id).unwrap(), by: mara(), at: minute(1), command }
}

/// A command that gives the workspace the name of its own id, so that each one does something.
fn rename(id: &str) -> Ask {
    ask(id, Command::RenameWorkspace { name: format!("Name {id}") })
}

fn comment(id: &str, incident: &str, text: &str) -> Ask {
    let act = IncidentCommand::Comment {
        id: CommentId::new(id).unwrap(),
        text: text.to_owned(),
        visibility: Visibility::Shared,
    };
    ask(id, Command::Incident { incident: IncidentId::new(incident).unwrap(), act })
}

/// Prepares, writes and accepts a command on a place that works.
#[track_caller]
fn save<B: Backend>(session: &mut Session, place: &B, ask: &Ask) {
    match session.prepare(ask).unwrap() {
        Plan::Write(prepared) => {
            let tag = block_on(prepared.write(place)).unwrap();
            session.accept(*prepared, tag).unwrap();
            block_on(absorb(place, session, &async || (), |_| ())).unwrap();
        }
        Plan::Done => panic!("{ask:?} was done before"),
    }
}

fn try_open<B: Backend>(place: &B) -> Result<Option<Session>, LoadFailure> {
    block_on(open(place, &async || (), |_| ()))
}

#[track_caller]
fn reopen<B: Backend>(place: &B) -> Session {
    try_open(place).unwrap().unwrap()
}

/// What two sessions over the same documents must agree on.
#[track_caller]
fn assert_same(one: &Session, other: &Session) {
    let facts = |session: &Session| {
        let state = session.state();
        let mut briefs: Vec<_> =
            state.catalogue.rows().filter_map(|row| Some(state.catalogue.get(row)?.to_brief())).collect();
        briefs.sort_by(|a, b| a.id.cmp(&b.id));
        (session.name().to_owned(), session.last_seq(), state.workspace.clone(), briefs)
    };
    assert_eq!(facts(one), facts(other));
    assert_eq!(one.state().commands, other.state().commands);
    assert_eq!(one.state().work, other.state().work);
    assert_eq!(one.state().imports, other.state().imports);
    assert_eq!(one.state().onboarding, other.state().onboarding);
    assert_eq!(one.state().settings, other.state().settings);
}

/// A Graph export of incidents with these ids.
fn export(ids: impl IntoIterator<Item = u32>) -> String {
    let incident = |id: u32| {
        format!(
            r##"{{"id":"{id}","displayName":"Sign-in {id}","status":"active","severity":"medium",
            "createdDateTime":"2026-05-01T12:00:00Z","lastUpdateDateTime":"2026-05-01T12:30:00Z","customTags":["vip"],
            "alerts":[{{"id":"a{id}","title":"Odd sign-in","status":"new","severity":"medium","category":"InitialAccess",
            "serviceSource":"microsoftDefenderForEndpoint","createdDateTime":"2026-05-01T12:00:00Z",
            "evidence":[{{"@odata.type":"#microsoft.graph.security.deviceEvidence","mdeDeviceId":"d{}",
            "deviceDnsName":"host-{}","verdict":"suspicious","remediationStatus":"active"}}]}}]}}"##,
            id % 7,
            id % 7
        )
    };
    let incidents: Vec<String> = ids.into_iter().map(incident).collect();
    format!(r#"{{"value":[{}]}}"#, incidents.join(","))
}

/// Batches and summary of an import of this text, as the importer gives them.
fn imported(id: &str, text: &str) -> (Vec<BatchText>, ImportSummary) {
    let mut import = Import::new(ImportId::new(id).unwrap());
    import.begin("incidents.json", Some(text.len() as u64));
    import.feed(text.as_bytes(), &|_| News::New);
    import.end(&|_| News::New);
    let outcome = import.finish();
    (outcome.batches, outcome.summary.unwrap())
}

fn take_import(summary: ImportSummary) -> Ask {
    ask(&format!("take-{}", summary.id), Command::TakeImport { import: Box::new(summary) })
}

#[test]
fn memory_keeps_the_contract() {
    for place in [Memory::new(), Memory::stepwise()] {
        assert_eq!(block_on(contract::run(&async || place.connect())), Ok(()));
        assert_eq!(block_on(contract::run_caches(&async || place.connect())), Ok(()));
    }
}

#[test]
fn the_suite_notices_a_place_that_breaks_the_contract() {
    // Two places that do not know of each other are what a place without a shared disk looks like.
    let outcome = block_on(contract::run(&async || Memory::new()));
    assert!(outcome.is_err());
}

#[test]
fn a_second_founding_is_told_that_somebody_was_first() {
    let place = Memory::new();
    founded(&place);
    let again = block_on(create(&place, founding()));
    assert!(matches!(again, Err(SaveFailure::Contended)), "{again:?}");
}

/// An import of nothing but a count, for commands that need no records.
fn machines(id: &str) -> ImportSummary {
    ImportSummary {
        sources: vec!["machines.json".to_owned()],
        ..ImportSummary::new(ImportId::new(id).unwrap(), ImportKind::Machines)
    }
}
