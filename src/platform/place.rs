//! The place of the workspace in this browser.

use crate::store::memory::Memory;

/// Where the documents are.
pub type Place = Memory;

/// Opens it.
pub async fn open() -> Place {
    Memory::new()
}
