//! Batches of imports, their leftovers and their briefs.

use super::*;
use watchfloor::domain::brief::Brief;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::formats::document::{Kind, Wrong, batch_record, batch_records, kind_of};
use watchfloor::store::backend::BackendError;
use watchfloor::store::briefs;
use watchfloor::store::desk::Desk;
use watchfloor::store::import::{IMPORT_ALIVE_MS, ImportKeeper, sweep};

fn import_id(text: &str) -> ImportId {
    ImportId::new(text).unwrap()
}

/// Keeps the batches of an import and hands its keeper and summary out.
fn keep(place: &Memory, id: &str, text: &str) -> (ImportKeeper, ImportSummary) {
    let (batches, summary) = imported(id, text);
    let keeper = block_on(ImportKeeper::begin(place, &import_id(id), minute(5))).unwrap();
    for batch in batches {
        block_on(keeper.keep(place, batch, minute(5))).unwrap();
    }
    (keeper, summary)
}

fn import(session: &mut Session, place: &Memory, id: &str, text: &str) {
    let (keeper, summary) = keep(place, id, text);
    save(session, place, &take_import(summary));
    block_on(keeper.end(place)).unwrap();
}

fn batches(place: &Memory) -> usize {
    place.documents().iter().filter(|(name, _)| kind_of(name) == Some(Kind::Batch)).count()
}

fn caches(place: &Memory) -> Vec<String> {
    block_on(place.cache_names()).unwrap()
}

fn record(place: &Memory, session: Session, id: &str) -> Result<Option<String>, LoadFailure> {
    let desk = Desk::new(place.connect(), session);
    let record = block_on(desk.record(&IncidentId::new(id).unwrap()))?;
    Ok(record.map(|record| record.display_name.clone()))
}

#[test]
fn an_import_is_there_after_opening_again_with_its_records() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=1_200));
    import(&mut session, &place, "i2", &export(1_100..=1_300));
    assert_eq!(batches(&place), 3);
    let again = reopen(&place);
    assert_eq!(again.state().catalogue.len(), 1_300);
    assert_eq!(again.problems(), []);
    assert_eq!(record(&place, reopen(&place), "1150").unwrap().as_deref(), Some("Sign-in 1150"));
    assert_eq!(record(&place, again, "9999").unwrap(), None);
}

/// A later export without alerts says what the incident is; its alerts are in an earlier batch.
#[test]
fn a_record_has_its_alerts_wherever_they_came() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "full", &export(1..=3));
    let bare = r#"{"value":[{"id":"2","displayName":"Renamed","status":"resolved","severity":"medium",
        "createdDateTime":"2026-05-01T12:00:00Z","lastUpdateDateTime":"2026-05-01T13:00:00Z"}]}"#;
    import(&mut session, &place, "bare", bare);
    let session = reopen(&place);
    let desk = Desk::new(place.connect(), session);
    let whole = |id: &str| block_on(desk.record(&IncidentId::new(id).unwrap())).unwrap().unwrap();
    let alerts = |id: &str| whole(id).alerts.iter().map(|alert| alert.id.clone()).collect::<Vec<_>>();
    assert_eq!((whole("2").display_name.as_str(), alerts("2")), ("Renamed", vec!["a2".to_owned()]));
    assert_eq!((whole("3").display_name.as_str(), alerts("3")), ("Sign-in 3", vec!["a3".to_owned()]));
}

#[test]
fn briefs_come_from_the_cache_or_the_batch_alike() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=40));
    let cached = reopen(&place);
    let cache = caches(&place);
    assert_eq!(cache.len(), 1);
    block_on(place.delete_caches(&cache)).unwrap();
    let rebuilt = reopen(&place);
    assert_same(&cached, &rebuilt);
    assert_eq!(caches(&place), cache, "the cache is mended");
    for damage in [b"".as_slice(), b"0\n{}", b"\xff", b"0123456789abcdef\n{}"] {
        block_on(place.put_cache(&cache[0], damage)).unwrap();
        assert_same(&cached, &reopen(&place));
    }
}

#[test]
fn briefs_of_a_batch_are_the_briefs_of_its_records() {
    let (batches, _) = imported("i1", &export(1..=30));
    for batch in batches {
        let name = &batch.reference.name;
        let records = batch_records(name, batch.text.as_bytes()).unwrap();
        let read = |(index, text): (usize, &&str)| batch_record::<IncidentRecord>(name, index, text).unwrap();
        let records: Vec<_> = records.iter().enumerate().map(read).collect();
        let of_records: Vec<Brief> = records.iter().map(Brief::of).collect();
        assert_eq!(batch.briefs, of_records);
        assert_eq!(briefs::decode(&briefs::encode(&batch.briefs).unwrap()), Some(of_records));
    }
}

