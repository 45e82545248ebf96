//! Why the filter of a link could not be read, in words.

use crate::analytics::filter::{FilterError, Problem};
use crate::t;

/// The sentence over a list whose filter was not understood: what is wrong, where, and what is shown instead.
pub(super) fn said(text: &str, error: &FilterError) -> String {
    let problem = match &error.problem {
        Problem::UnknownKey(key) => t!("filter.unknown-key", key = &**key),
        Problem::NoKey(word) => t!("filter.no-key", word = &**word),
        Problem::UnknownValue { key, value } => t!("filter.unknown-value", key = *key, value = &**value),
        Problem::ValueExpected => t!("filter.value-expected"),
        Problem::QuoteOpen => t!("filter.quote-open"),
        Problem::Unexpected(sign) => t!("filter.unexpected", sign = sign.to_string()),
        Problem::Twice(key) => t!("filter.twice", key = *key),
        Problem::CannotExclude(key) => t!("filter.cannot-exclude", key = *key),
    };
    let problem = t!("filter.at", problem = problem, n = error.at + 1);
    t!("queue.unreadable", text = text, problem = problem)
}
