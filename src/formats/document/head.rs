//! The head: the only document that changes. It ends with a digest of all that comes before.

use super::SCHEMA;
use super::digest::Digest;
use super::entry::JournalEntry;
use super::name::{HEAD, Kind, kind_of};
use super::problem::{LoadProblem, Wrong};
use super::raw::{RawObject, parse, preamble, quoted};
use crate::domain::ids::WorkspaceId;
use crate::formats::migrate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::rc::Rc;

/// A place in the journal: the number of an entry and the digest of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The number; 0 is before the first entry.
    pub seq: u64,
    /// The digest; [`Digest::NONE`] before the first entry.
    pub digest: Digest,
}

impl Position {
    /// Before the first entry.
    pub const START: Self = Self { seq: 0, digest: Digest::NONE };

    /// Whether an entry follows directly.
    ///
    /// # Errors
    /// What does not fit: number or digest.
    pub fn check_next(self, next: &JournalEntry) -> Result<Self, Wrong> {
        let (expected, found) = (self.seq.saturating_add(1), next.entry().seq);
        if expected != found {
            return Err(Wrong::Gap { expected, found });
        }
        if self.digest != next.prev() {
            return Err(Wrong::Chain { seq: found });
        }
        Ok(Self::of(next))
    }

    /// The place of an entry.
    pub fn of(entry: &JournalEntry) -> Self {
        Self { seq: entry.entry().seq, digest: entry.digest() }
    }
}

/// The head document.
#[derive(Clone, Debug)]
pub struct Head {
    /// The schema of the document.
    pub schema: u32,
    /// The id of the workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: String,
    /// Goes up by one with each swap.
    pub revision: u64,
    /// The newest manifest; `None` while every entry is in the tail and nothing was imported.
    pub manifest: Option<String>,
    /// The last entry that is in a segment.
    pub sealed: Position,
    /// The entries after it, in order and without a gap.
    pub tail: Vec<Rc<JournalEntry>>,
    /// Members that this version does not know, as text.
    pub unknown: Vec<(String, Box<RawValue>)>,
}

#[derive(Serialize, Deserialize)]
struct Workspace {
    id: WorkspaceId,
    name: String,
}

#[derive(Deserialize)]
struct Sealed {
    seq: u64,
    digest: String,
}

