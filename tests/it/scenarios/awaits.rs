//! What awaits each role on Home beside incidents: service.md 1.4 (portal home card), 1.13, 1.14.

use super::messages::{act, caller, with_contacts};
use crate::world::*;
use watchfloor::analytics::awaits::{Awaits, awaits};
use watchfloor::domain::command::Command;
use watchfloor::domain::experts::ExpertsCommand as Act;
use watchfloor::domain::experts::advisor::AdvisorCommand;
use watchfloor::domain::experts::advisor::education::{LessonPlan, LessonState};
use watchfloor::domain::experts::advisor::feedback::{FeedbackKind, Said};
use watchfloor::domain::experts::check_in::{CheckInKind, CheckInPlan};
use watchfloor::domain::experts::hunt::HuntPlan;
use watchfloor::domain::experts::inquiry::{LetterKind, Purpose, Question};
use watchfloor::domain::experts::question_scope::Nature;
use watchfloor::domain::ids::{CheckInId, CommentId, FeedbackId, HuntId, InquiryId, LessonId};
use watchfloor::domain::people::Actor;
use watchfloor::domain::people::Role::{self, Administrator, Advisor, Analyst, Expert};
use watchfloor::domain::settings::Contact;
use watchfloor::domain::time::{DAY_MS, HOUR_MS};

fn of(world: &World, role: Role) -> Vec<Awaits> {
    let new: Vec<_> = world.state.catalogue.rows().collect();
    awaits(&world.state, &actor(role), &new, world.now)
}

/// A contact for both: every duty of naming somebody is met.
fn named(id: &str) -> Contact {
    Contact { for_reviews: true, ..caller(id, 1) }
}

fn question(subject: &str) -> Box<Question> {
    Box::new(Question {
        purpose: Purpose::Explain,
        nature: Nature::Security,
        subject: subject.into(),
        text: "Why?".into(),
        about: Vec::new(),
        tell: vec!["a@contoso.example".into()],
    })
}

fn message(text: &str) -> CommentId {
    CommentId::new(text).unwrap()
}

fn advise(act_of: AdvisorCommand) -> Act {
    Act::Advisor { act: Box::new(act_of) }
}

#[test]
fn a_quiet_service_awaits_nobody_but_whoever_has_an_incident() {
    let mut world = World::serving();
    with_contacts(&mut world, vec![Contact { phone: Some("+49 1".into()), ..named("a") }]);
    let world = world.given(&worked());
    for role in Role::ALL {
        let new: Vec<_> = Vec::new();
        let all = awaits(&world.state, &actor(role), &new, world.now);
        // Whoever took the incident has it.
        let then = if role == Expert { vec![Awaits::Mine(1)] } else { Vec::new() };
        assert_eq!(all, then, "{role:?}");
    }
}

#[test]
fn experts_take_answer_and_carry_out() {
    let world = World::serving();
    assert_eq!(of(&world, Expert), [Awaits::NotTaken(1)]);
    let ask =
        Act::Ask { id: InquiryId::new("q").unwrap(), question: question("Token?"), message: message("m") };
    let asked = world.clone().given(&[act(Analyst, ask)]);
    assert_eq!(of(&asked, Expert), [Awaits::NotTaken(1), Awaits::Questions(1)]);
    let id = InquiryId::new("q").unwrap();
    let reply = Act::Reply { id: id.clone(), message: message("r"), text: "Because".into() };
    let answered = asked.given(&[act(Expert, Act::Take { id }), act(Expert, reply)]);
    assert_eq!(of(&answered, Expert), [Awaits::NotTaken(1)], "the last word is the experts'");
    let plan =
        HuntPlan { title: "Tokens".into(), hypothesis: "Somebody has them".into(), ..HuntPlan::default() };
    let hunt = Act::SaveHunt { id: HuntId::new("h").unwrap(), plan: Box::new(plan) };
    let hunting = answered.given(&[act(Expert, hunt)]);
    assert_eq!(of(&hunting, Expert), [Awaits::NotTaken(1), Awaits::Hunts(1)]);
    let other = Actor { person: "Somebody else".into(), role: Expert };
    assert_eq!(awaits(&hunting.state, &other, &[], hunting.now), [], "a hunt is its hunter's");
}

