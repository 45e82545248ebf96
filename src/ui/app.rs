//! The frame around every page: top bar, navigation, banners, the page itself, toasts.

use super::bulk::{Bulk, BulkDialogs};
use super::charts::ChartPatterns;
use super::help::{self, Help};
use super::parts::{Toasts, Tone};
use super::portal::Portal;
use super::shell::{Banners, Rail, TabBar, TopBar};
use super::{demo, language, pages, palette, shortcuts, steps};
use crate::domain::ids::IncidentId;
use crate::platform::{dom, files, focus, policy};
use crate::route::Route;
use crate::t;
use crate::view::prelude::*;

/// The strip of the story, whose buttons keep the focus from page to page.
const STRIP: &str = ".demo-strip";
const STRIP_BUTTONS: &str = ".demo-strip button";

/// The app over an open portal. Another language makes its frame anew, over the same workspace: what is kept in memory
/// alone, and drafts, must not be lost by it.
#[component]
pub fn App(
    /// The open portal.
    portal: Portal,
) -> impl IntoView {
    provide_context(portal);
    pages::setup::Unsaved::provide();
    Bulk::provide();
    palette::provide();
    shortcuts::Opener::provide();
    steps::follow(portal);
    let help = Help::provide();
    focus::keep_near();
    explain_policy(portal);
    announce_pages(portal, help);
    pages::notices::announce(portal);
    pages::notices::keep_trying(portal);
    // The application lives as long as the page.
    let _ = window_event_listener_untyped(files::OPENED_WITH, move |_| portal.go(&Route::Import));
    let spoken = language::spoken();
    move || {
        spoken.track();
        view! { <Frame portal help/> }
    }
}

/// What is seen: everything that speaks.
#[component]
fn Frame(
    /// The open portal.
    portal: Portal,
    /// The help.
    help: Help,
) -> impl IntoView {
    let help = move || help.is_used().then(|| apart(Box::new(move || help::parts(help))));
    let demo = portal.is_demo().then(|| apart(Box::new(move || demo::begin(portal))));
    view! {
        <a class="skip-link" href="#main" on:click=move |event| {
            event.prevent_default();
            dom::focus("main");
        }>{t!("shell.skip")}</a>
        <div class="shell">
            <TopBar/>
            <Rail/>
            <main id="main" class="main" tabindex="-1">
                {demo}
                <Banners/>
                <Page/>
            </main>
            <TabBar/>
        </div>
        <BulkDialogs/>
        <super::join::JoinDialog/>
        <palette::Palette/>
        <shortcuts::Sheet/>
        {help}
        <ChartPatterns/>
        <Toasts toasts=portal.toasts on_close=move |id| portal.untell(id)/>
    }
}

/// Says what the policy of the site has blocked, and what lets it through: the browser tells the page only that it failed.
fn explain_policy(portal: Portal) {
    // The application lives as long as the page.
    let _ = window_event_listener_untyped(policy::BLOCKED, move |event| {
        if let Some(origin) = policy::blocked(&event) {
            // Where endpoints are entered their field says it.
            if !portal.route.with_untracked(|route| matches!(route, Route::Storage)) {
                portal.say(Tone::Error, t!("failure.policy", origin = origin.as_str()));
            }
            portal.blocked.update(|blocked| blocked.push(origin));
        }
    });
}

/// Moves the focus to the heading of a page that was just opened, unless a tour or the story opened it, and names it in the title of the window.
fn announce_pages(portal: Portal, help: Help) {
    let page = Memo::new(move |_| portal.route.with(page_key));
    Effect::new(move |before: Option<String>| {
        let now = page.get();
        if before.as_ref().is_some_and(|before| *before != now) {
            dom::scroll_main_to_top();
            // The page is in the document after this turn.
            request_animation_frame(move || {
                // Whoever steps through the story keeps the focus on the button of the next step.
                if help.is_touring() || dom::has_focus(STRIP_BUTTONS) {
                    return;
                }
                if !dom::focus_first("main h1") {
                    dom::focus("main");
                }
            });
        }
        now
    });
    let spoken = language::spoken();
    Effect::new(move |_| {
        spoken.track();
        let title = match portal.route.get() {
            Route::Playbook(id) => super::shell::playbook_title(portal, &id),
            route => super::shell::window_title(&route),
        };
        dom::set_title(&format!("{title} · {}", t!("common.product")));
    });
}

