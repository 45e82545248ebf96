//! The columns against a naive recount: random incidents, filters and changes must give the same lists and counts.

use crate::analytics_strategies::filter;
use crate::analytics_world::{NOW_MS, absorb, brief, plain, work};
use crate::crossfilter_oracle::{incident, number, values};
use proptest::collection::vec;
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::clock::Clock;
use watchfloor::analytics::columns::{Columns, Touched};
use watchfloor::analytics::dimension::{Dim, Value, party_word};
use watchfloor::analytics::filter::{Filter, Mark, Number};
use watchfloor::analytics::linked::Linked;
use watchfloor::analytics::score::Score;
use watchfloor::analytics::sort::{Sort, SortKey};
use watchfloor::analytics::wanted::parts;
use watchfloor::domain::brief::Brief;
use watchfloor::domain::catalogue::{Catalogue, Row};
use watchfloor::domain::ids::IncidentId;
use watchfloor::domain::state::{Incident, State};
use watchfloor::domain::time::{HOUR_MS, Timestamp};
use watchfloor::domain::vocabulary::{Classification, Determination, Severity, Status};
use watchfloor::domain::work::Work;

fn reader_after(hours: i64) -> Reader {
    let now = Timestamp::from_millis(NOW_MS).plus_millis(hours * HOUR_MS);
    Reader { now, zone: Zone::fixed(60) }
}

fn reader() -> Reader {
    reader_after(0)
}

fn holds(incident: Incident<'_>, text: &str) -> bool {
    let lower = |text: &str| text.replace('\n', " ").to_lowercase();
    let known = incident.known;
    let occurs = |wanted: &str| {
        let assets = known.assets().flat_map(|asset| [asset.name.as_str(), asset.id.as_str()]);
        [known.title(), known.id()].into_iter().chain(assets).any(|text| lower(text).contains(wanted))
    };
    parts(text).into_iter().all(|part| occurs(&lower(part)))
}

#[test]
fn dates_at_the_ends_of_time_stretch_no_axis() {
    let zone = Zone::fixed(60);
    let days = |created: &[&str]| {
        let mut state = State::default();
        let moment = |text: &&str| Timestamp::parse(text).unwrap();
        let briefs: Vec<Brief> =
            (0..).zip(created).map(|(id, at)| plain(&format!("{id}"), moment(at))).collect();
        absorb(&mut state, &briefs);
        let columns = Columns::build(&state);
        columns.numbers().days(&zone).map(|days| (days.start().to_string(), days.end().to_string()))
    };
    let (least, greatest) = ("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z");
    let (first, last) = ("2026-10-02T12:00:00Z", "2026-11-03T12:00:00Z");
    let likely = Some(("2026-10-02".to_owned(), "2026-11-03".to_owned()));
    assert_eq!(days(&[last, first]), likely);
    assert_eq!(days(&[greatest, last, least, first]), likely);
    assert_eq!(days(&[greatest, least]), None);
}

/// Whether an incident passes a filter, the word on one dimension (or on the period) left out.
fn passes(
    state: &State,
    reader: &Reader,
    row: Row,
    filter: &Filter,
    left_out: Option<Dim>,
    any_time: bool,
) -> bool {
    let incident = incident(state, row);
    let dims = filter.choices().filter(|(dim, _)| Some(*dim) != left_out).all(|(dim, choice)| {
        let own = values(state, reader, row, dim);
        (choice.any.is_empty() || !own.is_disjoint(&choice.any)) && own.is_disjoint(&choice.none)
    });
    let numbers = Number::ALL.into_iter().all(|key| {
        filter.span(key).is_none_or(|span| number(incident, key).is_some_and(|found| span.contains(found)))
    });
    dims && numbers
        && (any_time || filter.created().window(reader).contains(incident.known.created()))
        && filter.texts().all(|text| holds(incident, text))
        && !filter.texts_excluded().any(|text| holds(incident, text))
}

