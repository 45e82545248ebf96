//! A filter as a link carries it.

use crate::analytics::filter::{Filter, FilterError};
use std::fmt;

/// A filter as a link carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterParam {
    /// It can be read.
    Good(Filter),
    /// It cannot: the text as it came, so that a person can mend it.
    Bad(Box<str>, FilterError),
}

impl Default for FilterParam {
    fn default() -> Self {
        Self::Good(Filter::default())
    }
}

impl FilterParam {
    /// Reads the text of a link.
    pub fn parse(text: &str) -> Self {
        text.parse().map_or_else(|error| Self::Bad(text.into(), error), Self::Good)
    }

    /// The filter to apply: one that cannot be read lets everything pass, and the page says why.
    pub fn filter(&self) -> Filter {
        match self {
            Self::Good(filter) => filter.clone(),
            Self::Bad(..) => Filter::default(),
        }
    }
}

impl fmt::Display for FilterParam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Good(filter) => write!(f, "{filter}"),
            Self::Bad(text, _) => f.write_str(text),
        }
    }
}
