//! The months of the demonstration: managed responses that were carried out and that wait in each of them, reviews that
//! were signed, exclusions that cover somebody, and experts who keep their targets.

use futures_executor::block_on;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::clock::{Clock, ClockState};
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::exclusion_map::ExclusionMap;
use watchfloor::analytics::filter::Filter;
use watchfloor::analytics::period::Period;
use watchfloor::demo::chapters::CHAPTERS;
use watchfloor::demo::script::{Demo, Size};
use watchfloor::domain::brief::AssetKind;
use watchfloor::domain::business_review::PointKind;
use watchfloor::domain::ids::{CommandId, ReviewId, WorkspaceId};
use watchfloor::domain::people::Party;
use watchfloor::domain::playbook_words::translate_by;
use watchfloor::domain::settings::ExclusionKind;
use watchfloor::domain::state::State;
use watchfloor::domain::time::{DAY_MS, Timestamp};
use watchfloor::domain::vocabulary::Severity;
use watchfloor::domain::work::Stage;
use watchfloor::report::book::Source;
use watchfloor::report::review::{TABLES, figures};
use watchfloor::report::say::Say;
use watchfloor::report::table::Book;
use watchfloor::store::fill::{Filled, fill};
use watchfloor::store::memory::Memory;
use watchfloor::store::open::Founding;
use watchfloor::words::{Catalogue, English};

fn end() -> Timestamp {
    Timestamp::parse("2026-11-28T10:00:00Z").unwrap()
}

/// The story up to a chapter, as the page makes it; the number after the last is its end.
fn at_chapter(size: Size, chapter: u8) -> (Demo, Filled) {
    told(Demo::new(1, size, end()), chapter)
}

fn told(mut demo: Demo, chapter: u8) -> (Demo, Filled) {
    demo.sign_with(Box::new(|state, review, at| {
        let columns = Columns::build(state);
        let catalogue = Catalogue::english();
        let source = Source {
            state,
            columns: &columns,
            facts: None,
            filter: &Filter::default(),
            period: Period::parse(&review.period).unwrap(),
            reader: &Reader { now: at, zone: Zone::fixed(0) },
            say: Say { catalogue: &catalogue, locale: &English },
        };
        figures(&source, Demo::company_name()).frozen()
    }));
    let founding = Founding {
        workspace: WorkspaceId::new("demo").unwrap(),
        name: Demo::company_name().to_owned(),
        command: CommandId::new("demo-founding").unwrap(),
        by: Demo::founder(),
        at: demo.times().start(1),
    };
    let until = demo.times().start(chapter);
    let is_whole = chapter > CHAPTERS;
    let next = |state: &State| if is_whole || demo.next_at()? < until { demo.next(state) } else { None };
    let filled = block_on(fill(&Memory::new(), founding, next, &async || ())).unwrap();
    assert_eq!(filled.refused, []);
    (demo, filled)
}

/// In each of the six months up to the end: responses that were published, those of which everything is done, and those
/// that wait for the customer.
fn months(state: &State) -> [(u32, u32, u32); 6] {
    let mut months = [(0, 0, 0); 6];
    for known in state.catalogue.rows().filter_map(|row| state.catalogue.get(row)) {
        let incident = state.incident(known.id()).unwrap();
        let month = usize::try_from(end().millis_since(known.created()) / (30 * DAY_MS)).unwrap();
        let Some(response) = incident.response().filter(|it| it.published.is_some()) else { continue };
        let Some(month) = months.get_mut(month) else { continue };
        month.0 += 1;
        month.1 += u32::from(incident.stage() == Stage::FinishedByExperts && !response.actions.is_empty());
        month.2 += u32::from(incident.stage() == Stage::YourTurn);
    }
    months
}

