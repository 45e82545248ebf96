//! What a playbook may say: techniques that exist in form, and in braces only what is filled in.

use super::playbooks::{own, save};
use crate::world::*;
use watchfloor::domain::playbook::{Conditions, Playbook, shipped};
use watchfloor::domain::response::InvestigationSummary;

fn with_techniques(words: &[&str]) -> Playbook {
    let techniques = words.iter().map(|word| (*word).to_owned()).collect();
    Playbook { when: Conditions { techniques, ..own().when }, ..own() }
}

fn with_summary(text: &str) -> Playbook {
    Playbook { summary: InvestigationSummary { what_happened: text.into(), ..Default::default() }, ..own() }
}

fn with_title(title: &str) -> Playbook {
    let mut playbook = own();
    playbook.actions[0].title = title.into();
    playbook
}

#[test]
fn a_condition_that_can_never_hold_and_braces_that_nothing_fills_are_refused() {
    for (playbook, then) in [
        (with_techniques(&["banana"]), "no: when.techniques is no number of a technique"),
        (with_techniques(&["T1566", "T99"]), "no: when.techniques is no number of a technique"),
        (with_techniques(&["T1566.01"]), "no: when.techniques is no number of a technique"),
        (with_summary("Hello {foo}"), "no: summary[0] has something in braces that nothing fills in"),
        (with_summary("{asset}"), "no: summary[0] has something in braces that nothing fills in"),
        (with_title("Do {nope}"), "no: actions[0].title has something in braces that nothing fills in"),
    ] {
        let mut world = World::serving();
        assert_eq!(told(&world.ask(save(playbook))), then);
    }
    for playbook in [
        with_techniques(&["T1566", "t1566.001"]),
        with_summary(
            "{title}: {devices}, {users}, {techniques}, {first}, {last}; `{ \"a\": 1 }` and {} stay",
        ),
        with_title("Do {asset}"),
    ] {
        let mut world = World::serving();
        assert!(world.ask(save(playbook)).is_ok());
    }
    // Nothing that ships says what it refuses.
    for known in shipped() {
        let mut world = World::serving();
        let changed = Playbook { about: format!("{} (ours)", known.about), ..known.clone() };
        assert!(world.ask(save(changed)).is_ok(), "{}", known.id);
    }
}
