//! The advisor's work: service.md 1.13 (education, environment, single point of contact for feedback and escalation).

use crate::world::*;
use serde_json::json;
use std::collections::BTreeSet;
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::linked::Linked as Queue;
use watchfloor::analytics::sort::Sort;
use watchfloor::domain::catalogue::Row;
use watchfloor::domain::command::Command;
use watchfloor::domain::command::IncidentCommand;
use watchfloor::domain::estate::score::Control;
use watchfloor::domain::estate::{EstateRecord, Run};
use watchfloor::domain::experts::ExpertsCommand;
use watchfloor::domain::experts::advisor::education::{LessonPlan, LessonState};
use watchfloor::domain::experts::advisor::feedback::{FeedbackKind, FeedbackState, FeedbackTargets, Said};
use watchfloor::domain::experts::advisor::{AdvisorCard, AdvisorCommand as Act};
use watchfloor::domain::hours::{Hours, Span};
use watchfloor::domain::ids::{FeedbackId, IncidentId, LessonId};
use watchfloor::domain::people::Role::{self, Administrator, Advisor, Analyst, Expert};
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::settings::Settings;
use watchfloor::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use watchfloor::domain::vocabulary::Classification;
use watchfloor::formats::attack::AttackFacts;
use watchfloor::report::duties::{Score, duties};
use watchfloor::report::prevented::{Linked, links};

#[track_caller]
pub(super) fn check(given: &World, (role, act): (Role, Act), then: &str) -> World {
    let mut world = given.clone();
    let command = Command::Experts { act: ExpertsCommand::Advisor { act: Box::new(act) } };
    assert_eq!(told(&world.ask((role, command))), then);
    world
}

fn later(world: &World, minutes: i64) -> World {
    let mut world = world.clone();
    world.now = world.now.plus_millis(minutes * MINUTE_MS);
    world
}

fn id() -> FeedbackId {
    FeedbackId::new("f").unwrap()
}

fn give(kind: FeedbackKind, text: &str) -> Act {
    let said = Said { kind, subject: " Slow answer ".into(), text: text.into(), incident: None };
    Act::GiveFeedback { id: id(), said: Box::new(said) }
}

fn answer(text: &str) -> Act {
    Act::AnswerFeedback { id: id(), text: text.into() }
}

fn state(world: &World) -> FeedbackState {
    world.state.experts.advising.feedback(&id()).unwrap().state(&world.state.settings.feedback)
}

#[test]
fn feedback_goes_to_the_advisor_and_back() {
    use FeedbackKind::{Complaint, Escalation, Praise, Suggestion};
    let world = World::guiding();
    for (role, act, then) in [
        (Advisor, give(Suggestion, ""), "no: needs the role administrator or analyst"),
        (Analyst, give(Complaint, " "), "no: text is missing"),
        (Analyst, give(Escalation, ""), "no: text is missing"),
        (Analyst, answer("x"), "no: there is no such feedback"),
    ] {
        check(&world, (role, act), then);
    }
    let lost = Said { subject: "x".into(), incident: IncidentId::new("999"), ..Said::default() };
    check(
        &world,
        (Analyst, Act::GiveFeedback { id: id(), said: Box::new(lost) }),
        "no: there is no such incident",
    );
    let praised = check(&world, (Administrator, give(Praise, "")), "praise f Slow answer");
    assert_eq!(state(&praised), FeedbackState::Waiting(None), "praise awaits no answer");

    let given = check(&world, (Analyst, give(Suggestion, "")), "suggestion f Slow answer");
    check(&given, (Analyst, give(Suggestion, "")), "no: nothing would change");
    check(&given, (Expert, answer("I")), "no: needs the role advisor");
    check(&given, (Advisor, answer(" ")), "no: text is missing");
    let more = check(&given, (Analyst, answer("By the way")), "f: By the way");
    assert!(matches!(state(&more), FeedbackState::Waiting(Some(_))), "only the advisor's word is an answer");
    let resolve = |result: &str| Act::ResolveFeedback { id: id(), result: result.into() };
    let reopen = |reason: &str| Act::ReopenFeedback { id: id(), reason: reason.into() };
    check(&given, (Analyst, resolve("x")), "no: needs the role advisor");
    check(&given, (Advisor, resolve(" ")), "no: a resolution note is needed");
    check(&given, (Analyst, reopen("x")), "no: the feedback is not resolved");
    let resolved = check(&given, (Advisor, resolve("Done")), "f resolved");
    assert_eq!(state(&resolved), FeedbackState::Resolved);
    check(&resolved, (Advisor, answer("x")), "no: the feedback is resolved");
    check(&resolved, (Advisor, reopen("x")), "no: needs the role administrator or analyst");
    check(&resolved, (Analyst, reopen("")), "no: a reason is needed");
    let again = check(&later(&resolved, 60), (Analyst, reopen("Not yet")), "f again");
    assert!(matches!(state(&again), FeedbackState::Waiting(Some(_))));
}

