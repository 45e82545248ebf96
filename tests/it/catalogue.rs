//! The catalogue: which record of an incident holds, and what all imports together know of an asset.

use crate::world::{alert, at, device_in, incident};
use proptest::prelude::*;
use serde_json::json;
use watchfloor::domain::brief::{AssetKind, Brief};
use watchfloor::domain::catalogue::{Catalogue, News, Place};
use watchfloor::domain::record::{AlertRecord, IncidentRecord};
use watchfloor::domain::vocabulary::{Severity, Status};

fn place(batch: u32) -> Place {
    Place { batch, index: 0 }
}

/// The incident `1` as the source changed it so many minutes after ten.
fn after(minutes: u32, change: impl FnOnce(&mut IncidentRecord)) -> Brief {
    let mut record = incident("1");
    record.last_update_date_time = at(&format!("2026-04-30T22:{minutes:02}:00Z"));
    change(&mut record);
    Brief::of(&record)
}

fn named(minutes: u32, title: &str) -> Brief {
    after(minutes, |record| record.display_name = title.into())
}

/// Takes the briefs in as batches 0, 1, 2…; answers whether each changed anything.
fn absorbed(briefs: &[Brief]) -> (Catalogue, Vec<bool>) {
    let mut catalogue = Catalogue::default();
    let changes = (0..).zip(briefs).map(|(batch, brief)| {
        catalogue.note_batch(at("2026-05-01T08:00:00Z"), u64::from(batch) + 2);
        let news = catalogue.news(brief);
        let changes = catalogue.absorb(brief, place(batch)).1;
        assert_eq!(changes, news != News::Unchanged, "an import can tell before");
        changes
    });
    let changes = changes.collect();
    (catalogue, changes)
}

#[test]
fn the_newest_record_holds() {
    for (briefs, changes, title, batch) in [
        (vec![named(1, "a"), named(2, "b")], vec![true, true], "b", 1),
        (vec![named(2, "b"), named(1, "a")], vec![true, false], "b", 0),
        (vec![named(1, "a"), named(1, "a")], vec![true, false], "a", 0),
        // Of two that are as old and differ, the one that came later.
        (vec![named(1, "a"), named(1, "b")], vec![true, true], "b", 1),
    ] {
        let (catalogue, told) = absorbed(&briefs);
        let known = catalogue.find("1").unwrap();
        assert_eq!((known.title(), known.place(), told), (title, place(batch), changes));
        assert_eq!(catalogue.len(), 1);
    }
}

#[test]
fn every_field_makes_a_difference() {
    let changes: [fn(&mut IncidentRecord); 8] = [
        |record| record.status = Status::Resolved,
        |record| record.severity = Severity::parse("low"),
        |record| record.assigned_to = Some("Kim".into()),
        |record| record.custom_tags = vec!["x".into()],
        |record| record.priority_score = Some(7),
        |record| record.redirect_incident_id = Some("2".into()),
        |record| record.alerts.push(AlertRecord { id: "b".into(), ..alert(&[]) }),
        |record| record.alerts[0].resolved_date_time = Some(at("2026-04-30T21:00:00Z")),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let brief = after(1, change);
        let (catalogue, told) = absorbed(&[after(1, |_| {}), brief.clone()]);
        assert_eq!(told, [true, true], "change {number}");
        assert_eq!(catalogue.find("1").unwrap().to_brief(), brief, "change {number}");
    }
}

/// Exports are made with and without alerts; whatever the order, the newest word on each half holds.
#[test]
fn an_export_without_alerts_takes_none_away() {
    let bare = after(2, |record| {
        record.status = Status::Resolved;
        record.alerts.clear();
    });
    let full = after(1, |_| {});
    for (briefs, head, alerts) in [([full.clone(), bare.clone()], 1, 0), ([bare, full], 0, 1)] {
        let (catalogue, told) = absorbed(&briefs);
        let known = catalogue.find("1").unwrap();
        assert_eq!(told, [true, true]);
        assert_eq!(known.status(), Status::Resolved);
        assert_eq!((known.alerts(), known.sources().count(), known.assets().count()), (1, 1, 2));
        assert_eq!((known.place(), known.alerts_place()), (place(head), place(alerts)));
    }
}

