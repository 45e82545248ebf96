//! Workspaces on disk: IndexedDB keeps the contract, writes with strict durability, and is found again.

use wasm_bindgen_test::wasm_bindgen_test;
use watchfloor::domain::command::Command;
use watchfloor::domain::people::{Actor, Role};
use watchfloor::platform::indexed_db::IndexedDb;
use watchfloor::platform::storage::{self, Place};
use watchfloor::platform::{clock, random};
use watchfloor::store::backend::{Backend, BackendError, Keeping};
use watchfloor::store::contract;
use watchfloor::store::known::KnownWorkspace;
use watchfloor::store::open::{Founding, create, open};
use watchfloor::store::session::{Ask, Plan, Session};

fn mara() -> Actor {
    Actor { person: "Mara Lindqvist".to_owned(), role: Role::Administrator }
}

fn founding() -> Founding {
    let workspace = random::workspace_id();
    Founding {
        workspace,
        name: "Contoso".to_owned(),
        command: random::command_id(),
        by: mara(),
        at: clock::now(),
    }
}

async fn rename<B: Backend>(session: &mut Session, place: &B, name: &str) {
    let command = Command::RenameWorkspace { name: name.to_owned() };
    let ask = Ask { id: random::command_id(), by: mara(), at: clock::now(), command };
    let Ok(Plan::Write(prepared)) = session.prepare(&ask) else { panic!("`{name}` is not a new name") };
    let tag = prepared.write(place).await.expect("written");
    session.accept(*prepared, tag).expect("accepted");
}

async fn reopen<B: Backend>(place: &B) -> Session {
    open(place, &async || (), |_| ()).await.expect("readable").expect("there")
}

#[wasm_bindgen_test]
async fn indexed_db_keeps_the_contract() {
    let workspace = random::hex_id();
    let connect = async || IndexedDb::open(&workspace).await.expect("open");
    assert_eq!(contract::run(&connect).await, Ok(()));
}

#[wasm_bindgen_test]
async fn every_write_of_the_journal_is_strict() {
    let founding = founding();
    let place = IndexedDb::open(founding.workspace.as_str()).await.expect("open");
    let mut session = create(&place, founding).await.expect("created");
    for number in 0..200 {
        rename(&mut session, &place, &format!("Contoso {number}")).await;
    }
    let writes: Vec<_> = place.writes_by_durability().into_iter().collect();
    assert_eq!(writes, [("strict".to_owned(), 201)]);
}

#[wasm_bindgen_test]
async fn a_workspace_is_found_again_after_its_connection_is_gone() {
    let founding = founding();
    let id = founding.workspace.clone();
    let place = IndexedDb::open(id.as_str()).await.expect("open");
    let mut session = create(&place, founding).await.expect("created");
    for number in 0..300 {
        rename(&mut session, &place, &format!("Contoso {number}")).await;
    }
    drop(place);
    let place = IndexedDb::open(id.as_str()).await.expect("open");
    let found = reopen(&place).await;
    assert_eq!(found.name(), "Contoso 299");
    assert_eq!(found.last_seq(), 301);
    assert_eq!(found.state().commands, session.state().commands);
    assert_eq!(found.problems(), []);
}

#[wasm_bindgen_test]
async fn a_broken_connection_is_opened_again() {
    let founding = founding();
    let place = IndexedDb::open(founding.workspace.as_str()).await.expect("open");
    let mut session = create(&place, founding).await.expect("created");
    place.disconnect();
    rename(&mut session, &place, "after the break").await;
    place.disconnect();
    assert_eq!(reopen(&place).await.name(), "after the break");
}

#[wasm_bindgen_test]
async fn a_deleted_workspace_is_gone_and_says_so() {
    let founding = founding();
    let id = founding.workspace.clone();
    let (place, problem) = Place::open(&id).await.expect("open");
    assert_eq!((place.keeping(), problem), (Keeping::OnDisk, None));
    create(&place, founding).await.expect("created");
    let known = KnownWorkspace { id: id.clone(), name: "Contoso".to_owned(), opened: clock::now() };
    storage::note_workspace(&known).await.expect("noted");
    assert!(storage::workspaces().await.expect("listed").contains(&known));
    storage::delete_workspace(&id).await.expect("deleted");
    assert!(!storage::workspaces().await.expect("listed").contains(&known));
    // The page that had it open must not make an empty one in its place.
    assert_eq!(place.head().await, Err(BackendError::Superseded));
}
