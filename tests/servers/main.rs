//! Endpoints on real servers, started here on the loopback interface: Apache httpd with mod_dav, and PouchDB Server,
//! which speaks the protocol of CouchDB.

/// HTTP over a socket.
mod http;
/// Starting and stopping the servers.
mod start;

use futures_executor::block_on;
use start::{Started, apache, pouchdb};
use watchfloor::domain::command::Command;
use watchfloor::domain::ids::{CommandId, ImportId, WorkspaceId};
use watchfloor::domain::people::{Actor, Role};
use watchfloor::domain::time::Timestamp;
use watchfloor::store::contract;
use watchfloor::store::endpoint::{Dialect, Endpoint, base_address};
use watchfloor::store::memory::Memory;
use watchfloor::store::open::{Founding, create, open};
use watchfloor::store::session::{Ask, Plan, Session};
use watchfloor::store::sync::{Means, Synced, round};

fn endpoint(server: &Started, folder: &str) -> Endpoint<http::Socket> {
    let base = base_address(&server.address(folder)).expect("an address");
    Endpoint::new(http::Socket, base, Some("a token that nobody asks for".to_owned()))
}

#[test]
fn apache_keeps_the_contract() {
    let server = apache();
    let open = async || endpoint(&server, "contract");
    server.make_folder("contract");
    assert_eq!(block_on(contract::run(&open)), Ok(()));
}

#[test]
fn pouchdb_keeps_the_contract() {
    let server = pouchdb();
    let open = async || endpoint(&server, "contract");
    server.make_folder("contract");
    assert_eq!(block_on(contract::run(&open)), Ok(()));
}

#[test]
fn both_are_found_fit_and_a_missing_folder_is_told() {
    for (server, dialect) in [(apache(), Dialect::Rfc9110), (pouchdb(), Dialect::CouchDb)] {
        server.make_folder("fit");
        assert_eq!(block_on(endpoint(&server, "fit").probe("trial")), Ok(dialect));
        let missing = block_on(endpoint(&server, "missing").probe("trial"));
        assert!(missing.is_err(), "{missing:?}");
    }
}

fn mara() -> Actor {
    Actor { person: "Mara Lindqvist".to_owned(), role: Role::Administrator }
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_millis(1_790_000_000_000 + minute * 60_000)
}

fn rename(place: &Memory, session: &mut Session, id: &str) {
    let command = Command::RenameWorkspace { name: format!("Name {id}") };
    let ask = Ask { id: CommandId::new(id).expect("an id"), by: mara(), at: at(1), command };
    let Ok(Plan::Write(prepared)) = session.prepare(&ask) else { panic!("{id} is not decided") };
    let tag = block_on(prepared.write(place)).expect("written");
    session.accept(*prepared, tag).expect("accepted");
}

fn reopen(place: &Memory) -> Session {
    let mut session = block_on(open(place, &async || (), |_| ())).expect("readable").expect("a workspace");
    session.share(true);
    session
}

fn sync(place: &Memory, remote: &Endpoint<http::Socket>) -> Synced {
    let mark = ImportId::new("sync").expect("an id");
    let means = Means { pause: &async || (), now: &|| at(2), tell: &|_| (), mark: &mark };
    block_on(round(place, remote, &means)).expect("in step")
}

#[test]
fn two_working_copies_stay_in_step_through_either_server() {
    for server in [apache(), pouchdb()] {
        server.make_folder("ws");
        let (one, other) = (Memory::new(), Memory::new());
        let founding = Founding {
            workspace: WorkspaceId::new("workspace-1").expect("an id"),
            name: "Contoso".to_owned(),
            command: CommandId::new("founding").expect("an id"),
            by: mara(),
            at: at(0),
        };
        let mut session = block_on(create(&one, founding)).expect("founded");
        for number in 0..300 {
            rename(&one, &mut session, &format!("c{number}"));
        }
        assert_eq!(sync(&one, &endpoint(&server, "ws")).sent, 301);
        assert_eq!(sync(&other, &endpoint(&server, "ws")).received, 301);
        // Both go on at once: the second one is put behind the first.
        rename(&one, &mut reopen(&one), "one");
        rename(&other, &mut reopen(&other), "other");
        assert_eq!(sync(&one, &endpoint(&server, "ws")).sent, 1);
        let synced = sync(&other, &endpoint(&server, "ws"));
        assert_eq!((synced.received, synced.sent, synced.set_aside), (1, 1, 0));
        sync(&one, &endpoint(&server, "ws"));
        assert_eq!(one.documents(), other.documents());
        assert_eq!(reopen(&one).name(), "Name other");
    }
}
