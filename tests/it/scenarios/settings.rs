//! Settings after onboarding: permissions, exclusions, contacts, targets, and who may change them.
//!
//! service.md 1.2 ("afterwards each page is editable") and section 6 (access levels, worked severities, response targets).

use crate::world::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::hours::Coverage;
use watchfloor::domain::people::Role::{Administrator, Advisor, Analyst, Expert};
use watchfloor::domain::settings::{Exclusion, ExclusionKind, Settings, Target, Teams};
use watchfloor::domain::time::MINUTE_MS;
use watchfloor::domain::vocabulary::Severity;

/// In a service with default settings, a change like this gets this answer.
#[track_caller]
fn check(change: impl Fn(&mut Settings), then: &str) -> World {
    check_in(World::guiding(), change, then)
}

#[track_caller]
fn check_in(mut world: World, change: impl Fn(&mut Settings), then: &str) -> World {
    let mut settings = Box::new(world.state.settings.clone());
    change(&mut settings);
    assert_eq!(told(&world.ask((Administrator, Command::ChangeSettings { settings }))), then);
    world
}

fn asset(name: &str) -> Exclusion {
    Exclusion { kind: ExclusionKind::Asset, name: name.into(), since: None, expires: None }
}

#[test]
fn only_the_administrator_changes_them() {
    let mut world = World::guiding();
    let mut settings = world.state.settings.clone();
    settings.permissions.respond = true;
    for role in [Analyst, Expert, Advisor] {
        let ask = Command::ChangeSettings { settings: Box::new(settings.clone()) };
        assert_eq!(told(&world.ask((role, ask))), "no: needs the role administrator");
    }
}

#[test]
fn a_change_changes_something() {
    check(|settings| settings.permissions.respond = true, "settings");
    check(|_| {}, "no: nothing would change");
    check(|settings| settings.contacts[0].name.push(' '), "no: nothing would change");
}

#[test]
fn respond_is_never_granted_without_investigate() {
    check(
        |settings| {
            settings.permissions.investigate = false;
            settings.permissions.respond = true;
        },
        "no: permissions.respond needs the permission to investigate",
    );
    check(|settings| settings.permissions.investigate = false, "settings");
}

#[test]
fn an_exclusion_holds_since_it_was_made() {
    let forged = Exclusion { since: Some(at("2020-01-01T00:00:00Z")), ..asset("ws-1") };
    let world = check(|settings| settings.exclusions = vec![forged.clone()], "settings");
    let made = world.now;
    assert_eq!(world.state.settings.exclusions[0].since, Some(made));
    // A second one changes nothing of the first.
    let world =
        check_in(world, |settings| settings.exclusions = vec![asset("ws-2"), asset("WS-1")], "settings");
    assert_eq!(world.state.settings.exclusions[0].since, Some(world.now));
    assert_eq!(world.state.settings.exclusions[1].since, Some(made));
}

#[test]
fn an_exclusion_that_ran_out_stays_listed() {
    let until = at(DAWN).plus_millis(60 * MINUTE_MS);
    let mut world = check(
        |settings| settings.exclusions = vec![Exclusion { expires: Some(until), ..asset("ws-1") }],
        "settings",
    );
    world.now = until;
    assert!(!world.state.settings.exclusions[0].holds(world.now));
    let world = check_in(world, |settings| settings.permissions.respond = true, "settings");
    // But none is ended by a slip of the pen.
    let past = at(DAWN);
    check_in(
        world,
        |settings| settings.exclusions[0].expires = Some(past),
        "no: exclusions[0].expires is in the past",
    );
}

#[test]
fn numbers_are_in_their_range() {
    let minutes =
        |experts| Target { experts_minutes: experts, customer_minutes: None, coverage: Coverage::Always };
    check(
        |settings| settings.targets.high = minutes(Some(0)),
        "no: targets.high.expertsMinutes is out of range",
    );
    check(
        |settings| settings.targets.low = minutes(Some(43_201)),
        "no: targets.low.expertsMinutes is out of range",
    );
    check(|settings| settings.targets.medium = minutes(Some(43_200)), "settings");
    check(|settings| settings.targets.medium = minutes(None), "settings");
    for percent in [0, 101, 255] {
        check(
            |settings| settings.readiness.device_target_percent = percent,
            "no: readiness.deviceTargetPercent is out of range",
        );
        check(
            |settings| settings.readiness.identity_target_percent = percent,
            "no: readiness.identityTargetPercent is out of range",
        );
    }
    check(
        |settings| settings.readiness.licensed_devices = Some(0),
        "no: readiness.licensedDevices is out of range",
    );
    check(|settings| settings.readiness.licensed_devices = None, "settings");
    check(|settings| settings.contacts = vec![contact("a"); 1_001], "no: there can be at most 1000");
    check(|settings| settings.exclusions = vec![asset("a"); 1_001], "no: there can be at most 1000");
    check(
        |settings| settings.worked_severities = vec![Severity::High; 1_001],
        "no: there can be at most 1000",
    );
}

#[test]
fn the_worked_severities_can_be_set_and_critical_is_always_worked() {
    let world = check(|settings| settings.worked_severities = vec![Severity::Low, Severity::Low], "settings");
    let settings = &world.state.settings;
    assert_eq!(settings.worked_severities, [Severity::Low]);
    assert!(settings.works(&Severity::Low) && settings.works(&Severity::Critical));
    assert!(!settings.works(&Severity::High));
}

#[test]
fn teams_can_be_on_without_an_address() {
    check(|settings| settings.teams = Teams { enabled: true, webhook: None }, "settings");
    check(
        |settings| settings.teams = Teams { enabled: true, webhook: Some("https://hook.example".into()) },
        "settings",
    );
    // Off for a while, it keeps its address.
    let world = check(
        |settings| settings.teams = Teams { enabled: false, webhook: Some("https://hook.example".into()) },
        "settings",
    );
    assert_eq!(world.state.settings.teams.webhook.as_deref(), Some("https://hook.example"));
}

#[test]
fn several_bad_fields_are_named_together() {
    check(
        |settings| {
            settings.contacts[0].email = "?".into();
            settings.exclusions = vec![asset("")];
            settings.targets.high.customer_minutes = Some(0);
        },
        "no: exclusions[0].name is missing; contacts[0].email is not an e-mail address; \
         targets.high.customerMinutes is out of range",
    );
}

#[test]
fn hours_and_shares_are_within_bounds() {
    let refused = |change: &dyn Fn(&mut Settings), field: &str| {
        let mut world = World::new();
        let mut settings = Box::new(world.state.settings.clone());
        change(&mut settings);
        let answer = told(&world.ask((Administrator, Command::ChangeSettings { settings })));
        assert_eq!(answer, format!("no: {field} is out of range"));
    };
    refused(&|it| it.at_risk_percent = 0, "atRiskPercent");
    refused(&|it| it.escalate_minutes = 0, "escalateMinutes");
    refused(&|it| it.fold_under = 101, "foldUnder");
    refused(&|it| it.feedback.escalation_hours = Some(0), "feedback.escalationHours");
    refused(&|it| it.feedback.suggestion_hours = Some(721), "feedback.suggestionHours");
}
