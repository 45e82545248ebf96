//! A JSON object whose members stay text until they are asked for, so that unknown ones are kept byte for byte.

use super::problem::Wrong;
use super::{FORMAT, Kind};
use crate::formats::migrate;
use serde::de::{DeserializeOwned, Deserializer, Error as _, MapAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::value::RawValue;
use std::fmt;

/// The members of an object in order.
pub(super) struct RawObject<'a> {
    members: Vec<(String, &'a RawValue)>,
}

impl<'de> Deserialize<'de> for RawObject<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = RawObject<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members: Vec<(String, &RawValue)> = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
                    if members.iter().any(|(known, _)| *known == key) {
                        return Err(A::Error::custom(format_args!("`{key}` is there twice")));
                    }
                    members.push((key, value));
                }
                Ok(RawObject { members })
            }
        }
        deserializer.deserialize_map(Members)
    }
}

impl<'a> RawObject<'a> {
    /// Reads a whole text.
    pub(super) fn read(text: &'a str) -> Result<Self, Wrong> {
        parse(text)
    }

    /// Takes a member out as text; `None` where there is none.
    pub(super) fn take_raw(&mut self, key: &str) -> Option<&'a RawValue> {
        let index = self.members.iter().position(|(known, _)| known == key)?;
        Some(self.members.remove(index).1)
    }

    /// Takes out a member that must be there.
    pub(super) fn take<T: DeserializeOwned>(
        &mut self,
        key: &str,
        expected: &'static str,
    ) -> Result<T, Wrong> {
        let wrong = || Wrong::Member { path: key.to_owned(), expected };
        self.take_raw(key).and_then(|raw| serde_json::from_str(raw.get()).ok()).ok_or_else(wrong)
    }

    /// Takes out and checks the members that begin every document of ours, and answers its schema.
    pub(super) fn take_preamble(&mut self, kind: Kind) -> Result<u32, Wrong> {
        for (key, ours) in [("format", FORMAT), ("document", kind.as_str())] {
            let word: String = self.take(key, "text")?;
            if word != ours {
                return Err(Wrong::NotOurs(word));
            }
        }
        migrate::readable(self.take("schema", "a number from 1 on")?)
    }

    /// The members that nobody took.
    pub(super) fn rest(self) -> impl Iterator<Item = (String, &'a RawValue)> {
        self.members.into_iter()
    }

    /// Whether every member was taken.
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// Reads JSON text; where it is none, says where.
pub(super) fn parse<'a, T: de::Deserialize<'a>>(text: &'a str) -> Result<T, Wrong> {
    serde_json::from_str(text).map_err(|error| Wrong::NotJson {
        line: error.line(),
        column: error.column(),
        message: error.to_string(),
    })
}

/// The members with which every document of ours begins, without the closing brace.
pub(super) fn preamble(kind: Kind, schema: u32) -> String {
    format!(r#"{{"format":"{FORMAT}","document":"{}","schema":{schema}"#, kind.as_str())
}

/// A string as JSON text.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
