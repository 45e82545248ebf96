//! JSON values as the text that they are in: nothing is built for what is only passed on.

use crate::formats::position::Position;
use serde::de::{Deserialize, Deserializer, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// A value as its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Raw<'a>(&'a str);

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(deserializer).map(|raw| Self(raw.get()))
    }
}

impl<'a> Raw<'a> {
    /// The text.
    pub(crate) fn json(self) -> &'a str {
        self.0
    }

    /// The place of the value in the record `text` that begins at `start`; it must be a part of that text.
    pub(crate) fn place_in(self, text: &str, start: Position) -> Position {
        // Both are slices of one text, so the distance of their addresses is the offset.
        let offset = (self.0.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        start.after(text.as_bytes().get(..offset).unwrap_or_default())
    }

    fn first(self) -> u8 {
        self.0.as_bytes().first().copied().unwrap_or(b'n')
    }

    /// Whether it is `null`.
    pub(crate) fn is_null(self) -> bool {
        self.first() == b'n'
    }

    /// Whether it is a string.
    pub(crate) fn is_string(self) -> bool {
        self.first() == b'"'
    }

    /// Whether it is an object.
    pub(crate) fn is_object(self) -> bool {
        self.first() == b'{'
    }

    /// The value as text: a string, but also a number or boolean, since exports write either. `None` for `null`,
    /// lists and objects.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self.first() {
            b'"' => {
                let inner = self.0.strip_prefix('"')?.strip_suffix('"')?;
                if inner.contains('\\') {
                    return serde_json::from_str::<String>(self.0).ok().map(Cow::Owned);
                }
                Some(Cow::Borrowed(inner))
            }
            b'-' | b'0'..=b'9' => Some(whole_number(self.0)),
            b't' | b'f' => Some(Cow::Borrowed(self.0)),
            _ => None,
        }
    }

    /// The text without blanks around it; `None` when nothing is left.
    pub(crate) fn word(self) -> Option<Cow<'a, str>> {
        match self.text()? {
            Cow::Borrowed(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(Cow::Borrowed),
            Cow::Owned(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()).map(Cow::Owned),
        }
    }

    /// The value as a number: `12`, `"12"`.
    pub(crate) fn number(self) -> Option<f64> {
        self.word()?.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The value as a boolean: `true`, `"True"`.
    pub(crate) fn boolean(self) -> Option<bool> {
        let word = self.word()?;
        [true, false]
            .into_iter()
            .find(|value| word.eq_ignore_ascii_case(if *value { "true" } else { "false" }))
    }

    /// The elements of a list; one value stands for a list of itself, `null` for an empty one.
    pub(crate) fn list(self) -> Vec<Self> {
        match self.first() {
            b'n' => Vec::new(),
            b'[' => serde_json::from_str(self.0).unwrap_or_default(),
            _ => vec![self],
        }
    }

    /// The members of an object; none for everything else.
    pub(crate) fn members(self) -> Vec<(Key<'a>, Self)> {
        if !self.is_object() {
            return Vec::new();
        }
        serde_json::from_str::<Members<'a>>(self.0).map(|members| members.0).unwrap_or_default()
    }

    /// The value of a member of an object.
    pub(crate) fn member(self, name: &str) -> Option<Self> {
        self.members().into_iter().find(|(key, _)| key.as_str() == name).map(|(_, value)| value)
    }

    /// Writes the value without the blanks between its parts.
    pub(crate) fn write(self, out: &mut String) {
        if matches!(self.first(), b'{' | b'[') {
            compact(self.0, out);
        } else {
            out.push_str(self.0);
        }
    }
}

