//! JSON values as the text that they are in: nothing is built for what is only passed on.

use crate::cursor::{Cursor, Fault};
use crate::names::Place;
use crate::strings::unescaped;
use std::borrow::Cow;

pub use crate::strings::write_string;

/// A value as its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raw<'a> {
    text: &'a str,
    /// Whether there is no blank between its parts.
    dense: bool,
    /// Whether a string in it has an escape.
    escaped: bool,
}

impl<'a> Raw<'a> {
    /// A value; `text` is valid JSON.
    pub(crate) fn new(text: &'a str, dense: bool, escaped: bool) -> Self {
        Self { text, dense, escaped }
    }

    /// The text.
    pub fn json(self) -> &'a str {
        self.text
    }

    /// Whether there is no blank between its parts.
    pub fn is_dense(self) -> bool {
        self.dense
    }

    /// The byte of the record `text` at which the value begins; it must be a part of that text.
    pub fn offset_in(self, text: &str) -> usize {
        // Both are slices of one text, so the distance of their addresses is the offset.
        (self.text.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
    }

    fn first(self) -> u8 {
        self.text.as_bytes().first().copied().unwrap_or(b'n')
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.first() == b'n'
    }

    /// Whether it is a string.
    pub fn is_string(self) -> bool {
        self.first() == b'"'
    }

    /// Whether it is a list.
    pub fn is_list(self) -> bool {
        self.first() == b'['
    }

    /// Whether it is an object.
    pub fn is_object(self) -> bool {
        self.first() == b'{'
    }

    /// The value as text: a string, but also a number or boolean, since exports write either. `None` for `null`,
    /// lists and objects.
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self.first() {
            b'"' => self.string(),
            b'-' | b'0'..=b'9' => Some(whole_number(self.text)),
            b't' | b'f' => Some(Cow::Borrowed(self.text)),
            _ => None,
        }
    }

    /// The text of a string; `None` for everything else.
    pub fn string(self) -> Option<Cow<'a, str>> {
        if self.escaped && self.is_string() {
            return unescaped(self.text).map(Cow::Owned);
        }
        self.text.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed)
    }

    /// The text without blanks around it; `None` when nothing is left.
    pub fn word(self) -> Option<Cow<'a, str>> {
        let text = self.text()?;
        match text.as_bytes() {
            [] => None,
            // Nearly every text: no blank, of ASCII or of another script, at its ends.
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => Some(text),
            _ => match text.trim() {
                "" => None,
                trimmed if trimmed.len() == text.len() => Some(text),
                trimmed => Some(Cow::Owned(trimmed.to_owned())),
            },
        }
    }

    /// The value as a number: `12`, `"12"`.
    pub fn number(self) -> Option<f64> {
        self.word()?.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The value as a boolean: `true`, `"True"`.
    pub fn boolean(self) -> Option<bool> {
        let word = self.word()?;
        [true, false]
            .into_iter()
            .find(|value| word.eq_ignore_ascii_case(if *value { "true" } else { "false" }))
    }

    /// The elements of a list; one value stands for a list of itself, `null` for an empty one.
    pub fn list(self) -> Vec<Self> {
        match self.first() {
            b'n' => Vec::new(),
            // Most lists are empty.
            b'[' if self.text.len() > 2 => elements(self.text).unwrap_or_default(),
            b'[' => Vec::new(),
            _ => vec![self],
        }
    }

    /// The members of an object; none for everything else.
    pub fn members(self) -> Vec<(Key<'a>, Self)> {
        // Most of what is asked for its members is an account, which has six.
        let mut members = Vec::with_capacity(if self.is_object() { 8 } else { 0 });
        // The text of a value is valid, so nothing is lost.
        let _ = read_members(self.text, &mut members);
        members
    }

    /// The value of a member of an object.
    pub fn member(self, name: &str) -> Option<Self> {
        self.members().into_iter().find(|(key, _)| key.as_str() == name).map(|(_, value)| value)
    }

    /// Writes the value without the blanks between its parts.
    pub fn write(self, out: &mut String) {
        if self.dense { out.push_str(self.text) } else { compact(self.text, out) }
    }
}

fn elements(text: &str) -> Result<Vec<Raw<'_>>, Fault> {
    let mut cursor = Cursor::new(text);
    cursor.open(b'[')?;
    let (mut first, mut list) = (true, Vec::new());
    while cursor.next(&mut first, b']')? {
        list.push(cursor.value()?);
    }
    Ok(list)
}

