//! What the outbox holds beside reminders: calls that cannot wait, contacts that were named, what need not leave, and
//! who is told beside the usual (service.md 1.4).

use super::messages::{act, caller, check, everything, lines, outbox, record, with_contacts};
use crate::world::*;
use serde_json::json;
use watchfloor::analytics::notices::{Notice, Standing, Trigger, has_failed};
use watchfloor::domain::break_glass::danger;
use watchfloor::domain::command::IncidentCommand;
use watchfloor::domain::experts::ExpertsCommand as Act;
use watchfloor::domain::experts::delivery::{Channel, Channels, Dispatch, Outcome, Way};
use watchfloor::domain::hours::{Hours, LocalZone, Span};
use watchfloor::domain::ids::ContactId;
use watchfloor::domain::people::Role::{Administrator, Advisor, Analyst, Expert};
use watchfloor::domain::record::{AlertRecord, IncidentRecord};
use watchfloor::domain::settings::Contact;
use watchfloor::domain::time::{DAY_MS, MINUTE_MS};
use watchfloor::domain::vocabulary::{Classification, Severity, Status};

/// An incident with this title and an alert of this category, techniques and device value.
fn attack(title: &str, category: &str, techniques: &[&str], value: &str) -> IncidentRecord {
    let device = json!({"mdeDeviceId": "ws-1", "deviceDnsName": "ws-1", "rbacGroupName": "Clients", "deviceValue": value});
    let alert = AlertRecord {
        category: Some(category.into()),
        mitre_techniques: techniques.iter().map(|it| (*it).to_owned()).collect(),
        ..alert(&[("device", device)])
    };
    IncidentRecord { display_name: title.into(), alerts: vec![alert], ..incident("1") }
}

#[test]
fn what_cannot_wait() {
    let severity = |severity: Severity, record: IncidentRecord| IncidentRecord { severity, ..record };
    let ransom = || attack("Ransomware on a file server", "Impact", &[], "normal");
    let mut insider = attack("Files copied before leaving", "Collection", &[], "normal");
    insider.alerts[0].service_source =
        watchfloor::domain::vocabulary::ServiceSource::parse("microsoftInsiderRiskManagement");
    let turned_out = |classification| IncidentRecord { classification, ..ransom() };
    for (record, then) in [
        (ransom(), Some("ransomware")),
        (severity(Severity::Critical, ransom()), Some("ransomware")),
        (severity(Severity::Medium, ransom()), None),
        (attack("Files changed", "Impact", &["T1486"], "normal"), Some("ransomware")),
        (attack("Files changed", "Ransomware", &[], "normal"), Some("ransomware")),
        (attack("Upload to a store", "Exfiltration", &["T1567.002"], "normal"), Some("exfiltration")),
        (attack("Possible insider at work", "Collection", &[], "normal"), Some("insider")),
        (insider, Some("insider")),
        (attack("Hands-on-keyboard attack", "LateralMovement", &[], "normal"), Some("handsOnKeyboard")),
        (attack("Human-operated attack", "LateralMovement", &[], "normal"), Some("handsOnKeyboard")),
        (attack("Malware was found", "Malware", &[], "normal"), None),
        (attack("Malware was found", "Malware", &[], "High"), Some("highValue")),
        (attack("Odd file", "Malware", &[], "High"), Some("highValue")),
        (attack("Odd file", "Execution", &[], "High"), None),
        (attack("Sign-in from afar", "InitialAccess", &[], "normal"), None),
        (IncidentRecord { status: Status::Resolved, ..ransom() }, None),
        (turned_out(Classification::FalsePositive), None),
        (turned_out(Classification::InformationalExpectedActivity), None),
        (turned_out(Classification::TruePositive), Some("ransomware")),
    ] {
        let title = format!("{} {:?}", record.display_name, record.severity);
        let world = World::with(record);
        assert_eq!(danger(&world.state, world.one()).map(|it| it.as_str()), then, "{title}");
    }
}

fn reachable(id: &str, order: u8, phone: Option<&str>) -> Contact {
    Contact { phone: phone.map(str::to_owned), ..caller(id, order) }
}

