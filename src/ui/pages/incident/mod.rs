//! One incident: what happened, what it touches, what is to be done, what was said.

mod alerts;
mod assets;
mod bundle;
mod drafts;
mod evidence;
mod evidence_sieve;
mod hand_over;
mod head;
mod history;
mod keys;
mod life_line;
mod manage;
mod neighbours;
mod relations;
mod resolve;
mod response;
mod room;
mod similar;
mod story;
mod taken;
mod texts;
mod verdict;

pub(in crate::ui::pages) use evidence::{kind_glyph, kind_name};
pub(in crate::ui) use head::verdict_words;
pub(in crate::ui::pages) use story::glyph_of;
pub(in crate::ui) use taken::indicators;
pub(in crate::ui::pages) use texts::long_text;
pub(in crate::ui::pages) use verdict::{Verdict, VerdictFields};

use crate::domain::ids::IncidentId;
use crate::domain::work::Stage;
use crate::platform::elements::MediaObserver;
use crate::platform::{dom, timer};
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::parts::{
    Banner, Button, ButtonKind, ButtonLink, EmptyState, SkeletonLines, TabLink, Tabs, Tone,
};
use crate::ui::portal::Portal;
use crate::ui::printed::Printed;
use crate::view::prelude::*;
use leptos::task::spawn_local;
use room::{Loaded, Room};

/// From this width on the response stands beside the page.
/// On paper it stands below: a narrow sheet must not take it away.
const WIDE: &str = "(min-width: 1280px), print";
/// Below this width the page opens on its response.
pub(super) const PHONE: &str = "(max-width: 639.98px)";

/// Whether a comment or a message at any incident was begun and not sent.
pub fn has_drafts() -> bool {
    drafts::is_any()
}

/// The page of one incident.
#[component]
pub fn IncidentPage(
    /// Which.
    id: IncidentId,
) -> impl IntoView {
    let portal = Portal::get();
    let is_wide = watch(WIDE);
    let room = Room::open(portal, id, is_wide);
    provide_context(room);
    open_on_response(room);
    let is_known = Memo::new(move |_| room.standing.with(Option::is_some));
    move || if is_known.get() { page(room) } else { unknown(room) }
}

/// How often one looks whether the dialog that was open is closed.
const CLOSED_LOOK_MS: i32 = 250;

/// Whether a media query holds, for as long as the page lives. While a dialog is open the page stays as it is: its parts
/// move with the width, and with them would go the dialog and what was chosen in it.
fn watch(query: &str) -> Signal<bool> {
    let holds = RwSignal::new(false);
    let last = StoredValue::new(false);
    let is_waiting = StoredValue::new(false);
    let observer = MediaObserver::new(query, move |now| {
        last.set_value(now);
        if !dom::has_dialog() {
            holds.set(now);
        } else if !is_waiting.get_value() {
            is_waiting.set_value(true);
            spawn_local(async move {
                while dom::has_dialog() {
                    timer::sleep(CLOSED_LOOK_MS).await;
                }
                // The page may be left by now.
                if let Some(now) = last.try_get_value() {
                    is_waiting.set_value(false);
                    holds.set(now);
                }
            });
        }
    });
    let observer = StoredValue::new_local(observer);
    on_cleanup(move || observer.dispose());
    holds.into()
}

/// On a phone one comes for the response: the page opens on it where the experts have to do with the incident.
fn open_on_response(room: Room) {
    let is_phone = dom::media(PHONE);
    let stage = untrack(|| room.standing.with(|standing| standing.as_ref().map(|standing| standing.stage)));
    let with_experts = matches!(
        stage,
        Some(Stage::WaitingForExperts | Stage::BeingWorked | Stage::YourTurn | Stage::FinishedByExperts)
    );
    let route = room.portal.route.get_untracked();
    if let Route::Incident { id, tab: IncidentTab::Front, queue } = route
        && is_phone
        && with_experts
    {
        room.portal.replace(Route::Incident { id, tab: IncidentTab::Response, queue });
    }
}

/// The head of the managed response where it stands beside the rest.
const PANEL_TITLE: &str = "panel-title";