/// Reads the members of an object into a list, which keeps what was read before a fault. Nothing but blanks may come
/// behind the object.
pub fn read_members<'a>(text: &'a str, members: &mut Vec<(Key<'a>, Raw<'a>)>) -> Result<(), Fault> {
    let mut cursor = Cursor::new(text);
    cursor.open(b'{')?;
    let mut first = true;
    while let Some(key) = cursor.key(&mut first)? {
        members.push((key, cursor.value()?));
    }
    cursor.end()
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
    let (mut at, mut from) = (0, 0);
    let mut copy = |from: usize, to: usize| out.push_str(json.get(from..to).unwrap_or_default());
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at += 1;
                while let Some(stop) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
                    at += stop;
                    if bytes.get(at) == Some(&b'"') {
                        break;
                    }
                    at += 2;
                }
            }
            b' ' | b'\n' | b'\r' | b'\t' => {
                copy(from, at);
                let blanks =
                    bytes.get(at..).unwrap_or_default().iter().take_while(|byte| **byte <= b' ').count();
                at += blanks;
                from = at;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    copy(from, bytes.len());
}

/// The name of a member and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    pub(crate) name: Cow<'a, str>,
    /// The byte of its opening quote.
    pub(crate) at: usize,
    /// The byte behind its closing quote.
    pub(crate) end: usize,
}

impl Key<'_> {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.name
    }
}

/// Members that are passed on as they are. Neighbours that have no blanks between them are one slice of the text.
#[derive(Debug, Default)]
pub struct Rest<'a> {
    /// All but the last part.
    parts: Vec<Part<'a>>,
    /// The last part, which may grow. Most objects have only this one, so most need no memory of their own.
    last: Option<Part<'a>>,
    /// Where the last part begins and ends when it is a slice.
    dense: Option<(usize, usize)>,
}

/// The text of a name in its quotes.
fn name_in(quoted: &str) -> Cow<'_, str> {
    let inside = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    if inside.contains('\\') {
        unescaped(quoted).map_or(Cow::Borrowed(""), Cow::Owned)
    } else {
        Cow::Borrowed(inside)
    }
}

#[derive(Debug)]
enum Part<'a> {
    Slice(&'a str),
    Member(Cow<'a, str>, Raw<'a>),
}

impl<'a> Rest<'a> {
    /// Adds the member that the cursor has just passed, and whose name is the one at hand.
    pub fn add(&mut self, cursor: &Cursor<'a>, place: &Place, raw: Raw<'a>) {
        let end = cursor.offset();
        let dense = raw.is_dense() && end - raw.json().len() == place.end + 1;
        if !dense {
            self.push(Part::Member(name_in(cursor.slice(place.at, place.end)), raw));
            self.dense = None;
            return;
        }
        match self.dense {
            Some((from, to)) if to + 1 == place.at => {
                self.last = Some(Part::Slice(cursor.slice(from, end)));
                self.dense = Some((from, end));
            }
            _ => {
                self.push(Part::Slice(cursor.slice(place.at, end)));
                self.dense = Some((place.at, end));
            }
        }
    }

    fn push(&mut self, part: Part<'a>) {
        self.parts.extend(self.last.replace(part));
    }

    /// Writes the members, each with a comma before it.
    pub fn write(&self, out: &mut String) {
        for part in self.parts.iter().chain(&self.last) {
            out.push(',');
            match part {
                Part::Slice(slice) => out.push_str(slice),
                Part::Member(name, raw) => {
                    write_string(name, out);
                    out.push(':');
                    raw.write(out);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Names;

    fn raw(json: &str) -> Raw<'_> {
        Cursor::new(json).value().unwrap()
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
        assert_eq!(read_members(r#"{"a":1,"b" 2}"#, &mut members), Err(Fault));
        assert_eq!(members.len(), 1);
    }

    #[track_caller]
    fn check_rest(text: &str, expected: &str, parts: usize) {
        let mut cursor = Cursor::new(text);
        cursor.open(b'{').unwrap();
        let (mut names, mut place, mut rest) = (Names::new(str::len), Place::BEGIN, Rest::default());
        while names.next(&mut cursor, &mut place).unwrap().is_some() {
            let raw = cursor.value().unwrap();
            if cursor.slice(place.at, place.end) != "\"x\"" {
                rest.add(&cursor, &place, raw);
            }
        }
        let mut out = String::new();
        rest.write(&mut out);
        assert_eq!((out.as_str(), rest.parts.iter().chain(&rest.last).count()), (expected, parts), "{text}");
    }

    #[test]
    fn passes_neighbours_on_in_one_piece() {
        check_rest(r#"{"a":1,"b":[2],"x":3,"c":"4"}"#, r#","a":1,"b":[2],"c":"4""#, 2);
        check_rest(r#"{"a":1, "b":2,"c":3}"#, r#","a":1,"b":2,"c":3"#, 2);
        check_rest(r#"{"a": 1,"b":[ 2 ],"\u00fc":3}"#, r#","a":1,"b":[2],"\u00fc":3"#, 3);
        check_rest(r#"{"x":1}"#, "", 0);
    }
}
