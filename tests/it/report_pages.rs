//! The further pages of the report: hand-worked examples, and laws over random workspaces.

use crate::analytics_strategies::filter;
use crate::analytics_world::{NOW_MS, absorb, brief, hours_ago, plain, published, work};
use proptest::collection::vec;
use proptest::prelude::*;
use watchfloor::analytics::activities::Activities;
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::dimension::{Dim, Value};
use watchfloor::analytics::filter::Filter;
use watchfloor::analytics::linked::Linked;
use watchfloor::analytics::period::Period;
use watchfloor::domain::brief::{Asset, AssetKind, Brief, EXPERTS_TAG};
use watchfloor::domain::people::Party;
use watchfloor::domain::response::ActionState;
use watchfloor::domain::state::State;
use watchfloor::domain::time::{HOUR_MS, MINUTE_MS, Timestamp};
use watchfloor::domain::vocabulary::{Classification, Determination, Severity, Status, Tactic};
use watchfloor::domain::who_acts::{Rule, RuleStep};
use watchfloor::domain::work::Work;
use watchfloor::formats::attack::AttackFacts;
use watchfloor::report::book::{Source, book};
use watchfloor::report::hunting::Hunting;
use watchfloor::report::impact::Impact;
use watchfloor::report::matrix::{Matrix, Technique};
use watchfloor::report::overview::Overview;
use watchfloor::report::say::Say;
use watchfloor::report::table::Cell;
use watchfloor::report::tasks::{TaskCounts, TaskState, Tasks};
use watchfloor::report::trends::{Trends, period_of, total};
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

/// An incident of the experts, High, created so many days ago.
fn experts(id: &str, days: i64) -> Brief {
    Brief { tags: vec![EXPERTS_TAG.into()], ..plain(id, hours_ago(days * 24)) }
}

fn none() -> Filter {
    Filter::default()
}

#[test]
fn empty_data_gives_empty_pages() {
    let state = State::default();
    let columns = Columns::build(&state);
    let trends = Trends::of(&columns, &none(), &reader());
    assert_eq!((trends.months.len(), total(&trends.months).total()), (6, 0));
    assert_eq!(trends.months[0].first.to_string(), "2026-05-01");
    assert_eq!(trends.months[5].period.to_string(), "2026-10-01..2026-10-31");
    let tasks = Tasks::of(&state, &columns, &none(), Period::REPORT, &reader());
    assert_eq!((tasks.counts.total(), tasks.time_to_complete), (0, None));
    let impact = Impact::of(&state, &columns, &none(), Period::REPORT, &reader(), None, 10);
    assert_eq!((impact.touched, impact.without), (0, 0));
    let matrix = Matrix::of(&columns, &facts(), &none(), Period::REPORT, &reader());
    assert_eq!((matrix.tactics.len(), matrix.incidents, matrix.techniques), (14, 0, 0));
    let hunting = Hunting::of(&state, &columns, &none(), Period::REPORT, Activities::All, &reader());
    assert_eq!((hunting.notifications.len(), hunting.activities, hunting.trending.len()), (0, 0, 0));
}

#[test]
fn only_redirected_incidents_give_empty_pages_too() {
    let merged = |id: &str| Brief {
        status: Status::Redirected,
        redirect_to: Some("9".into()),
        title: "Defender Experts: merged".into(),
        techniques: vec!["T1003".into()],
        ..experts(id, 2)
    };
    let state = state(&[merged("1"), merged("2")]);
    let columns = Columns::build(&state);
    assert_eq!(Matrix::of(&columns, &facts(), &none(), Period::All, &reader()).techniques, 0);
    let hunting = Hunting::of(&state, &columns, &none(), Period::All, Activities::All, &reader());
    assert_eq!((hunting.notifications.len(), hunting.activities), (0, 0));
}

