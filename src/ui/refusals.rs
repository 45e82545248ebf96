//! Refusals and field problems in the words of the interface.

use super::naming;
use super::text::text;
use crate::domain::people::Role;
use crate::domain::phase::Phase;
use crate::domain::ranges::range_of;
use crate::domain::refusal::{FieldProblem, Permission, Problem, Refusal};
use std::ops::RangeInclusive;

/// So many different problems are told in one breath.
const PROBLEMS_SAID_MAX: usize = 3;

/// The sentence for a refusal: what stands against it and, where a role is missing, who has it.
pub fn refusal(refusal: &Refusal) -> String {
    let plain = |key: &str| text(&format!("refusal.{key}"), &[]);
    let count = |key: &str, n: usize| text(&format!("refusal.{key}"), &[("n", n.into())]);
    match refusal {
        Refusal::NeedsRole(roles) => {
            let names: Vec<String> = roles.iter().copied().map(naming::role).collect();
            text("refusal.needs-role", &[("roles", one_of(&names).into())])
        }
        Refusal::NeedsPermission(Permission::Investigate) => plain("needs-investigate"),
        Refusal::NeedsPermission(Permission::Respond) => plain("needs-respond"),
        Refusal::Fields(problems) => fields(problems),
        Refusal::NoSuchReview => plain("no-review"),
        Refusal::ReviewSigned => plain("review-signed"),
        Refusal::TooManyPoints(most) => count("too-many-points", *most),
        Refusal::NoSuchIncident => plain("no-incident"),
        Refusal::NoSuchAction => plain("no-action"),
        Refusal::WrongStage(stage) => naming::at_stage(*stage),
        Refusal::OutOfScope => plain("out-of-scope"),
        Refusal::DeviceGroupHidden(group) => text("refusal.device-group", &[("group", group.into())]),
        Refusal::WrongActionState => plain("wrong-action-state"),
        Refusal::AfterAction(title) => text("refusal.after", &[("title", title.into())]),
        Refusal::BeforeAction(title) => text("refusal.before", &[("title", title.into())]),
        Refusal::OtherParty => plain("other-party"),
        Refusal::OpenedByTeam => plain("opened-by-team"),
        Refusal::AssetExcluded(name) => text("refusal.excluded", &[("name", name.into())]),
        Refusal::NeedsApproval => plain("needs-approval"),
        Refusal::RuledOut => plain("ruled-out"),
        Refusal::ProposalOpen(who) => text("refusal.proposal-open", &[("who", who.into())]),
        Refusal::NoProposal => plain("no-proposal"),
        Refusal::OwnProposal => plain("own-proposal"),
        Refusal::NoSuchContact => plain("no-contact"),
        Refusal::NeedsReason => plain("needs-reason"),
        Refusal::NeedsNote => plain("needs-note"),
        Refusal::TextTooLong(chars) => count("too-long", *chars),
        Refusal::NotAPair => plain("not-a-pair"),
        Refusal::NeedsClassification => plain("needs-classification"),
        Refusal::NeedsDetermination => plain("needs-determination"),
        Refusal::ConclusionPublished => plain("conclusion-published"),
        Refusal::NeedsSummary => plain("needs-summary"),
        Refusal::AlreadyPublished => plain("already-published"),
        Refusal::ActionsOpen(open) => count("actions-open", *open),
        Refusal::WrongPhase(Phase::Monitoring) => plain("before-full-response"),
        Refusal::WrongPhase(phase) => text("refusal.wrong-phase", &[("phase", naming::phase(*phase).into())]),
        Refusal::GateClosed(gate) => text("refusal.gate-closed", &[("n", gate.met_count().into())]),
        Refusal::NoSuchRecommendation => plain("no-recommendation"),
        Refusal::AnsweredByGate => plain("answered-by-gate"),
        Refusal::AnsweredBySettings => plain("by-settings"),
        Refusal::NoSuchAsset => plain("no-asset"),
        Refusal::NoSuchRisk => plain("no-risk"),
        Refusal::NothingToDo => plain("nothing"),
        Refusal::TooMany(limit) => count("too-many", *limit),
        Refusal::SeverityNotWorked => plain("severity-not-worked"),
        Refusal::SystemTag => plain("system-tag"),
        Refusal::NothingToUndo => plain("nothing-to-undo"),
        Refusal::NotYours => plain("not-yours"),
        Refusal::ChangedSince => plain("changed-since"),
        Refusal::NoClock => plain("no-clock"),
        Refusal::NoSuchView => plain("no-view"),
        Refusal::Experts(refusal) => plain(refusal.key()),
        other => agreement(other),
    }
}

