//! Whose response clock runs on an incident, since when and until when.

use crate::analytics_world::{absorb, hours_ago, plain, published};
use watchfloor::analytics::clock::Clock;
use watchfloor::analytics::turn::{Asked, Turn};
use watchfloor::domain::brief::Brief;
use watchfloor::domain::hours::Coverage;
use watchfloor::domain::people::Party;
use watchfloor::domain::phase::{Phase, PhaseChange};
use watchfloor::domain::response::{ActionState, ApprovalRequest, ApprovalState, Response, Snooze};
use watchfloor::domain::state::State;
use watchfloor::domain::time::Timestamp;
use watchfloor::domain::vocabulary::{Severity, Status};
use watchfloor::domain::work::{Pause, PauseReason, Since, Work};

/// Created 10 hours ago, changed by the source 5 hours ago.
fn brief(severity: Severity, status: Status, assigned_to: Option<&str>) -> Brief {
    Brief {
        severity,
        status,
        assigned_to: assigned_to.map(str::to_owned),
        updated: hours_ago(5),
        ..plain("1", hours_ago(10))
    }
}

/// Whose clock runs, from and until how many hours ago (negative: hours from now), and whether that is assumed.
#[track_caller]
fn check(brief: Brief, work: Option<Work>, expected: Option<(Party, i64, i64, bool)>) {
    let mut state = State::default();
    absorb(&mut state, &[brief]);
    if let Some(work) = work {
        state.work.insert("1".into(), work);
    }
    state.settings.targets.medium.coverage = Coverage::Always;
    let found = Clock::of(state.incident("1").unwrap(), &state, true)
        .map(|clock| (clock.party, clock.started, clock.due, clock.assumed));
    let expected =
        expected.map(|(party, started, due, assumed)| (party, hours_ago(started), hours_ago(due), assumed));
    assert_eq!(found, expected);
}

#[test]
fn a_pause_moves_the_due_time_and_the_other_sides_pause_does_not() {
    let pause = |party| Pause {
        party,
        from: hours_ago(1),
        until: hours_ago(-2),
        reason: PauseReason::Evidence,
        note: String::new(),
        by: "Eve".into(),
    };
    for (party, due) in [(Party::Customer, -4), (Party::Experts, -1)] {
        let response = published(hours_ago(2), &[Party::Customer]);
        let work = Work { response, pauses: vec![pause(party)], ..Work::default() };
        let waiting = brief(Severity::High, Status::AwaitingAction, Some("Customer"));
        check(waiting, Some(work), Some((Party::Customer, 2, due, false)));
    }
}

#[test]
fn the_experts_clock_runs_from_creation() {
    let experts = Some("Defender Experts");
    check(brief(Severity::High, Status::Active, experts), None, Some((Party::Experts, 10, 9, false)));
    check(brief(Severity::Critical, Status::Active, experts), None, Some((Party::Experts, 10, 9, false)));
    check(brief(Severity::Medium, Status::InProgress, experts), None, Some((Party::Experts, 10, 6, false)));
}

#[test]
fn it_runs_from_no_time_at_which_nobody_watched() {
    let mut state = State::default();
    absorb(&mut state, &[brief(Severity::High, Status::Active, Some("Defender Experts"))]);
    let mut started = |phase, hours| {
        let change = PhaseChange { phase, at: hours_ago(hours), by: "Sam".into(), note: String::new() };
        state.phases.push(change);
        Clock::of(state.incident("1").unwrap(), &state, true).map(|clock| clock.started)
    };
    assert_eq!(started(Phase::Readiness, 9), Some(hours_ago(10)), "nobody says since when they watch");
    assert_eq!(started(Phase::Monitoring, 7), Some(hours_ago(7)));
    assert_eq!(started(Phase::FullResponse, 1), Some(hours_ago(7)));
    let mut state = State::default();
    absorb(&mut state, &[brief(Severity::High, Status::Active, Some("Defender Experts"))]);
    let at = hours_ago(300);
    state.phases.push(PhaseChange { phase: Phase::Monitoring, at, by: "Sam".into(), note: String::new() });
    let clock = Clock::of(state.incident("1").unwrap(), &state, true).unwrap();
    assert_eq!(clock.started, hours_ago(10), "it is younger than the service");
}

