//! Contacts: the directory they are found in, who is reachable when, and that each was told and answers.
//!
//! service.md 1.4: "someone should always be reachable for incident contacts; each added person or team gets a mail that they
//! were named"; section 4: contact verification and gap check.

use crate::world::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::contact_notes::ContactNote;
use watchfloor::domain::coverage::{
    Cloud, Depth, DepthReason, EntraPlan, Missing, Mode, Platform, Prerequisites, Reading, Workload,
};
use watchfloor::domain::directory::{Directory, Found, Group, GroupKind, Person};
use watchfloor::domain::estate::licence::Seats;
use watchfloor::domain::estate::machine::{Machine, Standing};
use watchfloor::domain::hours::{Hours, Span};
use watchfloor::domain::ids::ContactId;
use watchfloor::domain::on_call::{gaps, reachable};
use watchfloor::domain::people::Role;
use watchfloor::domain::settings::{Contact, Settings};
use watchfloor::domain::time::DAY_MS;

fn person(id: &str, name: &str, mail: &str, job: &str) -> Person {
    Person { id: id.into(), name: name.into(), mail: mail.into(), job: job.into(), ..Person::default() }
}

fn directory() -> Directory {
    let mut directory = Directory::default();
    directory.take_person(person("1", "Mara Lindqvist", "mara@northwind.example", "Head of security"));
    directory.take_person(person("2", "Amara Diallo", "amara@northwind.example", "Dispatcher"));
    let desk = |kind, id: &str, name: &str| Group {
        id: id.into(),
        name: name.into(),
        kind,
        mail: "desk@northwind.example".into(),
        ..Group::default()
    };
    directory.take_group(desk(GroupKind::Team, "t", "Security desk"));
    directory.take_group(desk(GroupKind::Device, "d", "Security servers"));
    directory
}

