//! Widgets: figures of a published snapshot are the figures of the report, what is read is read strictly, and every
//! widget is drawn with its numbers.

use crate::analytics_world::{NOW_MS, absorb, brief, hours_ago, plain, work};
use proptest::collection::vec;
use proptest::prelude::*;
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::dimension::Dim;
use watchfloor::analytics::filter::Filter;
use watchfloor::analytics::period::Period;
use watchfloor::domain::brief::{Brief, EXPERTS_TAG};
use watchfloor::domain::state::State;
use watchfloor::domain::time::Timestamp;
use watchfloor::formats::attack::AttackFacts;
use watchfloor::report::impact::Impact;
use watchfloor::report::matrix::Matrix;
use watchfloor::report::overview::Overview;
use watchfloor::report::readiness::Readiness;
use watchfloor::report::say::Say;
use watchfloor::report::snapshot::{Detail, Published, SnapshotError, of_all, reach};
use watchfloor::report::tasks::Tasks;
use watchfloor::report::trends::Trends;
use watchfloor::widgets::ask::{Ask, Attributes, Kind, METRICS};
use watchfloor::widgets::draw::Scene;
use watchfloor::widgets::page::{EnglishDates, document};
use watchfloor::words::{Catalogue, English};

fn reader() -> Reader {
    Reader { now: Timestamp::from_millis(NOW_MS), zone: Zone::fixed(60) }
}

fn facts() -> AttackFacts {
    AttackFacts::read(include_str!("../../public/attack.json")).unwrap()
}

fn state(briefs: &[Brief]) -> State {
    let mut state = State::default();
    absorb(&mut state, briefs);
    state
}

fn published(state: &State, detail: Detail) -> Published {
    Published::read(&of_all(state, &Columns::build(state), detail, reader().now)).unwrap()
}

/// Eight incidents of the experts, one a day.
fn small() -> State {
    let one = |day: i64| Brief {
        tags: vec![EXPERTS_TAG.into()],
        ..plain(&format!("{}", day + 1), hours_ago(day * 24 + 30))
    };
    state(&(0..8).map(one).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn a_snapshot_gives_the_figures_of_the_report(
        briefs in vec(brief(), 0..60), works in vec((0..60_u32, work()), 0..20),
        period in prop::sample::select(vec![Period::All, Period::REPORT, Period::Months(6)]),
        asked in prop::sample::select(vec!["", "severity:high", "outcome:open source:microsoftDefenderForEndpoint"]),
    ) {
        let mut state = state(&briefs);
        for (id, work) in works {
            state.work.insert(id.to_string().as_str().into(), work);
        }
        let (reader, columns) = (reader(), Columns::build(&state));
        let filter: Filter = asked.parse().unwrap();
        let read = published(&state, Detail::Rows);
        prop_assert_eq!(
            Overview::of(&read.columns, &filter, period, &reader),
            Overview::of(&columns, &filter, period, &reader)
        );
        prop_assert_eq!(Trends::of(&read.columns, &filter, &reader), Trends::of(&columns, &filter, &reader));
        let matrix = |columns: &Columns| Matrix::of(columns, &facts(), &filter, period, &reader);
        prop_assert_eq!(matrix(&read.columns), matrix(&columns));
        let impact = Impact::among(|code| read.asset(code), &read.columns, &filter, period, &reader, None, 20);
        prop_assert_eq!(impact, Impact::of(&state, &columns, &filter, period, &reader, None, 20));
        let tasks = Tasks::among(&read.asked, &read.columns, &filter, period, &reader);
        let live = Tasks::of(&state, &columns, &filter, period, &reader);
        prop_assert_eq!((tasks.counts, tasks.before, tasks.by_severity), (live.counts, live.before, live.by_severity));
        prop_assert_eq!((tasks.time_to_complete, tasks.time_before), (live.time_to_complete, live.time_before));
        prop_assert_eq!(read.readiness, Readiness::of(&state, reader.now));

        // With figures only, whatever has no word of its own differs by name and by nothing else.
        let figures = published(&state, Detail::Figures);
        let (now, before) = (
            Overview::of(&figures.columns, &Filter::default(), period, &reader),
            Overview::of(&columns, &Filter::default(), period, &reader),
        );
        prop_assert_eq!(now.figures(), before.figures());
        prop_assert_eq!(now.by_day, before.by_day);
    }

    #[test]
    fn damaged_snapshots_are_refused_and_never_stop_the_page(
        briefs in vec(brief(), 0..10), at in any::<prop::sample::Index>(), letter in "[A-Za-z0-9{}\\[\\]\",:]",
    ) {
        let state = state(&briefs);
        let mut text = of_all(&state, &Columns::build(&state), Detail::Figures, reader().now);
        let place = at.index(text.len());
        if text.is_char_boundary(place) && text.is_char_boundary(place + 1) {
            text.replace_range(place..=place, &letter);
        }
        if let Ok(read) = Published::read(&text) {
            Overview::of(&read.columns, &Filter::default(), Period::All, &reader());
        }
    }
}

#[test]
fn a_snapshot_on_its_way_is_drawn_as_the_whole_one_or_not_at_all() {
    let state = small();
    let text = of_all(&state, &Columns::build(&state), Detail::Rows, reader().now);
    let whole = Published::read(&text).unwrap();
    let charts = ["severity", "source", "category", "tactic", "trend", "resolution-time", "months"];
    let filters = ["", "severity:high", "technique:T1059", "score:10..", "tag:x"];
    let mut first = std::collections::BTreeMap::new();
    let mut reached = 0;
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let Some(reach) = reach(&text[..end]).filter(|reach| *reach > reached) else { continue };
        reached = reach;
        let begun = Published::begun(&text[..reach]).unwrap();
        assert!(!begun.is_whole() && reach < end);
        for (kind, filter) in charts.into_iter().flat_map(|kind| filters.map(|filter| (kind, filter))) {
            let attributes = Attributes { widget: "chart", kind, filter, ..Attributes::default() };
            if Ask::read(&attributes).unwrap().is_answered_by(&begun) {
                first.entry((kind, filter)).or_insert(end);
                assert_eq!(drawn(&begun, "chart", kind, filter), drawn(&whole, "chart", kind, filter));
            }
        }
    }
    let plain = |kind| first.get(&(kind, "")).copied();
    let middle = text.find("\"resolved\":").unwrap();
    assert!(plain("severity") < plain("source") && plain("source") < plain("tactic"), "{first:?}");
    assert!(plain("trend").is_some_and(|end| end < middle));
    // Tags are the last column, which nothing shows to be whole before more comes.
    assert!(
        first.contains_key(&("severity", "technique:T1059")) && !first.contains_key(&("tactic", "tag:x"))
    );
    assert!(
        first
            .keys()
            .all(|(kind, filter)| !filter.starts_with("score")
                && !["resolution-time", "months"].contains(kind))
    );
}