#[test]
fn the_customer_answers_letters_and_the_administrator_sees_to_the_telephone() {
    let mut world = World::serving();
    with_contacts(&mut world, vec![named("a")]);
    assert_eq!(of(&world, Administrator), [Awaits::NoPhone]);
    assert_eq!(of(&world, Analyst), []);
    let letter = Act::Write {
        id: InquiryId::new("l").unwrap(),
        kind: LetterKind::Finding,
        question: question("A key"),
        message: message("m"),
    };
    let world = world.given(&[act(Expert, letter)]);
    assert_eq!(of(&world, Administrator), [Awaits::NoPhone, Awaits::Letters(1)]);
    assert_eq!(of(&world, Analyst), [Awaits::Letters(1)]);
    let reply = Act::Reply { id: InquiryId::new("l").unwrap(), message: message("r"), text: "Done".into() };
    let world = world.given(&[act(Analyst, reply)]);
    assert_eq!(of(&world, Analyst), []);
    assert!(of(&world, Expert).contains(&Awaits::Questions(1)), "now it is the experts' turn");
}

#[test]
fn the_advisor_answers_meets_and_teaches() {
    let mut world = World::serving();
    with_contacts(&mut world, vec![Contact { phone: Some("+49 1".into()), ..named("a") }]);
    let said = Said {
        kind: FeedbackKind::Complaint,
        subject: "Slow".into(),
        text: "Two days".into(),
        incident: None,
    };
    let give = AdvisorCommand::GiveFeedback { id: FeedbackId::new("f").unwrap(), said: Box::new(said) };
    let plan = CheckInPlan {
        kind: CheckInKind::Call,
        title: "Weekly".into(),
        starts: world.now.plus_millis(HOUR_MS),
        minutes: 30,
        agenda: String::new(),
        host: String::new(),
        review: None,
    };
    let meet = Act::PlanCheckIn { id: CheckInId::new("c").unwrap(), plan: Box::new(plan) };
    let lesson = LessonId::new("l").unwrap();
    let due = Some(world.now.plus_millis(DAY_MS));
    let learn = LessonPlan { topic: "Read a response".into(), due, ..LessonPlan::default() };
    let learn = AdvisorCommand::SaveLesson { id: lesson.clone(), plan: Box::new(learn) };
    let mut world =
        world.given(&[act(Analyst, advise(give)), act(Advisor, meet), act(Advisor, advise(learn))]);
    assert_eq!(of(&world, Advisor), [Awaits::Feedback(1)], "the rest is still ahead");
    world.now = world.now.plus_millis(2 * DAY_MS);
    assert_eq!(of(&world, Advisor), [Awaits::Feedback(1), Awaits::CheckIns(1), Awaits::Lessons(1)]);
    let done = AdvisorCommand::SetLesson { id: lesson, state: LessonState::Done };
    let hold = Act::HoldCheckIn { id: CheckInId::new("c").unwrap(), notes: "Went through it".into() };
    let answer = AdvisorCommand::AnswerFeedback { id: FeedbackId::new("f").unwrap(), text: "Sorry".into() };
    let world = world.given(&[act(Advisor, advise(done)), act(Advisor, hold), act(Advisor, advise(answer))]);
    assert_eq!(of(&world, Advisor), []);
}

#[test]
fn what_holds_the_gate_and_what_is_late_awaits_those_who_can_change_it() {
    use watchfloor::domain::readiness::ActionStatus;
    let mut world = World::serving();
    with_contacts(&mut world, vec![Contact { phone: Some("+49 1".into()), ..named("a") }]);
    let set = |key: &str, due| Command::SetReadinessAction {
        key: key.into(),
        status: ActionStatus::InProgress,
        reason: String::new(),
        owner: "Ada".into(),
        due,
        evidence: String::new(),
        expires: None,
    };
    let soon = world.now.plus_millis(DAY_MS);
    let mut world = world.given(&[(Administrator, set("safe-links", Some(soon)))]);
    assert_eq!(of(&world, Administrator), []);
    world.now = world.now.plus_millis(2 * DAY_MS);
    assert_eq!(of(&world, Administrator), [Awaits::Late(1)]);
    assert_eq!(of(&world, Advisor), [Awaits::Late(1)]);
    assert_eq!(of(&world, Analyst), []);
    let world = world.given(&[(Administrator, set("audit-log", None))]);
    let needed = |it: &Awaits| matches!(it, Awaits::Needed(n) if *n > 0);
    assert!(of(&world, Administrator).iter().any(needed), "{:?}", of(&world, Administrator));
}
