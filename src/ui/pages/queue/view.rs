//! The incidents of the queue's link: counted, ordered, selected, and read a row at a time.

use super::asked::Asked;
use super::row::RowData;
use crate::analytics::dimension::{Dim, Value, stage_word};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::linked::{Facet, Linked};
use crate::analytics::period::Period;
use crate::analytics::sort::{Sort, SortKey};
use crate::domain::catalogue::Row;
use crate::domain::ids::IncidentId;
use crate::domain::vocabulary::Status;
use crate::domain::work::Stage;
use crate::route::{FilterParam, List, Queue, Route};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::collections::HashSet;

/// A linked view, outside the signals because it is large.
type Kept = StoredValue<Option<Linked>, LocalStorage>;

/// The view. A copy is the same view.
#[derive(Clone, Copy)]
pub(super) struct QueueView {
    pub(super) portal: Portal,
    /// What the address says.
    pub(super) link: Memo<Queue>,
    /// Goes up whenever the rows may be others.
    pub(super) version: Memo<u64>,
    /// How many incidents match, folded ones included.
    pub(super) total: Memo<u32>,
    /// How many of them are listed.
    pub(super) listed: Memo<u32>,
    /// How many each list has under the filter, in the order of [`List::ALL`].
    pub(super) list_counts: Memo<Vec<u32>>,
    /// The rows that are selected and match.
    pub(super) chosen: Memo<Vec<Row>>,
    /// Whether there is no room beside the rows for the filters.
    pub(super) is_narrow: RwSignal<bool>,
    /// What follows the id of an incident in the address that leads back to this list.
    way_back: Memo<String>,
    pub(super) picked: RwSignal<HashSet<Row>>,
    /// The row that was selected last: where a range begins.
    pub(super) anchor: StoredValue<Option<Row>>,
    matching: Kept,
    shown: Kept,
}

impl QueueView {
    pub(super) fn new(portal: Portal) -> Self {
        let link = Memo::new(move |before: Option<&Queue>| match portal.route.get() {
            Route::Incidents(link) => link,
            // The page is about to be left: what it shows stays as it is.
            _ => before.cloned().unwrap_or_default(),
        });
        let asked = Memo::new(move |_| {
            link.with(|link| Asked {
                all: link.unsnoozed(),
                whole: link.asked(),
                listed: link.listed(),
                counted: link.of_any_stage(),
                turns: Queue { list: List::YourTurn, ..link.clone() }.listed(),
            })
        });
        let matching: Kept = StoredValue::new_local(None);
        let counted: Kept = StoredValue::new_local(None);
        let shown: Kept = StoredValue::new_local(None);
        // Applying a filter changes the linked views, which are large and live outside the signals; their version is
        // what the rest of the page depends on.
        let version = Memo::new(move |before: Option<&u64>| {
            asked.with(|asked| {
                portal.board(|board| {
                    portal.reader.with(|reader| {
                        apply(matching, board, &asked.all, reader);
                        apply(counted, board, &asked.counted, reader);
                        apply(shown, board, &asked.listed, reader);
                        unfold(matching, shown, board, &asked.whole, reader);
                    });
                });
            });
            before.map_or(1, |before| before + 1)
        });
        let count = move |kept: Kept| {
            let _ = version.get();
            let counted = kept.with_value(|kept| kept.as_ref().map_or(0, Linked::total));
            u32::try_from(counted).unwrap_or(u32::MAX)
        };
        let total = Memo::new(move |_| count(matching));
        let listed = Memo::new(move |_| count(shown));
        let list_counts = Memo::new(move |_| {
            let _ = version.get();
            let stages = facets_of(portal, counted, Dim::Stage);
            let turns = facets_of(portal, counted, Dim::Asked);
            let count = |list: List| match list {
                List::YourTurn => asked.with(|asked| asked.turns(&turns)),
                list => link.with(|link| {
                    let link = Queue { list, ..link.clone() };
                    stage_count(&stages, |stage| link.lists(stage))
                }),
            };
            List::ALL.into_iter().map(count).collect()
        });
        let picked = RwSignal::new(HashSet::new());
        let chosen = Memo::new(move |_| {
            let _ = version.get();
            picked.with(|picked: &HashSet<Row>| matching_of(portal, matching, picked))
        });
        let (anchor, way_back) = (StoredValue::new(None), way_back(link));
        Self {
            portal,
            link,
            version,
            total,
            listed,
            list_counts,
            chosen,
            is_narrow: super::columns::narrow(),
            way_back,
            picked,
            anchor,
            matching,
            shown,
        }
    }

