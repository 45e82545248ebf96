//! How many known groups use a technique, as the score knows it, against the facts that the site carries.

use watchfloor::analytics::spread::{MANY_OVER, SOME_OVER, Spread, spread};
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
        let Some(known) = facts.prevalence(id) else { continue };
        let expected = match known.groups {
            groups if groups > MANY_OVER => Spread::Many,
            groups if groups > SOME_OVER => Spread::Some,
            _ => Spread::Few,
        };
        assert_eq!(spread(id), expected, "{id}: {}", known.groups);
        assert_eq!(spread(&id.to_lowercase()), expected, "{id} in small letters");
    }
    assert_eq!(spread("T9999"), Spread::Few, "used by no group that is known");
}
