//! A workspace in the browser's IndexedDB.
//!
//! One database a workspace, named `watchfloor-<place>`. The schema, with the version that brought each store:
//!
//! | since | store | key | value |
//! |---|---|---|---|
//! | 1 | `head` | `text`, `tag` | the text of `head.json`; a random word that changes with every swap |
//! | 1 | `documents` | name | UTF-8 text as bytes, which the browser copies and stores quicker than strings |
//! | 1 | `caches` | name | bytes |
//! | 2 | `asides` | id of a command | what was set aside for the person |
//! | 2 | `lease` | `writer` | who writes where there are no locks, and until when |
//!
//! Whatever belongs to the journal is written with strict durability: it is acknowledged when it is on disk. Caches
//! are relaxed, since they may vanish at any time.

mod comparison;

use super::idb::{self, Mode, Trouble};
use super::{ahead, random, timer};
use crate::store::backend::{Backend, BackendError, Document, Keeping, StoredHead, Swap, Tag};
use comparison::{Comparison, Verdict, bytes_of, put_documents, strings_of};
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbRequest, IdbTransaction};

const HEAD: &str = "head";
const DOCUMENTS: &str = "documents";
const CACHES: &str = "caches";
const ASIDES: &str = "asides";
const LEASE: &str = "lease";
const WRITER: &str = "writer";
const TEXT: &str = "text";
const TAG: &str = "tag";

/// The number of the schema above.
const VERSION: u32 = 2;

/// How long to wait before each try to open a lost connection again.
const REOPEN_WAITS_MS: [i32; 5] = [0, 100, 400, 1_600, 5_000];

fn upgrade(database: &IdbDatabase, old_version: u32) -> Result<(), JsValue> {
    if old_version < 1 {
        for store in [HEAD, DOCUMENTS, CACHES] {
            database.create_object_store(store)?;
        }
    }
    if old_version < 2 {
        for store in [ASIDES, LEASE] {
            database.create_object_store(store)?;
        }
    }
    Ok(())
}

/// The name of the database of a workspace.
pub(super) fn database_name(workspace: &str) -> String {
    format!("watchfloor-{workspace}")
}

struct Connection {
    database: IdbDatabase,
    lost: Rc<Cell<bool>>,
    _closures: [Closure<dyn FnMut()>; 2],
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onversionchange(None);
        self.database.set_onclose(None);
        self.database.close();
    }
}

/// A place in IndexedDB. Opens a lost connection again by itself.
pub struct IndexedDb {
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
    superseded: Rc<Cell<bool>>,
    writes: RefCell<BTreeMap<String, u64>>,
}

impl IndexedDb {
    /// Opens the database of a workspace, which is made when it is not there.
    ///
    /// # Errors
    /// [`BackendError::Unavailable`], [`BackendError::Blocked`], [`BackendError::Superseded`] or
    /// [`BackendError::Quota`].
    pub async fn open(workspace: &str) -> Result<Self, BackendError> {
        let place = Self {
            name: database_name(workspace),
            connection: RefCell::new(None),
            superseded: Rc::default(),
            writes: RefCell::default(),
        };
        let connection = place.connect().await?;
        *place.connection.borrow_mut() = Some(connection);
        Ok(place)
    }

    /// How many writes of documents the browser did so far, by the durability that it granted: `strict`, or another
    /// word in a browser that does not know of it.
    pub fn writes_by_durability(&self) -> BTreeMap<String, u64> {
        self.writes.borrow().clone()
    }

    /// Closes the connection, as a browser does that runs out of resources. The next call opens it again.
    pub fn disconnect(&self) {
        if let Some(connection) = self.connection.borrow().as_ref() {
            connection.database.close();
        }
    }

    /// Takes or renews the lease of the writer, in one transaction: `true` when `holder` has it for the next `lasts_ms`
    /// from `now_ms` on, `false` when another page has it. A lease that ends far in the future was given under another
    /// clock and does not count.
    ///
    /// # Errors
    /// What IndexedDB says.
    pub async fn lease(&self, holder: &str, now_ms: i64, lasts_ms: i64) -> Result<bool, BackendError> {
        let is_mine = Rc::new(Cell::new(false));
        let queue = |transaction: &IdbTransaction| {
            let store = transaction.object_store(LEASE)?;
            let request = store.get(&WRITER.into())?;
            let (asked, flag, holder) = (request.clone(), Rc::clone(&is_mine), holder.to_owned());
            let compare = Closure::<dyn FnMut()>::new(move || {
                let found = asked.result().ok().and_then(|value| value.as_string()).unwrap_or_default();
                let (who, until_ms) = found.split_once(' ').unwrap_or_default();
                let left_ms = until_ms.parse::<i64>().unwrap_or(0).saturating_sub(now_ms);
                if who != holder && left_ms > 0 && left_ms <= lasts_ms {
                    return;
                }
                let lease = format!("{holder} {}", now_ms.saturating_add(lasts_ms));
                flag.set(store.put_with_key(&lease.into(), &WRITER.into()).is_ok());
            });
            request.set_onsuccess(Some(compare.as_ref().unchecked_ref()));
            Ok(compare)
        };
        self.transact(&[LEASE], Mode::WriteRelaxed, queue, Ok).await?;
        Ok(is_mine.get())
    }