/// Only what is about a call.
fn calls(world: &World) -> Vec<Notice> {
    let mut all = everything(world, world.now);
    all.retain(|it| it.trigger == Trigger::BreakGlass);
    all
}

fn called(notice: &Notice, outcome: Outcome) -> Act {
    let dispatch = Dispatch {
        notice: notice.key.clone(),
        channel: Channel::Phone,
        to: "+49".into(),
        subject: "Call".into(),
        code: "7K3M-QDX2".into(),
        outcome,
    };
    Act::Record { dispatch: Box::new(dispatch) }
}

#[test]
fn contacts_are_called_one_after_the_other_until_somebody_answers() {
    let mut world = World::with(attack("Ransomware on a file server", "Impact", &[], "normal"));
    let (first, second) = (reachable("a", 2, Some("+49 1")), reachable("b", 1, Some("+49 2")));
    with_contacts(&mut world, vec![first, second, reachable("c", 3, None)]);
    assert_eq!(lines(&calls(&world)), ["breakGlass b due"], "call priority, and only who has a number");
    assert_eq!(calls(&world)[0].channel, Channel::Phone);
    let missed = Outcome::Failed("no answer".into());
    let missed_b = check(&world, (Expert, called(&calls(&world)[0], missed.clone())), "phone failed");
    assert_eq!(lines(&calls(&missed_b)), ["breakGlass a due", "breakGlass b failed"]);
    let a = calls(&missed_b)[0].clone();
    let reached = check(&missed_b, (Expert, called(&a, Outcome::Handed)), "phone handed");
    assert_eq!(lines(&calls(&reached)), ["breakGlass a left", "breakGlass b failed"]);
    let nobody = check(&missed_b, (Expert, called(&a, missed)), "phone failed");
    assert_eq!(lines(&calls(&nobody)), ["breakGlass a failed", "breakGlass b failed"], "nobody is dropped");
    // The channels are told once, and whoever resolves it ends the calls.
    let mut posted = world.clone();
    posted.must(act(
        Administrator,
        Act::SetChannels {
            channels: Box::new(Channels {
                slack: Some("https://hooks.example/x".into()),
                ..Channels::default()
            }),
        },
    ));
    assert_eq!(lines(&calls(&posted)), ["breakGlass b due", "breakGlass slack due"]);
    let over = world.given(&[analyst(IncidentCommand::Resolve { note: "done".into(), force: true })]);
    assert!(calls(&over).is_empty());
}

#[test]
fn who_is_on_call_is_called_first_and_without_a_number_a_mail_goes() {
    let nights = Hours {
        zone: LocalZone::default(),
        spans: vec![Span { days: Span::ALL_DAYS, from: 22 * 60, to: 6 * 60 }],
    };
    let mut world = World::with(attack("Ransomware on a file server", "Impact", &[], "normal"));
    let asleep = Contact { hours: Some(nights), ..reachable("a", 1, Some("+49 1")) };
    with_contacts(&mut world, vec![asleep, reachable("b", 2, Some("+49 2"))]);
    assert_eq!(lines(&calls(&world)), ["breakGlass b due"]);
    with_contacts(&mut world, vec![reachable("a", 1, None)]);
    assert_eq!(lines(&calls(&world)), ["breakGlass a due"]);
    assert_eq!(calls(&world)[0].channel, Channel::Mail, "nobody has a number");
    // Before the service works incidents nobody calls.
    let mut early = World::ready(watchfloor::domain::settings::Permissions::default());
    early.import(&[attack("Ransomware on a file server", "Impact", &[], "normal")]);
    assert!(calls(&early).is_empty());
}

