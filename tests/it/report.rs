//! The figures of the overview: hand-worked examples, and laws over random workspaces.

use crate::analytics_strategies::filter;
use crate::analytics_world::{NOW_MS, absorb, brief, hours_ago, plain, published, work};
use proptest::collection::vec;
use proptest::prelude::*;
use watchfloor::analytics::calendar::{CivilDay, Reader, Zone};
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::dimension::{Dim, Value};
use watchfloor::analytics::filter::{Filter, Mark};
use watchfloor::analytics::linked::Linked;
use watchfloor::analytics::period::Period;
use watchfloor::analytics::standing::{Outcome, Standing};
use watchfloor::domain::brief::{Brief, EXPERTS_TAG};
use watchfloor::domain::people::Party;
use watchfloor::domain::state::State;
use watchfloor::domain::time::{MINUTE_MS, Timestamp};
use watchfloor::domain::vocabulary::{Classification, Severity, Status, Tactic};
use watchfloor::domain::work::{Resolution, Since, Work};
use watchfloor::report::chart::{Bars, Stack};
use watchfloor::report::figure::{Figure, Measure, Reason};
use watchfloor::report::overview::{Overview, timeline};

fn reader() -> Reader {
    Reader { now: Timestamp::from_millis(NOW_MS), zone: Zone::fixed(60) }
}

fn overview(state: &State, filter: &str, period: Period) -> Overview {
    Overview::of(&Columns::build(state), &filter.parse().unwrap(), period, &reader())
}

/// An incident of the experts: High, created so many days ago.
fn experts(id: &str, days: i64) -> Brief {
    Brief {
        tags: vec![EXPERTS_TAG.into()],
        sources: vec!["microsoftDefenderForEndpoint".into()],
        ..plain(id, hours_ago(days * 24))
    }
}

/// The same, resolved so many minutes after creation.
fn resolved(id: &str, days: i64, minutes: i64) -> Brief {
    let open = experts(id, days);
    let at = open.created.plus_millis(minutes * MINUTE_MS);
    Brief { status: Status::Resolved, updated: at, alerts_resolved: Some(at), ..open }
}

fn state(briefs: &[Brief]) -> State {
    let mut state = State::default();
    absorb(&mut state, briefs);
    state
}

#[track_caller]
fn counts(overview: &Overview, investigated: usize, directly: usize, with_help: usize) {
    assert_eq!(overview.investigated.measure, Measure::Count(investigated));
    assert_eq!(overview.resolved_directly.measure, Measure::Count(directly));
    assert_eq!(overview.resolved_with_help.measure, Measure::Count(with_help));
    assert_eq!(overview.resolved.measure, Measure::Count(directly + with_help));
    let share = Measure::Share { part: directly + with_help, whole: investigated };
    assert_eq!(overview.resolved_share.measure, share);
}

fn left_out(figure: &Figure, reason: Reason) -> usize {
    figure.left_out.iter().find(|left| left.reason == reason).unwrap().count
}

fn bar(bars: &Bars, word: &str) -> Stack {
    bars.bars.iter().find(|bar| bar.value == Value::word(word)).unwrap().stack
}

#[test]
fn nothing_gives_zeros_and_no_numbers() {
    let empty = overview(&State::default(), "", Period::REPORT);
    counts(&empty, 0, 0, 0);
    assert_eq!(empty.resolved_share.measure.number(), None);
    assert_eq!(empty.time_to_resolve.measure, Measure::Duration(None));
    assert_eq!(empty.investigated.before, Some(Measure::Count(0)));
    assert_eq!(empty.by_day.len(), 30);
    assert_eq!(empty.by_day[0].day.to_string(), "2026-10-20");
    assert_eq!(empty.by_day[29].day.to_string(), "2026-11-18");
    assert_eq!(empty.by_severity.bars.len(), 6);
    assert_eq!(empty.by_tactic.bars.len(), 14);
    assert_eq!(empty.by_source.bars.len(), 0);
}

