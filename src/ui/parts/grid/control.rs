//! The handle by which a page knows and moves the current row of its grid.

use crate::view::prelude::*;

/// What a page asks of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    /// How many rows to move; none to show the current one, or the top of the list without one.
    pub(super) step: Option<i32>,
    /// Whether the row gets the focus.
    pub(super) focus: bool,
    /// Whether the list is another one, which begins at its top without a current row.
    pub(super) anew: bool,
}

/// The current row of a grid. Make it in the page, give it to the grid.
#[derive(Clone, Copy, Debug)]
pub struct GridControl {
    pub(super) current: RwSignal<Option<u32>>,
    pub(super) wish: WishSignal,
    /// How far the list is scrolled, in px.
    pub(super) at_px: RwSignal<f64>,
    /// How far it is to be scrolled when it is first drawn.
    pub(super) start_px: StoredValue<Option<f64>>,
    /// The first and last place in the window.
    pub(super) seen: RwSignal<(u32, u32)>,
}

/// The newest wish; every write is a new one, also when it says the same.
type WishSignal = RwSignal<Option<Wish>>;

impl Default for GridControl {
    fn default() -> Self {
        Self::new()
    }
}

impl GridControl {
    /// A grid without a current row.
    pub fn new() -> Self {
        Self {
            current: RwSignal::new(None),
            wish: RwSignal::new(None),
            at_px: RwSignal::new(0.0),
            start_px: StoredValue::new(None),
            seen: RwSignal::new((0, 0)),
        }
    }

    /// Scrolls so far when the grid is first drawn, as it was when the reader left it.
    pub fn start_at(self, list_px: f64) {
        self.start_px.set_value(Some(list_px));
    }

    /// How far the list is scrolled, in px.
    pub fn at_px(self) -> Signal<f64> {
        self.at_px.into()
    }

    /// The places of the first and the last row in the window.
    pub fn seen(self) -> Signal<(u32, u32)> {
        self.seen.into()
    }

    /// The id of the current row.
    pub fn current(self) -> Signal<Option<u32>> {
        self.current.into()
    }

    /// Makes a row current without moving anything, such as the one that the reader came back from.
    pub fn set_current(self, id: Option<u32>) {
        self.current.set(id);
    }

    /// Moves the current row by so many places and gives it the focus: `j` is 1, `k` is -1.
    pub fn step(self, step: i32) {
        self.wish.set(Some(Wish { step: Some(step), focus: true, anew: false }));
    }

    /// Goes to the rows: the current one gets the focus, else the first in the window.
    pub fn enter(self) {
        self.wish.set(Some(Wish { step: Some(0), focus: true, anew: false }));
    }

    /// Begins at the top, without a current row, as after a change of the filter: it is another list.
    pub fn begin(self) {
        self.wish.set(Some(Wish { step: None, focus: false, anew: true }));
    }

    /// Brings the current row into view, or the top of the list without one, as after a change of the order; `focus` gives
    /// the row the focus as well.
    pub fn show(self, focus: bool) {
        self.wish.set(Some(Wish { step: None, focus, anew: false }));
    }
}
