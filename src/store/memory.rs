//! A place in the memory of the page: for tests, for the demo, and for a browser that gives no storage.

mod faults;

pub use faults::{Fault, Faults};

use super::backend::{Backend, BackendError, Document, Keeping, StoredHead, Swap, Tag};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is kept.
#[derive(Clone, Debug, Default)]
struct Shelf {
    head: Option<Vec<u8>>,
    version: u64,
    documents: BTreeMap<String, Vec<u8>>,
    caches: BTreeMap<String, Vec<u8>>,
    asides: BTreeMap<String, Vec<u8>>,
}

impl Shelf {
    fn tag(&self) -> Tag {
        Tag(self.version.to_string())
    }
}

/// A connection to a place in memory. [`Memory::connect`] makes another one to the same place, as a second tab would.
#[derive(Debug)]
pub struct Memory {
    shelf: Rc<RefCell<Shelf>>,
    faults: RefCell<Faults>,
    swaps_whole: bool,
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl Memory {
    /// An empty place that swaps in one step, as IndexedDB does.
    pub fn new() -> Self {
        Self { shelf: Rc::default(), faults: RefCell::default(), swaps_whole: true }
    }

    /// An empty place that puts, swaps and drops one after the other, as a server behind HTTP does.
    pub fn stepwise() -> Self {
        Self { swaps_whole: false, ..Self::new() }
    }

    /// Another connection to the same place, without faults.
    pub fn connect(&self) -> Self {
        self.connect_with(Faults::default())
    }

    /// Another connection to the same place, on which these faults happen.
    pub fn connect_with(&self, faults: Faults) -> Self {
        Self { shelf: Rc::clone(&self.shelf), faults: RefCell::new(faults), swaps_whole: self.swaps_whole }
    }

    /// A copy of the place as it is now, to be damaged in tests or downloaded.
    pub fn copy(&self) -> Self {
        let shelf = Rc::new(RefCell::new(self.shelf.borrow().clone()));
        Self { shelf, faults: RefCell::default(), swaps_whole: self.swaps_whole }
    }

    /// All documents, the head first.
    pub fn documents(&self) -> Vec<(String, Vec<u8>)> {
        let shelf = self.shelf.borrow();
        let head = shelf.head.iter().map(|bytes| (crate::formats::document::HEAD.to_owned(), bytes.clone()));
        head.chain(shelf.documents.iter().map(|(name, bytes)| (name.clone(), bytes.clone()))).collect()
    }

    /// Puts any bytes in the place of a document or the head, or removes it: what a failing disk does.
    pub fn overwrite(&self, name: &str, bytes: Option<Vec<u8>>) {
        let mut shelf = self.shelf.borrow_mut();
        if name == crate::formats::document::HEAD {
            shelf.version += 1;
            shelf.head = bytes;
        } else if let Some(bytes) = bytes {
            shelf.documents.insert(name.to_owned(), bytes);
        } else {
            shelf.documents.remove(name);
        }
    }

    /// Does a call that cannot fail by itself.
    async fn act<T>(&self, act: impl FnOnce(&mut Shelf) -> T) -> Result<T, BackendError> {
        self.call(|shelf| Ok(act(shelf))).await
    }

    /// Does a call, with the fault that is due on it.
    async fn call<T>(
        &self,
        act: impl FnOnce(&mut Shelf) -> Result<T, BackendError>,
    ) -> Result<T, BackendError> {
        let fault = self.faults.borrow_mut().next();
        if fault.pauses {
            faults::pause().await;
        }
        match fault.fault {
            None => act(&mut self.shelf.borrow_mut()),
            Some(Fault::Before(error)) => Err(error),
            Some(Fault::After(error)) => {
                act(&mut self.shelf.borrow_mut())?;
                Err(error)
            }
            Some(Fault::DiesBefore) => std::future::pending().await,
            Some(Fault::DiesAfter) => {
                let _ = act(&mut self.shelf.borrow_mut());
                std::future::pending().await
            }
        }
    }
}

impl Shelf {
    fn put(&mut self, documents: &[Document]) {
        for document in documents {
            let bytes = || document.text.clone().into_bytes();
            self.documents.entry(document.name.clone()).or_insert_with(bytes);
        }
    }