#[test]
fn newer_alerts_replace_older_ones() {
    let one = after(1, |_| {});
    let two = after(2, |record| record.alerts.push(AlertRecord { id: "b".into(), ..alert(&[]) }));
    for briefs in [[one.clone(), two.clone()], [two, one]] {
        assert_eq!(absorbed(&briefs).0.find("1").unwrap().alerts(), 2);
    }
}

/// The device `ws-1` of another incident, with this group.
fn touching(id: &str, minutes: u32, group: Option<&str>, value: &str) -> Brief {
    let mut record = incident(id);
    record.last_update_date_time = at(&format!("2026-04-30T22:{minutes:02}:00Z"));
    let name = format!("ws-1 at {minutes}");
    let facts =
        json!({"mdeDeviceId": "ws-1", "hostName": name, "rbacGroupName": group, "deviceValue": value});
    record.alerts = vec![alert(&[("device", facts)])];
    Brief::of(&record)
}

#[test]
fn the_latest_word_on_an_asset_holds() {
    let old = touching("1", 1, Some("Clients"), "Normal");
    let new = touching("2", 2, Some("Servers"), "High");
    let silent = touching("3", 3, None, "Normal");
    for (briefs, name) in [
        (vec![old.clone(), new.clone()], "ws-1 at 2"),
        (vec![new.clone(), old.clone()], "ws-1 at 2"),
        (vec![silent.clone(), old.clone(), new.clone()], "ws-1 at 3"),
        (vec![old, new, silent], "ws-1 at 3"),
    ] {
        let (catalogue, _) = absorbed(&briefs);
        let known = catalogue.asset(AssetKind::Device, "ws-1").unwrap();
        assert_eq!(known.name, name);
        assert_eq!(known.group.as_deref(), Some("Servers"), "{name}");
        assert!(known.critical);
        // Every incident shows the same.
        for row in catalogue.rows() {
            assert_eq!(catalogue.get(row).unwrap().assets().next(), Some(known));
        }
        assert_eq!(catalogue.assets().len(), 1);
    }
    let (catalogue, _) = absorbed(&[]);
    assert_eq!(catalogue.asset(AssetKind::Device, "ws-1"), None);
}

#[test]
fn kinds_do_not_mix() {
    let mut brief = after(1, |_| {});
    brief.assets = vec![device_in("x", "Clients"), crate::world::user("x")];
    let (catalogue, _) = absorbed(&[brief]);
    assert_eq!(catalogue.assets().len(), 2);
    assert_eq!(catalogue.asset(AssetKind::User, "x").unwrap().group, None);
    assert_eq!(catalogue.asset(AssetKind::Mailbox, "x"), None);
}

#[test]
fn a_row_that_is_none_is_none() {
    let (catalogue, _) = absorbed(&[after(1, |_| {})]);
    assert!(catalogue.get(1).is_none() && catalogue.get(u32::MAX).is_none());
    assert!(catalogue.find("2").is_none() && catalogue.row("").is_none());
}

/// Records of three incidents. What the source changes it dates: of one moment there is one state.
fn record() -> impl Strategy<Value = Brief> {
    (0..3_u32, 0..6_u32, any::<bool>()).prop_map(|(id, minutes, bare)| {
        let mut record = incident(&id.to_string());
        record.last_update_date_time = at(&format!("2026-04-30T22:{minutes:02}:00Z"));
        record.status = Status::ALL[minutes as usize % 3].clone();
        record.display_name = format!("{id} at {minutes}");
        if bare {
            record.alerts.clear();
        }
        Brief::of(&record)
    })
}