#[test]
fn a_damaged_cache_is_noticed_at_every_byte() {
    let (batches, _) = imported("i1", &export(1..=3));
    let whole = briefs::encode(&batches[0].briefs).unwrap();
    for at in 0..whole.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut damaged = whole.clone();
            damaged[at] ^= flip;
            // The check value may be spelt in either case; that changes nothing.
            let decoded = briefs::decode(&damaged);
            assert!(decoded.is_none() || decoded.as_ref() == Some(&batches[0].briefs), "byte {at}");
        }
        assert_eq!(briefs::decode(&whole[..at]), None, "cut at {at}");
    }
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=10));
    let (documents, kept) = (place.documents(), caches(&place));
    let (keeper, _) = keep(&place, "i2", &export(11..=2_500));
    assert!(place.documents().len() > documents.len());
    block_on(keeper.cancel(&place, minute(6))).unwrap();
    assert_eq!(place.documents(), documents);
    assert_eq!(caches(&place), kept);
}

#[test]
fn cancelling_takes_no_batch_that_another_page_took_or_still_needs() {
    let place = Memory::new();
    let mut session = founded(&place);
    // Two pages import the same file; batches with the same text have the same name.
    let (first, summary) = keep(&place, "i1", &export(1..=10));
    let (second, _) = keep(&place, "i2", &export(1..=10));
    block_on(second.cancel(&place, minute(6))).unwrap();
    assert_eq!(batches(&place), 1, "the first import is alive");
    save(&mut session, &place, &take_import(summary));
    block_on(first.end(&place)).unwrap();
    let (third, _) = keep(&place, "i3", &export(1..=10));
    block_on(third.cancel(&place, minute(7))).unwrap();
    assert_eq!(batches(&place), 1, "the journal names it");
    assert_eq!(reopen(&place).problems(), []);
}

#[test]
fn leftovers_of_a_page_that_died_are_cleared_away_when_they_are_old() {
    let place = Memory::new();
    let session = founded(&place);
    let (_died, summary) = keep(&place, "i1", &export(1..=10));
    let kept_at = minute(5);
    let soon = kept_at.plus_millis(IMPORT_ALIVE_MS - 1);
    assert_eq!(block_on(sweep(&place, soon)), Ok(0));
    assert_eq!(batches(&place), 1);
    let late = kept_at.plus_millis(IMPORT_ALIVE_MS);
    // The batch, its briefs and the marker.
    assert_eq!(block_on(sweep(&place, late)), Ok(3));
    assert_eq!((batches(&place), caches(&place).len()), (0, 0));
    // The page was only asleep: its command must not name what is gone.
    let Ok(Plan::Write(prepared)) = session.prepare(&take_import(summary.clone())) else { panic!() };
    let outcome = block_on(prepared.write(&place));
    assert_eq!(outcome, Err(BackendError::Missing(summary.batches[0].name.clone())));
}

#[test]
fn a_clock_that_was_set_back_keeps_no_leftovers_for_ever() {
    let place = Memory::new();
    founded(&place);
    let _died = keep(&place, "i1", &export(1..=10));
    let years_before = minute(5).plus_millis(-63_072_000_000);
    assert_eq!(block_on(sweep(&place, years_before)), Ok(3));
}

#[test]
fn nothing_is_swept_that_a_newer_version_may_need() {
    let place = Memory::new();
    founded(&place);
    let _died = keep(&place, "i1", &export(1..=10));
    let (name, bytes) = place.documents().swap_remove(0);
    let text = String::from_utf8(bytes).unwrap().replace(r#""tail":"#, r#""shelf":["batch"],"tail":"#);
    let (body, _) = text.rsplit_once(r#","digest":""#).unwrap();
    let digest = watchfloor::formats::document::Digest::of(body.as_bytes());
    place.overwrite(&name, Some(format!(r#"{body},"digest":"{digest}"}}"#).into_bytes()));
    assert_eq!(block_on(sweep(&place, minute(10_000))), Ok(0));
    assert_eq!(batches(&place), 1);
}

#[test]
fn a_missing_batch_is_a_problem_and_the_rest_opens() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=10));
    import(&mut session, &place, "i2", &export(11..=15));
    let lost = session.state().imports[1].0.batches[0].name.clone();
    place.overwrite(&lost, None);
    // With its briefs the incidents are there, without their records.
    let opened = reopen(&place);
    assert_eq!(opened.state().catalogue.len(), 15);
    assert_eq!(opened.problems().iter().map(|problem| &problem.what).collect::<Vec<_>>(), [&Wrong::Missing]);
    assert!(matches!(record(&place, opened, "12"), Err(LoadFailure::Document { .. })));
    // Without the briefs they are not.
    block_on(place.delete_caches(&caches(&place))).unwrap();
    let opened = reopen(&place);
    assert_eq!(opened.state().catalogue.len(), 10);
    assert_eq!(opened.problems().len(), 1);
    assert_eq!(record(&place, opened, "7").unwrap().as_deref(), Some("Sign-in 7"));
}
