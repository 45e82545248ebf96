//! Messages that leave and check-ins: service.md 1.4 (channels, triggers, call priority, reminders) and 1.13.

use crate::world::*;
use watchfloor::analytics::notices::{Found, Notice, Standing, Trigger, notices};
use watchfloor::domain::command::{Command, IncidentCommand};
use watchfloor::domain::experts::ExpertsCommand as Act;
use watchfloor::domain::experts::check_in::{CheckInKind, CheckInPlan, month_later, next};
use watchfloor::domain::experts::delivery::{
    Channel, Channels, Dispatch, Outcome, code_of, retry_at, same_code,
};
use watchfloor::domain::hours::{Hours, LocalZone, Span};
use watchfloor::domain::ids::{CheckInId, CommentId};
use watchfloor::domain::people::Role::{self, Administrator, Advisor, Analyst, Expert};
use watchfloor::domain::settings::Contact;
use watchfloor::domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use watchfloor::domain::work::Visibility;

pub(super) fn act(role: Role, act: Act) -> Step {
    (role, Command::Experts { act })
}

#[track_caller]
pub(super) fn check(given: &World, (role, what): (Role, Act), then: &str) -> World {
    let mut world = given.clone();
    assert_eq!(told(&world.ask(act(role, what))), then);
    world
}

/// The outbox with the incident `1` among those that await the customer where it does.
pub(super) fn outbox(world: &World, now: Timestamp) -> Vec<Notice> {
    let mut all = everything(world, now);
    // That the contacts of a test were named, and that somebody is called, are tests of their own.
    all.retain(|it| !matches!(it.trigger, Trigger::Named | Trigger::BreakGlass));
    all
}

/// The same with all that somebody is told.
pub(super) fn everything(world: &World, now: Timestamp) -> Vec<Notice> {
    use watchfloor::domain::work::Stage;
    let state = &world.state;
    let awaiting = state.catalogue.rows().filter(|row| {
        let known = state.catalogue.get(*row).and_then(|known| state.incident(known.id()));
        known.is_some_and(|incident| incident.stage() == Stage::YourTurn)
    });
    let recent = state.catalogue.rows().collect();
    let found = Found { awaiting: awaiting.collect(), notified: Vec::new(), recent };
    notices(state, &found, now)
}

/// Trigger, to whom, and how it stands, in a line each.
pub(super) fn lines(notices: &[Notice]) -> Vec<String> {
    let line = |it: &Notice| {
        let to =
            it.to.as_ref().map_or(it.channel.as_str(), |to| to.email.split('@').next().unwrap_or_default());
        let standing = match &it.standing {
            Standing::Coming => "coming",
            Standing::Due => "due",
            Standing::Failed(..) => "failed",
            Standing::Unneeded(_) => "unneeded",
            Standing::Lapsed => "lapsed",
            Standing::Left => "left",
        };
        format!("{} {to} {standing}", it.trigger.as_str())
    };
    notices.iter().map(line).collect()
}

pub(super) fn with_contacts(world: &mut World, contacts: Vec<Contact>) {
    world.change(|settings| settings.contacts = contacts);
}

/// A contact that is called in this order.
pub(super) fn caller(id: &str, order: u8) -> Contact {
    Contact { call_order: Some(order), for_reviews: false, ..contact(id) }
}

/// Who wrote the last line of the log.
fn failed_by(world: &World) -> String {
    world.state.experts.deliveries.last().unwrap().by.clone()
}

pub(super) fn record(notice: &str, outcome: Outcome) -> Act {
    let dispatch = Dispatch {
        notice: notice.into(),
        channel: Channel::Mail,
        to: "a@contoso.example".into(),
        subject: "Subject".into(),
        code: "7K3M-QDX2".into(),
        outcome,
    };
    Act::Record { dispatch: Box::new(dispatch) }
}

#[test]
fn who_is_told_when_nobody_answers() {
    // High: three hours for the customer, at risk in the last quarter, then a contact each hour.
    let mut world = World::guiding();
    with_contacts(&mut world, vec![caller("b", 2), caller("a", 1), caller("c", 3)]);
    let world = world.given(&your_turn());
    let published = world.now;
    let after = |minutes: i64| published.plus_millis(minutes * MINUTE_MS);
    let now = |minutes: i64| lines(&outbox(&world, after(minutes)));
    assert_eq!(
        now(1),
        ["published a due", "reminder a coming", "escalation b coming", "escalation c coming"]
    );
    assert_eq!(now(134)[1], "reminder a coming");
    assert_eq!(now(136)[1], "reminder a due");
    // What is overdue stands before the rest, what is coming behind it.
    assert_eq!(now(181), ["escalation b due", "published a due", "reminder a due", "escalation c coming"]);
    assert_eq!(now(241)[..2], ["escalation b due", "escalation c due"]);
    // Whoever acts ends it.
    let done = world.clone().given(&[analyst(complete("a"))]);
    assert_eq!(lines(&outbox(&done, after(300))), ["published a due"]);
    // A clock that stands still reminds nobody.
    let pause = IncidentCommand::PauseClock {
        until: after(600),
        reason: watchfloor::domain::work::PauseReason::Agreed,
        note: String::new(),
    };
    let paused = world.clone().given(&[analyst(pause)]);
    assert_eq!(lines(&outbox(&paused, after(300))), ["published a due"]);
}

