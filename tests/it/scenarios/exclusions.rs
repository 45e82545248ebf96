//! Exclusions over time and over imports: high value, tags and groups that a list of devices tells of; what is renewed
//! after it was over; one host under two names; and the coverage map.
//!
//! service.md 1.3: "devices: ... or all devices Defender marks High value, adding future high-value devices
//! automatically"; section 4: "coverage map of excluded vs. critical assets, warning when an excluded asset is under
//! attack".

use crate::world::*;
use serde_json::json;
use watchfloor::analytics::exclusion_map::ExclusionMap;
use watchfloor::domain::approvals::{Approval, AssetGroup, ByTime, Cell};
use watchfloor::domain::brief::AssetKind;
use watchfloor::domain::catalogue::Catalogue;
use watchfloor::domain::command::Command;
use watchfloor::domain::difference::{Difference, differences};
use watchfloor::domain::directory::{Group, GroupKind};
use watchfloor::domain::estate::machine::{Machine, Standing};
use watchfloor::domain::estate::{EstateRecord, Run};
use watchfloor::domain::people::Role;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::response::ActionKind;
use watchfloor::domain::settings::{Exclusion, ExclusionKind, Settings};
use watchfloor::domain::who_acts::{Rule, Verdict};

fn excluding(kind: ExclusionKind, name: &str) -> Exclusion {
    Exclusion { kind, name: name.into(), since: None, expires: None }
}

fn machine(id: &str) -> Machine {
    Machine { id: id.into(), name: format!("{id}.contoso.example"), ..Machine::default() }
}

/// Takes a list of devices in, as a session does after it read the batch of an import.
fn list(world: &mut World, devices: impl IntoIterator<Item = Machine>) {
    world
        .must((Role::Advisor, take(machines_import(&format!("machines-{}", world.state.seq), machines(98)))));
    let run = Run { seq: world.state.seq, at: world.now };
    for device in devices {
        world.state.absorb(run, EstateRecord::Machine(Box::new(device)));
    }
}

/// An incident that names `ws-1` without group and tags.
fn bare(id: &str) -> IncidentRecord {
    let mut record = incident(id);
    let evidence = json!({"mdeDeviceId": "WS-1", "deviceDnsName": "ws-1"});
    record.alerts = vec![alert(&[("device", evidence)])];
    record
}

/// The rule that decides on isolating `ws-1`, and who acts.
fn isolating(world: &World) -> (Option<Rule>, Verdict) {
    let brief = world.state.incident("1").unwrap().brief();
    let target = device("ws-1");
    let (verdict, trace) = world.state.who_acts(&brief, ActionKind::IsolateDevice, Some(&target), world.now);
    (Rule::that_decided(&trace), verdict)
}

const FREE: (Option<Rule>, Verdict) = (None, Verdict::ExpertsAct);
const EXCLUDED: (Option<Rule>, Verdict) = (Some(Rule::AssetNotExcluded), Verdict::CustomerActs);

#[test]
fn a_list_of_devices_tells_of_value_tags_and_group() {
    let high = Machine { high_value: true, ..machine("WS-1") };
    let tagged = Machine { tags: vec!["Kiosk".into()], ..machine("WS-1") };
    let grouped = Machine { group: Some("Plant".into()), ..machine("WS-1") };
    for (kind, name, device) in [
        (ExclusionKind::HighValueDevices, "", high),
        (ExclusionKind::Tag, "kiosk", tagged),
        (ExclusionKind::DeviceGroup, "Plant", grouped),
    ] {
        let set = |world: &mut World| world.change(|now| now.exclusions = vec![excluding(kind, name)]);
        // The list after the incident.
        let mut world = World::with(bare("1"));
        list(&mut world, [device.clone()]);
        assert_eq!(isolating(&world), FREE, "{kind:?}");
        set(&mut world);
        assert_eq!(isolating(&world), EXCLUDED, "{kind:?}");
        // A later alert that says nothing of it takes nothing away.
        let mut later = bare("2");
        later.last_update_date_time = at("2026-05-02T00:00:00Z");
        world.import(&[later]);
        assert_eq!(isolating(&world), EXCLUDED, "{kind:?}");
        // The next list takes the place of this one.
        list(&mut world, [machine("ws-1")]);
        assert_eq!(isolating(&world), FREE, "{kind:?}");
        // The list before the incident.
        let mut world = World::serving();
        list(&mut world, [device.clone()]);
        set(&mut world);
        let mut other = bare("3");
        other.alerts = vec![alert(&[("device", json!({"mdeDeviceId": "ws-9"}))])];
        list(&mut world, [Machine { id: "ws-9".into(), ..device }]);
        world.import(&[other]);
        let brief = world.state.incident("3").unwrap().brief();
        let target = world.state.catalogue.asset(AssetKind::Device, "ws-9").unwrap();
        let (verdict, _) = world.state.who_acts(&brief, ActionKind::IsolateDevice, Some(target), world.now);
        assert_eq!(verdict, Verdict::CustomerActs, "{kind:?}");
    }
}

