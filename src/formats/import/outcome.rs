//! What an import came to: the summary for the journal, samples, and what has to be told.

use super::loose::JoinCounts;
use super::taken::Taken;
use crate::domain::brief::Brief;
use crate::domain::catalogue::News;
use crate::domain::ids::ImportId;
use crate::domain::imports::{BatchRef, ImportCounts, ImportKind, ImportSummary};
use crate::formats::batch::BatchText;
use crate::formats::file::FileReport;
use crate::formats::finding::Finding;
use crate::formats::kind::Kind;

/// A word that a closed list does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// The field.
    pub field: &'static str,
    /// The word as it came.
    pub word: String,
    /// How often it came.
    pub count: u64,
}

/// One of the first records, for a look before an import is taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// An incident and how it compares with the workspace.
    Incident(Box<Brief>, News),
    /// What was done to a device: what, where, how far.
    MachineAction(String, String, String),
    /// The title of a task or recommendation, or the name of a layer.
    Titled(String),
}

/// What an import came to.
#[derive(Clone, Debug)]
pub struct ImportOutcome {
    /// For the journal; `None` when no file holds anything that is taken in.
    pub summary: Option<ImportSummary>,
    /// The batches that were not taken out before. Keep them before the journal names them.
    pub batches: Vec<BatchText>,
    /// What was read of each file, with what was skipped and why.
    pub files: Vec<FileReport>,
    /// Words that are not in the lists, over all files.
    pub unknown_words: Vec<UnknownWord>,
    /// The first records.
    pub samples: Vec<Sample>,
    /// What was joined with incidents.
    pub joined: JoinCounts,
}

pub(super) fn of(
    id: ImportId,
    files: Vec<FileReport>,
    mut taken: Taken,
    batches: Vec<BatchText>,
    references: Vec<BatchRef>,
) -> ImportOutcome {
    let samples = std::mem::take(&mut taken.samples);
    let joined = taken.joined;
    let summary = summary(id, &files, taken, references);
    ImportOutcome { summary, batches, unknown_words: unknown_words(&files), files, samples, joined }
}

fn summary(
    id: ImportId,
    files: &[FileReport],
    taken: Taken,
    batches: Vec<BatchRef>,
) -> Option<ImportSummary> {
    let imported = |file: &&FileReport| file.accepted > 0 && file.kind.is_some_and(|kind| kind.is_imported());
    let sources: Vec<&FileReport> = files.iter().filter(imported).collect();
    // One import has one kind; incidents lead where files of several kinds come together.
    let kinds = || sources.iter().filter_map(|file| import_kind(file));
    let kind = kinds().find(|kind| *kind == ImportKind::GraphIncidents).or_else(|| kinds().next())?;
    let count = |of: fn(&FileReport) -> u64| {
        u32::try_from(sources.iter().map(|file| of(file)).sum::<u64>()).unwrap_or(u32::MAX)
    };
    let counts = ImportCounts {
        records: count(|file| file.records),
        skipped: count(|file| file.refused),
        ..taken.counts()
    };
    let compared = counts.new + counts.changed + counts.unchanged;
    let joined = taken.joined.alerts + taken.joined.comments;
    let says_more = taken.says_more();
    if compared == 0 && joined == 0 && !says_more {
        return None;
    }
    Some(ImportSummary {
        id,
        kind,
        sources: sources.iter().map(|file| file.name.clone()).collect(),
        batches,
        counts,
        devices: taken.tally.devices(),
        identities: taken.tally.identities(),
        devices_seen: taken.tally.devices_seen(),
        seats: taken.tally.seats(),
        score: taken.tally.score(),
        machine_actions: taken.machine_actions,
        tasks: taken.tasks,
        recommendations: taken.recommendations,
        layers: taken.layers,
        mapping: sources.iter().find_map(|file| file.table.as_ref()).map(|table| table.mapping.clone()),
    })
}

fn import_kind(file: &FileReport) -> Option<ImportKind> {
    let kind = file.kind?;
    if kind.is_incident() {
        return Some(ImportKind::GraphIncidents);
    }
    match kind {
        Kind::GraphAlerts
        | Kind::EndpointAlerts
        | Kind::HuntingRecords
        | Kind::OcsfDetections
        | Kind::Comments => Some(ImportKind::GraphIncidents),
        Kind::Machines => Some(ImportKind::Machines),
        Kind::Sensors => Some(ImportKind::Sensors),
        Kind::HealthIssues => Some(ImportKind::HealthIssues),
        Kind::SecureScores => Some(ImportKind::SecureScores),
        Kind::ControlProfiles => Some(ImportKind::ControlProfiles),
        Kind::Licences => Some(ImportKind::Licences),
        Kind::People => Some(ImportKind::People),
        Kind::Groups => Some(ImportKind::Groups),
        Kind::MachineActions => Some(ImportKind::MachineActions),
        Kind::IncidentTasks => Some(ImportKind::IncidentTasks),
        Kind::Recommendations => Some(ImportKind::Recommendations),
        Kind::NavigatorLayer => Some(ImportKind::Layers),
        _ => None,
    }
}

fn unknown_words(files: &[FileReport]) -> Vec<UnknownWord> {
    let mut words: Vec<UnknownWord> = Vec::new();
    for problem in files.iter().flat_map(|file| file.findings.list()) {
        let Finding::UnknownWord { field, word } = &problem.finding else { continue };
        match words.iter_mut().find(|known| known.field == *field && known.word == *word) {
            Some(known) => known.count += problem.count,
            None => words.push(UnknownWord { field, word: word.clone(), count: problem.count }),
        }
    }
    words
}