#[test]
fn each_kind_has_its_target_and_an_escalation_begins_anew() {
    use FeedbackKind::{Complaint, Escalation, Suggestion};
    for (kind, hours) in [(Escalation, 4), (Complaint, 24), (Suggestion, 120)] {
        let world = World::guiding();
        let given = check(&world, (Analyst, give(kind, "Why")), &format!("{} f Slow answer", kind.as_str()));
        let due = given.now.plus_millis(hours * HOUR_MS);
        assert_eq!(state(&given), FeedbackState::Waiting(Some(due)), "{kind:?}");
        let at_target = check(&later(&given, hours * 60 - 1), (Advisor, answer("We look")), "f: We look");
        assert_eq!(state(&at_target), FeedbackState::Answered(Some(true)), "{kind:?}");
        let after = check(&later(&given, hours * 60), (Advisor, answer("Sorry")), "f: Sorry");
        assert_eq!(state(&after), FeedbackState::Answered(Some(false)), "{kind:?}");
    }
    let world = World::guiding();
    let given = check(&world, (Analyst, give(Suggestion, "")), "suggestion f Slow answer");
    let answered = check(&given, (Advisor, answer("Next year")), "f: Next year");
    let escalate = |reason: &str| Act::EscalateFeedback { id: id(), reason: reason.into() };
    check(&answered, (Advisor, escalate("x")), "no: needs the role administrator or analyst");
    check(&answered, (Analyst, escalate(" ")), "no: a reason is needed");
    let waiting = later(&answered, 600);
    let escalated = check(&waiting, (Analyst, escalate("It burns")), "f escalated");
    assert_eq!(state(&escalated), FeedbackState::Waiting(Some(escalated.now.plus_millis(4 * HOUR_MS))));
    check(&escalated, (Analyst, escalate("More")), "no: it is an escalation already");
}

#[test]
fn the_education_plan_is_written_by_both_and_has_days() {
    let world = World::guiding();
    let id = || LessonId::new("l").unwrap();
    let plan = LessonPlan {
        topic: "Read a response".into(),
        who: "Analysts".into(),
        due: Some(world.now),
        usual: None,
    };
    let save = |plan: &LessonPlan| Act::SaveLesson { id: id(), plan: Box::new(plan.clone()) };
    let set = |state| Act::SetLesson { id: id(), state };
    let nameless = LessonPlan { topic: " ".into(), ..plan.clone() };
    for (role, act, then) in [
        (Analyst, save(&plan), "no: needs the role advisor or administrator"),
        (Advisor, save(&nameless), "no: topic is missing"),
        (Advisor, set(LessonState::Done), "no: there is no such item of the education plan"),
        (Advisor, Act::DropLesson { id: id() }, "no: there is no such item of the education plan"),
    ] {
        check(&world, (role, act), then);
    }
    let saved = check(&world, (Advisor, save(&plan)), "lesson l Read a response");
    check(&saved, (Administrator, save(&plan)), "no: nothing would change");
    check(&saved, (Advisor, set(LessonState::Planned)), "no: nothing would change");
    assert!(saved.state.experts.advising.lessons[0].is_late(saved.now));
    let done = check(&saved, (Administrator, set(LessonState::Done)), "l done");
    assert!(!done.state.experts.advising.lessons[0].is_late(done.now));
    let moved = LessonPlan { due: None, ..plan.clone() };
    let moved = check(&done, (Advisor, save(&moved)), "lesson l Read a response");
    assert_eq!(moved.state.experts.advising.lessons[0].state, LessonState::Done, "a new day keeps the state");
    let dropped = check(&moved, (Advisor, Act::DropLesson { id: id() }), "lesson l dropped");
    assert!(dropped.state.experts.advising.lessons.is_empty());
}

