//! What bounds the experts beside the matrix: scoped coverage, platforms, licences, exclusions of every kind, temporary
//! access.
//!
//! service.md 1.1 ("active mode: fully covered; passive mode: guidance only") and 1.3 (exclusions, scoped coverage).

use crate::world::*;
use serde_json::json;
use watchfloor::domain::access::{AccessLevel, AccessScope, TemporaryAccess};
use watchfloor::domain::approvals::AssetGroup;
use watchfloor::domain::brief::{Asset, Brief};
use watchfloor::domain::command::Command;
use watchfloor::domain::coverage::{EntraPlan, Mode, Prerequisites, Workload};
use watchfloor::domain::directory::{Directory, Group, GroupKind, Person};
use watchfloor::domain::estate::machine::Machine;
use watchfloor::domain::estate::{EstateRecord, Run};
use watchfloor::domain::people::Role;
use watchfloor::domain::response::ActionKind;
use watchfloor::domain::settings::{Exclusion, ExclusionKind, Permissions, Settings};
use watchfloor::domain::time::HOUR_MS;
use watchfloor::domain::who_acts::{Facts, Verdict, who_acts};

const ISOLATE: ActionKind = ActionKind::IsolateDevice;
const DISABLE: ActionKind = ActionKind::DisableUser;

/// Everything granted, nothing excluded.
fn granted() -> Settings {
    let permissions = Permissions { investigate: true, respond: true, all_devices: true };
    Settings { permissions, ..Settings::default() }
}

fn team(kind: GroupKind, name: &str, members: &[&str]) -> Group {
    let members = members.iter().map(|id| (*id).to_owned()).collect();
    Group { id: name.to_lowercase(), name: name.into(), kind, members, mail: String::new() }
}

fn directory(groups: &[Group]) -> Directory {
    let mut directory = Directory::default();
    let kim = Person {
        id: "11".into(),
        name: "Kim Ono".into(),
        mail: "kim@contoso.example".into(),
        principal: "kim".into(),
        ..Person::default()
    };
    directory.take_person(kim);
    groups.iter().cloned().for_each(|group| directory.take_group(group));
    directory
}

/// The last rule asked and what came of it.
fn said(
    settings: &Settings,
    directory: &Directory,
    brief: &Brief,
    kind: ActionKind,
    target: &Asset,
) -> String {
    let (verdict, trace) = who_acts(Facts { settings, directory, brief, now: at(DAWN) }, kind, Some(target));
    let last = trace.last().unwrap();
    let subject = last.subject.as_deref().map(|subject| format!(" ({subject})")).unwrap_or_default();
    assert_eq!(Verdict::of(&trace), verdict);
    format!("{:?}{subject}: {verdict:?}", last.rule)
}

#[track_caller]
fn check(settings: &Settings, groups: &[Group], kind: ActionKind, target: &Asset, then: &str) {
    let brief = Brief::of(&incident("1"));
    assert_eq!(said(settings, &directory(groups), &brief, kind, target), then);
}

const FREE: &str = "ApprovalMatrix: ExpertsAct";