#[test]
fn who_is_on_call_is_told_first() {
    // From Friday 08:00 UTC on only the second is on call; nobody is at night.
    let days = Hours {
        zone: LocalZone::default(),
        spans: vec![Span { days: Span::ALL_DAYS, from: 8 * 60, to: 18 * 60 }],
    };
    let nights = Hours {
        zone: LocalZone::default(),
        spans: vec![Span { days: Span::ALL_DAYS, from: 22 * 60, to: 6 * 60 }],
    };
    let mut world = World::guiding();
    with_contacts(
        &mut world,
        vec![
            Contact { hours: Some(nights.clone()), ..caller("a", 1) },
            Contact { hours: Some(days), ..caller("b", 2) },
        ],
    );
    let world = world.given(&your_turn());
    let all = outbox(&world, world.now);
    let first = all[0].to.as_ref().unwrap();
    assert_eq!((first.email.as_str(), first.on_call), ("b@contoso.example", true));
    // Who is not on call is next, and nobody is told twice.
    let ladder = |world: &World| {
        let coming = world.now.plus_millis(3 * DAY_MS);
        let mut all = outbox(world, coming);
        all.sort_by_key(|it| it.at);
        let mails = all.iter().filter(|it| matches!(it.trigger, Trigger::Reminder | Trigger::Escalation));
        mails.map(|it| it.to.clone().unwrap().email).collect::<Vec<_>>()
    };
    assert_eq!(ladder(&world), ["b@contoso.example", "a@contoso.example"]);
    let mut nobody = World::guiding();
    with_contacts(&mut nobody, vec![Contact { hours: Some(nights), ..caller("a", 1) }]);
    let nobody = nobody.given(&your_turn());
    let first = outbox(&nobody, nobody.now)[0].to.clone().unwrap();
    assert_eq!(
        (first.email.as_str(), first.on_call),
        ("a@contoso.example", false),
        "told all the same, and said"
    );
}

#[test]
fn what_left_is_not_due_and_what_failed_is_tried_again() {
    let mut world = World::guiding();
    with_contacts(&mut world, vec![caller("a", 1)]);
    let world = world.given(&your_turn());
    let key = outbox(&world, world.now)[0].key.clone();
    let left = check(&world, (Analyst, record(&key, Outcome::Handed)), "mail handed");
    assert_eq!(lines(&outbox(&left, left.now))[0], "published a left");
    let failed = check(&world, (Analyst, record(&key, Outcome::Failed("no answer".into()))), "mail failed");
    let first = outbox(&failed, failed.now)[0].clone();
    assert_eq!(
        first.standing,
        Standing::Failed("no answer".into(), failed.now.plus_millis(MINUTE_MS), failed_by(&failed))
    );
    let minutes: Vec<i64> =
        (1..7).map(|failures| retry_at(failures, at(DAWN)).millis_since(at(DAWN)) / MINUTE_MS).collect();
    assert_eq!(minutes, [1, 5, 15, 60, 60, 60]);
    // Once it left, an older failure does not bring it back.
    let sent = check(&failed, (Analyst, record(&key, Outcome::Unconfirmed)), "mail unconfirmed");
    assert_eq!(lines(&outbox(&sent, sent.now))[0], "published a left");
    for (what, then) in
        [(record(" ", Outcome::Sent), "no: notice is missing"), (record("x", Outcome::Sent), "mail sent")]
    {
        check(&world, (Expert, what), then);
    }
}