/// The ascending order of two incidents; `None` where a key is missing.
fn by(state: &State, key: SortKey, left: Row, right: Row) -> Ordering {
    fn last_if_missing<T: Ord>(left: Option<T>, right: Option<T>) -> Ordering {
        (left.is_none(), left).cmp(&(right.is_none(), right))
    }
    let (one, other) = (incident(state, left), incident(state, right));
    let status = |incident: Incident<'_>| {
        let status = incident.status();
        Status::ALL.iter().position(|known| *known == status).unwrap_or(Status::ALL.len())
    };
    let party = |incident: Incident<'_>| {
        let word = party_word(incident.assignment().party);
        ["nobody", "customer", "experts"].iter().position(|known| *known == word)
    };
    let due =
        |incident: Incident<'_>| Clock::of(incident, state, state.covers(incident)).map(|clock| clock.due);
    let seconds = |incident: Incident<'_>| {
        let (at, _) = incident.resolved_at()?;
        u32::try_from(at.millis_since(incident.known.created()).div_euclid(1_000)).ok()
    };
    match key {
        SortKey::Created => Ordering::Equal,
        SortKey::Updated => one.known.updated().cmp(&other.known.updated()),
        SortKey::Severity => one.severity().rank().cmp(&other.severity().rank()),
        SortKey::Score => Score::of(one).total().cmp(&Score::of(other).total()),
        SortKey::ImportedScore => last_if_missing(one.known.priority_score(), other.known.priority_score()),
        SortKey::Title => one.known.title().to_lowercase().cmp(&other.known.title().to_lowercase()),
        SortKey::Status => status(one).cmp(&status(other)),
        SortKey::Assigned => party(one).cmp(&party(other)),
        SortKey::Alerts => one.known.alerts().cmp(&other.known.alerts()),
        SortKey::Classification => {
            place(Classification::ALL, &one.verdict().0).cmp(&place(Classification::ALL, &other.verdict().0))
        }
        SortKey::Determination => {
            place(Determination::ALL, &one.verdict().1).cmp(&place(Determination::ALL, &other.verdict().1))
        }
        SortKey::ActiveAlerts => one.alerts_active().cmp(&other.alerts_active()),
        SortKey::Assets => one.known.asset_codes().len().cmp(&other.known.asset_codes().len()),
        SortKey::FirstActivity => last_if_missing(one.known.first_activity(), other.known.first_activity()),
        SortKey::LastActivity => last_if_missing(one.known.last_activity(), other.known.last_activity()),
        SortKey::InState => one.status_since().cmp(&other.status_since()),
        SortKey::Due => last_if_missing(due(one), due(other)),
        SortKey::TimeToResolve => last_if_missing(seconds(one), seconds(other)),
    }
}

/// The place of a value in its list; words that the list lacks come after.
fn place<T: PartialEq>(list: &[T], value: &T) -> usize {
    list.iter().position(|known| known == value).unwrap_or(list.len())
}

fn is_missing(state: &State, key: SortKey, row: Row) -> bool {
    let incident = incident(state, row);
    match key {
        SortKey::ImportedScore => incident.known.priority_score().is_none(),
        SortKey::Due => Clock::of(incident, state, state.covers(incident)).is_none(),
        SortKey::FirstActivity => incident.known.first_activity().is_none(),
        SortKey::LastActivity => incident.known.last_activity().is_none(),
        SortKey::TimeToResolve => number(incident, Number::TimeToResolve).is_none(),
        _ => false,
    }
}

/// Unknown words of a severity or status have one rank and may stand in any order among each other.
fn is_loose(state: &State, key: SortKey, row: Row) -> bool {
    let incident = incident(state, row);
    match key {
        SortKey::Severity => matches!(incident.severity(), Severity::Other(_)),
        SortKey::Status => matches!(incident.status(), Status::Other(_)),
        SortKey::Classification => matches!(incident.verdict().0, Classification::Other(_)),
        SortKey::Determination => matches!(incident.verdict().1, Determination::Other(_)),
        _ => false,
    }
}