#[test]
fn one_incident_is_counted_in_every_place() {
    let one = overview(&state(&[resolved("1", 3, 41)]), "", Period::REPORT);
    counts(&one, 1, 1, 0);
    assert_eq!(one.resolved_share.measure.number(), Some(100.0));
    let Measure::Duration(Some(time)) = one.time_to_resolve.measure else { panic!("no duration") };
    assert_eq!((time.n, time.median_s, time.mean_s, time.p90_s), (1, 2_460.0, 2_460.0, 2_460.0));
    assert!(time.is_small());
    assert_eq!(one.time_to_resolve_experts.measure, Measure::Duration(None));
    let direct = Stack { directly: 1, with_help: 0, open: 0 };
    assert_eq!(bar(&one.by_severity, "high"), direct);
    assert_eq!(bar(&one.by_source, "microsoftDefenderForEndpoint"), direct);
    assert_eq!((one.by_tactic.without, one.by_tactic.incidents), (1, 1));
    let day = one.by_day.iter().find(|bar| bar.stack == direct).unwrap();
    assert_eq!(day.day.to_string(), "2026-11-16");
    assert_eq!(one.investigated.unclassified, 1);
    assert_eq!(one.investigated.filter.as_ref().unwrap().to_string(), "investigated:yes created:30d");
}

#[test]
fn redirected_incidents_are_left_out_and_counted() {
    let merged =
        |id: &str| Brief { status: Status::Redirected, redirect_to: Some("9".into()), ..experts(id, 2) };
    let all = overview(&state(&[merged("1"), merged("2"), merged("3")]), "", Period::REPORT);
    counts(&all, 0, 0, 0);
    assert_eq!(left_out(&all.investigated, Reason::NotInvestigated(Standing::Redirected)), 3);
    assert_eq!(all.time_to_resolve.measure, Measure::Duration(None));
}

/// Ten incidents, worked by hand.
fn ten() -> State {
    let severity = |brief: Brief, severity| Brief { severity, ..brief };
    let mut briefs = vec![
        resolved("1", 1, 10),
        resolved("2", 2, 20),
        severity(resolved("3", 3, 60), Severity::Medium),
        severity(experts("4", 4), Severity::Critical),
        severity(experts("5", 5), Severity::Low),
        Brief { alerts: 2, alerts_covered: 0, ..experts("6", 6) },
        Brief { tags: Vec::new(), ..experts("7", 7) },
        Brief { status: Status::Redirected, ..experts("8", 8) },
        // Before the period, and today: not in it.
        resolved("9", 40, 100),
        resolved("10", 0, 1),
    ];
    briefs[0].tactics = [Tactic::InitialAccess, Tactic::Execution].into_iter().collect();
    briefs[1].sources.push("microsoftDefenderForIdentity".into());
    briefs[1].classification = Classification::TruePositive;
    let mut state = state(&briefs);
    // The third was resolved here with the customer's help: asked after 30 minutes, done after 60 more.
    let created = hours_ago(3 * 24);
    let at = |minutes: i64| created.plus_millis(minutes * MINUTE_MS);
    let work = Work {
        status: Some(Since { value: Status::Resolved, at: at(90), seq: 1 }),
        response: published(at(30), &[Party::Experts, Party::Customer]),
        resolution: Some(Resolution {
            at: at(90),
            by: "Mara".into(),
            note: String::new(),
            forced: false,
            alerts_before: None,
        }),
        ..Work::default()
    };
    state.work.insert("3".into(), work);
    state
}

