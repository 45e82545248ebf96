//! Saved views of the queue.

use crate::world::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::ids::ViewId;
use watchfloor::domain::people::{Party, Role};

fn id(id: &str) -> ViewId {
    ViewId::new(id).unwrap()
}

fn save(name: &str, link: &str) -> Command {
    Command::SaveView { id: id("v"), name: name.into(), link: link.into() }
}

/// A view that every workspace has may be the default as well; the one that the queue opens with anyway is no choice.
#[test]
fn any_view_may_be_the_default() {
    let mut world = World::new();
    let default = |key: &str| Command::SetDefaultView { id: Some(id(key)) };
    world.must((Role::Advisor, default("yourTurn")));
    let chosen = |world: &World| world.state.default_views.get(&Party::Experts).map(ToString::to_string);
    assert_eq!(chosen(&world).as_deref(), Some("yourTurn"));
    let again = told(&world.ask((Role::Expert, default("yourTurn"))));
    assert_eq!(again, "no: nothing would change");
    let unknown = told(&world.ask((Role::Expert, default("nobody-kept-it"))));
    assert_eq!(unknown, "no: there is no such view");
    world.must((Role::Expert, default("attention")));
    assert_eq!(chosen(&world), None);
    // Its key is nobody's to take.
    let taken = Command::SaveView { id: id("yourTurn"), name: "Mine".into(), link: String::new() };
    assert_eq!(told(&world.ask((Role::Expert, taken))), "no: there is no such view");
}

#[test]
fn a_view_is_kept_changed_and_forgotten() {
    let mut world = World::new();
    world.must((Role::Advisor, save(" Mine ", "f=severity:high")));
    assert_eq!(world.state.views[0].name, "Mine");
    assert_eq!(
        told(&world.ask((Role::Advisor, save("Mine", "f=severity:high")))),
        "no: nothing would change"
    );
    world.must((Role::Expert, save("Ours", "")));
    assert_eq!(world.state.views.len(), 1);
    let other = told(&world.ask((Role::Analyst, save("Theirs", ""))));
    assert_eq!(other, "no: the action belongs to the other side");
    world.must((Role::Expert, Command::SetDefaultView { id: Some(id("v")) }));
    assert_eq!(world.state.default_view(Party::Experts).map(|view| view.name.as_str()), Some("Ours"));
    assert_eq!(world.state.default_view(Party::Customer), None);
    world.must((Role::Expert, Command::RemoveView { id: id("v") }));
    assert_eq!(world.state.default_view(Party::Experts), None);
    assert_eq!(
        told(&world.ask((Role::Expert, Command::RemoveView { id: id("v") }))),
        "no: there is no such view"
    );
    let blank = told(&world.ask((Role::Expert, save(" ", ""))));
    assert_eq!(blank, "no: name is missing");
    let long = told(&world.ask((Role::Expert, save("x", &"y".repeat(4_001)))));
    assert_eq!(long, "no: the text is longer than 4000 characters");
}
