//! What imports prove of the environment that nobody said yet: licences and deployment of the vendor's products, and
//! products beside those that the service covers.
//!
//! Source: service.md 1.13 (environment discovery). Subscriptions name plans, devices say whether they are onboarded, and
//! an alert names the product that raised it: its alerts reach Defender XDR, whoever sells it.

use super::super::super::coverage::Prerequisites;
use super::super::super::estate::Estate;
use super::super::super::estate::licence::{Licence, Seats};
use super::super::super::text::spoken;
use super::super::super::vocabulary::ServiceSource;
use super::environment::{Area, Product};

/// What says that a product is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Alerts of it came with incidents.
    Alerts,
    /// A subscription has its plan: the part number.
    Subscription(String),
}

/// A product that nobody named yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name.
    pub name: String,
    /// Who makes it; empty where the imports do not say.
    pub maker: &'static str,
    /// What it protects; [`Area::Records`] where the imports do not say.
    pub area: Area,
    /// What says so.
    pub proof: Proof,
}

/// What imports prove.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovered {
    /// Licences and deployment, where the imports prove more than what was said.
    pub prerequisites: Option<Prerequisites>,
    /// Products that are not on the list.
    pub products: Vec<Found>,
}

impl Discovered {
    /// Whether there is nothing to take.
    pub fn is_empty(&self) -> bool {
        self.prerequisites.is_none() && self.products.is_empty()
    }
}

const VENDOR: &str = "Microsoft";
/// Products of the vendor that the service does not cover, by the word of their alerts: the word, the name, what it protects.
const BY_ALERT: [(&str, &str, Area); 4] = [
    ("microsoftDefenderForCloud", "Defender for Cloud", Area::CloudWorkloads),
    ("microsoftDefenderForServers", "Defender for Cloud", Area::CloudWorkloads),
    ("microsoftSentinel", "Sentinel", Area::Records),
    ("microsoftDefenderForIoT", "Defender for IoT", Area::Industrial),
];
/// Smaller plans of products that the service covers from Plan 2 on: the plan, the one that includes it, the name, what it
/// protects. The names of the plans are those of Microsoft's licensing reference.
const BY_PLAN: [(&str, &str, &str, Area); 2] = [
    ("MDE_LITE", "WINDEFATP", "Defender for Endpoint Plan 1", Area::Endpoints),
    ("ATP_ENTERPRISE", "THREAT_INTELLIGENCE", "Defender for Office 365 Plan 1", Area::Mail),
];

/// What imports prove beside what was said and the products that were named. `sources` are the words of the products
/// behind alerts, `detectors` those of what detected in them.
pub fn discovered<'a>(
    said: Option<&Prerequisites>,
    named: &[Product],
    estate: &Estate,
    sources: &[&'a str],
    detectors: impl IntoIterator<Item = &'a str>,
) -> Discovered {
    let known = said.cloned().unwrap_or_default();
    let proven = known
        .with_imports(Seats::of(estate.licences()), estate.machines())
        .with_alerts(sources.iter().copied());
    let mut products = Vec::new();
    let mut add = |found: Found| {
        let same = |name: &str| name.trim().eq_ignore_ascii_case(&found.name);
        let is_known =
            named.iter().any(|it| same(&it.plan.name)) || products.iter().any(|it: &Found| same(&it.name));
        if !is_known {
            products.push(found);
        }
    };
    for word in sources.iter().copied().chain(detectors) {
        let listed = BY_ALERT.iter().find(|(known, ..)| known.eq_ignore_ascii_case(word));
        if let Some((_, name, area)) = listed {
            let (name, area) = ((*name).to_owned(), *area);
            add(Found { name, maker: VENDOR, area, proof: Proof::Alerts });
        }
    }
    // Whatever else raised alerts is a product of others.
    let others = sources.iter().filter(|word| !ServiceSource::parse(word).is_known());
    for word in others.filter(|word| !BY_ALERT.iter().any(|(known, ..)| known.eq_ignore_ascii_case(word))) {
        add(Found { name: spoken(word).into_owned(), maker: "", area: Area::Records, proof: Proof::Alerts });
    }
    for (plan, fuller, name, area) in BY_PLAN {
        let has = |licence: &&Licence, plan: &str| {
            licence.enabled > 0 && licence.plans.iter().any(|known| known.eq_ignore_ascii_case(plan))
        };
        let has_fuller = estate.licences().iter().any(|it| has(&it, fuller));
        let found = estate.licences().iter().find(|it| has(it, plan)).filter(|_| !has_fuller);
        if let Some(licence) = found {
            let proof = Proof::Subscription(licence.part.clone());
            add(Found { name: name.to_owned(), maker: VENDOR, area, proof });
        }
    }
    let prerequisites = (proven != known).then_some(proven);
    Discovered { prerequisites, products }
}
