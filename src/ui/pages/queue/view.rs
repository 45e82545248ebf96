//! The incidents of the queue's link: counted, ordered, and read a row at a time.

use super::row::RowData;
use crate::analytics::dimension::{Dim, Value, stage_word};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::linked::{Facet, Linked};
use crate::analytics::sort::{Sort, SortKey};
use crate::domain::catalogue::Row;
use crate::domain::ids::IncidentId;
use crate::route::{FilterParam, List, Queue, Route};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The view. A copy is the same view.
#[derive(Clone, Copy)]
pub(super) struct QueueView {
    pub(super) portal: Portal,
    /// What the address says.
    pub(super) link: Memo<Queue>,
    /// Goes up whenever the rows may be others.
    pub(super) version: Memo<u64>,
    /// How many incidents there are.
    pub(super) total: Memo<u32>,
    /// How many each list has under the filter, in the order of [`List::ALL`].
    pub(super) list_counts: Memo<Vec<u32>>,
    linked: StoredValue<Option<Linked>, LocalStorage>,
}

impl QueueView {
    pub(super) fn new(portal: Portal) -> Self {
        let link = Memo::new(move |before: Option<&Queue>| match portal.route.get() {
            Route::Incidents(link) => link,
            // The page is about to be left: what it shows stays as it is.
            _ => before.cloned().unwrap_or_default(),
        });
        let linked = StoredValue::new_local(None::<Linked>);
        // Applying a filter changes the linked view, which is large and lives outside the signals; its version is what
        // the rest of the page depends on.
        let version = Memo::new(move |before: Option<&u64>| {
            let filter = link.with(Queue::asked);
            portal.board(|board| {
                portal.reader.with(|reader| {
                    linked.update_value(|linked| match linked {
                        Some(linked) => linked.update(&board.columns, &filter, reader),
                        None => *linked = Some(Linked::new(&board.columns, &filter, reader)),
                    });
                });
            });
            before.map_or(1, |before| before + 1)
        });
        let count = move |look: &dyn Fn(&Linked) -> usize| {
            let _ = version.get();
            let counted = linked.with_value(|linked| linked.as_ref().map_or(0, look));
            u32::try_from(counted).unwrap_or(u32::MAX)
        };
        let total = Memo::new(move |_| count(&Linked::total));
        let list_counts = Memo::new(move |_| {
            let _ = version.get();
            portal.board(|board| {
                let facets = linked.with_value(|linked| {
                    linked.as_ref().map(|linked| linked.facets(&board.columns, Dim::Stage))
                });
                List::ALL
                    .into_iter()
                    .map(|list| list_count(list, facets.as_deref().unwrap_or_default()))
                    .collect()
            })
        });
        Self { portal, link, version, total, list_counts, linked }
    }

    /// The values of a dimension with their counts.
    pub(super) fn facets(self, dim: Dim) -> Vec<Facet> {
        let _ = self.version.get();
        self.portal.board(|board| {
            self.linked.with_value(|linked| {
                linked.as_ref().map(|linked| linked.facets(&board.columns, dim)).unwrap_or_default()
            })
        })
    }

    /// The rows of the catalogue at some places of the list.
    pub(super) fn page(self, first: u32, len: u32) -> Vec<Row> {
        let _ = self.version.get();
        let sort = self.link.get().sort;
        self.portal.board(|board| {
            self.linked.with_value(|linked| {
                let page = |linked: &Linked| linked.page(&board.columns, sort, first as usize, len as usize);
                linked.as_ref().map(page).unwrap_or_default()
            })
        })
    }

    /// The place of an incident in the list, if it is there.
    pub(super) fn rank(self, row: Row) -> Option<u32> {
        let _ = self.version.get();
        let sort = self.link.get().sort;
        self.portal
            .board(|board| self.linked.with_value(|linked| linked.as_ref()?.rank(&board.columns, sort, row)))
            .and_then(|place| u32::try_from(place).ok())
    }

    /// How many incidents there would be without any word on a dimension.
    pub(super) fn total_without(self, dim: Dim) -> u32 {
        let _ = self.version.get();
        let count =
            self.linked.with_value(|linked| linked.as_ref().map_or(0, |linked| linked.rows_for(dim).count()));
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// What a row says now.
    pub(super) fn data(self, row: Row) -> Option<RowData> {
        self.portal.read(|state| RowData::of(row, state))
    }

    /// The link to an incident that leads back to this list.
    pub(super) fn open(self, id: IncidentId) -> Route {
        Route::Incident { id, tab: Default::default(), queue: self.link.get_untracked() }
    }

    /// Changes the filter and with it the address.
    pub(super) fn change(self, edit: impl FnOnce(&mut Filter)) {
        let mut link = self.link.get_untracked();
        let mut filter = link.filter.filter();
        edit(&mut filter);
        link.filter = FilterParam::Good(filter);
        self.portal.replace(Route::Incidents(link));
    }

    /// Orders by a column: highest first, and the other way round when it is pressed again.
    pub(super) fn sort_by(self, key: SortKey) {
        let mut link = self.link.get_untracked();
        let descending = if link.sort.key == key { !link.sort.descending } else { key != SortKey::Title };
        link.sort = Sort { key, descending };
        self.portal.replace(Route::Incidents(link));
    }

    /// Marks a value of a dimension.
    pub(super) fn mark(self, dim: Dim, value: Value, mark: Mark) {
        self.change(|filter| filter.set(dim, value, mark));
    }
}

fn list_count(list: List, stages: &[Facet]) -> u32 {
    match list.stage() {
        None => stages.iter().map(|facet| facet.count).sum(),
        Some(stage) => {
            let value = Value::word(stage_word(stage));
            stages.iter().find(|facet| facet.value == value).map_or(0, |facet| facet.count)
        }
    }
}
