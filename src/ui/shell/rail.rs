//! The navigation: a rail on wide screens, a tab bar on phones. Pages that do not exist are absent.

use crate::domain::brief::AssetKind;
use crate::domain::people::Party;
use crate::route::{AdvisorPage, Alerts, Ask, Queue, Report, Route, ServicePage};
use crate::t;
use crate::ui::parts::{Glyph, Icon, Menu, MenuItem};
use crate::ui::portal::Portal;
use crate::ui::shell::page_title;
use crate::view::prelude::*;

/// An entry of the navigation.
struct Entry {
    label: fn() -> String,
    glyph: Glyph,
    /// The same, filled, for the current page.
    filled: Glyph,
    route: fn() -> Route,
    holds: fn(&Route) -> bool,
    /// Whether it stands in the tab bar of phones, which has room for four and a menu.
    is_in_bar: bool,
}

/// The menu of the tab bar.
const MORE_ID: &str = "more-pages";

const ENTRIES: [Entry; 9] = [
    Entry {
        label: || t!("shell.home"),
        glyph: Glyph::Home20,
        filled: Glyph::Home20Filled,
        route: || Route::Home,
        holds: |route| matches!(route, Route::Home),
        is_in_bar: true,
    },
    Entry {
        label: || t!("shell.incidents"),
        glyph: Glyph::Incidents20,
        filled: Glyph::Incidents20Filled,
        route: || Route::Incidents(Queue::default()),
        holds: |route| matches!(route, Route::Incidents(_) | Route::Incident { .. } | Route::Import),
        is_in_bar: true,
    },
    Entry {
        label: || t!("shell.alerts"),
        glyph: Glyph::Alerts20,
        filled: Glyph::Alerts20Filled,
        route: || Route::Alerts(Alerts::default()),
        holds: |route| matches!(route, Route::Alerts(_)),
        is_in_bar: false,
    },
    Entry {
        label: || t!("shell.assets"),
        glyph: Glyph::Assets20,
        filled: Glyph::Assets20Filled,
        route: || Route::Assets(AssetKind::Device),
        holds: |route| matches!(route, Route::Assets(_) | Route::Asset { .. }),
        is_in_bar: false,
    },
    Entry {
        label: || t!("shell.hunting"),
        glyph: Glyph::Hunting20,
        filled: Glyph::Hunting20Filled,
        route: || Route::Hunting,
        holds: |route| matches!(route, Route::Hunting | Route::Hunt(_)),
        is_in_bar: false,
    },
    Entry {
        label: || t!("shell.reports"),
        glyph: Glyph::Reports20,
        filled: Glyph::Reports20Filled,
        route: || Route::Reports(Report::default()),
        holds: |route| matches!(route, Route::Reports(_)),
        is_in_bar: true,
    },
    Entry {
        label: || t!("shell.ask"),
        glyph: Glyph::Ask20,
        filled: Glyph::Ask20Filled,
        route: || Route::Ask(Ask::default()),
        holds: |route| matches!(route, Route::Ask(_) | Route::Notices | Route::CheckIns | Route::Advisor(_)),
        is_in_bar: true,
    },
    Entry {
        label: || t!("shell.service"),
        glyph: Glyph::Service20,
        filled: Glyph::Service20Filled,
        route: || Route::Service(ServicePage::Status),
        holds: |route| {
            matches!(route, Route::Service(_) | Route::Setup(_) | Route::Playbooks | Route::Playbook(_))
        },
        is_in_bar: false,
    },
    Entry {
        label: || t!("shell.settings"),
        glyph: Glyph::Settings20,
        filled: Glyph::Settings20Filled,
        route: || Route::Settings,
        holds: |route| {
            matches!(route, Route::Settings | Route::Storage | Route::Demo | Route::Style | Route::About)
        },
        is_in_bar: false,
    },
];

