//! The demonstration: the same for the same seed, in a rhythm that real tenants have, and whole: nothing in it refers to
//! what is not there, and no step of it is refused.

use futures_executor::block_on;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use watchfloor::demo::chapters::CHAPTERS;
use watchfloor::demo::script::{Demo, Size};
use watchfloor::domain::brief::{AssetKind, Brief, EXPERTS_TAG};
use watchfloor::domain::ids::{CommandId, WorkspaceId};
use watchfloor::domain::phase::Phase;
use watchfloor::domain::state::State;
use watchfloor::domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use watchfloor::domain::vocabulary::{Classification, Severity, Status};
use watchfloor::domain::work::Stage;
use watchfloor::formats::script::Deed;
use watchfloor::store::fill::{Filled, fill};
use watchfloor::store::memory::Memory;
use watchfloor::store::open::{Founding, open};

fn end() -> Timestamp {
    Timestamp::parse("2026-11-28T10:00:00Z").unwrap()
}

fn founding(demo: &Demo) -> Founding {
    Founding {
        workspace: WorkspaceId::new("demo").unwrap(),
        name: Demo::company_name().to_owned(),
        command: CommandId::new("demo-founding").unwrap(),
        by: Demo::founder(),
        at: demo.times().start(1),
    }
}

/// The workspace after a chapter.
fn played(seed: u64, size: Size, end: Timestamp, chapter: u8) -> (Memory, Filled) {
    let mut demo = Demo::new(seed, size, end);
    let until = if chapter == CHAPTERS { end } else { demo.times().start(chapter + 1) };
    let backend = Memory::new();
    let founding = founding(&demo);
    let next = |state: &State| if demo.next_at()? < until { demo.next(state) } else { None };
    let filled = block_on(fill(&backend, founding, next, &async || ())).unwrap();
    (backend, filled)
}

fn whole(seed: u64, size: Size) -> Filled {
    played(seed, size, end(), CHAPTERS).1
}

/// A few figures that change with almost any change of the generator.
fn figures(state: &State) -> String {
    let catalogue = &state.catalogue;
    let incidents: Vec<_> = catalogue.rows().filter_map(|row| catalogue.get(row)).collect();
    let mut severities: BTreeMap<String, u32> = BTreeMap::new();
    for incident in &incidents {
        *severities.entry(incident.severity().as_str().to_owned()).or_default() += 1;
    }
    let first = incidents.first().map(|incident| format!("{} {}", incident.id(), incident.title()));
    format!(
        "incidents {} {severities:?} imports {} entries {} reviews {} first {first:?}",
        incidents.len(),
        state.imports.len(),
        state.seq,
        state.reviews.len(),
    )
}

#[test]
fn the_demonstration_is_the_one_that_was_looked_at() {
    let filled = whole(1, Size::Small);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/fixtures/demo-small.txt");
    let known = std::fs::read_to_string(path).unwrap();
    assert_eq!(figures(filled.session.state()), known.trim());
}

#[test]
fn a_company_is_as_a_real_tenant_is() {
    let filled = whole(1, Size::Usual);
    assert_eq!(filled.refused, []);
    let state = filled.session.state();
    assert_eq!(state.phase(), Phase::FullResponse);
    assert!(state.gate(end()).is_open(), "{:?}", state.gate(end()));
    assert!(state.reviews.len() >= 6 && !state.steering.held.is_empty());
    // Ninety days of Secure Score up to the last, none left out.
    let days: Vec<_> = state.estate.days().collect();
    assert!(days.len() >= 90, "{}", days.len());
    something_waits_at_every_stage(state);
    both_sides_work_together(state);
    every_kind_of_story_is_told(state);
    severities_the_week_and_durations(state);
}

fn something_waits_at_every_stage(state: &State) {
    let mut stages: BTreeMap<String, u32> = BTreeMap::new();
    for row in state.catalogue.rows() {
        let id = state.catalogue.get(row).unwrap().id();
        *stages.entry(format!("{:?}", state.incident(id).unwrap().stage())).or_default() += 1;
    }
    let count = |stage: Stage| stages.get(&format!("{stage:?}")).copied().unwrap_or(0);
    assert!(count(Stage::YourTurn) >= 2, "{stages:?}");
    assert!(count(Stage::FinishedByExperts) > 200, "{stages:?}");
    let states: BTreeSet<String> = state
        .work
        .values()
        .flat_map(|work| &work.response.actions)
        .map(|action| format!("{:?}", std::mem::discriminant(&action.state)))
        .collect();
    assert!(states.len() >= 3, "done, open and left out: {states:?}");
}

