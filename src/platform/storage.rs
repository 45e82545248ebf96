//! Where workspaces are kept in this browser: on disk where it lets us, else in memory; which there are; and how much
//! room they take.

use super::idb::{self, Mode, Trouble};
use super::indexed_db::{IndexedDb, database_name};
use crate::store::backend::{Backend, BackendError, Document, Keeping, StoredHead, Swap, Tag};
use crate::store::known::KnownWorkspace;
use crate::store::memory::Memory;
use js_sys::{Array, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, StorageManager};

/// The place of a workspace.
pub enum Place {
    /// On disk.
    Disk(Box<IndexedDb>),
    /// In memory, because there is no storage here: gone when the page is closed.
    Memory(Memory),
}

impl Place {
    /// Opens the place with this key. Where the browser gives no storage, the place is in memory and the reason
    /// comes with it. A place that another page holds or that a newer version took over is no place in memory: there
    /// is work in it.
    ///
    /// # Errors
    /// [`BackendError::Blocked`] or [`BackendError::Superseded`].
    pub async fn open(place: &str) -> Result<(Self, Option<BackendError>), BackendError> {
        match IndexedDb::open(place).await {
            Ok(disk) => Ok((Self::Disk(Box::new(disk)), None)),
            Err(error @ (BackendError::Blocked | BackendError::Superseded)) => Err(error),
            Err(error) => Ok((Self::Memory(Memory::new()), Some(error))),
        }
    }
}

impl Place {
    /// A place in memory that asks the browser for nothing, with the reason why.
    pub fn without_storage(why: String) -> (Self, Option<BackendError>) {
        (Self::Memory(Memory::new()), Some(BackendError::Unavailable(why)))
    }

    /// Takes or renews the lease of the writer; `false` when another page has it. See [`IndexedDb::lease`].
    ///
    /// # Errors
    /// What the place says.
    pub async fn lease(&self, holder: &str, now_ms: i64, lasts_ms: i64) -> Result<bool, BackendError> {
        match self {
            Self::Disk(disk) => disk.lease(holder, now_ms, lasts_ms).await,
            Self::Memory(_) => Ok(true),
        }
    }
}

/// Calls the same method of whichever place it is.
macro_rules! either {
    ($place:expr, $call:ident($($argument:expr),*)) => {
        match $place {
            Place::Disk(disk) => disk.$call($($argument),*).await,
            Place::Memory(memory) => memory.$call($($argument),*).await,
        }
    };
}

impl Backend for Place {
    fn keeping(&self) -> Keeping {
        match self {
            Self::Disk(disk) => disk.keeping(),
            Self::Memory(memory) => memory.keeping(),
        }
    }
    fn swaps_whole(&self) -> bool {
        match self {
            Self::Disk(disk) => disk.swaps_whole(),
            Self::Memory(memory) => memory.swaps_whole(),
        }
    }
    async fn head(&self) -> Result<Option<StoredHead>, BackendError> {
        either!(self, head())
    }
    async fn read(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        either!(self, read(names))
    }
    async fn put(&self, documents: &[Document]) -> Result<(), BackendError> {
        either!(self, put(documents))
    }
    async fn swap(&self, expected: Option<&Tag>, change: &Swap) -> Result<Tag, BackendError> {
        either!(self, swap(expected, change))
    }
    async fn names(&self) -> Result<Option<Vec<String>>, BackendError> {
        either!(self, names())
    }
    async fn delete(&self, names: &[String]) -> Result<(), BackendError> {
        either!(self, delete(names))
    }
    async fn caches(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        either!(self, caches(names))
    }
    async fn put_cache(&self, name: &str, bytes: &[u8]) -> Result<(), BackendError> {
        either!(self, put_cache(name, bytes))
    }
    async fn put_caches(&self, caches: &[(String, Vec<u8>)]) -> Result<(), BackendError> {
        either!(self, put_caches(caches))
    }
    async fn cache_names(&self) -> Result<Vec<String>, BackendError> {
        either!(self, cache_names())
    }
    async fn delete_caches(&self, names: &[String]) -> Result<(), BackendError> {
        either!(self, delete_caches(names))
    }
    async fn asides(&self) -> Result<Vec<Vec<u8>>, BackendError> {
        either!(self, asides())
    }
    async fn put_aside(&self, key: &str, bytes: &[u8]) -> Result<(), BackendError> {
        either!(self, put_aside(key, bytes))
    }
    async fn delete_aside(&self, key: &str) -> Result<(), BackendError> {
        either!(self, delete_aside(key))
    }
}

/// The database that lists the workspaces of this browser.
///
/// | since | store | key | value |
/// |---|---|---|---|
/// | 1 | `workspaces` | the place | a [`KnownWorkspace`] as JSON text |
/// | 2 | `folders` | the place | the browser's handle of the folder for its backups |
const REGISTRY: &str = "watchfloor";
const REGISTRY_VERSION: u32 = 2;
const WORKSPACES: &str = "workspaces";
const FOLDERS: &str = "folders";

fn upgrade(database: &IdbDatabase, old_version: u32) -> Result<(), JsValue> {
    if old_version < 1 {
        database.create_object_store(WORKSPACES)?;
    }
    if old_version < 2 {
        database.create_object_store(FOLDERS)?;
    }
    Ok(())
}

