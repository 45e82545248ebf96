//! Facts of MITRE ATT&CK: names, tactics and prevalence of techniques, from the file that the site carries.

use crate::domain::vocabulary::{Tactic, TacticSet};
use std::collections::{HashMap, HashSet};
use watchfloor_text::raw::{Key, Raw, read_members};

/// How often a technique id may have been replaced by another; the longest chain known has two links.
const REPLACEMENTS_MAX: usize = 8;

/// What is known of one technique.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Technique {
    /// Its name, without that of its parent: `LSASS Memory`.
    pub name: String,
    /// The tactics that it serves.
    pub tactics: TacticSet,
    /// How many groups are recorded as using it.
    pub groups: u32,
}

/// How widely a technique is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prevalence {
    /// How many groups are recorded as using it.
    pub groups: u32,
    /// The number is a lower bound: the technique has sub-techniques, and groups of both may differ.
    pub at_least: bool,
}

/// All techniques by id.
#[derive(Clone, Debug, Default)]
pub struct AttackFacts {
    source: String,
    techniques: HashMap<String, Technique>,
    revoked: HashMap<String, String>,
    /// The largest number of groups among the sub-techniques of a technique.
    largest_sub: HashMap<String, u32>,
    /// Mitigations by id: the name, and against which techniques each is recorded.
    mitigations: HashMap<String, (String, HashSet<String>)>,
}

impl AttackFacts {
    /// Reads the file; `None` where it is not the JSON that it must be. By hand, since the widgets on other pages read it
    /// too and would have to bring a derived reader.
    pub fn read(text: &str) -> Option<Self> {
        let mut members = Vec::new();
        read_members(text, &mut members).ok()?;
        let file = Members(members);
        let mut facts = Self { source: file.text("source")?, ..Self::default() };
        for (old, new) in file.get("revoked")?.members() {
            facts.revoked.insert(old.as_str().to_owned(), string(new)?);
        }
        for raw in file.get("mitigations").map(Raw::list).unwrap_or_default() {
            let line = Members(raw.members());
            let against = line.texts("techniques")?.into_iter().collect();
            facts.mitigations.insert(line.text("id")?, (line.text("name")?, against));
        }
        for raw in file.get("techniques")?.list() {
            facts.take_technique(&Members(raw.members()))?;
        }
        Some(facts)
    }

    fn take_technique(&mut self, line: &Members<'_>) -> Option<()> {
        let (id, groups) = (line.text("id")?, line.get("groups")?.json().parse().ok()?);
        if let Some((parent, _)) = id.split_once('.') {
            let largest = self.largest_sub.entry(parent.to_owned()).or_default();
            *largest = (*largest).max(groups);
        }
        let tactics = line.texts("tactics")?.iter().filter_map(|name| Tactic::parse(name)).collect();
        self.techniques.insert(id, Technique { name: line.text("name")?, tactics, groups });
        Some(())
    }

    /// Whose facts these are, as their terms of use ask for.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// All techniques with their ids, in no particular order.
    pub fn techniques(&self) -> impl Iterator<Item = (&str, &Technique)> {
        self.techniques.iter().map(|(id, technique)| (id.as_str(), technique))
    }

    /// A technique, an old id followed to the one that replaced it.
    pub fn technique(&self, id: &str) -> Option<&Technique> {
        self.techniques.get(self.current(id)?)
    }

    /// The name of a technique; a sub-technique with its parent before it: `OS Credential Dumping: LSASS Memory`.
    pub fn full_name(&self, id: &str) -> Option<String> {
        let id = self.current(id)?;
        let own = &self.techniques.get(id)?.name;
        let parent = id.split_once('.').and_then(|(parent, _)| self.techniques.get(parent));
        Some(parent.map_or_else(|| own.clone(), |parent| format!("{}: {own}", parent.name)))
    }

    /// How widely a technique is used. For one with sub-techniques "at least" the largest of its own number and
    /// theirs, since groups are recorded with either and may be the same ones.
    pub fn prevalence(&self, id: &str) -> Option<Prevalence> {
        let id = self.current(id)?;
        let own = self.techniques.get(id)?.groups;
        let sub = self.largest_sub.get(id);
        Some(Prevalence { groups: sub.map_or(own, |sub| own.max(*sub)), at_least: sub.is_some() })
    }

    /// The name of a mitigation.
    pub fn mitigation(&self, id: &str) -> Option<&str> {
        self.mitigations.get(id).map(|(name, _)| name.as_str())
    }

    /// Whether a mitigation is recorded against a technique, or against its parent.
    pub fn mitigates(&self, mitigation: &str, technique: &str) -> bool {
        let (Some((_, against)), Some(id)) = (self.mitigations.get(mitigation), self.current(technique))
        else {
            return false;
        };
        against.contains(id) || id.split_once('.').is_some_and(|(parent, _)| against.contains(parent))
    }