fn every_month_has_done_and_waiting(size: Size, least: u32) {
    let (_, filled) = at_chapter(size, CHAPTERS + 1);
    let state = filled.session.state();
    let months = months(state);
    println!("{}: {months:?}", size.as_str());
    let (current, before) = months.split_first().unwrap();
    assert!(current.0 >= least && current.1 > 0 && current.2 > 1, "{months:?}");
    for (month, (published, done, waiting)) in (1..).zip(before) {
        assert!(*published >= least && *done > 0, "{months:?}");
        // One of each of the two months before waits on; what is older is done.
        assert_eq!(*waiting, u32::from(month <= 2), "{months:?}");
    }
    // What waits on is in somebody's hands, and the audit of it refers to what is there.
    for id in state.work.keys() {
        assert!(state.catalogue.find(id).is_some(), "work on {id} that is not there");
    }
    // It waits by agreement, and nobody is late with it.
    for known in state.catalogue.rows().filter_map(|row| state.catalogue.get(row)) {
        let incident = state.incident(known.id()).unwrap();
        let is_old = end().millis_since(known.created()) >= 30 * DAY_MS;
        if is_old && incident.stage() == Stage::YourTurn {
            let clock = Clock::of(incident, state, true).unwrap();
            assert_eq!(clock.state(end()), ClockState::Paused, "{}", known.title());
        }
    }
    let lately = state.catalogue.rows().filter_map(|row| state.catalogue.get(row));
    let lately = lately.filter(|it| end().millis_since(it.created()) < DAY_MS).count();
    assert!(lately > 0);
}

/// The largest size has no evidence: its responses are worked out all the same.
#[test]
fn without_evidence_there_are_responses() {
    let (_, filled) = told(Demo::new(1, Size::Small, end()).without_detail(), CHAPTERS + 1);
    let months = months(filled.session.state());
    println!("without evidence: {months:?}");
    assert!(months.iter().all(|(published, ..)| *published >= 4), "{months:?}");
}

#[test]
fn responses_are_spread_over_the_months_of_a_small_office() {
    every_month_has_done_and_waiting(Size::Small, 4);
}

#[test]
fn responses_are_spread_over_the_months_of_a_company() {
    every_month_has_done_and_waiting(Size::Usual, 20);
}

#[test]
fn responses_are_spread_over_the_months_of_a_large_company() {
    every_month_has_done_and_waiting(Size::Large, 40);
}

fn none_is_late(state: &State, now: Timestamp, chapter: u8) {
    for known in state.catalogue.rows().filter_map(|row| state.catalogue.get(row)) {
        let incident = state.incident(known.id()).unwrap();
        let Some(clock) = Clock::of(incident, state, true) else { continue };
        let is_late = clock.party == Party::Experts && clock.state(now) == ClockState::Overdue;
        assert!(!is_late, "chapter {chapter}: {} {}", known.id(), known.title());
    }
}

