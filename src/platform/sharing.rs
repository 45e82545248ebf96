//! Keeps the open workspace in step with its endpoint: after every change, when the line comes back, and from time to
//! time. Of several tabs only the one that writes does it.

use super::http::Fetch;
use super::storage::Place;
use super::tabs::{Part, Tabs};
use super::{clock, random, storage, timer, tokens};
use crate::domain::ids::ImportId;
use crate::domain::time::Timestamp;
use crate::formats::document::Head;
use crate::store::backend::{Backend, BackendError};
use crate::store::desk::Desk;
use crate::store::endpoint::Endpoint;
use crate::store::known::KnownWorkspace;
use crate::store::sync::{Carrying, Means, SyncFailure, round};
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How often it is looked whether something is due.
const LOOK_MS: i32 = 500;
/// How often the endpoint is asked for what others did.
const POLL_MS: f64 = 15_000.0;
/// How long after each failure in a row the next round waits; chance takes away up to half of it.
const WAITS_MS: [f64; 5] = [2_000.0, 5_000.0, 15_000.0, 30_000.0, 60_000.0];

/// How a workspace stands to its endpoint.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// It has none.
    Alone,
    /// Another tab keeps it in step.
    Elsewhere,
    /// A round is under way.
    Working(Option<Carrying>),
    /// In step up to this entry, since then.
    InStep(u64, Timestamp),
    /// The last round failed; the next comes by itself.
    Waiting(SyncFailure),
    /// The last round failed, and the person has to do something.
    Stopped(SyncFailure),
}

struct Inner {
    desk: Desk<Place>,
    tabs: Tabs,
    address: RefCell<Option<String>>,
    place: String,
    standing: RefCell<Standing>,
    is_due: Cell<bool>,
    next_ms: Cell<f64>,
    failures: Cell<usize>,
    /// The last entry that both are known to hold.
    seq: Cell<u64>,
    listeners: RefCell<Vec<Rc<dyn Fn()>>>,
}

/// The sharing of the open workspace. Clones are the same.
#[derive(Clone)]
pub struct Sharing(Rc<Inner>);

/// The key under which this page keeps the token for an endpoint.
fn token_key(place: &str) -> String {
    format!("token.{place}")
}

impl Sharing {
    /// Begins to keep a workspace in step, for as long as the page lives. Without an address it waits for one.
    pub fn begin(desk: &Desk<Place>, tabs: &Tabs, place: &str, address: Option<String>) -> Self {
        desk.share(address.is_some());
        let sharing = Self(Rc::new(Inner {
            desk: desk.clone(),
            tabs: tabs.clone(),
            address: RefCell::new(address),
            place: place.to_owned(),
            standing: RefCell::new(Standing::Alone),
            is_due: Cell::new(true),
            next_ms: Cell::new(0.0),
            failures: Cell::new(0),
            seq: Cell::new(0),
            listeners: RefCell::default(),
        }));
        let woken = sharing.clone();
        desk.on_change(move |change| {
            if change.wrote {
                woken.0.is_due.set(true);
            }
        });
        let online = sharing.clone();
        super::dom::on_online(move || online.now());
        let worker = sharing.clone();
        spawn_local(async move { worker.work().await });
        sharing
    }

    /// The address of the endpoint.
    pub fn address(&self) -> Option<String> {
        self.0.address.borrow().clone()
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        self.0.standing.borrow().clone()
    }

    /// How many entries are kept here and not yet at the endpoint; `None` before the first round of this page.
    pub fn unsent(&self) -> Option<u64> {
        let seq = self.0.seq.get();
        (seq > 0).then(|| self.0.desk.read(|session| session.last_seq()).saturating_sub(seq))
    }

    /// Calls the listener whenever the standing changes.
    pub fn on_change(&self, listener: impl Fn() + 'static) {
        self.0.listeners.borrow_mut().push(Rc::new(listener));
    }

    /// Takes another endpoint, or none, with its token.
    pub fn connect(&self, address: Option<String>, token: Option<&str>) {
        tokens::set(&token_key(&self.0.place), token);
        self.0.desk.share(address.is_some());
        *self.0.address.borrow_mut() = address;
        self.0.seq.set(0);
        self.now();
    }

    /// Does the next round at once.
    pub fn now(&self) {
        self.0.failures.set(0);
        self.0.next_ms.set(0.0);
        self.0.is_due.set(true);
    }

    fn stand(&self, standing: Standing) {
        let has_changed = self.0.standing.replace(standing.clone()) != standing;
        if has_changed {
            let listeners = self.0.listeners.borrow().clone();
            listeners.iter().for_each(|listener| listener());
        }
    }

