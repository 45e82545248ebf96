//! Reading a filter: a small hand-written reader that says where it stopped and why.

use super::print::is_bare;
use super::{Filter, Mark, Number, Span};
use crate::analytics::dimension::Dim;
use crate::analytics::period::Period;
use std::fmt;
use std::iter::Peekable;
use std::str::{Chars, FromStr};

/// Why a text is no filter, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// How many characters stand before the place.
    pub at: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with the text of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no dimension of this name.
    UnknownKey(Box<str>),
    /// A word stands alone, without a key and a colon.
    NoKey(Box<str>),
    /// The dimension has no such value.
    UnknownValue {
        /// The dimension.
        key: &'static str,
        /// The value.
        value: Box<str>,
    },
    /// A value should stand here.
    ValueExpected,
    /// A quote is not closed.
    QuoteOpen,
    /// A character that cannot stand here.
    Unexpected(char),
    /// A key that takes one value has two.
    Twice(&'static str),
    /// A key that cannot be taken away has a minus.
    CannotExclude(&'static str),
}

impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::UnknownKey(key) => write!(f, "there is nothing called `{key}` to filter by"),
            Problem::NoKey(word) => {
                write!(f, "`{word}` needs a name and a colon before it, such as `text:{word}`")
            }
            Problem::UnknownValue { key, value } => write!(f, "`{value}` is no value of `{key}`"),
            Problem::ValueExpected => f.write_str("a value is missing"),
            Problem::QuoteOpen => f.write_str("a quote is not closed"),
            Problem::Unexpected(character) => write!(f, "`{character}` cannot stand here"),
            Problem::Twice(key) => write!(f, "`{key}` can be given once only"),
            Problem::CannotExclude(key) => write!(f, "`{key}` cannot be taken away"),
        }?;
        write!(f, " (at character {})", self.at + 1)
    }
}

impl std::error::Error for FilterError {}

impl FromStr for Filter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        let mut reader = Reader { rest: text.chars().peekable(), at: 0 };
        let mut filter = Filter::default();
        loop {
            reader.skip_spaces();
            if reader.rest.peek().is_none() {
                return Ok(filter);
            }
            reader.clause(&mut filter)?;
        }
    }
}

/// A value as it was written.
struct Written {
    text: String,
    quoted: bool,
    at: usize,
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    at: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let next = self.rest.next();
        self.at += usize::from(next.is_some());
        next
    }

    fn eat(&mut self, character: char) -> bool {
        let found = self.rest.peek() == Some(&character);
        if found {
            self.next();
        }
        found
    }

    fn skip_spaces(&mut self) {
        while self.rest.peek().is_some_and(|character| character.is_whitespace()) {
            self.next();
        }
    }

    fn error<T>(at: usize, problem: Problem) -> Result<T, FilterError> {
        Err(FilterError { at, problem })
    }

    /// Reads characters that may stand in a word without quotes.
    fn bare(&mut self) -> String {
        let mut word = String::new();
        while let Some(character) = self.rest.peek().copied().filter(|character| is_bare(*character)) {
            word.push(character);
            self.next();
        }
        word
    }

    fn clause(&mut self, filter: &mut Filter) -> Result<(), FilterError> {
        let start = self.at;
        let excluded = self.eat('-');
        let key_at = self.at;
        if self.rest.peek() == Some(&'"') {
            let text = self.value()?.text;
            return Self::error(key_at, Problem::NoKey(text.into()));
        }
        let key = self.bare();
        if !self.eat(':') {
            return match (key.is_empty(), self.rest.peek()) {
                (true, Some(character)) => Self::error(self.at, Problem::Unexpected(*character)),
                (true, None) => Self::error(start, Problem::ValueExpected),
                (false, _) => Self::error(key_at, Problem::NoKey(key.into())),
            };
        }
        let mark = if excluded { Mark::Excluded } else { Mark::Asked };
        if let Some(dim) = Dim::parse(&key) {
            self.values(dim, mark, filter)?;
        } else if key == "text" {
            let written = self.value()?;
            filter.set_text(&written.text, mark);
        } else if let Some(number) = Number::parse(&key) {
            self.single(number.key(), excluded, start, filter.span(number).is_some(), |text| {
                let span = Span::parse(text, number == Number::TimeToResolve)?;
                filter.set_span(number, Some(span));
                Some(())
            })?;
        } else if key == "created" {
            self.single("created", excluded, start, filter.created() != Period::All, |text| {
                filter.set_created(Period::parse(text)?);
                Some(())
            })?;
        } else {
            return Self::error(key_at, Problem::UnknownKey(key.into()));
        }
        match self.rest.peek() {
            Some(character) if !character.is_whitespace() => {
                Self::error(self.at, Problem::Unexpected(*character))
            }
            _ => Ok(()),
        }
    }

    fn values(&mut self, dim: Dim, mark: Mark, filter: &mut Filter) -> Result<(), FilterError> {
        loop {
            let written = self.value()?;
            let Some(value) = dim.read(&written.text, written.quoted) else {
                let value = written.text.into();
                return Self::error(written.at, Problem::UnknownValue { key: dim.key(), value });
            };
            filter.set(dim, value, mark);
            if !self.eat(',') {
                return Ok(());
            }
        }
    }

    /// Reads a key that takes one value and no minus.
    fn single(
        &mut self,
        key: &'static str,
        excluded: bool,
        start: usize,
        twice: bool,
        read: impl FnOnce(&str) -> Option<()>,
    ) -> Result<(), FilterError> {
        if excluded {
            return Self::error(start, Problem::CannotExclude(key));
        }
        if twice {
            return Self::error(start, Problem::Twice(key));
        }
        let written = self.value()?;
        read(&written.text).ok_or(FilterError {
            at: written.at,
            problem: Problem::UnknownValue { key, value: written.text.into() },
        })
    }

    fn value(&mut self) -> Result<Written, FilterError> {
        let at = self.at;
        if !self.eat('"') {
            let text = self.bare();
            return match (text.is_empty(), self.rest.peek()) {
                (false, _) => Ok(Written { text, quoted: false, at }),
                (true, Some(character)) if !character.is_whitespace() && *character != ',' => {
                    Self::error(at, Problem::Unexpected(*character))
                }
                (true, _) => Self::error(at, Problem::ValueExpected),
            };
        }
        let mut text = String::new();
        loop {
            match self.next() {
                None => return Self::error(at, Problem::QuoteOpen),
                Some('"') => return Ok(Written { text, quoted: true, at }),
                Some('\\') => match self.next() {
                    None => return Self::error(at, Problem::QuoteOpen),
                    Some(character) => text.push(character),
                },
                Some(character) => text.push(character),
            }
        }
    }
}
