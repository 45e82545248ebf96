//! The frame: top bar, navigation, banners and toasts.

mod banners;
mod rail;
mod topbar;

pub use banners::Banners;
pub use rail::{Rail, TabBar};
pub use topbar::TopBar;

use crate::domain::text::{clip, upright};
use crate::route::{IncidentTab, Route, ServicePage};
use crate::t;
use crate::ui::naming;
use crate::ui::portal::Portal;
use crate::ui::text::text;

/// Longest name in the title of the window, in characters.
const NAME_CHARS: usize = 80;

/// The title of the window: the name of the page, with the part of it that is open before it, so that tabs and the
/// history of the browser can be told apart.
pub fn window_title(route: &Route) -> String {
    let part = match route {
        Route::Reports(link) => text(&format!("report.page.{}", link.page.as_str()), &[]),
        Route::Advisor(page) => text(&format!("advisor.page.{}", page.as_str()), &[]),
        Route::Assets(kind) => text(&format!("assets.kind.{}", kind.as_str()), &[]),
        Route::Service(page) => service_title(*page),
        Route::Setup(step) => naming::wizard_step(*step),
        Route::Incident { tab, .. } => match tab {
            IncidentTab::Front | IncidentTab::Story => t!("incident.story"),
            IncidentTab::Alerts => t!("incident.alerts"),
            IncidentTab::Assets => t!("incident.assets"),
            IncidentTab::Evidence => t!("incident.evidence"),
            IncidentTab::Response => t!("incident.response.tab"),
            IncidentTab::History | IncidentTab::At(_) => t!("incident.history"),
            IncidentTab::Similar => t!("similar.tab"),
        },
        other => return page_title(other),
    };
    let whole = match route {
        Route::Service(_) => t!("shell.service"),
        Route::Setup(_) => t!("setup.name"),
        other => page_title(other),
    };
    format!("{part} · {whole}")
}

/// The title of the window for a playbook: its name before that of the list; of a new one the list alone.
pub fn playbook_title(portal: Portal, id: &str) -> String {
    let name = portal.read(|state| {
        state.playbook(id).map(|playbook| clip(&upright(&playbook.name), NAME_CHARS).into_owned())
    });
    let whole = t!("shell.playbooks");
    name.map_or_else(|| whole.clone(), |name| format!("{name} · {whole}"))
}

/// The name of a page.
pub fn page_title(route: &Route) -> String {
    match route {
        Route::Home => t!("shell.home"),
        Route::Incidents(_) => t!("shell.incidents"),
        Route::Incident { id, .. } => t!("shell.incident", id = id.as_str()),
        Route::Alerts(_) => t!("shell.alerts"),
        Route::Assets(_) => t!("shell.assets"),
        Route::Asset { .. } => t!("shell.asset"),
        Route::Ask(_) => t!("shell.ask"),
        Route::Hunting | Route::Hunt(_) => t!("hunting.title"),
        Route::Notices => t!("notices.page"),
        Route::CheckIns => t!("check-in.title"),
        Route::Advisor(_) => t!("advisor.title"),
        Route::Playbooks | Route::Playbook(_) => t!("shell.playbooks"),
        Route::Reports(_) => t!("shell.reports"),
        Route::Service(page) => service_title(*page),
        Route::Setup(step) => naming::wizard_step(*step),
        Route::Import => t!("shell.import"),
        Route::Settings => t!("shell.settings"),
        Route::Storage => t!("settings.storage"),
        Route::Demo => t!("demo.title"),
        Route::Style => t!("shell.style"),
        Route::About => t!("about-page.title"),
        Route::NotFound(_) => t!("shell.not-found"),
    }
}

/// The name of a page of the service, as its tab says it.
pub fn service_title(page: ServicePage) -> String {
    match page {
        ServicePage::Status => t!("shell.service.status"),
        ServicePage::Permissions => t!("shell.service.permissions"),
        ServicePage::Exclusions => t!("shell.service.exclusions"),
        ServicePage::Contacts => t!("shell.service.contacts"),
        ServicePage::Monitoring => t!("shell.service.monitoring"),
        ServicePage::Reviews => t!("shell.service.reviews"),
        ServicePage::Approvals => t!("shell.service.approvals"),
        ServicePage::History => t!("settings-history.open"),
        ServicePage::Targets => t!("shell.service.targets"),
    }
}
