//! The tour: stops on the pages of a role, each with a card that stands beside what it explains and never covers it.

use super::{Help, keep_left};
use crate::analytics::beside::{Area, beside, in_corner};
use crate::domain::people::Role;
use crate::platform::{dom, elements};
use crate::route::{Queue, Report, ReportPage, Route, ServicePage};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, Tone};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;
use leptos::ev;

/// A stop: the word under which its texts stand, the page, and the element that is explained, the first that is seen.
pub(super) struct Stop {
    key: &'static str,
    route: fn() -> Route,
    target: &'static str,
    /// It explains the page and not one thing: the card stands in a corner, where it covers least of what it speaks of.
    of_page: bool,
}

const TITLE: &str = "main h1";

const fn stop(key: &'static str, route: fn() -> Route, target: &'static str) -> Stop {
    Stop { key, route, target, of_page: false }
}

const fn page(key: &'static str, route: fn() -> Route, target: &'static str) -> Stop {
    Stop { key, route, target, of_page: true }
}

const HOME: Stop = page("home", || Route::Home, TITLE);
const SERVICE: Stop = stop(
    "service",
    || Route::Home,
    ".rail a[href^='#/service'], .tabbar a[href^='#/service'], .tabbar button",
);
const STATUS: Stop = page("status", || Route::Service(ServicePage::Status), TITLE);
const PERMISSIONS: Stop =
    page("permissions", || Route::Service(ServicePage::Permissions), "a[aria-current='page'].tab");
const EXCLUSIONS: Stop =
    page("exclusions", || Route::Service(ServicePage::Exclusions), "a[aria-current='page'].tab");
const CONTACTS: Stop =
    page("contacts", || Route::Service(ServicePage::Contacts), "a[aria-current='page'].tab");
const APPROVALS: Stop =
    page("approvals", || Route::Service(ServicePage::Approvals), "a[aria-current='page'].tab");
const MONITORING: Stop =
    page("monitoring", || Route::Service(ServicePage::Monitoring), "a[aria-current='page'].tab");
const INCIDENTS: Stop =
    stop("incidents", || Route::Home, ".rail a[href^='#/incidents'], .tabbar a[href^='#/incidents']");
const QUEUE: Stop = page("queue", || Route::Incidents(Queue::default()), TITLE);
const SEARCH: Stop = stop("search", || Route::Home, "#search");
const REPORTS: Stop = page("reports", || Route::Reports(Report::default()), TITLE);
const REVIEW: Stop = page(
    "review",
    || Route::Reports(Report { page: ReportPage::Review, ..Report::default() }),
    "main a[href^='#/reports/review']",
);
const PLAYBOOKS: Stop = page("playbooks", || Route::Playbooks, TITLE);
const IMPORT: Stop = page("import", || Route::Import, TITLE);
const SAVED: Stop = stop("saved", || Route::Home, "#saved-state");
const PERSPECTIVE: Stop = stop("perspective", || Route::Home, ".topbar-perspective");
const HELP: Stop = stop("help", || Route::Home, "#help");

/// The stops of a role in their order.
pub(super) fn stops(role: Role) -> &'static [Stop] {
    match role {
        Role::Administrator => {
            &[HOME, SERVICE, STATUS, PERMISSIONS, EXCLUSIONS, CONTACTS, APPROVALS, IMPORT, SAVED, HELP]
        }
        Role::Analyst => &[HOME, INCIDENTS, QUEUE, SEARCH, REPORTS, PERSPECTIVE, HELP],
        Role::Expert => &[INCIDENTS, QUEUE, PLAYBOOKS, APPROVALS, SEARCH, PERSPECTIVE, HELP],
        Role::Advisor => &[HOME, STATUS, MONITORING, REPORTS, REVIEW, PERSPECTIVE, HELP],
    }
}

/// The size that a card would like, in px; on a phone it is as wide as the screen lets it.
const WIDTH_PX: f64 = 360.0;
/// The card, which takes the focus at every stop.
const CARD_ID: &str = "tour-card";
/// After so many frames in which nothing moved the page has come to rest, and the card takes the focus.
const REST_FRAMES: u32 = 3;
/// What a stop explains may be missing from a page; after so many frames the card takes the focus all the same.
const MISSING_FRAMES: u32 = 60;
/// A card whose text was not measured yet.
const HEIGHT_PX: f64 = 200.0;

/// Where everything is at a moment.
#[derive(Clone, Copy, Default, PartialEq)]
struct Spot {
    target: Option<Area>,
    card: Area,
}

/// The tour over the page.
#[component]
pub(super) fn Tour(help: Help) -> impl IntoView {
    let portal = Portal::get();
    let role = RwSignal::new(Role::Administrator);
    let spot = RwSignal::new(Spot::default());
    let walk = Walk { help, portal, role };
    let at = move || help.stop.get().and_then(|at| Some((at, stops(role.get()).get(at)?)));
    // The role is that of the beginning: whoever changes sides on the way goes on with the same tour.
    Effect::new(move |before: Option<bool>| {
        let is_on = help.stop.with(|stop| stop.is_some());
        if is_on && before != Some(true) {
            role.set(portal.role.get_untracked());
            follow(walk, spot, None, 0, false);
        }
        is_on
    });
    Effect::new(move |_| {
        let Some((at, stop)) = at() else { return };
        keep_left(role.get_untracked().as_str(), Some(at));
        let route = (stop.route)();
        if portal.route.with_untracked(|now| *now != route) {
            portal.go(&route);
        }
    });
    let keys = window_event_listener(ev::keydown, move |event| walk.key(&event));
    on_cleanup(move || keys.remove());
    move || at().map(|(at, stop)| card(walk, at, stop, spot))
}

