//! What is said of an incident: classification, tags, comments.

use crate::world::*;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::ids::CommentId;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::settings::Permissions;
use watchfloor::domain::vocabulary::{Classification as C, Determination as D};
use watchfloor::domain::work::Visibility;

/// Given these steps in full response, when this is asked of the incident `1`, then this is the answer.
#[track_caller]
fn check(given: &[Step], when: Step, then: &str) -> World {
    check_in(World::serving(), given, when, then)
}

#[track_caller]
fn check_in(world: World, given: &[Step], when: Step, then: &str) -> World {
    let mut world = world.given(given);
    assert_eq!(told(&world.ask(when)), then);
    world
}

fn classify(classification: C, determination: D) -> Act {
    Act::Classify { classification, determination }
}

// Classification.

#[test]
fn only_pairs_of_the_table_exist() {
    for classification in [C::TruePositive, C::FalsePositive, C::InformationalExpectedActivity] {
        for determination in D::ALL {
            let fits =
                *determination == D::Unknown || classification.determinations().contains(determination);
            let then = if fits {
                format!("classified {}/{}", classification.as_str(), determination.as_str())
            } else {
                "no: the determination does not go with the classification".into()
            };
            check(&[], analyst(classify(classification.clone(), determination.clone())), &then);
        }
    }
    check(
        &[],
        analyst(classify(C::Unknown, D::Malware)),
        "no: the determination does not go with the classification",
    );
    check(&[], analyst(classify(C::Unknown, D::Unknown)), "no: nothing would change");
    check(
        &[],
        advisor(classify(C::TruePositive, D::Malware)),
        "no: needs the role administrator or analyst or expert",
    );
}

#[test]
fn what_waits_for_the_customer_stays_a_true_positive() {
    let phishing = classify(C::TruePositive, D::Phishing);
    check(&your_turn(), expert(phishing.clone()), "classified truePositive/phishing");
    check(&your_turn(), analyst(phishing), "no: needs the role expert");
    let benign = classify(C::FalsePositive, D::NotMalicious);
    check(
        &your_turn(),
        expert(benign.clone()),
        "no: the published response says true positive; publish another conclusion instead",
    );
    check(&finished(), expert(benign.clone()), "classified falsePositive/notMalicious");
    check(&finished(), analyst(benign), "classified falsePositive/notMalicious");
}

#[test]
fn an_expert_classifies_only_what_may_be_investigated() {
    let mut world = World::serving();
    world.change(|settings| {
        settings.permissions = Permissions { investigate: false, respond: false, all_devices: true }
    });
    check_in(
        world,
        &[],
        expert(classify(C::TruePositive, D::Malware)),
        "no: the experts may not investigate: Security Reader is not granted",
    );
}

// Tags and comments.

#[test]
fn people_give_and_take_tags() {
    let add = |tag: &str| Act::AddTag { tag: tag.into() };
    let remove = |tag: &str| Act::RemoveTag { tag: tag.into() };
    check(&[], analyst(add(" vip ")), "tag +vip");
    check(&[], expert(add("vip")), "tag +vip");
    check(&[], advisor(add("vip")), "no: needs the role administrator or analyst or expert");
    check(&[analyst(add("vip"))], analyst(add("VIP")), "no: nothing would change");
    check(&[analyst(add("vip"))], analyst(remove("vip")), "tag -vip");
    check(&[analyst(add("vip"))], analyst(remove("VIP")), "tag -vip");
    check(&[], analyst(remove("vip")), "no: nothing would change");
    check(&[], analyst(add("  ")), "no: tag is missing");
    check(&[], analyst(add(&"x".repeat(101))), "no: tag is longer than 100 characters");
    for tag in ["Defender Experts", "defender experts "] {
        check(&[], analyst(add(tag)), "no: this tag is given by the system");
        check(&finished(), analyst(remove(tag)), "no: this tag is given by the system");
    }
    let tagged = IncidentRecord { custom_tags: vec!["old".into()], ..incident("1") };
    let world = check_in(World::with(tagged), &[], analyst(remove("old")), "tag -old");
    assert!(world.one().tags().is_empty());
    let world = check_in(world, &[], analyst(add("old")), "tag +old");
    assert_eq!(world.one().tags(), ["old"]);
}

#[test]
fn everybody_comments() {
    let say = |id: &str, text: &str| Act::Comment {
        id: CommentId::new(id).unwrap(),
        text: text.into(),
        visibility: Visibility::Shared,
    };
    check(&[], advisor(say("c", "hello")), "comment c (Shared)");
    check(&finished(), analyst(say("c", "hello")), "comment c (Shared)");
    check(&[], analyst(say("c", " \n")), "no: text is missing");
    check(&[analyst(say("c", "hello"))], analyst(say("c", "again")), "no: nothing would change");
    check(&[], analyst(say("c", &"é".repeat(30_000))), "comment c (Shared)");
    check(&[], analyst(say("c", &"é".repeat(30_001))), "no: the text is longer than 30000 characters");
}