#[test]
fn channels_are_the_administrators_and_can_be_silent() {
    let mut world = World::guiding();
    with_contacts(&mut world, vec![caller("a", 1)]);
    let set = |slack: Option<&str>, silent: &[&str]| Act::SetChannels {
        channels: Box::new(Channels {
            slack: slack.map(str::to_owned),
            silent: silent.iter().map(|it| (*it).to_owned()).collect(),
            ..Channels::default()
        }),
    };
    for (role, what, then) in [
        (Analyst, set(Some("https://hooks.example/x"), &[]), "no: needs the role administrator"),
        (Administrator, set(Some("http://hooks.example/x"), &[]), "no: slack is not an https address"),
        (
            Administrator,
            set(Some("https://hooks.example/x\nHost: y"), &[]),
            "no: slack is not an https address",
        ),
        (Administrator, set(None, &[]), "no: nothing would change"),
        (Administrator, set(Some("https://hooks.example/x"), &[]), "channels"),
    ] {
        check(&world, (role, what), then);
    }
    let world = world.given(&your_turn());
    let posted =
        world.clone().given(&[act(Administrator, set(Some("https://hooks.example/x"), &["reminder"]))]);
    assert_eq!(lines(&outbox(&posted, posted.now)), ["published a due", "published slack due"]);
    let silent = world.given(&[act(Administrator, set(None, &["published", "reminder"]))]);
    assert!(outbox(&silent, silent.now).is_empty());
}

#[test]
fn chats_and_old_news() {
    let mut world = World::guiding();
    with_contacts(&mut world, vec![caller("a", 1)]);
    let comment = |id: &str, visibility| IncidentCommand::Comment {
        id: CommentId::new(id).unwrap(),
        text: "Hello".into(),
        visibility,
    };
    let world = world.given(&[
        expert(comment("c", Visibility::Shared)),
        expert(comment("d", Visibility::Internal)),
        analyst(comment("e", Visibility::Shared)),
    ]);
    assert_eq!(lines(&outbox(&world, world.now)), ["message a due"]);
    let after = |days: i64| lines(&outbox(&world, world.now.plus_millis(days * DAY_MS)));
    assert_eq!(after(31), ["message a lapsed"], "old news is no news, and it does not vanish unseen");
    assert!(after(61).is_empty());
    assert!(Trigger::ALL.iter().all(|it| !it.as_str().is_empty()));
}

#[test]
fn check_ins_are_planned_held_and_called_off() {
    let world = World::serving();
    let id = || CheckInId::new("c").unwrap();
    let on = |days: i64, minutes: u16| CheckInPlan {
        kind: CheckInKind::BusinessReview,
        title: "November".into(),
        starts: world.now.plus_millis(days * DAY_MS),
        minutes,
        agenda: String::new(),
        host: "Sam".into(),
        review: None,
    };
    let plan = |plan: CheckInPlan| Act::PlanCheckIn { id: id(), plan: Box::new(plan) };
    let starts = world.now.plus_millis(3 * DAY_MS);
    let planned = format!("check-in c on {starts}");
    for (role, what, then) in [
        (Advisor, plan(on(3, 45)), planned.as_str()),
        (Administrator, plan(on(3, 45)), planned.as_str()),
        (Analyst, plan(on(3, 45)), "no: needs the role advisor or administrator"),
        (Advisor, plan(on(-1, 45)), "no: starts is in the past"),
        (Advisor, plan(on(800, 45)), "no: starts is out of range"),
        (Advisor, plan(on(3, 4)), "no: minutes is out of range"),
        (Advisor, plan(on(3, 481)), "no: minutes is out of range"),
        (Advisor, Act::HoldCheckIn { id: id(), notes: "x".into() }, "no: there is no such check-in"),
    ] {
        check(&world, (role, what), then);
    }
    let there = check(&world, (Advisor, plan(on(3, 45))), &planned);
    check(&there, (Advisor, plan(on(3, 45))), "no: nothing would change");
    assert_eq!(lines(&outbox(&there, there.now)), ["checkIn soc due"]);
    let key = outbox(&there, there.now)[0].key.clone();
    let told = check(&there, (Advisor, record(&key, Outcome::Handed)), "mail handed");
    // Moved, it is told anew and has a newer version.
    let moved = check(
        &told,
        (Advisor, plan(on(4, 45))),
        &format!("check-in c on {}", world.now.plus_millis(4 * DAY_MS)),
    );
    assert_eq!(
        (lines(&outbox(&moved, moved.now)), moved.state.experts.check_ins[0].version),
        (vec!["checkIn soc due".to_owned()], 1)
    );
    assert_eq!(
        next(&moved.state.experts.check_ins, moved.now).map(|it| it.plan.title.as_str()),
        Some("November")
    );
    check(&moved, (Advisor, Act::CancelCheckIn { id: id(), reason: " ".into() }), "no: a reason is needed");
    let off = check(&moved, (Advisor, Act::CancelCheckIn { id: id(), reason: "ill".into() }), "c called off");
    // Who was told of it is told that it does not take place; who was not, is told nothing.
    assert_eq!(
        (lines(&outbox(&off, off.now)), off.state.experts.check_ins[0].version),
        (vec!["checkInOff soc due".to_owned()], 2)
    );
    let untold =
        check(&there, (Advisor, Act::CancelCheckIn { id: id(), reason: "ill".into() }), "c called off");
    assert!(outbox(&untold, untold.now).is_empty());
    assert!(outbox(&off, world.now.plus_millis(5 * DAY_MS)).is_empty(), "its day is over");
    check(&off, (Advisor, plan(on(5, 45))), "no: the check-in is over");
    check(
        &moved,
        (Administrator, Act::HoldCheckIn { id: id(), notes: "x".into() }),
        "no: needs the role advisor",
    );
    let held = check(&moved, (Advisor, Act::HoldCheckIn { id: id(), notes: "Decided".into() }), "c held");
    check(&held, (Advisor, Act::CancelCheckIn { id: id(), reason: "x".into() }), "no: the check-in is over");
}

