//! Questions to the experts: service.md 1.11 (who asks, what is in scope, conversation) and section 6 (credits: "a
//! question costs one when an expert has it; replies are free; refused by the scope check or withdrawn before it is read
//! costs nothing").

use crate::world::*;
use watchfloor::domain::command::{Command, IncidentCommand};
use watchfloor::domain::experts::inquiry::{About, AboutKind, InquiryState, Purpose, Question};
use watchfloor::domain::experts::question_scope::{Nature, OutOfQuestions, check as scope, check_in, hint};
use watchfloor::domain::experts::threads::{self, Thread};
use watchfloor::domain::experts::{ExpertsCommand as Act, ledger};
use watchfloor::domain::ids::{CommentId, IncidentId, InquiryId};
use watchfloor::domain::people::Role::{self, Administrator, Advisor, Analyst, Expert};
use watchfloor::domain::record::{AlertRecord, IncidentRecord};
use watchfloor::domain::work::Visibility;

fn id(text: &str) -> InquiryId {
    InquiryId::new(text).unwrap()
}

fn message(text: &str) -> CommentId {
    CommentId::new(text).unwrap()
}

fn question(subject: &str, text: &str) -> Question {
    Question {
        purpose: Purpose::Suspicious,
        nature: Nature::Security,
        subject: subject.into(),
        text: text.into(),
        about: Vec::new(),
        tell: Vec::new(),
    }
}

fn asks(name: &str, question: Question) -> Act {
    Act::Ask { id: id(name), question: Box::new(question), message: message(&format!("m-{name}")) }
}

fn ask(name: &str) -> Act {
    asks(name, question("Replayed token?", "Nine sign-ins"))
}

fn reply(name: &str, said: &str, text: &str) -> Act {
    Act::Reply { id: id(name), message: message(said), text: text.into() }
}

fn act(role: Role, act: Act) -> Step {
    (role, Command::Experts { act })
}

#[track_caller]
fn check(given: &World, (role, what): (Role, Act), then: &str) -> World {
    let mut world = given.clone();
    assert_eq!(told(&world.ask(act(role, what))), then);
    world
}

fn about(kind: AboutKind, signs: &[&str]) -> About {
    let signs = signs.iter().map(|sign| (*sign).to_owned()).collect();
    About { kind, id: "1".into(), name: "Something".into(), incident: None, signs }
}

#[test]
fn what_is_asked_and_by_whom() {
    let world = World::serving();
    for (role, what, then) in [
        (Analyst, ask("q"), "asked q Replayed token?"),
        (Administrator, ask("q"), "asked q Replayed token?"),
        (Expert, ask("q"), "no: needs the role administrator or analyst"),
        (Advisor, ask("q"), "no: needs the role administrator or analyst"),
        (Analyst, asks("q", question(" ", " ")), "no: subject is missing; text is missing"),
        (
            Analyst,
            asks("q", Question { tell: vec!["nobody".into()], ..question("a", "b") }),
            "no: tell is not an e-mail address",
        ),
        (
            Analyst,
            asks(
                "q",
                Question { tell: vec!["a@b.example\r\nBcc: c@d.example".into()], ..question("a", "b") },
            ),
            "no: tell is not an e-mail address",
        ),
        (
            Analyst,
            asks("q", Question { nature: Nature::Breach, ..question("a", "b") }),
            "no: this is for incident response",
        ),
        (
            Analyst,
            asks("q", Question { nature: Nature::OwnDetection, ..question("a", "b") }),
            "no: custom detections are not covered",
        ),
        (
            Analyst,
            asks("q", Question { nature: Nature::OtherProduct, ..question("a", "b") }),
            "no: the product is not covered",
        ),
        (
            Analyst,
            asks("q", Question { nature: Nature::Fault, ..question("a", "b") }),
            "no: faults of products are for their support",
        ),
    ] {
        check(&world, (role, what), then);
    }
    check(&World::new(), (Analyst, ask("q")), "no: not possible before onboarding has begun");
    let asked = check(&world, (Analyst, ask("q")), "asked q Replayed token?");
    check(&asked, (Analyst, ask("q")), "no: nothing would change");
    assert_eq!(asked.state.experts.inquiries[0].code(), "Q-0001");
}