fn page(room: Room) -> AnyView {
    let tab = Memo::new(move |_| match (room.tab(), room.is_wide.get()) {
        (IncidentTab::Response, true) | (IncidentTab::Front, _) => IncidentTab::Story,
        (IncidentTab::At(_), _) => IncidentTab::History,
        (tab, _) => tab,
    });
    let (handing_over, bundling) = (RwSignal::new(false), RwSignal::new(false));
    let is_response = Memo::new(move |_| matches!(tab.get(), IncidentTab::Response));
    let content = move || {
        match tab.get() {
        IncidentTab::Front | IncidentTab::Story => view! { <story::StoryTab/> }.into_any(),
        IncidentTab::Alerts => view! { <alerts::AlertsTab/> }.into_any(),
        IncidentTab::Assets => view! { <assets::AssetsTab/> }.into_any(),
        IncidentTab::Evidence => view! { <evidence::EvidenceTab/> }.into_any(),
        IncidentTab::Response => {
            view! { <section class="stack incident-response" aria-labelledby="response-title"><h2 class="unseen" id="response-title">{t!("incident.response")}</h2><response::ResponsePanel/></section> }.into_any()
        }
        IncidentTab::Similar => view! { <similar::SimilarTab/> }.into_any(),
        IncidentTab::History | IncidentTab::At(_) => view! { <history::HistoryTab/> }.into_any(),
    }
    };
    let beside = move || {
        room.is_wide.get().then(|| {
            view! {
                <aside class="panel" aria-label=t!("incident.response")>
                    <div class="panel-head"><h2 id=PANEL_TITLE tabindex="-1">{t!("incident.response")}</h2></div>
                    <div class="panel-body"><response::ResponsePanel/></div>
                </aside>
            }
        })
    };
    view! {
        <div class="page page-fixed incident">
            <Printed portal=room.portal name=Signal::derive(move || printed_name(room))/>
            <hand_over::HandOverDialog open=handing_over bundling/>
            <bundle::BundleDialog open=bundling/>
            <div class="incident-main">
                <head::Head handing_over/>
                <Tabs label=t!("incident.parts") tabs=Signal::derive(move || tabs(room, tab.get())) lined=true/>
                <div class="incident-content">
                    {move || merged(room)}
                    {move || (!is_response.get()).then(|| view! { <hand_over::HandOverBanner open=handing_over bundling/> })}
                    {content}
                    // On a phone the response is what one came for: it stays in reach.
                    {move || is_response.get().then(|| view! { <hand_over::HandOverBanner open=handing_over bundling/> })}
                    <hand_over::BoundaryLine open=handing_over/>
                </div>
            </div>
            {beside}
        </div>
    }
    .into_any()
}

/// What the printed page is called: the number, since its head names it.
fn printed_name(room: Room) -> String {
    t!("shell.incident", id = room.id().as_str())
}

fn tabs(room: Room, current: IncidentTab) -> Vec<TabLink> {
    let is_wide = room.is_wide.get();
    let parts = match is_wide {
        true => IncidentTab::ALL.into_iter().filter(|tab| *tab != IncidentTab::Response).collect(),
        // What one comes for on a small screen is first.
        false => {
            let rest = IncidentTab::ALL.into_iter().filter(|tab| *tab != IncidentTab::Response);
            [IncidentTab::Response].into_iter().chain(rest).collect::<Vec<_>>()
        }
    };
    let link = |tab| {
        let (label, count) = match tab {
            IncidentTab::Front | IncidentTab::Story => (t!("incident.story"), None),
            IncidentTab::Alerts => (t!("incident.alerts"), Some(room.of(|it| it.alerts as usize))),
            IncidentTab::Assets => (t!("incident.assets"), Some(room.of(|it| it.assets.len()))),
            IncidentTab::Evidence => (t!("incident.evidence"), evidence::count(room)),
            IncidentTab::Response => (t!("incident.response.tab"), response::open_count(room)),
            IncidentTab::History | IncidentTab::At(_) => (t!("incident.history"), history::count(room)),
            IncidentTab::Similar => (t!("similar.tab"), None),
        };
        #[expect(clippy::cast_precision_loss, reason = "counts of one incident are far below 2^53")]
        let count = count.map(|count| crate::platform::intl::number(count as f64));
        TabLink { label, href: room.link(tab), count, current: tab == current }
    };
    parts.into_iter().map(link).collect()
}