#[test]
fn a_month_later_is_the_same_day_of_the_week_in_another_month() {
    for (from, to) in [
        ("2026-11-26T13:00:00Z", "2026-12-24T13:00:00Z"),
        ("2027-02-01T13:00:00Z", "2027-03-01T13:00:00Z"),
        ("2028-02-01T13:00:00Z", "2028-03-07T13:00:00Z"),
        ("2026-12-01T13:00:00Z", "2027-01-05T13:00:00Z"),
        ("2026-12-31T13:00:00Z", "2027-01-28T13:00:00Z"),
    ] {
        assert_eq!(month_later(at(from), |_| 0), at(to), "{from}");
    }
    // Where clocks go forward at the end of March: three in the afternoon stays so.
    let spring = at("2027-03-28T01:00:00Z");
    let berlin = |at| if at < spring { 60 } else { 120 };
    assert_eq!(month_later(at("2027-03-04T14:00:00Z"), berlin), at("2027-04-01T13:00:00Z"));
    // The last evening of a month in UTC may be the first of the next where the meeting is.
    let ahead = |_| 14 * 60;
    assert_eq!(month_later(at("2027-01-31T12:00:00Z"), ahead), at("2027-02-28T12:00:00Z"));
}

#[test]
fn codes_are_read_however_they_are_typed() {
    let code = code_of("0123456789abcdef0123456789abcdef");
    assert_eq!((code.len(), code_of("")), (9, "2222-2222".to_owned()));
    assert_ne!(code, code_of("0123456789acdef0123456789abcdef0"));
    assert!(same_code(&code, &code.to_lowercase().replace('-', " ")));
    assert!(!same_code("", "") && !same_code("-", " "));
}

#[test]
fn an_escalation_tells_the_advisor_and_then_who_talks_with_the_advisor() {
    use watchfloor::domain::experts::advisor::feedback::{FeedbackKind, Said};
    use watchfloor::domain::experts::advisor::{AdvisorCard, AdvisorCommand as Deed};
    use watchfloor::domain::ids::FeedbackId;
    let id = || FeedbackId::new("f").unwrap();
    let advise = |role: Role, deed: Deed| act(role, Act::Advisor { act: Box::new(deed) });
    let reviewer = |name: &str| Contact { for_reviews: true, call_order: None, ..caller(name, 1) };
    let mut world = World::guiding();
    with_contacts(&mut world, vec![caller("a", 1), reviewer("b"), reviewer("c")]);
    let card = AdvisorCard { name: "Ines".into(), email: "ines@x.example".into(), ..AdvisorCard::default() };
    let said = Said {
        kind: FeedbackKind::Escalation,
        subject: "It burns".into(),
        text: "Now".into(),
        incident: None,
    };
    let world = world.given(&[
        advise(Advisor, Deed::SetCard { card: Box::new(card) }),
        advise(Analyst, Deed::GiveFeedback { id: id(), said: Box::new(said) }),
    ]);
    let at = |minutes: i64| lines(&outbox(&world, world.now.plus_millis(minutes * MINUTE_MS)));
    let coming =
        ["feedback ines due", "feedbackLate ines coming", "feedbackLate b coming", "feedbackLate c coming"];
    assert_eq!(at(0), coming);
    let late = ["feedbackLate ines due", "feedbackLate b due", "feedback ines due", "feedbackLate c coming"];
    assert_eq!(at(240), late);
    assert_eq!(at(300)[2], "feedbackLate c due", "the next contact an hour later");
    let answered =
        world.clone().given(&[advise(Advisor, Deed::AnswerFeedback { id: id(), text: "Yes".into() })]);
    assert!(outbox(&answered, answered.now).is_empty(), "who said it is no contact");
    let mut known = answered;
    let analyst = known.state.experts.advising.feedback(&id()).unwrap().by.clone();
    known.change(|settings| settings.contacts[0].name = analyst);
    assert_eq!(lines(&outbox(&known, known.now)), ["feedbackAnswer a due"]);
}