    /// The values of a dimension with their counts.
    pub(super) fn facets(self, dim: Dim) -> Vec<Facet> {
        let _ = self.version.get();
        let mut facets = facets_of(self.portal, self.matching, dim);
        // What the list of open ones leaves out is counted where it can be asked for.
        let adds =
            self.link.with(|link| link.list == List::Open && link.filter.filter().choice(dim).is_none());
        if dim == Dim::Status && adds {
            let resolved = Value::word(Status::Resolved.as_str());
            for facet in facets.iter_mut().filter(|facet| facet.value == resolved) {
                let stages = facets_of(self.portal, self.matching, Dim::Stage);
                facet.count = stage_count(&stages, |stage| !List::Open.holds(stage));
            }
        }
        facets
    }

    /// How many that match are put off now.
    pub(super) fn snoozed(self) -> u32 {
        self.counted(Dim::Asked, "snoozed")
    }

    /// How many that match are low-level noise.
    pub(super) fn noisy(self) -> u32 {
        self.counted(Dim::Noise, "yes")
    }

    fn counted(self, dim: Dim, word: &str) -> u32 {
        let facets = self.facets(dim);
        let found = facets.iter().find(|facet| facet.value == Value::word(word));
        found.map_or(0, |facet| facet.count)
    }

    /// The rows of the catalogue at some places of the list.
    pub(super) fn page(self, first: u32, len: u32) -> Vec<Row> {
        let _ = self.version.get();
        let sort = self.link.with(|link| link.sort);
        self.portal.board(|board| {
            self.shown.with_value(|linked| {
                let page = |linked: &Linked| linked.page(&board.columns, sort, first as usize, len as usize);
                linked.as_ref().map(page).unwrap_or_default()
            })
        })
    }

    /// The place of an incident in the list, if it is there.
    pub(super) fn rank(self, row: Row) -> Option<u32> {
        let _ = self.version.get();
        let sort = self.link.with(|link| link.sort);
        self.portal
            .board(|board| self.shown.with_value(|linked| linked.as_ref()?.rank(&board.columns, sort, row)))
            .and_then(|place| u32::try_from(place).ok())
    }

