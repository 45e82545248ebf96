//! Backups: whole, cut off, changed, of every schema; and the audit of the journal.

use super::*;
use watchfloor::formats::backup::{
    BackupManifest, BackupProblem, BackupReader, Restored, after_document, before_document,
};
use watchfloor::formats::document::{HEAD, Kind, Wrong, kind_of};
use watchfloor::store::audit::{AuditFilter, check, export, kind_of_event};
use watchfloor::store::backup::{plan, restore, text};

/// A workspace with a batch, a sealed segment and a tail.
fn workspace() -> Memory {
    let place = Memory::new();
    let mut session = founded(&place);
    let (batches, summary) = imported("i1", &export_of(2));
    for batch in batches {
        place.overwrite(&batch.reference.name.clone(), Some(batch.text.into_bytes()));
    }
    save(&mut session, &place, &take_import(summary));
    save(&mut session, &place, &comment("m1", "1", "Looked at it.\nTwice."));
    for number in 0..130 {
        save(&mut session, &place, &rename(&format!("c{number}")));
    }
    place
}

fn export_of(count: u32) -> String {
    super::export(1..=count)
}

/// The file of a backup.
pub(super) fn file_of(place: &Memory) -> (Vec<u8>, BackupManifest) {
    let plan = block_on(plan(place, (2, 1), minute(7))).unwrap();
    let mut file = plan.manifest.first_line().unwrap();
    for document in &plan.manifest.documents {
        let is_last = document.name == HEAD;
        let text = if is_last { plan.head.clone() } else { block_on(text(place, &document.name)).unwrap() };
        file.push_str(&format!("{}{text}{}", before_document(&document.name), after_document(is_last)));
    }
    (file.into_bytes(), plan.manifest)
}

/// What comes out of a file that is read in pieces of this size, and what is wrong with it.
pub(super) fn read(file: &[u8], piece: usize) -> (Vec<Restored>, Vec<BackupProblem>) {
    let mut reader = BackupReader::default();
    let restored = file.chunks(piece).flat_map(|piece| reader.feed(piece)).collect();
    (restored, reader.end())
}

#[test]
fn a_backup_brings_back_every_byte() {
    let place = workspace();
    let (file, manifest) = file_of(&place);
    assert!(serde_json::from_slice::<serde_json::Value>(&file).is_ok(), "a backup is JSON");
    assert_eq!((manifest.entries, manifest.incidents, manifest.imports), (133, Some(2), Some(1)));
    for piece in [1, 7, 4_096, file.len()] {
        let (restored, problems) = read(&file, piece);
        assert_eq!(problems, []);
        let copy = Memory::new();
        block_on(restore(&copy, restored)).unwrap();
        assert_eq!(copy.documents(), place.documents());
    }
    assert_same(
        &reopen(&place),
        &reopen(&{
            let copy = Memory::new();
            block_on(restore(&copy, read(&file, 512).0)).unwrap();
            copy
        }),
    );
}

#[test]
fn every_cut_of_a_backup_is_told() {
    let (file, _) = file_of(&workspace());
    // The last byte ends the last line, and nothing is lost with it.
    for length in (0..file.len() - 1).step_by(37).chain(file.len() - 300..file.len() - 1) {
        let (_, problems) = read(&file[..length], 8_192);
        let is_told = problems
            .iter()
            .any(|problem| matches!(problem, BackupProblem::CutOff(_) | BackupProblem::NotOurs));
        assert!(is_told, "cut at {length}: {problems:?}");
    }
}

#[test]
fn every_changed_byte_of_a_backup_is_told_or_harmless() {
    let (file, manifest) = file_of(&workspace());
    let first_line = file.iter().position(|byte| *byte == b'\n').unwrap();
    let whole = read(&file, 8_192).0;
    for at in (0..file.len()).step_by(11).chain(0..200) {
        let mut damaged = file.clone();
        damaged[at] ^= 0x04;
        let (restored, problems) = read(&damaged, 8_192);
        // Words about the workspace in the first line are for the reader; what is restored is what was kept.
        let is_harmless = at < first_line && problems.is_empty() && restored == whole;
        assert!(!problems.is_empty() || is_harmless, "byte {at} of {}", manifest.name);
    }
}

#[test]
fn other_files_are_no_backups() {
    for other in ["", "{}", "[1,2]\n", "\n\n", "{\"format\":\"watchfloor\",\"document\":\"head\"}\n"] {
        assert_eq!(read(other.as_bytes(), 3).1, [BackupProblem::NotOurs], "{other:?}");
    }
}

#[test]
fn a_place_that_holds_a_workspace_takes_no_backup() {
    let place = workspace();
    let (file, _) = file_of(&place);
    let before = place.documents();
    assert!(block_on(restore(&place, read(&file, 512).0)).is_err());
    assert_eq!(place.documents(), before);
}

#[test]
fn the_audit_follows_every_entry_and_finds_the_first_break() {
    let place = workspace();
    let checked = block_on(check(&place, &async || (), |_, _| ())).unwrap();
    assert_eq!((checked.entries, checked.broken, checked.problems), (133, None, vec![]));
    for (name, bytes) in place.documents() {
        let damaged = place.copy();
        damaged.overwrite(&name, Some([&bytes[..bytes.len() - 1], b"?"].concat()));
        let checked = block_on(check(&damaged, &async || (), |_, _| ())).unwrap();
        assert_eq!(checked.problems.first().map(|problem| problem.document.clone()), Some(name.clone()));
        match kind_of(&name) {
            Some(Kind::Batch) => assert_eq!((checked.broken, checked.entries), (None, 133)),
            _ => assert_eq!(checked.broken.map(|(seq, _)| seq), Some(1), "{name}"),
        }
        damaged.overwrite(&name, None);
        let checked = block_on(check(&damaged, &async || (), |_, _| ())).unwrap();
        assert!(checked.problems.iter().any(|problem| problem.what == Wrong::Missing), "{name}");
    }
}

#[test]
fn the_journal_is_exported_by_period_person_and_kind() {
    let place = workspace();
    let lines = |filter: AuditFilter| {
        let (text, count) = block_on(export(&place, &filter, &async || ())).unwrap();
        assert_eq!(text.lines().count() as u64, count);
        text
    };
    assert_eq!(lines(AuditFilter::default()).lines().count(), 133);
    let commented = lines(AuditFilter { kind: "commented".to_owned(), ..AuditFilter::default() });
    assert_eq!(commented.lines().count(), 1);
    assert!(commented.contains("Looked at it."));
    let of = |person: &str| AuditFilter { person: person.to_owned(), ..AuditFilter::default() };
    assert_eq!(lines(of("mara")).lines().count(), 133);
    assert_eq!(lines(of("Jonas")).lines().count(), 0);
    let first = AuditFilter { until: Some(minute(1)), ..AuditFilter::default() };
    assert_eq!(lines(first).lines().count(), 1);
    let rest = AuditFilter { from: Some(minute(1)), ..AuditFilter::default() };
    assert_eq!(lines(rest).lines().count(), 132);
    let kinds: Vec<String> = block_on(
        watchfloor::store::journal::SegmentShelf::default().read(&place, reopen(&place).window(1, 3)),
    )
    .unwrap()
    .iter()
    .flat_map(|entry| entry.entry().events.iter().map(kind_of_event).collect::<Vec<_>>())
    .collect();
    assert_eq!(kinds, ["workspaceCreated", "importTaken", "commented"]);
}
