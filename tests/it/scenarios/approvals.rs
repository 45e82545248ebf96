//! The approval matrix: which cell decides, by action, group, severity and time of day; and what it cannot loosen.
//!
//! service.md section 4 (approval matrix) and section 6 ("the matrix cannot loosen it"; "never silently").

use crate::world::*;
use proptest::prelude::*;
use proptest::sample::select;
use watchfloor::domain::access::{AccessLevel, AccessScope, TemporaryAccess};
use watchfloor::domain::approvals::{Approval, Approvals, AssetGroup, Band, ByTime, Cell};
use watchfloor::domain::brief::Asset;
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::directory::Directory;
use watchfloor::domain::people::Party;
use watchfloor::domain::people::Role::Administrator;
use watchfloor::domain::refusal::Refusal;
use watchfloor::domain::response::ActionKind;
use watchfloor::domain::settings::{Exclusion, ExclusionKind, Permissions};
use watchfloor::domain::simulate::simulate;
use watchfloor::domain::vocabulary::Severity;
use watchfloor::domain::who_acts::{Facts, Rule, Verdict, who_acts};

/// Friday 10:00 UTC, in the business hours that hold by default.
const DAY: &str = "2026-05-01T10:00:00Z";
/// Saturday 02:00 UTC.
const NIGHT: &str = "2026-05-02T02:00:00Z";
const ISOLATE: ActionKind = ActionKind::IsolateDevice;

fn group(name: &str) -> AssetGroup {
    AssetGroup { kind: ExclusionKind::DeviceGroup, name: name.into() }
}

fn cell(column: Option<&str>, change: impl Fn(&mut Cell)) -> Cell {
    let mut cell = Cell::new(ISOLATE, column.map(group));
    change(&mut cell);
    cell
}

/// Every device group of the tests is a column.
fn matrix(cells: Vec<Cell>) -> Approvals {
    Approvals { columns: ["Clients", "Servers"].map(group).to_vec(), cells }
}

/// A matrix like this says to isolating a device of this group in an incident of this severity, then.
#[track_caller]
fn check(approvals: &Approvals, of: &str, severity: Severity, then: &str, said: Approval) {
    let by_day = then == DAY;
    let target = device_in("ws-1", of);
    let ruling = approvals.ruling(&Directory::default(), ISOLATE, Some(&target), &severity, by_day);
    assert_eq!(ruling.approval, said, "{of} {severity:?} {then}");
}

#[test]
fn what_was_not_set_is_free() {
    check(&Approvals::default(), "Clients", Severity::High, NIGHT, Approval::ExpertsAct);
    check(&matrix(Vec::new()), "Clients", Severity::High, NIGHT, Approval::ExpertsAct);
}

#[test]
fn severity_and_time_of_day_choose_within_a_cell() {
    let split = cell(Some("Clients"), |cell| {
        cell.high = ByTime { day: Approval::AskFirst, other: Approval::ExpertsAct };
        cell.medium = ByTime::always(Approval::GuideOnly);
        cell.low = ByTime::always(Approval::Never);
    });
    let approvals = matrix(vec![split]);
    let table = [
        (Severity::High, DAY, Approval::AskFirst),
        (Severity::High, NIGHT, Approval::ExpertsAct),
        (Severity::Critical, DAY, Approval::AskFirst),
        (Severity::parse("catastrophic"), DAY, Approval::AskFirst),
        (Severity::Medium, DAY, Approval::GuideOnly),
        (Severity::Medium, NIGHT, Approval::GuideOnly),
        (Severity::Low, DAY, Approval::Never),
        (Severity::Informational, NIGHT, Approval::Never),
        (Severity::Unknown, DAY, Approval::Never),
    ];
    for (severity, then, said) in table {
        check(&approvals, "Clients", severity, then, said);
    }
    check(&approvals, "Servers", Severity::High, DAY, Approval::ExpertsAct);
}

