//! The part of a fragment after `?`: names and percent-encoded values.

use super::{ColumnSet, FilterParam, List, Queue};
use crate::analytics::sort::Sort;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::cell::RefCell;
use std::collections::BTreeSet;
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

/// The words of a query in order, and which of them somebody understood.
#[derive(Debug, Default)]
pub(super) struct Query {
    words: Vec<(String, String)>,
    understood: RefCell<BTreeSet<usize>>,
}

impl Query {
    pub(super) fn parse(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        let words = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self { words: words.collect(), ..Self::default() }
    }

    /// The first value of a name, whatever it is.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let (at, (_, value)) = self.words.iter().enumerate().find(|(_, (known, _))| known == name)?;
        self.understood.borrow_mut().insert(at);
        Some(value)
    }

    /// What the first value of a name means, where it means anything.
    pub(super) fn read<'a, T>(&'a self, name: &str, meaning: impl FnOnce(&'a str) -> Option<T>) -> Option<T> {
        let (at, (_, value)) = self.words.iter().enumerate().find(|(_, (known, _))| known == name)?;
        let found = meaning(value)?;
        self.understood.borrow_mut().insert(at);
        Some(found)
    }

    /// Every value of a name, each once; those that say nothing left out.
    pub(super) fn all(&self, name: &str) -> Vec<Box<str>> {
        let mut found: Vec<Box<str>> = Vec::new();
        for (at, (known, value)) in self.words.iter().enumerate() {
            if known == name && !value.is_empty() {
                self.understood.borrow_mut().insert(at);
                if !found.iter().any(|known| **known == **value) {
                    found.push(value.as_str().into());
                }
            }
        }
        found
    }

    /// Whether a name has a word, which is the only one it may have.
    pub(super) fn has(&self, name: &str, word: &str) -> bool {
        self.read(name, |value| (value == word).then_some(())).is_some()
    }

    /// The words that nobody understood, as a person would write them.
    pub(super) fn left(&self) -> Vec<String> {
        let understood = self.understood.borrow();
        let left = self.words.iter().enumerate().filter(|(at, _)| !understood.contains(at));
        left.map(|(_, (name, value))| if value.is_empty() { name.clone() } else { format!("{name}={value}") })
            .collect()
    }

    pub(super) fn filter(&self) -> FilterParam {
        self.get("f").map(FilterParam::parse).unwrap_or_default()
    }

    pub(super) fn queue(&self) -> Queue {
        let list = self.read("list", List::parse);
        let view = self.read("view", |view| (!view.is_empty()).then(|| view.into()));
        // Whoever writes that all are wanted wants no view.
        let all = (list == Some(List::All)).then(|| Queue::EVERYTHING.into());
        Queue {
            filter: self.filter(),
            sort: self.read("sort", Sort::parse).unwrap_or_default(),
            list: list.unwrap_or_default(),
            columns: self.read("columns", ColumnSet::parse).unwrap_or_default(),
            roomy: self.has("rows", "roomy"),
            noise: self.has("noise", "shown"),
            snoozed: self.has("snoozed", "shown"),
            view: view.or(all),
        }
    }

    pub(super) fn of_queue(queue: &Queue) -> Self {
        let mut query = Self::default();
        query.push_queue(queue);
        query
    }

    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.words.push((name.to_owned(), value.to_owned()));
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
        for (index, (name, value)) in self.words.iter().enumerate() {
            let mark = if index == 0 { "?" } else { "&" };
            write!(f, "{mark}{}={}", encode(name), encode(value))?;
        }
        Ok(())
    }
}