/// Three incidents with tasks: one completed after 30 minutes, one skipped and failed, one pending.
fn asked() -> State {
    let mut state = state(&[experts("1", 3), experts("2", 4), experts("3", 5), experts("4", 40)]);
    let mut add = |id: &str, days: i64, states: Vec<ActionState>| {
        let at = hours_ago(days * 24).plus_millis(HOUR_MS);
        let mut response = published(at, &vec![Party::Customer; states.len()]);
        for (action, state) in response.actions.iter_mut().zip(states) {
            action.state = state;
        }
        state.work.insert(id.into(), Work { response, ..Work::default() });
    };
    let after = |days: i64, minutes: i64| hours_ago(days * 24).plus_millis(HOUR_MS + minutes * MINUTE_MS);
    let by = || "Mara".to_owned();
    let completed = |at| ActionState::Completed { by: by(), at, note: String::new() };
    add("1", 3, vec![completed(after(3, 30))]);
    let skipped = ActionState::Skipped { by: by(), at: after(4, 1), reason: "not needed".into() };
    let failed = ActionState::Failed { by: by(), at: after(4, 2), reason: "offline".into() };
    add("2", 4, vec![skipped, failed]);
    add("3", 5, vec![ActionState::NotStarted, completed(after(5, 90))]);
    add("4", 40, vec![completed(after(40, 10))]);
    state
}

#[test]
fn tasks_worked_by_hand() {
    let state = asked();
    let columns = Columns::build(&state);
    let tasks = Tasks::of(&state, &columns, &none(), Period::REPORT, &reader());
    let of = |state| tasks.counts.of(state);
    let counts = TaskState::ALL.map(of);
    assert_eq!(counts, [2, 1, 1, 1], "completed, skipped, failed, pending");
    let ids: Vec<&str> = tasks.incidents.iter().map(|incident| &*incident.id).collect();
    assert_eq!(ids, ["3", "1", "2"], "the pending one first, then the latest asked");
    let time = tasks.time_to_complete.unwrap();
    assert_eq!((time.n, time.median_s, time.mean_s), (2, 3_600.0, 3_600.0));
    assert_eq!(tasks.before.unwrap().of(TaskState::Completed), 1, "40 days ago lies in the period before");
    assert_eq!(tasks.time_before.unwrap().median_s, 600.0);
    let months = Tasks::by_month(&state, &columns, &none(), 2, &reader());
    let completed: Vec<usize> = months.iter().map(|month| month.completed).collect();
    assert_eq!(completed, [0, 1], "September none, October one; November is not complete");
}

/// The first rule that did not hold made a task the customer's; an imported one has no rule.
#[test]
fn tasks_are_counted_by_the_rule_that_made_them_the_customers() {
    let mut state = asked();
    let step = |rule, holds| RuleStep { rule, holds, subject: None, ruling: None };
    let trace = vec![step(Rule::IncidentInScope, true), step(Rule::AssetNotExcluded, false)];
    let work = state.work.get_mut("2").unwrap();
    work.response.actions.iter_mut().for_each(|action| action.why.clone_from(&trace));
    state.work.get_mut("1").unwrap().response.actions[0].why = vec![step(Rule::HasAutomation, false)];
    let tasks = Tasks::of(&state, &Columns::build(&state), &none(), Period::REPORT, &reader());
    let counts = |counts: &TaskCounts| TaskState::ALL.map(|state| counts.of(state));
    let found: Vec<_> = tasks.by_rule.iter().map(|(rule, of)| (*rule, counts(of))).collect();
    assert_eq!(
        found,
        [
            (Some(Rule::AssetNotExcluded), [0, 1, 1, 0]),
            (Some(Rule::HasAutomation), [1, 0, 0, 0]),
            (None, [1, 0, 0, 1]),
        ]
    );
}

#[test]
fn experts_actions_and_unpublished_ones_are_no_tasks() {
    let mut state = state(&[experts("1", 3), experts("2", 3)]);
    let at = hours_ago(70);
    let theirs = published(at, &[Party::Experts]);
    let mut planned = published(at, &[Party::Customer]);
    planned.actions[0].published = false;
    state.work.insert("1".into(), Work { response: theirs, ..Work::default() });
    state.work.insert("2".into(), Work { response: planned, ..Work::default() });
    let tasks = Tasks::of(&state, &Columns::build(&state), &none(), Period::REPORT, &reader());
    assert_eq!(tasks.incidents.len(), 0);
}

