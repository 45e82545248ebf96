//! What is derived and kept among the caches: the same as derived anew, and never believed when it does not fit.

use super::*;
use watchfloor::analytics::columns::{Columns, Touched};
use watchfloor::analytics::dimension::Dim;
use watchfloor::analytics::engine::rows::Rows;
use watchfloor::domain::catalogue::Catalogue;
use watchfloor::store::desk::Desk;
use watchfloor::store::import::{ImportKeeper, sweep};
use watchfloor::store::kept::{self, Keeping};

/// The name of the columns among the caches.
const COLUMNS: &str = "columns";

fn import(session: &mut Session, place: &Memory, id: &str, text: &str) {
    let (batches, summary) = imported(id, text);
    let keeper = block_on(ImportKeeper::begin(place, &ImportId::new(id).unwrap(), minute(5))).unwrap();
    for batch in batches {
        block_on(keeper.keep(place, batch, minute(5))).unwrap();
    }
    save(session, place, &take_import(summary));
    block_on(keeper.end(place)).unwrap();
}

fn sections_of(columns: &Columns) -> Vec<Vec<u8>> {
    (0..Columns::SECTIONS).map(|number| columns.section(number)).collect()
}

fn sections_of_catalogue(catalogue: &Catalogue) -> Vec<Vec<u8>> {
    (0..catalogue.section_count()).map(|number| catalogue.section(number)).collect()
}

/// Keeps what a page at rest keeps.
fn keep(place: &Memory) {
    let desk = Desk::new(place.connect(), reopen(place));
    block_on(desk.keep_catalogue(&async || ())).unwrap();
    let (mark, sections) = desk.read(|session| {
        (session.mark(session.last_seq()).unwrap(), sections_of(&Columns::build(session.state())))
    });
    let mut keeping = Keeping::begin(COLUMNS, mark);
    for section in sections {
        block_on(keeping.put(place, &section, &async || ())).unwrap();
    }
    block_on(keeping.end(place)).unwrap();
}

/// The columns that a page brings back, with what happened since.
fn columns(place: &Memory, session: &Session) -> Option<Columns> {
    let mut seq = None;
    let fits = |mark: &str| {
        seq = session.seq_of_mark(mark);
        seq.is_some()
    };
    let kept = block_on(kept::read(place, COLUMNS, fits))?;
    let mut columns = Columns::restore(session.state(), &kept.sections())?;
    let newer = session.since(seq?)?;
    columns.update(session.state(), &Touched::by(newer.iter().flat_map(|entry| &entry.entry().events)));
    Some(columns)
}

fn kept_names(place: &Memory) -> Vec<String> {
    let names = block_on(place.cache_names()).unwrap();
    names.into_iter().filter(|name| name.starts_with("kept-")).collect()
}

/// The same disk without what was kept.
fn bare(place: &Memory) -> Memory {
    let copy = place.copy();
    let names = kept_names(&copy);
    block_on(copy.delete_caches(&names)).unwrap();
    copy
}

/// Opening with what is kept gives what opening without it gives.
#[track_caller]
pub(super) fn assert_true(place: &Memory) {
    let (with, without) = (reopen(place), reopen(&bare(place)));
    assert_eq!(with.state(), without.state());
    let Some(columns) = columns(place, &with) else { return };
    let built = Columns::build(without.state());
    let rows = Rows::window(0..built.len());
    for dim in Dim::ALL {
        let counts = |columns: &Columns| {
            let counts = columns.count(dim, minute(0), &rows);
            let words = columns.dictionary(dim).unwrap().iter().map(|value| value.as_str().to_owned());
            let mut list: Vec<_> = words.zip(counts).filter(|(_, count)| *count > 0).collect();
            list.sort();
            list
        };
        assert_eq!(counts(&columns), counts(&built), "{dim:?}");
    }
}

