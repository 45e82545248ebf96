//! Words of the product: catalogues of messages by key, with placeholders and plurals. Pure, so that pages, exports
//! and the command line say the same.
//!
//! A message is plain text with `{name}` for a value and `{n, plural, one {# incident} other {# incidents}}` for a
//! choice by number, where `#` is the number itself (a small part of ICU's message format; a whole library for it
//! would weigh more than all our words).
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod english;
mod message;

pub use english::English;
pub use message::{Arg, Locale, format};

use std::collections::HashMap;

/// The English files, one an area. Every language has the same areas and keys.
pub const ENGLISH: &[(&str, &str)] = &[
    ("common", include_str!("en/common.json")),
    ("shell", include_str!("en/shell.json")),
    ("parts", include_str!("en/parts.json")),
    ("demo", include_str!("en/demo.json")),
    ("domain", include_str!("en/domain.json")),
    ("refusal", include_str!("en/refusal.json")),
    ("failure", include_str!("en/failure.json")),
    ("home", include_str!("en/home.json")),
    ("setup", include_str!("en/setup.json")),
    ("service", include_str!("en/service.json")),
    ("approvals", include_str!("en/approvals.json")),
    ("files", include_str!("en/files.json")),
    ("import", include_str!("en/import.json")),
    ("queue", include_str!("en/queue.json")),
    ("bulk", include_str!("en/bulk.json")),
    ("incident", include_str!("en/incident.json")),
    ("response", include_str!("en/response.json")),
    ("report", include_str!("en/report.json")),
    ("tables", include_str!("en/tables.json")),
    ("settings", include_str!("en/settings.json")),
    ("storage", include_str!("en/storage.json")),
    ("style", include_str!("en/style.json")),
];

/// The messages of one language.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    messages: HashMap<String, String>,
}

impl Catalogue {
    /// The English catalogue: the fallback of every other one.
    pub fn english() -> Self {
        let mut catalogue = Self::default();
        for (_, text) in ENGLISH {
            catalogue.add(text);
        }
        catalogue
    }

    /// Adds the messages of a flat JSON object of strings; text that is not one adds nothing and answers `false`.
    pub fn add(&mut self, json: &str) -> bool {
        match serde_json::from_str::<HashMap<String, String>>(json) {
            Ok(messages) => {
                self.messages.extend(messages);
                true
            }
            Err(_) => false,
        }
    }

    /// The message of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.messages.get(key).map(String::as_str)
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }
}