    async fn work(&self) {
        loop {
            timer::sleep(LOOK_MS).await;
            let Some(address) = self.address() else {
                self.stand(Standing::Alone);
                continue;
            };
            if self.0.tabs.part() != Part::Writer {
                self.stand(Standing::Elsewhere);
                continue;
            }
            let now_ms = timer::elapsed_ms();
            let is_first_wait_over = now_ms >= self.0.next_ms.get();
            let may_go = if self.0.failures.get() > 0 {
                is_first_wait_over
            } else {
                self.0.is_due.get() || is_first_wait_over
            };
            if may_go {
                self.0.is_due.set(false);
                // Through a pointer: a page without an endpoint never needs the code of a round.
                let round: Pin<Box<dyn Future<Output = ()> + '_>> = Box::pin(self.one_round(address));
                round.await;
            }
        }
    }

    async fn one_round(&self, address: String) {
        let Some(mark) = ImportId::new(&format!("sync-{}", random::hex_id())) else { return };
        let token = tokens::get(&token_key(&self.0.place));
        let endpoint = Endpoint::new(Fetch, address, token);
        let tell = |carrying| self.stand(Standing::Working(Some(carrying)));
        let means = Means { pause: &timer::give_way, now: &clock::now, tell: &tell, mark: &mark };
        let outcome = round(self.0.desk.backend(), &endpoint, &means).await;
        match outcome {
            Ok(synced) => {
                self.0.failures.set(0);
                self.0.next_ms.set(timer::elapsed_ms() + POLL_MS);
                self.0.seq.set(synced.seq);
                if synced.received > 0 || synced.set_aside > 0 {
                    let _ = self.0.desk.follow().await;
                    self.0.tabs.tell_written();
                }
                self.stand(Standing::InStep(synced.seq, clock::now()));
            }
            Err(failure) => {
                let failures = self.0.failures.get();
                self.0.failures.set(failures + 1);
                let wait_ms = WAITS_MS.get(failures).or(WAITS_MS.last()).copied().unwrap_or(POLL_MS);
                let wait_ms = wait_ms * (1.0 - js_sys::Math::random() / 2.0);
                self.0.next_ms.set(timer::elapsed_ms() + wait_ms);
                self.stand(if failure.is_passing() {
                    Standing::Waiting(failure)
                } else {
                    Standing::Stopped(failure)
                });
            }
        }
    }
}

/// Opens the workspace of an endpoint in a new place of its own and lists it. Answers the key of the place.
///
/// # Errors
/// Why it could not be fetched; nothing of it stays.
pub async fn join(address: &str, token: &str) -> Result<String, SyncFailure> {
    let key = random::hex_id();
    let (place, in_memory) = Place::open(&key).await.map_err(SyncFailure::Local)?;
    if let Some(error) = in_memory {
        return Err(SyncFailure::Local(error));
    }
    let endpoint = Endpoint::new(Fetch, address.to_owned(), Some(token.to_owned()));
    let mark = ImportId::new(&format!("sync-{key}"));
    let mark = mark.ok_or_else(|| SyncFailure::Local(BackendError::Other("no id".to_owned())))?;
    let means = Means { pause: &timer::give_way, now: &clock::now, tell: &|_| (), mark: &mark };
    let outcome = round(&place, &endpoint, &means).await;
    let head = place.head().await.ok().flatten();
    drop(place);
    let head = head.and_then(|stored| Head::read(&stored.bytes).ok());
    let (Ok(_), Some(head)) = (&outcome, head) else {
        let _ = storage::delete_workspace(&key).await;
        return Err(outcome.err().unwrap_or(SyncFailure::Contended));
    };
    let mut known = KnownWorkspace::new(head.workspace, head.name, clock::now());
    known.place = Some(key.clone());
    known.endpoint = Some(address.to_owned());
    storage::note_workspace(&known).await.map_err(SyncFailure::Local)?;
    Ok(key)
}

/// Tries an endpoint before anything is entrusted to it: whether it is fit, and which workspace it holds, if any, as
/// id and name.
///
/// # Errors
/// Why it cannot be used.
pub async fn probe(address: &str, token: Option<String>) -> Result<Option<(String, String)>, BackendError> {
    let endpoint = Endpoint::new(Fetch, address.to_owned(), token);
    endpoint.probe(&random::hex_id()).await?;
    let head = endpoint.head().await?;
    let head = head.and_then(|stored| Head::read(&stored.bytes).ok());
    Ok(head.map(|head| (head.workspace.to_string(), head.name)))
}
