//! Every command at every stage by every role: what it leads to, or why not, written out in `transitions.txt`.

use crate::world::*;
use std::fmt::Write as _;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::ids::CommentId;
use watchfloor::domain::people::{Party, Role};
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::response::{ActionKind, ActionPlan};
use watchfloor::domain::vocabulary::{AlertStatus, Classification as C, Determination as D};
use watchfloor::domain::work::{PauseReason, Stage, Visibility};

/// The whole product as it was reviewed.
const REVIEWED: &str = include_str!("transitions.txt");

/// The incident `1` at each stage. From investigation on its response has `a`, by hand, and `x`, at one press; on your
/// turn also `n`, which is not published yet.
fn stages() -> Vec<(&'static str, Stage, World)> {
    let prepared = || {
        let plans = [expert(summary("malware")), expert(by_hand("a")), expert(one_press("x"))];
        World::serving().given(&worked()).given(&plans)
    };
    let published = || prepared().given(&[expert(publish())]);
    let ask = Act::AskApproval { action: action("x"), note: "may we".into() };
    let asked = || prepared().given(&[expert(ask.clone())]);
    let answer = |yes| Act::AnswerApproval { action: action("x"), yes, note: "no night shift".into() };
    let done = || published().given(&[analyst(complete("a")), expert(complete("x"))]);
    let mine = Act::AssignToTeam { person: Some("Ana".into()), party: Some(Party::Customer) };
    let merged = IncidentRecord { redirect_incident_id: Some("2".into()), ..incident("1") };
    vec![
        ("new", Stage::New, World::serving()),
        ("with the team", Stage::OwnTeam, World::serving().given(&[analyst(mine)])),
        ("with the team, reopened with its response", Stage::OwnTeam, done().given(&[analyst(reopen())])),
        ("waiting for experts", Stage::WaitingForExperts, World::serving().given(&taken())),
        ("being worked", Stage::BeingWorked, prepared()),
        ("being worked, published", Stage::BeingWorked, published().given(&[analyst(complete("a"))])),
        ("your turn", Stage::YourTurn, published().given(&[expert(by_hand("n"))])),
        ("your turn, begun", Stage::YourTurn, published().given(&[analyst(begin("a")), expert(begin("x"))])),
        ("your turn, failed", Stage::YourTurn, published().given(&[analyst(fail("a")), expert(fail("x"))])),
        ("your turn, skipped by the experts", Stage::YourTurn, published().given(&[expert(skip("x"))])),
        ("your turn, done by the experts", Stage::YourTurn, published().given(&[expert(complete("x"))])),
        ("being worked, asked", Stage::BeingWorked, asked()),
        ("being worked, allowed", Stage::BeingWorked, asked().given(&[analyst(answer(true))])),
        ("being worked, refused", Stage::BeingWorked, asked().given(&[analyst(answer(false))])),
        ("finished by experts", Stage::FinishedByExperts, done()),
        ("resolved", Stage::Resolved, World::serving().given(&[analyst(resolve())])),
        ("redirected", Stage::Redirected, World::with(merged)),
    ]
}

fn withdraw(id: &str) -> Act {
    Act::WithdrawAction { action: action(id) }
}

/// Words a step by hand another way.
fn changed(id: &str) -> Act {
    let plan = ActionPlan { instructions: "Ask twice".into(), ..plan(id, ActionKind::Text) };
    Act::ChangeAction { plan: Box::new(plan) }
}

fn apply(playbook: &str) -> Act {
    Act::ApplyPlaybook { playbook: playbook.into(), seed: action("s"), found: Vec::new() }
}