    /// The id that holds now, old ones followed to those that replaced them.
    pub fn current<'a>(&'a self, id: &str) -> Option<&'a str> {
        let mut id = id.trim();
        for _ in 0..REPLACEMENTS_MAX {
            if let Some((known, _)) = self.techniques.get_key_value(id) {
                return Some(known);
            }
            id = self.revoked.get(id)?;
        }
        None
    }
}

/// The members of an object of the file.
struct Members<'a>(Vec<(Key<'a>, Raw<'a>)>);

impl<'a> Members<'a> {
    fn get(&self, name: &str) -> Option<Raw<'a>> {
        self.0.iter().find(|(key, _)| key.as_str() == name).map(|(_, raw)| *raw)
    }

    fn text(&self, name: &str) -> Option<String> {
        string(self.get(name)?)
    }

    fn texts(&self, name: &str) -> Option<Vec<String>> {
        self.get(name)?.list().into_iter().map(string).collect()
    }
}

fn string(raw: Raw<'_>) -> Option<String> {
    raw.string().map(|text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> AttackFacts {
        AttackFacts::read(include_str!("../../public/attack.json")).unwrap()
    }

    #[test]
    fn knows_what_mitigates_what() {
        let facts = facts();
        assert_eq!(facts.mitigation("M1032"), Some("Multi-factor Authentication"));
        assert!(facts.mitigates("M1032", "T1110.003"));
        assert!(!facts.mitigates("M1032", "T1003"));
        assert!(!facts.mitigates("M9999", "T1110"));
        // Every mitigation that a recommendation names is one of ATT&CK against one of its techniques.
        for entry in crate::domain::readiness::RECOMMENDATIONS.iter().filter(|it| !it.mitigation.is_empty()) {
            let is_recorded = |technique: &&str| {
                let subs = facts.techniques().filter(|(id, _)| id.starts_with(*technique));
                subs.map(|(id, _)| id).any(|id| facts.mitigates(entry.mitigation, id))
            };
            assert!(entry.techniques.iter().all(is_recorded), "{}", entry.key);
        }
    }

    #[test]
    fn every_topic_of_controls_has_its_mitigation_with_a_name_and_against_its_techniques() {
        let facts = facts();
        for topic in crate::domain::control_topics::topics() {
            let mitigation = topic.mitigation;
            assert!(facts.mitigation(mitigation).is_some_and(|name| !name.is_empty()), "{mitigation}");
            let is_recorded = |technique: &str| {
                let own = |id: &str| {
                    id == technique || id.strip_prefix(technique).is_some_and(|sub| sub.starts_with('.'))
                };
                facts.techniques().any(|(id, _)| own(id) && facts.mitigates(mitigation, id))
            };
            assert!(
                topic.techniques.iter().any(|it| is_recorded(it)),
                "{mitigation} against none of its techniques"
            );
        }
    }

    #[test]
    fn knows_names_tactics_and_groups() {
        let facts = facts();
        let lsass = facts.technique("T1003.001").unwrap();
        assert_eq!((lsass.name.as_str(), lsass.groups), ("LSASS Memory", 42));
        assert_eq!(lsass.tactics.iter().collect::<Vec<_>>(), [Tactic::CredentialAccess]);
        assert_eq!(facts.full_name("T1003.001").unwrap(), "OS Credential Dumping: LSASS Memory");
        assert!(facts.source().contains("The MITRE Corporation"));
    }

    #[test]
    fn a_parent_is_used_by_at_least_as_many_as_its_sub_techniques() {
        let facts = facts();
        assert_eq!(facts.prevalence("T1003.001"), Some(Prevalence { groups: 42, at_least: false }));
        assert_eq!(facts.prevalence("T1003"), Some(Prevalence { groups: 42, at_least: true }));
        assert_eq!(facts.technique("T1003").map(|technique| technique.groups), Some(13));
    }

    #[test]
    fn follows_replaced_ids_and_knows_no_others() {
        let facts = facts();
        assert_eq!(facts.full_name("T1002"), facts.full_name("T1560"));
        assert!(facts.full_name("T1073").is_some(), "a replacement that was replaced itself");
        assert_eq!(facts.full_name("T9999"), None);
        assert_eq!(facts.prevalence(""), None);
    }

    #[test]
    fn every_technique_serves_a_tactic_and_every_old_id_leads_somewhere() {
        let facts = facts();
        assert!(facts.techniques.values().all(|technique| !technique.tactics.is_empty()));
        assert!(facts.revoked.keys().all(|old| facts.technique(old).is_some()));
        assert_eq!(facts.techniques.len(), 691);
    }

    #[test]
    fn a_circle_of_replacements_ends() {
        let text = r#"{"source":"","techniques":[],"revoked":{"T1":"T2","T2":"T1"}}"#;
        assert_eq!(AttackFacts::read(text).unwrap().technique("T1"), None);
    }
}