/// Hunts in every state, questions in every state but one that was taken back, meetings held and ahead.
fn both_sides_work_together(state: &State) {
    let experts = &state.experts;
    let outcomes: BTreeSet<&str> =
        experts.hunts.iter().filter_map(|hunt| Some(hunt.ended.as_ref()?.outcome.as_str())).collect();
    assert_eq!(outcomes, BTreeSet::from(["benign", "found", "nothing"]));
    assert!(experts.hunts.iter().any(|hunt| hunt.ended.is_none()));
    let notified = experts.hunts.iter().find_map(|hunt| hunt.notification.clone()).unwrap();
    let incident = state.catalogue.find(notified.as_str()).unwrap();
    assert!(incident.is_notification());
    let states: BTreeSet<&str> = experts.inquiries.iter().map(|it| it.state().as_str()).collect();
    assert_eq!(states, BTreeSet::from(["answered", "closed", "waiting"]));
    assert!(experts.inquiries.iter().any(|it| it.question.about.len() == 1));
    let held = experts.check_ins.iter().filter(|it| it.ended.is_some()).count();
    assert!(held >= 5 && experts.check_ins.iter().any(|it| it.ended.is_none() && it.plan.starts > end()));
}

/// What the company lives through, each kind by what its alerts show.
fn every_kind_of_story_is_told(state: &State) {
    let all: Vec<_> = state.catalogue.rows().filter_map(|row| state.catalogue.get(row)).collect();
    let of = |part: &str| {
        all.iter().filter(|it| it.title().contains(part)).map(|it| it.to_brief()).collect::<Vec<_>>()
    };
    for (part, techniques) in [
        ("ransomware", &["T1566.002", "T1059.001", "T1003.001", "T1021.001", "T1486"][..]),
        ("Business email compromise", &["T1078.004", "T1564.008", "T1114.003"]),
        ("Phishing campaign", &["T1566"]),
        ("application was given consent", &["T1528", "T1114"]),
        ("Malicious file ran", &["T1204.002"]),
        ("Defender Experts:", &["T1053.005", "T1105"]),
    ] {
        let told = of(part);
        assert!(!told.is_empty(), "{part}");
        for wanted in techniques {
            let shows = |brief: &Brief| brief.techniques.iter().any(|it| it.starts_with(wanted));
            assert!(told.iter().all(shows), "{part}: {wanted} in {:?}", told[0].techniques);
        }
    }
    let false_positives = all.iter().filter(|it| {
        let incident = state.incident(it.id()).unwrap();
        incident.verdict().0 == Classification::FalsePositive
    });
    assert!(false_positives.count() > 20);
}

fn severities_the_week_and_durations(state: &State) {
    let all: Vec<_> = state.catalogue.rows().filter_map(|row| state.catalogue.get(row)).collect();
    let share = |wanted: &dyn Fn(&Severity) -> bool| {
        all.iter().filter(|it| wanted(&it.severity())).count() as f64 / all.len() as f64
    };
    let high = share(&|it| *it == Severity::High);
    assert!((0.03..0.2).contains(&high), "high {high}");
    assert!(share(&|it| *it == Severity::Medium) > high);
    assert!(share(&|it| matches!(it, Severity::Low | Severity::Informational)) > 0.35);
    // 1970 began on a Thursday.
    let weekend = |at: Timestamp| matches!(at.as_millis().div_euclid(DAY_MS).rem_euclid(7), 2 | 3);
    let of_weekend = all.iter().filter(|it| weekend(it.created())).count() as f64 / all.len() as f64;
    assert!((0.02..0.2).contains(&of_weekend), "weekend {of_weekend}");
    let mut minutes: Vec<i64> = all
        .iter()
        .filter_map(|it| state.incident(it.id()))
        .filter(|it| it.has_experts_tag())
        .filter_map(|it| Some(it.resolved_at()?.0.millis_since(it.known.created()) / MINUTE_MS))
        .collect();
    minutes.sort_unstable();
    let median = minutes[minutes.len() / 2];
    assert!((20..600).contains(&median), "median {median}");
    assert!(minutes.iter().all(|it| *it >= 0));
}