/// Opens the list for one transaction. It is used once or twice a visit, so no connection is kept.
async fn with_registry<R>(
    name: &str,
    mode: Mode,
    act: impl FnOnce(&web_sys::IdbObjectStore) -> Result<R, JsValue>,
) -> Result<R, BackendError> {
    let database = idb::open(REGISTRY, REGISTRY_VERSION, upgrade).await?;
    let begun = idb::begin(&database, &[name], mode).and_then(|transaction| {
        let asked = act(&transaction.object_store(name)?)?;
        Ok((transaction, asked))
    });
    let outcome = match begun {
        Ok((transaction, asked)) => idb::done(&transaction).await.map(|()| asked),
        Err(Trouble::Failed(error)) => Err(error),
        Err(Trouble::Closed) => Err(BackendError::ConnectionLost("the list was closed".to_owned())),
    };
    database.close();
    outcome
}

/// The workspaces of this browser, the one opened last first.
///
/// # Errors
/// There is no storage, or it does not answer.
pub async fn workspaces() -> Result<Vec<KnownWorkspace>, BackendError> {
    let request = with_registry(WORKSPACES, Mode::Read, web_sys::IdbObjectStore::get_all).await?;
    let rows = request.result().map_err(|error| idb::meaning(&error))?;
    let read = |row: JsValue| KnownWorkspace::from_text(&row.as_string()?);
    let mut known: Vec<KnownWorkspace> = Array::from(&rows).iter().filter_map(read).collect();
    known.sort_by_key(|workspace| std::cmp::Reverse(workspace.opened));
    Ok(known)
}

/// Lists a workspace, or what has changed about it.
///
/// # Errors
/// There is no storage, or it does not answer.
pub async fn note_workspace(workspace: &KnownWorkspace) -> Result<(), BackendError> {
    let text = workspace.to_text().map_err(|error| BackendError::Other(error.to_string()))?;
    let put = |store: &web_sys::IdbObjectStore| {
        store.put_with_key(&JsValue::from_str(&text), &workspace.place().into())
    };
    with_registry(WORKSPACES, Mode::WriteStrict, put).await.map(drop)
}

/// The browser's handle of the folder that was chosen for the backups of a workspace.
pub(super) async fn folder(place: &str) -> Option<JsValue> {
    let get = |store: &web_sys::IdbObjectStore| store.get(&place.into());
    let request = with_registry(FOLDERS, Mode::Read, get).await.ok()?;
    request.result().ok().filter(JsValue::is_object)
}

/// Remembers the folder for the backups of a workspace.
pub(super) async fn note_folder(place: &str, handle: &JsValue) -> Result<(), BackendError> {
    let put = |store: &web_sys::IdbObjectStore| store.put_with_key(handle, &place.into());
    with_registry(FOLDERS, Mode::WriteStrict, put).await.map(drop)
}

/// Deletes a workspace with all that is in it.
///
/// # Errors
/// [`BackendError::Blocked`] when another page does not let go of it; then it is still there.
pub async fn delete_workspace(place: &str) -> Result<(), BackendError> {
    idb::delete(&database_name(place)).await?;
    with_registry(WORKSPACES, Mode::WriteStrict, |store| store.delete(&place.into())).await.map(drop)
}

/// Changes what is known of a workspace; nothing where it is not listed. Reading and writing are one transaction, so
/// that of two changes at the same time, such as a name and an endpoint, none is lost.
///
/// # Errors
/// There is no storage, or it does not answer.
pub async fn change_known(
    place: &str,
    change: impl FnOnce(&mut KnownWorkspace) + 'static,
) -> Result<(), BackendError> {
    let act = |store: &web_sys::IdbObjectStore| {
        let key = JsValue::from_str(place);
        let request = store.get(&key)?;
        let (asked, store) = (request.clone(), store.clone());
        let put = Closure::once(move || {
            let text = asked.result().ok().and_then(|row| row.as_string());
            let Some(mut known) = text.and_then(|text| KnownWorkspace::from_text(&text)) else { return };
            change(&mut known);
            if let Ok(text) = known.to_text() {
                // A request that fails ends the transaction, whose end is awaited.
                let _ = store.put_with_key(&JsValue::from_str(&text), &key);
            }
        });
        request.set_onsuccess(Some(put.as_ref().unchecked_ref()));
        Ok(put)
    };
    // Not strict: it would keep the next command waiting, and what is lost is told again at the next opening.
    with_registry(WORKSPACES, Mode::WriteRelaxed, act).await.map(drop)
}

fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    // A page that is served over plain http has none.
    Reflect::get(&navigator, &"storage".into()).ok()?.dyn_into().ok()
}

/// Asks the browser not to clear our data by itself. `None` where it cannot be asked.
pub async fn persist() -> Option<bool> {
    let promise = manager()?.persist().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// Whether the browser has promised not to clear our data by itself. `None` where it cannot be asked.
pub async fn is_persisted() -> Option<bool> {
    let promise = manager()?.persisted().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// How much room we take and how much there is, in bytes, as the browser estimates. `None` where it does not say.
pub async fn room() -> Option<(u64, u64)> {
    let estimate = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let bytes = |key: &str| Reflect::get(&estimate, &key.into()).ok()?.as_f64();
    Some((bytes("usage")? as u64, bytes("quota")? as u64))
}
