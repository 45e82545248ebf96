//! What stands around a list of records: its name, the address of the next page, and things that are no records.

use crate::formats::finding::Finding;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// What a wrapper says of its list.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Said {
    /// Its `@odata.context`.
    pub(super) context: Option<String>,
    /// The byte at which the address of the next page stands.
    pub(super) next_page: Option<usize>,
}

/// Members that hold the records: `value` of OData, `records` of the streaming API.
const LISTS: [&[u8]; 2] = [b"\"value\"", b"\"records\""];
/// Members that hold the address of the next page, as OData, its older versions and Azure name it.
const NEXT_PAGE: [&str; 3] = ["@odata.nextLink", "odata.nextLink", "nextLink"];

/// Whether the list that begins behind `text` holds the records of a wrapper.
pub(super) fn names_records(text: &[u8]) -> bool {
    let Some(text) = text.trim_ascii_end().strip_suffix(b":") else { return false };
    let text = text.trim_ascii_end();
    LISTS.iter().any(|name| {
        // A backslash before the quote would make it the end of a longer name.
        text.strip_suffix(*name).is_some_and(|before| before.last() != Some(&b'\\'))
    })
}

/// Reads the members before or behind the list of a wrapper: `{"@odata.context":"…","value":` or `,"nextLink":"…"`.
pub(super) fn read(text: &str) -> Result<Said, Finding> {
    let body = text.trim();
    let Some(members) = complete(body) else { return Ok(Said::default()) };
    let parsed = serde_json::from_str::<HashMap<Cow<'_, str>, &RawValue>>(&members);
    let members = parsed.map_err(|error| Finding::Syntax { detail: error.to_string() })?;
    let string = |name: &str| members.get(name).and_then(|raw| String::deserialize(*raw).ok());
    let next = NEXT_PAGE.iter().find(|name| string(name).is_some_and(|address| !address.is_empty()));
    Ok(Said {
        context: string("@odata.context").or_else(|| string("odata.metadata")),
        next_page: next.and_then(|name| text.find(&format!("\"{name}\""))),
    })
}

/// Makes an object of the members at one side of the list; `None` when there are none.
fn complete(body: &str) -> Option<String> {
    if let Some(open) = body.strip_suffix(':') {
        let open = open.strip_prefix(',').map_or_else(|| open.to_owned(), |members| format!("{{{members}"));
        return Some(format!("{open}:null}}"));
    }
    let members = body.strip_prefix(',')?.trim_end();
    Some(format!("{{{members}}}"))
}

/// The length of the string that `text` begins with; `None` when it does not end.
pub(super) fn string_length(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
        if text.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The length of something that is no object, list or string: up to the next byte that can end it.
pub(super) fn junk_length(text: &[u8]) -> Option<usize> {
    let begin = text.iter().take_while(|byte| !b",]{[\n".contains(byte)).count();
    (begin < text.len()).then_some(begin.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_list_of_records_by_its_name() {
        assert!(names_records(br#"{"@odata.context":"x","value" : "#));
        assert!(names_records(br#"{"records":"#));
        assert!(!names_records(br#"{"alerts":"#));
        assert!(!names_records(br#"{"a":1,"x\"value":"#));
        assert!(!names_records(br#"{"a":"value","#));
    }

    #[track_caller]
    fn check(part: &str, context: Option<&str>, next_page: Option<usize>) {
        let said = read(part).unwrap();
        assert_eq!((said.context.as_deref(), said.next_page), (context, next_page), "{part}");
    }

    #[test]
    fn reads_both_sides_of_the_list() {
        check(r#"{"@odata.context":"c","value":"#, Some("c"), None);
        check(r#"{"value":"#, None, None);
        check(r#" , "@odata.nextLink":"https://x" "#, None, Some(3));
        check(r#", "@odata.context":"c","value":"#, Some("c"), None);
        check("", None, None);
        check(r#","@odata.nextLink":null"#, None, None);
    }

    #[test]
    fn says_what_is_broken() {
        assert!(read(r#"{"a" "b","value":"#).is_err());
    }

    #[test]
    fn measures_what_is_no_record() {
        assert_eq!(string_length(br#""a\"b", 1"#), Some(6));
        assert_eq!(string_length(br#""a"#), None);
        assert_eq!(junk_length(b"... ]"), Some(4));
        assert_eq!(junk_length(b"null"), None);
    }
}
