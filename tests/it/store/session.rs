//! Opening, committing and sealing.

use super::*;
use watchfloor::domain::refusal::Refusal;
use watchfloor::formats::document::{HEAD, Head, Kind, kind_of};
use watchfloor::store::journal::SegmentShelf;
use watchfloor::store::{TAIL_BYTES_MAX, TAIL_ENTRIES_MAX};

fn head_of(place: &Memory) -> Head {
    let documents = place.documents();
    Head::read(&documents.iter().find(|(name, _)| name == HEAD).unwrap().1).unwrap()
}

fn count(place: &Memory, kind: Kind) -> usize {
    place.documents().iter().filter(|(name, _)| kind_of(name) == Some(kind)).count()
}

#[test]
fn an_empty_place_has_no_workspace() {
    assert!(try_open(&Memory::new()).unwrap().is_none());
}

#[test]
fn what_was_accepted_is_there_after_opening_again() {
    let place = Memory::new();
    let mut session = founded(&place);
    assert_same(&session, &reopen(&place));
    for number in 0..TAIL_ENTRIES_MAX * 3 + 5 {
        save(&mut session, &place, &rename(&format!("c{number}")));
    }
    let again = reopen(&place);
    assert_same(&session, &again);
    assert_eq!(again.name(), session.name());
    assert_eq!(again.last_seq(), 1 + TAIL_ENTRIES_MAX as u64 * 3 + 5);
    assert_eq!(again.problems(), []);
}

#[test]
fn a_command_id_acts_once() {
    let place = Memory::new();
    let mut session = founded(&place);
    save(&mut session, &place, &rename("c1"));
    assert!(matches!(session.prepare(&rename("c1")), Ok(Plan::Done)));
    assert!(matches!(reopen(&place).prepare(&rename("c1")), Ok(Plan::Done)));
}

#[test]
fn a_refused_command_writes_nothing() {
    let place = Memory::new();
    let session = founded(&place);
    let before = place.documents();
    let refused = session.prepare(&ask("c1", Command::RenameWorkspace { name: "Contoso".to_owned() }));
    assert!(matches!(refused, Err(SaveFailure::Refused(Refusal::NothingToDo))));
    assert_eq!(place.documents(), before);
}

#[test]
fn the_tail_is_bounded_and_sealed_entries_are_found() {
    let place = Memory::new();
    let mut session = founded(&place);
    let mut largest = 0;
    for number in 0..1_000 {
        save(&mut session, &place, &rename(&format!("c{number}")));
        let head = head_of(&place);
        assert!(head.tail.len() <= TAIL_ENTRIES_MAX, "{}", head.tail.len());
        largest = largest.max(head.to_text().len());
    }
    assert!(largest < TAIL_BYTES_MAX + 1_024, "{largest}");
    // One piece of manifest is enough for so few segments, and replaced ones are gone.
    assert_eq!(count(&place, Kind::Manifest), 1);
    assert_eq!(count(&place, Kind::Segment), 1_001 / (TAIL_ENTRIES_MAX + 1));
    assert_same(&session, &reopen(&place));
}

#[test]
fn what_a_command_writes_does_not_grow_with_the_journal() {
    let place = Memory::new();
    let mut session = founded(&place);
    let mut written = Vec::new();
    for number in 0..4_000 {
        let Ok(Plan::Write(prepared)) = session.prepare(&rename(&format!("c{number}"))) else { panic!() };
        let before: usize = place.documents().iter().map(|(_, bytes)| bytes.len()).sum();
        let tag = block_on(prepared.write(&place)).unwrap();
        let after: usize = place.documents().iter().map(|(_, bytes)| bytes.len()).sum();
        session.accept(*prepared, tag).unwrap();
        written.push(after.abs_diff(before));
    }
    let most = |range: std::ops::Range<usize>| written[range].iter().max().copied().unwrap();
    let (early, late) = (most(500..1_000), most(3_500..4_000));
    assert!(late < early + early / 5, "{early} bytes early, {late} bytes late");
}

#[test]
fn an_entry_bigger_than_the_tail_is_sealed_at_once() {
    let place = Memory::new();
    let mut session = founded(&place);
    let (batches, summary) = imported("i1", &export(1..=3));
    for batch in batches {
        block_on(
            place.put(&[watchfloor::store::backend::Document {
                name: batch.reference.name,
                text: batch.text,
            }]),
        )
        .unwrap();
    }
    let sources = (0..5_000).map(|number| format!("export-{number:08}.json")).collect();
    save(&mut session, &place, &take_import(ImportSummary { sources, ..summary }));
    assert!(head_of(&place).tail.is_empty());
    assert_eq!(reopen(&place).state().imports[0].0.sources.len(), 5_000);
}

#[test]
fn the_manifest_is_a_chain_of_bounded_pieces() {
    let place = Memory::new();
    let mut session = founded(&place);
    for import in 0..3 {
        // A batch of one record each, so that a few imports fill several pieces.
        let (mut references, mut last) = (Vec::new(), None);
        for id in 0..200 {
            let (mut batches, summary) = imported(&format!("i{import}"), &export([import * 1_000 + id]));
            let batch = batches.remove(0);
            let document =
                watchfloor::store::backend::Document { name: batch.reference.name.clone(), text: batch.text };
            block_on(place.put(&[document])).unwrap();
            references.push(batch.reference);
            last = Some(summary);
        }
        let summary = ImportSummary { batches: references, ..last.unwrap() };
        save(&mut session, &place, &take_import(summary));
    }
    assert_eq!(count(&place, Kind::Manifest), 3);
    let again = reopen(&place);
    assert_eq!(again.state().catalogue.len(), 600);
    assert_eq!(again.problems(), []);
}