#[test]
fn a_column_without_a_cell_follows_all_others() {
    let others = cell(None, |cell| cell.high = ByTime::always(Approval::AskFirst));
    let servers = cell(Some("Servers"), |_| {});
    let approvals = matrix(vec![others, servers]);
    check(&approvals, "Clients", Severity::High, DAY, Approval::AskFirst);
    check(&approvals, "No column", Severity::High, DAY, Approval::AskFirst);
    check(&approvals, "Servers", Severity::High, DAY, Approval::ExpertsAct);
}

#[test]
fn of_several_columns_the_strictest_decides_and_of_two_that_ask_the_more_patient() {
    let asks = |column: &str, minutes| {
        cell(Some(column), |cell| {
            cell.high = ByTime::always(Approval::AskFirst);
            cell.after_minutes = minutes;
        })
    };
    let tagged = AssetGroup { kind: ExclusionKind::Tag, name: "vip".into() };
    let mut guided = Cell::new(ISOLATE, Some(tagged.clone()));
    guided.high = ByTime::always(Approval::GuideOnly);
    let approvals = Approvals {
        columns: vec![group("Clients"), tagged, group("Clients")],
        cells: vec![asks("Clients", Some(15)), guided],
    };
    let target = Asset { tags: vec!["VIP".into()], ..device_in("ws-1", "Clients") };
    let ask = |approvals: &Approvals, target: &Asset| {
        approvals.ruling(&Directory::default(), ISOLATE, Some(target), &Severity::High, true)
    };
    assert_eq!(ask(&approvals, &target).approval, Approval::GuideOnly);
    let plain = device_in("ws-1", "Clients");
    assert_eq!(ask(&approvals, &plain).after_minutes, Some(15));
    let both = |first, second| Approvals {
        columns: vec![group("Clients"), AssetGroup { kind: ExclusionKind::Asset, name: "ws-1".into() }],
        cells: vec![asks("Clients", first), {
            let column = Some(AssetGroup { kind: ExclusionKind::Asset, name: "ws-1".into() });
            Cell { column, ..asks("Clients", second) }
        }],
    };
    assert_eq!(ask(&both(Some(15), Some(60)), &plain).after_minutes, Some(60));
    assert_eq!(ask(&both(Some(15), None), &plain).after_minutes, None);
    assert_eq!(ask(&both(None, Some(15)), &plain).after_minutes, None);
}

#[test]
fn an_action_without_a_target_is_among_all_others() {
    let others = cell(None, |cell| cell.high = ByTime::always(Approval::AskFirst));
    let ioc = Cell { action: ActionKind::SubmitIocRule, ..others };
    let ruling = matrix(vec![ioc]).ruling(
        &Directory::default(),
        ActionKind::SubmitIocRule,
        None,
        &Severity::High,
        true,
    );
    assert_eq!((ruling.approval, ruling.column), (Approval::AskFirst, None));
}

#[test]
fn a_cell_that_says_what_holds_without_it_is_not_kept() {
    let mut approvals = matrix(Vec::new());
    approvals.set(cell(Some("Clients"), |_| {}));
    assert!(approvals.cells.is_empty());
    approvals.set(cell(None, |cell| cell.low = ByTime::always(Approval::Never)));
    approvals.set(cell(Some("Clients"), |_| {}));
    assert_eq!(approvals.cells.len(), 2);
    approvals.remove_column(&group("clients"));
    assert_eq!((approvals.cells.len(), approvals.columns.len()), (1, 1));
}

/// In full response with everything granted, a matrix like this gives an action of the experts this answer.
#[track_caller]
fn asked(approval: Approval) -> World {
    let mut world = World::serving();
    world.change(|settings| {
        settings.approvals.cells.push(Cell { high: ByTime::always(approval), ..Cell::new(ISOLATE, None) });
    });
    world.given(&worked()).given(&[expert(summary("malware")), expert(one_press("a"))])
}

#[test]
fn the_matrix_decides_on_whose_list_an_action_stands() {
    let party = |approval| asked(approval).one().response().unwrap().actions[0].party;
    assert_eq!(party(Approval::ExpertsAct), Party::Experts);
    assert_eq!(party(Approval::AskFirst), Party::Experts);
    assert_eq!(party(Approval::GuideOnly), Party::Customer);
    assert_eq!(party(Approval::Never), Party::Customer);
}

