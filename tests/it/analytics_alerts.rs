//! The list of all alerts: what is still to be read, what is found, and how each alert stands.

use crate::world::{World, alert, analyst, at, incident, on};
use serde_json::json;
use watchfloor::analytics::alerts::{AlertIndex, AlertSort, AlertSortKey, Asked, counted, newest};
use watchfloor::analytics::period::Window;
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::ids::IncidentId;
use watchfloor::domain::people::Role;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::vocabulary::{AlertStatus, ServiceSource, Severity};

/// An incident with two alerts, the second of low severity on the server `fs-1`.
fn two_alerts(id: &str, day: u32) -> IncidentRecord {
    let mut record = incident(id);
    let mut first = alert(&[("user", json!({"userAccount": {"userPrincipalName": format!("Kim.{id}")}}))]);
    first.id = format!("first-{id}");
    first.title = "LSASS was read".into();
    let mut second = alert(&[("device", json!({"mdeDeviceId": "fs-1", "deviceDnsName": "FS-1"}))]);
    second.id = format!("second-{id}");
    second.title = "Ähnlich: a rare sign-in".into();
    second.severity = Severity::Low;
    second.status = AlertStatus::Resolved;
    for alert in [&mut first, &mut second] {
        alert.last_activity_date_time = Some(at(&format!("2026-04-{day:02}T20:00:00Z")));
    }
    record.alerts = vec![first, second];
    record
}

/// A world with such incidents, and the list of their alerts, read as the missing ones are told.
fn listed() -> (World, AlertIndex) {
    let mut world = World::with(incident("1"));
    world.import(&[two_alerts("21", 12), two_alerts("22", 19)]);
    world.import(&[two_alerts("23", 15)]);
    let mut index = AlertIndex::default();
    fill(&world, &mut index);
    (world, index)
}

/// A world with one more incident, and the list of all alerts.
fn of_one(record: IncidentRecord) -> (World, AlertIndex) {
    let mut world = World::with(incident("1"));
    world.import(std::slice::from_ref(&record));
    let mut index = AlertIndex::default();
    let catalogue = &world.state.catalogue;
    index.follow(catalogue);
    for (place, row) in index.missing(catalogue) {
        let id = catalogue.get(row).unwrap().id().to_owned();
        let known = if id == record.id { record.clone() } else { incident(&id) };
        index.put(row, &id, place, &known.alerts);
    }
    (world, index)
}

fn fill(world: &World, index: &mut AlertIndex) -> Vec<String> {
    let catalogue = &world.state.catalogue;
    index.follow(catalogue);
    let missing = index.missing(catalogue);
    let ids = missing.iter().map(|(place, row)| {
        let id = catalogue.get(*row).unwrap().id();
        let record = match id {
            "1" => incident("1"),
            "21" => two_alerts("21", 12),
            "22" => two_alerts("22", 19),
            id => two_alerts(id, 15),
        };
        index.put(*row, id, *place, &record.alerts);
        id.to_owned()
    });
    ids.collect()
}

fn found(world: &World, index: &AlertIndex, asked: &Asked) -> Vec<String> {
    let order = newest(&world.state.catalogue);
    let numbers = index.matching(&order, &world.state, asked);
    numbers.into_iter().map(|number| index.line(number, &world.state).unwrap().id).collect()
}

#[test]
fn batches_are_read_newest_first_and_each_incident_once() {
    let mut world = World::with(incident("1"));
    world.import(&[two_alerts("21", 12), two_alerts("22", 19)]);
    world.import(&[two_alerts("23", 15)]);
    let mut index = AlertIndex::default();
    assert_eq!(fill(&world, &mut index), ["23", "21", "22", "1"]);
    assert_eq!((index.read(), fill(&world, &mut index).len()), (4, 0));
    // A newer record of one of them is read again, and what was there is listed no more.
    let mut newer = two_alerts("21", 12);
    newer.last_update_date_time = at("2026-05-02T21:00:00Z");
    newer.alerts.truncate(1);
    world.import(&[newer]);
    assert_eq!(fill(&world, &mut index), ["21"]);
    assert_eq!(index.read(), 4);
    assert_eq!(found(&world, &index, &Asked::default()).len(), 7, "each alert once");
}

