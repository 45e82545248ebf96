//! What a page does for its open workspace by itself: it drives the desk, tells other pages what it wrote and hears
//! what they wrote, asks the browser to keep the data, and clears leftovers away.

use super::broadcast::Line;
use super::storage::Place;
use super::yielding::Slices;
use super::{clock, storage, timer};
use crate::store::backend::Keeping;
use crate::store::desk::Desk;
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;

/// When leftovers are cleared away: after the page has come up and is at rest.
const TIDY_AFTER_MS: i32 = 10_000;

/// Begins to look after a desk, for as long as the page lives.
pub fn begin(desk: &Desk<Place>) {
    let worker = desk.clone();
    spawn_local(async move {
        let slices = Slices::default();
        worker.run(&async || slices.pause().await).await;
    });
    if desk.keeping() == Keeping::InMemory {
        return;
    }
    let tidier = desk.clone();
    spawn_local(async move {
        timer::sleep(TIDY_AFTER_MS).await;
        // What cannot be cleared away now is cleared away another time.
        let _ = tidier.tidy(clock::now()).await;
    });
    let follower = desk.clone();
    let workspace = desk.read(|session| session.workspace().clone());
    // The job is handed in by the call; nobody needs its answer.
    let line = Line::open(workspace.as_str(), move || drop(follower.follow()));
    let has_asked = Cell::new(false);
    desk.on_change(move |change| {
        if !change.wrote {
            return;
        }
        if let Some(line) = &line {
            line.tell();
        }
        if !has_asked.replace(true) {
            spawn_local(async { drop(storage::persist().await) });
        }
    });
}
