//! The contract of a place that keeps the documents of one workspace. [`super::contract`] tests every word of it.

use std::fmt;

/// An immutable document on its way into a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name; says the digest of the text.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What a place says about the version of the head that it holds: an ETag, a counter, a random word. Equal tags of
/// one place mean the same text of the head; no two heads of a workspace have the same text, since each has its
/// revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag(pub String);

/// The head as a place holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredHead {
    /// The bytes of the document, unchecked.
    pub bytes: Vec<u8>,
    /// Their version.
    pub tag: Tag,
}

/// All that one commit changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swap {
    /// The text of the new head.
    pub head: String,
    /// Immutable documents that the new head needs and that are not there yet.
    pub puts: Vec<Document>,
    /// Documents that must be there already, such as the batches of an import.
    pub requires: Vec<String>,
    /// Documents that nothing needs any more after the swap. Removing them may be left for later.
    pub drops: Vec<String>,
}

/// What a place promises about a write that it answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It is on disk.
    OnDisk,
    /// It is gone when the page is closed.
    InMemory,
}

/// What an endpoint lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The folder or database of the address is not there.
    NoFolder,
    /// It takes no `PUT`.
    NoPut,
    /// It answers without an entity tag, or does not let the page see it (`Access-Control-Expose-Headers`).
    NoTag,
    /// Its entity tags are weak, which `If-Match` never accepts.
    WeakTag,
    /// It ignores the conditions of a request, so one page would overwrite another.
    NoConditions,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoFolder => "the folder or database is not there",
            Self::NoPut => "it takes no PUT",
            Self::NoTag => "it shows no entity tag",
            Self::WeakTag => "its entity tags are weak",
            Self::NoConditions => "it ignores the conditions of requests",
        })
    }
}

/// Why a place did not do what it was asked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackendError {
    /// The head is another one than expected. Nothing has changed.
    Conflict,
    /// A required document is not there. Nothing has changed.
    Missing(String),
    /// There is no room. Nothing has changed.
    Quota,
    /// Another page holds the place in an older form and does not let go. Nothing has changed.
    Blocked,
    /// The place was deleted, or a newer version of this page took it over: only a reload helps. Nothing has changed.
    Superseded,
    /// There is no such place here: private mode, switched off, damaged. Nothing has changed.
    Unavailable(String),
    /// The endpoint wants another token, or none lets this page in; the status that it answered. Nothing has changed.
    Denied(u16),
    /// The endpoint lacks what a workspace needs.
    Unfit(Unfit),
    /// The connection broke. Nobody knows whether the write was done.
    ConnectionLost(String),
    /// Anything else. Nobody knows whether the write was done.
    Other(String),
}

impl BackendError {
    /// Whether a write that ended so may have been done all the same.
    pub fn is_uncertain(&self) -> bool {
        matches!(self, Self::ConnectionLost(_) | Self::Other(_))
    }
}

impl fmt::Display for BackendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict => f.write_str("somebody else has written in the meantime"),
            Self::Missing(name) => write!(f, "the document `{name}` is not there"),
            Self::Quota => f.write_str("there is no room"),
            Self::Blocked => f.write_str("another page holds the storage in an older form"),
            Self::Superseded => f.write_str("the storage was taken over by a newer version or deleted"),
            Self::Unavailable(why) => write!(f, "there is no storage: {why}"),
            Self::Denied(status) => write!(f, "the endpoint lets nobody in with this token ({status})"),
            Self::Unfit(what) => write!(f, "the endpoint is not fit: {what}"),
            Self::ConnectionLost(why) => write!(f, "the connection to the storage broke: {why}"),
            Self::Other(why) => write!(f, "the storage failed: {why}"),
        }
    }
}

impl std::error::Error for BackendError {}

/// A place that keeps the documents of one workspace.
///
/// * Documents are immutable but for the head. Putting one that is there already is no error and changes nothing.
/// * Nothing is visible through the head before [`Backend::swap`] answers `Ok` or is uncertain.
/// * A swap happens only when the head is still the expected one. Of two swaps with the same expectation at most one
///   happens.
/// * A place whose [`Backend::swaps_whole`] is true does head, puts and drops in one step: all or nothing. Another
///   one puts first, swaps then and drops last, so that what is left over by a crash is not reachable.
/// * When a write answers `Ok` it is kept as [`Backend::keeping`] says; also when the page dies right after.
/// * Caches are apart from documents, may vanish at any time and are never needed. Putting one that is there replaces
///   it.
///
/// Every method may answer any [`BackendError`]; reading never answers the ones that say of a write what happened.
#[expect(async_fn_in_trait, reason = "a page has one thread: its futures need not be Send")]
pub trait Backend {
    /// What an answered write is worth.
    fn keeping(&self) -> Keeping;

    /// Whether a swap is one step together with its puts and drops.
    fn swaps_whole(&self) -> bool;

    /// The head; `None` when there is no workspace yet.
    async fn head(&self) -> Result<Option<StoredHead>, BackendError>;

    /// The bytes of immutable documents, unchecked, in the order asked for; `None` for one that is not there.
    async fn read(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError>;

    /// Puts immutable documents, all or nothing where the place can.
    async fn put(&self, documents: &[Document]) -> Result<(), BackendError>;

    /// Replaces the head, when it is still the one with the tag `expected` (`None`: when there is none), and answers
    /// the tag of the new one.
    async fn swap(&self, expected: Option<&Tag>, change: &Swap) -> Result<Tag, BackendError>;

    /// The names of all immutable documents, in no particular order; `None` where the place cannot list them.
    async fn names(&self) -> Result<Option<Vec<String>>, BackendError>;

    /// Removes immutable documents; those that are not there are passed over.
    async fn delete(&self, names: &[String]) -> Result<(), BackendError>;

    /// Caches in the order asked for; `None` for one that is not there.
    async fn caches(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError>;

    /// Keeps a cache.
    async fn put_cache(&self, name: &str, bytes: &[u8]) -> Result<(), BackendError>;

    /// Keeps many caches. A place where one costs as much as all has a quicker way.
    async fn put_caches(&self, caches: &[(String, Vec<u8>)]) -> Result<(), BackendError> {
        for (name, bytes) in caches {
            self.put_cache(name, bytes).await?;
        }
        Ok(())
    }

    /// The names of all caches, in no particular order.
    async fn cache_names(&self) -> Result<Vec<String>, BackendError>;

    /// Removes caches; those that are not there are passed over.
    async fn delete_caches(&self, names: &[String]) -> Result<(), BackendError>;

    /// What was set aside for the person, in no particular order. Kept as the journal is, apart from the documents, and
    /// only in places that are working copies.
    async fn asides(&self) -> Result<Vec<Vec<u8>>, BackendError>;

    /// Sets something aside, in the place of what has this key.
    async fn put_aside(&self, key: &str, bytes: &[u8]) -> Result<(), BackendError>;

    /// Removes what was set aside; what is not there is passed over.
    async fn delete_aside(&self, key: &str) -> Result<(), BackendError>;
}