/// What stands before and after the digest at the end of the head.
const DIGEST_MEMBER: (&str, &str) = (r#","digest":""#, r#""}"#);

impl Head {
    /// The head of a workspace in which nothing has happened yet.
    pub fn new(workspace: WorkspaceId, name: String) -> Self {
        Self {
            schema: SCHEMA,
            workspace,
            name,
            revision: 0,
            manifest: None,
            sealed: Position::START,
            tail: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// The last entry of the journal.
    pub fn last(&self) -> Position {
        self.tail.last().map_or(self.sealed, |entry| Position::of(entry))
    }

    /// Whether a newer version wrote it, so that this one must not write.
    pub fn is_newer(&self) -> bool {
        migrate::is_newer(self.schema) || self.tail.iter().any(|entry| entry.unknown() > 0)
    }

    /// The text of the document.
    pub fn to_text(&self) -> String {
        let mut text = preamble(Kind::Head, self.schema);
        text.reserve(self.tail.iter().map(|entry| entry.text().len() + 1).sum::<usize>() + 512);
        text.push_str(r#","workspace":{"id":"#);
        text.push_str(&quoted(self.workspace.as_str()));
        text.push_str(r#","name":"#);
        text.push_str(&quoted(&self.name));
        text.push_str(&format!(r#"}},"revision":{},"manifest":"#, self.revision));
        text.push_str(&self.manifest.as_deref().map_or_else(|| "null".to_owned(), quoted));
        let Position { seq, digest } = self.sealed;
        text.push_str(&format!(r#","sealed":{{"seq":{seq},"digest":"{digest}"}},"tail":["#));
        for (index, entry) in self.tail.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            text.push_str(entry.text());
        }
        text.push(']');
        for (key, value) in &self.unknown {
            text.push(',');
            text.push_str(&quoted(key));
            text.push(':');
            text.push_str(value.get());
        }
        let (before, after) = DIGEST_MEMBER;
        let digest = Digest::of(text.as_bytes()).to_string();
        text.extend([before, &digest, after]);
        text
    }

    /// Reads the document and checks its digest and the chain of its tail.
    ///
    /// # Errors
    /// What is wrong with it. A head of a newer schema that this version cannot make out is [`Wrong::Newer`].
    pub fn read(bytes: &[u8]) -> Result<Self, LoadProblem> {
        let wrong = |what| LoadProblem { document: HEAD.to_owned(), what };
        let text = std::str::from_utf8(bytes).map_err(|_| wrong(Wrong::NotText))?;
        check_digest(text).map_err(wrong)?;
        let mut object = RawObject::read(text).map_err(wrong)?;
        let schema = object.take_preamble(Kind::Head).map_err(wrong)?;
        read_members(schema, object)
            .map_err(|what| wrong(if migrate::is_newer(schema) { Wrong::Newer { schema } } else { what }))
    }
}

/// Compares the digest at the end with the text before it.
fn check_digest(text: &str) -> Result<(), Wrong> {
    let (before, after) = DIGEST_MEMBER;
    let rest = text.strip_suffix(after).ok_or(Wrong::Digest)?;
    let (body, digest) = rest.rsplit_once(before).ok_or(Wrong::Digest)?;
    let holds = Digest::parse(digest) == Some(Digest::of(body.as_bytes()));
    if holds { Ok(()) } else { Err(Wrong::Digest) }
}

fn read_members(schema: u32, mut object: RawObject<'_>) -> Result<Head, Wrong> {
    let member = |path: &str, expected| Wrong::Member { path: path.to_owned(), expected };
    let Workspace { id, name } = object.take("workspace", "an id and a name")?;
    let revision = object.take("revision", "a number")?;
    let manifest: Option<String> = object.take("manifest", "the name of a manifest or null")?;
    if manifest.as_deref().is_some_and(|name| kind_of(name) != Some(Kind::Manifest)) {
        return Err(member("manifest", "the name of a manifest or null"));
    }
    let Sealed { seq, digest } = object.take("sealed", "a number and a digest")?;
    let digest = Digest::parse(&digest).ok_or_else(|| member("sealed.digest", "a digest"))?;
    let sealed = Position { seq, digest };
    if (seq == 0) != (digest == Digest::NONE) || (seq > 0 && manifest.is_none()) {
        return Err(member("sealed", "the last entry in a segment of the manifest"));
    }
    let tail = object.take_raw("tail").ok_or_else(|| member("tail", "a list of entries"))?;
    let tail = read_entries(tail, "tail")?;
    tail.iter().try_fold(sealed, |last, entry| last.check_next(entry))?;
    object.take_raw("digest");
    let unknown = object.rest().map(|(key, raw)| (key, raw.to_owned())).collect();
    Ok(Head { schema, workspace: id, name, revision, manifest, sealed, tail, unknown })
}

/// Puts the path of a list's member before the path inside it.
fn within(outer: &str, what: Wrong) -> Wrong {
    match what {
        Wrong::Member { path, expected } => Wrong::Member { path: format!("{outer}.{path}"), expected },
        other => other,
    }
}

/// Reads a list of entries as a segment or a tail holds them.
pub(super) fn read_entries(list: &RawValue, path: &str) -> Result<Vec<Rc<JournalEntry>>, Wrong> {
    let raw_entries: Vec<&RawValue> = parse(list.get())
        .map_err(|_| Wrong::Member { path: path.to_owned(), expected: "a list of entries" })?;
    let read = |(index, raw): (usize, &RawValue)| {
        let entry = JournalEntry::read(raw.get());
        entry.map(Rc::new).map_err(|what| within(&format!("{path}[{index}]"), what))
    };
    raw_entries.into_iter().enumerate().map(read).collect()
}