/// The column of the matrix for devices of high value, and what weighs in priority, follow the list too.
#[test]
fn a_device_of_high_value_weighs_and_has_its_column() {
    let mut world = World::with(bare("1"));
    list(&mut world, [Machine { high_value: true, ..machine("ws-1") }]);
    let asset = world.state.catalogue.asset(AssetKind::Device, "ws-1").unwrap();
    assert!(asset.is_critical());
    let column = AssetGroup { kind: ExclusionKind::HighValueDevices, name: String::new() };
    world.change(|now| {
        now.approvals.columns = vec![column.clone()];
        let asks = ByTime::always(Approval::AskFirst);
        let cell = Cell::new(ActionKind::IsolateDevice, Some(column.clone()));
        now.approvals.cells = vec![Cell { high: asks, ..cell }];
    });
    let brief = world.state.incident("1").unwrap().brief();
    let (verdict, trace) =
        world.state.who_acts(&brief, ActionKind::IsolateDevice, Some(&device("ws-1")), world.now);
    let ruling = trace.last().unwrap().ruling.clone().unwrap();
    assert_eq!((verdict, ruling.column), (Verdict::AskFirst, Some(column)));
}

/// Evidence may know a device by another id, or by its name alone.
#[test]
fn a_device_of_the_list_is_known_by_any_of_its_words() {
    let listed = || Machine {
        name: "ws-4.contoso.example".into(),
        aad_id: Some("AAD-4".into()),
        high_value: true,
        ..machine("m-4")
    };
    let excluded_by = |evidence: serde_json::Value, list_first: bool, more: &[Machine]| {
        let mut record = incident("1");
        record.alerts = vec![alert(&[("device", evidence)])];
        let mut world = World::with(incident("9"));
        let devices = || more.iter().cloned().chain([listed()]).collect::<Vec<_>>();
        if list_first {
            list(&mut world, devices());
        }
        world.import(&[record]);
        if !list_first {
            list(&mut world, devices());
        }
        world.change(|now| now.exclusions = vec![excluding(ExclusionKind::HighValueDevices, "")]);
        let brief = world.state.incident("1").unwrap().brief();
        let target = brief.assets.first().cloned().unwrap();
        let found = world.state.who_acts(&brief, ActionKind::IsolateDevice, Some(&target), world.now).0;
        let map = ExclusionMap::of(&world.state, &world.state.settings.exclusions, world.now);
        (found == Verdict::CustomerActs, map.whole().assets)
    };
    let twin = Machine { name: "ws-4.fabrikam.example".into(), ..machine("m-5") };
    for list_first in [false, true] {
        for (evidence, more, then) in [
            (json!({"mdeDeviceId": "M-4"}), &[][..], true),
            (json!({"azureAdDeviceId": "aad-4", "hostName": "ws-4"}), &[], true),
            (json!({"deviceDnsName": "WS-4.contoso.example"}), &[], true),
            (json!({"hostName": "ws-4"}), &[], true),
            (json!({"deviceDnsName": "ws-4.fabrikam.example"}), &[], false),
            // Where two are called so, the name alone says nothing.
            (json!({"hostName": "ws-4"}), std::slice::from_ref(&twin), false),
            (json!({"deviceDnsName": "ws-4.contoso.example"}), std::slice::from_ref(&twin), true),
        ] {
            let (is_excluded, assets) = excluded_by(evidence.clone(), list_first, more);
            assert_eq!(is_excluded, then, "{evidence} {list_first}");
            // The devices and the user of the incident `9`, and this one once where it is known to be the listed one.
            let all = 2 + 1 + u32::try_from(more.len()).unwrap() + u32::from(!then);
            assert_eq!(assets, all, "{evidence} {list_first}");
        }
    }
}