fn comments(session: &mut Session, place: &Memory, ids: std::ops::Range<u32>) {
    for id in ids {
        save(session, place, &comment(&format!("c{id}"), &format!("{}", 1 + id % 40), "Looked at."));
    }
}

#[test]
fn opening_with_what_was_kept_gives_the_same() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=40));
    import(&mut session, &place, "i2", &export(30..=60));
    keep(&place);
    assert!(columns(&place, &reopen(&place)).is_some());
    assert_true(&place);
    comments(&mut session, &place, 0..20);
    assert!(columns(&place, &reopen(&place)).is_some(), "a few commands later it still serves");
    assert_true(&place);
    import(&mut session, &place, "i3", &export(55..=90));
    assert_true(&place);
    assert_eq!(reopen(&place).state().catalogue.len(), 90);
}

/// Nothing of the batches is read: their incidents are there although their documents and briefs are gone.
#[test]
fn what_was_kept_is_what_is_opened() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=40));
    keep(&place);
    let names = block_on(place.cache_names()).unwrap();
    let briefs: Vec<String> = names.into_iter().filter(|name| name.starts_with("briefs-")).collect();
    block_on(place.delete_caches(&briefs)).unwrap();
    for (name, _) in place.documents().iter().filter(|(name, _)| name.starts_with("batch-")) {
        place.overwrite(name, None);
    }
    let again = reopen(&place);
    assert_eq!(again.state().catalogue.len(), 40);
    assert_eq!(again.problems().len(), 1, "the batch that is missing is told all the same");
    assert_eq!(again.mark(again.last_seq()), None, "and nothing is kept of a workspace that is not whole");
}

#[test]
fn what_does_not_fit_the_workspace_is_not_believed() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=40));
    import(&mut session, &place, "i2", &export(41..=60));
    keep(&place);
    let with_both = place.copy();
    // Another workspace that happens to have the same caches.
    let other = Memory::new();
    let mut session = founded(&other);
    import(&mut session, &other, "i1", &export(1..=20));
    for name in kept_names(&with_both) {
        let bytes = block_on(with_both.caches(std::slice::from_ref(&name))).unwrap().remove(0).unwrap();
        block_on(other.put_cache(&name, &bytes)).unwrap();
    }
    assert_eq!(reopen(&other).state().catalogue.len(), 20);
    assert!(columns(&other, &reopen(&other)).is_none());
    // An import was taken back.
    let mut session = reopen(&place);
    let undo = Command::UndoImport { import: ImportId::new("i2").unwrap() };
    save(&mut session, &place, &ask("undo", undo));
    assert_true(&place);
    assert_eq!(reopen(&place).state().catalogue.len(), 40);
    assert!(columns(&place, &reopen(&place)).is_none());
    keep(&place);
    assert_true(&place);
    assert!(columns(&place, &reopen(&place)).is_some());
}

/// Entries are kept at hand for a while only: what was kept before them is too old to be brought up to date.
#[test]
fn columns_that_are_too_old_are_not_believed() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=40));
    keep(&place);
    comments(&mut session, &place, 0..300);
    assert!(columns(&place, &reopen(&place)).is_none());
    assert_true(&place);
}

#[test]
fn every_cut_and_every_changed_byte_is_noticed() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=3));
    keep(&place);
    let want = reopen(&bare(&place));
    let anything = |_: &str| true;
    let is_whole = |what: &str| block_on(kept::read(&place, what, anything)).is_some();
    assert!(is_whole("catalogue") && is_whole(COLUMNS));
    for name in kept_names(&place) {
        let what = if name.contains(COLUMNS) { COLUMNS } else { "catalogue" };
        let whole = block_on(place.caches(std::slice::from_ref(&name))).unwrap().remove(0).unwrap();
        let mut damaged: Vec<Vec<u8>> = (0..whole.len()).map(|end| whole[..end].to_vec()).collect();
        for place in 0..whole.len() {
            for bit in 0..8 {
                let mut bytes = whole.clone();
                bytes[place] ^= 1 << bit;
                damaged.push(bytes);
            }
        }
        for bytes in damaged {
            block_on(place.put_cache(&name, &bytes)).unwrap();
            assert!(!is_whole(what), "{name}: {bytes:?}");
        }
        assert_eq!(reopen(&place).state(), want.state());
        block_on(place.delete_caches(std::slice::from_ref(&name))).unwrap();
        assert!(!is_whole(what), "{name} is gone");
        assert_eq!(reopen(&place).state(), want.state());
        block_on(place.put_cache(&name, &whole)).unwrap();
        assert!(is_whole(what));
    }
}

