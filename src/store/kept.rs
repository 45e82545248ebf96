//! What was derived from a workspace, kept among its caches in sections, so that it need not be derived again: the
//! catalogue and, for whoever builds them, the columns.
//!
//! Never the truth. The sections stand one after the other in parts of one size, which a page writes without stopping for
//! a large one, and reads without waiting for many small ones. A head names both, with a check value for each part, and
//! the key says what they were made of; whatever does not fit is not there. The head is written last, so that a write that
//! breaks off leaves none that fits.

use super::backend::{Backend, BackendError};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use watchfloor_packed::check_value;

/// What the names of such caches begin with.
pub(super) const KEPT: &str = "kept-";

/// How much is written at once: a few milliseconds of work for a page.
const PART_BYTES: usize = 1 << 21;

/// More sections or parts are none of ours.
const SECTIONS_MAX: usize = 4_096;

#[derive(Serialize, Deserialize)]
struct Head {
    key: String,
    /// The length of each.
    sections: Vec<u64>,
    /// Length and check value of each.
    parts: Vec<(u64, u64)>,
}

fn head_name(what: &str) -> String {
    format!("{KEPT}{what}")
}

fn part_name(what: &str, number: usize) -> String {
    format!("{KEPT}{what}-{number}")
}

/// Writes sections as they come; [`Keeping::end`] makes them count.
#[derive(Debug)]
pub struct Keeping {
    what: String,
    head: Head,
    /// What is not written yet: less than a part.
    rest: Vec<u8>,
}

impl std::fmt::Debug for Head {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.key)
    }
}

impl Keeping {
    /// Begins to keep something under a name, made of what the key says.
    pub fn begin(what: &str, key: String) -> Self {
        let head = Head { key, sections: Vec::new(), parts: Vec::new() };
        Self { what: what.to_owned(), head, rest: Vec::new() }
    }

    /// Keeps one more section; `pause` is awaited after each part.
    ///
    /// # Errors
    /// What the place says.
    pub async fn put<B: Backend>(
        &mut self,
        backend: &B,
        section: &[u8],
        pause: &impl AsyncFn(),
    ) -> Result<(), BackendError> {
        self.head.sections.push(section.len() as u64);
        let mut left = section;
        while !left.is_empty() {
            let room = PART_BYTES.saturating_sub(self.rest.len());
            let (now, later) = left.split_at_checked(room).unwrap_or((left, &[]));
            self.rest.extend_from_slice(now);
            left = later;
            if self.rest.len() >= PART_BYTES {
                self.write(backend).await?;
                pause().await;
            }
        }
        Ok(())
    }

    /// Writes a part.
    async fn write<B: Backend>(&mut self, backend: &B) -> Result<(), BackendError> {
        let name = part_name(&self.what, self.head.parts.len());
        self.head.parts.push((self.rest.len() as u64, check_value(&self.rest)));
        backend.put_cache(&name, &self.rest).await?;
        self.rest.clear();
        Ok(())
    }

    /// Makes the sections count.
    ///
    /// # Errors
    /// What the place says.
    pub async fn end<B: Backend>(mut self, backend: &B) -> Result<(), BackendError> {
        if !self.rest.is_empty() {
            self.write(backend).await?;
        }
        let Ok(json) = serde_json::to_string(&self.head) else { return Ok(()) };
        let text = format!("{:016x}\n{json}", check_value(json.as_bytes()));
        backend.put_cache(&head_name(&self.what), text.as_bytes()).await
    }
}

/// What is kept under a name.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What it was made of.
    pub key: String,
    lengths: Vec<u64>,
    parts: Vec<Vec<u8>>,
}

impl Kept {
    /// The sections in order; one that stands in a single part is not copied.
    pub fn sections(&self) -> Vec<Cow<'_, [u8]>> {
        let mut parts = self.parts.iter();
        let total: usize = self.parts.iter().map(Vec::len).sum();
        let mut rest: &[u8] = &[];
        let mut section = |length: &u64| {
            let length = usize::try_from(*length).unwrap_or(usize::MAX);
            if let Some((whole, after)) = rest.split_at_checked(length) {
                rest = after;
                return Cow::Borrowed(whole);
            }
            let mut whole = Vec::with_capacity(length.min(total));
            whole.extend_from_slice(rest);
            for part in parts.by_ref() {
                let (more, after) = part.split_at_checked(length - whole.len()).unwrap_or((part, &[]));
                whole.extend_from_slice(more);
                rest = after;
                if whole.len() == length {
                    break;
                }
            }
            Cow::Owned(whole)
        };
        self.lengths.iter().map(&mut section).collect()
    }
}

/// What is kept under a name; `None` where nothing is, or nothing whole. `fits` looks at the key before anything else is
/// read.
pub async fn read<B: Backend>(backend: &B, what: &str, fits: impl FnOnce(&str) -> bool) -> Option<Kept> {
    let head = backend.caches(&[head_name(what)]).await.ok()?.pop()??;
    let (check, json) = std::str::from_utf8(&head).ok()?.split_once('\n')?;
    if check != format!("{:016x}", check_value(json.as_bytes())) {
        return None;
    }
    let head: Head = serde_json::from_str(json).ok()?;
    let is_ours = head.sections.len() <= SECTIONS_MAX && head.parts.len() <= SECTIONS_MAX;
    if !is_ours || !fits(&head.key) {
        return None;
    }
    let names: Vec<String> = (0..head.parts.len()).map(|number| part_name(what, number)).collect();
    let parts = backend.caches(&names).await.ok()?.into_iter().collect::<Option<Vec<_>>>()?;
    let is_whole = |(part, (length, check)): (&Vec<u8>, &(u64, u64))| {
        part.len() as u64 == *length && check_value(part) == *check
    };
    let is_whole = parts.iter().zip(&head.parts).all(is_whole);
    is_whole.then_some(Kept { key: head.key, lengths: head.sections, parts })
}

/// The name under which the catalogue is kept.
pub(super) const CATALOGUE: &str = "catalogue";
