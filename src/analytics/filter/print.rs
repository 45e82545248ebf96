//! Writing a filter: one text for each filter, so that equal filters have equal links.

use super::{Filter, Number};
use crate::analytics::dimension::{Dim, MISSING, Value, Words};
use crate::analytics::period::Period;
use std::fmt;

/// Whether a character may stand in a word without quotes.
pub(super) fn is_bare(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '.' | '_' | '-' | '/' | '@' | '+' | '\\' | '\'')
}

/// Writes a word in quotes.
fn write_quoted(f: &mut fmt::Formatter<'_>, word: &str) -> fmt::Result {
    f.write_str("\"")?;
    for character in word.chars() {
        if matches!(character, '"' | '\\') {
            f.write_str("\\")?;
        }
        write!(f, "{character}")?;
    }
    f.write_str("\"")
}

/// Writes a word, in quotes where it would be misread without.
fn write_word(f: &mut fmt::Formatter<'_>, word: &str) -> fmt::Result {
    if !word.is_empty() && word.chars().all(is_bare) { f.write_str(word) } else { write_quoted(f, word) }
}

fn write_value(f: &mut fmt::Formatter<'_>, dim: Dim, value: &Value) -> fmt::Result {
    match value {
        Value::Missing => f.write_str(MISSING),
        Value::Word(word) if &**word == MISSING && dim.has_missing() => write_quoted(f, word),
        Value::Word(word)
            if dim.words() == Words::Listed && dim.read(word, false).as_ref() != Some(value) =>
        {
            write_quoted(f, word)
        }
        Value::Word(word) => write_word(f, word),
    }
}

/// Writes `key:a,b`, after a space where something stands before.
struct Clauses<'a, 'b> {
    f: &'a mut fmt::Formatter<'b>,
    any_written: bool,
}

impl Clauses<'_, '_> {
    fn begin(&mut self, key: &str, excluded: bool) -> fmt::Result {
        if self.any_written {
            self.f.write_str(" ")?;
        }
        self.any_written = true;
        if excluded {
            self.f.write_str("-")?;
        }
        write!(self.f, "{key}:")
    }

    fn list<T>(
        &mut self,
        key: &str,
        excluded: bool,
        items: impl IntoIterator<Item = T>,
        write: impl Fn(&mut fmt::Formatter<'_>, T) -> fmt::Result,
    ) -> fmt::Result {
        for (index, item) in items.into_iter().enumerate() {
            if index == 0 {
                self.begin(key, excluded)?;
            } else {
                self.f.write_str(",")?;
            }
            write(self.f, item)?;
        }
        Ok(())
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut clauses = Clauses { f, any_written: false };
        for (dim, choice) in self.choices() {
            clauses.list(dim.key(), false, &choice.any, |f, value| write_value(f, dim, value))?;
            clauses.list(dim.key(), true, &choice.none, |f, value| write_value(f, dim, value))?;
        }
        for number in Number::ALL {
            if let Some(span) = self.span(number) {
                clauses.begin(number.key(), false)?;
                span.write(clauses.f, number == Number::TimeToResolve)?;
            }
        }
        if self.created() != Period::All {
            clauses.begin("created", false)?;
            write!(clauses.f, "{}", self.created())?;
        }
        for text in self.texts() {
            clauses.begin("text", false)?;
            write_word(clauses.f, text)?;
        }
        for text in self.texts_excluded() {
            clauses.begin("text", true)?;
            write_word(clauses.f, text)?;
        }
        Ok(())
    }
}
