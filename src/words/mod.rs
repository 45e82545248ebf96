//! Words of the product: catalogues of messages by key, with placeholders and plurals. Pure, so that pages, exports
//! and the command line say the same.
//!
//! A message is plain text with `{name}` for a value and `{n, plural, one {# incident} other {# incidents}}` for a
//! choice by number, where `#` is the number itself (a small part of ICU's message format; a whole library for it
//! would weigh more than all our words).
//!
//! The file `playbooks.json` of a language has the playbooks that come with the product, what fills their texts, and titles
//! of the demonstration: data whose English stands with the rules (`src/domain/playbooks.json`) and in `src/demo/titles.rs`,
//! by which it is known here in place of a key.
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
mod language;
mod message;
pub mod mirrored;

pub use english::English;
pub use language::Language;
pub use message::{Arg, Locale, format};

use std::collections::HashMap;
use watchfloor_text::raw::read_members;

/// Adds English files, one an area, to a catalogue, behind what is in it. Each is a text of its own in the application,
/// that only the code here reads: the release build moves those that the first page does not need (`xtask/split`).
macro_rules! add_areas {
    ($catalogue:ident, $($file:literal),+ $(,)?) => {
        $($catalogue.add_behind(include_str!($file));)+
    };
}

/// The messages of one language.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    messages: HashMap<String, String>,
    is_whole: bool,
}

impl Catalogue {
    /// The English catalogue: the fallback of every other one.
    pub fn english() -> Self {
        let mut catalogue = Self::first();
        catalogue.add_later();
        catalogue
    }

    /// The English words that the first page of a newcomer shows; [`Catalogue::add_later`] adds the others.
    pub fn first() -> Self {
        let mut catalogue = Self::default();
        add_areas!(
            catalogue,
            "en/common.json",
            "en/shell.json",
            "en/parts.json",
            "en/domain.json",
            "en/values.json",
            "en/home.json",
        );
        catalogue
    }

    /// Adds the English words of all areas that [`Catalogue::first`] leaves out, for keys that have no message yet.
    #[inline(never)]
    pub fn add_later(&mut self) {
        self.is_whole = true;
        add_areas!(
            self,
            "en/refusal.json",
            "en/demo.json",
            "en/help.json",
            "en/failure.json",
            "en/setup.json",
            "en/service.json",
            "en/approvals.json",
            "en/files.json",
            "en/import.json",
            "en/queue.json",
            "en/bulk.json",
            "en/incident.json",
            "en/response.json",
            "en/report.json",
            "en/about.json",
            "en/figures.json",
            "en/tables.json",
            "en/settings.json",
            "en/storage.json",
            "en/style.json",
            "en/experts.json",
            "en/advisor.json",
            "en/awaits.json",
            "en/embed.json",
            "en/widgets.json",
        );
    }

    /// The catalogue of a language out of its file: a key that is not there speaks English. Nothing where the file is
    /// not a flat JSON object of strings.
    pub fn of_file(json: &str) -> Option<Self> {
        let mut catalogue = Self::first_of_file(json)?;
        catalogue.add_later();
        Some(catalogue)
    }

    /// The catalogue of a language out of its file, with English for the first page alone behind it: a complete file
    /// needs no other, and [`Catalogue::add_later`] adds it where a key is not there.
    pub fn first_of_file(json: &str) -> Option<Self> {
        let mut catalogue = Self::first();
        catalogue.add(json).then_some(catalogue)
    }

    /// English made strange ([`Language::Mirrored`]).
    pub fn mirrored() -> Self {
        let mut catalogue = Self::english();
        for (key, message) in &mut catalogue.messages {
            // The tag that documents bear is no text.
            if key != "common.language" {
                *message = mirrored::message(message);
            }
        }
        catalogue
    }

    /// Whether the words of all areas are in it.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// What widgets say in English: all other areas would weigh as much as the widgets themselves.
    pub fn for_widgets() -> Self {
        let mut catalogue = Self::default();
        add_areas!(catalogue, "en/common.json", "en/values.json", "en/figures.json", "en/widgets.json");
        catalogue
    }

    /// Adds the messages of a flat JSON object of strings; text that is not one adds nothing and answers `false`.
    pub fn add(&mut self, json: &str) -> bool {
        let messages = flat(json);
        let is_flat = messages.is_some();
        self.messages.extend(messages.into_iter().flatten());
        is_flat
    }

    fn add_behind(&mut self, json: &str) {
        for (key, message) in flat(json).into_iter().flatten() {
            self.messages.entry(key).or_insert(message);
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

/// The members of a flat JSON object of strings.
fn flat(json: &str) -> Option<Vec<(String, String)>> {
    let mut members = Vec::new();
    read_members(json, &mut members).ok()?;
    members.iter().map(|(key, raw)| Some((key.as_str().to_owned(), raw.string()?.into_owned()))).collect()
}