#[test]
fn the_advisor_has_a_name_and_hours() {
    let world = World::guiding();
    let card =
        AdvisorCard { name: "Ines".into(), email: "ines@provider.example".into(), ..AdvisorCard::default() };
    let set = |card: &AdvisorCard| Act::SetCard { card: Box::new(card.clone()) };
    let days = Hours { spans: vec![Span { days: Span::WEEKDAYS, from: 480, to: 1080 }], ..Hours::default() };
    for (card, then) in [
        (AdvisorCard { name: " ".into(), ..card.clone() }, "no: name is missing"),
        (AdvisorCard { email: "ines".into(), ..card.clone() }, "no: email is not an e-mail address"),
        (
            AdvisorCard { phone: Some("call me".into()), ..card.clone() },
            "no: phone is not a telephone number",
        ),
        (
            AdvisorCard { hours: Some(Hours { spans: Vec::new(), ..days.clone() }), ..card.clone() },
            "no: hours.spans is missing",
        ),
    ] {
        check(&world, (Advisor, set(&card)), then);
    }
    check(&world, (Analyst, set(&card)), "no: needs the role advisor or administrator");
    let set_once = check(&world, (Advisor, set(&card)), "advisor Ines");
    check(&set_once, (Administrator, set(&card)), "no: nothing would change");
    assert!(card.is_on_call(world.now), "without hours at all times");
    let by_day = AdvisorCard { hours: Some(days), ..card };
    let monday = watchfloor::domain::time::Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    assert!(by_day.is_on_call(monday) && !by_day.is_on_call(monday.plus_millis(10 * HOUR_MS)));
}

/// An incident with one alert of a category that used these techniques.
fn attacked(id: &str, category: &str, techniques: &[&str]) -> IncidentRecord {
    let mut alert = alert(&[("device", json!({"mdeDeviceId": "ws-1", "deviceDnsName": "ws-1"}))]);
    alert.category = Some(category.into());
    alert.mitre_techniques = techniques.iter().map(|it| (*it).to_owned()).collect();
    IncidentRecord { alerts: vec![alert], ..incident(id) }
}

#[test]
fn a_recommendation_names_the_incidents_that_it_would_have_changed() {
    let facts = AttackFacts::read(include_str!("../../../public/attack.json")).unwrap();
    let mut world = World::with(attacked("1", "InitialAccess", &["T1566.002"]));
    let late = attacked("2", "Execution", &["T1204.002"]);
    let mut chain = attacked("3", "InitialAccess", &["T1566.001"]);
    chain.alerts.push(attacked("x", "CredentialAccess", &["T1003.001"]).alerts[0].clone());
    chain.alerts[1].id = "b".into();
    let nothing = IncidentRecord {
        classification: Classification::FalsePositive,
        ..attacked("4", "InitialAccess", &["T1566.002"])
    };
    let mut old = attacked("5", "InitialAccess", &["T1566.002"]);
    old.created_date_time = world.now.plus_millis(-91 * DAY_MS);
    let other = attacked("6", "CredentialAccess", &["T1556"]);
    world.import(&[late, chain, nothing, old, other]);
    let control = |id: &str, title: &str| {
        let control = Control { id: id.into(), title: title.into(), ..Control::default() };
        EstateRecord::Control(Box::new(control))
    };
    for record in [
        control("scid_5001", "Enable Credential Guard"),
        control("scid_5002", "Redesign the intranet"),
        control("scid_2509", "Block credential stealing from LSASS"),
    ] {
        world.state.absorb(Run { seq: 8, at: world.now }, record);
    }
    let reader = Reader { now: world.now, zone: Zone::fixed(60) };
    let links = links(&world.state, &facts, &reader);
    let of = |key: &str| -> Vec<String> {
        let all = links.get(key).map(|links| links.incidents.clone()).unwrap_or_default();
        let one = |it: Linked| {
            let known = world.state.catalogue.get(it.incident).unwrap();
            format!("{} {:?} {}", known.id(), it.effect, world.state.catalogue.words().word(it.technique))
        };
        let mut all: Vec<String> = all.into_iter().map(one).collect();
        all.sort();
        all
    };
    assert_eq!(of("safe-links"), ["1 Prevented T1566.002", "3 Prevented T1566.001"]);
    assert_eq!(of("credential-theft-rule"), ["3 Shortened T1003.001"], "the mail came first");
    assert_eq!(of("cloud-protection"), ["2 Prevented T1204.002"]);
    assert!(of("mfa-administrators").is_empty(), "T1556 is none of its techniques");
    assert_eq!(of("scid_5001"), ["3 Shortened T1003.001"], "a control whose title names a mitigation");
    assert!(
        of("scid_5002").is_empty() && of("scid_2509").is_empty(),
        "no topic; one of our own stands for it"
    );
    // The queue finds the same incidents.
    let columns = Columns::build(&world.state);
    for (key, links) in &links {
        let found = Queue::new(&columns, &links.filter(&world.state), &reader);
        let page = found.page(&columns, Sort::default(), 0, usize::MAX);
        let ids = |rows: Vec<Row>| -> BTreeSet<String> {
            rows.into_iter().filter_map(|row| Some(world.state.catalogue.get(row)?.id().to_owned())).collect()
        };
        let wanted = links.incidents.iter().map(|it| it.incident).collect();
        assert_eq!(ids(page), ids(wanted), "{key}");
    }
}