/// Looks in every frame where the target is: pages arrive, grow and are scrolled while a card stands beside them. `seen` is
/// the stop of the frame before, `frame` how many frames ago something moved last.
fn follow(walk: Walk, spot: RwSignal<Spot>, seen: Option<usize>, frame: u32, settled: bool) {
    request_animation_frame(move || {
        let at = walk.help.stop.try_get_untracked().flatten();
        let role = walk.role.try_get_untracked();
        let Some(stop) = at.zip(role).and_then(|(at, role)| stops(role).get(at)) else { return };
        let found = elements::area_of_first(stop.target);
        let inside = elements::area_of_first(".tour-inside").map_or(HEIGHT_PX, |area| area.height_px);
        let wished = (WIDTH_PX, inside);
        let target = found.unwrap_or_default();
        let foot_px = elements::area_of_first(".tabbar").map_or(0.0, |bar| bar.height_px);
        let (width, height) = elements::screen();
        let free = (width, height - foot_px);
        // The mark of the demonstration and its chapter are seen at every stop.
        let head_px =
            elements::area_of_first(".demo-strip").map_or(0.0, |strip| strip.top_px + strip.height_px);
        let card = if stop.of_page {
            in_corner(target, wished, free, head_px)
        } else {
            beside(target, wished, (width, height), head_px)
        };
        let now = Spot { target: found, card };
        let Some(before) = spot.try_get_untracked() else { return };
        let is_still = before == now;
        if !is_still {
            spot.set(now);
        }
        let frame = if at == seen && is_still { frame.saturating_add(1) } else { 0 };
        let rest = if found.is_some() { REST_FRAMES } else { MISSING_FRAMES };
        // Once for each stop: whoever goes on into the page keeps the focus there.
        let is_settled = seen == at && settled;
        if frame >= rest && !is_settled {
            elements::scroll_to_middle(stop.target);
            dom::focus(CARD_ID);
        }
        let settled = is_settled || frame >= rest;
        follow(walk, spot, at, frame, settled);
    });
}

/// The ways on.
#[derive(Clone, Copy)]
struct Walk {
    help: Help,
    portal: Portal,
    role: RwSignal<Role>,
}

impl Walk {
    fn go(self, step: i32) {
        let Some(at) = self.help.stop.get_untracked() else { return };
        let count = stops(self.role.get_untracked()).len();
        match at.checked_add_signed(step as isize) {
            Some(next) if next < count => self.help.stop.set(Some(next)),
            Some(_) => {
                keep_left(self.role.get_untracked().as_str(), None);
                self.end();
                self.portal.say(Tone::Good, t!("tour.over"));
            }
            None => {}
        }
    }

    /// The card goes, and the focus to where the tour can be begun again.
    fn end(self) {
        self.help.stop.set(None);
        dom::focus("help");
    }

    fn leave(self) {
        self.end();
        self.portal.say(Tone::Info, t!("tour.left"));
    }

    fn key(self, event: &ev::KeyboardEvent) {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.shift_key();
        if self.help.stop.with_untracked(|stop| stop.is_none()) || !is_plain || elements::is_taken(event) {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" => self.go(1),
            "ArrowLeft" => self.go(-1),
            "Escape" => self.leave(),
            _ => return,
        }
        event.prevent_default();
    }
}

fn px(length: f64) -> String {
    format!("{length:.1}px")
}

/// The card of a stop, and the ring around what it explains.
fn card(walk: Walk, at: usize, stop: &'static Stop, spot: RwSignal<Spot>) -> AnyView {
    let role = walk.role.get_untracked();
    let count = stops(role).len();
    let is_last = at + 1 == count;
    let ring = move || {
        spot.get().target.map(|area| {
            view! {
                <div
                    class="tour-ring"
                    aria-hidden="true"
                    style:left=px(area.left_px)
                    style:top=px(area.top_px)
                    style:width=px(area.width_px)
                    style:height=px(area.height_px)
                ></div>
            }
        })
    };
    let next = if is_last { t!("tour.end") } else { t!("tour.next") };
    let back = (at > 0).then(|| view! { <Button label=t!("tour.back") on_press=move |_| walk.go(-1)/> });
    view! {
        {ring}
        <section
            class="tour-card"
            id=CARD_ID
            role="dialog"
            tabindex="-1"
            aria-label=t!("tour.label", role = naming::role(role))
            aria-describedby="tour-text"
            style:left=move || px(spot.get().card.left_px)
            style:top=move || px(spot.get().card.top_px)
            style:width=move || px(spot.get().card.width_px)
            style:max-height=move || px(spot.get().card.height_px)
        >
            <div class="tour-inside stack stack-8">
                <p class="caption third">{t!("tour.count", n = at + 1, of = count)}</p>
                <div class="stack stack-4" id="tour-text">
                    <h2 class="section">{text(&format!("tour.{}.title", stop.key), &[])}</h2>
                    <p>{text(&format!("tour.{}.text", stop.key), &[])}</p>
                </div>
                <div class="row">
                    <Button label=next kind=ButtonKind::Primary on_press=move |_| walk.go(1)/>
                    {back}
                    <Button label=t!("tour.leave") kind=ButtonKind::Subtle on_press=move |_| walk.leave()/>
                </div>
            </div>
        </section>
    }
    .into_any()
}
