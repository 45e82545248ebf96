//! Every figure of the report explains itself: it has a formula in words, says what it leaves out and how many, and
//! leads to as many rows as it counts.

use crate::analytics_strategies::filter;
use crate::analytics_world::{NOW_MS, absorb, brief, hours_ago, plain, published, work};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;
use watchfloor::analytics::activities::Activities;
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::dimension::Dim;
use watchfloor::analytics::filter::Filter;
use watchfloor::analytics::linked::Linked;
use watchfloor::analytics::period::Period;
use watchfloor::analytics::task_state::TaskState;
use watchfloor::domain::brief::{Brief, EXPERTS_TAG};
use watchfloor::domain::people::Party;
use watchfloor::domain::response::ActionState;
use watchfloor::domain::state::State;
use watchfloor::domain::time::{HOUR_MS, MINUTE_MS, Timestamp};
use watchfloor::domain::vocabulary::Status;
use watchfloor::domain::work::Work;
use watchfloor::formats::attack::AttackFacts;
use watchfloor::report::about::{About, Amount, Behind, Few, Given, Item, Name, about};
use watchfloor::report::figure::Reason;
use watchfloor::report::overview::Overview;
use watchfloor::report::tasks::Tasks;
use watchfloor::report::trends::MONTHS;
use watchfloor::words::Catalogue;

fn reader() -> Reader {
    Reader { now: Timestamp::from_millis(NOW_MS), zone: Zone::fixed(60) }
}

fn facts() -> AttackFacts {
    AttackFacts::read(include_str!("../../public/attack.json")).unwrap()
}

fn experts(id: &str, days: i64) -> Brief {
    Brief { tags: vec![EXPERTS_TAG.into()], ..plain(id, hours_ago(days * 24)) }
}

fn number(told: &About, word: &'static str) -> usize {
    let fact = told.facts.iter().find(|(name, _)| *name == Name::Word(word));
    match fact.map(|(_, amount)| *amount) {
        Some(Amount::Count(count) | Amount::Of(count, _)) => count,
        other => panic!("{:?} says {other:?} of {word}", told.item),
    }
}

/// All that a figure leaves out of the incidents of its period.
fn left_out(told: &About) -> usize {
    let of = |(name, amount): &(Name, Amount)| match (name, amount) {
        (Name::Reason(_), Amount::Count(count)) => *count,
        (Name::Word("merged" | "otherActivities" | "hidden"), Amount::Count(count)) => *count,
        _ => 0,
    };
    told.facts.iter().map(of).sum()
}

#[test]
fn every_figure_has_its_formula_in_words() {
    let catalogue = Catalogue::english();
    let state = State::default();
    let (columns, facts, none) = (Columns::build(&state), facts(), Filter::default());
    let given = Given {
        state: &state,
        columns: &columns,
        facts: Some(&facts),
        filter: &none,
        period: Period::REPORT,
        activities: Activities::default(),
        reader: &reader(),
    };
    let words: BTreeSet<&str> = Item::ALL.iter().map(|item| item.as_str()).collect();
    assert_eq!(words.len(), Item::ALL.len(), "each has a word of its own");
    for item in Item::ALL {
        let formula = catalogue.get(&format!("about.{}", item.as_str()));
        let formula = formula.unwrap_or_else(|| panic!("{item:?} has no formula"));
        assert!(formula.split_whitespace().count() >= 8, "{formula} says too little");
        let told = about(item, &given);
        assert!(!told.facts.is_empty(), "{item:?} says no number");
        for (name, _) in &told.facts {
            if let Name::Word(word) = name {
                assert!(catalogue.get(&format!("about.fact.{word}")).is_some(), "{item:?}: {word}");
            }
        }
        assert_eq!(told.few, None, "{item:?}: none at all needs no care");
    }
    for figure in Overview::of(&columns, &none, Period::REPORT, &reader()).figures() {
        let key = format!("figure.{}.formula", figure.definition.key);
        assert!(catalogue.get(&key).is_some(), "{key}");
        assert_eq!(figure.left_out.len(), 5, "{key} says what it leaves out, and what the filter hides");
    }
}