/// The story says that the experts are in time: no chapter opens with a clock of theirs that has run out.
#[test]
fn experts_are_never_late() {
    for chapter in 6..=CHAPTERS + 1 {
        let (demo, filled) = at_chapter(Size::Small, chapter);
        let now = if chapter > CHAPTERS { end() } else { demo.times().start(chapter) };
        none_is_late(filled.session.state(), now, chapter);
    }
    // What is high was answered within its hour, all the months.
    let (_, filled) = at_chapter(Size::Usual, CHAPTERS + 1);
    let state = filled.session.state();
    none_is_late(state, end(), CHAPTERS);
    let minutes = state.settings.targets.of(&Severity::High).experts_minutes.unwrap();
    let mut seen = 0;
    for known in state.catalogue.rows().filter_map(|row| state.catalogue.get(row)) {
        let incident = state.incident(known.id()).unwrap();
        let published = incident.response().and_then(|it| it.published.as_ref());
        let Some(published) = published.filter(|_| known.severity() == Severity::High) else { continue };
        let asked = incident.response().unwrap().actions.iter().any(|it| it.approval.is_some());
        let took = published.at.millis_since(known.created()) / 60_000;
        assert!(asked || took <= i64::from(minutes), "{} took {took} minutes", known.title());
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}

/// Chapters that are about one thing have it when they begin, and open.
#[test]
fn what_a_chapter_is_about_is_there_when_it_begins() {
    for chapter in [8, 9] {
        let (demo, filled) = at_chapter(Size::Small, chapter);
        let id = demo.subject(chapter).unwrap();
        let incident = filled.session.state().incident(&id).unwrap();
        assert!(matches!(incident.stage(), Stage::New | Stage::WaitingForExperts), "{chapter}");
        let title = incident.known.title();
        assert!(title.contains(if chapter == 8 { "email compromise" } else { "ransomware" }), "{title}");
    }
    let (demo, filled) = at_chapter(Size::Small, 10);
    let review = ReviewId::new(&demo.subject(10).unwrap()).unwrap();
    let known = filled.session.state().review(&review).unwrap();
    assert!(known.signed.is_none() && !known.review.points.is_empty());
    // Full response begins with its bounds: on servers the experts ask first.
    let (_, filled) = at_chapter(Size::Small, 6);
    assert_eq!(filled.session.state().settings.approvals.columns.len(), 1);
}

#[test]
fn reviews_are_signed_with_their_figures_and_carry_over_what_is_open() {
    let (_, filled) = at_chapter(Size::Usual, CHAPTERS + 1);
    let reviews = &filled.session.state().reviews;
    assert_eq!(reviews.len(), 6);
    let (last, before) = reviews.split_last().unwrap();
    assert!(last.signed.is_none() && last.review.points.iter().any(|point| !point.done));
    for known in before {
        let signed = known.signed.as_ref().unwrap();
        let book = Book::thawed(signed.figures.clone()).unwrap();
        assert_eq!(book.period, known.review.period);
        let keys: BTreeSet<&str> = book.tables.iter().map(|table| table.key.as_str()).collect();
        assert!(keys.len() >= 7 && keys.iter().all(|key| TABLES.contains(key)), "{keys:?}");
        assert!(!book.table("bySeverity").unwrap().rows.is_empty(), "{}", known.review.title);
        assert!(signed.at > known.saved && !known.review.summary.is_empty());
    }
    for pair in reviews.windows(2) {
        let [one, next] = pair else { unreachable!() };
        assert_eq!(next.review.previous.as_ref(), Some(&one.review.id));
        // What was open goes on, with the review in which it began.
        let texts: BTreeSet<&str> = next.review.points.iter().map(|it| it.text.as_str()).collect();
        for point in one.review.points.iter().filter(|point| !point.done) {
            assert!(texts.contains(point.text.as_str()), "{}", point.text);
        }
        // The periods follow one another.
        let days =
            |period: &str| Period::parse(period).map(|it| it.days(Zone::fixed(0).day_of(end()))).unwrap();
        let (until, from) = (days(&one.review.period).1.unwrap(), days(&next.review.period).0.unwrap());
        assert_eq!(until.plus_days(1), from);
    }
    assert!(last.review.points.iter().any(|it| it.since.is_some()));
    assert!(before.iter().flat_map(|it| &it.review.points).any(|it| it.kind == PointKind::Decision));
}

/// What the customer leaves out is there: devices and people of the management.
#[test]
fn every_exclusion_covers_somebody() {
    for size in [Size::Small, Size::Usual] {
        let (_, filled) = at_chapter(size, CHAPTERS + 1);
        let state = filled.session.state();
        let exclusions = &state.settings.exclusions;
        let map = ExclusionMap::of(state, exclusions, end());
        let kinds: BTreeSet<ExclusionKind> = exclusions.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, BTreeSet::from([ExclusionKind::DeviceGroup, ExclusionKind::UserGroup]));
        assert!(map.covered.iter().all(|count| *count > 0), "{}: {:?}", size.as_str(), map.covered);
        let of = |kind| {
            map.parts.iter().filter(|((of, _), _)| *of == kind).map(|(_, part)| part.excluded).sum::<u32>()
        };
        assert!(of(AssetKind::User) > 0 && of(AssetKind::Device) > 0, "{}", size.as_str());
    }
}

/// Titles that are the product's own words speak the language in which the demonstration is made.
#[test]
fn titles_are_in_the_language_in_which_it_is_made() {
    static WORDS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words/de");
        serde_json::from_str(&std::fs::read_to_string(folder.join("playbooks.json")).unwrap()).unwrap()
    });
    translate_by(|english| WORDS.get(english).cloned());
    let (_, filled) = told(Demo::new(1, Size::Small, end()).without_detail(), CHAPTERS + 1);
    let state = filled.session.state();
    let experts = &state.experts;
    let whom: BTreeSet<&str> = experts.advising.lessons.iter().map(|it| it.plan.who.as_str()).collect();
    let expected =
        ["Administratoren", "Alle", "Alle in Rufbereitschaft", "Analysten", "Dienstverantwortliche"];
    assert_eq!(whom, BTreeSet::from(expected));
    let meetings: BTreeSet<&str> = experts.check_ins.iter().map(|it| it.plan.title.as_str()).collect();
    assert_eq!(meetings, BTreeSet::from(["Sind wir bereit?", "Monatliches Review"]));
    let last = state.reviews.last().unwrap();
    assert_eq!(last.review.title, "Monatliches Review 6");
}
