//! The grid of fixed rows that shows a window of up to a million: a pool of row slots that are used again and again,
//! so that scrolling changes texts and makes no elements.
//!
//! The caller answers two questions about its order (which ids stand at these places, where does this id stand), so
//! no list of all rows is ever made. Which row is current is kept by id: it stays with its row through a new order.

mod control;
mod head;
mod page;
mod slot;
mod spare;
mod window;

pub use control::GridControl;
pub use head::{ColumnHead, SortDirection};
pub use slot::GridRow;

use crate::analytics::scroll::{Position, Scroll};
use crate::platform::elements::{self, Pause};
use crate::view::prelude::*;
use leptos::html;
use page::Page;
use slot::{Drawn, slot_id, slot_view};
use std::sync::Arc;

/// After this pause the scroll bar of a capped list is put where the proportion says.
const SETTLE_MS: i32 = 150;

/// What the grid asks of the caller's order. The callbacks run inside memos: signals that they read (revision, filter,
/// sort) bring a new answer.
#[derive(Clone, Copy)]
pub struct GridSource {
    /// How many rows there are.
    pub count: Signal<u32>,
    /// The ids of `len` rows from a place on (fewer at the end).
    pub page: Callback<(u32, u32), Vec<u32>>,
    /// The place of an id, if it is in the list.
    pub rank: Callback<u32, Option<u32>>,
}

/// How the grid is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct GridLayout {
    /// The height of a row in px.
    pub row_px: u32,
    /// The columns, as `grid-template-columns` writes them.
    pub columns: String,
    /// The least width in px; below it the grid scrolls sideways. 0 for cards.
    pub least_px: u32,
    /// Whether a row is a card, as on a phone.
    pub cards: bool,
}

/// The draws of one row: cells of a row with the role `gridcell`.
pub type RowView = Arc<dyn Fn(GridRow) -> AnyView + Send + Sync>;

/// A grid. Arrow keys, Page Up and Down, Home and End move the current row, Enter opens it, Space selects it.
#[component]
pub fn VirtualGrid(
    /// What the grid is a list of.
    #[prop(into)]
    label: Signal<String>,
    /// The order.
    source: GridSource,
    /// Rows and columns.
    #[prop(into)]
    layout: Signal<GridLayout>,
    /// The current row, and moves from outside (`j` and `k` of the page).
    control: GridControl,
    /// The heads of the columns, each a [`ColumnHead`].
    #[prop(into)]
    head: ViewFn,
    /// Draws one row. Called once a slot, so what changes with the row must read `row.id`.
    row: RowView,
    /// Whether a row is selected; runs inside a memo. Without it no row can be.
    #[prop(optional, into)]
    is_selected: Option<Callback<u32, bool>>,
    /// A row is to be opened.
    #[prop(into)]
    on_open: Callback<u32>,
    /// A row is to be selected or not; `true` when Shift asks for all since the last one.
    #[prop(optional, into)]
    on_toggle: Option<Callback<(u32, bool)>>,
) -> impl IntoView {
    let viewport = NodeRef::<html::Div>::new();
    let space = NodeRef::<html::Div>::new();
    let grid_id = super::fresh_id("grid");
    let (window_px, width_px) = (RwSignal::new(0.0_f64), RwSignal::new(0.0_f64));
    let position = RwSignal::new(Position::default());
    let scroll = Memo::new(move |_| Scroll {
        count: source.count.get(),
        row_px: f64::from(layout.with(|layout| layout.row_px)),
        // What is seen is drawn at once, and not after it was measured.
        window_px: Some(window_px.get()).filter(|px| *px > 0.0).unwrap_or_else(spare::likely_window_px),
    });
    let spare = RwSignal::new(0);
    let drawn = Memo::new(move |_| {
        let (first, pool) = scroll.get().rows(position.get(), spare.get());
        Drawn { first, pool }
    });
    let page = page::follow(source, drawn, scroll, position);
    // In a capped list rows stand where the window is, not where their place would put them.
    let shift_px = Memo::new(move |_| {
        let at = position.get();
        if scroll.get().is_capped() { at.bar_px - at.list_px } else { 0.0 }
    });
    window::observe(viewport, window_px, width_px);
    spare::add(spare, position);
    let grid = Grid {
        viewport,
        spare,
        space,
        source,
        scroll,
        position,
        drawn,
        shift_px,
        control,
        grid_id: StoredValue::new(grid_id),
    };
    grid.follow_control(Memo::new(move |_| window_px.get() > 0.0));
    grid.keep_focus(page);
    grid.tell_place();
    grid.keep_in_view(window_px);
    let pause = StoredValue::new_local(Pause::default());
    on_cleanup(move || pause.with_value(Pause::stop));
    let scrolled = move |_| {
        grid.scrolled();
        pause.with_value(|pause| pause.then(SETTLE_MS, move || grid.settle()));
    };
    let keys = move |event| grid.key(&event, on_open, on_toggle);
    let pool = Memo::new(move |_| drawn.get().pool);
    let columns = move || layout.with(|layout| layout.columns.clone());
    // Only then does the name of a row stand still: what stands still costs the browser a layer.
    let is_wide = Memo::new(move |_| {
        let width = width_px.get();
        width > 0.0 && f64::from(layout.with(|layout| layout.least_px)) > width
    });
    let least = move || format!("{}px", layout.with(|layout| layout.least_px));
    let slots = move |slot: u32| slot_view(slot, &row, layout, grid, page, is_selected, on_open);
    view! {
        <div
            node_ref=viewport
            class="rows"
            class:rows-cards=move || layout.with(|layout| layout.cards)
            class:rows-wide=is_wide
            role="grid"
            tabindex="-1"
            aria-label=label
            aria-multiselectable=is_selected.map(|_| "true")
            aria-rowcount=move || source.count.get() + 1
            on:scroll=scrolled
            on:keydown=keys
        >
            <div
                class="rows-head"
                role="row"
                aria-rowindex="1"
                style:grid-template-columns=columns
                style:min-inline-size=least
            >
                {head.run()}
            </div>
            <div
                node_ref=space
                class="rows-space"
                role="rowgroup"
                style:block-size=move || format!("{}px", scroll.get().space_px())
                style:--row-height=move || format!("{}px", layout.with(|layout| layout.row_px))
                style:min-inline-size=least
            >
                <For each=move || 0..pool.get() key=|slot| *slot children=slots/>
            </div>
        </div>
    }
    .into_any()
}

