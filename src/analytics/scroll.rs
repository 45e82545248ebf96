//! Which rows of a very long list a window shows. Rows have one height, so this is arithmetic and needs no measuring.
//!
//! Browsers do not make elements of any height: Chromium stops near 16.7 million px, and a million rows of 40 px are
//! 40 million. So the space that scrolls is capped. Below the cap a px of the scroll bar is a px of the list. Above it
//! small moves (wheel, keys, touch) still go px by px, and a large move (the thumb) goes by proportion.

/// The tallest space that is asked of the browser.
pub const SPACE_MAX_PX: f64 = 8_000_000.0;

/// A list of rows of one height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scroll {
    /// How many rows there are.
    pub count: u32,
    /// The height of each in px.
    pub row_px: f64,
    /// The height of the window in px, without a head that covers its top.
    pub window_px: f64,
}

/// Where a window stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Position {
    /// The scroll position as the browser has it, in px.
    pub bar_px: f64,
    /// The first px of the list that is shown.
    pub list_px: f64,
}

impl Scroll {
    /// The height of all rows in px.
    pub fn list_px(&self) -> f64 {
        f64::from(self.count) * self.row_px
    }

    /// The height of the space that scrolls in px.
    pub fn space_px(&self) -> f64 {
        self.list_px().min(SPACE_MAX_PX)
    }

    /// Whether the space is shorter than the list.
    pub fn is_capped(&self) -> bool {
        self.list_px() > SPACE_MAX_PX
    }

    fn bar_end_px(&self) -> f64 {
        (self.space_px() - self.window_px).max(0.0)
    }

    fn list_end_px(&self) -> f64 {
        (self.list_px() - self.window_px).max(0.0)
    }

    /// Where the window stands after the browser scrolled to `bar_px`.
    pub fn moved(&self, from: Position, bar_px: f64) -> Position {
        let bar_px = bar_px.clamp(0.0, self.bar_end_px());
        let step = bar_px - from.bar_px;
        let list_px = if !self.is_capped() {
            bar_px
        } else if bar_px <= 0.0 {
            0.0
        } else if bar_px >= self.bar_end_px() {
            self.list_end_px()
        } else if step.abs() <= self.window_px {
            from.list_px + step
        } else {
            bar_px / self.bar_end_px() * self.list_end_px()
        };
        Position { bar_px, list_px: list_px.clamp(0.0, self.list_end_px()) }
    }

    /// The same place in the list with the scroll bar where the proportion says. After many small moves the two have
    /// drifted apart, and without this the bar would come to its end before the list.
    pub fn settled(&self, at: Position) -> Position {
        let list_px = at.list_px.clamp(0.0, self.list_end_px());
        let bar_px = if !self.is_capped() {
            list_px
        } else {
            (list_px / self.list_end_px() * self.bar_end_px()).round().clamp(0.0, self.bar_end_px())
        };
        Position { bar_px, list_px }
    }

    /// Where the window must stand to show a row whole, moving as little as possible.
    pub fn showing(&self, at: Position, row: u32) -> Position {
        let top = f64::from(row.min(self.count.saturating_sub(1))) * self.row_px;
        let window_px = self.window_px.max(self.row_px);
        let list_px = if top < at.list_px {
            top
        } else if top + self.row_px > at.list_px + window_px {
            top + self.row_px - window_px
        } else {
            at.list_px
        };
        if list_px == at.list_px { at } else { self.settled(Position { list_px, ..at }) }
    }

    /// The first row to draw and how many, with `spare` rows on each side so that a quick scroll shows no gap.
    pub fn rows(&self, at: Position, spare: u32) -> (u32, u32) {
        if self.row_px <= 0.0 || self.count == 0 {
            return (0, 0);
        }
        let visible = (self.window_px / self.row_px).ceil() as u32 + 1;
        let pool = visible.saturating_add(spare.saturating_mul(2)).min(self.count);
        let first = (at.list_px / self.row_px).floor() as u32;
        (first.saturating_sub(spare).min(self.count - pool), pool)
    }

    /// How many whole rows a page key moves.
    pub fn page_rows(&self) -> u32 {
        ((self.window_px / self.row_px).floor() as u32).max(2) - 1
    }
}

