//! Members of a foreign record, read as tolerantly as the formats ask for: numbers and booleans may be text, names vary.

use crate::domain::time::Timestamp;
use crate::formats::finding::Finding;
use crate::formats::json::fault;
use crate::formats::position::Position;
use crate::formats::problem::{Problem, excerpt};
use serde_json::{Map, Value};
use watchfloor_text::cursor::Fault;

/// The members of a record.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    members: Map<String, Value>,
    at: Position,
}

impl Fields {
    /// Reads the record `text` that begins at `at`.
    pub(crate) fn read(text: &str, at: Position) -> Result<Self, Problem> {
        match serde_json::from_str(text) {
            Ok(Value::Object(members)) => Ok(Self { members, at }),
            Ok(_) => Err(Problem::new(at, Finding::NotARecord)),
            Err(_) => {
                let Fault = Fault;
                Err(fault(text, at))
            }
        }
    }

    /// A part of a record as a record of its own.
    pub(crate) fn part(&self, name: &str) -> Option<Self> {
        let members = self.members.get(name)?.as_object()?.clone();
        Some(Self { members, at: self.at })
    }

    /// The members.
    pub(crate) fn into_members(self) -> Map<String, Value> {
        self.members
    }

    /// A member by its path: `properties/owner/email`.
    pub(crate) fn get(&self, path: &str) -> Option<&Value> {
        let mut steps = path.split('/');
        let first = self.members.get(steps.next()?)?;
        steps.try_fold(first, |value, step| value.as_object()?.get(step)).filter(|value| !value.is_null())
    }

    /// The objects of a list; one object stands for a list of itself.
    pub(crate) fn objects(&self, path: &str) -> Vec<Self> {
        let list = match self.get(path) {
            Some(Value::Array(list)) => list.clone(),
            Some(value) => vec![value.clone()],
            None => Vec::new(),
        };
        let objects = list.into_iter().filter_map(|value| match value {
            Value::Object(members) => Some(Self { members, at: self.at }),
            _ => None,
        });
        objects.collect()
    }

    /// The first of these members that says something, as text.
    pub(crate) fn text(&self, paths: &[&str]) -> Option<String> {
        paths.iter().find_map(|path| text_of(self.get(path)?))
    }

    /// The texts of a list; one text stands for a list of itself.
    pub(crate) fn texts(&self, path: &str) -> Vec<String> {
        match self.get(path) {
            Some(Value::Array(list)) => list.iter().filter_map(text_of).collect(),
            Some(value) => text_of(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// A number, also where it is written as text.
    pub(crate) fn number(&self, path: &str) -> Option<f64> {
        match self.get(path)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
        .filter(|number: &f64| number.is_finite())
    }

    /// A count: a whole number that is not negative.
    pub(crate) fn count(&self, path: &str) -> u32 {
        let number = self.number(path).unwrap_or_default().clamp(0.0, f64::from(u32::MAX));
        // In range, so nothing is lost but a fraction.
        number as u32
    }

    /// The first of these members that is there, which must be a time with a zone: text, or milliseconds as OCSF writes
    /// them.
    pub(crate) fn time(&self, paths: &[&'static str]) -> Result<Option<Timestamp>, Problem> {
        let Some((path, value)) = paths.iter().find_map(|path| Some((*path, self.get(path)?))) else {
            return Ok(None);
        };
        let moment = match value {
            Value::Number(number) => number.as_i64().and_then(moment_of_number),
            Value::String(text) if text.trim().is_empty() => return Ok(None),
            Value::String(text) => Timestamp::parse(text),
            _ => None,
        };
        let bad =
            || Problem::new(self.at, Finding::BadTime { field: path, text: excerpt(&value.to_string()) });
        moment.map(Some).ok_or_else(bad)
    }

    /// A time without which the record is of no use.
    pub(crate) fn need_time(&self, paths: &[&'static str]) -> Result<Timestamp, Problem> {
        let field = paths.first().copied().unwrap_or_default();
        self.time(paths)?.ok_or_else(|| Problem::new(self.at, Finding::Missing { field }))
    }

    /// Text without which the record is of no use.
    pub(crate) fn need(&self, paths: &[&'static str]) -> Result<String, Problem> {
        let field = paths.first().copied().unwrap_or_default();
        self.text(paths).ok_or_else(|| Problem::new(self.at, Finding::Missing { field }))
    }

    /// A problem of the record as a whole.
    pub(crate) fn problem(&self, finding: Finding) -> Problem {
        Problem::new(self.at, finding)
    }
}

/// OCSF writes milliseconds; some producers write seconds, microseconds or nanoseconds, which their size tells.
fn moment_of_number(number: i64) -> Option<Timestamp> {
    /// So many seconds are the year 5138, so many milliseconds 1973: nothing in between is doubtful.
    const SECONDS_MAX: i64 = 100_000_000_000;
    let millis = match number.unsigned_abs() {
        0..100_000_000_000 => number.checked_mul(1_000)?,
        100_000_000_000..100_000_000_000_000 => number,
        100_000_000_000_000..100_000_000_000_000_000 => number / 1_000,
        _ => number / 1_000_000,
    };
    (millis.abs() < SECONDS_MAX * 1_000).then(|| Timestamp::from_millis(millis))
}

/// A value as text; `None` for what says nothing, for lists and for objects.
pub(crate) fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => match number.as_f64() {
            // Some tools write ids as `924518.0`.
            Some(whole) if number.is_f64() && whole.fract() == 0.0 && whole.abs() < 9e15 => {
                format!("{whole:.0}")
            }
            _ => number.to_string(),
        },
        Value::Bool(value) => value.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Fields {
        Fields::read(text, Position::START).unwrap()
    }

    #[test]
    fn reads_numbers_and_text_of_either() {
        let fields = fields(r#"{"a":"12","b":12.0,"c":true,"d":" ","e":null,"f":{"g":["x",2]},"h":-4}"#);
        assert_eq!(fields.number("a"), Some(12.0));
        assert_eq!(fields.text(&["e", "d", "b"]).as_deref(), Some("12"));
        assert_eq!(fields.text(&["c"]).as_deref(), Some("true"));
        assert_eq!(fields.texts("f/g"), ["x", "2"]);
        assert_eq!((fields.count("h"), fields.count("a"), fields.count("z")), (0, 12, 0));
    }

    #[test]
    fn reads_times_as_text_and_as_numbers() {
        let moment = Timestamp::parse("2026-01-02T03:04:05Z").unwrap();
        for text in [
            r#"{"t":"2026-01-02T03:04:05Z"}"#,
            r#"{"t":1767323045}"#,
            r#"{"t":1767323045000}"#,
            r#"{"t":1767323045000000}"#,
            r#"{"t":1767323045000000000}"#,
        ] {
            assert_eq!(fields(text).time(&["t"]).unwrap(), Some(moment), "{text}");
        }
        assert_eq!(fields(r#"{"t":""}"#).time(&["t"]).unwrap(), None);
        assert!(fields(r#"{"t":"2026-01-02T03:04:05"}"#).time(&["t"]).is_err(), "no zone");
        assert!(fields(r#"{"t":[1]}"#).time(&["t"]).is_err());
        assert!(fields(r#"{}"#).need_time(&["t"]).is_err());
    }
}
