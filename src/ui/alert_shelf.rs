//! The alerts of all incidents, read once a session: in slices, while their page is open, with a count of how far it is.

use super::failures;
use super::portal::Portal;
use crate::analytics::alerts::AlertIndex;
use crate::domain::catalogue::{Place, Row};
use crate::platform::timer;
use crate::platform::yielding::Slices;
use crate::route::Route;
use crate::store::failure::SaveFailure;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// While reading, views look again after so long: each look goes over all that was read.
const LOOK_AGAIN_MS: f64 = 400.0;

/// The handle. A copy is the same shelf.
#[derive(Clone, Copy)]
pub struct AlertShelf {
    index: StoredValue<AlertIndex, LocalStorage>,
    is_reading: StoredValue<bool, LocalStorage>,
    /// Goes up when there is more to look at.
    version: RwSignal<u64>,
    /// Of how many incidents the alerts are still to be read.
    left: RwSignal<usize>,
    /// What could not be read.
    failure: RwSignal<Option<String>>,
}

impl Default for AlertShelf {
    fn default() -> Self {
        Self {
            index: StoredValue::new_local(AlertIndex::default()),
            is_reading: StoredValue::new_local(false),
            version: RwSignal::new(0),
            left: RwSignal::new(0),
            failure: RwSignal::new(None),
        }
    }
}

impl AlertShelf {
    /// Reads what was read, and again when there is more.
    pub(super) fn read<R>(self, look: impl FnOnce(&AlertIndex) -> R) -> R {
        self.version.track();
        self.glance(look)
    }

    /// Reads what was read, once.
    pub(super) fn glance<R>(self, look: impl FnOnce(&AlertIndex) -> R) -> R {
        self.index.with_value(look)
    }

    /// Of how many incidents the alerts are still to be read.
    pub(super) fn left(self) -> usize {
        self.left.get()
    }

    /// Why some could not be read, in words.
    pub(super) fn failure(self) -> Option<String> {
        self.failure.get()
    }

    /// Reads on from where it stopped, for as long as the page of alerts is open. So many incidents have alerts.
    pub(super) fn fill(self, portal: Portal, incidents: usize) {
        if self.is_reading.get_value() {
            return;
        }
        self.is_reading.set_value(true);
        self.follow(portal);
        self.left.set(incidents.saturating_sub(self.glance(AlertIndex::read)));
        self.failure.set(None);
        spawn_local(async move {
            // The page is drawn first: to find what is missing all incidents are looked at.
            timer::give_way().await;
            loop {
                let known = brought(portal);
                self.follow(portal);
                let missing = portal.glance(|state| self.glance(|index| index.missing(&state.catalogue)));
                self.left.set(missing.len());
                self.read_all(portal, &missing).await;
                // An import may have come meanwhile.
                if !is_open(portal) || known == brought(portal) {
                    break;
                }
            }
            let _ = self.is_reading.try_set_value(false);
            if is_open(portal) {
                self.look_again();
            }
        });
    }

    fn follow(self, portal: Portal) {
        portal.glance(|state| self.index.update_value(|index| index.follow(&state.catalogue)));
    }

    async fn read_all(self, portal: Portal, missing: &[(Place, Row)]) {
        let slices = Slices::default();
        let (generation, _) = brought(portal);
        let mut looked_ms = timer::elapsed_ms();
        for batch in missing.chunk_by(|one, other| one.0.batch == other.0.batch) {
            let numbers: Vec<u32> = batch.iter().map(|(place, _)| place.index).collect();
            let Some((Place { batch: number, .. }, _)) = batch.first() else { continue };
            let pause = async || slices.pause().await;
            let desk = portal.desk();
            let read = desk.read_alerts(*number, &numbers, &pause, |at, alerts| {
                if !is_open(portal) || generation != brought(portal).0 {
                    return false;
                }
                let Some((place, row)) = batch.get(at) else { return false };
                portal.glance(|state| {
                    let id = state.catalogue.get(*row).map(|known| known.id());
                    let id = id.unwrap_or_default();
                    self.index.update_value(|index| index.put(*row, id, *place, &alerts));
                });
                self.left.update_untracked(|left| *left = left.saturating_sub(1));
                if timer::elapsed_ms() - looked_ms >= LOOK_AGAIN_MS {
                    looked_ms = timer::elapsed_ms();
                    self.look_again();
                }
                true
            });
            let outcome = read.await;
            if !is_open(portal) || generation != brought(portal).0 {
                return;
            }
            if let Err(problem) = outcome {
                self.failure.set(Some(failures::save_failure(&SaveFailure::from(problem))));
            }
        }
    }

    fn look_again(self) {
        self.left.notify();
        self.version.update(|version| *version += 1);
    }
}

/// What imports have brought: rows of another generation are other incidents, further batches have further ones.
fn brought(portal: Portal) -> (u32, u32) {
    portal.glance(|state| (state.catalogue.generation(), state.catalogue.batch_count()))
}

/// Whether the page of alerts is open. The workspace may have been closed meanwhile.
fn is_open(portal: Portal) -> bool {
    portal.route.try_with_untracked(|route| matches!(route, Route::Alerts(_))).unwrap_or_default()
}