#[test]
fn scoped_coverage_is_of_two_groups_with_fixed_names() {
    let scoped = Settings { scoped_coverage: true, ..granted() };
    let devices =
        |members: &[&str]| team(GroupKind::Device, "Defender_Experts_Scoped_Coverage_Devices", members);
    let users =
        |members: &[&str]| team(GroupKind::Security, "Defender_Experts_Scoped_Coverage_Users", members);
    // The incident touches ws-1 and kim; neither is a member.
    check(&scoped, &[], ISOLATE, &device("ws-1"), "CoverageGroups: Nobody");
    check(&scoped, &[devices(&["other"])], ISOLATE, &device("ws-1"), "CoverageGroups: Nobody");
    // One member is enough for the incident; the others of it are told of and nothing more.
    check(&scoped, &[devices(&["ws-1"])], ISOLATE, &device("ws-1"), FREE);
    check(&scoped, &[devices(&["ws-1"])], DISABLE, &user("kim"), "AssetInScope (kim): InformOnly");
    check(&scoped, &[devices(&["ws-1"]), users(&["11"])], DISABLE, &user("kim"), FREE);
    // "Groups cannot be nested."
    let nested = [devices(&["ws-1"]), users(&["inner"]), team(GroupKind::Security, "Inner", &["11"])];
    check(&scoped, &nested, DISABLE, &user("kim"), "AssetInScope (kim): InformOnly");
    // An incident without assets says nothing against it.
    let mut record = incident("1");
    record.alerts.clear();
    let found = said(&scoped, &directory(&[]), &Brief::of(&record), ActionKind::Text, &device("ws-1"));
    assert_eq!(found, "AssetInScope (ws-1): InformOnly");
    check(&granted(), &[], ISOLATE, &device("ws-1"), FREE);
}

#[test]
fn phones_and_things_are_out_of_scope() {
    for (platform, then) in [
        ("iOS", "AssetInScope (iOS): InformOnly"),
        ("Android", "AssetInScope (Android): InformOnly"),
        ("IoTDevice", "AssetInScope (IoTDevice): InformOnly"),
        ("Windows11", FREE),
        ("macOS", FREE),
        ("Ubuntu", FREE),
        ("PlatformOfTomorrow", FREE),
    ] {
        let target = Asset { platform: Some(platform.into()), ..device("ws-1") };
        check(&granted(), &[], ISOLATE, &target, then);
    }
}

#[test]
fn a_product_that_is_not_in_active_mode_leaves_guidance() {
    let with = |mode, entra| {
        let workloads = [(Workload::Endpoint, mode), (Workload::Identity, Mode::Active)].into();
        Settings {
            prerequisites: Some(Prerequisites { workloads, entra, ..Default::default() }),
            ..granted()
        }
    };
    let guide = "ProductActive (endpoint): CustomerActs";
    check(&with(Mode::Active, EntraPlan::P2), &[], ISOLATE, &device("ws-1"), FREE);
    for mode in [Mode::Passive, Mode::NotDeployed, Mode::NotLicensed] {
        check(&with(mode, EntraPlan::P2), &[], ISOLATE, &device("ws-1"), guide);
        check(&with(mode, EntraPlan::P2), &[], DISABLE, &user("kim"), FREE);
    }
    // "Identity coverage needs Entra ID P2."
    check(
        &with(Mode::Active, EntraPlan::P1),
        &[],
        DISABLE,
        &user("kim"),
        "ProductActive (identity): CustomerActs",
    );
    // What nobody said stands against nothing.
    check(&granted(), &[], ISOLATE, &device("ws-1"), FREE);
}

#[test]
fn a_third_party_incident_is_guided() {
    let mut brief = Brief::of(&incident("1"));
    brief.sources = vec!["microsoftSentinel".into()];
    let then = "ProductActive (microsoftSentinel): CustomerActs";
    assert_eq!(said(&granted(), &directory(&[]), &brief, ISOLATE, &device("ws-1")), then);
    brief.sources.push("microsoftDefenderForEndpoint".into());
    assert_eq!(said(&granted(), &directory(&[]), &brief, ISOLATE, &device("ws-1")), FREE);
}