#[test]
fn every_chapter_can_be_set_up_on_its_own() {
    let mut before = 0;
    for chapter in 1..=CHAPTERS {
        let (backend, filled) = played(1, Size::Small, end(), chapter);
        assert_eq!(filled.refused, []);
        let state = filled.session.state();
        assert!(state.seq >= before, "chapter {chapter}");
        before = state.seq;
        let phase = match chapter {
            1 => Phase::NotStarted,
            2..=4 => Phase::Readiness,
            5 => Phase::Monitoring,
            _ => Phase::FullResponse,
        };
        assert_eq!(state.phase(), phase, "chapter {chapter}");
        // What is on disk is what was filled in, chained and whole.
        let opened = block_on(open(&backend, &async || (), |_| ())).unwrap().unwrap();
        assert_eq!(opened.problems(), []);
        assert_eq!(figures(opened.state()), figures(state));
        assert_eq!(opened.last_seq(), state.seq);
    }
}

#[test]
fn steps_have_times_that_only_go_on_and_end_with_the_story() {
    let mut demo = Demo::new(9, Size::Small, end());
    let founding = founding(&demo);
    let mut last = founding.at;
    let mut seen = BTreeSet::new();
    let next = |state: &State| {
        let step = demo.next(state)?;
        assert!(step.at >= last && step.at <= end(), "{step:?}");
        assert!(seen.insert(step.id.clone()));
        last = step.at;
        if let Deed::TakeFiles(files) = &step.deed {
            files.iter().for_each(|(name, text)| assert!(!text.is_empty(), "{name}"));
        }
        Some(step)
    };
    let backend = Memory::new();
    block_on(fill(&backend, founding, next, &async || ())).unwrap();
    assert!(seen.len() > 300);
}

#[test]
fn the_time_that_sizes_take_is_told() {
    let size = Size::Small;
    #[expect(clippy::disallowed_methods, reason = "the time is printed and decides nothing")]
    let begun = std::time::Instant::now();
    let filled = whole(1, size);
    let state = filled.session.state();
    println!(
        "{}: {} incidents, {} steps, {} imports in {:?}",
        size.as_str(),
        state.catalogue.len(),
        filled.done,
        state.imports.len(),
        begun.elapsed()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, ..ProptestConfig::default() })]

    /// Whatever the seed and the day: nothing is refused, and nothing refers to what is not there.
    #[test]
    fn the_demonstration_is_whole(seed in any::<u64>(), days in 0_i64..1_500, minute in 0_i64..1_440) {
        let end = end().plus_millis(days * DAY_MS + minute * MINUTE_MS);
        let (backend, filled) = played(seed, Size::Small, end, CHAPTERS);
        prop_assert_eq!(&filled.refused, &[]);
        let state = filled.session.state();
        for id in state.work.keys() {
            prop_assert!(state.catalogue.find(id).is_some(), "work on {} that is not there", id);
        }
        for row in state.catalogue.rows() {
            let known = state.catalogue.get(row).unwrap();
            let brief = known.to_brief();
            prop_assert!(brief.alerts > 0 && !brief.assets.is_empty(), "{}", brief.title);
            prop_assert!(brief.created < end && brief.created <= brief.updated);
            prop_assert!(!brief.title.contains('{'), "{}", brief.title);
            let incident = state.incident(known.id()).unwrap();
            if incident.status() == Status::AwaitingAction {
                prop_assert!(incident.tags().contains(&EXPERTS_TAG));
                prop_assert!(incident.response().is_some_and(|it| it.published.is_some()));
            }
        }
        let devices: BTreeSet<&str> = state.estate.machines().map(|machine| machine.id.as_str()).collect();
        for row in state.catalogue.rows() {
            for asset in state.catalogue.get(row).unwrap().to_brief().assets {
                let is_device = asset.kind == AssetKind::Device;
                prop_assert!(!is_device || devices.contains(asset.id.as_str()), "{} is no device", asset.name);
            }
        }
        let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
        for user in state.catalogue.assets().iter().filter(|asset| asset.kind == AssetKind::User) {
            let id = *ids.entry(&user.name).or_insert(&user.id);
            prop_assert_eq!(id, &user.id, "two people are called {}", user.name);
        }
        let opened = block_on(open(&backend, &async || (), |_| ())).unwrap().unwrap();
        prop_assert_eq!(figures(opened.state()), figures(state));
    }
}

#[test]
fn the_same_seed_gives_the_same_and_another_another() {
    let of = |seed| {
        let filled = whole(seed, Size::Small);
        let state = filled.session.state();
        let titles: Vec<String> =
            state.catalogue.rows().map(|row| state.catalogue.get(row).unwrap().title().to_owned()).collect();
        (figures(state), titles)
    };
    assert_eq!(of(4), of(4));
    assert_ne!(of(4).1, of(5).1);
}