/// Sections stand in parts of 2 MB: some lie within one, others over several.
#[test]
fn sections_of_any_length_come_back() {
    let lengths = [0, 5, (5 << 20) + 1, 7, (1 << 20) - 13, 1 << 21, 0, (1 << 21) - 1, 3, 0];
    let sections: Vec<Vec<u8>> = lengths
        .iter()
        .zip(1_u8..)
        .map(|(length, first)| (0..*length).map(|at: u32| first.wrapping_add((at % 251) as u8)).collect())
        .collect();
    let place = Memory::new();
    let mut keeping = Keeping::begin(COLUMNS, "key".to_owned());
    let pauses = std::cell::Cell::new(0);
    for section in &sections {
        block_on(keeping.put(&place, section, &async || pauses.set(pauses.get() + 1))).unwrap();
    }
    block_on(keeping.end(&place)).unwrap();
    let kept = block_on(kept::read(&place, COLUMNS, |key| key == "key")).unwrap();
    assert!(kept.sections().iter().eq(&sections), "all sections are as they were");
    let total: u32 = lengths.iter().sum();
    assert_eq!(pauses.get(), total >> 21, "the page has its turn after each part");
    assert_eq!(kept_names(&place).len() as u32, 1 + total.div_ceil(1 << 21));
}

/// The check values aside: bytes that say anything at all are read to the end or refused, and nothing panics.
#[test]
fn sections_that_say_anything_are_read_or_refused() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=3));
    let state = session.state();
    let of_columns = sections_of(&Columns::build(state));
    let of_catalogue = sections_of_catalogue(&state.catalogue);
    let try_both = |columns: &[Vec<u8>], catalogue: &[Vec<u8>]| {
        if let Some(columns) = Columns::restore(state, columns) {
            columns.search("sign");
            columns.search("host");
        }
        let mut again = Catalogue::default();
        if again.restore(catalogue) {
            again.rows().for_each(|row| drop(again.get(row).map(|known| known.to_brief())));
        }
    };
    for number in 0..of_columns.len().max(of_catalogue.len()) {
        let cut = |sections: &[Vec<u8>], end: usize| {
            let mut sections = sections.to_vec();
            sections.get_mut(number).into_iter().for_each(|section| section.truncate(end));
            sections
        };
        let change = |sections: &[Vec<u8>], place: usize, by: u8| {
            let mut sections = sections.to_vec();
            let byte = sections.get_mut(number).and_then(|section| section.get_mut(place));
            byte.into_iter().for_each(|byte| *byte = byte.wrapping_add(by));
            sections
        };
        let length = |sections: &[Vec<u8>]| sections.get(number).map_or(0, Vec::len);
        for place in 0..length(&of_columns).max(length(&of_catalogue)) {
            try_both(&cut(&of_columns, place), &cut(&of_catalogue, place));
            let by = [1, 127, 255][place % 3];
            try_both(&change(&of_columns, place, by), &change(&of_catalogue, place, by));
        }
    }
}

#[test]
fn what_is_kept_is_no_leftover() {
    let place = Memory::new();
    let mut session = founded(&place);
    import(&mut session, &place, "i1", &export(1..=40));
    keep(&place);
    let before = kept_names(&place);
    block_on(sweep(&place, minute(900_000))).unwrap();
    assert_eq!(kept_names(&place), before);
    assert!(!before.is_empty());
}
