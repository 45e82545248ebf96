//! What a page does for its open workspace by itself: it drives the desk, joins the other tabs, keeps in step with an
//! endpoint, asks the browser to keep the data, and clears leftovers away.

use super::sharing::Sharing;
use super::storage::{self, Place};
use super::tabs::Tabs;
use super::yielding::Slices;
use super::{clock, timer};
use crate::store::backend::{BackendError, Keeping};
use crate::store::desk::Desk;
use crate::store::known::KnownWorkspace;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// When leftovers are cleared away: after the page has come up and is at rest.
const TIDY_AFTER_MS: i32 = 10_000;

/// What the browser says about keeping the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// It was not asked yet: nothing was saved so far.
    NotAsked,
    /// It keeps them until the person clears them.
    Given,
    /// It may clear them when the disk is full.
    Refused,
    /// It cannot be asked here.
    CannotAsk,
}

/// Hears that something has changed.
type Listener = Rc<dyn Fn()>;

/// What looks after the open workspace. Clones are the same.
#[derive(Clone)]
pub struct Upkeep {
    /// The tabs of the workspace.
    pub tabs: Tabs,
    /// The endpoint.
    pub sharing: Sharing,
    /// The key of the place.
    pub place: Rc<str>,
    /// Why the workspace is in memory only, when it is.
    pub in_memory: Option<BackendError>,
    promise: Rc<Cell<Promise>>,
    listeners: Rc<RefCell<Vec<Listener>>>,
}

impl Upkeep {
    /// What the browser says about keeping the data.
    pub fn promise(&self) -> Promise {
        self.promise.get()
    }

    /// Calls the listener whenever something about the storage has changed: the part of this tab, the endpoint, the
    /// browser's promise.
    pub fn on_change(&self, listener: impl Fn() + 'static) {
        let listener = Rc::new(listener);
        self.listeners.borrow_mut().push(listener.clone());
        let (of_tabs, of_sharing) = (listener.clone(), listener);
        self.tabs.on_part(move |_| of_tabs());
        self.sharing.on_change(move || of_sharing());
    }

    fn ask_to_keep(&self) {
        let upkeep = self.clone();
        spawn_local(async move {
            upkeep.promise.set(match storage::persist().await {
                Some(true) => Promise::Given,
                Some(false) => Promise::Refused,
                None => Promise::CannotAsk,
            });
            let listeners = upkeep.listeners.borrow().clone();
            listeners.iter().for_each(|listener| listener());
        });
    }
}

/// Begins to look after a desk, for as long as the page lives.
pub fn begin(desk: &Desk<Place>, known: &KnownWorkspace, in_memory: Option<BackendError>) -> Upkeep {
    let worker = desk.clone();
    spawn_local(async move {
        let slices = Slices::default();
        worker.run(&async || slices.pause().await).await;
    });
    let tabs = Tabs::join(desk, known.place());
    let sharing = Sharing::begin(desk, &tabs, known.place(), known.endpoint.clone());
    let upkeep = Upkeep {
        tabs,
        sharing,
        place: known.place().into(),
        in_memory,
        promise: Rc::new(Cell::new(Promise::NotAsked)),
        listeners: Rc::default(),
    };
    if desk.keeping() == Keeping::InMemory {
        return upkeep;
    }
    keep_listed(desk, known);
    let tidier = desk.clone();
    spawn_local(async move {
        timer::sleep(TIDY_AFTER_MS).await;
        // What cannot be cleared away now is cleared away another time.
        let _ = tidier.tidy(clock::now()).await;
    });
    let asker = upkeep.clone();
    spawn_local(async move {
        if storage::is_persisted().await == Some(true) {
            asker.promise.set(Promise::Given);
        }
    });
    let asker = upkeep.clone();
    let has_asked = Cell::new(false);
    desk.on_change(move |change| {
        if change.wrote && !has_asked.replace(true) {
            asker.ask_to_keep();
        }
    });
    upkeep
}

/// Lists the workspace under the name that it has: whoever deletes one is asked for that.
fn keep_listed(desk: &Desk<Place>, known: &KnownWorkspace) {
    let (reader, place) = (desk.clone(), known.place().to_owned());
    let listed = RefCell::new(known.name.clone());
    desk.on_change(move |_| {
        let name = reader.read(|session| session.name().to_owned());
        if listed.replace(name.clone()) != name {
            let place = place.clone();
            // One that cannot be listed now is listed when it is opened again.
            spawn_local(async move { drop(storage::change_known(&place, |known| known.name = name).await) });
        }
    });
}