    fn drop_documents(&mut self, names: &[String]) {
        for name in names {
            self.documents.remove(name);
        }
    }

    fn check(&self, expected: Option<&Tag>, change: &Swap) -> Result<(), BackendError> {
        let found = self.head.as_ref().map(|_| self.tag());
        if found.as_ref() != expected {
            return Err(BackendError::Conflict);
        }
        match change.requires.iter().find(|name| !self.documents.contains_key(*name)) {
            Some(name) => Err(BackendError::Missing(name.clone())),
            None => Ok(()),
        }
    }

    fn replace_head(&mut self, text: &str) -> Tag {
        self.version += 1;
        self.head = Some(text.as_bytes().to_vec());
        self.tag()
    }
}

impl Backend for Memory {
    fn keeping(&self) -> Keeping {
        Keeping::InMemory
    }

    fn swaps_whole(&self) -> bool {
        self.swaps_whole
    }

    async fn head(&self) -> Result<Option<StoredHead>, BackendError> {
        let stored = |shelf: &mut Shelf| {
            shelf.head.as_ref().map(|bytes| StoredHead { bytes: bytes.clone(), tag: shelf.tag() })
        };
        self.act(stored).await
    }

    async fn read(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        self.act(|shelf| names.iter().map(|name| shelf.documents.get(name).cloned()).collect()).await
    }

    async fn put(&self, documents: &[Document]) -> Result<(), BackendError> {
        if self.swaps_whole {
            return self.act(|shelf| shelf.put(documents)).await;
        }
        for document in documents {
            self.act(|shelf| shelf.put(std::slice::from_ref(document))).await?;
        }
        Ok(())
    }

    async fn swap(&self, expected: Option<&Tag>, change: &Swap) -> Result<Tag, BackendError> {
        if self.swaps_whole {
            let swap = |shelf: &mut Shelf| {
                shelf.check(expected, change)?;
                shelf.put(&change.puts);
                shelf.drop_documents(&change.drops);
                Ok(shelf.replace_head(&change.head))
            };
            return self.call(swap).await;
        }
        self.call(|shelf| shelf.check(expected, change)).await?;
        self.put(&change.puts).await?;
        let swap = |shelf: &mut Shelf| {
            shelf.check(expected, change)?;
            Ok(shelf.replace_head(&change.head))
        };
        let tag = self.call(swap).await?;
        // The new head stands: a leftover is no failure of the swap.
        let _ = self.delete(&change.drops).await;
        Ok(tag)
    }

    async fn names(&self) -> Result<Option<Vec<String>>, BackendError> {
        self.act(|shelf| Some(shelf.documents.keys().cloned().collect())).await
    }

    async fn delete(&self, names: &[String]) -> Result<(), BackendError> {
        self.act(|shelf| shelf.drop_documents(names)).await
    }

    async fn caches(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        self.act(|shelf| names.iter().map(|name| shelf.caches.get(name).cloned()).collect()).await
    }

    async fn put_cache(&self, name: &str, bytes: &[u8]) -> Result<(), BackendError> {
        self.act(|shelf| drop(shelf.caches.insert(name.to_owned(), bytes.to_vec()))).await
    }

    async fn cache_names(&self) -> Result<Vec<String>, BackendError> {
        self.act(|shelf| shelf.caches.keys().cloned().collect()).await
    }

    async fn delete_caches(&self, names: &[String]) -> Result<(), BackendError> {
        let remove = |shelf: &mut Shelf| {
            for name in names {
                shelf.caches.remove(name);
            }
        };
        self.act(remove).await
    }

    async fn asides(&self) -> Result<Vec<Vec<u8>>, BackendError> {
        self.act(|shelf| shelf.asides.values().cloned().collect()).await
    }

    async fn put_aside(&self, key: &str, bytes: &[u8]) -> Result<(), BackendError> {
        self.act(|shelf| drop(shelf.asides.insert(key.to_owned(), bytes.to_vec()))).await
    }

    async fn delete_aside(&self, key: &str) -> Result<(), BackendError> {
        self.act(|shelf| drop(shelf.asides.remove(key))).await
    }
}
