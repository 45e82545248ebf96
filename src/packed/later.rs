//! What was kept and is read again when it is first asked for.
//!
//! Most of what is kept of a large workspace is not looked at by the first page.

use std::sync::{Mutex, OnceLock, PoisonError};

/// Reads something out of bytes, of so many rows.
type Read<T> = fn(&[u8], usize) -> T;

/// Something that is there, or bytes that are read when it is asked for.
pub struct Later<T> {
    found: OnceLock<T>,
    kept: Mutex<Vec<u8>>,
    rows: usize,
    read: Option<Read<T>>,
}

impl<T: Default> Later<T> {
    /// What is kept as bytes, of so many rows. Whoever keeps it has looked whether the bytes hold it.
    pub fn kept(bytes: &[u8], rows: usize, read: Read<T>) -> Self {
        Self { found: OnceLock::new(), kept: Mutex::new(bytes.to_vec()), rows, read: Some(read) }
    }

    /// Whether it was read already.
    pub fn is_read(&self) -> bool {
        self.found.get().is_some()
    }

    /// What it is.
    pub fn get(&self) -> &T {
        self.found.get_or_init(|| {
            let bytes = std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner));
            self.read.map_or_else(T::default, |read| read(&bytes, self.rows))
        })
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.get();
        self.found.get_mut()
    }
}

impl<T> From<T> for Later<T> {
    fn from(found: T) -> Self {
        Self { found: OnceLock::from(found), kept: Mutex::default(), rows: 0, read: None }
    }
}

impl<T: Default + Clone> Clone for Later<T> {
    fn clone(&self) -> Self {
        Self::from(self.get().clone())
    }
}

impl<T: Default> Default for Later<T> {
    fn default() -> Self {
        Self::from(T::default())
    }
}

impl<T: Default + PartialEq> PartialEq for Later<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Default + std::fmt::Debug> std::fmt::Debug for Later<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.get().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_once_and_then_changed() {
        let mut later = Later::kept(b"abc", 2, |bytes, rows| bytes.get(..rows).unwrap_or_default().to_vec());
        assert!(!later.is_read());
        assert_eq!((later.get().as_slice(), later.is_read()), (&b"ab"[..], true));
        later.get_mut().unwrap().push(b'd');
        assert_eq!(later.clone(), Later::from(b"abd".to_vec()));
        assert_eq!(Later::<Vec<u8>>::default().get().len(), 0);
    }
}
