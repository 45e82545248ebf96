//! What reading one record needs: its text for places, where findings go, and how single values are read.

use super::{alert, evidence, fields};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{
    AlertStatus, Classification, Determination, Remediation, ServiceSource, Severity, Status, Verdict,
};
use crate::formats::finding::Finding;
use crate::formats::problem::excerpt;
use std::borrow::Cow;
use watchfloor_text::names::Names;
use watchfloor_text::raw::{Raw, write_string};

/// How .NET writes a moment that was never set.
pub(super) const NEVER: &str = "0001-01-01T00:00:00";

/// The names of the members that records have.
#[derive(Clone, Debug)]
pub(super) struct MemberNames {
    pub(super) incident: Names,
    pub(super) alert: Names,
    pub(super) evidence: Names,
}

impl Default for MemberNames {
    fn default() -> Self {
        Self {
            incident: Names::new(|name| number_in(&fields::MEMBERS, name)),
            alert: Names::new(|name| number_in(&alert::MEMBERS, name)),
            evidence: Names::new(|name| number_in(&evidence::MEMBERS, name)),
        }
    }
}

fn number_in<M>(members: &[(&str, M)], name: &str) -> usize {
    members.iter().position(|(known, _)| *known == name).unwrap_or(members.len())
}

/// The record at hand.
pub(super) struct Context<'t, 's> {
    pub(super) text: &'t str,
    /// What was found so far, each with its byte. A record that turns out broken leaves nothing behind.
    pub(super) found: Vec<(usize, Finding)>,
    pub(super) buffers: &'s mut Vec<String>,
    pub(super) names: &'s mut MemberNames,
    /// Where the time of creation of the incident has to be put into an alert that has none: offsets in its alerts.
    pub(super) undated: Vec<usize>,
}

impl<'t> Context<'t, '_> {
    /// Adds a finding at a value.
    pub(super) fn note(&mut self, raw: Raw<'t>, finding: Finding) {
        self.found.push((raw.offset_in(self.text), finding));
    }

    /// Adds a finding of the record as a whole.
    pub(super) fn note_record(&mut self, finding: Finding) {
        self.found.push((0, finding));
    }

    /// A scratch buffer; give it back with [`give_back`](Self::give_back).
    pub(super) fn buffer(&mut self) -> String {
        self.buffers.pop().unwrap_or_default()
    }

    /// Keeps a scratch buffer for the next user.
    pub(super) fn give_back(&mut self, mut buffer: String) {
        buffer.clear();
        self.buffers.push(buffer);
    }

    /// Keeps the first value of a field.
    pub(super) fn set(&mut self, slot: &mut Option<Raw<'t>>, raw: Raw<'t>, field: &'static str) {
        match slot {
            None => *slot = Some(raw),
            // The same thing under an old and a new name, one of them empty.
            Some(known) if known.is_null() => *slot = Some(raw),
            Some(_) if raw.is_null() => {}
            Some(_) => self.note(raw, Finding::Twice { field }),
        }
    }

    /// Reads a time; one that cannot be used is left out and noted.
    pub(super) fn time(&mut self, raw: Option<Raw<'t>>, field: &'static str) -> Option<Moment<'t>> {
        let raw = raw?;
        let text = raw.word()?;
        if text.starts_with(NEVER) {
            return None;
        }
        let moment = Timestamp::parse(&text);
        if moment.is_none() {
            let text = excerpt(&text);
            self.note(raw, Finding::DroppedTime { field, text });
        }
        moment.map(|at| Moment { at, text })
    }

    /// Reads a word of a closed list; an unknown one is kept and noted.
    pub(super) fn word<W: Word>(&mut self, raw: Option<Raw<'t>>, field: &'static str) -> Option<W> {
        let raw = raw?;
        let Some(text) = raw.word() else {
            if !raw.is_null() && !raw.is_string() {
                self.note(raw, Finding::Dropped { field });
            }
            return None;
        };
        let numbered = text.parse::<u32>().ok().and_then(W::of_number);
        let word = numbered.unwrap_or_else(|| W::read(&text));
        if !word.is_listed() {
            let word = excerpt(&text);
            self.note(raw, Finding::UnknownWord { field, word });
        }
        Some(word)
    }

    /// Reads free text; a list or an object is left out and noted.
    pub(super) fn text(&mut self, raw: Option<Raw<'t>>, field: &'static str) -> Option<Cow<'t, str>> {
        let raw = raw?;
        let text = raw.text();
        if text.is_none() && !raw.is_null() {
            self.note(raw, Finding::Dropped { field });
        }
        text
    }

    /// Writes free text as `,"name":"text"`; a list or an object is left out and noted, `null` is left out.
    pub(super) fn pass_text(
        &mut self,
        out: &mut String,
        raw: Option<Raw<'t>>,
        (name, member): (&'static str, &'static str),
    ) {
        match raw {
            Some(raw) if raw.is_string() => {
                out.push_str(member);
                out.push_str(raw.json());
            }
            raw => {
                if let Some(text) = self.text(raw, name) {
                    write_text(out, member, &text);
                }
            }
        }
    }

    /// Reads a list of words, each once; one word stands for a list of itself.
    pub(super) fn words(&mut self, raw: Option<Raw<'t>>, field: &'static str) -> Vec<Cow<'t, str>> {
        let mut words = Vec::new();
        for element in raw.map(Raw::list).unwrap_or_default() {
            match element.word() {
                Some(word) if words.contains(&word) => {}
                Some(word) => words.push(word),
                None if element.is_null() || element.is_string() => {}
                None => self.note(element, Finding::Dropped { field }),
            }
        }
        words
    }
}