/// Every command, those on actions once for each side's.
fn acts() -> Vec<(String, Act)> {
    let assign = |party, person: Option<&str>| Act::AssignToTeam { party, person: person.map(Into::into) };
    let publish = |classification, determination| Act::Publish { classification, determination };
    let classify = |classification, determination| Act::Classify { classification, determination };
    let pause = |until: &str| {
        let reason = PauseReason::Evidence;
        Act::PauseClock { until: at(until), reason, note: String::new() }
    };
    let mut acts = vec![
        ("take", Act::TakeByExperts),
        ("investigate", Act::start()),
        ("assign to Max of the experts", assign(Some(Party::Experts), Some("Max"))),
        ("assign to Kim of the customer", assign(Some(Party::Customer), Some("Kim"))),
        ("assign to nobody", assign(None, None)),
        ("summary", summary("more")),
        ("plan p", by_hand("p")),
        ("change a", changed("a")),
        ("change n", changed("n")),
        ("withdraw a", withdraw("a")),
        ("withdraw n", withdraw("n")),
        ("publish a threat", publish(C::TruePositive, D::Phishing)),
        ("publish no threat", publish(C::FalsePositive, D::NotMalicious)),
        ("classify a threat", classify(C::TruePositive, D::Phishing)),
        ("classify no threat", classify(C::FalsePositive, D::NotMalicious)),
        ("tag", Act::AddTag { tag: "vip".into() }),
        ("untag", Act::RemoveTag { tag: "vip".into() }),
        (
            "comment",
            Act::Comment {
                id: CommentId::new("c").unwrap(),
                text: "hello".into(),
                visibility: Visibility::Internal,
            },
        ),
        ("apply a playbook", apply("malware-device")),
        ("apply no playbook", apply("none")),
        ("change a comment", Act::EditComment { id: CommentId::new("c").unwrap(), text: "more".into() }),
        (
            "resolve an alert",
            Act::ManageAlert { alert: "a-1".into(), status: Some(AlertStatus::Resolved), verdict: None },
        ),
        ("hand over", Act::HandOver { to: "Responders".into(), reason: "encrypted".into() }),
        ("resolve", resolve()),
        ("resolve by force", Act::Resolve { note: "done".into(), force: true }),
        ("reopen", reopen()),
        ("pause the clock", pause("2026-06-01T00:00:00Z")),
        ("pause to the past", pause(DAWN)),
        ("resume the clock", Act::ResumeClock),
    ];
    for id in ["a", "x"] {
        acts.extend(acts_on(id));
    }
    let name = |(name, act): (&str, Act)| match &act {
        Act::StartAction { action }
        | Act::CompleteAction { action, .. }
        | Act::FailAction { action, .. }
        | Act::SkipAction { action, .. }
        | Act::ReopenAction { action }
        | Act::AdvanceAction { action, .. }
        | Act::FailActionOn { action, .. }
        | Act::SkipActionOn { action, .. }
        | Act::SnoozeAction { action, .. }
        | Act::DelegateAction { action, .. }
        | Act::AskApproval { action, .. }
        | Act::AnswerApproval { action, .. } => (format!("{name} {action}"), act),
        _ => (name.to_owned(), act),
    };
    acts.into_iter().map(name).collect()
}

/// Every command on an action.
fn acts_on(id: &str) -> Vec<(&'static str, Act)> {
    vec![
        ("begin", begin(id)),
        ("complete", complete(id)),
        ("fail", fail(id)),
        ("skip", skip(id)),
        ("again", again(id)),
        (
            "done on ws-1",
            Act::AdvanceAction { action: action(id), assets: vec!["ws-1".into()], note: "done".into() },
        ),
        ("failed on ws-1", fail_on(id, &["ws-1"])),
        ("skip on ws-1", skip_on(id, &["ws-1"])),
        ("snooze", Act::SnoozeAction { action: action(id), until: Some(at("2026-06-01T00:00:00Z")) }),
        ("snooze to the past", Act::SnoozeAction { action: action(id), until: Some(at(DAWN)) }),
        ("delegate", Act::DelegateAction { action: action(id), to: "Kim".into(), note: String::new() }),
        ("ask", Act::AskApproval { action: action(id), note: "may we".into() }),
        ("say yes", Act::AnswerApproval { action: action(id), yes: true, note: String::new() }),
        ("say no", Act::AnswerApproval { action: action(id), yes: false, note: "not now".into() }),
    ]
}

