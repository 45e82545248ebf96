//! The register of actions needed: the state of an action and why it has it, points, rank, what is set aside by itself,
//! and the three scores (service.md 1.5 and 2.4).

use crate::world::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::estate::score::{Control, ControlScore, ControlState, ScoreDay};
use watchfloor::domain::estate::{EstateRecord, Run};
use watchfloor::domain::people::Role::{Administrator, Advisor};
use watchfloor::domain::readiness::{ActionRecord, ActionStatus as S, Area, Level};
use watchfloor::domain::register::{
    Aside, Basis, Known, Measure, Needed, RankReason, outlook, register, status_of,
};
use watchfloor::domain::steering::SteeringCommand as Act;
use watchfloor::domain::time::Timestamp;

fn day(number: u32) -> Timestamp {
    at(&format!("2026-06-{number:02}T00:00:00Z"))
}

#[test]
fn the_first_rule_that_says_something_decides_the_state() {
    let said = |status, number| ActionRecord { status, at: day(number), ..ActionRecord::default() };
    let risk = |until| ActionRecord { expires: Some(day(until)), ..said(S::RiskAccepted, 3) };
    let portal =
        |word: &str, number| ControlState { word: word.into(), at: Some(day(number)), ..Default::default() };
    let full = |number| Some(Measure { at: day(number), full: true });
    let partly = |number| Some(Measure { at: day(number), full: false });
    // given: settings, measured, said here, portal; then: the state and why, on 10 June.
    let rows = [
        (Some(S::ToDo), full(9), Some(said(S::Completed, 3)), None, (S::ToDo, Basis::Settings)),
        (None, full(9), Some(said(S::RiskAccepted, 3)), None, (S::Completed, Basis::Measured(day(9)))),
        (None, None, Some(said(S::Completed, 3)), None, (S::Completed, Basis::Said(day(3)))),
        (None, partly(2), Some(said(S::Completed, 3)), None, (S::Completed, Basis::Unconfirmed(day(3)))),
        (None, partly(9), Some(said(S::Completed, 3)), None, (S::ToDo, Basis::Measured(day(9)))),
        (None, partly(9), Some(said(S::InProgress, 3)), None, (S::InProgress, Basis::Said(day(3)))),
        (None, None, Some(risk(20)), None, (S::RiskAccepted, Basis::Said(day(3)))),
        (None, None, Some(risk(10)), None, (S::ToDo, Basis::Expired(day(10)))),
        (None, None, None, Some(portal("ThirdParty", 5)), (S::ResolvedThirdParty, Basis::Portal)),
        (
            None,
            None,
            Some(said(S::InProgress, 3)),
            Some(portal("Ignored", 5)),
            (S::RiskAccepted, Basis::Portal),
        ),
        (
            None,
            None,
            Some(said(S::InProgress, 7)),
            Some(portal("Ignored", 5)),
            (S::InProgress, Basis::Said(day(7))),
        ),
        (
            None,
            None,
            Some(said(S::InProgress, 3)),
            Some(portal("Default", 5)),
            (S::InProgress, Basis::Said(day(3))),
        ),
        (None, partly(9), None, None, (S::ToDo, Basis::Nothing)),
    ];
    for (settings, measure, record, portal, then) in rows {
        let known = Known { settings, measure, record: record.as_ref(), portal: portal.as_ref() };
        assert_eq!(status_of(known, day(10)), then, "{known:?}");
    }
}

fn scored(name: &str, score: f64, percentage: f64) -> ControlScore {
    ControlScore {
        name: name.into(),
        category: "Identity".into(),
        score,
        percentage: Some(percentage),
        ..ControlScore::default()
    }
}

fn control(id: &str, max: f64, effort: Level) -> Control {
    Control {
        id: id.into(),
        title: format!("Do {id}"),
        category: "Identity".into(),
        max: Some(max),
        effort: Some(effort),
        user_impact: Some(Level::Low),
        ..Control::default()
    }
}

/// A workspace with a day of Secure Score and the profiles of some controls.
fn measured() -> World {
    let mut world = World::new();
    let controls = vec![
        scored("AdminMFAV2", 5.0, 50.0),
        scored("easy", 0.0, 0.0),
        scored("hard", 0.0, 0.0),
        scored("done", 4.0, 100.0),
        scored("unprofiled", 1.0, 50.0),
        scored("old", 0.0, 0.0),
    ];
    let score =
        ScoreDay { id: "d".into(), at: day(1), current: 50.0, max: 100.0, controls, ..Default::default() };
    let mut old = control("old", 3.0, Level::Low);
    old.deprecated = true;
    let profiles = [
        control("AdminMFAV2", 10.0, Level::Low),
        control("easy", 6.0, Level::Low),
        control("hard", 6.0, Level::High),
        control("done", 4.0, Level::Low),
        control("unlicensed", 9.0, Level::Low),
        old,
    ];
    let run = Run { seq: 1, at: world.now };
    world.state.absorb(run, EstateRecord::ScoreDay(Box::new(score)));
    for profile in profiles {
        world.state.absorb(run, EstateRecord::Control(Box::new(profile)));
    }
    world
}

fn all(world: &World) -> Vec<Needed<'_>> {
    register(&world.state, world.now, &|entry| u32::from(entry.key == "safe-links") * 3)
}

#[track_caller]
fn find<'a>(register: &'a [Needed<'a>], key: &str) -> &'a Needed<'a> {
    register.iter().find(|it| it.key == key).unwrap_or_else(|| panic!("{key} is not there"))
}

