//! A workspace in a folder: the documents of the plan as files, readable by any web server.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use watchfloor::formats::document::{HEAD, kind_of};
use watchfloor::store::backend::{Backend, BackendError, Document, Keeping, StoredHead, Swap, Tag};

/// A folder. One process writes at a time, which the lock file holds.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens a folder, and makes it where `make` says so.
    pub(crate) fn open(path: &Path, make: bool) -> io::Result<Self> {
        if make {
            fs::create_dir_all(path)?;
        }
        if !path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "there is no such folder"));
        }
        Ok(Self { path: path.to_owned() })
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, BackendError> {
        match fs::read(self.path.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(BackendError::Other(error.to_string())),
        }
    }

    /// Writes a file whole or not at all.
    fn set(&self, name: &str, text: &[u8]) -> Result<(), BackendError> {
        let said = |error: io::Error| match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => BackendError::Quota,
            _ => BackendError::Other(error.to_string()),
        };
        let part = self.path.join(format!("{name}.part"));
        let mut file = fs::File::create(&part).map_err(said)?;
        file.write_all(text).and_then(|()| file.sync_all()).map_err(said)?;
        fs::rename(&part, self.path.join(name)).map_err(said)
    }

    fn remove(&self, name: &str) -> Result<(), BackendError> {
        match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(BackendError::Other(error.to_string()))
            }
            _ => Ok(()),
        }
    }
}

fn tag_of(bytes: &[u8]) -> Tag {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    Tag(format!("{:016x}", hasher.finish()))
}

impl Backend for Folder {
    fn keeping(&self) -> Keeping {
        Keeping::OnDisk
    }

    fn swaps_whole(&self) -> bool {
        false
    }

    async fn head(&self) -> Result<Option<StoredHead>, BackendError> {
        Ok(self.get(HEAD)?.map(|bytes| StoredHead { tag: tag_of(&bytes), bytes }))
    }

    async fn read(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        names.iter().map(|name| self.get(name)).collect()
    }

    async fn put(&self, documents: &[Document]) -> Result<(), BackendError> {
        for document in documents {
            // What a name says never changes, so what is there is right.
            if !self.path.join(&document.name).exists() {
                self.set(&document.name, document.text.as_bytes())?;
            }
        }
        Ok(())
    }

    async fn swap(&self, expected: Option<&Tag>, change: &Swap) -> Result<Tag, BackendError> {
        self.put(&change.puts).await?;
        if let Some(name) = change.requires.iter().find(|name| !self.path.join(name).exists()) {
            return Err(BackendError::Missing(name.clone()));
        }
        if self.get(HEAD)?.map(|bytes| tag_of(&bytes)).as_ref() != expected {
            return Err(BackendError::Conflict);
        }
        self.set(HEAD, change.head.as_bytes())?;
        for name in &change.drops {
            self.remove(name)?;
        }
        Ok(tag_of(change.head.as_bytes()))
    }

    async fn names(&self) -> Result<Option<Vec<String>>, BackendError> {
        let entries = fs::read_dir(&self.path).map_err(|error| BackendError::Other(error.to_string()))?;
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        Ok(Some(names.filter(|name| name != HEAD && kind_of(name).is_some()).collect()))
    }

    async fn delete(&self, names: &[String]) -> Result<(), BackendError> {
        names.iter().try_for_each(|name| self.remove(name))
    }

    /// A folder that is published carries no caches.
    async fn caches(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        Ok(vec![None; names.len()])
    }

    async fn put_cache(&self, _: &str, _: &[u8]) -> Result<(), BackendError> {
        Ok(())
    }

    async fn cache_names(&self) -> Result<Vec<String>, BackendError> {
        Ok(Vec::new())
    }

    async fn delete_caches(&self, _: &[String]) -> Result<(), BackendError> {
        Ok(())
    }

    /// What is set aside waits for a person in front of a page; the command line has nobody to show it to.
    async fn asides(&self) -> Result<Vec<Vec<u8>>, BackendError> {
        Ok(Vec::new())
    }

    async fn put_aside(&self, _: &str, _: &[u8]) -> Result<(), BackendError> {
        Err(BackendError::Other("a folder keeps nothing aside".to_owned()))
    }

    async fn delete_aside(&self, _: &str) -> Result<(), BackendError> {
        Ok(())
    }
}
