//! A typed filter with one stable text form, the same in URLs, saved views and widgets.
//!
//! ```text
//! severity:high,medium -tag:"Red team" created:30d status:awaitingAction score:85.. text:"foo bar"
//! ```
//!
//! Clauses are joined by "and"; the values of a clause by "or" (an incident with several values passes when any of
//! them is named); a clause with a minus takes away what has any of its values. Values are the imports' own words. A
//! word in quotes is meant verbatim, so `tag:"none"` is the tag of that name and `tag:none` is no tag at all.

mod parse;
mod print;
mod span;

pub use parse::{FilterError, Problem};
pub use span::Span;

use super::dimension::{Dim, Value};
use super::period::Period;
use std::collections::{BTreeMap, BTreeSet};

/// The values of one dimension that a filter asks for and takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Any of these; empty: no constraint.
    pub any: BTreeSet<Value>,
    /// None of these.
    pub none: BTreeSet<Value>,
}

impl Choice {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.any.is_empty() && self.none.is_empty()
    }
}

/// How a value is marked in a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Not named.
    Free,
    /// Among the values asked for.
    Asked,
    /// Among the values taken away.
    Excluded,
}

/// A number of an incident that a filter can bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Number {
    /// Our priority score, 0 to 100.
    Score,
    /// How many alerts it has.
    Alerts,
    /// Time to resolve in whole minutes, rounded down; open incidents have none and pass no bound.
    TimeToResolve,
}

impl Number {
    /// All three, in the order in which a filter is printed.
    pub const ALL: [Self; 3] = [Self::Score, Self::Alerts, Self::TimeToResolve];

    /// The word before the colon.
    pub fn key(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Alerts => "alerts",
            Self::TimeToResolve => "timeToResolve",
        }
    }

    /// Reads [`Number::key`].
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|number| number.key() == key)
    }
}

/// A filter over incidents. The default one lets everything pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    values: BTreeMap<Dim, Choice>,
    numbers: BTreeMap<Number, Span>,
    created: Period,
    texts: BTreeSet<Box<str>>,
    texts_excluded: BTreeSet<Box<str>>,
}

impl Filter {
    /// Whether it lets everything pass.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What it asks of a dimension.
    pub fn choice(&self, dim: Dim) -> Option<&Choice> {
        self.values.get(&dim)
    }

    /// Every dimension that it asks about, in the order of [`Dim::ALL`].
    pub fn choices(&self) -> impl Iterator<Item = (Dim, &Choice)> {
        self.values.iter().map(|(dim, choice)| (*dim, choice))
    }

    /// How a value is marked.
    pub fn mark(&self, dim: Dim, value: &Value) -> Mark {
        match self.choice(dim) {
            Some(choice) if choice.any.contains(value) => Mark::Asked,
            Some(choice) if choice.none.contains(value) => Mark::Excluded,
            _ => Mark::Free,
        }
    }

    /// Marks a value; the last mark holds.
    pub fn set(&mut self, dim: Dim, value: Value, mark: Mark) {
        let choice = self.values.entry(dim).or_default();
        choice.any.remove(&value);
        choice.none.remove(&value);
        match mark {
            Mark::Free => {}
            Mark::Asked => {
                choice.any.insert(value);
            }
            Mark::Excluded => {
                choice.none.insert(value);
            }
        }
        if choice.is_empty() {
            self.values.remove(&dim);
        }
    }

    /// The same filter with one more value asked for.
    #[must_use]
    pub fn with(mut self, dim: Dim, word: &str) -> Self {
        self.set(dim, Value::word(word), Mark::Asked);
        self
    }

    /// Takes every word on a dimension back.
    pub fn clear(&mut self, dim: Dim) {
        self.values.remove(&dim);
    }

    /// The period by creation time.
    pub fn created(&self) -> Period {
        self.created
    }

    /// Sets the period by creation time.
    pub fn set_created(&mut self, period: Period) {
        self.created = period;
    }

    /// The bounds of a number.
    pub fn span(&self, number: Number) -> Option<Span> {
        self.numbers.get(&number).copied()
    }

    /// Sets or lifts the bounds of a number.
    pub fn set_span(&mut self, number: Number, span: Option<Span>) {
        match span.filter(|span| !span.is_open()) {
            Some(span) => self.numbers.insert(number, span),
            None => self.numbers.remove(&number),
        };
    }

    /// Texts that must occur in the title, the id or an asset, in any letter case.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }

    /// Texts that must not occur there.
    pub fn texts_excluded(&self) -> impl Iterator<Item = &str> {
        self.texts_excluded.iter().map(|text| &**text)
    }

    /// Asks for a text or takes it away; the last mark holds. An empty text asks for nothing.
    pub fn set_text(&mut self, text: &str, mark: Mark) {
        self.texts.remove(text);
        self.texts_excluded.remove(text);
        if !text.is_empty() {
            match mark {
                Mark::Free => {}
                Mark::Asked => {
                    self.texts.insert(text.into());
                }
                Mark::Excluded => {
                    self.texts_excluded.insert(text.into());
                }
            }
        }
    }

    /// Takes all texts back.
    pub fn clear_texts(&mut self) {
        self.texts.clear();
        self.texts_excluded.clear();
    }

    /// Joins what two filters ask: values asked for by both are offered together, and where both set a period, bounds
    /// or a mark on the same value, the other's holds.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        for (dim, choice) in other.choices() {
            for value in &choice.any {
                self.set(dim, value.clone(), Mark::Asked);
            }
            for value in &choice.none {
                self.set(dim, value.clone(), Mark::Excluded);
            }
        }
        for (number, span) in &other.numbers {
            self.numbers.insert(*number, *span);
        }
        if other.created != Period::All {
            self.created = other.created;
        }
        for text in &other.texts {
            self.set_text(text, Mark::Asked);
        }
        for text in &other.texts_excluded {
            self.set_text(text, Mark::Excluded);
        }
        self
    }
}