#[test]
fn ten_incidents_worked_by_hand() {
    let ten = overview(&ten(), "", Period::REPORT);
    counts(&ten, 4, 2, 1);
    assert_eq!(ten.resolved_share.measure.number(), Some(75.0));
    let expected = [
        (Standing::Redirected, 1),
        (Standing::OutOfScope, 1),
        (Standing::SeverityNotWorked, 1),
        (Standing::NotWithExperts, 1),
    ];
    for (standing, count) in expected {
        assert_eq!(left_out(&ten.investigated, Reason::NotInvestigated(standing)), count, "{standing:?}");
    }
    assert_eq!(left_out(&ten.investigated, Reason::Hidden), 0);
    let Measure::Duration(Some(time)) = ten.time_to_resolve.measure else { panic!("no duration") };
    assert_eq!((time.n, time.median_s, time.mean_s), (3, 1_200.0, 2_400.0));
    assert!((time.p90_s - 4_560.0).abs() < 1e-6);
    let seconds = |figure: &Figure| figure.measure.number();
    assert_eq!(seconds(&ten.time_to_resolve_experts), Some(1_800.0));
    assert_eq!(seconds(&ten.time_to_resolve_customer), Some(3_600.0));
    assert_eq!(ten.investigated.before, Some(Measure::Count(1)));
    assert_eq!(ten.before.unwrap().to_string(), "2026-09-20..2026-10-19");
    assert_eq!(bar(&ten.by_severity, "high"), Stack { directly: 2, with_help: 0, open: 0 });
    assert_eq!(bar(&ten.by_severity, "medium"), Stack { directly: 0, with_help: 1, open: 0 });
    assert_eq!(bar(&ten.by_severity, "critical"), Stack { directly: 0, with_help: 0, open: 1 });
    assert_eq!(bar(&ten.by_severity, "low"), Stack::default());
    assert_eq!(bar(&ten.by_source, "microsoftDefenderForEndpoint").total(), 4);
    assert_eq!(bar(&ten.by_source, "microsoftDefenderForIdentity").total(), 1);
    assert_eq!(ten.by_source.incidents, 4);
    assert_eq!(bar(&ten.by_tactic, "Execution").total(), 1);
    assert_eq!(ten.by_tactic.without, 3);
    assert_eq!((ten.investigated.unclassified, ten.resolved_directly.unclassified), (3, 1));
}

#[test]
fn choosing_a_bar_filters_everything_but_its_own_chart() {
    let chosen = overview(&ten(), "severity:medium", Period::REPORT);
    counts(&chosen, 1, 0, 1);
    assert_eq!(left_out(&chosen.investigated, Reason::Hidden), 3);
    assert_eq!(bar(&chosen.by_severity, "high").total(), 2);
    assert_eq!(bar(&chosen.by_source, "microsoftDefenderForEndpoint").total(), 1);
    let medium = chosen.by_severity.bars.iter().find(|bar| bar.mark == Mark::Asked).unwrap();
    assert_eq!(medium.filter.to_string(), "severity:medium investigated:yes created:30d");
}

/// A chart beside others shows what else could be chosen in it. A table that leaves alone must add up to what the filter says.
#[test]
fn tables_obey_what_is_chosen_in_themselves() {
    let state = ten();
    let filter = "severity:medium".parse().unwrap();
    let narrowed = Overview::narrowed(&Columns::build(&state), &filter, Period::REPORT, &reader());
    let sum = |bars: &Bars| bars.bars.iter().map(|bar| bar.stack.total()).sum::<usize>();
    assert_eq!(narrowed.investigated.measure, Measure::Count(1));
    assert_eq!((sum(&narrowed.by_severity), bar(&narrowed.by_severity, "medium").total()), (1, 1));
    assert_eq!(narrowed.by_source, overview(&state, "severity:medium", Period::REPORT).by_source);
    let free = Overview::narrowed(&Columns::build(&state), &Filter::default(), Period::REPORT, &reader());
    assert_eq!(free, overview(&state, "", Period::REPORT));
}

#[test]
fn a_filter_on_the_outcome_that_rules_a_figure_out_leaves_no_incidents_behind_it() {
    let open = overview(&ten(), "outcome:open", Period::REPORT);
    counts(&open, 1, 0, 0);
    assert_eq!(open.resolved.filter, None);
    assert_eq!(open.investigated.filter.unwrap().to_string(), "investigated:yes outcome:open created:30d");
}

#[test]
fn the_last_month_is_the_calendar_month_before() {
    let last =
        overview(&state(&[experts("1", 20), experts("2", 18), experts("3", 60)]), "", Period::Months(1));
    // 20 days ago is 30 October, 18 days ago is 1 November, 60 days ago is 20 September.
    counts(&last, 1, 0, 0);
    assert_eq!(last.investigated.before, Some(Measure::Count(1)));
}