/// What the parts of a grid share.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    viewport: NodeRef<html::Div>,
    space: NodeRef<html::Div>,
    /// How many rows are drawn beyond the window.
    spare: RwSignal<u32>,
    source: GridSource,
    scroll: Memo<Scroll>,
    position: RwSignal<Position>,
    drawn: Memo<Drawn>,
    shift_px: Memo<f64>,
    control: GridControl,
    grid_id: StoredValue<String>,
}

impl Grid {
    /// The browser scrolled.
    fn scrolled(self) {
        let Some(viewport) = self.viewport.get_untracked() else { return };
        spare::add_now(self.spare);
        let bar_px = f64::from(viewport.scroll_top());
        let scroll = self.scroll.get_untracked();
        let had_focus = self.space.get_untracked().is_some_and(|space| elements::has_focus_within(&space));
        self.position.update(|at| *at = scroll.moved(*at, bar_px));
        // The row with the focus is about to show another row: the focus waits at the grid itself.
        if had_focus && !self.current_place().is_some_and(|place| self.drawn.get_untracked().contains(place))
        {
            elements::focus(&viewport);
        }
    }

    fn settle(self) {
        let scroll = self.scroll.get_untracked();
        if scroll.is_capped() {
            self.go(scroll.settled(self.position.get_untracked()));
        }
    }

    fn go(self, to: Position) {
        if to == self.position.get_untracked() {
            return;
        }
        self.position.set(to);
        if let Some(viewport) = self.viewport.get_untracked() {
            #[expect(clippy::cast_possible_truncation, reason = "a scroll position is below 8 million")]
            viewport.set_scroll_top(to.bar_px.round() as i32);
        }
    }

    fn current_place(self) -> Option<u32> {
        untrack(|| self.control.current.get_untracked().and_then(|id| self.source.rank.run(id)))
    }

    /// Makes the row at a place current, brings it into view, and gives it the focus if asked.
    fn make_current(self, place: u32, focus: bool) {
        let Some(id) = untrack(|| self.source.page.run((place, 1))).first().copied() else { return };
        self.control.current.set(Some(id));
        self.go(self.scroll.get_untracked().showing(self.position.get_untracked(), place));
        if focus {
            self.focus_place(place);
        }
    }

    /// Gives the focus to the slot that shows a place, once it does.
    fn focus_place(self, place: u32) {
        request_animation_frame(move || {
            let Some(drawn) = self.drawn.try_get_untracked() else { return };
            let element = slot_id(&self.grid_id.get_value(), drawn.slot_of(place));
            if drawn.contains(place) {
                crate::platform::dom::focus(&element);
            }
        });
    }

