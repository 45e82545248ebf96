//! Rows beyond the window of a grid, which come when those that are seen are on the screen.

use crate::analytics::scroll::Position;
use crate::platform::{elements, timer};
use crate::view::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;

/// Rows drawn above and below the window, so that a quick scroll shows no gap.
const SPARE_ROWS: u32 = 12;
/// So many of them come at a time where the list stands at its top, and no row that is shown moves to another slot.
const SPARE_STEP: u32 = 3;
/// They come so long after the rows that are seen, which must not wait for them.
const SPARE_AFTER_MS: i32 = 120;
/// The share of the height of the page that a grid has before one was ever measured.
const WINDOW_SHARE: f64 = 0.7;

thread_local! {
    /// How high the window of the last grid was in px: the next one is likely to be as high.
    static LAST_WINDOW_PX: Cell<Option<f64>> = const { Cell::new(None) };
}

/// The height of a window before it is measured.
pub(super) fn likely_window_px() -> f64 {
    LAST_WINDOW_PX.get().unwrap_or_else(|| elements::screen().1 * WINDOW_SHARE)
}

/// Remembers a height that was measured.
pub(super) fn note_window_px(px: f64) {
    if px > 0.0 {
        LAST_WINDOW_PX.set(Some(px));
    }
}

/// Adds the spare rows once the rows that are seen are on the screen.
pub(super) fn add(spare: RwSignal<u32>, position: RwSignal<Position>) {
    spawn_local(async move {
        timer::sleep(SPARE_AFTER_MS).await;
        // The page may be left meanwhile.
        while let Some((now, at)) = spare.try_get_untracked().zip(position.try_get_untracked()) {
            if now >= SPARE_ROWS {
                return;
            }
            let step = if at.list_px > 0.0 { SPARE_ROWS } else { SPARE_STEP };
            spare.set((now + step).min(SPARE_ROWS));
            timer::next_frame().await;
        }
    });
}

/// Adds them at once: somebody scrolls.
pub(super) fn add_now(spare: RwSignal<u32>) {
    if spare.get_untracked() < SPARE_ROWS {
        spare.set(SPARE_ROWS);
    }
}