#[test]
fn what_was_ruled_out_waits_for_nobody() {
    let mut world = asked(Approval::Never);
    // Nothing is left to do: the incident is closed with the publication.
    let answer = told(&world.ask(expert(publish())));
    assert!(answer.ends_with("resolved"), "{answer}");
    let mut world = asked(Approval::Never).given(&[expert(by_hand("b")), expert(publish())]);
    assert_eq!(told(&world.ask(analyst(complete("a")))), "no: the customer ruled this action out");
    let unforced = Act::Resolve { note: "done".into(), force: false };
    assert_eq!(world.ask(analyst(unforced)), Err(Refusal::ActionsOpen(1)), "it is no open action");
    let mut forced = World::clone(&world);
    forced.must(analyst(Act::Resolve { note: "done".into(), force: true }));
    let (work, incident) = (forced.one().work.unwrap(), forced.one());
    let left = work.resolution.as_ref().unwrap().left_open(incident.response().unwrap());
    assert_eq!(left, Some(1));
    let answer = told(&world.ask(analyst(complete("b"))));
    assert!(answer.ends_with("resolved"), "{answer}");
}

#[test]
fn a_cell_changed_later_holds_at_once() {
    let mut world = asked(Approval::ExpertsAct);
    world.change(|settings| settings.approvals.cells[0].high = ByTime::always(Approval::GuideOnly));
    assert!(told(&world.ask(expert(begin("a")))).starts_with("no: "));
}

#[test]
fn columns_and_cells_fit() {
    let change = |change: &dyn Fn(&mut Approvals)| {
        let mut world = World::serving();
        let mut settings = Box::new(world.state.settings.clone());
        change(&mut settings.approvals);
        told(&world.ask((Administrator, Command::ChangeSettings { settings })))
    };
    assert_eq!(
        change(&|approvals| *approvals =
            matrix(vec![cell(Some("Clients"), |cell| cell.high.day = Approval::Never)])),
        "settings"
    );
    assert_eq!(
        change(&|approvals| approvals.columns = vec![group("A"), group("a ")]),
        "no: approvals.columns[1] is there already"
    );
    assert_eq!(
        change(&|approvals| approvals.columns = vec![group(" ")]),
        "no: approvals.columns[0] is missing"
    );
    assert_eq!(
        change(&|approvals| approvals.cells = vec![cell(Some("A"), |_| {})]),
        "no: approvals.cells[0].column is missing"
    );
    assert_eq!(
        change(&|approvals| approvals.cells =
            vec![cell(None, |_| {}), cell(None, |cell| cell.after_minutes = Some(0))]),
        "no: approvals.cells[1].action contradicts another entry; approvals.cells[1].afterMinutes is out of range"
    );
}

#[test]
fn the_simulator_counts_what_would_have_happened() {
    let mut world = World::serving();
    world.import(&[incident("2")]);
    let (from, to) = (at("2026-04-01T00:00:00Z"), at("2026-05-01T00:00:00Z"));
    let mut draft = world.state.settings.clone();
    draft.approvals.cells.push(Cell { high: ByTime::always(Approval::AskFirst), ..Cell::new(ISOLATE, None) });
    let found = simulate(&world.state, &draft, from, to);
    // Two incidents, each with a device and a user that would be contained.
    assert_eq!((found.incidents, found.recorded, found.assumed), (2, 0, 4));
    assert_eq!(found.before.shares.of(Verdict::ExpertsAct), 4);
    assert_eq!(found.after.shares.of(Verdict::ExpertsAct), 2);
    assert_eq!(found.after.shares.of(Verdict::AskFirst), 2);
    // They were created at 20:00, after business hours.
    assert_eq!((found.before.asked_at_night, found.after.asked_at_night), (0, 2));
    assert_eq!(found.after.cells[&(ISOLATE, None)].of(Verdict::AskFirst), 2);
    let changed: Vec<&str> = found.changes.iter().map(|change| change.incident.as_str()).collect();
    assert_eq!(changed, ["1", "2"]);
    assert_eq!(simulate(&world.state, &draft, to, to), Default::default());
    // Access that was granted since opens nothing of before.
    let mut closed = world.clone();
    closed.state.settings.permissions.respond = false;
    let access = TemporaryAccess {
        purpose: "now".into(),
        level: AccessLevel::Respond,
        scope: AccessScope::Everything,
        since: Some(to),
        expires: to.plus_millis(1),
    };
    closed.state.settings.access = vec![access];
    let then = simulate(&closed.state, &closed.state.settings, from, to);
    assert_eq!(then.before.shares.of(Verdict::ExpertsAct), 0);
    // A response that has actions is counted by them.
    let world = world.given(&worked()).given(&[expert(one_press("a"))]);
    let found = simulate(&world.state, &draft, from, to);
    assert_eq!((found.recorded, found.assumed), (1, 2));
}

