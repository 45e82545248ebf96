//! The handle by which a page knows and moves the current row of its grid.

use crate::view::prelude::*;

/// What a page asks of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    /// How many rows to move; none to show the current one, or the top of the list without one.
    pub(super) step: Option<i32>,
    /// Whether the row gets the focus.
    pub(super) focus: bool,
}

/// The current row of a grid. Make it in the page, give it to the grid.
#[derive(Clone, Copy, Debug)]
pub struct GridControl {
    pub(super) current: RwSignal<Option<u32>>,
    pub(super) wish: WishSignal,
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
        Self { current: RwSignal::new(None), wish: RwSignal::new(None) }
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
        self.wish.set(Some(Wish { step: Some(step), focus: true }));
    }

    /// Brings the current row into view; `focus` gives it the focus as well.
    pub fn show(self, focus: bool) {
        self.wish.set(Some(Wish { step: None, focus }));
    }

    /// Scrolls to the top and forgets the current row, as after a change of the filter.
    pub fn to_top(self) {
        self.current.set(None);
        self.wish.set(Some(Wish { step: None, focus: false }));
    }
}
