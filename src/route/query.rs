//! The part of a fragment after `?`: names and percent-encoded values.

use super::{ColumnSet, FilterParam, List, Queue};
use crate::analytics::sort::Sort;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::fmt;

/// What is encoded: everything but letters, digits and the marks that a fragment may hold and that separate nothing
/// here. `+` is encoded too, since some programs read it as a space.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b',')
    .remove(b'@');

/// Percent-encodes a value or a segment of a path.
pub(super) fn encode(text: &str) -> impl fmt::Display {
    utf8_percent_encode(text, ENCODED)
}

/// Decodes it again. Bytes that are no UTF-8 become the replacement character.
pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The words of a query in order.
#[derive(Debug, Default)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn parse(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(name), decode(value))
                })
                .collect(),
        )
    }

    /// The first value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn filter(&self) -> FilterParam {
        self.get("f").map(FilterParam::parse).unwrap_or_default()
    }

    pub(super) fn queue(&self) -> Queue {
        Queue {
            filter: self.filter(),
            sort: self.get("sort").and_then(Sort::parse).unwrap_or_default(),
            list: self.get("list").and_then(List::parse).unwrap_or_default(),
            columns: self.get("columns").and_then(ColumnSet::parse).unwrap_or_default(),
            roomy: self.get("rows") == Some("roomy"),
            noise: self.get("noise") == Some("shown"),
            snoozed: self.get("snoozed") == Some("shown"),
            view: self.get("view").filter(|view| !view.is_empty()).map(Into::into),
        }
    }

    pub(super) fn of_queue(queue: &Queue) -> Self {
        let mut query = Self::default();
        query.push_queue(queue);
        query
    }

    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    pub(super) fn push_filter(&mut self, filter: &FilterParam) {
        if *filter != FilterParam::default() {
            self.push("f", &filter.to_string());
        }
    }

    /// What differs from the queue as it opens.
    pub(super) fn push_queue(&mut self, queue: &Queue) {
        self.push_filter(&queue.filter);
        if queue.sort != Sort::default() {
            self.push("sort", &queue.sort.to_string());
        }
        if queue.list != List::default() {
            self.push("list", queue.list.as_str());
        }
        if queue.columns != ColumnSet::default() {
            self.push("columns", &queue.columns.to_string());
        }
        if queue.roomy {
            self.push("rows", "roomy");
        }
        if queue.noise {
            self.push("noise", "shown");
        }
        if queue.snoozed {
            self.push("snoozed", "shown");
        }
        if let Some(view) = &queue.view {
            self.push("view", view);
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.0.iter().enumerate() {
            let mark = if index == 0 { "?" } else { "&" };
            write!(f, "{mark}{}={}", encode(name), encode(value))?;
        }
        Ok(())
    }
}
