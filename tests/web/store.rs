//! Workspaces on disk: IndexedDB keeps the contract, writes with strict durability, and is found again.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use watchfloor::domain::command::Command;
use watchfloor::domain::people::{Actor, Role};
use watchfloor::platform::indexed_db::IndexedDb;
use watchfloor::platform::storage::{self, Place};
use watchfloor::platform::tabs::Part;
use watchfloor::platform::{clock, random, timer, upkeep};
use watchfloor::store::backend::{Backend, BackendError, Keeping};
use watchfloor::store::contract;
use watchfloor::store::desk::Desk;
use watchfloor::store::failure::SaveFailure;
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
    assert_eq!(contract::run_caches(&connect).await, Ok(()));
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
    let (place, problem) = Place::open(id.as_str()).await.expect("open");
    assert_eq!((place.keeping(), problem), (Keeping::OnDisk, None));
    create(&place, founding).await.expect("created");
    let known = KnownWorkspace::new(id.clone(), "Contoso".to_owned(), clock::now());
    storage::note_workspace(&known).await.expect("noted");
    assert!(storage::workspaces().await.expect("listed").contains(&known));
    storage::delete_workspace(id.as_str()).await.expect("deleted");
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
    assert_eq!(storage::delete_workspace(id.as_str()).await, Err(BackendError::Blocked));
    request.result().expect("a database").unchecked_into::<web_sys::IdbDatabase>().close();
}

#[wasm_bindgen_test]
async fn pages_of_one_workspace_follow_each_other() {
    let founding = founding();
    let id = founding.workspace.clone();
    let known = KnownWorkspace::new(id.clone(), "Contoso".to_owned(), clock::now());
    let (place, _) = Place::open(id.as_str()).await.expect("open");
    let session = create(&place, founding).await.expect("created");
    let (other_place, _) = Place::open(id.as_str()).await.expect("open");
    let other_session = reopen(&other_place).await;
    let (desk, other) = (Desk::new(place, session), Desk::new(other_place, other_session));
    let writer = upkeep::begin(&desk, &known, None);
    until("the first page writes", || writer.tabs.part() == Part::Writer).await;
    let follower = upkeep::begin(&other, &known, None);
    until("the second page follows", || follower.tabs.part() == Part::Follower).await;
    let rename = |name: &str| {
        let command = Command::RenameWorkspace { name: name.to_owned() };
        Ask { id: random::command_id(), by: mara(), at: clock::now(), command }
    };
    desk.send(rename("Fabrikam")).await.expect("saved");
    until("the follower hears of it", || other.read(|session| session.name() == "Fabrikam")).await;
    let wrote = |desk: &Desk<Place>| match desk.backend() {
        Place::Disk(disk) => disk.writes_by_durability().values().sum::<u64>(),
        Place::Memory(_) => 0,
    };
    let before = (wrote(&desk), wrote(&other));
    other.send(rename("Northwind")).await.expect("saved through the writer");
    assert_eq!(other.read(|session| session.name().to_owned()), "Northwind");
    assert_eq!((wrote(&desk), wrote(&other)), (before.0 + 1, before.1));
    let refused = other.send(rename("Northwind")).await;
    assert!(matches!(refused, Err(SaveFailure::Refused(_))), "{refused:?}");
}

async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..250 {
        if holds() {
            return;
        }
        timer::sleep(20).await;
    }
    panic!("{what}: not within 5 s");
}

#[wasm_bindgen_test]
async fn a_lease_is_for_one_page_and_ends_by_itself() {
    let place = IndexedDb::open(&random::hex_id()).await.expect("open");
    assert_eq!(place.lease("one", 1_000, 4_000).await, Ok(true));
    assert_eq!(place.lease("other", 2_000, 4_000).await, Ok(false));
    assert_eq!(place.lease("one", 3_000, 4_000).await, Ok(true), "its holder renews it");
    assert_eq!(place.lease("other", 6_999, 4_000).await, Ok(false));
    assert_eq!(place.lease("other", 7_000, 4_000).await, Ok(true), "a holder that died is replaced");
    assert_eq!(
        place.lease("one", -1_000_000, 4_000).await,
        Ok(true),
        "a clock that was set back locks nobody out"
    );
}

/// Opens a database by hand, as another version of the page does.
async fn by_hand(name: &str, version: u32, stores: &'static [&'static str]) -> web_sys::IdbDatabase {
    let factory = web_sys::window().expect("window").indexed_db().expect("allowed").expect("there");
    let request = factory.open_with_u32(name, version).expect("asked");
    let asked = request.clone();
    let upgrade = wasm_bindgen::prelude::Closure::<dyn FnMut()>::new(move || {
        let database: web_sys::IdbDatabase = asked.result().expect("a database").unchecked_into();
        for store in stores {
            database.create_object_store(store).expect("made");
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let opened = Promise::new(&mut |resolve, _| request.set_onsuccess(Some(&resolve)));
    JsFuture::from(opened).await.expect("opened");
    request.result().expect("a database").unchecked_into()
}

#[wasm_bindgen_test]
async fn a_database_of_the_first_version_is_upgraded() {
    let key = random::hex_id();
    let name = format!("watchfloor-{key}");
    by_hand(&name, 1, &["head", "documents", "caches"]).await.close();
    let place = IndexedDb::open(&key).await.expect("open");
    create(&place, founding()).await.expect("created");
    place.put_aside("one", b"aside").await.expect("kept");
    assert_eq!(place.asides().await, Ok(vec![b"aside".to_vec()]));
    place.delete_aside("one").await.expect("deleted");
    assert_eq!(place.asides().await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn a_page_makes_way_for_a_newer_version_and_says_so() {
    let key = random::hex_id();
    let place = IndexedDb::open(&key).await.expect("open");
    let session = create(&place, founding()).await.expect("created");
    by_hand(&format!("watchfloor-{key}"), 99, &[]).await.close();
    let command = Command::RenameWorkspace { name: "late".to_owned() };
    let ask = Ask { id: random::command_id(), by: mara(), at: clock::now(), command };
    let Ok(Plan::Write(prepared)) = session.prepare(&ask) else { panic!("not decided") };
    assert_eq!(prepared.write(&place).await, Err(BackendError::Superseded));
    assert_eq!(IndexedDb::open(&key).await.err(), Some(BackendError::Superseded));
}