#[test]
fn recommendations_and_controls_are_one_list() {
    let world = measured();
    let register = all(&world);
    // A control that a recommendation covers stands in it, with the points that Secure Score gives.
    assert!(register.iter().all(|it| it.key != "AdminMFAV2"));
    let mfa = find(&register, "mfa-administrators");
    assert_eq!(
        (mfa.points, mfa.earned, mfa.points_left(), mfa.status),
        (Some(10.0), Some(5.0), 5.0, S::ToDo)
    );
    let easy = find(&register, "easy");
    assert_eq!((easy.area, easy.required, easy.points), (Area::Identity, false, Some(6.0)));
    assert_eq!(find(&register, "done").status, S::Completed);
    // Without a profile the share says how many points there are.
    assert_eq!(find(&register, "unprofiled").points, Some(2.0));
    // What Secure Score does not use or does not score here is set aside by itself.
    assert_eq!(find(&register, "old").aside, Some(Aside::Deprecated));
    assert_eq!(find(&register, "unlicensed").aside, Some(Aside::NotScored));
    let aside = register.iter().position(|it| it.aside.is_some()).unwrap();
    assert!(register[aside..].iter().all(|it| it.rank == 0 && it.aside.is_some()));
}

#[test]
fn the_rank_has_a_reason() {
    let world = measured();
    let register = all(&world);
    let ranks: Vec<usize> = register.iter().map(|it| it.rank).filter(|rank| *rank > 0).collect();
    assert_eq!(ranks, (1..=ranks.len()).collect::<Vec<_>>());
    let blockers = register.iter().take_while(|it| it.reason == RankReason::Blocks).count();
    assert_eq!(blockers, 8);
    // Incidents weigh more than points, little effort more than much, and what is done comes last.
    assert_eq!(register[blockers].key, "safe-links");
    assert_eq!(register[blockers].reason, RankReason::Incidents(3));
    assert!(find(&register, "easy").rank < find(&register, "hard").rank);
    assert_eq!(find(&register, "easy").reason, RankReason::Worth);
    assert_eq!(find(&register, "done").reason, RankReason::Settled);
    let place = Act::Place { key: "hard".into(), rank: Some(2), note: "asked by audit".into() };
    let placed = world.clone().given(&[(Advisor, Command::Steer { act: place })]);
    let again = all(&placed);
    let hard = find(&again, "hard");
    assert_eq!(hard.rank, 2);
    assert!(
        matches!(hard.reason, RankReason::Placed(place) if place.note == "asked by audit" && place.by == "Sam")
    );
}

#[test]
fn three_scores_in_percent() {
    let scores = |world: &World| {
        outlook(&world.state, &all(world)).map(|it| [it.current, it.planned, it.achievable].map(f64::round))
    };
    assert_eq!(scores(&World::new()), None);
    let world = measured();
    // The deprecated control keeps its three points.
    assert_eq!(scores(&world), Some([50.0, 50.0, 97.0]));
    let begun = world.given(&[
        (Administrator, set_action("easy", S::InProgress, "")),
        (Administrator, set_action("hard", S::RiskAccepted, "too much work")),
    ]);
    assert_eq!(scores(&begun), Some([50.0, 56.0, 91.0]));
}

#[test]
fn a_control_is_worked_like_a_recommendation() {
    let mut world = measured();
    assert_eq!(told(&world.ask((Advisor, set_action("easy", S::InProgress, "")))), "easy InProgress");
    assert_eq!(
        told(&world.ask((Advisor, set_action("nothing", S::InProgress, "")))),
        "no: there is no such recommendation"
    );
    // A required action that Secure Score measures as done needs nobody's word.
    let controls = vec![scored("AdminMFAV2", 10.0, 100.0)];
    let next =
        ScoreDay { id: "e".into(), at: day(2), current: 60.0, max: 100.0, controls, ..Default::default() };
    world.state.absorb(Run { seq: 9, at: world.now }, EstateRecord::ScoreDay(Box::new(next)));
    let register = all(&world);
    assert_eq!(find(&register, "mfa-administrators").basis, Basis::Measured(day(2)));
    assert_eq!(find(&register, "mfa-administrators").status, S::Completed);
}

#[test]
fn days_of_an_action_lie_ahead() {
    let set = |status, due: Option<&str>, expires: Option<&str>| Command::SetReadinessAction {
        key: "safe-links".into(),
        status,
        reason: "because".into(),
        owner: " Jo ".into(),
        due: due.map(at),
        evidence: " CHG-7 ".into(),
        expires: expires.map(at),
    };
    let late = Some("2026-01-01T00:00:00Z");
    let ahead = Some("2026-12-01T00:00:00Z");
    for (command, then) in [
        (set(S::InProgress, ahead, None), "safe-links InProgress"),
        (set(S::InProgress, late, None), "no: due is in the past"),
        (set(S::RiskAccepted, None, None), "no: expires is missing"),
        (set(S::RiskAccepted, None, late), "no: expires is in the past"),
        (set(S::RiskAccepted, None, ahead), "safe-links RiskAccepted"),
        (set(S::RiskAccepted, late, late), "no: due is in the past; expires is in the past"),
    ] {
        let mut world = World::new();
        assert_eq!(told(&world.ask((Administrator, command))), then);
    }
    let world = World::new().given(&[(Administrator, set(S::Completed, ahead, ahead))]);
    let record = &world.state.actions["safe-links"];
    assert_eq!((record.owner.as_str(), record.evidence.as_str()), ("Jo", "CHG-7"));
    assert_eq!((record.due, record.expires, record.by.as_str()), (ahead.map(at), None, "Ada"));
}