    /// How many incidents there would be under another filter, in the present list.
    pub(super) fn total_with(self, edit: impl FnOnce(&mut Filter)) -> u32 {
        let _ = self.version.get();
        let mut link = self.link.get();
        let mut filter = link.filter.filter();
        edit(&mut filter);
        link.filter = FilterParam::Good(filter);
        let count = self.portal.board(|board| {
            self.portal.reader.with(|reader| Linked::new(&board.columns, &link.asked(), reader).total())
        });
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// What a row says now.
    pub(super) fn data(self, row: Row) -> Option<RowData> {
        self.portal.read(|state| RowData::of(row, state))
    }

    /// The id of a row.
    pub(super) fn id(self, row: Row) -> Option<IncidentId> {
        self.portal.glance(|state| IncidentId::new(state.catalogue.get(row)?.id()))
    }

    /// The ids of the rows that are selected.
    pub(super) fn chosen_ids(self) -> Vec<IncidentId> {
        let rows = self.chosen.get_untracked();
        self.portal.glance(|state| {
            let known = rows.into_iter().filter_map(|row| state.catalogue.get(row));
            known.filter_map(|known| IncidentId::new(known.id())).collect()
        })
    }

    /// The link to an incident that leads back to this list.
    pub(super) fn open(self, id: IncidentId) -> Route {
        Route::Incident { id, tab: Default::default(), queue: self.link.get_untracked() }
    }

    /// The same as an address, which follows the list.
    pub(super) fn link_to(self, id: &IncidentId) -> String {
        // What leads back is written once, and not for every row that is drawn.
        let plain = Route::Incident { id: id.clone(), tab: Default::default(), queue: Queue::default() };
        self.way_back.with(|way_back| format!("{plain}{way_back}"))
    }

    /// Changes what the address says.
    pub(super) fn go(self, edit: impl FnOnce(&mut Queue)) {
        let mut link = self.link.get_untracked();
        edit(&mut link);
        if link.contradicts() {
            link.list = List::All;
        }
        self.portal.replace(Route::Incidents(link));
    }

    /// Changes the filter and with it the address.
    pub(super) fn change(self, edit: impl FnOnce(&mut Filter)) {
        self.go(|link| {
            let mut filter = link.filter.filter();
            edit(&mut filter);
            link.filter = FilterParam::Good(filter);
        });
    }

    /// Orders by a column: highest first, and the other way round when it is pressed again.
    pub(super) fn sort_by(self, key: SortKey) {
        self.go(|link| {
            let descending = if link.sort.key == key {
                !link.sort.descending
            } else {
                !matches!(key, SortKey::Title | SortKey::Due)
            };
            link.sort = Sort { key, descending };
        });
    }

    /// Marks a value of a dimension.
    pub(super) fn mark(self, dim: Dim, value: Value, mark: Mark) {
        self.change(|filter| filter.set(dim, value, mark));
    }

    /// Takes every filter back.
    pub(super) fn clear(self) {
        self.go(|link| {
            link.filter = FilterParam::default();
            // An address that says nothing is the default view's.
            link.view = (link.list == List::All).then(|| Queue::EVERYTHING.into());
        });
    }

    /// Leaves the list for that of all incidents.
    pub(super) fn everything(self) {
        self.go(|link| {
            link.list = List::All;
            link.view.get_or_insert_with(|| Queue::EVERYTHING.into());
        });
    }

    /// Widens the period to everything.
    pub(super) fn any_time(self) {
        self.change(|filter| filter.set_created(Period::All));
    }
}

/// The query of an address that leads back to a list, the same for every incident.
fn way_back(link: Memo<Queue>) -> Memo<String> {
    Memo::new(move |_| {
        let address = IncidentId::new("0")
            .map(|id| Route::Incident { id, tab: Default::default(), queue: link.get() }.to_string());
        let query = address.as_deref().and_then(|address| address.split_once('?'));
        query.map(|(_, query)| format!("?{query}")).unwrap_or_default()
    })
}

fn apply(
    kept: Kept,
    board: &crate::ui::board::Board,
    filter: &Filter,
    reader: &crate::analytics::calendar::Reader,
) {
    kept.update_value(|linked| match linked {
        Some(linked) => linked.update(&board.columns, filter, reader),
        None => *linked = Some(Linked::new(&board.columns, filter, reader)),
    });
}

/// A filter that leaves nothing but what is folded means it: it is not folded away.
fn unfold(
    matching: Kept,
    shown: Kept,
    board: &crate::ui::board::Board,
    whole: &Filter,
    reader: &crate::analytics::calendar::Reader,
) {
    let count = |kept: Kept| kept.with_value(|kept| kept.as_ref().map_or(0, Linked::total));
    if count(shown) > 0 {
        return;
    }
    apply(matching, board, whole, reader);
    if count(matching) > 0 {
        apply(shown, board, whole, reader);
    }
}

fn facets_of(portal: Portal, kept: Kept, dim: Dim) -> Vec<Facet> {
    portal.board(|board| {
        kept.with_value(|linked| {
            linked.as_ref().map(|linked| linked.facets(&board.columns, dim)).unwrap_or_default()
        })
    })
}

/// Those of some rows that match, in the order of the catalogue.
fn matching_of(portal: Portal, kept: Kept, picked: &HashSet<Row>) -> Vec<Row> {
    if picked.is_empty() {
        return Vec::new();
    }
    portal.board(|board| {
        let passing = kept.with_value(|linked| linked.as_ref().map(Linked::rows)).unwrap_or_default();
        let matches =
            |row: &Row| board.columns.row(*row).is_some_and(|place| passing.contains(place as usize));
        let mut rows: Vec<Row> = picked.iter().copied().filter(matches).collect();
        rows.sort_unstable();
        rows
    })
}

fn stage_count(stages: &[Facet], is_held: impl Fn(Stage) -> bool) -> u32 {
    let held: Vec<Value> = Stage::ALL
        .into_iter()
        .filter(|stage| is_held(*stage))
        .map(|stage| Value::word(stage_word(stage)))
        .collect();
    stages.iter().filter(|facet| held.contains(&facet.value)).map(|facet| facet.count).sum()
}