#[test]
fn an_exclusion_speaks_of_groups_tags_and_value() {
    let excluding = |kind, name: &str| Settings {
        exclusions: vec![Exclusion { kind, name: name.into(), since: None, expires: None }],
        ..granted()
    };
    let no = |subject: &str| format!("AssetNotExcluded ({subject}): CustomerActs");
    // Groups nest, and a circle ends.
    let circle = [
        team(GroupKind::Security, "Board", &["finance"]),
        team(GroupKind::Security, "Finance", &["board", "11"]),
    ];
    let board = excluding(ExclusionKind::UserGroup, "board");
    check(&board, &circle, DISABLE, &user("kim"), &no("board"));
    check(
        &board,
        &circle,
        ActionKind::SoftDeleteEmail,
        &Asset { name: "KIM@contoso.example".into(), ..user("m") },
        &no("board"),
    );
    check(&board, &circle, DISABLE, &user("ann"), FREE);
    // A device group of the directory, though the alert does not name it.
    let servers = [team(GroupKind::Device, "Servers", &["WS-1"])];
    check(
        &excluding(ExclusionKind::DeviceGroup, "Servers"),
        &servers,
        ISOLATE,
        &device("ws-1"),
        &no("Servers"),
    );
    // A tag, of the alert or of the directory.
    let tag = excluding(ExclusionKind::Tag, "Kiosk");
    check(&tag, &[], ISOLATE, &Asset { tags: vec!["kiosk".into()], ..device("ws-1") }, &no("Kiosk"));
    check(&tag, &[team(GroupKind::Tag, "Kiosk", &["ws-1"])], ISOLATE, &device("ws-1"), &no("Kiosk"));
    check(&tag, &[], ISOLATE, &device("ws-1"), FREE);
    // One device, in full or by its first part, as exports and people name hosts; a user's name is no host.
    let host = |name: &str| Asset { name: name.into(), ..device("d1") };
    for (said, known, then) in [
        ("ws-1", "ws-1.contoso.example", no("ws-1")),
        ("ws-1.contoso.example", "WS-1", no("ws-1.contoso.example")),
        ("ws-1.contoso.example", "ws-1.fabrikam.example", FREE.to_owned()),
        ("ws", "ws-1", FREE.to_owned()),
    ] {
        check(&excluding(ExclusionKind::Asset, said), &[], ISOLATE, &host(known), &then);
    }
    let mail = Asset { name: "kim.ono".into(), ..user("u1") };
    check(&excluding(ExclusionKind::Asset, "kim"), &[], DISABLE, &mail, FREE);
    // Everything of high value, also what becomes so later.
    let high = Asset { critical: true, ..device("ws-1") };
    let devices = excluding(ExclusionKind::HighValueDevices, "");
    check(&devices, &[], ISOLATE, &high, &no("highValueDevices"));
    check(&devices, &[], ISOLATE, &device("ws-1"), FREE);
    // What the customer agreed to be critical weighs, but the source does not mark it.
    check(&devices, &[], ISOLATE, &Asset { agreed: true, ..device("ws-1") }, FREE);
    let users = excluding(ExclusionKind::HighValueUsers, "");
    check(&users, &[], ISOLATE, &high, FREE);
    check(&users, &[], DISABLE, &Asset { critical: true, ..user("kim") }, &no("highValueUsers"));
}

#[test]
fn value_and_tags_are_read_from_evidence() {
    let mut record = incident("1");
    record.alerts = vec![alert(&[
        ("device", json!({"mdeDeviceId": "ws-1", "tags": ["Kiosk", " "], "osPlatform": "iOS"})),
        ("user", json!({"userAccount": {"userPrincipalName": "kim"}, "tags": ["Sensitive"]})),
    ])];
    let assets = Brief::of(&record).assets;
    assert_eq!(
        (assets[0].tags.as_slice(), assets[0].platform.as_deref()),
        (&["Kiosk".to_owned()][..], Some("iOS"))
    );
    assert!(assets[1].critical && !assets[0].critical);
}

fn access(level: AccessLevel, scope: AccessScope) -> TemporaryAccess {
    let expires = at(DAWN).plus_millis(HOUR_MS);
    TemporaryAccess { purpose: "night".into(), level, scope, since: None, expires }
}

