//! Workspaces on disk: IndexedDB keeps the contract, writes with strict durability, and is found again.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use watchfloor::domain::command::Command;
use watchfloor::domain::people::{Actor, Role};
use watchfloor::platform::indexed_db::IndexedDb;
use watchfloor::platform::storage::{self, Place};
use watchfloor::platform::{clock, random, timer, upkeep};
use watchfloor::store::backend::{Backend, BackendError, Keeping};
use watchfloor::store::contract;
use watchfloor::store::desk::Desk;
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

#[wasm_bindgen_test]
async fn a_page_that_does_not_let_go_is_told_and_nothing_is_lost() {
    let founding = founding();
    let id = founding.workspace.clone();
    let place = IndexedDb::open(id.as_str()).await.expect("open");
    create(&place, founding).await.expect("created");
    drop(place);
    // A connection that does not listen to what others want, as a page that hangs has.
    let factory = web_sys::window().expect("window").indexed_db().expect("allowed").expect("there");
    let request = factory.open(&format!("watchfloor-{id}")).expect("asked");
    let opened = Promise::new(&mut |resolve, _| request.set_onsuccess(Some(&resolve)));
    JsFuture::from(opened).await.expect("opened");
    assert_eq!(storage::delete_workspace(&id).await, Err(BackendError::Blocked));
    request.result().expect("a database").unchecked_into::<web_sys::IdbDatabase>().close();
}

#[wasm_bindgen_test]
async fn without_storage_the_place_is_in_memory_and_the_reason_comes_with_it() {
    let window = web_sys::window().expect("window");
    let hidden = Object::new();
    Reflect::set(&hidden, &"configurable".into(), &true.into()).expect("set");
    Object::define_property(&window, &"indexedDB".into(), &hidden);
    let opened = Place::open(&random::workspace_id()).await;
    Reflect::delete_property(&window, &"indexedDB".into()).expect("shown again");
    let (place, reason) = opened.expect("a place all the same");
    assert_eq!(place.keeping(), Keeping::InMemory);
    assert!(matches!(reason, Some(BackendError::Unavailable(_))), "{reason:?}");
    create(&place, founding()).await.expect("created");
    assert_eq!(reopen(&place).await.name(), "Contoso");
}

#[wasm_bindgen_test]
async fn pages_of_one_workspace_follow_each_other() {
    let founding = founding();
    let id = founding.workspace.clone();
    let (place, _) = Place::open(&id).await.expect("open");
    let session = create(&place, founding).await.expect("created");
    let (other_place, _) = Place::open(&id).await.expect("open");
    let other_session = reopen(&other_place).await;
    let (desk, other) = (Desk::new(place, session), Desk::new(other_place, other_session));
    upkeep::begin(&desk);
    upkeep::begin(&other);
    let command = Command::RenameWorkspace { name: "Fabrikam".to_owned() };
    let ask = Ask { id: random::command_id(), by: mara(), at: clock::now(), command };
    desk.send(ask).await.expect("saved");
    for _ in 0..100 {
        if other.read(|session| session.name() == "Fabrikam") {
            return;
        }
        timer::sleep(20).await;
    }
    panic!("the other page did not hear of it");
}