#[test]
fn the_scope_check_has_its_reasons() {
    use OutOfQuestions as Out;
    for (kind, signs, expected) in [
        (AboutKind::Alert, &["microsoftDefenderForEndpoint", "antivirus"][..], None),
        (AboutKind::Alert, &["customDetection"][..], Some(Out::OwnDetection)),
        (AboutKind::Alert, &["Custom TI"][..], Some(Out::OwnDetection)),
        (AboutKind::Alert, &["Anomaly Indicator"][..], Some(Out::OwnDetection)),
        (AboutKind::Alert, &["Custom Enterprise Block Only"][..], Some(Out::OwnDetection)),
        (AboutKind::Alert, &["Custom"][..], Some(Out::OwnDetection)),
        (AboutKind::Alert, &["dataLossPrevention"][..], Some(Out::OtherProduct)),
        (AboutKind::Alert, &["microsoftDefenderForIoT"][..], Some(Out::OtherProduct)),
        // The same words on a device say nothing.
        (AboutKind::Device, &["customDetection"][..], None),
    ] {
        assert_eq!(scope(Nature::Security, &[about(kind, signs)]), expected, "{signs:?}");
    }
    assert_eq!(scope(Nature::Breach, &[]), Some(Out::IncidentResponse));
    assert_eq!(hint("There is a Ransom note on every desk"), Some(Out::IncidentResponse));
    assert_eq!(hint("The sensor does not install"), Some(Out::Fault));
    assert_eq!(hint("Why did our custom detection fire twice?"), Some(Out::OwnDetection));
    assert_eq!(hint("The CrowdStrike console shows the same host"), Some(Out::OtherProduct));
    for (text, expected) in [
        ("We have ransomware on all servers, please recover our systems", Some(Out::IncidentResponse)),
        ("Please restore our domain controllers from backup", Some(Out::IncidentResponse)),
        ("Can you run forensics on site after the breach?", Some(Out::IncidentResponse)),
        ("Is Okta sign-in risky?", Some(Out::OtherProduct)),
        ("Can you tune this alert rule for us?", Some(Out::OwnDetection)),
        ("Does rcl3a.dll appear on any other device?", None),
        ("Which ransomware families use this loader?", None),
    ] {
        assert_eq!(hint(text), expected, "{text}");
    }
}

/// An incident whose alerts have these detectors and categories.
fn detected(id: &str, alerts: &[(&str, &str)]) -> IncidentRecord {
    let one = |(number, (detection, category)): (usize, &(&str, &str))| AlertRecord {
        id: format!("{id}-{number}"),
        detection_source: Some((*detection).into()),
        category: Some((*category).into()),
        ..alert(&[])
    };
    IncidentRecord { alerts: alerts.iter().enumerate().map(one).collect(), ..incident(id) }
}

#[test]
fn an_incident_is_asked_about_where_the_service_covers_one_of_its_alerts() {
    use OutOfQuestions as Out;
    for (alerts, expected) in [
        (&[("antivirus", "Malware")][..], None),
        (&[][..], None),
        (&[("customDetection", "Malware"), ("customTi", "Malware")], Some(Out::OwnDetection)),
        // The detector says nothing, the category does.
        (&[("antivirus", "Custom Detections")], Some(Out::OwnDetection)),
        (&[("microsoftDefenderForIoT", "Malware")], Some(Out::OtherProduct)),
        (
            &[("microsoftDataLossPrevention", "Malware"), ("customDetection", "Malware")],
            Some(Out::OwnDetection),
        ),
        (&[("customDetection", "Malware"), ("antivirus", "Malware")], None),
    ] {
        let mut world = World::serving();
        world.import(&[detected("7", alerts)]);
        let incident = About { id: "7".into(), ..about(AboutKind::Incident, &[]) };
        // An alert that says nothing of itself stands in it; a device does not take the scope of an incident.
        let one = About { incident: IncidentId::new("7"), ..about(AboutKind::Alert, &["antivirus"]) };
        let device = About { incident: IncidentId::new("7"), ..about(AboutKind::Device, &[]) };
        for (what, expected) in [(incident, expected), (one, expected), (device, None)] {
            let what = vec![what];
            assert_eq!(check_in(&world.state, Nature::Security, &what), expected, "{alerts:?} {what:?}");
            let then = match expected {
                None => "asked q a",
                Some(Out::OwnDetection) => "no: custom detections are not covered",
                Some(_) => "no: the product is not covered",
            };
            check(&world, (Analyst, asks("q", Question { about: what, ..question("a", "b") })), then);
        }
        assert_eq!(world.state.incident("7").unwrap().known.in_scope(), expected.is_none());
    }
    // Before the service has begun the reason is the same.
    let mut early = World::new();
    early.import(&[detected("7", &[("customDetection", "Malware")])]);
    let what = [About { id: "7".into(), ..about(AboutKind::Incident, &[]) }];
    assert_eq!(check_in(&early.state, Nature::Security, &what), Some(Out::OwnDetection));
}

