//! A customer that has not every product: what readiness then asks of it, and what it does not.
//!
//! service.md 1.1 ("at least one of MDE P2, MDO P2, MDI, MDA, Entra ID P2 must be licensed and deployed in active mode")
//! and 1.5 (required actions, protected devices and identities). Ours, since the service says nothing of such customers:
//! what only a product that is not licensed could give is not asked.

use crate::world::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::coverage::{EntraPlan, Mode, Prerequisites, Workload};
use watchfloor::domain::onboarding::Draft;
use watchfloor::domain::people::Role::{Administrator, Advisor};
use watchfloor::domain::readiness::{ActionStatus, Condition, LicensedBy, RECOMMENDATIONS, licensed_devices};
use watchfloor::domain::register::{Aside, register};
use watchfloor::domain::settings::ReadinessParameters;

/// Onboarded with these products in active mode; every action that applies is done.
fn with(products: &[Workload], entra: EntraPlan) -> World {
    let workloads = products.iter().map(|product| (*product, Mode::Active)).collect();
    let prerequisites = Some(Prerequisites { workloads, entra, ..Prerequisites::default() });
    let mut world = World::new();
    let draft = Box::new(Draft { prerequisites, ..draft() });
    world.must((Administrator, Command::SubmitOnboarding { draft }));
    let done: Vec<&str> = world.state.required().filter(|it| !it.derived).map(|it| it.key).collect();
    for key in done {
        world.must((Administrator, set_action(key, ActionStatus::Completed, "")));
    }
    world
}

fn conditions(world: &World) -> [(bool, bool); 3] {
    let gate = world.state.gate(world.now);
    [gate.actions, gate.devices, gate.identities].map(|it| (it.is_asked(), it.holds()))
}

const NOT_ASKED: (bool, bool) = (false, true);
const OPEN: (bool, bool) = (true, false);
const MET: (bool, bool) = (true, true);

#[test]
fn the_gate_asks_for_what_the_products_can_give() {
    use Workload::{CloudApps, Endpoint, Identity, Office365};
    for (products, entra, then) in [
        (&[Office365][..], EntraPlan::P1, [MET, NOT_ASKED, NOT_ASKED]),
        (&[Office365, Identity], EntraPlan::P2, [MET, NOT_ASKED, OPEN]),
        (&[Endpoint], EntraPlan::P1, [MET, OPEN, NOT_ASKED]),
        (&[Endpoint, Identity, CloudApps], EntraPlan::P2, [MET, OPEN, OPEN]),
        // Nobody said yet of what there is a licence, so that nothing follows from it.
        (&[], EntraPlan::P1, [MET, OPEN, OPEN]),
        (&[Office365], EntraPlan::Free, [MET, NOT_ASKED, NOT_ASKED]),
    ] {
        assert_eq!(conditions(&with(products, entra)), then, "{products:?} {entra:?}");
    }
    // Nobody said anything of licences.
    let mut world = World::new();
    world.must((Administrator, Command::SubmitOnboarding { draft: Box::new(draft()) }));
    assert_eq!(conditions(&world)[1..], [OPEN, OPEN]);
}

#[test]
fn monitoring_can_start_without_a_product_that_nobody_has() {
    let world = with(&[Workload::Office365], EntraPlan::P1);
    let (mut world, mut early) = (world.clone(), with(&[Workload::Endpoint], EntraPlan::P1));
    assert_eq!(told(&world.ask((Advisor, start_monitoring()))), "phase Monitoring");
    assert!(!world.state.has_regressed(world.now));
    assert!(told(&early.ask((Advisor, start_monitoring()))).starts_with("no: "));
}

/// A product that goes into passive mode changes nothing of what another customer has no licence for.
#[test]
fn passive_mode_asks_for_nothing_new() {
    let mut world = with(&[Workload::Office365], EntraPlan::P1);
    world.change(|now| {
        now.prerequisites.as_mut().unwrap().workloads.insert(Workload::Office365, Mode::Passive);
    });
    assert_eq!(conditions(&world), [MET, NOT_ASKED, NOT_ASKED]);
}