#[test]
fn what_is_no_snapshot_is_named() {
    let fault = |text: &str| Published::read(text).unwrap_err();
    let head = |document: &str, schema: u32| {
        format!("{{\"format\":\"watchfloor\",\"document\":\"{document}\",\"schema\":{schema}}}")
    };
    assert!(
        matches!(fault("{\"format\":"), SnapshotError::Unreadable(place) if place.contains("line 1 column"))
    );
    assert_eq!(fault("{\"a\":1}"), SnapshotError::Foreign);
    assert_eq!(fault(&head("head", 2)), SnapshotError::OtherDocument("head".into()));
    assert_eq!(fault(&head("snapshot", 99)), SnapshotError::Newer(99));
    assert_eq!(fault(&head("snapshot", 1)), SnapshotError::Older(1));
    let state = small();
    let text = of_all(&state, &Columns::build(&state), Detail::Figures, reader().now);
    let broken = text.replace("\"score\":\"", "\"score\":\"!");
    assert_eq!(fault(&broken), SnapshotError::Broken("created".into()));
}

#[test]
fn a_filter_that_the_snapshot_cannot_answer_is_not_answered_wrong() {
    let figures = published(&small(), Detail::Figures);
    let rows = published(&small(), Detail::Rows);
    let asked: Filter = "tag:x".parse().unwrap();
    assert_eq!(figures.cannot_answer(&asked), Some(Dim::Tag.key()));
    assert_eq!(rows.cannot_answer(&asked), None);
    assert_eq!(rows.cannot_answer(&"text:x".parse().unwrap()), Some("text"));
    assert_eq!(figures.cannot_answer(&"severity:high created:7d score:10..".parse().unwrap()), None);
}

fn drawn(published: &Published, widget: &str, kind: &str, filter: &str) -> String {
    let catalogue = Catalogue::for_widgets();
    let reader = reader();
    let attributes = Attributes { widget, kind, period: "all", filter, rows: 3 };
    let say = Say { catalogue: &catalogue, locale: &English };
    let scene = Scene { say, dates: &EnglishDates, reader: &reader, is_live: true };
    let facts = (widget == "matrix").then(facts);
    scene.draw(published, facts.as_ref(), &Ask::read(&attributes).unwrap()).json()
}