#[test]
fn a_question_costs_when_an_expert_has_it() {
    let world = World::serving();
    let left = |world: &World| ledger(&world.state, world.now).map(|it| (it.held, it.free())).unwrap();
    assert_eq!(left(&world), (10, 10));
    let asked = check(&world, (Analyst, ask("q")), "asked q Replayed token?");
    assert_eq!(left(&asked), (10, 9), "kept for it, not used yet");
    let back = check(&asked, (Analyst, Act::Withdraw { id: id("q") }), "q ended");
    assert_eq!(left(&back), (10, 10));
    assert_eq!(back.state.experts.inquiries[0].state(), InquiryState::Withdrawn);
    let taken = check(&asked, (Expert, Act::Take { id: id("q") }), "q taken");
    assert_eq!(left(&taken), (9, 9));
    check(&taken, (Analyst, Act::Withdraw { id: id("q") }), "no: an expert has the question already");
    check(&taken, (Expert, Act::Take { id: id("q") }), "no: an expert has the question already");
    // Replies are free, and the first of an expert takes the question.
    let answered = check(&asked, (Expert, reply("q", "a", "No.")), "q taken; q: No.");
    let more = check(&answered, (Analyst, reply("q", "b", "Sure?")), "q: Sure?");
    assert_eq!(left(&more), (9, 9));
    assert_eq!(more.state.experts.inquiries[0].state(), InquiryState::WithExpert);
    // Ten questions, and not an eleventh.
    let mut full = world.clone();
    for number in 0..10 {
        full.must(act(Analyst, ask(&format!("q{number}"))));
    }
    let refused = check(&full, (Analyst, ask("late")), "no: no question is left in this quarter");
    // The next quarter brings new ones.
    let mut later = refused;
    later.now = at("2026-07-01T00:00:00Z");
    check(&later, (Analyst, ask("late")), "asked late Replayed token?");
}

#[test]
fn a_conversation_is_closed_opened_again_and_becomes_an_incident() {
    let world = World::serving().given(&[act(Analyst, ask("q"))]);
    let incident = IncidentId::new("1").unwrap();
    for (role, what, then) in [
        (Analyst, Act::Close { id: id("q") }, "no: no expert has the question yet"),
        (Analyst, Act::Reopen { id: id("q") }, "no: no expert has the question yet"),
        (Advisor, reply("q", "a", "Hm"), "no: needs the role administrator or analyst or expert"),
        (Expert, reply("q", "a", " "), "no: text is missing"),
        (Expert, reply("x", "a", "Hm"), "no: there is no such question"),
        (Expert, reply("q", "m-q", "Hm"), "no: nothing would change"),
    ] {
        check(&world, (role, what), then);
    }
    let answered = check(&world, (Expert, reply("q", "a", "No.")), "q taken; q: No.");
    assert_eq!(answered.state.experts.inquiries[0].state(), InquiryState::Answered);
    let closed = check(&answered, (Analyst, Act::Close { id: id("q") }), "q ended");
    check(&closed, (Analyst, reply("q", "b", "But")), "no: the question is closed");
    check(&closed, (Analyst, Act::Close { id: id("q") }), "no: the question is closed");
    let open = check(&closed, (Expert, Act::Reopen { id: id("q") }), "q again");
    check(&open, (Analyst, reply("q", "b", "But")), "q: But");
    let link = Act::LinkIncident { id: id("q"), incident: incident.clone() };
    let unknown = Act::LinkIncident { id: id("q"), incident: IncidentId::new("9").unwrap() };
    check(&open, (Analyst, unknown), "no: there is no such incident");
    let linked = check(&open, (Analyst, link.clone()), "q is 1");
    check(&linked, (Analyst, link), "no: an incident was made of it already");
    assert_eq!(linked.state.experts.inquiries[0].messages.len(), 2, "everything is kept");
}

#[test]
fn what_the_other_side_said_is_unread_until_it_is_read() {
    let world = World::serving().given(&[act(Analyst, ask("q")), act(Expert, reply("q", "a", "No."))]);
    let thread = Thread::Inquiry(id("q"));
    let unread = |world: &World, role: Role| threads::unread(&world.state, &actor(role));
    assert_eq!((unread(&world, Analyst), unread(&world, Expert), unread(&world, Administrator)), (1, 1, 1));
    let see = Act::See { thread: thread.clone(), upto: world.now };
    let read = check(&world, (Analyst, see.clone()), "seen");
    assert_eq!((unread(&read, Analyst), unread(&read, Administrator)), (0, 1), "each for themselves");
    check(&read, (Analyst, see), "no: nothing would change");
    let more = check(&read, (Expert, reply("q", "b", "Rather")), "q: Rather");
    assert_eq!(unread(&more, Analyst), 1);
    // Comments that both sides read are a conversation too; internal ones are not.
    let comment =
        |id: &str, visibility| IncidentCommand::Comment { id: message(id), text: "Hello".into(), visibility };
    let chat =
        more.given(&[expert(comment("c", Visibility::Shared)), expert(comment("d", Visibility::Internal))]);
    assert_eq!(unread(&chat, Analyst), 2);
    let list = threads::summaries(&chat.state, &actor(Analyst));
    let rows: Vec<_> = list.iter().map(|it| (it.code.as_str(), it.count, it.unread)).collect();
    assert_eq!(rows, [("1", 1, 1), ("Q-0001", 3, 1)]);
}