/// Whether a command is among those that are walked. A new one does not compile until it is.
fn is_walked(act: &Act) -> bool {
    match act {
        Act::TakeByExperts
        | Act::StartInvestigation { .. }
        | Act::AssignToTeam { .. }
        | Act::SaveSummary { .. }
        | Act::PlanAction { .. }
        | Act::ChangeAction { .. }
        | Act::WithdrawAction { .. }
        | Act::Publish { .. }
        | Act::StartAction { .. }
        | Act::CompleteAction { .. }
        | Act::FailAction { .. }
        | Act::SkipAction { .. }
        | Act::ReopenAction { .. }
        | Act::Classify { .. }
        | Act::AddTag { .. }
        | Act::RemoveTag { .. }
        | Act::Comment { .. }
        | Act::Resolve { .. }
        | Act::Reopen { .. }
        | Act::AdvanceAction { .. }
        | Act::FailActionOn { .. }
        | Act::SkipActionOn { .. }
        | Act::SnoozeAction { .. }
        | Act::DelegateAction { .. }
        | Act::AskApproval { .. }
        | Act::AnswerApproval { .. }
        | Act::ApplyPlaybook { .. }
        | Act::EditComment { .. }
        | Act::ManageAlert { .. }
        | Act::HandOver { .. }
        | Act::PauseClock { .. }
        | Act::ResumeClock => true,
    }
}

/// How many commands there are in [`is_walked`].
const COMMANDS: usize = 32;

#[test]
fn no_command_is_left_out() {
    let acts = acts();
    assert!(acts.iter().all(|(_, act)| is_walked(act)));
    let kinds: std::collections::HashSet<_> =
        acts.iter().map(|(_, act)| std::mem::discriminant(act)).collect();
    assert_eq!(kinds.len(), COMMANDS);
}

/// The answers of one command at one stage, roles with the same answer together.
fn answers(world: &World, act: &Act) -> Vec<(Vec<Role>, String)> {
    let mut answers: Vec<(Vec<Role>, String)> = Vec::new();
    for role in Role::ALL {
        let mut asked = world.clone();
        let answer = told(&asked.ask(by(role, act.clone())));
        let refused = answer.starts_with("no: ");
        assert_eq!(asked.state == world.state, refused, "an answer of yes changes something: {answer}");
        match answers.iter_mut().find(|(_, known)| *known == answer) {
            Some((roles, _)) => roles.push(role),
            None => answers.push((vec![role], answer)),
        }
    }
    answers
}

fn product() -> String {
    let mut text = String::new();
    for (name, stage, world) in stages() {
        assert_eq!(world.one().stage(), stage, "{name}");
        writeln!(text, "# {name}").unwrap();
        for (act_name, act) in acts() {
            for (roles, answer) in answers(&world, &act) {
                let roles: Vec<_> = roles.into_iter().map(Role::as_str).collect();
                let roles = if roles.len() == Role::ALL.len() { "all".into() } else { roles.join(" ") };
                writeln!(text, "{act_name:<30} {roles:<30} {answer}").unwrap();
            }
        }
        writeln!(text).unwrap();
    }
    text
}

/// A change of the rules shows here as a change of the lines that it touches. After a review of them, `BLESS=1` with
/// this test writes the file anew.
#[test]
fn every_command_at_every_stage_by_every_role() {
    let product = product();
    if std::env::var_os("BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/scenarios/transitions.txt");
        std::fs::write(path, &product).unwrap();
        return;
    }
    for (number, (now, reviewed)) in product.lines().zip(REVIEWED.lines()).enumerate() {
        assert_eq!(now, reviewed, "line {} of transitions.txt", number + 1);
    }
    assert_eq!(product.lines().count(), REVIEWED.lines().count());
}

/// The sentences are for people: short, and in words that are not those of the source code.
#[test]
fn every_refusal_is_a_sentence() {
    let sentences: std::collections::BTreeSet<&str> =
        REVIEWED.lines().filter_map(|line| line.split_once("no: ")).map(|(_, sentence)| sentence).collect();
    assert!(sentences.len() > 15, "{sentences:?}");
    for sentence in sentences {
        assert!((10..=100).contains(&sentence.chars().count()), "{sentence}");
        assert!(!sentence.ends_with('.') && !sentence.contains("::"), "{sentence}");
        let words = sentence
            .split(' ')
            .filter(|word| !matches!(*word, "Security" | "Reader" | "Operator" | "`Action"));
        for word in words {
            assert!(!word.chars().any(char::is_uppercase), "{word} in {sentence}");
        }
    }
}
