//! The place in the list: whoever acts by keyboard goes on where he was, also when the row has left the list.

use super::view::QueueView;
use crate::domain::catalogue::Row;
use crate::route::Queue;
use crate::ui::bulk::Bulk;
use crate::ui::parts::GridControl;
use crate::view::prelude::*;

/// So many rows behind the current one are known while something is done.
const BEHIND: u32 = 200;

/// The place. A copy is the same.
#[derive(Clone, Copy)]
pub(super) struct Place {
    view: QueueView,
    control: GridControl,
    /// The rows behind the current one, as they stood when a key asked for something.
    behind: StoredValue<Vec<Row>>,
    /// Whether a key asked for what is open.
    by_key: StoredValue<bool>,
}

impl Place {
    pub(super) fn new(view: QueueView, control: GridControl) -> Self {
        Self { view, control, behind: StoredValue::new(Vec::new()), by_key: StoredValue::new(false) }
    }

    /// A key asks for something.
    pub(super) fn note(self) {
        self.by_key.set_value(true);
        let rank = self.control.current().get_untracked().and_then(|row| untrack(|| self.view.rank(row)));
        let behind = rank.map(|at| untrack(|| self.view.page(at + 1, BEHIND))).unwrap_or_default();
        self.behind.set_value(behind);
    }

    /// The row that comes after the current one takes its place when that leaves the list; a list that is asked for anew
    /// begins at its top.
    pub(super) fn keep(self) {
        let Self { view, control, behind, .. } = self;
        Effect::new(move |before: Option<(Queue, Option<u32>)>| {
            let link = view.link.get();
            let current = control.current().get();
            let rank = current.and_then(|row| view.rank(row));
            let place = before.filter(|(known, _)| *known == link).and_then(|(_, place)| place);
            let Some(place) = place.filter(|_| current.is_some() && rank.is_none()) else {
                return (link, rank);
            };
            let next = untrack(|| {
                let left =
                    behind.with_value(|behind| behind.iter().copied().find(|row| view.rank(*row).is_some()));
                let last = view.listed.get().checked_sub(1)?;
                left.or_else(|| view.page(place.min(last), 1).first().copied())
            });
            control.set_current(next);
            (link, next.and_then(|row| untrack(|| view.rank(row))))
        });
    }

    /// The focus comes back to the row once what a key asked for is closed.
    pub(super) fn come_back(self, bulk: Bulk) {
        Effect::new(move |before: Option<bool>| {
            let is_open = bulk.is_open();
            if before == Some(true) && !is_open && self.by_key.get_value() {
                self.by_key.set_value(false);
                if self.control.current().get_untracked().is_some() {
                    self.control.show(true);
                }
            }
            is_open
        });
    }
}