#[test]
fn it_runs_on_what_nobody_has_taken_where_the_experts_work_it() {
    type Change = fn(&mut State);
    let watches = |hours: i64| {
        let mut state = State::default();
        let at = hours_ago(hours);
        state.phases.push(PhaseChange {
            phase: Phase::Monitoring,
            at,
            by: "Sam".into(),
            note: String::new(),
        });
        state
    };
    let nothing: Change = |_| {};
    for (severity, status, watched, change, then) in [
        (Severity::High, Status::Active, Some(20), nothing, Some((10, 9))),
        (Severity::Critical, Status::Active, Some(20), nothing, Some((10, 9))),
        (Severity::Medium, Status::Active, Some(20), nothing, Some((10, 6))),
        // Never from before they watched, and not at all while nobody watches.
        (Severity::High, Status::Active, Some(3), nothing, Some((3, 2))),
        (Severity::High, Status::Active, None, nothing, None),
        // Not on what they do not work.
        (
            Severity::Low,
            Status::Active,
            Some(20),
            |it| it.settings.targets.low.experts_minutes = Some(60),
            None,
        ),
        (Severity::Medium, Status::Active, Some(20), |it| it.settings.worked_severities.clear(), None),
        (Severity::High, Status::Active, Some(20), |it| it.settings.permissions.investigate = false, None),
        (Severity::High, Status::InProgress, Some(20), nothing, None),
        (Severity::High, Status::Resolved, Some(20), nothing, None),
    ] {
        let mut state = watched.map_or_else(State::default, watches);
        state.settings.targets.medium.coverage = Coverage::Always;
        change(&mut state);
        absorb(&mut state, &[brief(severity.clone(), status.clone(), None)]);
        let of = |state: &State, in_scope| Clock::of(state.incident("1").unwrap(), state, in_scope);
        let found = of(&state, true).map(|clock| (clock.party, clock.started, clock.due));
        let then = then.map(|(from, due)| (Party::Experts, hours_ago(from), hours_ago(due)));
        assert_eq!(found, then, "{severity:?} {status:?} {watched:?}");
        assert_eq!(of(&state, false), None, "out of scope");
        // Taking it changes nothing of the time.
        if then.is_some() {
            let mut taken = watched.map_or_else(State::default, watches);
            taken.settings = state.settings.clone();
            absorb(&mut taken, &[brief(severity, status, Some("Defender Experts"))]);
            assert_eq!(of(&taken, true), of(&state, true));
        }
    }
}

#[test]
fn no_clock_runs_from_a_date_that_is_none() {
    for created in ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
        let created = Timestamp::parse(created).unwrap();
        check(
            Brief { created, ..brief(Severity::High, Status::Active, Some("Defender Experts")) },
            None,
            None,
        );
    }
}

#[test]
fn no_clock_runs_without_a_target_or_where_nobody_of_the_service_is_awaited() {
    check(brief(Severity::Low, Status::Active, Some("Defender Experts")), None, None);
    check(brief(Severity::High, Status::Active, None), None, None);
    check(brief(Severity::High, Status::InProgress, Some("Customer")), None, None);
    check(brief(Severity::High, Status::Resolved, Some("Customer")), None, None);
    check(brief(Severity::High, Status::Redirected, Some("Defender Experts")), None, None);
}

#[test]
fn the_customers_clock_runs_from_publication() {
    let waiting = || brief(Severity::High, Status::AwaitingAction, Some("Customer"));
    let work = Work { response: published(hours_ago(2), &[Party::Customer]), ..Work::default() };
    check(waiting(), Some(work), Some((Party::Customer, 2, -1, false)));
}

#[test]
fn without_a_publication_it_runs_from_the_change_of_status() {
    let since = |value, hours, seq| Work {
        status: Some(Since { value, at: hours_ago(hours), seq }),
        ..Work::default()
    };
    let waiting = || brief(Severity::High, Status::AwaitingAction, Some("Customer"));
    check(waiting(), Some(since(Status::AwaitingAction, 3, 7)), Some((Party::Customer, 3, 0, false)));
    // The import alone says that the customer is awaited, but not since when.
    check(waiting(), None, Some((Party::Customer, 5, 2, true)));
}

/// A response with one action of the experts that was asked for 4 hours ago, as it stands now.
fn asked(state: ApprovalState, expires: Option<i64>) -> Work {
    let mut response = published(hours_ago(5), &[Party::Experts]);
    let question = ApprovalRequest {
        asked_by: "Rex".into(),
        asked: hours_ago(4),
        note: String::new(),
        expires: expires.map(hours_ago),
        state,
    };
    response.actions[0].approval = Some(question);
    Work { response, ..Work::default() }
}

