//! The second approval: a change of what bounds the experts waits until another administrator agrees.
//!
//! service.md section 6 ("until then it is a draft that names who may approve it").

use crate::world::*;
use watchfloor::domain::access::{AccessLevel, AccessScope, TemporaryAccess};
use watchfloor::domain::command::Command;
use watchfloor::domain::people::{Actor, Role};
use watchfloor::domain::settings::Settings;
use watchfloor::domain::time::HOUR_MS;

/// Somebody who is an administrator asks.
fn ask_as(world: &mut World, person: &str, command: Command) -> String {
    let by = Actor { person: person.into(), role: Role::Administrator };
    told(&world.ask_by(by, command))
}

fn changing(world: &World, change: impl Fn(&mut Settings)) -> Command {
    let mut settings = Box::new(world.state.settings.clone());
    change(&mut settings);
    Command::ChangeSettings { settings }
}

#[test]
fn a_second_administrator_agrees_where_the_setting_says_so() {
    let mut world = World::serving();
    world.change(|settings| settings.second_approval = true);
    let less = |settings: &mut Settings| settings.permissions.respond = false;
    let both = |settings: &mut Settings| {
        less(settings);
        settings.contacts[0].name = "Night desk".into();
    };
    // What bounds the experts waits, the rest holds at once.
    let command = changing(&world, both);
    assert_eq!(ask_as(&mut world, "Ada", command), "settings; proposed");
    assert!(world.state.settings.permissions.respond);
    assert_eq!(world.state.settings.contacts[0].name, "Night desk");
    let again = changing(&world, less);
    assert_eq!(ask_as(&mut world, "Ben", again), "no: a change that Ada proposed waits for approval");
    let contact = changing(&world, |settings| settings.contacts[0].name = "Desk".into());
    assert_eq!(ask_as(&mut world, "Ben", contact), "settings");
    assert_eq!(
        ask_as(&mut world, "Ada", Command::ApproveProposal),
        "no: a second administrator must approve this"
    );
    assert_eq!(ask_as(&mut world, "Ben", Command::ApproveProposal), "settings; proposal agreed");
    assert!(!world.state.settings.permissions.respond);
    // What was changed since is not undone.
    assert_eq!(world.state.settings.contacts[0].name, "Desk");
    assert_eq!(ask_as(&mut world, "Ben", Command::ApproveProposal), "no: no change waits for approval");
}

#[test]
fn a_proposal_is_refused_with_a_reason_or_taken_back() {
    let proposed = || {
        let mut world = World::serving();
        world.change(|settings| settings.second_approval = true);
        // Not even the setting itself is turned off around it.
        let off = changing(&world, |settings| settings.second_approval = false);
        assert_eq!(ask_as(&mut world, "Ada", off), "proposed");
        world
    };
    let decline = |reason: &str| Command::DeclineProposal { reason: reason.into() };
    let mut world = proposed();
    assert_eq!(ask_as(&mut world, "Ben", decline(" ")), "no: a reason is needed");
    assert_eq!(ask_as(&mut world, "Ben", decline("keep it")), "proposal refused");
    assert!(world.state.settings.second_approval && world.state.proposal.is_none());
    let mut world = proposed();
    assert_eq!(ask_as(&mut world, "Ada", decline("")), "proposal refused");
    let mut world = proposed();
    let analyst = (Role::Analyst, Command::ApproveProposal);
    assert_eq!(told(&world.ask(analyst)), "no: needs the role administrator");
}

#[test]
fn a_proposal_is_checked_again_when_it_is_agreed_to() {
    let mut world = World::serving();
    world.change(|settings| settings.second_approval = true);
    let one = TemporaryAccess {
        purpose: "night".into(),
        level: AccessLevel::Respond,
        scope: AccessScope::Everything,
        since: None,
        expires: world.now.plus_millis(HOUR_MS),
    };
    let grant = changing(&world, |settings| settings.access = vec![one.clone()]);
    assert_eq!(ask_as(&mut world, "Ada", grant), "proposed");
    world.now = world.now.plus_millis(2 * HOUR_MS);
    assert_eq!(ask_as(&mut world, "Ben", Command::ApproveProposal), "no: access[0].expires is in the past");
}