/// Two that were kept before an import said that they are one do not lock the settings.
#[test]
fn a_pair_that_was_kept_stays() {
    let later = Exclusion {
        expires: Some(at("2026-12-31T00:00:00Z")),
        ..excluding(ExclusionKind::Asset, "ws-77.contoso.example")
    };
    let pair = [excluding(ExclusionKind::Asset, "ws-77"), later];
    let mut world = World::serving();
    assert_eq!(ask(&mut world, &pair), "settings");
    list(&mut world, [machine("ws-77")]);
    let kept = world.state.settings.exclusions.clone();
    world.change(|now| now.at_risk_percent = 30);
    assert_eq!(world.state.settings.exclusions, kept);
    let third = [kept[0].clone(), kept[1].clone(), excluding(ExclusionKind::Asset, "WS-77")];
    assert_eq!(ask(&mut world, &third), "no: exclusions[2].name is there already");
}

/// A list of who bears a tag marks users of high value as their evidence does.
#[test]
fn sensitive_users_are_known_from_evidence_and_from_a_list() {
    let brief = World::serving().state.incident("1").unwrap().brief();
    for (tag, then) in
        [("Sensitive", Verdict::CustomerActs), ("Priority account", Verdict::CustomerActs), ("Guest", FREE.1)]
    {
        let mut world = World::serving();
        let members = ["kim".to_owned()].into();
        let (id, name) = (tag.to_lowercase(), tag.to_owned());
        world.state.directory.take_group(Group {
            id,
            name,
            kind: GroupKind::Tag,
            members,
            mail: String::new(),
        });
        world.change(|now| now.exclusions = vec![excluding(ExclusionKind::HighValueUsers, "")]);
        let found = world.state.who_acts(&brief, ActionKind::DisableUser, Some(&user("kim")), world.now);
        assert_eq!(found.0, then, "{tag}");
    }
}

/// A group that evidence names holds until a device of the list has reported later.
#[test]
fn the_latest_word_on_a_group_holds() {
    let group = |world: &World| {
        world.state.catalogue.asset(AssetKind::Device, "ws-1").unwrap().group.clone().unwrap_or_default()
    };
    let mut world = World::serving();
    let seen = |text| Machine { group: Some("Plant".into()), last_seen: Some(at(text)), ..machine("ws-1") };
    list(&mut world, [seen("2026-04-29T00:00:00Z")]);
    assert_eq!(group(&world), "Clients", "the evidence is younger");
    list(&mut world, [seen("2026-05-01T00:00:00Z")]);
    assert_eq!(group(&world), "Plant");
    // The list says that it is in no group, later than the evidence.
    list(&mut world, [Machine { group: None, is_ungrouped: true, ..seen("2026-05-01T00:00:00Z") }]);
    assert_eq!(group(&world), "");
    // Two records of one device: the one that was seen last.
    list(&mut world, [seen("2026-05-01T00:00:00Z"), Machine { last_seen: None, ..machine("ws-1") }]);
    assert_eq!(group(&world), "Plant");
}

/// What is kept of the catalogue is what evidence says; the list is read anew when the workspace opens.
#[test]
fn a_list_survives_what_is_kept_and_goes_with_its_import() {
    let mut world = World::with(bare("1"));
    list(&mut world, [Machine { high_value: true, group: Some("Plant".into()), ..machine("ws-1") }]);
    let catalogue = &world.state.catalogue;
    let sections: Vec<_> = (0..catalogue.section_count()).map(|at| catalogue.section(at)).collect();
    let mut again = Catalogue::default();
    assert!(again.restore(&sections));
    let asset = again.asset(AssetKind::Device, "ws-1").unwrap();
    assert_eq!((asset.critical, asset.group.as_deref()), (false, None));
    let shown = catalogue.asset(AssetKind::Device, "ws-1").unwrap();
    assert_eq!((shown.critical, shown.group.as_deref()), (true, Some("Plant")));
    let import = world.state.imports.last().unwrap().0.id.clone();
    world.must((Role::Administrator, Command::UndoImport { import }));
    world.import(&[bare("1")]);
    assert!(!world.state.catalogue.asset(AssetKind::Device, "ws-1").unwrap().critical);
}

/// Asks for these exclusions in a service that has those; the answer and the settings after it.
fn ask(world: &mut World, exclusions: &[Exclusion]) -> String {
    let settings = Settings { exclusions: exclusions.to_vec(), ..world.state.settings.clone() };
    told(&world.ask((Role::Administrator, Command::ChangeSettings { settings: Box::new(settings) })))
}

