//! What an incident holds together with those that were merged into it: the same everywhere, and as before once that is
//! taken back.

use crate::world::*;
use serde_json::json;
use std::collections::BTreeSet;
use watchfloor::analytics::assets::{incidents_of, inventory};
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::columns::{Columns, Touched};
use watchfloor::analytics::dimension::Dim;
use watchfloor::analytics::filter::Filter;
use watchfloor::analytics::incident::boundary::{Sign, signs};
use watchfloor::analytics::incident::similar::{seen_here, similar};
use watchfloor::analytics::linked::Linked;
use watchfloor::analytics::score::Score;
use watchfloor::analytics::sort::{Sort, SortKey};
use watchfloor::domain::break_glass::{Danger, danger};
use watchfloor::domain::brief::AssetKind;
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::ids::IncidentId;
use watchfloor::domain::people::Role;
use watchfloor::domain::record::{AlertRecord, IncidentRecord};
use watchfloor::domain::vocabulary::{AlertStatus, Severity, Status};

fn merge(into: &str, incidents: &[&str]) -> Step {
    let id = |id: &&str| IncidentId::new(id).unwrap();
    let incidents = incidents.iter().map(id).collect();
    (Role::Analyst, Command::Merge { into: id(&into), incidents, reason: "Same attack".into() })
}

fn with(id: &str, title: &str, category: &str, technique: &str, device: &str) -> IncidentRecord {
    let alert = AlertRecord {
        id: format!("alert {id}"),
        category: Some(category.into()),
        mitre_techniques: vec![technique.into()],
        last_activity_date_time: Some(at("2026-04-30T20:30:00Z")),
        ..alert(&[("device", json!({"mdeDeviceId": device, "deviceDnsName": device}))])
    };
    IncidentRecord { display_name: title.into(), alerts: vec![alert], ..incident(id) }
}

/// Incident 1 touches ws-1 and kim. 2 is ransomware on srv-9, 3 theft on srv-8; 4 to 40 are many alike.
fn world() -> World {
    let mut world = World::serving();
    let theft = with("3", "Theft of Ülm", "Exfiltration", "T1041", "srv-8");
    let low = IncidentRecord { severity: Severity::Low, ..with("4", "Low", "Impact", "T1486", "srv-7") };
    world.import(&[with("2", "Encryption", "Ransomware", "T1486", "srv-9"), theft, low]);
    let many: Vec<_> = (5..=40).map(|id| with(&id.to_string(), "Many", "Execution", "T1059", "pc")).collect();
    world.import(&many);
    world
}

fn reader(world: &World) -> Reader {
    Reader { now: world.now, zone: Zone::fixed(0) }
}

/// Everything that columns say of every incident, by its number.
fn said(world: &World, columns: &Columns) -> Vec<String> {
    let state = &world.state;
    let everything = Linked::new(columns, &Filter::default(), &reader(world));
    let mut lines: Vec<String> = Vec::new();
    for row in everything.page(columns, Sort { key: SortKey::Created, descending: false }, 0, usize::MAX) {
        let place = columns.row(row).unwrap() as usize;
        let mut line = state.catalogue.get(row).unwrap().id().to_owned();
        for dim in Dim::ALL {
            let dictionary = columns.dictionary(dim).unwrap();
            let mut words = BTreeSet::new();
            columns.with_column(dim, world.now, |column| {
                column.for_each_of(place, |code| {
                    words.insert(dictionary.value(code).unwrap().as_str().to_owned());
                });
            });
            line += &format!(" {dim:?}:{words:?}");
        }
        line += &format!(" {:?}", columns.published_row(place));
        lines.push(line);
    }
    for key in SortKey::ALL {
        let order = everything.page(columns, Sort { key, descending: false }, 0, usize::MAX);
        lines.push(format!("{key:?} {order:?}"));
    }
    lines
}

/// The numbers of the incidents of a filter that were not merged.
fn found(world: &World, columns: &Columns, filter: &str) -> Vec<String> {
    let filter: Filter = format!("{filter} -status:redirected").parse().unwrap();
    let linked = Linked::new(columns, &filter, &reader(world));
    let rows = linked.page(columns, Sort { key: SortKey::Created, descending: false }, 0, usize::MAX);
    rows.into_iter().map(|row| world.state.catalogue.get(row).unwrap().id().to_owned()).collect()
}

