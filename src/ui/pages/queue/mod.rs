//! The queue: every incident, the four lists of the service, filters, order, and rows without end.

mod bar;
mod export;
mod facets;
mod row;
mod rows;
mod view;

use crate::route::{List, Queue as Link, Route};
use crate::t;
use crate::ui::parts::{ButtonKind, ButtonLink, EmptyState, Glyph, Icon, PageHead, TabLink, Tabs};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use view::QueueView;

/// The page.
#[component]
pub fn Queue() -> impl IntoView {
    let portal = Portal::get();
    let view = QueueView::new(portal);
    let is_empty = Memo::new(move |_| portal.read(|state| state.catalogue.is_empty()));
    let filters_open = RwSignal::new(false);
    let import = move || {
        view! {
            {move || (!is_empty.get()).then(|| view! { <export::Export portal/> })}
            <ButtonLink label=t!("queue.import") href=Route::Import.to_string() kind=ButtonKind::Subtle icon=Glyph::Import/>
        }
    };
    let toggle = move |_| filters_open.update(|open| *open = !*open);
    view! {
        <div class="page page-fixed">
            <PageHead title=t!("shell.incidents") end=import/>
            <Tabs label=t!("queue.lists") tabs=Signal::derive(move || tabs(view)) lined=true/>
            <Show
                when=move || !is_empty.get()
                fallback=|| view! { <div class="page">{nothing_yet()}</div> }
            >
                <div class="only-narrow queue-filters">
                    <button
                        type="button"
                        class="button"
                        aria-expanded=move || filters_open.get().to_string()
                        aria-controls="facets"
                        on:click=toggle
                    >
                        <Icon glyph=Glyph::Filter/>
                        <span>{t!("queue.filters")}</span>
                    </button>
                </div>
                <div class="work">
                    <aside
                        id="facets"
                        class="facets-column"
                        class:facets-open=filters_open
                        aria-label=t!("queue.filters")
                    >
                        <facets::Facets view/>
                    </aside>
                    <section class="sheet" aria-label=t!("queue.results")>
                        <bar::Bar view/>
                        <rows::Rows view/>
                        <Foot view/>
                    </section>
                </div>
            </Show>
        </div>
    }
}

/// The lists with how many incidents each has under the present filter.
fn tabs(view: QueueView) -> Vec<TabLink> {
    let link = view.link.get();
    let counts = view.list_counts.get();
    List::ALL
        .into_iter()
        .zip(counts)
        .map(|(list, count)| TabLink {
            label: match list {
                List::All => t!("queue.list.all"),
                List::YourTurn => t!("stage.yourTurn"),
                List::BeingWorked => t!("stage.beingWorked"),
                List::WaitingForExperts => t!("stage.waitingForExperts"),
                List::FinishedByExperts => t!("stage.finishedByExperts"),
            },
            href: Route::Incidents(Link { list, ..link.clone() }).to_string(),
            current: list == link.list,
            count: Some(crate::platform::intl::number(f64::from(count))),
        })
        .collect()
}

fn nothing_yet() -> impl IntoView {
    view! {
        <EmptyState title=t!("queue.empty") text=t!("queue.empty.help") large=true>
            <ButtonLink label=t!("queue.empty.import") href=Route::Import.to_string() kind=ButtonKind::Primary/>
        </EmptyState>
    }
}

/// How many there are, and which keys help.
#[component]
fn Foot(view: QueueView) -> impl IntoView {
    view! {
        <div class="sheet-foot">
            <span role="status">{move || t!("queue.count", n = view.total.get())}</span>
            <span class="push row not-narrow" aria-hidden="true">
                <kbd>"j"</kbd><kbd>"k"</kbd>{t!("queue.key.move")}
                <kbd>"Enter"</kbd>{t!("queue.key.open")}
                <kbd>"/"</kbd>{t!("queue.key.filter")}
            </span>
        </div>
    }
}