fn check(state: &State, columns: &Columns, linked: &Linked, filter: &Filter) -> Result<(), TestCaseError> {
    let reader = linked.reader();
    let all: Vec<Row> = state.catalogue.rows().collect();
    let passing: Vec<Row> =
        all.iter().copied().filter(|row| passes(state, reader, *row, filter, None, false)).collect();
    prop_assert_eq!(linked.total(), passing.len());
    let any_time = all.iter().filter(|row| passes(state, reader, **row, filter, None, true)).count();
    prop_assert_eq!(linked.rows_at_any_time().count(), any_time);
    for dim in Dim::ALL {
        let under: Vec<Row> =
            all.iter().copied().filter(|row| passes(state, reader, *row, filter, Some(dim), false)).collect();
        let facets = linked.facets(columns, dim);
        for facet in &facets {
            let count =
                under.iter().filter(|row| values(state, reader, **row, dim).contains(&facet.value)).count();
            prop_assert_eq!(facet.count as usize, count, "{:?} {}", dim, &facet.value);
            prop_assert_eq!(facet.mark, filter.mark(dim, &facet.value));
        }
        let listed: BTreeSet<&Value> = facets.iter().map(|facet| &facet.value).collect();
        for row in &all {
            prop_assert!(
                values(state, reader, *row, dim).iter().all(|value| listed.contains(value)),
                "{:?}",
                dim
            );
        }
    }
    for key in SortKey::ALL {
        for descending in [false, true] {
            check_order(state, columns, linked, &passing, Sort { key, descending })?;
        }
    }
    Ok(())
}

fn check_order(
    state: &State,
    columns: &Columns,
    linked: &Linked,
    passing: &[Row],
    sort: Sort,
) -> Result<(), TestCaseError> {
    let listed = linked.page(columns, sort, 0, usize::MAX);
    prop_assert_eq!(listed.iter().collect::<BTreeSet<_>>(), passing.iter().collect::<BTreeSet<_>>());
    prop_assert_eq!(listed.len(), passing.len());
    for pair in listed.windows(2) {
        let (first, second) = (pair[0], pair[1]);
        let missing = [first, second].map(|row| is_missing(state, sort.key, row));
        prop_assert!(missing != [true, false], "{} puts a missing one first", sort);
        let loose = is_loose(state, sort.key, first) && is_loose(state, sort.key, second);
        if loose || missing == [false, true] {
            continue;
        }
        let age = |row: Row| (incident(state, row).known.created(), row);
        let order =
            if missing == [true, true] { Ordering::Equal } else { by(state, sort.key, first, second) };
        let order = order.then(age(first).cmp(&age(second)));
        prop_assert_eq!(order, if sort.descending { Ordering::Greater } else { Ordering::Less }, "{}", sort);
    }
    for (place, row) in listed.iter().enumerate() {
        prop_assert_eq!(linked.rank(columns, sort, *row), Some(place), "{}", sort);
    }
    let page: Vec<Row> = listed.iter().skip(3).take(4).copied().collect();
    prop_assert_eq!(linked.page(columns, sort, 3, 4), page);
    let outside = state.catalogue.rows().find(|row| !passing.contains(row));
    prop_assert_eq!(outside.and_then(|row| linked.rank(columns, sort, row)), None);
    Ok(())
}

/// What may happen between two looks.
#[derive(Clone, Debug)]
enum Step {
    Import(Vec<Brief>),
    Work(u32, Box<Work>),
    Filter(Filter),
    Wait(i64),
    /// The workspace is closed and opened again with what was kept of it.
    Reopen,
}

/// The columns of a state after they were kept and brought back; the catalogue must come back as it was.
fn brought_back(state: &State, columns: &Columns) -> Columns {
    let catalogue = &state.catalogue;
    let sections: Vec<_> = (0..catalogue.section_count()).map(|number| catalogue.section(number)).collect();
    let mut again = Catalogue::default();
    assert!(again.restore(&sections));
    assert_eq!(again, *catalogue);
    let sections: Vec<_> = (0..Columns::SECTIONS).map(|number| columns.section(number)).collect();
    Columns::restore(state, &sections).unwrap()
}