fn on(world: &World, device: &str) -> Vec<String> {
    let rows = incidents_of(&world.state, AssetKind::Device, device);
    rows.into_iter().map(|row| world.state.catalogue.get(row).unwrap().id().to_owned()).collect()
}

/// What pages and rules say of incident 1 and what it took in.
fn read(world: &World, columns: &Columns) -> String {
    let one = world.one();
    let brief = one.brief();
    let playbooks: Vec<&str> =
        world.state.fitting_playbooks(&brief).into_iter().map(|it| it.id.as_str()).collect();
    let line =
        inventory(&world.state, AssetKind::Device).into_iter().find(|it| it.asset.id == "srv-9").unwrap();
    let seen = seen_here(&world.state, &["T1486".to_owned(), "T1041".to_owned()], world.now);
    let seen = [seen.get("T1486"), seen.get("T1041")].map(|count| count.copied().unwrap_or(0));
    let filters =
        ["technique:T1041", "asset:device/srv-9", "text:srv-8", "text:2", "text:ülm", "tactic:Exfiltration"];
    let filters = filters.map(|filter| found(world, columns, filter).join("+")).join(" ");
    format!(
        "active {} activity {} score {} signs {:?} danger {:?} ransomware {} srv-9 {}+{:?} of {} seen {seen:?} | {filters}",
        one.alerts_active(),
        one.known.last_activity().unwrap(),
        Score::of(one).total(),
        signs(&brief),
        danger(&world.state, one),
        playbooks.iter().any(|id| id.contains("ransomware")),
        line.incidents,
        line.severity,
        on(world, "srv-9").join("+"),
    )
}

/// The columns that were brought up to date and those that are built anew say the same.
fn follow(world: &World, columns: &mut Columns, from: usize) {
    let events = world.journal.iter().skip(from).flat_map(|entry| &entry.events);
    columns.update(&world.state, &Touched::by(events));
    let rebuilt = Columns::build(&world.state);
    pretty(&said(world, columns), &said(world, &rebuilt));
    let sections: Vec<_> = (0..Columns::SECTIONS).map(|number| columns.section(number)).collect();
    let mut again = Columns::restore(&world.state, &sections).unwrap();
    again.update(&world.state, &Touched::Incidents(Vec::new()));
    pretty(&said(world, &again), &said(world, &rebuilt));
    assert_eq!(found(world, &again, "text:2"), found(world, &rebuilt, "text:2"));
}

