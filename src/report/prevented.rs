//! Which incidents each recommendation would have prevented or shortened, by technique and mitigation.
//!
//! The service's documentation has the advisor draw recommendations from incidents and does not say how; ours: an incident
//! of the last 90 days counts for a recommendation when it used a technique that the recommendation makes harder and ATT&CK
//! records the recommendation's mitigation against that technique. It would have been *prevented* where the technique
//! served the first tactic that the incident reached, so that nothing came before it, and *shortened* otherwise.

use crate::analytics::concerns::{says_something, since};
use crate::domain::catalogue::{Known, Row};
use crate::domain::readiness::{RECOMMENDATIONS, Recommendation};
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::TacticSet;
use crate::formats::attack::AttackFacts;
use std::collections::BTreeMap;

/// What a recommendation would have done to an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// It stops the first step.
    Prevented,
    /// It stops a later one.
    Shortened,
}

/// An incident that a recommendation would have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Which.
    pub incident: Row,
    /// How.
    pub effect: Effect,
    /// By which of its techniques: the code of the word.
    pub technique: u32,
}

/// What a recommendation would have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The incidents: prevented ones first, then the latest first.
    pub incidents: Vec<Linked>,
}

impl Links {
    /// How many would have been changed in this way.
    pub fn count(&self, effect: Effect) -> usize {
        self.incidents.iter().filter(|it| it.effect == effect).count()
    }
}

/// The incidents of each recommendation that has any, by its key.
pub fn links(state: &State, facts: &AttackFacts, now: Timestamp) -> BTreeMap<&'static str, Links> {
    let since = since(now);
    // A word is looked at once, however many incidents use it.
    let against: Vec<Vec<&'static Recommendation>> =
        state.catalogue.words().iter().map(|word| harder(facts, word)).collect();
    let mut all: BTreeMap<&'static str, Links> = BTreeMap::new();
    for row in state.catalogue.rows() {
        let Some(known) = state.catalogue.get(row).filter(|known| known.created() >= since) else { continue };
        if !says_something(state, known) {
            continue;
        }
        let reached = reached(facts, known);
        let mut found: BTreeMap<&'static str, Linked> = BTreeMap::new();
        for code in known.technique_codes() {
            let Some(entries) = against.get(*code as usize).filter(|entries| !entries.is_empty()) else {
                continue;
            };
            let effect = effect(facts, state.catalogue.words().word(*code), reached);
            for entry in entries {
                let linked = Linked { incident: row, effect, technique: *code };
                let best = found.entry(entry.key).or_insert(linked);
                if effect < best.effect {
                    *best = linked;
                }
            }
        }
        for (key, linked) in found {
            all.entry(key).or_default().incidents.push(linked);
        }
    }
    let created = |it: &Linked| state.catalogue.get(it.incident).map(Known::created);
    for links in all.values_mut() {
        links.incidents.sort_by(|a, b| a.effect.cmp(&b.effect).then_with(|| created(b).cmp(&created(a))));
    }
    all
}

/// The recommendations that make a technique harder by a mitigation that ATT&CK records against it.
fn harder(facts: &AttackFacts, technique: &str) -> Vec<&'static Recommendation> {
    let parent = technique.split('.').next().unwrap_or(technique);
    let fits = |entry: &&Recommendation| {
        entry.techniques.iter().any(|known| known.eq_ignore_ascii_case(parent))
            && facts.mitigates(entry.mitigation, technique)
    };
    RECOMMENDATIONS.iter().filter(fits).collect()
}

/// The tactics that an incident reached: those that it names, else those that its techniques serve.
fn reached(facts: &AttackFacts, known: Known<'_>) -> TacticSet {
    let named = known.tactics();
    if !named.is_empty() {
        return named;
    }
    let served = known.techniques().filter_map(|id| facts.technique(id));
    served.flat_map(|technique| technique.tactics.iter()).collect()
}

fn effect(facts: &AttackFacts, technique: &str, reached: TacticSet) -> Effect {
    let first = reached.iter().next();
    let serves = facts.technique(technique).map(|it| it.tactics).unwrap_or_default();
    match first {
        Some(first) if serves.contains(first) => Effect::Prevented,
        _ => Effect::Shortened,
    }
}