    async fn connect(&self) -> Result<Rc<Connection>, BackendError> {
        let database = idb::open(&self.name, VERSION, upgrade).await?;
        let lost = Rc::new(Cell::new(false));
        // Another page upgrades or deletes the database: let go, or it waits for ever.
        let (held, superseded) = (database.clone(), Rc::clone(&self.superseded));
        let let_go = Closure::<dyn FnMut()>::new(move || {
            superseded.set(true);
            held.close();
        });
        let flag = Rc::clone(&lost);
        let note_loss = Closure::<dyn FnMut()>::new(move || flag.set(true));
        database.set_onversionchange(Some(let_go.as_ref().unchecked_ref()));
        database.set_onclose(Some(note_loss.as_ref().unchecked_ref()));
        Ok(Rc::new(Connection { database, lost, _closures: [let_go, note_loss] }))
    }

    /// The connection, opened again with growing waits when it was lost.
    async fn connected(&self) -> Result<Rc<Connection>, BackendError> {
        let mut last = BackendError::ConnectionLost("the connection was closed".to_owned());
        for wait_ms in REOPEN_WAITS_MS {
            if self.superseded.get() {
                return Err(BackendError::Superseded);
            }
            let known = self.connection.borrow().clone().filter(|connection| !connection.lost.get());
            if let Some(connection) = known {
                return Ok(connection);
            }
            if wait_ms > 0 {
                timer::sleep(wait_ms).await;
            }
            match self.connect().await {
                Ok(connection) => {
                    *self.connection.borrow_mut() = Some(Rc::clone(&connection));
                    return Ok(connection);
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Queues the requests of one transaction, waits for its end and reads what they brought.
    async fn transact<Q, R>(
        &self,
        stores: &[&str],
        mode: Mode,
        queue: impl Fn(&IdbTransaction) -> Result<Q, Trouble>,
        read: impl FnOnce(Q) -> Result<R, JsValue>,
    ) -> Result<R, BackendError> {
        for _ in 0..REOPEN_WAITS_MS.len() {
            let connection = self.connected().await?;
            let transaction = match idb::begin(&connection.database, stores, mode) {
                Ok(transaction) => transaction,
                Err(Trouble::Closed) => {
                    // Nothing was asked yet, so asking again on a new connection repeats nothing.
                    connection.lost.set(true);
                    continue;
                }
                Err(Trouble::Failed(error)) => return Err(error),
            };
            if mode != Mode::Read && stores.contains(&CACHES) {
                ahead::forget();
            }
            if mode == Mode::WriteStrict {
                *self.writes.borrow_mut().entry(idb::durability_of(&transaction)).or_default() += 1;
            }
            let queued = match queue(&transaction) {
                Ok(queued) => queued,
                Err(trouble) => {
                    let _ = transaction.abort();
                    return Err(match trouble {
                        Trouble::Closed => {
                            BackendError::ConnectionLost("the connection was closed".to_owned())
                        }
                        Trouble::Failed(error) => error,
                    });
                }
            };
            idb::done(&transaction).await?;
            return read(queued).map_err(|error| idb::meaning(&error));
        }
        Err(BackendError::ConnectionLost("the connection breaks again and again".to_owned()))
    }

    async fn read_all(&self, store: &str, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        let queue = |transaction: &IdbTransaction| {
            let store = transaction.object_store(store)?;
            let get = |name: &String| store.get(&name.into());
            Ok(names.iter().map(get).collect::<Result<Vec<IdbRequest>, _>>()?)
        };
        let read = |requests: Vec<IdbRequest>| requests.iter().map(bytes_of).collect();
        self.transact(&[store], Mode::Read, queue, read).await
    }

    async fn keys(&self, store: &str) -> Result<Vec<String>, BackendError> {
        let queue = |transaction: &IdbTransaction| Ok(transaction.object_store(store)?.get_all_keys()?);
        self.transact(&[store], Mode::Read, queue, |request| Ok(strings_of(&request.result()?))).await
    }

    async fn remove(&self, store: &str, mode: Mode, names: &[String]) -> Result<(), BackendError> {
        let queue = |transaction: &IdbTransaction| {
            let store = transaction.object_store(store)?;
            Ok(names.iter().try_for_each(|name| store.delete(&name.into()).map(drop))?)
        };
        self.transact(&[store], mode, queue, Ok).await
    }
}

impl Backend for IndexedDb {
    fn keeping(&self) -> Keeping {
        Keeping::OnDisk
    }

    fn swaps_whole(&self) -> bool {
        true
    }

    async fn head(&self) -> Result<Option<StoredHead>, BackendError> {
        let queue = |transaction: &IdbTransaction| {
            let store = transaction.object_store(HEAD)?;
            Ok((store.get(&TEXT.into())?, store.get(&TAG.into())?))
        };
        let read = |(text, tag): (IdbRequest, IdbRequest)| {
            let (text, tag) = (text.result()?.as_string(), tag.result()?.as_string());
            Ok(text.zip(tag).map(|(text, tag)| StoredHead { bytes: text.into_bytes(), tag: Tag(tag) }))
        };
        self.transact(&[HEAD], Mode::Read, queue, read).await
    }

    async fn read(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        self.read_all(DOCUMENTS, names).await
    }

    async fn put(&self, documents: &[Document]) -> Result<(), BackendError> {
        let queue = |transaction: &IdbTransaction| {
            Ok(put_documents(&transaction.object_store(DOCUMENTS)?, documents)?)
        };
        self.transact(&[DOCUMENTS], Mode::WriteStrict, queue, Ok).await
    }

    async fn swap(&self, expected: Option<&Tag>, change: &Swap) -> Result<Tag, BackendError> {
        let new_tag = random::hex_id();
        let verdict: Rc<RefCell<Option<Verdict>>> = Rc::default();
        let queue = |transaction: &IdbTransaction| {
            let tag = transaction.object_store(HEAD)?.get(&TAG.into())?;
            let batches = if change.requires.is_empty() {
                None
            } else {
                Some(transaction.object_store(DOCUMENTS)?.get_all_keys()?)
            };
            let last = batches.as_ref().unwrap_or(&tag).clone();
            let comparison = Comparison {
                transaction: transaction.clone(),
                tag,
                batches,
                expected: expected.cloned(),
                new_tag: new_tag.clone(),
                change: change.clone(),
            };
            let found = Rc::clone(&verdict);
            let compare = Closure::<dyn FnMut()>::new(move || {
                let outcome = comparison.run();
                let outcome = outcome.unwrap_or_else(|error| Verdict::Refused(idb::meaning(&error)));
                if matches!(outcome, Verdict::Refused(_)) {
                    let _ = comparison.transaction.abort();
                }
                *found.borrow_mut() = Some(outcome);
            });
            last.set_onsuccess(Some(compare.as_ref().unchecked_ref()));
            Ok(compare)
        };
        // The closure comes back when the transaction has ended: until then it must not be dropped.
        let ended = self.transact(&[HEAD, DOCUMENTS], Mode::WriteStrict, queue, Ok).await.map(drop);
        match (verdict.take(), ended) {
            (Some(Verdict::Refused(error)), _) => Err(error),
            (Some(Verdict::Swapped), Ok(())) => Ok(Tag(new_tag)),
            (_, Err(error)) => Err(error),
            (None, Ok(())) => Err(BackendError::Other("the head was not compared".to_owned())),
        }
    }

    async fn names(&self) -> Result<Option<Vec<String>>, BackendError> {
        self.keys(DOCUMENTS).await.map(Some)
    }

    async fn delete(&self, names: &[String]) -> Result<(), BackendError> {
        self.remove(DOCUMENTS, Mode::WriteStrict, names).await
    }

    async fn caches(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        match ahead::caches(&self.name, names).await {
            Some(caches) => Ok(caches),
            None => self.read_all(CACHES, names).await,
        }
    }

    async fn put_cache(&self, name: &str, bytes: &[u8]) -> Result<(), BackendError> {
        let queue = |transaction: &IdbTransaction| {
            let store = transaction.object_store(CACHES)?;
            Ok(store.put_with_key(&Uint8Array::from(bytes), &name.into())?)
        };
        self.transact(&[CACHES], Mode::WriteRelaxed, queue, |_| Ok(())).await
    }

    async fn put_caches(&self, caches: &[(String, Vec<u8>)]) -> Result<(), BackendError> {
        let queue = |transaction: &IdbTransaction| {
            let store = transaction.object_store(CACHES)?;
            for (name, bytes) in caches {
                store.put_with_key(&Uint8Array::from(bytes.as_slice()), &name.into())?;
            }
            Ok(())
        };
        self.transact(&[CACHES], Mode::WriteRelaxed, queue, |()| Ok(())).await
    }

    async fn cache_names(&self) -> Result<Vec<String>, BackendError> {
        self.keys(CACHES).await
    }

    async fn delete_caches(&self, names: &[String]) -> Result<(), BackendError> {
        self.remove(CACHES, Mode::WriteRelaxed, names).await
    }

    async fn asides(&self) -> Result<Vec<Vec<u8>>, BackendError> {
        let queue = |transaction: &IdbTransaction| Ok(transaction.object_store(ASIDES)?.get_all()?);
        let read = |request: IdbRequest| {
            Ok(Array::from(&request.result()?).iter().map(|value| Uint8Array::new(&value).to_vec()).collect())
        };
        self.transact(&[ASIDES], Mode::Read, queue, read).await
    }

    async fn put_aside(&self, key: &str, bytes: &[u8]) -> Result<(), BackendError> {
        let queue = |transaction: &IdbTransaction| {
            Ok(transaction.object_store(ASIDES)?.put_with_key(&Uint8Array::from(bytes), &key.into())?)
        };
        self.transact(&[ASIDES], Mode::WriteStrict, queue, |_| Ok(())).await
    }

    async fn delete_aside(&self, key: &str) -> Result<(), BackendError> {
        self.remove(ASIDES, Mode::WriteStrict, &[key.to_owned()]).await
    }
}