#[test]
fn an_open_question_stops_the_experts_clock_and_starts_the_customers() {
    let worked = || brief(Severity::High, Status::InProgress, Some("Defender Experts"));
    let open = asked(ApprovalState::Open, None);
    check(worked(), Some(open.clone()), Some((Party::Customer, 4, 1, false)));
    // Answered after two hours: these do not count for the experts.
    let given = ApprovalState::Given { by: "Ana".into(), at: hours_ago(2), note: String::new() };
    let medium = || brief(Severity::Medium, Status::InProgress, Some("Defender Experts"));
    let unpublished = |mut work: Work| {
        work.response.published = None;
        work
    };
    let before = || unpublished(asked(given.clone(), None));
    check(worked(), Some(before()), Some((Party::Experts, 10, 9, false)));
    check(medium(), Some(before()), Some((Party::Experts, 10, 6, false)));
    let mut waited = before();
    waited.response.actions[0].waited = vec![(hours_ago(9), hours_ago(8))];
    check(medium(), Some(waited), Some((Party::Experts, 10, 5, false)));
    // It ends by itself where the experts may act without an answer.
    let ended = || asked(ApprovalState::Open, Some(3));
    check(medium(), Some(unpublished(ended())), Some((Party::Experts, 10, 6, false)));
    // Once they have published, the answer is what brings it back to them.
    check(worked(), Some(asked(given, None)), Some((Party::Experts, 2, 1, false)));
    check(medium(), Some(ended()), Some((Party::Experts, 3, -1, false)));
    // A settled action asks nothing any more.
    let mut done = open;
    done.response.actions[0].state =
        ActionState::Skipped { by: "Rex".into(), at: hours_ago(3), reason: "not needed".into() };
    check(worked(), Some(unpublished(done.clone())), Some((Party::Experts, 10, 9, false)));
    check(worked(), Some(done), None);
}

#[test]
fn a_question_that_ends_by_itself_pauses_the_clock_until_then() {
    let mut state = State::default();
    absorb(&mut state, &[brief(Severity::Medium, Status::InProgress, Some("Defender Experts"))]);
    state.work.insert("1".into(), asked(ApprovalState::Open, Some(-1)));
    state.settings.targets.medium.coverage = Coverage::Always;
    let clock = Clock::of(state.incident("1").unwrap(), &state, true).unwrap();
    assert!(clock.question && clock.party == Party::Experts);
    assert_eq!(clock.paused_until(hours_ago(0)), Some(hours_ago(-1)));
    assert_eq!(clock.paused_until(hours_ago(-2)), None);
}

#[test]
fn whoever_is_awaited_and_asked_is_told_what_is_due_sooner() {
    let mut state = State::default();
    absorb(&mut state, &[brief(Severity::High, Status::AwaitingAction, Some("Customer"))]);
    let mut seen = |ends: &[i64], at: i64| {
        let mut response = published(hours_ago(2), &[Party::Customer, Party::Experts, Party::Experts]);
        for (action, end) in response.actions.iter_mut().skip(1).zip(ends) {
            action.approval = asked(ApprovalState::Open, Some(*end)).response.actions[0].approval.clone();
        }
        state.work.insert("1".into(), Work { response, ..Work::default() });
        let clock = Clock::of(state.incident("1").unwrap(), &state, true).unwrap();
        let running = clock.running(hours_ago(at));
        (running.party, running.due, running.question)
    };
    // The response is due in an hour; the questions end at these hours ago.
    for (ends, at, due, question) in [
        (&[][..], 0, -1, false),
        (&[-2], 0, -1, false),
        (&[0], 1, 0, true),
        (&[0, -3], 1, 0, true),
        (&[0], 0, -1, false),
    ] {
        assert_eq!(seen(ends, at), (Party::Customer, hours_ago(due), question), "{ends:?} {at}");
    }
}

#[test]
fn what_is_put_off_sleeps_until_the_first_of_it_wakes() {
    let mut state = State::default();
    absorb(&mut state, &[brief(Severity::High, Status::AwaitingAction, Some("Customer"))]);
    let mut response = published(hours_ago(2), &[Party::Customer, Party::Customer]);
    let asked_at = |response: &Response, hours: i64| {
        let mut state = state.clone();
        state.work.insert("1".into(), Work { response: response.clone(), ..Work::default() });
        Turn::of(state.incident("1").unwrap()).map(|turn| turn.at(hours_ago(hours)))
    };
    assert_eq!(asked_at(&response, 0), Some(Asked::Action));
    response.actions[0].snoozed = Some(Snooze { until: hours_ago(-5), by: "Ana".into() });
    assert_eq!(asked_at(&response, 0), Some(Asked::Action), "the other one is awake");
    response.actions[1].snoozed = Some(Snooze { until: hours_ago(-3), by: "Ana".into() });
    assert_eq!(asked_at(&response, 0), Some(Asked::Snoozed));
    assert_eq!(asked_at(&response, -3), Some(Asked::Action));
}
