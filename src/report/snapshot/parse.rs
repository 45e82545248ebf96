//! The text of a snapshot as a document. By hand and not derived: a widget on another page brings this with it, and
//! derived readers of ten shapes weigh more than everything else that reads.

use super::SnapshotError;
use super::document::{AskedText, ColumnText, Document, PublishedIncident, ReadinessText, TaskText, WayText};
use crate::domain::brief::{Asset, AssetKind};
use crate::domain::time::Timestamp;
use watchfloor_text::cursor::fault_in;
use watchfloor_text::raw::{Key, Raw, read_members};

/// The members of an object.
pub(super) struct Members<'a>(Vec<(Key<'a>, Raw<'a>)>);

type Read<T> = Result<T, SnapshotError>;

/// What is missing or not what it must be.
pub(super) fn broken(name: &str) -> SnapshotError {
    SnapshotError::Broken(name.to_owned())
}

impl<'a> Members<'a> {
    /// The members of the document.
    pub(super) fn of_document(text: &'a str) -> Read<Self> {
        let mut members = Vec::new();
        if read_members(text, &mut members).is_ok() {
            return Ok(Self(members));
        }
        Err(match fault_in(text) {
            None => SnapshotError::Foreign,
            Some((line, column)) => SnapshotError::Unreadable(format!("line {line} column {column}")),
        })
    }

    fn of(raw: Raw<'a>) -> Self {
        Self(raw.members())
    }

    fn get(&self, name: &str) -> Option<Raw<'a>> {
        let found = self.0.iter().rfind(|(key, _)| key.as_str() == name);
        found.map(|(_, raw)| *raw).filter(|raw| !raw.is_null())
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        text(self.get(name)?)
    }

    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.json().parse().ok()
    }

    fn need(&self, name: &str) -> Read<String> {
        self.text(name).ok_or_else(|| broken(name))
    }

    fn moment(&self, name: &str) -> Option<Timestamp> {
        Timestamp::parse(&self.text(name)?)
    }

    /// The elements of a list, each read; none where there is no list.
    fn list<T>(&self, name: &str, read: impl Fn(Raw<'a>) -> Option<T>) -> Read<Vec<T>> {
        let Some(raw) = self.get(name) else { return Ok(Vec::new()) };
        let elements = if raw.is_list() { raw.list() } else { return Err(broken(name)) };
        elements.into_iter().map(read).collect::<Option<_>>().ok_or_else(|| broken(name))
    }
}

fn text(raw: Raw<'_>) -> Option<String> {
    raw.string().map(|text| text.into_owned())
}

/// Reads the document. One that is still on its way has no more than its columns.
pub(super) fn document(members: &Members<'_>, is_whole: bool) -> Read<Document> {
    let later = |name| if is_whole { members.need(name) } else { Ok(String::new()) };
    let readiness = members.get("readiness").and_then(readiness);
    Ok(Document {
        format: members.need("format")?,
        document: members.need("document")?,
        schema: members.number("schema").ok_or_else(|| broken("schema"))?,
        made: members.moment("made").ok_or_else(|| broken("made"))?,
        detail: members.need("detail")?,
        incidents: members.number("incidents").ok_or_else(|| broken("incidents"))?,
        created: members.need("created")?,
        columns: members.list("columns", column)?,
        resolved: later("resolved")?,
        assumed: later("assumed")?,
        parts: later("parts")?,
        alerts: later("alerts")?,
        score: later("score")?,
        asked: members.list("asked", asked)?,
        readiness: readiness
            .or_else(|| (!is_whole).then(ReadinessText::default))
            .ok_or_else(|| broken("readiness"))?,
        assets: members.list("assets", asset)?,
        rows: members.list("rows", incident)?,
    })
}

fn column(raw: Raw<'_>) -> Option<ColumnText> {
    let members = Members::of(raw);
    let (by, rows) = (members.text("by")?, members.text("rows")?);
    Some(ColumnText { by, words: members.list("words", text).ok()?, rows })
}

fn asked(raw: Raw<'_>) -> Option<AskedText> {
    let members = Members::of(raw);
    let task = |raw| {
        let task = Members::of(raw);
        Some(TaskText { state: task.text("state")?, settled: task.moment("settled") })
    };
    Some(AskedText {
        row: members.number("row")?,
        severity: members.text("severity")?,
        asked: members.moment("asked")?,
        tasks: members.list("tasks", task).ok()?,
        id: members.text("id").unwrap_or_default(),
        title: members.text("title").unwrap_or_default(),
    })
}

fn readiness(raw: Raw<'_>) -> Option<ReadinessText> {
    let members = Members::of(raw);
    let gate = members.list("gate", |raw| {
        let [met, needed]: [Raw<'_>; 2] = raw.list().try_into().ok()?;
        Some((met.json().parse().ok()?, needed.json().parse().ok()))
    });
    Some(ReadinessText {
        gate: gate.ok()?.try_into().ok()?,
        devices: way(members.get("devices")?)?,
        identities: way(members.get("identities")?)?,
    })
}

fn way(raw: Raw<'_>) -> Option<WayText> {
    let members = Members::of(raw);
    let points = members.list("points", |raw| {
        let [at, count]: [Raw<'_>; 2] = raw.list().try_into().ok()?;
        Some((Timestamp::parse(&text(at)?)?, count.json().parse().ok()?))
    });
    Some(WayText { points: points.ok()?, target: members.number("target") })
}

fn asset(raw: Raw<'_>) -> Option<Asset> {
    let members = Members::of(raw);
    let kind = members.text("kind")?;
    Some(Asset {
        kind: AssetKind::ALL.into_iter().find(|known| known.as_str() == kind)?,
        id: members.text("id")?,
        name: members.text("name")?,
        group: members.text("group"),
        critical: members.get("critical").is_some_and(|raw| raw.json() == "true"),
        agreed: false,
        tags: members.list("tags", text).ok()?,
        platform: members.text("platform"),
    })
}

fn incident(raw: Raw<'_>) -> Option<PublishedIncident> {
    let members = Members::of(raw);
    Some(PublishedIncident {
        row: members.number("row")?,
        id: members.text("id")?,
        title: members.text("title")?,
        created: members.moment("created")?,
    })
}
