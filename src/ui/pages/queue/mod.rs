//! The queue: every incident, the four lists of the service, filters, views, order, and rows without end.

mod add;
mod asked;
mod bar;
mod chip;
mod chips;
mod columns;
mod empty;
mod export;
mod facets;
mod fit;
mod keys;
mod pick;
mod place;
mod row;
mod rows;
mod selected;
mod shown;
mod tools;
mod view;
mod views;

use crate::platform::{dom, intl, location};
use crate::route::{List, Queue as Link, Route};
use crate::t;
use crate::ui::bulk::LeftOut;
use crate::ui::parts::{
    Button, ButtonKind, ButtonLink, ButtonSize, Drawer, Glyph, GridControl, PageHead, TabLink, Tabs, Tone,
};
use crate::ui::portal::Portal;
use crate::ui::printed::Printed;
use crate::ui::saved_views::{default_link, is_plain, list_name};
use crate::view::prelude::*;
use leptos::task::spawn_local;
use view::QueueView;

/// The page.
#[component]
pub fn Queue() -> impl IntoView {
    let portal = Portal::get();
    views::open_default(portal);
    let view = QueueView::new(portal);
    let control = GridControl::new();
    keys::listen(view, control);
    follow_link(view, control);
    let is_empty = Memo::new(move |_| portal.read(|state| state.catalogue.is_empty()));
    let filters_open = RwSignal::new(false);
    let is_narrow = view.is_narrow;
    let end = move || view! { <Tools view filters_open/> };
    let beside = move || {
        (!is_narrow.get()).then(|| {
            view! {
                <aside class="facets-column" aria-label=t!("queue.filters")><facets::Facets view/></aside>
            }
        })
    };
    view! {
        <div class="page page-fixed">
            <PageHead title=t!("shell.incidents") end><views::Views view/></PageHead>
            <Tabs label=t!("queue.lists") tabs=Signal::derive(move || tabs(view)) lined=true/>
            <Show
                when=move || !is_empty.get()
                fallback=|| view! { <div class="page">{empty::nothing_yet()}</div> }
            >
                <div class="work">
                    {beside}
                    <section class="sheet" aria-label=t!("queue.results")>
                        <LeftOut/>
                        <bar::Bar view control/>
                        <Results view control/>
                        <selected::SelectedBar view/>
                        <selected::Folded view/>
                        <Foot view control/>
                    </section>
                </div>
            </Show>
            <Printed
                portal
                name=Signal::derive(move || printed_name(view))
                filter=Signal::derive(move || shown::narrowed(view))
                table=Callback::new(move |()| shown::table(view))
            />
            <Drawer
                open=Signal::derive(move || filters_open.get() && is_narrow.get())
                on_close=Callback::new(move |()| filters_open.set(false))
                title=t!("queue.filters")
                start=true
            >
                <facets::Facets view/>
            </Drawer>
        </div>
    }
}

/// Another filter or list begins at its top; another order goes on showing the row that one stands on.
fn follow_link(view: QueueView, control: GridControl) {
    let portal = view.portal;
    let asked = Memo::new(move |_| {
        view.link.with(|link| {
            // An address that says nothing is about to say what the default view says, which is no other list.
            let default = (*link == Link::default()).then(|| default_link(portal));
            let link = default.as_ref().unwrap_or(link);
            ((link.filter.clone(), link.list), link.sort)
        })
    });
    Effect::new(move |before: Option<_>| {
        let now = asked.get();
        match &before {
            Some((what, _)) if *what != now.0 => control.begin(),
            Some((_, sort)) if *sort != now.1 => control.show(false),
            _ => {}
        }
        now
    });
}

/// The list that is printed, with the name of the page.
fn printed_name(view: QueueView) -> String {
    let list = view.link.with(|link| link.list);
    format!("{}: {}", t!("shell.incidents"), list_name(list, view.portal.party()))
}