/// A filter whose words occur among the random incidents.
fn likely_filter() -> impl Strategy<Value = Filter> {
    let texts = [
        "severity:high,medium",
        "-severity:low severity:\"catastrophic\"",
        "status:resolved",
        "-status:redirected",
        "stage:yourTurn,beingWorked",
        "assigned:experts",
        "person:none",
        "source:microsoftDefenderForEndpoint,none",
        "tactic:Execution,Impact",
        "-tactic:none",
        "technique:T1000,T1001,T1002,T1003,T1004,T1005,T1006,T1007",
        "asset:device/a1,user/a2,mailbox/a3,cloudApp/a4",
        "group:Freight -group:Office",
        "tag:\"Red team\"",
        "tag:\"New tag\",\"none\"",
        "-tag:none",
        "investigated:yes",
        "outcome:open",
        "noise:no",
        "due:overdue,atRisk",
        "score:30..70",
        "alerts:..5",
        "timeToResolve:..48h",
        "created:5d",
        "created:3d..",
        "text:ÜLM",
        "-text:nwf-0",
        "text:12",
        "text:\"ülm sign-in\"",
        "text:\"\\\"from ülm\\\"\"",
    ];
    let parts = prop::sample::subsequence(texts.to_vec(), 0..4);
    prop_oneof![
        4 => parts.prop_map(|parts| {
            parts.iter().fold(Filter::default(), |filter, part| filter.and(&part.parse().unwrap()))
        }),
        1 => filter(),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => vec(brief(), 1..20).prop_map(Step::Import),
        3 => (0..180_u32, work()).prop_map(|(id, work)| Step::Work(id, Box::new(work))),
        3 => likely_filter().prop_map(Step::Filter),
        1 => (1..30_i64).prop_map(Step::Wait),
        1 => Just(Step::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn lists_and_counts_are_those_of_a_recount(first in vec(brief(), 0..160), steps in vec(step(), 1..8)) {
        let mut state = State::default();
        absorb(&mut state, &first);
        let mut columns = Columns::build(&state);
        let mut filter = Filter::default();
        let mut waited = 0;
        let mut linked = Linked::new(&columns, &filter, &reader());
        check(&state, &columns, &linked, &filter)?;
        for step in steps {
            let touched = match step {
                Step::Import(briefs) => {
                    absorb(&mut state, &briefs);
                    Touched::Everything
                }
                Step::Work(id, work) => {
                    let id = id.to_string();
                    if state.catalogue.find(&id).is_none() {
                        continue;
                    }
                    state.work.insert(id.as_str().into(), *work);
                    Touched::Incidents(vec![IncidentId::new(&id).unwrap()])
                }
                Step::Filter(wanted) => {
                    filter = wanted;
                    Touched::Incidents(Vec::new())
                }
                Step::Wait(hours) => {
                    waited += hours;
                    Touched::Incidents(Vec::new())
                }
                Step::Reopen => {
                    columns = brought_back(&state, &columns);
                    linked = Linked::new(&columns, &filter, &reader_after(waited));
                    Touched::Incidents(Vec::new())
                }
            };
            columns.update(&state, &touched);
            linked.update(&columns, &filter, &reader_after(waited));
            check(&state, &columns, &linked, &filter)?;
        }
    }
}

#[test]
fn a_chart_obeys_all_filters_but_its_own() {
    let mut state = State::default();
    let mut high = crate::analytics_world::plain("1", reader().now);
    high.sources = vec!["microsoftDefenderForEndpoint".into()];
    let mut low = crate::analytics_world::plain("2", reader().now);
    low.severity = Severity::Low;
    absorb(&mut state, &[high, low]);
    let columns = Columns::build(&state);
    let linked = Linked::new(&columns, &"severity:high".parse().unwrap(), &reader());
    let count = |dim: Dim, word: &str| {
        let value = if word == "none" { Value::Missing } else { Value::word(word) };
        let facet = linked.facets(&columns, dim).into_iter().find(|facet| facet.value == value).unwrap();
        (facet.count, facet.mark)
    };
    assert_eq!(count(Dim::Severity, "high"), (1, Mark::Asked));
    assert_eq!(count(Dim::Severity, "low"), (1, Mark::Free));
    assert_eq!(count(Dim::Source, "microsoftDefenderForEndpoint"), (1, Mark::Free));
    assert_eq!(count(Dim::Source, "none"), (0, Mark::Free));
}
