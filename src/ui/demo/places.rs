//! Where the story is seen: the page of each chapter, and of each of its steps.

use crate::domain::command::{Command, IncidentCommand};
use crate::domain::experts::ExpertsCommand;
use crate::domain::experts::advisor::AdvisorCommand;
use crate::domain::experts::threads::Thread;
use crate::domain::ids::{IncidentId, ReviewId};
use crate::domain::onboarding::WizardStep;
use crate::domain::steering::SteeringCommand;
use crate::formats::script::Deed;
use crate::route::{AdvisorPage, Ask, IncidentTab, Queue, Report, ReportPage, Route, ServicePage};

/// The page on which a chapter is told, with what it is about ([`Demo::subject`]).
pub(super) fn place_of(chapter: u8, subject: Option<&str>) -> Route {
    match (chapter, subject.and_then(IncidentId::new)) {
        (1, _) => Route::Home,
        (2, _) => Route::Setup(WizardStep::GetStarted),
        (3 | 4, _) => Route::Service(ServicePage::Status),
        (5, _) => Route::Service(ServicePage::Monitoring),
        (6, _) => Route::Service(ServicePage::Approvals),
        (7, _) => Route::Reports(Report::default()),
        (8 | 9, Some(id)) => Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() },
        (8 | 9, None) => Route::Incidents(Queue::default()),
        _ => {
            let review = subject.map(Into::into);
            Route::Reports(Report { page: ReportPage::Review, review, ..Report::default() })
        }
    }
}

/// The page on which a step is seen; `None` for one that is seen wherever one is.
pub(super) fn seen_at(deed: &Deed) -> Option<Route> {
    let Deed::Ask(command) = deed else { return None };
    Some(match command {
        Command::Incident { incident, act } => of_incident(incident, act),
        Command::SaveOnboardingDraft { draft } => Route::Setup(draft.step),
        Command::SubmitOnboarding { .. } => Route::Setup(WizardStep::NextSteps),
        Command::NoteContact { .. } => Route::Service(ServicePage::Contacts),
        Command::SetReadinessAction { .. } => Route::Service(ServicePage::Status),
        Command::StartMonitoring { .. } => Route::Service(ServicePage::Monitoring),
        Command::ChangeSettings { .. } => Route::Service(ServicePage::Approvals),
        Command::Steer { act: SteeringCommand::PlanReview { .. } | SteeringCommand::HoldReview { .. } } => {
            Route::Service(ServicePage::Reviews)
        }
        Command::Steer { .. } => Route::Service(ServicePage::Monitoring),
        Command::Experts { act } => return together(act),
        Command::SaveReview { review: written } => review(&written.id),
        Command::SignReview { review: signed, .. } => review(signed),
        _ => return None,
    })
}

fn review(id: &ReviewId) -> Route {
    Route::Reports(Report { page: ReportPage::Review, review: Some(id.as_str().into()), ..Report::default() })
}

fn of_incident(id: &IncidentId, act: &IncidentCommand) -> Route {
    let tab = match act {
        IncidentCommand::Comment { .. } => IncidentTab::History,
        _ => IncidentTab::Response,
    };
    Route::Incident { id: id.clone(), tab, queue: Queue::default() }
}

fn together(act: &ExpertsCommand) -> Option<Route> {
    Some(match act {
        ExpertsCommand::Ask { id, .. }
        | ExpertsCommand::Reply { id, .. }
        | ExpertsCommand::Write { id, .. }
        | ExpertsCommand::Close { id } => Route::Ask(Ask::of(Thread::Inquiry(id.clone()))),
        ExpertsCommand::SaveHunt { id, .. }
        | ExpertsCommand::AddFinding { id, .. }
        | ExpertsCommand::NotifyHunt { id, .. }
        | ExpertsCommand::EndHunt { id, .. } => Route::Hunt(id.as_str().into()),
        ExpertsCommand::PlanCheckIn { .. } | ExpertsCommand::HoldCheckIn { .. } => Route::CheckIns,
        ExpertsCommand::SaveMailRule { .. } => Route::Notices,
        ExpertsCommand::Advisor { act } => Route::Advisor(of_advisor(act)),
        // What leaves is seen in the log, which nobody watches while a response is worked out.
        _ => return None,
    })
}

fn of_advisor(act: &AdvisorCommand) -> AdvisorPage {
    match act {
        AdvisorCommand::SetCard { .. } => AdvisorPage::Overview,
        AdvisorCommand::GiveFeedback { .. }
        | AdvisorCommand::AnswerFeedback { .. }
        | AdvisorCommand::EscalateFeedback { .. }
        | AdvisorCommand::ResolveFeedback { .. } => AdvisorPage::Feedback,
        _ => AdvisorPage::Support,
    }
}
