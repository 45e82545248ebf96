//! The incidents that a report counts: investigated, created in its period, and not hidden by the reader's filter.

use super::figure::{LeftOut, Measure, Reason};
use crate::analytics::calendar::Reader;
use crate::analytics::columns::{Columns, Parts};
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::engine::bits::Bits;
use crate::analytics::engine::rows::Rows;
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::linked::Linked;
use crate::analytics::period::Period;
use crate::analytics::standing::{Outcome, Standing};
use crate::domain::vocabulary::Classification;
use crate::report::duration::Durations;

/// What is counted for one period.
pub(super) struct Basis<'a> {
    pub(super) columns: &'a Columns,
    pub(super) linked: Linked,
    /// The filter of the investigated incidents of the period that the reader's filter lets through.
    pub(super) filter: Filter,
    pub(super) rows: Rows,
    outcomes: [Bits; 3],
}

impl<'a> Basis<'a> {
    /// Applies a reader's filter over a period. What the filter says of creation time and of what counts as
    /// investigated gives way to the report's own.
    pub(super) fn new(columns: &'a Columns, filter: &Filter, period: Period, reader: &Reader) -> Self {
        let mut filter = filter.clone();
        filter.set_created(period);
        filter.clear(Dim::Investigated);
        let filter = filter.with(Dim::Investigated, Standing::Investigated.as_str());
        let linked = Linked::new(columns, &filter, reader);
        let outcomes = Outcome::ALL
            .map(|outcome| columns.rows_of(Dim::Outcome, &Value::word(outcome.as_str()), reader.now));
        Self { columns, rows: linked.rows(), linked, filter, outcomes }
    }

    /// The rows of one outcome among some rows.
    pub(super) fn of_outcome(&self, rows: &Rows, outcome: Outcome) -> Rows {
        rows.with(self.outcome(outcome))
    }

    pub(super) fn outcome(&self, outcome: Outcome) -> &Bits {
        let [directly, with_help, open] = &self.outcomes;
        match outcome {
            Outcome::ResolvedDirectly => directly,
            Outcome::ResolvedWithHelp => with_help,
            Outcome::Open => open,
        }
    }

    pub(super) fn count(&self, outcome: Outcome) -> usize {
        self.rows.count_with(self.outcome(outcome))
    }

    /// The rows that are resolved in either way.
    pub(super) fn resolved(&self) -> Rows {
        let mut rows = self.rows.clone();
        rows.take_away(self.outcome(Outcome::Open));
        rows
    }

    pub(super) fn resolved_count(&self) -> usize {
        self.rows.count() - self.count(Outcome::Open)
    }

    /// How many of some rows nobody classified.
    pub(super) fn unclassified(&self, rows: &Rows) -> usize {
        let unknown = Value::word(Classification::Unknown.as_str());
        rows.count_with(&self.columns.rows_of(Dim::Classification, &unknown, self.linked.reader().now))
    }

    /// Time to resolve.
    pub(super) fn time_to_resolve(&self) -> Measure {
        let numbers = self.columns.numbers();
        let resolved = self.resolved();
        let mut assumed = 0;
        resolved.for_each(|row| assumed += usize::from(numbers.is_assumed(row)));
        Measure::Duration(Durations::of(&resolved, numbers.all_resolved_after_s(), assumed))
    }

    /// The experts' part of it.
    pub(super) fn experts_part(&self) -> Measure {
        self.part(|parts| parts.experts_s)
    }

    /// The customer's part of it.
    pub(super) fn customer_part(&self) -> Measure {
        self.part(|parts| parts.customer_s)
    }

    fn part(&self, part: impl Fn(Parts) -> Option<u32>) -> Measure {
        let resolved = self.resolved();
        let parts = self.columns.numbers().all_parts().filter(|(row, _)| resolved.contains(*row));
        let seconds: Vec<f32> = parts.filter_map(|(_, parts)| Some(part(parts)? as f32)).collect();
        Measure::Duration(Durations::of_seconds(&seconds, 0))
    }

    /// What the report leaves out of the incidents of its period. With those it counts they add up to all of them.
    pub(super) fn left_out(&self, period: Period, reader: &Reader) -> Vec<LeftOut> {
        let mut created = Filter::default();
        created.set_created(period);
        let all = Linked::new(self.columns, &created, reader);
        let facets = all.facets(self.columns, Dim::Investigated);
        let count = |standing: Standing| {
            let value = Value::word(standing.as_str());
            facets.iter().find(|facet| facet.value == value).map_or(0, |facet| facet.count as usize)
        };
        let reasons = Standing::ALL.into_iter().map(|standing| match standing {
            Standing::Investigated => LeftOut {
                reason: Reason::Hidden,
                count: count(standing).saturating_sub(self.rows.count()),
                filter: None,
            },
            other => LeftOut {
                reason: Reason::NotInvestigated(other),
                count: count(other),
                filter: Some(created.clone().with(Dim::Investigated, other.as_str())),
            },
        });
        reasons.collect()
    }
}

/// A filter narrowed to some outcomes; `None` where it rules all of them out.
pub(super) fn narrow(filter: &Filter, outcomes: &[Outcome]) -> Option<Filter> {
    if outcomes.len() == Outcome::ALL.len() {
        return Some(filter.clone());
    }
    let words: Vec<Value> = outcomes.iter().map(|outcome| Value::word(outcome.as_str())).collect();
    narrow_to(filter, Dim::Outcome, &words)
}

/// A filter narrowed to some values of a dimension of one value an incident; `None` where it rules all of them out.
pub(super) fn narrow_to(filter: &Filter, dim: Dim, values: &[Value]) -> Option<Filter> {
    let own = filter.choice(dim).cloned().unwrap_or_default();
    let is_allowed =
        |value: &&Value| !own.none.contains(*value) && (own.any.is_empty() || own.any.contains(*value));
    let allowed: Vec<&Value> = values.iter().filter(is_allowed).collect();
    let mut narrowed = filter.clone();
    narrowed.clear(dim);
    for value in &allowed {
        narrowed.set(dim, (*value).clone(), Mark::Asked);
    }
    (!allowed.is_empty()).then_some(narrowed)
}
