//! Hunts: service.md 1.14, "Hunts page: types intelligence-based and suspicious activity; states In progress and
//! Completed; outcome also when nothing found".

use crate::world::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::experts::ExpertsCommand as Act;
use watchfloor::domain::experts::hunt::{HuntKind, HuntOutcome, HuntPlan, HuntQuery};
use watchfloor::domain::ids::{HuntId, IncidentId};
use watchfloor::domain::people::Role::{self, Administrator, Analyst, Expert};
use watchfloor::domain::settings::Permissions;
use watchfloor::domain::technique::is_technique;

fn id() -> HuntId {
    HuntId::new("h").unwrap()
}

fn plan(title: &str, techniques: &[&str], kql: &[&str]) -> HuntPlan {
    HuntPlan {
        kind: HuntKind::Intelligence,
        title: title.into(),
        hypothesis: "Tokens are replayed".into(),
        techniques: techniques.iter().map(|it| (*it).to_owned()).collect(),
        queries: kql.iter().map(|it| HuntQuery { name: String::new(), kql: (*it).to_owned() }).collect(),
    }
}

fn save(plan: HuntPlan) -> Act {
    Act::SaveHunt { id: id(), plan: Box::new(plan) }
}

fn end(outcome: HuntOutcome, summary: &str) -> Act {
    Act::EndHunt { id: id(), outcome, summary: summary.into() }
}

fn find(text: &str) -> Act {
    Act::AddFinding { id: id(), text: text.into() }
}

#[track_caller]
fn check(given: &World, (role, act): (Role, Act), then: &str) -> World {
    let mut world = given.clone();
    assert_eq!(told(&world.ask((role, Command::Experts { act }))), then);
    world
}

#[test]
fn a_hunt_goes_from_its_hypothesis_to_an_outcome_and_a_notification() {
    let world = World::serving();
    let good = || plan("Token theft", &["T1528", "T1550.001"], &["SigninLogs"]);
    for (role, act, then) in [
        (Expert, save(good()), "hunt h Token theft"),
        (Analyst, save(good()), "no: needs the role expert"),
        (Administrator, save(good()), "no: needs the role expert"),
        (Expert, save(plan(" ", &[], &[])), "no: title is missing"),
        (Expert, save(HuntPlan { hypothesis: String::new(), ..good() }), "no: hypothesis is missing"),
        (Expert, save(plan("a", &["token theft"], &[])), "no: techniques is of a kind that does not fit"),
        (Expert, save(plan("a", &[], &[" "])), "no: queries is missing"),
        (Expert, find("x"), "no: there is no such hunt"),
        (Expert, end(HuntOutcome::Nothing, "x"), "no: there is no such hunt"),
    ] {
        check(&world, (role, act), then);
    }
    let ready = World::ready(Permissions::default());
    check(&ready, (Expert, save(good())), "no: not possible during readiness");
    let begun = check(&world, (Expert, save(good())), "hunt h Token theft");
    assert_eq!(begun.state.experts.hunts[0].code(), "H-001");
    check(&begun, (Expert, save(good())), "no: nothing would change");
    check(&begun, (Expert, find(" ")), "no: text is missing");
    check(&begun, (Expert, end(HuntOutcome::Nothing, " ")), "no: a resolution note is needed");
    check(&begun, (Expert, end(HuntOutcome::Found, "It is so")), "no: a finding is needed");
    // Nothing found is an outcome.
    check(&begun, (Expert, end(HuntOutcome::Nothing, "Six months of sign-ins")), "h ended Nothing");
    let found = check(&begun, (Expert, find("Nine sign-ins")), "h found Nine sign-ins");
    let ended = check(&found, (Expert, end(HuntOutcome::Found, "It is so")), "h ended Found");
    check(&ended, (Expert, find("more")), "no: the hunt has ended");
    check(&ended, (Expert, save(plan("b", &[], &[]))), "no: the hunt has ended");
    let notify = |incident: &str| Act::NotifyHunt { id: id(), incident: IncidentId::new(incident).unwrap() };
    check(&ended, (Expert, notify("9")), "no: there is no such incident");
    check(&ended, (Analyst, notify("1")), "no: needs the role expert");
    let notified = check(&ended, (Expert, notify("1")), "h notified 1");
    check(&notified, (Expert, notify("1")), "no: an incident was made of it already");
}

#[test]
fn techniques_have_ids() {
    for (word, expected) in [
        ("T1528", true),
        ("T1550.001", true),
        ("T155", false),
        ("T1550.01", false),
        ("T1550.0011", false),
        ("1550", false),
        ("T15５0", false),
        ("T1550.001 ", false),
        ("", false),
    ] {
        assert_eq!(is_technique(word), expected, "{word}");
    }
}
