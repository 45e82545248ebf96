//! What is selected in the list.

use super::view::QueueView;
use crate::domain::catalogue::Row;
use crate::view::prelude::*;
use std::collections::HashSet;

impl QueueView {
    /// Whether a row is selected.
    pub(super) fn is_picked(self, row: Row) -> bool {
        self.picked.with(|picked| picked.contains(&row))
    }

    /// Selects a row or not; with `range` all rows from the one that was selected last.
    pub(super) fn toggle(self, row: Row, range: bool) {
        let anchor = self.anchor.get_value().filter(|_| range);
        let places = anchor.and_then(|anchor| untrack(|| Some((self.rank(anchor)?, self.rank(row)?))));
        self.picked.update(|picked| match places {
            Some((one, other)) => {
                let (first, last) = (one.min(other), one.max(other));
                picked.extend(untrack(|| self.page(first, last - first + 1)));
            }
            None => {
                if !picked.remove(&row) {
                    picked.insert(row);
                }
            }
        });
        self.anchor.set_value(Some(row));
    }

    /// Selects all that are listed. Folded ones are not among them.
    pub(super) fn pick_all(self) {
        let rows = untrack(|| self.page(0, self.listed.get()));
        self.picked.set(rows.into_iter().collect());
    }

    /// Keeps what is selected for whoever comes back to this list.
    pub(super) fn keep_picked(self) {
        let picked = self.picked.get_untracked();
        let kept = (!picked.is_empty()).then(|| (self.link.get_untracked(), picked));
        self.portal.queue_picked.set(kept);
    }

    /// Selects what was selected when this list was left for an incident.
    pub(super) fn take_picked(self) {
        let kept = self.portal.queue_picked.try_update(Option::take).flatten();
        if let Some((_, picked)) = kept.filter(|(link, _)| self.link.with_untracked(|now| now == link)) {
            self.picked.set(picked);
        }
    }

    /// Lets the selection go.
    pub(super) fn pick_none(self) {
        if self.picked.with_untracked(|picked| !picked.is_empty()) {
            self.picked.set(HashSet::new());
        }
    }
}