#[test]
fn every_widget_is_drawn_in_words_of_the_catalogue() {
    let published = published(&small(), Detail::Rows);
    let kinds = Kind::ALL.map(|kind| ("chart", kind.as_str()));
    let metrics = METRICS.map(|(_, name)| ("metric", name));
    let others = [("report", ""), ("matrix", ""), ("readiness", ""), ("queue", "")];
    for (widget, kind) in kinds.into_iter().chain(metrics).chain(others) {
        let tree = drawn(&published, widget, kind, "");
        let value: serde_json::Value = serde_json::from_str(&tree).unwrap();
        assert_eq!(value[0], "div", "{widget} {kind}");
        for stem in ["widget.", "report.", "figure.", "dimension.", "period.", "\"party.", "outcome."] {
            assert!(!tree.contains(&format!("\"{stem}")), "{widget} {kind} says a key: {tree}");
        }
        assert!(tree.contains("2026-"), "{widget} {kind} says no age: {tree}");
    }
    assert!(drawn(&published, "metric", "investigated", "").contains("\"8\""));
    assert!(drawn(&published, "queue", "", "").contains("Show 5 more"));
    assert!(
        drawn(&published, "chart", "severity", "severity:high").contains("Remove the filter Severity: High")
    );
    assert!(drawn(&published, "chart", "severity", "text:x").contains("data-retry"));
}

/// Widgets bring few words with them: every key that they name is among these.
#[test]
fn every_key_that_widgets_name_is_among_their_words() {
    let catalogue = Catalogue::for_widgets();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/widgets");
    let sources = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut seen = 0;
    for file in sources.filter(|file| file.extension().is_some_and(|end| end == "rs")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let texts = text.split('"').skip(1).step_by(2);
        let stems = ["widget.", "report.", "figure.", "dimension.", "period.", "party.", "span.", "common."];
        let is_key = |text: &&str| {
            stems.iter().any(|stem| text.starts_with(stem))
                && !text.contains([' ', '{'])
                && !text.ends_with('.')
        };
        for key in texts.filter(is_key) {
            // A stem, to which a word is added.
            let is_there =
                catalogue.get(key).is_some() || catalogue.keys().any(|it| it.starts_with(&format!("{key}.")));
            assert!(is_there, "{key} of {}", file.display());
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen} keys");
}

/// What is open is told by a pattern and not by its colour alone, the weight of an incident by a mark, and the maker by its own.
#[test]
fn bars_are_hatched_where_the_legend_is_and_severities_have_their_marks() {
    let published = published(&small(), Detail::Rows);
    for (widget, kind) in
        [("chart", "severity"), ("chart", "trend"), ("metric", "resolved-share"), ("report", "")]
    {
        let tree = drawn(&published, widget, kind, "");
        assert!(tree.contains(r#""fill":"url(#hatch)""#), "{widget} {kind}");
        assert_eq!(tree.matches(r#""id":"hatch""#).count(), 1, "{widget} {kind}: one pattern for all bars");
        assert_eq!(tree.matches(r#""class":"logo""#).count(), 1, "{widget} {kind}");
    }
    let tree = drawn(&published, "chart", "severity", "");
    for (level, count) in [("high", 2), ("medium", 1), ("low", 1), ("info", 1)] {
        let mark = format!(r#"["span",{{"class":"severity {level}","aria-hidden":"true"}}]"#);
        assert_eq!(tree.matches(&mark).count(), count, "{level}");
    }
    assert!(!drawn(&published, "chart", "source", "").contains(r#""severity "#));
}

/// The gallery shows what widgets can: every part of a stack, the times of both sides, tasks, assets and the gate.
#[test]
fn the_sample_of_the_gallery_has_something_of_everything() {
    let sample = Published::read(include_str!("../../src/widgets/host/sample.json")).unwrap();
    let overview = Overview::of(
        &sample.columns,
        &Filter::default(),
        Period::REPORT,
        &Reader { now: sample.made, ..reader() },
    );
    let number = |figure: &watchfloor::report::figure::Figure| figure.measure.number();
    for figure in [
        &overview.resolved_directly,
        &overview.resolved_with_help,
        &overview.time_to_resolve_experts,
        &overview.time_to_resolve_customer,
    ] {
        assert!(number(figure).is_some_and(|number| number >= 10.0), "{}", figure.definition.key);
    }
    assert!(overview.by_day.iter().any(|day| day.stack.open > 0));
    let tasks =
        Tasks::among(&sample.asked, &sample.columns, &Filter::default(), Period::Months(6), &reader());
    for state in watchfloor::report::tasks::TaskState::ALL {
        assert!(tasks.counts.of(state) > 0, "no task is {}", state.as_str());
    }
}

#[test]
fn a_still_page_has_no_script_and_unfolds_its_table() {
    let published = published(&small(), Detail::Rows);
    let catalogue = Catalogue::for_widgets();
    let reader = reader();
    let say = Say { catalogue: &catalogue, locale: &English };
    let attributes = Attributes { widget: "report", period: "all", ..Attributes::default() };
    let page = document(&published, None, &Ask::read(&attributes).unwrap(), say, &EnglishDates, &reader);
    for forbidden in ["<script", "<button", "<details", "onclick", " style=", "data-set", ":host"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("<svg") && page.contains("<table"));
}