#[test]
fn each_added_contact_is_told_that_it_was_named_under_each_address_once() {
    use watchfloor::domain::command::Command;
    use watchfloor::domain::contact_notes::ContactNote;
    let named = |world: &World| {
        let mut all = everything(world, world.now);
        all.retain(|it| it.trigger == Trigger::Named);
        lines(&all)
    };
    let mut world = World::serving();
    with_contacts(&mut world, vec![caller("a", 1), caller("b", 2)]);
    assert_eq!(named(&world), ["named a due", "named b due"]);
    let since = world.now;
    // Other changes of the settings name nobody anew.
    world.change(|settings| settings.escalate_minutes = 30);
    let a = everything(&world, world.now).into_iter().find(|it| it.trigger == Trigger::Named).unwrap();
    assert_eq!(a.at, since);
    let key = a.key;
    let mut told = check(&world, (Analyst, record(&key, Outcome::Handed)), "mail handed");
    assert_eq!(named(&told), ["named a left", "named b due"]);
    told.change(|settings| settings.contacts[0].email = "new@contoso.example".into());
    assert_eq!(named(&told), ["named b due", "named new due"], "another address, another mail");
    // Who was told by other means gets no mail.
    let note = Command::NoteContact { contact: ContactId::new("b").unwrap(), note: ContactNote::Told };
    told.must((Advisor, note));
    assert_eq!(named(&told), ["named new due"]);
    let late = lines(&everything(&told, told.now.plus_millis(31 * DAY_MS)));
    assert_eq!(late, ["named new lapsed"], "old news is no news, and what left is in the log alone");
}

#[test]
fn what_nobody_sent_in_time_is_listed_as_lapsed_and_can_be_noted_off() {
    let mut world = World::serving();
    with_contacts(&mut world, vec![caller("a", 1), caller("b", 2)]);
    let keys: Vec<String> = everything(&world, world.now).into_iter().map(|it| it.key).collect();
    let left = check(&world, (Analyst, record(&keys[0], Outcome::Sent)), "mail sent");
    let failed = check(&left, (Analyst, record(&keys[1], Outcome::Failed("down".into()))), "mail failed");
    let after = |world: &World, days: i64| lines(&everything(world, world.now.plus_millis(days * DAY_MS)));
    for (days, then) in [
        (29, vec!["named a left", "named b failed"]),
        (31, vec!["named b lapsed"]),
        (59, vec!["named b lapsed"]),
        (61, vec![]),
    ] {
        assert_eq!(after(&failed, days), then, "{days} days later");
    }
    assert_eq!(after(&world, 31), ["named a lapsed", "named b lapsed"]);
    let line = match record(&keys[1], Outcome::Handed) {
        Act::Record { dispatch } => *dispatch,
        _ => unreachable!(),
    };
    let mut late = failed.clone();
    late.now = late.now.plus_millis(31 * DAY_MS);
    let aside = Act::SetAside { dispatches: vec![line], reason: "told in person".into() };
    let noted = check(&late, (Analyst, aside), "aside 1: told in person");
    assert!(everything(&noted, noted.now).is_empty(), "the log has it");
}

#[test]
fn a_question_is_reminded_of_and_escalated_whether_or_not_a_response_is_published() {
    let contacts = vec![caller("a", 1), caller("b", 2)];
    let asks = [
        expert(IncidentCommand::TakeByExperts),
        expert(IncidentCommand::start()),
        expert(one_press("i")),
        expert(IncidentCommand::AskApproval { action: action("i"), note: String::new() }),
    ];
    let mut world = World::serving();
    with_contacts(&mut world, contacts);
    let world = world.given(&asks);
    let asked = world.now;
    // High: three hours for the customer, at risk in the last quarter.
    let now = |world: &World, minutes: i64| lines(&outbox(world, asked.plus_millis(minutes * MINUTE_MS)));
    for (minutes, then) in [
        (1, ["approval a due", "reminder a coming", "escalation b coming"]),
        (136, ["approval a due", "reminder a due", "escalation b coming"]),
        (181, ["approval a due", "escalation b due", "reminder a due"]),
    ] {
        assert_eq!(now(&world, minutes), then, "after {minutes} minutes");
    }
    let yes = IncidentCommand::AnswerApproval { action: action("i"), yes: true, note: String::new() };
    let answered = world.clone().given(&[analyst(yes)]);
    assert_eq!(now(&answered, 181), [""; 0]);
    // The customer's own turn goes on as it is, and nobody is told twice.
    let more = [expert(summary("malware")), expert(by_hand("t")), expert(publish())];
    let told = now(&world.given(&more), 400);
    assert_eq!(told.iter().filter(|line| line.starts_with("reminder")).count(), 1, "{told:?}");
}

