//! IndexedDB, thinly: opening with numbered upgrades, transactions, and what their failures mean.
//!
//! One rule keeps transactions alive: all requests of a transaction are queued at once or from the handler of an
//! earlier one, and only its end is awaited. Our own layer and not a wrapper crate, because those offer no strict
//! durability and await single requests, on which a transaction may end too early.

use super::timer;
use crate::store::backend::BackendError;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbTransaction};

/// How long opening waits for pages that hold an older version, which close it as soon as they hear of it.
const BLOCKED_WAIT_MS: i32 = 5_000;
/// How long opening waits at all: some browsers never answer when their storage is damaged.
const OPEN_WAIT_MS: i32 = 20_000;

#[wasm_bindgen]
extern "C" {
    /// The part of `IDBDatabase` that takes options; web-sys has it behind a flag for unstable interfaces.
    #[wasm_bindgen(extends = IdbDatabase)]
    type DatabaseWithOptions;
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with_options(
        this: &DatabaseWithOptions,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;

    /// The part of `IDBTransaction` that tells its durability, and that ends it before its requests are answered; web-sys
    /// has neither for good.
    #[wasm_bindgen(extends = IdbTransaction)]
    type TransactionWithDurability;
    #[wasm_bindgen(method, getter)]
    fn durability(this: &TransactionWithDurability) -> Option<String>;
    #[wasm_bindgen(method, catch)]
    fn commit(this: &TransactionWithDurability) -> Result<(), JsValue>;
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It only reads.
    Read,
    /// It writes and is done when the data are on disk.
    WriteStrict,
    /// It writes what may be lost.
    WriteRelaxed,
}

/// Why a transaction could not do what it should.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The connection was closed before anything was asked: it can be opened and asked again.
    Closed,
    /// Anything else.
    Failed(BackendError),
}

impl From<BackendError> for Trouble {
    fn from(error: BackendError) -> Self {
        Self::Failed(error)
    }
}

impl From<JsValue> for Trouble {
    fn from(error: JsValue) -> Self {
        Self::Failed(meaning(&error))
    }
}

/// What a value thrown by IndexedDB means.
pub(super) fn meaning(error: &JsValue) -> BackendError {
    let Some(exception) = error.dyn_ref::<DomException>() else {
        let error = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        return BackendError::Other(error.unwrap_or_else(|| "unknown error".to_owned()));
    };
    let message = format!("{}: {}", exception.name(), exception.message());
    match exception.name().as_str() {
        "QuotaExceededError" => BackendError::Quota,
        "VersionError" => BackendError::Superseded,
        "SecurityError" | "NotAllowedError" | "InvalidAccessError" => BackendError::Unavailable(message),
        "AbortError" | "InvalidStateError" | "TimeoutError" => BackendError::ConnectionLost(message),
        _ => BackendError::Other(message),
    }
}

/// What it means when storage does not open at all: whatever has no meaning of its own is that there is none.
fn unavailable(error: JsValue) -> BackendError {
    match meaning(&error) {
        BackendError::Other(why) | BackendError::ConnectionLost(why) => BackendError::Unavailable(why),
        known => known,
    }
}

fn factory() -> Result<IdbFactory, BackendError> {
    let window = web_sys::window().ok_or_else(|| BackendError::Unavailable("no window".to_owned()))?;
    // Some browsers refuse the property itself, in private mode or when cookies are blocked.
    let found = window.indexed_db().map_err(unavailable)?;
    found.ok_or_else(|| BackendError::Unavailable("this browser has no IndexedDB".to_owned()))
}

/// Opens a database; `upgrade` is called with the version that it has, 0 for a new one, and brings it to `version`.
pub(super) async fn open(
    name: &str,
    version: u32,
    upgrade: fn(&IdbDatabase, u32) -> Result<(), JsValue>,
) -> Result<IdbDatabase, BackendError> {
    let request = factory()?.open_with_u32(name, version).map_err(unavailable)?;
    let asked = request.clone();
    let upgrading = Closure::<dyn FnMut(web_sys::IdbVersionChangeEvent)>::new(
        move |event: web_sys::IdbVersionChangeEvent| {
            let old_version = event.old_version() as u32;
            let database = asked.result().map(JsCast::unchecked_into::<IdbDatabase>);
            if database.and_then(|database| upgrade(&database, old_version)).is_err() {
                // A database that is half upgraded would be worse than none.
                let _ = asked.transaction().map(|transaction| transaction.abort());
            }
        },
    );
    request.set_onupgradeneeded(Some(upgrading.as_ref().unchecked_ref()));
    let answer = answered(&request, OPEN_WAIT_MS).await;
    request.set_onupgradeneeded(None);
    match answer {
        Ok(()) => request.result().map(JsCast::unchecked_into).map_err(unavailable),
        Err(Unanswered::Error) => {
            let exception = request.error().ok().flatten().map(JsValue::from);
            Err(unavailable(exception.unwrap_or(JsValue::UNDEFINED)))
        }
        Err(Unanswered::Blocked) => Err(BackendError::Blocked),
        Err(Unanswered::Silent) => Err(BackendError::Unavailable("the browser does not answer".to_owned())),
    }
}

