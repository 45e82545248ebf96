//! One slot of the pool: it shows one row after another.

use super::page::Page;
use super::{Grid, GridLayout, RowView};
use crate::analytics::scroll::{Position, Scroll, row_of_slot};
use crate::view::prelude::*;

/// The rows that are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Drawn {
    /// The place of the first.
    pub(super) first: u32,
    /// How many.
    pub(super) pool: u32,
}

impl Drawn {
    pub(super) fn contains(self, place: u32) -> bool {
        place >= self.first && place - self.first < self.pool
    }

    /// The slot that shows a place. A place keeps its slot while it is drawn.
    pub(super) fn slot_of(self, place: u32) -> u32 {
        place.checked_rem(self.pool).unwrap_or_default()
    }

    /// The place at the top of the window.
    pub(super) fn first_visible(self, scroll: Memo<Scroll>, position: RwSignal<Position>) -> u32 {
        scroll.get_untracked().rows(position.get_untracked(), 0).0
    }
}

/// The name of a slot's element.
pub(super) fn slot_id(grid_id: &str, slot: u32) -> String {
    format!("{grid_id}-{slot}")
}

/// What a row view knows: which row it shows now.
#[derive(Clone, Copy)]
pub struct GridRow {
    /// The id of the row.
    pub id: Signal<u32>,
    /// Its place in the order, from 0.
    pub place: Signal<u32>,
    /// Whether it is the current one, whose controls are in the tab order.
    pub is_current: Signal<bool>,
}

impl GridRow {
    /// The `tabindex` of a control in the row: only the current row's are reached by Tab.
    pub fn tabindex(self) -> Signal<i32> {
        Signal::derive(move || if self.is_current.get() { 0 } else { -1 })
    }
}

/// The element of a slot with the row that the page draws into it.
pub(super) fn slot_view(
    slot: u32,
    row: &RowView,
    layout: Signal<GridLayout>,
    grid: Grid,
    page: Memo<Page>,
    is_selected: Option<Callback<u32, bool>>,
    on_open: Callback<u32>,
) -> AnyView {
    let Grid { drawn, scroll, shift_px, control, .. } = grid;
    let place = Memo::new(move |before: Option<&u32>| {
        let Drawn { first, pool } = drawn.get();
        row_of_slot(slot, first, pool).or(before.copied()).unwrap_or_default()
    });
    let id = Memo::new(move |before: Option<&u32>| {
        let place = place.get();
        page.with(|page| page.shown(place)).or(before.copied()).unwrap_or_default()
    });
    let is_current = Memo::new(move |_| control.current.get() == Some(id.get()));
    // Without a current row among those drawn, Tab must still reach one: the first.
    let is_tab_stop = Memo::new(move |_| {
        let current = control.current.get();
        let has_current = current.is_some_and(|current| page.with(|page| page.ids().contains(&current)));
        if has_current { is_current.get() } else { place.get() == drawn.get().first }
    });
    let top = move || format!("{:.0}px", f64::from(place.get()) * scroll.get().row_px + shift_px.get());
    let selected = Memo::new(move |_| is_selected.map(|is_selected| is_selected.run(id.get()).to_string()));
    let grid_row = GridRow { id: id.into(), place: place.into(), is_current: is_current.into() };
    let make_current = move || {
        if control.current.get_untracked() != Some(id.get_untracked()) {
            control.current.set(Some(id.get_untracked()));
        }
    };
    view! {
        <div
            id=slot_id(&grid.grid_id.get_value(), slot)
            class="rows-row"
            class:is-current=is_current
            role="row"
            tabindex=move || if is_tab_stop.get() { "0" } else { "-1" }
            aria-rowindex=move || place.get() + 2
            aria-selected=move || selected.get()
            style:inset-block-start=top
            style:block-size=move || format!("{}px", layout.with(|layout| layout.row_px))
            style:grid-template-columns=move || layout.with(|layout| layout.columns.clone())
            on:focusin=move |_| make_current()
            on:click=move |_| make_current()
            on:dblclick=move |_| on_open.run(id.get_untracked())
        >
            {row(grid_row)}
        </div>
    }
    .into_any()
}
