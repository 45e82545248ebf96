//! What the queue asks of the incidents: the filters of its link.

use crate::analytics::dimension::Dim;
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::linked::Facet;

/// The filters of a link, apart so that a change of columns applies none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    /// What is counted: all but what was put off, where that is folded away.
    pub(super) all: Filter,
    /// All of it.
    pub(super) whole: Filter,
    pub(super) listed: Filter,
    /// What every list has in common.
    pub(super) counted: Filter,
    /// What the list of the customer's turn would hold.
    pub(super) turns: Filter,
}

impl Asked {
    /// How many await the customer under the filter, of all that were counted by what they ask.
    pub(super) fn turns(&self, facets: &[Facet]) -> u32 {
        let held = facets.iter().filter(|facet| self.turns.mark(Dim::Asked, &facet.value) == Mark::Asked);
        held.map(|facet| facet.count).sum()
    }
}
