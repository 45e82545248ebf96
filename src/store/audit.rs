//! The audit: whether the journal hangs together from its first entry to its last, and what it says of a period, a
//! person or a kind of event.

use super::backend::Backend;
use super::failure::LoadFailure;
use super::journal::{SegmentShelf, Wanted};
use super::reader::{is_segment, read_ledger};
use crate::domain::event::{Entry, Event};
use crate::domain::time::Timestamp;
use crate::formats::document::{HEAD, JournalEntry, LoadProblem, Position, Segment, Wrong, batch_records};
use std::rc::Rc;

/// How many entries are looked at between two pauses: about one full tail.
const ENTRIES_AT_ONCE: u64 = 128;

/// What a check of the whole workspace found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many entries follow one from the other, counted from the first.
    pub entries: u64,
    /// How many documents are whole.
    pub documents: u64,
    /// The first break of the journal: the number of the entry that should follow, and what is wrong.
    pub broken: Option<(u64, LoadProblem)>,
    /// Everything that is wrong, with the break among it.
    pub problems: Vec<LoadProblem>,
}

/// Reads every document of a workspace and follows the chain of the journal from its first entry on.
///
/// # Errors
/// The place does not answer. What is damaged is in the result.
pub async fn check<B: Backend>(
    backend: &B,
    pause: &impl AsyncFn(),
    mut tell: impl FnMut(u64, u64),
) -> Result<Checked, LoadFailure> {
    let mut checked = Checked::default();
    let ledger = match read_ledger(backend, &[]).await {
        Ok(Some(ledger)) => ledger,
        Ok(None) => return Ok(note(checked, LoadProblem::missing(HEAD), Some(1))),
        Err(LoadFailure::Document { problem, .. }) => return Ok(note(checked, problem, Some(1))),
        Err(failure) => return Err(failure),
    };
    checked.documents = 1 + ledger.pieces.len() as u64;
    let total = ledger.listings().count() as u64;
    let mut last = Position::START;
    for (number, listing) in ledger.listings().enumerate() {
        let found = backend.read(std::slice::from_ref(&listing.name)).await?.pop().flatten();
        let outcome = match found {
            None => Err(LoadProblem::missing(&listing.name)),
            Some(bytes) if is_segment(listing) => {
                let before = checked.broken.is_none().then_some(last);
                Segment::read(listing, &bytes, &ledger.head.workspace, before).map(|segment| {
                    last = segment.entries.last().map_or(last, |entry| Position::of(entry));
                })
            }
            Some(bytes) => batch_records(&listing.name, &bytes).map(drop),
        };
        match outcome {
            Ok(()) => checked.documents += 1,
            Err(problem) => {
                let broken = is_segment(listing).then(|| break_of(&problem, last));
                checked = note(checked, problem, broken);
            }
        }
        if checked.broken.is_none() {
            checked.entries = last.seq;
        }
        tell(number as u64 + 1, total);
        pause().await;
    }
    let end = ledger.head.tail.iter().try_fold(last, |last, entry| last.check_next(entry));
    match end {
        _ if checked.broken.is_some() => {}
        Ok(end) => checked.entries = end.seq,
        Err(what) => {
            let problem = LoadProblem { document: HEAD.to_owned(), what };
            checked = note(checked, problem, Some(last.seq + 1));
        }
    }
    Ok(checked)
}

fn note(mut checked: Checked, problem: LoadProblem, broken: Option<u64>) -> Checked {
    if let Some(seq) = broken {
        checked.broken.get_or_insert((seq, problem.clone()));
    }
    checked.problems.push(problem);
    checked
}

/// The number of the entry at which a segment breaks the chain.
fn break_of(problem: &LoadProblem, last: Position) -> u64 {
    match problem.what {
        Wrong::Chain { seq } => seq,
        Wrong::Gap { expected, .. } => expected,
        _ => last.seq + 1,
    }
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// By this person, whatever the case of the letters; empty for all.
    pub person: String,
    /// With an event of this kind; empty for all.
    pub kind: String,
}

impl AuditFilter {
    /// Whether an entry is wanted.
    pub fn takes(&self, entry: &Entry) -> bool {
        self.from.is_none_or(|from| entry.at >= from)
            && self.until.is_none_or(|until| entry.at < until)
            && (self.person.is_empty()
                || entry.by.person.to_lowercase().contains(&self.person.to_lowercase()))
            && (self.kind.is_empty() || entry.events.iter().any(|event| kind_of_event(event) == self.kind))
    }
}

/// The kind of an event as it is kept: `settingsChanged`, or what happened to an incident, `commented`.
pub fn kind_of_event(event: &Event) -> String {
    let text = serde_json::to_value(event).unwrap_or_default();
    let word = |value: &serde_json::Value, key: &str| {
        value.get(key).and_then(|word| word.as_str()).unwrap_or_default().to_owned()
    };
    match event {
        Event::Incident { .. } => text.get("what").map(|what| word(what, "what")).unwrap_or_default(),
        _ => word(&text, "type"),
    }
}

/// Events in their own words: the kind, and all that they hold. For a person who has to compare two versions nothing
/// may be left out.
pub fn words_of(events: &[Event]) -> String {
    let one = |event: &Event| {
        let value = serde_json::to_value(event).unwrap_or_default();
        let mut words = Vec::new();
        flatten(&value, &mut words);
        format!("{}: {}", kind_of_event(event), words.join(" · "))
    };
    events.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn flatten(value: &serde_json::Value, words: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => members
            .iter()
            .filter(|(key, value)| !(matches!(key.as_str(), "type" | "what") && value.is_string()))
            .for_each(|(_, value)| flatten(value, words)),
        serde_json::Value::Array(list) => list.iter().for_each(|value| flatten(value, words)),
        serde_json::Value::Null => {}
        serde_json::Value::String(text) => words.push(text.clone()),
        other => words.push(other.to_string()),
    }
}

/// The wanted entries as lines of JSON, each with its digest and that of the one before it, oldest first. Entries are
/// byte for byte as they are kept, so that the chain can be followed outside.
///
/// # Errors
/// The place does not answer, or a segment is damaged.
pub async fn export<B: Backend>(
    backend: &B,
    filter: &AuditFilter,
    pause: &impl AsyncFn(),
) -> Result<(String, u64), LoadFailure> {
    let Some(ledger) = read_ledger(backend, &[]).await? else { return Ok((String::new(), 0)) };
    let shelf = SegmentShelf::default();
    let (mut lines, mut count, mut first) = (String::new(), 0, 1);
    let last = ledger.head.last().seq;
    while first <= last {
        let until = last.min(first + ENTRIES_AT_ONCE - 1);
        let numbers: Vec<u64> = (first..=until).collect();
        let entries: Vec<Rc<JournalEntry>> = shelf.read(backend, Wanted::locate(&ledger, &numbers)).await?;
        for entry in entries.iter().filter(|entry| filter.takes(entry.entry())) {
            lines.push_str(&format!("{{\"digest\":\"{}\",\"entry\":{}}}\n", entry.digest(), entry.text()));
            count += 1;
        }
        first = until + 1;
        pause().await;
    }
    Ok((lines, count))
}