#[test]
fn assets_are_ranked_by_their_incidents() {
    let asset = |id: &str, kind| Asset {
        kind,
        id: id.to_lowercase(),
        name: id.to_owned(),
        group: None,
        critical: false,
        agreed: false,
        tags: Vec::new(),
        platform: None,
    };
    let with = |id: &str, assets: Vec<Asset>| Brief { assets, ..experts(id, 3) };
    let (fs, laptop, mara) = (
        asset("FS-02", AssetKind::Device),
        asset("LT-07", AssetKind::Device),
        asset("mara", AssetKind::User),
    );
    let state = state(&[
        with("1", vec![fs.clone(), mara.clone()]),
        with("2", vec![laptop.clone(), mara.clone()]),
        with("3", vec![mara]),
        with("4", vec![]),
    ]);
    let columns = Columns::build(&state);
    let of = |kind| Impact::of(&state, &columns, &none(), Period::REPORT, &reader(), kind, 2);
    let all = of(None);
    let names: Vec<(&str, usize)> = all.assets.iter().map(|it| (it.name.as_str(), it.incidents)).collect();
    assert_eq!(names, [("mara", 3), ("FS-02", 1)], "at most two, ties by name");
    assert_eq!((all.touched, all.without), (3, 1));
    let devices = of(Some(AssetKind::Device));
    assert_eq!((devices.touched, devices.assets[0].name.as_str()), (2, "FS-02"));
}

fn technique<'a>(matrix: &'a Matrix, tactic: Tactic, id: &str) -> &'a Technique {
    let column = matrix.tactics.iter().find(|column| column.tactic == tactic).unwrap();
    column.techniques.iter().find(|technique| technique.id == id).unwrap()
}

#[test]
fn a_technique_counts_its_subs_once_an_incident() {
    let with = |id: &str, days: i64, techniques: &[&str]| Brief {
        techniques: techniques.iter().map(|&it| it.to_owned()).collect(),
        ..experts(id, days)
    };
    let resolved = |brief: Brief| Brief { status: Status::Resolved, ..brief };
    let state = state(&[
        with("1", 2, &["T1003.001", "T1003.003"]),
        resolved(with("2", 3, &["T1003", "T1053.005"])),
        with("3", 40, &["T1003.001"]),
        with("4", 2, &["T9999"]),
    ]);
    let columns = Columns::build(&state);
    let matrix = Matrix::of(&columns, &facts(), &none(), Period::REPORT, &reader());
    let dumping = technique(&matrix, Tactic::CredentialAccess, "T1003");
    assert_eq!((dumping.stack.total(), dumping.stack.open, dumping.stack.directly), (2, 1, 1));
    assert_eq!((dumping.before, dumping.prevalence.unwrap().groups), (Some(1), 42));
    let subs: Vec<(&str, usize)> =
        dumping.subs.iter().map(|sub| (sub.id.as_str(), sub.stack.total())).collect();
    assert_eq!(subs, [("T1003.001", 1), ("T1003.003", 1)]);
    for tactic in [Tactic::Execution, Tactic::Persistence, Tactic::PrivilegeEscalation] {
        assert_eq!(technique(&matrix, tactic, "T1053").stack.total(), 1, "in every tactic that it serves");
    }
    assert_eq!((matrix.incidents, matrix.techniques, matrix.without_tactic), (3, 2, 1));
    // No alert names a tactic here: a head counts the incidents of the techniques below it, each once.
    let head = |tactic| matrix.tactics.iter().find(|column| column.tactic == tactic).unwrap().stack;
    assert_eq!(head(Tactic::CredentialAccess), dumping.stack);
    assert_eq!((head(Tactic::Persistence).total(), head(Tactic::Impact).total()), (1, 0));
    assert_eq!(matrix.unknown, [("T9999".to_owned(), 1)]);
    let behind = Linked::new(&columns, dumping.filter.as_ref().unwrap(), &reader()).total();
    assert_eq!(behind, 2, "the incidents behind a cell are as many as it says");
    let phishing = technique(&matrix, Tactic::InitialAccess, "T1566");
    assert_eq!((phishing.stack.total(), &phishing.filter), (0, &None), "common elsewhere, not seen here");
}