/// The grid, or what to do when nothing matches.
#[component]
fn Results(view: QueueView, control: GridControl) -> impl IntoView {
    let is_empty = Memo::new(move |_| view.listed.get() == 0);
    view! {
        <Show when=move || !is_empty.get() fallback=move || view! { <empty::NoMatch view/> }>
            <rows::Rows view control/>
        </Show>
    }
}

/// What can be done with the list as a whole.
#[component]
fn Tools(view: QueueView, filters_open: RwSignal<bool>) -> impl IntoView {
    let portal = view.portal;
    let has_rows = Memo::new(move |_| portal.read(|state| !state.catalogue.is_empty()));
    let copy = move |_| {
        spawn_local(async move {
            let (tone, said) = if dom::copy(&location::address()).await {
                (Tone::Good, t!("queue.copied"))
            } else {
                (Tone::Warning, t!("queue.not-copied"))
            };
            portal.say(tone, said);
        });
    };
    let density = Signal::derive(move || {
        if view.link.with(|link| link.roomy) { t!("queue.roomy") } else { t!("queue.compact") }
    });
    let toggle = move |_| view.go(|link| link.roomy = !link.roomy);
    let filters = Signal::derive(move || {
        let count = view.link.with(|link| chips::all_parts(&link.filter.filter()).len());
        if count == 0 { t!("queue.filter") } else { t!("queue.filter.count", n = count) }
    });
    view! {
        {move || {
            view.is_narrow.get().then(|| {
                view! { <Button label=filters icon=Glyph::Filter on_press=move |_| filters_open.set(true)/> }
            })
        }}
        <span class="row row-keep not-phone">
            <Button label=t!("queue.copy-link") kind=ButtonKind::Subtle size=ButtonSize::S28 icon=Glyph::Link on_press=copy/>
            <columns::ColumnChooser view/>
            <Button label=density kind=ButtonKind::Subtle size=ButtonSize::S28 icon=Glyph::Density on_press=toggle/>
            {move || has_rows.get().then(|| view! { <export::Export view/> })}
            <ButtonLink label=t!("queue.import") href=Route::Import.to_string() kind=ButtonKind::Subtle size=ButtonSize::S28 icon=Glyph::Import/>
        </span>
    }
}

/// The lists with how many incidents each has under the present filter.
fn tabs(view: QueueView) -> Vec<TabLink> {
    let link = view.link.get();
    let counts = view.list_counts.get();
    let party = view.portal.party();
    List::ALL
        .into_iter()
        .zip(counts)
        .map(|(list, count)| TabLink {
            label: list_name(list, party),
            href: Route::Incidents(tab_link(&link, list)).to_string(),
            current: list == link.list,
            count: Some(intl::number(f64::from(count))),
        })
        .collect()
}

/// The same view of another list; a view that is no more than a list is left with it. An address that says nothing is the
/// default view's: all of them are asked for.
fn tab_link(link: &Link, list: List) -> Link {
    let everything = (list == List::All).then(|| Link::EVERYTHING.into());
    let view = link.view.clone().filter(|view| !is_plain(view));
    Link { list, view: view.or(everything), ..link.clone() }
}

/// Which rows are in the window, and which keys help.
#[component]
fn Foot(view: QueueView, control: GridControl) -> impl IntoView {
    let seen = control.seen();
    let words = move || {
        let count = view.listed.get();
        let (first, last) = seen.get();
        if count == 0 {
            let all = view.portal.read(|state| state.catalogue.len());
            return t!("queue.seen.none", all = all);
        }
        t!("queue.seen", first = first.min(count - 1) + 1, last = last.min(count - 1) + 1, n = count)
    };
    view! {
        <div class="sheet-foot">
            <span>{words}</span>
            <span class="push row not-narrow" aria-hidden="true">
                <kbd>"j"</kbd><kbd>"k"</kbd>{t!("queue.key.move")}
                <kbd>"x"</kbd>{t!("queue.key.select")}
                <kbd>"Enter"</kbd>{t!("queue.key.open")}
                <kbd>"/"</kbd>{t!("queue.key.filter")}
                <kbd>"?"</kbd>{t!("queue.key.all")}
            </span>
        </div>
    }
}