#[test]
fn texts_severities_and_states_narrow_the_list() {
    let (world, index) = listed();
    let text = |text: &str| Asked { text: text.into(), ..Asked::default() };
    for (asked, expected) in [
        (
            Asked::default(),
            vec!["a", "first-22", "second-22", "first-23", "second-23", "first-21", "second-21"],
        ),
        (text("lsass"), vec!["first-22", "first-23", "first-21"]),
        (text(" ÄHNLICH"), vec!["second-22", "second-23", "second-21"]),
        (text("fs-1"), vec!["second-22", "second-23", "second-21"]),
        (text("kim.21"), vec!["first-21"]),
        (text("SECOND-23"), vec!["second-23"]),
        (text("22"), vec!["first-22", "second-22"]),
        (text("nothing of the kind"), vec![]),
        (Asked { severities: vec![Severity::Low], ..text("22") }, vec!["second-22"]),
        (Asked { severities: vec![Severity::Informational], ..Asked::default() }, vec![]),
        // Several are asked for together: what has any of them.
        (
            Asked { severities: vec![Severity::Low, Severity::High, Severity::Informational], ..text("22") },
            vec!["first-22", "second-22"],
        ),
        (
            Asked { states: vec![AlertStatus::Resolved, AlertStatus::New], ..text("22") },
            vec!["first-22", "second-22"],
        ),
        (Asked { states: vec![AlertStatus::New], ..text("lsass") }, vec!["first-22", "first-23", "first-21"]),
        (
            Asked { states: vec![AlertStatus::Resolved], ..Asked::default() },
            vec!["second-22", "second-23", "second-21"],
        ),
    ] {
        assert_eq!(found(&world, &index, &asked), expected, "{asked:?}");
    }
}

#[test]
fn products_and_when_they_began_narrow_the_list() {
    let mut record = two_alerts("26", 12);
    record.alerts[0].service_source = ServiceSource::parse("microsoftSentinel");
    record.alerts[0].first_activity_date_time = Some(at("2026-04-02T08:00:00Z"));
    record.alerts[1].first_activity_date_time = None;
    record.alerts[1].created_date_time = at("2026-04-05T08:00:00Z");
    let (world, index) = of_one(record);
    let of = |source: &str| Asked { sources: vec![source.into()], ..Asked::default() };
    let within = |from: &str, to: &str| {
        let moment = |day: &str| Some(at(&format!("2026-04-{day}T00:00:00Z")));
        Asked { began: Window { from: moment(from), to: moment(to) }, ..Asked::default() }
    };
    assert_eq!(found(&world, &index, &of("microsoftSentinel")), ["first-26"]);
    assert_eq!(found(&world, &index, &of("azureAdIdentityProtection")), Vec::<String>::new());
    let either = Asked {
        sources: vec!["azureAdIdentityProtection".into(), "microsoftSentinel".into()],
        ..Asked::default()
    };
    assert_eq!(found(&world, &index, &either), ["first-26"]);
    assert_eq!(found(&world, &index, &within("01", "03")), ["first-26"]);
    // Without a first activity its creation stands for it.
    assert_eq!(found(&world, &index, &within("05", "06")), ["second-26"]);
    assert_eq!(index.severities().last(), Some(&Severity::Low));
    assert!(index.sources().contains(&"microsoftSentinel".to_owned()));
}

#[test]
fn each_column_orders_and_what_it_does_not_say_is_last() {
    let mut record = two_alerts("26", 12);
    record.alerts[0].first_activity_date_time = None;
    record.alerts[0].category = None;
    record.alerts[1].first_activity_date_time = Some(at("2026-04-02T08:00:00Z"));
    let (world, index) = of_one(record);
    let order = |sort: &str| {
        let numbers = index.matching(&newest(&world.state.catalogue), &world.state, &Asked::default());
        let numbers = index.ordered(numbers, &world.state, AlertSort::parse(sort).unwrap());
        let ids = numbers.into_iter().map(|number| index.line(number, &world.state).unwrap().id);
        ids.filter(|id| id != "a").collect::<Vec<_>>()
    };
    let (first, second) = (["first-26", "second-26"], ["second-26", "first-26"]);
    for (sort, expected) in [
        ("title", first),
        ("-title", second),
        ("-severity", first),
        ("severity", second),
        ("status", first),
        ("-status", second),
        ("category", second),
        ("-category", second),
        ("firstActivity", second),
        ("-firstActivity", second),
        ("incident", first),
    ] {
        assert_eq!(order(sort), expected, "{sort}");
    }
    assert_eq!(AlertSort::parse("assets"), None);
}

