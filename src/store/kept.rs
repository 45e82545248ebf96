//! What was derived from a workspace, kept among its caches in sections, so that it need not be derived again: the
//! catalogue and, for whoever builds them, the columns.
//!
//! Never the truth. A head names the sections with their lengths and check values, and the key says what they were made
//! of; whatever does not fit is not there. The head is written last, so that a write that breaks off leaves none that
//! fits.

use super::backend::{Backend, BackendError};
use serde::{Deserialize, Serialize};
use watchfloor_packed::check_value;

/// What the names of such caches begin with.
pub(super) const KEPT: &str = "kept-";

/// More sections are none of ours.
const SECTIONS_MAX: usize = 4_096;

#[derive(Serialize, Deserialize)]
struct Head {
    key: String,
    /// Length and check value of each.
    sections: Vec<(u64, u64)>,
}

fn head_name(what: &str) -> String {
    format!("{KEPT}{what}")
}

fn section_name(what: &str, number: usize) -> String {
    format!("{KEPT}{what}-{number}")
}

/// Writes sections as they come; [`Keeping::end`] makes them count.
#[derive(Debug)]
pub struct Keeping {
    what: String,
    head: Head,
}

impl std::fmt::Debug for Head {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.key)
    }
}

impl Keeping {
    /// Begins to keep something under a name, made of what the key says.
    pub fn begin(what: &str, key: String) -> Self {
        Self { what: what.to_owned(), head: Head { key, sections: Vec::new() } }
    }

    /// Keeps one more section.
    ///
    /// # Errors
    /// What the place says.
    pub async fn put<B: Backend>(&mut self, backend: &B, section: &[u8]) -> Result<(), BackendError> {
        let name = section_name(&self.what, self.head.sections.len());
        self.head.sections.push((section.len() as u64, check_value(section)));
        backend.put_cache(&name, section).await
    }

    /// Makes the sections count.
    ///
    /// # Errors
    /// What the place says.
    pub async fn end<B: Backend>(self, backend: &B) -> Result<(), BackendError> {
        let Ok(json) = serde_json::to_string(&self.head) else { return Ok(()) };
        let text = format!("{:016x}\n{json}", check_value(json.as_bytes()));
        backend.put_cache(&head_name(&self.what), text.as_bytes()).await
    }
}

/// What is kept under a name: its key and its sections; `None` where nothing is, or nothing whole. `fits` looks at the key
/// before the sections are read.
pub async fn read<B: Backend>(
    backend: &B,
    what: &str,
    fits: impl FnOnce(&str) -> bool,
) -> Option<(String, Vec<Vec<u8>>)> {
    let head = backend.caches(&[head_name(what)]).await.ok()?.pop()??;
    let (check, json) = std::str::from_utf8(&head).ok()?.split_once('\n')?;
    if check != format!("{:016x}", check_value(json.as_bytes())) {
        return None;
    }
    let head: Head = serde_json::from_str(json).ok()?;
    if head.sections.len() > SECTIONS_MAX || !fits(&head.key) {
        return None;
    }
    let names: Vec<String> = (0..head.sections.len()).map(|number| section_name(what, number)).collect();
    let found = backend.caches(&names).await.ok()?.into_iter().collect::<Option<Vec<_>>>()?;
    let is_whole = |(section, (length, check)): (&Vec<u8>, &(u64, u64))| {
        section.len() as u64 == *length && check_value(section) == *check
    };
    found.iter().zip(&head.sections).all(is_whole).then_some((head.key, found))
}

/// The name under which the catalogue is kept.
pub(super) const CATALOGUE: &str = "catalogue";
