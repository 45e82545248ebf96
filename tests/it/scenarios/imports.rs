//! Imports as the journal takes them, and the name of the workspace.

use crate::world::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::imports::{ImportKind, ImportSummary};
use watchfloor::domain::people::Role::{self, Administrator, Advisor, Analyst, Expert};

#[track_caller]
fn check(given: &[Step], when: Step, then: &str) -> World {
    let mut world = World::new().given(given);
    assert_eq!(told(&world.ask(when)), then);
    world
}

fn taking(import: ImportSummary) -> Step {
    (Analyst, take(import))
}

#[test]
fn everybody_may_import() {
    for role in Role::ALL {
        check(&[], (role, take(incidents_import("a", 3))), "import a");
    }
}

#[test]
fn an_import_is_taken_once() {
    let world = check(
        &[taking(incidents_import("a", 3))],
        taking(incidents_import("a", 3)),
        "no: nothing would change",
    );
    assert_eq!(world.state.catalogue.batch_count(), 1);
    // The same content under another id is the same import.
    let again = ImportSummary { id: incidents_import("b", 3).id, ..incidents_import("a", 3) };
    check(&[taking(incidents_import("a", 3))], taking(again), "no: nothing would change");
    // With something new it is another.
    let mut more = incidents_import("b", 3);
    more.batches.extend(incidents_import("a", 3).batches);
    check(&[taking(incidents_import("a", 3))], taking(more), "import b");
}

#[test]
fn an_import_that_brings_nothing_leaves_no_trace() {
    let empty = ImportSummary { batches: Vec::new(), ..incidents_import("a", 0) };
    check(&[], taking(empty.clone()), "no: nothing would change");
    check(
        &[],
        taking(ImportSummary { kind: ImportKind::Machines, ..empty.clone() }),
        "no: nothing would change",
    );
    check(&[], taking(ImportSummary { kind: ImportKind::Sensors, ..empty }), "no: nothing would change");
}

#[test]
fn counts_are_known_since_they_were_taken() {
    let world = check(&[], taking(machines_import("m", machines(5))), "import m");
    assert_eq!(world.state.assets.devices, Some((machines(5), world.now)));
    assert_eq!(world.state.assets.identities, None);
    // The same count in a later export is known anew.
    let world = check(
        &[taking(machines_import("m", machines(5)))],
        taking(machines_import("n", machines(5))),
        "import n",
    );
    assert_eq!(world.state.assets.devices, Some((machines(5), world.now)));
}

#[test]
fn the_workspace_has_a_name() {
    let name = |name: &str| Command::RenameWorkspace { name: name.into() };
    let world = check(&[], (Advisor, name(" Fabrikam ")), "renamed Fabrikam");
    assert_eq!(world.state.workspace.unwrap().1, "Fabrikam");
    check(&[], (Administrator, name("Fabrikam")), "renamed Fabrikam");
    check(&[], (Expert, name("Fabrikam")), "no: needs the role administrator or advisor");
    check(&[], (Advisor, name("Contoso")), "no: nothing would change");
    check(&[], (Advisor, name("  ")), "no: name is missing");
    check(&[], (Advisor, name(&"x".repeat(201))), "no: name is longer than 200 characters");
}
