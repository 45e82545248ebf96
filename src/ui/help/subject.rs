//! What the help of a page is about: every page has its own, and a new page does not compile without.

use crate::domain::onboarding::WizardStep;
use crate::route::{ReportPage, Route, ServicePage};

/// The word under which the help of a page stands in `src/words/en/help.json`.
pub(super) fn of(route: &Route) -> &'static str {
    match route {
        Route::Home => "home",
        Route::Incidents(_) => "incidents",
        Route::Incident { .. } => "incident",
        Route::Alerts(_) => "alerts",
        Route::Assets(_) => "assets",
        Route::Asset { .. } => "asset",
        Route::Ask(_) => "ask",
        Route::Hunting => "hunting",
        Route::Hunt(_) => "hunt",
        Route::Notices => "notices",
        Route::CheckIns => "check-ins",
        Route::Advisor(_) => "advisor",
        Route::Playbooks => "playbooks",
        Route::Playbook(_) => "playbook",
        Route::Reports(report) => of_report(report.page),
        Route::Service(page) => of_service(*page),
        Route::Setup(step) => of_step(*step),
        Route::Import => "import",
        Route::Settings => "settings",
        Route::Storage => "storage",
        Route::Demo => "demo",
        Route::Style => "style",
        Route::About => "about",
        Route::NotFound(_) => "nowhere",
    }
}

fn of_report(page: ReportPage) -> &'static str {
    match page {
        ReportPage::Overview => "reports",
        ReportPage::Trends => "trends",
        ReportPage::Required => "required",
        ReportPage::Assets => "impacted",
        ReportPage::Matrix => "matrix",
        ReportPage::Hunting => "hunting-report",
        ReportPage::Readiness => "readiness-report",
        ReportPage::Embed => "embed",
        ReportPage::Review => "review",
    }
}

fn of_service(page: ServicePage) -> &'static str {
    match page {
        ServicePage::Status => "status",
        ServicePage::Permissions => "permissions",
        ServicePage::Exclusions => "exclusions",
        ServicePage::Contacts => "contacts",
        ServicePage::Targets => "targets",
        ServicePage::Approvals => "approvals",
        ServicePage::Monitoring => "monitoring",
        ServicePage::Reviews => "reviews",
        ServicePage::History => "service-history",
    }
}

fn of_step(step: WizardStep) -> &'static str {
    match step {
        WizardStep::GetStarted => "setup-start",
        WizardStep::Permissions => "setup-permissions",
        WizardStep::Exclusions => "setup-exclusions",
        WizardStep::IncidentContacts => "setup-contacts",
        WizardStep::ReviewContacts => "setup-reviewers",
        WizardStep::Teams => "setup-teams",
        WizardStep::Review => "setup-check",
        WizardStep::NextSteps => "setup-next",
    }
}