/// What makes a page another page: its kind and subject, and not its filter.
fn page_key(route: &Route) -> String {
    let text = route.to_string();
    text.split('?').next().unwrap_or_default().to_owned()
}

/// The page of the route.
#[component]
fn Page() -> impl IntoView {
    let portal = Portal::get();
    // A change of filter or tab must not build the page anew, so only the kind of page is looked at here.
    let key = Memo::new(move |_| portal.route.with(page_key));
    move || {
        // Read and not only tracked: a memo that nobody reads never runs, and then never changes.
        let _ = key.get();
        // The focus moves on to the heading of the new page, and never is on the old one when that goes.
        dom::let_go_of_focus("main", STRIP);
        match portal.route.get_untracked() {
            Route::Home => pages::home::Home().into_any(),
            other => apart(Box::new(move || page(portal, other))),
        }
    }
}

/// Makes a view through a pointer. Otherwise the compiler writes the code of all pages into that of the frame, and the
/// first page cannot be loaded without them.
#[inline(never)]
fn apart(make: Box<dyn FnOnce() -> AnyView>) -> AnyView {
    make()
}

/// The page of a route other than Home.
fn page(portal: Portal, route: Route) -> AnyView {
    match route {
        Route::Home => ().into_any(),
        Route::Incidents(_) => pages::queue::Queue().into_any(),
        Route::Reports(link) => view! { <pages::report::Report page=link.page/> }.into_any(),
        Route::Service(page) => view! { <pages::service::Service page/> }.into_any(),
        Route::Setup(step) => view! { <pages::setup::Setup step/> }.into_any(),
        Route::Alerts(_) => pages::alerts::AlertsPage().into_any(),
        Route::Assets(_) => pages::assets::AssetsPage().into_any(),
        Route::Asset { kind, id } => view! { <pages::assets::AssetPage kind id/> }.into_any(),
        Route::Hunting => pages::hunting::HuntingPage().into_any(),
        Route::Hunt(id) => view! { <pages::hunting::HuntPage id/> }.into_any(),
        Route::Notices => pages::notices::NoticesPage().into_any(),
        Route::CheckIns => pages::notices::CheckInsPage().into_any(),
        Route::Advisor(page) => view! { <pages::advisor::AdvisorPages page/> }.into_any(),
        Route::Ask(_) => pages::experts::AskPage().into_any(),
        Route::Playbooks => pages::playbooks::PlaybooksPage().into_any(),
        Route::Playbook(id) => view! { <pages::playbooks::PlaybookPage id/> }.into_any(),
        Route::Import => pages::import::Import().into_any(),
        Route::Settings => pages::settings::Settings().into_any(),
        Route::Storage => pages::storage::Storage().into_any(),
        Route::Demo => pages::demo::DemoPage().into_any(),
        Route::Style => pages::style::StylePage().into_any(),
        Route::About => pages::about::AboutPage().into_any(),
        Route::Incident { id, tab, queue } => {
            let end = portal.glance(|state| state.follow(id.as_str()).and_then(IncidentId::new));
            match end {
                Some(to) => forward(portal, id, Route::Incident { id: to, tab, queue }),
                None => view! { <pages::incident::IncidentPage id/> }.into_any(),
            }
        }
        // A route whose page is not built in leads nowhere, and nothing links to it.
        other => view! { <pages::not_found::NotFound address=other.to_string()/> }.into_any(),
    }
}

/// An incident that was merged into another leads there, so that old links and numbers keep working.
fn forward(portal: Portal, from: IncidentId, to: Route) -> AnyView {
    request_animation_frame(move || {
        if let Route::Incident { id, .. } = &to {
            portal.say(Tone::Info, t!("shell.forwarded", from = from.as_str(), to = id.as_str()));
        }
        portal.replace(to);
    });
    ().into_any()
}