#[test]
fn a_head_orders_then_turns_the_order_round_then_lets_it_go() {
    let sort = |word: &str| AlertSort::parse(word).unwrap();
    let key = AlertSortKey::Severity;
    let first = AlertSort::pressed(sort("title"), key);
    assert_eq!(first, sort("-severity"));
    let second = AlertSort::pressed(first, key);
    assert_eq!(second, sort("severity"));
    assert_eq!(AlertSort::pressed(second, key), AlertSort::default());
    // The head of the usual order turns it round and back.
    let turned = AlertSort::pressed(AlertSort::default(), AlertSortKey::FirstActivity);
    assert_eq!(turned, sort("firstActivity"));
    assert_eq!(AlertSort::pressed(turned, AlertSortKey::FirstActivity), AlertSort::default());
}

#[test]
fn the_list_opens_with_what_began_last_and_what_cannot_be_is_at_its_end() {
    let mut record = two_alerts("26", 12);
    record.alerts[0].first_activity_date_time = Some(at("9999-12-31T23:59:59Z"));
    record.alerts[1].first_activity_date_time = Some(at("2026-04-02T08:00:00Z"));
    let (world, index) = of_one(record);
    let numbers = index.matching(&newest(&world.state.catalogue), &world.state, &Asked::default());
    let numbers = index.ordered(numbers, &world.state, AlertSort::default());
    let ids: Vec<_> =
        numbers.into_iter().map(|number| index.line(number, &world.state).unwrap().id).collect();
    assert_eq!(ids.last().map(String::as_str), Some("first-26"), "{ids:?}");
    assert_eq!(AlertSort::default().to_string(), "-firstActivity");
}

#[test]
fn an_alert_stands_as_it_was_set_here() {
    let (mut world, index) = listed();
    let act =
        Act::ManageAlert { alert: "first-23".into(), status: Some(AlertStatus::Resolved), verdict: None };
    world.must((Role::Analyst, on("23", act)));
    let resolved = Asked { text: "lsass".into(), states: vec![AlertStatus::Resolved], ..Asked::default() };
    assert_eq!(found(&world, &index, &resolved), ["first-23"]);
    world.must(analyst(Act::Resolve { note: "done".into(), force: true }));
    let of_one = Asked { states: vec![AlertStatus::Resolved], text: "kim".into(), ..Asked::default() };
    assert!(found(&world, &index, &of_one).contains(&"a".to_owned()), "resolved with its incident");
}

#[test]
fn what_was_merged_is_counted_once() {
    let mut world = World::with(incident("1"));
    let mut gone = two_alerts("24", 19);
    gone.redirect_incident_id = Some("22".into());
    let mut again = two_alerts("25", 19);
    again.alerts[0].id = "first-22".into();
    world.import(&[two_alerts("22", 19), gone, again.clone()]);
    let mut index = AlertIndex::default();
    let catalogue = &world.state.catalogue;
    index.follow(catalogue);
    for (place, row) in index.missing(catalogue) {
        let id = catalogue.get(row).unwrap().id().to_owned();
        let record = match id.as_str() {
            "1" => incident("1"),
            "25" => again.clone(),
            id => two_alerts(id, 19),
        };
        index.put(row, &id, place, &record.alerts);
    }
    let shown = |world: &World| {
        let rows = newest(&world.state.catalogue);
        let mut ids = found(world, &index, &Asked::default());
        ids.sort();
        (counted(&world.state.catalogue, &rows), ids.join(" "))
    };
    // What the source redirected has its alerts where it leads to.
    assert_eq!(shown(&world), (3, "a first-22 first-22 second-22 second-25".to_owned()));
    let incidents = vec![IncidentId::new("25").unwrap()];
    let into = IncidentId::new("22").unwrap();
    world.must((Role::Analyst, Command::Merge { into, incidents, reason: "Same attack".into() }));
    assert_eq!(shown(&world), (2, "a first-22 second-22 second-25".to_owned()));
}
