//! The rows of the queue in a grid that shows any number of them, and the keys that work on it.

use super::row::{card, cells};
use super::view::QueueView;
use crate::analytics::dimension::Dim;
use crate::analytics::sort::SortKey;
use crate::domain::catalogue::Row;
use crate::platform::{dom, elements};
use crate::t;
use crate::ui::parts::{
    Button, ColumnHead, EmptyState, GridControl, GridLayout, GridRow, GridSource, SortDirection, VirtualGrid,
};
use crate::ui::text::text;
use crate::ui::values;
use crate::view::prelude::*;
use leptos::ev;
use std::sync::Arc;

/// A row is this high, as in the house look; a card on a phone is this high.
const ROW_PX: u32 = 32;
const CARD_PX: u32 = 116;
/// Below this width rows are cards.
const CARDS_QUERY: &str = "(max-width: 639.98px)";
/// From this width on there is room for the moment of creation.
const WIDE_QUERY: &str = "(min-width: 1600px)";
const COLUMNS: &str = "56px minmax(220px, 1fr) 96px 124px 104px 84px 84px 44px 140px";
const COLUMNS_WIDE: &str = "56px minmax(220px, 1fr) 96px 124px 104px 84px 84px 44px 136px 140px";
/// Narrower than this the grid scrolls sideways.
const LEAST_PX: u32 = 1_120;

/// The columns: their words, what sorts by them, and the class of the cells.
const HEADS: [(&str, Option<SortKey>, &str); 10] = [
    ("score", Some(SortKey::Score), ""),
    ("incident", Some(SortKey::Title), ""),
    ("severity", Some(SortKey::Severity), ""),
    ("status", Some(SortKey::Status), ""),
    ("assigned", Some(SortKey::Assigned), ""),
    ("tactics", None, ""),
    ("assets", None, ""),
    ("alerts", Some(SortKey::Alerts), "num"),
    ("created", Some(SortKey::Created), "wide-only"),
    ("due", Some(SortKey::Due), ""),
];

/// The grid, or what to do when nothing matches.
#[component]
pub(super) fn Rows(view: QueueView) -> impl IntoView {
    let is_empty = Memo::new(move |_| view.total.get() == 0);
    view! {
        <Show when=move || !is_empty.get() fallback=move || view! { <NoMatch view/> }>
            <Grid view/>
        </Show>
    }
}

#[component]
fn Grid(view: QueueView) -> impl IntoView {
    let control = GridControl::new();
    let is_narrow = media(CARDS_QUERY);
    let is_wide = media(WIDE_QUERY);
    let layout = Signal::derive(move || GridLayout {
        row_px: if is_narrow.get() { CARD_PX } else { ROW_PX },
        columns: if is_wide.get() { COLUMNS_WIDE } else { COLUMNS }.to_owned(),
        least_px: if is_narrow.get() { 0 } else { LEAST_PX },
        cards: is_narrow.get(),
    });
    let source = GridSource {
        count: view.total.into(),
        page: Callback::new(move |(first, len)| view.page(first, len)),
        rank: Callback::new(move |row| view.rank(row)),
    };
    let open = move |row: Row| {
        if let Some(data) = untrack(|| view.data(row)) {
            remember(view, row);
            view.portal.go(&view.open(data.id));
        }
    };
    control.set_current(view.portal.queue_row.get_untracked());
    if control.current().get_untracked().is_some() {
        control.show(true);
    }
    keys(control);
    let head = move || HEADS.into_iter().map(|head| column(view, head)).collect_view();
    let row = Arc::new(move |row: GridRow| row_view(view, row, is_narrow));
    view! {
        <VirtualGrid
            label=t!("shell.incidents")
            source
            layout
            control
            head
            row
            is_selected=Callback::new(|_| false)
            on_open=Callback::new(open)
            on_toggle=Callback::new(|_| ())
        />
    }
}

/// Whether a media query holds, as it changes.
fn media(query: &'static str) -> RwSignal<bool> {
    let holds = RwSignal::new(dom::media(query));
    let watcher = StoredValue::new_local(None);
    watcher.set_value(elements::MediaObserver::new(query, move |now| holds.set(now)));
    holds
}

/// Which row was opened, so that coming back finds it.
fn remember(view: QueueView, row: Row) {
    view.portal.queue_row.set(Some(row));
}

fn column(view: QueueView, (name, key, class): (&'static str, Option<SortKey>, &'static str)) -> AnyView {
    let label = text(&format!("queue.column.{name}"), &[]);
    let sorted = Signal::derive(move || {
        let sort = view.link.get().sort;
        (Some(sort.key) == key).then_some(if sort.descending {
            SortDirection::Descending
        } else {
            SortDirection::Ascending
        })
    });
    match key {
        Some(key) => {
            let sort = Callback::new(move |()| view.sort_by(key));
            view! { <ColumnHead label sorted on_sort=sort class/> }.into_any()
        }
        None => view! { <ColumnHead label class/> }.into_any(),
    }
}

fn row_view(view: QueueView, row: GridRow, is_narrow: RwSignal<bool>) -> AnyView {
    let data = Memo::new(move |_| view.data(row.id.get()));
    let drawn = move || {
        let data = data.get()?;
        let href = view.open(data.id.clone()).to_string();
        Some(if is_narrow.get() { card(data, href) } else { cells(data, href) })
    };
    let pressed = move |_| remember(view, row.id.get_untracked());
    view! { <div class="rows-content" on:click=pressed>{drawn}</div> }.into_any()
}

/// `j` and `k` move, `/` goes to the text field; never while somebody types.
fn keys(control: GridControl) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || elements::is_typing(&event) {
            return;
        }
        match event.key().as_str() {
            "j" => control.step(1),
            "k" => control.step(-1),
            "/" => dom::focus("queue-find"),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// Nothing matches: each filter can be taken away, with the number of incidents that brings.
#[component]
fn NoMatch(view: QueueView) -> impl IntoView {
    let offers = Memo::new(move |_| {
        let filter = view.link.get().filter.filter();
        let dims: Vec<Dim> = filter.choices().map(|(dim, _)| dim).collect();
        dims.into_iter().map(|dim| (dim, view.total_without(dim))).collect::<Vec<_>>()
    });
    let buttons = move || {
        offers
            .get()
            .into_iter()
            .map(|(dim, count)| {
                let filter = view.link.get_untracked().filter.filter();
                let words: Vec<String> = filter
                    .choice(dim)
                    .into_iter()
                    .flat_map(|choice| choice.any.iter().chain(&choice.none))
                    .map(|value| values::value(view.portal, dim, value))
                    .collect();
                let label = t!(
                    "queue.none.remove",
                    field = values::dimension(dim),
                    value = words.join(", "),
                    n = count
                );
                let remove = move |_| view.change(|filter| filter.clear(dim));
                view! { <Button label on_press=remove/> }
            })
            .collect_view()
    };
    let clear = move |_| view.change(|filter| *filter = Default::default());
    view! {
        <EmptyState title=t!("queue.none") text=t!("queue.none.help")>
            <div class="row">{buttons} <Button label=t!("queue.clear") on_press=clear/></div>
        </EmptyState>
    }
}
