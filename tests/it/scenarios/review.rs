//! The business review: who writes it, who signs it, and that a signed one stays as it is.

use crate::world::*;
use proptest::prelude::*;
use serde_json::json;
use watchfloor::analytics::period::Period;
use watchfloor::domain::business_review::{Point, PointKind, Review, is_period};
use watchfloor::domain::command::Command;
use watchfloor::domain::ids::ReviewId;
use watchfloor::domain::people::Role::{Administrator, Advisor, Analyst, Expert};

#[track_caller]
fn check(given: &[Step], when: Step, then: &str) -> World {
    let mut world = World::new().given(given);
    assert_eq!(told(&world.ask(when)), then);
    world
}

fn id(text: &str) -> ReviewId {
    ReviewId::new(text).unwrap()
}

fn october() -> Review {
    Review::new(id("r1"), "October 2026".into(), "2026-10-01..2026-10-31".into())
}

fn save(review: Review) -> Command {
    Command::SaveReview { review: Box::new(review) }
}

fn sign() -> Command {
    Command::SignReview { review: id("r1"), figures: Box::new(json!({ "tables": [] })) }
}

fn remove() -> Command {
    Command::RemoveReview { review: id("r1") }
}

#[test]
fn the_advisor_writes_and_signs_and_the_others_read() {
    let world = check(&[], (Advisor, save(october())), "review October 2026");
    assert_eq!(world.state.reviews.len(), 1);
    for role in [Administrator, Analyst, Expert] {
        check(&[], (role, save(october())), "no: needs the role advisor");
    }
    let begun: [Step; 1] = [(Advisor, save(october()))];
    let world = check(&begun, (Advisor, sign()), "review r1 signed");
    let signed = world.state.review(&id("r1")).unwrap().signed.clone().unwrap();
    assert_eq!(signed.figures, json!({ "tables": [] }));
    for role in [Administrator, Analyst, Expert] {
        check(&begun, (role, sign()), "no: needs the role advisor");
        check(&begun, (role, remove()), "no: needs the role advisor");
    }
}

#[test]
fn a_draft_is_deleted_and_may_come_back() {
    check(&[], (Advisor, remove()), "no: there is no such business review");
    let begun: [Step; 1] = [(Advisor, save(october()))];
    let world = check(&begun, (Advisor, remove()), "review r1 deleted");
    assert!(world.state.reviews.is_empty());
    let gone: [Step; 2] = [(Advisor, save(october())), (Advisor, remove())];
    let world = check(&gone, (Advisor, save(october())), "review October 2026");
    assert_eq!(world.state.reviews[0].review, october());
    let signed: [Step; 2] = [(Advisor, save(october())), (Advisor, sign())];
    check(&signed, (Advisor, remove()), "no: the business review is signed off");
}

#[test]
fn a_sign_off_leaves_empty_points_out_and_no_proposal_stays_one() {
    let point = |text: &str, proposed: bool| Point {
        kind: PointKind::OpenAction,
        text: text.into(),
        owner: "Mara".into(),
        due: String::new(),
        done: false,
        since: None,
        proposed,
    };
    let review = Review { points: vec![point(" ", false), point("Onboard 40 devices", true)], ..october() };
    let mut world = World::new().given(&[(Advisor, save(review))]);
    assert_eq!(told(&world.ask((Advisor, sign()))), "review October 2026; review r1 signed");
    assert_eq!(world.state.reviews[0].review.points, [point("Onboard 40 devices", false)]);
    assert!(world.state.reviews[0].signed.is_some());
}

#[test]
fn a_change_replaces_the_document_and_the_same_again_changes_nothing() {
    let begun: [Step; 1] = [(Advisor, save(october()))];
    check(&begun, (Advisor, save(october())), "no: nothing would change");
    let more = Review { summary: "Quiet.".into(), ..october() };
    let world = check(&begun, (Advisor, save(more)), "review October 2026");
    assert_eq!(world.state.reviews.len(), 1);
    assert_eq!(world.state.reviews[0].review.summary, "Quiet.");
}

#[test]
fn a_signed_review_stays_as_it_is() {
    let given: [Step; 2] = [(Advisor, save(october())), (Advisor, sign())];
    let other = Review { summary: "Not so quiet.".into(), ..october() };
    let world = check(&given, (Advisor, save(other)), "no: the business review is signed off");
    assert_eq!(world.state.reviews[0].review, october());
    check(&given, (Advisor, sign()), "no: the business review is signed off");
}

#[test]
fn what_is_entered_has_bounds() {
    let point = Point {
        kind: PointKind::OpenAction,
        text: "Onboard 40 devices".into(),
        owner: "Mara".into(),
        due: "2026-12-01".into(),
        done: false,
        since: None,
        proposed: false,
    };
    let many = Review { points: vec![point.clone(); 201], ..october() };
    let long = Point { owner: "x".repeat(201), ..point };
    for (review, then) in [
        (Review { title: " ".into(), ..october() }, "no: title is missing"),
        (many, "no: a business review has at most 200 points"),
        (Review { points: vec![long], ..october() }, "no: owner is longer than 200 characters"),
        (Review { summary: "x".repeat(30_001), ..october() }, "no: the text is longer than 30000 characters"),
    ] {
        check(&[], (Advisor, save(review)), then);
    }
    check(&[], (Advisor, sign()), "no: there is no such business review");
}

#[test]
fn a_review_is_signed_with_the_figures_of_a_period_that_can_be_read() {
    for (period, then) in [
        ("2026-10-01..2026-10-31", "review r1 signed"),
        ("2026-10-05", "review r1 signed"),
        ("1m", "review r1 signed"),
        ("30d", "review r1 signed"),
        ("all", "review r1 signed"),
        ("October", "no: period names no month and no span of days"),
        ("2026-10-31..2026-10-01", "no: period names no month and no span of days"),
        ("2026-10-01..2026-10-32", "no: period names no month and no span of days"),
        ("2026-10-01..soon", "no: period names no month and no span of days"),
    ] {
        let review = Review { period: period.into(), ..october() };
        check(&[(Advisor, save(review))], (Advisor, sign()), then);
    }
}

proptest! {
    #[test]
    fn the_rule_and_the_report_read_the_same_periods(text in "all|[0-9]{0,6}[dm]?(\\.\\.)?|(20[0-9]{2}-[01][0-9]-[0-3][0-9])?(\\.\\.)?(20[0-9]{2}-[01][0-9]-[0-3][0-9])?") {
        prop_assert_eq!(is_period(&text), Period::parse(&text).is_some(), "{}", text);
    }
}
