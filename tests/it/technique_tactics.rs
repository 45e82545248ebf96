//! The tactic of a technique, as briefs know it, against the facts that the site carries.

use watchfloor::domain::technique_tactics::tactic_of_technique;
use watchfloor::formats::attack::AttackFacts;

#[test]
fn the_short_list_says_what_the_facts_say() {
    let text = include_str!("../../public/attack.json");
    let facts = AttackFacts::read(text).unwrap();
    let file: serde_json::Value = serde_json::from_str(text).unwrap();
    let old = file["revoked"].as_object().unwrap().keys().map(String::as_str);
    let ids: Vec<&str> = facts.techniques().map(|(id, _)| id).chain(old).collect();
    assert!(ids.len() > 800, "{}", ids.len());
    for id in ids {
        let Some(known) = facts.technique(id) else { continue };
        assert_eq!(tactic_of_technique(id), known.tactics.iter().next(), "{id}");
        assert_eq!(
            tactic_of_technique(&id.to_lowercase()),
            known.tactics.iter().next(),
            "{id} in small letters"
        );
    }
    for unknown in ["T9999", "", "T", "Execution"] {
        assert_eq!(tactic_of_technique(unknown), None, "{unknown}");
    }
}