enum Unanswered {
    Error,
    Blocked,
    Silent,
}

/// Waits for a request to open or delete. One that is answered too late is closed at once.
async fn answered(request: &IdbOpenDbRequest, wait_ms: i32) -> Result<(), Unanswered> {
    const BLOCKED: &str = "blocked";
    const SILENT: &str = "silent";
    let success = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let blocked = Promise::new(&mut |resolve: Function, _| {
        let wait = Closure::<dyn FnMut()>::once_into_js(move || {
            wasm_bindgen_futures::spawn_local(async move {
                timer::sleep(BLOCKED_WAIT_MS).await;
                let _ = resolve.call1(&JsValue::UNDEFINED, &BLOCKED.into());
            });
        });
        request.set_onblocked(Some(wait.unchecked_ref()));
    });
    let silent = wasm_bindgen_futures::future_to_promise(async move {
        timer::sleep(wait_ms).await;
        Ok(SILENT.into())
    });
    let first = JsFuture::from(Promise::race(&Array::of3(&success, &blocked, &silent))).await;
    request.set_onblocked(None);
    let Ok(first) = first else { return Err(Unanswered::Error) };
    match first.as_string().as_deref() {
        None => Ok(()),
        Some(word) => {
            let late = request.clone();
            let close = Closure::<dyn FnMut()>::once_into_js(move || {
                if let Ok(database) = late.result().map(JsCast::unchecked_into::<IdbDatabase>) {
                    database.close();
                }
            });
            request.set_onsuccess(Some(close.unchecked_ref()));
            Err(if word == BLOCKED { Unanswered::Blocked } else { Unanswered::Silent })
        }
    }
}

/// Deletes a database.
pub(super) async fn delete(name: &str) -> Result<(), BackendError> {
    let request = factory()?.delete_database(name).map_err(|error| meaning(&error))?;
    match answered(&request, OPEN_WAIT_MS).await {
        Ok(()) => Ok(()),
        Err(Unanswered::Blocked) => Err(BackendError::Blocked),
        Err(Unanswered::Error | Unanswered::Silent) => {
            Err(BackendError::Other("the database could not be deleted".to_owned()))
        }
    }
}

/// Begins a transaction over some stores.
pub(super) fn begin(database: &IdbDatabase, stores: &[&str], mode: Mode) -> Result<IdbTransaction, Trouble> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let (word, durability) = match mode {
        Mode::Read => ("readonly", "default"),
        Mode::WriteStrict => ("readwrite", "strict"),
        Mode::WriteRelaxed => ("readwrite", "relaxed"),
    };
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &durability.into())?;
    let database: &DatabaseWithOptions = database.unchecked_ref();
    database.transaction_with_options(&names, word, &options).map_err(|error| {
        let closed = error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "InvalidStateError");
        if closed { Trouble::Closed } else { Trouble::from(error) }
    })
}

/// The durability that the browser grants a transaction; empty in one that does not know of it.
pub(super) fn durability_of(transaction: &IdbTransaction) -> String {
    transaction.unchecked_ref::<TransactionWithDurability>().durability().unwrap_or_default()
}

/// Says that nothing more will be asked of a transaction: the browser need not first tell that each request is answered,
/// behind whatever the page is busy with, to find that out. A browser that does not know the call finds it out so.
pub(super) fn commit(transaction: &IdbTransaction) {
    let _ = transaction.unchecked_ref::<TransactionWithDurability>().commit();
}

/// Waits until a transaction is complete: with [`Mode::WriteStrict`] its data are then on disk.
pub(super) async fn done(transaction: &IdbTransaction) -> Result<(), BackendError> {
    let end = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    let ended = JsFuture::from(end).await;
    transaction.set_oncomplete(None);
    transaction.set_onabort(None);
    ended.map(drop).map_err(|_| {
        let aborted = || BackendError::ConnectionLost("the transaction was aborted".to_owned());
        transaction.error().map_or_else(aborted, |exception| meaning(&exception.into()))
    })
}