/// The navigation of wide screens.
#[component]
pub fn Rail() -> impl IntoView {
    let (settings, pages) = (&ENTRIES[8], &ENTRIES[..8]);
    view! {
        <nav class="rail" aria-label=t!("shell.navigation")>
            {pages.iter().map(|entry| item(entry, "rail-item")).collect_view()}
            <span class="rail-end"></span>
            {item(settings, "rail-item")}
        </nav>
    }
}

/// The navigation of phones: what most visits are for, and a menu with the others.
#[component]
pub fn TabBar() -> impl IntoView {
    view! {
        <nav class="tabbar" aria-label=t!("shell.navigation")>
            {ENTRIES.iter().filter(|entry| entry.is_in_bar).map(|entry| item(entry, "tabbar-item")).collect_view()}
            <More/>
        </nav>
    }
}

/// The last entry of the tab bar. It is current when the page is one of those in its menu.
#[component]
fn More() -> impl IntoView {
    let portal = Portal::get();
    let others = || ENTRIES.iter().filter(|entry| !entry.is_in_bar);
    let is_current =
        Memo::new(move |_| portal.route.with(|route| others().any(|entry| (entry.holds)(route))));
    let items = Signal::derive(move || {
        let item = |entry: &Entry| MenuItem {
            glyph: Some(entry.glyph),
            href: Some((entry.route)().to_string()),
            ..MenuItem::new((entry.label)())
        };
        // A phone has no heads with room for the links to these.
        let further = [
            (t!("shell.playbooks"), Glyph::Bookmark, Route::Playbooks),
            (page_title(&Route::Notices), Glyph::Bell, Route::Notices),
            (page_title(&Route::CheckIns), Glyph::Calendar, Route::CheckIns),
            (
                page_title(&Route::Advisor(AdvisorPage::Overview)),
                Glyph::Person,
                Route::Advisor(AdvisorPage::Overview),
            ),
        ];
        let further = further.into_iter().map(|(label, glyph, route)| MenuItem {
            glyph: Some(glyph),
            href: Some(route.to_string()),
            ..MenuItem::new(label)
        });
        others().map(item).chain(further).collect::<Vec<_>>()
    });
    let trigger = move || {
        view! {
            <button
                type="button"
                class="tabbar-item"
                popovertarget=MORE_ID
                aria-haspopup="menu"
                aria-current=move || is_current.get().then_some("true")
            >
                <Icon glyph=Glyph::More20/>
                <span>{t!("shell.more")}</span>
            </button>
        }
    };
    view! { <Menu id=MORE_ID label=t!("shell.more") trigger=trigger items on_choose=|_: usize| ()/> }
}

fn item(entry: &'static Entry, class: &'static str) -> AnyView {
    let portal = Portal::get();
    let is_current = Memo::new(move |_| portal.route.with(entry.holds));
    let is_incidents = entry.glyph == Glyph::Incidents20;
    let waiting = Memo::new(move |_| if is_incidents { awaiting_count(portal) } else { 0 });
    let icon = move || {
        let glyph = if is_current.get() { entry.filled } else { entry.glyph };
        view! { <Icon glyph/> }
    };
    let count = move || {
        (waiting.get() > 0).then(|| {
            view! {
                <span class="count" aria-hidden="true">{crate::platform::intl::number(f64::from(waiting.get()))}</span>
                <span class="unseen">{t!("shell.awaiting", n = waiting.get())}</span>
            }
        })
    };
    view! {
        <a class=class href=(entry.route)().to_string() aria-current=move || is_current.get().then_some("page")>
            {icon}
            <span>{(entry.label)()}</span>
            {count}
        </a>
    }
    .into_any()
}

/// How many incidents await the person's side: the only number in the navigation.
fn awaiting_count(portal: Portal) -> u32 {
    match portal.party() {
        Party::Customer => portal.awaiting(),
        Party::Experts => portal.board(|board| board.experts_count()),
    }
}