/// How many incidents are behind what recurs first.
fn recurring_behind(columns: &Columns, hunting: &Hunting) -> usize {
    Linked::new(columns, &hunting.trending[0].filter, &reader()).total()
}

#[test]
fn hunting_worked_by_hand() {
    let titled =
        |id: &str, days: i64, title: &str| Brief { title: title.into(), ..plain(id, hours_ago(days * 24)) };
    let judged =
        |brief: Brief, classification, determination| Brief { classification, determination, ..brief };
    let spray = |id: &str, days: i64| {
        let one =
            judged(titled(id, days, "Password spray"), Classification::TruePositive, Determination::Phishing);
        Brief { tactics: [Tactic::CredentialAccess].into_iter().collect(), ..one }
    };
    let state = state(&[
        spray("1", 2),
        Brief { severity: Severity::Medium, ..spray("2", 50) },
        judged(
            titled("3", 3, "Defender Experts: Test Notification from Microsoft Defender Experts"),
            Classification::TruePositive,
            Determination::Phishing,
        ),
        judged(titled("4", 4, "Odd sign-in"), Classification::FalsePositive, Determination::NotMalicious),
        titled("5", 5, "Odd sign-in"),
    ]);
    let columns = Columns::build(&state);
    let of = |activities| Hunting::of(&state, &columns, &none(), Period::REPORT, activities, &reader());
    let suspicious = of(Activities::Suspicious);
    let ids: Vec<&str> = suspicious.notifications.iter().map(|it| &*it.id).collect();
    assert_eq!((ids, suspicious.before), (vec!["3"], Some(0)));
    assert_eq!((suspicious.activities, suspicious.unclassified), (2, 1));
    assert_eq!(suspicious.threats[0].value, Value::word("phishing"));
    let cell =
        suspicious.threats[0].by_tactic.iter().find(|it| it.tactic == Tactic::CredentialAccess).unwrap();
    assert_eq!((cell.count, cell.notified), (1, 0));
    let recurring: Vec<(&str, usize)> =
        suspicious.trending.iter().map(|it| (it.title.as_str(), it.count)).collect();
    assert_eq!(recurring, [("Password spray", 2)], "over three months, whatever the period");
    assert_eq!(suspicious.trending[0].severity, Severity::High);
    assert_eq!(suspicious.threats[0].without, 1, "the notification names no tactic");
    let chosen = none().with(Dim::Determination, "phishing").with(Dim::Tactic, "CredentialAccess");
    let narrowed = Hunting::of(&state, &columns, &chosen, Period::REPORT, Activities::Suspicious, &reader());
    assert_eq!(narrowed.threats, suspicious.threats, "the table does not obey what is chosen in itself");
    assert_eq!((narrowed.in_threats, narrowed.activities), (2, 1));
    assert_eq!(recurring_behind(&columns, &suspicious), 2);
    assert_eq!(of(Activities::Notified).activities, 1);
    assert_eq!(of(Activities::All).activities, 4);
}

#[test]
fn third_party_signals_are_told_by_their_source() {
    let from = |id: &str, source: &str| Brief { sources: vec![source.into()], ..experts(id, 2) };
    let state = state(&[
        from("1", "microsoftDefenderForEndpoint"),
        from("2", "microsoftSentinel"),
        from("3", "oktaIdentity"),
        from("4", "unknown"),
    ]);
    let columns = Columns::build(&state);
    let overview = Overview::of(&columns, &none(), Period::REPORT, &reader());
    assert_eq!(overview.third_party.behind, 2);
    let behind = Linked::new(&columns, overview.third_party.filter.as_ref().unwrap(), &reader()).total();
    assert_eq!(behind, 2);
}

#[test]
fn the_period_before_is_drawn_day_by_day() {
    let state = state(&[experts("1", 31), experts("2", 31), experts("3", 60)]);
    let overview = Overview::of(&Columns::build(&state), &none(), Period::REPORT, &reader());
    assert_eq!((overview.by_day.len(), overview.before_by_day.len()), (30, 30));
    assert_eq!(overview.before_by_day[29], 2, "31 days ago is the last day of the period before");
    assert_eq!(overview.before_by_day[0], 1);
}

