//! Title and id of every row, as they are searched and listed by letter.
//!
//! They are made when they are first asked for, and not kept: the catalogue has the same texts, and they would be a quarter
//! of what is read at opening.

use crate::analytics::engine::haystack::Haystack;
use crate::domain::catalogue::{Row, Texts};
use std::sync::{Mutex, OnceLock, PoisonError};

/// The texts, or out of what they are made.
#[derive(Debug, Default)]
pub(super) struct Titles {
    made: OnceLock<Haystack>,
    of: Mutex<Option<Texts>>,
}

/// Bytes of text of a row, about.
const TEXT_BYTES: usize = 48;

impl Titles {
    /// Texts that are made later.
    pub(super) fn later(of: Texts) -> Self {
        Self { made: OnceLock::new(), of: Mutex::new(Some(of)) }
    }

    pub(super) fn is_made(&self) -> bool {
        self.made.get().is_some()
    }

    /// The texts of rows of the catalogue in this order.
    pub(super) fn get(&self, rows: &[Row]) -> &Haystack {
        self.made.get_or_init(|| {
            let Some(texts) = self.of.lock().unwrap_or_else(PoisonError::into_inner).take() else {
                return Haystack::default();
            };
            let mut made = Haystack::with_capacity(rows.len(), rows.len().saturating_mul(TEXT_BYTES));
            rows.iter().for_each(|row| made.push(&texts.of(*row)));
            made
        })
    }
}

impl Clone for Titles {
    fn clone(&self) -> Self {
        let of = self.of.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { made: self.made.clone(), of: Mutex::new(of) }
    }
}