    /// Moves that the page asks for.
    fn follow_control(self, is_ready: Memo<bool>) {
        Effect::new(move |_| {
            let wish = self.control.wish.get();
            // Without a height nothing can be brought into view.
            if !is_ready.get() {
                return;
            }
            if let Some(list_px) = self.control.start_px.get_value() {
                self.control.start_px.set_value(None);
                self.go(self.scroll.get_untracked().settled(Position { list_px, bar_px: 0.0 }));
            }
            let Some(wish) = wish else { return };
            if wish.anew {
                self.control.current.set(None);
                self.go(Position::default());
                return;
            }
            let count = self.source.count.get_untracked();
            let Some(last) = count.checked_sub(1) else { return };
            let place = match (wish.step, self.current_place()) {
                (Some(step), Some(place)) => place.saturating_add_signed(step).min(last),
                (Some(_), None) => self.drawn.get_untracked().first_visible(self.scroll, self.position),
                (None, Some(place)) => place,
                (None, None) => {
                    self.go(Position::default());
                    return;
                }
            };
            self.make_current(place, wish.focus);
        });
    }

    /// Tells the page where the window stands. The page is outside: nothing in the grid follows from it.
    fn tell_place(self) {
        Effect::new(move |_| {
            let (at, scroll) = (self.position.get(), self.scroll.get());
            let first = (at.list_px / scroll.row_px).floor() as u32;
            let end = ((at.list_px + scroll.window_px) / scroll.row_px).floor() as u32;
            let last = end.saturating_sub(1).max(first).min(scroll.count.saturating_sub(1));
            self.control.at_px.set(at.list_px);
            if self.control.seen.get_untracked() != (first, last) {
                self.control.seen.set((first, last));
            }
        });
    }

    /// A window that becomes lower, such as by a bar that rises below it, goes on showing the current row.
    fn keep_in_view(self, window_px: RwSignal<f64>) {
        Effect::new(move |before: Option<f64>| {
            let now = window_px.get();
            let at = self.position.get_untracked();
            let row_px = self.scroll.get_untracked().row_px;
            let foot_px = |place: u32| f64::from(place + 1) * row_px - at.list_px;
            let was_seen = |place: &u32| before.is_some_and(|before| foot_px(*place) <= before);
            if let Some(place) =
                self.current_place().filter(was_seen).filter(|place| foot_px(*place) > now && now > 0.0)
            {
                self.go(self.scroll.get_untracked().showing(at, place));
            }
            now
        });
    }

    /// A new order moves the focus along with its row.
    fn keep_focus(self, page: Memo<Page>) {
        Effect::new(move |_| {
            page.track();
            let focused = self.space.get_untracked().is_some_and(|space| elements::has_focus_within(&space));
            if !focused {
                return;
            }
            match self.current_place() {
                Some(place) if self.drawn.get_untracked().contains(place) => {
                    let slot = slot_id(&self.grid_id.get_value(), self.drawn.get_untracked().slot_of(place));
                    if !elements::is_focus_in_id(&slot) {
                        self.focus_place(place);
                    }
                }
                _ => {
                    if let Some(viewport) = self.viewport.get_untracked() {
                        elements::focus(&viewport);
                    }
                }
            }
        });
    }

    fn key(
        self,
        event: &leptos::ev::KeyboardEvent,
        on_open: Callback<u32>,
        on_toggle: Option<Callback<(u32, bool)>>,
    ) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(last) = self.source.count.get_untracked().checked_sub(1) else { return };
        let page = self.scroll.get_untracked().page_rows();
        let place = self.current_place();
        let from_control = elements::is_from_control(event);
        let to = match event.key().as_str() {
            "ArrowDown" => place.map_or(Some(0), |place| Some(place.saturating_add(1))),
            "ArrowUp" => Some(place.unwrap_or_default().saturating_sub(1)),
            "PageDown" => Some(place.unwrap_or_default().saturating_add(page)),
            "PageUp" => Some(place.unwrap_or_default().saturating_sub(page)),
            "Home" => Some(0),
            "End" => Some(last),
            "Enter" if !from_control => {
                self.control.current.get_untracked().into_iter().for_each(|id| on_open.run(id));
                None
            }
            " " if !from_control => {
                let (shift, current) = (event.shift_key(), self.control.current.get_untracked());
                on_toggle.zip(current).into_iter().for_each(|(toggle, id)| toggle.run((id, shift)));
                None
            }
            _ => return,
        };
        if to.is_some() || !from_control {
            event.prevent_default();
        }
        if let Some(to) = to {
            self.make_current(to.min(last), true);
        }
    }
}
