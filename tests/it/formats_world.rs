//! What the tests of foreign formats share: an import of one text, and findings in words.

use watchfloor::domain::catalogue::News;
use watchfloor::domain::ids::ImportId;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::time::Timestamp;
use watchfloor::formats::batch::BatchText;
use watchfloor::formats::check::Check;
use watchfloor::formats::document::{batch_record, batch_records};
use watchfloor::formats::file::FileReport;
use watchfloor::formats::import::{Import, ImportOutcome, KnownIncidents, Wanted};
use watchfloor::formats::problem::Problem;
use watchfloor::words::{Catalogue, English};

/// Imports texts as files into an empty workspace, in pieces of the given size.
pub(crate) fn import(files: &[&str], piece_bytes: usize) -> (ImportOutcome, Vec<BatchText>) {
    import_into(files, piece_bytes, &|_| None)
}

/// Imports texts into a workspace that has the incidents that `known` names, as they were changed then.
pub(crate) fn import_into(
    files: &[&str],
    piece_bytes: usize,
    known: &dyn Fn(&str) -> Option<Timestamp>,
) -> (ImportOutcome, Vec<BatchText>) {
    let known: KnownIncidents<'_> = &|brief| match known(&brief.id) {
        None => News::New,
        Some(updated) if updated < brief.updated => News::Changed,
        Some(_) => News::Unchanged,
    };
    let mut import = Import::new(ImportId::new("import-1").unwrap());
    let mut batches = Vec::new();
    for (index, text) in files.iter().enumerate() {
        import.begin(&format!("file-{index}.json"), Some(text.len() as u64));
        for piece in text.as_bytes().chunks(piece_bytes) {
            import.feed(piece, known);
            batches.extend(import.take_batches());
        }
        import.end(known);
    }
    if import.has_loose() {
        let wanted = import.wanted();
        batches.extend(import.take_batches());
        for Wanted { incident, batch } in wanted {
            let ours = batch.map(|(name, index)| {
                let batch = batches.iter().find(|batch| batch.reference.name == name).unwrap();
                records(std::slice::from_ref(batch)).remove(index as usize)
            });
            import.join(&incident, ours, None, known);
        }
        batches.extend(import.take_batches());
    }
    let outcome = import.finish();
    batches.extend(outcome.batches.iter().cloned());
    (outcome, batches)
}

/// The records of batches, in order.
pub(crate) fn records(batches: &[BatchText]) -> Vec<IncidentRecord> {
    let mut list = Vec::new();
    for batch in batches {
        let name = &batch.reference.name;
        for (index, text) in batch_records(name, batch.text.as_bytes()).unwrap().into_iter().enumerate() {
            list.push(batch_record(name, index, text).unwrap());
        }
    }
    list
}

/// The only record of a text.
pub(crate) fn record(text: &str) -> IncidentRecord {
    let (outcome, batches) = import(&[text], text.len());
    let mut records = records(&batches);
    assert_eq!(records.len(), 1, "{:?}", outcome.files);
    records.remove(0)
}

/// Checks a text.
pub(crate) fn check(text: &[u8]) -> FileReport {
    let mut check = Check::new("file.json");
    for piece in text.chunks(100) {
        check.feed(piece);
    }
    check.finish().remove(0)
}

/// `line:column sentence` of a problem.
pub(crate) fn told(problem: &Problem) -> String {
    let words = Catalogue::english();
    format!("{}:{} {}", problem.at.line, problem.at.column, problem.sentence(&words, &English))
}

/// All findings of a report.
pub(crate) fn all_told(report: &FileReport) -> Vec<String> {
    report.findings.list().iter().map(told).collect()
}

/// Imports bytes as one file into an empty workspace; what waits for incidents that are not here makes its own.
pub(crate) fn import_bytes(bytes: &[u8], piece_bytes: usize) -> ImportOutcome {
    let known: KnownIncidents<'_> = &|_| News::New;
    let mut import = Import::new(ImportId::new("import-1").unwrap());
    import.begin("file.json", Some(bytes.len() as u64));
    for piece in bytes.chunks(piece_bytes.max(1)) {
        import.feed(piece, known);
    }
    import.end(known);
    for Wanted { incident, .. } in import.wanted() {
        import.join(&incident, None, None, known);
    }
    import.finish()
}
