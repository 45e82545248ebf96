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

use crate::domain::record::{AlertRecord, EvidenceRecord};
use crate::formats::finding::Finding;
use serde_json::{Map, Value};

use self::context::{Context, MemberNames};
use self::fields::{Fields, MEMBERS, Member, Refused};
use super::json::fault;
use super::position::Position;
use super::problem::{Findings, Problem};
use crate::domain::brief::Brief;
use watchfloor_text::cursor::{Cursor, Fault};
use watchfloor_text::names::Place;

/// What a record came to that was read without its place in the file.
#[derive(Debug)]
pub(crate) struct Normalised {
    pub(crate) brief: Brief,
    /// Bytes of the record.
    pub(crate) length: usize,
    /// What was found, each with its byte.
    pub(crate) found: Vec<(usize, Finding)>,
}

/// Normalises incidents. Keeps its buffers between records, and the names that their members have.
#[derive(Debug, Default)]
pub(crate) struct Normaliser {
    buffers: Vec<String>,
    names: MemberNames,
}

impl Normaliser {
    fn context<'t>(&mut self, text: &'t str) -> Context<'t, '_> {
        let Self { buffers, names } = self;
        Context { text, found: Vec::new(), buffers, names, undated: Vec::new() }
    }

    /// Normalises the record `text`, which begins at `at`: appends its normalised text to `out`, or leaves `out` as it
    /// was and answers why the record is refused.
    pub(crate) fn read(
        &mut self,
        text: &str,
        at: Position,
        findings: &mut Findings,
        out: &mut String,
    ) -> Result<Brief, Problem> {
        let mut context = self.context(text);
        let mut cursor = Cursor::new(text);
        let fields = parse(&mut cursor, &mut context).and_then(|fields| cursor.end().map(|()| fields));
        let mut fields = fields.map_err(|Fault| fault(text, at))?;
        let place = |offset: usize| at.after(text.as_bytes().get(..offset).unwrap_or_default());
        match fields.write(&mut context, out) {
            Ok(brief) => {
                context.give_back(fields.alerts);
                for (offset, finding) in context.found {
                    findings.add_at(finding, || place(offset));
                }
                Ok(brief)
            }
            Err(Refused(offset, finding)) => Err(Problem::new(place(offset), finding)),
        }
    }

    /// Normalises the record that `text` begins with, when it is whole and acceptable. `None` leaves it to
    /// [`read`](Self::read), once the end of the record is known.
    pub(crate) fn read_ahead(&mut self, text: &str, out: &mut String) -> Option<Normalised> {
        let mut context = self.context(text);
        let mut cursor = Cursor::new(text);
        let mut fields = parse(&mut cursor, &mut context).ok()?;
        let length = cursor.offset();
        context.text = cursor.slice(0, length);
        let brief = fields.write(&mut context, out).ok();
        context.give_back(fields.alerts);
        Some(Normalised { brief: brief?, length, found: context.found })
    }

    /// Normalises the alert `text`, which begins at `at`: the whole record, since it is joined with its incident later.
    pub(crate) fn read_alert(
        &mut self,
        text: &str,
        at: Position,
        findings: &mut Findings,
    ) -> Result<AlertRecord, Problem> {
        let mut context = self.context(text);
        let mut cursor = Cursor::new(text);
        let mut out = context.buffer();
        let read = alert::read(&mut cursor, &mut context, &mut out, &mut Vec::new());
        read.and_then(|()| cursor.end()).map_err(|Fault| fault(text, at))?;
        let undated = !context.undated.is_empty();
        let found = std::mem::take(&mut context.found);
        let parsed = serde_json::from_str(&out);
        context.give_back(out);
        if undated {
            return Err(Problem::new(at, Finding::Missing { field: "createdDateTime" }));
        }
        for (offset, finding) in found {
            findings.add_at(finding, || at.after(text.as_bytes().get(..offset).unwrap_or_default()));
        }
        parsed.map_err(|_| Problem::new(at, Finding::Missing { field: "id" }))
    }
}

/// A flat entity, as the legacy API and the alerts of the endpoint write evidence, in Graph's shape.
pub(crate) fn legacy_entity(facts: Map<String, Value>) -> Option<EvidenceRecord> {
    legacy::entity(facts)
}

/// Reads the members of an incident.
fn parse<'t>(cursor: &mut Cursor<'t>, context: &mut Context<'t, '_>) -> Result<Fields<'t>, Fault> {
    cursor.open(b'{')?;
    let mut fields = Fields::new(context.buffer());
    let mut place = Place::BEGIN;
    while let Some(number) = context.names.incident.next(cursor, &mut place)? {
        match MEMBERS.get(number) {
            Some((_, Member::Alerts)) => {
                alert::read(cursor, context, &mut fields.alerts, &mut fields.sketches)?
            }
            _ => {
                let raw = cursor.value()?;
                fields.take(context, cursor, (&place, number), raw);
            }
        }
    }
    Ok(fields)
}