/// A time that can be used, with the text that says it.
pub(super) struct Moment<'t> {
    pub(super) at: Timestamp,
    pub(super) text: Cow<'t, str>,
}

/// The name of a member as it stands in an object: `,"name":`. The first member of an object is written by hand, so every
/// other one has its comma.
macro_rules! member {
    ($name:literal) => {
        concat!(",\"", $name, "\":")
    };
}
pub(super) use member;

/// A name, and the same as it stands in an object.
macro_rules! named {
    ($name:literal) => {
        ($name, $crate::formats::incident::context::member!($name))
    };
}
pub(super) use named;

/// Writes a text as a member.
pub(super) fn write_text(out: &mut String, member: &str, text: &str) {
    out.push_str(member);
    write_string(text, out);
}

/// Writes `,"name":["a","b"]`, or nothing for an empty list.
pub(super) fn write_words<W: AsRef<str>>(out: &mut String, member: &str, words: &[W]) {
    if words.is_empty() {
        return;
    }
    out.push_str(member);
    for (index, word) in words.iter().enumerate() {
        out.push(if index == 0 { '[' } else { ',' });
        write_string(word.as_ref(), out);
    }
    out.push(']');
}

/// A closed list of words, as [`crate::domain::vocabulary`] has them.
pub(super) trait Word: Sized {
    /// Reads a word in any letter case.
    fn read(text: &str) -> Self;
    /// Whether it is in the list.
    fn is_listed(&self) -> bool;
    /// The word that stands for a number: some tools write enumerations by their numbers.
    fn of_number(_number: u32) -> Option<Self> {
        None
    }
}

macro_rules! words {
    ($($word:ident),+) => {
        $(impl Word for $word {
            fn read(text: &str) -> Self {
                Self::parse(text)
            }
            fn is_listed(&self) -> bool {
                self.is_known()
            }
        })+
    };
}
words!(AlertStatus, Classification, Determination, Remediation, ServiceSource, Verdict);

impl Word for Status {
    fn read(text: &str) -> Self {
        Self::parse(text)
    }
    fn is_listed(&self) -> bool {
        self.is_known()
    }
    /// The numbers of Graph's `incidentStatus`.
    fn of_number(number: u32) -> Option<Self> {
        Some(match number {
            1 => Self::Active,
            2 => Self::Resolved,
            4 => Self::InProgress,
            64 => Self::Redirected,
            128 => Self::AwaitingAction,
            _ => return None,
        })
    }
}

impl Word for Severity {
    fn read(text: &str) -> Self {
        Self::parse(text)
    }
    fn is_listed(&self) -> bool {
        self.is_known()
    }
    /// The numbers of Graph's `alertSeverity`.
    fn of_number(number: u32) -> Option<Self> {
        Some(match number {
            0 => Self::Unknown,
            32 => Self::Informational,
            64 => Self::Low,
            128 => Self::Medium,
            256 => Self::High,
            _ => return None,
        })
    }
}