#[test]
fn a_resolution_without_a_moment_is_taken_from_the_last_update_and_marked() {
    let brief = Brief { alerts_resolved: None, ..resolved("1", 3, 41) };
    let one = overview(&state(&[brief]), "", Period::REPORT);
    let Measure::Duration(Some(time)) = one.time_to_resolve.measure else { panic!("no duration") };
    assert_eq!((time.n, time.assumed, time.median_s), (1, 1, 2_460.0));
}

#[test]
fn an_incident_just_before_midnight_counts_for_its_local_day() {
    let at = Timestamp::parse("2026-11-10T23:30:00Z").unwrap();
    let late = state(&[Brief { tags: vec![EXPERTS_TAG.into()], ..plain("1", at) }]);
    let one = overview(&late, "", Period::REPORT);
    let day = one.by_day.iter().find(|bar| bar.stack.total() == 1).unwrap();
    assert_eq!(day.day, CivilDay::parse("2026-11-11").unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn figures_agree_with_the_incidents_behind_them(
        briefs in vec(brief(), 0..120), works in vec((0..180_u32, work()), 0..40), asked in prop_oneof![Just(Filter::default()), filter()],
        narrowing in prop::sample::select(vec!["", "severity:high,medium", "-outcome:open", "tactic:Execution", "-tag:none"]),
        period in prop::sample::select(vec![Period::All, Period::REPORT, Period::Days(5), Period::Since(4)]),
    ) {
        let mut state = state(&briefs);
        for (id, work) in works {
            state.work.insert(id.to_string().as_str().into(), work);
        }
        let columns = Columns::build(&state);
        let filter = asked.and(&narrowing.parse().unwrap());
        let overview = Overview::of(&columns, &filter, period, &reader());
        let behind = |filter: &Filter| Linked::new(&columns, filter, &reader()).total();
        for figure in overview.figures() {
            prop_assert_eq!(figure.filter.as_ref().map_or(0, behind), figure.behind, "{}", figure.definition.key);
            let counted = match figure.measure {
                Measure::Count(count) => count,
                Measure::Share { part, .. } => part,
                Measure::Duration(_) => figure.behind,
            };
            prop_assert_eq!(counted, figure.behind, "{}", figure.definition.key);
            prop_assert!(figure.unclassified <= figure.behind);
        }
        let all = &overview.investigated;
        let left_out: usize = all.left_out.iter().map(|left| left.count).sum();
        let mut everything = Filter::default();
        everything.set_created(period);
        prop_assert_eq!(all.behind + left_out, behind(&everything));
        for left in &all.left_out {
            prop_assert!(left.filter.as_ref().is_none_or(|filter| behind(filter) == left.count));
        }
        for bars in [&overview.by_severity, &overview.by_source, &overview.by_tactic] {
            for bar in &bars.bars {
                prop_assert_eq!(behind(&bar.filter), bar.stack.total(), "{}", &bar.value);
            }
            let sum: usize = bars.bars.iter().map(|bar| bar.stack.total()).sum();
            prop_assert!(sum + bars.without >= bars.incidents);
            prop_assert!(bars.dim != Dim::Severity || sum == bars.incidents);
        }
        let by_day: usize = overview.by_day.iter().map(|bar| bar.stack.total()).sum();
        prop_assert_eq!(by_day, all.behind);
        if filter.choice(Dim::Outcome).is_none() {
            let facets = Linked::new(&columns, &overview.filter, &reader()).facets(&columns, Dim::Outcome);
            for outcome in Outcome::ALL {
                let by_day: usize = overview.by_day.iter().map(|bar| bar.stack.part(outcome)).sum();
                let facet = facets.iter().find(|facet| facet.value == Value::word(outcome.as_str()));
                prop_assert_eq!(facet.map(|facet| facet.count as usize), Some(by_day));
            }
        }
        let days = CivilDay::parse("2026-11-01").unwrap()..=CivilDay::parse("2026-11-19").unwrap();
        let brush = timeline(&columns, &filter, days, &reader());
        for bar in &overview.by_day {
            let drawn = brush.iter().find(|drawn| drawn.day == bar.day);
            prop_assert!(drawn.is_none_or(|drawn| drawn.stack == bar.stack));
        }
    }
}
