//! Whose response clock runs on an incident, since when and until when.

use crate::analytics_world::{absorb, hours_ago, plain, published};
use watchfloor::analytics::clock::Clock;
use watchfloor::domain::brief::Brief;
use watchfloor::domain::hours::Coverage;
use watchfloor::domain::people::Party;
use watchfloor::domain::settings::Settings;
use watchfloor::domain::state::State;
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
    let mut settings = Settings::default();
    settings.targets.medium.coverage = Coverage::Always;
    let found = Clock::of(state.incident("1").unwrap(), &settings)
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
