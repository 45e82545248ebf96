//! What a step of the story does, in words.

use crate::domain::command::{Command, IncidentCommand as Act};
use crate::domain::contact_notes::ContactNote;
use crate::domain::experts::ExpertsCommand;
use crate::domain::experts::advisor::AdvisorCommand;
use crate::domain::ids::{ActionId, IncidentId};
use crate::domain::onboarding::WizardStep;
use crate::domain::state::State;
use crate::domain::steering::SteeringCommand;
use crate::formats::script::Deed;
use crate::t;

/// What a step does, in words, before it is done.
pub(super) fn done(deed: &Deed, state: &State) -> String {
    match deed {
        Deed::TakeFiles(_) => t!("demo.did.files"),
        Deed::Ask(Command::Incident { incident, act }) => done_to(incident, act, state),
        Deed::Ask(Command::SaveOnboardingDraft { draft }) => set_up(draft.step),
        Deed::Ask(Command::SubmitOnboarding { .. }) => t!("demo.did.submit"),
        Deed::Ask(Command::SetReadinessAction { .. }) => t!("demo.did.readiness"),
        Deed::Ask(Command::StartMonitoring { .. }) => t!("demo.did.monitoring"),
        Deed::Ask(Command::StartFullResponse { .. }) => t!("demo.did.response"),
        Deed::Ask(Command::NoteContact { note, .. }) => noted(note),
        Deed::Ask(Command::SaveReview { .. }) => t!("demo.did.review"),
        Deed::Ask(Command::SignReview { .. }) => t!("demo.did.sign"),
        Deed::Ask(Command::Steer { act }) => steered(act),
        Deed::Ask(Command::Experts { act }) => done_together(act),
        Deed::Ask(_) => t!("demo.did.settings"),
    }
}

/// What was settled by whoever goes on to a step of the wizard.
fn set_up(next: WizardStep) -> String {
    match next {
        WizardStep::GetStarted | WizardStep::Permissions => t!("demo.did.setup"),
        WizardStep::Exclusions => t!("demo.did.permissions"),
        WizardStep::IncidentContacts => t!("demo.did.exclusions"),
        WizardStep::ReviewContacts => t!("demo.did.contacts"),
        WizardStep::Teams => t!("demo.did.reviewers"),
        WizardStep::Review | WizardStep::NextSteps => t!("demo.did.teams"),
    }
}

fn noted(note: &ContactNote) -> String {
    match note {
        ContactNote::Told => t!("demo.did.contact-told"),
        ContactNote::TestSent { .. } => t!("demo.did.contact-asked"),
        ContactNote::Answered { .. } => t!("demo.did.contact"),
    }
}

fn steered(act: &SteeringCommand) -> String {
    match act {
        SteeringCommand::NameCritical { name, .. } => t!("demo.did.critical", name = name),
        SteeringCommand::AgreeCritical { name, .. } => t!("demo.did.critical-agreed", name = name),
        SteeringCommand::RecordRisk { .. } => t!("demo.did.risk"),
        SteeringCommand::SettleRisk { .. } => t!("demo.did.risk-settled"),
        SteeringCommand::PlanReview { .. } | SteeringCommand::HoldReview { .. } => t!("demo.did.check-in"),
        _ => t!("demo.did.steer"),
    }
}

fn done_together(act: &ExpertsCommand) -> String {
    match act {
        ExpertsCommand::SaveHunt { .. } => t!("demo.did.hunt"),
        ExpertsCommand::AddFinding { .. } => t!("demo.did.finding"),
        ExpertsCommand::NotifyHunt { .. } | ExpertsCommand::EndHunt { .. } => t!("demo.did.hunt-end"),
        ExpertsCommand::Ask { .. } => t!("demo.did.ask"),
        ExpertsCommand::PlanCheckIn { .. } | ExpertsCommand::HoldCheckIn { .. } => t!("demo.did.check-in"),
        ExpertsCommand::Write { .. } => t!("demo.did.letter"),
        ExpertsCommand::RecordAll { .. } => t!("demo.did.told"),
        ExpertsCommand::SaveMailRule { .. } => t!("demo.did.rule"),
        ExpertsCommand::Advisor { act } => advised(act),
        _ => t!("demo.did.reply"),
    }
}

fn advised(act: &AdvisorCommand) -> String {
    match act {
        AdvisorCommand::SetCard { .. } => t!("demo.did.advisor"),
        AdvisorCommand::SaveLesson { .. } => t!("demo.did.lesson"),
        AdvisorCommand::SetLesson { .. } => t!("demo.did.lesson-held"),
        AdvisorCommand::SaveProduct { .. } => t!("demo.did.product"),
        AdvisorCommand::GiveFeedback { .. } => t!("demo.did.feedback"),
        AdvisorCommand::AnswerFeedback { .. } | AdvisorCommand::ResolveFeedback { .. } => {
            t!("demo.did.feedback-answered")
        }
        AdvisorCommand::EscalateFeedback { .. } => t!("demo.did.feedback-up"),
        _ => t!("demo.did.steer"),
    }
}

fn done_to(incident: &IncidentId, act: &Act, state: &State) -> String {
    let id = incident.as_str();
    // The action by its title, so that two in the same minute are told apart.
    let title = |action: &ActionId| {
        let found = state.incident(id).and_then(|it| Some(it.response()?.action(action)?.plan.title.clone()));
        found.unwrap_or_default()
    };
    match act {
        Act::TakeByExperts => t!("demo.did.take", id = id),
        Act::StartInvestigation { .. } => t!("demo.did.begin", id = id),
        Act::ApplyPlaybook { .. } => t!("demo.did.playbook", id = id),
        Act::SaveSummary { .. } => t!("demo.did.summary", id = id),
        Act::Publish { .. } => t!("demo.did.publish", id = id),
        Act::CompleteAction { action, .. } => t!("demo.did.complete", title = title(action), id = id),
        Act::SkipAction { action, .. } => t!("demo.did.skip", title = title(action), id = id),
        Act::DelegateAction { action, .. } => t!("demo.did.delegate", title = title(action), id = id),
        Act::AskApproval { action, .. } => t!("demo.did.ask-first", title = title(action), id = id),
        Act::AnswerApproval { .. } => t!("demo.did.answer", id = id),
        Act::Comment { .. } => t!("demo.did.comment", id = id),
        Act::Classify { .. } => t!("demo.did.classify", id = id),
        Act::Resolve { .. } => t!("demo.did.resolve", id = id),
        _ => t!("demo.did.other", id = id),
    }
}
