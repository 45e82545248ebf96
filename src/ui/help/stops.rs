//! The stops of each role's tour: the pages that it needs, and the response that is its main task.

use crate::domain::catalogue::Row;
use crate::domain::ids::IncidentId;
use crate::domain::people::{Party, Role};
use crate::domain::state::Incident;
use crate::domain::time::Timestamp;
use crate::domain::work::Stage;
use crate::route::{IncidentTab, Queue, Report, ReportPage, Route, ServicePage};
use crate::ui::portal::Portal;

/// A stop: the word under which its texts stand, where it is, and the element that is explained, the first that is seen.
#[derive(Clone, Copy)]
pub(super) struct Stop {
    pub(super) key: &'static str,
    place: Place,
    pub(super) target: &'static str,
    /// It explains the page and not one thing: the card stands in a corner, where it covers least of what it speaks of.
    pub(super) of_page: bool,
}

/// Where a stop is.
#[derive(Clone, Copy)]
enum Place {
    Page(fn() -> Route),
    /// The response of an incident; the stop falls away where there is none.
    Response(fn(Portal) -> Option<IncidentId>),
}

/// A stop of a tour that is walked, with the page on which it is.
#[derive(Clone)]
pub(super) struct Placed {
    pub(super) stop: Stop,
    pub(super) route: Route,
}

/// The title of a page: what is shown where what a stop explains is not there.
pub(super) const TITLE: &str = "main h1";
/// What stands above a list of a report and can be pressed.
const BEGIN_REVIEW: &str = "main .chart-head .button";
const SERVICE_TAB: &str = "a[aria-current='page'].tab";
/// The parts of a response, beside the incident or in its place.
const PARTS: &str = ".panel [role='tablist'], .incident-response [role='tablist']";

const fn stop(key: &'static str, route: fn() -> Route, target: &'static str) -> Stop {
    Stop { key, place: Place::Page(route), target, of_page: false }
}

const fn page(key: &'static str, route: fn() -> Route, target: &'static str) -> Stop {
    Stop { key, place: Place::Page(route), target, of_page: true }
}

const fn of_response(
    key: &'static str,
    which: fn(Portal) -> Option<IncidentId>,
    target: &'static str,
) -> Stop {
    Stop { key, place: Place::Response(which), target, of_page: false }
}

fn report(page: ReportPage) -> Route {
    Route::Reports(Report { page, ..Report::default() })
}

const HOME: Stop = page("home", || Route::Home, TITLE);
const PHASE: Stop = stop("phase", || Route::Home, "#phase-title");
const SERVICE: Stop = stop(
    "service",
    || Route::Home,
    ".rail a[href^='#/service'], .tabbar a[href^='#/service'], .tabbar button",
);
const STATUS: Stop = page("status", || Route::Service(ServicePage::Status), TITLE);
const NEXT_PHASE: Stop = stop("next-phase", || Route::Service(ServicePage::Status), ".gate-step .button");
const PERMISSIONS: Stop = page("permissions", || Route::Service(ServicePage::Permissions), SERVICE_TAB);
const EXCLUSIONS: Stop = page("exclusions", || Route::Service(ServicePage::Exclusions), SERVICE_TAB);
const CONTACTS: Stop = page("contacts", || Route::Service(ServicePage::Contacts), SERVICE_TAB);
const APPROVALS: Stop = page("approvals", || Route::Service(ServicePage::Approvals), SERVICE_TAB);
const MONITORING: Stop = page("monitoring", || Route::Service(ServicePage::Monitoring), SERVICE_TAB);
const INCIDENTS: Stop =
    stop("incidents", || Route::Home, ".rail a[href^='#/incidents'], .tabbar a[href^='#/incidents']");
