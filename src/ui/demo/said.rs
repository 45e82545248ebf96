//! What a step of the story does, in words.

use crate::domain::command::{Command, IncidentCommand as Act};
use crate::domain::experts::ExpertsCommand;
use crate::formats::script::Deed;
use crate::t;

/// What a step does, in words.
pub(super) fn done(deed: &Deed) -> String {
    match deed {
        Deed::TakeFiles(_) => t!("demo.did.files"),
        Deed::Ask(Command::Incident { incident, act }) => done_to(incident.as_str(), act),
        Deed::Ask(Command::SetReadinessAction { .. }) => t!("demo.did.readiness"),
        Deed::Ask(Command::StartMonitoring { .. } | Command::StartFullResponse { .. }) => {
            t!("demo.did.phase")
        }
        Deed::Ask(Command::NoteContact { .. }) => t!("demo.did.contact"),
        Deed::Ask(Command::SaveReview { .. }) => t!("demo.did.review"),
        Deed::Ask(Command::Steer { .. }) => t!("demo.did.steer"),
        Deed::Ask(Command::Experts { act }) => done_together(act),
        Deed::Ask(_) => t!("demo.did.settings"),
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
        _ => t!("demo.did.reply"),
    }
}

fn done_to(id: &str, act: &Act) -> String {
    match act {
        Act::TakeByExperts => t!("demo.did.take", id = id),
        Act::StartInvestigation => t!("demo.did.begin", id = id),
        Act::ApplyPlaybook { .. } => t!("demo.did.playbook", id = id),
        Act::SaveSummary { .. } => t!("demo.did.summary", id = id),
        Act::Publish { .. } => t!("demo.did.publish", id = id),
        Act::CompleteAction { .. } => t!("demo.did.complete", id = id),
        Act::SkipAction { .. } => t!("demo.did.skip", id = id),
        Act::AnswerApproval { .. } => t!("demo.did.answer", id = id),
        _ => t!("demo.did.other", id = id),
    }
}
