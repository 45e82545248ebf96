//! What protects the environment: service.md 1.13 (environment discovery of own and third-party products).

use super::advisor::check;
use crate::world::*;
use watchfloor::domain::coverage::{EntraPlan, Mode, Prerequisites, Workload};
use watchfloor::domain::estate::licence::Licence;
use watchfloor::domain::estate::machine::{Machine, Standing};
use watchfloor::domain::estate::{EstateRecord, Run};
use watchfloor::domain::experts::advisor::AdvisorCommand as Act;
use watchfloor::domain::experts::advisor::discovered::{Discovered, Proof, discovered};
use watchfloor::domain::experts::advisor::environment::{Area, ProductPlan, Watch, parts};
use watchfloor::domain::ids::ProductId;
use watchfloor::domain::people::Role::{Administrator, Advisor, Analyst};

#[test]
fn who_watches_each_part_of_the_environment() {
    let mut licences = Prerequisites { entra: EntraPlan::P2, ..Prerequisites::default() };
    licences.workloads = [
        (Workload::Endpoint, Mode::Active),
        (Workload::Office365, Mode::Passive),
        (Workload::Identity, Mode::NotDeployed),
    ]
    .into();
    let mut world = World::guiding();
    let mut name = |id: &str, area, is_connected| {
        let plan = ProductPlan { name: id.into(), area, is_connected, ..ProductPlan::default() };
        let act = Act::SaveProduct { id: ProductId::new(id).unwrap(), plan: Box::new(plan) };
        world = check(&world, (Advisor, act), &format!("product {id} {id} {}", area.as_str()));
    };
    name("edr", Area::Endpoints, false);
    name("gateway", Area::Mail, true);
    name("tiering", Area::Directory, false);
    name("firewall", Area::Network, true);
    name("old-firewall", Area::Network, false);
    name("siem", Area::Records, false);
    let products = &world.state.experts.advising.products;
    let watch = |licences| parts(licences, products).into_iter().map(|it| it.watch).collect::<Vec<_>>();
    use Watch::{Elsewhere, Enriching, Experts, Guidance, Nobody};
    assert_eq!(
        watch(Some(&licences)),
        [Experts, Guidance, Elsewhere, Nobody, Nobody, Nobody, Enriching, Nobody, Elsewhere]
    );
    assert_eq!(
        watch(None)[..2],
        [Elsewhere, Enriching],
        "without a word of licences nothing is taken for covered"
    );
    assert!([Nobody, Elsewhere].iter().all(|it| it.is_gap()) && !Enriching.is_gap());
    assert_eq!(watch(None)[3..6], [Watch::Unknown, Watch::Unknown, Nobody], "what nobody said is no gap yet");
    let drop = Act::DropProduct { id: ProductId::new("siem").unwrap() };
    check(&world, (Analyst, drop.clone()), "no: needs the role advisor or administrator");
    let dropped = check(&world, (Administrator, drop.clone()), "product siem dropped");
    check(&dropped, (Administrator, drop), "no: there is no such product");
}

#[test]
fn imports_prove_what_nobody_said() {
    let mut world = World::guiding();
    let names = |found: &Discovered| {
        found.products.iter().map(|it| format!("{} {}", it.name, it.area.as_str())).collect::<Vec<_>>()
    };
    let look = |world: &World, sources: &[&str], detectors: &[&'static str]| {
        let said = world.state.settings.prerequisites.as_ref();
        let products = &world.state.experts.advising.products;
        discovered(said, products, &world.state.estate, sources, detectors.iter().copied())
    };
    assert!(look(&world, &["unknown"], &[]).is_empty(), "nothing is proven");
    let licence = Licence {
        part: "SPE_E3".into(),
        enabled: 40,
        plans: vec!["MDE_LITE".into(), "AAD_PREMIUM".into(), "ADALLOM_S_STANDALONE".into()],
        ..Licence::default()
    };
    let machine = Machine {
        id: "m".into(),
        platform: Some("Linux".into()),
        standing: Standing::Protected,
        ..Machine::default()
    };
    let run = Run { seq: 8, at: world.now };
    world.state.absorb(run, EstateRecord::Licence(licence));
    world.state.absorb(run, EstateRecord::Machine(Box::new(machine)));
    let sources = ["microsoftDefenderForIdentity", "microsoftSentinel", "Contoso Firewall"];
    let found = look(&world, &sources, &["microsoftDefenderForIoT", "antivirus"]);
    assert_eq!(
        names(&found),
        [
            "Sentinel records",
            "Defender for IoT industrial",
            "Contoso Firewall records",
            "Defender for Endpoint Plan 1 endpoints"
        ]
    );
    assert_eq!(found.products[3].proof, Proof::Subscription("SPE_E3".into()));
    let proven = found.prerequisites.unwrap();
    assert_eq!(proven.entra, EntraPlan::P1);
    let modes = [Workload::Endpoint, Workload::Identity, Workload::CloudApps, Workload::Office365];
    assert_eq!(
        modes.map(|workload| proven.mode(workload)),
        [Mode::Active, Mode::Active, Mode::NotDeployed, Mode::NotLicensed]
    );
    // Taken over, nothing is left to take; a name that somebody wrote in other letters is the same product.
    let plan = ProductPlan { name: "sentinel".into(), area: Area::Records, ..ProductPlan::default() };
    let save = Act::SaveProduct { id: ProductId::new("p").unwrap(), plan: Box::new(plan) };
    let mut world = check(&world, (Advisor, save), "product p sentinel records");
    world.change(|settings| settings.prerequisites = Some(proven.clone()));
    let left = look(&world, &["microsoftSentinel", "microsoftDefenderForIdentity"], &[]);
    assert_eq!((left.prerequisites.is_none(), names(&left).len()), (true, 1), "the smaller plan alone");
}
