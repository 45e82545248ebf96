//! What can be wrong with a document: always with its name, and as exact as can be.

use std::fmt;

/// A document that cannot be used as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadProblem {
    /// The name of the document.
    pub document: String,
    /// What is wrong with it.
    pub what: Wrong,
}

/// What is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is not there, although another document names it.
    Missing,
    /// The name is none of our documents'.
    Name,
    /// The text is not the one that the digest belongs to: it was changed or cut off.
    Digest,
    /// The bytes are no UTF-8 text.
    NotText,
    /// The text is no JSON.
    NotJson {
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
        /// What the reader says.
        message: String,
    },
    /// It is JSON of something else; what its member `format` or `document` says.
    NotOurs(String),
    /// A member is missing or does not hold what it must.
    Member {
        /// A path such as `tail[3].seq`.
        path: String,
        /// What must be there.
        expected: &'static str,
    },
    /// It belongs to another workspace; the id of that one.
    OtherWorkspace(String),
    /// The entry with this number does not follow from the one before it.
    Chain {
        /// The number of the entry.
        seq: u64,
    },
    /// Another entry than this one was expected next.
    Gap {
        /// The number that was expected.
        expected: u64,
        /// The number that was found.
        found: u64,
    },
    /// It does not agree with what the document that names it says about it.
    Listing(&'static str),
    /// A record of a batch is not what it must be.
    Record {
        /// Its place in the batch, from 0 on.
        index: usize,
        /// What the reader says.
        message: String,
    },
    /// It was written by a newer version in a way that this one cannot read at all.
    Newer {
        /// Its schema.
        schema: u32,
    },
}

impl LoadProblem {
    /// A document that another one names is not there.
    pub fn missing(document: &str) -> Self {
        Self { document: document.to_owned(), what: Wrong::Missing }
    }
}

impl fmt::Display for LoadProblem {
    /// In English, for the command line and logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.document, self.what)
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the document is missing"),
            Self::Name => f.write_str("the name is not the name of a document"),
            Self::Digest => f.write_str("the text was changed or cut off: it does not fit its digest"),
            Self::NotText => f.write_str("the bytes are no UTF-8 text"),
            Self::NotJson { line, column, message } => write!(f, "line {line}, column {column}: {message}"),
            Self::NotOurs(what) => write!(f, "this is `{what}`"),
            Self::Member { path, expected } => write!(f, "`{path}` must be {expected}"),
            Self::OtherWorkspace(id) => write!(f, "it belongs to the workspace `{id}`"),
            Self::Chain { seq } => write!(f, "entry {seq} does not follow from the one before it"),
            Self::Gap { expected, found } => {
                write!(f, "entry {expected} was expected, entry {found} was found")
            }
            Self::Listing(what) => write!(f, "{what} differs from what was listed"),
            Self::Record { index, message } => write!(f, "record {index}: {message}"),
            Self::Newer { schema } => write!(f, "it was written by a newer version (schema {schema})"),
        }
    }
}

impl std::error::Error for LoadProblem {}