#[test]
fn targets_of_feedback_are_a_setting() {
    use FeedbackKind::{Complaint, Praise};
    let change = |world: &mut World, role: Role, targets: FeedbackTargets| {
        let settings = Box::new(Settings { feedback: targets, ..world.state.settings.clone() });
        told(&world.ask((role, Command::ChangeSettings { settings })))
    };
    let mut world = World::guiding();
    let hours = |complaint_hours| FeedbackTargets { complaint_hours, ..FeedbackTargets::default() };
    assert_eq!(
        change(&mut world, Administrator, hours(Some(0))),
        "no: feedback.complaintHours is out of range"
    );
    assert_eq!(
        change(&mut world, Administrator, hours(Some(721))),
        "no: feedback.complaintHours is out of range"
    );
    assert!(change(&mut world, Analyst, hours(Some(2))).starts_with("no: needs the role"));
    assert_eq!(change(&mut world, Administrator, FeedbackTargets::default()), "no: nothing would change");
    change(&mut world, Administrator, hours(Some(2)));
    let given = check(&world, (Analyst, give(Complaint, "Why")), "complaint f Slow answer");
    assert_eq!(state(&given), FeedbackState::Waiting(Some(given.now.plus_millis(2 * HOUR_MS))));
    let mut free = given.clone();
    change(&mut free, Administrator, hours(None));
    assert_eq!(state(&free), FeedbackState::Waiting(None), "no target, no due time");
    assert_eq!(free.state.settings.feedback.of(Praise), None);
}

#[test]
fn the_duties_are_counted_live() {
    let mut world = World::guiding().given(&your_turn());
    let before = duties(&world.state, world.now);
    assert_eq!((before.action, before.late), (Score::default(), 0), "its time is not over");
    assert!(before.settings.of > 0 && before.settings.met < before.settings.of);
    // High: three hours for the customer.
    let late = later(&world, 181);
    let counted = duties(&late.state, late.now);
    assert_eq!((counted.action, counted.late, counted.answer_ms), (Score { met: 0, of: 1 }, 1, None));
    let done = world.clone().given(&[analyst(complete("a"))]);
    assert_eq!(duties(&done.state, done.now.plus_millis(9 * HOUR_MS)).action, Score { met: 1, of: 1 });
    let too_late = late.given(&[analyst(complete("a"))]);
    let counted = duties(&too_late.state, too_late.now);
    assert_eq!((counted.action, counted.late), (Score { met: 0, of: 1 }, 0), "done, and not in time");
    let answer_ms = counted.answer_ms.unwrap();
    assert!((181 * MINUTE_MS..200 * MINUTE_MS).contains(&answer_ms), "from its publication on: {answer_ms}");
    let in_a_month = too_late.now.plus_millis(31 * DAY_MS);
    assert_eq!(duties(&too_late.state, in_a_month).action, Score::default());
    // A pause that was agreed is not held against anybody.
    let until = world.now.plus_millis(600 * MINUTE_MS);
    let pause = IncidentCommand::PauseClock {
        until,
        reason: watchfloor::domain::work::PauseReason::Agreed,
        note: String::new(),
    };
    world = world.given(&[analyst(pause)]);
    assert_eq!(duties(&world.state, world.now.plus_millis(5 * HOUR_MS)).late, 0);
}