#[test]
fn temporary_access_opens_what_it_names_until_it_ends() {
    let with = |permissions, access| Settings { permissions, access: vec![access], ..Settings::default() };
    let none = Permissions { investigate: false, respond: false, all_devices: false };
    let guided = Permissions { investigate: true, ..none };
    let one = AccessScope::Incident { id: "1".into() };
    let two = AccessScope::Incident { id: "2".into() };
    let clients = AccessScope::Assets {
        group: AssetGroup { kind: ExclusionKind::DeviceGroup, name: "Clients".into() },
    };
    let target = device_in("ws-1", "Clients");
    use AccessLevel::{Investigate, Respond};
    for (permissions, level, scope, then) in [
        (none, Respond, one.clone(), FREE),
        (none, Respond, AccessScope::Everything, FREE),
        (none, Respond, clients.clone(), FREE),
        (none, Respond, two.clone(), "InvestigateGranted: CustomerActs"),
        (none, Investigate, one.clone(), "RespondGranted: CustomerActs"),
        (guided, Respond, two, "DeviceAccess (Clients): CustomerActs"),
        (guided, Respond, clients.clone(), FREE),
    ] {
        check(&with(permissions, access(level, scope)), &[], ISOLATE, &target, then);
    }
    // Access to a group of devices reaches no user of the same incident.
    check(&with(none, access(Respond, clients)), &[], DISABLE, &user("kim"), "RespondGranted: CustomerActs");
    // It ended with the hour.
    let mut over = access(Respond, one.clone());
    over.expires = at(DAWN);
    check(&with(none, over), &[], ISOLATE, &target, "InvestigateGranted: CustomerActs");
    // What is excluded stays so.
    let exclusion = Exclusion { kind: ExclusionKind::Asset, name: "ws-1".into(), since: None, expires: None };
    let settings = Settings { exclusions: vec![exclusion], ..with(none, access(Respond, one)) };
    check(&settings, &[], ISOLATE, &target, "AssetNotExcluded (ws-1): CustomerActs");
}

/// In a service whose directory knows some groups and a person on premises, a change gets this answer.
#[track_caller]
fn change(change: impl Fn(&mut Settings), then: &str) -> World {
    let mut world = World::serving();
    world.state.directory = directory(&[team(GroupKind::Device, "Servers", &["fs-1"])]);
    let old = Person { id: "12".into(), name: "Old".into(), on_premises_only: true, ..Person::default() };
    world.state.directory.take_person(old);
    let mut settings = Box::new(world.state.settings.clone());
    change(&mut settings);
    assert_eq!(told(&world.ask((Role::Administrator, Command::ChangeSettings { settings }))), then);
    world
}

#[test]
fn only_what_there_is_can_be_excluded_and_once() {
    let of = |kind, name: &str, expires: Option<&str>| Exclusion {
        kind,
        name: name.into(),
        since: None,
        expires: expires.map(at),
    };
    let devices = |name: &str, expires| of(ExclusionKind::DeviceGroup, name, expires);
    change(|settings| settings.exclusions = vec![devices("servers", None)], "settings");
    change(
        |settings| settings.exclusions = vec![devices("Sevrers", None)],
        "no: exclusions[0].name is no group that imports know",
    );
    // No group of users is known, so that one can be typed by hand.
    change(|settings| settings.exclusions = vec![of(ExclusionKind::UserGroup, "Board", None)], "settings");
    change(
        |settings| settings.exclusions = vec![of(ExclusionKind::Asset, "12", None)],
        "no: exclusions[0].name is known on premises only and cannot be excluded",
    );
    // A day of another age is a slip of the pen; who means "for ever" says no end.
    change(
        |settings| settings.exclusions = vec![devices("Servers", Some("2126-06-01T00:00:00Z"))],
        "no: exclusions[0].expires is out of range",
    );
    let later = Some("2026-06-01T00:00:00Z");
    change(
        |settings| settings.exclusions = vec![devices("Servers", None), devices("SERVERS", None)],
        "no: exclusions[1].name is there already",
    );
    change(
        |settings| settings.exclusions = vec![devices("Servers", None), devices("Servers", later)],
        "no: exclusions[1].name contradicts another entry",
    );
    // One that is over may be made anew.
    let mut world = change(|settings| settings.exclusions = vec![devices("Servers", later)], "settings");
    world.now = at("2026-06-02T00:00:00Z");
    let mut settings = Box::new(world.state.settings.clone());
    settings.exclusions.push(devices("Servers", None));
    assert_eq!(told(&world.ask((Role::Administrator, Command::ChangeSettings { settings }))), "settings");
    let high = of(ExclusionKind::HighValueDevices, "", None);
    change(|settings| settings.exclusions = vec![high.clone()], "settings");
    change(
        |settings| settings.exclusions = vec![high.clone(), high.clone()],
        "no: exclusions[1].name is there already",
    );
}

