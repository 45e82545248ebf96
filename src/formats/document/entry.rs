//! An entry of the journal as text, chained to the one before it.

use super::digest::Digest;
use super::problem::Wrong;
use super::raw::{RawObject, parse};
use crate::domain::command::Command;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::CommandId;
use crate::domain::people::Actor;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// An entry together with its text, which is what is kept and what the chain is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalEntry {
    text: Box<str>,
    prev: Digest,
    digest: Digest,
    entry: Entry,
    unknown: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    prev: String,
    #[serde(flatten)]
    entry: &'a Entry,
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<&'a Command>,
}

/// The same members as [`Entry`], without `flatten`, which would cost most of the time of reading a journal.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    prev: String,
    seq: u64,
    at: Timestamp,
    by: Actor,
    command: CommandId,
    events: Vec<Event>,
}

impl JournalEntry {
    /// Writes an entry that follows the entry with the digest `prev`.
    ///
    /// # Errors
    /// The entry cannot be written as JSON.
    pub fn follow(prev: Digest, entry: Entry) -> Result<Self, serde_json::Error> {
        Self::follow_asked(prev, entry, None)
    }

    /// The same with the command that was asked for, so that it can be decided anew where somebody else was first. A
    /// workspace that is shared over an endpoint keeps it; elsewhere it would only take room.
    ///
    /// # Errors
    /// The entry cannot be written as JSON.
    pub fn follow_asked(
        prev: Digest,
        entry: Entry,
        asked: Option<&Command>,
    ) -> Result<Self, serde_json::Error> {
        let text = serde_json::to_string(&Written { prev: prev.to_string(), entry: &entry, asked })?;
        Ok(Self { digest: Digest::of(text.as_bytes()), text: text.into(), prev, entry, unknown: 0 })
    }

    /// Reads the text of an entry. Events that this version does not know are counted and left out; the text keeps
    /// them.
    ///
    /// # Errors
    /// What every version writes (number, time, actor, command, a list of events) is not there.
    pub fn read(text: &str) -> Result<Self, Wrong> {
        let known: Result<Read, _> = serde_json::from_str(text);
        let (read, unknown) = match known {
            Ok(read) => (read, 0),
            Err(_) => read_tolerantly(text)?,
        };
        let Read { prev, seq, at, by, command, events } = read;
        let expected = "64 lower-case hexadecimal digits";
        let prev = Digest::parse(&prev).ok_or_else(|| Wrong::Member { path: "prev".to_owned(), expected })?;
        let entry = Entry { seq, at, by, command, events };
        Ok(Self { digest: Digest::of(text.as_bytes()), text: text.into(), prev, entry, unknown })
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The digest of the text.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The digest of the text of the entry before it; [`Digest::NONE`] in the first.
    pub fn prev(&self) -> Digest {
        self.prev
    }

    /// What it says, as far as this version knows.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The command that was asked for, where the entry keeps it and this version knows it.
    pub fn asked(&self) -> Option<Command> {
        let raw = RawObject::read(&self.text).ok()?.take_raw("asked")?;
        serde_json::from_str(raw.get()).ok()
    }

    /// How many of its events this version does not know.
    pub fn unknown(&self) -> usize {
        self.unknown
    }
}

/// Reads an entry event by event: one of a newer version must not hide the others.
fn read_tolerantly(text: &str) -> Result<(Read, usize), Wrong> {
    let mut object = RawObject::read(text)?;
    let events: &RawValue = object
        .take_raw("events")
        .ok_or(Wrong::Member { path: "events".to_owned(), expected: "a list of events" })?;
    let raw_events: Vec<&RawValue> = parse(events.get())?;
    let events: Vec<Event> =
        raw_events.iter().filter_map(|event| serde_json::from_str(event.get()).ok()).collect();
    let unknown = raw_events.len() - events.len();
    let read = Read {
        prev: object.take("prev", "text")?,
        seq: object.take("seq", "a number")?,
        at: object.take("at", "a moment with date, time and zone")?,
        by: object.take("by", "a person and a role")?,
        command: object.take("command", "the id of a command")?,
        events,
    };
    Ok((read, unknown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Role;

    fn entry(name: &str) -> Entry {
        Entry {
            seq: 7,
            at: Timestamp::from_millis(1_700_000_000_000),
            by: Actor { person: "Mara Lindqvist".to_owned(), role: Role::Administrator },
            command: CommandId::new("c-7").unwrap(),
            events: vec![Event::WorkspaceRenamed { name: name.to_owned() }],
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let written =
            JournalEntry::follow(Digest::of(b"before"), entry("Contoso \"North\" \u{2028}")).unwrap();
        let read = JournalEntry::read(written.text()).unwrap();
        assert_eq!(read, written);
        assert_eq!(read.prev(), Digest::of(b"before"));
        assert_eq!(read.digest(), Digest::of(written.text().as_bytes()));
    }

    #[test]
    fn events_and_fields_of_a_newer_version_stay_in_the_text() {
        let written = JournalEntry::follow(Digest::NONE, entry("A")).unwrap();
        let text = written.text().replace(
            r#""events":["#,
            r#""mood":1.50,"events":[{"type":"moonPhaseChanged","to":1.0},{"type":"workspaceRenamed","title":4},"#,
        );
        let read = JournalEntry::read(&text).unwrap();
        assert_eq!(read.unknown(), 2);
        assert_eq!(read.entry(), written.entry());
        assert_eq!(read.text(), text);
    }

    #[track_caller]
    fn refused(from: &str, to: &str) -> Wrong {
        let written = JournalEntry::follow(Digest::NONE, entry("A")).unwrap();
        assert!(written.text().contains(from), "{from} is not in {}", written.text());
        JournalEntry::read(&written.text().replace(from, to)).unwrap_err()
    }

    #[test]
    fn what_every_version_writes_must_be_there() {
        for (from, to, path) in [
            (r#""seq":7"#, r#""seq":-7"#, "seq"),
            (r#""at":"2023"#, r#""at":"xx23"#, "at"),
            (r#""command""#, r#""order""#, "command"),
            (r#""role":"administrator""#, r#""role":"king""#, "by"),
            (r#""events""#, r#""happenings""#, "events"),
            (r#""prev":"00"#, r#""prev":"0"#, "prev"),
        ] {
            assert!(
                matches!(refused(from, to), Wrong::Member { path: found, .. } if found == path),
                "{path}"
            );
        }
        assert!(matches!(refused("{", "["), Wrong::NotJson { line: 1, .. }));
        assert!(matches!(refused(r#""prev""#, r#""seq":7,"prev""#), Wrong::NotJson { .. }));
    }
}