#[test]
fn history_and_windows_come_from_segments_and_tail_alike() {
    let place = Memory::new();
    let mut session = founded(&place);
    let (batches, summary) = imported("i1", &export(1..=4));
    for batch in batches {
        block_on(
            place.put(&[watchfloor::store::backend::Document {
                name: batch.reference.name,
                text: batch.text,
            }]),
        )
        .unwrap();
    }
    save(&mut session, &place, &take_import(summary));
    for number in 0..400 {
        save(&mut session, &place, &rename(&format!("c{number}")));
        if number % 50 == 0 {
            save(&mut session, &place, &comment(&format!("m{number}"), "2", "Looked at it."));
        }
    }
    let shelf = SegmentShelf::default();
    for session in [session, reopen(&place)] {
        let wanted = block_on(shelf.read(&place, session.history("2"))).unwrap();
        let commands: Vec<_> = wanted.iter().map(|entry| entry.entry().command.to_string()).collect();
        assert_eq!(commands, ["m0", "m50", "m100", "m150", "m200", "m250", "m300", "m350"]);
        assert!(block_on(shelf.read(&place, session.history("3"))).unwrap().is_empty());
        let numbers = |first, count| -> Vec<u64> {
            let window = block_on(shelf.read(&place, session.window(first, count))).unwrap();
            window.iter().map(|entry| entry.entry().seq).collect()
        };
        assert_eq!(numbers(125, 10), (125..135).collect::<Vec<_>>());
        assert_eq!(numbers(0, 3), [1, 2]);
        assert_eq!(numbers(session.last_seq(), 100), [session.last_seq()]);
        assert!(numbers(session.last_seq() + 1, 100).is_empty());
    }
}

#[test]
fn what_a_newer_version_wrote_is_kept_and_only_read() {
    let place = Memory::new();
    let mut session = founded(&place);
    save(&mut session, &place, &rename("c1"));
    let text = head_of(&place).to_text();
    let with_member = text.replace(r#""revision""#, r#""mood":{"of":1.50},"revision""#);
    let newer_event = text.replace(r#"{"type":"workspaceRenamed""#, r#"{"type":"workspacePainted""#);
    let newer_schema = text.replace(r#""schema":1"#, r#""schema":2"#);
    let unreadable = newer_schema.replace(r#""sealed""#, r#""sealedIn""#);
    let put = |text: &str| place.overwrite(HEAD, Some(with_new_digest(text).into_bytes()));

    put(&with_member);
    let mut session = reopen(&place);
    assert_eq!(session.read_only(), None);
    save(&mut session, &place, &rename("c2"));
    let kept = String::from_utf8(place.documents()[0].1.clone()).unwrap();
    assert!(kept.contains(r#""mood":{"of":1.50}"#), "{kept}");

    for newer in [&newer_event, &newer_schema] {
        put(newer);
        let session = reopen(&place);
        assert!(session.read_only().is_some());
        assert!(matches!(session.prepare(&rename("c3")), Err(SaveFailure::ReadOnly(_))));
    }
    put(&unreadable);
    let failure = try_open(&place).unwrap_err();
    assert!(failure.to_string().contains("newer version (schema 2)"), "{failure}");
}

/// The text with the digest that belongs to it.
fn with_new_digest(text: &str) -> String {
    let (body, _) = text.rsplit_once(r#","digest":""#).unwrap();
    format!(r#"{body},"digest":"{}"}}"#, watchfloor::formats::document::Digest::of(body.as_bytes()))
}

#[test]
fn a_sessions_that_missed_news_cannot_write_and_catches_up() {
    let place = Memory::new();
    let mut one = founded(&place);
    let mut other = reopen(&place);
    for number in 0..300 {
        save(&mut one, &place, &rename(&format!("c{number}")));
    }
    let Ok(Plan::Write(late)) = other.prepare(&rename("late")) else { panic!() };
    assert!(block_on(late.write(&place)).is_err());
    let news = block_on(watchfloor::store::news::read(&place, other.standing())).unwrap();
    other.catch_up(news);
    assert_same(&one, &other);
    save(&mut other, &place, &rename("late"));
    assert_eq!(reopen(&place).name(), "Name late");
}

#[test]
fn a_place_with_another_history_is_not_caught_up_with() {
    let place = Memory::new();
    let mut session = founded(&place);
    let early = place.copy();
    let mut branch = reopen(&early);
    save(&mut session, &place, &rename("c1"));
    for number in 0..200 {
        save(&mut branch, &early, &rename(&format!("b{number}")));
    }
    for other in [Memory::new(), early, {
        let place = Memory::new();
        founded(&place);
        place
    }] {
        let news = block_on(watchfloor::store::news::read(&other, session.standing()));
        assert!(news.is_err(), "{news:?}");
    }
}