/// Writes a number that is whole without fraction or exponent: some tools write ids as `924518.0`.
fn whole_number(text: &str) -> Cow<'_, str> {
    /// Every whole number up to here has an exact `f64`.
    const EXACT_MAX: f64 = 9_007_199_254_740_992.0;
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return Cow::Borrowed(text);
    }
    match text.parse::<f64>() {
        Ok(number) if number.fract() == 0.0 && number.abs() <= EXACT_MAX => {
            Cow::Owned(format!("{number:.0}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// Copies JSON without the blanks outside strings.
fn compact(json: &str, out: &mut String) {
    let bytes = json.as_bytes();
    let (mut at, mut from, mut in_string) = (0, 0, false);
    let mut copy = |from: usize, to: usize| out.push_str(json.get(from..to).unwrap_or_default());
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => in_string = !in_string,
            b'\\' if in_string => at += 1,
            b' ' | b'\n' | b'\r' | b'\t' if !in_string => {
                copy(from, at);
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    copy(from, bytes.len());
}

/// The name of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key<'a>(Cow<'a, str>);

impl Key<'_> {
    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Writes the name as a JSON string.
    pub(crate) fn write(&self, out: &mut String) {
        match &self.0 {
            // Borrowed from the text: it has nothing that needs an escape.
            Cow::Borrowed(name) => {
                out.push('"');
                out.push_str(name);
                out.push('"');
            }
            Cow::Owned(name) => write_string(name, out),
        }
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl<'de> Visitor<'de> for Name {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }
            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(name)))
            }
            fn visit_str<E>(self, name: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(Name)
    }
}

/// The members of an object in their order.
#[derive(Debug, Default)]
pub(crate) struct Members<'a>(pub(crate) Vec<(Key<'a>, Raw<'a>)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Vec::new();
        deserializer.deserialize_map(MemberVisitor(&mut members))?;
        Ok(Self(members))
    }
}

/// Collects members into a list that keeps what was read when the text turns out broken.
pub(crate) struct MemberVisitor<'m, 'a>(pub(crate) &'m mut Vec<(Key<'a>, Raw<'a>)>);

impl<'de> Visitor<'de> for MemberVisitor<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(member) = map.next_entry()? {
            self.0.push(member);
        }
        Ok(())
    }
}

/// Writes text as a JSON string.
pub(crate) fn write_string(text: &str, out: &mut String) {
    if !text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
        return;
    }
    // A string has no way to fail; an empty one would show that it had.
    out.push_str(&serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(json: &str) -> Raw<'_> {
        serde_json::from_str(json).unwrap()
    }

    #[track_caller]
    fn check_text(json: &str, expected: Option<&str>) {
        assert_eq!(raw(json).text().as_deref(), expected, "{json}");
    }

    #[test]
    fn reads_text_from_strings_numbers_and_booleans() {
        check_text(r#""plain""#, Some("plain"));
        check_text(r#""a\"b\u00fc""#, Some("a\"bü"));
        check_text("924518", Some("924518"));
        check_text("924518.0", Some("924518"));
        check_text("1e3", Some("1000"));
        check_text("0.5", Some("0.5"));
        check_text("true", Some("true"));
        check_text("null", None);
        check_text("[1]", None);
    }

    #[test]
    fn reads_numbers_and_booleans_from_strings() {
        assert_eq!(raw(r#"" 85 ""#).number(), Some(85.0));
        assert_eq!(raw("85.5").number(), Some(85.5));
        assert_eq!(raw(r#""high""#).number(), None);
        assert_eq!(raw(r#""True""#).boolean(), Some(true));
        assert_eq!(raw("false").boolean(), Some(false));
        assert_eq!(raw("1").boolean(), None);
    }

    #[test]
    fn takes_one_value_for_a_list_of_it() {
        assert_eq!(raw(r#"["a",1]"#).list().len(), 2);
        assert_eq!(raw(r#""a""#).list(), [raw(r#""a""#)]);
        assert_eq!(raw("null").list(), []);
    }

    #[test]
    fn leaves_blanks_out_only_between_parts() {
        let mut out = String::new();
        raw("{ \"a \\\" b\" : [ 1 ,\n 2 ] , \"c\" : \"d e\" }").write(&mut out);
        assert_eq!(out, r#"{"a \" b":[1,2],"c":"d e"}"#);
    }

    #[test]
    fn keeps_the_members_before_a_fault() {
        let mut members = Vec::new();
        let mut deserializer = serde_json::Deserializer::from_str(r#"{"a":1,"b" 2}"#);
        assert!(
            serde::de::Deserializer::deserialize_map(&mut deserializer, MemberVisitor(&mut members)).is_err()
        );
        assert_eq!(members.len(), 1);
    }
}