/// A list of devices names every device group in use; incidents name only those of their own devices, which proves
/// nothing of others.
#[test]
fn device_groups_are_known_from_devices() {
    let ask = |world: &mut World, name: &str| {
        let mut settings = Box::new(world.state.settings.clone());
        let exclusion =
            Exclusion { kind: ExclusionKind::DeviceGroup, name: name.into(), since: None, expires: None };
        settings.exclusions = vec![exclusion];
        told(&world.ask((Role::Administrator, Command::ChangeSettings { settings })))
    };
    let unknown = "no: exclusions[0].name is no group that imports know";
    let mut world = World::serving();
    let mut record = incident("2");
    let evidence = json!({"mdeDeviceId": "l-1", "deviceDnsName": "l-1", "rbacGroupName": "Laptops"});
    record.alerts = vec![alert(&[("device", evidence)])];
    world.import(&[record]);
    assert_eq!(ask(&mut world, "Plants"), "settings");
    let at = Run { seq: world.state.seq, at: world.now };
    let machine = |id: &str, group: Option<&str>| {
        let group = group.map(str::to_owned);
        EstateRecord::Machine(Box::new(Machine { id: id.into(), group, ..Machine::default() }))
    };
    world.state.absorb(at, machine("m-1", None));
    assert_eq!(ask(&mut world, "Plant"), "settings", "devices without a group list none");
    world.state.absorb(at, machine("m-2", Some("Servers")));
    for (name, then) in [("servers", "settings"), ("Laptops", "settings"), ("Depot", unknown)] {
        assert_eq!(ask(&mut world, name), then, "{name}");
    }
    assert_eq!(ask(&mut world, "Plant"), unknown, "it stood there once, and does no more");
}

#[test]
fn access_has_a_purpose_a_scope_and_an_end() {
    let with = |change: &dyn Fn(&mut TemporaryAccess), then: &str| {
        let mut one = access(AccessLevel::Respond, AccessScope::Incident { id: "1".into() });
        one.expires = at("2026-05-02T00:00:00Z");
        change(&mut one);
        self::change(|settings| settings.access = vec![one.clone()], then)
    };
    let world = with(&|_| {}, "settings");
    assert_eq!(world.state.settings.access[0].since, Some(world.now));
    with(&|one| one.purpose = " ".into(), "no: access[0].purpose is missing");
    with(&|one| one.expires = at(DAWN), "no: access[0].expires is in the past");
    with(&|one| one.expires = at("2026-12-01T00:00:00Z"), "no: access[0].expires is out of range");
    with(
        &|one| one.scope = AccessScope::Incident { id: "9".into() },
        "no: access[0].scope is no incident of the workspace",
    );
    let group = |name: &str| AccessScope::Assets {
        group: AssetGroup { kind: ExclusionKind::DeviceGroup, name: name.into() },
    };
    with(&|one| one.scope = group("Nowhere"), "no: access[0].scope is no group that imports know");
    with(&|one| one.scope = group(""), "no: access[0].scope is missing");
    with(&|one| one.scope = group("Servers"), "settings");
    let mut twice = access(AccessLevel::Respond, AccessScope::Everything);
    twice.expires = at("2026-05-02T00:00:00Z");
    self::change(
        |settings| settings.access = vec![twice.clone(), twice.clone()],
        "no: access[1].purpose is there already",
    );
}
