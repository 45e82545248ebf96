//! Schemas of our documents, past and to come: which of them this version can read, and how it brings them up.

use super::document::{SCHEMA, Wrong};

/// Whether a document of this schema can be read; answers the schema. There is no schema 0, and 1 is the first, so
/// nothing has to be brought up yet. Newer ones are tried: what they added is kept as text.
///
/// # Errors
/// The number is no schema.
pub fn readable(schema: u32) -> Result<u32, Wrong> {
    match schema {
        0 => Err(Wrong::Member { path: "schema".to_owned(), expected: "a number from 1 on" }),
        known_or_newer => Ok(known_or_newer),
    }
}

/// Whether a document of this schema may only be read: writing could lose what a newer version added.
pub fn is_newer(schema: u32) -> bool {
    schema > SCHEMA
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn past_present_and_future() {
        assert!(readable(0).is_err());
        assert_eq!(readable(SCHEMA), Ok(SCHEMA));
        assert!(!is_newer(SCHEMA));
        assert_eq!(readable(SCHEMA + 7), Ok(SCHEMA + 7));
        assert!(is_newer(SCHEMA + 7));
    }
}