/// Where a slot of the pool draws: slot `slot` of `pool` shows this row while the first drawn row is `first`. A row
/// keeps its slot while it is drawn, so that scrolling by one row changes one slot.
pub fn row_of_slot(slot: u32, first: u32, pool: u32) -> Option<u32> {
    if slot >= pool {
        return None;
    }
    let offset = first.checked_rem(pool)?;
    let ahead = (slot + pool - offset) % pool;
    Some(first + ahead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn million() -> Scroll {
        Scroll { count: 1_000_000, row_px: 40.0, window_px: 800.0 }
    }

    #[test]
    fn a_short_list_scrolls_px_by_px() {
        let list = Scroll { count: 1_000, row_px: 32.0, window_px: 640.0 };
        assert!(!list.is_capped());
        let at = list.moved(Position::default(), 3_200.0);
        assert_eq!(at, Position { bar_px: 3_200.0, list_px: 3_200.0 });
        assert_eq!(list.rows(at, 4), (96, 29));
    }

    #[test]
    fn a_long_list_keeps_small_moves_exact_and_reaches_its_end() {
        let list = million();
        assert_eq!(list.space_px(), SPACE_MAX_PX);
        let at = list.moved(Position::default(), 40.0);
        assert_eq!(at.list_px, 40.0);
        let half = list.moved(at, list.bar_end_px() / 2.0);
        assert!((half.list_px - list.list_end_px() / 2.0).abs() < 1.0);
        let end = list.moved(half, list.bar_end_px());
        let (first, pool) = list.rows(end, 4);
        assert_eq!(first + pool, 1_000_000);
    }

    #[test]
    fn a_list_that_fits_does_not_scroll() {
        let list = Scroll { count: 3, row_px: 40.0, window_px: 800.0 };
        assert_eq!(list.moved(Position::default(), 50.0), Position::default());
        assert_eq!(list.rows(Position::default(), 4), (0, 3));
        assert_eq!(Scroll { count: 0, ..list }.rows(Position::default(), 4), (0, 0));
    }

    #[test]
    fn a_row_is_shown_by_the_shortest_way() {
        let list = million();
        let start = Position::default();
        assert_eq!(list.showing(start, 5), start);
        assert_eq!(list.showing(start, 20).list_px, 21.0 * 40.0 - 800.0);
        let far = list.showing(start, 999_999);
        assert!(far.list_px <= list.list_end_px() && far.bar_px <= list.bar_end_px());
        assert_eq!(list.showing(far, 500_000).list_px, 20_000_000.0);
    }

    proptest! {
        #[test]
        fn every_drawn_row_has_exactly_one_slot(first in 0_u32..2_000_000, pool in 1_u32..80) {
            let mut rows: Vec<u32> = (0..pool).filter_map(|slot| row_of_slot(slot, first, pool)).collect();
            rows.sort_unstable();
            prop_assert_eq!(rows, (first..first + pool).collect::<Vec<_>>());
            // A step of one row moves one slot only.
            let changed = (0..pool).filter(|slot| row_of_slot(*slot, first, pool) != row_of_slot(*slot, first + 1, pool));
            prop_assert_eq!(changed.count(), 1);
        }

        #[test]
        fn the_window_stays_on_the_list(
            count in 0_u32..2_000_000,
            row_px in 20_f64..120.0,
            window_px in 0_f64..2_000.0,
            moves in prop::collection::vec(0_f64..9_000_000.0, 1..12),
        ) {
            let list = Scroll { count, row_px, window_px };
            let mut at = Position::default();
            for bar_px in moves {
                at = list.moved(at, bar_px);
                prop_assert!(at.list_px >= 0.0 && at.list_px <= list.list_end_px());
                let settled = list.settled(at);
                prop_assert!(settled.bar_px >= 0.0 && settled.bar_px <= list.bar_end_px());
                prop_assert!((settled.list_px - at.list_px).abs() < 1e-6);
                let (first, pool) = list.rows(at, 3);
                prop_assert!(first + pool <= count);
                if count > 0 {
                    prop_assert!(f64::from(first) * row_px <= at.list_px + 1e-6);
                    prop_assert!(f64::from(first + pool) * row_px + 1e-6 >= (at.list_px + window_px).min(list.list_px()));
                }
            }
        }

        #[test]
        fn a_shown_row_lies_in_the_window(row in 0_u32..1_000_000, from in 0_u32..1_000_000) {
            let list = million();
            let at = list.settled(Position { list_px: f64::from(from) * 40.0, bar_px: 0.0 });
            let shown = list.showing(at, row);
            let top = f64::from(row) * 40.0 - shown.list_px;
            prop_assert!(top >= -0.5 && top + 40.0 <= 800.5);
        }
    }
}