fn number(table: &watchfloor::report::table::Table, row: &str, column: &str) -> Cell {
    let place = |key: &str| table.heads.iter().position(|head| head.key == key).unwrap();
    let found = table.rows.iter().find(|cells| cells[0] == Cell::text(row)).unwrap();
    found[place(column)].clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn pages_agree_with_one_another_and_with_the_book(
        briefs in vec(brief(), 0..100), works in vec((0..180_u32, work()), 0..40),
        asked in prop_oneof![Just(Filter::default()), filter()],
        period in prop::sample::select(vec![Period::All, Period::REPORT, Period::Months(6)]),
    ) {
        let mut state = state(&briefs);
        for (id, work) in works {
            state.work.insert(id.to_string().as_str().into(), work);
        }
        let columns = Columns::build(&state);
        let (reader, facts, catalogue) = (reader(), facts(), Catalogue::english());
        let say = Say { catalogue: &catalogue, locale: &English };
        let overview = Overview::of(&columns, &asked, period, &reader);
        let behind = |filter: &Filter| Linked::new(&columns, filter, &reader).total();

        // The book, which the exports and the command line write, has the page's numbers.
        let source = Source { state: &state, columns: &columns, facts: Some(&facts), filter: &asked, period, reader: &reader, say };
        let made = book(&source, "NWF");
        let figures = made.table("figures").unwrap();
        let investigated = number(figures, "investigated", "value");
        prop_assert_eq!(investigated, Cell::count(overview.investigated.behind));
        for bar in &overview.by_severity.bars {
            let cell = number(made.table("bySeverity").unwrap(), bar.value.as_str(), "total");
            prop_assert_eq!(cell, Cell::count(bar.stack.total()));
        }
        for table in &made.tables {
            prop_assert!(table.rows.iter().all(|row| row.len() == table.heads.len()), "{}", &table.key);
            prop_assert!(!table.title.contains('.') && table.heads.iter().all(|head| !head.name.contains('.')), "{}", &table.key);
        }

        // Six months by outcome are the overview of six months.
        if period == Period::Months(6) && asked.choice(Dim::Outcome).is_none() {
            let trends = Trends::of(&columns, &asked, &reader);
            prop_assert_eq!(total(&trends.months).total(), overview.investigated.behind);
            prop_assert_eq!(behind(&trends.filter), overview.investigated.behind);
            for line in &trends.by_severity.lines {
                prop_assert_eq!(behind(&line.filter), line.counts.iter().sum::<usize>());
            }
            for line in trends.by_tactic.lines.iter().chain(&trends.by_classification.lines) {
                for (month, count) in trends.months.iter().zip(&line.counts) {
                    let mut cell = line.filter.clone();
                    cell.set_created(period_of(month.first));
                    prop_assert_eq!(behind(&cell), *count, "{} {}", &line.value, month.first);
                }
            }
        }

        // Every cell leads to as many incidents as it says.
        let matrix = Matrix::of(&columns, &facts, &asked, period, &reader);
        for column in &matrix.tactics {
            let most = column.techniques.iter().map(|it| it.stack.total()).max().unwrap_or(0);
            prop_assert!((most..=matrix.incidents).contains(&column.stack.total()), "{:?}", column.tactic);
            for one in column.techniques.iter().flat_map(|it| std::iter::once(it).chain(&it.subs)) {
                prop_assert_eq!(one.filter.as_ref().map_or(0, behind), one.stack.total(), "{}", &one.id);
            }
        }
        let impact = Impact::of(&state, &columns, &asked, period, &reader, None, 1_000);
        for asset in &impact.assets {
            prop_assert_eq!(behind(&asset.filter), asset.incidents, "{}", &asset.name);
        }
        for activities in Activities::ALL {
            let hunting = Hunting::of(&state, &columns, &asked, period, activities, &reader);
            prop_assert_eq!(behind(&hunting.filter), hunting.notifications.len());
            for threat in &hunting.threats {
                prop_assert_eq!(behind(&threat.filter), threat.total);
            }
        }
        let tasks = Tasks::of(&state, &columns, &asked, period, &reader);
        prop_assert_eq!(tasks.incidents.iter().map(|it| it.tasks.len()).sum::<usize>(), tasks.counts.total());
    }
}
