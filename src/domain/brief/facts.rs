//! Facts by name, wherever they are: in a record, or in the text of an export that is just being read.

use serde_json::{Map, Value};
use std::borrow::Cow;

/// Facts of a piece of evidence or of an alert.
pub trait Facts {
    /// The text of a fact; `None` for what is missing and for anything but text.
    fn text(&self, name: &str) -> Option<Cow<'_, str>>;
    /// The whole number of a fact; `None` for what is missing and for anything else.
    fn number(&self, name: &str) -> Option<u64>;
    /// The texts of a list; none for anything else.
    fn texts(&self, name: &str) -> Vec<Cow<'_, str>>;
    /// The text of a fact of the account (`userAccount`), as [`text`](Self::text).
    fn account(&self, name: &str) -> Option<Cow<'_, str>>;
}

impl Facts for Map<String, Value> {
    fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get(name)?.as_str().map(Cow::Borrowed)
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.as_u64()
    }

    fn texts(&self, name: &str) -> Vec<Cow<'_, str>> {
        let list = self.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(Value::as_str).map(Cow::Borrowed).collect()
    }

    fn account(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get("userAccount")?.get(name)?.as_str().map(Cow::Borrowed)
    }
}