fn approval() -> impl Strategy<Value = Approval> {
    select(&Approval::ALL[..])
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let column = select(vec![None, Some("Clients"), Some("Servers")]);
    let by_time = || (approval(), approval()).prop_map(|(day, other)| ByTime { day, other });
    (column, by_time(), by_time(), by_time()).prop_map(|(column, high, medium, low)| Cell {
        high,
        medium,
        low,
        ..Cell::new(ISOLATE, column.map(group))
    })
}

proptest! {
    /// The matrix only tightens: whatever it says, no rule before it is loosened, and with it the experts do no more.
    #[test]
    fn the_matrix_loosens_nothing(
        cells in proptest::collection::vec(any_cell(), 0..6),
        (investigate, respond, all_devices, excluded) in any::<(bool, bool, bool, bool)>(),
        severity in select(Severity::ALL),
        minutes in 0..20_000_i64,
    ) {
        let mut record = incident("1");
        record.severity = severity;
        let brief = watchfloor::domain::brief::Brief::of(&record);
        let permissions = Permissions { investigate, respond: respond && investigate, all_devices };
        let exclusion = Exclusion {
            kind: ExclusionKind::DeviceGroup,
            name: "Clients".into(),
            since: None,
            expires: None,
        };
        let mut settings = watchfloor::domain::settings::Settings {
            permissions,
            exclusions: if excluded { vec![exclusion] } else { Vec::new() },
            ..Default::default()
        };
        let now = at(DAY).plus_millis(minutes * 60_000);
        let directory = Directory::default();
        let target = device_in("ws-1", "Clients");
        let ask = |settings: &watchfloor::domain::settings::Settings| {
            who_acts(Facts { settings, directory: &directory, brief: &brief, now }, ISOLATE, Some(&target))
        };
        let (without, free) = ask(&settings);
        for cell in cells {
            settings.approvals.columns = vec![group("Clients"), group("Servers")];
            settings.approvals.set(cell);
        }
        let (with, tight) = ask(&settings);
        if without == Verdict::ExpertsAct {
            prop_assert_eq!(tight.last().map(|step| step.rule), Some(Rule::ApprovalMatrix));
        } else {
            prop_assert_eq!(&free, &tight);
            prop_assert_eq!(without, with);
        }
        prop_assert_eq!(Verdict::of(&tight), with);
    }

    /// Setting a cell and reading it gives it back; no other cell says anything else.
    #[test]
    fn a_cell_is_read_as_it_was_set(cells in proptest::collection::vec(any_cell(), 1..8)) {
        let mut approvals = matrix(Vec::new());
        for cell in cells {
            let others: Vec<Option<AssetGroup>> = [None, Some(group("Clients")), Some(group("Servers"))]
                .into_iter()
                .filter(|column| *column != cell.column && cell.column.is_some())
                .collect();
            let before: Vec<Cell> =
                others.iter().map(|column| approvals.effective(ISOLATE, column.as_ref())).collect();
            approvals.set(cell.clone());
            prop_assert_eq!(approvals.effective(ISOLATE, cell.column.as_ref()), cell);
            let after: Vec<Cell> =
                others.iter().map(|column| approvals.effective(ISOLATE, column.as_ref())).collect();
            prop_assert_eq!(before, after);
        }
    }
}

#[test]
fn bands_hold_every_severity() {
    for severity in Severity::ALL {
        assert!(Band::ALL.contains(&Band::of(severity)));
    }
}