const QUEUE: Stop = page("queue", || Route::Incidents(Queue::default()), TITLE);
const RESPONSE: Stop = of_response("response", awaiting, PARTS);
const COMPLETE: Stop = of_response("complete", awaiting, ".action-buttons");
const OTHERWISE: Stop = of_response("otherwise", awaiting, ".action-buttons [popovertarget]");
const ASK: Stop = of_response("ask", awaiting, ".incident-tools");
const TAKE: Stop = of_response("take", for_experts, ".incident-tools");
const SUMMARY: Stop = of_response("summary", in_work, PARTS);
const PLAN: Stop = of_response("plan", in_work, "#plan-action");
const PUBLISH: Stop = of_response("publish", in_work, ".response-publish");
const SEARCH: Stop = stop("search", || Route::Home, "#search");
const REPORTS: Stop = page("reports", || Route::Reports(Report::default()), TITLE);
const READINESS: Stop = page("readiness", || report(ReportPage::Readiness), TITLE);
const REVIEW: Stop = page("review", || report(ReportPage::Review), "main a[href^='#/reports/review']");
const HOLD: Stop = stop("hold", || report(ReportPage::Review), BEGIN_REVIEW);
const PLAYBOOKS: Stop = page("playbooks", || Route::Playbooks, TITLE);
const IMPORT: Stop = page("import", || Route::Import, TITLE);
const SAVED: Stop = stop("saved", || Route::Home, "#saved-state");
const PERSPECTIVE: Stop = stop("perspective", || Route::Home, ".topbar-perspective");
const HELP: Stop = stop("help", || Route::Home, "#help");

fn of(role: Role) -> &'static [Stop] {
    match role {
        Role::Administrator => {
            &[HOME, SERVICE, STATUS, PERMISSIONS, EXCLUSIONS, CONTACTS, APPROVALS, IMPORT, SAVED, HELP]
        }
        Role::Analyst => {
            &[HOME, INCIDENTS, QUEUE, RESPONSE, COMPLETE, OTHERWISE, ASK, SEARCH, REPORTS, PERSPECTIVE, HELP]
        }
        Role::Expert => {
            &[INCIDENTS, QUEUE, TAKE, SUMMARY, PLAN, PUBLISH, PLAYBOOKS, APPROVALS, SEARCH, PERSPECTIVE, HELP]
        }
        Role::Advisor => {
            &[PHASE, STATUS, NEXT_PHASE, READINESS, MONITORING, REPORTS, REVIEW, HOLD, PERSPECTIVE, HELP]
        }
    }
}

/// The stops of a role in their order, as far as there is what they speak of.
pub(super) fn stops(role: Role, portal: Portal) -> Vec<Placed> {
    let placed = |stop: &Stop| {
        let route = match stop.place {
            Place::Page(route) => route(),
            Place::Response(which) => {
                Route::Incident { id: which(portal)?, tab: IncidentTab::Response, queue: Queue::default() }
            }
        };
        Some(Placed { stop: *stop, route })
    };
    of(role).iter().filter_map(placed).collect()
}

/// An incident that awaits the customer: one with an action to carry out, else one that asks for a word.
fn awaiting(portal: Portal) -> Option<IncidentId> {
    let now = portal.now();
    let rows = portal.board(|board| board.awaiting_rows(now));
    portal.glance(|state| {
        let known = rows.into_iter().filter_map(|row| state.catalogue.get(row));
        let all: Vec<Incident<'_>> = known.map(|known| state.with_work(known)).collect();
        let one = all.iter().find(|incident| has_action(**incident, now)).or_else(|| all.first())?;
        IncidentId::new(one.id())
    })
}

fn has_action(incident: Incident<'_>, now: Timestamp) -> bool {
    incident.response().is_some_and(|response| {
        response.actions.iter().any(|action| {
            action.party == Party::Customer
                && action.published
                && action.is_open()
                && !action.is_snoozed(now)
                && !action.is_asked(now)
        })
    })
}

/// An incident that waits for an expert; where none does, one on which they work.
fn for_experts(portal: Portal) -> Option<IncidentId> {
    first(portal, portal.board(|board| board.experts_rows())).or_else(|| in_work(portal))
}

/// An incident whose response is being written; where none is, one whose response may be changed.
fn in_work(portal: Portal) -> Option<IncidentId> {
    let mut stages = [Stage::BeingWorked, Stage::YourTurn].into_iter();
    stages.find_map(|stage| first(portal, portal.board(|board| board.stage_rows(stage))))
}

fn first(portal: Portal, rows: Vec<Row>) -> Option<IncidentId> {
    portal.glance(|state| {
        rows.into_iter()
            .find_map(|row| state.catalogue.get(row).and_then(|known| IncidentId::new(known.id())))
    })
}