#[test]
fn calls_come_before_what_is_overdue_and_news_come_last() {
    let order = [Trigger::BreakGlass, Trigger::Escalation, Trigger::Reminder, Trigger::Answer, Trigger::Rule];
    assert!(order.windows(2).all(|pair| pair[0].urgency() < pair[1].urgency()));
}

#[test]
fn whoever_switches_posting_on_answers_for_it_from_then_on() {
    use watchfloor::domain::experts::delivery::ByItself;
    let world = World::serving();
    let with = |by_itself: Option<ByItself>, slack: &str| Act::SetChannels {
        channels: Box::new(Channels { slack: Some(slack.into()), by_itself, ..Channels::default() }),
    };
    let asked = Some(ByItself { by: "somebody else".into(), since: world.now.plus_millis(-DAY_MS) });
    check(
        &world,
        (Analyst, with(asked.clone(), "https://hooks.example/x")),
        "no: needs the role administrator",
    );
    let on = check(&world, (Administrator, with(asked, "https://hooks.example/x")), "channels");
    let kept = on.state.experts.channels.by_itself.clone().unwrap();
    assert_ne!(kept.by, "somebody else");
    assert_eq!(kept.since, on.now, "what came up before is not posted");
    // Another change of the channels leaves it as it is.
    let mut later = on.clone();
    later.now = later.now.plus_millis(DAY_MS);
    let moved =
        check(&later, (Administrator, with(Some(kept.clone()), "https://hooks.example/y")), "channels");
    assert_eq!(moved.state.experts.channels.by_itself, Some(kept));
    let off = check(&moved, (Administrator, with(None, "https://hooks.example/y")), "channels");
    assert_eq!(off.state.experts.channels.by_itself, None);
}

#[test]
fn what_need_not_leave_stays_in_the_log_and_can_be_put_back() {
    let mut world = World::guiding();
    with_contacts(&mut world, vec![caller("a", 1)]);
    let world = world.given(&your_turn());
    let keys: Vec<String> = outbox(&world, world.now).into_iter().map(|it| it.key).collect();
    let line = |key: &str| match record(key, Outcome::Handed) {
        Act::Record { dispatch } => *dispatch,
        _ => unreachable!(),
    };
    let aside = |keys: &[String], reason: &str| Act::SetAside {
        dispatches: keys.iter().map(|key| line(key)).collect(),
        reason: reason.into(),
    };
    let back = |key: &str| Act::PutBack { notices: vec![key.into()] };
    for (what, then) in [
        (aside(&keys, " "), "no: a reason is needed"),
        (aside(&[], "told by phone"), "no: nothing would change"),
        (back(&keys[0]), "no: the message waits in the outbox or left"),
        // The log of what left is no way round the reason.
        (record(&keys[0], Outcome::Unneeded(String::new())), "no: a reason is needed"),
        (record(&keys[0], Outcome::PutBack), "no: a reason is needed"),
    ] {
        check(&world, (Analyst, what), then);
    }
    let set = check(&world, (Analyst, aside(&keys[..1], "told by phone")), "aside 1: told by phone");
    let first = outbox(&set, set.now)[0].clone();
    assert_eq!(first.standing, Standing::Unneeded("told by phone".into()));
    let logged = set.state.experts.deliveries.last().unwrap();
    assert_eq!(logged.dispatch.outcome, Outcome::Unneeded("told by phone".into()));
    check(&set, (Analyst, aside(&keys[..1], "again")), "no: nothing would change");
    // What was tried at the same time and failed does not bring it back.
    let late = check(&set, (Expert, record(&keys[0], Outcome::Failed("down".into()))), "mail failed");
    assert_eq!(lines(&outbox(&late, late.now))[0], "published a unneeded");
    assert!(!has_failed(&late.state));
    let again = check(&set, (Expert, back(&keys[0])), "back 1");
    assert_eq!(lines(&outbox(&again, again.now))[0], "published a due");
    assert_eq!(again.state.experts.deliveries.len(), 2, "the log has both");
    check(&again, (Expert, back(&keys[0])), "no: the message waits in the outbox or left");
    // What left is not set aside.
    let left = check(&again, (Expert, record(&keys[0], Outcome::Sent)), "mail sent");
    check(&left, (Analyst, aside(&keys[..1], "late")), "no: nothing would change");
    let failed = check(&world, (Expert, record(&keys[0], Outcome::Failed("down".into()))), "mail failed");
    assert!(has_failed(&failed.state));
    check(&failed, (Analyst, aside(&keys[..1], "late")), "aside 1: late");
}

