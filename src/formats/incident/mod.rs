//! Incidents in normalised form: Graph's names, our spelling of words, everything unknown kept.
//!
//! Reads Graph incidents, those of the legacy Defender XDR API, and our own normalised records again. A record is
//! never built as a whole: text goes in, normalised text and a brief come out, and what is only passed on is copied.
//! That is several times as quick as building [`IncidentRecord`](crate::domain::record::IncidentRecord) with all its facts, and a test holds the two equal.

mod alert;
mod comment;
mod context;
mod evidence;
mod fields;
mod legacy;

use self::alert::Alerts;
use self::context::Context;
use self::fields::Fields;
use super::json::each::Each;
use super::json::parse_error;
use super::json::raw::Key;
use super::position::Position;
use super::problem::{Findings, Problem};
use crate::domain::brief::Brief;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::fmt;

/// Normalises incidents. Keeps its buffers between records.
#[derive(Debug, Default)]
pub(crate) struct Normaliser {
    buffers: Vec<String>,
}

impl Normaliser {
    /// Normalises the record `text`, which begins at `at`: appends its normalised text to `out`, or leaves `out` as it
    /// was and answers why the record is refused. What was found in a refused record stays among the findings.
    pub(crate) fn read(
        &mut self,
        text: &str,
        at: Position,
        findings: &mut Findings,
        out: &mut String,
    ) -> Result<Brief, Problem> {
        let mut context = Context { text, at, findings, buffers: &mut self.buffers, undated: Vec::new() };
        let mut fields = Fields::default();
        fields.rest = context.buffer();
        fields.alerts = context.buffer();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let parsed = Record { context: &mut context, fields: &mut fields }
            .deserialize(&mut deserializer)
            .and_then(|()| deserializer.end());
        let result = match parsed {
            Ok(()) => fields.write(&mut context, out),
            Err(error) => {
                let (at, finding) = parse_error(text, at, &error);
                Err(Problem::new(at, finding))
            }
        };
        context.give_back(fields.rest);
        context.give_back(fields.alerts);
        result
    }
}

struct Record<'c, 't, 'f> {
    context: &'c mut Context<'t, 'f>,
    fields: &'c mut Fields<'t>,
}

impl<'de> DeserializeSeed<'de> for Record<'_, 'de, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Record<'_, 'de, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an incident")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { context, fields } = self;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match key.as_str() {
                "alerts" => {
                    let (out, briefs) = (&mut fields.alerts, &mut fields.brief_alerts);
                    map.next_value_seed(Each(&mut Alerts { context, out, briefs }))?;
                }
                _ => fields.take(context, &key, map.next_value()?),
            }
        }
        Ok(())
    }
}