#[test]
fn what_is_renewed_after_it_was_over_begins_anew_and_is_told_once() {
    let until = |day: &str| Exclusion {
        expires: Some(at(&format!("2026-{day}T00:00:00Z"))),
        ..excluding(ExclusionKind::Asset, "ws-1")
    };
    let mut world = World::serving();
    assert_eq!(ask(&mut world, &[until("06-01")]), "settings");
    world.now = at("2026-06-02T00:00:00Z");
    assert_eq!(isolating(&world), FREE);
    let before = world.state.settings.clone();
    let renewed = [before.exclusions[0].clone(), excluding(ExclusionKind::Asset, "ws-1")];
    assert_eq!(ask(&mut world, &renewed), "settings");
    let both = world.state.settings.exclusions.clone();
    assert_eq!((both[0].since, both[1].since), (before.exclusions[0].since, Some(world.now)));
    assert_eq!(isolating(&world), EXCLUDED);
    let found = differences(&before, &world.state.settings);
    assert_eq!(found, [Difference::ExclusionAdded(both[1].clone())]);
    // Nothing is left to save; a third one of the same is one too many, wherever it stands.
    assert_eq!(ask(&mut world, &both), "no: nothing would change");
    let third = [both[0].clone(), both[1].clone(), until("09-01")];
    assert_eq!(ask(&mut world, &third), "no: exclusions[2].name contradicts another entry");
    let reversed = [both[1].clone(), both[0].clone()];
    assert_eq!(ask(&mut world, &reversed), "settings");
    // The renewed one has an end of its own, and stays as it is when that is over too.
    assert_eq!(ask(&mut world, &[both[0].clone(), until("07-01")]), "settings");
    world.now = at("2026-07-02T00:00:00Z");
    let mut with_contact = world.state.settings.clone();
    with_contact.exclusions.push(excluding(ExclusionKind::Asset, "ws-2"));
    let wanted = with_contact.exclusions.clone();
    assert_eq!(ask(&mut world, &wanted), "settings");
}

#[test]
fn one_host_under_two_names_is_one() {
    let named = |name: &str| excluding(ExclusionKind::Asset, name);
    let later = |name: &str| Exclusion { expires: Some(at("2026-06-01T00:00:00Z")), ..named(name) };
    let full = "ws-1.contoso.example";
    for (first, second, then) in [
        (named("ws-1"), named(full), "no: exclusions[1].name is there already"),
        (named(full), later("WS-1"), "no: exclusions[1].name contradicts another entry"),
        (named(full), named("ws-1.fabrikam.example"), "settings"),
        // Nothing says that these are hosts.
        (named("kim"), named("kim.ono"), "settings"),
    ] {
        let mut world = World::serving();
        assert_eq!(ask(&mut world, &[first, second.clone()]), then, "{second:?}");
    }
}

#[test]
fn the_coverage_map_counts_what_is_left_out_and_warns() {
    let mut world = World::serving();
    list(
        &mut world,
        [
            Machine { high_value: true, group: Some("Plant".into()), ..machine("m-1") },
            Machine { group: Some("Plant".into()), ..machine("m-2") },
            Machine { standing: Standing::Duplicate, group: Some("Plant".into()), ..machine("m-3") },
        ],
    );
    let of = |world: &World, exclusions: &[Exclusion]| ExclusionMap::of(&world.state, exclusions, world.now);
    let part = |map: &ExclusionMap, kind, group: Option<&str>| {
        let part = map.parts[&(kind, group.map(str::to_owned))];
        [part.assets, part.excluded, part.critical, part.critical_excluded]
    };
    let none = of(&world, &[]);
    assert_eq!(part(&none, AssetKind::Device, Some("Plant")), [2, 0, 1, 0]);
    assert_eq!(part(&none, AssetKind::Device, Some("Clients")), [1, 0, 0, 0]);
    assert_eq!(part(&none, AssetKind::User, None), [1, 0, 0, 0]);
    assert!(none.exposed.is_empty());
    let over = Exclusion {
        expires: Some(at("2026-01-01T00:00:00Z")),
        ..excluding(ExclusionKind::DeviceGroup, "Clients")
    };
    let exclusions =
        [excluding(ExclusionKind::DeviceGroup, "Plant"), over, excluding(ExclusionKind::Asset, "kim")];
    let map = of(&world, &exclusions);
    assert_eq!(part(&map, AssetKind::Device, Some("Plant")), [2, 2, 1, 1]);
    assert_eq!(part(&map, AssetKind::Device, Some("Clients")), [1, 0, 0, 0]);
    assert_eq!(map.covered, [2, 0, 1]);
    let whole = map.whole();
    assert_eq!([whole.assets, whole.excluded, whole.critical, whole.critical_excluded], [4, 3, 1, 1]);
    // The user is in an open incident and comes first; the device is critical.
    let exposed: Vec<_> =
        map.exposed.iter().map(|it| (it.asset.name.as_str(), it.exclusion, it.incidents.len())).collect();
    assert_eq!(exposed, [("kim", 2, 1), ("m-1.contoso.example", 0, 0)]);
}
