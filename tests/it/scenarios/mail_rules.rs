//! Rules of incident mails: service.md 1.4, "generic incident e-mail rules of the portal".

use super::messages::{act, check, lines, outbox};
use crate::world::*;
use watchfloor::analytics::notices::{Notice, Standing, Trigger};
use watchfloor::domain::experts::ExpertsCommand as Act;
use watchfloor::domain::experts::delivery::{Channel, Outcome};
use watchfloor::domain::experts::mail_rule::{MailTerms, RECIPIENTS_MAX, RULES_MAX};
use watchfloor::domain::ids::MailRuleId;
use watchfloor::domain::people::Role::{Administrator, Advisor, Analyst, Expert};
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::time::{DAY_MS, MINUTE_MS};
use watchfloor::domain::vocabulary::Severity;

fn id(text: &str) -> MailRuleId {
    MailRuleId::new(text).unwrap()
}

/// A rule that tells of everything.
fn terms(name: &str) -> MailTerms {
    MailTerms {
        name: name.into(),
        on: true,
        from: at("2026-04-01T00:00:00Z"),
        once: true,
        recipients: vec!["desk@contoso.example".into()],
        ..MailTerms::default()
    }
}

fn save(name: &str, terms: MailTerms) -> Act {
    Act::SaveMailRule { id: id(name), terms: Box::new(terms) }
}

fn remove(name: &str) -> Act {
    Act::RemoveMailRule { id: id(name) }
}

fn told_by_rules(world: &World) -> Vec<Notice> {
    let mut all = outbox(world, world.now);
    all.retain(|it| it.trigger == Trigger::Rule);
    all
}

#[test]
fn who_makes_changes_and_removes_a_rule() {
    let world = World::serving();
    let to = |addresses: &[&str]| MailTerms {
        recipients: addresses.iter().map(|it| (*it).to_owned()).collect(),
        ..terms("All")
    };
    let many: Vec<String> = (0..=RECIPIENTS_MAX).map(|at| format!("a{at}@b.example")).collect();
    let saved = check(&world, (Administrator, save("r", terms("All"))), "rule r All");
    for (role, what, then) in [
        (Analyst, save("r", terms("Some")), "no: needs the role administrator"),
        (Expert, save("r", terms("Some")), "no: needs the role administrator"),
        (Advisor, remove("r"), "no: needs the role administrator"),
        (Administrator, save("r", terms("All")), "no: nothing would change"),
        (Administrator, save("r", terms(" ")), "no: name is missing"),
        (Administrator, save("q", terms("all ")), "no: name is there already"),
        (Administrator, save("r", to(&[])), "no: recipients is missing"),
        (Administrator, save("r", to(&["desk"])), "no: recipients is not an e-mail address"),
        (
            Administrator,
            save("r", to(&["a@b.example\r\nBcc: c@d.example"])),
            "no: recipients is not an e-mail address",
        ),
        (
            Administrator,
            save("r", MailTerms { recipients: many, ..terms("All") }),
            "no: recipients is not an e-mail address",
        ),
        (
            Administrator,
            save("r", MailTerms { sources: vec![" ".into()], ..terms("All") }),
            "no: sources is missing",
        ),
        (Administrator, save("r", MailTerms { on: false, ..terms("All") }), "rule r All"),
        (Administrator, save("q", terms("Others")), "rule q Others"),
        (Administrator, remove("q"), "no: there is no such rule"),
        (Administrator, remove("r"), "rule r gone"),
    ] {
        check(&saved, (role, what), then);
    }
    let mut full = world;
    for at in 0..RULES_MAX {
        full.must(act(Administrator, save(&format!("r{at}"), terms(&format!("Rule {at}")))));
    }
    check(
        &full,
        (Administrator, save("more", terms("More"))),
        &format!("no: there can be at most {RULES_MAX}"),
    );
}

#[test]
fn a_rule_tells_of_what_meets_all_its_conditions() {
    // High, Defender for Endpoint, a device of the group Clients, created on 30 April 2026 at 20:00.
    let world = World::serving();
    let words = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    for (what, terms, then) in [
        ("everything", terms("r"), true),
        ("high", MailTerms { severities: vec![Severity::High, Severity::Low], ..terms("r") }, true),
        ("low", MailTerms { severities: vec![Severity::Low], ..terms("r") }, false),
        ("source", MailTerms { sources: words(&["MicrosoftDefenderForEndpoint"]), ..terms("r") }, true),
        ("other source", MailTerms { sources: words(&["microsoftSentinel"]), ..terms("r") }, false),
        ("group", MailTerms { groups: words(&["clients", "Servers"]), ..terms("r") }, true),
        ("other group", MailTerms { groups: words(&["Servers"]), ..terms("r") }, false),
        (
            "both or nothing",
            MailTerms { groups: words(&["Clients"]), sources: words(&["microsoftSentinel"]), ..terms("r") },
            false,
        ),
        ("from then", MailTerms { from: at("2026-04-30T20:00:00Z"), ..terms("r") }, true),
        ("from later", MailTerms { from: at("2026-04-30T20:00:01Z"), ..terms("r") }, false),
        ("off", MailTerms { on: false, ..terms("r") }, false),
    ] {
        let mut world = world.clone();
        world.must(act(Administrator, save("r", terms)));
        assert_eq!(!told_by_rules(&world).is_empty(), then, "{what}");
    }
}

#[test]
fn one_mail_for_each_incident_or_one_for_each_change() {
    let mut world = World::serving();
    world.must(act(Administrator, save("once", terms("Once"))));
    world.must(act(Administrator, save("each", MailTerms { once: false, ..terms("Each") })));
    let all = told_by_rules(&world);
    assert_eq!(lines(&all), ["rule desk due", "rule desk due"]);
    assert!(all.iter().all(|it| it.channel == Channel::Mail));
    for notice in all {
        world.must(act(Analyst, super::messages::record(&notice.key, Outcome::Handed)));
    }
    let newer = IncidentRecord { last_update_date_time: world.now, ..incident("1") };
    world.import(&[newer]);
    assert_eq!(
        lines(&told_by_rules(&world)),
        ["rule desk left", "rule desk due"],
        "the change is told by one"
    );
    // A rule that was taken away and comes back tells nobody twice.
    world.must(act(Administrator, remove("once")));
    world.must(act(Administrator, save("once", terms("Once"))));
    assert_eq!(lines(&told_by_rules(&world))[0], "rule desk left");
}

#[test]
fn one_mail_goes_to_all_and_old_news_is_no_news() {
    let mut world = World::serving();
    let recipients = vec!["desk@contoso.example".to_owned(), "lead@contoso.example".to_owned()];
    world.must(act(Administrator, save("r", MailTerms { recipients, ..terms("r") })));
    let all = told_by_rules(&world);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].to.as_ref().unwrap().email, "desk@contoso.example, lead@contoso.example");
    world.now = world.now.plus_millis(31 * DAY_MS + MINUTE_MS);
    let late = told_by_rules(&world);
    assert!(late.iter().all(|it| it.standing == Standing::Lapsed) && late.len() == 1, "{late:?}");
    world.now = world.now.plus_millis(30 * DAY_MS);
    assert!(told_by_rules(&world).is_empty());
}
