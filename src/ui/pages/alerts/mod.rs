//! The alerts of all incidents, what began last first or in the order of another column, with what its address asks for.

mod choose;
mod classify;
mod columns;
pub(in crate::ui::pages) mod detail;
mod filters;
mod flyout;
pub(in crate::ui::pages) mod menu;
mod record;
mod row_menu;
mod rows;
mod shown;

use crate::analytics::alerts::{AlertNumber, Asked, counted, newest};
use crate::analytics::calendar::Reader;
use crate::domain::vocabulary::{AlertStatus, ServiceSource, Severity};
use crate::platform::elements;
use crate::route::{self, Route};
use crate::t;
use crate::ui::leaving::Leaving;
use crate::ui::parts::{Banner, Button, ButtonLink, EmptyState, GridControl, PageHead, SkeletonLines, Tone};
use crate::ui::portal::Portal;
use crate::ui::printed::Printed;
use crate::view::prelude::*;
use leptos::ev;
use std::sync::Arc;

/// What the page shows of the alerts. A copy is the same.
#[derive(Clone, Copy)]
struct Alerts {
    portal: Portal,
    /// How many incidents have alerts.
    incidents: Memo<usize>,
    /// Those that fit, in order.
    shown: Memo<Arc<Vec<AlertNumber>>>,
    /// How many of them.
    count: Memo<u32>,
    /// The one that is looked at.
    open: RwSignal<Option<AlertNumber>>,
}

impl Alerts {
    fn new(portal: Portal) -> Self {
        // An import brings other incidents, and records that have other alerts.
        let brought = Memo::new(move |_| {
            portal.read(|state| (state.catalogue.generation(), state.catalogue.batch_count()))
        });
        let order = Memo::new(move |_| {
            let _ = brought.get();
            Arc::new(portal.glance(|state| newest(&state.catalogue)))
        });
        Effect::new(move |_| {
            let _ = brought.get();
            portal.alerts.fill(portal, order.with_untracked(|order| order.len()));
        });
        // Other columns are no other question.
        let question = Memo::new(move |_| {
            let asked = asked(portal);
            (portal.reader.with(|reader| question(&asked, reader)), asked.sort)
        });
        let shown = Memo::new(move |_| {
            let (order, (question, sort)) = (order.get(), question.get());
            portal.read(|state| {
                portal.alerts.read(|index| {
                    let found = index.matching(&order, state, &question);
                    Arc::new(index.ordered(found, state, sort))
                })
            })
        });
        Self {
            portal,
            incidents: Memo::new(move |_| {
                order.with(|order| portal.read(|state| counted(&state.catalogue, order)))
            }),
            shown,
            count: Memo::new(move |_| shown.with(|shown| u32::try_from(shown.len()).unwrap_or(u32::MAX))),
            open: RwSignal::new(None),
        }
    }

    /// How many fit, and how far the search has come.
    fn scope(self) -> String {
        let (left, all) = (self.portal.alerts.left(), self.incidents.get());
        if left > 0 {
            let read = all.saturating_sub(left);
            return t!("alerts.searched", alerts = self.count.get(), read = read, all = all);
        }
        t!("alerts.shown", alerts = self.count.get(), all = all)
    }
}

/// The page.
#[component]
pub fn AlertsPage() -> impl IntoView {
    let portal = Portal::get();
    let alerts = Alerts::new(portal);
    let control = GridControl::new();
    listen(control);
    let is_none = Memo::new(move |_| alerts.incidents.get() == 0);
    let failed = move || {
        let why = portal.alerts.failure()?;
        Some(view! { <Banner tone=Tone::Error small=true>{why}</Banner> })
    };
    let table = Callback::new(move |()| shown::table(alerts));
    let end = move || {
        let has_rows = move || alerts.count.get() > 0;
        view! {
            <span class="not-phone">{columns::chooser(portal)}</span>
            <Show when=has_rows><Leaving portal what="alerts" table/></Show>
        }
    };
    let list = move || {
        view! {
            {move || {
                let is_searching = portal.alerts.left() > 0;
                match (alerts.count.get() > 0, is_searching) {
                    (true, _) => ().into_any(),
                    (false, true) => view! { <div class="card-body"><SkeletonLines lines=6/></div> }.into_any(),
                    (false, false) => view! {
                        <EmptyState title=t!("alerts.no-match") text=t!("alerts.no-match.help")>
                            <div>
                                <Button label=t!("queue.clear-filters") on_press=move |_| {
                                    portal.replace(Route::Alerts(untrack(|| asked(portal)).unfiltered()));
                                }/>
                            </div>
                        </EmptyState>
                    }
                    .into_any(),
                }
            }}
            <Show when=move || { alerts.count.get() > 0 }><rows::Rows alerts control/></Show>
        }
        .into_any()
    };
    view! {
        <div class="page page-fixed">
            <PageHead title=t!("shell.alerts") end/>
            {failed}
            <Show when=move || !is_none.get() fallback=nothing_yet>
                <div class="work">
                    <section class="sheet" aria-label=t!("shell.alerts")>
                        <div class="sheet-bar sheet-bar-wraps">
                            {filters::filters(alerts)}
                            <span class="push data second" role="status">{move || alerts.scope()}</span>
                        </div>
                        {list()}
                    </section>
                </div>
                <Printed
                    portal
                    name=t!("shell.alerts")
                    filter=Signal::derive(move || shown::narrowed(portal))
                    table
                />
            </Show>
        </div>
        <flyout::Flyout alerts/>
    }
    .into_any()
}

/// The keys of a list, as in the queue. Never while somebody types, in a dialog, or with a modifier.
fn listen(control: GridControl) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || elements::is_taken(&event) {
            return;
        }
        // The key of the menu, and its stand-in on keyboards that have none.
        if event.key() == "ContextMenu" || (event.key() == "F10" && event.shift_key()) {
            if elements::row_of_focus().is_some_and(|row| elements::press_in(&row, ".rows-more button")) {
                event.prevent_default();
            }
            return;
        }
        match event.key().as_str() {
            "j" => control.step(1),
            "k" => control.step(-1),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

fn nothing_yet() -> AnyView {
    view! {
        <div class="page">
            <EmptyState title=t!("alerts.none") text=t!("alerts.none.help")>
                <div><ButtonLink label=t!("incident.unknown.import") href=Route::Import.to_string()/></div>
            </EmptyState>
        </div>
    }
    .into_any()
}

/// What the address asks for.
fn asked(portal: Portal) -> route::Alerts {
    portal.route.with(|route| match route {
        Route::Alerts(alerts) => alerts.clone(),
        _ => route::Alerts::default(),
    })
}

/// The same as the list takes it.
fn question(asked: &route::Alerts, reader: &Reader) -> Asked {
    Asked {
        text: asked.text.to_string(),
        severities: asked.severities.iter().map(|word| Severity::parse(word)).collect(),
        states: asked.states.iter().map(|word| AlertStatus::parse(word)).collect(),
        sources: asked.sources.iter().map(|word| ServiceSource::parse(word).as_str().to_owned()).collect(),
        began: asked.period.window(reader),
    }
}