/// Of four incidents one was merged, and the others asked for three tasks.
#[test]
fn what_tasks_say_worked_by_hand() {
    let mut state = State::default();
    let merged = Brief { status: Status::Redirected, redirect_to: Some("1".into()), ..experts("4", 2) };
    absorb(&mut state, &[experts("1", 3), experts("2", 4), experts("3", 5), merged]);
    let mut add = |id: &str, days: i64, states: Vec<ActionState>| {
        let at = hours_ago(days * 24).plus_millis(HOUR_MS);
        let mut response = published(at, &vec![Party::Customer; states.len()]);
        for (action, state) in response.actions.iter_mut().zip(states) {
            action.state = state;
        }
        state.work.insert(id.into(), Work { response, ..Work::default() });
    };
    let at = hours_ago(3 * 24).plus_millis(HOUR_MS + 30 * MINUTE_MS);
    let completed = ActionState::Completed { by: "Mara".into(), at, note: String::new() };
    add("1", 3, vec![completed, ActionState::NotStarted]);
    add("2", 4, vec![ActionState::NotStarted]);
    let (columns, none) = (Columns::build(&state), Filter::default());
    let given = Given {
        state: &state,
        columns: &columns,
        facts: None,
        filter: &none,
        period: Period::REPORT,
        activities: Activities::default(),
        reader: &reader(),
    };
    let pending = about(Item::Tasks(TaskState::Pending), &given);
    assert_eq!(
        (number(&pending, "tasks"), number(&pending, "withTask"), number(&pending, "withoutTask")),
        (3, 2, 1)
    );
    assert_eq!(pending.behind, Behind::Tasks(none.clone(), Some(TaskState::Pending), 2));
    assert_eq!(pending.few, Some(Few::Values(3)));
    assert_eq!((number(&pending, "counted"), left_out(&pending)), (3, 1), "the merged one is left out");
    let times = about(Item::TaskTimes, &given);
    let Some((_, Amount::Durations(Some(took)))) = times.facts.first() else { panic!("no durations") };
    assert_eq!((took.n, took.median_s, took.mean_s, took.p90_s), (1, 1_800.0, 1_800.0, 1_800.0));
    assert_eq!(number(&times, "notCompleted"), 2);
    assert_eq!(times.behind, Behind::Tasks(none.clone(), Some(TaskState::Completed), 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_leads_to_as_many_rows_as_it_counts_and_tells_the_rest(
        briefs in vec(brief(), 0..100), works in vec((0..180_u32, work()), 0..40),
        asked in prop_oneof![Just(Filter::default()), filter()],
        period in prop::sample::select(vec![Period::All, Period::REPORT, Period::Months(6)]),
        activities in prop::sample::select(&Activities::ALL[..]),
    ) {
        let mut state = State::default();
        absorb(&mut state, &briefs);
        for (id, work) in works {
            state.work.insert(id.to_string().as_str().into(), work);
        }
        let (columns, facts, reader) = (Columns::build(&state), facts(), reader());
        let given = Given {
            state: &state, columns: &columns, facts: Some(&facts), filter: &asked, period, activities, reader: &reader,
        };
        let all_of = |period: Period| {
            let mut created = Filter::default();
            created.set_created(period);
            Linked::new(&columns, &created, &reader).total()
        };
        let tasks = Tasks::of(&state, &columns, &asked, period, &reader);
        // A chart obeys all filters except its own.
        let mut any_severity = asked.clone();
        any_severity.clear(Dim::Severity);
        let unbound = Tasks::of(&state, &columns, &any_severity, period, &reader);
        let by_severity: usize = tasks.by_severity.iter().map(|(_, counts)| counts.total()).sum();
        prop_assert_eq!(by_severity, unbound.counts.total());
        prop_assert_eq!(&tasks.by_severity, &unbound.by_severity);
        // The tasks of a month are those that were completed in it, at any time of creation.
        let months = Tasks::by_month(&state, &columns, &asked, 6, &reader);
        let today = reader.today();
        let done = Tasks::completed_in(&state, &columns, &asked, (today.month_start(6), today.month_start(0)), &reader);
        let completed: usize = done.iter().map(|it| it.tasks.len()).sum();
        prop_assert_eq!(months.iter().map(|month| month.completed).sum::<usize>(), completed);
        for item in Item::ALL {
            let told = about(item, &given);
            match &told.behind {
                Behind::Incidents(filter, count) => {
                    prop_assert_eq!(Linked::new(&columns, filter, &reader).total(), *count, "{:?}", item);
                }
                Behind::Tasks(filter, state_of, count) => {
                    let tasks = Tasks::of(&state, &columns, filter, period, &reader);
                    let listed = state_of.map_or(tasks.counts.total(), |it| tasks.counts.of(it));
                    prop_assert_eq!(listed, *count, "{:?}", item);
                }
                Behind::Here(_) | Behind::Status => {}
            }
            // What is counted and what is left out are together all incidents of the period.
            let of = match item {
                Item::MonthTasks => Period::All,
                Item::MonthOutcomes | Item::MonthSeverities | Item::MonthTimes | Item::MonthTactics
                | Item::MonthClassifications => Period::Months(MONTHS),
                _ => period,
            };
            let counts_incidents = told.facts.iter().any(|(name, _)| matches!(name, Name::Reason(Reason::Hidden)));
            if counts_incidents {
                prop_assert_eq!(number(&told, "counted") + left_out(&told), all_of(of), "{:?}", item);
            }
            if matches!(item, Item::Activities | Item::Threats | Item::Categories | Item::Emerging) {
                prop_assert_eq!(number(&told, "countedActivities") + left_out(&told), all_of(of), "{:?}", item);
            }
        }
    }
}