#[test]
fn an_import_or_a_number_shows_that_the_product_is_there() {
    let office = || with(&[Workload::Office365], EntraPlan::P1);
    let mut world = office();
    world.must((Advisor, take(machines_import("m", machines(5)))));
    assert_eq!(conditions(&world)[1..], [OPEN, NOT_ASKED]);
    let mut world = office();
    world.must((Advisor, take(sensors_import("s", 2, 1))));
    assert_eq!(conditions(&world)[1..], [NOT_ASKED, OPEN]);
    // Sensors that stand on no domain controller show none.
    let mut world = office();
    world.must((Advisor, take(sensors_import("s", 0, 0))));
    assert_eq!(conditions(&world)[1..], [NOT_ASKED, NOT_ASKED]);
    for (parameters, then) in [
        (ReadinessParameters { licensed_devices: Some(10), ..Default::default() }, [OPEN, NOT_ASKED]),
        (ReadinessParameters { controllers: Some(2), ..Default::default() }, [NOT_ASKED, OPEN]),
    ] {
        let mut world = office();
        world.must((Administrator, Command::SetReadinessParameters { parameters }));
        assert_eq!(conditions(&world)[1..], then, "{parameters:?}");
    }
}

#[test]
fn what_a_product_would_carry_out_is_set_aside_without_it() {
    let aside = |world: &World| -> Vec<(String, Workload)> {
        let list = register(&world.state, world.now, &|_| 0);
        let found = list.iter().filter_map(|it| match it.aside {
            Some(Aside::NotLicensed(product)) => Some((it.key.to_owned(), product)),
            _ => None,
        });
        found.collect()
    };
    let of = |product| RECOMMENDATIONS.iter().filter(move |it| it.product == Some(product)).count();
    let world = with(&[Workload::Office365], EntraPlan::P1);
    let found = aside(&world);
    assert_eq!(found.len(), of(Workload::Endpoint));
    assert!(found.iter().any(|(key, _)| key == "tamper-protection"), "{found:?}");
    assert!(found.iter().all(|(_, product)| *product == Workload::Endpoint));
    assert!(!world.state.required().any(|it| it.product == Some(Workload::Endpoint)));
    assert_eq!(
        aside(&with(&[Workload::Endpoint], EntraPlan::P1)),
        [("safe-links".into(), Workload::Office365)]
    );
    assert_eq!(aside(&with(&[], EntraPlan::P1)), []);
    // Devices come in: what they need applies again.
    let mut world = world;
    world.must((Advisor, take(machines_import("m", machines(5)))));
    assert_eq!(aside(&world), []);
    assert_eq!(world.state.gate(world.now).actions, Condition { met: 6, needed: Some(8) });
}

#[test]
fn seats_that_were_entered_give_a_target() {
    let licensed = |world: &World| licensed_devices(&world.state.settings, &world.state.assets);
    let mut world = with(&[Workload::Endpoint], EntraPlan::P1);
    assert_eq!((licensed(&world), world.state.device_target()), (None, None));
    let seats = |world: &mut World, seats| {
        world.change(|now| now.prerequisites.as_mut().unwrap().seats = seats);
    };
    seats(&mut world, Some(200));
    assert_eq!(licensed(&world), Some((200, LicensedBy::Seats)));
    assert_eq!(world.state.device_target(), Some(196));
    let parameters = ReadinessParameters { licensed_devices: Some(50), ..Default::default() };
    world.must((Administrator, Command::SetReadinessParameters { parameters }));
    assert_eq!(licensed(&world), Some((50, LicensedBy::Entered)));
    // Seats of a customer without Defender for Endpoint are no devices.
    let mut world = with(&[Workload::Office365], EntraPlan::P1);
    seats(&mut world, Some(200));
    assert_eq!(licensed(&world), None);
}