proptest! {
    #[test]
    fn the_order_of_arrival_does_not_matter(
            (briefs, other) in prop::collection::vec(record(), 1..12)
                .prop_flat_map(|briefs| (Just(briefs.clone()), Just(briefs).prop_shuffle())),
        ) {
        let (one, two) = (absorbed(&briefs).0, absorbed(&other).0);
        prop_assert_eq!(one.len(), two.len());
        for id in ["0", "1", "2"] {
            prop_assert_eq!(one.find(id).map(|known| known.to_brief()), two.find(id).map(|known| known.to_brief()));
        }
    }

    #[test]
    fn taking_everything_in_again_changes_nothing(briefs in prop::collection::vec(record(), 1..12)) {
        let (mut catalogue, _) = absorbed(&briefs);
        let before = catalogue.clone();
        for (batch, brief) in (0..).zip(&briefs) {
            prop_assert!(!catalogue.absorb(brief, place(batch)).1);
        }
        prop_assert_eq!(before, catalogue);
    }
}

/// The incident of a number, of which some were redirected, some have more than one record and some no alerts.
fn numbered(number: u32) -> Brief {
    let mut record = incident(&number.to_string());
    record.display_name = format!("Incident {number}");
    if number.is_multiple_of(5) {
        record.status = Status::Redirected;
        record.redirect_incident_id = Some((number / 2).to_string());
    }
    if number.is_multiple_of(3) {
        record.alerts.clear();
    }
    record.priority_score = u8::try_from(number % 90).ok();
    Brief::of(&record)
}

fn brought_back(catalogue: &Catalogue) -> Catalogue {
    let sections: Vec<Vec<u8>> = (0..catalogue.section_count()).map(|it| catalogue.section(it)).collect();
    let mut again = Catalogue::default();
    (0..catalogue.batch_count()).for_each(|batch| {
        again.note_batch(at("2026-05-01T08:00:00Z"), u64::from(batch) + 2);
    });
    assert!(again.restore(&sections));
    again
}

/// Rows come back a block at a time, whichever is asked for first.
#[test]
fn what_was_kept_is_read_as_it_is_asked_for() {
    let newer = |number: u32| {
        let mut brief = numbered(number);
        brief.title = format!("Again {number}");
        brief.updated = at("2026-05-02T09:00:00Z");
        brief
    };
    let briefs: Vec<Brief> = (1..=2_300).map(numbered).chain((700..1_400).step_by(7).map(newer)).collect();
    let (catalogue, _) = absorbed(&briefs);
    let again = brought_back(&catalogue);
    for row in [2_299, 0, 1_500, 1_023, 1_024, 1_400] {
        assert_eq!(again.get(row).map(|it| it.to_brief()), catalogue.get(row).map(|it| it.to_brief()));
    }
    assert_eq!(again.counted(), catalogue.counted());
    assert!(again.redirected().eq(catalogue.redirected()) && again.redirected().count() > 400);
    assert_eq!(again.row("2300"), Some(2_299));
    assert_eq!(again, catalogue);
    while again.read_on() {}
    assert!(!again.read_on());
    assert_eq!(brought_back(&again), catalogue, "and is kept again as it was");
}

/// What comes later is taken into rows that nobody has read yet.
#[test]
fn what_was_kept_takes_in_what_comes_later() {
    let briefs: Vec<Brief> = (1..=1_500).map(numbered).collect();
    let (mut catalogue, _) = absorbed(&briefs);
    let mut again = brought_back(&catalogue);
    let mut later = numbered(40);
    (later.title, later.updated) = ("Later".into(), at("2026-05-02T09:00:00Z"));
    for brief in [later, numbered(1_501), numbered(35)] {
        let taken = [&mut catalogue, &mut again].map(|it| {
            it.note_batch(at("2026-05-02T10:00:00Z"), 9);
            it.absorb(&brief, place(1_500))
        });
        assert_eq!(taken[0], taken[1]);
    }
    assert_eq!(again, catalogue);
}