/// How many fields do not fit, and what is wrong with them, each once: where the fields are not on the screen, as with a
/// change that another person proposed, nothing else says it.
fn fields(problems: &[FieldProblem]) -> String {
    let mut said = vec![text("refusal.fields", &[("n", problems.len().into())])];
    for found in problems {
        let sentence = problem_of(found);
        if !said.contains(&sentence) && said.len() <= PROBLEMS_SAID_MAX {
            said.push(sentence);
        }
    }
    said.join(" ")
}

/// The sentence for what stands against an agreement or a playbook.
fn agreement(refusal: &Refusal) -> String {
    let plain = |key: &str| text(&format!("refusal.{key}"), &[]);
    match refusal {
        Refusal::NoSuchTarget => plain("no-target"),
        Refusal::PlannedAlready(title) => text("refusal.planned-already", &[("title", title.into())]),
        Refusal::InACircle(title) => text("refusal.in-a-circle", &[("title", title.into())]),
        Refusal::AskedAsItIs => plain("asked-as-it-is"),
        Refusal::TakenBackAlready(title) => text("refusal.taken-back", &[("title", title.into())]),
        Refusal::ApprovalOpen => plain("approval-open"),
        Refusal::ApprovalRefused(who) => text("refusal.approval-refused", &[("who", who.into())]),
        Refusal::NotAsked => plain("not-asked"),
        Refusal::NoSuchPlaybook => plain("no-playbook"),
        Refusal::Stale => plain("stale"),
        Refusal::NeedsConditions => plain("needs-conditions"),
        Refusal::NoSuchComment => plain("no-comment"),
        Refusal::NotTheWriter => plain("not-the-writer"),
        _ => plain("in-the-past"),
    }
}

/// The sentence at a field.
pub fn problem(problem: Problem) -> String {
    let plain = |key: &str| text(&format!("problem.{key}"), &[]);
    match problem {
        Problem::Missing => plain("missing"),
        Problem::TooLong(chars) => text("problem.too-long", &[("n", chars.into())]),
        Problem::NotAnEmail => plain("not-an-email"),
        Problem::NotAPhone => plain("not-a-phone"),
        Problem::NotHttps => plain("not-https"),
        Problem::Duplicate => plain("duplicate"),
        Problem::OutOfRange => plain("out-of-range"),
        Problem::RespondNeedsInvestigate => plain("respond-needs-investigate"),
        Problem::InThePast => plain("in-the-past"),
        Problem::WrongKind => plain("wrong-kind"),
        Problem::Contradicts => plain("contradicts"),
        Problem::UnknownGroup => plain("unknown-group"),
        Problem::OnPremisesOnly => plain("on-premises-only"),
        Problem::WrongCode => plain("wrong-code"),
        Problem::UnknownIncident => plain("unknown-incident"),
        Problem::NotATechnique => plain("not-a-technique"),
        Problem::UnknownFact => plain("unknown-fact"),
        Problem::NotAPeriod => plain("not-a-period"),
    }
}

/// The problem at one field of a refusal, in words.
pub fn at_field(refusal: Option<&Refusal>, field: &str) -> Option<String> {
    let Some(Refusal::Fields(problems)) = refusal else { return None };
    problems.iter().find(|found| found.field == field).map(problem_of)
}

/// What is wrong with a field; of a number also which would do.
fn problem_of(found: &FieldProblem) -> String {
    match found.problem {
        Problem::OutOfRange => out_of_range(&found.field),
        other => problem(other),
    }
}

/// Which numbers a field may have; for a field that holds none, that it is out of range.
pub fn out_of_range(field: &str) -> String {
    let number = |number: u32| crate::platform::intl::number(f64::from(number));
    let end = |list: &str| field.starts_with(list) && field.ends_with(".expires");
    match range_of(field).map(RangeInclusive::into_inner) {
        Some((from, u32::MAX)) => text("problem.at-least", &[("from", number(from).into())]),
        Some((from, to)) => {
            text("problem.range", &[("from", number(from).into()), ("to", number(to).into())])
        }
        None if end("exclusions") => text("problem.end-of-exclusion", &[]),
        None if end("access") => text("problem.end-of-access", &[]),
        None => problem(Problem::OutOfRange),
    }
}

/// The roles that would do, joined by the browser's list words.
fn one_of(names: &[String]) -> String {
    crate::platform::intl::either(names)
}

/// Roles that a sentence can name; here so that the order is the same everywhere.
pub fn role_names() -> Vec<(Role, String)> {
    Role::ALL.into_iter().map(|role| (role, naming::role(role))).collect()
}