#[test]
fn what_is_marked_as_unread_is_read_again() {
    let world = World::serving().given(&[act(Analyst, ask("q")), act(Expert, reply("q", "a", "No."))]);
    let thread = Thread::Inquiry(id("q"));
    let unread = |world: &World| threads::unread(&world.state, &actor(Analyst));
    let unsee = |said: &str| Act::Unsee { thread: thread.clone(), from: message(said) };
    check(&world, (Analyst, unsee("a")), "no: nothing would change");
    let mut more = world.given(&[]);
    more.now = more.now.plus_millis(60_000);
    more.must(act(Expert, reply("q", "b", "Rather")));
    let see = Act::See { thread: thread.clone(), upto: more.now };
    let read = check(&more, (Analyst, see.clone()), "seen");
    assert_eq!(unread(&read), 0);
    check(&read, (Analyst, unsee("m-q")), "no: there is no such message of the other side");
    check(&read, (Analyst, unsee("x")), "no: there is no such message of the other side");
    let last = check(&read, (Analyst, unsee("b")), "seen");
    assert_eq!(unread(&last), 1, "what was said before it stays read");
    let both = check(&last, (Analyst, unsee("a")), "seen");
    assert_eq!(unread(&both), 2);
    assert_eq!(unread(&check(&both, (Analyst, see), "seen")), 0);
}

#[test]
fn questions_and_chats_name_their_incident() {
    let about = |kind, id: &str, incident: Option<&str>| About {
        kind,
        id: id.into(),
        name: String::new(),
        incident: incident.and_then(IncidentId::new),
        signs: Vec::new(),
    };
    let asked =
        |name: &str, about: Vec<About>| act(Analyst, asks(name, Question { about, ..question("a", "b") }));
    let world = World::serving().given(&[
        asked("none", vec![about(AboutKind::Device, "d", None)]),
        asked("alert", vec![about(AboutKind::Device, "d", None), about(AboutKind::Alert, "x", Some("1"))]),
        asked("incident", vec![about(AboutKind::Incident, "1", None)]),
    ]);
    let list = threads::summaries(&world.state, &actor(Analyst));
    let of = |code: &str| {
        let found = list.iter().find(|it| it.code == code).unwrap();
        found.incident.as_ref().map(IncidentId::as_str)
    };
    assert_eq!((of("Q-0001"), of("Q-0002"), of("Q-0003")), (None, Some("1"), Some("1")));
    let one = IncidentId::new("1").unwrap();
    let codes: Vec<String> = threads::questions_of(&world.state, &one).map(|it| it.code()).collect();
    assert_eq!(codes, ["Q-0002", "Q-0003"]);
}

#[test]
fn thumbs_are_the_readers() {
    let world = World::serving().given(&[act(Analyst, ask("q")), act(Expert, reply("q", "a", "No."))]);
    let rate = |said: &str, up| Act::Rate { thread: Thread::Inquiry(id("q")), message: message(said), up };
    let rated = check(&world, (Analyst, rate("a", Some(true))), "a rated Some(true)");
    check(&rated, (Analyst, rate("a", Some(true))), "no: nothing would change");
    check(&rated, (Analyst, rate("a", None)), "a rated None");
    check(&world, (Analyst, rate("m-q", Some(true))), "no: there is no such message of the other side");
    check(&world, (Expert, rate("a", Some(false))), "no: there is no such message of the other side");
    check(&world, (Expert, rate("m-q", Some(true))), "no: there is no such message of the other side");
    assert_eq!(rated.state.experts.rating(&message("a"), "Ana"), Some(true));
    let all: Vec<_> = rated.state.experts.ratings_of(&message("a")).collect();
    assert_eq!(all, [("Ana", true)], "whoever wrote it sees who rated it");
}

#[test]
fn credits_end_with_the_subscription() {
    let end = Some(at("2026-05-02T00:00:00Z"));
    let world = World::serving();
    check(&world, (Analyst, Act::SetSubscriptionEnd { end }), "no: needs the role administrator");
    let mut ended = world.given(&[act(Administrator, Act::SetSubscriptionEnd { end })]);
    ended.now = at("2026-05-03T00:00:00Z");
    check(&ended, (Analyst, ask("q")), "no: no question is left in this quarter");
}