/// Says into which incident this one was merged.
fn merged(room: Room) -> Option<impl IntoView> {
    let standing = room.standing.get()?;
    if standing.stage != Stage::Redirected {
        return None;
    }
    let target = standing.redirect_to.as_deref().and_then(IncidentId::new);
    let is_here =
        target.as_ref().is_some_and(|id| room.portal.read(|state| state.incident(id.as_str()).is_some()));
    let leads_on = room.portal.read(|state| state.follow(room.id().as_str()).is_some());
    let text = match &target {
        Some(id) if is_here && !leads_on => t!("incident.merged.nowhere", id = id.as_str()),
        Some(id) if is_here => t!("incident.merged", id = id.as_str()),
        Some(id) => t!("incident.merged.away", id = id.as_str()),
        None => t!("incident.merged.unknown"),
    };
    let href = target
        .filter(|_| is_here)
        .map(|id| Route::Incident { id, tab: IncidentTab::default(), queue: room.queue() }.to_string());
    let end =
        move || href.clone().map(|href| view! { <a class="link" href=href>{t!("incident.merged.open")}</a> });
    Some(view! { <Banner end>{text}</Banner> })
}

/// No import brought an incident of this number.
fn unknown(room: Room) -> AnyView {
    let queue = Route::Incidents(room.queue()).to_string();
    view! {
        <div class="page">
            <div class="empty empty-large">
                <h1 class="empty-title" tabindex="-1">
                    <bdi>{t!("incident.unknown", id = room.id().as_str())}</bdi>
                </h1>
                <p class="empty-text">{t!("incident.unknown.help")}</p>
                <div class="row">
                    <ButtonLink label=t!("incident.unknown.queue") href=queue kind=ButtonKind::Primary/>
                    <ButtonLink label=t!("incident.unknown.import") href=Route::Import.to_string()/>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Shows what depends on something from storage: bars while it is awaited, and what to do when it cannot be read.
fn when_here<T: Clone + 'static>(
    room: Room,
    loaded: RwSignal<Loaded<T>, LocalStorage>,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> impl IntoView {
    move || match loaded.get() {
        Loaded::Waiting => view! { <div class="card-body"><SkeletonLines lines=4/></div> }.into_any(),
        Loaded::Here(value) => show(value),
        Loaded::Failed(why) => view! {
            <div class="card-body stack stack-8">
                <Banner tone=Tone::Error small=true>{why}</Banner>
                <div><Button label=t!("incident.retry") on_press=move |_| room.retry()/></div>
            </div>
        }
        .into_any(),
    }
}

/// The address of the queue that the incident was opened from, and its name.
fn way_back(queue: Queue) -> (String, String) {
    use crate::route::List;
    let name = match queue.list {
        List::All => t!("incident.queue"),
        List::Open => t!("incident.queue.open"),
        List::YourTurn => t!("incident.queue.your-turn"),
        List::BeingWorked => t!("incident.queue.being-worked"),
        List::WaitingForExperts => t!("incident.queue.waiting"),
        List::FinishedByExperts => t!("incident.queue.finished"),
    };
    (name, Route::Incidents(queue).to_string())
}

/// An empty part of the page.
fn nothing(title: String, text: String) -> AnyView {
    view! { <EmptyState title text/> }.into_any()
}

/// An empty part of the page, since the export was made without alerts; another import would fill it.
fn without_alerts(room: Room, title: String) -> AnyView {
    // What was merged at the source has none, however it is exported.
    if room.standing.with(|it| it.as_ref().is_some_and(|it| it.stage == Stage::Redirected)) {
        return view! { <EmptyState title text=t!("incident.alerts.redirected")/> }.into_any();
    }
    view! {
        <EmptyState title text=t!("incident.alerts.none.help")>
            <div><ButtonLink label=t!("incident.unknown.import") href=Route::Import.to_string()/></div>
        </EmptyState>
    }
    .into_any()
}
