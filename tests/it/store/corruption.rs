//! Every changed byte and every cut of every document of a small workspace is noticed, and nothing panics.

use super::*;
use std::rc::Rc;
use watchfloor::formats::document::{
    HEAD, Head, JournalEntry, Kind, Listing, LoadProblem, Manifest, Position, kind_of, segment_text,
};
use watchfloor::store::desk::Desk;

/// A workspace with two short segments, a batch, two pieces of manifest and a tail: small enough to damage each byte.
fn small() -> Memory {
    let place = Memory::new();
    let mut session = founded(&place);
    let (batches, summary) = imported("i1", &export(1..=2));
    for batch in batches {
        let name = batch.reference.name.clone();
        place.overwrite(&name, Some(batch.text.into_bytes()));
    }
    save(&mut session, &place, &take_import(summary.clone()));
    save(&mut session, &place, &rename("c1"));
    save(&mut session, &place, &comment("c2", "1", "Looked at it."));
    save(&mut session, &place, &rename("c3"));
    shorten(&place, &summary)
}

/// The same workspace with its tail cut into segments of two entries, as if the tail were full after two.
fn shorten(place: &Memory, summary: &ImportSummary) -> Memory {
    let head = Head::read(&place.documents()[0].1).unwrap();
    let mut entries: Vec<Rc<JournalEntry>> = head.tail.clone();
    let tail = entries.split_off(4);
    let small = Memory::new();
    let keep = |name: &str, text: String| small.overwrite(name, Some(text.into_bytes()));
    let mut previous = None;
    for (index, run) in entries.chunks(2).enumerate() {
        let (text, listing) = segment_text(&head.workspace, run).unwrap();
        keep(&listing.name, text);
        let batch = &summary.batches[0];
        let batch = Listing { name: batch.name.clone(), count: 2, bytes: batch.bytes, first: 2, last: 2 };
        let listings = if index == 0 { vec![batch, listing] } else { vec![listing] };
        let piece = Manifest { previous: previous.take(), listings, closed: false };
        let (name, text) = piece.to_document(&head.workspace).unwrap();
        keep(&name, text);
        previous = Some(name);
    }
    let sealed = Position::of(entries.last().unwrap());
    keep(HEAD, Head { manifest: previous, sealed, tail, ..head }.to_text());
    for (name, bytes) in place.documents() {
        if kind_of(&name) == Some(Kind::Batch) {
            small.overwrite(&name, Some(bytes));
        }
    }
    small
}

/// What is noticed when a place is opened and both of its records are read.
fn noticed(place: &Memory) -> Vec<LoadProblem> {
    let session = match try_open(place) {
        Ok(Some(session)) => session,
        Ok(None) => return vec![LoadProblem::missing(HEAD)],
        Err(LoadFailure::Document { problem, .. }) => return vec![problem],
        Err(LoadFailure::Backend(error)) => panic!("{error}"),
    };
    let mut problems = session.problems().to_vec();
    let desk = Desk::new(place.connect(), session);
    for id in ["1", "2"] {
        if let Err(LoadFailure::Document { problem, .. }) =
            block_on(desk.record(&IncidentId::new(id).unwrap()))
        {
            problems.push(problem);
        }
    }
    problems
}

/// Fails unless a damaged document is noticed and named.
#[track_caller]
fn assert_noticed(whole: &Memory, name: &str, bytes: Option<Vec<u8>>, what: &str) {
    let place = whole.copy();
    place.overwrite(name, bytes);
    let problems = noticed(&place);
    assert!(problems.iter().any(|problem| problem.document == name), "{name}, {what}: {problems:?}");
}

#[test]
fn the_small_workspace_is_whole_and_has_every_kind_of_document() {
    let place = small();
    assert_eq!(noticed(&place), []);
    let mut kinds: Vec<Kind> = place.documents().iter().filter_map(|(name, _)| kind_of(name)).collect();
    kinds.sort();
    let expected = [Kind::Head, Kind::Manifest, Kind::Manifest, Kind::Segment, Kind::Segment, Kind::Batch];
    assert_eq!(kinds, expected);
    let session = reopen(&place);
    assert_eq!((session.last_seq(), session.name()), (5, "Name c3"));
}

#[test]
fn every_changed_byte_is_noticed_with_and_without_caches() {
    let place = small();
    // The first opening makes the caches; a batch behind them is noticed when a record is read.
    noticed(&place);
    for (name, whole) in place.documents() {
        for at in 0..whole.len() {
            for flip in [0x01, 0x20, 0x80] {
                let mut damaged = whole.clone();
                damaged[at] ^= flip;
                assert_noticed(&place, &name, Some(damaged), &format!("byte {at} ^ {flip}"));
            }
        }
    }
}

#[test]
fn every_cut_is_noticed() {
    let place = small();
    for (name, whole) in place.documents() {
        for length in 0..whole.len() {
            assert_noticed(&place, &name, Some(whole[..length].to_vec()), &format!("cut at {length}"));
        }
        let longer = [whole.as_slice(), b" "].concat();
        assert_noticed(&place, &name, Some(longer), "one byte more");
    }
}

#[test]
fn every_missing_document_is_noticed() {
    let place = small();
    for (name, _) in place.documents() {
        assert_noticed(&place, &name, None, "missing");
    }
}

#[test]
fn a_document_in_the_place_of_another_is_noticed() {
    let place = small();
    let documents = place.documents();
    for (name, _) in &documents {
        for (other, bytes) in documents.iter().filter(|(other, _)| other != name) {
            assert_noticed(&place, name, Some(bytes.clone()), other);
        }
    }
}

#[test]
fn a_failure_says_how_much_of_the_journal_is_whole() {
    let place = small();
    let second = place.documents().into_iter().filter(|(name, _)| kind_of(name) == Some(Kind::Segment));
    let failures: Vec<_> = second
        .map(|(name, _)| {
            let damaged = place.copy();
            damaged.overwrite(&name, Some(b"{}".to_vec()));
            match try_open(&damaged) {
                Err(LoadFailure::Document { entries_intact, .. }) => entries_intact,
                other => panic!("{other:?}"),
            }
        })
        .collect();
    let mut sorted = failures;
    sorted.sort_unstable();
    assert_eq!(sorted, [0, 2]);
}

#[test]
fn an_entry_that_was_taken_out_or_put_in_breaks_the_chain() {
    let place = small();
    let head = Head::read(&place.documents()[0].1).unwrap();
    let forged = |tail: Vec<Rc<JournalEntry>>| {
        let copy = place.copy();
        copy.overwrite(HEAD, Some(Head { tail, ..head.clone() }.to_text().into_bytes()));
        noticed(&copy)
    };
    let last = head.tail.last().unwrap();
    assert_eq!(forged(head.tail.clone()), []);
    let again = vec![Rc::clone(last), Rc::clone(last)];
    assert!(!forged(again).is_empty());
    let mut entry = last.entry().clone();
    entry.by.person = "Somebody else".to_owned();
    let other_past = watchfloor::formats::document::Digest::of(b"another past");
    let forged_entry = Rc::new(JournalEntry::follow(other_past, entry).unwrap());
    assert!(!forged(vec![forged_entry]).is_empty());
}