fn pretty(one: &[String], other: &[String]) {
    for (one, other) in one.iter().zip(other) {
        assert_eq!(one, other);
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn it_holds_what_it_took_in_and_gives_it_back() {
    let mut world = world();
    let mut columns = Columns::build(&world.state);
    let before = read(&world, &columns);
    let rows = said(&world, &columns);
    assert_eq!(
        before,
        "active 1 activity 2026-04-30T19:30:00Z score 54 signs [] danger None ransomware false \
         srv-9 1+Some(High) of 2 seen [2, 1] | 3 2 3 2+12+20+21+22+23+24+25+26+27+28+29+32 3 3"
    );
    let at = world.journal.len();
    world.must(merge("1", &["2", "3"]));
    let command = world.journal.last().unwrap().command.clone();
    follow(&world, &mut columns, at);
    let signs = format!("{:?}", [Sign::Ransomware, Sign::Exfiltration]);
    assert_eq!(
        read(&world, &columns),
        format!(
            "active 3 activity 2026-04-30T20:30:00Z score 69 signs {signs} danger {:?} ransomware true \
             srv-9 1+Some(High) of 1 seen [2, 1] | 1 1 1 1+12+20+21+22+23+24+25+26+27+28+29+32 1 1",
            Some(Danger::Ransomware)
        )
    );
    let at = world.journal.len();
    world.must((Role::Analyst, Command::Undo { command }));
    follow(&world, &mut columns, at);
    assert_eq!(read(&world, &columns), before);
    // That includes since when it has its status.
    pretty(&said(&world, &columns), &rows);
}

/// Alerts in all, not resolved and covered, as the list has them, and as columns, filters and figures count them.
fn counts(world: &World, columns: &Columns) -> [u32; 4] {
    let place = columns.row(world.state.catalogue.row("1").unwrap()).unwrap() as usize;
    let (one, columns_say) = (world.one(), columns.published_row(place));
    assert_eq!(one.brief().alerts_active, one.alerts_active());
    [one.known.alerts(), one.alerts_active(), one.known.alerts_covered(), columns_say.unwrap().alerts]
}

#[test]
fn an_alert_that_several_hold_is_counted_once() {
    let mut world = world();
    let named = |id: &str| AlertRecord { id: id.into(), ..alert(&[]) };
    world.import(&[IncidentRecord { alerts: vec![named("a"), named("b")], ..incident("60") }]);
    let mut columns = Columns::build(&world.state);
    assert_eq!(counts(&world, &columns), [1, 1, 1, 1]);
    world.must(merge("1", &["60", "2"]));
    let command = world.journal.last().unwrap().command.clone();
    follow(&world, &mut columns, 0);
    assert_eq!(counts(&world, &columns), [3, 3, 3, 3]);
    // One that came with another is resolved on the page of the one that goes on, then its own.
    for (id, active) in [("b", 2), ("a", 1)] {
        let status = Some(AlertStatus::Resolved);
        world.must(analyst(Act::ManageAlert { alert: id.into(), status, verdict: None }));
        assert_eq!(world.one().alerts_active(), active, "{id}");
    }
    follow(&world, &mut columns, 0);
    assert_eq!(counts(&world, &columns), [3, 1, 3, 3]);
    world.must((Role::Analyst, Command::Undo { command }));
    follow(&world, &mut columns, 0);
    assert_eq!(counts(&world, &columns), [1, 0, 1, 1]);
}

#[test]
fn merging_into_a_resolved_one_resolves_no_alert() {
    let mut world = world();
    world.must(analyst(Act::Resolve { note: "Cleaned".into(), force: false }));
    world.must(merge("1", &["2"]));
    assert_eq!(world.one().alerts_active(), 1);
    let of = |id: &str| world.one().alert_status(&AlertRecord { id: id.into(), ..alert(&[]) });
    assert_eq!((of("a"), of("alert 2")), (AlertStatus::Resolved, AlertStatus::New));
}

/// A record that is newer says of each alert what it says: those that it does not speak of anew stay resolved.
#[test]
fn an_alert_that_joins_a_closed_incident_is_the_only_active_one() {
    let mut world = World::serving();
    world.must(analyst(Act::Resolve { note: "Cleaned".into(), force: false }));
    assert_eq!(world.one().alerts_active(), 0);
    let joined =
        AlertRecord { id: "late".into(), created_date_time: world.now.plus_millis(60_000), ..alert(&[]) };
    let mut newer = incident("1");
    newer.last_update_date_time = world.now.plus_millis(60_000);
    newer.alerts.push(joined.clone());
    world.import(&[newer.clone()]);
    let stands: Vec<_> = newer.alerts.iter().map(|alert| world.one().alert_status(alert)).collect();
    assert_eq!(stands, [AlertStatus::Resolved, AlertStatus::New]);
    assert_eq!(world.one().alerts_active(), 1);
}

fn tag(incident: &str, act: fn(String) -> Act) -> Step {
    let incident = IncidentId::new(incident).unwrap();
    (Role::Analyst, Command::Incident { incident, act: act("Finance".into()) })
}

#[test]
fn the_tags_of_what_it_took_in_are_its_own_until_that_is_taken_back() {
    for is_taken_away in [false, true] {
        let mut world = world();
        let mut columns = Columns::build(&world.state);
        world.must(tag("2", |tag| Act::AddTag { tag }));
        let before: Vec<String> = world.one().tags().into_iter().map(str::to_owned).collect();
        world.must(merge("1", &["2"]));
        let command = world.journal.last().unwrap().command.clone();
        follow(&world, &mut columns, 0);
        assert_eq!(found(&world, &columns, "tag:Finance"), ["1"]);
        // It goes on with the one that is merged.
        world.must(merge("3", &["1"]));
        let second = world.journal.last().unwrap().command.clone();
        assert!(world.state.incident("3").unwrap().tags().contains(&"Finance"));
        world.must((Role::Analyst, Command::Undo { command: second }));
        if is_taken_away {
            world.must(tag("1", |tag| Act::RemoveTag { tag }));
        }
        world.must((Role::Analyst, Command::Undo { command }));
        follow(&world, &mut columns, 0);
        assert_eq!(world.one().tags(), before);
        assert_eq!(found(&world, &columns, "tag:Finance"), ["2"]);
    }
}

#[test]
fn merging_takes_no_likeness_away() {
    let mut world = world();
    world.import(&[
        with("50", "Pair on 2 hosts", "Execution", "T1548", "p"),
        with("51", "Pair on 3 hosts", "Execution", "T1548", "p"),
    ]);
    let alike = |world: &World, id: &str| {
        let of = |row| world.state.catalogue.get(row).unwrap().id().to_owned();
        similar(&world.state, id)
            .into_iter()
            .map(|it| (of(it.row), it.points, it.same_title))
            .collect::<Vec<_>>()
    };
    assert_eq!(alike(&world, "51"), [("50".to_owned(), 90, true)]);
    world.must(merge("50", &["2"]));
    assert_eq!(alike(&world, "51"), [("50".to_owned(), 90, true)]);
    assert_eq!(alike(&world, "50")[0], ("51".to_owned(), 90, true));
    world.must(merge("3", &["50"]));
    assert_eq!(alike(&world, "51"), [("3".to_owned(), 90, true)]);
}

#[test]
fn one_that_took_others_in_is_taken_in_with_them() {
    let mut world = world();
    let mut columns = Columns::build(&world.state);
    world.must(merge("2", &["3"]));
    let inner = world.journal.last().unwrap().command.clone();
    world.must(merge("1", &["2"]));
    follow(&world, &mut columns, 0);
    let alerts = |world: &World| world.one().known.alerts();
    assert_eq!((alerts(&world), on(&world, "srv-8")), (3, vec!["1".to_owned()]));
    assert_eq!(found(&world, &columns, "text:theft"), ["1"]);
    // Resolved together, and all of it is open again together.
    world.must(analyst(Act::Resolve { note: "Cleaned".into(), force: false }));
    follow(&world, &mut columns, 0);
    assert_eq!(world.one().alerts_active(), 0);
    let third = world.state.incident("3").unwrap();
    assert_eq!((third.status(), third.alerts_active()), (Status::Redirected, 0));
    world.must(analyst(Act::Reopen { reason: "Again".into() }));
    assert_eq!(world.one().alerts_active(), 3);
    // What the one in the middle lets go is held by none.
    let at = world.journal.len();
    world.must((Role::Analyst, Command::Undo { command: inner }));
    follow(&world, &mut columns, at);
    assert_eq!((alerts(&world), on(&world, "srv-8")), (2, vec!["3".to_owned()]));
}

#[test]
fn what_the_source_opens_again_stands_for_itself() {
    let mut world = world();
    world.must(merge("1", &["2"]));
    assert_eq!(world.one().known.alerts(), 2);
    let mut again = with("2", "Encryption", "Ransomware", "T1486", "srv-9");
    again.status = Status::InProgress;
    again.last_update_date_time = world.now.plus_millis(1);
    world.now = world.now.plus_millis(60_000);
    world.import(&[again]);
    assert_eq!(world.one().known.alerts(), 1);
    assert_eq!(on(&world, "srv-9"), ["2"]);
}

#[test]
fn numbers_that_the_source_redirected_lead_on() {
    let mut world = World::serving();
    let redirected = |id: &str, to: &str| IncidentRecord {
        status: Status::Redirected,
        redirect_incident_id: Some(to.into()),
        ..incident(id)
    };
    let end = with("2", "Encryption", "Ransomware", "T1486", "srv-9");
    let ways = [
        redirected("902", "903"),
        redirected("903", "2"),
        redirected("977", "978"),
        redirected("978", "977"),
    ];
    world.import(&[&ways[..], &[end]].concat());
    let mut columns = Columns::build(&world.state);
    assert_eq!(found(&world, &columns, "text:902"), ["2"]);
    assert_eq!(found(&world, &columns, "text:977"), Vec::<String>::new());
    let at = world.journal.len();
    world.must(merge("1", &["2"]));
    follow(&world, &mut columns, at);
    assert_eq!(found(&world, &columns, "text:902"), ["1"]);
}