#[test]
fn a_search_finds_people_and_teams_by_name_address_and_job() {
    let directory = directory();
    let names = |query: &str| -> Vec<String> {
        directory.search(query, 9).into_iter().map(|found: Found<'_>| found.name().to_owned()).collect()
    };
    assert_eq!(names("mara"), ["Mara Lindqvist", "Amara Diallo"], "who begins with it comes first");
    assert_eq!(names("MARA lind"), ["Mara Lindqvist"]);
    assert_eq!(names("dispatcher"), ["Amara Diallo"]);
    // Groups of devices are no contacts.
    assert_eq!(names("security"), ["Security desk", "Mara Lindqvist"]);
    assert_eq!(names("desk@"), ["Security desk"]);
    assert!(names(" ").is_empty() && names("nobody").is_empty());
    assert_eq!(directory.search("northwind", 2).len(), 2);
    assert_eq!(directory.person("MARA@northwind.example").map(|known| known.id.as_str()), Some("1"));
}

#[test]
fn a_list_of_groups_without_members_takes_none_away() {
    let mut directory = directory();
    let members = ["1".to_owned()].into();
    directory.take_group(Group { id: "G".into(), name: "Board".into(), members, ..Group::default() });
    directory.take_group(Group { id: "g".into(), name: "The board".into(), ..Group::default() });
    let found: Vec<_> = directory.named(GroupKind::Security, "the board").collect();
    assert_eq!((found.len(), found[0].members.len()), (1, 1));
}

/// A contact on call on these days at these hours, called in this order.
fn on_call(id: &str, order: Option<u8>, span: Option<Span>) -> Contact {
    let hours = span.map(|span| Hours { spans: vec![span], ..Hours::default() });
    Contact { call_order: order, hours, ..contact(id) }
}

#[test]
fn whom_one_calls_first_to_last() {
    let days = Span { days: Span::WEEKDAYS, from: 8 * 60, to: 18 * 60 };
    let contacts = [
        on_call("backup", Some(2), None),
        on_call("nobody asked", None, None),
        on_call("primary", Some(1), Some(days)),
        Contact { for_incidents: false, ..contact("reviews") },
    ];
    let at = |text: &str| -> Vec<&str> {
        reachable(&contacts, crate::world::at(text)).into_iter().map(|contact| contact.id.as_str()).collect()
    };
    assert_eq!(at("2026-05-01T10:00:00Z"), ["primary", "backup", "nobody asked"]);
    assert_eq!(at("2026-05-02T10:00:00Z"), ["backup", "nobody asked"]);
}

#[test]
fn the_gaps_of_a_week_are_named() {
    // Monday.
    let start = at("2026-04-27T00:00:00Z");
    let week_days = on_call("a", None, Some(Span { days: Span::WEEKDAYS, from: 0, to: 0 }));
    let saturday = on_call("b", None, Some(Span { days: 1 << 5, from: 6 * 60, to: 22 * 60 }));
    let found: Vec<_> =
        gaps(&[week_days.clone(), saturday], start).into_iter().map(|gap| (gap.from, gap.to)).collect();
    assert_eq!(
        found,
        [
            (at("2026-05-02T00:00:00Z"), at("2026-05-02T06:00:00Z")),
            (at("2026-05-02T22:00:00Z"), at("2026-05-04T00:00:00Z")),
        ]
    );
    assert_eq!(gaps(&[week_days, contact("always")], start), []);
    // To the minute, as hours are entered.
    let nearly = on_call("c", None, Some(Span { days: Span::ALL_DAYS, from: 0, to: 23 * 60 + 45 }));
    let found: Vec<_> = gaps(&[nearly], start).into_iter().map(|gap| (gap.from, gap.to)).collect();
    assert_eq!(found.len(), 7);
    assert_eq!(found[0], (at("2026-04-27T23:45:00Z"), at("2026-04-28T00:00:00Z")));
    let all: Vec<_> = gaps(&[], start).into_iter().map(|gap| gap.to.millis_since(gap.from)).collect();
    assert_eq!(all, [7 * DAY_MS]);
}

#[test]
fn hours_and_the_order_of_calls_fit() {
    let change = |change: &dyn Fn(&mut Contact)| {
        let mut world = World::serving();
        let mut settings: Box<Settings> = Box::new(world.state.settings.clone());
        change(&mut settings.contacts[0]);
        told(&world.ask((Role::Administrator, Command::ChangeSettings { settings })))
    };
    assert_eq!(change(&|contact| contact.call_order = Some(1)), "settings");
    assert_eq!(change(&|contact| contact.call_order = Some(0)), "no: contacts[0].callOrder is out of range");
    // A place in the order is one contact's.
    let mut world = World::serving();
    let mut settings: Box<Settings> = Box::new(world.state.settings.clone());
    settings.contacts = vec![on_call("soc", Some(1), None), on_call("night", Some(1), None)];
    settings.contacts[0].for_reviews = true;
    let same =
        told(&world.ask((Role::Administrator, Command::ChangeSettings { settings: settings.clone() })));
    assert_eq!(same, "no: contacts[1].callOrder is there already");
    // Once submitted, nobody takes away the last whom the experts reach.
    settings.contacts = vec![Contact { for_incidents: false, for_reviews: true, ..contact("soc") }];
    let gone = told(&world.ask((Role::Administrator, Command::ChangeSettings { settings })));
    assert_eq!(gone, "no: contacts.incident is missing");
    let hours = |spans| Some(Hours { spans, ..Hours::default() });
    assert_eq!(
        change(&|contact| contact.hours = hours(Vec::new())),
        "no: contacts[0].hours.spans is missing"
    );
    let span = Span { days: 0, from: 0, to: 0 };
    assert_eq!(
        change(&|contact| contact.hours = hours(vec![span])),
        "no: contacts[0].hours.spans is out of range"
    );
}

fn note(note: ContactNote) -> Command {
    Command::NoteContact { contact: ContactId::new("soc").unwrap(), note }
}

#[test]
fn a_contact_is_verified_by_the_code_that_went_to_its_address() {
    let mut world = World::serving();
    let code = |code: &str| ContactNote::Answered { code: code.into() };
    let ask = |world: &mut World, note_of| told(&world.ask((Role::Administrator, note(note_of))));
    assert_eq!(ask(&mut world, code("1234")), "no: code is not the code that was sent");
    let sent = ContactNote::TestSent { code: "1234".into() };
    assert_eq!(ask(&mut world, sent), "noted soc TestSent { code: \"1234\" }");
    assert_eq!(ask(&mut world, code("9999")), "no: code is not the code that was sent");
    assert_eq!(ask(&mut world, code(" 1234 ")), "noted soc Answered { code: \" 1234 \" }");
    assert_eq!(ask(&mut world, ContactNote::Told), "noted soc Told");
    let notes = &world.state.contact_notes[&ContactId::new("soc").unwrap()];
    assert!(notes.answered("SOC@contoso.example").is_some() && notes.told("soc@contoso.example").is_some());
    // Another address is not verified by it, and the code does not count there.
    world.change(|settings| settings.contacts[0].email = "new@contoso.example".into());
    let notes = &world.state.contact_notes[&ContactId::new("soc").unwrap()];
    assert!(notes.answered("new@contoso.example").is_none() && notes.told("new@contoso.example").is_none());
    assert_eq!(ask(&mut world, code("1234")), "no: code is not the code that was sent");
    assert_eq!(
        told(&world.ask((Role::Analyst, note(ContactNote::Told)))),
        "no: needs the role administrator or advisor"
    );
}

#[test]
fn a_contact_that_is_gone_is_noted_nowhere() {
    let mut world = World::serving();
    let contact = ContactId::new("gone").unwrap();
    let command = Command::NoteContact { contact, note: ContactNote::Told };
    assert_eq!(told(&world.ask((Role::Advisor, command))), "no: there is no such contact");
}

/// Licences like these lead to this coverage.
#[track_caller]
fn covered(mode: Mode, entra: EntraPlan, workload: Workload, depth: Depth, reason: DepthReason) {
    let known = Prerequisites { entra, workloads: [(workload, mode)].into(), ..Default::default() };
    assert_eq!(known.depth(workload), (depth, reason), "{mode:?} {entra:?} {workload:?}");
}

#[test]
fn the_coverage_of_a_product_follows_from_licence_and_mode() {
    use Depth::{Full, GuidanceOnly, NotCovered};
    for workload in Workload::ALL {
        covered(Mode::Active, EntraPlan::P2, workload, Full, DepthReason::Active);
        covered(Mode::Passive, EntraPlan::P2, workload, GuidanceOnly, DepthReason::Passive);
        covered(Mode::NotDeployed, EntraPlan::P2, workload, NotCovered, DepthReason::NotDeployed);
        covered(Mode::NotLicensed, EntraPlan::P2, workload, NotCovered, DepthReason::NotLicensed);
    }
    let needs = DepthReason::NeedsEntraP2;
    covered(Mode::Active, EntraPlan::P1, Workload::Identity, GuidanceOnly, needs);
    covered(Mode::Active, EntraPlan::P1, Workload::EntraId, GuidanceOnly, needs);
    covered(Mode::Active, EntraPlan::P1, Workload::Endpoint, Full, DepthReason::Active);
}

#[test]
fn the_verdict_says_what_is_missing_to_start() {
    let active = |workload| Prerequisites {
        entra: EntraPlan::P1,
        workloads: [(workload, Mode::Active)].into(),
        ..Default::default()
    };
    let table: [(Prerequisites, &[Missing]); 9] = [
        (Prerequisites::default(), &[Missing::EntraP1, Missing::ActiveProduct]),
        (active(Workload::Endpoint), &[]),
        (active(Workload::Office365), &[]),
        // Identities need P2 to be covered, so that P1 leaves no product in full.
        (active(Workload::Identity), &[Missing::ActiveProduct]),
        (Prerequisites { entra: EntraPlan::P2, ..active(Workload::Identity) }, &[]),
        (Prerequisites { cloud: Cloud::Other, ..active(Workload::Endpoint) }, &[Missing::CommercialCloud]),
        (
            Prerequisites { platforms: [Platform::Ios].into(), ..active(Workload::Endpoint) },
            &[Missing::CoveredPlatform],
        ),
        (Prerequisites { reading: Reading::Preview, ..active(Workload::Office365) }, &[Missing::Endpoint]),
        (
            Prerequisites {
                reading: Reading::Preview,
                workloads: [(Workload::Endpoint, Mode::Passive)].into(),
                ..active(Workload::Endpoint)
            },
            &[Missing::ActiveAntivirus],
        ),
    ];
    for (known, missing) in table {
        assert_eq!(known.missing(), missing, "{known:?}");
    }
    let phones = Prerequisites { platforms: [Platform::Ios].into(), ..active(Workload::Endpoint) };
    assert_eq!(phones.depth(Workload::Endpoint), (Depth::NotCovered, DepthReason::NoCoveredPlatform));
    let both = Prerequisites { platforms: [Platform::Ios, Platform::MacOs].into(), ..phones };
    assert_eq!(both.depth(Workload::Endpoint).0, Depth::Full);
    let seats = |seats| Prerequisites { seats: Some(seats), ..Default::default() }.has_advisor();
    assert!(seats(1_500) && !seats(1_499));
}

#[test]
fn imports_say_what_is_licensed_and_deployed_and_take_nothing_back() {
    let seats = Seats { endpoint: 60, office: 60, entra_p1: 60, ..Seats::default() };
    let device = |standing, platform: &str| Machine {
        standing,
        platform: Some(platform.to_owned()),
        ..Machine::default()
    };
    let nothing = Prerequisites::default();
    let endpoint = |devices: &[Machine]| nothing.with_imports(seats, devices).mode(Workload::Endpoint);

    // Subscriptions alone prove licences; the devices prove how far Defender for Endpoint is.
    let known = nothing.with_imports(seats, []);
    assert_eq!((known.entra, known.seats), (EntraPlan::P1, Some(60)));
    assert_eq!(known.mode(Workload::Office365), Mode::NotDeployed);
    assert_eq!(known.mode(Workload::Identity), Mode::NotLicensed);
    assert_eq!(endpoint(&[]), Mode::NotDeployed);
    assert_eq!(endpoint(&[device(Standing::NotOnboarded, "Windows11")]), Mode::NotDeployed);
    assert_eq!(endpoint(&[device(Standing::AntivirusOff, "Windows11")]), Mode::Passive);
    let mixed = [device(Standing::AntivirusOff, "Windows11"), device(Standing::Protected, "macOS")];
    assert_eq!(endpoint(&mixed), Mode::Active);
    let known = nothing.with_imports(seats, &mixed);
    assert_eq!(known.platforms, [Platform::Windows, Platform::MacOs].into());

    // A record that is left out of the count proves nothing, and what was said by hand stays.
    let left_out = nothing.with_imports(Seats::default(), &[device(Standing::Duplicate, "Linux")]);
    assert_eq!(left_out, nothing);
    let said = Prerequisites {
        entra: EntraPlan::P2,
        seats: Some(1_500),
        workloads: [(Workload::Office365, Mode::Active)].into(),
        ..Prerequisites::default()
    };
    let known = said.with_imports(seats, []);
    assert_eq!((known.entra, known.seats), (EntraPlan::P2, Some(1_500)));
    assert_eq!(known.mode(Workload::Office365), Mode::Active);
}
