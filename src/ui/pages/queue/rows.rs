//! The rows of the queue in a grid that shows any number of them.

use super::columns::{self, Drag};
use super::fit::Fit;
use super::row::{card, cells, more, pick};
use super::tools::{RowPopover, RowTools};
use super::view::QueueView;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::linked::Facet;
use crate::domain::catalogue::Row;
use crate::domain::vocabulary::Severity;
use crate::platform::{dom, elements};
use crate::t;
use crate::ui::demo::Player;
use crate::ui::naming;
use crate::ui::parts::{GridControl, GridLayout, GridRow, GridSource, VirtualGrid};
use crate::view::prelude::*;
use std::sync::Arc;

/// A row is this high, as in the house look; a card on a phone is this high.
const ROW_PX: u32 = 32;
const ROOMY_PX: u32 = 40;
const CARD_PX: u32 = 116;
/// Below this width rows are cards.
const CARDS_QUERY: &str = "(max-width: 639.98px)";

/// The grid.
#[component]
pub(super) fn Rows(view: QueueView, control: GridControl) -> impl IntoView {
    let is_narrow = media(CARDS_QUERY);
    let tools = RowTools::new(view);
    let drag: Drag = RwSignal::new(None);
    let columns = Memo::new(move |_| (columns::drawn(view), view.link.with(|link| link.roomy)));
    // Larger type needs wider columns, and each side reads its own words.
    let is_presented = || Player::find().is_some_and(|player| player.presenter.get());
    // Words that no list has want room too.
    let others = Memo::new(move |_| other_severities(view));
    let fit = Memo::new(move |_| {
        is_presented();
        others.with(|others| Fit::measure(view.portal.party(), others))
    });
    let layout = Memo::new(move |_| {
        let (columns, roomy) = columns.get();
        let percent = if is_presented() { 115 } else { 100 };
        let (template, least_px) = fit.with(|fit| columns::template(&columns, drag.get(), fit, percent));
        GridLayout {
            row_px: match (is_narrow.get(), roomy) {
                (true, _) => CARD_PX,
                (false, true) => ROOMY_PX,
                (false, false) => ROW_PX,
            },
            columns: template,
            least_px: if is_narrow.get() { 0 } else { least_px },
            cards: is_narrow.get(),
        }
    });
    let source = GridSource {
        count: view.listed.into(),
        page: Callback::new(move |(first, len)| view.page(first, len)),
        rank: Callback::new(move |row| view.rank(row)),
    };
    let open = move |row: Row| {
        if let Some(id) = view.id(row) {
            remember(view, control, row);
            view.portal.go(&view.open(id));
        }
    };
    come_back(view, control);
    let head = move || columns::heads(view, drag);
    let row = Arc::new(move |row: GridRow| row_view(view, tools, control, row, is_narrow));
    view! {
        <VirtualGrid
            label=t!("shell.incidents")
            source
            layout
            control
            head
            row
            is_selected=Callback::new(move |row| view.is_picked(row))
            on_open=Callback::new(open)
            on_toggle=Callback::new(move |(row, range)| view.toggle(row, range))
        />
        <RowPopover tools/>
    }
}

/// The severities of what is listed that only its source knows, in words.
fn other_severities(view: QueueView) -> Vec<String> {
    let word = |facet: Facet| match facet.value {
        Value::Word(word) if facet.count > 0 => Some(Severity::parse(&word)).filter(|it| !it.is_known()),
        _ => None,
    };
    view.facets(Dim::Severity).into_iter().filter_map(word).map(|it| naming::severity(&it)).collect()
}

/// Whether a media query holds, as it changes.
fn media(query: &'static str) -> RwSignal<bool> {
    let holds = RwSignal::new(dom::media(query));
    let watcher = StoredValue::new_local(None);
    watcher.set_value(elements::MediaObserver::new(query, move |now| holds.set(now)));
    holds
}

/// Which row was opened, how far the list was scrolled and what was selected, so that coming back finds all of it.
fn remember(view: QueueView, control: GridControl, row: Row) {
    view.portal.queue_row.set(Some(row));
    view.portal.queue_px.set(control.at_px().get_untracked());
    view.keep_picked();
}

/// Puts the list where the reader left it, with the row that was looked at last as the current one.
fn come_back(view: QueueView, control: GridControl) {
    let row = view.portal.queue_row.get_untracked();
    control.set_current(row);
    if row.is_some() {
        control.start_at(view.portal.queue_px.get_untracked());
        control.show(true);
    }
    view.take_picked();
}

fn row_view(
    view: QueueView,
    tools: RowTools,
    control: GridControl,
    row: GridRow,
    is_narrow: RwSignal<bool>,
) -> AnyView {
    let data = Memo::new(move |_| view.data(row.id.get()));
    let shown = Memo::new(move |_| columns::drawn(view).iter().map(|shown| shown.column).collect::<Vec<_>>());
    let drawn = move || match is_narrow.get() {
        true => card(data, tools, row),
        false => shown.with(|columns| cells(data, columns, tools, row)),
    };
    let is_open = move || data.with(|data| data.as_ref().is_some_and(|data| data.is_open));
    let is_roomy = Memo::new(move |_| view.link.with(|link| link.roomy));
    let pressed = move |_| remember(view, control, row.id.get_untracked());
    view! {
        <div class="rows-content" class:is-open=is_open class:is-roomy=is_roomy on:click=pressed>
            {pick(tools, row)}
            {drawn}
            {more(tools, row)}
        </div>
    }
    .into_any()
}
