//! Which incidents each recommendation would have prevented or shortened, by technique and mitigation.
//!
//! The service's documentation has the advisor draw recommendations from incidents and does not say how; ours: an incident
//! of the last 90 days counts for a recommendation when it used a technique that the recommendation makes harder and ATT&CK
//! records the recommendation's mitigation against that technique. It would have been *prevented* where the technique
//! served the first tactic that the incident reached, so that nothing came before it, and *shortened* otherwise. Counted
//! are whole days of the reader, as in the queue, so that a filter of the queue finds the same incidents.

use crate::analytics::calendar::Reader;
use crate::analytics::concerns::{CONCERNS_DAYS, SAYS_NOTHING, says_something};
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::period::Period;
use crate::domain::catalogue::{Known, Row};
use crate::domain::control_topics::topic_of;
use crate::domain::readiness::RECOMMENDATIONS;
use crate::domain::state::State;
use crate::domain::vocabulary::TacticSet;
use crate::formats::attack::AttackFacts;
use std::collections::{BTreeMap, BTreeSet};

/// Incidents of so many days and of today are counted.
const COUNTED_DAYS: u16 = CONCERNS_DAYS as u16;

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
    /// The techniques by which they are linked: the codes of their words.
    techniques: BTreeSet<u32>,
}

impl Links {
    /// How many would have been changed in this way.
    pub fn count(&self, effect: Effect) -> usize {
        self.incidents.iter().filter(|it| it.effect == effect).count()
    }

    /// The filter that finds exactly these incidents on the day on which they were counted.
    pub fn filter(&self, state: &State) -> Filter {
        let mut filter = Filter::default();
        for code in &self.techniques {
            filter = filter.with(Dim::Technique, state.catalogue.words().word(*code));
        }
        for nothing in SAYS_NOTHING {
            filter.set(Dim::Classification, Value::word(nothing.as_str()), Mark::Excluded);
        }
        filter.set_created(Period::Since(COUNTED_DAYS));
        filter
    }
}

/// Something that makes techniques harder.
#[derive(Clone, Copy)]
struct Harder<'a> {
    key: &'a str,
    mitigation: &'static str,
    techniques: &'a [&'static str],
}

/// The service's own recommendations, and the controls of Secure Score that none of them stands for.
fn all_harder(state: &State) -> Vec<Harder<'_>> {
    let own = RECOMMENDATIONS.iter().map(|it| Harder {
        key: it.key,
        mitigation: it.mitigation,
        techniques: it.techniques,
    });
    let covered = |id: &str| RECOMMENDATIONS.iter().any(|it| it.controls.contains(&id));
    let controls = state.estate.controls().filter(|it| !it.deprecated && !covered(&it.id));
    let controls = controls.filter_map(|it| {
        let topic = topic_of(&it.id, &it.title)?;
        Some(Harder { key: &it.id, mitigation: topic.mitigation, techniques: topic.techniques })
    });
    own.chain(controls).collect()
}

/// The incidents of each recommendation that has any, by its key. `reader` says which 90 days are counted: until today
/// in the reader's zone.
pub fn links(state: &State, facts: &AttackFacts, reader: &Reader) -> BTreeMap<String, Links> {
    let since = Period::Since(COUNTED_DAYS).window(reader).from.unwrap_or_default();
    let all_harder = all_harder(state);
    // A word is looked at once, however many incidents use it.
    let against: Vec<Vec<Harder<'_>>> =
        state.catalogue.words().iter().map(|word| harder(&all_harder, facts, word)).collect();
    let mut all: BTreeMap<String, Links> = BTreeMap::new();
    for row in state.catalogue.rows() {
        let Some(known) = state.catalogue.get(row).filter(|known| known.created() >= since) else { continue };
        if !says_something(state, known) {
            continue;
        }
        let reached = reached(facts, known);
        let mut found: BTreeMap<&str, (Linked, BTreeSet<u32>)> = BTreeMap::new();
        for code in known.technique_codes() {
            let Some(entries) = against.get(*code as usize).filter(|entries| !entries.is_empty()) else {
                continue;
            };
            let effect = effect(facts, state.catalogue.words().word(*code), reached);
            for entry in entries {
                let linked = Linked { incident: row, effect, technique: *code };
                let (best, codes) = found.entry(entry.key).or_insert((linked, BTreeSet::new()));
                codes.insert(*code);
                if effect < best.effect {
                    *best = linked;
                }
            }
        }
        for (key, (linked, codes)) in found {
            let links = match all.get_mut(key) {
                Some(known) => known,
                None => all.entry(key.to_owned()).or_default(),
            };
            links.incidents.push(linked);
            links.techniques.extend(codes);
        }
    }
    let created = |it: &Linked| state.catalogue.get(it.incident).map(Known::created);
    for links in all.values_mut() {
        links.incidents.sort_by(|a, b| a.effect.cmp(&b.effect).then_with(|| created(b).cmp(&created(a))));
    }
    all
}

/// What makes a technique harder by a mitigation that ATT&CK records against it.
fn harder<'a>(all: &[Harder<'a>], facts: &AttackFacts, technique: &str) -> Vec<Harder<'a>> {
    let parent = technique.split('.').next().unwrap_or(technique);
    let fits = |entry: &&Harder<'_>| {
        entry.techniques.iter().any(|known| known.eq_ignore_ascii_case(parent))
            && facts.mitigates(entry.mitigation, technique)
    };
    all.iter().filter(fits).copied().collect()
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