#[test]
fn several_messages_are_written_down_at_once() {
    let line = |key: &str, outcome: Outcome| match record(key, outcome) {
        Act::Record { dispatch } => *dispatch,
        _ => unreachable!(),
    };
    let all = |lines: Vec<Dispatch>| Act::RecordAll { dispatches: lines };
    let world = World::serving();
    for (what, then) in [
        (all(vec![]), "no: nothing would change"),
        (all(vec![line("a", Outcome::Handed), line("b", Outcome::Sent)]), "mail handed; mail sent"),
        (all(vec![line("a", Outcome::Handed), line(" ", Outcome::Sent)]), "no: notice is missing"),
        (all(vec![line("a", Outcome::Unneeded("x".into()))]), "no: a reason is needed"),
        (all(vec![line("a", Outcome::Handed); 1_001]), "no: there can be at most 1000"),
    ] {
        check(&world, (Analyst, what), then);
    }
}

#[test]
fn a_kind_may_go_other_ways_and_to_more_people() {
    let mut world = World::guiding();
    let reader = Contact { for_incidents: false, for_reviews: true, call_order: None, ..caller("r", 1) };
    with_contacts(&mut world, vec![caller("a", 1), reader]);
    let id = |text: &str| ContactId::new(text).unwrap();
    let way = |without: &[Channel], also: &[&str]| Act::SetChannels {
        channels: Box::new(Channels {
            slack: Some("https://hooks.example/x".into()),
            ways: [(
                "published".to_owned(),
                Way { without: without.to_vec(), also: also.iter().map(|it| id(it)).collect() },
            )]
            .into(),
            ..Channels::default()
        }),
    };
    let published = |world: &World| {
        let mut all = outbox(world, world.now);
        all.retain(|it| it.trigger == Trigger::Published);
        lines(&all)
    };
    check(&world, (Administrator, way(&[], &["nobody"])), "no: there is no such contact");
    check(&world, (Analyst, way(&[], &[])), "no: needs the role administrator");
    let world = world.given(&your_turn());
    for (without, also, then) in [
        (&[][..], &[][..], &["published a due", "published slack due"][..]),
        (&[Channel::Slack], &[], &["published a due"]),
        (&[Channel::Mail], &[], &["published slack due"]),
        (&[], &["r"], &["published a due", "published slack due", "published r due"]),
        // Nobody gets the same twice.
        (&[], &["a"], &["published a due", "published slack due"]),
        (&[Channel::Mail, Channel::Slack], &["r"], &["published r due"]),
    ] {
        let set = check(&world, (Administrator, way(without, also)), "channels");
        let mut told = published(&set);
        told.sort();
        let mut then: Vec<_> = then.iter().map(|it| (*it).to_owned()).collect();
        then.sort();
        assert_eq!(told, then, "{without:?} {also:?}");
    }
    // The web-hook of the hunters is one as every other.
    let hunting = |address: &str| Act::SetChannels {
        channels: Box::new(Channels { hunting: Some(address.into()), ..Channels::default() }),
    };
    check(&world, (Administrator, hunting("http://x.example")), "no: hunting is not an https address");
    check(&world, (Administrator, hunting("https://x.example/1")), "channels");
}
